"""Tables without lines between their columns: rows of figures that stand under one another."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kamerbrief.reading.pdf_columns import Measures
from kamerbrief.reading.pdf_grid import Grid, GridCell
from kamerbrief.reading.pdf_places import Rule
from kamerbrief.reading.pdf_rows import Row
from kamerbrief.reading.pdf_words import PrintedWord

_FIGURE = re.compile(
    r"(?:[€$£]\s*)?(?:[-–+]|-/-)?\s*\(?\s*(?:[€$£]\s*)?\d{1,3}(?:[.\s]?\d{3})*(?:,\d+)?\s*\)?\s*"
    r"(?:,-|%|mln\.?|mld\.?|miljoen|miljard)?|\d+|pm|p\.m\.|nvt|n\.v\.t\.|[-–]",
    re.IGNORECASE,
)
#: Cells stand apart by more than this many ems.
_GAP = 0.9
#: Rows of one table follow each other within this many times the usual distance.
_NEXT = 2.6
_FEWEST_ROWS = 3
#: A longer run of rows is tried once, not again without its first row.
_LONG = 60
#: A label wraps over at most this many further rows.
_MOST_WRAPPED = 6


@dataclass(frozen=True, slots=True)
class _Strip:
    """A row of the page as cells side by side: (left edge, right edge, words)."""

    row: Row
    cells: tuple[tuple[float, float, list[PrintedWord]], ...]

    @property
    def figures(self) -> int:
        """How many cells behind the first hold a figure."""
        return sum(is_figure(words) for _, _, words in self.cells[1:])


def is_figure(words: Sequence[PrintedWord]) -> bool:
    """True when the words are one figure, or a sign that stands for none."""
    return bool(_FIGURE.fullmatch(" ".join(word.text for word in words if not word.raised)))


def _strip(row: Row) -> _Strip:
    groups = row.segments(_GAP)
    return _Strip(row, tuple((group[0].x0, group[-1].x1, group) for group in groups))


def aligned_tables(rows: Sequence[Row], measures: Measures) -> list[tuple[int, int, Grid]]:
    """The tables among the rows: (first row, row behind the last, table)."""
    found: list[tuple[int, int, Grid]] = []
    strips = [_strip(row) for row in rows]
    place = 0
    while place < len(strips):
        stop = _stretch(strips, place, measures)
        grid = _table([*strips[place:stop]]) if stop - place >= _FEWEST_ROWS else None
        if grid:
            start = _with_header(strips, place, found[-1][1] if found else 0, grid, measures)
            found.append((start, stop, _table(strips[start:stop]) or grid))
            place = stop
        else:
            place = stop if stop - place > _LONG else place + 1
    return found


def _stretch(strips: Sequence[_Strip], start: int, measures: Measures) -> int:
    """The end of the run of rows from ``start`` on that hold figures, or are the rest of a row above."""
    if not strips[start].figures:
        return start
    stop = last = start + 1
    while stop < len(strips):
        above, strip = strips[stop - 1].row, strips[stop]
        if strip.row.bottom - above.bottom > _NEXT * measures.pitch or strip.row.zone != above.zone:
            break
        if strip.figures:
            last = stop + 1
        elif len(strip.cells) > 1 or strip.row.x1 > _first_figure(strips[start:last]) or stop - last >= _MOST_WRAPPED:
            break
        stop += 1
    return last


def _first_figure(strips: Sequence[_Strip]) -> float:
    return min(x0 for strip in strips for x0, _, words in strip.cells[1:] if is_figure(words))


def _with_header(strips: Sequence[_Strip], start: int, least: int, grid: Grid, measures: Measures) -> int:
    """Where the table begins when the rows directly above it that stand over its columns are counted in."""
    while start > least:
        above, first = strips[start - 1], strips[start].row
        near = first.bottom - above.row.bottom <= 1.8 * measures.pitch and above.row.zone == first.zone
        over = [
            cell for cell in above.cells if cell[1] > grid.edges[1] and cell[1] - cell[0] < 0.5 * grid.outline.width
        ]
        if not near or not over or len(over) < len(above.cells) - 1 or (len(over) == 1 and len(above.cells) == 1):
            break
        start -= 1
    return start


def _table(strips: Sequence[_Strip]) -> Grid | None:
    """The rows as a table; None when their figures do not stand under one another."""
    edges = _edges(strips)
    filled = sum(strip.figures > 0 for strip in strips)
    if len(edges) < 3 or filled < _FEWEST_ROWS - (max(strip.figures for strip in strips) > 1):
        return None
    cells: list[GridCell] = []
    number = -1
    carried: Row | None = None
    for strip in strips:
        rows = _by_column(strip, edges)
        if list(rows) == [0] and strip.row.text[:1].islower() and number >= 0:
            next(cell for cell in cells if (cell.row, cell.column) == (number, 0)).rows.append(rows[0])
            continue
        if carried is not None and not (0 in rows and rows[0].text[:1].islower()):
            number += 1
            cells.append(GridCell(number, 0, 1, 1, edges[0], edges[1], [carried]))
        number += 1
        first = [carried] if carried is not None and 0 in rows and rows[0].text[:1].islower() else []
        carried = None
        if list(rows) == [0]:
            carried, number = rows[0], number - 1
            continue
        for column in range(len(edges) - 1):
            content = [rows[column]] if column in rows else []
            cells.append(
                GridCell(
                    number,
                    column,
                    1,
                    1,
                    edges[column],
                    edges[column + 1],
                    [*first, *content] if column == 0 else content,
                )
            )
    if carried is not None:
        number += 1
        cells.append(GridCell(number, 0, 1, 1, edges[0], edges[1], [carried]))
    outline = Rule(edges[0], strips[0].row.top, edges[-1], strips[-1].row.bottom)
    return Grid(
        strips[0].row.page, outline, tuple(edges), tuple(float(n) for n in range(number + 2)), cells, ruled=False
    )


def _edges(strips: Sequence[_Strip]) -> list[float]:
    """The columns' left edges and the last one's right edge, from the stretches that cells of several rows share."""
    columns: list[list[float]] = []
    spans = sorted((x0, x1) for strip in strips if len(strip.cells) > 1 for x0, x1, _ in strip.cells)
    for x0, x1 in spans:
        if columns and x0 < columns[-1][1]:
            columns[-1][1] = max(columns[-1][1], x1)
        else:
            columns.append([x0, x1])
    if not columns:
        return []
    return [columns[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(columns)), columns[-1][1]]


def _by_column(strip: _Strip, edges: Sequence[float]) -> dict[int, Row]:
    words: dict[int, list[PrintedWord]] = {}
    for x0, x1, group in strip.cells:
        column = sum(edge <= (x0 + x1) / 2 for edge in edges[1:-1])
        words.setdefault(column, []).extend(group)
    return {column: Row(strip.row.page, group, strip.row.zone) for column, group in words.items()}
