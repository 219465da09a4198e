"""What the words of its clause say of an amount: a level or a change, a total, how often, for one of what.

The word lists and where each may stand are in ``lexicon/amount_cues.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kamerbrief.annotate import Clause as Annotated
from kamerbrief.annotate import Form
from kamerbrief.annotate.verbs import readings
from kamerbrief.contract import Movement, Recurrence
from kamerbrief.facts.money import Money
from kamerbrief.facts.precision import precision_before
from kamerbrief.facts.said import Said
from kamerbrief.facts.told import Place, Told, Words
from kamerbrief.language.clauses import Clause, before_comparison
from kamerbrief.lexicon import alternatives, keyed, load, phrase_pattern

_CHANGES = (Movement.INCREASE, Movement.DECREASE)
#: How many words may stand between a cue and the figure it speaks of.
_NOUN, _MODIFIER, _VERB, _TOTAL, _HOW_OFTEN = 6, 6, 8, 14, 10


@dataclass(frozen=True, slots=True)
class Moved:
    """What was told of the figure before in a sentence; it may go on: *daalt met € 5 mln en € 3 mln*."""

    end: int
    clause: Annotated | None
    movement: Told[Movement]


def movement_of(
    text: str, lead: int, clause: Clause, *, negative: bool = False, said: Said | None = None, last: Moved | None = None
) -> Told[Movement]:
    """A level, or by how much something rises or falls; a negative one (-/- € 5 mln) is a decrease, but for a balance.

    ``lead`` is where the figure's words of precision begin; ``said`` its sentence as it is annotated, ``last`` what was
    told of the figure before.
    """
    if negative:
        before = re.split(r"[.;]\s|\n", text[max(lead - _BALANCE, 0) : lead])[-1]
        named = [match["balance"] for match in _balance().finditer(before)]
        return Told(Movement.LEVEL if named and named[-1] else Movement.DECREASE)
    before, behind = Words.of(text, clause.lead[0], lead), _uncompared(text, clause.tail)
    own = _movement(before, behind)
    if own and own.at and _OF_WHAT.match(text, own.at[1], clause.figure[0]) and _goes_from(text, clause):
        return Told(Movement.LEVEL)
    if own is None and clause.joined:
        begin, end = clause.governing
        governing = Words.of(text, begin, max(begin, precision_before(text, end)[1]))
        own = _movement(governing, _uncompared(text, clause.closing))
    elif own is None and clause.closing != clause.tail:
        own = _movement(before, _uncompared(text, clause.closing))
    verbs = said.at(clause.figure[1] - 1) if own is None and said else None
    return own or (verbs and said and _by_verb(text, clause, said, verbs, last)) or Told(Movement.LEVEL)


def _by_verb(text: str, clause: Clause, said: Said, verbs: Annotated, last: Moved | None) -> Told[Movement] | None:
    """What the verbs of its clause say of a figure that stands away from them: *neemt dit jaar toe met € 5 mln*.

    A figure that goes on with the one before in the same clause moves as that does: *met € 5 mln verlaagd en in 2029
    met € 6 mln*.
    """
    preposition = _preposition(text[clause.lead[0] : clause.figure[0]])
    if last and last.clause is verbs and last.movement.at and preposition in ("", "met", "van"):
        begin = max(last.end, clause.figure[0] - _GOING_ON)
        if last.movement.value in _CHANGES and _goes_on().search(text, begin, clause.figure[0]):
            return last.movement
    content = verbs.group.content
    if preposition != "met" or content is None:
        return None
    change = next((one for name, one in _VERBS.items() if name in content.verb.classes), None)
    stretches = [(content.start, content.end), *([content.particle] if content.particle else [])]
    return Told(change, said.place(*stretches)) if change else None


#: The classes of verbs that change something by what stands behind *met*.
_VERBS = {"raise": Movement.INCREASE, "lower": Movement.DECREASE}
#: How far before a figure, in characters, the word stands that joins it to the one before.
_GOING_ON = 80


@cache
def _goes_on() -> re.Pattern[str]:
    """A joining word with nothing but words of time and measure between it and the figure."""
    between = alternatives([*load("clauses")["between"], *load("amount_cues")["movement"]["going_on"]["words"]])
    year = r"(?:19|20)[0-9][0-9]"
    return re.compile(rf"(?<!\w)(?:en|of|maar)\s+(?:(?:{between}|{year})\s+){{0,7}}$", re.IGNORECASE)


def _uncompared(text: str, stretch: Place) -> Words:
    """The words of a stretch up to where a comparison begins."""
    return Words.of(text, stretch[0], before_comparison(text, *stretch))


#: How far before a negative figure, in characters, the words stand that make it a balance.
_BALANCE = 120


@cache
def _balance() -> re.Pattern[str]:
    lists = load("amount_cues")["movement"]["balance"]
    words, changes = alternatives(lists["words"]), alternatives(lists["changes"])
    return re.compile(rf"(?<!\w)(?:(?P<balance>(?<!per\s)(?:{words}))|{changes})(?!\w)", re.IGNORECASE)


def movement_in(words: str) -> Movement:
    """The movement that a table's headers name (Verhoging, ombuiging, extra); a level where they name none."""
    words = _names().sub("", words)
    for change in _CHANGES:
        if _pattern(change, "nouns").search(words) or _pattern(change, "modifiers").search(words):
            return change
    return Movement.LEVEL


