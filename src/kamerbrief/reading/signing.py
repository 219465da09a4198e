"""What lines of a signature look like, for readers that find signatures side by side."""

from __future__ import annotations

import re
from functools import cache

from kamerbrief.lexicon import alternatives, load

_LONGEST_NAME = 60
_CAPITAL = re.compile(r"[\"'‘’(]?[A-ZÀ-Þ]")


@cache
def _function() -> re.Pattern[str]:
    functions = alternatives(load("signatures")["functions"])
    return re.compile(rf"(?:namens\s+)?(?:de\s+|het\s+)?(?:{functions})\b(?!\s+(?:is|heeft|zal|wil)\b)", re.IGNORECASE)


def is_function(text: str) -> bool:
    """True where the words begin with a function in which people sign: `de minister van`."""
    return bool(_function().match(text))


def may_be_name(text: str) -> bool:
    """True for what may be a signed name: some words without figures, the last of them with a capital."""
    words = text.split()
    bare = not any(c.isdigit() for c in text) and not text.endswith((",", ".", ":", ";", "?"))
    named = 2 <= len(words) <= 8 and len(text) <= _LONGEST_NAME and bool(_CAPITAL.match(words[-1]))
    return bare and named and not is_function(text)
