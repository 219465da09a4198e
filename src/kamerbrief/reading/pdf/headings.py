"""Which paragraphs of a pdf are headings, and how deep, by the type they are set in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from kamerbrief.reading.headings import looks_like_heading
from kamerbrief.reading.pdf.paragraphs import Paragraph
from kamerbrief.reading.pdf.text import plain

#: Type larger than this many times the text's heads something.
_LARGER = 1.12
_MOST_ROWS = 5
#: A heading that is only underlined or slanted is one line of at most this many characters.
_LONGEST_LIGHT = 100


class HeadingStyle(NamedTuple):
    """The type of a heading; sorts from deep to high."""

    size: float
    bold: bool
    underlined: bool
    italic: bool


def heading_style(part: Paragraph, size: float) -> HeadingStyle | None:
    """The style of a paragraph that is a heading, None for any other; ``size`` is that of the text's type."""
    rows = part.rows
    if len(rows) > _MOST_ROWS or not looks_like_heading(plain(rows)) or part.breaks:
        return None
    if part.label and not any(c.isalnum() for c in part.label):
        return None
    style = HeadingStyle(
        round(2 * rows[0].size) / 2,
        all(row.bold for row in rows),
        all(row.underlined for row in rows),
        all(row.italic for row in rows),
    )
    if style.bold or all(row.size > _LARGER * size for row in rows):
        return style
    light = (style.underlined or style.italic) and len(rows) == 1 and not part.label
    return style if light and len(plain(rows)) <= _LONGEST_LIGHT else None


def levels_of(styles: Iterable[HeadingStyle]) -> dict[HeadingStyle, int]:
    """The level of each style: the largest and heaviest type is level 1."""
    return {style: level for level, style in enumerate(sorted(set(styles), reverse=True), 1)}
