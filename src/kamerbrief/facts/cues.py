"""What the words of its clause say of an amount: a level or a change, a total, how often, for one of what.

The word lists and where each may stand are in ``lexicon/amount_cues.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from kamerbrief.contract import Movement, Recurrence
from kamerbrief.facts.money import Money
from kamerbrief.facts.precision import precision_before
from kamerbrief.language.clauses import Clause, before_comparison
from kamerbrief.lexicon import alternatives, load, phrase_pattern

_CHANGES = (Movement.INCREASE, Movement.DECREASE)
#: How many words may stand between a cue and the figure it speaks of.
_NOUN, _MODIFIER, _VERB, _TOTAL, _HOW_OFTEN = 6, 6, 8, 14, 10


def movement_of(text: str, lead: int, clause: Clause, *, negative: bool = False) -> Movement:
    """A level, or by how much something rises or falls; a negative one (-/- € 5 mln) is a decrease, but for a balance.

    ``lead`` is where the figure's words of precision begin.
    """
    if negative:
        before = re.split(r"[.;]\s|\n", text[max(lead - _BALANCE, 0) : lead])[-1]
        named = [match["balance"] for match in _balance().finditer(before)]
        return Movement.LEVEL if named and named[-1] else Movement.DECREASE
    behind = text[clause.tail[0] : before_comparison(text, *clause.tail)]
    own = _movement(text[clause.lead[0] : lead], behind)
    if own is None and clause.joined:
        closing = text[clause.closing[0] : before_comparison(text, *clause.closing)]
        begin, end = clause.governing
        own = _movement(text[begin : max(begin, precision_before(text, end)[1])], closing)
    elif own is None and clause.closing != clause.tail:
        closing = text[clause.closing[0] : before_comparison(text, *clause.closing)]
        own = _movement(text[clause.lead[0] : lead], closing)
    return own or Movement.LEVEL


#: How far before a negative figure, in characters, the words stand that make it a balance.
_BALANCE = 120


@cache
def _balance() -> re.Pattern[str]:
    lists = load("amount_cues")["movement"]["balance"]
    words, changes = alternatives(lists["words"]), alternatives(lists["changes"])
    return re.compile(rf"(?<!\w)(?:(?P<balance>(?<!per\s)(?:{words}))|{changes})(?!\w)", re.IGNORECASE)


def movement_in(words: str) -> Movement:
    """The movement that a table's headers name (Verhoging, ombuiging, extra); a level where they name none."""
    for change in _CHANGES:
        if _pattern(change, "nouns").search(words) or _pattern(change, "modifiers").search(words):
            return change
    return Movement.LEVEL


def is_total(text: str, money: Money, clause: Clause) -> bool:
    """True where the letter calls the amount a total, and not a part of one."""
    if _total_behind().match(text, money.end, min(money.end + 40, clause.tail[1])):
        return True
    return any(_names_total(lead) for lead in {text[clause.lead[0] : money.lead], _first_lead(text, clause)})


def recurrence_of(text: str, clause: Clause) -> Recurrence | None:
    """How often the money comes; structural goes before yearly (structureel € 5 mln per jaar)."""
    end = before_comparison(text, *clause.tail)
    own = recurrence_in(text[clause.lead[0] : clause.figure[0]], text[clause.tail[0] : end])
    return own or (recurrence_in(_first_lead(text, clause), "") if clause.joined else None)


#: Said of something else that is named behind the figure: € 5 mln uit de middelen van de structurele aanpak.
_OF_ANOTHER = re.compile(r"(?<!\w)van\s(?:de|het|deze|dit)\s(?:structurele|incidentele|eenmalige|jaarlijkse)\s")


def recurrence_in(before: str, behind: str) -> Recurrence | None:
    """How often the words before and behind a figure say that money comes; the nearest word goes first."""
    nearest: tuple[int, Recurrence] | None = None
    behind = _OF_ANOTHER.sub("van de … ", behind)
    for kind in (Recurrence.ONE_OFF, Recurrence.STRUCTURAL, Recurrence.YEARLY):
        pattern = _recurrence(kind)
        far = 1000 if kind is Recurrence.YEARLY else 0
        for distance in _distances(pattern, before, behind, _HOW_OFTEN):
            if nearest is None or distance + far < nearest[0]:
                nearest = (distance + far, kind)
    return nearest[1] if nearest else None


def refers_back(sentence: str) -> Recurrence | None:
    """How often the money of the sentence before comes, where this one speaks of it (Dit bedrag is incidenteel)."""
    match = _back().match(sentence)
    return recurrence_in("", sentence[match.end() :][:80]) if match else None


