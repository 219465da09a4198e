"""Regex calls and processor time against another version: ``python tests/benchmarks/against.py SRC [LETTERS]``.

``SRC`` is the ``src`` folder of the other version (of a worktree of commit 2455ddf, for the ratios that are told). Both
read the same letters in fresh processes, in turn. No test: machines are noisy; regex calls are the same every time.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
REAL = ROOT.parent / "shared" / "real"
#: Read by both versions: what it asks of the package was there in both.
_MEASURE = """
import json, re, sys, time
from kamerbrief import pipeline
from kamerbrief.language.model import load_pipeline
from kamerbrief.reading import read_letter

nlp, letters, calls = load_pipeline(), sys.argv[1:], 0
find_entities = pipeline.find_entities

def read(path):
    try:
        pipeline.extract_letter(read_letter(path), nlp)
    except Exception as error:
        print(f"{path}: {type(error).__name__}: {error}", file=sys.stderr)

def count(frame, event, called):
    global calls
    calls += event == "c_call" and isinstance(getattr(called, "__self__", None), re.Pattern)

def seconds():
    begin = time.process_time()
    for path in letters:
        read(path)
    return time.process_time() - begin

seconds()
named = seconds()
pipeline.find_entities = lambda analysis: []
plain = seconds()
sys.setprofile(count)
seconds()
sys.setprofile(None)
print(json.dumps([calls, plain, named]))
"""


def measured(source: Path, letters: list[str]) -> list[float]:
    """Regex calls, and processor time without and with names, of reading and facts of all letters once warm."""
    environment = {**os.environ, "PYTHONPATH": str(source), "KAMERBRIEF_STRICT": "0"}
    command = [sys.executable, "-c", _MEASURE, *letters]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    figures: list[float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main(other: Path, folder: Path) -> None:
    """Prints one line a ratio."""
    letters = [str(path) for path in sorted(folder.rglob("letter.pdf"))]
    ours, theirs = (measured(source, letters) for source in (ROOT / "src", other))
    names = ("regex calls", "processor time without names", "processor time with names")
    for name, own, old in zip(names, ours, theirs, strict=True):
        print(f"{name} of {len(letters)} pdfs: {own / old:.2f} x ({own:,.1f} against {old:,.1f})")


if __name__ == "__main__":
    fixtures = ROOT / "fixtures" / "letters"
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else REAL if REAL.is_dir() else fixtures)
