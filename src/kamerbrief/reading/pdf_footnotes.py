"""Footnotes at the foot of a page, and the raised figures in the text that point to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kamerbrief.reading.pdf_columns import Measures
from kamerbrief.reading.pdf_places import Drawing, Rule
from kamerbrief.reading.pdf_rows import Row

_NUMBER = re.compile(r"\d{1,3}")
#: Notes are set in type that is smaller than this part of the text's.
_SMALLER = 0.95


@dataclass(slots=True)
class Note:
    """A footnote: the page it begins on, its printed number and its rows; its number is the first row's first word."""

    page: int
    number: str
    rows: list[Row] = field(default_factory=list)

    @property
    def key(self) -> str:
        """What ties a mark to the note."""
        return f"{self.page}:{self.number}"


def split_notes(
    rows: Sequence[Row], drawing: Drawing, measures: Measures, before: Note | None
) -> tuple[list[Row], list[Note]]:
    """The page's rows above its footnotes, and the footnotes; rows that go on with ``before`` are added to it."""
    start = _start(rows, drawing, measures, before)
    notes: list[Note] = []
    for row in rows[start:]:
        if _begins_note(row, notes[-1] if notes else before, measures):
            notes.append(Note(row.page, row.words[0].text, [row]))
        elif notes:
            notes[-1].rows.append(row)
        elif before is not None:
            before.rows.append(row)
    return list(rows[:start]), notes


def _start(rows: Sequence[Row], drawing: Drawing, measures: Measures, before: Note | None) -> int:
    """Where the footnotes begin: under the lowest short line across, else with small type at the page's foot."""
    for rule in sorted(drawing.across, key=lambda rule: -rule.top):
        below = next((n for n, row in enumerate(rows) if row.top > rule.top - 1.0), None)
        if below is None or abs(rule.x0 - measures.left) > 20 or rule.width > 0.75 * (measures.right - measures.left):
            continue
        if any(_underlines(rule, row) for row in rows[max(below - 1, 0) : below + 1]):
            continue
        if _all_notes(rows[below:], measures, before, ruled=True):
            return below
    start = len(rows)
    while start and rows[start - 1].size < _SMALLER * measures.size and not rows[start - 1].zone:
        start -= 1
    for place in range(start, len(rows)):
        if _begins_note(rows[place], before, measures) and _all_notes(rows[place:], measures, before, ruled=False):
            return place
    return len(rows)


def _underlines(rule: Rule, row: Row) -> bool:
    """True for a line under words of the row, such as those of a link."""
    return row.top < rule.top < row.bottom + 2 and row.x0 - 2 < rule.x0 and rule.x1 < row.x1 + 2


def _all_notes(rows: Sequence[Row], measures: Measures, before: Note | None, *, ruled: bool) -> bool:
    """True when the rows read as notes: the first has a number, or all are small and go on with an earlier note."""
    first = rows[0]
    if first.zone or any(row.size > 1.05 * measures.size for row in rows):
        return False
    if _NUMBER.fullmatch(first.words[0].text) and len(first.words) > 1:
        small = first.size < _SMALLER * measures.size
        return first.words[0].raised or (small and _begins_note(first, before, measures))
    return ruled and before is not None and all(row.size < _SMALLER * measures.size for row in rows)


def _begins_note(row: Row, last: Note | None, measures: Measures) -> bool:
    first = row.words[0]
    if not _NUMBER.fullmatch(first.text) or len(row.words) < 2:
        return False
    if first.raised:
        return True
    expected = 1 + int(last.number) if last else None
    return row.size < _SMALLER * measures.size and int(first.text) in (expected, 1)


def keys_of_marks(rows: Iterable[Row], notes: Sequence[Note]) -> dict[tuple[int, str], str]:
    """For the page and number of every raised figure in the text the key of its note.

    The note stands on the same page; when that page's notes ran over, on the next one; a letter with end notes has one
    note for each number.
    """
    places = {(note.page, note.number): note.key for note in notes}
    marks = {(row.page, word.text) for row in rows for word in row.words if word.raised}
    by_number: dict[str, list[Note]] = {}
    for note in notes:
        by_number.setdefault(note.number, []).append(note)
    last = max((row_page for row_page, _ in marks), default=0)
    found: dict[tuple[int, str], str] = {}
    for page, number in marks:
        key = places.get((page, number))
        if key is None and (page + 1, number) not in marks:
            key = places.get((page + 1, number))
        named = by_number.get(number, [])
        if key is None and len(named) == 1 and named[0].page >= last:
            key = named[0].key
        if key is not None:
            found[page, number] = key
    return found
