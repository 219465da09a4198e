"""Footnotes at the foot of a page, endnotes behind the text, and the raised marks in the text that point to them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kamerbrief.reading.pdf.columns import Measures
from kamerbrief.reading.pdf.places import Drawing, Rule
from kamerbrief.reading.pdf.rows import Row, labels_of

_NUMBER = re.compile(r"\d{1,3}")
#: What notes are labelled with when their label is raised: a number, a letter, a Roman figure, asterisks.
_ROMAN = frozenset("ivxl")
_LABEL = re.compile(r"\(?(\d{1,3}|[a-z]|[ivxl]{2,7}|\*{1,4}|[†‡])\)?")
#: Notes are set in type that is smaller than this part of the text's.
_SMALLER = 0.95
#: Rows of notes follow each other within this many times the text's usual distance.
_NEXT = 2.2
#: No row of them is larger than this many times the text's size; what was copied into them may be larger.
_LARGEST = 1.15
_ENDS = ".:;!?"


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
    """The page's rows above its footnotes, and the footnotes; rows that go on with ``before`` are added to it.

    ``before`` is the last note of the pages before.
    """
    start = _start(rows, drawing, measures, before)
    notes: list[Note] = []
    for row in rows[start:]:
        if _begins_note(row, notes[-1] if notes else before, measures):
            notes.append(Note(row.page, _label(row), [row]))
        elif notes:
            notes[-1].rows.append(row)
        elif before is not None:
            before.rows.append(row)
    return list(rows[:start]), notes


def _start(rows: Sequence[Row], drawing: Drawing, measures: Measures, before: Note | None) -> int:
    """Where the footnotes begin: under a short line across, else with small type at the page's foot.

    The first such line is meant: those further down underline words of the notes.
    """
    for rule in sorted(drawing.across, key=lambda rule: rule.top):
        below = next((n for n, row in enumerate(rows) if row.top > rule.top - 1.0), None)
        if below is None or abs(rule.x0 - measures.left) > 20 or rule.width > 0.75 * (measures.right - measures.left):
            continue
        if any(_underlines(rule, row) for row in rows[max(below - 1, 0) : below + 1]):
            continue
        notes = rows[below:]
        if _all_notes(notes, measures, before, ruled=True) and (
            _all_small(notes, measures) or _run_on(notes, measures)
        ):
            return below
    start = len(rows)
    while start and rows[start - 1].size < _SMALLER * measures.size and not _framed(rows[start - 1]):
        start -= 1
    for place in range(start, len(rows)):
        if _begins_note(rows[place], before, measures) and _all_notes(rows[place:], measures, before, ruled=False):
            return place
    # A row of text never begins with a raised mark, so a note may be in the text's own type.
    for place, row in enumerate(rows):
        if row.words[0].raised and _begins_note(row, before, measures) and _run_on(rows[place:], measures):
            return place
    return len(rows)


def _all_small(rows: Sequence[Row], measures: Measures) -> bool:
    return all(row.size < _SMALLER * measures.size for row in rows)


def _framed(row: Row) -> bool:
    """True for a row in a frame that is no column of text."""
    return bool(row.zone) and not row.in_column


def _run_on(rows: Sequence[Row], measures: Measures) -> bool:
    """True when the rows can be notes up to the last: they follow each other closely, and no page begins a sentence."""
    for above, row in pairwise(rows):
        if _framed(row):
            return False
        if above.page == row.page:
            if row.bottom - above.bottom > _NEXT * measures.pitch:
                return False
        elif not _label(row) and above.text[-1:] in _ENDS:
            return False
    return not _framed(rows[0])


def _underlines(rule: Rule, row: Row) -> bool:
    """True for a line under words of the row, such as those of a link."""
    return row.top < rule.top < row.bottom + 2 and row.x0 - 2 < rule.x0 and rule.x1 < row.x1 + 2


def _all_notes(rows: Sequence[Row], measures: Measures, before: Note | None, *, ruled: bool) -> bool:
    """True when the rows read as notes: the first has a number, or all are small and go on with an earlier note."""
    first = rows[0]
    if _framed(first) or any(row.size > _LARGEST * measures.size for row in rows):
        return False
    if _begins_note(first, before, measures):
        return True
    goes_on = before is not None and before.rows[-1].page == first.page - 1
    return ruled and goes_on and _all_small(rows, measures)


def _begins_note(row: Row, last: Note | None, measures: Measures) -> bool:
    first = row.words[0]
    if not _label(row):
        return False
    if first.raised:
        return len(row.words) > 1
    if not _NUMBER.fullmatch(first.text):
        return False
    expected = 1 + int(last.number) if last and last.number.isdigit() else None
    small = row.size < _SMALLER * measures.size
    # A label may stand alone above words that could not be broken.
    return small and (int(first.text) == expected or (first.text == "1" and len(row.words) > 1))


def _label(row: Row) -> str:
    """The label that the row begins with, if it is a note's; an empty string where it begins with a word."""
    text = row.words[0].text
    if len(text) > 1 and text.isalpha() and not _ROMAN.issuperset(text):
        return ""
    found = _LABEL.fullmatch(text)
    return found[1] if found else ""


