"""What follows each word of a sentence, found in one pass from the end."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from kamerbrief.annotate.verbs import Form
from kamerbrief.annotate.words import STRONG, Word, small


def later_verbs(words: Sequence[Word]) -> list[bool]:
    """For each place whether a verb that is no participle may be finite behind it, up to the end of the sentence."""
    found = [False] * len(words)
    seen = False
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        found[place] = seen
        if word.text in STRONG:
            seen = False
        elif (word.sure or word.weak) and not any(one.form is Form.PARTICIPLE for one in word.verbal):
            seen = True
    return found


@cache
def _barrier() -> frozenset[str]:
    return small("joins", "conjunctions", "relative", "question") | {"die", "om"}


def segments(words: Sequence[Word]) -> tuple[list[int | None], list[int | None]]:
    """What stands behind each place up to the next comma, joining word or word that opens a clause.

    The first list has the verb that is finite there (a sure one before one that may be), the second the place where
    the verbs begin that end the stretch.
    """
    first: list[int | None] = [None] * len(words)
    cluster: list[int | None] = [None] * len(words)
    barrier = _barrier()
    near: int | None = None
    begins: int | None = None
    ending = True
    for place in range(len(words) - 1, -1, -1):
        word = words[place]
        first[place], cluster[place] = near, begins
        if word.stop or word.text in barrier:
            near, begins, ending = None, None, True
            continue
        if (word.sure or word.weak) and not word.te and (word.sure or near is None or not words[near].sure):
            near = place
        ending = ending and bool(word.verbal or word.sure or word.weak or word.text == "te")
        begins = place if ending else begins
    return first, cluster
