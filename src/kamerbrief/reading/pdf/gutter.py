"""Pages printed in two columns of text: where the gutter between them runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kamerbrief.reading.pdf.places import Rule
from kamerbrief.reading.pdf.rows import Row
from kamerbrief.reading.pdf.strips import Strip

#: Fewer rows than this side by side are a table, a form or a signature, not columns of text ...
_FEWEST = 8
#: ... unless a second column of at least the first number of rows goes on with the sentence that the first one breaks
#: off; or one of at least the second number begins beside the top of a long first one, like a text that ends there.
_FEWEST_LEFT_OVER, _FEWEST_SHORT = 2, 4
#: The second column begins beside one of so many rows of the first: a heading may stand over it.
_TOP = 4
#: So many places of the gutter are tried.
_TRIED = 4
#: Of a column's rows at least this part is nearly as wide as the column.
_FULL, _WIDE = 0.5, 0.75
#: The columns' widths differ less than this many times.
_UNEVEN = 1.7
#: A row of prose has at least so many words.
_WORDS = 3
#: Of prose more than this part of the rows begins with a small letter; a table has at least so many rows with a label.
_LOWER, _FEWEST_LABELS = 0.4, 3
_GAP = 0.8
#: Where, as a part of the text's width, a gutter runs.
_FIRST, _LAST = 0.35, 0.65
#: Edges that differ less than this many points are one edge.
_SAME_EDGE = 2.0
#: Wider pages (points) are drawings.
_WIDEST = 3000.0


def columns_of(rows: Sequence[Row]) -> list[Rule]:
    """The left and the right column, as frames, where the rows (of one page, top to bottom) are set in two columns."""
    if len(rows) < _FEWEST_SHORT or max(row.x1 for row in rows) - min(row.x0 for row in rows) > _WIDEST:
        return []
    for at in _gutters(rows):
        best: list[Row] = []
        run: list[Row] = []
        for row in [*rows, None]:
            if row is not None and not _crosses(row, at):
                run.append(row)
            else:
                best, run = max(best, run, key=len), []
        left, right = _side(best, at, right=False), _side(best, at, right=True)
        if _are_columns(left, right):
            top, bottom = min(row.top for row in best), max(row.bottom for row in best)
            return [Rule(_left(left), top, at, bottom), Rule(at, top, _right(right), bottom)]
    return []


def _gutters(rows: Sequence[Row]) -> Iterator[float]:
    """The x in the middle part of the page at which most rows have a gap, and where words begin under one another."""
    start, width = _left(rows), max(_right(rows) - _left(rows), 1.0)
    gaps: Counter[int] = Counter()
    edges: Counter[int] = Counter()
    for row in rows:
        groups = row.segments(_GAP)
        edges.update(round(group[0].x0) for group in groups)
        for before, after in pairwise(groups):
            gaps.update(range(int(before[-1].x1) + 2, int(after[0].x0) - 1))
    middle = {x: n for x, n in gaps.items() if _FIRST < (x - start) / width < _LAST}
    best = max(middle, key=lambda x: (middle[x], -x), default=None)
    if best is not None and middle[best] >= _FEWEST:
        yield float(best)
    begun = [x for x, n in edges.items() if n >= _FEWEST_LEFT_OVER and _FIRST < (x - start) / width < _LAST]
    yield from (x - _SAME_EDGE for x in sorted(begun, key=lambda x: (-edges[x], x))[:_TRIED])


def _crosses(row: Row, at: float) -> bool:
    return any(word.x0 < at < word.x1 for word in row.words) or (
        row.x0 < at < row.x1 and all(not g[-1].x1 < at for g in row.segments(_GAP)[:-1])
    )


def _side(rows: Sequence[Row], at: float, *, right: bool) -> list[Row]:
    found: list[Row] = []
    for row in rows:
        words = [word for word in row.words if (word.x0 >= at) == right]
        if words:
            found.append(Row(row.page, words))
    return found


def _are_columns(left: Sequence[Row], right: Sequence[Row]) -> bool:
    """True for prose on both sides, or prose on one side and a table on the other."""
    if not (_is_text(left) and _is_text(right)):
        return _even(left, right) and (_is_beside_table(left, right) or _is_beside_table(right, left))
    if min(len(left), len(right)) >= _FEWEST:
        return _even(left, right)
    if len(left) < _FEWEST_SHORT or left[-1].size != right[0].size or right[0].top > left[:_TOP][-1].bottom:
        return False
    if left[-1].text[-1:] not in ".:;!?" and right[0].text[:1].islower():
        return _right(right) - _left(right) < _UNEVEN * (_right(left) - _left(left))
    return len(right) >= _FEWEST_SHORT and len(left) >= 2 * _FEWEST and _even(left, right)


def _is_beside_table(text: Sequence[Row], table: Sequence[Row]) -> bool:
    return len(text) >= _FEWEST and _is_text(text) and _runs_on(text) and _is_table(table)


def _runs_on(rows: Sequence[Row]) -> bool:
    """True when many rows go on with the sentence of the row above, as labels of a table seldom do."""
    return sum(row.text[:1].islower() for row in rows) > _LOWER * len(rows)


def _is_table(rows: Sequence[Row]) -> bool:
    """True when some rows are a label with figures behind it."""
    strips = [Strip(row) for row in rows]
    return sum(bool(strip.figures) and not strip.cells[0].figure for strip in strips) >= _FEWEST_LABELS


def _is_text(rows: Sequence[Row]) -> bool:
    """True for rows of prose: most are nearly as wide as the column, and of several words."""
    if len(rows) < _FEWEST_LEFT_OVER:
        return False
    width = _right(rows) - _left(rows)
    full = [row for row in rows if row.x1 - row.x0 > _WIDE * width]
    prose = sum(sum(word.text[:1].isalpha() for word in row.words) >= _WORDS for row in full)
    return prose >= _FULL * len(rows)


def _even(left: Sequence[Row], right: Sequence[Row]) -> bool:
    if not left or not right:
        return False
    a, b = (_right(side) - _left(side) for side in (left, right))
    return max(a, b) < _UNEVEN * max(min(a, b), 1.0)


def _left(rows: Sequence[Row]) -> float:
    return min(row.x0 for row in rows)


def _right(rows: Sequence[Row]) -> float:
    return max(row.x1 for row in rows)
