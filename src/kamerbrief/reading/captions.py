"""Lines that belong to a table: its caption, a statement of its unit, its source and its notes."""

from __future__ import annotations

import re

_CAPTION = re.compile(
    r"(?:tabel|table|overzicht|bijlage tabel)\s*(?:[\dA-Z]{1,4}(?:\.\d{1,2})?)?\s*[:.–-]\s*\S", re.IGNORECASE
)
_NUMBERED = re.compile(r"(?:tabel|table)\s+\d{1,3}(?:\.\d{1,2})?\b", re.IGNORECASE)
_UNIT = re.compile(
    r"\(?\s*(?:alle\s+)?(?:bedrag(?:en)?\s*)?(?:x|×|in)\s*(?:€|eur|euro|1\b|dui?zend|mln|mld|miljoen|miljard)[^.]{0,60}\)?\s*$",
    re.IGNORECASE,
)
_NOTE = re.compile(
    r"(?:bron(?:nen)?\s*:|noot\s*:|toelichting\s*:|\*|\d\)|\(?bedragen\b|\(?in\s+(?:dui?zend|mln|miljoen|mld))",
    re.IGNORECASE,
)
_LONGEST = 220


def is_caption(text: str, *, before_table: bool) -> bool:
    """True for a line that names a table; one that states only a unit counts directly before a table."""
    line = text.strip()
    if len(line) > _LONGEST or "\n" in line:
        return False
    if _CAPTION.match(line) or (
        _NUMBERED.match(line) and (before_table or (len(line) < 100 and not line.endswith(".")))
    ):
        return True
    return before_table and states_unit(line)


def states_unit(text: str) -> bool:
    """True for a short line that states the unit of a table: `(bedragen x € 1 mln.)`, `in duizenden euro's`."""
    line = text.strip().rstrip(".")
    return len(line) <= 120 and (bool(_UNIT.match(line)) or bool(re.search(r"\((?:x|×|in)\s+[^)]{1,40}\)$", line)))


def is_table_note(text: str) -> bool:
    """True for a line that can stand directly under a table and explains it: a source, a note, a unit."""
    line = text.strip()
    return len(line) <= 400 and bool(_NOTE.match(line) or states_unit(line))
