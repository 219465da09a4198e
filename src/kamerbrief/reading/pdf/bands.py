"""Rows of a drawn table that hold several rows of figures: lines are drawn only around groups of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamerbrief.reading.pdf.figures import are_halves, is_figure
from kamerbrief.reading.pdf.grid import Grid, GridCell
from kamerbrief.reading.pdf.rows import Row, rows_of
from kamerbrief.reading.pdf.strips import Strip
from kamerbrief.reading.pdf.wrapped import wrapped_rows

#: Figures stand on one row of words when their lower edges differ less than this part of their height.
_SAME_ROW = 0.4


def split_bands(grid: Grid) -> None:
    """Makes a row of the table of each row of figures, where every cell with figures holds as many."""
    merged = {row for cell in grid.cells if cell.row_span > 1 for row in range(cell.row, cell.row + cell.row_span)}
    rows: dict[int, list[GridCell]] = {}
    for cell in grid.cells:
        rows.setdefault(cell.row, []).append(cell)
    levels = [grid.levels[0]]
    found: list[GridCell] = []
    for row, below in enumerate(grid.levels[1:]):
        cells = rows.get(row, [])
        parts = list(_parts(cells, grid.page)) if row not in merged and _is_band(cells) else [cells]
        for part in parts:
            for cell in part:
                cell.row = len(levels) - 1
            found += part
            levels.append(max((line.bottom for cell in part for line in cell.rows), default=below))
        levels[-1] = below
    grid.cells, grid.levels = found, tuple(levels)


def _is_band(cells: Sequence[GridCell]) -> bool:
    figured = [cell for cell in cells if cell.rows and all(is_figure(row.words) for row in cell.rows)]
    count = max((len(cell.rows) for cell in figured), default=0)
    if count < 2 or any(len(cell.rows) != count for cell in figured) or all(map(_is_broken, figured)):
        return False
    return all(_level(cell.rows, figured[0].rows) for cell in figured)


def _is_broken(cell: GridCell) -> bool:
    return len(cell.rows) == 2 and are_halves(cell.rows[0].text, cell.rows[1].text)


def _level(rows: Sequence[Row], others: Sequence[Row]) -> bool:
    return all(abs(a.bottom - b.bottom) < _SAME_ROW * a.height for a, b in zip(rows, others, strict=True))


def _parts(cells: Sequence[GridCell], page: int) -> Iterator[list[GridCell]]:
    """The band's cells once for each of its rows of figures, with the words of that row."""
    of = {id(word): number for number, cell in enumerate(cells) for row in cell.rows for word in row.words}
    figured = {n for n, cell in enumerate(cells) if cell.rows and all(is_figure(row.words) for row in cell.rows)}
    words = [word for cell in cells for row in cell.rows for word in row.words]
    strips = [Strip(row) for row in rows_of(words, page)]
    for group in wrapped_rows(strips, lambda strip: any(of[id(word)] in figured for word in strip.row.words)):
        held = [word for strip in group for word in strip.row.words]
        yield [
            GridCell(
                cell.row,
                cell.column,
                1,
                cell.column_span,
                cell.left,
                cell.right,
                rows_of([word for word in held if of[id(word)] == number], page),
            )
            for number, cell in enumerate(cells)
        ]