def per_unit(text: str, money: Money, clause: Clause) -> str | None:
    """What the amount is for one of: huishouden, kWh, ton CO2; None for per jaar, which is how often it comes."""
    for tail in dict.fromkeys([clause.tail, clause.closing if money.siblings > 1 else clause.tail]):
        match = _per_behind().match(text, tail[0], tail[0] + _PER)
        if match and _is_unit(match):
            return " ".join(match["unit"].split())
    onwards = _ON_TO.match(text, clause.tail[0])
    behind = _per_behind().match(text, onwards.end(), onwards.end() + _PER) if onwards else None
    if behind and _is_unit(behind):
        return " ".join(behind["unit"].split())
    start, found = clause.lead[0], None
    for match in _per_before().finditer(text, max(start, money.lead - 60), money.lead):
        of_figure_before = match.start() <= start + 1 and text[max(start - 1, 0) : start].isalnum()
        found = found if of_figure_before else match
    return " ".join(found["unit"].split()) if found and _is_unit(found) else None


# --- how movement is read --------------------------------------------------------------------------------------------


def _movement(before: str, behind: str) -> Movement | None:
    """The change that the words before and behind a figure name, the nearest one first."""
    if _goes_on_to_new_level().match(behind):
        return None
    before = _names().sub("", before)
    behind = "" if _RELATIVE.match(behind) else behind
    preposition = _preposition(before)
    found = sorted(
        (distance, place, change)
        for place, change in enumerate(_CHANGES)
        for distance in _change_words(change, before, behind, preposition)
    )
    return found[0][2] if found else None


@cache
def _names() -> re.Pattern[str]:
    return phrase_pattern(load("amount_cues")["movement"]["names"]["words"])


#: What a relative clause says right behind the figure is said of what it pays for.
_RELATIVE = re.compile(r"\s*(?:die|dat|wat)\s")


def _change_words(change: Movement, before: str, behind: str, preposition: str) -> Iterator[int]:
    """How many words away from the figure each cue of the change stands."""
    if _right_behind(change, "behind").match(behind) or _right_behind(change, "modifiers").match(behind):
        yield 0
    yield from _distances(_pattern(change, "modifiers"), before, "", _MODIFIER)
    if preposition in load("amount_cues")["movement"]["level"]["prepositions"]:
        return
    if _right_behind(change, "nouns").match(behind):
        yield 0
    reach = _MODIFIER + 2 if preposition in ("van", "met") else _NOUN
    yield from _distances(_pattern(change, "nouns"), before, "", reach)
    if preposition == "met":
        yield from _distances(_pattern(change, "met_verbs"), before, behind, 3 * _VERB)
    yield from _distances(_pattern(change, "verbs"), before, behind, _VERB)
    if any(verb.search(before) and particle.search(behind[:160]) for verb, particle in _separable(change)):
        yield _VERB


