"""Named entities: what the Dutch pipeline recognises, within one block each."""

from __future__ import annotations

from collections.abc import Iterator

from kamerbrief.contract import Entity, EntityLabel
from kamerbrief.contract.identity import fact_ids
from kamerbrief.language.analysis import Analysis
from kamerbrief.language.labels import LABELS
from kamerbrief.letter import Evidence

#: What a recogniser may take along at the ends of a name.
_AROUND = frozenset(" \n\t–—-[](){}‘’“”«»\"',;:•|")


def find_entities(analysis: Analysis) -> list[Entity]:
    """The entities in reading order; labels that kamerbrief does not know (dates, money) are left out."""
    found = list(_entities(analysis))
    names = fact_ids("entity", (evidence.text for _, evidence in found))
    return [
        Entity(id=name, label=label, evidence=evidence) for name, (label, evidence) in zip(names, found, strict=True)
    ]


def _entities(analysis: Analysis) -> Iterator[tuple[EntityLabel, Evidence]]:
    letter = analysis.letter
    for entity in analysis.doc.ents:
        label = LABELS.get(entity.label_)
        start, end = _tidy(letter.text, entity.start_char, entity.end_char)
        words = letter.text[start:end]
        if label and any(c.isalpha() for c in words) and "[" not in words and letter.block_at(start).end >= end:
            yield label, letter.evidence(start, end)


def _tidy(text: str, start: int, end: int) -> tuple[int, int]:
    """The name without dashes, brackets of footnote marks and blanks around it."""
    while start < end and text[start] in _AROUND:
        start += 1
    while end > start and text[end - 1] in _AROUND:
        end -= 1
    return start, end
