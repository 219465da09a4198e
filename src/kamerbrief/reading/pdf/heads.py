"""The header of a table without lines: which words stand over which column, and which rows of the page are one row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from kamerbrief.reading.captions import is_caption, names_table
from kamerbrief.reading.pdf.figures import heads_column, text_of
from kamerbrief.reading.pdf.strips import Columns, Segment, Strip
from kamerbrief.reading.pdf.words import PrintedWord

#: Words stand straight over a column where an edge or the middle differs less than this many ems.
_STRAIGHT = 0.3
#: Words over more columns than this are not told apart.
_MOST_COLUMNS = 16
#: Words over columns beside each other stand apart by more than this many ems; a blank takes a third of one.
_BLANK = 0.42
#: The first line of a header's cell stands more than so many ems right of the table's labels.
INDENT = 2.0
#: Lines of one cell stand within so many ems.
_LEADING = 1.45
#: Rows nearer than this many ems stand beside each other, not under each other.
_BESIDE = 0.95

_Stretch = tuple[float, float]
_Straight = Callable[[_Stretch, _Stretch], float]
#: How far two stretches are from ending together, from beginning together, and from having one middle.
_WAYS: tuple[_Straight, ...] = (
    lambda one, other: one[1] - other[1],
    lambda one, other: one[0] - other[0],
    lambda one, other: (one[0] + one[1] - other[0] - other[1]) / 2,
)


def is_head(strip: Strip) -> bool:
    """True for a row whose figures, if it has any, are years or the numbers of columns."""
    return all(heads_column(cell.words) for cell in strip.cells if cell.figure)


def behind(strips: Sequence[Strip], columns: Columns, start: int, stop: int) -> int:
    """Where the body begins, when the rows from ``start`` on that end the header are counted out.

    Rows of years, or of numbers of columns, end it, and the rows under those that stand over the figures alone.
    """
    place, least = start, start
    while place + 1 < stop and _ends_head(strips[place], columns, begun=least > start):
        place += 1
        least = place
    return least


def _ends_head(strip: Strip, columns: Columns, *, begun: bool) -> bool:
    first, indent = columns.edges[columns.first_figured], columns.edges[0] + INDENT * strip.row.size
    over = [cell for cell in strip.cells if cell.x1 > first and cell.x0 > indent]
    figures = [cell for cell in over if cell.figure]
    if not all(heads_column(cell.words) for cell in figures):
        return False
    return bool(figures) if len(over) < len(strip.cells) or not begun else True


def is_over_table(strip: Strip, columns: Columns) -> bool:
    """True for a row above a table that belongs to none of its columns: its caption, or its unit."""
    text = strip.row.text
    if not is_caption(text, before_table=True):
        return False
    first = columns.edges[columns.first_figured]
    return names_table(text) or sum(cell.x0 >= first for cell in strip.cells) < min(2, len(strip.cells))


def set_apart(header: Sequence[Strip], body: Sequence[Strip], columns: Columns) -> list[Strip]:
    """The rows of a header, words apart that stand over columns side by side with little more than a blank between.

    Each must stand straight over its column: end, begin or have its middle where the figures do, or other words of
    the header that stand over that column alone.
    """
    under: dict[int, list[_Stretch]] = {}
    for strip in (*header, *body):
        for cell in strip.cells:
            first, last = columns.reach(cell, strip.row.size)
            if first == last:
                under.setdefault(first, []).append((cell.x0, cell.x1))
    return [Strip(strip.row, list(_cells(strip, columns, under))) for strip in header]


def _cells(strip: Strip, columns: Columns, under: dict[int, list[_Stretch]]) -> Iterator[Segment]:
    size = strip.row.size
    for cell in strip.cells:
        first, last = columns.reach(cell, size)
        parts: list[list[PrintedWord]] | None = None
        for reach in _reaches(first, last) if first < last else ():
            for way in _WAYS:
                parts = parts or _Parts(cell.words, [under.get(c, []) for c in reach], way, size).found()
        yield from map(Segment, parts or [cell.words])


def _reaches(first: int, last: int) -> Iterator[range]:
    """The columns that words may stand over which reach from one to another, a little over the outer edges or not."""
    for start, stop in ((first, last), (first + 1, last), (first, last - 1)):
        if 0 < stop - start < _MOST_COLUMNS:
            yield range(start, stop + 1)


@dataclass
class _Parts:
    """Words shared out among columns one after another, each part straight over what stands under it."""

    words: Sequence[PrintedWord]
    under: Sequence[Sequence[_Stretch]]
    way: _Straight
    size: float
    _dead: set[tuple[int, int]] = field(default_factory=set)

    def found(self, start: int = 0, column: int = 0) -> list[list[PrintedWord]] | None:
        """The parts from a word and a column on; None where the words cannot be shared out."""
        if column == len(self.under):
            return [] if start == len(self.words) else None
        if (start, column) in self._dead:
            return None
        for stop in range(start + 1, len(self.words) + 1):
            if stop < len(self.words) and self.words[stop].x0 - self.words[stop - 1].x1 < _BLANK * self.size:
                continue
            part = (self.words[start].x0, self.words[stop - 1].x1)
            if any(abs(self.way(part, other)) < _STRAIGHT * self.size for other in self.under[column]):
                rest = self.found(stop, column + 1)
                if rest is not None:
                    return [[*self.words[start:stop]], *rest]
        self._dead.add((start, column))
        return None


def one_for_each(header: Sequence[Strip], body: Sequence[Strip], columns: Columns) -> list[Strip]:
    """The rows of a header, their words set over the columns in order where a row has as many words as columns.

    Headers that begin at the left of wide columns, whose figures end at the right, stand nearer to other figures. What
    begins where these words do, in other rows, stands over the same column.
    """
    held = columns.held([cell for strip in body for cell in strip.cells])
    starts: list[tuple[float, int]] = []
    for strip in header:
        for behind_labels in (False, True):
            first = columns.first_figured if behind_labels else 0
            indent = columns.edges[0] + INDENT * strip.row.size if behind_labels else 0
            cells = [cell for cell in strip.cells if cell.x0 > indent]
            if len(cells) == columns.count - first > 1 and _between(cells, held[first:], strip.row.size):
                starts += [(cell.x0, first + number) for number, cell in enumerate(cells)]
                break
    if not starts:
        return list(header)
    return [Strip(strip.row, [_begun(cell, starts, strip.row.size) for cell in strip.cells]) for strip in header]


def _between(cells: Sequence[Segment], held: Sequence[_Stretch], size: float) -> bool:
    """True where each cell stands between what the columns on its left and on its right hold."""
    near = _STRAIGHT * size
    return all(
        (not n or cell.x0 > held[n - 1][1] - near) and (n + 1 == len(cells) or cell.x1 < held[n + 1][0] + near)
        for n, cell in enumerate(cells)
    )


def _begun(cell: Segment, starts: Sequence[tuple[float, int]], size: float) -> Segment:
    column = next((column for x0, column in starts if abs(cell.x0 - x0) < _STRAIGHT * size), None)
    return cell if column is None or cell.over else Segment(cell.words, (column, column))


def over_groups(header: Sequence[Strip], columns: Columns) -> list[Strip]:
    """The rows of a header, words set over groups of columns that have the same headers below them again and again.

    Such words stand over the middle of their group, and are often shorter than one of its columns.
    """
    found = list(header)
    for place in range(1, len(header)):
        for firsts, width in _groups(_labels(header[place], columns), columns):
            edges = [(columns.edges[first], columns.edges[first + width]) for first in firsts]
            above = _heads_of(found[:place], edges)
            for number, held in enumerate(above, place - len(above)):
                begins = {id(cell): first for first, cell in zip(firsts, held, strict=True) if cell}
                found[number] = Strip(
                    header[number].row,
                    [
                        Segment(c.words, (begins[id(c)], begins[id(c)] + width - 1)) if id(c) in begins else c
                        for c in found[number].cells
                    ],
                )
            if above:
                break
    return found


def _heads_of(rows: Sequence[Strip], groups: Sequence[_Stretch]) -> list[list[Segment | None]]:
    """The last rows that together have words over each group: for each row its cell over each group, or none.

    They are one row, or rows half a line apart: headers of one and of two lines that stand beside each other.
    """
    found: list[list[Segment | None]] = []
    for number in range(len(rows) - 1, -1, -1):
        held = [[c for c in rows[number].cells if low <= (c.x0 + c.x1) / 2 < high] for low, high in groups]
        beside = not found or rows[number + 1].row.bottom - rows[number].row.bottom < _BESIDE * rows[number].row.size
        if not beside or not any(held) or any(len(cells) > 1 for cells in held):
            break
        found.insert(0, [cells[0] if cells else None for cells in held])
    return found if all(map(any, zip(*found, strict=True))) and found else []


def _labels(strip: Strip, columns: Columns) -> dict[int, str]:
    """The words over each column, where they stand over that one alone."""
    reached = [(columns.reach(cell, strip.row.size), cell) for cell in strip.cells]
    return {first: text_of(cell.words) for (first, last), cell in reached if first == last}


def _groups(labels: dict[int, str], columns: Columns) -> Iterator[tuple[list[int], int]]:
    """Columns whose headers are repeated, the most first: the first column of each group, and how many it has."""
    found: list[tuple[list[int], int]] = []
    for width in range(2, columns.count // 2 + 1):
        for first in range(columns.count - 2 * width + 1):
            unit = [labels.get(first + n) for n in range(width)]
            firsts = [first]
            for other in range(first + width, columns.count - width + 1) if all(unit) else ():
                if other >= firsts[-1] + width and [labels.get(other + n) for n in range(width)] == unit:
                    firsts.append(other)
            if len(firsts) > 1:
                found.append((firsts, width))
    return iter(sorted(found, key=lambda group: (-len(group[0]) * group[1], group[1], group[0])))


def head_rows(strips: Sequence[Strip], columns: Columns, between: Callable[[Strip, Strip], bool]) -> list[list[Strip]]:
    """The header's rows of the page; those that go on in the same cells as the row above are one row of the table.

    ``between`` tells whether a line is drawn between two rows.
    """
    groups: list[list[Strip]] = []
    for number, strip in enumerate(strips):
        above = groups[-1][-1] if groups else None
        woven = _woven(strips, number) or _woven(strips, number - 1)
        if above and (woven or _goes_on(above, strip, columns)) and not between(above, strip):
            groups[-1].append(strip)
        else:
            groups.append([strip])
    return groups


def _woven(strips: Sequence[Strip], place: int) -> bool:
    """True for a row half a line below and above others, the lower of which goes on with cells of the upper one."""
    if not 0 < place < len(strips) - 1:
        return False
    above, strip, below = strips[place - 1 : place + 2]
    half = _BESIDE * strip.row.size
    if strip.row.bottom - above.row.bottom >= half or below.row.bottom - strip.row.bottom >= half:
        return False
    return any(a.x0 < b.x1 and b.x0 < a.x1 for a in above.cells for b in below.cells)


def _goes_on(above: Strip, strip: Strip, columns: Columns) -> bool:
    if strip.row.bottom - above.row.bottom > _LEADING * strip.row.size:
        return False
    wide, wider = ({(first, span) for first, span, _ in columns.split(row) if span > 1} for row in (strip, above))
    return wide == wider and not _only_figures(strip, columns)


def _only_figures(strip: Strip, columns: Columns) -> bool:
    """True for a row of years or numbers over the columns, not for the last line of one header: (4)."""
    return 2 * len(strip.cells) >= len(columns.figured) and all(cell.figure for cell in strip.cells)
