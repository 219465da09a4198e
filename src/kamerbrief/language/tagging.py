"""Judging sentences in their place: a linear tagger over words, their shapes, the words around them and known signs.

A sentence alone often does not tell whether it promises: *Hiervoor wordt een handreiking opgesteld* does so below
the heading *Vervolgstappen* and hardly does in a description. The tagger therefore sees each sentence with the heading
above it, the sentence before it (or the lead-in of its list), the one behind it and its kind of block. What the rules
know of a sentence comes in as names of signs. Only hashes of these parts are kept, so no text can be read back from the
weights; ``training/promises.py`` has the recipe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from kamerbrief.language.second_pass import First, around, odds
from kamerbrief.lexicon import load


class Columns(NamedTuple):
    """The columns of a sentence's parts: those of each family in order, the families behind one another.

    ``sizes`` tells how many are of each of FAMILIES.
    """

    numbers: NDArray[np.int64]
    sizes: NDArray[np.int64]


#: The number of columns over which the parts of sentences are spread.
WIDTH = 2**18
#: How much each family of parts weighs in the length of a sentence's vector.
FAMILIES = {
    "word": 1.0,
    "piece": 1.0,
    "heading": 0.3,
    "before": 0.3,
    "behind": 0.2,
    "skeleton": 0.7,
    "opening": 0.5,
    "verbs": 0.7,
    "place": 0.125,
    "sign": 0.25,
    "signs": 0.5,
    "clause": 0.25,
}
#: Families of a few certain facts: each counts in full, however many there are and however common.
_PLAIN = frozenset({"place", "sign", "clause"})
_PLACES = {family: place * WIDTH for place, family in enumerate(FAMILIES)}
_WEIGHTS = np.array(list(FAMILIES.values()))
_IS_PLAIN = np.array([family in _PLAIN for family in FAMILIES])
_TOKEN = re.compile(r"\d[\d.,]*|\w+|[^\w\s]")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PARTICIPLE = re.compile(r"(?:[a-zë]*ge\w{2,}(?:d|t|en)|(?:ver|be|ont|her|er)\w{2,}(?:d|t))$")
_PARTICIPLES = ("d", "t", "en")
_NOUNS = ("ing", "heid", "teit", "tie", "ties", "ingen", "heden", "schap", "ment", "isme", "aar", "eur")
_ENDINGS = ("eren", "en", "eert", "t")
_VERBAL = frozenset({"@participle", "@en", "@eren"})
#: How far behind an auxiliary its participle or infinitive may stand, and how far before it, in words.
_AHEAD, _BACK, _AUXILIARIES = 25, 3, 4
_AROUND = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence in its place. ``kind`` is that of its block, ``part`` how far into the letter it stands (0 to 1).

    ``before`` is the lead-in for an item of a list, else the sentence before; ``listed`` says that there is a lead-in;
    ``first`` and ``last`` that it opens or closes its block; ``signs`` are the names of what rules
    know of it, ``clauses`` of what its clauses show.
    """

    text: str
    before: str = ""
    behind: str = ""
    heading: str = ""
    kind: str = "paragraph"
    part: float = 0.5
    listed: bool = False
    first: bool = False
    last: bool = False
    signs: tuple[str, ...] = ()
    clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tagger:
    """A trained tagger of one label; ``weights`` and ``rarity`` have a number for each column of parts.

    ``second`` are the weights of the second pass (``second_pass.py``), None without one.
    """

    weights: NDArray[np.float32]
    rarity: NDArray[np.float32]
    bias: float
    second: NDArray[np.float64] | None = None

    def __call__(self, place: Place) -> float:
        """How likely the label is for a sentence that stands alone, between 0 and 1."""
        return float(self.judge([columns_of(place)], [None], [0])[0])

    def score(self, parts: Columns) -> float:
        """The logarithm of the odds of the label for a sentence of which the parts' columns are known."""
        columns, values = vector(parts, self.rarity)
        return float(values @ self.weights[columns].astype(np.float64)) + self.bias

    def judge(
        self, parts: Sequence[Columns | None], certain: Sequence[float | None], sections: Sequence[int]
    ) -> NDArray[np.float64]:
        """How likely the label is for each sentence of a letter.

        ``certain`` says what is known of a sentence anyway (1 or 0, None where it is asked about: its ``parts`` are
        needed for that); ``sections`` counts the sections.
        """
        firsts = [self._first(*one) for one in zip(parts, certain, sections, strict=True)]
        if not firsts:
            return np.zeros(0)
        scores = np.array([one.score for one in firsts]) if self.second is None else odds(self.second, around(firsts))
        return np.asarray(1 / (1 + np.exp(-scores)))

    def _first(self, parts: Columns | None, certain: float | None, section: int) -> First:
        score = 0.0 if parts is None else self.score(parts)
        taken = float(1 / (1 + np.exp(-score)))
        return First(score, taken if certain is None else certain, section)


