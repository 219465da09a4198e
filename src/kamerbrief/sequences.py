"""Two sequences of texts matched: equal items in their order, equal items that moved, and items that are alike.

Matches are dicts from index in the first to index in the second. None of this takes time that grows with the square of
the length: where a search would, a simpler rule takes its place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

Matches = dict[int, int]
#: Two stretches of items with at most so many pairs are searched for their longest common runs.
_SEARCHED = 900
#: So often a stretch between two matches is cut up by items that it has once.
_DEEPEST = 24
#: So many pairs of items are looked at for likeness; of more, only those at about the same place.
_COMPARED = 200_000
#: Items that are less alike than this are no versions of one; the second is for an item that has no rivals.
_ALIKE, _ALIKE_ALONE = 0.4, 0.25
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
#: So many words of an item count for likeness.
_WORDS = 300


def in_order(old: Sequence[str], new: Sequence[str]) -> Matches:
    """Equal items of both sequences, in the order of both: a long common subsequence, the longest of short ones."""
    found: Matches = {}
    waiting = [(0, len(old), 0, len(new), 0)]
    while waiting:
        a, stop_a, b, stop_b, depth = waiting.pop()
        while a < stop_a and b < stop_b and old[a] == new[b]:
            found[a] = b
            a, b = a + 1, b + 1
        while a < stop_a and b < stop_b and old[stop_a - 1] == new[stop_b - 1]:
            stop_a, stop_b = stop_a - 1, stop_b - 1
            found[stop_a] = stop_b
        if a == stop_a or b == stop_b:
            continue
        if (stop_a - a) * (stop_b - b) <= _SEARCHED:
            blocks = SequenceMatcher(None, old[a:stop_a], new[b:stop_b], False).get_matching_blocks()
            found.update((a + at + k, b + to + k) for at, to, size in blocks for k in range(size))
            continue
        fixed = _rising(_single(old, new, a, stop_a, b, stop_b)) if depth < _DEEPEST else []
        if not fixed:
            found.update(_rising(_counted(old, new, a, stop_a, b, stop_b)))
            continue
        found.update(fixed)
        for next_a, next_b in [*fixed, (stop_a, stop_b)]:
            waiting.append((a, next_a, b, next_b, depth + 1))
            a, b = next_a + 1, next_b + 1
    return found


def _single(old: Sequence[str], new: Sequence[str], a: int, stop_a: int, b: int, stop_b: int) -> list[tuple[int, int]]:
    """Equal items that stand once in either stretch, in the order of the first."""
    times, other_times = Counter(old[a:stop_a]), Counter(new[b:stop_b])
    places = {new[at]: at for at in range(b, stop_b) if other_times[new[at]] == 1}
    return [(at, places[old[at]]) for at in range(a, stop_a) if times[old[at]] == 1 and old[at] in places]


def _counted(old: Sequence[str], new: Sequence[str], a: int, stop_a: int, b: int, stop_b: int) -> list[tuple[int, int]]:
    """The first of equal items with the first, the second with the second, and so on."""
    grouped: dict[str, list[int]] = defaultdict(list)
    for at in range(b, stop_b):
        grouped[new[at]].append(at)
    places = {item: iter(ats) for item, ats in grouped.items()}
    pairs = ((at, next(places.get(old[at], iter(())), None)) for at in range(a, stop_a))
    return [(at, to) for at, to in pairs if to is not None]


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most of these pairs, which rise in the first index, that rise in the second too."""
    tails: list[int] = []
    holders: list[int] = []
    before: list[int] = []
    for at, (_, to) in enumerate(pairs):
        length = bisect_left(tails, to)
        tails[length : length + 1], holders[length : length + 1] = [to], [at]
        before.append(holders[length - 1] if length else -1)
    chosen = []
    at = holders[-1] if holders else -1
    while at >= 0:
        chosen.append(pairs[at])
        at = before[at]
    return chosen[::-1]


