"""Dutch calendar dates in running text.

Month names come from babel, number words from text2num, what they lack from lexicon/dates.toml. dateparser is not
used: asked for the time in ``voor de zomer van 2026`` or ``in het derde kwartaal van 2023`` it answers with the day
of the letter in that year, ``dit najaar``, ``binnen zes weken`` and ``voor het zomerreces`` it does not know, of
``26 en 27 november`` it keeps the second day, and its first search takes 150 ms.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale
from text_to_num import text2num

from kamerbrief.lexicon import Lookup, alternatives, load

#: Years that a letter may speak of; others are taken for numbers.
YEAR = r"(?:19|20)\d\d"


@cache
def months() -> Lookup[int]:
    """Dutch month names and their short forms, in lower case, with their number."""
    names = Locale("nl").months["format"]
    found = Lookup({name.lower(): number for width in ("wide", "abbreviated") for number, name in names[width].items()})
    found.update({str(name): int(number) for name, number in load("dates")["months"].items()})
    return found


@cache
def month_words() -> str:
    """A regular expression for any name of a month; a short form may end in a dot."""
    return rf"(?:{alternatives(months())})"


def number_of(word: str) -> int | None:
    """The whole number that digits or a Dutch number word stand for; None for any other word."""
    if word.isdecimal():
        return int(word) if len(word) < 10 else None
    try:
        return int(text2num(word.lower(), "nl"))
    except (ValueError, AssertionError, LookupError):
        return None


def day(year: int, month: int, number: int) -> datetime.date | None:
    """That day of the calendar, or None where there is no such day."""
    try:
        return datetime.date(year, month, number)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A complete date: where it stands in the text, and the day; of ``26 en 27 november 2025`` the first day."""

    start: int
    end: int
    date: datetime.date


@cache
def _date_pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w/-])(?:(?P<day>\d{{1,2}})(?:\s*(?:en|-|–|t/m|tot\ en\ met)\s*\d{{1,2}})?\s+"
        rf"(?P<name>{month_words()})\.?\s+(?P<year>{YEAR})"
        rf"|(?P<d>\d{{1,2}})(?P<sep>[-/.])(?P<m>\d{{1,2}})(?P=sep)(?P<y>{YEAR})"
        rf"|(?P<iso>{YEAR}-\d\d-\d\d))(?![\w/-])",
        re.IGNORECASE,
    )


def find_dates(text: str) -> Iterator[FoundDate]:
    """The complete dates in ``text``: ``3 maart 2025``, ``26 en 27 november 2025``, ``03-03-2025``, ``2025-03-03``."""
    for match in _date_pattern().finditer(text):
        if match["iso"]:
            year, month, number = map(int, match["iso"].split("-"))
        elif match["name"]:
            year, month, number = int(match["year"]), months()[match["name"]], int(match["day"])
        else:
            year, month, number = int(match["y"]), int(match["m"]), int(match["d"])
        found = day(year, month, number)
        if found:
            yield FoundDate(match.start(), match.end(), found)


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


@cache
def _day_pattern() -> re.Pattern[str]:
    words = load("dates")["tails"]
    return re.compile(
        rf"(?<![\w/-])(?P<day>\d{{1,2}})(?:\s*(?:en|-|–|t/m|tot\s+en\s+met)\s*\d{{1,2}})?\s+"
        rf"(?P<name>{month_words()})\b\.?(?:\s+(?P<year>{YEAR}))?"
        rf"(?:\s+(?:(?P<past>{alternatives(words['past'])})|(?P<ahead>{alternatives(words['ahead'])}))(?!\w))?(?![\w/]|-\d)"
        rf"|(?<![\w/-])(?:\d{{1,2}}[-/.]\d{{1,2}}[-/.]{YEAR}|{YEAR}-\d\d-\d\d)(?![\w/-])",
        re.IGNORECASE,
    )


#: What joins days that share the year or the tail of the last: ``7 september en 12 oktober 2022``.
_JOINED = re.compile(r"\s*(?:,|en|,\s*en|&|/)\s*")


def find_days(text: str, today: datetime.date | None, *, nearest: bool = False) -> list[FoundDate]:
    """The days in ``text`` in order, also those without a year, against the day of the letter.

    A day without a year is the last one up to ``today``; with ``nearest``, for a debate that may be yet to come, the
    next one where that is near; ``jl.`` and ``a.s.`` say which. Of days that are joined, the first have what the
    last says. Without ``today`` a day without a year is left out.
    """
    matches = list(_day_pattern().finditer(text))
    found: list[FoundDate] = []
    following: re.Match[str] | None = None
    for match in reversed(matches):
        if match["name"]:
            plain = not (match["year"] or match["past"] or match["ahead"])
            if not (plain and following and _JOINED.fullmatch(text, match.end(), following.start())):
                following = match
            date = _said_day(match, following, today, nearest=nearest)
        else:
            following, date = None, first_date(match.group())
        if date:
            found.append(FoundDate(match.start(), match.end(), date))
    return found[::-1]