def is_total(text: str, money: Money, clause: Clause) -> Told[bool]:
    """True where the letter calls the amount a total, and not a part of one."""
    behind = _total_behind().match(text, money.end, min(money.end + 40, clause.tail[1]))
    if behind:
        return Told(True, behind.span("cue"))
    leads = (Words.of(text, clause.lead[0], money.lead), Words.of(text, *clause.governing))
    place = next((found for lead in leads if (found := _names_total(lead))), None)
    return Told(place is not None, place)


def recurrence_of(text: str, clause: Clause) -> Told[Recurrence] | None:
    """How often the money comes; structural goes before yearly (structureel € 5 mln per jaar)."""
    own = _recurrence_in(Words.of(text, clause.lead[0], clause.figure[0]), _uncompared(text, clause.tail))
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
        for distance, place in _distances(pattern, before, behind, _HOW_OFTEN):
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


# --- how movement is read --------------------------------------------------------------------------------------------


def _movement(before: Words, behind: Words) -> Told[Movement] | None:
    """The change that the words before and behind a figure name, the nearest one first."""
    if _goes_on_to_new_level().match(behind.text):
        return None
    # A name is no word on the way to the figure: tabs count as none and keep all places as they are.
    before = Words(_names().sub(lambda match: "\t" * len(match[0]), before.text), before.offset)
    behind = Words("", behind.offset) if _RELATIVE.match(behind.text) else behind
    preposition = _preposition(before.text)
    found = sorted(
        (distance, order, at)
        for order, change in enumerate(_CHANGES)
        for distance, at in _change_words(change, before, behind, preposition)
    )
    return Told(_CHANGES[found[0][1]], found[0][2]) if found else None


@cache
def _names() -> re.Pattern[str]:
    return phrase_pattern(load("amount_cues")["movement"]["names"]["words"])


#: What a relative clause says right behind the figure is said of what it pays for.
_RELATIVE = re.compile(r"\s*(?:die|dat|wat)\s")


def _change_words(change: Movement, before: Words, behind: Words, preposition: str) -> Iterator[tuple[int, Place]]:
    """How many words away from the figure each cue of the change stands, and where."""
    for kind in ("behind", "modifiers"):
        yield from _at_figure(_right_behind(change, kind), behind)
    yield from _distances(_pattern(change, "modifiers"), before, Words(""), _MODIFIER)
    if preposition in load("amount_cues")["movement"]["level"]["prepositions"]:
        return
    yield from _at_figure(_right_behind(change, "nouns"), behind)
    reach = _MODIFIER + 2 if preposition in ("van", "met") else _NOUN
    yield from _distances(_pattern(change, "nouns"), before, Words(""), reach)
    if preposition == "met":
        yield from _distances(_pattern(change, "met_verbs"), before, behind, 3 * _VERB)
    yield from _distances(_pattern(change, "verbs"), before, behind, _VERB)
    for verb, particle in _separable(change) if _any_separable(change).search(before.text) else ():
        stem, ending = verb.search(before.text), particle.search(behind.text[:160])
        if stem and ending:
            yield _VERB, (before.place(stem)[0], behind.place(ending)[1])


