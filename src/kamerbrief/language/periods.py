"""When something is due: Dutch expressions of time, and the days they stand for against the letter's date.

``voor de zomer van 2026``, ``in het derde kwartaal``, ``eind volgend jaar``, ``binnen zes weken`` and the like are a
relation (before, by, after, from, at), a part (begin, medio, eind), a period and a year, each optional but the period;
their words stand in lexicon/dates.toml.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from kamerbrief.language.dates import YEAR, day, month_words, months, number_of
from kamerbrief.lexicon import Lookup, alternatives, load

_Date = datetime.date
#: First and last day of a period, both included.
_Range = tuple[_Date, _Date]
#: What a period is in a given year.
_InYear = Callable[[int], _Range | None]

_ONE_DAY = datetime.timedelta(days=1)
_ORDINALS = Lookup(
    {"eerste": 1, "tweede": 2, "derde": 3, "vierde": 4, "laatste": 4, "1e": 1, "2e": 2, "3e": 3, "4e": 4}
)
_HALVES = Lookup({"eerste": 1, "tweede": 2, "laatste": 2, "1e": 1, "2e": 2})
_DAYS = Lookup(
    {
        "dag": 1,
        "dagen": 1,
        "werkdagen": 1.4,
        "week": 7,
        "weken": 7,
        "maand": 30.44,
        "maanden": 30.44,
        "kwartaal": 91.3,
        "jaar": 365.25,
        "jaren": 365.25,
    }
)


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """Words that say when, and the days they stand for.

    ``first`` and ``last`` are both included and None where the words, or a missing letter date, leave them open.
    ``relation`` is before, by, after, from, at, soon (``binnenkort``) or every (``jaarlijks``), and empty where no word
    introduces the period.
    """

    start: int
    end: int
    text: str
    relation: str
    first: _Date | None
    last: _Date | None


def find_periods(text: str, letter_date: _Date | None) -> Iterator[TimeExpression]:
    """The expressions of time in ``text``, in order, resolved against the day of the letter."""
    for match in _pattern().finditer(text):
        relation = _relation(match)
        first, last = _resolve(match, relation, letter_date)
        yield TimeExpression(match.start(), match.end(), match.group(), relation, first, last)


@cache
def _relations() -> Lookup[str]:
    return Lookup({word: name for name, words in load("dates")["relations"].items() for word in words})


@cache
def _parts() -> Lookup[str]:
    return Lookup({word: name for name, part in load("dates")["parts"].items() for word in part["words"]})


@cache
def _vague() -> Lookup[tuple[str, int]]:
    """The relation and the number of days of each vague expression."""
    entries = load("dates")["vague"]
    return Lookup(
        {word: (entry.get("relation", "at"), int(entry["days"])) for entry in entries for word in entry["words"]}
    )


@cache
def _named() -> Lookup[tuple[str, str]]:
    words = load("dates")
    return Lookup({name: (first, last) for name, (first, last) in (words["seasons"] | words["moments"]).items()})


@cache
def _pattern() -> re.Pattern[str]:
    units = alternatives(_DAYS)
    count = r"(?:\d{1,3}|[a-zéë]{3,20})"
    periods = (
        rf"(?P<vague>{alternatives(_vague())})",
        (
            r"(?P<span>(?:binnen|over|(?:de\s+)?(?:komende|eerstkomende|volgende))\s+"
            rf"(?P<count>een\s+half|{count})\s+(?P<unit>{units}))"
        ),
        rf"(?P<iso>{YEAR}-\d\d-\d\d|\d{{1,2}}-\d{{1,2}}-{YEAR})",
        (
            r"(?P<day>\d{1,2})(?:\s*(?:en|-|–|t/m|tot\ en\ met)\s*(?P<day2>\d{1,2}))?\s+"
            rf"(?P<daymonth>{month_words()})\.?"
        ),
        rf"(?P<month>{month_words()})(?:\s*(?:/|-|–|of|en)\s*(?P<month2>{month_words()}))?",
        rf"(?P<quarter>{alternatives(_ORDINALS)})\s+kwartaal|kwartaal\s+(?P<q2>[1-4])",
        rf"(?P<yearq>{YEAR})?[\s-]?[QK](?P<q>[1-4])",
        rf"(?P<half>{alternatives(_HALVES)})\s+(?:helft|halfjaar|jaarhelft|half\s+jaar)",
        rf"(?P<named>{alternatives(_named())})",
        r"(?P<near>deze|volgende|komende|aanstaande|aankomende)\s+(?P<nearunit>week|maand)",
        r"(?P<nextyear>dit|volgend|komend|aankomend|aanstaand)\s+(?:kalender)?jaar",
        rf"(?:(?:jaren|jaar|periode)\s+)?(?P<from>{YEAR})(?:\s*(?:-|–|/|t/m|tot\ en\ met|en)\s*(?P<until>{YEAR}))?",
    )
    return re.compile(
        rf"(?<![\w/.,€-])(?:(?P<relation>{alternatives(_relations())})\s+)?(?:(?P<part>{alternatives(_parts())})\s+)?"
        r"(?:(?:het|de|(?P<this>dit|deze)|(?P<ahead>volgende?|komende?|aanstaande?|aankomende?|eerstvolgende|eerstkomende))\s+){0,2}"
        rf"(?:{'|'.join(periods)})"
        rf"(?:\s+(?:van\s+|in\s+)?(?:het\s+jaar\s+)?(?P<year>{YEAR}|(?:dit|volgend|komend|aankomend)\s+(?:kalender)?jaar))?"
        r"(?:\s+(?P<tail>a\.s\.|aanstaande|jl\.?|jongstleden))?(?![\w%]|[-/]\d|[.,]\d)",
        re.IGNORECASE,
    )


def _relation(match: re.Match[str]) -> str:
    """The relation; ``voor 2026`` says what money or a plan is for, so a bare year is never before."""
    word = _plain(match["relation"])
    if match["span"]:
        return "at"
    if word == "voor" and match["from"] and not match["part"]:
        return ""
    if match["vague"]:
        return _vague()[match["vague"]][0]
    if match["part"] and not word:
        return "at"
    relation = _relations().get(
        word, "at" if match["near"] or match["nextyear"] or match["this"] or match["ahead"] else ""
    )
    # "voor eind 2026" leaves all of 2026; only before a beginning does "voor" end on the day before.
    late = match["part"] and _parts()[match["part"]] != "begin"
    return "by" if relation == "before" and late else relation


def _plain(words: str | None) -> str:
    return " ".join((words or "").lower().split())


def _resolve(match: re.Match[str], relation: str, today: _Date | None) -> tuple[_Date | None, _Date | None]:
    """First and last day of the whole expression."""
    if match["vague"]:
        return _from_today(today, _vague()[match["vague"]][1])
    if match["span"]:
        return _counted(match, today)
    period = _period(match, relation, today)
    if period is None:
        return None, None
    if match["part"]:
        period = _part(period, _parts()[match["part"]])
    return _related(period, relation, today)


def _from_today(today: _Date | None, days: float) -> tuple[_Date | None, _Date | None]:
    if today is None:
        return None, None
    return today, _later(today, days) if days else None


def _later(today: _Date, days: float) -> _Date | None:
    try:
        return today + datetime.timedelta(days=round(days))
    except OverflowError:
        return None


def _counted(match: re.Match[str], today: _Date | None) -> tuple[_Date | None, _Date | None]:
    """``binnen zes weken``: from the letter's day on; None for a word that is no number."""
    word = _plain(match["count"])
    twelfths = load("dates")["fractions"].get(word)
    number = twelfths / 12 if twelfths else number_of(word)
    return _from_today(today, (number or 0) * _DAYS[match["unit"]])