def moved(old: Sequence[str], new: Sequence[str], known: Matches, *, alone: bool, into: Matches | None = None) -> None:
    """Adds to the matches the equal items that are left on both sides, wherever they stand.

    With ``alone`` only those of which one is left on each side, and their equal neighbours; else all, in their order.
    """
    into = known if into is None else into
    taken = set(known.values())
    left: dict[str, list[int]] = defaultdict(list)
    for at, item in enumerate(new):
        if at not in taken:
            left[item].append(at)
    waiting: dict[str, list[int]] = defaultdict(list)
    for at, item in enumerate(old):
        if at not in known and item in left:
            waiting[item].append(at)
    for item, places in waiting.items():
        if not alone or len(places) == len(left[item]) == 1:
            into.update(zip(places, left[item], strict=False))
    if alone:
        _with_neighbours(old, new, into)


def _with_neighbours(old: Sequence[str], new: Sequence[str], found: Matches) -> None:
    """Lets equal items that stand beside matched ones, on both sides, be matched too."""
    taken = set(found.values())
    for step, indices in ((1, range(len(old))), (-1, range(len(old) - 1, -1, -1))):
        for at in indices:
            if at in found or at - step not in found:
                continue
            to = found[at - step] + step
            if 0 <= to < len(new) and to not in taken and new[to] == old[at]:
                found[at] = to
                taken.add(to)


def alike_pairs(old: Sequence[str], new: Sequence[str], known: Mapping[int, int]) -> Matches:
    """Items that are no equals but alike, between the same matched neighbours: the most alike first."""
    runs = list(_runs(len(old), known, len(new)))
    pairs = sum(len(ours) * len(theirs) for ours, theirs in runs)
    most = max(2, _COMPARED // max(1, sum(len(ours) for ours, _ in runs))) if pairs > _COMPARED else len(new)
    bags: dict[tuple[bool, int], Counter[str]] = {}

    def bag(one: bool, at: int) -> Counter[str]:
        if (one, at) not in bags:
            bags[one, at] = Counter(_WORD.findall((old if one else new)[at])[:_WORDS])
        return bags[one, at]

    scored = []
    for ours, theirs in runs:
        alone = len(ours) == len(theirs) == 1
        for rank, at in enumerate(ours):
            middle = rank * len(theirs) // len(ours)
            first = max(0, min(middle - most // 2, len(theirs) - most))
            for place, to in enumerate(theirs[first : first + most], first):
                score = likeness(bag(True, at), bag(False, to))
                if score >= (_ALIKE_ALONE if alone else _ALIKE):
                    scored.append((-score, abs(place - middle), at, to))
    found: Matches = {}
    taken = set()
    for _, _, at, to in sorted(scored):
        if at not in found and to not in taken:
            found[at] = to
            taken.add(to)
    return found


def _runs(size: int, known: Mapping[int, int], other_size: int) -> Iterator[tuple[list[int], list[int]]]:
    """Every run of items that are left, with those left behind its left neighbour's match and before its right's."""
    taken = {*known.values()}
    at = 0
    while at < size:
        if at in known:
            at += 1
            continue
        stop = at
        while stop < size and stop not in known:
            stop += 1
        theirs = []
        to = known[at - 1] + 1 if at else 0
        while to < other_size and to not in taken:
            theirs.append(to)
            to += 1
        back = (known[stop] if stop < size else other_size) - 1
        behind = []
        while back >= 0 and back not in taken and not (theirs and theirs[0] <= back <= theirs[-1]):
            behind.append(back)
            back -= 1
        if theirs or behind:
            yield list(range(at, stop)), theirs + behind[::-1]
        at = stop


def likeness(words: Counter[str], others: Counter[str]) -> float:
    """From 0 to 1: how much of two texts is the same words. Figures count half, others in their place little."""
    total = _weight(words) + _weight(others)
    if not total:
        return 0.0
    few, many = (words, others) if len(words) <= len(others) else (others, words)
    shared = Counter({word: min(times, many[word]) for word, times in few.items() if word in many})
    figures = min(_figures(words), _figures(others)) - _figures(shared)
    return (2 * _weight(shared) + 0.25 * figures) / total


def _weight(words: Counter[str]) -> float:
    return sum(times * (0.5 if word[0].isdigit() or len(word) < 4 else 1.0) for word, times in words.items())


def _figures(words: Counter[str]) -> int:
    return sum(times for word, times in words.items() if word[0].isdigit())
