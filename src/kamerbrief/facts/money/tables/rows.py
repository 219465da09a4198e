"""What each row of a table is, judged once by what its cells hold."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from kamerbrief.facts.money.tables.cells import DATA_KINDS, CellKind, is_year, kind_of
from kamerbrief.letter import Cell, Table

#: The code of an article, and letters that a name has.
CODE = re.compile(r"[A-Z]{0,2}[0-9][0-9.]{0,7}[a-z]?|[IVXLC]{1,6}[AB]?")
LETTERS = re.compile(r"[^\W\d_]")
#: The number of a column, alone or with what it is computed from: (1), 2, C, (3)=(1)+(2), (4) = (1) t/m (3).
_COLUMN_NUMBER = re.compile(
    r"(?:kolom\s)?\(?(?P<number>[0-9]{1,2}|[A-Za-z])\)?(?:\s?=\s?[-+()0-9A-Za-z/\s]{1,30})?\)?", re.IGNORECASE
)
#: A header with the number of its column, and such a number alone.
_NUMBERED, _ALONE = re.compile(r"[^\W\d_]\s?\([0-9]{1,2}\)$|\)\s?\([0-9]{1,2}\)$"), re.compile(r"\([0-9]{1,2}\)")


class RowKind(StrEnum):
    """What a row is; ``HEADING`` is one cell that heads what stands below it, ``NUMBERS`` counts the columns."""

    EMPTY = "empty"
    NUMBERS = "numbers"
    HEADING = "heading"
    YEARS = "years"
    WORDS = "words"
    DATA = "data"


def row_kinds(table: Table) -> list[RowKind]:
    """The kind of each row of a table.

    Below figures only a repeated row of column numbers is one: 1, 2 and 3 may be data there.
    """
    kinds: list[RowKind] = []
    numbers: set[tuple[str, ...]] = set()
    for row in range(table.rows):
        cells = cells_of(table, row)
        kind = _kind(cells)
        if kind is RowKind.NUMBERS:
            texts = tuple(cell.text for cell in cells)
            kind = kind if RowKind.DATA not in kinds or texts in numbers else RowKind.DATA
            numbers.add(texts)
        kinds.append(kind)
    return kinds


def cells_of(table: Table, row: int) -> list[Cell]:
    """The cells with words that fill places of this row, each once, from left to right."""
    found: list[Cell] = []
    for column in range(table.columns):
        cell = table.at(row, column)
        if cell and cell.text.strip() and (not found or found[-1] is not cell):
            found.append(cell)
    return found


def _kind(cells: list[Cell]) -> RowKind:
    if not cells:
        return RowKind.EMPTY
    numbered, years = _counted(cells)
    if numbered:
        return RowKind.YEARS if years else RowKind.NUMBERS
    kinds = [kind_of(cell.text) for cell in cells if cell.column > 0]
    if _ends_in_numbers(cells):
        return RowKind.WORDS
    if not DATA_KINDS.isdisjoint(kinds) or kind_of(cells[0].text) is CellKind.MONEY:
        return RowKind.DATA
    if len(cells) == 1 and cells[0].column == 0:
        return RowKind.DATA if kind_of(cells[0].text) in DATA_KINDS else RowKind.HEADING
    if CellKind.PLACEHOLDER in kinds:
        return RowKind.DATA
    return RowKind.YEARS if CellKind.YEARS in kinds else RowKind.WORDS


def _counted(cells: list[Cell]) -> tuple[bool, bool]:
    """Whether a row numbers the columns, (1) (2) (3)=(1)+(2), A B C=A+B or 1 2 3, and whether it has years too."""
    texts = [" ".join(cell.text.split()) for cell in cells if kind_of(cell.text) is not CellKind.YEARS]
    years = len(texts) < len(cells)
    if not texts:
        return False, years
    computed = any("=" in text for text in texts)
    if cells[0].column == 0 and number_of(texts[0]) is None:
        if not (computed or kind_of(texts[0]) is CellKind.UNIT or texts[0].lower().startswith("kolom")):
            return False, years
        texts = texts[1:]
    numbers = [number_of(text) for text in texts]
    if len(numbers) < 2 or numbers[0] is None or numbers[0] > 2 or (years and not computed):
        return False, years
    return all(number == numbers[0] + place for place, number in enumerate(numbers)), years


def _ends_in_numbers(cells: list[Cell]) -> bool:
    """True for headers that end in the number of their column, one of which has its words in the row above.

    A number alone, (3), is none of an amount below zero then.
    """
    over = [cell.text.strip() for cell in cells if cell.column > 0]
    figures = [text for text in over if kind_of(text) in DATA_KINDS]
    worded = any(_NUMBERED.search(text) for text in over if kind_of(text) is CellKind.WORDS)
    return bool(figures) and worded and all(map(_ALONE.fullmatch, figures))


def number_of(text: str) -> int | None:
    """The number of a column, counted from 1 for letters too; None for a text that is none."""
    match = _COLUMN_NUMBER.fullmatch(text)
    if match is None:
        return None
    number = match["number"]
    return int(number) if number.isdigit() else ord(number.lower()) - ord("a") + 1


def in_order(years: list[str]) -> bool:
    """True for two or more years that follow one another, or one and the same."""
    if len(years) < 2 or not all(map(is_year, years)):
        return False
    steps = {int(after) - int(before) for before, after in pairwise(years)}
    return steps <= {0, 1} or steps == {-1}


@lru_cache(4096)
def names_row(text: str) -> bool:
    """True for words that say what a row is about, not only the code of an article."""
    return LETTERS.search(text) is not None and not CODE.fullmatch(text)
