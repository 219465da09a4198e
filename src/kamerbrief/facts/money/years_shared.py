"""Years that a figure shares with another of its clause, and years of a rule that are no year of any money."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kamerbrief.contract import Period
from kamerbrief.facts.money.years import YearsSaid, is_unspecified
from kamerbrief.facts.said import Said
from kamerbrief.facts.told import Place, Told
from kamerbrief.language.clauses import Clause, before_comparison
from kamerbrief.lexicon import alternatives, load

#: The level behind a movement: *is met € 5 mln verhoogd tot € 17 mln*, *tot een bedrag van € 17 mln*.
_LEVEL = re.compile(r"\W*(?:tot|naar)\s(?:(?:een|het)\s\w+\svan\s)?\W*(?:\w+\s)?$")
_MOVED_BY = re.compile(r"(?<!\w)met\s(?:\w+\s)?$")
_MOVED_BY_OR_FROM = re.compile(r"(?<!\w)(?:met|van)\s(?:\w+\s)?$")
#: A figure of its own noun beside the first: *een verlaging van … en een verhoging van € 7 mln*, *, VWS € 2 mln*.
_BESIDE = re.compile(r"\W*(?:en|,)\s(?:(?:een|de|het)\s|[A-Z]{2})")

#: So many figures before one are asked whether it shares their clause: no clause that anyone wrote has more.
_NEAR = 40


def shared_years(years: YearsSaid, spoken: Said, text: str, found: Sequence[Clause], place: int) -> Told[Period] | None:
    """The years that hold for the whole clause of the figure at a place of the list ``found``; None where none do.

    Years before the first figure hold for what is added to it with *en* and for the level of a movement, those behind
    a level for its movement.
    """
    clause = found[place]
    if is_unspecified(text, clause):
        return None
    near = range(max(place - _NEAR, 0), place)
    head = next((at for at in near if _same(spoken, found[at], clause)), place)
    following = found[place + 1] if place + 1 < len(found) else None
    if head < place:
        is_level = _LEVEL.fullmatch(text, *clause.lead) and _MOVED_BY_OR_FROM.search(text, *found[place - 1].lead)
        beside = _BESIDE.match(text, *clause.lead) and not _bracketed(text, clause)
        if is_level or beside:
            return _only(years, text, found[head].lead)
    if following and _LEVEL.fullmatch(text, *following.lead) and _MOVED_BY.search(text, *clause.lead):
        tail = following.tail[0], before_comparison(text, *following.tail)
        return _only(years, text, tail) if _same(spoken, clause, following) else None
    return None


def _same(spoken: Said, one: Clause, other: Clause) -> bool:
    said = spoken.at(one.figure[0])
    return said is not None and said is spoken.at(other.figure[0])


def _bracketed(text: str, clause: Clause) -> bool:
    return "(" in text[slice(*clause.lead)]


def _only(years: YearsSaid, text: str, stretch: Place) -> Told[Period] | None:
    """The years of a stretch where there is one expression, and it is not that of a sum of money alone."""
    found = [one for one in years.within(*stretch) if one.introduced]
    if len(found) != 1 or _of_a_sum().search(text, stretch[0], found[0].start):
        return None
    return found[0].told


@cache
def _of_a_sum() -> re.Pattern[str]:
    words = load("dates")["years"]
    return re.compile(rf"(?<!\w)(?:{alternatives([*words['named'], *words['of']])})\s$", re.IGNORECASE)


def is_of_rule(text: str, spoken: Said, at: int, period: Told[Period]) -> bool:
    """Whether a year that is over stands in a condition: *indien de baten in het afgelopen jaar € 50.000 bedroegen*.

    It is then the year before any application of the rule, not that before the letter.
    """
    said = spoken.at(at)
    if said is None or period.at is None or not _over().search(text, *period.at):
        return False
    return _condition().match(text, spoken.start + said.start) is not None


@cache
def _over() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(load('dates')['which']['back'])})(?!\w)", re.IGNORECASE)


@cache
def _condition() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{alternatives(load('commitments')['times']['rules'])})(?!\w)", re.IGNORECASE)
