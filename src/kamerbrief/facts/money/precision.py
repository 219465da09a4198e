"""How exactly a figure is stated, from the words right before it (maximaal een bedrag van) or behind it (of meer)."""

from __future__ import annotations

import re
from functools import cache

from kamerbrief.contract import Precision
from kamerbrief.facts.told import Told
from kamerbrief.lexicon import alternatives, load

#: How far before a figure its word of precision is looked for, in characters.
_REACH = 100


def precision_before(text: str, start: int) -> tuple[Told[Precision] | None, int]:
    """What the words before ``start`` say of the figure there, and where they begin (``start`` where none do)."""
    match = _before().search(text, max(start - _REACH, 0), start)
    if match is None:
        return _of_its_noun(text, start), start
    if match["tot"]:
        new_level = reaches_new_level(text, match.start())
        return None if new_level else Told(Precision.AT_MOST, match.span("tot")), match.start()
    kind = next(kind for kind in Precision if kind.value in match.groupdict() and match[kind.value])
    return Told(kind, match.span(kind.value)), match.start()


def _of_its_noun(text: str, start: int) -> Told[Precision] | None:
    """What an adjective says of the noun of which the figure is told: *De maximale subsidie per jaar is € 500*."""
    match = _noun().search(text, max(start - _REACH, 0), start)
    if match is None:
        return None
    kind = Precision.AT_MOST if match["at_most"] else Precision.AT_LEAST
    return Told(kind, match.span(kind.value))


@cache
def _noun() -> re.Pattern[str]:
    lists = load("amount_cues")["precision"]
    words = "|".join(f"(?P<{kind}>{alternatives(lists[f'{kind}_adjectives'])})" for kind in ("at_most", "at_least"))
    told = alternatives(lists["told_of"])
    return re.compile(rf"(?<!\w)(?:{words})(?:\s[a-zé-]+){{1,4}}?\s(?:{told})\s$", re.IGNORECASE)


def precision_behind(text: str, end: int) -> Told[Precision] | None:
    """What the words behind a figure say of it: of meer, of minder."""
    for key, kind in (("after_at_least", Precision.AT_LEAST), ("after_at_most", Precision.AT_MOST)):
        match = _behind(key).match(text, end, end + 20)
        if match:
            return Told(kind, match.span("words"))
    return None


def reaches_new_level(text: str, start: int) -> bool:
    """True where a *tot* at ``start`` names the level that is reached (verhoogd tot, van … tot), not an upper end."""
    before = re.split(r"[.;:]\s|\n", text[max(start - _REACH, 0) : start])[-1]
    return _level_verbs().search(before) is not None or _FROM.search(before) is not None


_FROM = re.compile(r"(?<!\w)van\s+(?:[^\s0-9]{1,12}\s)?[€0-9]", re.IGNORECASE)


@cache
def _before() -> re.Pattern[str]:
    lists = load("amount_cues")["precision"]
    kinds = [kind for kind in Precision if kind.value in lists]
    words = "|".join(f"(?P<{kind.value}>{alternatives(lists[kind.value])})" for kind in kinds)
    fillers = alternatives(lists["fillers"])
    return re.compile(rf"(?<!\w)(?:{words}|(?P<tot>tot))\s*(?:\s(?:{fillers})){{0,4}}\s*$", re.IGNORECASE)


@cache
def _behind(key: str) -> re.Pattern[str]:
    return re.compile(rf"\s+(?P<words>{alternatives(load('amount_cues')['precision'][key])})(?!\w)", re.IGNORECASE)


@cache
def _level_verbs() -> re.Pattern[str]:
    words = alternatives(load("amount_cues")["precision"]["new_level"])
    return re.compile(rf"(?<!\w)(?:{words})\s+(?:\S+\s+)?$", re.IGNORECASE)
