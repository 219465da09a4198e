"""Cells between ruling lines: where the lines of a page cross, and the smallest boxes that they close.

The way is that of pdfplumber's table finder, for lines that run straight across or down.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from kamerbrief.reading.pdf_places import Box, Rule

#: Lines nearer than this many points are one line, or meet.
_NEAR = 3.0
#: Shorter pieces are no lines; shorter lines, joined of pieces, are no edges of cells (points).
_PIECE, _LINE = 1.0, 3.0


class _Line(NamedTuple):
    """A line across or down: its distance from the page's top or left edge, and from where to where it runs."""

    at: float
    start: float
    end: float


_Point = tuple[float, float]


@dataclass(slots=True)
class _Crossings:
    """The points (x, y) where lines cross, each with the numbers of the lines down and across that cross there."""

    down: dict[_Point, set[int]] = field(default_factory=lambda: defaultdict(set))
    across: dict[_Point, set[int]] = field(default_factory=lambda: defaultdict(set))

    def under(self, one: _Point, other: _Point) -> bool:
        """True when a line down connects two points under each other."""
        return not self.down[one].isdisjoint(self.down[other])

    def beside(self, one: _Point, other: _Point) -> bool:
        """True when a line across connects two points beside each other."""
        return not self.across[one].isdisjoint(self.across[other])


def tables_of(across: Iterable[Rule], down: Iterable[Rule]) -> list[list[Box]]:
    """The cells that the lines draw, those that touch together; a cell that touches no other is left out.

    Tables from top to bottom, and their cells too.
    """
    crossings = _crossings(
        _lines(_Line(rule.top, rule.x0, rule.x1) for rule in across),
        _lines(_Line(rule.x0, rule.top, rule.bottom) for rule in down),
    )
    tables = [sorted(cells, key=_from_top) for cells in _touching(_cells(crossings))]
    return sorted((cells for cells in tables if len(cells) > 1), key=lambda cells: _from_top(cells[0]))


def _from_top(cell: Box) -> tuple[float, float]:
    return cell[1], cell[0]


def _lines(pieces: Iterable[_Line]) -> list[_Line]:
    """The lines that the pieces make: those nearly in line are put in line, those that touch are joined."""
    joined: list[_Line] = []
    for at, beside in groupby(sorted(_in_line(pieces), key=lambda line: line.at), key=lambda line: line.at):
        first, *rest = sorted(beside, key=lambda line: line.start)
        joined.append(first)
        for line in rest:
            last = joined[-1]
            if line.start > last.end + _NEAR:
                joined.append(line)
            elif line.end > last.end:
                joined[-1] = _Line(at, last.start, line.end)
    return sorted(line for line in joined if line.end - line.start >= _LINE)


def _in_line(pieces: Iterable[_Line]) -> Iterator[_Line]:
    """The pieces, those nearer to each other than lines are all at the mean of their places."""
    pieces = [piece for piece in pieces if piece.end - piece.start >= _PIECE]
    places = sorted({piece.at for piece in pieces})
    apart = accumulate((b > a + _NEAR for a, b in pairwise(places)), initial=0)
    number = dict(zip(places, apart, strict=True)) if places else {}
    for _, near in groupby(sorted(pieces, key=lambda piece: number[piece.at]), key=lambda piece: number[piece.at]):
        yield from _at_mean(list(near))


def _at_mean(pieces: Sequence[_Line]) -> Iterator[_Line]:
    mean = sum(piece.at for piece in pieces) / len(pieces)
    return (_Line(piece.at + (mean - piece.at), piece.start, piece.end) for piece in pieces)


def _crossings(across: Sequence[_Line], down: Sequence[_Line]) -> _Crossings:
    found = _Crossings()
    lowest, highest = [line.at + _NEAR for line in across], [line.at - _NEAR for line in across]
    for number, (x, top, bottom) in enumerate(down):
        for other in range(bisect_left(lowest, top), bisect_right(highest, bottom)):
            y, left, right = across[other]
            if left - _NEAR <= x <= right + _NEAR:
                found.down[x, y].add(number)
                found.across[x, y].add(other)
    return found


def _cells(crossings: _Crossings) -> Iterator[Box]:
    """The smallest cell behind and under each point."""
    points = sorted(crossings.down)
    columns: dict[float, list[_Point]] = defaultdict(list)
    rows: dict[float, list[_Point]] = defaultdict(list)
    for x, y in points:
        columns[x].append((x, y))
        rows[y].append((x, y))
    for x, y in points:
        column, row = columns[x], rows[y]
        under, behind = column[bisect_right(column, (x, y)) :], row[bisect_right(row, (x, y)) :]
        corner = _corner(crossings, (x, y), under, behind)
        if corner:
            yield x, y, *corner


def _corner(crossings: _Crossings, point: _Point, under: Sequence[_Point], behind: Sequence[_Point]) -> _Point | None:
    """The lower right corner of the smallest cell whose upper left corner is a point."""
    reached = [right for right in behind if crossings.beside(point, right)]
    for below in under if reached else ():
        if not crossings.under(point, below):
            continue
        for right in reached:
            corner = right[0], below[1]
            if corner in crossings.down and crossings.under(corner, right) and crossings.beside(corner, below):
                return corner
    return None


def _touching(cells: Iterable[Box]) -> Iterator[list[Box]]:
    """The cells in groups that hang together at their corners."""
    waiting = dict.fromkeys(cells)
    at: dict[_Point, list[Box]] = defaultdict(list)
    for cell in waiting:
        for corner in _corners(cell):
            at[corner].append(cell)
    while waiting:
        group = [waiting.popitem()[0]]
        for cell in group:
            for other in (other for corner in _corners(cell) for other in at[corner] if other in waiting):
                del waiting[other]
                group.append(other)
        yield group


def _corners(cell: Box) -> tuple[_Point, ...]:
    x0, top, x1, bottom = cell
    return (x0, top), (x0, bottom), (x1, top), (x1, bottom)
