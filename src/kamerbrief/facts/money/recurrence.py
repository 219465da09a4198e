"""How often money comes: once, every year, or structurally; the words are in ``lexicon/amount_cues.toml``."""

from __future__ import annotations

import re
from functools import cache

from kamerbrief.contract import Recurrence
from kamerbrief.facts.money.reach import distances, uncompared
from kamerbrief.facts.told import Told, Words
from kamerbrief.language.clauses import Clause
from kamerbrief.lexicon import alternatives, load, phrase_pattern

#: How many words may stand between the figure and the word that tells how often it comes.
_HOW_OFTEN = 10


def recurrence_of(text: str, clause: Clause) -> Told[Recurrence] | None:
    """How often the money comes; structural goes before yearly (structureel € 5 mln per jaar)."""
    own = _recurrence_in(Words.of(text, clause.lead[0], clause.figure[0]), uncompared(text, clause.tail))
    return own or (_recurrence_in(Words.of(text, *clause.governing), Words("")) if clause.joined else None)


#: Said of something else that is named behind the figure: € 5 mln uit de middelen van de structurele aanpak.
_OF_ANOTHER = re.compile(r"(?<!\w)van\s(?:de|het|deze|dit)\s(?P<often>structurele|incidentele|eenmalige|jaarlijkse)\s")


def recurrence_in(before: str, behind: str) -> Recurrence | None:
    """How often the words before and behind a figure say that money comes; the nearest word goes first."""
    found = _recurrence_in(Words(before), Words(behind))
    return found.value if found else None


def _recurrence_in(before: Words, behind: Words) -> Told[Recurrence] | None:
    nearest: tuple[int, Told[Recurrence]] | None = None
    other = _OF_ANOTHER.sub(lambda match: match[0].replace(match["often"], "…" * len(match["often"])), behind.text)
    behind = Words(other, behind.offset)
    for kind in (Recurrence.ONE_OFF, Recurrence.STRUCTURAL, Recurrence.YEARLY):
        pattern = _recurrence(kind)
        far = 1000 if kind is Recurrence.YEARLY else 0
        for distance, place in distances(pattern, before, behind, _HOW_OFTEN):
            if nearest is None or distance + far < nearest[0]:
                nearest = (distance + far, Told(kind, place))
    return nearest[1] if nearest else None


def refers_back(sentence: Words) -> Told[Recurrence] | None:
    """How often the money of the sentence before comes, where this one speaks of it (Dit bedrag is incidenteel)."""
    match = _back().match(sentence.text)
    if match is None:
        return None
    rest = sentence.text[match.end() :][:80]
    return _recurrence_in(Words(""), Words(rest, sentence.offset + match.end()))


@cache
def _recurrence(kind: Recurrence) -> re.Pattern[str]:
    return phrase_pattern(load("amount_cues")["recurrence"][kind.value])


@cache
def _back() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(load('amount_cues')['recurrence']['back_reference'])})(?!\w)", re.IGNORECASE)