def endnotes(rows: Sequence[Row], known: Sequence[Note], measures: Measures) -> list[Note]:
    """The notes behind the text that the marks point to for which no footnote is known; ``rows`` are all of the text.

    They begin with the first row, behind the last of these marks, that has the first mark's label; the labels of the
    others follow in order, and no row up to the end is anything else.
    """
    unknown, behind = _unknown_marks(rows, known)
    for numbered in (False, True):
        wanted = [label for label in unknown if label.isdigit() == numbered]
        starts = [place for place in range(behind, len(rows)) if wanted and _label(rows[place]) == wanted[0]]
        for start in starts:
            notes = _labelled(rows[start:], wanted)
            if len(notes) == len(wanted) and _are_notes(rows[start:], measures):
                return notes
    return []


def _unknown_marks(rows: Sequence[Row], known: Sequence[Note]) -> tuple[list[str], int]:
    """The labels in the text without a note, in order, and the place behind the last row that has one."""
    keys = keys_of_marks(rows, known)
    wanted: list[str] = []
    behind = 0
    for place, row in enumerate(rows):
        for label in _marks_in(row):
            if (row.page, label) not in keys:
                wanted += [label] if label not in wanted else []
                behind = place + 1
    return wanted, behind


def _marks_in(row: Row) -> Iterator[str]:
    """The labels of the notes that the row's raised marks may name."""
    words = row.words
    for place in [place for place, word in enumerate(words) if word.raised]:
        for label in labels_of(words[place].text, words[place - 1].text if place else ""):
            if _LABEL.fullmatch(label):
                yield label


def _labelled(rows: Sequence[Row], labels: Sequence[str]) -> list[Note]:
    notes: list[Note] = []
    for row in rows:
        following = labels[len(notes)] if len(notes) < len(labels) else None
        if _label(row) == following and len(row.words) > 1:
            notes.append(Note(row.page, _label(row), [row]))
        elif notes:
            notes[-1].rows.append(row)
    return notes


def _are_notes(rows: Sequence[Row], measures: Measures) -> bool:
    return all(_is_note_type(row, measures) for row in rows) and _run_on(rows, measures)


def _is_note_type(row: Row, measures: Measures) -> bool:
    """True for a row that can be part of an endnote: no larger than the text and not heavy.

    A row with a bare number in the text's own size may as well be an item of a list.
    """
    if row.bold or _framed(row) or row.size > _LARGEST * measures.size:
        return False
    item = _NUMBER.fullmatch(row.words[0].text) and not row.words[0].raised
    return not item or row.size < _SMALLER * measures.size


def keys_of_marks(rows: Iterable[Row], notes: Sequence[Note]) -> dict[tuple[int, str], str]:
    """For the page and number of every raised figure in the text the key of its note.

    The note stands on the same page; when that page's notes ran over, on the next one; a letter with end notes has one
    note for each number.
    """
    places = {(note.page, note.number): note.key for note in notes}
    marks = {(row.page, label) for row in rows for label in _marks_in(row)}
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
        elif number.isdigit() and all((page, figure) in places for figure in number):
            # Marks of two notes side by side: 2 and 3, where there is no 23.
            found |= {(page, figure): places[page, figure] for figure in number}
    return found
