"""Two tables side by side on a page: where the second begins, and the title that stands over each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kamerbrief.reading.pdf.figures import text_of
from kamerbrief.reading.pdf.grid import Grid, GridCell
from kamerbrief.reading.pdf.rows import Row
from kamerbrief.reading.pdf.strips import Strip

_YEAR = re.compile(r"(?:19|20)\d\d")
#: A title stands within so many ems above its table.
_NEXT = 3.2


def begins_anew(strips: Sequence[Strip], cut: float) -> bool:
    """True when years on the left of the cut are repeated on its right."""
    for strip in strips:
        years = [(text_of(cell.words), cell.x0 < cut) for cell in strip.cells if _YEAR.fullmatch(text_of(cell.words))]
        left, right = ({year for year, is_left in years if is_left is side} for side in (True, False))
        if left & right:
            return True
    return False


def side_of(rows: Sequence[Row], cut: float, *, right: bool) -> Iterator[Row]:
    """The rows with only their words on one side of the cut."""
    for row in rows:
        words = [word for word in row.words if ((word.x0 + word.x1) / 2 >= cut) is right]
        if words:
            yield Row(row.page, words)


def is_title_of_two(strips: Sequence[Strip], start: int, cut: float) -> bool:
    """True where the row above two tables, which begin at ``start``, comes apart at the cut: a title for each."""
    if start == 0:
        return False
    above, first = strips[start - 1], strips[start].row
    sides = {(cell.x0 < cut, cell.x1 > cut) for cell in above.cells}
    return sides == {(True, False), (False, True)} and first.bottom - above.row.bottom <= _NEXT * above.row.size


def entitle(grids: Sequence[Sequence[Grid]], title: Row, cut: float) -> None:
    """Sets the two halves of a title over the first table on the left and on the right, each as a row of one cell."""
    for right, side in enumerate(grids):
        for grid, words in zip(side[:1], side_of([title], cut, right=bool(right)), strict=False):
            for cell in grid.cells:
                cell.row += 1
            grid.cells.insert(0, GridCell(0, 0, 1, grid.columns, grid.edges[0], grid.edges[-1], [words]))
            grid.levels = (words.top, *grid.levels)
            grid.outline = grid.outline._replace(top=words.top)
