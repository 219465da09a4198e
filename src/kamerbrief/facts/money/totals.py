"""Whether a letter calls an amount a total; the words are in ``lexicon/amount_cues.toml``."""

from __future__ import annotations

import re
from functools import cache

from kamerbrief.facts.money.text import Money
from kamerbrief.facts.told import Place, Told, Words
from kamerbrief.language.clauses import Clause
from kamerbrief.lexicon import alternatives, load, phrase_pattern

#: How many words may stand between the figure and the word that calls it a total.
_TOTAL = 14


def is_total(text: str, money: Money, clause: Clause) -> Told[bool]:
    """True where the letter calls the amount a total, and not a part of one."""
    behind = _total_behind().match(text, money.end, min(money.end + 40, clause.tail[1]))
    if behind:
        return Told(True, behind.span("cue"))
    leads = (Words.of(text, clause.lead[0], money.lead), Words.of(text, *clause.governing))
    place = next((found for lead in leads if (found := _names_total(lead))), None)
    return Told(place is not None, place)


#: A sentence that adds up what was named before it: ``Samen kostten deze schermen …``.
_OPENS = re.compile(r"\W*(?P<cue>Samen|Gezamenlijk)\s+\w+\s+(?:deze|die|beide|alle|zij|ze)\b")


#: Behind a word for a total: another count that it adds up, *in totaal (om) 300 woningen*; a year is none.
_OF_OTHERS = re.compile(r"\s(?:[^\W\d]+\s)?(?!(?:19|20)\d\d(?![\d.,]))\d[\d.,]*\s")


def _names_total(lead: Words) -> Place | None:
    """Where the words before a figure call it a total; None where they do not."""
    words = lead.text
    for match in _total("words").finditer(words):
        if _OF_OTHERS.match(words, match.end()):
            continue
        part = _part_of().search(words, max(match.start() - 40, 0), match.start())
        if words.count(" ", match.end()) <= (2 if part else _TOTAL):
            return lead.place(match)
    opens = _OPENS.match(words)
    if opens:
        return lead.place(opens, "cue")
    near = (match for match in _total("near").finditer(words) if words.count(" ", match.end()) <= 2)
    return next(map(lead.place, near), None)


@cache
def _total(kind: str) -> re.Pattern[str]:
    return phrase_pattern(load("amount_cues")["total"][kind])


@cache
def _part_of() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(load('amount_cues')['total']['part_of'])})\s+$", re.IGNORECASE)


@cache
def _total_behind() -> re.Pattern[str]:
    words = alternatives(load("amount_cues")["total"]["behind"])
    return re.compile(rf"\W*(?P<cue>{words})(?!\w|\s+met)", re.IGNORECASE)
