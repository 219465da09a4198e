"""Programmes that no register knows: names beside a cue word, and names that the letter abbreviates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kamerbrief.language.ministries import ministries_in
from kamerbrief.lexicon import alternatives, load
from kamerbrief.schema import ProgrammeKind

_UPPER = r"[A-ZÀ-Þ]"
_NAME_WORD = rf"(?:{_UPPER}[\w&’'.+-]*[\w+!]|{_UPPER}|\d{{1,4}}(?:\.\d)?)"
_LINK = r"(?:\s+(?:en|&|van|voor|de|het|in|op|aan|met|en\s+de|van\s+de|voor\s+de))"
_CHAIN = rf"{_NAME_WORD}(?:{_LINK}?\s+{_NAME_WORD}){{0,7}}"
_QUOTED = r"[‘'“\"«»„](?P<quoted>[^‘'“\"«»„’”\n]{3,80})[’'”\"»«]"
_ABBREVIATION = r"\((?P<short>[A-Z][A-Za-z0-9+&-]{1,11})\)"


@dataclass(frozen=True, slots=True)
class Named:
    """A name found by its surroundings: its stretch, its kind, and the abbreviation that the letter gives it."""

    start: int
    end: int
    name: str
    kind: ProgrammeKind
    short: str | None = None


@cache
def _kinds() -> dict[str, ProgrammeKind]:
    cues = load("programme_cues")["cues"]
    return {word: ProgrammeKind(kind) for kind, words in cues.items() for word in words}


@cache
def _never() -> frozenset[str]:
    return frozenset(name.casefold() for name in load("programme_cues")["never"]["names"])


@cache
def _beside_cue() -> re.Pattern[str]:
    """`het programma ‘X’`, `het programma Beter Samen`, `Actieplan Groene Banen`: cue first, then the name."""
    cues = alternatives(_kinds())
    return re.compile(
        rf"(?<![\w-])(?P<cue>(?i:{cues}))\s+(?:{_QUOTED}|(?P<name>{_CHAIN}))(?:\s+{_ABBREVIATION})?", re.UNICODE
    )


@cache
def _ends_in_cue() -> re.Pattern[str]:
    """`Nationaal Preventiefonds (NPF)`: a name of two or more words whose last ends in a cue."""
    cues = alternatives(word for word in _kinds() if " " not in word)
    last = rf"(?={_UPPER})[\w-]*?(?i:{cues})"
    return re.compile(
        rf"(?<![\w-])(?P<name>{_NAME_WORD}(?:{_LINK}?\s+{_NAME_WORD}){{0,6}}?(?:{_LINK})?\s+{last})(?!\w|['’]s)"
        rf"(?:\s+{_ABBREVIATION})?"
    )


def names_beside_cues(text: str, start: int, end: int) -> Iterator[Named]:
    """The names in ``text[start:end]`` that a cue word makes a programme."""
    for match in _beside_cue().finditer(text, start, end):
        group = "quoted" if match["quoted"] else "name"
        with_cue = match["cue"][0].isupper() and group == "name"
        begin = match.start("cue") if with_cue else match.start(group)
        named = _named(text, begin, match.end(group), _kinds()[match["cue"].lower()], match["short"])
        if named:
            yield named
    for match in _ends_in_cue().finditer(text, start, end):
        begin = _without_opening(text, match.start("name"), match.end("name"))
        named = _named(text, begin, match.end("name"), _kind_of_end(match["name"]), match["short"])
        if named and " " in named.name:
            yield named


def _kind_of_end(name: str) -> ProgrammeKind:
    low = name.lower()
    cue = max((word for word in _kinds() if low.endswith(word)), key=len, default="programma")
    return _kinds()[cue]


def _without_opening(text: str, start: int, end: int) -> int:
    """Leaves out the ordinary word with a capital that opens a sentence: `Het`, `Daarnaast`, `Via`."""
    words = list(re.finditer(r"\S+", text[start:end]))
    at_opening = start == 0 or text[start - 2 : start].strip() in (".", "!", "?", ":", "") or text[start - 1] == "\n"
    if at_opening and len(words) > 1 and words[0].group().lower() in _OPENINGS:
        return start + words[1].start()
    return start


_OPENINGS = frozenset(
    """de het een via met voor door daarnaast ook vanuit binnen uit in naast dit deze zo onder op tot bij na mede als
    ons onze mijn ter""".split()  # noqa: SIM905 - read as prose
)


def _named(text: str, start: int, end: int, kind: ProgrammeKind, short: str | None) -> Named | None:
    name = " ".join(text[start:end].split())
    plain = name.casefold()
    if plain in _never() or len(name) < 4 or not any(c.isalpha() for c in name):
        return None
    if any(s == 0 and e == len(name) for s, e, _ in ministries_in(name)) or name.isdigit():
        return None
    return Named(start, start + len(text[start:end].rstrip()), name, kind, short)
