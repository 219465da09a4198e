"""Commitments: the promises (toezeggingen) and announced actions of a letter."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace

from kamerbrief.annotate.time import TimeExpression
from kamerbrief.contract import Commitment, Due, Method
from kamerbrief.contract.identity import fact_ids
from kamerbrief.facts.promises.events import Key, dated_events, due_by_event, is_of
from kamerbrief.facts.promises.promises import Promise, announcement, consider, find_promises, judge_all, listed_promise
from kamerbrief.language.analysis import Analysis
from kamerbrief.language.judging import rounded
from kamerbrief.language.tagging import Place, Tagger
from kamerbrief.letter import PARAGRAPHS, BlockKind

#: Where promises stand: not in a heading or the letterhead, which only name what is promised, and in a table only
#: where a cell holds sentences.
_RUNNING_TEXT = (*PARAGRAPHS, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE, BlockKind.CELL)
#: Longer sentences are no prose (a list that lost its line ends, or hostile text).
_LONGEST = 2_000


def find_commitments(
    analysis: Analysis, letter_date: datetime.date | None, tagger: Tagger | None = None
) -> list[Commitment]:
    """The commitments in reading order, with due dates against the day of the letter where it is known.

    ``tagger`` is asked in the place of the bundled one.

    The evidence is the sentence, or the half of it that has its own promise and its own time.
    """
    found = list(_promises(analysis, letter_date, tagger))
    letter = analysis.letter
    places = [(offset + promise.start, offset + promise.end) for offset, promise in found]
    names = fact_ids("commitment", (letter.text[start:end] for start, end in places))
    return [
        Commitment(
            id=name,
            evidence=letter.evidence(start, end),
            actor=promise.actor,
            to_chamber=promise.to_chamber,
            kind=promise.kind,
            due=_due(promise),
            conditional=promise.conditional,
            repeats=promise.repeats,
            method=Method.RULE if promise.probability is None else Method.LEARNED,
            probability=rounded(promise.probability),
        )
        for name, (start, end), (_, promise) in zip(names, places, found, strict=True)
    ]


def places(analysis: Analysis) -> Iterator[tuple[int, BlockKind, Place]]:
    """The sentences of running text in their place, each with its offset and its kind of block, in reading order.

    A list item's label is no part of its sentence.
    """
    found = list(_sentences(analysis))
    for at, (start, kind, place) in enumerate(found):
        behind = found[at + 1][2] if at + 1 < len(found) else None
        yield start, kind, place._replace(behind="" if behind is None or behind.first else behind.text)


def _sentences(analysis: Analysis) -> Iterator[tuple[int, BlockKind, Place]]:
    letter = analysis.letter
    heading = lead = before = ""
    for block in letter.of_kind(BlockKind.HEADING, *_RUNNING_TEXT):
        if block.kind is BlockKind.HEADING:
            heading, lead, before = letter.text[block.content_start : block.end], "", ""
            continue
        if block.kind is BlockKind.CELL and not letter.text[block.start : block.end].rstrip().endswith("."):
            continue
        lead = lead if block.kind is BlockKind.LIST_ITEM else ""
        sentences = analysis.sentences_of(block)
        for at, sentence in enumerate(sentences):
            start = max(sentence.start, block.content_start)
            if not start < sentence.end <= start + _LONGEST:
                continue
            text = letter.text[start : sentence.end]
            yield (
                start,
                block.kind,
                Place(
                    text,
                    before=lead if lead and not at else before,
                    heading=heading,
                    kind=block.kind.value,
                    part=start / len(letter.text),
                    listed=bool(lead),
                    first=not at,
                    last=at == len(sentences) - 1,
                ),
            )
            before = text
            if block.kind is not BlockKind.LIST_ITEM and text.rstrip().endswith(":"):
                lead = text


def _promises(
    analysis: Analysis, letter_date: datetime.date | None, tagger: Tagger | None
) -> Iterator[tuple[int, Promise]]:
    """The promises, each with the offset of the sentence in which it stands.

    A list below ``U kunt van mij verwachten:`` promises what each of its items dates; where no item promises anything,
    the sentence above it does.
    """
    announced: Promise | None = None
    above: list[tuple[int, Promise]] = []
    read = list(places(analysis))
    events = dated_events((place.text for _, _, place in read), letter_date)
    considered = [consider(place, letter_date) for _, _, place in read]
    judged = judge_all(considered, tagger)
    for (start, kind, place), one, probability in zip(read, considered, judged, strict=True):
        if kind is not BlockKind.LIST_ITEM and place.first:
            yield from above
            announced, above = None, []
        found = list(find_promises(one, probability))
        listed = announced if kind is BlockKind.LIST_ITEM else None
        if listed:
            certain = any(promise.probability is None for promise in found)
            found = found if certain else list(listed_promise(place.text, letter_date, listed)) or found
        told = [(start, _with_event(promise, place.text, events, letter_date)) for promise in found]
        above = [] if told else above
        if not listed and place.text.rstrip().endswith(":"):
            announced = announcement(place.text, letter_date, found)
            above, told = (told, []) if announced else (above, told)
        yield from told
    yield from above


def _with_event(
    promise: Promise, text: str, events: Mapping[Key, TimeExpression], letter_date: datetime.date | None
) -> Promise:
    """A promise without a time, or with that of the event alone, is due as the event that it names says."""
    due, named = promise.due, due_by_event(text[promise.start : promise.end], events, letter_date)
    if due and not (named and named.text not in due.text and is_of(due, events)):
        return promise
    return replace(promise, due=named or due)


def _due(promise: Promise) -> Due | None:
    time = promise.due
    return Due.model_validate({"text": time.text, "from": time.first, "until": time.last}) if time else None
