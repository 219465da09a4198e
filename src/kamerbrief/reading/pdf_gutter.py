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
    left = [(row.x0, row.x1) for row in _sides(best, at, right=False)]
    right = [(row.x0, row.x1) for row in _sides(best, at, right=True)]
    if not (_is_text(left) and _is_text(right)) or not _even(left, right):
        return []
    top, bottom = min(row.top for row in best), max(row.bottom for row in best)
    return [Rule(min(x for x, _ in left), top, at, bottom), Rule(at, top, max(x for _, x in right), bottom)]


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


def _is_text(spans: Sequence[tuple[float, float]]) -> bool:
    if len(spans) < _FEWEST:
        return False
    width = max(x1 for _, x1 in spans) - min(x0 for x0, _ in spans)
    return sum(x1 - x0 > _WIDE * width for x0, x1 in spans) >= _FULL * len(spans)


def _even(left: Sequence[tuple[float, float]], right: Sequence[tuple[float, float]]) -> bool:
    a = max(x1 for _, x1 in left) - min(x0 for x0, _ in left)
    b = max(x1 for _, x1 in right) - min(x0 for x0, _ in right)
    return max(a, b) < _UNEVEN * max(min(a, b), 1.0)
