"""Numbers and bullets that begin a row."""

from __future__ import annotations

import re

from kamerbrief.reading.pdf.rows import Row

_BULLETS = frozenset("•➔➢→▪►*o§")
_DASHES = frozenset("-–—")
_NUMBER = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}[.)]?")
_BARE = re.compile(r"\d{1,2}")
#: What may stand behind a number.
_BEHIND = (".", ")")
#: The most characters of a number.
_LONGEST = 12
#: A label stands this many ems before its text; an ordinary blank is about a third of an em.
_TAB = 0.55


def label_of_row(row: Row, *, fresh: bool) -> str:
    """The number or bullet that the row begins with, bullets as `•`; an empty string where there is none.

    ``fresh`` says that a paragraph begins here anyway: then an ordinary blank behind the number is enough.
    """
    if len(row.words) < 2 or row.words[0].raised:
        return ""
    first, second = row.words[0], row.words[1]
    tabbed = second.x0 - first.x1 > _TAB * first.style.size
    if first.text in _BULLETS:
        return "•" if tabbed or first.text not in "*o§" else ""
    if first.text in _DASHES:
        return first.text if tabbed or (fresh and second.text[:1].isalpha()) else ""
    if len(first.text) > _LONGEST or not (first.text.endswith(_BEHIND) or first.text[-1:].isdecimal()):
        return ""
    if _NUMBER.fullmatch(first.text):
        sure = tabbed or (fresh and (row.bold or (first.text[0].isdigit() and second.text[:1].isupper())))
        return first.text if sure else ""
    if _BARE.fullmatch(first.text) and tabbed and row.bold:
        return first.text
    return ""


def depth(label: str) -> int:
    """How many numbers a label has: 2 for `1.1`."""
    return max(1, len(re.findall(r"\d+", label)))
