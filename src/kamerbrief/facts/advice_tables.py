"""Recommendations in a table: one column that gives them, one with the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kamerbrief.facts.advice_labels import printed_label
from kamerbrief.letter import Cell, Letter, Table

_ADVICE_COLUMN = re.compile(r"(?<!\w)(?:aanbeveling(?:en)?|advies|adviezen)(?!\w)", re.IGNORECASE)
_ANSWER_COLUMN = re.compile(
    r"(?<!\w)(?:\w*reactie|appreciatie|standpunt|opvolging|antwoord|inzet)(?!\w)", re.IGNORECASE
)
_NUMBER_COLUMN = re.compile(r"\s*(?:nr\.?|nummer|#|no\.?)?\s*", re.IGNORECASE)
_LEADING_NUMBER = re.compile(r"\s*(?P<number>\d{1,2}[a-z]?)\s*[.):]\s+")
_NUMBER = re.compile(r"\s*(\d{1,2}[a-z]?)\s*[.)]?\s*")


@dataclass(frozen=True, slots=True)
class Row:
    """A recommendation in a table: number and printed label, the stretch of its words, and the cell that answers."""

    number: str | None
    start: int
    end: int
    answer: Cell
    printed: str | None = None


def find_rows(letter: Letter) -> Iterator[Row]:
    """The rows of every table that has a column of recommendations and one of answers."""
    for table in letter.tables:
        yield from _rows(table)


def _rows(table: Table) -> Iterator[Row]:
    header = [cell for cell in table.cells if cell.row == 0]
    advice = next(
        (cell for cell in header if _ADVICE_COLUMN.search(cell.text) and not _ANSWER_COLUMN.search(cell.text)), None
    )
    answer = next((cell for cell in header if _ANSWER_COLUMN.search(cell.text)), None)
    if advice is None or answer is None:
        return
    numbered = next((cell for cell in header if _NUMBER_COLUMN.fullmatch(cell.text)), None)
    places = {(cell.row, cell.column): cell for cell in table.cells}
    for row in range(1, table.rows):
        title, reply = places.get((row, advice.column)), places.get((row, answer.column))
        if title is None or reply is None or not title.text.strip() or not reply.text.strip():
            continue
        leading = _LEADING_NUMBER.match(title.text)
        counter = places.get((row, numbered.column)) if numbered else None
        number = _NUMBER.fullmatch(counter.text) if counter else None
        start = title.start + (leading.end() if leading else 0)
        label = number or leading
        yield Row(label[1] if label else None, start, title.end, reply, printed_label(label.group() if label else None))
