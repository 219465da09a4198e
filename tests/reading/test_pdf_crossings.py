"""The cells between drawn lines are those that pdfplumber's table finder finds, in its order."""

from __future__ import annotations

import random
from types import SimpleNamespace
from typing import Any

import pytest
from pdfplumber.table import TableFinder

from kamerbrief.reading.pdf.crossings import groups_of_cells
from kamerbrief.reading.pdf.places import Box, Rule

#: A slip of the pen, in points: below and above what is near.
_OFF = (0.0, 0.0, 0.0, 0.5, 2.9, 3.1)


def found_by_pdfplumber(down: list[Rule], across: list[Rule]) -> list[list[Box]]:
    """The same by the whole finder."""
    lines = [*((rule, "v") for rule in down), *((rule, "h") for rule in across)]
    edges = [
        {
            "x0": rule.x0,
            "x1": rule.x0 if kind == "v" else rule.x1,
            "top": rule.top,
            "bottom": rule.bottom if kind == "v" else rule.top,
            "width": 0.0 if kind == "v" else rule.x1 - rule.x0,
            "height": rule.bottom - rule.top if kind == "v" else 0.0,
            "orientation": kind,
            "object_type": "line",
        }
        for rule, kind in lines
    ]
    page: Any = SimpleNamespace(edges=edges, bbox=(0.0, 0.0, 0.0, 0.0))
    return [table.cells for table in TableFinder(page).tables]


def test_two_columns_and_a_row_are_two_cells() -> None:
    down = [Rule(x, 10.0, x, 30.0) for x in (10.0, 50.0, 90.0)]
    across = [Rule(10.0, y, 90.0, y) for y in (10.0, 30.0)]
    assert groups_of_cells(down, across) == [[(10.0, 10.0, 50.0, 30.0), (50.0, 10.0, 90.0, 30.0)]]


@pytest.mark.parametrize("step", [2, 5, 10, 30])
def test_lines_drawn_anyhow_make_the_cells_that_pdfplumber_makes_of_them(step: int) -> None:
    chance = random.Random(step)

    def place() -> float:
        return chance.randrange(20) * step + chance.choice(_OFF)

    for _ in range(150):
        starts = [(place(), place()) for _ in range(chance.randrange(28))]
        down = [Rule(x, y, x, y + place()) for x, y in starts[::2]]
        across = [Rule(x, y, x + place(), y) for x, y in starts[1::2]]
        assert groups_of_cells(down, across) == found_by_pdfplumber(down, across)
