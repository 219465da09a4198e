"""Which words of a later letter keep, or repeat, a promise of an earlier one."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from kamerbrief.contract.followed import LinkKind, Sign
from kamerbrief.following.cites import cited, passage_of, related
from kamerbrief.following.found import Found, judged
from kamerbrief.following.model import Digest, Passage, Promise, Stretch, one_ministry
from kamerbrief.following.parts import OF_PARTS, VERY_NEAR, Features, Parts, Side
from kamerbrief.following.timing import done_then, in_time, is_ahead, is_due, is_that_day, on_time, same_date
from kamerbrief.following.words import Telling, letters_of, said

#: From how near by their words a sentence and a promise are compared further.
_LEAST_NEAR = 0.1
#: A sentence that delivers and has no words of its own is about what stands before it: *U ontvangt het alsnog nu*.
_FEW = 1
#: Whom something is promised that is handed over.
_TO_CHAMBER = re.compile(r"\b(?:Kamer|u)\b")
_ORDINAL = re.compile(
    r"\b(eerste|tweede|derde|vierde|vijfde|zesde)\b(?!\s+(?:kwartaal|helft|kamer|termijn|plaats|instantie))"
)
#: So many sentences open a letter; and where in the list of kinds that stands which begins.
_OPENING, _BEGINS = 5, 8


def promises(later: Digest, earlier: Digest) -> Iterator[Found]:
    """The promises of an earlier letter that a later one keeps or repeats."""
    for kind, promise, words, signs in candidates(later, earlier):
        yield from judged(kind, promise.words, words, signs)


def candidates(later: Digest, earlier: Digest) -> Iterator[tuple[LinkKind, Promise, Stretch, Features]]:
    """Whatever of two letters may be a promise that is kept or repeated, with its signs."""
    if not (earlier.promises or earlier.likely) or not one_sender(later, earlier):
        return
    pair = Pair(later, earlier)
    for promise, passage, signs in pair.kept():
        yield LinkKind.KEEPS, promise, passage.words, signs
    for promise, again, _, signs in pair.repeated():
        yield LinkKind.REPEATS, promise, again.words, signs


def _ordinals(one: str, other: str) -> dict[Sign, float]:
    """The second report is the second report, and not the first: what it says that both count, or only one does."""
    here, there = (set(_ORDINAL.findall(text.lower())) for text in (one, other))
    both = bool(here and there)
    return {Sign.SAME_ORDINAL: float(both and bool(here & there)), Sign.OTHER_ORDINAL: float(both and not here & there)}


def one_sender(later: Digest, earlier: Digest) -> bool:
    """Whether one ministry signs both; where one names none, its dossier, programmes and subject tell."""
    if later.ministries and earlier.ministries:
        return one_ministry(later, earlier)
    return related(later, earlier)


def _is_over(passage: Passage) -> bool:
    """Whether a sentence delivers, or tells only of what was done, though it was read as a promise."""
    return passage.delivered or (passage.done and not passage.open)


def _is_given(promise: Promise, letter: Digest) -> bool:
    """Whether what reads like a promise is what the letter itself gives: *Hierbij ontvangt u het rapport*."""
    return promise.passage >= 0 and promise.due is None and letter.passages[promise.passage].delivered


def _is_told(promise: Promise) -> bool:
    """Whether the Kamer is to be told or sent something."""
    return promise.kind == "inform" or _TO_CHAMBER.search(promise.words.text) is not None


def _is_put_off(promise: Promise, again: Promise) -> bool:
    """Whether what is promised again has a later day."""
    return promise.last is not None and again.last is not None and again.last > promise.last


def _fails(one: Passage, following: Passage) -> bool:
    """*Dat is niet gelukt*: whether the next sentence takes back what one seems to say."""
    return following.words.block == one.words.block and bool(said("failing").match(following.words.text))


def _is_not_done(passage: Passage) -> bool:
    """Whether a sentence says that it is not done yet, or only that it was promised."""
    return passage.told or said("not_yet").search(passage.words.text) is not None


def _named(passages: Sequence[Passage]) -> dict[str, set[str]]:
    """The names that each block of a letter has."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in passages:
        found[one.words.block].update(one.names)
    return found


