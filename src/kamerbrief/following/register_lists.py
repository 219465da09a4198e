"""The Tweede Kamer's own register beside what letters say: each promise in both, in letters only, in the register only.

The status in the register is the Tweede Kamer's, what became of a promise by the letters is ours; neither changes the
other.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kamerbrief.contract.register import Register, RegisterLetter, RegisterLink, RegisterMotion, RegisterPromise
from kamerbrief.following.index import Links
from kamerbrief.register_store import usable_register
from kamerbrief.store import PUBLISHED, Store

if TYPE_CHECKING:
    from kamerbrief.following.agenda import Item
    from kamerbrief.following.model import Digest


@dataclass(frozen=True, slots=True)
class Registered:
    """A promise of the register that words of a letter are, or speak of, and how sure that is."""

    link: RegisterLink
    promise: RegisterPromise

    @property
    def key(self) -> str:
        """The link by its letter's id, a slash and its own."""
        return f"{self.link.letter}/{self.link.id}"

    @property
    def probability(self) -> float:
        """How sure it is, 0 to 1."""
        return float(self.link.probability)

    @property
    def accepted(self) -> bool:
        """Whether a person said so."""
        return self.link.decided is not None


@dataclass(frozen=True, slots=True)
class RegisterItem:
    """A promise of the register, where letters say it, and which promises of the agenda that makes it."""

    promise: RegisterPromise
    found: tuple[Registered, ...]
    items: tuple[Item, ...]
    #: The letters by which the register says that it is settled, each with its id where the store has it.
    letters: tuple[tuple[RegisterLetter, str | None], ...]


@dataclass(frozen=True, slots=True)
class MotionItem:
    """A motion with the letters that name it, in order of time."""

    motion: RegisterMotion
    letters: tuple[str, ...]


class Beside:
    """The register of a store as it stands beside its letters; empty where none was fetched."""

    def __init__(self, store: Store, links: Links) -> None:
        self._store = store
        self.register = usable_register(store) or Register()
        self._promises = {one.number: one for one in self.register.promises}
        self._links = links

    @cached_property
    def _found(self) -> list[Registered]:
        links = self._links.registered() if self._promises else []
        return [Registered(one, self._promises[one.number]) for one in links if one.number in self._promises]

    @cached_property
    def of_promises(self) -> Mapping[tuple[str, str], list[Registered]]:
        """What of the register each promise of a letter is: by the letter's id and the promise's."""
        found: dict[tuple[str, str], list[Registered]] = defaultdict(list)
        for one in self._found:
            if one.link.fact:
                found[one.link.letter, one.link.fact].append(one)
        return found

    def covers(self, ministries: Collection[str], day: datetime.date) -> bool:
        """Whether the register was asked for all promises of a ministry of a letter of that day, and since."""
        since, until = self.register.covers, self.register.until
        return bool(ministries) and all(
            since.get(name, datetime.date.max) <= day <= until.get(name, datetime.date.min) for name in ministries
        )

    def items(self, agenda: Iterable[Item], on: datetime.date) -> list[RegisterItem]:
        """Every promise of the register up to a day with the letters up to then, the last one first."""
        told: dict[str, list[Item]] = defaultdict(list)
        for item in agenda:
            for number in dict.fromkeys(one.promise.number for one in item.registered):
                told[number].append(item)
        found: dict[str, list[Registered]] = defaultdict(list)
        later = self._after(on) if self._found else frozenset()
        for one in self._found:
            if one.link.letter not in later:
                found[one.promise.number].append(one)
        listed = [one for one in self.register.promises if one.day is None or one.day <= on]
        listed.sort(key=lambda one: (one.day or datetime.date.min, one.number), reverse=True)
        return [
            RegisterItem(
                promise=one,
                found=tuple(found.get(one.number, ())),
                items=tuple(told.get(one.number, ())),
                letters=tuple((letter, self._in_store(letter)) for letter in one.letters),
            )
            for one in listed
        ]

    def _after(self, on: datetime.date) -> frozenset[str]:
        """The letters that are sent after a day."""
        with self._links.summaries() as letters:
            return frozenset(one.letter for one in letters if one.date and one.date > on)

    def motions(self, number: str, letters: Iterable[Digest]) -> list[MotionItem]:
        """The motions of a dossier, and those that its letters name, with the letters that do, by number."""
        naming: dict[str, list[str]] = defaultdict(list)
        for letter in letters:
            for name in dict.fromkeys(one.number for one in letter.matters):
                naming[name].append(letter.letter)
        listed = [one for one in self.register.motions if one.dossier == number or one.name in naming]
        listed.sort(key=lambda one: (one.dossier != number, one.dossier or "", int(one.nr or 0), one.number))
        return [MotionItem(one, tuple(naming.get(one.name, ()))) for one in listed]

    def _in_store(self, letter: RegisterLetter) -> str | None:
        """The id of a letter in the store, which is that of its Kamerstuk or of its document."""
        names = [f"kst-{letter.dossier}-{letter.nr}".lower()] if letter.dossier and letter.nr else []
        names += [self._store.name_of(letter.document)] if letter.document else []
        return next((name for name in names if (self._store.folder(name) / PUBLISHED).exists()), None)


def of_dossier(items: Iterable[RegisterItem], number: str, letters: Collection[str]) -> list[RegisterItem]:
    """The promises of the register that belong to a dossier: by its number, or by a letter of it."""
    return [one for one in items if _is_of(one, number, letters)]


def _is_of(item: RegisterItem, number: str, letters: Collection[str]) -> bool:
    if number in item.promise.dossiers or any(one.dossier == number for one in item.promise.letters):
        return True
    here = {one.link.letter for one in item.found} | {name for _, name in item.letters if name}
    return not here.isdisjoint(letters)