@cache
def load_tagger(name: str) -> Tagger:
    """The bundled tagger of that name (``commitments``)."""
    with files(__package__).joinpath("judges", f"{name}.npz").open("rb") as file, np.load(file) as data:
        weights, rarity = data["weights"].astype(np.float32), data["rarity"].astype(np.float32)
        second = data["second"]
        return Tagger(weights, rarity, float(data["bias"]), second if second.size else None)


def columns_of(place: Place) -> Columns:
    """The columns of the parts of a sentence in its place, each once and in order."""
    words = _words(place.text)
    sums = {family: _sums(family, parts) for family, parts in parts_of(place).items()}
    sums["word"] = _gram_sums("word", words, 3)
    sums["skeleton"] = _gram_sums("skeleton", _shapes(words), 4)
    sums["signs"] = _pair_sums("signs", place.signs)
    pieces = [_piece_columns(word) for word in words if word.isalpha()]
    others = np.fromiter(chain.from_iterable(sums.values()), np.int64) % WIDTH
    others += np.repeat([_PLACES[family] for family in sums], [len(found) for found in sums.values()])
    return _each_once(np.concatenate([others, *pieces]))


def _each_once(columns: NDArray[np.int64]) -> Columns:
    """Each column once and in order, of columns that lie WIDTH apart for each family."""
    columns.sort()
    first = np.ones(len(columns), bool)
    np.not_equal(columns[1:], columns[:-1], out=first[1:])
    found = columns[first]
    return Columns(found % WIDTH, np.bincount(found // WIDTH, minlength=len(FAMILIES)))


def vector(columns: Columns, rarity: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The columns of a sentence and their values: how rare each part is, with each family as long as it weighs."""
    sizes = columns.sizes
    values = np.where(np.repeat(_IS_PLAIN, sizes), 1.0, rarity[columns.numbers].astype(np.float64))
    ends = sizes.cumsum()
    # The sum of the squares of each family is what has been added up at its end, less what had been before it.
    squares = np.concatenate([[0.0], (values * values).cumsum()])
    lengths = np.sqrt(squares[ends] - squares[ends - sizes])
    scales = _WEIGHTS / np.where(_IS_PLAIN | (lengths == 0), 1.0, lengths)
    return columns.numbers, values * np.repeat(scales, sizes)


def parts_of(place: Place) -> dict[str, list[str]]:
    """What the tagger looks at, by family, but for words, shapes, pieces and pairs of signs, which are summed apart."""
    words = _words(place.text)
    shapes = _shapes(words)
    before = _words(place.before)
    return {
        "heading": [word for word in _words(place.heading) if word.isalpha()],
        "before": list(before[-_AROUND:]),
        "behind": list(_words(place.behind)[:_AROUND]),
        "opening": [" ".join(kind[:size]) for kind, sizes in ((words, (1, 2)), (shapes, (3, 4))) for size in sizes],
        "verbs": list(_verb_pairs(words, shapes)),
        "place": _facts_of(place, words),
        "sign": list(place.signs),
        "clause": list(place.clauses),
    }


def _facts_of(place: Place, words: Sequence[str]) -> list[str]:
    text = place.text.strip()
    subject = next((word for word in words if word in _word_list("subjects")), "-")
    auxiliary = next((word for word in words if word in _word_list("auxiliaries")), "-")
    flags = ("listed", "first", "last")
    return [
        f"kind {place.kind}",
        f"part {int(place.part * 10)}",
        f"length {min(len(words) // 6, 8)}",
        f"ends {text[-1:] if text[-1:] in tuple('.;:?') else ''}",
        f"lower {text[:1].islower()}",
        f"subject {subject}",
        f"auxiliary {auxiliary}",
        f"{subject} {auxiliary}",
        *(f"{flag} {getattr(place, flag)}" for flag in flags),
    ]


def _verb_pairs(words: Sequence[str], shapes: Sequence[str]) -> Iterator[str]:
    """Each auxiliary with the participles and infinitives behind it in its clause, and right before it."""
    auxiliaries = [at for at, word in enumerate(words) if word in _word_list("auxiliaries")]
    for at in auxiliaries[:_AUXILIARIES]:
        for other in range(at + 1, min(len(words), at + _AHEAD)):
            if words[other] in (";", ":", "."):
                break
            if shapes[other] in _VERBAL:
                yield f"{words[at]}>{words[other]}"
                yield f"{words[at]}>{shapes[other]}"
        for other in range(max(0, at - _BACK), at):
            if shapes[other] in _VERBAL:
                yield f"{words[other]}<{words[at]}"


def _shapes(words: Sequence[str]) -> list[str]:
    """The words with those that carry meaning replaced by the form that they have."""
    return [_shape(word) for word in words]


@lru_cache(maxsize=20_000)
def _shape(word: str) -> str:
    if word in _word_list("function") or not word[0].isalpha():
        return word
    if word.endswith(_PARTICIPLES) and _PARTICIPLE.match(word):
        return "@participle"
    if word.endswith(_NOUNS):
        return "@noun"
    return next((f"@{ending}" for ending in _ENDINGS if word.endswith(ending)), "@word")


@cache
def _word_list(name: str) -> frozenset[str]:
    return frozenset(load("sentences")[name])


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[str, ...]:
    """The words in small letters; a figure is a figure and a year a year, whichever.

    A sentence is asked for itself and for the two beside it, a heading for all below it.
    """
    tokens = _TOKEN.findall(text.lower())
    return tuple(("1999" if _YEAR.fullmatch(token) else "0") if token[0].isdigit() else token for token in tokens)


def _gram_sums(family: str, words: Sequence[str], longest: int) -> list[int]:
    """The sums over each word with none to ``longest - 1`` of those behind it, a blank between."""
    following = [b" " + word.encode() for word in words]
    begun = _begun(family)
    sums = [crc32(word[1:], begun) for word in following]
    found = list(sums)
    for size in range(1, longest):
        # The sum over a stretch of words goes on with that over the same stretch without its last word.
        sums = list(map(crc32, following[size:], sums))
        found += sums
    return found


def _pair_sums(family: str, names: Sequence[str]) -> list[int]:
    """The sums over each name with each behind it, a ``&`` between."""
    behind = [b"&" + name.encode() for name in names]
    firsts = _sums(family, names)
    return [crc32(other, first) for at, first in enumerate(firsts, start=1) for other in behind[at:]]


@lru_cache(maxsize=20_000)
def _piece_columns(word: str) -> NDArray[np.int64]:
    """The columns of the pieces of two to five letters of a word, its ends marked."""
    marked = f"<{word}>"
    pieces = [marked[at : at + size] for size in range(2, 6) for at in range(len(marked) - size + 1)]
    return np.array(_sums("piece", pieces)) % WIDTH + _PLACES["piece"]


@cache
def _begun(family: str) -> int:
    """The sum over the family's name, with which that over each of its parts goes on."""
    return crc32(f"{family}|".encode())


def _sums(family: str, parts: Sequence[str]) -> list[int]:
    begun = _begun(family)
    return [crc32(part.encode(), begun) for part in parts]
