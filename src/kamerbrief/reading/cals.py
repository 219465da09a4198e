"""Tables of official XML (CALS): column specifications, spans, and groups of rows with headers of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from kamerbrief.reading.builder import Content
from kamerbrief.reading.cell_lines import LinedCell, lines_of

#: A cell spans at most so many columns and rows; a table of the official print has some tens.
_MOST_COLUMNS, _MOST_ROWS = 64, 200
#: Elements that make a line each within an entry; other elements are part of a line.
_BLOCKS = {"al", "li", "lijst", "tussenkop", "p"}
_ORDER = {"thead": 0, "tbody": 1, "tfoot": 2}


@dataclass(frozen=True, slots=True)
class CalsTable:
    """One grid of a ``table``: its cells and how many leading rows are marked as header."""

    cells: list[LinedCell]
    header_rows: int


def cals_tables(table: etree._Element, content: Callable[[etree._Element], Content]) -> list[CalsTable]:
    """The grids of a CALS ``table``: one for each ``tgroup``; a group without a header goes on with the one before it.

    ``content`` gives the words of an element on one line, without its notes' words.
    """
    found: list[CalsTable] = []
    for group in list(table.iterchildren("tgroup")) or [table]:
        here = _Group(group, content).grid()
        before = found[-1] if found else None
        if before and here.cells and not here.header_rows and _width(before.cells) == _width(here.cells):
            start = max(cell.row + cell.row_span for cell in before.cells)
            before.cells.extend(
                LinedCell(cell.row + start, cell.column, cell.lines, cell.row_span, cell.column_span)
                for cell in here.cells
            )
        elif here.cells:
            found.append(here)
    return found


class _Group:
    """One ``tgroup``: names of columns and spans, and which places are taken by cells above."""

    def __init__(self, group: etree._Element, content: Callable[[etree._Element], Content]) -> None:
        self.group, self.content = group, content
        self.columns: dict[str, int] = {}
        for number, spec in enumerate(group.iter("colspec")):
            self.columns.setdefault(spec.get("colname", ""), _whole(spec.get("colnum"), number + 1) - 1)
        self.columns.pop("", None)
        self.spans = {span.get("spanname", ""): span for span in group.iter("spanspec")}
        self.taken: set[tuple[int, int]] = set()

    def grid(self) -> CalsTable:
        cells: list[LinedCell] = []
        header = 0
        rows = list(self._rows())
        for number, row in enumerate(rows):
            parent = row.getparent()
            header += parent is not None and parent.tag == "thead"
            cells += self._cells(row, number, len(rows) - number)
        return CalsTable(cells, header)

    def _rows(self) -> Iterator[etree._Element]:
        """The rows, those of the header first and those of the foot last; a foot may stand before the body."""
        parts = [part for part in self.group if part.tag in _ORDER]
        for part in sorted(parts, key=lambda part: _ORDER[str(part.tag)]):
            yield from part.iterchildren("row")
        yield from self.group.iterchildren("row")

    def _cells(self, row: etree._Element, number: int, left: int) -> Iterator[LinedCell]:
        """The cells of a row; ``left`` rows are left with it, and a cell reaches no farther."""
        column = 0
        for entry in row.iterchildren("entry", "entrytbl"):
            while (number, column) in self.taken:
                column += 1
            first, last = self._place(entry, column)
            rows = min(1 + _whole(entry.get("morerows"), 0), left, _MOST_ROWS)
            self.taken |= {(number + r, c) for r in range(rows) for c in range(first, last + 1)}
            yield LinedCell(number, first, tuple(_lines(entry, self.content)), rows, last - first + 1)
            column = last + 1

    def _place(self, entry: etree._Element, column: int) -> tuple[int, int]:
        """First and last column of an entry, by its own names, those of its span, or where it stands."""
        span = self.spans.get(entry.get("spanname", ""), entry)
        first = self.columns.get(span.get("namest") or entry.get("colname") or "", column)
        last = self.columns.get(span.get("nameend") or "", first)
        return first, min(max(last, first), first + _MOST_COLUMNS - 1)


def _lines(entry: etree._Element, content: Callable[[etree._Element], Content]) -> Iterator[Content]:
    """The lines of an entry: its paragraphs and list items, or all its words where it has none."""
    blocks = [child for child in entry if child.tag in _BLOCKS]
    if not blocks:
        yield from lines_of(content(entry))
        return
    for block in blocks:
        inner = [child for child in block if child.tag in _BLOCKS]
        if block.tag == "al" or not inner:
            yield from lines_of(content(block))
        else:
            yield from _lines(block, content)


def _width(cells: list[LinedCell]) -> int:
    return max(cell.column + cell.column_span for cell in cells)


def _whole(text: str | None, default: int) -> int:
    """A whole number of few digits; the default for anything else."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 5 else default
