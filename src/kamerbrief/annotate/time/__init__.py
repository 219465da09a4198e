"""When: one grammar of time, found once in a text and kept as typed spans with days, of which years are a view.

>>> from datetime import date
>>> from kamerbrief.annotate.time import times_in
>>> for time in times_in("In het derde kwartaal informeer ik u, uiterlijk 1 november."):
...     print(time.kind, time.relation, *time.stated(date(2026, 3, 1)))
quarter at 2026-07-01 2026-09-30
day by 2026-03-01 2026-11-01

The words are data, in ``lexicon/dates.toml``. Read in this order:

- ``words.py``: the words and figures of a text that may say when, with all that each may mean;
- ``tokens.py``: what stands at a place, and what leads up to a time (*uiterlijk in de loop van begin*);
- ``cores.py``, ``year_cores.py``: the times themselves, one rule a kind (*derde kwartaal*, *week 37*, *2026 en 2027*);
- ``grammar.py``: a time with its lead, and stretches from one time to another;
- ``calendar.py``: the days that they are against the letter's own day;
- ``model.py``: a time, its kind, and what its relation leaves of its days;
- ``lengths.py``: how many years something goes on;
- ``days.py``: the single days of a text, for references and the letterhead.

dateparser is not used: asked for the time in *voor de zomer van 2026* it answers with the day of the letter in that
year, *dit najaar* and *binnen zes weken* it does not know, and its first search takes 150 ms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from kamerbrief.annotate.time.calendar import Date
from kamerbrief.annotate.time.days import FoundDate, day_words, days_words, find_dates, find_days, first_date
from kamerbrief.annotate.time.grammar import find_times
from kamerbrief.annotate.time.lengths import years_of_length
from kamerbrief.annotate.time.model import Days, Kind, Time
from kamerbrief.annotate.time.words import YEAR, month_words, months, number_of

__all__ = [
    "YEAR",
    "Days",
    "FoundDate",
    "Kind",
    "Time",
    "TimeExpression",
    "day_words",
    "days_words",
    "find_dates",
    "find_days",
    "find_times",
    "first_date",
    "month_words",
    "months",
    "number_of",
    "stated_times",
    "times_in",
    "years_of_length",
]

#: Longer texts than this are no blocks that are asked again; they are not kept.
_KEPT = 20_000


def times_in(text: str) -> tuple[Time, ...]:
    """The times of a text; what was found is kept, so every fact may ask again."""
    return _kept(text) if len(text) <= _KEPT else tuple(find_times(text))


@lru_cache(maxsize=16_384)
def _kept(text: str) -> tuple[Time, ...]:
    return tuple(find_times(text))


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say when, and the days that they leave against the letter's own day.

    ``first`` and ``last`` are both included and None where the words, or a missing letter date, leave them open; for
    ``relation`` see :class:`Time`. ``loose`` says that the words settle the time without a word before them: a month or
    quarter of a year (*december 2026*), years in brackets (*(2026-2028)*).
    """

    start: int
    end: int
    text: str
    relation: str
    first: Date | None
    last: Date | None
    loose: bool = False


def stated_times(text: str, today: Date | None) -> tuple[TimeExpression, ...]:
    """The times in ``text``, in order, against the day of the letter."""
    return tuple(_on(text, time, today) for time in times_in(text))


def _on(text: str, time: Time, today: Date | None) -> TimeExpression:
    words, (first, last) = text[time.start : time.end], time.stated(today)
    return TimeExpression(time.start, time.end, words, _relation(text, time), first, last, _is_loose(text, time))


_LOOSE = (Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.SEASON)


_LETTER = re.compile(r"[^\W\d_]")


def _relation(text: str, time: Time) -> str:
    """The relation; what is counted from another moment (*een toekenning die na twee jaar nog openstaat*) has none."""
    elsewhere = time.kind is Kind.RELATIVE and time.relation == "after" and _LETTER.search(text, 0, time.start)
    return "" if elsewhere else time.relation


def _is_loose(text: str, time: Time) -> bool:
    bracketed = text[time.start - 1 : time.start] == "(" and text[time.end : time.end + 1] == ")"
    years = bracketed and time.kind in (Kind.YEAR, Kind.SPAN)
    return time.settled and not time.lead and (years or time.kind in _LOOSE)
