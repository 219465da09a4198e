"""What comes every year and what that makes in all: *€ 3 miljoen per jaar, in totaal € 12 miljoen*."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kamerbrief.checks.arithmetic import usable, value_of
from kamerbrief.checks.wording import Surroundings
from kamerbrief.contract import Amount, Recurrence

_EVERY_YEAR = (Recurrence.YEARLY, Recurrence.STRUCTURAL)


def years_of_totals(around: Surroundings) -> Iterator[tuple[Amount, Amount]]:
    """An amount for each of some years and the total over these years beside it in its sentence, as part and whole.

    The letter says of the one that it comes every year, of the other that it is a total, and names the years; their
    product then holds to half a unit of the last printed place of the total.
    """
    for amounts in around.by_sentence.values():
        for pair in pairwise(amounts):
            for yearly, total in (pair, pair[::-1]):
                told = total.total and total.recurrence is None and yearly.recurrence in _EVERY_YEAR
                if told and usable(pair) and _makes(yearly, total):
                    yield yearly, total


def _makes(yearly: Amount, total: Amount) -> bool:
    years = total.period or yearly.period
    if years is None or years.from_year is None or years.until_year is None or years.until_year <= years.from_year:
        return False
    made = value_of(yearly) * (years.until_year - years.from_year + 1)
    return abs(made - value_of(total)) <= total.unit_in_last_place / 2