def _period(match: re.Match[str], relation: str, today: _Date | None) -> _Range | None:
    """The period itself, without its part and relation."""
    if match["iso"]:
        return _iso(match["iso"])
    if match["near"]:
        return _near(match, today)
    in_year = _in_year(match)
    year = _stated_year(match, today)
    if year is not None:
        return in_year(year)
    if today is None or match["nextyear"]:
        return None
    return _nearest(in_year, today, ahead=bool(match["ahead"]) or relation == "before", past=_is_past(match))


def _is_past(match: re.Match[str]) -> bool:
    return (match["tail"] or "").lower().startswith("j")


def _iso(words: str) -> _Range | None:
    parts = [int(part) for part in words.split("-")]
    year, month, number = parts if parts[0] > 31 else reversed(parts)
    found = day(year, month, number)
    return (found, found) if found else None


def _near(match: re.Match[str], today: _Date | None) -> _Range | None:
    """``volgende week``, ``deze maand``: from Monday to Sunday, or from the first to the last of the month."""
    if today is None:
        return None
    step = 0 if match["near"].lower() == "deze" else 1
    try:
        if match["nearunit"].lower() == "week":
            monday = today + datetime.timedelta(days=7 * step - today.weekday())
            return monday, monday + datetime.timedelta(days=6)
    except OverflowError:
        return None
    years, month = divmod(today.month - 1 + step, 12)
    return _months(today.year + years, month + 1, month + 1)


