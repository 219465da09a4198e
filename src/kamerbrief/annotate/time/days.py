"""The single days that a text names, as references and the letterhead ask for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from kamerbrief.annotate.time.calendar import Date, Lean, Year, Yearly
from kamerbrief.annotate.time.cores import day_at
from kamerbrief.annotate.time.tokens import Tokens
from kamerbrief.annotate.time.words import YEAR, has_time, month_words, tokens_of
from kamerbrief.lexicon import alternatives, load

#: What joins days that share the year or the tail of the last: ``7 september en 12 oktober 2022``.
_JOINED = re.compile(r"\s*(?:,|en|,\s*en|&|/)\s*")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A day: where it stands in the text, and which it is; of ``26 en 27 november 2025`` the first day."""

    start: int
    end: int
    date: Date


def find_dates(text: str) -> Iterator[FoundDate]:
    """The complete dates in ``text``: ``3 maart 2025``, ``26 en 27 november 2025``, ``03-03-2025``, ``2025-03-03``."""
    for start, end, when in _days(text):
        found = when.days(None)
        if found:
            yield FoundDate(start, end, found[0])


def first_date(text: str) -> Date | None:
    """The first complete date in ``text``."""
    return next((found.date for found in find_dates(text)), None)


def find_days(text: str, today: Date | None, *, nearest: bool = False) -> list[FoundDate]:
    """The days in ``text`` in order, also those without a year, against the day of the letter.

    A day without a year is the last one up to ``today``; with ``nearest``, for a debate that may be yet to come, the
    next one where that is near; ``jl.`` and ``a.s.`` say which. Of days that are joined, the first have what the
    last says. Without ``today`` a day without a year is left out.
    """
    lean: Lean = "near" if nearest else "back"
    found: list[FoundDate] = []
    following: tuple[int, Year] | None = None
    for start, end, when in reversed(list(_days(text))):
        plain = when.year == Year()
        if plain and following and _JOINED.fullmatch(text, end, following[0]):
            when = replace(when, year=following[1])
        following = start, when.year
        days = when.days(today, lean)
        if days:
            found.append(FoundDate(start, end, days[0]))
    return found[::-1]


def _days(text: str) -> Iterator[tuple[int, int, Yearly]]:
    """Every day with its place, in order."""
    if not has_time(text, 0, len(text)):
        return
    tokens = Tokens(list(tokens_of(text, 0, len(text))))
    place = 0
    while place < len(tokens.listed):
        core = day_at(tokens, place)
        if core is None or not isinstance(core.when, Yearly):
            place += 1
            continue
        yield tokens.listed[place].start, tokens.end(core.place), core.when
        place = core.place


@cache
def day_words() -> str:
    """A regular expression for any day that :func:`find_days` reads."""
    tail = alternatives([*load("dates")["tails"]["past"], *load("dates")["tails"]["ahead"]])
    return (
        rf"(?:\d{{1,2}}(?:\s*(?:en|-|–|t/m|tot\s+en\s+met)\s*\d{{1,2}})?\s+{month_words()}\b(?:\.(?=\s*{YEAR}))?"
        rf"(?:\s+{YEAR})?(?:\s+(?:{tail})(?!\w))?|\d{{1,2}}[-/.]\d{{1,2}}[-/.]{YEAR}|{YEAR}-\d\d-\d\d)(?![\w/]|-\d)"
    )


@cache
def days_words() -> str:
    """A regular expression for a day, or some that are joined: ``13 september en 4 oktober jl.``."""
    return rf"{day_words()}(?:(?:\s*,\s*(?:en\s+)?|\s+en\s+){day_words()}){{0,4}}"
