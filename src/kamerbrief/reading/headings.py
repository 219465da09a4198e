"""Which short bold lines head what follows them."""

from __future__ import annotations

import re

#: Headings are short; one with a number may be a whole sentence, such as a recommendation.
_MOST_CHARACTERS = 120
_MOST_NUMBERED = 260
#: A longer question is asked, and does not head anything.
_MOST_QUESTION = 60
_NUMBER = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,3}[.)]?|[A-Za-z][.)]|[IVX]{1,5}[.)])\s")
_CLOSING = (".", ";", ",")
_FUNCTION = re.compile(r"(?:de|het)\s+(?:minister|staatssecretaris)\b|hoogachtend|(?:hoog)?geachte", re.IGNORECASE)


def looks_like_heading(text: str, *, numbered: bool = False) -> bool:
    """True for a bold line that reads as a heading: not too long, no sentence's end, no greeting or signature.

    ``numbered`` says that a number stands before ``text``, where it is not part of it.
    """
    line = text.strip()
    if not 1 < len(line) <= _MOST_NUMBERED or "\n" in line:
        return False
    if line.endswith(_CLOSING) and not (len(line) < 80 and line.endswith("etc.")):
        return False
    most = _MOST_QUESTION if line.endswith("?") else _MOST_CHARACTERS
    if len(line) > most and not (numbered or _NUMBER.match(line)):
        return False
    return any(c.isalpha() for c in line) and not _FUNCTION.match(line)
