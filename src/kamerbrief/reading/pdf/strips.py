"""Rows of a page as strips of cells side by side, and the columns that their cells stand in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from kamerbrief.reading.pdf.figures import has_currency, heads_column, is_currency, is_figure, is_sign
from kamerbrief.reading.pdf.places import Drawing, Rule
from kamerbrief.reading.pdf.rows import Row
from kamerbrief.reading.pdf.words import PrintedWord

#: Cells stand apart by more than this many ems.
_GAP = 0.9
#: Two figures stand apart by more than this, a figure and a word by more than that; a blank is a quarter of an em.
_FIGURE_GAP, _WORD_GAP = 0.5, 0.6
#: A sign stands at most so many ems before its figure.
_FAR = 12.0
#: A line between columns is drawn beside at least this part of a table's rows, and cuts at most this part of them.
_BESIDE, _CUT = 0.5, 0.1
#: A word belongs to a column when it reaches over the column's edge less than this many ems.
_OVER = 0.6


@dataclass(frozen=True)
class Segment:
    """Words of a row that stand apart from those beside them; ``over`` are the columns that they head, where known."""

    words: list[PrintedWord]
    over: tuple[int, int] | None = None

    @property
    def x0(self) -> float:
        """Left edge in points."""
        return self.words[0].x0

    @property
    def x1(self) -> float:
        """Right edge in points."""
        return self.words[-1].x1

    @cached_property
    def figure(self) -> bool:
        """True for a figure, or a sign that stands for none."""
        return is_figure(self.words)

    @cached_property
    def sign(self) -> bool:
        """True for a sign that belongs to a figure on its right."""
        return is_sign(self.words)


@dataclass(frozen=True)
class Strip:
    """A row of the page as cells side by side, those of ``given`` where they are known."""

    row: Row
    given: list[Segment] | None = None

    @cached_property
    def cells(self) -> list[Segment]:
        """The cells; a currency sign is one with the figure behind it."""
        if self.given is not None:
            return self.given
        found: list[Segment] = []
        if self._is_close():
            return [Segment([*self.row.words])]
        signs_first = _signs_first(self.row.words)
        groups = (part for group in self.row.segments(_GAP) for part in _apart(group, self.row.size, signs_first))
        for segment in map(Segment, groups):
            before = found[-1] if found else None
            if before and before.sign and not before.figure and segment.figure and self._near(before, segment):
                found[-1] = Segment([*before.words, *segment.words])
            else:
                found.append(segment)
        return found

    def _is_close(self) -> bool:
        """True for what most rows are: words no farther apart than blanks, with no sign of a currency between them."""
        words, far = self.row.words, _FIGURE_GAP * self.row.size
        apart = [number for number, (a, b) in enumerate(pairwise(words), 1) if b.x0 - a.x1 > far]
        return not apart and not has_currency(words)

    def _near(self, sign: Segment, figure: Segment) -> bool:
        """True where a sign belongs to a figure not far behind it, which has no currency of its own."""
        twice = has_currency(sign.words) and has_currency(figure.words)
        return figure.x0 - sign.x1 < _FAR * self.row.size and not twice

    @cached_property
    def figures(self) -> int:
        """How many cells behind the first hold a figure."""
        return sum(cell.figure for cell in self.cells[1:])


def _signs_first(words: Sequence[PrintedWord]) -> bool:
    """True where the row's currency signs stand before their figures (€ 5), False where behind (5 €)."""
    if not has_currency(words):
        return True
    before = sum(is_currency(a) and is_figure([b]) for a, b in pairwise(words))
    return before >= sum(is_currency(b) and is_figure([a]) for a, b in pairwise(words))


def _apart(words: list[PrintedWord], size: float, signs_first: bool) -> Iterator[list[PrintedWord]]:
    """The words as they are, or figures by themselves where they stand closer than cells usually do."""
    start = 0
    for number, (before, word) in enumerate(pairwise(words), 1):
        gap = word.x0 - before.x1
        sign = signs_first and is_currency(word)
        if not sign and gap <= _FIGURE_GAP * size:
            continue
        figure = is_figure([before]) or (not signs_first and is_currency(before))
        if figure and (sign or gap > _WORD_GAP * size or is_figure([word])):
            yield words[start:number]
            start = number
    yield words[start:]


