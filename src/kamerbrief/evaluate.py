"""How right extractions are: precision, recall and F1 against gold files, accuracy per attribute, and every miss.

A gold file lists what a careful reader found; its shape is that of ``fixtures/letters/*/gold.json``, and what a fact
has to agree in is told in :mod:`kamerbrief.quality.comparison`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from kamerbrief.contract import Extraction
from kamerbrief.errors import ReadError
from kamerbrief.quality.comparison import Comparison
from kamerbrief.quality.scores import Miss, Report, Tally
from kamerbrief.reading.detect import ENDINGS

__all__ = ["Miss", "Report", "Tally", "evaluate", "gold_letters"]

_SOURCES = tuple(f"letter{ending}" for ending in ENDINGS)


def evaluate(folder: Path, extract: Callable[[Path], Extraction]) -> Report:
    """Runs ``extract`` over every letter beside a ``gold.json`` (or ``NAME.gold.json``) below ``folder``.

    Raises ReadError when there is no gold, or when a gold file is no JSON.
    """
    report = Report()
    pairs = list(gold_letters(folder))
    if not pairs:
        raise ReadError(str(folder), "there is no gold.json below this folder", "see fixtures/letters for its shape")
    for letter, gold_path in pairs:
        try:
            gold = json.loads(gold_path.read_text(encoding="utf-8"))
        except ValueError as error:
            raise ReadError(str(gold_path), f"this is no JSON: {error}") from error
        Comparison(report, f"{letter.parent.name}/{letter.name}", extract(letter), gold).run()
    return report


def gold_letters(folder: Path) -> Iterator[tuple[Path, Path]]:
    """Every letter with its gold file, in the order of their names."""
    for gold in sorted(folder.rglob("gold.json")):
        yield from ((gold.parent / name, gold) for name in _SOURCES if (gold.parent / name).is_file())
    for gold in sorted(folder.rglob("*.gold.json")):
        stem = gold.name.removesuffix(".gold.json")
        letters = (gold.with_name(f"{stem}{ending}") for ending in ENDINGS)
        yield from ((letter, gold) for letter in letters if letter.is_file())
