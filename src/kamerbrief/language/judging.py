"""Judging what a sentence says where no cue word of the lexicon settles it: a linear classifier over words and pieces.

Ministers word a refusal in ever new ways. The rules know the usual ones; for the others the classifier ``stances``
(what a sentence does with a recommendation) ships with the package. It learnt from sentences written for this project;
``training/stances.py`` has the recipe. A judgement is a probability for each label, and the facts use it only above a
bound that was measured on sentences kept apart. Promises are judged by ``tagging.py``.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

#: The label of a sentence of which there is nothing to say.
NONE = "none"
#: The number of columns over which the parts of sentences are spread.
WIDTH = 2**17
_TOKEN = re.compile(r"\d[\d.,]*|\w+|[^\w\s]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PIECES = range(3, 6)


@dataclass(frozen=True, slots=True)
class Judge:
    """A trained classifier: ``weights`` has a row for each column of parts and a column for each label."""

    labels: tuple[str, ...]
    weights: NDArray[np.float32]
    bias: NDArray[np.float32]
    rarity: NDArray[np.float32]

    def __call__(self, sentence: str) -> dict[str, float]:
        """How likely each label is for a sentence; the numbers add up to 1."""
        columns, values = vector(sentence, self.rarity)
        scores = values @ self.weights[columns].astype(np.float64) + self.bias
        odds = np.exp(scores - scores.max())
        return dict(zip(self.labels, (odds / odds.sum()).tolist(), strict=True))


#: What ships: the classifier of stances and the tagger of commitments.
JUDGES = ("commitments", "stances")


def _file_of(name: str) -> Traversable:
    return files(__package__).joinpath("judges", f"{name}.npz")


@cache
def judge_hash(name: str) -> str:
    """Twelve hexadecimal digits over the bytes of one of JUDGES."""
    return hashlib.sha256(_file_of(name).read_bytes()).hexdigest()[:12]


@cache
def load_judge(name: str) -> Judge:
    """The bundled classifier of this name (``stances``)."""
    with _file_of(name).open("rb") as file, np.load(file) as data:
        return Judge(tuple(map(str, data["labels"])), data["weights"], data["bias"], data["rarity"])


def rounded(probability: float | None) -> Decimal | None:
    """A probability as it is published: in hundredths, which are the same on every machine; None for none."""
    return None if probability is None else Decimal(f"{probability:.2f}")


def vector(sentence: str, rarity: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The columns of the parts of a sentence, and their values: how often, how rare; words and pieces weigh alike."""
    columns, values = [], []
    for family in families(sentence):
        found = np.fromiter(family, np.int64, len(family))
        value = np.fromiter(family.values(), np.float64, len(family)) * rarity[found]
        columns.append(found)
        values.append(value / (np.linalg.norm(value) or 1.0))
    return np.concatenate(columns), np.concatenate(values)


def families(sentence: str) -> tuple[Counter[int], Counter[int]]:
    """The columns of a sentence's words and pairs of words, and of the pieces of its words, with their counts."""
    words = list(_words(sentence))
    named = Counter(_column(word) for word in words) + Counter(_column(" ".join(pair)) for pair in pairwise(words))
    return named, Counter(column for word in words for column in _pieces(word))


def _words(sentence: str) -> Iterator[str]:
    """The words in small letters; a figure is a figure and a year a year, whichever."""
    for token in _TOKEN.findall(sentence.lower()):
        if token[0].isdigit():
            yield "1999" if _YEAR.fullmatch(token) else "0"
        else:
            yield token


@lru_cache(maxsize=20_000)
def _pieces(word: str) -> tuple[int, ...]:
    marked = f"<{word}>"
    return tuple(
        _column("#" + marked[start : start + size]) for size in _PIECES for start in range(len(marked) - size + 1)
    )


def _column(part: str) -> int:
    return crc32(part.encode()) % WIDTH
