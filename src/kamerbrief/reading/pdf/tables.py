"""Tables of a pdf: continued on the next page, their header rows, and the text of their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kamerbrief.reading.builder import CellContent, Content
from kamerbrief.reading.pdf.figures import are_halves, joint
from kamerbrief.reading.pdf.grid import Grid, GridCell
from kamerbrief.reading.pdf.rows import Row
from kamerbrief.reading.pdf.text import Composer, plain

#: Columns are the same when their edges differ less than this many points.
_SAME_EDGES = 6.0
#: Lines of one label stand within so many ems, with less than so many between, and letters differ by fewer points.
_LEADING, _NEXT, _SAME_SIZE = 1.45, 0.6, 0.3
#: A word that a cell is too narrow for has more letters than this; its rest in a table without lines at most so many.
_NARROW, _FEW = 7, 3


@dataclass(slots=True)
class Table:
    """A table on its way to the builder: its grid, and once they are written its caption's id and its own.

    ``repeated`` holds the rows of its header that later pages print again.
    """

    grid: Grid
    caption: str | None = None
    id: str = ""
    last_page: int = 0
    repeated: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.last_page = self.grid.page


def joined(table: Table, more: Grid) -> bool:
    """Adds a grid that goes on with the table on the next page; False when it is another table."""
    grid = table.grid
    if more.page != table.last_page + 1 or more.columns != grid.columns or not _same_columns(grid, more):
        return False
    skip = _repeated_rows(grid, more)
    table.repeated += [row for cell in more.cells if cell.row < skip for row in cell.rows]
    _drop_empty_end(grid)
    if _is_rest(grid, more, skip):
        _add_rest(grid, more, skip)
        skip += 1
    start = grid.height
    grid.cells += [
        GridCell(c.row - skip + start, c.column, c.row_span, c.column_span, c.left, c.right, c.rows, c.hole)
        for c in more.cells
        if c.row >= skip
    ]
    table.last_page = more.page
    return True


def goes_on_in_label(grid: Grid, rows: Sequence[Row], following: Grid) -> bool:
    """Adds lines to a table's last label where the table goes on with the same columns on the next page.

    They stand under the table or above the rest of it, close under one another, in the same type and no wider than the
    labels; False where they do not.
    """
    label = next((cell for cell in grid.cells if cell.row == grid.height - 1 and cell.column == 0), None)
    if not grid.figured or grid.columns != following.columns or label is None or not label.rows:
        return False
    figured = [cell for cell in grid.cells if cell.column in grid.figured and cell.column]
    right = min((row.x0 for cell in figured for row in cell.rows), default=grid.edges[1])
    for above, row in pairwise([label.rows[-1], *rows]):
        within = grid.edges[0] - row.size < row.x0 and row.x1 < right
        close = row.bottom - above.bottom < _LEADING * row.size or row.page != above.page
        if not within or not close or abs(row.size - above.size) > _SAME_SIZE or row.bold != above.bold:
            return False
    last = rows[-1]
    close = last.page != following.page or following.outline.top - last.bottom < _NEXT * last.size
    if not close or not _same_columns(grid, following):
        return False
    label.rows += rows
    return True


def _same_columns(grid: Grid, more: Grid) -> bool:
    """True when the columns' edges are the same, or without lines where their figures end, wherever the pages begin."""
    if grid.ruled and more.ruled:
        pairs = list(zip(grid.edges, more.edges, strict=True))
    else:
        ends, others = grid.ends(), more.ends()
        pairs = [(ends[column], others[column]) for column in ends if column in others]
        if _row_text(grid, 0) == _row_text(more, 0):
            return True
    offset = pairs[0][1] - pairs[0][0] if pairs else 0.0
    return bool(pairs) and all(abs(b - a - offset) <= _SAME_EDGES for a, b in pairs)


def _drop_empty_end(grid: Grid) -> None:
    """Takes the empty rows off that are left at a page's end."""
    last = max((cell.row + cell.row_span for cell in grid.cells if cell.rows), default=1)
    grid.cells = [cell for cell in grid.cells if cell.row < last]


