"""What an amount is for one of: a household, a kWh, a child (*per opgevangen kind*)."""

from __future__ import annotations

import re
from functools import cache

from kamerbrief.annotate import Form
from kamerbrief.annotate.verbs import readings
from kamerbrief.facts.money.text import Money
from kamerbrief.facts.told import Told
from kamerbrief.language.clauses import Clause
from kamerbrief.lexicon import load


def per_unit(text: str, money: Money, clause: Clause) -> Told[str] | None:
    """What the amount is for one of: huishouden, kWh, ton CO2; None for per jaar, which is how often it comes."""
    for tail in dict.fromkeys([clause.tail, clause.closing if money.siblings > 1 else clause.tail]):
        match = _per_behind().match(text, tail[0], tail[0] + _PER)
        if match and _is_unit(match):
            return _unit_told(text, match)
    onwards = _ON_TO.match(text, clause.tail[0])
    behind = _per_behind().match(text, onwards.end(), onwards.end() + _PER) if onwards else None
    if behind and _is_unit(behind):
        return _unit_told(text, behind)
    start, found = clause.lead[0], None
    for match in _per_before().finditer(text, max(start, money.lead - 60), money.lead):
        of_figure_before = match.start() <= start + 1 and text[max(start - 1, 0) : start].isalnum()
        found = found if of_figure_before else match
    return _unit_told(text, found) if found and _is_unit(found) else None


def _unit_told(text: str, match: re.Match[str]) -> Told[str]:
    """The unit without what describes it: *per opgevangen kind* is for one child."""
    unit, end = " ".join(match["unit"].split()), match.end("per")
    for _ in range(_DESCRIBING):
        following = _NEXT_WORD.match(text, end)
        if following is None or not _describes(unit.lower()) or following["word"].lower() in _no_noun():
            break
        unit, end = following["word"], following.end()
    return Told(unit, (match.start("per"), end))


#: So many words may stand between *per* and its unit (per zelfstandig wonende oudere).
_DESCRIBING = 3
_NEXT_WORD = re.compile(r" (?P<word>[^\W\d_][\w-]{1,40})")


def _describes(word: str) -> bool:
    """Whether a word is a participle or an adjective."""
    forms = {reading.form for reading in readings(word)}
    participle = forms & {Form.PARTICIPLE, Form.INFLECTED} and Form.PRESENT not in forms
    return bool(participle) or word.endswith("ende") or word in load("amount_cues")["per"]["describing"]


@cache
def _no_noun() -> frozenset[str]:
    lists = ("prepositions", "joins", "conjunctions", "adverbs", "determiners", "relative")
    return frozenset().union(*(load("grammar")[name] for name in lists), load("amount_cues")["per"]["no_noun"])


_MEASURE = r"(?:(?:kubieke|vierkante|strekkende|gereden|vermeden|bespaarde|opgewekte|uitgestoten)\s)?"
_UNIT = rf"(?P<unit>(?:m²|m2|m3|m³|{_MEASURE}[a-zA-Z][\w-]{{0,30}})(?:\s(?:CO2|CO₂|stikstof|NH3)(?:-equivalent)?)?)"
#: From one price to another of the same unit: van € 0,10 naar € 0,12 per kWh.
_ON_TO = re.compile(r"\s(?:naar|tot)\s(?:[€$£]\s?)?[0-9][0-9.,]*(?:\s(?:euro|cent|miljoen))?(?=\sper\s)")
#: How far behind a figure, in characters, the words end that say what it is for one of.
_PER = 80


@cache
def _per_behind() -> re.Pattern[str]:
    between = "extra|gemiddeld|structureel|incidenteel|bruto|netto|subsidie|maximaal|in|minder|meer|jaarlijks|per jaar"
    return re.compile(
        rf"(?!\. +(?-i:Per))\.? *(?:(?:{between}|(?:19|20)[0-9][0-9]) +){{0,3}}(?P<per>(?:per |/ ?){_UNIT})",
        re.IGNORECASE,
    )


@cache
def _per_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?P<per>per\s{_UNIT})", re.IGNORECASE)


def _is_unit(match: re.Match[str]) -> bool:
    lists = load("amount_cues")["per"]
    word = match["unit"].split()[0].lower()
    return word not in lists["not_a_unit"] and word not in lists["years"]
