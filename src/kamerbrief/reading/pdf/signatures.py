"""Signatures side by side: where their columns run, so that each is read from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kamerbrief.reading.pdf.places import Rule
from kamerbrief.reading.pdf.rows import Row
from kamerbrief.reading.signing import is_function, may_be_name

#: Between columns of signatures lies at least this many ems.
_GAP = 0.9
#: Functions and names of one signature fill at most so many rows, with at most so many line heights between two.
_MOST_ROWS, _FARTHEST = 12, 12.0
#: Names that stand above their functions do so within so many rows.
_NEAR = 4


def signature_columns(rows: Sequence[Row]) -> list[Rule]:
    """The columns of signatures that stand side by side on a page, as frames in reading order.

    ``rows`` are the page's rows from top to bottom. Two or more functions begin on one row, apart by a gap, with the
    names under them or above them.
    """
    found: list[Rule] = []
    number = 0
    while number < len(rows):
        starts = _starts(rows, number)
        if not starts:
            number += 1
            continue
        stop = _stop(rows, number, starts)
        if any(may_be_name(part.text) for row in rows[number:stop] for part in _parts(row)):
            found += _frames(rows[number:stop], starts)
        number = max(stop, number + 1)
    return found


def _parts(row: Row) -> Iterator[Row]:
    return (Row(row.page, words) for words in row.segments(_GAP))


def _starts(rows: Sequence[Row], number: int) -> list[float]:
    """The left edges of the columns that begin on a row; none where no signatures begin there."""
    groups = rows[number].segments(_GAP)
    if len(groups) < 2 or not _may_sign(Row(rows[number].page, groups[0]).text):
        return []
    parts = list(_parts(rows[number]))
    if all(is_function(part.text) for part in parts):
        return [part.x0 for part in parts]
    if not all(may_be_name(part.text) for part in parts):
        return []
    for below in rows[number + 1 : number + 1 + _NEAR]:
        functions = [part.x0 for part in _parts(below) if is_function(part.text)]
        if len(functions) == len(parts) and all(abs(a - b.x0) < 4 for a, b in zip(functions, parts, strict=True)):
            return functions
    return []


def _may_sign(text: str) -> bool:
    return is_function(text) or may_be_name(text)


def _stop(rows: Sequence[Row], number: int, starts: Sequence[float]) -> int:
    """The number of the row behind those of the signatures."""
    first_is_function = is_function(rows[number].text)
    stop = number + 1
    while stop < min(len(rows), number + _MOST_ROWS):
        row, above = rows[stop], rows[stop - 1]
        if row.top - above.bottom > _FARTHEST * row.height or not _fits(row, starts):
            break
        if is_function(row.text) is first_is_function and _starts(rows, stop):
            break
        stop += 1
    return stop


def _fits(row: Row, starts: Sequence[float]) -> bool:
    """True where nothing of the row crosses from one column into the next, and all of it stands in one of them."""
    if row.x0 < starts[0] - 4:
        return False
    edges = starts[1:]
    return not any(part.x0 < edge - 4 < edge < part.x1 for part in _parts(row) for edge in edges)


def _frames(rows: Sequence[Row], starts: Sequence[float]) -> Iterator[Rule]:
    top, bottom = min(row.top for row in rows) - 1, max(row.bottom for row in rows) + 1
    right = max(row.x1 for row in rows) + 1
    for start, end in zip(starts, [*starts[1:], right + 4], strict=True):
        yield Rule(start - 4, top, end - 4, bottom)
