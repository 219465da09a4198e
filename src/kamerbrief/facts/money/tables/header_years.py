"""The years that headers and titles of tables name, as a view of their times."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kamerbrief.annotate.time import YEAR, Kind, Time, times_in
from kamerbrief.contract import Period
from kamerbrief.lexicon import alternatives, load

_YEAR = re.compile(rf"(?<![0-9.,]){YEAR}(?![0-9]|[.,][0-9])")
_OF_DAYS = (Kind.DAY, Kind.WEEK, Kind.MONTH)


@cache
def _of_others() -> re.Pattern[str]:
    """Years with which figures are compared, or of whose prices they are: t.o.v. 2024, prijspeil 2025."""
    words = alternatives(load("dates")["years"]["of_others"])
    return re.compile(rf"(?<!\w)(?:{words})\s(?:[^\W\d_]+\s)?{YEAR}", re.IGNORECASE)


@cache
def _as_of() -> re.Pattern[str]:
    """A state on a day, or a source: stand januari 2026, bron: CBS 2024."""
    words = alternatives(load("dates")["years"]["as_of"])
    return re.compile(rf"(?<!\w)(?:{words})\s?:?\s?[^.;]{{0,30}}{YEAR}", re.IGNORECASE)


#: A year that is written to a word (2030e.v., t/m2030).
_STUCK = re.compile(rf"(?<=[0-9]{{4}})(?=[^\W\d_])|(?<=[^\W\d_])(?={YEAR}(?![0-9]))")


def period_of_header(header: str) -> Period | None:
    """The years that a table's header names: 2026, 2026-2028, 2026/27, t/m 2030, 2030 e.v., 2027 en verder, na 2030."""
    return next(_periods(header), None)


def _periods(header: str, *, but: tuple[Kind, ...] = ()) -> Iterator[Period]:
    """The years of the times that name their year; of times of a kind that is left out, none follow."""
    words = _STUCK.sub(" ", _of_others().sub("", header))
    for time in times_in(words):
        if time.kind in but:
            return
        first, last = time.days(None)
        if first and last:
            yield _period(time, words, first.year, last.year)


def _period(time: Time, words: str, first: int, last: int) -> Period:
    if time.kind is Kind.BUDGET:  # de ontwerpbegroting 2027 is of 2027, though it comes in 2026
        first = last = int(words[time.end - 4 : time.end])
    if time.onwards or time.relation in ("from", "since"):
        return Period(from_year=first, until_year=None if time.onwards or last == first else last)
    if time.lead in load("dates")["years"]["until"]:
        return Period(from_year=None if first == last else first, until_year=last)
    if time.relation == "after":
        return Period(from_year=last + 1)
    return Period(from_year=first, until_year=last)


def names_one_period(header: str) -> bool:
    """True for words that name the same years, however often; not for *Mutatie 2025 Mutatie 2026*."""
    found = list(_periods(header))
    return all(one == found[0] for one in found)


def names_years(header: str) -> bool:
    """True for words with a year in them."""
    return _YEAR.search(header) is not None


def only_period(title: str) -> Period | None:
    """The years of a table's title that names one year or one range and no day, price level or comparison."""
    found = list(_periods(title))
    plain = list(_periods(title, but=_OF_DAYS))
    return found[0] if len(found) == len(plain) == 1 and not _as_of().search(title) else None


def years_onwards(header: str) -> bool:
    """True for a header that names all years behind those of the column before it: e.v., en verder."""
    return " ".join(header.lower().split()) in load("dates")["years"]["onwards"]
