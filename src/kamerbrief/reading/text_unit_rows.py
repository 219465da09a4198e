"""Tables in text whose head states the unit of money itself: ``Uitgaven (x € 1 mln) Aandeel`` above rows of figures.

The cells stand one blank apart, as in ``text_rows``; here the rows tell how many columns there are. Each column has one
kind of figures (shares with their sign, figures with a scale word, plain ones), so a figure that ends a label is told
from a cell, and a cell that is missing leaves its place empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum

from kamerbrief.reading.captions import is_table_note
from kamerbrief.reading.text_rows import FEWEST_ROWS, FIGURE, LONGEST_LINE, goes_on, holds_word

_MONEY = r"(?:€|eur(?:o['’]?s?)?\b|dui?zend|mln\b|mld\b|miljoen|miljard)"
#: What states a unit: in brackets anywhere (``(x € 1.000)``), or at the end of a column's head (``bijdrage in €``).
_UNIT = re.compile(
    rf"\((?:bedragen\s+)?(?:x|×|in)?\s*(?:1[.,]000\s+)?{_MONEY}[^)]{{0,30}}\)"
    rf"|(?<!\w)(?:in|x|×)\s+{_MONEY}(?:\s*1(?:[.,]000)*)?(?:\s+(?:mln|mld|miljoen|miljard|euro['’]?s?))?\.?(?=\s{{2}}|\s*$)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d\*{0,3}")
_WIDE = re.compile(r"\s{2,}")
_SCALE = re.compile(r"(?:miljoen|mln\.?|miljard|mld\.?)", re.IGNORECASE)
_SIGN = "€"
#: So many columns are told apart by their head at most, where no gaps or years divide it.
_MOST = 2


class _Kind(Enum):
    """The kind of a figure; a dash may stand in any column."""

    SHARE = "%"
    SCALED = "miljoen"
    PLAIN = "1.000"
    NONE = "-"


_Cell = tuple[str, _Kind]


def may_head_unit_rows(lines: Sequence[str], number: int) -> bool:
    """A quick look: whether a line states a unit and the next one may be a row with its cells one blank apart.

    Where tabs or wider gaps part the cells of the next line, the line is the caption of a table that has its own head.
    """
    line = lines[number]
    if number + 1 >= len(lines) or len(line) > LONGEST_LINE or line.rstrip().endswith((".", ";", ",")):
        return False
    row = lines[number + 1].strip()
    return "\t" not in row and not _WIDE.search(row) and bool(_UNIT.search(line)) and bool(_cells(row)[1])


def unit_rows(lines: Sequence[str], start: int) -> tuple[list[list[str]], int]:
    """The rows of the table with its head in a line, head first, and the line behind them; none where there is none."""
    parsed = list(_parsed(lines, start + 1))
    cells = [found for _, found, _ in parsed if found]
    if len(cells) < FEWEST_ROWS:
        return [], start + 1
    kinds = _kinds(cells)
    head = _head(lines[start], kinds)
    rows: list[list[str]] = []
    end = start + 1
    for label, found, number in parsed if head else ():
        row = _row(label, found, kinds)
        if row:
            rows.append(row)
        elif rows and not found:
            rows[-1][0] += f" {label}"
        else:
            break
        end = number + 1
    return ([head, *rows], end) if head and len(rows) >= FEWEST_ROWS else ([], start + 1)


def _parsed(lines: Sequence[str], start: int) -> Iterator[tuple[str, list[_Cell], int]]:
    """The lines that may be rows, each as its label, its cells and its number; or as words that go on with a label."""
    for number in range(start, len(lines)):
        line = lines[number]
        label, cells = _cells(line)
        if len(line) > LONGEST_LINE or is_table_note(line) or not (goes_on(line) or (cells and holds_word(label))):
            return
        yield label, cells, number


def _cells(line: str) -> tuple[str, list[_Cell]]:
    """The words of a label, and the figures behind it."""
    words, found = line.split(), list[_Cell]()
    while words:
        size, kind = _last(words)
        if not size:
            break
        found.insert(0, (" ".join(words[-size:]), kind))
        del words[-size:]
    return " ".join(words), found


def _last(words: Sequence[str]) -> tuple[int, _Kind]:
    """How many of the last words are one figure, and its kind; 0 where they are none."""
    size, kind = 1, _Kind.PLAIN
    if len(words) > 1 and (words[-1] == "%" or _SCALE.fullmatch(words[-1])):
        size, kind = 2, _Kind.SHARE if words[-1] == "%" else _Kind.SCALED
    figure = words[-size]
    if size == 1 and figure.endswith("%"):
        figure, kind = figure[:-1], _Kind.SHARE
    if not FIGURE.fullmatch(figure.removeprefix(_SIGN)):
        return 0, kind
    if len(words) > size and words[-size - 1] == _SIGN:
        size += 1
    return size, kind if any(map(str.isdigit, figure)) else _Kind.NONE


def _kinds(rows: Sequence[Sequence[_Cell]]) -> list[_Kind]:
    """The kind of each column: as many columns as the row with the fewest figures among the first has."""
    shortest = min(rows[:FEWEST_ROWS], key=len)
    return [kind for _, kind in shortest]


def _row(label: str, cells: Sequence[_Cell], kinds: Sequence[_Kind]) -> list[str] | None:
    """A label and a cell for each column, empty where none of its kind stands there; None where there is no cell."""
    left, row = list(cells), list[str]()
    for kind in reversed(kinds):
        fits = bool(left) and (left[-1][1] in (kind, _Kind.NONE) or kind is _Kind.NONE)
        row.insert(0, left.pop()[0] if fits else "")
    words = " ".join([label, *(text for text, _ in left)])
    return [words, *row] if any(row) else None


def _head(line: str, kinds: Sequence[_Kind]) -> list[str] | None:
    """The words above the labels and above each column; None where they cannot be told apart."""
    columns = len(kinds)
    parts = [part for part in _WIDE.split(line.strip()) if part]
    if len(parts) in (columns, columns + 1) and columns > 1:
        return ["", *parts][-columns - 1 :]
    unit = _UNIT.search(line)
    if unit is None:
        return None
    before, stated, behind = line[: unit.start()].split(), unit.group(), line[unit.end() :].split()
    years = before[-columns:] if not behind else []
    if len(years) == columns > 1 and all(map(_YEAR.fullmatch, years)):
        return [" ".join([*before[:-columns], stated]), *years]
    if columns > _MOST or not before:
        return None
    money = f"{before[-1]} {stated}"
    if columns == 1:
        return None if behind else [" ".join(before[:-1]), money]
    if behind:
        return [" ".join(before[:-1]), money, " ".join(behind)]
    return [before[0], " ".join(before[1:-1]), money] if len(before) > _MOST else None
