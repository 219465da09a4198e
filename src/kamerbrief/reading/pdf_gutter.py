"""Pages printed in two columns of text: where the gutter between them runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from kamerbrief.reading.pdf_places import Rule
from kamerbrief.reading.pdf_rows import Row

#: Fewer rows than this side by side are a table, a form or a signature, not columns of text.
_FEWEST = 8
#: Of a column's rows at least this part is nearly as wide as the column.
_FULL, _WIDE = 0.5, 0.75
#: The columns' widths differ less than this many times.
_UNEVEN = 1.7
#: A row of prose has at least so many words.
_WORDS = 3
_GAP = 0.8
#: Wider pages (points) are drawings.
_WIDEST = 3000.0


def columns_of(rows: Sequence[Row]) -> list[Rule]:
    """The left and the right column, as frames, where the rows (of one page, top to bottom) are set in two columns."""
    at = _gutter(rows)
    if at is None:
        return []
    best: list[Row] = []
    run: list[Row] = []
    for row in [*rows, None]:
        if row is not None and not _crosses(row, at):
            run.append(row)
        else:
            best, run = max(best, run, key=len), []
    left, right = _sides(best, at, right=False), _sides(best, at, right=True)
    if not (_is_text(left) and _is_text(right)) or not _even(left, right):
        return []
    top, bottom = min(row.top for row in best), max(row.bottom for row in best)
    return [Rule(min(row.x0 for row in left), top, at, bottom), Rule(at, top, max(row.x1 for row in right), bottom)]


def _gutter(rows: Sequence[Row]) -> float | None:
    """The x in the middle part of the page at which most rows have a gap."""
    if len(rows) < _FEWEST:
        return None
    start, stop = min(row.x0 for row in rows), max(row.x1 for row in rows)
    if stop - start > _WIDEST:
        return None
    counts: Counter[int] = Counter()
    for row in rows:
        groups = row.segments(_GAP)
        for before, after in pairwise(groups):
            counts.update(range(int(before[-1].x1) + 2, int(after[0].x0) - 1))
    middle = {x: n for x, n in counts.items() if 0.35 < (x - start) / max(stop - start, 1) < 0.65}
    best = max(middle, key=lambda x: (middle[x], -x), default=None)
    return None if best is None or middle[best] < _FEWEST else float(best)


def _crosses(row: Row, at: float) -> bool:
    return any(word.x0 < at < word.x1 for word in row.words) or (
        row.x0 < at < row.x1 and all(not g[-1].x1 < at for g in row.segments(_GAP)[:-1])
    )


def _sides(rows: Sequence[Row], at: float, *, right: bool) -> list[Row]:
    found: list[Row] = []
    for row in rows:
        words = [word for word in row.words if (word.x0 >= at) == right]
        if words:
            found.append(Row(row.page, words))
    return found


def _is_text(rows: Sequence[Row]) -> bool:
    """True for rows of prose: most are nearly as wide as the column, and of several words."""
    if len(rows) < _FEWEST:
        return False
    width = max(row.x1 for row in rows) - min(row.x0 for row in rows)
    full = [row for row in rows if row.x1 - row.x0 > _WIDE * width]
    prose = sum(sum(word.text[:1].isalpha() for word in row.words) >= _WORDS for row in full)
    return prose >= _FULL * len(rows)


def _even(left: Sequence[Row], right: Sequence[Row]) -> bool:
    a, b = (max(row.x1 for row in side) - min(row.x0 for row in side) for side in (left, right))
    return max(a, b) < _UNEVEN * max(min(a, b), 1.0)
