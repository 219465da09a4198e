"""The words around an amount that tell what it is for: what goes on, points back, gives, stands aside."""

from __future__ import annotations

import re
from functools import cache

from kamerbrief.contract import ProgrammeKind
from kamerbrief.lexicon import alternatives, load, phrase_pattern

#: What parts the next of a list from the one before.
LIST_GOES_ON = re.compile(r",\s+(?:en|of|alsmede|evenals)\s")

#: A word so long, and how it begins, tell the same thing (`transformatiemiddelen`, `transformatieplannen`).
_LONG_WORD = re.compile(r"[^\W\d_]{10,60}")
_STEM = 9
#: Kinds that a letter calls by the same words.
_GIVING = frozenset({ProgrammeKind.REGULATION, ProgrammeKind.INSTRUMENT})


@cache
def pattern(group: str, key: str) -> re.Pattern[str]:
    """One list of the cues as a pattern."""
    return phrase_pattern(load("programme_cues")[group][key])


@cache
def inside() -> re.Pattern[str]:
    """What says that a name holds the one before it: `een stap binnen`."""
    return _directly_before("examples", "inside")


@cache
def source_before() -> re.Pattern[str]:
    """What says, before a name, that money comes from it."""
    return _directly_before("sources", "before")


@cache
def aside_before() -> re.Pattern[str]:
    """What says, before a name, that the money is not for it."""
    return _directly_before("aside", "before")


def _directly_before(group: str, key: str) -> re.Pattern[str]:
    """One of the phrases, an article and an adjective at most, and then the name."""
    phrases = alternatives(load("programme_cues")[group][key])
    return re.compile(
        rf"(?<!\w)(?:{phrases})\s+(?:(?:het|de|dit|deze)\s+)?(?:\w{{3,20}}e\s+)?[‘“\"«„]?$", re.IGNORECASE
    )


def goes_on(sentence: str) -> bool:
    """True for a sentence that begins with `Daardoor`, `In die periode` or, with nothing of its own, `Het budget`."""
    if pattern("onward", "openings").match(sentence):
        return True
    money = pattern("onward", "money").match(sentence)
    return money is not None and not _OF_SOMETHING.match(sentence, money.end())


def kinds_pointed_at(sentence: str) -> set[ProgrammeKind]:
    """The kinds of which a sentence says `de regeling` or `dit programma` without a name behind it."""
    said = {match[1].casefold() for match in _pointing().finditer(sentence)}
    found = {ProgrammeKind(kind) for kind, words in load("programme_cues")["cues"].items() if said & set(words)}
    return found if found.isdisjoint(_GIVING) else found | _GIVING


@cache
def _pointing() -> re.Pattern[str]:
    cues = alternatives(word for words in load("programme_cues")["cues"].values() for word in words)
    return re.compile(rf"\b(?:het|de|dit|deze)\s({cues})(?=[.,;:]|\s[a-zà-ÿ])(?!\s(?:van|voor)\b)", re.IGNORECASE)


#: A purpose that a sentence says itself: `voor scholen`, not `voor 2026`.
PURPOSE = re.compile(
    r"\b(?:budget|plafond|middelen|subsidie|bekostiging)\svan\s"
    r"|\b(?:voor|aan|naar)\s(?!(?:de\s|het\s)?(?:jaar|jaren|periode|komende|\d))[a-zà-ÿ]"
)
#: What makes money that of something else: `Het budget van de school`.
_OF_SOMETHING = re.compile(r"\s+(?:van|voor|aan|bij|om)\b")
#: The beginning of a paragraph up to its first colon, where that stands in the first words.
LEAD = re.compile(r"[^.:;?!\n]{1,100}?(?::|\s–)\s")

#: Between an amount and the programme that gets it.
RECEIVER = re.compile(r"\s+(?:voor|aan|naar)\s+(?:(?:de|het)\s+)?")


def stems(text: str) -> frozenset[str]:
    """How the long words of a text begin that do not tell a kind of programme."""
    words = {word for word in _LONG_WORD.findall(text.casefold()) if not word.startswith(_kinds_told())}
    return frozenset(word[:_STEM] for word in words)


@cache
def _kinds_told() -> tuple[str, ...]:
    cues = load("programme_cues")
    told = [word for words in cues["cues"].values() for word in words if len(word) >= _STEM - 1]
    return (*told, *(word.casefold() for word in cues["reading"]["scope"]))


#: Behind a name something is told of it.
TOLD_OF = re.compile(r"[’”\"»]?,\s(?:waar\w*|dat|die)\b")