def _at_figure(pattern: re.Pattern[str], behind: Words) -> Iterator[tuple[int, Place]]:
    match = pattern.match(behind.text)
    if match:
        yield 0, behind.place(match, "cue")


@cache
def _separable(change: Movement) -> list[tuple[re.Pattern[str], re.Pattern[str]]]:
    """Separable verbs: the verb, and its particle at the end of the clause (neemt … toe)."""
    end = r"(?=\s*$|[.,;:)]|\s(?:in|vanaf|aan|bij|met|en|voor|per)\s)"
    pairs = load("amount_cues")["movement"][change.value]["pairs"]
    return [(phrase_pattern([verb]), re.compile(rf"(?<!\w){particle}{end}")) for verb, particle in pairs]


@cache
def _any_separable(change: Movement) -> re.Pattern[str]:
    return phrase_pattern(verb for verb, _ in load("amount_cues")["movement"][change.value]["pairs"])


def _distances(pattern: re.Pattern[str], before: Words, behind: Words, reach: int) -> Iterator[tuple[int, Place]]:
    """How many words lie between the figure and each match, for those within reach, and where the match stands."""
    for match in pattern.finditer(before.text):
        if (count := before.text.count(" ", match.end())) <= reach:
            yield count, before.place(match)
    for match in pattern.finditer(behind.text):
        if (count := behind.text.count(" ", 0, match.start())) <= reach:
            yield count, behind.place(match)


@cache
def _pattern(change: Movement, kind: str) -> re.Pattern[str]:
    return _of(load("amount_cues")["movement"][change.value][kind])


@cache
def _right_behind(change: Movement, kind: str) -> re.Pattern[str]:
    """A cue right behind the figure, words such as *in 2020 structureel* between."""
    lists = load("amount_cues")["movement"]
    between = rf"{alternatives(lists['between']['words'])}|(?:voor\s)?(?:19|20)[0-9][0-9]|per\s\w+|{_adjectives()}"
    cue = _of(lists[change.value][kind]).pattern
    return re.compile(rf"\W*(?:(?:{between})\s+){{0,5}}(?P<cue>{cue})", re.IGNORECASE)


def _adjectives() -> str:
    lists = load("amount_cues")["movement"]
    return alternatives([*lists["increase"]["modifiers"], *lists["increase"]["behind"]])


def _of(phrases: Iterable[str]) -> re.Pattern[str]:
    phrases = list(phrases)
    return phrase_pattern(phrases) if phrases else keyed(r"(?!)", [])


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
    others = "boven|beneden|verwachting|schatting|rato|aanleiding|verhouding"
    return re.compile(
        rf"\s*(?:\(?(?:in|per|vanaf)\s(?:19|20)[0-9][0-9]\)?\s)?(?:naar|tot)\s(?!{others})", re.IGNORECASE
    )


#: Behind a figure: the figure that it goes to, and not a year up to which it lasts.
_TO = re.compile(
    r"[^.;€$£]{0,120}?(?<!\w)(?:naar|tot)\s(?!en\smet\s)(?:[^\W\d]+\s){0,5}(?:[€$£]\s?)?(?!(?:19|20)\d\d(?![\d.]))\d",
    re.IGNORECASE,
)


#: Behind a word of change: what it is that changes, and not by how much.
_OF_WHAT = re.compile(r"\svan\s(?![€$£\d])[^\d€$£]{3,}")


def _goes_from(text: str, clause: Clause) -> bool:
    """Whether a figure is where a change begins: *van € 5 mln in 2015 – het eerste jaar – tot € 6 mln*."""
    return _preposition(text[clause.lead[0] : clause.figure[0]]) == "van" and bool(_TO.match(text, clause.figure[1]))


# --- totals, how often, for one of what ------------------------------------------------------------------------------


#: A sentence that adds up what was named before it: ``Samen kostten deze schermen …``.
_OPENS = re.compile(r"\W*(?P<cue>Samen|Gezamenlijk)\s+\w+\s+(?:deze|die|beide|alle|zij|ze)\b")


def _names_total(lead: Words) -> Place | None:
    """Where the words before a figure call it a total; None where they do not."""
    words = lead.text
    for match in _total("words").finditer(words):
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


@cache
def _recurrence(kind: Recurrence) -> re.Pattern[str]:
    return phrase_pattern(load("amount_cues")["recurrence"][kind.value])


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
