"""Where the words of a letter stand on the pages that were printed of it, for a letter whose own file has no pages."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from kamerbrief.alignment import Alignment, align
from kamerbrief.errors import KamerbriefError
from kamerbrief.letter import Box, Evidence, Letter
from kamerbrief.reading import read_bytes

#: The printed letters that are kept at hand: reading one again takes longer than all else on its page.
_AT_HAND = 16


def own_boxes(evidence: Evidence) -> list[Box]:
    """Where a fact stands on the pages of the pdf that it was read from."""
    return evidence.boxes


def printed_boxes(pdf: bytes, text: str) -> Callable[[Evidence], list[Box]]:
    """Where a fact of the letter with this canonical text stands on pages that were printed of it.

    The text of the pages is laid beside the letter's; words that are not found there unchanged have no place.
    """
    found = _laid_beside(pdf, text)
    if found is None:
        return lambda _evidence: []
    printed, beside = found

    def boxes(evidence: Evidence) -> list[Box]:
        place = beside.place(evidence.start, evidence.end)
        return printed.evidence(*place).boxes if place else []

    return boxes


@lru_cache(maxsize=_AT_HAND)
def _laid_beside(pdf: bytes, text: str) -> tuple[Letter, Alignment] | None:
    try:
        printed = read_bytes(pdf, "pages.pdf")
    except KamerbriefError:
        return None
    return printed, align(text, printed.text)
