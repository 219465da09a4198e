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


def first_date(text: str) -> datetime.date | None:
    """The first complete date in ``text``."""
    return next((found.date for found in find_dates(text)), None)
