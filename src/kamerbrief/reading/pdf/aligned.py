"""Tables whose cells are not drawn: rows of figures that stand under one another, with what lines there are."""

from __future__ import annotations

import re
from bisect import insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from kamerbrief.reading.captions import is_caption, states_unit
from kamerbrief.reading.pdf.beside import begins_anew, entitle, is_title_of_two, side_of
from kamerbrief.reading.pdf.figures import text_of
from kamerbrief.reading.pdf.grid import Grid, GridCell
from kamerbrief.reading.pdf.heads import (
    INDENT,
    behind,
    head_rows,
    is_head,
    is_over_table,
    one_for_each,
    over_groups,
    set_apart,
)
from kamerbrief.reading.pdf.places import Drawing, Rule
from kamerbrief.reading.pdf.rows import Row
from kamerbrief.reading.pdf.strips import Columns, Strip, columns_of
from kamerbrief.reading.pdf.wrapped import completes, wrapped_rows

_YEAR = re.compile(r"(?:19|20)\d\d")
#: Rows of one table follow each other within so many ems; within so many more where lines are drawn between them.
_NEXT, _NEXT_RULED = 3.2, 8.0
_FEWEST_ROWS = 3
#: Figures of one column end within so many points on two pages, and letters differ by less than this in size.
_SAME_END, _SAME_SIZE = 2.0, 0.3
#: A longer run of rows is tried once, not again without its first row.
_LONG = 60
#: A label wraps over at most this many further rows.
_MOST_WRAPPED = 6
#: A header stands within so many ems above its table; its cells are narrower than this part of the table.
_HEADER, _NARROW = 2.4, 0.5
#: A figure this many ems left of all others is no column's.
_ASIDE = 3.0
#: A line between rows is drawn along at least this part of the table.
_ALONG = 0.35
#: Rows nearer than this many ems stand beside each other, not under each other.
_BESIDE = 0.8
#: Lines of one cell stand within so many ems.
_LEADING = 1.45


def aligned_tables(rows: Sequence[Row], drawing: Drawing) -> list[tuple[int, int, Grid]]:
    """The tables among the rows of a page, top to bottom: (first row, row behind the last, table)."""
    strips = [Strip(row) for row in rows]
    lines = _Lines.of(drawing)
    found: list[tuple[int, int, Grid]] = []
    place = 0
    while place < len(strips):
        stop = _stretch(strips, place, lines)
        table = _table(strips[place:stop], drawing, lines) if stop - place >= _FEWEST_ROWS - 1 else None
        if table:
            least = found[-1][1] if found else 0
            place = _first_label(strips, place, least, table)
            start = _header(strips, place, stop, least, table, lines)
            place = behind(strips, table.columns, place, stop)
            strips[start:place] = set_apart(strips[start:place], strips[place:stop], table.columns)
            strips[start:place] = one_for_each(strips[start:place], strips[place:stop], table.columns)
            table = replace(table, columns=table.columns.under(strips[start:place], strips[place:stop]))
            stop = _end(strips, stop, table, lines)
            cut = _cut(strips[start:stop], table, lines)
            if cut is None:
                found.append((start, stop, table.grid(strips[start:place], strips[place:stop])))
            else:
                sides = (list(side_of(rows[start:stop], cut, right=right)) for right in (False, True))
                grids = [[grid for _, _, grid in aligned_tables(side, drawing)] for side in sides]
                titled = is_title_of_two(strips, start, cut)
                if titled:
                    entitle(grids, rows[start - 1], cut)
                found += [(start - titled, stop, grid) for side in grids for grid in side]
            place = stop
        else:
            place = stop if stop - place > _LONG else place + 1
    return found


