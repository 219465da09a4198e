"""Cells between ruling lines are those that pdfplumber's table finder makes of the same lines."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any

import pytest
from pdfplumber.table import TableFinder

from kamerbrief.reading.pdf_cells import tables_of
from kamerbrief.reading.pdf_places import Rule


@dataclass
class _Page:
    """What the finder asks of a page."""

    edges: list[dict[str, Any]]
    bbox: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


def _edge(rule: Rule, orientation: str) -> dict[str, Any]:
    sides = {"x0": rule.x0, "x1": rule.x1, "top": rule.top, "bottom": rule.bottom}
    return {**sides, "width": rule.width, "height": rule.height, "orientation": orientation}


def _lines(seed: int) -> tuple[list[Rule], list[Rule]]:
    """Lines across and down between a few places, some drawn a little beside theirs."""
    random = Random(seed)

    def beside(place: float) -> float:
        return place + random.choice((0.0, 0.0, random.uniform(-4, 4)))

    xs = [random.uniform(0, 300) for _ in range(random.randint(2, 7))]
    ys = [random.uniform(0, 300) for _ in range(random.randint(2, 8))]
    across, down = [], []
    for _ in range(random.randint(3, 40)):
        left, right = sorted(beside(random.choice(xs)) for _ in range(2))
        y = beside(random.choice(ys))
        across.append(Rule(left, y, right, y))
        top, bottom = sorted(beside(random.choice(ys)) for _ in range(2))
        x = beside(random.choice(xs))
        down.append(Rule(x, top, x, bottom))
    return across, down


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_the_cells_of_lines_are_those_that_pdfplumber_finds(first: int) -> None:
    found = 0
    for seed in range(first, first + 50):
        across, down = _lines(seed)
        page: Any = _Page([_edge(rule, "h") for rule in across] + [_edge(rule, "v") for rule in down])
        wanted = [sorted(table.cells, key=lambda cell: (cell[1], cell[0])) for table in TableFinder(page).tables]
        assert tables_of(across, down) == wanted
        found += len(wanted)
    assert found > 10


def test_no_lines_make_no_table() -> None:
    assert tables_of([], []) == []
