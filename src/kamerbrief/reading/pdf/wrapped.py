"""Rows of a table that wrap over several rows of the page, where no lines are drawn between them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kamerbrief.reading.pdf.figures import joint, text_of
from kamerbrief.reading.pdf.strips import Segment, Strip
from kamerbrief.reading.pdf.words import PrintedWord

#: Rows of one label stand closer than other rows by this much.
_CLOSER = 1.08
#: Rows nearer than this many ems stand beside each other, not under each other.
_HALF = 0.8
#: The least a blank takes, in ems.
_BLANK = 0.2
#: Lines of one label stand within so many ems.
_LEADING = 1.45
#: Lines above and below a row of figures are as far from it within this many ems, in at least so many rows.
_UNEVEN, _FEWEST = 0.2, 3
#: A number that begins a label.
_NUMBER = re.compile(r"\d{1,2}[.)]?|[A-Z][.)]|\d{1,2}\.\d{1,2}")
#: What begins a row that is a part of the one above.
_PART = re.compile(r"waarvan\b|w\.?v\.|wv\b|daarvan\b|[-–—•]", re.IGNORECASE)


def completes(above: Strip, strip: Strip) -> bool:
    """True for a row with the ends of figures that narrow cells break, and else at most the rest of a label."""
    if strip.row.bottom - above.row.bottom > _LEADING * strip.row.size:
        return False
    begun = [cell for number, cell in enumerate(above.cells) if number or cell.sign]
    first = min((cell.x0 for cell in begun if cell.figure or cell.sign), default=0.0)
    ends = [cell for cell in strip.cells if cell.x1 > first]
    return bool(ends) and all(any(_is_broken(over, end) for over in begun) for end in ends)


def _is_broken(over: Segment, end: Segment) -> bool:
    return over.x0 < end.x1 and end.x0 < over.x1 and joint(text_of(over.words), text_of(end.words)) is not None


@dataclass(frozen=True)
class _Wraps:
    """How far the labels of a table reach to the right, and where its figures begin.

    ``figures_last`` says that a label's figures stand beside the last of its lines, not the first: more rows with
    figures than without go on with a word (a small letter, behind a hyphen).
    """

    reach: float
    figures: float
    figures_last: bool = False

    @classmethod
    def of(cls, strips: Sequence[Strip], has_figures: Callable[[Strip], bool]) -> _Wraps:
        starts = [cell.x0 for strip in strips if has_figures(strip) for cell in strip.cells[1:] if cell.figure]
        figures = min(starts, default=float("inf"))
        ends = (label[-1].x1 for strip in strips if (label := _label(strip, figures)))
        rest = [has_figures(below) for above, below in pairwise(strips) if _broken(above, below, figures)]
        return cls(max(ends, default=0.0), figures, 2 * sum(rest) > len(rest))

    def goes_on(self, above: Strip, strip: Strip) -> bool:
        """True where the words of a row do not begin a label: their first one does not fit behind the row above.

        A small letter begins the rest of a label too, wherever it was broken; not that of a part (waarvan). A number
        alone (3.) is no label.
        """
        before, words = _label(above, self.figures), _label(strip, self.figures)
        if not before or not words or before[-1].style.bold != words[0].style.bold or _NUMBER.fullmatch(words[0].text):
            return False
        first, size = words[0], strip.row.size
        close = strip.row.bottom - above.row.bottom < _LEADING * size
        alone = len(before) == 1 and _NUMBER.fullmatch(before[0].text) is not None
        full = close and (alone or before[-1].x1 + _BLANK * size + first.x1 - first.x0 > self.reach)
        return not _PART.match(first.text) and (full or first.text[:1].islower())


def _broken(above: Strip, strip: Strip, figures: float) -> bool:
    """True where a row surely goes on with the label of the row above."""
    before, words = _label(above, figures), _label(strip, figures)
    if not before or not words or _PART.match(words[0].text):
        return False
    return words[0].text[:1].islower() or before[-1].text.endswith("-")


def _label(strip: Strip, figures: float) -> list[PrintedWord]:
    """The words of a row before the figures of the table."""
    return [word for word in strip.row.words if word.x1 <= figures and not word.raised]


def wrapped_rows(strips: Sequence[Strip], has_figures: Callable[[Strip], bool]) -> Iterator[list[Strip]]:
    """Rows without lines between them: which rows without figures belong to the label above, or to the one below."""
    wraps = _Wraps.of(strips, has_figures)
    centred = _centred(strips, has_figures, wraps.figures)
    if centred:
        yield from centred
        return
    group: list[Strip] = []
    waiting: list[Strip] = []
    figured = [pair for pair in pairwise(strips) if all(map(has_figures, pair))]
    pitch = min((below.row.bottom - above.row.bottom for above, below in figured), default=0.0)
    for strip in strips:
        if group and not waiting and any(completes(row, strip) for row in group):
            group.append(strip)
            continue
        if not has_figures(strip):
            waiting.append(strip)
            continue
        before, alone, behind = _shared_out(group[-1] if group else None, waiting, strip, pitch, wraps)
        if group:
            yield [*group, *before]
        yield from ([row] for row in alone)
        group, waiting = [*behind, strip], []
    before, alone, behind = _shared_out(group[-1] if group else None, waiting, None, pitch, wraps)
    if group:
        yield [*group, *before]
    yield from ([row] for row in [*alone, *behind])


def _centred(strips: Sequence[Strip], has_figures: Callable[[Strip], bool], figures: float) -> list[list[Strip]] | None:
    """Rows whose figures stand at the middle of their labels' lines, as many above as below; None where any does not.

    From the top on each row of figures so has its lines. A few rows, or lines half between, would not tell.
    """
    places = [number for number, strip in enumerate(strips) if has_figures(strip)]
    found: list[list[Strip]] = []
    start = 0
    for place, following in pairwise([*places, len(strips)]):
        stop = 2 * place - start + 1
        if stop > following or not _mirrored(strips[start:stop], place - start):
            return None
        if start and _broken(strips[start - 1], strips[start], figures):
            return None
        found.append([*strips[start:stop]])
        start = stop
    apart = any(len(rows) > 2 and rows[-1].row.bottom - rows[0].row.bottom > rows[0].row.size for rows in found)
    return found if start == len(strips) and len(found) >= _FEWEST and apart else None


def _mirrored(rows: Sequence[Strip], middle: int) -> bool:
    """True where the rows above one stand as far from it as those below it."""
    level = rows[middle].row.bottom
    far = [(level - a.row.bottom, b.row.bottom - level) for a, b in zip(rows, rows[::-1], strict=True)]
    return all(abs(a - b) < _UNEVEN * rows[middle].row.size for a, b in far)


def _shared_out(
    above: Strip | None, rows: Sequence[Strip], below: Strip | None, pitch: float, wraps: _Wraps
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
        more, rest, fewer = _by_words(above, rest, below, wraps)
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


def _by_words(
    above: Strip | None, rows: Sequence[Strip], below: Strip | None, wraps: _Wraps
) -> tuple[list[Strip], list[Strip], list[Strip]]:
    """A row goes on with what stands above it where its first word does not fit there."""
    upper: list[Strip] = []
    lower: list[Strip] = []
    rest = list(rows)
    for downwards in (wraps.figures_last, not wraps.figures_last):
        while downwards and below is not None and rest and wraps.goes_on(rest[-1], lower[0] if lower else below):
            lower.insert(0, rest.pop())
        while not downwards and above is not None and rest and wraps.goes_on(upper[-1] if upper else above, rest[0]):
            upper.append(rest.pop(0))
    return upper, rest, lower
