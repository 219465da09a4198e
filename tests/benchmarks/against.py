"""Regex calls and processor time against another version: ``python tests/benchmarks/against.py SRC [LETTERS]``.

``SRC`` is the ``src`` folder of the other version (of a worktree of commit 2455ddf, for the ratios that are told). Both
read the same letters in fresh processes, in turn; a letter at which one of the two fails counts for neither. No test:
machines are noisy; regex calls are the same every time, and of the times of each letter the least of three counts.
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
from kamerbrief.language import analysis, model
from kamerbrief.reading import read_letter

# The name that it had before counts too.
nlp, calls = (getattr(model, "load_model", None) or model.load_pipeline)(), 0

def read(path):
    pipeline.extract_letter(read_letter(path), nlp)

def fails(path):
    try:
        read(path)
    except Exception as error:
        print(f"{path}: {type(error).__name__}: {error}", file=sys.stderr)
        return True

def count(frame, event, called):
    global calls
    calls += event == "c_call" and isinstance(getattr(called, "__self__", None), re.Pattern)

def seconds(path):
    begin = time.process_time()
    read(path)
    return time.process_time() - begin

def least():
    return {path: min(seconds(path) for _ in range(3)) for path in letters}

def calls_of(path):
    global calls
    calls = 0
    sys.setprofile(count)
    read(path)
    sys.setprofile(None)
    return calls

letters = [path for path in sys.argv[1:] if not fails(path)]
named = least()
# The names are found when they are first asked for, in older versions at once: neither is to happen.
analysis._mark_names = lambda *given: None
pipeline.find_entities = lambda *given: []
plain = least()
print(json.dumps({path: [calls_of(path), plain[path], named[path]] for path in letters}))
"""


def measured(source: Path, letters: list[str]) -> dict[str, list[float]]:
    """Regex calls, and processor time without and with names, of reading and facts of each letter once warm."""
    environment = {**os.environ, "PYTHONPATH": str(source), "KAMERBRIEF_STRICT": "1"}
    command = [sys.executable, "-c", _MEASURE, *letters]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment)
    figures: dict[str, list[float]] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main(other: Path, folder: Path) -> None:
    """Prints one line a ratio."""
    letters = [str(path) for path in sorted(folder.rglob("letter.pdf"))]
    ours, theirs = (measured(source, letters) for source in (ROOT / "src", other))
    both = [letter for letter in letters if letter in ours and letter in theirs]
    names = ("regex calls", "processor time without names", "processor time with names")
    for place, name in enumerate(names):
        own, old = (sum(figures[letter][place] for letter in both) for figures in (ours, theirs))
        print(f"{name} of {len(both)} pdfs: {own / old:.2f} x ({own:,.1f} against {old:,.1f})")


if __name__ == "__main__":
    fixtures = ROOT / "fixtures" / "letters"
    main(Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else REAL if REAL.is_dir() else fixtures)
