"""Judging sentences in their place: a linear tagger over words, their shapes, the words around them and known signs.

A sentence alone often does not tell whether it promises: *Hiervoor wordt een handreiking opgesteld* does so below
the heading *Vervolgstappen* and hardly does in a description. The tagger therefore sees each sentence with the heading
above it, the sentence before it (or the lead-in of its list), the one behind it and its kind of block. What the rules
know of a sentence comes in as names of signs. Only hashes of these parts are kept, so no text can be read back from the
weights; ``training/promises.py`` has the recipe.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import chain, repeat
from typing import NamedTuple, TypeVar
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from kamerbrief.language.second_pass import First, around, odds
from kamerbrief.lexicon import load, words_and_signs


class Columns(NamedTuple):
    """The columns of a sentence's parts: those of each family in order, the families behind one another.

    ``sizes`` tells how many are of each of FAMILIES.
    """

    numbers: NDArray[np.int64]
    sizes: NDArray[np.int64]


#: The number of columns over which the parts of sentences are spread.
_BITS = 18
WIDTH = 2**_BITS
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
    "about": 0.4,
}
#: Families of a few certain facts: each counts in full, however many there are and however common.
_PLAIN = frozenset({"place", "sign", "clause"})
_WEIGHTS = np.array(list(FAMILIES.values()))
_IS_PLAIN = np.array([family in _PLAIN for family in FAMILIES])
_TOKEN = re.compile(r"\d[\d.,]*|\w+|[^\w\s]")
_CENTURIES = ("19", "20")
_PARTICIPLE = re.compile(r"(?:[a-zë]*ge\w{2,}(?:d|t|en)|(?:ver|be|ont|her|er)\w{2,}(?:d|t))$")
_PARTICIPLES = ("d", "t", "en")
_NOUNS = ("ing", "heid", "teit", "tie", "ties", "ingen", "heden", "schap", "ment", "isme", "aar", "eur")
_ENDINGS = ("eren", "en", "eert", "t")
_VERBAL = frozenset({"@participle", "@en", "@eren"})
#: How far behind an auxiliary its participle or infinitive may stand, and how far before it, in words.
_AHEAD, _BACK, _AUXILIARIES = 25, 3, 4
_AROUND = 8
#: The lists of words of which the first in a sentence is looked at.
_SHOWN = ("subjects", "auxiliaries")
#: So many sentences are reckoned with at once: numpy takes as long for one.
_TOGETHER = 64


class Place(NamedTuple):
    """A sentence in its place. ``kind`` is that of its block, ``part`` how far into the letter it stands (0 to 1).

    ``before`` is the lead-in for an item of a list, else the sentence before; ``listed`` says that there is a lead-in;
    ``first`` and ``last`` that it opens or closes its block; ``signs`` are the names of what rules
    know of it, ``clauses`` of what its clauses show, ``about`` of what they say of the subject that is asked about.
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
    about: tuple[str, ...] = ()


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

    def scores(self, parts: Sequence[Columns]) -> NDArray[np.float64]:
        """The logarithm of the odds of the label for sentences of which the parts' columns are known."""
        return np.concatenate([np.zeros(0), *(self._scores(portion) for portion in _portions(parts))])

    def _scores(self, parts: Sequence[Columns]) -> NDArray[np.float64]:
        numbers, values = vector(Columns(*map(np.concatenate, zip(*parts, strict=True))), self.rarity)
        rows = np.repeat(np.arange(len(parts)), [len(one.numbers) for one in parts])
        return np.asarray(np.bincount(rows, values * self.weights[numbers], len(parts)) + self.bias)

    def judge(
        self, parts: Sequence[Columns | None], certain: Sequence[float | None], sections: Sequence[int]
    ) -> NDArray[np.float64]:
        """How likely the label is for each sentence of a letter.

        ``certain`` says what is known of a sentence anyway (1 or 0, None where it is asked about: its ``parts`` are
        needed for that); ``sections`` counts the sections.
        """
        firsts = self.first_pass(parts, certain, sections)
        if not firsts:
            return np.zeros(0)
        scores = np.array([one.score for one in firsts]) if self.second is None else odds(self.second, around(firsts))
        return np.asarray(1 / (1 + np.exp(-scores)))

    def first_pass(
        self, parts: Sequence[Columns | None], certain: Sequence[float | None], sections: Sequence[int]
    ) -> list[First]:
        """What the first pass makes of each sentence of a letter; see :meth:`judge`."""
        scores = np.zeros(len(parts))
        scores[[one is not None for one in parts]] = self.scores([one for one in parts if one is not None])
        taken = 1 / (1 + np.exp(-scores))
        return [
            First(float(score), float(own) if known is None else known, section)
            for score, own, known, section in zip(scores, taken, certain, sections, strict=True)
        ]


