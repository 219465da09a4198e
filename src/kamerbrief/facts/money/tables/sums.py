"""Columns that are added up along the row: what is a part of a sum is counted in the same."""

from __future__ import annotations

from decimal import Decimal

from kamerbrief.facts.money.figures import read_figure
from kamerbrief.facts.money.tables.cells import figure_in, is_year
from kamerbrief.facts.money.tables.grid import Grid
from kamerbrief.facts.money.tables.headers import header_words

#: So many rows must add up, and of those with a total at least this part.
_FEWEST, _MOST = 2, 0.8


def adds_up(grid: Grid, column: int) -> bool:
    """True where the column and those beside it make the column headed *Totaal*, in nearly all rows that have one."""
    columns = list(range(grid.header_columns, grid.table.columns))
    totals = [n for n in columns if n != column and header_words("total").match(grid.column_header(n).strip())]
    if len(totals) != 1:
        return False
    sums = rows = 0
    for row in range(grid.header_rows, grid.table.rows):
        worth = {n: _worth(grid.text(row, n)) for n in columns}
        total, part = worth.pop(totals[0]), worth[column]
        if total and part:
            rows += 1
            sums += sum(value for value in worth.values() if value is not None) == total
    return sums >= _FEWEST and sums >= _MOST * rows


def _worth(text: str) -> Decimal | None:
    figure = None if is_year(text) else figure_in(text)
    read = read_figure(figure.low) if figure and not figure.high else None
    return None if figure is None or read is None else -read.value if figure.negative else read.value
