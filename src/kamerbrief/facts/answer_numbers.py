"""Which of several recommendations a sentence of an answer speaks of: by number, by order, else by their words.

A list of recommendations is often answered in the text below it: *De eerste en de derde aanbeveling neem ik over*,
*Met de tweede ga ik niet mee*, or by subject alone (*Het plaatsen van hekken …*). What names none goes with the
sentence before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kamerbrief.annotate import annotate
from kamerbrief.annotate.time import number_of
from kamerbrief.facts.advice_labels import ORDINALS, numbers_in, ordinal
from kamerbrief.facts.sections import Voice, Voices, voice_of
from kamerbrief.facts.stance_cues import stance_cues
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Block, Span

#: A sentence with the numbers that it, or the nearest before it, speaks of.
Told = tuple[frozenset[str], Span]

_ORDINAL = "|".join(ORDINALS)
_ORDER = rf"(?:{_ORDINAL})(?:(?:\s*,\s*|\s+en\s+)(?:(?:de|het)\s+)?(?:{_ORDINAL})){{0,5}}"
_NOUN = r"(?:aanbeveling(?:en)?|advie(?:s|zen)|punt(?:en)?|suggesties?|voorstel(?:len)?)"
_MENTIONED = re.compile(
    r"(?<!\w)aanbeveling(?:en)?\s+(?P<numbers>\d{1,2}(?:(?:\s*,\s*|\s+en\s+|\s*(?:t/m|-|–)\s*)\d{1,2}){0,12})(?!\w)"
    rf"|(?<!\w)(?:de|het)\s+(?P<order>{_ORDER})(?:\s+en\s+laatste)?\s+{_NOUN}(?!\w)"
    rf"|(?<!\w)de\s+eerste\s+(?P<first>\w+)\s+{_NOUN}(?!\w)|(?<!\w)(?:de|het)\s+(?P<last>laatste)\s+{_NOUN}(?!\w)",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"(?<!\w)(?:de|het)\s+(?P<order>{_ORDER})\s+", re.IGNORECASE)
_STEM = 6


def told_of(
    analysis: Analysis, blocks: Sequence[Block], numbers: Sequence[str], titles: Sequence[str] = ()
) -> list[Told]:
    """The sentences of the blocks, each with the numbers that it or the nearest sentence before it names.

    Where none names any, the words of the ``titles`` tell, if by them every recommendation has a sentence of its own.
    """
    sentences = [sentence for block in blocks for sentence in analysis.sentences_of(block)]
    named = [_mentioned(sentence.text, numbers) for sentence in sentences]
    if not any(named) and len(titles) > 1:
        themes = list(_by_theme(sentences, numbers, titles))
        named = themes if frozenset(numbers) == frozenset[str]().union(*themes) else named
    told: list[Told] = []
    current: frozenset[str] = frozenset()
    for own, sentence in zip(named, sentences, strict=True):
        current = own or current
        told.append((current, sentence))
    return told


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


def _mentioned(text: str, numbers: Sequence[str]) -> frozenset[str]:
    """The numbers that a sentence speaks of: ``aanbeveling 2``, ``de eerste drie``, ``het tweede punt``."""
    found: set[str] = set()
    for match in _MENTIONED.finditer(text):
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


def _by_theme(sentences: Sequence[Span], numbers: Sequence[str], titles: Sequence[str]) -> Iterator[frozenset[str]]:
    """For each sentence the one recommendation with which it shares more words than with any other."""
    themes = list(zip(numbers, map(_stems, titles), strict=True))
    for sentence in sentences:
        said = _stems(sentence.text)
        shared = sorted(((len(said & theme), number) for number, theme in themes), reverse=True)
        plain = shared[0][0] > shared[1][0]
        yield frozenset((shared[0][1],)) if plain else frozenset()


def _stems(text: str) -> frozenset[str]:
    """The beginnings of the longer words of a text."""
    return frozenset(word[:_STEM] for word in re.findall(r"[^\W\d_]{6,}", text.lower()))
