"""Rows become paragraphs: where one ends, and whether one goes on behind a page's end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kamerbrief.reading.pdf.columns import Measures
from kamerbrief.reading.pdf.labels import label_of_row
from kamerbrief.reading.pdf.rows import WIDE_GAP, Row, blank_before
from kamerbrief.reading.questions import is_marker

_SENTENCE_END = re.compile(r"[.:;!?…][\"'’”»)\]]*$")
#: Rows farther apart than this many times the usual distance are different paragraphs.
_APART = 1.3
#: A raised mark may push its row this many times the usual distance further down.
_RAISED = 0.15
#: A row that leaves more than this part of its width free was ended on purpose.
_SHORT = 0.28
#: Lines of a signature leave at least this part of their width free.
_FREE = 0.25
#: A signature or an address has at most so many lines.
_MOST_LINES = 8


@dataclass(slots=True)
class Paragraph:
    """Rows that belong together; ``breaks`` numbers the rows before which the line break was meant.

    ``tab`` is where the text of its first row begins behind a short part and a wide gap; 0 where there is none.
    """

    rows: list[Row]
    label: str = ""
    tab: float = 0.0
    breaks: set[int] = field(default_factory=set)

    @property
    def first(self) -> Row:
        """The first row."""
        return self.rows[0]

    @property
    def last(self) -> Row:
        """The last row."""
        return self.rows[-1]

    @property
    def text_at(self) -> float:
        """Left edge of the text behind the label."""
        return self.first.words[1].x0 if self.label else self.first.x0


@dataclass(frozen=True, slots=True)
class Margins:
    """How far rows may reach to the right: usually, on the part of a page beside the colophon, and within a frame."""

    right: float
    beside: Mapping[int, tuple[float, float]]
    framed: Mapping[tuple[int, int], float]

    def at(self, row: Row) -> float:
        """The right edge of the text at this row."""
        if row.zone:
            return self.framed[row.page, row.zone]
        bottom, right = self.beside.get(row.page, (0.0, self.right))
        return right if row.top < bottom else self.right


def margins_of(pages: Sequence[Sequence[Row]], side: Mapping[int, float], measures: Measures) -> Margins:
    """The right edges; ``side`` gives for each page how far down its colophon column reaches."""
    beside: dict[int, tuple[float, float]] = {}
    framed: dict[tuple[int, int], float] = {}
    for rows in pages:
        for row in rows:
            if row.zone:
                framed[row.page, row.zone] = max(framed.get((row.page, row.zone), 0.0), row.x1)
        for page in {row.page for row in rows}:
            bottom = side.get(page, 0.0) + 3 * measures.pitch
            reach = [row.x1 for row in rows if row.page == page and not row.zone and row.top < bottom]
            if page in side and len(reach) >= 2:
                beside[page] = (bottom, min(max(reach), measures.right))
    return Margins(measures.right, beside, framed)


class Grouping:
    """Groups rows into paragraphs, one row after another."""

    def __init__(self, measures: Measures, margins: Margins) -> None:
        self._measures, self._margins = measures, margins
        self.paragraphs: list[Paragraph] = []

    def add(self, row: Row, *, apart: bool = False) -> None:
        """Adds the next row of the text; ``apart`` says that something else stands between it and the one before."""
        last = self.paragraphs[-1] if self.paragraphs else None
        if last is None or apart or _marks(row) or (len(last.rows) == 1 and _marks(last.first)):
            self._begin(row)
        elif self._meant_line(last, row):
            last.breaks.add(len(last.rows))
            last.rows.append(row)
        elif self._begins(last, row):
            self._begin(row)
        else:
            last.rows.append(row)

    def _begin(self, row: Row) -> None:
        self.paragraphs.append(Paragraph([row], label_of_row(row, fresh=True), self._tab(row)))

    def _begins(self, paragraph: Paragraph, row: Row) -> bool:
        above = paragraph.last
        turned_over = row.page != above.page or (above.in_column and row.in_column and above.zone != row.zone)
        if label_of_row(row, fresh=False) or self._other_style(above, row):
            return True
        if above.zone != row.zone and not (turned_over and above.in_column == row.in_column):
            return True
        if not turned_over and not self._follows(above, row):
            return True
        return self._tabbed(paragraph, row) or self._dedented(paragraph, row) or self._ended(above, row)

    def _follows(self, above: Row, row: Row) -> bool:
        """True when the row stands at a line's distance under the one above."""
        step = row.bottom - above.bottom
        usual = self._measures.pitch * row.size / self._measures.size
        reach = _APART + (_RAISED if any(word.raised for word in row.words) else 0.0)
        return 0 < step <= reach * max(usual, 1.05 * row.size)

    def _other_style(self, above: Row, row: Row) -> bool:
        if abs(above.size - row.size) > 0.08 * self._measures.size:
            return True
        end, start = above.words[-1].style, row.words[0].style
        if above.bold != row.bold and end.bold != start.bold:
            return True
        if above.underlined and not row.underlined and self._room(above, row) > 0:
            return True
        return above.italic != row.italic and end.italic != start.italic and self._room(above, row) > 0

    def _tabbed(self, paragraph: Paragraph, row: Row) -> bool:
        """True for a row with something short, a gap, and the text: `Mei 2019:     Het kabinet …`.

        Where the short part fills its column, the text begins where that of the paragraph above does.
        """
        if self._tab(row):
            return True
        tab = paragraph.tab
        return bool(tab) and abs(row.x0 - paragraph.first.x0) < 2 and any(abs(w.x0 - tab) < 1.5 for w in row.words[1:])

    def _tab(self, row: Row) -> float:
        """Where the text behind a short part and a wide gap begins; 0 where there is none."""
        groups = row.segments(1.5 * WIDE_GAP)
        short = groups[0][-1].x1 - row.x0 < 0.35 * (self._measures.right - self._measures.left)
        return groups[1][0].x0 if len(groups) == 2 and short else 0.0

    def _dedented(self, paragraph: Paragraph, row: Row) -> bool:
        """True when the row stands left of a hanging paragraph's text, or right of a paragraph that has ended."""
        above = paragraph.last
        em = self._measures.size
        if row.x0 < above.x0 - 0.6 * em:
            return len(paragraph.rows) > 1 or bool(paragraph.label)
        indented = row.x0 > max(above.x0, paragraph.text_at) + 0.6 * em
        return indented and not self._is_hanging(paragraph, row) and bool(_SENTENCE_END.search(_bare(above)))

    def _is_hanging(self, paragraph: Paragraph, row: Row) -> bool:
        groups = paragraph.first.segments()
        return len(paragraph.rows) == 1 and any(abs(group[0].x0 - row.x0) < 2 for group in groups[1:])

    def _room(self, above: Row, row: Row) -> float:
        """How much of the width stays free above when the row's first word would have stood there; negative: none."""
        first = row.words[0]
        for place in range(1, len(row.words)):
            if blank_before(row.words, place):
                break
            first = row.words[place]
        limit, left = self._margins.at(above), self._measures.left
        needed = first.x1 - row.x0 + 0.45 * row.size
        return (limit - above.x1 - needed) / max(limit - left, 1.0)

    def _ended(self, above: Row, row: Row) -> bool:
        """True when the row above was ended on purpose: with its sentence, or far before its edge."""
        room = self._room(above, row)
        if room <= 0:
            return False
        if _SENTENCE_END.search(_bare(above)):
            return True
        start = row.text.lstrip("‘'\"“«(")
        return room > _SHORT and start[:1].isupper()

    def _meant_line(self, paragraph: Paragraph, row: Row) -> bool:
        """True for the next of some short lines under one another, such as a signature's."""
        above = paragraph.last
        if row.page != above.page or paragraph.label or above.zone != row.zone or len(paragraph.rows) >= _MOST_LINES:
            return False
        # Nearly all rows are ruled out by their width.
        if any(self._free(line) <= _FREE for line in (row, *paragraph.rows)) or abs(row.x0 - above.x0) >= 3:
            return False
        if not self._follows(above, row) or self._tabbed(paragraph, row):
            return False
        if self._other_style(above, row) or label_of_row(row, fresh=False) or row.bold or row.underlined or row.italic:
            return False
        return not any(_SENTENCE_END.search(_bare(line)) for line in paragraph.rows) and self._ended(above, row)

    def _free(self, row: Row) -> float:
        limit = self._margins.at(row)
        return (limit - row.x1) / max(limit - self._measures.left, 1.0)


def _marks(row: Row) -> bool:
    """True for a row that only says that a question or an answer begins."""
    return row.words[0].text[:1] in ("V", "A") and is_marker(row.text)


def _bare(row: Row) -> str:
    """The row's text without a footnote mark at its end."""
    words = row.words
    while len(words) > 1 and words[-1].raised:
        words = words[:-1]
    return words[-1].text
