"""Names of one letter that are the same but for a slip of the pen or an ending: *Nationale Programma Sluizen*."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

#: A word as long as this is the same word with another ending, or with a letter more, less or changed inside, if it
#: begins with the same letters: with more changed it is another word, *noordwest* and *noordoost*.
_LONG, _CHANGED, _BEGINNING = 8, 2, 4


def spelled_alike(keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The slugs of which one word differs a little from that of an earlier one, with that one.

    Each is looked up by its other words, so that the time grows with the number of names.
    """
    earlier: dict[tuple[int, tuple[str, ...]], str] = {}
    for key in keys:
        words = key.split("-")
        others = [(place, (*words[:place], *words[place + 1 :])) for place in range(len(words)) if len(words) > 1]
        same = (earlier[rest] for rest in others if rest in earlier and _alike(earlier[rest], key, rest[0]))
        found = next(same, None)
        if found:
            yield key, found
        for rest in others:
            earlier.setdefault(rest, key)


def _alike(one: str, other: str, place: int) -> bool:
    first, second = one.split("-")[place], other.split("-")[place]
    shared = _shared(first, second)
    if shared < _BEGINNING or min(len(first), len(second)) < _LONG or not (first + second).isalpha():
        return False
    left, right = first[shared:], second[shared:]
    behind = _shared(left[::-1], right[::-1])
    changed, kept = max(len(left), len(right)) - behind, min(len(left), len(right)) - behind
    return changed <= (_CHANGED if behind == 0 or kept == 0 else 1)


def _shared(one: str, other: str) -> int:
    """How many letters at their beginning two words share."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
