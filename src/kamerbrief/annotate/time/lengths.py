"""How many years something goes on: *gedurende vier jaar*, *voor een periode van drie jaar*.

>>> from kamerbrief.annotate.time import years_of_length
>>> years_of_length("Vanaf 2025 is voor een periode van drie jaar geld beschikbaar.")
3
"""

from __future__ import annotations

import re
from functools import cache

from kamerbrief.annotate.time.words import number_of
from kamerbrief.lexicon import alternatives, keyed, load


@cache
def _length() -> re.Pattern[str]:
    words = load("dates")
    leads = list(words["lengths"]["leads"])
    number = alternatives(words["numbers"]["words"])
    return keyed(
        rf"(?<!\w)(?:{alternatives(leads)})\s(?P<count>\d\d?|(?:{number})+)\sja(?:ar|ren)(?!\w)",
        leads,
        flags=re.IGNORECASE,
    )


def years_of_length(text: str, start: int = 0, end: int | None = None) -> int | None:
    """The whole years that ``text[start:end]`` says something lasts; None where it says no length, or more than one."""
    end = len(text) if end is None else end
    counts = {number_of(found["count"].lower()) for found in _length().finditer(text, start, end)}
    return counts.pop() if len(counts) == 1 else None
