"""Named entities: what the Dutch pipeline recognises, within one block each."""

from __future__ import annotations

from collections.abc import Iterator

from kamerbrief.language.analysis import Analysis
from kamerbrief.language.labels import LABELS
from kamerbrief.schema import Entity


def find_entities(analysis: Analysis) -> list[Entity]:
    """The entities in reading order; labels that kamerbrief does not know (dates, money) are left out."""
    return list(_entities(analysis))


def _entities(analysis: Analysis) -> Iterator[Entity]:
    letter = analysis.letter
    for entity in analysis.doc.ents:
        label = LABELS.get(entity.label_)
        if label and letter.block_at(entity.start_char).end >= entity.end_char:
            yield Entity(label=label, evidence=letter.evidence(entity.start_char, entity.end_char))
