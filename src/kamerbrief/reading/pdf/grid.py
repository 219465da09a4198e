"""A table on one page: its cells laid out, and which words stand in which."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kamerbrief.reading.pdf.figures import is_figure
from kamerbrief.reading.pdf.places import Rule
from kamerbrief.reading.pdf.rows import Row
from kamerbrief.reading.pdf.words import PrintedWord

#: A cell with more rows than this holds several figures, or text.
_FEW = 3


@dataclass(slots=True)
class GridCell:
    """A cell on its way: its place and reach, its left and right edge in points, and the rows of words in it.

    ``hole`` says that the lines around it are not all drawn.
    """

    row: int
    column: int
    row_span: int
    column_span: int
    left: float
    right: float
    rows: list[Row] = field(default_factory=list)
    hole: bool = False


@dataclass(slots=True)
class Grid:
    """A table on one page: its outline and its cells in reading order.

    ``edges`` are the edges of its columns and ``levels`` those of its rows, in points. ``ruled`` says that the edges
    are drawn, not told from where words stand; ``zone`` numbers the column of text that the table stands in, and
    ``figured`` has the columns of figures where they are told from their words.
    """

    page: int
    outline: Rule
    edges: tuple[float, ...]
    levels: tuple[float, ...]
    cells: list[GridCell]
    ruled: bool = True
    header_rows: int = 0
    zone: int = 0
    figured: frozenset[int] = frozenset()

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self.edges) - 1

    @property
    def height(self) -> int:
        """The number of rows."""
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    def apart(self) -> int:
        """How many figures are set apart: rows of words that are one, in cells with nothing else but a few of them."""
        found = ([is_figure(row.words) for row in cell.rows] for cell in self.cells if len(cell.rows) <= _FEW)
        return sum(len(figures) for figures in found if all(figures))

    def ends(self) -> dict[int, float]:
        """How far the figures of each column reach to the right."""
        ends: dict[int, float] = {}
        for cell in self.cells:
            for row in cell.rows:
                if is_figure(row.words):
                    ends[cell.column] = max(ends.get(cell.column, 0.0), row.x1)
        return ends

    def empty(self) -> int:
        """How many cells hold nothing."""
        return sum(not cell.rows for cell in self.cells)

    def words(self) -> Iterable[PrintedWord]:
        """All words in the table."""
        return (word for cell in self.cells for row in cell.rows for word in row.words)


def words_by_cell(grid: Grid, words: Iterable[PrintedWord]) -> tuple[list[list[PrintedWord]], list[PrintedWord]]:
    """The words in each of the grid's cells, and the words outside the grid."""
    places: dict[tuple[int, int], int] = {}
    for number, cell in enumerate(grid.cells):
        for row in range(cell.row, cell.row + cell.row_span):
            for column in range(cell.column, cell.column + cell.column_span):
                places[row, column] = number
    inside: list[list[PrintedWord]] = [[] for _ in grid.cells]
    outside: list[PrintedWord] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        if grid.outline.holds(x, y):
            inside[places[_at(grid.levels, y), _at(grid.edges, x)]].append(word)
        else:
            outside.append(word)
    return inside, outside


def _at(edges: Sequence[float], place: float) -> int:
    return bisect_right(edges, place, 1, len(edges) - 1) - 1
