"""One dossier: its letters in time, what refers to what, and what became of its promises, money and advice."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from kamerbrief.contract.followed import LetterLink, LinkKind
from kamerbrief.errors import KamerbriefError
from kamerbrief.following.agenda import Item, agenda
from kamerbrief.following.index import Links
from kamerbrief.following.lines import Point, money_lines
from kamerbrief.following.model import Digest
from kamerbrief.following.register_lists import Beside, MotionItem, RegisterItem, of_dossier
from kamerbrief.store import Store

#: Links from a letter to another as a whole.
WHOLES = frozenset({LinkKind.CITES, LinkKind.ANSWERS, LinkKind.REPLACES})
_BLANKS = re.compile(r"[\s.]+")


@dataclass(frozen=True, slots=True)
class DossierLetter:
    """A letter of the dossier, or one that is linked with a letter of it."""

    letter: str
    date: datetime.date
    title: str
    number: str
    ministries: tuple[str, ...]
    member: bool
    promises: int
    amounts: int
    advice: int


@dataclass(frozen=True, slots=True)
class Dossier:
    """A dossier as its letters tell it."""

    number: str
    letters: tuple[DossierLetter, ...]
    links: tuple[LetterLink, ...]
    promises: tuple[Item, ...]
    money: tuple[tuple[Point, ...], ...]
    #: What the Tweede Kamer's own register has of it.
    registered: tuple[RegisterItem, ...] = ()
    motions: tuple[MotionItem, ...] = ()

    def of(self, *kinds: LinkKind) -> list[LetterLink]:
        """The links of some kinds, in order of time."""
        return [one for one in self.links if one.kind in kinds]


def dossier(store: Store, number: str, on: datetime.date) -> Dossier:
    """A dossier by its number. Raises KamerbriefError where no letter of the store belongs to it."""
    plain = _BLANKS.sub("", number).upper()
    links = Links(store)
    links.refresh()
    members = [one for one in links.with_key(f"dossier {plain}") if plain in one.dossiers]
    if not members:
        near = ", ".join(name for name, _ in links.dossiers() if name.startswith(plain[:3])) if plain else ""
        raise KamerbriefError(
            f"{number}: no letter of this store is of such a dossier" + (f"; there are {near}" if near else "")
        )
    own = {one.letter for one in members}
    touching = [one for letter in links.all() for one in letter.links if {one.later.letter, one.earlier.letter} & own]
    beside = {end.letter for one in touching for end in (one.later, one.earlier)} - own
    others = [found for name in sorted(beside) if (found := links.digest(name)) is not None]
    digests = sorted([*members, *others], key=lambda one: one.order)
    here = {one.letter for one in digests}
    known = [one for letter in here for one in links.of(letter).links if one.earlier.letter in here]
    days = {one.letter: one.order for one in digests}
    known.sort(key=lambda one: (days[one.later.letter], one.later.evidence.start, one.kind, days[one.earlier.letter]))
    listed, register = agenda(store, on), Beside(store, links)
    items = [one for one in listed if any(told.letter in here for told in one.tellings)]
    return Dossier(
        number=plain,
        letters=tuple(_letter(one, one.letter in own) for one in digests if one.date),
        links=tuple(known),
        promises=tuple(items),
        money=tuple(money_lines(known, {one.letter: one for one in digests})),
        registered=tuple(of_dossier(register.items(listed, on), plain, own)),
        motions=tuple(register.motions(plain, digests)),
    )


def _letter(one: Digest, member: bool) -> DossierLetter:
    return DossierLetter(
        letter=one.letter,
        date=one.date or datetime.date.min,
        title=one.title,
        number=one.numbers[0] if one.numbers else "",
        ministries=one.ministries,
        member=member,
        promises=len(one.promises),
        amounts=len(one.money),
        advice=len(one.advice),
    )
