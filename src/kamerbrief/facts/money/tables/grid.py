"""A table as a reader sees it: which rows and columns are headers, and what heads each cell.

Each row is judged once by what its cells hold (:mod:`kamerbrief.facts.money.tables.rows`), and everything else follows
from that: which rows head the columns, which one head the rows below them, which are parts of the row above. What the
source marks as header is a hint: a row of figures is data however it is dressed, and a heading over the rows below
heads no column.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from kamerbrief.facts.money.tables.cells import DATA_KINDS, CellKind, kind_of, whole_years
from kamerbrief.facts.money.tables.headers import NO_HEADING, Heading, begins_part, folded, header_words, holds_other
from kamerbrief.facts.money.tables.rows import (
    CODE,
    LETTERS,
    RowKind,
    cells_of,
    in_order,
    names_row,
    number_of,
    row_kinds,
)
from kamerbrief.letter import Cell, Table

#: More header columns, and more rows with words of a header, than this a table does not have.
_MOST_COLUMNS, _MOST_ROWS = 4, 5
#: A state of the whole budget stands in no section of it.
_STAND = re.compile(r"(?:nieuwe\s)?stand\b", re.IGNORECASE)
_BULLETS = " \t-–—−•·*>"


@dataclass(frozen=True)
class Grid:
    """A table with its merged cells laid out; rows and columns count from 0."""

    table: Table

    def text(self, row: int, column: int) -> str:
        """The words of the cell that fills this place, blanks folded; empty where there is none."""
        cell = self.table.at(row, column)
        return " ".join(cell.text.split()) if cell else ""

    def kind(self, row: int, column: int) -> CellKind:
        """What the cell that fills this place holds."""
        cell = self.table.at(row, column)
        return kind_of(cell.text) if cell else CellKind.BLANK

    @cached_property
    def row_kinds(self) -> list[RowKind]:
        """What each row is."""
        return row_kinds(self.table)

    # -- headers ----------------------------------------------------------------------------------------------------

    @cached_property
    def header_rows(self) -> int:
        """How many rows stand above the first row of data: headers, bars above them, column numbers."""
        return self._top[0]

    @cached_property
    def titles(self) -> list[Heading]:
        """Bars over the whole table, above or among its headers."""
        return [self._first(row) for row in self._top[2]]

    @cached_property
    def _top(self) -> tuple[int, list[int], list[int]]:
        """How many rows stand above the data; of these the rows that head the columns, and the bars over all."""
        heads: list[int] = []
        titles: list[int] = []
        row = 0
        while row < self.table.rows - 1 and len(heads) < _MOST_ROWS:
            kind = self.row_kinds[row]
            if kind is RowKind.HEADING and self._is_title(row, heads):
                titles.append(row)
            elif self._heads_columns(row, heads):
                heads.append(row)
            elif kind not in (RowKind.EMPTY, RowKind.NUMBERS):
                break
            row += 1
        return row, heads, titles

    def _is_title(self, row: int, heads: list[int]) -> bool:
        """True for one cell that stands over the headers or states the unit; a heading over rows is none."""
        if kind_of(self._first(row).text) is CellKind.UNIT:
            return True
        below = next((k for k in self.row_kinds[row + 1 :] if k not in (RowKind.EMPTY, RowKind.NUMBERS)), None)
        if below is RowKind.HEADING and not heads:
            return any(kind in (RowKind.YEARS, RowKind.WORDS) for kind in self.row_kinds[row + 1 : row + 3])
        return below is RowKind.YEARS or (below is RowKind.WORDS and not heads)

    def _heads_columns(self, row: int, heads: list[int]) -> bool:
        """True for a row of words or years that heads columns: the first, and those that go on with it."""
        if self.row_kinds[row] not in (RowKind.YEARS, RowKind.WORDS):
            return row == 0 and self._counts_variants()
        if not heads or row < self.table.header_rows:
            return True
        if self.row_kinds[row] is RowKind.YEARS and self._years_head(row, heads):
            return True
        unnamed = not any(self.text(above, 0) for above in heads)
        if self.text(row, 0) and not unnamed and not self._spans_down(row, 0):
            return False
        filled = sum(bool(self.text(row, column)) for column in self.figure_columns)
        return bool(self.figure_columns) and 2 * filled >= len(self.figure_columns)

    def _years_head(self, row: int, heads: list[int]) -> bool:
        """True for years over columns of figures, in order or as above; 1998 beside 2015 may be amounts."""
        years = [
            (column, whole_years(self.text(row, column))[:4])
            for column in self.figure_columns
            if self.kind(row, column) is CellKind.YEARS
        ]
        if not years:
            return False
        repeated = all(self.text(head, column) == self.text(row, column) for head in heads[:1] for column, _ in years)
        return repeated or not self.text(row, 0) or in_order([year for _, year in years])

    def _counts_variants(self) -> bool:
        """True for a first row of a name and 1, 2, 3, or percentages over figures: columns that only have a number."""
        kinds = {self.kind(0, column) for column in range(1, self.table.columns)}
        below = {kind_of(cell.text) for cell in self.table.cells if cell.row > 0 and cell.column > 0}
        if kinds == {CellKind.PERCENT} and CellKind.FIGURE in below and CellKind.PERCENT not in below:
            return True
        numbers = [number_of(self.text(0, column)) for column in range(1, self.table.columns)]
        worded = kind_of(self.text(0, 0)) is CellKind.WORDS
        return worded and len(numbers) > 2 and numbers == list(range(1, len(numbers) + 1))

    def _spans_down(self, row: int, column: int) -> bool:
        cell = self.table.at(row, column)
        return cell is not None and cell.row < row

    @cached_property
    def figure_columns(self) -> list[int]:
        """The columns that hold a figure other than a year in any row but those that number columns."""
        found = set()
        for cell in self.table.cells:
            if kind_of(cell.text) in DATA_KINDS and self.row_kinds[cell.row] is not RowKind.NUMBERS and cell.column:
                found.add(cell.column)
        return sorted(found)

    # -- what heads a column ------------------------------------------------------------------------------------------

    @cached_property
    def _blocks(self) -> list[tuple[int, tuple[int, ...]]]:
        """From which row on which rows head the columns; a row of years within the table heads what stands below it."""
        count, heads, _ = self._top
        rows = range(count, self.table.rows - 1)
        anew = [row for row in rows if self.row_kinds[row] is RowKind.YEARS and self._heads_anew(row, heads)]
        return [(count, tuple(heads)), *((row + 1, (row,)) for row in anew)]

    def _heads_anew(self, row: int, heads: list[int]) -> bool:
        kinds = [self.kind(row, column) for column in self.figure_columns]
        filled = [kind for kind in kinds if kind is not CellKind.BLANK]
        years = sum(kind is CellKind.YEARS for kind in filled)
        return years > 0 and all(k in (CellKind.YEARS, CellKind.WORDS) for k in filled) and self._years_head(row, heads)

    def _heads_above(self, row: int | None) -> tuple[int, ...]:
        if row is None or len(self._blocks) == 1:
            return self._blocks[0][1]
        return self._blocks[max(bisect_right([start for start, _ in self._blocks], row) - 1, 0)][1]

    def column_headings(self, column: int, row: int | None = None) -> tuple[Heading, ...]:
        """What stands above the column, upper rows first; in a table with several headers, above this row."""
        return self._headings(column, self._heads_above(row))

    def column_header(self, column: int, row: int | None = None) -> str:
        """What stands above the column as one text."""
        return " ".join(heading.text for heading in self.column_headings(column, row))

    def _headings(self, column: int, heads: tuple[int, ...]) -> tuple[Heading, ...]:
        key = (column, heads)
        if key not in self._known:
            found: dict[str, Heading] = {}
            for head in heads:
                heading = self._heading(head, column, heads)
                found.setdefault(heading.text, heading)
            self._known[key] = tuple(heading for heading in found.values() if heading.text)
        return self._known[key]

    @cached_property
    def _known(self) -> dict[tuple[int, tuple[int, ...]], tuple[Heading, ...]]:
        return {}

    def _at(self, row: int, column: int) -> Heading:
        return Heading(whole_years(self.text(row, column)), self.table.at(row, column))

    def _heading(self, head: int, column: int, heads: tuple[int, ...]) -> Heading:
        """The words of a header row over a column.

        Above columns with headers of their own a cell that is not merged reaches as far as the next one; a column of
        figures beside one of nothing but signs (€ | 5) has that one's header.
        """
        own = self._at(head, column)
        if own.text or column <= self.header_columns:
            return own
        left = column - 1
        if left in self._sign_columns:
            return self._at(head, left)
        under = [below for below in heads if below > head]
        while under and left >= self.header_columns and not self.text(head, left):
            left -= 1
        cell = self.table.at(head, left)
        shared = bool(under) and left >= self.header_columns and (cell is None or cell.column_span == 1)
        if shared and all(any(self.text(below, c) for below in under) for c in range(left, column + 1)):
            return self._at(head, left)
        return own

    @cached_property
    def _sign_columns(self) -> frozenset[int]:
        """Columns that hold only currency signs below the header."""
        below: dict[int, set[str]] = {}
        for cell in self.body():
            if cell.text.strip() and cell.column_span == 1:
                below.setdefault(cell.column, set()).add(cell.text.strip())
        return frozenset(column for column, texts in below.items() if texts <= {"€", "EUR"})

    # -- what heads a row ---------------------------------------------------------------------------------------------

    @cached_property
    def header_columns(self) -> int:
        """How many columns at the left head the rows: the last one with words before the figures, and all before it.

        None where the first column holds amounts: it has years or the only figures beside words.
        """
        if self._begins_with_amounts():
            return 0
        count = 1
        for column in range(1, min(_MOST_COLUMNS, self.table.columns - 1)):
            held = self._held(column)
            if held is CellKind.WORDS:
                count = column + 1
            elif held is not CellKind.FIGURE or not self._holds_codes(column):
                break
        return count

    def _begins_with_amounts(self) -> bool:
        below = [kind_of(cell.text) for cell in self._below(0) if cell.text.strip()]
        if not below or any(kind not in DATA_KINDS and kind is not CellKind.PLACEHOLDER for kind in below):
            return False
        heads = self._blocks[0][1]
        over = [self.kind(head, 0) for head in heads]
        if CellKind.YEARS in over or CellKind.MONEY in below:
            return True
        named = " ".join(self.text(head, 0) for head in heads)
        alone = not any(column > 0 for column in self.figure_columns)
        return alone and (CellKind.UNIT in over or header_words("money").search(named) is not None)

    def _below(self, column: int) -> list[Cell]:
        return [cell for cell in self._columns.get(column, []) if cell.row >= self.header_rows]

    @cached_property
    def _columns(self) -> dict[int, list[Cell]]:
        columns: dict[int, list[Cell]] = {}
        for cell in self.table.cells:
            columns.setdefault(cell.column, []).append(cell)
        return columns

    def _held(self, column: int) -> CellKind:
        """``WORDS`` for a column of words, ``FIGURE`` for one of figures, ``BLANK`` where it has neither."""
        kinds = [kind_of(cell.text) for cell in self._below(column)]
        words = sum(kind is CellKind.WORDS for kind in kinds)
        figures = sum(kind in DATA_KINDS or kind in (CellKind.YEARS, CellKind.PLACEHOLDER) for kind in kinds)
        if words > figures:
            return CellKind.WORDS
        return CellKind.FIGURE if figures else CellKind.BLANK

    def _holds_codes(self, column: int) -> bool:
        """True for a column of article numbers and the like between others that head the row."""
        texts = [cell.text.strip() for cell in self._below(column) if cell.text.strip()]
        return holds_other(self.column_header_over(column)) or (
            bool(texts) and not any("," in text for text in texts) and any(map(LETTERS.search, texts))
        )

    def column_header_over(self, column: int) -> str:
        """The words of the header rows over a column, without regard for columns beside it."""
        return " ".join(self.text(head, column) for head in self._blocks[0][1])

    def row_header(self, row: int) -> str:
        """What the row is about as text."""
        return self.row_heading(row).text

    def row_heading(self, row: int) -> Heading:
        """What the row is about: its first words of its own, else words that it shares or its number."""
        if row not in self._row_headings:
            self._row_headings[row] = self._row_heading(row)
        return self._row_headings[row]

    def row_label(self, row: int) -> str:
        """What the row is about, with the words of all the columns that head it but their codes: OCW Museumboek."""
        heads = [cell for cell in cells_of(self.table, row) if self._may_head(cell) and cell.row_span == 1]
        named = [text for text in (folded(cell).text for cell in heads) if names_row(text)]
        return " ".join(named) if len(named) > 1 else self.row_header(row)

    @cached_property
    def _row_headings(self) -> dict[int, Heading]:
        return {}

    def _row_heading(self, row: int) -> Heading:
        cells = [cell for cell in cells_of(self.table, row) if self._may_head(cell)]
        heads = [folded(cell) for cell in [*(cell for cell in cells if cell.row_span == 1), *cells]]
        worded = [head for head in heads if LETTERS.search(head.text)]
        named = [head for head in worded if names_row(head.text)]
        return next(iter(named or worded or heads), NO_HEADING)

    def _may_head(self, cell: Cell) -> bool:
        """True for a cell in the columns that head rows; where there are none, for one of words."""
        return cell.column < self.header_columns or (self.header_columns == 0 and kind_of(cell.text) is CellKind.WORDS)

    def row_words(self, row: int) -> str:
        """All that heads the row."""
        return " ".join(heading.text for heading in self.row_headings(row))

    def row_headings(self, row: int) -> tuple[Heading, ...]:
        """The cells that head the row, from left to right."""
        columns = range(max(self.header_columns, 1))
        return tuple(Heading(self.text(row, column), self.table.at(row, column)) for column in columns)

    @cached_property
    def sections(self) -> list[str]:
        """The words of :attr:`section_headings`."""
        return [heading.text for heading in self.section_headings]

    @cached_property
    def section_headings(self) -> list[Heading]:
        """For each row the heading inside the table under which it stands, until a total closes it; empty for none."""
        found = [NO_HEADING] * self.table.rows
        section, closed, coded = NO_HEADING, False, False
        anew = {heads[0] for _, heads in self._blocks[1:]}
        for row in range(self.header_rows, self.table.rows):
            if begins_part().match(self.row_header(row).lstrip(_BULLETS)):
                pass  # waarvan: names parts of the row above and opens no section
            elif self._is_heading(row) or row in anew:
                section, closed = self._first(row), False
                coded = self._has_code(row)
            elif closed or _STAND.match(self.row_header(row)) or (self._has_code(row) and not coded):
                section = NO_HEADING
            found[row] = section
            closed = closed or header_words("total").match(self.row_header(row)) is not None
        return found

    def _has_code(self, row: int) -> bool:
        """True for a row that begins with the number of an article, beside other cells that head it."""
        return self.header_columns > 1 and CODE.fullmatch(self.text(row, 0)) is not None

    def _is_heading(self, row: int) -> bool:
        """True for a row with words only in the columns that head the rows."""
        if self.row_kinds[row] is RowKind.HEADING:
            return True
        if self.row_kinds[row] is not RowKind.WORDS:
            return False
        cells = cells_of(self.table, row)
        named = [cell for cell in cells if not CODE.fullmatch(cell.text.strip())]
        return len(named) == 1 and all(cell.column < self.header_columns for cell in cells)

    def _first(self, row: int) -> Heading:
        cells = cells_of(self.table, row)
        named = [cell for cell in cells if not CODE.fullmatch(cell.text.strip())]
        return next(map(folded, named or cells), NO_HEADING)

    @cached_property
    def wholes(self) -> dict[int, int]:
        """For each row that is a part (waarvan, w.v.) the row that it is a part of: the one above at the outer level.

        Below a bare *waarvan:* the rows that begin with a dash are its parts.
        """
        found: dict[int, int] = {}
        outer: list[tuple[int, int]] = []
        opened = False
        for row in range(self.header_rows, self.table.rows):
            words = self.row_header(row)
            label = words.lstrip(_BULLETS)
            depth = sum(sign in "-–—−•·*>" for sign in words[: len(words) - len(label)])
            part = begins_part().match(label) is not None
            if self.row_kinds[row] is not RowKind.DATA:
                opened = part and bool(outer)
                if not part and self._is_heading(row):
                    outer = []
            elif part or (opened and depth):
                while len(outer) > 1 and outer[-1][0] >= depth:
                    outer.pop()
                if outer:
                    found[row] = outer[-1][1]
                    outer.append((depth, row))
            else:
                outer, opened = [(-1, row)], False
        return found

    def body(self) -> Iterator[Cell]:
        """The cells below the header rows, in reading order, without later headers and column numbers."""
        anew = {heads[0] for _, heads in self._blocks[1:]}
        return (
            cell
            for cell in self.table.cells
            if cell.row >= self.header_rows and cell.row not in anew and self.row_kinds[cell.row] is not RowKind.NUMBERS
        )
