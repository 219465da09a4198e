"""Two versions of a value, word by word: which words differ, and enough of the equal ones around them to see where.

Only what is equal on both sides is ever cut, so two values that differ never show as the same text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

#: Equal words kept beside words that differ, and the longest equal stretch that is shown whole.
_AROUND, _SHOWN_WHOLE = 6, 16
#: Above so many pairs of words the middle of two values counts as different from end to end.
_MOST_PAIRS = 4_000_000
#: Versions of which less is equal than this share say something else altogether.
_LEAST_ALIKE = 0.25
_WORD = re.compile(r"(?:\w+(?:[.,:/-]\w+)*|[^\w\s])\s*")
_CUT = "… "


class Stretch(NamedTuple):
    """Some words of one version; ``differs`` where the other version does not have them."""

    text: str
    differs: bool


Sides = tuple[list[Stretch], list[Stretch]]


def differing(before: str, after: str) -> Sides:
    """Both versions as stretches of words, without the middle of what is equal."""
    old, new = _WORD.findall(" ".join(before.split())), _WORD.findall(" ".join(after.split()))
    sides: Sides = ([], [])
    matches = list(_equal(old, new))
    at_old = at_new = 0
    for start_old, start_new, size in [*matches, (len(old), len(new), 0)]:
        _put(sides[0], "".join(old[at_old:start_old]), differs=True)
        _put(sides[1], "".join(new[at_new:start_new]), differs=True)
        at_old, at_new = start_old + size, start_new + size
        first, last = (start_old, start_new) == (0, 0), (at_old, at_new) == (len(old), len(new))
        whole = first and last
        for side, words in ((sides[0], old[start_old:at_old]), (sides[1], new[start_new:at_new])):
            _put(side, "".join(words) if whole else _cut(words, first=first, last=last), differs=False)
    return sides


def _put(side: list[Stretch], text: str, *, differs: bool) -> None:
    if text:
        side.append(Stretch(text, differs))


def _cut(words: Sequence[str], *, first: bool, last: bool) -> str:
    """Equal words, without those that stand far from any word that differs."""
    if len(words) <= _SHOWN_WHOLE:
        return "".join(words)
    head = [] if first else words[:_AROUND]
    tail = [] if last else words[-_AROUND:]
    return "".join([*head, _CUT, *tail])


def _equal(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Stretches that both have, as their places and number of words; the spaces behind a word do not count."""
    a, b = [word.strip() for word in old], [word.strip() for word in new]
    head = _same_words(a, b)
    tail = _same_words(a[head:][::-1], b[head:][::-1])
    if head:
        yield 0, 0, head
    for start_a, start_b, size in _equal_inside(a[head : len(a) - tail], b[head : len(b) - tail]):
        yield head + start_a, head + start_b, size
    if tail:
        yield len(a) - tail, len(b) - tail, tail


def _equal_inside(a: Sequence[str], b: Sequence[str]) -> list[tuple[int, int, int]]:
    """The same between two versions that begin and end otherwise; nothing where hardly a word is equal."""
    if len(a) * len(b) > _MOST_PAIRS:
        return []
    blocks = SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    found = [(match.a, match.b, match.size) for match in blocks if match.size]
    return found if sum(size for _, _, size in found) >= _LEAST_ALIKE * max(len(a), len(b)) else []


def _same_words(a: Sequence[str], b: Sequence[str]) -> int:
    """How many words both begin with."""
    for number, (one, other) in enumerate(zip(a, b, strict=False)):
        if one != other:
            return number
    return min(len(a), len(b))
