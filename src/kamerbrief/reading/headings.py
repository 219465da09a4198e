"""Which short bold lines head what follows them."""

from __future__ import annotations

import re

_MOST_CHARACTERS = 260
_ENDS_A_SENTENCE = re.compile(r"[.;,]$")
_FUNCTION = re.compile(r"(?:de|het)\s+(?:minister|staatssecretaris)\b|hoogachtend|geachte", re.IGNORECASE)


def looks_like_heading(text: str) -> bool:
    """True for a bold line that reads as a heading: not too long, no sentence's end, no greeting or signature."""
    stripped = text.strip()
    if not 1 < len(stripped) <= _MOST_CHARACTERS or "\n" in stripped:
        return False
    if not any(c.isalpha() for c in stripped) or _FUNCTION.match(stripped):
        return False
    return not _ENDS_A_SENTENCE.search(stripped) or (len(stripped) < 80 and stripped.endswith("etc."))
