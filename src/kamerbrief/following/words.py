"""The words by which two passages are about one thing: stems without what every letter says, and what they share."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache, lru_cache
from math import log

from kamerbrief.lexicon import load, phrase_pattern

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|[^\W_]*\d[^\W_]*[^\W\d_][^\W_]*")
_DOUBLED = re.compile(r"([a-z])\1")
_ENDINGS = ("eren", "en", "es", "e", "s")
#: Shortest word that tells anything, and shortest one that says the same as a longer one that ends in it.
_SHORTEST, _PART = 3, 6
#: A long word tells more than a short one, by so much; a part of a compound is worth so much of the word.
_LONG, _MORE, _OF_COMPOUND = 8, 1.5, 0.6
#: What a word is worth that only the sentence before says on one side, and on both.
_CROSS, _BOTH = 0.4, 0.1
#: What a word of a programme's name is worth that both letters are about.
_OF_NAME = 0.4
#: How much a word loses by being said often.
_OFTEN = 0.6
#: Less than this cannot be all that a passage is about.
_LITTLE = 1.5


@cache
def _empty() -> frozenset[str]:
    return frozenset(stem(word) for word in load("following")["empty"]["words"])


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A word without its ending, as singular and plural, and a verb's forms, share it: *scholen* and *school*."""
    plain = unicodedata.normalize("NFKD", word.lower()).encode("ascii", "ignore").decode()
    plain = plain.replace("'s", "").replace("'", "")
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= _SHORTEST:
            plain = plain[: -len(ending)]
            break
    plain = _DOUBLED.sub(r"\1", plain)
    return plain[:-1] + {"v": "f", "z": "s"}.get(plain[-1:], plain[-1:])


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text that tell what it is about, once each, in order."""
    found = (stem(match.group()) for match in _WORD.finditer(text))
    return tuple(dict.fromkeys(one for one in found if len(one) >= _SHORTEST and one not in _empty()))


class Telling:
    """How much words tell in two letters: the more sentences of a letter say one, the less."""

    def __init__(self, *often: Mapping[str, int], names: Iterable[str] = ()) -> None:
        self._often = often
        self._named = frozenset(stem(word) for name in names for word in name.split("-"))
        self._weights: dict[str, float] = {}

    def of(self, word: str) -> float:
        """The weight of one word."""
        known = self._weights.get(word)
        if known is None:
            known = self._weights[word] = self._weigh(word)
        return known

    def _weigh(self, word: str) -> float:
        times = max(often.get(word, 1) for often in self._often)
        named = _OF_NAME if word in self._named else 1.0
        return named * (_MORE if len(word) >= _LONG else 1.0) / (1 + _OFTEN * log(times))

    def whole(self, words: Iterable[str]) -> float:
        """The weight of words together."""
        return sum(self.of(word) for word in words)

    def shared(self, words: Iterable[str], others: Collection[str]) -> float:
        """The weight of those words that the others say too; a part of a compound counts for less."""
        told = others if isinstance(others, frozenset) else frozenset(others)
        return sum(self.of(word) * _met(word, told) for word in words)

    def direct(self, own: Iterable[str], others: Iterable[str]) -> float:
        """How many words two passages themselves have in common; a long one that is rare counts for more."""
        return self.shared(own, frozenset(others))

    def cover(self, own: Sequence[str], others: Collection[str]) -> float:
        """Which part of its own words the others say, 0 to 1; none of a passage without words."""
        whole = self.whole(own)
        return self.shared(own, frozenset(others)) / whole if whole else 0.0

    def likeness(
        self,
        own: Sequence[str],
        before: Sequence[str],
        others: Sequence[str],
        beside: Sequence[str],
        both: float = _BOTH,
    ) -> float:
        """How much two passages are about one thing, 0 to 1.

        ``before`` and ``beside`` are the words of what stands before each: they count for less, and a passage is not
        less like another for what only they say.
        """
        here, there = frozenset(own), frozenset(others)
        direct = self.shared(own, there)
        left = [word for word in own if not _met(word, there)]
        missing = [word for word in others if not _met(word, here)]
        cross = self.shared(left, frozenset(beside)) + self.shared(missing, frozenset(before))
        told = self.shared([word for word in before if word not in here], frozenset(beside) - there)
        least = max(min(self.whole(own), self.whole(others)), _LITTLE)
        whole = (max(self.whole(own), _LITTLE) + least) / 2
        return min((direct + _CROSS * cross + both * told) / whole, 1.0)


def _met(word: str, others: frozenset[str]) -> float:
    if word in others:
        return 1.0
    return _OF_COMPOUND if len(word) >= _PART and any(_part(word, other) for other in others) else 0.0


def _part(one: str, other: str) -> bool:
    if one[:3] != other[:3] and one[-3:] != other[-3:]:
        return False
    short, long = sorted((one, other), key=len)
    return len(short) >= _PART and (long.endswith(short) or long.startswith(short))


@cache
def said(section: str, key: str = "words") -> re.Pattern[str]:
    """The pattern for any phrase of a list of ``lexicon/following.toml``."""
    return phrase_pattern(load("following")[section][key])


@cache
def letter_pattern() -> str:
    """The pattern for a word that a letter may be called: *brief*, *voortgangsrapportage*."""
    return rf"\w*(?:{'|'.join(load('following')['letters']['endings'])})\b"


def is_letter(name: str) -> bool:
    """Whether a word is what a letter may be called."""
    return re.fullmatch(letter_pattern(), name, re.IGNORECASE) is not None
