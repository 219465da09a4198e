"""Which recommendations the sentences of an answer name: by number (``aanbeveling 2``), by order, all or the last."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kamerbrief.annotate import annotate
from kamerbrief.annotate.time import number_of
from kamerbrief.facts.advice_labels import ORDINALS, numbers_in, ordinal
from kamerbrief.facts.sections import Voice, Voices, voice_of
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Block, Span
from kamerbrief.lexicon import alternatives, load

_ORDINAL = "|".join(ORDINALS[:10])
_ORDERED = re.compile(rf"(?<!\w)[Dd]e\s+(?P<first>{_ORDINAL})(?:\s+en\s+(?:de\s+)?(?P<second>{_ORDINAL}))?\s+")


@cache
def _mentions() -> re.Pattern[str]:
    counted = alternatives(load("recommendations")["nouns"]["counted"])
    return re.compile(
        r"(?<!\w)[Aa]anbeveling(?:en)?\s+(?P<numbers>\d{1,2}(?:(?:\s*,\s*|\s+en\s+|\s*(?:t/m|-|–)\s*)\d{1,2}){0,12})(?!\w)"
        rf"|(?<!\w)(?:[Dd]e|[Hh]et|[Hh]aar|[Zz]ijn|[Hh]un)\s+(?P<ordinal>{_ORDINAL})(?:\s+en\s+laatste)?\s+(?:{counted})(?!\w)"
        rf"|(?<!\w)[Dd]e\s+eerste\s+(?P<first>\w+)\s+(?:aanbevelingen|adviezen)"
        rf"|(?<!\w)(?:[Dd]e|[Hh]et)\s+(?P<last>laatste)\s+(?:{counted})(?!\w)"
    )


def told_by_number(
    analysis: Analysis, blocks: Sequence[Block], numbers: Sequence[str]
) -> list[tuple[frozenset[str], Span]]:
    """The sentences below a list, each with the numbers that it or the nearest sentence before it names."""
    told: list[tuple[frozenset[str], Span]] = []
    current: frozenset[str] = frozenset()
    for block in blocks:
        for sentence in analysis.sentences_of(block):
            current = mentioned(sentence.text, numbers) or current
            told.append((current, sentence))
    return told


def answer_to(analysis: Analysis, told: Sequence[tuple[frozenset[str], Span]], number: str) -> Voices:
    """The sentences that speak of this number; where none speaks of any number, all of them answer each."""
    shared = not any(numbers for numbers, _ in told)
    voices = Voices()
    for numbers, sentence in told:
        if shared or number in numbers:
            voice = voice_of(sentence.text) or Voice.RESPONSE
            voices.add(analysis.letter, voice, sentence.start, sentence.end)
    return voices


def mentioned(text: str, numbers: Sequence[str]) -> frozenset[str]:
    """The numbers of the list that a sentence speaks of: ``aanbeveling 2``, ``de eerste drie``, ``de laatste``."""
    found: set[str] = set()
    for match in _mentions().finditer(text):
        if match["numbers"]:
            found |= set(numbers_in(match["numbers"]))
        elif match["first"]:
            found |= set(numbers[: number_of(match["first"]) or 0])
        elif match["last"]:
            found.add(numbers[-1])
        else:
            found.add(str(ordinal(match["ordinal"])))
    found |= set(_ordered(text))
    return frozenset(found) & frozenset(numbers)


def _ordered(text: str) -> Iterator[str]:
    """The numbers by order alone, where the verb follows: ``Met de derde ben ik al bezig``, ``De eerste en tweede``."""
    verbs = {clause.finite.start for clause in annotate(text) if clause.finite}
    for match in _ORDERED.finditer(text):
        if match.end() in verbs:
            yield from (str(ordinal(word)) for word in match.group("first", "second") if word)
