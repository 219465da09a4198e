"""How much the sentences of two letters, their paragraphs and sections, are about one thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Sequence
from math import sqrt

from kamerbrief.contract.followed import Sign
from kamerbrief.following.model import Advice, Passage, Promise
from kamerbrief.following.words import Telling

#: Words in common of so much weight count as 1.
VERY_NEAR = 3.0

Features = dict[Sign, float]
#: The signs of two parts, of the blocks and of the sections that two sentences stand in.
OF_PARTS = (
    *(Sign.NEAR_BLOCK, Sign.BEST_BLOCK, Sign.ONLY_BLOCK),
    *(Sign.NEAR_SECTION, Sign.BEST_SECTION, Sign.ONLY_SECTION),
)
#: Which part of its letter a sentence stands in.
_PartOf = Callable[[Passage], Hashable]


class Parts:
    """How near each part of an earlier letter that promises something is to each part of a later one, 0 to 1."""

    def __init__(
        self,
        telling: Telling,
        earlier: Sequence[Passage],
        promised: Collection[int],
        later: Sequence[Passage],
        of: _PartOf,
    ) -> None:
        rows = {of(earlier[place]) for place in promised}
        here = {part: words for part, words in _words(earlier, of).items() if part in rows}
        there = _words(later, of)
        self._of = of
        weights = {word: telling.of(word) for words in (*here.values(), *there.values()) for word in words}
        whole = {part: sum(weights[word] for word in sorted(words)) for part, words in there.items()}
        self._near: dict[Hashable, dict[Hashable, float]] = {}
        for part, words in here.items():
            own = sum(weights[word] for word in sorted(words))
            self._near[part] = {
                other: sum(weights[word] for word in sorted(words & others)) / sqrt(max(own * whole[other], 1.0))
                for other, others in there.items()
            }

    def near(self, earlier: Passage, later: Passage) -> tuple[float, float, float]:
        """How near two are; how much nearer than the first is to other parts, and the second to other first ones."""
        part, other = self._of(earlier), self._of(later)
        row = self._near[part]
        best = max((near for known, near in row.items() if known != other), default=0.0)
        only = max((near[other] for known, near in self._near.items() if known != part), default=0.0)
        return row[other], row[other] - best, row[other] - only


def _words(passages: Sequence[Passage], of: _PartOf) -> dict[Hashable, frozenset[str]]:
    """The stems of each part, its heading's among them."""
    found: dict[Hashable, set[str]] = defaultdict(set)
    for one in passages:
        found[of(one)].update(one.stems, one.around)
    return {part: frozenset(words) for part, words in found.items()}


class Side:
    """How near the sentences of one letter are to the promises of the other, each against each.

    ``may`` are the sentences with which one is compared: those that could be meant instead.
    """

    def __init__(
        self,
        telling: Telling,
        promises: Sequence[Promise | Advice],
        others: Sequence[Passage | Promise],
        may: Collection[int] | None = None,
    ) -> None:
        self.rows = [
            [telling.near(one.stems, one.around, other.stems, other.around) / VERY_NEAR for other in others]
            for one in promises
        ]
        self.meant = [[telling.direct(_meant(one), _meant(other)) / VERY_NEAR for other in others] for one in promises]
        self.blocks = [other.words.block for other in others]
        self.own = [one.words.block for one in promises]
        self.may = range(len(others)) if may is None else may

    def signs(self, row: int, column: int) -> Features:
        """How near two are; how much nearer than the first is to other parts, and the second to other first ones."""
        near, best, only = self._among(self.rows, row, column)
        _, best_meant, only_meant = self._among(self.meant, row, column)
        return {
            Sign.NEAR_WORDS: near,
            Sign.BEST_WORDS: best,
            Sign.ONLY_WORDS: only,
            Sign.BEST_MEANT: best_meant,
            Sign.ONLY_MEANT: only_meant,
        }

    def _among(self, rows: list[list[float]], row: int, column: int) -> tuple[float, float, float]:
        here = rows[row][column]
        beside = (rows[row][n] for n in self.may if self.blocks[n] != self.blocks[column])
        above = (one[column] for n, one in enumerate(rows) if self.own[n] != self.own[row])
        best, only = here - max(beside, default=0.0), here - max(above, default=0.0)
        return min(here, 1.0), max(min(best, 1.0), -1.0), max(min(only, 1.0), -1.0)


def _meant(one: Passage | Promise | Advice) -> tuple[str, ...]:
    """The words of what a sentence is about: with those before it, where it refers to them."""
    return tuple(dict.fromkeys((*one.stems, *one.around))) if one.refers else one.stems
