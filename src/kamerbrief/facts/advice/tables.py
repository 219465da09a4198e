"""Recommendations in a table: a column that gives them, and columns with the answer (``Overgenomen?``, ``Reactie``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kamerbrief.contract import Stance
from kamerbrief.facts.advice.labels import label_at, printed_label
from kamerbrief.letter import Cell, Letter, Table
from kamerbrief.lexicon import alternatives, load

_NUMBER_COLUMN = re.compile(r"\s*(?:nr\.?|nummer|#|no\.?)?\s*", re.IGNORECASE)
_LEADING_NUMBER = re.compile(r"\s*(?P<number>\d{1,2}(?:\.\d{1,2})?[a-z]?)\s*[.):]\s+")
_NUMBER = re.compile(r"\s*(\d{1,2}(?:\.\d{1,2})?[a-z]?)\s*[.)]?\s*")


@dataclass(frozen=True, slots=True)
class Row:
    """A recommendation in a table: number and printed label, the stretch of its words, and the cells that answer.

    ``verdict`` is what a cell of one word says of it (``Ja``, ``Deels``).
    """

    number: str | None
    start: int
    end: int
    answers: tuple[Cell, ...]
    verdict: tuple[Stance, Cell] | None = None
    printed: str | None = None


def find_rows(letter: Letter) -> Iterator[Row]:
    """The rows of every table that has a column of recommendations and one of answers."""
    for table in letter.tables:
        yield from _rows(letter, table)


@cache
def _column(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{alternatives(load('recommendations')['tables'][name])})(?!\w)", re.IGNORECASE)


def _rows(letter: Letter, table: Table) -> Iterator[Row]:
    header = [cell for cell in table.cells if cell.row == 0]
    advice = next((cell for cell in header if _gives(cell)), None)
    answering = [cell for cell in header if cell is not advice and _column("answers").search(cell.text)]
    if advice is None or not answering:
        return
    numbered = next((cell for cell in header if _NUMBER_COLUMN.fullmatch(cell.text)), None)
    places = {(cell.row, cell.column): cell for cell in table.cells}
    for row in range(1, table.rows):
        title = places.get((row, advice.column))
        replies = [places[row, cell.column] for cell in answering if (row, cell.column) in places]
        answers = tuple(cell for cell in replies if cell.text.strip())
        if title is None or not title.text.strip() or not answers:
            continue
        start, number, printed = _labelled(letter, title)
        counter = places.get((row, numbered.column)) if numbered else None
        counted = _NUMBER.fullmatch(counter.text) if counter else None
        if counted:
            number, printed = counted[1], printed_label(counted.group())
        yield Row(number, start, title.end, answers, _verdict(answers), printed)


def _gives(cell: Cell) -> bool:
    """True for the head of the column of recommendations."""
    return bool(_column("advice").search(cell.text)) and not _column("answers").search(cell.text)


def _labelled(letter: Letter, title: Cell) -> tuple[int, str | None, str | None]:
    """Where the words begin behind a number or label in the same cell, the number, and the label as printed."""
    leading = _LEADING_NUMBER.match(title.text)
    if leading:
        return title.start + leading.end(), leading["number"], printed_label(leading.group())
    label = label_at(letter.text, title.start, title.end)
    if label and label.end < title.end:
        return label.end, label.numbers[0] if label.numbers else None, label.printed
    return title.start, None, None


def _verdict(answers: tuple[Cell, ...]) -> tuple[Stance, Cell] | None:
    verdicts = load("recommendations")["verdicts"]
    for cell in answers:
        said = " ".join(cell.text.lower().split()).strip(".,;:!✓ ")
        stance = next((name for name, known in verdicts.items() if said in known), None)
        if stance:
            return Stance(stance), cell
    return None
