"""Which words of a letter are, or speak of, a promise of the Tweede Kamer's own register.

A number that the letter gives settles it. Else a promise of the letter is compared with those of the same ministry that
were put in the register near the letter's day, by the words that both say and few others do, as promises of two letters
are; see words.py. What each sign weighs was set by hand on the dossiers that rules are made on; where they start, on
promises of real letters beside a register of promises of others, of which none may be found.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from kamerbrief.annotate.time import stated_times
from kamerbrief.contract.followed import Sign
from kamerbrief.contract.identity import make_id, unique
from kamerbrief.contract.register import RegisterLink, RegisterLinks, RegisterPromise
from kamerbrief.following.found import SETTLED, chance_of
from kamerbrief.following.model import Digest, Promise, Stretch, Summary
from kamerbrief.following.words import Telling, kinds_of, rareness, stems

#: How long before the day of the letter, and after it, something may have been put in the register.
BEFORE, AFTER = datetime.timedelta(days=400), datetime.timedelta(days=150)
#: So near in time counts in full, so far away against it.
_NEAR, _FAR = 45, 300
#: Two days by which a thing is promised that lie no further apart are one.
_SAME_DAY = datetime.timedelta(days=31)
#: How much two texts must share, by the rareness of their words, to be compared further.
_LEAST = 0.9
_WEIGHTS = {
    Sign.SAME_WORDS: 4.0,
    Sign.MANY_WORDS: 4.0,
    Sign.ALL_WORDS: 5.0,
    Sign.BEST_WORDS: 2.5,
    Sign.ONLY_WORDS: 1.5,
    Sign.SAME_KIND: 0.6,
    Sign.SAME_DAY: 0.8,
    Sign.SAME_DOSSIER: 0.6,
    Sign.IN_TIME: 0.8,
}
_BASE = -9.5
#: From which probability on it is worth showing.
_SHOWN = 0.5
#: What of two texts counts as very much in common.
_MUCH = 3.0


@dataclass(frozen=True)
class Entry:
    """A promise of the register as it is compared."""

    promise: RegisterPromise

    @cached_property
    def stems(self) -> tuple[str, ...]:
        """What it is about, without the time that it names."""
        text = self.promise.text
        for time in reversed(self._times):
            text = f"{text[: time.start]} {text[time.end :]}"
        return stems(text)

    @cached_property
    def told(self) -> frozenset[str]:
        """The same without order."""
        return frozenset(self.stems)

    @cached_property
    def _times(self) -> tuple[_Time, ...]:
        return _times_of(self.promise.text, self.promise.day)

    @cached_property
    def due(self) -> datetime.date | None:
        """The day by which it is to be: that of the register, else the one that its words name."""
        named = [time.last or time.first for time in self._times if time.last or time.first]
        return self.promise.due or next(iter(named), None)

    @cached_property
    def kinds(self) -> frozenset[int]:
        """The kinds of what is promised."""
        return frozenset(kinds_of(self.promise.text))


@dataclass(frozen=True, slots=True)
class _Time:
    start: int
    end: int
    first: datetime.date | None
    last: datetime.date | None


@lru_cache(maxsize=65536)
def _times_of(text: str, day: datetime.date | None) -> tuple[_Time, ...]:
    return tuple(_Time(one.start, one.end, one.first, one.last) for one in stated_times(text, day))


def near(letter: Summary, entries: Iterable[Entry]) -> list[Entry]:
    """The promises of the register that may be of a letter: of its ministry, and put down near its day."""
    return [one for one in entries if _may_be_of(letter, one.promise)]


def _may_be_of(letter: Summary, promise: RegisterPromise) -> bool:
    if letter.date is None:
        return False
    if promise.ministry and letter.ministries:
        if promise.ministry not in letter.ministries:
            return False
    elif not set(promise.dossiers) & set(letter.dossiers):
        return False
    return promise.day is None or letter.date - BEFORE <= promise.day <= letter.date + AFTER


def registered(letter: Digest, around: Sequence[Entry], cited: dict[str, Entry]) -> RegisterLinks:
    """The links of a letter to the register.

    ``around`` are the promises that may be of it, ``cited`` those of which it may give the number, by number.
    """
    found = list(_by_number(letter, cited))
    taken = {(one.words.start, one.entry.promise.number) for one in found}
    told = {number for _, number in taken}
    promises = [one for one in letter.promises if not any(start == one.words.start for start, _ in taken)]
    found += _one_to_one(_compared(letter, promises, [one for one in around if one.promise.number not in told]))
    found.sort(key=lambda one: (one.words.start, one.words.end, one.entry.promise.number))
    ids = unique(make_id("link", "registered", letter.letter, _plain(one), one.entry.promise.number) for one in found)
    links = [one.link(name, letter.letter) for name, one in zip(ids, found, strict=True)]
    return RegisterLinks(letter=letter.letter, links=links)


@dataclass(frozen=True, slots=True)
class _Met:
    """Words of a letter that may be a promise of the register; without a rank where a number settles it."""

    words: Stretch
    entry: Entry
    signs: tuple[Sign, ...]
    rank: float | None = None

    def link(self, name: str, letter: str) -> RegisterLink:
        return RegisterLink(
            id=name,
            letter=letter,
            fact=self.words.fact,
            evidence=self.words.evidence(),
            number=self.entry.promise.number,
            words=self.entry.promise.text,
            signs=list(self.signs),
            probability=SETTLED if self.rank is None else chance_of(self.rank),
        )


def _plain(one: _Met) -> str:
    return " ".join(one.words.text.split())


def _by_number(letter: Digest, cited: dict[str, Entry]) -> Iterator[_Met]:
    """The sentences that give a number of the register; the promise where the sentence is one."""
    told = {one.passage: one.words for one in letter.promises}
    for place, passage in enumerate(letter.passages):
        for case in passage.cases:
            if case in cited:
                yield _Met(told.get(place, passage.words), cited[case], (Sign.CASE_NUMBER,))


def _compared(letter: Digest, promises: Sequence[Promise], around: Sequence[Entry]) -> Iterator[_Met]:
    """Each promise with each of the register that shares rare words with it, where it may be it."""
    for promise, entry, signs in compared(letter, promises, around):
        rank = _BASE + sum(_WEIGHTS[sign] * strength for sign, strength in signs.items())
        if chance_of(rank) >= _SHOWN:
            yield _Met(promise.words, entry, tuple(sorted(sign for sign, strength in signs.items() if strength)), rank)


def compared(
    letter: Digest, promises: Sequence[Promise], around: Sequence[Entry]
) -> Iterator[tuple[Promise, Entry, dict[Sign, float]]]:
    """Each promise of a letter with each of the register that shares rare words with it: how strong each sign is."""
    pairs = [(n, m) for n, one in enumerate(promises) for m, entry in enumerate(around) if _share(one, entry)]
    if not pairs:
        return
    telling = Telling(letter, _as_letter(letter, [around[m] for m in sorted({m for _, m in pairs})]))
    said = frozenset(word for one in letter.passages for word in (*one.stems, *one.around))
    cover = {m: telling.cover(around[m].stems, said) for m in {m for _, m in pairs}}
    nearness = {(n, m): _nearness(telling, promises[n], around[m]) for n, m in pairs}
    rows, columns = (_two_nearest(nearness, side) for side in (0, 1))
    for n, m in pairs:
        here, promise, entry = nearness[n, m], promises[n], around[m]
        yield (
            promise,
            entry,
            {
                Sign.SAME_WORDS: telling.likeness(promise.stems, promise.around, entry.stems, ()),
                Sign.MANY_WORDS: min(here, 1.0),
                Sign.ALL_WORDS: cover[m],
                Sign.BEST_WORDS: min(here - _beside(rows[n], here), 0.0),
                Sign.ONLY_WORDS: min(here - _beside(columns[m], here), 0.0),
                Sign.SAME_KIND: float(bool(entry.kinds & set(kinds_of(promise.words.text)))),
                Sign.SAME_DAY: _same_day(promise, entry),
                Sign.SAME_DOSSIER: float(bool(_dossiers(entry) & set(letter.dossiers))),
                Sign.IN_TIME: _in_time(letter.date, entry.promise.day),
            },
        )


def _two_nearest(nearness: Mapping[tuple[int, int], float], side: int) -> dict[int, list[float]]:
    """How near the two nearest are of all that one promise is compared with."""
    found: dict[int, list[float]] = {}
    for pair, here in nearness.items():
        found.setdefault(pair[side], []).append(here)
    return {one: sorted(listed, reverse=True)[:2] for one, listed in found.items()}


def _beside(nearest: Sequence[float], here: float) -> float:
    """How near the nearest other one is."""
    others = nearest[1:] if nearest[0] == here else nearest
    return others[0] if others else 0.0


def _share(promise: Promise, entry: Entry) -> bool:
    """Whether two promises share words that few others say; what stands before that of the letter counts for half."""
    own = sum(rareness(word) for word in sorted(entry.told.intersection(promise.stems)))
    return own + sum(rareness(word) for word in sorted(entry.told.intersection(promise.around))) / 2 >= _LEAST


def _nearness(telling: Telling, promise: Promise, entry: Entry) -> float:
    return telling.near(promise.stems, promise.around, entry.stems, ()) / _MUCH


def _as_letter(letter: Digest, entries: Sequence[Entry]) -> Digest:
    """Promises of the register as if a letter made them, so that their words count as those of letters do."""
    often: dict[str, int] = {}
    for entry in entries:
        for word in entry.stems:
            often[word] = often.get(word, 0) + 1
    nothing = Stretch(start=0, end=0, text="", block="")
    return letter.model_copy(
        update={
            "often": often,
            "passages": (),
            "likely": (),
            "money": (),
            "advice": (),
            "programmes": (),
            "promises": tuple(Promise(words=nothing, passage=-1, stems=entry.stems) for entry in entries),
        }
    )


def _dossiers(entry: Entry) -> set[str]:
    told = {one.dossier for one in entry.promise.letters if one.dossier}
    return told | set(entry.promise.dossiers)


def _same_day(promise: Promise, entry: Entry) -> float:
    """1 where both are promised by the same day, less than nothing where they are by others; 0 where one says none."""
    own, due = promise.last or promise.first, entry.due
    if own is None or due is None:
        return 0.0
    first = promise.first or own
    if first - _SAME_DAY <= due <= own + _SAME_DAY:
        return 1.0
    return -1.0


def _in_time(sent: datetime.date | None, day: datetime.date | None) -> float:
    """1 where both are of about the same time, -1 where they are far apart."""
    if sent is None or day is None:
        return 0.0
    apart = abs((sent - day).days)
    return 1.0 - 2.0 * min(max(apart - _NEAR, 0) / (_FAR - _NEAR), 1.0)


def _one_to_one(options: Iterable[_Met]) -> Iterator[_Met]:
    """Each promise of a letter is one of the register at most, and the other way round; the surest first."""
    used: set[int] = set()
    taken: set[str] = set()
    ordered = sorted(options, key=lambda one: (-(one.rank or 0.0), one.words.start, one.entry.promise.number))
    for one in ordered:
        if one.words.start not in used and one.entry.promise.number not in taken:
            used.add(one.words.start)
            taken.add(one.entry.promise.number)
            yield one
