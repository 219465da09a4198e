"""The cells between the lines that are drawn on a page, grouped as pdfplumber's table finder groups them.

Lines are joined and cells are grouped by that finder's own functions. What it does between the two, to see which lines
cross and which crossings are the corners of a cell, takes most of its time, and is done here by numbers of lines.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from kamerbrief.reading.pdf.places import Box, Rule

#: Lines nearer than this many points are one, lines this near to one another cross; shorter ones are no lines.
_NEAR = 3
_SHORTEST, _SHORTEST_PART = 3, 1

_Point = tuple[float, float]


@dataclass(slots=True)
class _Crossing:
    """The numbers of the lines that run down and across through a point."""

    down: set[int] = field(default_factory=set)
    across: set[int] = field(default_factory=set)


def groups_of_cells(down: Iterable[Rule], across: Iterable[Rule]) -> list[list[Box]]:
    """The cells between lines that run down and across, as x0, top, x1 and bottom; those of one table together."""
    from pdfplumber.table import cells_to_tables, merge_edges

    edges = [*(_edge(rule, "v") for rule in down), *(_edge(rule, "h") for rule in across)]
    merged = merge_edges([edge for edge in edges if _length(edge) >= _SHORTEST_PART], *[_NEAR] * 4)
    tables: list[list[Box]] = cells_to_tables(list(_cells([edge for edge in merged if _length(edge) >= _SHORTEST])))
    return tables


def _edge(rule: Rule, orientation: str) -> dict[str, Any]:
    """A line as pdfplumber has it."""
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


def _length(edge: Mapping[str, Any]) -> float:
    return float(edge["height"] if edge["orientation"] == "v" else edge["width"])


def _crossings(edges: Sequence[Mapping[str, Any]]) -> dict[_Point, _Crossing]:
    """The points at which lines cross, or nearly do."""
    boxes = itemgetter("x0", "top", "x1", "bottom")
    down, across = ([boxes(edge) for edge in edges if edge["orientation"] == kind] for kind in "vh")
    found: defaultdict[_Point, _Crossing] = defaultdict(_Crossing)
    # Equal lines have one number.
    lines = {line: number for number, line in enumerate(dict.fromkeys([*down, *across]))}
    for runs_down in down:
        x, top, _, bottom = runs_down
        for runs_across in across:
            x0, y, x1, _ = runs_across
            if top <= y + _NEAR and bottom >= y - _NEAR and x0 - _NEAR <= x <= x1 + _NEAR:
                crossing = found[x, y]
                crossing.down.add(lines[runs_down])
                crossing.across.add(lines[runs_across])
    return found


def _cells(edges: Sequence[Mapping[str, Any]]) -> Iterator[Box]:
    """The smallest cell of which each crossing is the upper left corner, in the order of these."""
    crossings = _crossings(edges)
    columns, rows = defaultdict[float, list[_Point]](list), defaultdict[float, list[_Point]](list)
    points = sorted(crossings)
    for point in points:
        columns[point[0]].append(point)
        rows[point[1]].append(point)
    for x0, top in points:
        own = crossings[x0, top]
        below = [y for _, y in columns[x0] if y > top and not own.down.isdisjoint(crossings[x0, y].down)]
        right = [x for x, _ in rows[top] if x > x0 and not own.across.isdisjoint(crossings[x, top].across)]
        corners = ((x, y) for y in below for x in right if (x, y) in crossings)
        for x1, bottom in corners:
            last = crossings[x1, bottom]
            closes_down = not last.down.isdisjoint(crossings[x1, top].down)
            if closes_down and not last.across.isdisjoint(crossings[x0, bottom].across):
                yield x0, top, x1, bottom
                break
