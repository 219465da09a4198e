"""Whether printed lines belong together: the lines of a sentence do, those of an address or a signature do not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kamerbrief.reading.letterhead_lines import label_of

#: A longer line belongs to running text; shorter ones may be lines of an address or a signature.
_SHORT = 70
#: Text broken at a width fills all lines but the last to more than this.
_FILLED = 45
#: What a paragraph has at least when it breaks off within a sentence; a shorter one is a line of its own.
_BROKEN_OFF = 50
#: How much of a line's end is looked at for the word that it ends with.
_END = 20
_SENTENCE_END = re.compile(r"[.?!…]['\"”’)\]]*$")
_OPEN_END = re.compile(
    r"(?:\b(?:de|het|een|van|in|op|en|of|aan|voor|met|om|te|door|bij|naar|uit|tot|dat|die|ter|ten|per|circa|ruim|nr\.)|€)$",
    re.IGNORECASE,
)
_SIGNS = re.compile(
    r"(?:de|het)\s+(?:minister|staatssecretaris)|(?:mede\s+)?namens\b|voor deze\b|d\.?d\.", re.IGNORECASE
)
_TITLE = re.compile(r"(?:drs|dr|mr|ir|ing|prof|mw|dhr)\.\s", re.IGNORECASE)
_DIVIDED = re.compile(r"[a-zà-ÿ]-$")
_NOT_DIVIDED = re.compile(r"(?:en|of|dan wel|respectievelijk)\b")


def runs_on(before: str, after: str) -> bool:
    """True when a sentence runs from one printed line into the next."""
    if not before or not after or label_of(before) or _SIGNS.match(after):
        return False
    if before.endswith(",") and (_SIGNS.match(before) or _TITLE.match(after)):
        return False
    return after[0].islower() or after[0] in "€%" or bool(_OPEN_END.search(before[-_END:]))


def breaks_off(before: str, after: str) -> bool:
    """True when a paragraph ends within a sentence that the next paragraph goes on with."""
    if not after or len(before) < _BROKEN_OFF or not before[0].isupper() or _SIGNS.match(after):
        return False
    if _OPEN_END.search(before[-_END:]):
        return after[0].isalnum() or after[0] in "€("
    return before[-1].isalnum() and after[0].islower()


def separators(lines: Sequence[str]) -> list[str]:
    """What stands at each break between lines: a blank within running text, a line feed between lines of their own."""
    running = max(map(len, lines), default=0) > _SHORT or bool(lines and _SENTENCE_END.search(lines[-1]))
    wrapped = len(lines) > 2 and min(map(len, lines[:-1])) > _FILLED
    if running or wrapped:
        return [" "] * (len(lines) - 1)
    return [" " if runs_on(before, after) else "\n" for before, after in pairwise(lines)]


def joined(lines: Sequence[str]) -> str:
    """Printed lines as one text; a word that was divided at a line's end is whole again."""
    parts = [lines[0]] if lines else []
    for line, separator in zip(lines[1:], separators(lines), strict=True):
        if _DIVIDED.search(parts[-1]) and line[:1].islower():
            whole = not _NOT_DIVIDED.match(line)
            parts[-1] = parts[-1][:-1] if whole else parts[-1]
            parts.append(line if whole else f" {line}")
        else:
            parts.append(separator + line)
    return "".join(parts)
