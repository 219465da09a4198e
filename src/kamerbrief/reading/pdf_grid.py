"""Tables with ruling lines: the lines are joined to grids, the grids' holes are merged cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kamerbrief.reading.pdf_places import Drawing, Rule
from kamerbrief.reading.pdf_rows import Row
from kamerbrief.reading.pdf_words import PrintedWord

#: Lines nearer than this many points meet, or are one line.
_NEAR = 3.0
#: A table's outer edges and the edges of its cells are drawn over at least this part.
_COVERED = 0.85
_MOST_CELLS = 5_000
_MOST_RULES = 3_000


@dataclass(slots=True)
class GridCell:
    """A cell on its way: its place and reach, its left and right edge in points, and the rows of words in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    left: float
    right: float
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """A table on one page: its outline and its cells in reading order.

    ``edges`` are the edges of its columns and ``levels`` those of its rows, in points.
    """

    page: int
    outline: Rule
    edges: tuple[float, ...]
    levels: tuple[float, ...]
    cells: list[GridCell]
    ruled: bool = True
    header_rows: int = 0

    @property
    def columns(self) -> int:
        """The number of columns."""
        return len(self.edges) - 1


@dataclass(slots=True)
class _Net:
    """Lines that touch one another."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)


def grids_of(drawing: Drawing, page: int) -> list[Grid]:
    """The grids with at least two columns that a page's lines form, from top to bottom; their cells are still empty."""
    if len(drawing.down) < 3 or len(drawing.across) < 2:
        return []
    if len(drawing.down) + len(drawing.across) > _MOST_RULES:
        return []
    across = _joined(drawing.across, level=1)
    down = _joined(drawing.down, level=0)
    grids = (_grid(net, page) for net in _nets(across, down))
    return sorted((grid for grid in grids if grid), key=lambda grid: (grid.outline.top, grid.outline.x0))


def _joined(rules: Iterable[Rule], level: int) -> list[Rule]:
    """Pieces that lie in line and touch, as one; ``level`` is 1 for lines across (equal tops), 0 for lines down."""
    along = 1 - level
    ordered = sorted(rules, key=lambda rule: (round((rule[level] + rule[level + 2]) / (2 * _NEAR)), rule[along]))
    joined: list[list[float]] = []
    for rule in ordered:
        last = joined[-1] if joined else None
        if last and abs(rule[level] - last[level]) <= _NEAR and rule[along] <= last[along + 2] + _NEAR:
            last[along + 2] = max(last[along + 2], rule[along + 2])
        else:
            joined.append(list(rule))
    return [Rule(*values) for values in joined]


def _nets(across: Sequence[Rule], down: Sequence[Rule]) -> list[_Net]:
    parents = list(range(len(across) + len(down)))

    def root(node: int) -> int:
        while parents[node] != node:
            parents[node] = parents[parents[node]]
            node = parents[node]
        return node

    for number, upright in enumerate(down):
        for other, level in enumerate(across):
            if _meet(level, upright):
                parents[root(len(across) + number)] = root(other)
    nets: dict[int, _Net] = {}
    for node, rule in enumerate([*across, *down]):
        net = nets.setdefault(root(node), _Net())
        (net.across if node < len(across) else net.down).append(rule)
    return [net for net in nets.values() if len(net.down) >= 3 and len(net.across) >= 2]


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level.x0 - _NEAR <= upright.x0 <= level.x1 + _NEAR
        and upright.top - _NEAR <= level.top <= upright.bottom + _NEAR
    )


def _levels(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _grid(net: _Net, page: int) -> Grid | None:
    xs = _levels(rule.x0 for rule in net.down)
    ys = _levels(rule.top for rule in net.across)
    if len(xs) < 3 or len(ys) < 2 or (len(xs) - 1) * (len(ys) - 1) > _MOST_CELLS:
        return None
    across, down = _by_level(net.across, ys, 1), _by_level(net.down, xs, 0)
    if not (_drawn(across[0], xs[0], xs[-1], 1) and _drawn(across[-1], xs[0], xs[-1], 1)):
        return None
    cells = _cells(across, down, xs, ys)
    if cells is None or len(cells) < 2:
        return None
    return Grid(page, Rule(xs[0], ys[0], xs[-1], ys[-1]), tuple(xs), tuple(ys), cells)


def _by_level(rules: Sequence[Rule], levels: Sequence[float], level: int) -> list[list[Rule]]:
    """For each height (or, for ``level`` 0, each x) the lines that lie on it."""
    return [[rule for rule in rules if abs(rule[level] - at) <= _NEAR] for at in levels]


def _drawn(rules: Sequence[Rule], start: float, stop: float, level: int) -> bool:
    """True when the lines cover the stretch; ``level`` is 1 for lines across, 0 for lines down."""
    along = 1 - level
    covered = sum(max(0.0, min(rule[along + 2], stop) - max(rule[along], start)) for rule in rules)
    return covered >= _COVERED * (stop - start)


def _cells(
    across: Sequence[Sequence[Rule]], down: Sequence[Sequence[Rule]], xs: Sequence[float], ys: Sequence[float]
) -> list[GridCell] | None:
    """The grid's cells, places with no line between them merged; None where merged places form no rectangle."""
    width, height = len(xs) - 1, len(ys) - 1
    owner = [[(row, column) for column in range(width)] for row in range(height)]
    for row in range(height):
        for column in range(width):
            above = (row - 1, column) if row else None
            left = (row, column - 1) if column else None
            if left and not _drawn(down[column], ys[row], ys[row + 1], 0):
                owner[row][column] = owner[left[0]][left[1]]
            elif above and not _drawn(across[row], xs[column], xs[column + 1], 1):
                owner[row][column] = owner[above[0]][above[1]]
    extents: dict[tuple[int, int], list[int]] = {}
    for row in range(height):
        for column in range(width):
            extent = extents.setdefault(owner[row][column], [row, column, row, column, 0])
            extent[2], extent[3] = max(extent[2], row), max(extent[3], column)
            extent[4] += 1
    if any((e[2] - e[0] + 1) * (e[3] - e[1] + 1) != e[4] for e in extents.values()):
        return None
    return [
        GridCell(e[0], e[1], e[2] - e[0] + 1, e[3] - e[1] + 1, xs[e[1]], xs[e[3] + 1]) for e in sorted(extents.values())
    ]


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
        if not grid.outline.holds(x, y):
            outside.append(word)
            continue
        column = sum(edge <= x for edge in grid.edges[1:-1])
        row = sum(level <= y for level in grid.levels[1:-1])
        inside[places[row, column]].append(word)
    return inside, outside