class Pair:
    """Two letters, and the signs of what in the later one keeps or repeats a promise of the earlier one."""

    def __init__(self, later: Digest, earlier: Digest) -> None:
        self.later, self.earlier = later, earlier
        self.telling = Telling(later, earlier)
        places = [passage_of(later, cite.words)[0] for cite, _ in cited(later, earlier)]
        self.citing = {place for place in places if place >= 0}
        self.blocks = {later.passages[place].words.block for place in self.citing}
        self.promises = [one for one in (*earlier.promises, *earlier.likely) if not _is_given(one, earlier)]
        places_ = {one.passage for one in self.promises if one.passage >= 0}
        self.parts = [
            Parts(self.telling, earlier.passages, places_, later.passages, of)
            for of in (lambda one: one.words.block, lambda one: one.section)
        ]
        self.named = [_named(letter.passages) for letter in (earlier, later)]
        opening = [later.title, *(one.words.text for one in later.passages[:_OPENING])]
        self.is_called = frozenset(name for text in opening for name in letters_of(text))
        self.kinds = Counter(kind for place in places_ for kind in earlier.passages[place].kinds)
        again = (one for one in (*later.promises, *later.likely) if one.passage >= 0)
        self.again = [self._with_what_it_tells(one) for one in again if not later.passages[one.passage].told]
        self.passages = [self._as_read(place) for place in range(len(later.passages))]
        #: Sentences that promise themselves, and those that keep nothing: nothing will come of it, or not yet, or they
        #: only tell that it was promised.
        certain = (one.passage for one in self.again if not one.likely or one.due)
        self.ahead = {place for place in certain if not _is_over(later.passages[place])}
        given_up = {one.words.block for one in later.passages if said("given_up").search(one.words.text)}
        self.never = {place for place, one in enumerate(later.passages) if one.words.block in given_up}
        self.never |= {place for place, one in enumerate(later.passages[:-1]) if _fails(one, later.passages[place + 1])}
        self.never |= {place for place, one in enumerate(later.passages) if not one.delivered and _is_not_done(one)}

    def kept(self) -> Iterator[tuple[Promise, Passage, Features]]:
        """Each promise with the passages that may keep it, and what speaks for that and against it."""
        may = [n for n, one in enumerate(self.passages) if one.delivered or one.done]
        near = Side(self.telling, self.promises, self.passages, may)
        again = Side(self.telling, self.promises, self.again)
        for row, promise in enumerate(self.promises):
            motions = self._motions(self.earlier, promise.words)
            cases = self._cases(promise)
            for place, passage in enumerate(self.passages):
                matter = bool(motions and motions & self._motions(self.later, passage.words))
                if place in self.never or (passage.denied and not (promise.inquires and passage.finds)):
                    continue
                known = matter or cases & set(passage.cases) or self._may_be_it(promise, place, passage)
                if near.rows[row][place] < _LEAST_NEAR and not known:
                    continue
                signs = self._of_kept(promise, place, passage, matter) | near.signs(row, place)
                yield promise, passage, signs | self._again(again.rows[row], place, near.rows[row][place])

    def _again(self, near: Sequence[float], place: int, here: float) -> Features:
        """Whether the letter promises it once more: beside a sentence, or elsewhere in words that are nearer to it."""
        block = self.later.passages[place].words.block
        others = [(one, value) for one, value in zip(self.again, near, strict=True) if one.passage != place]
        beside = max((value for one, value in others if one.words.block == block), default=0.0)
        elsewhere = max((value for one, value in others if one.words.block != block), default=0.0)
        return {Sign.AGAIN_BESIDE: min(beside, 1.0), Sign.AGAIN_ELSEWHERE: max(min(elsewhere - here, 1.0), 0.0)}

    def _of_parts(self, promise: Promise, place: int) -> Features:
        """How much what stands around both is about one thing."""
        if promise.passage < 0:
            return {}
        ends = self.earlier.passages[promise.passage], self.later.passages[place]
        block, section = (parts.near(*ends) for parts in self.parts)
        return dict(zip(OF_PARTS, (*block, *section), strict=True))

    def _of_kept(self, promise: Promise, place: int, passage: Passage, matter: bool) -> Features:
        sent, day = _is_told(promise), self.later.date
        return {
            **self._both(promise, place, passage),
            Sign.SAYS_DELIVERED: float(passage.delivered),
            Sign.SENDS: float(passage.delivered and sent),
            Sign.SAYS_DONE: float(passage.done),
            Sign.SAYS_OPEN: float(passage.open),
            Sign.SAYS_NOT: float(passage.denied),
            Sign.ONLY_KIND: float(passage.delivered and bool(self._own_kinds(promise) & set(passage.kinds))),
            Sign.SAYS_AHEAD: float(place in self.ahead),
            Sign.TELLS_FINDINGS: float(promise.inquires and passage.finds),
            Sign.IN_TIME: float(in_time(promise, day)),
            Sign.SAME_NUMBER: float(matter and (passage.settled or passage.delivered)),
            Sign.SAME_VERB: float(passage.done and bool(self._verbs(promise) & set(passage.verbs))),
            Sign.DONE_THEN: done_then(promise, passage, self.earlier.date),
            Sign.SURELY_DONE: float(passage.done and not passage.open and not passage.delivered),
            Sign.ONLY_OPEN: float(passage.open and not passage.delivered),
            Sign.ONLY_BEGUN: float(passage.begun and not any(_BEGINS in one.kinds for one in self._of(promise))),
            Sign.SAYS_OTHER: float(self._is_other(place)),
            Sign.DUE_PASSED: float(is_due(promise, day)),
            Sign.DUE_AHEAD: float(is_ahead(promise, day)),
            Sign.SAME_DAY: float(is_that_day(promise, passage)),
            Sign.SAME_DATE: same_date(promise, passage),
            **self._of_letter(promise, place, passage),
            **self._of_parts(promise, place),
        }

    def repeated(self) -> Iterator[tuple[Promise, Promise, Passage, Features]]:
        """Each promise with those of the later letter that may be it again, and what speaks for that."""
        near = Side(self.telling, self.promises, self.again)
        for row, promise in enumerate(self.promises):
            for column, again in enumerate(self.again):
                if near.rows[row][column] < _LEAST_NEAR:
                    continue
                passage = self.later.passages[again.passage]
                told = self._told_before(again.passage)
                signs = self._both(
                    promise, again.passage, passage.model_copy(update={"promised": True}) if told else passage
                )
                signs |= self._alike(promise, again) | self._of_parts(promise, again.passage)
                signs[Sign.SAME_DAY] = float(promise.last is not None and promise.last == again.last)
                signs[Sign.LATER_DAY] = float(_is_put_off(promise, again))
                signs[Sign.SAYS_EARLIER] = float(passage.earlier or again.repeats)
                signs[Sign.SAYS_OPEN] = float(passage.open)
                signs[Sign.ONLY_LIKELY] = float(promise.likely or again.likely)
                signs[Sign.ONLY_BECOMES] = (promise.becomes + again.becomes) / 2
                yield promise, again, passage, signs | near.signs(row, column)

    def _as_read(self, place: int) -> Passage:
        """A sentence with the words of the one before it, where it is about what that one tells."""
        passage = self.later.passages[place]
        if self._told_before(place):
            return passage.model_copy(update={"stems": (*passage.stems, *passage.around), "promised": True})
        if passage.delivered and len(passage.stems) < _FEW:
            return passage.model_copy(update={"stems": (*passage.stems, *passage.around)})
        return passage

    def _with_what_it_tells(self, again: Promise) -> Promise:
        if self._told_before(again.passage):
            return again.model_copy(update={"stems": (*again.stems, *again.around)})
        return again

    def _told_before(self, place: int) -> bool:
        """Whether the sentence before tells of a promise: *heb ik toegezegd … Dat doe ik nu*."""
        if place < 1:
            return False
        before = self.later.passages[place - 1]
        return before.told and before.words.block == self.later.passages[place].words.block

    def _alike(self, promise: Promise, other: Promise | Passage) -> Features:
        likeness = self.telling.likeness(promise.stems, promise.around, other.stems, other.around)
        both = self.telling.cover(promise.stems, other.stems), self.telling.cover(other.stems, promise.stems)
        direct = self.telling.direct(promise.stems, other.stems)
        return {
            Sign.SAME_WORDS: likeness,
            Sign.ALL_WORDS: max(both) * likeness,
            Sign.MANY_WORDS: min(direct / VERY_NEAR, 1.0),
        }

    def _both(self, promise: Promise, place: int, passage: Passage) -> Features:
        """What counts for a promise that is kept as for one that is repeated."""
        own = self._of(promise)
        kinds = {kind for one in own for kind in one.kinds}
        acts = {act for one in own for act in one.acts}
        return {
            **self._alike(promise, passage),
            Sign.CITES_LETTER: float(place in self.citing),
            Sign.CITES_NEARBY: float(place not in self.citing and passage.words.block in self.blocks),
            Sign.CASE_NUMBER: float(bool(self._cases(promise) & set(passage.cases))),
            Sign.SAYS_PROMISED: float(passage.promised),
            Sign.SAME_PROGRAMME: float(bool(set(self.later.programmes) & set(self.earlier.programmes))),
            Sign.SAME_DOSSIER: float(bool(set(self.later.dossiers) & set(self.earlier.dossiers))),
            Sign.SAME_ACT: float(bool(acts & set(passage.acts))),
            Sign.SAME_KIND: float(bool(kinds & set(passage.kinds))),
            Sign.OF_MONEY: float(promise.of_money),
            Sign.ONLY_TOLD: float(any(one.told for one in own)),
            Sign.ONLY_LIKELY: float(promise.likely),
            Sign.ONLY_BECOMES: float(promise.becomes),
            **_ordinals(promise.words.text, passage.words.text),
            **self._names(own, passage),
        }

    def _names(self, own: Sequence[Passage], passage: Passage) -> Features:
        """Whether the later sentence has a name of the earlier block, or only others than those that stand there."""
        here = {name for one in own for name in self.named[0][one.words.block]}
        there = set(passage.names)
        beside = self.named[1][passage.words.block]
        return {
            Sign.SAME_NAME: min(len(here & there) / 2, 1.0),
            Sign.OTHER_NAME: float(bool(there and here) and not here & beside),
        }

    def _is_other(self, place: int) -> bool:
        """Whether a sentence, or the next one, says that it is about another thing than one may think."""
        here = self.later.passages[place]
        behind = self.later.passages[place + 1 : place + 2]
        return here.other or any(one.other and one.words.block == here.words.block for one in behind)

    def _of(self, promise: Promise) -> list[Passage]:
        return [self.earlier.passages[promise.passage]] if promise.passage >= 0 else []

    def _own_kinds(self, promise: Promise) -> set[int]:
        """The kinds that no other promise of its letter is of."""
        return {kind for one in self._of(promise) for kind in one.kinds if self.kinds[kind] == 1}

    def _cases(self, promise: Promise) -> set[str]:
        return {case for one in self._of(promise) for case in one.cases}

    def _verbs(self, promise: Promise) -> set[str]:
        return {verb for one in self._of(promise) for verb in one.verbs}

    def _may_be_it(self, promise: Promise, place: int, passage: Passage) -> bool:
        """Whether a sentence without a word of a promise may keep it: by its day, or as the promised letter."""
        opens = place < _OPENING and on_time(promise, self.later.date) > 0 and _is_told(promise)
        return opens or same_date(promise, passage) > 0

    def _of_letter(self, promise: Promise, place: int, passage: Passage) -> Features:
        """Whether the later letter is what was promised: by what it calls itself, and by its day."""
        told, punctual = _is_told(promise), on_time(promise, self.later.date)
        called = bool(letters_of(promise.words.text) & self.is_called)
        opens = place < _OPENING and told
        general = max(1.0 - self.telling.whole(promise.stems) / VERY_NEAR, 0.0)
        return {
            Sign.OPENS: float(opens and passage.delivered),
            Sign.IS_THAT_LETTER: float(called and opens and passage.delivered),
            Sign.IN_THAT_LETTER: float(called and not opens),
            Sign.OPENS_ON_TIME: punctual * opens,
            Sign.ANY_LETTER: general * punctual * opens,
            Sign.TOLD_ON_TIME: punctual * (told and not opens),
        }

    def _motions(self, letter: Digest, words: Stretch) -> frozenset[str]:
        """The motion that a sentence is about: that of its block, else the only one that the letter names."""
        if "motie" not in words.text.lower():
            return frozenset()
        beside = {one.number for one in letter.matters if one.words.block == words.block}
        named = {one.number for one in letter.matters}
        return frozenset(beside or (named if len(named) == 1 else ()))
