"""Whether an amount is a level, or by how much something rises or falls.

The word lists and where each may stand are in ``lexicon/amount_cues.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kamerbrief.annotate import Clause as Annotated
from kamerbrief.contract import Movement
from kamerbrief.facts.money.precision import precision_before
from kamerbrief.facts.money.reach import distances, uncompared
from kamerbrief.facts.said import Said, verbs_of
from kamerbrief.facts.told import Place, Told, Words
from kamerbrief.language.clauses import Clause
from kamerbrief.lexicon import Lists, alternatives, keyed, load, phrase_pattern

_CHANGES = (Movement.INCREASE, Movement.DECREASE)
#: How many words may stand between a cue and the figure it speaks of.
_NOUN = 6
_MODIFIER = 6
_VERB = 8
_FILLERS = 3
#: Behind these a noun may stand further away: *een verlaging van de bijdrage aan de provincies van € 5 mln*.
_GOVERNING = {"met": 8, "van": 10}


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
    before, behind = Words.of(text, clause.lead[0], lead), uncompared(text, clause.tail)
    own = _movement(before, behind)
    if own and own.at and _OF_WHAT.match(text, own.at[1], clause.figure[0]) and _goes_from(text, clause):
        return Told(Movement.LEVEL)
    if own is None and clause.joined:
        begin, end = clause.governing
        governing = Words.of(text, begin, max(begin, precision_before(text, end)[1]))
        own = _movement(governing, uncompared(text, clause.closing))
    elif own is None and clause.closing != clause.tail:
        own = _movement(before, uncompared(text, clause.closing))
    verbs = said.at(clause.figure[1] - 1) if own is None and said else None
    if verbs and said:
        own = _by_verb(text, clause, said, verbs, last) or _by_relative(text, clause, said, verbs)
    return own or Told(Movement.LEVEL)


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


def _by_relative(text: str, clause: Clause, said: Said, verbs: Annotated) -> Told[Movement] | None:
    """The change that a relative clause on a figure names beside its verb: *die het kabinet extra uittrekt*.

    Beside a noun it is said of what the figure pays for: *€ 5 mln die extra uren mogelijk maakt*.
    """
    relative = said.right_behind(clause.figure[1], verbs)
    if relative is None:
        return None
    start, end = said.place((relative.start, relative.end))
    uses = (stretch for use in verbs_of(relative) for stretch in ((use.start, use.end), use.particle) if stretch)
    beside = {said.place(stretch)[0] for stretch in uses}
    for change in _CHANGES:
        for match in _pattern(change, "modifiers").finditer(text, start, end):
            follows = match.end() + len(text[match.end() : end]) - len(text[match.end() : end].lstrip())
            if follows in beside or _predicate().match(text, follows):
                return Told(change, match.span())
    return None


@cache
def _predicate() -> re.Pattern[str]:
    return phrase_pattern(load("amount_cues")["movement"]["relative"]["predicates"])


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


def _movement(before: Words, behind: Words) -> Told[Movement] | None:
    """The change that the words before and behind a figure name, the nearest one first."""
    if not any(map(_may_change, (before.text, behind.text))) or _goes_on_to_new_level().match(behind.text):
        return None
    before, behind = _without_names(before), _without_names(behind)
    behind = Words("", behind.offset) if _RELATIVE.match(behind.text) else behind
    preposition = _preposition(before.text)
    found = sorted(
        (distance, order, at)
        for order, change in enumerate(_CHANGES)
        for distance, at in _change_words(change, before, behind, preposition)
    )
    return Told(_CHANGES[found[0][1]], found[0][2]) if found else None


#: A word with a capital within a sentence is of a name: *uit het Nationaal Groeifonds*.
_OF_A_NAME = re.compile(r"(?<=[a-zà-ÿ,]\s)[A-ZÀ-Þ][\w-]*")
#: What stands between a change and its figure: *verlaging … in 2026 van in totaal € 3 mln*.
_ASIDE = re.compile(r"(?<!\w)(?:(?:in|voor|over|vanaf|per)\s(?:19|20)\d\d(?!\d)|in\stotaal)(?=\s)", re.IGNORECASE)


def _without_names(words: Words) -> Words:
    """A name or a year is no word on the way to the figure: tabs count as none and keep all places as they are."""
    text = words.text
    for names in (_names(), _OF_A_NAME, _ASIDE):
        text = names.sub(lambda match: "\t" * len(match[0]), text)
    return Words(text, words.offset)


@cache
def _names() -> re.Pattern[str]:
    return phrase_pattern(load("amount_cues")["movement"]["names"]["words"])


#: What a relative clause says right behind the figure is said of what it pays for.
_RELATIVE = re.compile(r"\s*(?:die|dat|wat)\s")


def _change_words(change: Movement, before: Words, behind: Words, preposition: str) -> Iterator[tuple[int, Place]]:
    """How many words away from the figure each cue of the change stands, and where."""
    for kind in ("behind", "modifiers"):
        yield from _at_figure(_right_behind(change, kind), behind)
    yield from distances(_pattern(change, "modifiers"), before, Words(""), _MODIFIER)
    if preposition in load("amount_cues")["movement"]["level"]["prepositions"]:
        return
    yield from distances(_compared(change), before, Words(""), _FILLERS)
    yield from _at_figure(_right_behind(change, "nouns"), behind)
    reach = _GOVERNING.get(preposition, _NOUN)
    yield from distances(_pattern(change, "nouns"), before, Words(""), reach)
    if preposition == "met":
        yield from distances(_pattern(change, "met_verbs"), before, behind, 3 * _VERB)
    yield from distances(_pattern(change, "verbs"), before, behind, _VERB)
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


def _may_change(text: str) -> bool:
    """Whether a word stands in a text without which no cue of a change does: few figures change."""
    return next(_cues().may_stand_in(text), None) is not None


@cache
def _cues() -> Lists[tuple[Movement, str]]:
    """All lists of the two changes; of separable verbs the verb is looked for."""
    found: dict[tuple[Movement, str], re.Pattern[str]] = {}
    for change in _CHANGES:
        for name, words in load("amount_cues")["movement"][change.value].items():
            found[change, name] = _any_separable(change) if name == "pairs" else _of(words)
    return Lists(found)


@cache
def _pattern(change: Movement, kind: str) -> re.Pattern[str]:
    return _of(load("amount_cues")["movement"][change.value][kind])


@cache
def _compared(change: Movement) -> re.Pattern[str]:
    """What is more or less than thought, by the figure behind it: *de hogere ontvangsten van € 5 mln*."""
    words = load("amount_cues")["movement"][change.value]["compared"]
    return keyed(rf"(?<!\w)(?<!een\s)(?:{alternatives(words)})\s(?:[\w-]{{3,40}}en|\t+)\svan(?!\w)", words)


@cache
def _right_behind(change: Movement, kind: str) -> re.Pattern[str]:
    """A cue right behind the figure, words such as *in 2020 structureel* between."""
    lists = load("amount_cues")["movement"]
    between = rf"{alternatives(lists['between']['words'])}|(?:voor\s)?(?:19|20)[0-9][0-9]|per\s\w+|{_adjectives()}"
    cue = _of(lists[change.value][kind]).pattern
    return keyed(rf"\W*(?:(?:{between})\s+){{0,5}}(?P<cue>{cue})", lists[change.value][kind])


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
