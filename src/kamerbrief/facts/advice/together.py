"""Several recommendations that a letter answers together: which part of what follows answers which, by their subjects.

A list, in groups or not, is answered below it (*Ten aanzien van financiering …*); several that sentences tell one
after the other are answered in the paragraph behind them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby

from kamerbrief.facts.advice.answers import Told
from kamerbrief.facts.advice.blocks import Item
from kamerbrief.facts.advice.sections import Voice, Voices, voice_of
from kamerbrief.facts.advice.themes import Paragraph, alike, by_theme, paragraphs_of, subject_words
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Block, Span

#: So many recommendations are several.
_FEWEST = 2
#: What is said of several recommendations together.
_OF_ALL = re.compile(
    r"(?<!\w)(?:beide|allebei)(?!\w)|^\W*(?:dit|het)\s+(?:zijn|betreft)\s+(?:\w+\s+)?(?:adviezen|aanbevelingen)(?!\w)|"
    r"(?<!\w)(?:de|deze|alle|genoemde)\s+(?:\w+\s+)?(?:aanbevelingen|adviezen|punten)(?!\w)",
    re.IGNORECASE,
)


def shared_out(analysis: Analysis, voices: Voices, places: Sequence[tuple[int, int]]) -> list[Voices]:
    """What answers several recommendations at once, for each by its subject; none where one has no part of it.

    What is said of them all together answers each.
    """
    titles = [analysis.letter.text[start:end] for start, end in places]
    told = [tuple(sentences_in(analysis, span)) for span in voices.response]
    found = by_theme(titles, [Paragraph(sentences) for sentences in told])
    if len(found) < _FEWEST or not all(found):
        return []
    common = [one for sentences in told for one in sentences if _OF_ALL.search(one.text)]
    return [heard(analysis, sorted({*common, *own}, key=lambda one: one.start)) for own in found]


def answers_of_list(
    analysis: Analysis, body: Sequence[Block], run: Sequence[Item], starts: Sequence[int]
) -> list[Voices | None]:
    """The answers to the items of a list by the subjects of what follows, headings or none.

    Where most have no passage, only what stands below a heading with the words of an item answers it; None for those
    that no such answer is known of.
    """
    following = bisect_right(starts, run[-1].last)
    stop = starts[following] if following < len(starts) else len(body)
    paragraphs = list(paragraphs_of(analysis, body[run[-1].last + 1 : stop]))
    titles = [analysis.letter.text[item.start : item.end] for item in run]
    found = _of_groups(analysis, body, run, paragraphs) or by_theme(titles, paragraphs)
    most = 2 * sum(map(bool, found)) > len(run)
    return [
        heard(analysis, own) if most or _is_headed(own, title, paragraphs) else None
        for own, title in zip(found, titles, strict=True)
    ]


def _is_headed(passage: Sequence[Span], title: str, paragraphs: Sequence[Paragraph]) -> bool:
    """Whether a passage stands below a heading that has its words from a title."""
    heading = next((one.heading for one in paragraphs if passage and passage[0] in one.sentences), "")
    words = subject_words(heading)
    shared = [word for word in words if any(alike(word, other) for other in subject_words(title))]
    return 2 * len(shared) > len(words)


def _of_groups(
    analysis: Analysis, body: Sequence[Block], run: Sequence[Item], paragraphs: Sequence[Paragraph]
) -> list[list[Span]]:
    """The answers to a list in groups, each group by the words of its line and its items, then each item of it."""
    letter = analysis.letter
    groups = [list(group) for _, group in groupby(run, key=lambda item: item.group)]
    if len(groups) < _FEWEST:
        return []
    lines = [group[0].group or 0 for group in groups]
    words = [
        " ".join(letter.text[slice(*place)] for place in ((body[line].start, body[line].end), *_places(group)))
        for line, group in zip(lines, groups, strict=True)
    ]
    found: list[list[Span]] = []
    for group, passage in zip(groups, by_theme(words, paragraphs), strict=True):
        own = by_theme([letter.text[slice(*place)] for place in _places(group)], [Paragraph(tuple(passage))])
        found += [one or passage for one in own]
    return found


def _places(items: Sequence[Item]) -> list[tuple[int, int]]:
    return [(item.start, item.end) for item in items]


def heard(analysis: Analysis, sentences: Sequence[Span]) -> Voices:
    """Sentences that answer, but for those that tell what was found."""
    voices = Voices()
    for sentence in sentences:
        voices.add(analysis.letter, voice_of(sentence.text) or Voice.RESPONSE, sentence.start, sentence.end)
    return voices


def share_answers(analysis: Analysis, drafts: Sequence[Told]) -> None:
    """Gives recommendations that sentences tell one after the other their parts of the answer behind the last.

    What speaks of none of them answers those of which nothing else speaks.
    """
    run: list[Told] = []
    for draft in drafts:
        if run and not (_follows(run[-1], draft) and not run[-1].voices.response):
            run = []
        run.append(draft)
        if draft.voices.response and len(run) >= _FEWEST:
            _share(analysis, run)


def _follows(one: Told, other: Told) -> bool:
    """Whether a recommendation stands in the same paragraph as another, or the next."""
    return 0 <= other.position - one.position <= 1


def _share(analysis: Analysis, run: Sequence[Told]) -> None:
    letter, response = analysis.letter, run[-1].voices.response
    told = [tuple(sentences_in(analysis, span)) for span in response]
    titles = [letter.text[one.start : one.end] for one in run]
    found = by_theme(titles, [Paragraph(sentences) for sentences in told], every=True)
    if sum(map(bool, found)) < _FEWEST:
        return
    spoken = {one.start for own in found for one in own}
    every = [one for sentences in told for one in sentences]
    left = [one for one in every if one.start not in spoken]
    common = [one for one in every if _OF_ALL.search(one.text)]
    for draft, own in zip(run, found, strict=True):
        answer = sorted({*(own or left or every), *common}, key=lambda one: one.start)
        draft.voices.response[:] = heard(analysis, answer).response


def sentences_in(analysis: Analysis, span: Span) -> Iterator[Span]:
    """The sentences within a stretch."""
    start = span.start
    while start < span.end:
        sentence = analysis.sentence_at(start)
        if sentence.end <= start:
            return
        yield sentence
        start = sentence.end + 1