_Item = TypeVar("_Item")


def _portions(items: Sequence[_Item]) -> Iterator[Sequence[_Item]]:
    return (items[at : at + _TOGETHER] for at in range(0, len(items), _TOGETHER))


@cache
def load_tagger(name: str) -> Tagger:
    """The bundled tagger of that name (``commitments``)."""
    with files(__package__).joinpath("judges", f"{name}.npz").open("rb") as file, np.load(file) as data:
        weights, rarity = data["weights"].astype(np.float32), data["rarity"].astype(np.float32)
        second = data["second"]
        return Tagger(weights, rarity, float(data["bias"]), second if second.size else None)


def columns_of(place: Place) -> Columns:
    """The columns of the parts of a sentence in its place, each once and in order."""
    return next(columns_of_all([place]))


def columns_of_all(places: Sequence[Place]) -> Iterator[Columns]:
    """The same for each of many sentences."""
    return chain.from_iterable(map(_columns, _portions(places)))


def _columns(places: Sequence[Place]) -> Iterator[Columns]:
    sums = array("L")
    sizes: list[int] = []
    for place in places:
        for found in _sums_of(place):
            sums.extend(found)
            sizes.append(len(found))
    families = np.repeat(np.arange(len(sizes)), sizes)
    columns = _each_once((families << _BITS) | (np.array(sums, np.int64) & (WIDTH - 1)))
    counts = np.bincount(columns >> _BITS, minlength=len(sizes)).reshape(len(places), len(FAMILIES))
    numbers = np.split(columns & (WIDTH - 1), counts.sum(axis=1).cumsum()[:-1])
    return map(Columns, numbers, counts)


def _sums_of(place: Place) -> Iterator[Sequence[int]]:
    """The sums of the parts of each family in turn."""
    said, parts = _said(place.text), parts_of(place)
    for family in FAMILIES:
        if family == "word":
            yield _gram_sums(family, said.words, 3)
        elif family == "piece":
            yield _piece_sums(said.words)
        elif family == "skeleton":
            yield _gram_sums(family, said.shapes, 4)
        elif family == "signs":
            yield _pair_sums(family, place.signs)
        else:
            yield _sums(family, parts.get(family, ()))


def _each_once(columns: NDArray[np.int64]) -> NDArray[np.int64]:
    """Each column once and in order."""
    # The families stand in order already: a stable sort takes a third of the time for these.
    columns.sort(kind="stable")
    first = np.ones(len(columns), bool)
    np.not_equal(columns[1:], columns[:-1], out=first[1:])
    return columns[first]


