"""Taggers that did not learn from the letters that they read: letters are left out of training in portions.

The second pass learns from what the first makes of letters that the first did not learn from. To measure it on a letter
left out, the first pass is therefore trained without that letter's portion and each other one in turn, so that nothing
that reads a letter, or taught what reads it, has seen it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from kamerbrief.errors import ReadError
from kamerbrief.language.second_pass import NEIGHBOURS, around
from kamerbrief.language.tagging import WIDTH, Columns, Tagger, vector

#: How far the weights may go to fit (the inverse of scikit-learn's regularisation), of either pass.
_FIT, _FIT_SECOND = 5.0, 1.0
#: Fewer portions leave nothing for the second pass to learn from.
_FEWEST = 3


class Example(NamedTuple):
    """A sentence as the tagger sees it: whether it is a promise, how much it counts, what is certain, its section.

    ``certain`` is 1 where a form of the rules makes it a promise, 0 where they rule it out, None where they ask.
    """

    columns: Columns
    promise: bool
    weight: float
    certain: float | None = None
    section: int = 0

    @property
    def asked(self) -> bool:
        """Whether the tagger is asked about it."""
        return self.certain is None


#: The sentences of one letter.
Letter = Sequence[Example]


@dataclass(frozen=True)
class Rows:
    """The sentences of some letters as training takes them, of each of which a tagger learns or does not.

    How rare a part is, is counted over all of them; what is a promise, only where it is learnt from.
    """

    matrix: Any
    rarity: NDArray[np.float32]
    promise: NDArray[np.bool_]
    weight: NDArray[np.float64]

    @classmethod
    def of(cls, examples: Sequence[Example]) -> Rows:
        """Raises ReadError where scikit-learn is not installed."""
        regression()
        from scipy.sparse import csr_matrix

        rarity = _rarity([example.columns for example in examples])
        rows = [vector(example.columns, rarity) for example in examples]
        starts = np.cumsum([0, *(len(columns) for columns, _ in rows)])
        values, columns = np.concatenate([row[1] for row in rows]), np.concatenate([row[0] for row in rows])
        matrix = csr_matrix((values, columns, starts), shape=(len(rows), WIDTH))
        promise, weight = [example.promise for example in examples], [example.weight for example in examples]
        return cls(matrix, rarity, np.array(promise), np.array(weight))

    def train(self, kept: NDArray[np.bool_] | None = None) -> Tagger:
        """A tagger without a second pass; the same sentences in the same order give the same weights."""
        kept = np.ones(len(self.promise), bool) if kept is None else kept
        model = regression()(C=_FIT, solver="liblinear", max_iter=300, tol=1e-3, random_state=0)
        model.fit(self.matrix[kept], self.promise[kept], self.weight[kept])
        return Tagger(model.coef_[0].astype(np.float16).astype(np.float32), self.rarity, float(model.intercept_[0]))


def regression() -> Any:
    """scikit-learn's logistic regression; raises ReadError where it is not installed."""
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        raise ReadError("training", "scikit-learn is not installed", "pip install 'kamerbrief[train]'") from None
    return LogisticRegression


def _rarity(rows: Sequence[Columns]) -> NDArray[np.float32]:
    counts = np.zeros(WIDTH)
    for columns in rows:
        np.add.at(counts, columns.numbers, 1)
    return np.asarray(np.log((1 + len(rows)) / (1 + counts)) + 1, np.float16).astype(np.float32)


def judged(tagger: Tagger, letter: Letter) -> NDArray[np.float64]:
    """The probability of every sentence of a letter."""
    return tagger.judge(*_each(letter))


def _each(letter: Letter) -> tuple[list[Columns], list[float | None], list[int]]:
    return [one.columns for one in letter], [one.certain for one in letter], [one.section for one in letter]


def train_whole(
    letters: Sequence[Letter], given: int, portions: int, same: Callable[[int, int], bool]
) -> tuple[Tagger, list[Tagger]]:
    """A tagger that learnt from all letters, and for each of the first ``given`` one that did not learn from it.

    Only those are left out, in so many portions: one tagger is for all letters of a portion. ``same`` says of two
    letters, by their places, that what is left out of one is left out of the other as well.
    """
    rows = Rows.of([example for letter in letters for example in letter])
    portions = min(portions, given)
    groups = [range(number, given, portions) for number in range(portions)]

    def without(*numbers: int) -> Tagger:
        left = [at for number in numbers for at in groups[number]]
        out = [any(same(one, at) for one in left) for at in range(len(letters))]
        return rows.train(np.repeat([not one for one in out], [len(letter) for letter in letters]))

    alone = [without(number) for number in range(portions)]
    pairs = {pair: without(*pair) for pair in combinations(range(portions), 2)} if portions >= _FEWEST else {}
    read = [(letters[at], alone[at % portions]) for at in range(given)]
    whole = replace(rows.train(), second=_second(read) if pairs else None)
    for number in range(portions):
        others = [at for at in range(given) if at % portions != number and not _any_same(same, groups[number], at)]
        told = [(letters[at], pairs[_pair(number, at % portions)]) for at in others] if pairs else []
        alone[number] = replace(alone[number], second=_second(told) if told else None)
    return whole, [alone[at % portions] for at in range(given)]


def _any_same(same: Callable[[int, int], bool], group: Sequence[int], at: int) -> bool:
    return any(same(one, at) for one in group)


def _pair(one: int, other: int) -> tuple[int, int]:
    return min(one, other), max(one, other)


def _second(read: Sequence[tuple[Letter, Tagger]]) -> NDArray[np.float64] | None:
    """The weights of the second pass, learnt from letters by taggers that did not learn from them."""
    firsts = [tagger.first_pass(*_each(letter)) for letter, tagger in read]
    rows = np.concatenate([around(letter) for letter in firsts if letter] or [np.zeros((0, 2 + 4 * NEIGHBOURS))])
    promise = np.array([example.promise for letter, _ in read for example in letter])
    weight = np.array([example.weight for letter, _ in read for example in letter])
    if len(set(promise.tolist())) < 2:
        return None
    model = regression()(C=_FIT_SECOND, max_iter=1000).fit(rows, promise, weight)
    return np.round(np.array([*model.coef_[0], model.intercept_[0]]), 4)
