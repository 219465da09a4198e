"""Figures that no letter means as money: larger than any amount, or a column of case numbers in a table of amounts."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from kamerbrief.contract import LARGEST_AMOUNT, Amount, Warning_, WarningCode, warning
from kamerbrief.letter import Letter

#: A number with more digits than this is not kept exactly by what reads JSON.
_MOST_DIGITS = 15


def plausible(letter: Letter, amounts: Iterable[Amount]) -> tuple[list[Amount], list[Warning_]]:
    """The amounts that can be money, and a warning for each figure, or each column of a table, that cannot.

    A column holds none where most of its figures cannot be money: case numbers differ in length.
    """
    kept: list[Amount] = []
    warnings: list[Warning_] = []
    for _, group in groupby(sorted(amounts, key=_place), key=_place):
        together = list(group)
        odd = [amount for amount in together if not is_plausible(amount)]
        if 2 * len(odd) > len(together):
            warnings.append(_warning(letter, odd[0]))
        else:
            kept += [amount for amount in together if amount not in odd]
            warnings += [_warning(letter, amount) for amount in odd]
    return kept, warnings


def is_plausible(amount: Amount) -> bool:
    """True where value and range are within what a letter can speak of, and are kept exactly as JSON numbers."""
    stated = [value.normalize() for value in (amount.value, amount.low, amount.high) if value is not None]
    return all(abs(value) <= LARGEST_AMOUNT and len(value.as_tuple().digits) <= _MOST_DIGITS for value in stated)


def _place(amount: Amount) -> tuple[str, int]:
    """What amounts stand together in: the column of a table; each of the running text stands alone."""
    return (amount.table.id, amount.table.column) if amount.table else ("", amount.evidence.start)


def _warning(letter: Letter, amount: Amount) -> Warning_:
    """The warning about a figure, which in a table stands for its column."""
    figure, place = amount.evidence.text, letter.evidence(amount.evidence.start, amount.evidence.end)
    header = amount.table.column_header if amount.table else None
    if header:
        return warning(WarningCode.IMPLAUSIBLE_COLUMN, {"figure": figure, "header": header}, place)
    return warning(WarningCode.IMPLAUSIBLE_AMOUNT, {"figure": figure}, place)
