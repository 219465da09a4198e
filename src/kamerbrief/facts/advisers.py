"""Who advises in a letter: the advisers that all letters know, and those that this letter says gave advice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kamerbrief.lexicon import alternatives, keyed, load, phrase_pattern

_WORD = r"[A-ZÀ-Þ][\w’'-]+"
_INITIALS = r"(?:[A-ZÀ-Þ]\.)+\s*(?:(?:van|de|der|den|ter|ten)\s+){0,2}"
_NAME = rf"(?:{_INITIALS})?{_WORD}(?:\s+(?:van|de|der|den|voor|en)\s+(?:[a-z]+\s+)?{_WORD}|\s+{_WORD}){{0,5}}"
#: What gives advice away: its noun and the name of who gave it.
_GIVEN = keyed(
    r"(?<![\w-])(?:advies|adviezen|aanbeveling(?:en)?|suggesties?|voorlichting|rapport|analyse)"
    r"(?:\s+[‘“\"][^’”\"]{3,200}[’”\"])?\s+(?:van|door)\s+"
    rf"(?:(?:de|het|die\s+van)\s+)?(?P<kind>(?:heer|mevrouw|[a-z-]{{4,30}})\s+)?(?P<name>{_NAME})"
    r"(?:\s+\((?P<short>[A-Z][\w&-]{1,9})\))?"
    rf"|(?<![\w-])(?:advies|commissie|rapport)-(?P<hyphened>{_NAME})",
    [
        *("advies", "adviezen", "aanbeveling", "aanbevelingen", "suggestie", "suggesties", "voorlichting"),
        *("rapport", "analyse", "commissie"),
    ],
    flags=0,
)


_ARTICLES = ("De", "de", "Het", "het")
_WHOLE = re.compile(rf"(?:[Dd]e|[Hh]et)\s+(?:(?:heer|mevrouw|commissie)\s+)?{_NAME}")


def whole_name(text: str, start: int, end: int) -> str:
    """The words of a subject with what belongs to the name behind it: ``De Raad voor Cultuur``."""
    match = _WHOLE.match(text, start) if text.startswith(_ARTICLES, start) else None
    return text[start : max(end, match.end() if match else end)]


@dataclass(frozen=True, slots=True)
class Advisers:
    """The advisers of a letter: ``names`` are the last words of the names of those that it says gave advice."""

    names: frozenset[str] = frozenset()

    def known(self, who: str) -> bool:
        """Whether a subject is an adviser: by what it is called anywhere, or by the letter."""
        if is_own(who):
            return False
        words = re.findall(r"[\w’'&-]+", who)
        return has_adviser_noun(who) or any(word in self.names for word in words)


def advisers_of(texts: Iterable[str]) -> Advisers:
    """The advisers that texts of a letter name as such."""
    names: set[str] = set()
    for text in texts:
        for match in _GIVEN.finditer(text):
            name = match["name"] or match["hyphened"]
            if not is_own(name) and not is_own(match["kind"] or ""):
                names.add(re.split(r"[\s-]+", name)[-1])
            if match["short"]:
                names.add(match["short"])
    return Advisers(frozenset(names))


def has_adviser_noun(who: str) -> bool:
    """Whether words say what advisers are called: raad, commissie, inspectie, onderzoekers …"""
    return bool(_nouns().search(who))


@cache
def _nouns() -> re.Pattern[str]:
    nouns = load("recommendations")["advisers"]["nouns"]
    return phrase_pattern([*nouns, *load("recommendations")["advisers"]["more"]])


@cache
def _own() -> re.Pattern[str]:
    # An oud-minister may advise.
    own = load("recommendations")["advisers"]["no_advisers"]
    return re.compile(rf"(?<![\w-])(?:{alternatives(own)})(?!\w)", re.IGNORECASE)


def is_own(who: str) -> bool:
    """Whether words name the cabinet, the Kamer or a member of it: what these advise or ask is no recommendation."""
    return bool(_own().search(who))
