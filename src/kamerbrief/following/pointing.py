"""The words by which a letter points at another: a number, a day or month, when it was sent, which of several it is."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Any

from kamerbrief.annotate.time import find_days, month_words, months, stated_times
from kamerbrief.following.model import Cite, Stretch
from kamerbrief.following.words import letter_pattern
from kamerbrief.lexicon import alternatives, load

Content = dict[str, Any]
#: Longest stretch between the word for a letter and its day: *mijn brief aan uw Kamer van 12 maart 2025*.
_NEAR = 60
#: A letter by its month: *mijn brief van april*, *het stappenplan van mei 2025*.
_OF_MONTH = re.compile(
    r"\b(?P<name>[^\W\d]{4,})\s+(?:van|uit)\s+(?:afgelopen\s+)?"
    rf"(?P<month>{month_words()})\b(?:\s+(?P<year>20\d\d|vorig jaar|jl|dit jaar))?",
    re.IGNORECASE,
)
#: What stands between a letter and the time in which it was sent, in how many characters; and how long that time is.
_LINKED = re.compile(
    r"(?:(?:aan|naar) (?:u|uw Kamer|de Kamer) ?)?(?:(?:van|uit|in) ?)?(?:het|de|dit|deze|afgelopen)?", re.IGNORECASE
)
_BETWEEN = 60
_SHORTEST, _LONGEST = datetime.timedelta(days=31), datetime.timedelta(days=130)
_A_YEAR = datetime.timedelta(days=365)
_KENMERK = re.compile(r"\bkenmerk:?\s+([\w./-]*\d[\w./-]*\w)", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b")


def cites_in(
    references: Iterable[Content], sentences: Sequence[Stretch], today: datetime.date | None
) -> Iterator[Cite]:
    """Where a letter points at another one, by its references and sentences, with the day of the letter itself."""
    for one in references:
        if one["kind"] == "kamerstuk" and one["number"]:
            yield Cite(words=stretch(one["evidence"], one["id"]), number=one["number"])
    for sentence in sentences:
        yield from _by_name(sentence)
        if today is not None:
            yield from _of_months(sentence, today)
            yield from _of_periods(sentence, today)
        yield from _of_days(sentence, today)


def _by_name(one: Stretch) -> Iterator[Cite]:
    for match in _KENMERK.finditer(one.text):
        yield Cite(words=within(one, *match.span()), reference=match[1])
    for match in _which().finditer(one.text):
        which = "previous" if match["before"] else match["count"].lower()
        yield Cite(words=within(one, *match.span()), name=match["name"].lower(), which=which)


def _of_days(one: Stretch, today: datetime.date | None) -> Iterator[Cite]:
    """A letter that is meant by its day, where one is named just before it, or something was written on it."""
    named = [match.span() for match in letter().finditer(one.text)]
    wrote = wrote_then().search(one.text) is not None
    for found in find_days(one.text, today) if named or wrote else ():
        before = [start for start, end in named if end <= found.start and found.start - end <= _NEAR]
        if (before or wrote) and (today is None or found.date < today):
            yield Cite(words=within(one, before[-1] if before else found.start, found.end), day=found.date)


def _of_months(one: Stretch, today: datetime.date) -> Iterator[Cite]:
    """A letter that is meant by its month, the last one where no year is said."""
    for match in _OF_MONTH.finditer(one.text):
        number, said = months()[match["month"].lower()], match["year"] or ""
        last = today.year - (number > today.month or said == "vorig jaar")
        month = datetime.date(int(said) if said.isdecimal() else last, number, 1)
        if month <= today:
            yield Cite(words=within(one, *match.span()), month=month, name=match["name"].lower())


def _of_periods(one: Stretch, today: datetime.date) -> Iterator[Cite]:
    """A letter that is meant by the season or quarter in which it was sent."""
    named = [match.span() for match in letter().finditer(one.text)]
    for time in stated_times(one.text, today) if named else ():
        first, last = time.first, time.last
        before = [span for span in named if _leads(one.text, span[1], time.start)]
        if not before or first is None or last is None or not _SHORTEST < last - first <= _LONGEST:
            continue
        if first > today and not _YEAR.search(time.text):
            first, last = first - _A_YEAR, last - _A_YEAR
        if first < today:
            start, end = before[-1]
            yield Cite(words=within(one, start, time.end), name=one.text[start:end].lower(), period=(first, last))


def _leads(text: str, end: int, start: int) -> bool:
    """Whether nothing but words of direction stands between a letter's name and a time."""
    return 0 < start - end <= _BETWEEN and bool(_LINKED.fullmatch(" ".join(text[end:start].split())))


def stretch(evidence: Content, fact: str | None = None) -> Stretch:
    """The words of a piece of evidence; ``fact`` is the id of the fact that they are, where they are one."""
    names = ("start", "end", "text", "block", "page")
    return Stretch(**{name: evidence[name] for name in names}, fact=fact)


def within(one: Stretch, start: int, end: int) -> Stretch:
    """A part of a sentence, by places in its text."""
    return Stretch(
        start=one.start + start, end=one.start + end, text=one.text[start:end], block=one.block, page=one.page
    )


@cache
def letter() -> re.Pattern[str]:
    """A word for a letter."""
    return re.compile(letter_pattern(), re.IGNORECASE)


@cache
def wrote_then() -> re.Pattern[str]:
    """What the writer of this letter, or of one that is meant, did on a day."""
    words = alternatives(load("following")["wrote"]["words"])
    return re.compile(
        rf"\b(?:ik|wij|mijn|u|Kamer|zoals|conform)\b.{{0,120}}\b(?:{words})\b|\b(?:{words})\s+(?:ik|wij)\b",
        re.IGNORECASE,
    )


@cache
def _which() -> re.Pattern[str]:
    """Which of several letters is meant: *mijn vorige brief*, *de tweede voortgangsrapportage*."""
    return re.compile(
        rf"\b(?:de|mijn|onze|die)\s+(?:(?P<before>vorige|voorgaande|laatste|eerdere)|"
        rf"(?P<count>eerste|tweede|derde|vierde|vijfde|zesde|zevende))\s+(?P<name>{letter_pattern()})",
        re.IGNORECASE,
    )
