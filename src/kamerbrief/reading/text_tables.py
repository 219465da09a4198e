"""Tables in text whose cells stand one blank apart: a label and, at the end of the row, its figures.

So little tells such rows from the lines of a paragraph that a table is read only where something above it grounds it:
a head that ends in two or more years, or a unit of money that the head or a line little above it states. Below years
alone every row has just as many figures. Below a unit a row may lack some: where neither the kinds of figures (shares,
figures with a scale word, plain ones) nor the blanks between them tell which, they stand behind the other columns,
where nothing heads them. Empty lines, lines that go on with a label and headings of groups may stand between rows.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import takewhile

from kamerbrief.lexicon import load, phrase_pattern
from kamerbrief.reading.captions import is_table_note, names_table, states_unit
from kamerbrief.reading.text_figures import (
    Figure,
    Kind,
    Line,
    by_gaps,
    ends_in_figure,
    holds_word,
    parsed,
    placed,
    years_at_end,
)

_MONEY = r"(?:€|eur(?:o['’]?s?)?\b|us\$|usd\b|\$|dui?zend|mln\b|mld\b|miljoen|miljard)"
#: What states a unit: in brackets anywhere (``(x € 1.000)``), or at the end of a column's head (``bijdrage in €``).
_UNIT = re.compile(
    rf"\((?:bedragen\s+)?(?:x|×|in)?\s*(?:1[.,]000\s+)?{_MONEY}[^)]{{0,30}}\)"
    rf"|(?<!\w)(?:in|x|×)\s+{_MONEY}\s*1[.,]?000(?:[.,]000)?(?![\d.,])"
    rf"|(?<!\w)(?:in|x|×)\s+{_MONEY}(?:\s*1(?:[.,]000)*)?(?:\s+(?:mln|mld|miljoen|miljard|euro['’]?s?))?\.?(?=\s{{2}}|\s*$)",
    re.IGNORECASE,
)
#: A unit that opens a line, and what it says beside it: ``In miljoenen euro, + = hogere schuld 2024 2025``.
_OPENS = re.compile(
    rf"\(?(?:alle\s+)?(?:bedragen\s+)?(?:x|×|in)\s+(?:dui?zenden|miljoenen|miljarden|{_MONEY})", re.IGNORECASE
)
_WIDE = re.compile(r"\s{2,}")
_BEHIND_YEARS = ("totaal", "struct.", "struct", "structureel")
#: What heads the numbers of articles and the like, and such a number.
_NUMBER_HEAD = re.compile(r"(?:art(?:ikel)?|nr|nummer|hfst|hoofdstuk)\.?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})?[a-z]?\.?")
_ENDS = (".", ";")
#: So few rows make a table, and so long its lines and the words that only go on with a label are.
_FEWEST, _LONGEST, _LONGEST_WORDS = 3, 160, 70
#: So many years make a head.
_YEARS = 2
#: So many lines with words, and so many empty ones, stand between rows at most.
_BETWEEN, _EMPTY = 2, 3
#: How many lines with words upwards a unit is looked for, and how many lines in all.
_ABOVE, _FURTHEST = 4, 8
#: So many columns are told apart by their head at most, where no gaps, years or words for money divide it.
_MOST = 2


@dataclass(frozen=True, slots=True)
class _Head:
    """The words above the labels and above each column; ``strict`` where only its years tell that it is one."""

    label: str
    columns: tuple[str, ...]
    strict: bool = False

    @property
    def row(self) -> list[str]:
        return [self.label, *self.columns]


@dataclass(slots=True)
class _Found:
    """A line of the table on its way to a row: a row, or words alone."""

    line: Line
    number: int
    behind: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        return " ".join([self.line.label, *self.behind])


def may_be_figure_rows(lines: Sequence[str], number: int) -> bool:
    """A quick look: whether such a table may begin in a line, by this line and those below it."""
    if len(lines[number]) > _LONGEST:
        return False
    below = (line for line in lines[number : number + _EMPTY + 3] if line.strip())
    return any(ends_in_figure(line) for line in below) and _grounded(lines, number)


def figure_rows(lines: Sequence[str], start: int) -> tuple[list[list[str]], int]:
    """The rows of the table that begins in a line, its head first, and the line behind them; none where there is none.

    The head is of one line or two, or there is none where a unit stands above the rows.
    """
    for size in (1, 2, 0):
        rows, end = _below(lines, start, size)
        if rows:
            return rows, end
    return [], start + 1


def _below(lines: Sequence[str], start: int, size: int) -> tuple[list[list[str]], int]:
    head_lines = [line.strip() for line in lines[start : start + size]]
    if not all(_may_head(line) for line in head_lines) or (size == 2 and not states_unit(head_lines[1])):
        return [], start + 1
    found = _rows_below(lines, start + size)
    counts = [one.line.figures for one in found if one.line.is_row]
    head = _head(head_lines, counts, under_unit=_unit_above(lines, start)) if len(counts) >= _FEWEST else None
    if head is None:
        return [], start + 1
    if head.strict:
        found = list(takewhile(lambda one: _fits(one, len(head.columns)), found))
        if len(found) < _FEWEST:
            return [], start + 1
    rows = list(_made(found, head))
    return _numbered([head.row, *rows] if head_lines else rows), found[-1].number + 1


def _may_head(line: str) -> bool:
    """Whether a line may be part of a head: words, and no figures but years and those of its unit."""
    years = _years(line.split())
    return (
        bool(line)
        and not line.endswith((*_ENDS, ","))
        and not names_table(line)
        and (years > 0 or not parsed(_UNIT.sub("", line)).is_row)
    )


def _grounded(lines: Sequence[str], number: int) -> bool:
    here = "\n".join(line.strip() for line in lines[number : number + 2])
    return _years(lines[number].split()) >= _YEARS or _states(here) or _unit_above(lines, number)


def _states(text: str) -> bool:
    """Whether a line of these states a unit of money."""
    return any(_UNIT.search(line) or _OPENS.match(line) or states_unit(line) for line in text.split("\n"))


def _unit_above(lines: Sequence[str], start: int) -> bool:
    """Whether a line little above states the unit of what follows; no sentence stands between."""
    said = 0
    for number in range(start - 1, max(start - 1 - _FURTHEST, -1), -1):
        line = lines[number].strip()
        if not line:
            continue
        said += 1
        if states_unit(line) or (_OPENS.match(line) and not line.endswith(_ENDS)):
            return True
        if said == _ABOVE or line.endswith(_ENDS) or len(line) > _LONGEST_WORDS:
            return False
    return False


def _rows_below(lines: Sequence[str], start: int) -> list[_Found]:
    """The lines of the rows from a line on, headings between them too, up to the last row and what goes on with it."""
    found: list[_Found] = []
    waiting: list[_Found] = []
    empty = 0
    for number in range(start, len(lines)):
        line = lines[number].strip()
        if not line:
            empty += 1
            if empty > _EMPTY:
                break
            continue
        here = _Found(parsed(line), number)
        if len(line) > _LONGEST or "\t" in line or is_table_note(line) or names_table(line):
            break
        if _years(line.split()) >= _YEARS or (not here.line.is_row and _states(line)):
            # Another head: the line above the first row was a caption, or the next table begins.
            break
        if here.line.is_row:
            if waiting and not empty and line[0].islower():
                here = _Found(Line(f"{waiting.pop().label} {here.line.label}", here.line.figures), number)
            found += [*waiting, here]
            waiting = []
        elif found and not waiting and _goes_on(line):
            found[-1].behind.append(line)
            found[-1].number = number
        elif not found or len(waiting) == _BETWEEN or len(line) > _LONGEST_WORDS or line.endswith(_ENDS):
            break
        else:
            waiting.append(_Found(Line(line, ()), number))
        empty = 0
    return found


def _goes_on(line: str) -> bool:
    """Whether a line goes on with the label of the row above: words that begin small or end a bracket, no figures."""
    begins = line[:1].islower() or ("(" not in line.partition(")")[0] and ")" in line)
    return begins and not parsed(line).figures and not line.endswith((".", ":", ";", ","))


def _fits(one: _Found, columns: int) -> bool:
    """Whether a row has just so many figures, and its label ends in none."""
    return one.line.is_row and len(one.line.figures) == columns


# -- the head ---------------------------------------------------------------------------------------------------------


def _head(lines: Sequence[str], rows: Sequence[Sequence[Figure]], *, under_unit: bool) -> _Head | None:
    """What heads the columns of rows with these figures; None where nothing grounds them or tells them apart."""
    count = Counter(map(len, rows)).most_common(1)[0][0]
    if not lines:
        return _Head("", ("",) * count) if under_unit and count == 1 else None
    words = lines[-1].split()
    years = _years(words)
    unit = under_unit or any(map(_states, lines))
    if years >= _YEARS:
        columns = years + _behind_years(words)
        return _Head(" ".join([*lines[:-1], *words[:-columns]]), tuple(words[-columns:]), strict=not unit)
    if not unit:
        return None
    return _by_unit(" ".join(lines), count) if any(map(_UNIT.search, lines)) else _by_words(lines[-1], rows, count)


def _years(words: Sequence[str]) -> int:
    """How many years a line ends in, a total may stand behind them."""
    behind = _behind_years(words)
    return years_at_end(words[: len(words) - behind])


def _behind_years(words: Sequence[str]) -> int:
    return int(len(words) > 1 and words[-1].lower() in _BEHIND_YEARS)


def _by_words(line: str, rows: Sequence[Sequence[Figure]], count: int) -> _Head | None:
    """A head below its unit: one column has its last word, several each a word for money, or gaps part them."""
    parts = [part for part in _WIDE.split(line) if part]
    if len(parts) == count + 1:
        return _Head(parts[0], tuple(parts[1:]))
    words = line.split()
    if not (len(words) > 1 and holds_word(words[0]) and holds_word(words[-1])):
        return None
    of_money = len(list(takewhile(_is_of_money, reversed(words[1:]))))
    most = max(map(len, rows))
    if of_money >= most > 1:
        return _Head(" ".join(words[:-of_money]), tuple(words[-of_money:]))
    return _Head(" ".join(words[:-1]), (words[-1],)) if count == 1 else None


def _is_of_money(word: str) -> bool:
    return _of_money().fullmatch(word) is not None


@cache
def _of_money() -> re.Pattern[str]:
    return phrase_pattern(load("tables")["money"]["words"])


def _by_unit(line: str, columns: int) -> _Head | None:
    """A head that states the unit of its columns beside other words."""
    parts = [part for part in _WIDE.split(line.strip()) if part]
    if len(parts) in (columns, columns + 1) and columns > 1:
        return _Head("", tuple(parts)) if len(parts) == columns else _Head(parts[0], tuple(parts[1:]))
    units = list(_UNIT.finditer(line))
    if 1 < len(units) <= columns:
        starts = [0, *(unit.end() for unit in units[:-1])]
        heads = [line[start : unit.end()].strip() for start, unit in zip(starts, units, strict=True)]
        return _Head("", (*heads, line[units[-1].end() :].strip(), *[""] * columns)[:columns])
    unit = units[0]
    before, stated, behind = line[: unit.start()].split(), unit.group(), line[unit.end() :].split()
    if not behind and _years(before) == columns > 1:
        return _Head(" ".join([*before[:-columns], stated]), tuple(before[-columns:]))
    if columns > _MOST or not before:
        return None
    money = f"{before[-1]} {stated}"
    if columns == 1:
        return None if behind else _Head(" ".join(before[:-1]), (money,))
    if behind:
        return _Head(" ".join(before[:-1]), (money, " ".join(behind)))
    return _Head(before[0], (" ".join(before[1:-1]), money)) if len(before) > _MOST else None


# -- the rows ---------------------------------------------------------------------------------------------------------


def _made(found: Sequence[_Found], head: _Head) -> Iterator[list[str]]:
    """The cells of the rows; figures whose columns cannot be told stand behind those that are headed."""
    columns = len(head.columns)
    kinds = _kinds([one.line.figures for one in found if one.line.is_row], columns)
    gapped = _shows_empty_cells(found, head)
    made = []
    for one in found:
        cells, before = placed(one.line.figures, kinds)
        if cells is None and gapped:
            cells = by_gaps(one.line.figures[before:], columns)
        lead = [figure.text for figure in one.line.figures[:before]]
        label = " ".join([one.line.label, *lead, *one.behind])
        loose = [] if cells is not None else [figure.text for figure in one.line.figures[before:]]
        made.append(([label, *(cells or [""] * columns)], loose))
    more = max((len(loose) for _, loose in made), default=0)
    if more:
        head_more = [""] * more
        yield from ([*row, *loose, *head_more[len(loose) :]] for row, loose in made)
    else:
        yield from (row for row, _ in made)


def _shows_empty_cells(found: Sequence[_Found], head: _Head) -> bool:
    """Whether blanks show where a cell is empty, in a table whose last column has the totals of its rows."""
    columns = len(head.columns)
    if not columns or head.columns[-1].lower() not in _BEHIND_YEARS[:1]:
        return False
    short = [figures for one in found if 1 < len(figures := one.line.figures) < columns]
    return any(1 < one.gap <= columns for figures in short for one in figures[1:])


def _kinds(rows: Sequence[Sequence[Figure]], columns: int) -> list[Kind]:
    """The kind of each column: that of the first row that has a figure for each, plain where none has."""
    whole = next((row for row in rows if len(row) == columns), None) or next(
        (r for r in rows if len(r) > columns), None
    )
    return [one.kind for one in whole[-columns:]] if whole else [Kind.PLAIN] * columns


def _numbered(rows: list[list[str]]) -> list[list[str]]:
    """The rows with the numbers before their labels in a column of their own, where the head has a word for these."""
    parted = [row[0].partition(" ") for row in rows]
    numbered = _NUMBER_HEAD.fullmatch(parted[0][0]) and all(_NUMBER.fullmatch(first) for first, _, _ in parted[1:])
    if not numbered or not all(label for _, _, label in parted):
        return rows
    return [[first, label, *row[1:]] for (first, _, label), row in zip(parted, rows, strict=True)]