def _said_day(
    match: re.Match[str], said: re.Match[str], today: datetime.date | None, *, nearest: bool
) -> datetime.date | None:
    """The day of ``match`` with the year or tail of ``said``."""
    month, number = months()[match["name"]], int(match["day"])
    if said["year"]:
        return day(int(said["year"]), month, number)
    if today is None:
        return None
    # Nine years hold a 29 February on either side.
    years = range(max(today.year - 8, 1), min(today.year + 9, 9999))
    days = [found for year in years if (found := day(year, month, number))]
    if said["ahead"]:
        days = [found for found in days if found >= today]
    elif said["past"] or not nearest:
        days = [found for found in days if found <= today]
    return min(days, key=lambda found: _farness((found - today).days), default=None)


def _farness(days: int) -> int:
    """How far a day is from the letter, where what is past is more often spoken of than what is to come."""
    return -days if days <= 0 else 3 * days


def first_date(text: str) -> datetime.date | None:
    """The first complete date in ``text``."""
    return next((found.date for found in find_dates(text)), None)


@dataclass(frozen=True, slots=True)
class DaySpan:
    """A stretch of days that [start, end) of the text states: the first and last, both included, None where open.

    ``introduced`` is False for two dates with only ``tot`` or a dash between them.
    """

    start: int
    end: int
    first: datetime.date | None
    last: datetime.date | None
    introduced: bool = True


@cache
def _span_pattern() -> re.Pattern[str]:
    words = {name: alternatives(listed) for name, listed in load("dates")["spans"].items()}

    def date(name: str, month: str = "") -> str:
        return (
            rf"(?:(?P<{name}_day>\d{{1,2}})(?:\s+(?P<{name}_month>{month_words()})\.?(?:\s+(?P<{name}_year>{YEAR}))?){month}"
            rf"|(?P<{name}_figures>\d{{1,2}}[-/.]\d{{1,2}}[-/.]{YEAR}))"
        )

    intro = rf"(?P<between>tussen)|{words['since']}|{words['as_of']}|{words['from']}"
    return re.compile(
        rf"(?<![\w/.-])(?:(?P<intro>{intro})\s+)?{date('a', '?')}"
        rf"\s*(?:(?(between)en|(?!))|(?P<to>{words['to']}))\s*{date('b')}(?![\w/-])"
        rf"|(?<!\w)(?:(?P<since>{words['since']})|(?P<as_of>{words['as_of']})|(?P<until>{words['until']}))\s+{date('c')}"
        rf"(?![\w/-])(?P<applied>(?:\s+[^\s,;:.]+){{0,6}}?\s+(?:{words['applied']})(?!\w))?",
        re.IGNORECASE,
    )


#: A day and a month: without one a text holds no stretch of days; looked for first, for speed.
_DAY_HINT = re.compile(r"\d\s+[a-z]{3,9}|\d[-/.]\d", re.IGNORECASE)


def find_day_spans(text: str, start: int, end: int) -> Iterator[DaySpan]:
    """``van 1 juli 2025 tot en met 31 december 2027``, ``per 1 januari 2026``, ``tot 1 maart 2027``, in order.

    A first day without a year is in that of the last one; days without any year are passed over, and so are those
    between which something can be applied for.
    """
    if not _DAY_HINT.search(text, start, end):
        return
    for match in _span_pattern().finditer(text, start, end):
        if match["b_month"] or match["b_figures"]:
            first, last = _bounds(match)
            introduced = match["intro"] is not None
            if first and last and first <= last and (introduced or match["a_month"] or match["a_figures"]):
                yield DaySpan(match.start(), match.end(), first, last, introduced)
            continue
        found = _date_in(match, "c")
        stated = match.end("c_year") if match["c_year"] else match.end("c_figures")
        if found is None or match["applied"] or (match["as_of"] and found.day != 1):
            continue
        if match["until"]:
            yield DaySpan(match.start(), stated, None, _last_day(found, match["until"]))
        else:
            yield DaySpan(match.start(), stated, found, None)


def _bounds(match: re.Match[str]) -> tuple[datetime.date | None, datetime.date | None]:
    """The first and last day between two dates; what the first leaves out it has from the last."""
    stated = _date_in(match, "b")
    last = _last_day(stated, match["to"])
    if stated is None or not match["a_day"] or match["a_year"]:
        return _date_in(match, "a"), last
    month = months()[match["a_month"]] if match["a_month"] else stated.month
    first = day(stated.year, month, int(match["a_day"]))
    before = day(stated.year - 1, month, int(match["a_day"]))
    return (before if first and match["a_month"] and first > stated else first), last


def _date_in(match: re.Match[str], name: str) -> datetime.date | None:
    """The day of one of the dates; None for a date without a year."""
    if match[f"{name}_figures"]:
        number, month, stated = map(int, re.split("[-/.]", match[f"{name}_figures"]))
        return day(stated, month, number)
    if not match[f"{name}_year"]:
        return None
    return day(int(match[f"{name}_year"]), months()[match[f"{name}_month"]], int(match[f"{name}_day"]))


def _last_day(found: datetime.date | None, word: str | None) -> datetime.date | None:
    """The last day of what lasts up to a date: behind a bare ``tot`` the day before the first of a month."""
    before = found is not None and found.day == 1 and (word or "").lower() == "tot"
    return found - datetime.timedelta(days=1) if found and before else found
