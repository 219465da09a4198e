"""Rows of a table that wrap over several rows of the page, where no lines are drawn between them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from kamerbrief.reading.pdf.strips import Strip

#: Rows of one label stand closer than other rows by this much.
_CLOSER = 1.08
#: Rows nearer than this many ems stand beside each other, not under each other.
_HALF = 0.8


def wrapped_rows(strips: Sequence[Strip], has_figures: Callable[[Strip], bool]) -> Iterator[list[Strip]]:
    """Rows without lines between them: which rows without figures belong to the label above, or to the one below."""
    group: list[Strip] = []
    waiting: list[Strip] = []
    figured = [pair for pair in pairwise(strips) if all(map(has_figures, pair))]
    pitch = min((below.row.bottom - above.row.bottom for above, below in figured), default=0.0)
    for strip in strips:
        if not has_figures(strip):
            waiting.append(strip)
            continue
        before, alone, behind = _shared_out(group[-1] if group else None, waiting, strip, pitch)
        if group:
            yield [*group, *before]
        yield from ([row] for row in alone)
        group, waiting = [*behind, strip], []
    before, alone, behind = _shared_out(group[-1] if group else None, waiting, None, pitch)
    if group:
        yield [*group, *before]
    yield from ([row] for row in [*alone, *behind])


def _shared_out(
    above: Strip | None, rows: Sequence[Strip], below: Strip | None, pitch: float
) -> tuple[list[Strip], list[Strip], list[Strip]]:
    """Of the rows between two rows with figures, those that belong to the upper one, to none, and to the lower one.

    At an end of the table all belong to the one, if they stand closer than ``pitch``, as rows with figures do not.
    """
    upper, rest, lower = _beside(above, rows, below)
    if not rest:
        return upper, [], lower
    above, below = upper[-1] if upper else above, lower[0] if lower else below
    chain = [row for row in (above, *rest, below) if row is not None]
    steps = [second.row.bottom - first.row.bottom for first, second in pairwise(chain)]
    if steps and max(steps) * _CLOSER < pitch and (above is None or below is None):
        more, rest, fewer = (rest, [], []) if below is None else ([], [], rest)
    elif steps and max(steps) > _CLOSER * min(steps):
        more, rest, fewer = _by_distance(above, rest, below, steps)
    else:
        more, rest, fewer = _by_letters(above, rest, below)
    return [*upper, *more], rest, [*fewer, *lower]


def _beside(
    above: Strip | None, rows: Sequence[Strip], below: Strip | None
) -> tuple[list[Strip], list[Strip], list[Strip]]:
    """Rows less than a line away from one with figures, which are set half between a label's two lines."""
    rest, upper, lower = list(rows), [], []
    if above is not None and rest and rest[0].row.bottom - above.row.bottom < _HALF * rest[0].row.size:
        upper.append(rest.pop(0))
    if below is not None and rest and below.row.bottom - rest[-1].row.bottom < _HALF * rest[-1].row.size:
        lower.append(rest.pop())
    return upper, rest, lower


def _by_distance(
    above: Strip | None, rows: Sequence[Strip], below: Strip | None, steps: Sequence[float]
) -> tuple[list[Strip], list[Strip], list[Strip]]:
    """Rows that stand close belong together; what is apart on both sides is a heading."""
    close = min(steps) * _CLOSER
    upper: list[Strip] = []
    if above is not None:
        while len(upper) < len(rows) and steps[len(upper)] <= close:
            upper.append(rows[len(upper)])
    rest = list(rows[len(upper) :])
    lower: list[Strip] = []
    if below is not None:
        while rest and steps[-1 - len(lower)] <= close:
            lower.insert(0, rest.pop())
    return upper, rest, lower


def _by_letters(
    above: Strip | None, rows: Sequence[Strip], below: Strip | None
) -> tuple[list[Strip], list[Strip], list[Strip]]:
    """A row that begins with a small letter goes on with what stands above it."""
    upper: list[Strip] = []
    rest = list(rows)
    while above is not None and rest and rest[0].row.text[:1].islower():
        upper.append(rest.pop(0))
    lower: list[Strip] = []
    while below is not None and rest and (lower[0] if lower else below).row.text[:1].islower():
        lower.insert(0, rest.pop())
    return upper, rest, lower
