"""Regex calls and processor time against another version: ``python tests/benchmarks/against.py SRC [LETTERS]``.

``SRC`` is the ``src`` folder of the other version (of a worktree of commit 2455ddf, for the ratios that are told), with
what else it needs behind a colon (2455ddf: a folder with babel). Each letter is read as users read it: once a process,
in a process that has read the made-up letters that both versions have, so that word lists and patterns are made but
nothing of the letter itself is known. The versions' processes run in turn. A letter at which one of the two fails
counts for neither. No test: machines are noisy; regex calls are the same every time, and of the times of each letter
the least of three processes counts.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FIXTURES = ROOT / "fixtures" / "letters"
REAL = ROOT.parent / "shared" / "real"
#: What is measured, and in how many processes a version.
MEASURED = {"regex calls": 1, "processor time without names": 3, "processor time with names": 3}
#: Read by both versions: what it asks of the package was there in both.
_MEASURE = """
import json, re, sys, time
from kamerbrief import pipeline
from kamerbrief.language import analysis, model
from kamerbrief.reading import read_letter

# The name that it had before counts too.
nlp, calls = (getattr(model, "load_model", None) or model.load_pipeline)(), 0
wanted, warming, letters = json.loads(sys.stdin.read())
if wanted != "processor time with names":
    # The names are found when they are first asked for, in older versions at once: neither is to happen.
    analysis._mark_names = lambda *given: None
    pipeline.find_entities = lambda *given: []

def read(path):
    try:
        pipeline.extract_letter(read_letter(path), nlp)
        return True
    except Exception as error:
        print(f"{path}: {type(error).__name__}: {error}", file=sys.stderr)

def count(frame, event, called):
    global calls
    calls += event == "c_call" and isinstance(getattr(called, "__self__", None), re.Pattern)

def seconds(path):
    begin = time.process_time()
    return read(path) and time.process_time() - begin

def calls_of(path):
    global calls
    calls = 0
    sys.setprofile(count)
    done = read(path)
    sys.setprofile(None)
    return done and calls

for path in warming:
    read(path)
measure = calls_of if wanted == "regex calls" else seconds
print(json.dumps({path: measure(path) for path in letters}))
"""


def measured(source: str, wanted: str, warming: list[str], letters: list[str]) -> dict[str, float]:
    """What is wanted of reading each letter and finding its facts, of those at which the version does not fail."""
    environment = {**os.environ, "PYTHONPATH": source, "KAMERBRIEF_STRICT": "1"}
    command, given = [sys.executable, "-c", _MEASURE], json.dumps([wanted, warming, letters])
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment, input=given)
    figures: dict[str, float | None] = json.loads(done.stdout.splitlines()[-1])
    return {letter: figure for letter, figure in figures.items() if figure is not None}


def least(runs: list[dict[str, float]]) -> dict[str, float]:
    """The least figure of each letter that was read in all of the runs."""
    return {letter: min(run[letter] for run in runs) for letter in runs[0] if all(letter in run for run in runs)}


def warming_letters(other: str) -> list[str]:
    """The made-up letters that the other version has as well; ours, where no worktree is around it."""
    theirs = Path(other.split(os.pathsep)[0]).resolve().parent / FIXTURES.relative_to(ROOT)
    ours = sorted(FIXTURES.rglob("letter.pdf"))
    both = [path for path in ours if (theirs / path.relative_to(FIXTURES)).exists()]
    return [str(path) for path in both or ours]


def main(other: str, folder: Path) -> None:
    """Prints one line a ratio."""
    letters = [str(path) for path in sorted(folder.rglob("letter.pdf"))]
    # Where the made-up letters themselves are measured, every other one is read before.
    warming = [path for path in warming_letters(other) if path not in letters] or letters[::2]
    letters = [path for path in letters if path not in warming]
    for wanted, processes in MEASURED.items():
        runs = [
            [measured(source, wanted, warming, letters) for source in (str(ROOT / "src"), other)]
            for _ in range(processes)
        ]
        ours, theirs = (least(list(of_version)) for of_version in zip(*runs, strict=True))
        both = [letter for letter in letters if letter in ours and letter in theirs]
        own, old = (sum(figures[letter] for letter in both) for figures in (ours, theirs))
        print(f"{wanted} of {len(both)} pdfs: {own / old:.2f} x ({own:,.1f} against {old:,.1f})", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]) if len(sys.argv) > 2 else REAL if REAL.is_dir() else FIXTURES)
