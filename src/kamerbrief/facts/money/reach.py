"""How far the words around a figure reach: up to a comparison, and so many words to either side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kamerbrief.facts.told import Place, Words
from kamerbrief.language.clauses import before_comparison


def uncompared(text: str, stretch: Place) -> Words:
    """The words of a stretch up to where a comparison begins."""
    return Words.of(text, stretch[0], before_comparison(text, *stretch))


def distances(pattern: re.Pattern[str], before: Words, behind: Words, reach: int) -> Iterator[tuple[int, Place]]:
    """How many words lie between the figure and each match, for those within reach, and where the match stands."""
    for match in pattern.finditer(before.text):
        if (count := before.text.count(" ", match.end())) <= reach:
            yield count, before.place(match)
    for match in pattern.finditer(behind.text) if behind.text else ():
        if (count := behind.text.count(" ", 0, match.start())) <= reach:
            yield count, behind.place(match)
