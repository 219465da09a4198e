"""Recommendations that a sentence tells and a later part of the letter answers, one by one, by their subjects.

``De raad adviseert de norm te verlagen, scholen les te geven en apparaten te begrenzen`` is one recommendation where
it is answered as one, and three where each has an answer of its own: by its order (*de eerste suggestie*) or under
another subject further on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, groupby, pairwise
from typing import TypeVar

from kamerbrief.contract import Stance
from kamerbrief.facts.advice.answer_numbers import answer_to, mentioned
from kamerbrief.facts.advice.answers import Told
from kamerbrief.facts.advice.blocks import is_heading
from kamerbrief.facts.advice.clauses import SHORTEST, TO_DO
from kamerbrief.facts.advice.sections import Voice, Voices, voice_of
from kamerbrief.facts.advice.stance_cues import stance_cues
from kamerbrief.facts.advice.stances import tells
from kamerbrief.facts.advice.themes import by_theme, paragraphs_of
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Block, Letter, Span

#: So many recommendations of a section must be answered by their subjects for any to be.
_FEWEST = 2
_JOINT = re.compile(r"\s*,\s+(?:en\s+)?|\s+(?:en|alsook|alsmede)\s+")
#: What begins so goes on with what stands before it.
_GOES_ON = re.compile(r"(?:te|om|die|dat|deze|dit|zo|zodat|zodoende|waar\w*|daar\w*|hier\w*|er\w*|met)(?!\w)")


def parts_of(text: str) -> list[tuple[int, int]]:
    """The stretches of a recommendation that each say what is to be done; one where it is not several."""
    marks = [(0, 0), *(match.span() for match in _JOINT.finditer(text)), (len(text), len(text))]
    found: list[tuple[int, int]] = []
    start = 0
    for (_, begin), (stop, behind) in pairwise(marks):
        if not TO_DO.search(text, begin, stop):
            continue
        if found and (_GOES_ON.match(text, start) or stop - start <= SHORTEST):
            start = found.pop()[0]
        found.append((start, stop))
        start = behind
    if found:
        found[-1] = found[-1][0], len(text)
    return found if len(found) > 1 else [(0, len(text))]


Draft = TypeVar("Draft", bound=Told)


def told_apart(
    analysis: Analysis, body: Sequence[Block], drafts: Sequence[Draft], part: Callable[[Draft, int, int, Voices], Draft]
) -> list[Draft]:
    """The recommendations of sentences, with the answers that stand in later sections under their subjects.

    One of several parts with answers of their own becomes several, which ``part`` makes of it.
    """
    found: list[Draft] = []
    for _, group in groupby(drafts, key=lambda draft: _section_end(analysis.letter, body, draft.position)):
        told = [own for draft in group for own in _by_order(analysis, draft, part)]
        found += _by_subject(analysis, body, told, part)
    return found


def _section_end(letter: Letter, body: Sequence[Block], position: int) -> int:
    """The position of the next heading."""
    return next((at for at in range(position + 1, len(body)) if is_heading(letter, body[at])), len(body))


def _by_order(analysis: Analysis, draft: Draft, part: Callable[[Draft, int, int, Voices], Draft]) -> Iterator[Draft]:
    """The parts of a recommendation that what follows names by their order: ``De eerste suggestie …``."""
    places = _places(analysis.letter, draft)
    numbers = [str(number) for number in range(1, len(places) + 1)]
    told: list[tuple[frozenset[str], Span]] = []
    current = frozenset[str]()
    for sentence in _sentences(analysis, draft):
        current = mentioned(sentence.text, numbers) or current
        told.append((current, sentence))
    if len(places) < 2 or frozenset(numbers) - frozenset().union(*(named for named, _ in told)):
        yield draft
        return
    for number, (start, end) in zip(numbers, places, strict=True):
        yield part(draft, start, end, answer_to(analysis, told, number))


def _by_subject(
    analysis: Analysis,
    body: Sequence[Block],
    drafts: Sequence[Draft],
    part: Callable[[Draft, int, int, Voices], Draft],
) -> list[Draft]:
    """The recommendations of one section, those not plainly answered in it with their passage in a later one."""
    letter = analysis.letter
    if not _only_tells(analysis, body, drafts):
        return list(drafts)
    places = [_places(letter, draft) if _is_open(analysis, draft) else [] for draft in drafts]
    titles = [letter.text[start:end] for several in places for start, end in several]
    below = body[_section_end(letter, body, drafts[-1].position) :]
    passages = iter(by_theme(titles, list(paragraphs_of(analysis, below))) if titles else [])
    answers = [[_answer(analysis, next(passages), letter.text[s:e]) for s, e in several] for several in places]
    if sum(map(bool, chain.from_iterable(answers))) < _FEWEST:
        return list(drafts)
    found: list[Draft] = []
    for draft, several, own in zip(drafts, places, answers, strict=True):
        if sum(map(bool, own)) < min(len(several), _FEWEST) or not several:
            found.append(draft)
            continue
        for (start, end), voices in zip(several, own, strict=True):
            found.append(part(draft, start, end, voices or Voices()))
    return found


def _only_tells(analysis: Analysis, body: Sequence[Block], drafts: Sequence[Told]) -> bool:
    """Whether a section only tells what was advised: from the first on the cabinet says nothing of it."""
    first = drafts[0].position
    telling = {draft.evidence[0] for draft in drafts if draft.evidence}
    return not any(
        voice_of(sentence.text) is Voice.RESPONSE
        for block in body[first : _section_end(analysis.letter, body, first)]
        for sentence in analysis.sentences_of(block)
        if sentence.start not in telling
    )


def _places(letter: Letter, draft: Told) -> list[tuple[int, int]]:
    return [(draft.start + start, draft.start + end) for start, end in parts_of(letter.text[draft.start : draft.end])]


def _is_open(analysis: Analysis, draft: Told) -> bool:
    """Whether nothing right behind a recommendation decides on it."""
    if draft.verdict or draft.evidence is None:
        return False
    sentence = analysis.sentence_at(draft.start)
    if any(cue.rank == 0 for cue in stance_cues(sentence.text)):
        return False
    cues = (cue for one in _sentences(analysis, draft) for cue in stance_cues(one.text))
    return all(cue.stance is Stance.ANALYSIS_SHARED for cue in cues)


def _sentences(analysis: Analysis, draft: Told) -> Iterator[Span]:
    for span in draft.voices.response:
        start = span.start
        while start < span.end:
            sentence = analysis.sentence_at(start)
            if sentence.end <= start:
                break
            yield sentence
            start = sentence.end + 1


def _answer(analysis: Analysis, sentences: Sequence[Span], advice: str) -> Voices | None:
    """A passage as an answer, where it tells what becomes of the advice."""
    voices = Voices()
    for sentence in sentences:
        voices.add(analysis.letter, voice_of(sentence.text) or Voice.RESPONSE, sentence.start, sentence.end)
    told = [(one.start, one.text) for one in sentences if voice_of(one.text) is not Voice.FINDING]
    return voices if tells(told, advice) else None
