"""Which sentences answer which of several recommendations, where only their subject tells: by the words they share.

A letter may list what was advised and answer it further on, under headings of its own and in another order. A sentence
speaks of the recommendation with which it shares the words that no other of them has; those around it that share none
go with it. The words of a heading speak for the first sentence below it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from kamerbrief.facts.advice.blocks import is_heading, words
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Block, Span
from kamerbrief.lexicon import load

#: Shorter words tell no subject, and words alike in so many letters from their beginning are one.
_SHORTEST, _STEM = 5, 7
#: A word within another (*test* in *gehoortest*) has so many letters.
_WITHIN = 6
#: What the words shared must weigh for a sentence to speak of a recommendation: one rare word, or two.
_LEAST = 2.0
#: What it costs to speak of another recommendation within a paragraph.
_CHANGE = 1.0
#: A line of so few words heads what follows.
_CAPTION = 6
#: So many recommendations and sentences at most are compared.
_MOST, _SENTENCES = 40, 400


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences of one paragraph, with the words of the headings right above it."""

    sentences: tuple[Span, ...]
    heading: str = ""


def paragraphs_of(analysis: Analysis, blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """The paragraphs of some blocks up to the letter's close, with the headings above each."""
    letter, headings = analysis.letter, list[str]()
    for block in blocks:
        text = letter.text_of(block)
        if words("headings", "farewells").match(text.lstrip()):
            return
        if is_heading(letter, block) or _is_caption(text):
            headings.append(letter.content_of(block))
            continue
        yield Paragraph(tuple(analysis.sentences_of(block)), " ".join(headings))
        headings.clear()


def _is_caption(text: str) -> bool:
    """Whether a paragraph is a few words without a sign at their end, which head what follows."""
    return len(text.split()) <= _CAPTION and text.strip()[-1:].isalnum()


def by_theme(titles: Sequence[str], paragraphs: Sequence[Paragraph], *, every: bool = False) -> list[list[Span]]:
    """For each title the sentences of the passage that answers it, in reading order; none where no words are shared.

    With ``every`` all passages that speak of it, not only the one that does so most.
    """
    if not 1 < len(titles) <= _MOST:
        return [[] for _ in titles]
    weights = _weights(titles, paragraphs)
    best: list[tuple[float, list[Span]]] = [(0.0, []) for _ in titles]
    for paragraph in paragraphs:
        scores = [[_score(title, sentence) for title in weights] for sentence in _texts(paragraph)]
        for number, start, end in _runs(_spoken_of(scores)):
            weight = sum(scores[at][number] for at in range(start, end))
            passage = list(paragraph.sentences[start:end])
            if weight >= _LEAST and (every or weight > best[number][0]):
                best[number] = weight, [*best[number][1], *passage] if every else passage
    return [sentences for _, sentences in best]


def _texts(paragraph: Paragraph) -> Iterator[frozenset[str]]:
    for at, sentence in enumerate(paragraph.sentences[:_SENTENCES]):
        yield subject_words(sentence.text if at else f"{paragraph.heading} {sentence.text}")


def _weights(titles: Sequence[str], paragraphs: Sequence[Paragraph]) -> list[dict[str, float]]:
    """For each title its own words, by how few of the sentences have them."""
    known = [subject_words(title) for title in titles]
    texts = [sentence for paragraph in paragraphs for sentence in _texts(paragraph)]
    found = []
    for at, own in enumerate(known):
        others = frozenset().union(*known[:at], *known[at + 1 :])
        only = sorted(word for word in own if not any(alike(word, other) for other in others))
        having = {word: sum(any(alike(word, other) for other in text) for text in texts) for word in only}
        found.append({word: 1 + log((1 + len(texts)) / count) for word, count in having.items() if count})
    return found


def _score(title: dict[str, float], sentence: frozenset[str]) -> float:
    return sum(weight for word, weight in title.items() if any(alike(word, other) for other in sentence))


def _spoken_of(scores: Sequence[Sequence[float]]) -> list[int | None]:
    """The title that each sentence of a paragraph speaks of: the dearest way through, changing as late as can be."""
    if not scores or not any(map(any, scores)):
        return [None] * len(scores)
    states = range(len(scores[0]))
    total, ways = list(scores[0]), list[list[int]]()
    for row in scores[1:]:
        top = max(states, key=lambda state: (total[state], -state))
        came = [state if total[state] > total[top] - _CHANGE else top for state in states]
        total = [total[c] - (_CHANGE if c != state else 0) + row[state] for state, c in zip(states, came, strict=True)]
        ways.append(came)
    state = max(states, key=lambda one: (total[one], -one))
    found = [state]
    for came in reversed(ways):
        state = came[state]
        found.append(state)
    return list(found[::-1])


def _runs(states: Sequence[int | None]) -> Iterator[tuple[int, int, int]]:
    """The title spoken of, and the stretch of sentences, for each stretch of one title."""
    start = 0
    for at in range(1, len(states) + 1):
        if at == len(states) or states[at] != states[start]:
            state = states[start]
            if state is not None:
                yield state, start, at
            start = at


@cache
def _common() -> frozenset[str]:
    return frozenset(load("recommendations")["themes"]["common"])


def subject_words(text: str) -> frozenset[str]:
    """The longer words of a text that tell a subject."""
    found = re.findall(rf"[^\W\d_]{{{_SHORTEST},}}", text.lower())
    return frozenset(word for word in found if word not in _common())


@cache
def alike(one: str, other: str) -> bool:
    """Whether two words are of one stem, or one is part of the other."""
    short, long = sorted((one, other), key=len)
    return short[:_STEM] == long[: len(short[:_STEM])] or (len(short) >= _WITHIN and short in long)
