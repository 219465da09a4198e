"""Abbreviations of programmes: whether one can stand for a name, and whether a letter gives it another meaning."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kamerbrief.facts.programmes.register import Mention, Registered

_WORDS_BEFORE = re.compile(r"(?:[\w’'&-]{1,60}\s){1,10}\($")
#: Words that agree in so many first letters are taken for the same word (veehouderij, veehouderijlocaties).
_SAME = 5
_REACH = 200


def spells(short: str, name: str) -> bool:
    """True where the letters of ``short`` stand in ``name`` in this order, the first of them first: LTR, NGF, Srv."""
    letters = iter(name.casefold())
    wanted = [c for c in short.casefold() if c.isalnum()]
    return bool(wanted) and name.casefold().startswith(wanted[0]) and all(c in letters for c in wanted)


def explained_otherwise(text: str, mentions: Iterable[Mention]) -> set[tuple[str, str]]:
    """Abbreviations that the letter explains as something else: (abbreviation, name of the entry it does not mean).

    *Multidisciplinair Interventieteam (MIT)* is not the regulation MIT.
    """
    found = set()
    for mention in mentions:
        before = text[max(mention.start - _REACH, 0) : mention.start]
        words = _WORDS_BEFORE.search(before) if text[mention.end : mention.end + 1] == ")" else None
        said = text[mention.start : mention.end]
        meaning = _meaning(said, words.group()[:-1].split()) if words else []
        if meaning and not is_alike(meaning, mention.entry):
            found.add((said, mention.entry.name))
    return found


def _meaning(short: str, words: list[str]) -> list[str]:
    """The last of ``words`` that the abbreviation can be made of; empty where it cannot."""
    for first in range(len(words) - 1, -1, -1):
        part = words[first:]
        if part[0][0].isupper() and len(part) > 1 and spells(short, "".join(part)) and _initials(short, part):
            return part
    return []


def _initials(short: str, words: list[str]) -> bool:
    """True where most letters of the abbreviation begin a word, so that chance words do not explain it."""
    initials = iter(word[0].casefold() for word in words)
    return sum(1 for c in short.casefold() if c in initials) * 2 > len(short) and len(words) <= len(short) + 3


def is_alike(words: list[str], entry: Registered) -> bool:
    """True where a longer word of the meaning is also one of the entry's names."""
    own = {word.casefold()[:_SAME] for name in (entry.name, *entry.aliases) for word in re.findall(r"\w+", name)}
    return any(word.casefold()[:_SAME] in own for word in words if len(word) >= _SAME)
