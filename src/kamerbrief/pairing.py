"""Which fact of one extraction is which of another: by the places of their words, as the two texts lie side by side.

Facts of a kind are each other's where their words stand at the same place, or where the words of the one took the
place of those of the other. Only facts in words that are new or gone are then compared for what they say.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from kamerbrief.alignment import Alignment
from kamerbrief.contract import FACT_KINDS
from kamerbrief.decisions import IDS, PLACES, Fact, start_of, without, words

FactPair = tuple[Fact | None, Fact | None]
#: Two facts of which the words of one took the place of the other's are one fact when they are so much alike.
_ALIKE_IN_PLACE = 0.4
#: Two facts in new words are one when they are so much alike, of which it is a part to stand in the same gap.
_ALIKE, _IN_GAP = 0.7, 0.2
#: One of two stretches lies in the other for at least this part.
_OVERLAP = 0.5
#: So many characters around short words say which fact it is.
_AROUND, _SHORT, _LONG = 60, 80, 300
#: So many pairs of facts are compared for what they say; of more, only those nearest to each other.
_COMPARED = 20_000
#: Kinds of facts that may be read from other words of the same letter and still be the same.
_ELSEWHERE = frozenset({"recommendations", "checks"})


class _Placed(NamedTuple):
    """A fact, where its words stand, and its attributes."""

    start: int
    end: int
    fact: Fact
    says: Fact
    around: str


class _Scored(NamedTuple):
    """Two facts by their indices; the lowest comes first."""

    rank: float
    apart: int
    old: int
    new: int


def pair_facts(
    old: Mapping[str, Sequence[Fact]], new: Mapping[str, Sequence[Fact]], laid: Alignment
) -> dict[str, list[FactPair]]:
    """Every fact of both once, by kind: in pairs where two are versions of one; in the order of the newer text."""
    found: dict[str, list[FactPair]] = {}
    same_id: dict[str, str] = {}
    for kind in FACT_KINDS:
        work = _Pairing(kind, old[kind], new[kind], laid)
        if kind == "programmes":
            work.by_key([fact["id"] for fact in old[kind]], [fact["id"] for fact in new[kind]])
        elif kind == "checks":
            known = {name: name for name in same_id.values()}
            work.by_key(
                [_relation(fact, known) for fact in old[kind]], [_relation(fact, same_id) for fact in new[kind]]
            )
        if kind != "programmes":
            work.by_place()
            work.by_counterpart()
            work.by_likeness()
        found[kind] = work.result()
        same_id |= names_in_old(found[kind])
    return found


def names_in_old(pairs: Sequence[FactPair]) -> dict[str, str]:
    """The ids of all newer facts of these pairs, with those that they had; one that came never has that of another."""
    there = {a["id"] for a, _ in pairs if a}
    came = {b["id"]: f"{b['id']} (new)" if b["id"] in there else b["id"] for a, b in pairs if b and not a}
    return came | {b["id"]: a["id"] for a, b in pairs if a and b}


def renamed(fact: Fact, names: Mapping[str, str]) -> Fact:
    """The fact with the ids of facts that it names as ``names`` has them, lists of ids in order of the alphabet."""
    return {name: _renamed(value, names) for name, value in fact.items()}


def _renamed(value: object, names: Mapping[str, str]) -> object:
    if isinstance(value, dict):
        return renamed(value, names)
    if isinstance(value, list):
        made = [_renamed(item, names) for item in value]
        ids = any(isinstance(item, str) and item in names for item in value)
        return sorted(map(str, made)) if ids else made
    return names.get(value, value) if isinstance(value, str) else value


def _relation(check: Fact, names: Mapping[str, str]) -> str:
    """What a check relates, with the figures' ids as ``names`` has them; nothing where it relates no figures."""
    relation = check["relation"]
    figures = sorted(names.get(name, name) for name in relation["terms"])
    result = relation["result"] or ""
    return "\n".join([check["type"], names.get(result, result), *figures]) if figures else ""


