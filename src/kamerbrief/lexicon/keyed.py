"""Patterns that are tried only where a word that they need stands: most phrases of a list stand in no sentence.

The words of a text are looked up once; every list of phrases then asks these words before its pattern reads the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import cast

_WORD = re.compile(r"\w+")
_FIGURE = re.compile(r"\d")
#: The first letters of a word by which the rest of it, written as ``*``, is looked for: at most so many, at least two.
_STEM, _SHORTEST = 5, 2
#: Letters that a pattern takes for others (dotted and dotless i, long s, the signs for kelvin and ångström) where
#: small letters do not; a text that has one is read without looking its words up.
_ODD = frozenset("\u0130\u0131\u017f\u212a\u212b")
#: Longer texts are no sentences that are asked again.
_LONGEST = 20_000


class Keyed:
    """A pattern together with the words of which one stands wherever it matches; answers as ``re.Pattern`` does.

    ``keys`` are whole words in small letters, and beginnings of words with a ``*`` behind.
    """

    __slots__ = ("_keys", "_pattern", "findall", "flags", "fullmatch", "pattern", "split")

    def __init__(self, pattern: re.Pattern[str], keys: frozenset[str]) -> None:
        self._pattern, self._keys = pattern, keys
        self.pattern, self.flags = pattern.pattern, pattern.flags
        self.fullmatch, self.findall, self.split = pattern.fullmatch, pattern.findall, pattern.split

    def search(self, text: str, pos: int = 0, endpos: int | None = None) -> re.Match[str] | None:
        """The first match, as that of a pattern."""
        if not self._may_stand(text, endpos):
            return None
        return self._pattern.search(text, pos) if endpos is None else self._pattern.search(text, pos, endpos)

    def may_stand(self, text: str) -> bool:
        """Whether one of the words stands in the text."""
        return self._may_stand(text, None)

    def match(self, text: str, pos: int = 0) -> re.Match[str] | None:
        """The match at a place, as that of a pattern."""
        return self._pattern.match(text, pos) if self._may_stand(text, None) else None

    def sub(self, repl: str, text: str) -> str:
        """The text with another in the place of each match, as by a pattern."""
        return self._pattern.sub(repl, text) if self._may_stand(text, None) else text

    def finditer(self, text: str, pos: int = 0, endpos: int | None = None) -> Iterator[re.Match[str]]:
        """All matches, as those of a pattern."""
        if not self._may_stand(text, endpos):
            return iter(())
        return self._pattern.finditer(text, pos) if endpos is None else self._pattern.finditer(text, pos, endpos)

    def _may_stand(self, text: str, endpos: int | None) -> bool:
        """Whether one of the words stands in the text; where its end cuts a word in two, that one is not looked up."""
        if len(text) > _LONGEST:
            return True
        if endpos is not None and 0 < endpos < len(text) and text[endpos - 1 : endpos + 1].replace("_", "a").isalnum():
            return True
        said = _said(text)
        return said is None or not self._keys.isdisjoint(said)


def keyed(pattern: str, phrases: Iterable[str], flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """A compiled pattern that matches only where all words of one of the phrases stand, as whole words.

    A phrase may hold ``*`` for the rest of a word. Its longest word is looked up: small ones stand in every sentence.
    """
    compiled = re.compile(pattern, flags)
    keys = {_key(phrase) for phrase in phrases}
    found = frozenset(key for key in keys if key)
    # It answers as a pattern does, as far as patterns of phrases are asked.
    return compiled if len(found) < len(keys) else cast("re.Pattern[str]", Keyed(compiled, found))


def may_stand(pattern: re.Pattern[str], text: str) -> bool:
    """False where no word that a pattern needs stands in a text, so that none of its parts at word ends match either.

    True for a pattern that was not made by :func:`keyed`.
    """
    return not isinstance(pattern, Keyed) or pattern.may_stand(text)


def _key(phrase: str) -> str:
    """The longest word of a phrase as it is looked up, the first of equals; empty where there is none that could be."""
    if not _ODD.isdisjoint(phrase):
        return ""
    whole = [found for found in _WORD.finditer(phrase) if not phrase[: found.start()].endswith("*")]
    return max((_as_looked_up(phrase, found) for found in whole), key=len, default="")


def _as_looked_up(phrase: str, found: re.Match[str]) -> str:
    word = found.group().lower()
    if phrase[found.end() : found.end() + 1] != "*":
        return word
    return f"{word[:_STEM]}*" if len(word) >= _SHORTEST else ""


@lru_cache(maxsize=8192)
def _said(text: str) -> frozenset[str] | None:
    """The words of a text and their beginnings; None for one that cannot be looked up by its small letters."""
    if not _ODD.isdisjoint(text):
        return None
    return frozenset().union(*map(_looked_up, _WORD.findall(text)))


@lru_cache(maxsize=8192)
def has_figure(text: str) -> bool:
    """Whether a text has a figure: what asks for one need not read a text without."""
    return _FIGURE.search(text) is not None


@lru_cache(maxsize=50_000)
def _looked_up(word: str) -> tuple[str, ...]:
    small = word.lower()
    return (small, *(f"{small[:size]}*" for size in range(_SHORTEST, min(_STEM, len(small)) + 1)))