def rest_of_table(rows: Sequence[Row], table: Grid, drawing: Drawing, *, above: bool) -> Grid | None:
    """The few rows at the end of a page (``above``) or at its beginning that belong to a table of the page beside it.

    None where no row has figures that end where those of the table do. Rows that far from the end are none of it.
    """
    strips = [Strip(row) for row in rows]
    columns, ends = Columns(table.edges, table.figured), table.ends()
    size = next((row.size for cell in table.cells for row in cell.rows), 0.0)
    fitting = [_fits(strip, columns, ends, size) for strip in strips]
    figured = [n for n, fits in enumerate(fitting) if fits and strips[n].figures]
    if not figured:
        return None
    start = stop = figured[-1] if above else figured[0]
    while start > 0 and fitting[start - 1] and _near(strips[start - 1], strips[start]):
        start -= 1
    stop += 1
    while stop < len(strips) and fitting[stop] and _near(strips[stop - 1], strips[stop]):
        stop += 1
    if not above:
        stop = max(n for n in figured if n < stop) + 1
    found = _Aligned(columns, _Lines.of(drawing), rows[0].page)
    if above:
        body = next(n for n in range(start, stop) if strips[n].figures)
        return found.grid(strips[_header(strips, start, stop, 0, found, found.lines) : body], strips[body:stop])
    head, heads = start, {w.text for c in table.cells if c.row < table.header_rows for row in c.rows for w in row.words}
    while head > 0 and heads.issuperset(word.text for word in strips[head - 1].row.words):
        head -= 1
    return found.grid(strips[head:start], strips[start:stop])


def _fits(strip: Strip, columns: Columns, ends: dict[int, float], size: float) -> bool:
    """True for a row of a table: figures that end where the others of their column do, words in columns of labels."""
    if abs(strip.row.size - size) > _SAME_SIZE:
        return False
    for cell in strip.cells:
        first, last = columns.reach(cell, strip.row.size)
        if cell.figure and first in columns.figured:
            if abs(ends.get(last, 0.0) - cell.x1) > _SAME_END:
                return False
        elif last >= columns.first_figured or cell.x0 < columns.edges[0] - _SAME_END:
            return False
    return True


def _near(above: Strip, strip: Strip) -> bool:
    return strip.row.bottom - above.row.bottom < _NEXT * strip.row.size


@dataclass(frozen=True)
class _Lines:
    """The levels at which lines, and edges of backgrounds, run from left to right."""

    across: list[Rule]

    @classmethod
    def of(cls, drawing: Drawing) -> _Lines:
        return cls(sorted(drawing.across, key=lambda rule: rule.top))

    def between(self, above: Row, below: Row, x0: float, x1: float) -> bool:
        """True when a line is drawn between two rows along enough of the stretch."""
        upper, lower = (above.top + above.bottom) / 2, (below.top + below.bottom) / 2
        covered = sum(max(0.0, min(rule.x1, x1) - max(rule.x0, x0)) for rule in self.across if upper < rule.top < lower)
        return covered > _ALONG * (x1 - x0)

    def stop_at(self, strips: Sequence[Strip], cut: float) -> bool:
        """True when lines run on both sides of the cut beside the rows, and none across it."""
        top, bottom = strips[0].row.top - strips[0].row.size, strips[-1].row.bottom + strips[-1].row.size
        near = [rule for rule in self.across if top < rule.top < bottom]
        if any(rule.x0 < cut - 1 and rule.x1 > cut + 1 for rule in near):
            return False
        return min(sum(rule.x1 <= cut for rule in near), sum(rule.x0 >= cut for rule in near)) > 1


def _cut(strips: Sequence[Strip], table: _Aligned, lines: _Lines) -> float | None:
    """Where two tables that stand side by side come apart: before labels between figures, where the years begin anew,
    or where every line that runs from left to right is interrupted."""
    columns = table.columns
    for column in range(columns.first_figured + 1, max(columns.figured, default=0)):
        cut = columns.edges[column]
        if column not in columns.figured and (begins_anew(strips, cut) or lines.stop_at(strips, cut)):
            return cut
    return None


def _stretch(strips: Sequence[Strip], start: int, lines: _Lines) -> int:
    """The end of the run of rows from ``start`` on that hold figures, or are the rest of a label."""
    if not strips[start].figures:
        return start
    stop = last = start + 1
    firsts = [_first_figure(strips[start])]
    end = _last_figure(strips[start])
    while stop < len(strips):
        above, strip = strips[stop - 1].row, strips[stop]
        far = strip.row.bottom - above.bottom
        ruled = lines.between(above, strip.row, min(above.x0, strip.row.x0), max(above.x1, strip.row.x1))
        if far > (_NEXT_RULED if ruled else _NEXT) * max(above.size, strip.row.size) or _begins_table(strip):
            break
        if strip.figures:
            last = stop + 1
            insort(firsts, _first_figure(strip))
            end = max(end, _last_figure(strip))
        elif far < _BESIDE * strip.row.size or completes(strips[stop - 1], strip):
            last = stop + 1 if completes(strips[stop - 1], strip) else last
        elif stop - last >= _MOST_WRAPPED or not (
            _beside_figures(strip, _least(firsts, strip.row.size), end) or (ruled and len(strip.cells) == 1)
        ):
            break
        stop += 1
    return last


