"""The day of a reference: within its words, right behind it, or of the letter or ruling that it is the number of."""

from __future__ import annotations

import datetime
import re
from dataclasses import replace
from functools import cache

from kamerbrief.annotate import Clause, annotate
from kamerbrief.annotate.time import day_words, days_words, find_days
from kamerbrief.contract import ReferenceKind
from kamerbrief.facts.references.citation import Citation
from kamerbrief.facts.references.places import Group, groups
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Letter
from kamerbrief.lexicon import alternatives, load

#: How far before a number, in characters, the day of what has it may stand.
_REACH = 250
_BRACKETS = re.compile(r"\([^()]*\d[^()]*\)")
_ON = re.compile(r"(?:^|\W)op\s+(?:\w+dag\s+)?$", re.IGNORECASE)
#: Kinds whose own words may hold their day.
_DATED = {ReferenceKind.DEBATE, ReferenceKind.RULING}
#: What a day gives its number: not a law or report, and a debate has no number.
_NUMBERED = {ReferenceKind.KAMERSTUK, ReferenceKind.QUESTION, ReferenceKind.RULING}
#: Verbs by which a paper reaches the Kamer on a day.
_SENDING = ("send", "inform")


def with_dates(analysis: Analysis, found: list[Citation], today: datetime.date | None) -> list[Citation]:
    """The citations with their day, as far as the letter says it; ``today`` is the day of the letter."""
    letter = analysis.letter
    own = ((one, _within(letter, one, today) or _behind(letter, one, today)) for one in found)
    dates = {one: date for one, date in own if date}
    numbered = [one for one in found if one.kind in _NUMBERED and one.number]
    for group in groups(letter, numbered):
        without = [one for one in group.citations if one not in dates]
        dates.update(zip(without, _of_group(analysis, group, without, today), strict=False))
    before = ((one, _right_before(letter, one, today)) for one in numbered if one not in dates)
    dates.update((one, date) for one, date in before if date)
    by_number = {one.number: date for one, date in dates.items() if one.kind is ReferenceKind.KAMERSTUK}
    return [
        replace(one, date=dates.get(one) or (by_number.get(one.number) if one.kind is ReferenceKind.MOTION else None))
        for one in found
    ]


def _within(letter: Letter, citation: Citation, today: datetime.date | None) -> datetime.date | None:
    """The day in the words of a debate or ruling; a debate may be one that is to come."""
    if citation.kind not in _DATED:
        return None
    near = citation.kind is ReferenceKind.DEBATE
    return next((day.date for day in find_days(letter.text[citation.start : citation.end], today, nearest=near)), None)


@cache
def _day_behind() -> re.Pattern[str]:
    day = day_words()
    return re.compile(
        rf",?\s+(?:van|d\.d\.|dd\.?)\s+{day}|,\s+{day}(?=\s*[).;\]]|\s*$)|\s*\((?:d\.d\.\s+|van\s+)?{day}\)",
        re.IGNORECASE,
    )


def _behind(letter: Letter, citation: Citation, today: datetime.date | None) -> datetime.date | None:
    """The day right behind a number or motion: ``Kamerstuk 22 054, nr. 395, d.d. 14 juli 2023``."""
    if not citation.number and citation.kind is not ReferenceKind.MOTION:
        return None
    match = _day_behind().match(letter.text, citation.end, letter.block_at(citation.start).end)
    if not match or citation.kind not in {*_NUMBERED, ReferenceKind.MOTION}:
        return None
    return next((day.date for day in find_days(match.group(), today)), None)


@cache
def _papers() -> re.Pattern[str]:
    """A paper with its day or days, the last of what a text says."""
    words = load("references")["dates"]
    return re.compile(
        rf"(?<!\w)(?:\w*(?:{alternatives(words['papers'])})|{alternatives(words['instead'])})(?!\w)"
        rf"(?:\s+[^\s.;()]{{1,30}}){{0,8}}?,?\s+(?:van|d\.d\.|dd\.?|op)\s+(?P<days>{days_words()})",
        re.IGNORECASE,
    )


def _of_group(
    analysis: Analysis, group: Group, papers: list[Citation], today: datetime.date | None
) -> list[datetime.date]:
    """The days of the papers of a group, from the words of the sentence before it; none where they do not agree."""
    if not papers:
        return []
    text = analysis.letter.text
    start = max(_sentence_start(analysis, group.anchor), group.anchor - _REACH)
    # Brackets with a number in between have said what they are about.
    start = max([start, *(match.end() for match in _BRACKETS.finditer(text, start, group.anchor))])
    said = text[start : group.anchor]
    found = _of_papers(said, today) or _sent_on(analysis, start, group.anchor, today)
    numbers = {(one.number or "").rpartition("-")[2] for one in papers}
    if len(found) == 1 and len(numbers) == 1:
        return found * len(papers)
    return found if len(found) == len(papers) else []


def _of_papers(said: str, today: datetime.date | None) -> list[datetime.date]:
    """The day or days of the last paper that is named with one: ``mijn brief van 9 juli jl.``."""
    named = list(_papers().finditer(said))
    return [day.date for day in find_days(named[-1]["days"], today)] if named else []


def _sent_on(analysis: Analysis, start: int, anchor: int, today: datetime.date | None) -> list[datetime.date]:
    """The day on which a paper was sent, ``op 3 juli 2026 is u het rapport toegezonden``, not one of which it tells."""
    text = analysis.letter.text
    said = text[start:anchor]
    days = [day for day in find_days(said, today) if _ON.search(said[: day.start])]
    if len(days) != 1 or (today and days[0].date > today):
        return []
    sentence = text[start : min(analysis.sentence_at(anchor).end, anchor + _REACH)]
    clause = next((one for one in annotate(sentence) if one.holds(days[0].start)), None)
    return [days[0].date] if clause and _sends(clause, sentence) else []


def _sends(clause: Clause, sentence: str) -> bool:
    """True for a clause that says that the Kamer was sent or told something."""
    if clause.has(*_SENDING) and clause.lemma not in load("references")["dates"]["beginning"]:
        return True
    return bool(_received().search(sentence, clause.start, clause.end))


@cache
def _received() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(load('references')['dates']['sent'])})(?!\w)", re.IGNORECASE)


def _sentence_start(analysis: Analysis, place: int) -> int:
    block = analysis.letter.block_at(place)
    return max(block.start, analysis.sentence_at(place).start)


@cache
def _day_before() -> re.Pattern[str]:
    named = r"(?:(?:met|onder|in)\s+)?(?:(?:het\s+)?(?:kenmerk|nummer|zaaknummer)|nrs?\.?)?:?\s*$"
    return re.compile(
        rf"(?:van|op|ingezonden|d\.d\.|dd\.?)\s+(?P<day>{day_words()})[\s,:;]{{0,4}}{named}", re.IGNORECASE
    )


def _right_before(letter: Letter, citation: Citation, today: datetime.date | None) -> datetime.date | None:
    """The day right before a number: ``uw brief van 7 mei 2024, nr. 2024Z07777``."""
    start = max(letter.block_at(citation.start).start, citation.start - 60)
    match = _day_before().search(letter.text[start : citation.start])
    return next((day.date for day in find_days(match["day"], today)), None) if match else None
