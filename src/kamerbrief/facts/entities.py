"""Named entities: what the Dutch pipeline recognises, within one block each."""

from __future__ import annotations

from collections.abc import Iterator

from kamerbrief.language.analysis import Analysis
from kamerbrief.schema import Entity, EntityLabel

#: Labels of official Dutch pipelines and of other tag sets, mapped onto the four that kamerbrief knows.
LABELS = {
    "PER": EntityLabel.PER,
    "PERSON": EntityLabel.PER,
    "ORG": EntityLabel.ORG,
    "LOC": EntityLabel.LOC,
    "GPE": EntityLabel.LOC,
    "FAC": EntityLabel.LOC,
    "MISC": EntityLabel.MISC,
    "EVENT": EntityLabel.MISC,
    "LAW": EntityLabel.MISC,
    "PRODUCT": EntityLabel.MISC,
    "WORK_OF_ART": EntityLabel.MISC,
}


def find_entities(analysis: Analysis) -> list[Entity]:
    """The entities in reading order; labels that are not in :data:`LABELS` (dates, money) are left out."""
    return list(_entities(analysis))


def _entities(analysis: Analysis) -> Iterator[Entity]:
    letter = analysis.letter
    for entity in analysis.doc.ents:
        label = LABELS.get(entity.label_)
        if label and letter.block_at(entity.start_char).end >= entity.end_char:
            yield Entity(label=label, evidence=letter.evidence(entity.start_char, entity.end_char))
