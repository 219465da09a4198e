"""Which words of a later letter keep, or repeat, a promise of an earlier one."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping

from kamerbrief.contract.followed import LinkKind, Sign
from kamerbrief.following.cites import cited, passage_of
from kamerbrief.following.found import Found, probability_of
from kamerbrief.following.model import Digest, Passage, Promise, Stretch
from kamerbrief.following.words import Telling, said

#: What each sign of a kept promise weighs, in log odds at full strength, and where they start.
_KEPT: Mapping[Sign, float] = {
    Sign.ALL_WORDS: 2.0,
    Sign.SAME_WORDS: 6.0,
    Sign.CITES_LETTER: 1.5,
    Sign.CITES_NEARBY: 0.7,
    Sign.CASE_NUMBER: 4.0,
    Sign.SAME_NUMBER: 4.0,
    Sign.SAYS_PROMISED: 1.0,
    Sign.SAYS_DELIVERED: 1.2,
    Sign.SAYS_DONE: 0.3,
    Sign.SAYS_OPEN: -2.5,
    Sign.SAME_PROGRAMME: 0.4,
    Sign.SAME_DOSSIER: 0.5,
    Sign.SAME_ACT: 0.5,
    Sign.SAME_VERB: 0.6,
    Sign.IN_TIME: 0.4,
    Sign.DONE_THEN: 1.6,
    Sign.SAME_ORDINAL: 1.0,
    Sign.OTHER_ORDINAL: -3.0,
}
_KEPT_BASE = -4.8
#: The same for a promise that is made again.
_REPEATED: Mapping[Sign, float] = {
    Sign.ALL_WORDS: 1.5,
    Sign.SAME_WORDS: 6.0,
    Sign.CITES_LETTER: 1.5,
    Sign.CITES_NEARBY: 0.7,
    Sign.SAYS_EARLIER: 1.2,
    Sign.SAME_DAY: 1.8,
    Sign.SAYS_PROMISED: 0.6,
    Sign.SAME_PROGRAMME: 0.4,
    Sign.SAME_DOSSIER: 0.5,
    Sign.SAME_ACT: 0.5,
    Sign.SAME_ORDINAL: 1.0,
    Sign.OTHER_ORDINAL: -3.0,
}
_REPEATED_BASE = -5.2
#: What a sentence must share with a promise that it keeps where it neither delivers nor speaks of the promise.
_PLAIN = 1.2
#: A sentence that delivers and has no words of its own is about what stands before it: *U ontvangt het alsnog nu*.
_FEW = 1
#: What it says of an act that something is sent.
_HANDED = 0.4
#: Signs that a promise was made before, and how alike two promises are that need none.
_AGAIN = (Sign.SAYS_EARLIER, Sign.SAYS_PROMISED, Sign.SAME_DAY, Sign.CITES_LETTER, Sign.CITES_NEARBY, Sign.CASE_NUMBER)
_ALIKE = 0.9
#: Below this nothing is kept, so that the index stays small; what becomes a link is for choosing.py.
_FLOOR = 0.2
#: Whom something is promised that is handed over.
_TO_CHAMBER = re.compile(r"\b(?:Kamer|u)\b")
_ORDINAL = re.compile(
    r"\b(eerste|tweede|derde|vierde|vijfde|zesde)\b(?!\s+(?:kwartaal|helft|kamer|termijn|plaats|instantie))"
)
#: What it tells that a thing was done on a day since it was promised, and how late it may be to be in time.
_SINCE, _LATE = 0.4, datetime.timedelta(days=45)
#: How much less sure it is that a sentence promises that was not found as a commitment.
_LIKELY = 0.7
#: How long before its day, and after it, a promise is usually kept.
_BEFORE, _AFTER = datetime.timedelta(days=120), datetime.timedelta(days=500)


def promises(later: Digest, earlier: Digest) -> Iterator[Found]:
    """The promises of an earlier letter that a later one keeps or repeats."""
    if not (earlier.promises or earlier.likely) or not _one_sender(later, earlier):
        return
    pair = _Pair(later, earlier)
    for promise in (*earlier.promises, *earlier.likely):
        yield from pair.kept(promise)
        yield from pair.repeated(promise)


def _ordinals(one: str, other: str) -> dict[Sign, float]:
    """The second report is the second report, and not the first: what it says that both count, or only one does."""
    here, there = (set(_ORDINAL.findall(text.lower())) for text in (one, other))
    both = bool(here and there)
    return {Sign.SAME_ORDINAL: float(both and bool(here & there)), Sign.OTHER_ORDINAL: float(both and not here & there)}


def _one_sender(later: Digest, earlier: Digest) -> bool:
    """Whether one ministry signs both; where one names none, its dossier tells."""
    if later.ministries and earlier.ministries:
        return bool(set(later.ministries) & set(earlier.ministries))
    return bool(set(later.dossiers) & set(earlier.dossiers))


def _fails(one: Passage, following: Passage) -> bool:
    """*Dat is niet gelukt*: whether the next sentence takes back what one seems to say."""
    return following.words.block == one.words.block and bool(said("failing").match(following.words.text))


def _says_again(signs: Mapping[Sign, float]) -> bool:
    """Whether anything but its words says that a promise was made before: alike is not yet the same."""
    return any(signs.get(sign) for sign in _AGAIN) or signs.get(Sign.SAME_WORDS, 0.0) >= _ALIKE


class _Pair:
    def __init__(self, later: Digest, earlier: Digest) -> None:
        self.later, self.earlier = later, earlier
        self.telling = Telling(later.often, earlier.often, names=set(later.programmes) & set(earlier.programmes))
        places = [passage_of(later, cite.words)[0] for cite, _ in cited(later, earlier)]
        self.citing = {place for place in places if place >= 0}
        self.blocks = {later.passages[place].words.block for place in self.citing}
        #: Sentences that promise themselves, or whose next one says that it did not come about.
        self.put_off = {promise.passage for promise in later.promises if not later.passages[promise.passage].delivered}
        given_up = {one.words.block for one in later.passages if said("given_up").search(one.words.text)}
        self.put_off |= {place for place, one in enumerate(later.passages) if one.words.block in given_up}
        self.put_off |= {
            place for place, one in enumerate(later.passages[:-1]) if _fails(one, later.passages[place + 1])
        }

    def kept(self, promise: Promise) -> Iterator[Found]:
        """The passages that may keep a promise; what one only expects is none."""
        if "expect" in promise.acts and promise.kind != "inform":
            return
        motions = self._motions(self.earlier, promise.words)
        for place, passage in enumerate(self.later.passages):
            matter = bool(motions) and (passage.settled or passage.delivered)
            matter = matter and bool(motions & self._motions(self.later, passage.words))
            if not (passage.delivered or passage.done or passage.cases or matter) or place in self.put_off:
                continue
            plain = not (matter or passage.delivered or passage.promised or place in self.citing)
            if plain and self.telling.direct(promise.stems, passage.stems) < _PLAIN:
                continue
            if self._told_before(place):
                passage = passage.model_copy(update={"stems": (*passage.stems, *passage.around), "promised": True})
            elif passage.delivered and len(passage.stems) < _FEW:
                passage = passage.model_copy(update={"stems": (*passage.stems, *passage.around)})
            signs = self._signs(promise, place, passage)
            sent = promise.kind == "inform" or _TO_CHAMBER.search(promise.words.text) is not None
            handed = float(passage.delivered) * (1.0 if sent else _HANDED)
            both = self.telling.cover(promise.stems, passage.stems), self.telling.cover(passage.stems, promise.stems)
            signs[Sign.ALL_WORDS] = max(both) * float(passage.delivered and sent)
            signs |= {Sign.SAYS_DELIVERED: handed, Sign.SAYS_DONE: float(passage.done)}
            signs |= {Sign.SAYS_OPEN: float(passage.open), Sign.IN_TIME: float(self._in_time(promise))}
            signs[Sign.SAME_NUMBER] = float(matter)
            signs[Sign.SAME_VERB] = float(passage.done and bool(self._verbs(promise) & set(passage.verbs)))
            signs[Sign.DONE_THEN] = self._done_then(promise, passage)
            yield from self._found(LinkKind.KEEPS, promise, passage, None, signs, _KEPT, _KEPT_BASE)

    def repeated(self, promise: Promise) -> Iterator[Found]:
        """The promises of the later letter that may be this one again."""
        for again in (*self.later.promises, *self.later.likely):
            if again.passage < 0 or self.later.passages[again.passage].told:
                continue
            passage = self.later.passages[again.passage]
            told = self._told_before(again.passage)
            if told:
                again = again.model_copy(update={"stems": (*again.stems, *again.around)})
                passage = passage.model_copy(update={"promised": True})
            signs = self._signs(promise, again.passage, passage)
            signs[Sign.SAME_WORDS] = self.telling.likeness(promise.stems, promise.around, again.stems, again.around)
            both = self.telling.cover(promise.stems, again.stems), self.telling.cover(again.stems, promise.stems)
            signs[Sign.ALL_WORDS] = max(both) * signs[Sign.SAME_WORDS]
            signs[Sign.SAME_DAY] = float(promise.last is not None and promise.last == again.last)
            signs[Sign.SAYS_EARLIER] = float(passage.earlier or again.repeats)
            if not _says_again(signs):
                continue
            yield from self._found(LinkKind.REPEATS, promise, passage, again, signs, _REPEATED, _REPEATED_BASE)

    def _told_before(self, place: int) -> bool:
        """Whether the sentence before tells of a promise: *heb ik toegezegd … Dat doe ik nu*."""
        if place < 1:
            return False
        before = self.later.passages[place - 1]
        return before.told and before.words.block == self.later.passages[place].words.block

    def _signs(self, promise: Promise, place: int, passage: Passage) -> dict[Sign, float]:
        cases = {case for one in self._of(promise) for case in one.cases}
        return {
            Sign.SAME_WORDS: self.telling.likeness(promise.stems, promise.around, passage.stems, passage.around),
            Sign.CITES_LETTER: float(place in self.citing),
            Sign.CITES_NEARBY: float(place not in self.citing and passage.words.block in self.blocks),
            Sign.CASE_NUMBER: float(bool(cases & set(passage.cases))),
            Sign.SAYS_PROMISED: float(passage.promised),
            Sign.SAME_PROGRAMME: float(bool(set(self.later.programmes) & set(self.earlier.programmes))),
            Sign.SAME_DOSSIER: float(bool(set(self.later.dossiers) & set(self.earlier.dossiers))),
            Sign.SAME_ACT: float(bool(set(promise.acts) & set(passage.acts))),
            **_ordinals(promise.words.text, passage.words.text),
        }

    def _of(self, promise: Promise) -> list[Passage]:
        return [self.earlier.passages[promise.passage]] if promise.passage >= 0 else []

    def _verbs(self, promise: Promise) -> set[str]:
        return {verb for one in self._of(promise) for verb in one.verbs}

    def _in_time(self, promise: Promise) -> bool:
        day = self.later.date
        if day is None or promise.last is None:
            return False
        return (promise.first or promise.last) - _BEFORE <= day <= promise.last + _AFTER

    def _motions(self, letter: Digest, words: Stretch) -> frozenset[str]:
        """The motion that a sentence is about: that of its block, else the only one that the letter names."""
        if "motie" not in words.text.lower():
            return frozenset()
        beside = {one.number for one in letter.matters if one.words.block == words.block}
        named = {one.number for one in letter.matters}
        return frozenset(beside or (named if len(named) == 1 else ()))

    def _done_then(self, promise: Promise, passage: Passage) -> float:
        """Whether a sentence names a day on which it was done: 1 for one that was promised, less for one since then."""
        if passage.delivered or passage.open or not passage.done or self.earlier.date is None:
            return 0.0
        if any(self._is_promised(promise, first, last) for first, last in passage.days):
            return 1.0
        since = any(first >= self.earlier.date for first, _ in passage.days)
        return _SINCE if since else 0.0

    def _is_promised(self, promise: Promise, first: datetime.date, last: datetime.date) -> bool:
        begin, end = promise.first or self.earlier.date, promise.last or promise.first
        return begin is not None and end is not None and begin <= last and first <= end + _LATE

    def _found(
        self,
        kind: LinkKind,
        promise: Promise,
        passage: Passage,
        again: Promise | None,
        signs: dict[Sign, float],
        weights: Mapping[Sign, float],
        base: float,
    ) -> Iterator[Found]:
        present = {sign: strength for sign, strength in signs.items() if strength and sign in weights}
        if not present.keys() & {Sign.SAME_WORDS, Sign.CASE_NUMBER, Sign.SAME_NUMBER}:
            return
        base -= _LIKELY * (promise.likely + bool(again and again.likely))
        probability = probability_of(weights, present, base)
        if probability < _FLOOR:
            return
        yield Found(
            kind=kind,
            later=again.words if again else passage.words,
            earlier=promise.words,
            signs=tuple(sorted(present)),
            probability=probability,
            rank=base + sum(weights[sign] * strength for sign, strength in present.items()),
        )
