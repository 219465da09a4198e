"""The agenda of promises: what was promised, how often and for when, and what became of it by a given day.

Promises that are linked as repeated are one, with the history of their dates. State is never stored: it needs a day.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import pairwise

from kamerbrief.contract.followed import LetterLink, LinkKind
from kamerbrief.following.deciding import Settled, Verdict
from kamerbrief.following.index import Links
from kamerbrief.following.model import Promise, Summary
from kamerbrief.following.register_lists import Beside, Registered
from kamerbrief.store import Store

#: From how long before its day on a promise is due soon.
SOON = datetime.timedelta(days=30)


class State(StrEnum):
    """What became of a promise by a day, the most pressing first."""

    OVERDUE = "overdue"
    DUE = "due"
    OPEN = "open"
    NO_DATE = "no_date"
    PROBABLY_KEPT = "probably_kept"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Telling:
    """A letter that makes a promise, or makes it again."""

    letter: str
    date: datetime.date
    fact: str
    words: str
    due: str | None
    first: datetime.date | None
    last: datetime.date | None

    @property
    def day(self) -> datetime.date | None:
        """The day by which it was promised; the first one where no last is said."""
        return self.last or self.first


@dataclass(frozen=True, slots=True)
class Keeping:
    """Later words by which a promise is probably kept, and how sure that is."""

    link: str
    letter: str
    date: datetime.date
    words: str
    probability: float
    accepted: bool


@dataclass(frozen=True, slots=True)
class Item:
    """One promise: who made it, every letter that tells it in order of time, and what keeps it."""

    state: State
    ministry: str
    kind: str
    conditional: bool
    tellings: tuple[Telling, ...]
    keepings: tuple[Keeping, ...] = ()
    settled: Settled | None = None
    #: What it is in the Tweede Kamer's own register; not ``in_register`` where that has no such promise, None where
    #: the register was not asked.
    registered: tuple[Registered, ...] = ()
    in_register: bool | None = None

    @property
    def key(self) -> str:
        """The promise by its first telling: the letter's id, a slash, the fact's id."""
        return f"{self.tellings[0].letter}/{self.tellings[0].fact}"

    @property
    def day(self) -> datetime.date | None:
        """The day by which it is promised now: what was said last of it."""
        return next((one.day for one in reversed(self.tellings) if one.day), None)

    @property
    def moved(self) -> int:
        """How often its day became another."""
        days = [one.day for one in self.tellings if one.day]
        return sum(a != b for a, b in pairwise(days))


def agenda(store: Store, on: datetime.date) -> list[Item]:
    """Every promise of the letters up to a day, with its state on it: the most pressing state first, then by day."""
    links = Links(store)
    links.refresh()
    beside = Beside(store, links)
    with links.summaries() as told:
        letters = {one.letter: one for one in told if one.date and one.date <= on}
    known = [one for letter in links.all() if letter.letter in letters for one in letter.links]
    made = [_item(group, letters, known_by, on) for group, known_by in _grouped(letters, known, links.settled())]
    made = [_beside(one, beside) for one in made]
    return sorted(made, key=lambda one: (list(State).index(one.state), one.day or datetime.date.max, one.key))


@dataclass(slots=True)
class _Known:
    """What is known of one promise besides its tellings."""

    keepings: list[LetterLink] = field(default_factory=list)
    settled: Settled | None = None


_Told = tuple[Summary, Promise]


def _grouped(
    letters: dict[str, Summary], links: Iterable[LetterLink], settled: dict[str, Settled]
) -> list[tuple[list[_Told], _Known]]:
    """The tellings of each promise together, with what keeps any of them."""
    told = {
        (letter.letter, promise.words.fact or ""): (letter, promise)
        for letter in letters.values()
        for promise in letter.promises
    }
    first = {key: key for key in told}

    def root(key: tuple[str, str]) -> tuple[str, str]:
        while first[key] != key:
            key = first[key]
        return key

    keepings: list[tuple[tuple[str, str], LetterLink]] = []
    for link in links:
        earlier = (link.earlier.letter, link.earlier.fact or "")
        later = (link.later.letter, link.later.fact or "")
        if earlier not in told:
            continue
        if link.kind is LinkKind.REPEATS and later in told:
            first[root(later)] = root(earlier)
        elif link.kind is LinkKind.KEEPS:
            keepings.append((earlier, link))
    groups: dict[tuple[str, str], tuple[list[_Told], _Known]] = defaultdict(lambda: ([], _Known()))
    for key, one in told.items():
        members, known = groups[root(key)]
        members.append(one)
        known.settled = settled.get("/".join(key), known.settled)
    for key, link in keepings:
        groups[root(key)][1].keepings.append(link)
    return list(groups.values())


def _item(group: list[_Told], letters: dict[str, Summary], known: _Known, on: datetime.date) -> Item:
    ordered = sorted(group, key=lambda one: (one[0].order, one[1].words.start))
    tellings = tuple(_telling(*one) for one in ordered)
    keepings = tuple(sorted((_keeping(one, letters) for one in known.keepings), key=lambda one: (one.date, one.link)))
    letter, promise = ordered[0]
    item = Item(
        state=State.OPEN,
        ministry=", ".join(letter.ministries),
        kind=promise.kind,
        conditional=promise.conditional,
        tellings=tellings,
        keepings=keepings,
        settled=known.settled,
    )
    return replace(item, state=_state(item, on))


def _beside(item: Item, beside: Beside) -> Item:
    """A promise with what the Tweede Kamer's own register says of it, the surest first."""
    found = [one for told in item.tellings for one in beside.of_promises.get((told.letter, told.fact), ())]
    best: dict[str, Registered] = {}
    for one in sorted(found, key=lambda one: (not one.accepted, -one.probability, one.key)):
        best.setdefault(one.promise.number, one)
    asked = beside.covers([name for name in item.ministry.split(", ") if name], item.tellings[0].date)
    known = True if best else False if asked else None
    return replace(item, registered=tuple(best.values()), in_register=known)


