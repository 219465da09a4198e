"""How the letter speaks of an amount: as a fact, or as what is not, no longer, or only perhaps so.

Only the part of the clause in which the amount stands is asked, up to the next comma or *en* on either side, and for
conditions the words that open the sentence. What these do not show is taken as asserted. The words are in
``lexicon/qualifiers.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kamerbrief.contract import Qualifier
from kamerbrief.facts.money import Money
from kamerbrief.facts.promise_character import condition_in
from kamerbrief.facts.told import Place, Told, Words
from kamerbrief.language.clauses import Clause
from kamerbrief.lexicon import alternatives, any_of, load, phrase_pattern, signs

#: Where another part of the sentence begins.
_PART = re.compile(r"[;:()]|,(?!\d)|\s[–-]\s|(?<!\w)(?:en|maar|of)(?!\w)")
_GAP = r"(?:\s+[^\s,;:.]+){0,6}?\s+"
_HEAD = re.compile(r"[^,;:]*")


@dataclass(frozen=True, slots=True)
class _Part:
    """The part of a sentence around an amount, from ``offset`` on, with tabs for the figure at [at, end) of it."""

    words: Words
    at: int
    end: int

    @property
    def before(self) -> str:
        return self.words.text[: self.at]


def qualifier_of(text: str, money: Money, clause: Clause, sentence: Place) -> Told[Qualifier]:
    """How the letter speaks of an amount, with the words that show it; what is denied goes before all else."""
    part = _part_around(text, money, clause)
    readings = (
        (Qualifier.DENIED, _denied(part)),
        (Qualifier.CANCELLED, _cancelled(part)),
        (Qualifier.WISHED, _found(part, _gapped("wished"))),
        (Qualifier.CONDITIONAL, _condition(text, part, sentence)),
        (Qualifier.EARLIER, _found(part, _gapped("earlier"))),
        (Qualifier.REPORTED, _found(part, _reported())),
    )
    return next((Told(kind, place) for kind, place in readings if place), Told(Qualifier.ASSERTED))


def _part_around(text: str, money: Money, clause: Clause) -> _Part:
    lead, tail = text[clause.lead[0] : money.lead], text[money.end : clause.tail[1]]
    cuts = [match.end() for match in _PART.finditer(lead)]
    start = clause.lead[0] + (cuts[-1] if cuts else 0)
    stop = _PART.search(tail)
    end = money.end + (stop.start() if stop else len(tail))
    words = text[start : money.lead] + "\t" * (money.end - money.lead) + text[money.end : end]
    return _Part(Words(words, start), money.lead - start, money.end - start)


def _found(part: _Part, pattern: re.Pattern[str]) -> Place | None:
    match = pattern.search(part.words.text)
    return part.words.place(match) if match else None


def _denied(part: _Part) -> Place | None:
    """``geen € 5 mln``, ``wordt niet met € 5 mln verhoogd``; not ``niet alleen``, ``niet besteed``.

    ``Het budget van € 5 mln wordt niet verhoogd`` denies a change of an amount that is there.
    """
    none = _right_before().search(part.before)
    if none:
        return part.words.place(none)
    harmless = [match.start() for match in _phrases("denied", "harmless").finditer(part.words.text)]
    there = _definite().search(part.before)
    denying = (match for match in _negated().finditer(part.words.text) if not (there and match["changed"]))
    return next((part.words.place(match) for match in denying if match.start() not in harmless), None)


def _cancelled(part: _Part) -> Place | None:
    """``de bijdrage van € 5 mln vervalt``, ``ik draai de korting van € 5 mln terug``.

    In ``er wordt € 5 mln geschrapt`` the amount is that of the cut itself, which stands.
    """
    if not _definite().search(part.before):
        return None
    others = _phrases("cancelled", "others").search(part.words.text, part.end)
    end = others.start() if others else len(part.words.text)
    match = _gapped("cancelled").search(part.words.text, 0, end) or _at_the_end().search(
        part.words.text[:end], part.end
    )
    if match is None or _phrases("denied", "negations").search(_without(part.words.text, match)):
        return None
    return part.words.place(match)


def _without(words: str, match: re.Match[str]) -> str:
    return words[: match.start()] + words[match.end() :]


def _condition(text: str, part: _Part, sentence: Place) -> Place | None:
    """A condition beside the amount or at the head of its sentence, or what would be so."""
    head = Words.of(text, *sentence)
    opening = _HEAD.match(head.text)
    for words in (part.words, Words(opening.group() if opening else "", head.offset)):
        place = condition_in(words.text)
        opens = words is part.words or (place and not words.text[: place[0]].strip(" \"'‘“•-–"))
        if place and opens:
            return words.offset + place[0], words.offset + place[1]
    return _found(part, _gapped("conditional"))


@cache
def _phrases(section: str, name: str) -> re.Pattern[str]:
    return phrase_pattern(load("qualifiers")[section][name])


@cache
def _gapped(section: str) -> re.Pattern[str]:
    """The words of a section, with gaps."""
    return re.compile(rf"(?<!\w)(?:{_with_gaps(load('qualifiers')[section]['words'])})(?!\w)", re.IGNORECASE)


def _with_gaps(phrases: Iterable[str]) -> str:
    ordered = sorted(set(phrases), key=lambda phrase: (-len(phrase), phrase))
    parts = ([signs(piece) for piece in phrase.split(" … ")] for phrase in ordered)
    return any_of([*first, *(sign for piece in rest for sign in (_GAP, *piece))] for first, *rest in parts)


@cache
def _negated() -> re.Pattern[str]:
    lists = load("qualifiers")["denied"]
    verbs = rf"{alternatives(lists['given'])}|(?P<changed>{alternatives(lists['changed'])})"
    return re.compile(rf"(?<!\w)(?:{alternatives(lists['negations'])}){_GAP}(?:{verbs})(?!\w)", re.IGNORECASE)


@cache
def _right_before() -> re.Pattern[str]:
    """``geen`` and at most three words up to the figure."""
    none = alternatives(load("qualifiers")["denied"]["none"])
    return re.compile(rf"(?<!\w)(?:{none})(?=\s+(?:[^\s,;:.]+\s+){{0,3}}$)", re.IGNORECASE)


@cache
def _definite() -> re.Pattern[str]:
    words = alternatives(load("qualifiers")["cancelled"]["definite"])
    return re.compile(rf"(?<!\w)(?:{words})\s+(?:in\s+)?(?:totaal\s+)?$", re.IGNORECASE)


@cache
def _at_the_end() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(load('qualifiers')['cancelled']['last'])})(?=\W*$)", re.IGNORECASE)


@cache
def _reported() -> re.Pattern[str]:
    """``volgens het planbureau``, ``de raad raamt``, ``raamt de raad``."""
    lists, advisers = load("qualifiers")["reported"], load("recommendations")["advisers"]
    nouns = alternatives([*advisers["nouns"], *advisers["parties"]])
    who = rf"(?:(?:de|het|een|deze|dit)\s+)?(?:[\w-]+\s+){{0,2}}?(?:{nouns})"
    verbs = alternatives(lists["verbs"])
    return re.compile(
        rf"(?<!\w)(?:(?:{alternatives(lists['according'])})\s+{who}|{who}\s+(?:{verbs})|(?:{verbs})\s+(?:de|het)\s+{who})(?!\w)",
        re.IGNORECASE,
    )
