"""Tables in text whose cells stand one blank apart: a label and, at the end of the row, its figures.

So little tells such rows from the lines of a paragraph that a table is read only where something above it grounds it:
a head that ends in two or more years, or a unit of money that the head or a line little above it states. Below years
alone every row has just as many figures. Below a unit a row may lack some: where neither the kinds of figures (shares,
figures with a scale word, plain ones) nor the blanks between them tell which, they stand behind the other columns,
where nothing heads them. Empty lines, lines that go on with a label and headings of groups may stand between rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from kamerbrief.reading.captions import is_table_note, names_table, states_unit
from kamerbrief.reading.text_figures import (
    Figure,
    Kind,
    Line,
    by_gaps,
    ends_in_figure,
    parsed,
    placed,
)
from kamerbrief.reading.text_heads import (
    BEHIND_YEARS,
    ENDS,
    LONGEST_WORDS,
    YEARS,
    Head,
    dated,
    head_of,
    head_of_words,
    is_of_all,
    is_unit,
    last_filled,
    may_head,
    states,
    unit_above,
    years_of,
)

#: What heads the numbers of articles and the like, and such a number.
_NUMBER_HEAD = re.compile(r"(?:art(?:ikel)?|nr|nummer|hfst|hoofdstuk)\.?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,2})?[a-z]?\.?")
#: So few rows make a table, and so long its lines are.
_FEWEST, _LONGEST = 3, 160
#: So many lines with words, and so many empty ones, stand between rows at most; in a narrow column more with words.
_BETWEEN, _EMPTY = 2, 3
_NARROW, _IN_NARROW = 40, 9
#: A number with which a label begins: *12) Overige*.
_ITEM = re.compile(r"\(?\d{1,2}[.)]\s")
#: So many lines of words stand between a unit and the first row at most.
_HEAD_LINES = 12
#: So short a line is no sentence, though it ends as one: *A.*
_SHORT = 3


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
    if any(ends_in_figure(line) for line in below) and _grounded(lines, number):
        return True
    above = last_filled(lines, number)
    return above >= 0 and is_unit(lines, above)


def figure_rows(lines: Sequence[str], start: int) -> tuple[list[list[str]], int]:
    """The rows of the table that begins in a line, its head first, and the line behind them; none where there is none.

    The head is of one line or two, or of what stands between a line with the unit and the rows.
    """
    for size in (1, 2):
        rows, end = _below(lines, start, size)
        if rows:
            return _even(rows), end
    rows, end = _below_unit(lines, start)
    return _even(rows), end


def _even(rows: list[list[str]]) -> list[list[str]]:
    """The rows with as many cells each: the head has none above figures whose columns cannot be told."""
    width = max(map(len, rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _below(lines: Sequence[str], start: int, size: int) -> tuple[list[list[str]], int]:
    head_lines = [line.strip() for line in lines[start : start + size]]
    if not all(may_head(line) for line in head_lines) or (size == 2 and not states_unit(head_lines[1])):
        return [], start + 1
    found = _rows_below(lines, start + size)
    counts = [one.line.figures for one in found if one.line.is_row]
    head = head_of(head_lines, counts, under_unit=unit_above(lines, start)) if len(counts) >= _FEWEST else None
    if head is None:
        return [], start + 1
    if head.strict:
        found = list(takewhile(lambda one: _fits(one, len(head.columns)), found))
        if len(found) < _FEWEST:
            return [], start + 1
    rows = list(_made(found, head))
    return _numbered([head.row, *rows] if head_lines else rows), found[-1].number + 1


def _below_unit(lines: Sequence[str], start: int) -> tuple[list[list[str]], int]:
    """The rows below a line that states nothing but their unit, whatever words stand between."""
    none: tuple[list[list[str]], int] = [], start + 1
    unit = last_filled(lines, start)
    if unit < 0 or not is_unit(lines, unit):
        return none
    said = _words_below(lines, start)
    found = _rows_below(lines, said[-1][0] + 1 if said else start)
    rows = [one.line.figures for one in found if one.line.is_row]
    heads = dated(said, rows)
    if len(heads) < len(said):
        found = _rows_below(lines, heads[-1][0] + 1, opening=True)
    head = head_of_words([line for _, line in heads], rows) if len(rows) >= _FEWEST else None
    if head is None or (len(head.columns) > 1 and not is_of_all(lines, unit)):
        return none
    made = list(_made(found, head))
    return _numbered([head.row, *made] if heads else made), found[-1].number + 1


def _words_below(lines: Sequence[str], start: int) -> list[tuple[int, str]]:
    """The lines of words from a line up to the first row, each with its number; none where they are text."""
    said: list[tuple[int, str]] = []
    for number in range(start, min(start + 2 * _HEAD_LINES, len(lines))):
        line = lines[number].strip()
        if parsed(line).is_row:
            return said
        if len(line) > _LONGEST or _is_note(line) or (line.endswith(ENDS) and len(line) > _SHORT):
            return []
        said += [(number, line)] if line else []
    return []


def _grounded(lines: Sequence[str], number: int) -> bool:
    here = "\n".join(line.strip() for line in lines[number : number + 2])
    return years_of(lines[number].split()) >= YEARS or states(here) or unit_above(lines, number)


def _rows_below(lines: Sequence[str], start: int, *, opening: bool = False) -> list[_Found]:
    """The lines of the rows from a line on, headings between them too, up to the last row and what goes on with it.

    With ``opening`` words may stand before the first row.
    """
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
        if len(line) > _LONGEST or "\t" in line or _is_note(line) or names_table(line):
            break
        if years_of(line.split()) >= YEARS or (not here.line.is_row and states(line)):
            # Another head: the line above the first row was a caption, or the next table begins.
            break
        if here.line.is_row or (found and _is_bare_row(here.line, waiting)):
            here.line = here.line.named(_broken_label(waiting, line, apart=empty > 0))
            found += [*waiting, here]
            waiting = []
        elif found and not waiting and _goes_on(line):
            found[-1].behind.append(line)
            found[-1].number = number
        elif not (found or opening) or _is_too_much([*(one.line.label for one in waiting), line]):
            break
        else:
            waiting.append(_Found(Line(line, ()), number))
        empty = 0
    return found


def _is_bare_row(line: Line, waiting: Sequence[_Found]) -> bool:
    """Whether figures alone are a row: a sum, or what belongs to the words above; the mark of a footnote is none."""
    return (
        bool(line.figures) and not line.label and (len(line.figures) > 1 or (bool(waiting) and line.figures[0].is_long))
    )


def _broken_label(waiting: list[_Found], line: str, *, apart: bool) -> str:
    """The lines above a row with which its label begins, taken from those that wait."""
    begun = list[str]()
    goes_on = not apart and (not parsed(line).label or _goes_on_small(line))
    while waiting and goes_on:
        begun.insert(0, waiting.pop().line.label)
        goes_on = _goes_on_small(begun[0])
    return " ".join(begun)


def _goes_on_small(line: str) -> bool:
    """Whether a line cannot begin a label: it begins with a small letter or a bracket; *2 Stortingen* is a row."""
    return (line[0].islower() or line[0] == "(") and not _begins_anew(line)


def _begins_anew(line: str) -> bool:
    """Whether a line begins with the number of its row: *12) Overige*."""
    return _ITEM.match(line) is not None


def _is_note(line: str) -> bool:
    """Whether a line explains a table; what begins with a number may as well be a row."""
    return is_table_note(line) and not _begins_anew(line)


def _is_too_much(said: Sequence[str]) -> bool:
    """Whether lines without figures are no label and no headings any more, but text."""
    last = said[-1]
    if (last.endswith(ENDS) and len(last) > _SHORT) or len(last) > LONGEST_WORDS:
        return True
    return len(said) > (_BETWEEN if max(map(len, said)) > _NARROW else _IN_NARROW)


def _goes_on(line: str) -> bool:
    """Whether a line goes on with the label of the row above: words that begin small or end a bracket, no figures."""
    begins = line[:1].islower() or ("(" not in line.partition(")")[0] and ")" in line)
    return begins and not _begins_anew(line) and not parsed(line).figures and not line.endswith((".", ":", ";", ","))


def _fits(one: _Found, columns: int) -> bool:
    """Whether a row has just so many figures, and its label ends in none."""
    return one.line.is_row and len(one.line.figures) == columns


# -- the rows ---------------------------------------------------------------------------------------------------------


def _made(found: Sequence[_Found], head: Head) -> Iterator[list[str]]:
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


def _shows_empty_cells(found: Sequence[_Found], head: Head) -> bool:
    """Whether blanks show where a cell is empty, in a table whose last column has the totals of its rows."""
    columns = len(head.columns)
    if not columns or head.columns[-1].lower() not in BEHIND_YEARS[:1]:
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
