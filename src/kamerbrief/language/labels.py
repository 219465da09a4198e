"""The four entity labels, and how the labels of other pipelines map onto them."""

from __future__ import annotations

from kamerbrief.contract import EntityLabel

#: Labels of official Dutch pipelines and of other tag sets; what is not here (dates, money) is no entity for us.
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