def _begins_table(strip: Strip) -> bool:
    """True for a row with which another table begins: its caption, or a header of years alone or behind a unit."""
    if is_caption(strip.row.text, before_table=True):
        return True
    years = [bool(_YEAR.fullmatch(text_of(cell.words))) for cell in strip.cells]
    return len(years) > 1 and all(years[1:]) and (years[0] or states_unit(text_of(strip.cells[0].words)))


def _first_figure(strip: Strip) -> float:
    return min(cell.x0 for cell in strip.cells[1:] if cell.figure)


def _last_figure(strip: Strip) -> float:
    return max(cell.x1 for cell in strip.cells[1:] if cell.figure)


def _beside_figures(strip: Strip, first: float, last: float) -> bool:
    """True when nothing of the row stands where the figures of the rows above stand, but signs of figures below it."""
    return all(cell.x1 <= first or cell.x0 >= last or cell.sign for cell in strip.cells)


def _least(firsts: Sequence[float], size: float) -> float:
    """Where the figures begin, the one aside that is left of all others: a label may be a figure, such as a year."""
    alone = len(firsts) > 2 and firsts[1] - firsts[0] > _ASIDE * size
    return firsts[1] if alone else firsts[0]


@dataclass(frozen=True)
class _Aligned:
    """A table found: its columns, and the lines between its rows."""

    columns: Columns
    lines: _Lines
    page: int

    def grid(self, header: Sequence[Strip], body: Sequence[Strip]) -> Grid:
        """The table with its rows; a label over several rows of the page is one row of the table."""
        edges = self.columns.edges
        heads = head_rows(
            over_groups(header, self.columns),
            self.columns,
            lambda a, b: self.lines.between(a.row, b.row, edges[0], edges[-1]),
        )
        groups = [*heads, *_logical_rows(body, self)]
        cells: list[GridCell] = []
        for number, group in enumerate(groups):
            cells += self._cells(number, group)
        strips = [*header, *body]
        left, right = min(edges[0], *(s.row.x0 for s in strips)), max(edges[-1], *(s.row.x1 for s in strips))
        outline = Rule(left, strips[0].row.top, right, strips[-1].row.bottom)
        levels = (*(group[0].row.top for group in groups), outline.bottom)
        return Grid(
            self.page, outline, edges, levels, cells, ruled=False, header_rows=len(heads), figured=self.columns.figured
        )

    def _cells(self, number: int, group: Sequence[Strip]) -> Iterator[GridCell]:
        held: dict[int, list[Row]] = {}
        reach: dict[int, int] = {}
        for strip in group:
            for column, span, row in self.columns.split(strip):
                place = next((c for c in held if c <= column < c + reach[c]), column)
                held.setdefault(place, []).append(row)
                reach[place] = max(reach.get(place, 1), span + column - place)
        edges = self.columns.edges
        column = 0
        while column < self.columns.count:
            after = min((c for c in held if c > column), default=self.columns.count)
            span = min(reach.get(column, 1), after - column)
            yield GridCell(number, column, 1, span, edges[column], edges[column + span], held.get(column, []))
            column += span


def _table(strips: Sequence[Strip], drawing: Drawing, lines: _Lines) -> _Aligned | None:
    """The rows as a table; None when their figures do not stand under one another in enough rows."""
    columns = columns_of(strips, drawing)
    filled = sum(strip.figures > 0 for strip in strips)
    most = max((strip.figures for strip in strips), default=0)
    if columns is None or filled < _FEWEST_ROWS - (most > 1) or all(map(is_head, strips)):
        return None
    return _Aligned(columns, lines, strips[0].row.page)


def _first_label(strips: Sequence[Strip], start: int, least: int, table: _Aligned) -> int:
    """Where the body begins when words over its first figures are counted in: a bar, or the first label's beginning.

    They are what stands between the rows of a header and the figures: words that begin in the columns of labels.
    """
    place, columns = start, table.columns
    first = columns.edges[columns.first_figured]
    while place > least and start - place <= _MOST_WRAPPED:
        above, row = strips[place - 1], strips[place].row
        if row.bottom - above.row.bottom > _HEADER * max(above.row.size, row.size) or is_over_table(above, columns):
            return start
        over = [cell for cell in above.cells if cell.x1 > first and not cell.sign]
        if len(over) > 1 or (over and above.row.x0 > columns.edges[0] + INDENT * above.row.size):
            return place
        place -= 1
    return start