def _is_rest(grid: Grid, more: Grid, row: int) -> bool:
    """True when the row is the rest of the table's last row, which a page's end divides: it has no words of its own."""
    rest = [cell for cell in more.cells if cell.row == row]
    above = {cell.column: cell for cell in grid.cells if cell.row == grid.height - 1}
    filled = [cell for cell in rest if cell.rows]
    if not filled or len(filled) == len(rest) or any(cell.row_span > 1 for cell in rest):
        return False
    return all(plain(c.rows)[0].islower() and c.column in above and above[c.column].rows for c in filled)


def _add_rest(grid: Grid, more: Grid, row: int) -> None:
    above = {cell.column: cell for cell in grid.cells if cell.row == grid.height - 1}
    for cell in more.cells:
        if cell.row == row and cell.rows:
            above[cell.column].rows = [*above[cell.column].rows, *cell.rows]


def _repeated_rows(grid: Grid, more: Grid) -> int:
    """How many rows at the top of ``more`` repeat the table's first rows: its header."""
    count = 0
    while count < min(grid.height, more.height) and _row_text(grid, count) == _row_text(more, count):
        count += 1
    if count:
        grid.header_rows = max(grid.header_rows, count)
    return count


def _row_text(grid: Grid, row: int) -> list[str]:
    return [plain(cell.rows) for cell in grid.cells if cell.row == row and cell.rows]


def header_rows(grid: Grid) -> int:
    """How many rows at the top hold words in heavier type than those below, or only words above columns of figures."""
    if grid.header_rows:
        return grid.header_rows
    count, height = 0, grid.height
    while count < min(3, height - 1) and _bold(grid, count):
        count += 1
    return count


def _bold(grid: Grid, number: int) -> bool:
    rows = [row for cell in grid.cells if cell.row == number for row in cell.rows]
    return bool(rows) and all(row.bold for row in rows)


def cell_contents(table: Table, composer: Composer) -> list[CellContent]:
    """The cells with their text; words that a narrow cell breaks without a hyphen are whole again."""
    table.grid.header_rows = header_rows(table.grid)
    return [
        CellContent(
            cell.row,
            cell.column,
            _content(cell, composer, ruled=table.grid.ruled),
            cell.row_span,
            cell.column_span,
            cell.rows[0].page if cell.rows else table.grid.page,
        )
        for cell in table.grid.cells
    ]


def _content(cell: GridCell, composer: Composer, *, ruled: bool) -> Content:
    return composer.content(_whole(cell, composer, ruled=ruled))


def _whole(cell: GridCell, composer: Composer, *, ruled: bool) -> list[Row]:
    """The cell's rows, where a row ends in half a word together with the next row."""
    found: list[Row] = []
    for row in cell.rows:
        above = found[-1] if found else None
        between = joint(plain([above]), plain([row])) if above else None
        if above and (between is not None or _halves(cell, above, row, composer, ruled=ruled)):
            row.words[0].spaced = between == " "
            found[-1] = Row(above.page, [*above.words, *row.words], above.zone)
        else:
            found.append(row)
    return found


def _halves(cell: GridCell, above: Row, row: Row, composer: Composer, *, ruled: bool) -> bool:
    """True when the last and the first word are halves of one.

    They are when only together they are a year or a figure (202 and 6, 12.34 and 5), or a word of the letter, or when
    the first fills the cell alone and the second is no word of the letter; without lines the cell's edge is not known,
    then only a few letters count as the second.
    """
    first, second = above.words[-1].text, row.words[0].text
    if len(above.words) == len(row.words) == 1 and len(cell.rows) == 2 and are_halves(first, second):
        return True
    half = second.rstrip(".,;:")
    if not (first.isalpha() and half.isalpha() and half.islower()) or (half in composer.vocabulary and len(half) > 1):
        return False
    if first + half in composer.vocabulary:
        return True
    alone = len(above.words) == 1 and len(first) > _NARROW
    if not ruled:
        return alone and len(row.words) == 1 and len(half) <= _FEW
    letter = (above.x1 - above.x0) / len(first)
    return alone and cell.right - (above.x0 - cell.left) - above.x1 < letter
