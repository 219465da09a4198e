"""Names that a cue in the plural lists: *de programma’s Schoon Schip en Stille Golf*, *de projecten ‘A’ en ‘B’*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kamerbrief.contract import ProgrammeKind
from kamerbrief.facts.programme_names import Named, named_at
from kamerbrief.facts.programme_words import is_ministry, kinds, listed, words_in
from kamerbrief.lexicon import alternatives, load

_QUOTED = r"[‘'“\"«„](?:[^‘'“\"«»„”’\n()]|\([a-z]{1,3}\)){3,60}[’'”\"»]"
_CAPITALS = r"[A-ZÀ-Þ][\w+&-]{1,30}(?:\s(?:(?:van|voor|in|op|met)\s)?[A-ZÀ-Þ][\w+&-]{1,30}){0,5}"
_ITEM = rf"(?:{_QUOTED}|{_CAPITALS})"
#: What a short form or an aside adds behind a name of the list.
_ASIDE = r"(?:\s\([^()\n]{2,30}\))?"
_BETWEEN = r"(?:,\s(?:en\s)?|\sen\s)"
_QUOTES = "‘'“\"«„’”»"


def names_after_plurals(text: str, start: int, end: int) -> Iterator[Named]:
    """The names of lists behind a cue in the plural, in order.

    One word with a capital may be a place or a body; such words are names in lists of regulations, and beside a name
    that is plainly one.
    """
    for match in _lists().finditer(text, start, end):
        kind = _kinds()[match["cue"].casefold()]
        places = [item.span() for item in _one().finditer(text, *match.span("list"))]
        plain = [_is_plain(text, *place) for place in places]
        if any(plain) or kind is ProgrammeKind.REGULATION:
            for place, sure in zip(places, plain, strict=True):
                first, last = _inside(text, *place)
                other = not sure and (not text[first].isupper() or _is_other(text[first:last]))
                named = None if other else named_at(text, first, last, kind)
                if named:
                    yield named


def _inside(text: str, start: int, end: int) -> tuple[int, int]:
    """The name without its quotes."""
    return (start + 1, end - 1) if text[start] in _QUOTES else (start, end)


def _is_plain(text: str, start: int, end: int) -> bool:
    """True for what is quoted with a capital, has two words, or is made as a name."""
    first, last = _inside(text, start, end)
    words = words_in(text, first, last)
    if not words or not words[0].capital or _is_other(text[first:last]):
        return False
    return text[start] in _QUOTES or len(words) > 1 or words[0].coined


def _is_other(name: str) -> bool:
    """True for a ministry, a law, and what begins with a place or a subject."""
    first = name.split(maxsplit=1)[0].casefold()
    law = name.casefold().endswith(tuple(listed("never", "laws")))
    return law or first in listed("never", "places") | listed("never", "subjects") or is_ministry(name)


@cache
def _kinds() -> dict[str, ProgrammeKind]:
    """The plurals with the kind of their cue."""
    plurals = load("programme_cues")["plurals"]
    return {word: kinds("cues")[cue] for cue, words in plurals.items() for word in words}


@cache
def _one() -> re.Pattern[str]:
    return re.compile(_ITEM)


@cache
def _lists() -> re.Pattern[str]:
    item = f"{_ITEM}{_ASIDE}"
    return re.compile(
        rf"(?<!\w)(?P<cue>(?i:{alternatives(_kinds())}))\s(?P<list>{item}(?:{_BETWEEN}{item}){{1,8}})(?!\w)"
    )