@cache
def _separable(change: Movement) -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Separable verbs: the verb, and its particle at the end of the clause (neemt … toe)."""
    end = r"(?=\s*$|[.,;:)]|\s(?:in|vanaf|aan|bij|met|en|voor|per)\s)"
    pairs = load("amount_cues")["movement"][change.value]["pairs"]
    return [(phrase_pattern([verb]), re.compile(rf"(?<!\w){particle}{end}")) for verb, particle in pairs]


def _distances(pattern: re.Pattern[str], before: str, behind: str, reach: int) -> Iterator[int]:
    """How many words lie between the figure and each match, for those within reach."""
    counts = (before.count(" ", match.end()) for match in pattern.finditer(before))
    counts_behind = (behind.count(" ", 0, match.start()) for match in pattern.finditer(behind))
    yield from (count for count in (*counts, *counts_behind) if count <= reach)


@cache
def _pattern(change: Movement, kind: str) -> re.Pattern[str]:
    return _of(load("amount_cues")["movement"][change.value][kind])


@cache
def _right_behind(change: Movement, kind: str) -> re.Pattern[str]:
    """A cue right behind the figure, words such as *in 2020 structureel* between."""
    lists = load("amount_cues")["movement"]
    between = rf"{alternatives(lists['between']['words'])}|(?:19|20)[0-9][0-9]|{_adjectives()}"
    return re.compile(rf"\W*(?:(?:{between})\s+){{0,5}}{_of(lists[change.value][kind]).pattern}", re.IGNORECASE)


def _adjectives() -> str:
    lists = load("amount_cues")["movement"]
    return alternatives([*lists["increase"]["modifiers"], *lists["increase"]["behind"]])


def _of(phrases: Iterable[str]) -> re.Pattern[str]:
    phrases = list(phrases)
    return phrase_pattern(phrases) if phrases else re.compile(r"(?!)")


def _preposition(before: str) -> str:
    """The preposition that governs the figure behind ``before``; empty where there is none."""
    match = _governing_preposition().search(before[-80:])
    return match["word"].lower() if match else ""


@cache
def _governing_preposition() -> re.Pattern[str]:
    fillers = alternatives(filler for filler in load("amount_cues")["precision"]["fillers"] if filler != "van")
    amount = r"(?:(?:een|het)\s+(?:\w+\s+)?(?:bedrag|totaal|budget|som|bijdrage|totaalbedrag)\s+van\s+)?"
    return re.compile(rf"(?<!\w)(?P<word>met|van|naar|tot|op|om)\s+{amount}(?:(?:{fillers})\s+){{0,3}}$", re.IGNORECASE)


@cache
def _goes_on_to_new_level() -> re.Pattern[str]:
    return re.compile(
        r"\s*(?:\(?(?:in|per|vanaf)\s(?:19|20)[0-9][0-9]\)?\s)?(?:naar|tot)\s(?!boven|beneden)", re.IGNORECASE
    )


# --- totals, how often, for one of what ------------------------------------------------------------------------------


def _first_lead(text: str, clause: Clause) -> str:
    """The words before the first figure of the list that the clause is joined with."""
    return text[clause.governing[0] : clause.governing[1]]


#: A sentence that adds up what was named before it: ``Samen kostten deze schermen …``.
_OPENS = re.compile(r"\W*(?:Samen|Gezamenlijk)\s+\w+\s+(?:deze|die|beide|alle|zij|ze)\b")


def _names_total(lead: str) -> bool:
    for match in _total("words").finditer(lead):
        part = _part_of().search(lead, max(match.start() - 40, 0), match.start())
        if lead.count(" ", match.end()) <= (2 if part else _TOTAL):
            return True
    opens = _OPENS.match(lead)
    return bool(opens) or any(lead.count(" ", match.end()) <= 2 for match in _total("near").finditer(lead))


@cache
def _total(kind: str) -> re.Pattern[str]:
    return phrase_pattern(load("amount_cues")["total"][kind])


@cache
def _part_of() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(load('amount_cues')['total']['part_of'])})\s+$", re.IGNORECASE)


@cache
def _total_behind() -> re.Pattern[str]:
    return re.compile(rf"\W*(?:{alternatives(load('amount_cues')['total']['behind'])})(?!\w|\s+met)", re.IGNORECASE)


@cache
def _recurrence(kind: Recurrence) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(load('amount_cues')['recurrence'][kind.value])})(?!\w)", re.IGNORECASE)


@cache
def _back() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(load('amount_cues')['recurrence']['back_reference'])})(?!\w)", re.IGNORECASE)


_MEASURE = r"(?:(?:kubieke|vierkante|strekkende|gereden|vermeden|bespaarde|opgewekte|uitgestoten)\s)?"
_UNIT = rf"(?P<unit>(?:m²|m2|m3|m³|{_MEASURE}[a-zA-Z][\w-]{{0,30}})(?:\s(?:CO2|CO₂|stikstof|NH3)(?:-equivalent)?)?)"


#: From one price to another of the same unit: van € 0,10 naar € 0,12 per kWh.
_ON_TO = re.compile(r"\s(?:naar|tot)\s(?:[€$£]\s?)?[0-9][0-9.,]*(?:\s(?:euro|cent|miljoen))?(?=\sper\s)")
#: How far behind a figure, in characters, the words end that say what it is for one of.
_PER = 80


@cache
def _per_behind() -> re.Pattern[str]:
    between = "extra|gemiddeld|structureel|incidenteel|bruto|netto|subsidie|maximaal|in|minder|meer|jaarlijks|per jaar"
    return re.compile(rf"\.? *(?:(?:{between}|(?:19|20)[0-9][0-9]) +){{0,3}}(?:per |/ ?){_UNIT}", re.IGNORECASE)


@cache
def _per_before() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)per\s{_UNIT}", re.IGNORECASE)


def _is_unit(match: re.Match[str]) -> bool:
    lists = load("amount_cues")["per"]
    word = match["unit"].split()[0].lower()
    return word not in lists["not_a_unit"] and word not in lists["years"]