class _Pairing:
    """The facts of one kind while they are paired: each step takes from those that are left."""

    def __init__(self, kind: str, old: Sequence[Fact], new: Sequence[Fact], laid: Alignment) -> None:
        self.laid = laid
        self.elsewhere = kind in _ELSEWHERE
        self.old = [_placed(fact, laid.old) for fact in old]
        self.new = [_placed(fact, laid.new) for fact in new]
        self.pairs: dict[int, int] = {}
        self.taken: set[int] = set()

    def result(self) -> list[FactPair]:
        """All pairs, and all facts that have none."""
        found: list[FactPair] = [(self.old[a].fact, self.new[b].fact) for a, b in self.pairs.items()]
        found += [(self.old[a].fact, None) for a in self._left_old()]
        found += [(None, self.new[b].fact) for b in self._left_new()]
        return sorted(found, key=lambda pair: (start_of(pair[1] or pair[0] or {}), pair[1] is None))

    def _left_old(self) -> list[int]:
        return [a for a in range(len(self.old)) if a not in self.pairs]

    def _left_new(self) -> list[int]:
        return [b for b in range(len(self.new)) if b not in self.taken]

    def _take(self, scored: Iterable[_Scored]) -> None:
        """Pairs what is best first, each fact once."""
        for _, _, a, b in sorted(scored):
            if a not in self.pairs and b not in self.taken:
                self.pairs[a] = b
                self.taken.add(b)

    def by_key(self, keys: Sequence[str], new_keys: Sequence[str]) -> None:
        """Pairs facts of the same key, in their order; an empty one is none."""
        waiting: dict[str, list[int]] = defaultdict(list)
        for a in self._left_old():
            waiting[keys[a]].append(a)
        for b in self._left_new():
            if new_keys[b] and waiting[new_keys[b]]:
                self._take([_Scored(0, 0, waiting[new_keys[b]].pop(0), b)])

    def by_place(self) -> None:
        """Pairs facts whose words are unchanged, at the place where they stand now; of several, those most alike."""
        at_place: dict[tuple[int, int], list[int]] = defaultdict(list)
        for b in self._left_new():
            at_place[self.new[b].start, self.new[b].end].append(b)
        for a in self._left_old():
            place = self.laid.place(self.old[a].start, self.old[a].end)
            there = at_place.get(place, []) if place else []
            self._take(_Scored(-_same_part(self.old[a], self.new[b]), b, a, b) for b in there if b not in self.taken)

    def by_counterpart(self) -> None:
        """Pairs facts of which the words of the one took the place of those of the other, as a whole or in part."""
        left = sorted(self._left_new(), key=lambda b: self.new[b].start)
        starts = [self.new[b].start for b in left]
        longest = max((self.new[b].end - self.new[b].start for b in left), default=0)
        self._take(
            scored
            for a in self._left_old()
            if (place := self.laid.counterpart(self.old[a].start, self.old[a].end))
            for at in range(bisect_left(starts, place[0] - longest), bisect_left(starts, place[1]))
            for scored in self._in_place(a, place, left[at])
        )

    def _in_place(self, a: int, place: tuple[int, int], b: int) -> Iterator[_Scored]:
        one, other = self.old[a], self.new[b]
        shared = min(place[1], other.end) - max(place[0], other.start)
        if shared <= 0 or shared < _OVERLAP * min(place[1] - place[0], other.end - other.start):
            return
        if _likeness(one, other) >= _ALIKE_IN_PLACE:
            yield _Scored(
                -shared / max(place[1] - place[0], other.end - other.start), abs(place[0] - other.start), a, b
            )

    def by_likeness(self) -> None:
        """Pairs facts whose words are new and gone, when they say the same in nearly the same words."""
        back = self.laid.reversed()
        old = [a for a in self._left_old() if self.elsewhere or not self.laid.place(*self.old[a][:2])]
        new = [b for b in self._left_new() if self.elsewhere or not back.place(*self.new[b][:2])]
        new.sort(key=lambda b: self.new[b].start)
        starts = [self.new[b].start for b in new]
        most = max(1, _COMPARED // len(old)) if len(old) * len(new) > _COMPARED else len(new)
        scored = []
        for a in old:
            gap = self.laid.gap(*self.old[a][:2])
            first = max(0, min(bisect_left(starts, sum(gap) // 2) - most // 2, len(new) - most))
            for b in new[first : first + most]:
                within = gap[0] <= self.new[b].start < max(gap[1], gap[0] + 1)
                score = _likeness(self.old[a], self.new[b], around=True) * (1 - _IN_GAP) + _IN_GAP * within
                if score >= _ALIKE:
                    scored.append(_Scored(-score, abs(sum(gap) // 2 - self.new[b].start), a, b))
        self._take(scored)


def _placed(fact: Fact, text: str) -> _Placed:
    start = start_of(fact)
    end = min(start + len(words(fact)), len(text))
    room = _AROUND if end - start < _SHORT else 0
    around = text[max(0, start - room) : start].rpartition("\n")[2] + text[start:end]
    around += text[end : end + room].partition("\n")[0]
    says = without(fact, PLACES | IDS | {"evidence"})
    return _Placed(start, end, fact, {name: value for name, value in says.items() if value}, around[:_LONG])


def _same_part(one: _Placed, other: _Placed) -> float:
    """Which part of the attributes of two facts, where either has them, is the same."""
    names = {*one.says, *other.says}
    return sum(one.says.get(name) == other.says.get(name) for name in names) / len(names) if names else 1.0


def _likeness(one: _Placed, other: _Placed, *, around: bool = False) -> float:
    """From 0 to 1: how much two facts of a kind say the same in the same words, or with the same words around them."""
    texts = (one.around, other.around) if around else (words(one.fact)[:_LONG], words(other.fact)[:_LONG])
    same_words = 1.0 if texts[0] == texts[1] else SequenceMatcher(None, *texts, False).ratio()
    return (_same_part(one, other) + same_words) / 2
