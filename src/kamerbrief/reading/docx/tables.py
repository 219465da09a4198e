"""Tables of a docx as a grid of cells, merged ones once; and which tables only lay out a page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from kamerbrief.reading.builder import Content
from kamerbrief.reading.cell_lines import LinedCell
from kamerbrief.reading.docx.package import W, on, whole
from kamerbrief.reading.letterhead_lines import label_of

_FIGURE = re.compile(r"\d")
#: A cell with more characters than this holds running text; a table of such cells lays out the page.
_LONG_CELL = 400
#: The cells of a header row are short.
_HEADER_CELL = 80
#: Word has at most this many columns.
_MOST_COLUMNS = 63
_TRANSPARENT = {f"{W}{n}" for n in ("sdt", "sdtContent", "ins", "customXml", "smartTag", "moveTo")}


@dataclass(slots=True)
class GridCell:
    """A ``w:tc`` with its place and spans, counted from 0 and 1."""

    element: etree._Element
    row: int
    column: int
    row_span: int
    column_span: int


def inside(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Children with this tag, also those within content controls and insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in _TRANSPARENT:
            yield from inside(child, tag)


def grid(table: etree._Element) -> list[GridCell]:
    """The cells of a ``w:tbl`` row by row; a vertically merged cell stands once, where it begins."""
    cells: list[GridCell] = []
    open_cells: dict[int, GridCell] = {}
    for number, row in enumerate(_rows(table)):
        column = min(_value(row.find(f"{W}trPr/{W}gridBefore"), 0), _MOST_COLUMNS)
        for element in inside(row, f"{W}tc"):
            width = min(max(_value(element.find(f"{W}tcPr/{W}gridSpan"), 1), 1), _MOST_COLUMNS)
            merge = element.find(f"{W}tcPr/{W}vMerge")
            above = open_cells.get(column)
            if merge is not None and merge.get(f"{W}val", "continue") == "continue" and above is not None:
                above.row_span += 1
            else:
                cell = GridCell(element, number, column, 1, width)
                cells.append(cell)
                open_cells.pop(column, None)
                if merge is not None:
                    open_cells[column] = cell
            column += width
    return cells


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows that count: not those deleted under tracked changes, nor hidden ones."""
    return (
        row
        for row in inside(table, f"{W}tr")
        if row.find(f"{W}trPr/{W}del") is None and not on(row.find(f"{W}trPr/{W}hidden"))
    )


def _value(element: etree._Element | None, default: int) -> int:
    return default if element is None else whole(element.get(f"{W}val"), default)


def header_rows(table: etree._Element) -> int:
    """How many leading rows are marked to be repeated as header."""
    count = 0
    for row in _rows(table):
        if not on(row.find(f"{W}trPr/{W}tblHeader")):
            break
        count += 1
    return count


def is_layout(cells: list[GridCell], text: Callable[[etree._Element], str]) -> bool:
    """True for a table without data: one row, column or filled cell a row, running text, or rows of a letterhead."""
    if len({cell.row for cell in cells}) < 2 or len({cell.column for cell in cells}) < 2:
        return True
    texts = [text(cell.element).strip() for cell in cells]
    filled = [cell.row for cell, words in zip(cells, texts, strict=True) if words]
    labelled = {cell.row for cell, words in zip(cells, texts, strict=True) if label_of(words)}
    if len(filled) == len(set(filled)) or len(labelled) > 1:
        return True
    if any(next(cell.element.iter(f"{W}tbl"), None) is not None for cell in cells):
        plain = [words for cell, words in zip(cells, texts, strict=True) if cell.element.find(f".//{W}tbl") is None]
        return sum(bool(_FIGURE.search(words)) for words in plain) < len(cells) / 3
    running = sum(len(words) > _LONG_CELL for words in texts)
    figures = sum(bool(_FIGURE.search(words)) for words in texts)
    return not _has_header(cells, texts) and (running > len(cells) / 3 or (running > 0 and figures < 2))


def _has_header(cells: list[GridCell], texts: list[str]) -> bool:
    """True where a row of short words heads at least one filled row in each column."""
    first = [words for cell, words in zip(cells, texts, strict=True) if cell.row == 0]
    later = {cell.column for cell, words in zip(cells, texts, strict=True) if cell.row > 0 and words}
    return len(first) > 1 and len(later) > 1 and all(0 < len(words) <= _HEADER_CELL for words in first)


def lined_cells(cells: list[GridCell], lines: Callable[[etree._Element], list[Content]]) -> list[LinedCell]:
    """The cells with the lines of their words; a cell deleted under tracked changes keeps its place and is empty."""
    return [
        LinedCell(
            cell.row,
            cell.column,
            () if cell.element.find(f"{W}tcPr/{W}cellDel") is not None else tuple(lines(cell.element)),
            cell.row_span,
            cell.column_span,
        )
        for cell in cells
    ]
