"""Columns of percentages in tables: shares of a total, shares of another column, and growth between two columns.

No header has to say so: a column belongs to the amounts from which more than half of its percentages, and at least
three, follow. What then does not follow is a finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import permutations

from kamerbrief.checks.arithmetic import usable, value_of
from kamerbrief.checks.shares import check_percentage
from kamerbrief.checks.tables import is_total
from kamerbrief.contract import Amount, Check, CheckStatus, CheckType, Percentage, PercentageUnit

_FEWEST = 3
_HUNDRED = Decimal(100)

#: A column or row of a table by the other coordinate.
_Amounts = Mapping[int, Amount]


def table_shares(amounts: Sequence[Amount], percentages: Sequence[Percentage]) -> Iterator[Check]:
    """The checks of every column of percentages that follows from columns of amounts beside it."""
    beside: dict[str, dict[int, dict[int, Amount]]] = defaultdict(lambda: defaultdict(dict))
    for amount in amounts:
        if amount.table:
            beside[amount.table.id][amount.table.column][amount.table.row] = amount
    stated: dict[tuple[str, int], dict[int, Percentage]] = defaultdict(dict)
    for percentage in percentages:
        cell = percentage.evidence.cell
        if cell and percentage.value is not None and percentage.unit is PercentageUnit.PERCENT:
            stated[cell.table, cell.column][cell.row] = percentage
    for (table, _), column in stated.items():
        yield from _best(column, beside[table])


def _best(stated: Mapping[int, Percentage], columns: Mapping[int, _Amounts]) -> Iterator[Check]:
    """The checks by the reading from which most percentages follow, the first of equals; none where too few do."""
    best: list[Check] = []
    most = 0
    for checks in _readings(stated, columns):
        holding = sum(check.status is CheckStatus.CONSISTENT for check in checks)
        if holding > most and holding >= _FEWEST and 2 * holding > len(checks):
            best, most = checks, holding
    yield from best


def _readings(stated: Mapping[int, Percentage], columns: Mapping[int, _Amounts]) -> Iterator[list[Check]]:
    """Each way to read a column of percentages, as its checks."""
    for amounts in columns.values():
        for row, whole in amounts.items():
            if is_total(whole):
                parts = {other: part for other, part in amounts.items() if other != row}
                yield list(_checks(CheckType.SHARE, stated, parts, dict.fromkeys(parts, whole)))
    for first, second in permutations(columns.values(), 2):
        yield list(_checks(CheckType.SHARE, stated, first, second))
        yield list(_checks(CheckType.GROWTH, stated, first, second))


def _checks(type_: CheckType, stated: Mapping[int, Percentage], first: _Amounts, second: _Amounts) -> Iterator[Check]:
    """A check for each row that has a percentage and both amounts: first as a share of second, or grown to second."""
    for row in sorted(stated.keys() & first.keys() & second.keys()):
        pair = first[row], second[row]
        base = value_of(pair[1] if type_ is CheckType.SHARE else pair[0]) if usable(pair) else Decimal(0)
        if base:
            change = value_of(pair[0]) if type_ is CheckType.SHARE else value_of(pair[1]) - base
            yield check_percentage(type_, stated[row], pair, change / base * _HUNDRED)
