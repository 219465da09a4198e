"""Judging an answer to a recommendation as a whole: one linear model over its sentences, and one over what these tell.

The first step gives each sentence, in its place, a score for every stance and for telling nothing (``NONE``): a linear
map of the parts that ``tagging.py`` makes of it. The second sees of each stance how plainly the plainest sentence, the
first, the last and all together tell it, and what is known of the advice, and gives the stance of the whole answer a
probability. Only weights of hashed parts are kept. ``training/stances.py`` has the recipe.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from kamerbrief.language.tagging import Columns, vector

#: The label of a sentence of which there is nothing to say; the last of a judge's labels of sentences.
NONE = "none"
#: How sharply scores of sentences are told apart.
_SHARP = 3.0
_LEAST = 1e-3
#: What ships: the judge of stances and the tagger of commitments.
JUDGES = ("commitments", "stances")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judge:
    """A trained judge of answers.

    ``labels`` are the stances; ``weights`` and ``bias`` have a column for each of them and one for NONE, ``weights`` a
    row for each column of parts. ``whole`` has a row for each number of ``summary`` and at its end one for the bias.
    """

    labels: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    rarity: NDArray[np.float32]
    whole: Floats

    def scores(self, sentences: Sequence[Columns]) -> Floats:
        """The scores of each sentence for each stance and for NONE, by the columns of its parts."""
        rows = [self._score(one) for one in sentences]
        return np.stack(rows) if rows else np.zeros((0, len(self.labels) + 1))

    def _score(self, parts: Columns) -> Floats:
        columns, values = vector(parts, self.rarity)
        return np.asarray(values @ self.weights[columns].astype(np.float64) + self.bias)

    def __call__(self, scores: Floats, known: Sequence[float]) -> Floats:
        """The probability of each stance for an answer with these scores of its sentences."""
        return softened(np.append(summary(scores, known), 1.0) @ self.whole)


def softened(scores: Floats, sharp: float = 1.0) -> Floats:
    """Scores as probabilities, which add up to 1 in each row."""
    odds = np.exp(sharp * (scores - scores.max(axis=-1, keepdims=True)))
    return np.asarray(odds / odds.sum(axis=-1, keepdims=True))


def told(scores: Floats) -> Floats:
    """How plainly each sentence tells each stance, 0 to 1; what tells nothing is left out."""
    return softened(scores, _SHARP)[:, :-1]


def summary(scores: Floats, known: Sequence[float]) -> Floats:
    """What the second step sees of an answer of at least one sentence.

    ``known`` are numbers of which the first is 1 where the advice is to look into something, else 0.
    """
    shares = told(scores)
    plainest = shares.max(axis=0)
    return np.concatenate(
        [
            plainest,
            shares.sum(axis=0),
            np.log(plainest + _LEAST),
            shares.mean(axis=0),
            shares[0],
            shares[-1],
            scores.max(axis=0),
            scores.mean(axis=0),
            scores[0],
            scores[-1],
            known[0] * plainest,
            known,
        ]
    )


def _file_of(name: str) -> Traversable:
    return files(__package__).joinpath("judges", f"{name}.npz")


@cache
def judge_hash(name: str) -> str:
    """Twelve hexadecimal digits over the bytes of one of JUDGES."""
    return hashlib.sha256(_file_of(name).read_bytes()).hexdigest()[:12]


@cache
def load_judge() -> Judge:
    """The bundled judge of stances."""
    with _file_of("stances").open("rb") as file, np.load(file) as data:
        weights, rarity = data["weights"].astype(np.float32), data["rarity"].astype(np.float32)
        return Judge(tuple(map(str, data["labels"])), weights, data["bias"], rarity, data["whole"])


def rounded(probability: float | None) -> Decimal | None:
    """A probability as it is published: in hundredths, which are the same on every machine; None for none."""
    return None if probability is None else Decimal(f"{probability:.2f}")