def _state(item: Item, on: datetime.date) -> State:
    if item.settled is not None:
        return State.KEPT if item.settled.verdict is Verdict.KEPT else State.WITHDRAWN
    if any(one.accepted for one in item.keepings):
        return State.KEPT
    if any(one.date >= item.tellings[-1].date for one in item.keepings):
        return State.PROBABLY_KEPT
    if item.day is None:
        return State.NO_DATE
    if item.day < on:
        return State.OVERDUE
    return State.DUE if item.day <= on + SOON else State.OPEN


def _telling(letter: Summary, promise: Promise) -> Telling:
    if letter.date is None:
        raise ValueError(f"{letter.letter}: a letter without a day has no place in the agenda")
    return Telling(
        letter=letter.letter,
        date=letter.date,
        fact=promise.words.fact or "",
        words=" ".join(promise.words.text.split()),
        due=promise.due,
        first=promise.first,
        last=promise.last,
    )


def _keeping(link: LetterLink, letters: dict[str, Summary]) -> Keeping:
    return Keeping(
        link=link.id,
        letter=link.later.letter,
        date=letters[link.later.letter].date or datetime.date.min,
        words=" ".join(link.later.evidence.text.split()),
        probability=float(link.probability),
        accepted=link.decided is not None,
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which promises are asked for; what is empty does not matter."""

    due_from: datetime.date | None = None
    due_until: datetime.date | None = None
    ministry: str = ""
    states: frozenset[State] = frozenset()

    def fits(self, item: Item) -> bool:
        """Whether a promise is asked for."""
        if self.states and item.state not in self.states:
            return False
        if self.ministry and self.ministry.lower() not in [name.lower() for name in item.ministry.split(", ")]:
            return False
        return self._is_due(item.day)

    def fits_register(self, ministry: str | None, day: datetime.date | None) -> bool:
        """Whether a promise of the Tweede Kamer's own register is asked for, whatever its state."""
        if self.ministry and self.ministry.lower() != (ministry or "").lower():
            return False
        return self._is_due(day)

    def _is_due(self, day: datetime.date | None) -> bool:
        if self.due_from is None or self.due_until is None:
            return True
        return day is not None and self.due_from <= day <= self.due_until


def chosen(items: Sequence[Item], wanted: Wanted) -> list[Item]:
    """The promises that are asked for, in their order."""
    return [item for item in items if wanted.fits(item)]
