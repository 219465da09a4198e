"""Patterns that are tried only where a word that they need stands: most phrases of a list stand in no sentence.

The words of a text are looked up once; every list of phrases then asks these words before its pattern reads the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Generic, TypeVar, cast

from kamerbrief.lexicon.words import words

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d")
#: The first letters of a word by which the rest of it, written as ``*``, is looked for: at most so many, at least two.
_STEM, _SHORTEST = 8, 2
#: So many last letters are looked for where the beginning of a word is left open: the most that it has.
_ENDINGS = (8, 5, 3)
#: Letters that a pattern takes for others (dotted and dotless i, long s, the signs for kelvin and ångström) where
#: small letters do not; a text that has one is read without looking its words up.
_ODD = frozenset("\u0130\u0131\u017f\u212a\u212b")
#: Longer texts are no sentences that are asked again.
_LONGEST = 20_000
#: All keys of all patterns that have been made; of a text only these are looked up.
_KEYS: set[str] = set()
#: Texts of which the keys are remembered, and words.
_TEXTS, _WORDS = 32_768, 50_000

_Name = TypeVar("_Name")


class Keyed:
    """A pattern together with the words of which one stands wherever it matches; answers as ``re.Pattern`` does.

    ``keys`` are whole words in small letters, beginnings of words with a ``*`` behind, and endings with one before;
    ``telling`` are those that make a match by themselves.
    """

    __slots__ = ("_pattern", "findall", "flags", "keys", "pattern", "split", "telling")

    def __init__(self, pattern: re.Pattern[str], keys: frozenset[str], telling: frozenset[str] = frozenset()) -> None:
        self._pattern, self.keys, self.telling = pattern, keys, telling
        self.pattern, self.flags = pattern.pattern, pattern.flags
        self.findall, self.split = pattern.findall, pattern.split
        _learn(keys)

    def search(self, text: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """The first match, as that of a pattern."""
        if not (self.may_stand(text) or (endpos is not None and _cuts(text, endpos))):
            return None
        return self._pattern.search(text, pos) if endpos is None else self._pattern.search(text, pos, endpos)

    def may_stand(self, text: str) -> bool:
        """Whether one of the words stands in the text."""
        said = _said(text) if len(text) <= _LONGEST else None
        return said is None or not self.keys.isdisjoint(said)

    def stands(self, text: str) -> bool:
        """Whether it is found, without reading the text where a word tells."""
        said = _said(text) if len(text) <= _LONGEST else None
        if said is None:
            return self._pattern.search(text) is not None
        if self.keys.isdisjoint(said):
            return False
        return not self.telling.isdisjoint(said) or self._pattern.search(text) is not None

    def match(self, text: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """The match at a place, as that of a pattern."""
        if not (self.may_stand(text) or (endpos is not None and _cuts(text, endpos))):
            return None
        return self._pattern.match(text, pos) if endpos is None else self._pattern.match(text, pos, endpos)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match of a whole text, as that of a pattern."""
        return self._pattern.fullmatch(text) if self.may_stand(text) else None

    def sub(self, repl: str, text: str) -> str:
        """The text with another in the place of each match, as by a pattern."""
        return self._pattern.sub(repl, text) if self.may_stand(text) else text

    def finditer(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[re.Match[str]]:
        """All matches, as those of a pattern."""
        if not (self.may_stand(text) or (endpos is not None and _cuts(text, endpos))):
            return iter(())
        return self._pattern.finditer(text, pos) if endpos is None else self._pattern.finditer(text, pos, endpos)


def _cuts(text: str, endpos: int) -> bool:
    """Whether an end cuts a word of a text in two, which is then not looked up."""
    return 0 < endpos < len(text) and text[endpos - 1 : endpos + 1].replace("_", "a").isalnum()


def keyed(pattern: str, phrases: Iterable[str], flags: int = re.IGNORECASE, *, alone: bool = False) -> re.Pattern[str]:
    """A compiled pattern that matches only where all words of one of the phrases stand, as whole words.

    ``alone`` says that it also matches wherever one of the phrases stands.

    A phrase may hold ``*`` for the rest of a word, or for its beginning. Its longest word is looked up: small ones
    stand in every sentence.
    """
    compiled, phrases = re.compile(pattern, flags), list(phrases)
    keys = {_key(phrase) for phrase in phrases}
    found = frozenset(key for key in keys if key)
    whole = (phrase.lower() for phrase in phrases if alone and flags & re.IGNORECASE and _WORD.fullmatch(phrase))
    # It answers as a pattern does, as far as patterns of phrases are asked.
    return compiled if len(found) < len(keys) else cast("re.Pattern[str]", Keyed(compiled, found, frozenset(whole)))


def stands(pattern: re.Pattern[str], text: str) -> bool:
    """Whether a pattern is found in a text."""
    return pattern.stands(text) if isinstance(pattern, Keyed) else pattern.search(text) is not None


class Lists(Generic[_Name]):
    """Patterns by their names, of which a text is asked at once which may stand in it."""

    def __init__(self, patterns: Mapping[_Name, re.Pattern[str]]) -> None:
        self._patterns = list(patterns.items())
        self._by_key: dict[str, list[int]] = {}
        self._always = [at for at, (_, pattern) in enumerate(self._patterns) if not isinstance(pattern, Keyed)]
        for at, (_, pattern) in enumerate(self._patterns):
            keys: frozenset[str] = pattern.keys if isinstance(pattern, Keyed) else frozenset()
            for key in keys:
                self._by_key.setdefault(key, []).append(at)
        self._keys = frozenset(self._by_key)

    def found_in(self, text: str) -> Iterator[_Name]:
        """The names of those that are found in a text, in their order."""
        return (name for name, pattern in self._that_may_stand(text) if stands(pattern, text))

    def may_stand_in(self, text: str) -> Iterator[_Name]:
        """The names of those of which a word that they need stands in a text, in their order."""
        return (name for name, _ in self._that_may_stand(text))

    def _that_may_stand(self, text: str) -> Iterator[tuple[_Name, re.Pattern[str]]]:
        said = _said(text) if len(text) <= _LONGEST else None
        if said is None:
            return iter(self._patterns)
        may = {at for key in said & self._keys for at in self._by_key[key]}
        return (self._patterns[at] for at in sorted(may.union(self._always)))


def may_stand(pattern: re.Pattern[str], text: str) -> bool:
    """False where no word that a pattern needs stands in a text, so that none of its parts at word ends match either.

    True for a pattern that was not made by :func:`keyed`.
    """
    return not isinstance(pattern, Keyed) or pattern.may_stand(text)


def _key(phrase: str) -> str:
    """The longest word of a phrase as it is looked up, the first of equals; empty where there is none that could be."""
    if _is_odd(phrase):
        return ""
    return max((_as_looked_up(phrase, found) for found in _WORD.finditer(phrase)), key=len, default="")


def _as_looked_up(phrase: str, found: re.Match[str]) -> str:
    word = found.group().lower()
    begins, ends = phrase[: found.start()].endswith("*"), phrase[found.end() :].startswith("*")
    if begins:
        return "" if ends else next((f"*{word[-size:]}" for size in _ENDINGS if len(word) >= size), "")
    if not ends:
        return word
    return f"{word[:_STEM]}*" if len(word) >= _SHORTEST else ""


def _keys_in(text: str) -> frozenset[str] | None:
    """The keys that a text has; None for one that cannot be looked up by its small letters."""
    if _is_odd(text):
        return None
    return frozenset(chain.from_iterable(map(_keys_of, words(text))))


def _is_odd(text: str) -> bool:
    return not text.isascii() and any(map(text.__contains__, _ODD))


def _keys_of_word(word: str) -> tuple[str, ...]:
    """Which keys a word has: itself, its beginnings and its endings."""
    small = word.lower()
    begun = [f"{small[:size]}*" for size in range(_SHORTEST, min(_STEM, len(small)) + 1)]
    ended = [f"*{small[-size:]}" for size in _ENDINGS if len(small) >= size]
    return tuple(_KEYS.intersection((small, *begun, *ended)))


_said, _keys_of = lru_cache(_TEXTS)(_keys_in), lru_cache(_WORDS)(_keys_of_word)


def _learn(keys: frozenset[str]) -> None:
    """Adds keys. What was remembered without them is not changed but left, for another thread may be at it."""
    global _said, _keys_of
    if not keys <= _KEYS:
        _KEYS.update(keys)
        _keys_of = lru_cache(_WORDS)(_keys_of_word)
        _said = lru_cache(_TEXTS)(_keys_in)


@lru_cache(_TEXTS)
def has_figure(text: str) -> bool:
    """Whether a text has a figure: what asks for one need not read a text without."""
    return _FIGURE.search(text) is not None


class Sighted:
    """Where in a text something stands without which others have nothing to look for; found once for a whole text.

    It is any of ``parts``, which are signs and parts of words in small letters, whatever the text's capitals; or what
    the pattern ``word`` finds, no more than a word, so that none of it hides another.
    """

    def __init__(self, parts: Sequence[str], word: str = "") -> None:
        self._parts = parts
        self._word = re.compile(word) if word else None
        self._any = re.compile("|".join(map(re.escape, parts)), re.IGNORECASE)
        self._known: tuple[str, list[int]] = ("", [])

    def within(self, text: str, start: int, end: int) -> bool:
        """Whether it begins in [start, end)."""
        places = self.places(text)
        at = bisect_left(places, start)
        return at < len(places) and places[at] < end

    def places(self, text: str) -> list[int]:
        """The places in a text, in order; it is asked many times on end, and too long to be compared with another."""
        known = self._known
        if known[0] is not text:
            known = self._known = (text, self._found(text))
        return known[1]

    def _found(self, text: str) -> list[int]:
        found = [match.start() for match in self._word.finditer(text)] if self._word else []
        if _is_odd(text):
            found += [match.start() for match in self._any.finditer(text)]
        else:
            small = text.lower()
            found += [place for part in self._parts for place in _places_of(part, small)]
        return sorted(found)


def _places_of(part: str, text: str) -> Iterator[int]:
    place = text.find(part)
    while place >= 0:
        yield place
        place = text.find(part, place + 1)
