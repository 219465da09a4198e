"""Tables whose cells are drawn: lines and the edges of backgrounds, joined to cells by pdfplumber's table finder."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from kamerbrief.reading.pdf.bands import split_bands
from kamerbrief.reading.pdf.figures import is_figure
from kamerbrief.reading.pdf.grid import Grid, GridCell, words_by_cell
from kamerbrief.reading.pdf.places import Drawing, Rule
from kamerbrief.reading.pdf.rows import rows_of
from kamerbrief.reading.pdf.words import PrintedWord

#: Lines nearer than this many points meet, or are one line.
_NEAR = 3.0
#: The finder compares every line with every other; a page with more lines is a drawing.
_MOST_RULES = 1_500
_MOST_CELLS = 3_000
#: Of a table's filled places at most this part lacks a drawn cell, and of its words at most this part is cut by lines.
_HOLES, _CUT = 0.08, 0.05
#: A row alone, without figures, is a table's with so many cells, none of them empty: its header at a page's end.
_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class _Lines:
    """What pdfplumber's finder asks of a page."""

    edges: list[dict[str, Any]]
    bbox: tuple[float, float, float, float]


def lattices_of(drawing: Drawing, words: Sequence[PrintedWord], page: int) -> tuple[list[Grid], list[PrintedWord]]:
    """The tables whose cells are drawn, top to bottom, filled with their words, and the words outside them.

    Lines alone are tried first, then lines with the edges of backgrounds; where both make a table of the same place,
    the one that sets more figures apart is taken.
    """
    if not _may_hold_cells(drawing) or len(drawing.down) + len(drawing.across) > _MOST_RULES:
        return [], list(words)
    ruled = (drawing.lines(), drawing) if drawing.frames else (drawing,)
    found = [grid for lines in ruled if _may_hold_cells(lines) for grid in _grids(lines, words, page)]
    found.sort(key=lambda grid: (grid.empty() - grid.apart(), grid.outline))
    chosen: list[Grid] = []
    for grid in found:
        if not any(grid.outline.overlaps(other.outline, _NEAR) for other in chosen):
            chosen.append(grid)
    for grid in chosen:
        split_bands(grid)
    taken = {id(word) for grid in chosen for word in grid.words()}
    chosen.sort(key=lambda grid: (grid.outline.top, grid.outline.x0))
    return chosen, [word for word in words if id(word) not in taken]


def _may_hold_cells(drawing: Drawing) -> bool:
    """Whether lines stand at places for two columns and a row; the finder takes long to find that they do not."""
    if len(drawing.down) < 3 or len(drawing.across) < 2:
        return False
    return len(_levels(rule.x0 for rule in drawing.down)) > 2 and len(_levels(rule.top for rule in drawing.across)) > 1


def _grids(drawing: Drawing, words: Sequence[PrintedWord], page: int) -> list[Grid]:
    from pdfplumber.table import TableFinder

    edges = [_edge(rule, "h") for rule in drawing.across] + [_edge(rule, "v") for rule in drawing.down]
    lines: Any = _Lines(edges, (0.0, 0.0, 0.0, 0.0))
    found = (_grid(table.cells, page) for table in TableFinder(lines).tables)
    return [grid for grid in found if grid is not None and _filled(grid, words)]


def _edge(rule: Rule, orientation: str) -> dict[str, Any]:
    x1, bottom = (rule.x1, rule.top) if orientation == "h" else (rule.x0, rule.bottom)
    return {
        "x0": rule.x0,
        "x1": x1,
        "top": rule.top,
        "bottom": bottom,
        "width": x1 - rule.x0,
        "height": bottom - rule.top,
        "orientation": orientation,
        "object_type": "line",
    }


def _levels(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _grid(boxes: Sequence[tuple[float, float, float, float]], page: int) -> Grid | None:
    """The finder's cells as a grid with at least two columns; places without a drawn cell are cells of their own."""
    xs = _levels(x for box in boxes for x in (box[0], box[2]))
    ys = _levels(y for box in boxes for y in (box[1], box[3]))
    if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MOST_CELLS:
        return None
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for x0, top, x1, bottom in sorted(boxes, key=lambda box: (box[1], box[0])):
        row, column, below, right = _step(ys, top), _step(xs, x0), _step(ys, bottom), _step(xs, x1)
        places = {(r, c) for r in range(row, below) for c in range(column, right)}
        if places and not places & taken:
            taken |= places
            cells.append(GridCell(row, column, below - row, right - column, xs[column], xs[right]))
    bare = [(r, c) for r in range(len(ys) - 1) for c in range(len(xs) - 1) if (r, c) not in taken]
    cells += [GridCell(row, column, 1, 1, xs[column], xs[column + 1], hole=True) for row, column in bare]
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Grid(page, Rule(xs[0], ys[0], xs[-1], ys[-1]), tuple(xs), tuple(ys), cells)


def _step(levels: Sequence[float], value: float) -> int:
    return min(max(bisect_left(levels, value - _NEAR), 0), len(levels) - 1)


def _filled(grid: Grid, words: Sequence[PrintedWord]) -> bool:
    """Puts the words into the cells; False when the lines do not set the words apart as a table's do."""
    inside, _ = words_by_cell(grid, words)
    filled = cut = count = bare = 0
    for cell, held in zip(grid.cells, inside, strict=True):
        cell.rows = rows_of(held, grid.page)
        filled += bool(held)
        bare += bool(held) and cell.hole
        count += len(held)
        cut += sum(word.x1 - cell.right > 0.3 * (word.x1 - word.x0) for word in held)
    if len(grid.levels) == 2 and grid.apart() < 1 and (filled < _COLUMNS or grid.empty()):
        return False
    if filled < 2 or bare > _HOLES * filled or cut > _CUT * count:
        return False
    return not _framed(grid) and not _woven(grid)


def _framed(grid: Grid) -> bool:
    """True for running text in a frame, or on a ground that is drawn line by line: one column holds all, no figures."""
    filled = [cell for cell in grid.cells if cell.rows]
    columns = {(cell.column, cell.column_span) for cell in filled}
    return len(columns) == 1 and not any(is_figure(row.words) for cell in filled for row in cell.rows)


def _woven(grid: Grid) -> bool:
    """True when lines are missing between columns: several cells hold figures side by side."""
    woven = sum(_side_by_side(cell) for cell in grid.cells if cell.column_span == 1)
    return woven > 1


def _side_by_side(cell: GridCell) -> bool:
    for row in cell.rows:
        groups = row.segments()
        if len(groups) > 1 and all(is_figure(group) for group in groups[1:]):
            return sum(is_figure(group) for group in groups) > 1
    return False
