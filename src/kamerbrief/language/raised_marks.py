"""Raised marks of notes (``€ 13² miljoen``, ``in 2025¹``), out of the way of whoever looks for words and figures.

The canonical text keeps them, since they are printed. They are no part of the word or figure that they stand behind,
but to a pattern they look like one more letter of it; so facts are looked for in a text of the same length that has
blanks instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields, replace

from kamerbrief.letter import Letter

_RAISED = "⁰¹²³⁴-⁹ᵃᵇᶜᵈᶠᵍʰⁱʲᵏˡᵐⁿᵖʳˢᵗᵘᵛʷˣʸᶻ"
#: One mark or several behind one word. A power is none: of ten in a figure (2,5 × 10⁶), of a measure (km²), or one with
#: a sign (10⁻³).
_MARKS = re.compile(
    rf"(?=[{_RAISED}])(?<![×x·*]10)(?<![×x·*]\s10)(?<!\b[kcdmh]m)(?<!\bm)(?<![⁻⁺{_RAISED}])[{_RAISED}]{{1,6}}"
    rf"(?:[,;]\s?[{_RAISED}]{{1,6}}){{0,9}}(?![⁻⁺{_RAISED}])"
)


@dataclass(frozen=True)
class _Unmarked(Letter):
    """A letter whose ``text`` has blanks for raised marks; ``printed`` is the text as it is."""

    printed: str = ""

    def printed_at(self, start: int, end: int) -> str:
        """The words of [start, end) with their raised marks."""
        return self.printed[start:end]


def without_raised_marks(letter: Letter) -> Letter:
    """The letter with a blank for each raised mark in its text and cells; the same letter where it has none."""
    text = _MARKS.sub(lambda match: " " * len(match[0]), letter.text)
    if text == letter.text:
        return letter
    tables = tuple(
        replace(table, cells=tuple(replace(cell, text=text[cell.start : cell.end]) for cell in table.cells))
        for table in letter.tables
    )
    kept = {field.name: getattr(letter, field.name) for field in fields(Letter)}
    return _Unmarked(**{**kept, "text": text, "tables": tables}, printed=letter.text)