@dataclass(frozen=True)
class Columns:
    """The columns of a table: their edges in points, and which of them hold figures."""

    edges: tuple[float, ...]
    figured: frozenset[int]

    @property
    def count(self) -> int:
        """The number of columns."""
        return len(self.edges) - 1

    @property
    def first_figured(self) -> int:
        """The first column of figures behind the labels."""
        return min((column for column in self.figured if column), default=self.count)

    def at(self, x: float) -> int:
        """The column at a place."""
        return bisect_right(self.edges, x, 1, self.count) - 1

    def under(self, header: Sequence[Strip], body: Sequence[Strip]) -> Columns:
        """The columns with their edges moved to where fewest of the header's cells reach over them.

        An edge may stand anywhere between the cells of the body on its two sides; a header is often wider than those.
        """
        over = [cell for strip in header for cell in strip.cells]
        held = self.held([cell for strip in body for cell in strip.cells])
        edges = list(self.edges)
        for place in range(1, self.count) if over else ():
            low, high = held[place - 1][1], held[place][0]
            gaps = _between(over, low, high) if low < high else []
            crossed = ((sum(cell.x0 < x < cell.x1 for cell in over), abs(x - edges[place]), x) for x in gaps)
            edges[place] = min([(sum(c.x0 < edges[place] < c.x1 for c in over), 0.0, edges[place]), *crossed])[2]
        return Columns(tuple(edges), self.figured)

    def held(self, cells: Sequence[Segment]) -> list[tuple[float, float]]:
        """How far the cells of each column reach to the left and to the right; nowhere where a cell reaches over it."""
        found = [(right, left) for left, right in pairwise(self.edges)]
        for cell in cells:
            first, last = self.at(cell.x0), self.at(cell.x1)
            for place in range(first, last + 1):
                x0, x1 = found[place]
                found[place] = (min(x0, cell.x0), max(x1, cell.x1))
        return found

    def split(self, strip: Strip) -> list[tuple[int, int, Row]]:
        """The strip's words by column: (first column, columns reached over, words)."""
        found: list[tuple[int, int, list[PrintedWord]]] = []
        for segment in strip.cells:
            for first, last, words in self._parts(segment, strip.row.size):
                if found and first <= found[-1][1]:
                    before = found.pop()
                    found.append((before[0], max(before[1], last), [*before[2], *words]))
                else:
                    found.append((first, last, words))
        return [(first, last - first + 1, Row(strip.row.page, words)) for first, last, words in found]

    def reach(self, segment: Segment, size: float) -> tuple[int, int]:
        """The first and the last column that a cell with letters of this size stands over."""
        if segment.over:
            return segment.over
        first, last = self.at(segment.x0 + _OVER * size), self.at(segment.x1 - _OVER * size)
        if first >= last:
            first = last = self.at((segment.x0 + segment.x1) / 2)
        return first, last

    def _parts(self, segment: Segment, size: float) -> list[tuple[int, int, list[PrintedWord]]]:
        first, last = self.reach(segment, size)
        if first == last or segment.over:
            return [(first, last, segment.words)]
        parts: dict[int, list[PrintedWord]] = {}
        for word in segment.words:
            parts.setdefault(self.at((word.x0 + word.x1) / 2), []).append(word)
        columns = sorted(parts)
        if all(is_figure(parts[column]) for column in columns[1:]):
            return [(column, column, parts[column]) for column in columns]
        return [(first, last, segment.words)]


def columns_of(strips: Sequence[Strip], drawing: Drawing) -> Columns | None:
    """The columns that the rows with figures share; None where their figures do not stand under one another."""
    data = [strip for strip in strips if strip.figures]
    heads = [strip for strip in data if all(heads_column(cell.words) for cell in strip.cells[1:] if cell.figure)]
    body = [strip for strip in data if strip not in heads] or data
    words = [cell for strip in body for cell in strip.cells if not cell.figure]
    figures = _merged([cell for strip in body for cell in strip.cells[1:] if cell.figure])
    labels_at = min((strip.row.x0 for strip in body), default=0.0)
    figures = _joined([*figures, *(stretch for strip in heads for stretch in _over(strip, figures, labels_at))])
    first = _merged([strip.cells[0] for strip in body if strip.cells[0].figure])
    figures = _without_labels(_joined([*figures, *first]), data, words)
    if not figures or _woven(data, figures):
        return None
    labels = _merged(cell for cell in words if not _meets(cell, figures))
    spans = sorted([*((x0, x1, True) for x0, x1 in figures), *((x0, x1, False) for x0, x1 in labels)])
    spans = _without_signs(spans, data)
    if len(spans) < 2:
        return None
    inner = [(a[1] + b[0]) / 2 for a, b in pairwise(spans)]
    edges = _drawn([spans[0][0], *inner, spans[-1][1]], spans, strips, drawing)
    figured = frozenset(bisect_right(edges, (x0 + x1) / 2, 1, len(edges) - 1) - 1 for x0, x1, kind in spans if kind)
    return Columns(tuple(edges), figured)


def _over(strip: Strip, figures: Sequence[tuple[float, float]], labels_at: float) -> Iterator[tuple[float, float]]:
    """How far the years of a header reach, each with the one column of figures that stands under no word of the row.

    A year where the labels begin, at ``labels_at``, is one of those.
    """
    free = [(x0, x1) for x0, x1 in figures if not any(c.x0 < x1 and x0 < c.x1 for c in strip.cells)]
    starts = [*(cell.x0 for cell in strip.cells), float("inf")]
    for number, cell in enumerate(strip.cells):
        if cell.figure and (number or cell.x0 > labels_at + 2 * strip.row.size):
            under = [(x0, x1) for x0, x1 in free if cell.x1 <= x0 < starts[number + 1]]
            alone = not any(x0 < cell.x1 and cell.x0 < x1 for x0, x1 in figures)
            yield (cell.x0, under[0][1]) if len(under) == 1 and alone else (cell.x0, cell.x1)


