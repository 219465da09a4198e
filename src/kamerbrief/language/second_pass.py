"""The second pass of the tagger: how likely a sentence is a promise, given what those around it are taken for.

Promises come in company: below *Vervolg* one follows the other, in a description of what was found there are none. The
first pass sees the words around a sentence; the second sees what the first made of them. Its few weights are learnt
from scores of letters that the first pass did not learn from (``training/promises.py``), as those of a new letter are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

#: How many sentences before and behind count, and how far a score does.
NEIGHBOURS, _FARTHEST = 2, 6.0


class First(NamedTuple):
    """What the first pass made of a sentence.

    ``score`` is the logarithm of its odds; ``taken`` how far it is taken for a promise, 0 to 1: its probability, or
    what is certain of it; ``section`` the count of the section in which it stands.
    """

    score: float
    taken: float
    section: int


def around(sentences: Sequence[First]) -> NDArray[np.float64]:
    """What the second pass sees of each sentence of a letter, in a row.

    Its own score; for each neighbour below the same heading what it is taken for, and whether there is one; what the
    other sentences of the letter are taken for on average.
    """
    taken = np.array([one.taken for one in sentences])
    sections = np.array([one.section for one in sentences])
    columns = [np.clip([one.score for one in sentences], -_FARTHEST, _FARTHEST)]
    for away in range(1, NEIGHBOURS + 1):
        for before in (True, False):
            beside, there = _beside(taken, sections, away, before=before)
            columns += [beside, there]
    columns.append((taken.sum() - taken) / max(1, len(taken) - 1))
    return np.array(columns, dtype=np.float64).T


def _beside(
    taken: NDArray[np.float64], sections: NDArray[np.int64], away: int, *, before: bool
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What the neighbours so many sentences away are taken for (0 where there is none), and whether there is one."""
    beside, there = np.zeros(len(taken)), np.zeros(len(taken))
    own, other = (slice(away, None), slice(None, -away)) if before else (slice(None, -away), slice(away, None))
    same = sections[own] == sections[other]
    beside[own], there[own] = np.where(same, taken[other], 0.0), same
    return beside, there


def odds(weights: NDArray[np.float64], rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """The logarithm of the odds that each sentence is a promise; the last weight is added to all."""
    return np.asarray(rows @ weights[:-1] + weights[-1])
