"""The number that a motion or ruling has from the brackets or footnote behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from kamerbrief.contract import ReferenceKind
from kamerbrief.facts.references.citation import Citation
from kamerbrief.facts.references.places import Group, group_behind, groups, speaks_of_another
from kamerbrief.letter import Letter

#: What a motion is about follows it; its number is behind that.
_SUBJECT = re.compile(r"\s+(?:die|waarin|waarmee|over|om|inzake|betreffende)(?!\w)")
#: How far behind a motion its number may stand: in brackets or behind its subject; else.
_REACH, _SHORT_REACH = 250, 100
#: Words that join motions which share a list of numbers.
_JOIN = re.compile(
    r"\s*(?:,|;)?\s*(?:(?:en|alsmede|respectievelijk|resp\.|als|zowel|ook)\s+)?(?:(?:ook|van|de|het|op|aan)\s+){0,3}"
    r"(?:(?:nader\s+)?gewijzigde\s+)?",
    re.IGNORECASE,
)


#: What stands between a ruling and a number right behind it.
_RIGHT_BEHIND = re.compile(r"[\s,:]*(?:(?:met|onder|in)\s+(?:de\s+)?)?(?:(?:zaak)?nummers?|nrs?\.)?[\s,:]*")


def with_numbers(letter: Letter, found: list[Citation]) -> list[Citation]:
    """The citations with the numbers of their motions and rulings.

    Motions that have neither movers nor a number are left out.
    """
    motions = [one for one in found if one.kind is ReferenceKind.MOTION]
    papers = [one for one in found if one.kind is ReferenceKind.KAMERSTUK and one.number]
    rulings = [one for one in found if one.kind is ReferenceKind.RULING]
    cases = [one for one in rulings if one.number]
    named = [one for one in rulings if not one.number]
    numbers = {**_numbers(letter, motions, papers), **_numbers(letter, named, cases), **_behind(letter, rulings)}
    given = [replace(one, number=numbers[one].number) if one in numbers else one for one in found]
    return [one for one in given if one.kind is not ReferenceKind.MOTION or one.title or one.number]


def _numbers(letter: Letter, named: list[Citation], papers: list[Citation]) -> dict[Citation, Citation]:
    """What has a number from brackets or a footnote, with the citation of that number."""
    places = groups(letter, papers)
    return {
        one: paper
        for run, until in _runs(letter, named)
        for one, paper in _pairs(run, _papers_of(letter, places, run[-1], until))
    }


def _behind(letter: Letter, rulings: list[Citation]) -> dict[Citation, Citation]:
    """Rulings with the number right behind them: ``uitspraak van de Raad van State van 3 mei 2023, ECLI:…``."""
    return {
        one: number
        for one, number in pairwise(rulings)
        if not one.number and number.number and _RIGHT_BEHIND.fullmatch(letter.text, one.end, number.start)
    }


def _runs(letter: Letter, motions: list[Citation]) -> Iterator[tuple[list[Citation], int]]:
    """Motions that are joined, with the place up to which their numbers are looked for."""
    run: list[Citation] = []
    for at, motion in enumerate(motions):
        run.append(motion)
        following = motions[at + 1] if at + 1 < len(motions) else None
        end = letter.block_at(motion.start).end
        until = min(following.start, end) if following else end
        if following and until < end and _JOIN.fullmatch(letter.text, motion.end, until):
            continue
        yield run, until
        run = []


def _papers_of(letter: Letter, places: list[Group], motion: Citation, until: int) -> tuple[Citation, ...]:
    """The papers in the first brackets or footnote behind a motion, where the words up to there are still about it."""
    group = group_behind(places, motion.end)
    if group is None or group.anchor > until:
        return ()
    # A mark may stand behind the sentence's end.
    between = letter.text[motion.end : group.anchor].rstrip(".?!")
    near = letter.text[group.anchor] == "(" and motion.title
    if len(between) > (_REACH if near or _SUBJECT.match(between) else _SHORT_REACH):
        return ()
    return () if speaks_of_another(between) else group.citations


def _pairs(run: list[Citation], papers: tuple[Citation, ...]) -> Iterator[tuple[Citation, Citation]]:
    """Each motion with its number where there are as many of both; one number alone is the last motion's."""
    if len(run) == len(papers):
        yield from zip(run, papers, strict=True)
    elif papers and (len(run) == 1 or len(papers) == 1):
        yield run[-1], papers[0]
