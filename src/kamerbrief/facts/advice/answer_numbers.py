"""Which of several recommendations a sentence of an answer names: by number, by order, all or the last.

A list of recommendations is often answered in the text below it: *De eerste en de derde aanbeveling neem ik over*,
*Met de tweede ga ik niet mee*. What names none goes with the sentence before it. Answers by subject alone are in
``advice_themes.py``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kamerbrief.annotate import annotate
from kamerbrief.annotate.time import number_of
from kamerbrief.facts.advice.labels import ORDINALS, numbers_in, ordinal, plain_label
from kamerbrief.facts.advice.sections import Voice, Voices, voice_of
from kamerbrief.facts.advice.stance_cues import stance_cues
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Block, Span
from kamerbrief.lexicon import alternatives, load

#: A sentence with the numbers that it, or the nearest before it, speaks of.
Told = tuple[frozenset[str], Span]

_ORDINAL = "|".join(ORDINALS)
_ORDER = rf"(?:{_ORDINAL})(?:(?:\s*,\s*|\s+en\s+)(?:(?:de|het)\s+)?(?:{_ORDINAL})){{0,5}}"
_ALONE = re.compile(rf"(?<!\w)(?:de|het)\s+(?P<order>{_ORDER})\s+", re.IGNORECASE)


@cache
def _mentions() -> re.Pattern[str]:
    """What names some: ``aanbeveling 2 en 4``, ``de eerste drie punten``, ``haar tweede wens``, ``de laatste``."""
    noun = rf"(?:{alternatives(load('recommendations')['nouns']['counted'])})"
    return re.compile(
        r"(?<!\w)aanbeveling(?:en)?\s+(?P<numbers>\d{1,2}(?:(?:\s*,\s*|\s+en\s+|\s*(?:t/m|-|–)\s*)\d{1,2}){0,12})(?!\w)"
        rf"|(?<!\w)(?:de|het|haar|zijn|hun)\s+(?P<order>{_ORDER})(?:\s+en\s+laatste)?\s+{noun}(?!\w)"
        rf"|(?<!\w)de\s+eerste\s+(?P<first>\w+)\s+{noun}(?!\w)|(?<!\w)(?:de|het)\s+(?P<last>laatste)\s+{noun}(?!\w)",
        re.IGNORECASE,
    )


def told_of(analysis: Analysis, blocks: Sequence[Block], numbers: Sequence[str]) -> list[Told]:
    """The sentences of the blocks, each with the numbers that it or the nearest sentence before it names.

    Where the blocks count from the first number again, each answers its own.
    """
    counted = _counted(blocks, numbers)
    pairs = [(block, sentence) for block in blocks for sentence in analysis.sentences_of(block)]
    sentences = [sentence for _, sentence in pairs]
    named = [counted.get(block.start) or mentioned(sentence.text, numbers) for block, sentence in pairs]
    told: list[Told] = []
    current: frozenset[str] = frozenset()
    for own, sentence in zip(named, sentences, strict=True):
        current = own or current
        told.append((current, sentence))
    return told


def _counted(blocks: Sequence[Block], numbers: Sequence[str]) -> dict[int, frozenset[str]]:
    """The numbers of blocks, by where they start, that count from the first number again; none where they do not."""
    labels = [(block.start, plain_label(block.label)) for block in blocks if block.label]
    own = {start: frozenset({label}) for start, label in labels if label in numbers}
    told = [label for _, label in labels if label in numbers]
    again = len(told) > 1 and told == list(numbers[: len(told)])
    return own if again else {}


def answer_to(analysis: Analysis, told: Sequence[Told], number: str) -> Voices:
    """The sentences that speak of this number; where none speaks of any number, all of them answer each.

    What tells a stance is the cabinet's word, whoever else is named beside it.
    """
    shared = not any(numbers for numbers, _ in told)
    voices = Voices()
    for numbers, sentence in told:
        if shared or number in numbers:
            answers = number in numbers and any(stance_cues(sentence.text))
            voice = Voice.RESPONSE if answers else voice_of(sentence.text) or Voice.RESPONSE
            voices.add(analysis.letter, voice, sentence.start, sentence.end)
    return voices


def mentioned(text: str, numbers: Sequence[str]) -> frozenset[str]:
    """The numbers that a sentence speaks of: ``aanbeveling 2``, ``de eerste drie``, ``het tweede punt``."""
    found: set[str] = set()
    for match in _mentions().finditer(text):
        if match["numbers"]:
            found |= set(numbers_in(match["numbers"]))
        elif match["first"]:
            found |= set(numbers[: number_of(match["first"]) or 0])
        elif match["last"]:
            found.add(numbers[-1])
        else:
            found |= set(_ordinals(match["order"]))
    found |= set(_by_order(text))
    return frozenset(found) & frozenset(numbers)


def _by_order(text: str) -> Iterator[str]:
    """The numbers by order alone, where the verb follows: ``Met de derde ben ik al bezig``, ``De eerste en tweede``."""
    verbs = {clause.finite.start for clause in annotate(text) if clause.finite}
    for match in _ALONE.finditer(text):
        if match.end() in verbs:
            yield from _ordinals(match["order"])


def _ordinals(words: str) -> Iterator[str]:
    return (str(ordinal(word)) for word in re.findall(_ORDINAL, words, re.IGNORECASE))