def _merged(cells: Iterable[Segment]) -> list[tuple[float, float]]:
    """The stretches that the cells cover, those that overlap as one."""
    return _joined((cell.x0, cell.x1) for cell in cells)


def _joined(stretches: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    found: list[tuple[float, float]] = []
    for x0, x1 in sorted(stretches):
        if found and x0 < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], x1))
        else:
            found.append((x0, x1))
    return found


def _without_labels(
    stretches: list[tuple[float, float]], data: Sequence[Strip], words: Sequence[Segment]
) -> list[tuple[float, float]]:
    """The stretches in which more figures stand than words: a label may be a figure, such as a year."""
    if not stretches:
        return []
    starts = [x0 for x0, _ in stretches]
    votes = [0] * len(stretches)
    for cell in (cell for strip in data for cell in strip.cells if cell.figure):
        place = bisect_right(starts, cell.x0) - 1
        if place >= 0 and cell.x0 < stretches[place][1]:
            votes[place] += 1
    for cell in words:
        for place in range(max(bisect_right(starts, cell.x0) - 1, 0), bisect_right(starts, cell.x1)):
            votes[place] -= cell.x0 < stretches[place][1]
    return [stretch for stretch, vote in zip(stretches, votes, strict=True) if vote > 0]


def _meets(cell: Segment, stretches: Sequence[tuple[float, float]]) -> bool:
    return any(cell.x0 < x1 and x0 < cell.x1 for x0, x1 in stretches)


def _woven(data: Sequence[Strip], stretches: Sequence[tuple[float, float]]) -> bool:
    """True where figures of one row share a column."""
    for strip in data:
        placed = [
            next((n for n, (x0, x1) in enumerate(stretches) if cell.x0 < x1 and x0 < cell.x1), -1)
            for cell in strip.cells
            if cell.figure and not cell.sign
        ]
        placed = [place for place in placed if place >= 0]
        if len(set(placed)) < len(placed):
            return True
    return False


def _between(cells: Sequence[Segment], low: float, high: float) -> list[float]:
    """The middles of the gaps between the cells, as far as they lie within a stretch."""
    ends = sorted({low, high, *(x for cell in cells for x in (cell.x0, cell.x1) if low < x < high)})
    return [(a + b) / 2 for a, b in pairwise(ends)]


_Span = tuple[float, float, bool]


def _without_signs(spans: list[_Span], data: Sequence[Strip]) -> list[_Span]:
    """The columns, one of signs alone (€, minus) together with the column of figures behind it."""
    found: list[_Span] = []
    for span in spans:
        if found and span[2] and found[-1][2] and _only_signs(found[-1], span, data):
            found[-1] = (found[-1][0], span[1], True)
        else:
            found.append(span)
    return found


def _only_signs(span: _Span, behind: _Span, data: Sequence[Strip]) -> bool:
    held = [strip for strip in data if any(span[0] <= cell.x0 and cell.x1 <= span[1] for cell in strip.cells)]
    here = [cell for strip in held for cell in strip.cells if span[0] <= cell.x0 and cell.x1 <= span[1]]
    followed = sum(any(behind[0] <= cell.x0 and cell.x1 <= behind[1] for cell in strip.cells) for strip in held)
    return bool(here) and all(cell.sign for cell in here) and followed == len(held)


def _drawn(edges: list[float], spans: Sequence[_Span], strips: Sequence[Strip], drawing: Drawing) -> list[float]:
    """The edges, moved to lines that are drawn between the columns, and those that lines add."""
    found = list(edges)
    for x in _lines_beside(strips, drawing):
        if not spans[0][0] < x < spans[-1][1]:
            continue
        gap = next((n for n, (a, b) in enumerate(pairwise(spans)) if a[1] - 1 <= x <= b[0] + 1), None)
        if gap is not None:
            found[found.index(edges[gap + 1]) if edges[gap + 1] in found else -1] = x
        elif all(abs(x - edge) > 3 for edge in found):
            found.append(x)
    return sorted(set(found))


def _lines_beside(strips: Sequence[Strip], drawing: Drawing) -> list[float]:
    """Where lines are drawn from top to bottom beside most of the rows, through few of their words."""
    top, bottom = strips[0].row.top, strips[-1].row.bottom
    near = [rule for rule in drawing.down if rule.bottom > top and rule.top < bottom]
    places: list[list[Rule]] = []
    for rule in sorted(near, key=lambda rule: rule.x0):
        if places and rule.x0 - places[-1][-1].x0 < 3:
            places[-1].append(rule)
        else:
            places.append([rule])
    found = []
    for rules in places:
        x = rules[0].x0
        beside = sum(any(r.top <= (s.row.top + s.row.bottom) / 2 <= r.bottom for r in rules) for s in strips)
        cut = sum(any(c.x0 + 1 < x < c.x1 - 1 for c in s.cells) for s in strips)
        if beside >= _BESIDE * len(strips) and cut <= _CUT * len(strips):
            found.append(x)
    return found
