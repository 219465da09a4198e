"""A table as a reader sees it: which rows and columns are headers, and what heads each cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from kamerbrief.letter import Cell, Table
from kamerbrief.lexicon import load

_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_FIGURE = re.compile(r"[(+\-–−€\s/]*[0-9][0-9.,\s]*(?:[,-]{1,2})?\s?%?\)?(?:\[[0-9]+\]|\*+)?")
#: More header rows or columns than this a table does not have.
_MOST_HEADERS = 3


@dataclass(frozen=True)
class Grid:
    """A table with its merged cells laid out; rows and columns count from 0."""

    table: Table

    @cached_property
    def _places(self) -> dict[tuple[int, int], Cell]:
        places: dict[tuple[int, int], Cell] = {}
        for cell in self.table.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.table.rows)):
                for column in range(cell.column, min(cell.column + cell.column_span, self.table.columns)):
                    places.setdefault((row, column), cell)
        return places

    @cached_property
    def _columns(self) -> dict[int, list[Cell]]:
        columns: dict[int, list[Cell]] = {}
        for cell in self.table.cells:
            columns.setdefault(cell.column, []).append(cell)
        return columns

    def text(self, row: int, column: int) -> str:
        """The words of the cell that fills this place, blanks folded; empty where there is none."""
        cell = self._places.get((row, column))
        return " ".join(cell.text.split()) if cell else ""

    @cached_property
    def header_rows(self) -> int:
        """How many rows head the columns: those the source marks, else the first ones without figures but years.

        A row of years below the marked ones is a header too.
        """
        marked = count = self.table.header_rows
        while count < min(_MOST_HEADERS, self.table.rows - 1) and not self._has_figures(count):
            if marked and not self._has_years(count):
                break
            count += 1
        return count

    def _has_years(self, row: int) -> bool:
        return any(_YEAR.match(self.text(row, column)) for column in range(1, self.table.columns))

    def _has_figures(self, row: int) -> bool:
        texts = (self.text(row, column) for column in range(1, self.table.columns))
        return any(is_figure(text) and not _YEAR.fullmatch(text) for text in texts)

    @cached_property
    def header_columns(self) -> int:
        """How many columns head the rows: the first one, and those beside it that hold words."""
        count = 1
        while count < min(_MOST_HEADERS, self.table.columns - 1) and not self._holds_figures(count):
            count += 1
        return count

    def _holds_figures(self, column: int) -> bool:
        below = (cell for cell in self._columns.get(column, []) if cell.row >= self.header_rows)
        body = [cell for cell in below if cell.text.strip().lower() not in _empty()]
        return 2 * sum(any(c.isdigit() for c in cell.text[:12]) for cell in body) >= len(body) > 0 or not body

    def body(self) -> Iterator[Cell]:
        """The cells below the header rows, in reading order."""
        return (cell for cell in self.table.cells if cell.row >= self.header_rows)

    def column_header(self, column: int) -> str:
        """What stands above the column, upper rows first."""
        return self._column_headers[column] if column < len(self._column_headers) else ""

    @cached_property
    def _column_headers(self) -> list[str]:
        rows = range(self.header_rows)
        texts = ([self.text(row, column) for row in rows] for column in range(self.table.columns))
        return [" ".join(dict.fromkeys(text for text in column if text)) for column in texts]

    def row_header(self, row: int) -> str:
        """What the row is about: its first cell with words, or with anything where it has no words."""
        texts = [self.text(row, column) for column in range(self.header_columns)]
        worded = [text for text in texts if any(c.isalpha() for c in text)]
        return next(iter(worded or [text for text in texts if text]), "")

    def row_words(self, row: int) -> str:
        """All that heads the row."""
        return " ".join(self.text(row, column) for column in range(self.header_columns))

    @cached_property
    def sections(self) -> dict[int, str]:
        """For each row the heading inside the table under which it stands: a row with words in one cell only."""
        found: dict[int, str] = {}
        section = ""
        for row in range(self.table.rows):
            texts = {text for column in range(self.table.columns) if (text := self.text(row, column))}
            if len(texts) == 1 and not is_figure(next(iter(texts))):
                section = next(iter(texts))
            found[row] = section
        return found


@cache
def _empty() -> frozenset[str]:
    """What stands in a cell without a figure: a dash, PM."""
    return frozenset(load("tables")["empty"]["words"])


def is_figure(text: str) -> bool:
    """True for a cell that holds one figure and nothing but its sign, currency, percent sign or mark."""
    return len(text) < 40 and _FIGURE.fullmatch(text) is not None