def vector(columns: Columns, rarity: NDArray[np.float32]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """The columns of a sentence and their values: how rare each part is, with each family as long as it weighs.

    Those of several sentences may be given behind one another.
    """
    sizes = columns.sizes
    family = np.repeat(np.arange(len(sizes)), sizes)
    plain, weights = (np.tile(of_each, len(sizes) // len(FAMILIES)) for of_each in (_IS_PLAIN, _WEIGHTS))
    values = np.where(plain[family], 1.0, rarity[columns.numbers].astype(np.float64))
    lengths = np.sqrt(np.bincount(family, values * values, len(sizes)))
    scales = weights / np.where(plain | (lengths == 0), 1.0, lengths)
    return columns.numbers, values * scales[family]


def parts_of(place: Place) -> dict[str, list[str]]:
    """What the tagger looks at, by family, but for words, shapes, pieces and pairs of signs, which are summed apart."""
    words, shapes = _said(place.text)
    return {
        "heading": [word for word in _said(place.heading).words if word.isalpha()],
        "before": list(_said(place.before).words[-_AROUND:]),
        "behind": list(_said(place.behind).words[:_AROUND]),
        "opening": [" ".join(kind[:size]) for kind, sizes in ((words, (1, 2)), (shapes, (3, 4))) for size in sizes],
        "verbs": list(_verb_pairs(words, shapes)),
        "place": _facts_of(place, words),
        "sign": list(place.signs),
        "clause": list(place.clauses),
        "about": [*place.about, *(f"{one}&{sign}" for one in place.about for sign in place.signs)],
    }


def _facts_of(place: Place, words: Sequence[str]) -> list[str]:
    text = place.text.strip()
    subject, auxiliary = (next(filter(_word_list(name).__contains__, words), "-") for name in _SHOWN)
    return [
        f"kind {place.kind}",
        f"part {int(place.part * 10)}",
        f"length {min(len(words) // 6, 8)}",
        f"ends {text[-1:] if text[-1:] in tuple('.;:?') else ''}",
        f"lower {text[:1].islower()}",
        f"subject {subject}",
        f"auxiliary {auxiliary}",
        f"{subject} {auxiliary}",
        f"listed {place.listed}",
        f"first {place.first}",
        f"last {place.last}",
    ]


def _verb_pairs(words: Sequence[str], shapes: Sequence[str]) -> Iterator[str]:
    """Each auxiliary with the participles and infinitives behind it in its clause, and right before it."""
    known = _word_list("auxiliaries")
    auxiliaries = [at for at, word in enumerate(words) if word in known]
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


class _Said(NamedTuple):
    """The words of a text in small letters, and the same with those that carry meaning replaced by their form."""

    words: tuple[str, ...]
    shapes: tuple[str, ...]


@lru_cache(maxsize=256)
def _said(text: str) -> _Said:
    """A sentence is asked for itself and for the two beside it, a heading for all below it."""
    words = _words(text)
    return _Said(words, tuple(map(_shape, words)))


def _words(text: str) -> tuple[str, ...]:
    """The words in small letters; a figure is a figure and a year a year, whichever."""
    small = text.lower()
    tokens = words_and_signs(small)
    if tokens is not None:
        return tuple(tokens)
    tokens = _TOKEN.findall(small)
    return tuple([("1999" if _is_year(token) else "0") if token[0].isdigit() else token for token in tokens])


def _is_year(figure: str) -> bool:
    return len(figure) == 4 and figure.startswith(_CENTURIES) and figure.isdecimal()


def _gram_sums(family: str, words: Sequence[str], longest: int) -> list[int]:
    """The sums over each word with none to ``longest - 1`` of those behind it, a blank between."""
    sums = _sums(family, words)
    following = (" " + "\n ".join(words)).encode().split(b"\n")
    found = list(sums)
    for size in range(1, longest):
        # The sum over a stretch of words goes on with that over the same stretch without its last word.
        sums = list(map(crc32, following[size:], sums))
        found += sums
    return found


def _pair_sums(family: str, names: Sequence[str]) -> list[int]:
    """The sums over each name with each behind it, a ``&`` between."""
    behind = [b"&" + name for name in _encoded(names)]
    firsts = _sums(family, names)
    return [crc32(other, first) for at, first in enumerate(firsts, start=1) for other in behind[at:]]


def _piece_sums(words: Iterable[str]) -> Sequence[int]:
    """The sums over the pieces of each word of letters."""
    found = array("L")
    for word in set(words):
        if word.isalpha():
            found.extend(_pieces_of(word))
    return found


@lru_cache(maxsize=20_000)
def _pieces_of(word: str) -> array[int]:
    """The columns of the pieces of two to five letters of a word, its ends marked."""
    marked = f"<{word}>"
    pieces = [marked[at : at + size] for size in range(2, 6) for at in range(len(marked) - size + 1)]
    return array("L", sorted([found % WIDTH for found in _sums("piece", pieces)]))


@cache
def _begun(family: str) -> int:
    """The sum over the family's name, with which that over each of its parts goes on."""
    return crc32(f"{family}|".encode())


def _sums(family: str, parts: Sequence[str]) -> list[int]:
    return list(map(crc32, _encoded(parts), repeat(_begun(family))))


def _encoded(parts: Sequence[str]) -> list[bytes]:
    """The bytes of each part; none has the end of a line in it."""
    return "\n".join(parts).encode().split(b"\n") if parts else []
