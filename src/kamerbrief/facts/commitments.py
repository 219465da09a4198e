"""Commitments: the promises (toezeggingen) and announced actions of a letter."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from kamerbrief.contract import Commitment, Due, Method
from kamerbrief.contract.identity import fact_ids
from kamerbrief.facts.promises import Promise, announcement, find_promises, listed_promise
from kamerbrief.language.analysis import Analysis
from kamerbrief.language.judging import rounded
from kamerbrief.letter import PARAGRAPHS, BlockKind

#: Where promises stand: not in a heading or the letterhead, which only name what is promised, and in a table only
#: where a cell holds sentences.
_RUNNING_TEXT = (*PARAGRAPHS, BlockKind.LIST_ITEM, BlockKind.FOOTNOTE, BlockKind.CELL)
#: Longer sentences are no prose (a list that lost its line ends, or hostile text).
_LONGEST = 2_000


def find_commitments(analysis: Analysis, letter_date: datetime.date | None) -> list[Commitment]:
    """The commitments in reading order, with due dates against the day of the letter where it is known.

    The evidence is the sentence, or the half of it that has its own promise and its own time.
    """
    found = list(_promises(analysis, letter_date))
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


def _promises(analysis: Analysis, letter_date: datetime.date | None) -> Iterator[tuple[int, Promise]]:
    """The promises, each with the offset of the sentence in which it stands; a list item's label is no part of it.

    A list below ``U kunt van mij verwachten:`` promises what each of its items dates.
    """
    letter = analysis.letter
    announced: Promise | None = None
    for block in letter.of_kind(*_RUNNING_TEXT):
        if block.kind is BlockKind.CELL and not letter.text[block.start : block.end].rstrip().endswith("."):
            continue
        if block.kind is not BlockKind.LIST_ITEM:
            announced = None
        for sentence in analysis.sentences_of(block):
            start = max(sentence.start, block.content_start)
            if not start < sentence.end <= start + _LONGEST:
                continue
            text = letter.text[start : sentence.end]
            found = list(find_promises(text, letter_date))
            if block.kind is BlockKind.LIST_ITEM and announced:
                found = found or list(listed_promise(text, letter_date, announced))
            elif text.rstrip().endswith(":"):
                announced = announcement(text, letter_date, found)
                found = [] if announced else found
            yield from ((start, promise) for promise in found)


def _due(promise: Promise) -> Due | None:
    time = promise.due
    return Due.model_validate({"text": time.text, "from": time.first, "until": time.last}) if time else None