def _stated_year(match: re.Match[str], today: _Date | None) -> int | None:
    """The year that the words give: a figure, or one that the letter's date settles."""
    words = _plain(match["year"] or match["yearq"] or match["from"] or match["nextyear"])
    if words.isdecimal():
        return int(words)
    if not words or today is None:
        return None
    return today.year + (not words.startswith("dit"))


def _in_year(match: re.Match[str]) -> _InYear:
    """What the words mean in a year."""
    found: _InYear
    if match["day"]:
        found = _days_of(match)
    elif match["month"]:
        first = months()[match["month"]]
        last = months()[match["month2"]] if match["month2"] else first
        found = lambda year: _months(year, first, last)  # noqa: E731 - one of a table of templates
    elif match["quarter"] or match["q"] or match["q2"]:
        quarter = _ORDINALS[match["quarter"]] if match["quarter"] else int(match["q"] or match["q2"])
        found = lambda year: _months(year, 3 * quarter - 2, 3 * quarter)  # noqa: E731
    elif match["half"]:
        half = _HALVES[match["half"]]
        found = lambda year: _months(year, 6 * half - 5, 6 * half)  # noqa: E731
    elif match["named"]:
        bounds = _named()[match["named"]]
        found = lambda year: _between(year, *bounds)  # noqa: E731
    else:
        until = int(match["until"]) if match["until"] else None
        found = lambda year: (_Date(year, 1, 1), _Date(max(until or year, year), 12, 31))  # noqa: E731
    return found


def _days_of(match: re.Match[str]) -> _InYear:
    month, number = months()[match["daymonth"]], int(match["day"])
    until = int(match["day2"] or number)

    def found(year: int) -> _Range | None:
        first, last = day(year, month, number), day(year, month, until)
        return (first, last) if first and last and first <= last else None

    return found


def _months(year: int, first: int, last: int) -> _Range:
    """From the first day of one month to the last of another; a later month that comes earlier is next year's."""
    end_year, end_month = (year + (last < first), last + 1) if last < 12 else (year + 1, 1)
    return _Date(year, first, 1), _Date(end_year, end_month, 1) - _ONE_DAY


def _between(year: int, first: str, last: str) -> _Range:
    """From one month-day to another; one that comes earlier is next year's."""
    return _Date.fromisoformat(f"{year}-{first}"), _Date.fromisoformat(f"{year + (last < first)}-{last}")


def _nearest(in_year: _InYear, today: _Date, *, ahead: bool, past: bool) -> _Range | None:
    """The period meant where no year is named: the first that is not over, or (``ahead``) that has yet to begin."""
    if past:
        before = (in_year(year) for year in range(today.year, today.year - 5, -1))
        return next((found for found in before if found and found[0] <= today), None)
    coming = (in_year(year) for year in range(today.year - 1, min(today.year + 9, 9999)))
    return next((found for found in coming if found and (found[0] > today if ahead else found[1] >= today)), None)


def _part(period: _Range, name: str) -> _Range:
    """The begin, middle or end of a period."""
    first, last = period
    rule = load("dates")["parts"][name]
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return _between(first.year if name != "end" else last.year, *rule["year"])
    length = (last - first).days + 1
    begin, stop = (first + datetime.timedelta(days=length * third // 3) for third in (rule["third"], rule["third"] + 1))
    return begin, max(begin, stop - _ONE_DAY)


def _related(period: _Range, relation: str, today: _Date | None) -> tuple[_Date | None, _Date | None]:
    """What a relation makes of a period: a due date has the letter's own day as its first."""
    first, last = period
    start = today if today and today <= last else None
    if relation == "before":
        return (start if start and start < first else None), first - _ONE_DAY
    if relation == "by":
        return start, last
    if relation == "after":
        return last + _ONE_DAY, None
    if relation == "from":
        return first, None
    return first, last
