"""Money over letters: the amounts that links join, as lines in time.

A line is told and drawn, never added up: its points are the same euros, said again or changed. A point is a level, or a
change of one: by how much it rises or falls, or what goes to other years, which is no new money.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kamerbrief.contract.followed import LetterLink, LinkEnd, LinkKind
from kamerbrief.following.index import Links
from kamerbrief.following.model import Digest, Money

#: Links by which one amount is the money of another.
MONEY = frozenset({LinkKind.SAME_MONEY, LinkKind.MOVES_MONEY, LinkKind.CONTRADICTS_MONEY})


class Role(StrEnum):
    """What an amount on a line is: the level of the money, or a change of it."""

    LEVEL = "level"
    INCREASE = "increase"
    DECREASE = "decrease"
    OTHER_YEARS = "other_years"


@dataclass(frozen=True, slots=True)
class Point:
    """An amount on a line of money: the words, and what they are to the words before them (none for the first).

    ``years`` are the years that money comes from and goes to, where it goes to other years.
    """

    letter: str
    date: datetime.date
    fact: str
    words: str
    sentence: str
    value: str
    kind: LinkKind | None
    probability: float | None
    role: Role = Role.LEVEL
    years: str = ""


_End = tuple[str, int]


def money_lines(links: Iterable[LetterLink], digests: dict[str, Digest]) -> list[tuple[Point, ...]]:
    """The amounts that links join, one line for what is one money, in order of time."""
    joined = [one for one in links if one.kind in MONEY]
    first: dict[_End, _End] = {}

    def root(key: _End) -> _End:
        while first.setdefault(key, key) != key:
            key = first[key]
        return key

    ends: dict[_End, LinkEnd] = {}
    into: dict[_End, LetterLink] = {}
    for link in joined:
        later, earlier = _place(link.later), _place(link.earlier)
        ends |= {later: link.later, earlier: link.earlier}
        into[later] = link
        first[root(later)] = root(earlier)
    groups: dict[_End, list[_End]] = defaultdict(list)
    for key in ends:
        groups[root(key)].append(key)
    lines = []
    for keys in groups.values():
        ordered = sorted(keys, key=lambda key: (digests[key[0]].order, key[1]))
        lines.append(tuple(_point(ends[key], into.get(key), digests[key[0]]) for key in ordered))
    return sorted(lines, key=lambda line: (line[0].date, line[0].letter, line[0].words))


def lines_of(links: Links, programme: str, letters: Iterable[str]) -> list[tuple[Point, ...]]:
    """The lines of a programme's money, of which one of its ``letters`` says a part. ``links`` are up to date."""
    known = [one for letter in links.all() for one in letter.links if one.kind in MONEY]
    names = _reached(set(letters), known)
    digests = {name: found for name in sorted(names) if (found := links.digest(name)) is not None}
    lines = money_lines([one for one in known if {one.later.letter, one.earlier.letter} <= digests.keys()], digests)
    return [line for line in lines if any(_is_of(programme, point, digests) for point in line)]


def _reached(letters: set[str], links: Iterable[LetterLink]) -> set[str]:
    """The letters, and those that links lead to from them, however far."""
    beside: dict[str, set[str]] = defaultdict(set)
    for link in links:
        beside[link.later.letter].add(link.earlier.letter)
        beside[link.earlier.letter].add(link.later.letter)
    reached, waiting = set(letters), list(letters)
    while waiting:
        new = beside[waiting.pop()] - reached
        reached |= new
        waiting += new
    return reached


def _is_of(programme: str, point: Point, digests: dict[str, Digest]) -> bool:
    return any(one.words.fact == point.fact and programme in one.programmes for one in digests[point.letter].money)


def _place(end: LinkEnd) -> _End:
    return end.letter, end.evidence.start


def _point(end: LinkEnd, link: LetterLink | None, digest: Digest) -> Point:
    known = next((one for one in digest.money if one.words.start == end.evidence.start), None)
    place = known.passage if known else -1
    said_again = link is not None and link.kind is not LinkKind.MOVES_MONEY
    years = _other_years(known, digest) if known and not said_again else ""
    return Point(
        letter=end.letter,
        date=digest.date or datetime.date.min,
        fact=end.fact or "",
        words=" ".join(end.evidence.text.split()),
        sentence=" ".join(digest.passages[place].words.text.split()) if place >= 0 else "",
        value=format(known.value.normalize(), "f") if known else "",
        kind=link.kind if link else None,
        probability=float(link.probability) if link else None,
        role=Role.OTHER_YEARS if years else Role(known.movement) if known else Role.LEVEL,
        years=years,
    )


def _other_years(known: Money, digest: Digest) -> str:
    """From which year to which an amount goes: *schuift door van 2025 naar 2027*; empty where it stays."""
    moved = known.passage >= 0 and digest.passages[known.passage].moved
    onward = [year for year in known.told_years if year not in known.from_years]
    if not moved or len(known.from_years) != 1 or len(onward) != 1:
        return ""
    return f"{known.from_years[0]}\u2192{onward[0]}"
