"""Whose advice a letter goes on with where a sentence only says *zij*, *volgens hen*, or names nobody at all.

``In hun brief vragen zij …`` and ``Daarnaast roept hij op …`` speak of the adviser that the sentences before had as
their subject, or whose advice or letter they told of; *zij* is somebody else's once others came between. ``Ook wordt
geadviseerd …`` goes on with the adviser that spoke last below the same heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kamerbrief.annotate import annotate
from kamerbrief.facts.advice.advisers import LAW, Advisers, is_own, names_giver, whole_name
from kamerbrief.facts.advice.blocks import is_heading, level_of
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Block
from kamerbrief.lexicon import alternatives, load

#: Pronouns that a person or a body is meant by, as the subject and elsewhere.
PRONOUNS = frozenset({"zij", "ze", "hij"})
_ELSEWHERE = frozenset({"hen", "hem", "haar"})
#: What only points at something before it.
_POINTING = frozenset({"dit", "dat", "deze", "die", "het", "er"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """The adviser that spoke last before a sentence, and whether a pronoun there still means it (``near``)."""

    who: str | None = None
    near: bool = False

    @property
    def meant(self) -> str | None:
        """Whom a pronoun means."""
        return self.who if self.near else None


def is_pronoun(who: str) -> bool:
    """Whether words are a pronoun for an adviser named before."""
    return who.lower() in PRONOUNS or who.lower() in _ELSEWHERE


def speakers_of(analysis: Analysis, body: Sequence[Block], advisers: Advisers) -> dict[int, Speaker]:
    """For each sentence of the running text, by where it starts, the adviser that spoke last before it."""
    found: dict[int, Speaker] = {}
    # How deep the headings are below which the last speaker was named, and the text goes on.
    now, depth, level = Speaker(), 0, 0
    for block in body:
        if is_heading(analysis.letter, block):
            level = level_of(analysis.letter, block)
            # What opened the letter goes on below its headings; what was said below one does not below the next.
            now = Speaker(now.who if depth < level else None)
            named = names_giver(analysis.letter.content_of(block))
            if named:
                now, depth = Speaker(named), level
            continue
        for sentence in analysis.sentences_of(block):
            found[sentence.start] = now
            heard = _after(now, sentence.text, advisers)
            if heard.who and heard.who != now.who:
                depth = level
            now = heard
    return found


def _after(now: Speaker, text: str, advisers: Advisers) -> Speaker:
    """Who spoke last once a sentence is said."""
    # Whose the subjects are matters only where one may be an adviser, or may come between one and a pronoun.
    asked = now.near or advisers.may_be_in(text)
    clauses = annotate(text) if asked else ()
    subjects = [whole_name(text, *clause.subject) for clause in clauses if clause.main and clause.subject]
    named = next((who for who in reversed(subjects) if advisers.known(who)), None)
    if named:
        return Speaker(named, near=True)
    given = names_giver(text)
    if given and not is_own(given):
        return Speaker(given, near=True)
    if any(who.lower() in PRONOUNS for who in subjects):
        return now
    others = [who for who in subjects if who.lower() not in _POINTING]
    return Speaker(now.who, near=now.near and not others)


_INNER = r"(?:van|voor|de|het|der|den|en|ten|op|tot|in)"
_WORD = r"[A-ZÀ-Þ][\w&’'-]*"
#: What is no part of a name, though it has a capital at the head of a sentence.
_NO_NAME = rf"(?!(?:De|Het|Deze|Dit|Een|In|Van|Als|Ook|Met|Uw|Mijn|Volgens|Door|{LAW})\s)"
_CALLED = re.compile(r"(?:[a-zë-]+e\s+){0,2}[a-zë-]{5,}")
_LAW = re.compile(LAW)
_ARTICLE = re.compile(r"(?:de|het|deze|dit|een)\s+", re.IGNORECASE)


def body_in(who: str) -> list[str]:
    """The words, without their article, for a body: *de raad*, *de Nationale ombudsman*; none for anybody else."""
    words = _ARTICLE.sub("", who.strip(), count=1).split()
    return words if words and words[-1].lower() in _bodies() else []


def name_given(text: str, noun: str) -> str | None:
    """The last name that a text gives to what is called a noun: *Raad voor Cultuur* to *raad*."""
    found = (match.group() for match in _name_with(noun).finditer(text))
    names = [name for name in found if not is_own(name) and not _titles(name)]
    return " ".join(names[-1].split()) if names else None


def _titles(name: str) -> bool:
    """Whether words head or title a text about a body: *Bevindingen Raad*, *Evaluatie Wet Kinderombudsman*."""
    first, *others = name.split()
    return first.lower() in _heads() or any(_LAW.match(word) for word in others)


@cache
def _heads() -> frozenset[str]:
    labels = load("recommendations")["response"]
    return frozenset([*labels["finding_labels"], *labels["labels"], *load("references")["reports"]["titled"]])


@cache
def _name_with(noun: str) -> re.Pattern[str]:
    called = rf"(?i:{re.escape(noun)})"
    another = rf"en\s+(?:(?:de|het)\s+)?(?i:{alternatives(_bodies())})(?!\w)"
    return re.compile(
        rf"(?<![\w-])(?:{called}(?:\s+(?!{another})(?:{_INNER}\s+){{0,3}}{_WORD})+"
        rf"|{_NO_NAME}{_WORD}(?:\s+{_WORD})?\s+{called}(?![\w-]))"
    )


def group_in(who: str) -> str | None:
    """What advisers without a name are called: ``jeugdartsen``; None for a pronoun and for more than such words."""
    words = _ARTICLE.sub("", who.strip(), count=1)
    return words if _CALLED.fullmatch(words) and not is_pronoun(words) else None


@cache
def _bodies() -> frozenset[str]:
    entry = load("recommendations")["advisers"]
    return frozenset(word.lower() for word in entry["bodies"])
