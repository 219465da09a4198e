"""The level that a change leads from, which is no money beside the new one: ``van € 60 miljoen naar € 68 miljoen``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from kamerbrief.checks.wording import Surroundings, cue
from kamerbrief.contract import Amount, Movement

#: What may stand before an amount: ``van``, ``van de oorspronkelijke``, ``van ruim``.
_FROM = re.compile(r"\bvan(?:uit)?\s+(?:\w+\s+){0,3}$", re.IGNORECASE)
#: ``naar``, ``tot``, and words such as ``in totaal`` behind it; ``tot en met maart`` is a time.
TO = re.compile(
    r"^(?P<between>[^.;:]{0,60}?\b)(?:naar|tot(?!\s+(?:en met|nu|dusver)\b))\s+(?:\w+\s+){0,3}$", re.IGNORECASE
)
#: The words before an amount that are looked at.
_LEAD = 40


def old_levels(around: Surroundings) -> Iterator[tuple[Amount, Amount]]:
    """Each amount of a sentence that the next one replaces, with that one.

    Levels of other years stay: ``van € 5 mln in 2025 naar € 8 mln in 2028`` are two.
    """
    for told in around.by_sentence.values():
        for old, new in pairwise(told):
            if _both_levels(old, new) and _same_time(old, new) and _leads(around, old, new):
                yield old, new


def _both_levels(old: Amount, new: Amount) -> bool:
    both = (old, new)
    return all(a.movement is Movement.LEVEL and a.value is not None and not a.per for a in both) and (
        old.currency == new.currency
    )


def _same_time(old: Amount, new: Amount) -> bool:
    """True where neither has years of its own."""
    return old.period is None or new.period is None or old.period == new.period


def _leads(around: Surroundings, old: Amount, new: Amount) -> bool:
    if not _FROM.search(around.lead(old, _LEAD)):
        return False
    link = TO.search(around.between(old, new))
    return link is not None and not cue("parts_follow").search(link["between"])