def _header(strips: Sequence[Strip], start: int, stop: int, least: int, table: _Aligned, lines: _Lines) -> int:
    """Where the table begins when the rows directly above it that stand over its columns are counted in.

    A word alone over a column counts in where rows of more stand above it: the last line of one cell of the header.
    """
    edges = table.columns.edges
    width = edges[-1] - edges[0]
    place = start
    while place > least:
        above, first = strips[place - 1], strips[place].row
        far = first.bottom - above.row.bottom
        ruled = lines.between(above.row, first, edges[0], edges[-1])
        if far > (_NEXT if ruled else _HEADER) * max(above.row.size, first.size):
            break
        above = set_apart([above], strips[place:stop], table.columns)[0]
        over = [cell for cell in above.cells if cell.x1 > edges[1] and cell.x1 - cell.x0 < _NARROW * width]
        if not over or len(over) < len(above.cells) - 1 or is_over_table(above, table.columns):
            break
        place -= 1
        stands_in = len(over) == 1 and over[0].x0 > edges[0] + INDENT * above.row.size and start == place + 1
        begun = stands_in and (far < _BESIDE * first.size or _is_end(strips[place + 1], above, first=True))
        if len(above.cells) > 1 or begun or (ruled and _ruled_above(strips, place, table, lines)):
            start = place
        elif not any(_is_end(above, over) for over in _two_above(strips[least:place])):
            break
    return start


def _two_above(strips: Sequence[Strip]) -> Sequence[Strip]:
    """The last of the rows, and the one above it where the two stand beside each other, half a line apart."""
    beside = len(strips) > 1 and strips[-1].row.bottom - strips[-2].row.bottom < _BESIDE * strips[-1].row.size
    return strips[-2:] if beside else strips[-1:]


def _is_end(strip: Strip, above: Strip, *, first: bool = False) -> bool:
    """True where a row goes on with cells of the row right above it: each stands under one of them.

    With ``first`` it is enough that each cell above stands over one of the row: the first line of one of its cells.
    """
    if strip.row.bottom - above.row.bottom >= _LEADING * strip.row.size:
        return False
    ends, over = (above.cells, strip.cells) if first else (strip.cells, above.cells)
    return all(any(c.x0 < a.x1 and a.x0 < c.x1 for a in over) for c in ends)


def _ruled_above(strips: Sequence[Strip], place: int, table: _Aligned, lines: _Lines) -> bool:
    row, edges = strips[place].row, table.columns.edges
    above = strips[place - 1].row if place else None
    if above is None or row.bottom - above.bottom > _NEXT * row.size:
        above = Row(row.page, [replace(row.words[0], top=row.top - 2 * row.size, bottom=row.top - row.size)])
    return lines.between(above, row, edges[0], edges[-1])


def _end(strips: Sequence[Strip], stop: int, table: _Aligned, lines: _Lines) -> int:
    """Where the table ends when the rest of its last label is counted in."""
    edges = table.columns.edges
    first = edges[table.columns.first_figured]
    while 0 < stop < len(strips):
        above, strip = strips[stop - 1].row, strips[stop]
        close = strip.row.bottom - above.bottom < _LEADING * strip.row.size
        within = len(strip.cells) == 1 and strip.row.x0 >= edges[0] - 2 and strip.row.x1 <= first
        if not (close and within and strip.row.text[:1].islower()):
            break
        if lines.between(above, strip.row, edges[0], edges[-1]):
            break
        stop += 1
    return stop


def _logical_rows(strips: Sequence[Strip], table: _Aligned) -> Iterator[list[Strip]]:
    """The rows of the page that make one row of the table each."""
    edges = table.columns.edges
    bands = [[strips[0]]]
    for above, strip in pairwise(strips):
        if table.lines.between(above.row, strip.row, edges[0], edges[-1]):
            bands.append([])
        bands[-1].append(strip)
    ruled = len(bands) > 0.5 * sum(_has_figures(strip, table) for strip in strips)
    for band in bands:
        figured = sum(_has_figures(strip, table) for strip in band)
        if ruled and figured <= 1:
            yield band
        else:
            yield from wrapped_rows(band, lambda strip: _has_figures(strip, table))


def _has_figures(strip: Strip, table: _Aligned) -> bool:
    return any(table.columns.at((c.x0 + c.x1) / 2) in table.columns.figured and c.figure for c in strip.cells)
