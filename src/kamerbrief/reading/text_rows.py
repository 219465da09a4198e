"""Tables in text whose cells stand one blank apart: a label and, at the end of every row, as many figures.

So little tells such rows from the lines of a paragraph that a table is read only where its head grounds it: a line that
ends in two or more years, or one right below a line that states the unit of money. Every row then ends in as many
figures as the head has columns (one below a unit), and there are three rows or more. A line without figures that begins
in small letters goes on with the label above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kamerbrief.reading.captions import states_unit

#: A printed figure, a negative one with its sign or in brackets, or a dash for none.
FIGURE = re.compile(r"(?:-/-|[-–−+])?\(?(?:\d{1,3}(?:[.]\d{3})+|\d+)(?:,\d+)?\)?-?|[-–]")
_YEAR = re.compile(r"(?:19|20)\d\d\*{0,3}")
_BEHIND_YEARS = ("totaal", "struct.", "struct", "structureel")
#: What heads the numbers of articles and the like, and such a number.
_NUMBER_HEAD = re.compile(r"(?:art(?:ikel)?|nr|nummer|hfst|hoofdstuk)\.?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})?[a-z]?\.?")
_LETTERS = re.compile(r"[^\W\d_]{2}")
#: So few rows make a table, and so long its lines are.
FEWEST_ROWS, LONGEST_LINE = 3, 160
#: So many years make a head.
_YEARS = 2


@dataclass(frozen=True, slots=True)
class _Head:
    """The cells of a head: the words above the labels, and one for every column of figures."""

    label: str
    columns: tuple[str, ...]

    @property
    def row(self) -> list[str]:
        return [self.label, *self.columns]


def may_head_rows(lines: Sequence[str], number: int) -> bool:
    """A quick look: whether the head of such a table may stand in a line, by this line and those beside it."""
    if number + 1 >= len(lines) or not ends_in_figure(lines[number + 1]):
        return False
    return _head(lines, number) is not None


def tight_rows(lines: Sequence[str], start: int) -> tuple[list[list[str]], int]:
    """The rows of the table with its head in a line, head first, and the line behind them; none where there is none."""
    head = _head(lines, start)
    rows: list[list[str]] = []
    end = start + 1
    while head and end < len(lines) and len(lines[end]) <= LONGEST_LINE:
        row = _row(lines[end], len(head.columns))
        if row:
            rows.append(row)
        elif rows and goes_on(lines[end]):
            rows[-1][0] += f" {lines[end].strip()}"
        else:
            break
        end += 1
    return (_numbered([head.row, *rows]), end) if head and len(rows) >= FEWEST_ROWS else ([], start + 1)


def _numbered(rows: list[list[str]]) -> list[list[str]]:
    """The rows with the numbers before their labels in a column of their own, where the head has a word for these."""
    parted = [row[0].partition(" ") for row in rows]
    numbered = _NUMBER_HEAD.fullmatch(parted[0][0]) and all(_NUMBER.fullmatch(first) for first, _, _ in parted[1:])
    if not numbered or not all(label for _, _, label in parted):
        return rows
    return [[first, label, *row[1:]] for (first, _, label), row in zip(parted, rows, strict=True)]


def _head(lines: Sequence[str], number: int) -> _Head | None:
    words = lines[number].split()
    if not words or len(lines[number]) > LONGEST_LINE:
        return None
    more = len(words) > 1 and words[-1].lower() in _BEHIND_YEARS
    first = len(words) - more
    while first and _YEAR.fullmatch(words[first - 1]):
        first -= 1
    if len(words) - more - first >= _YEARS:
        return _Head(" ".join(words[:first]), tuple(words[first:]))
    under_unit = number > 0 and states_unit(lines[number - 1])
    named = len(words) > 1 and all(_LETTERS.search(word) for word in (words[0], words[-1]))
    return _Head(" ".join(words[:-1]), (words[-1],)) if under_unit and named else None


def _row(line: str, columns: int) -> list[str] | None:
    """A label with letters, and behind it just so many figures."""
    words = line.split()
    figures = words[-columns:]
    label = words[:-columns]
    if not label or not all(map(FIGURE.fullmatch, figures)) or FIGURE.fullmatch(label[-1]):
        return None
    return [" ".join(label), *figures] if holds_word(" ".join(label)) else None


def goes_on(line: str) -> bool:
    """Whether a line goes on with the label of the row above: words that begin small, and no figures."""
    bare = line.strip()
    return bare[:1].islower() and not ends_in_figure(bare) and not bare.endswith((".", ":", ";", ","))


def ends_in_figure(line: str) -> bool:
    """Whether the last word of a line is a figure."""
    words = line.split()
    return bool(words) and FIGURE.fullmatch(words[-1]) is not None


def holds_word(text: str) -> bool:
    """Whether there is a word of more than one letter."""
    return _LETTERS.search(text) is not None
