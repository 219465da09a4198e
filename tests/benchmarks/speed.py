"""How fast kamerbrief is, as ratios measured side by side in one run: ``python tests/benchmarks/speed.py [LETTERS]``.

No test: machines are noisy. Processor time counts, the best of a few rounds. Without the real letters beside the
repository (or a folder of letters as argument) the fixtures are measured.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import pdfplumber
from spacy.language import Language

from kamerbrief.facts.programmes.register import register
from kamerbrief.language.analysis import analyse
from kamerbrief.language.model import load_model
from kamerbrief.pipeline import extract, extract_letter
from kamerbrief.reading import read_bytes, read_letter

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = ROOT.parent / "shared" / "letters"
#: Real letters and budget documents; the one that is nearly all tables is measured apart.
REAL, TABLES = ROOT.parent / "shared" / "real", "zorgakkoord-bijlage"


def best(action: Callable[[], object], rounds: int = 3) -> float:
    """The least processor time of a few rounds, in seconds; one round before them warms up."""
    action()
    times = []
    for _ in range(rounds):
        begin = time.process_time()
        action()
        times.append(time.process_time() - begin)
    return min(times)


def words_and_tables(path: Path) -> None:
    """What pdfplumber does for words and tables of all pages in one pass."""
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            page.extract_words()
            page.find_tables()
            page.close()


def reading_against_pdfplumber(pdfs: list[Path]) -> float:
    """How long all these pdfs take to be read, against pdfplumber's words and tables of them."""
    reading = sum(best(lambda pdf=pdf: read_letter(pdf), 1) for pdf in pdfs)
    return reading / sum(best(lambda pdf=pdf: words_and_tables(pdf), 1) for pdf in pdfs)


def from_the_shell(*commands: list[str]) -> list[float]:
    """The least wall time of fresh Python processes for each command, taken in turn, in seconds.

    Python may keep what it compiled, as it does for installed programs; a first round fills that.
    """
    with tempfile.TemporaryDirectory() as compiled:
        environment = {**os.environ, "PYTHONPYCACHEPREFIX": compiled}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)

        def seconds(command: list[str]) -> float:
            begin = time.perf_counter()
            subprocess.run([sys.executable, *command], check=True, capture_output=True, env=environment)
            return time.perf_counter() - begin

        rounds = [[seconds(command) for command in commands] for _ in range(6)]
    return [min(times) for times in zip(*rounds[1:], strict=True)]


def matching(text: str, nlp: Language) -> float:
    """How long it takes to look up the word lists and the register in a letter, against making its tokens."""
    tokenizing = best(lambda: nlp.make_doc(text))
    doc, clues = nlp.make_doc(text), nlp.get_pipe("kamerbrief_gazetteer")
    return (best(lambda: clues(doc)) + best(lambda: register().mentions(text))) / tokenizing


def main(folder: Path) -> None:
    """Prints one line a measurement."""
    pdfs = sorted(folder.rglob("*.pdf"))
    for pdf in pdfs:
        whole = best(lambda pdf=pdf: words_and_tables(pdf), 1)
        reading, facts = best(lambda pdf=pdf: read_letter(pdf)), best(lambda pdf=pdf: extract(pdf))
        ratios = f"reading {reading / whole:.2f} x, extraction {facts / whole:.2f} x pdfplumber"
        print(f"{pdf.parent.name}/{pdf.name}: {ratios}")
    for docx in sorted(folder.rglob("*.docx")):
        print(f"{docx.parent.name}/{docx.name}: reading {best(lambda docx=docx: read_letter(docx)) * 1000:.0f} ms")
    real = sorted(REAL.rglob("*.pdf"))
    for name, chosen in (
        (f"the real pdfs without {TABLES}", [pdf for pdf in real if TABLES not in pdf.parts]),
        (TABLES, [pdf for pdf in real if TABLES in pdf.parts]),
    ):
        if chosen:
            print(f"reading {name}: {reading_against_pdfplumber(chosen):.2f} x pdfplumber's words and tables")
    nlp = load_model()
    letter = read_letter(max(pdfs, key=lambda path: path.stat().st_size))
    seconds = best(lambda: analyse(letter, nlp).doc)
    print(f"names: {len(nlp.make_doc(letter.text)) / seconds:,.0f} tokens a second")
    print(f"matching names and programmes: {matching(letter.text, nlp):.2f} x tokenizing")
    text = letter.text.encode()
    once = best(lambda: extract_letter(read_bytes(text, "1.txt"), nlp), 1)
    for times in (10, 50):
        many = best(lambda times=times: extract_letter(read_bytes(text * times, "n.txt"), nlp), 1)
        print(f"a letter {times} times as long: {many / once:.1f} x the time")
    command = ["-m", "kamerbrief.cli", "extract", str(pdfs[0])]
    whole, importing = from_the_shell(command, ["-c", "import spacy"])
    print(f"from the shell: {whole / importing:.2f} x 'import spacy'")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED if SHARED.is_dir() else ROOT / "fixtures" / "letters")
