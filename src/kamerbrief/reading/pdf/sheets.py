"""Pages sorted out: which rows are text, colophon, furniture, footnotes, and which stand in tables and frames."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

import numpy as np

from kamerbrief.reading.pdf.aligned import aligned_tables, rest_of_table
from kamerbrief.reading.pdf.columns import PAGE_COUNT, Measures, is_page_count, measure, repeated, split_side, type_of
from kamerbrief.reading.pdf.footnotes import Note, endnotes, split_notes
from kamerbrief.reading.pdf.grid import Grid, words_by_cell
from kamerbrief.reading.pdf.gutter import columns_of
from kamerbrief.reading.pdf.lattice import lattices_of
from kamerbrief.reading.pdf.letterhead import Part, parts_of, split_letterhead
from kamerbrief.reading.pdf.pages import Page
from kamerbrief.reading.pdf.places import Drawing, Rule
from kamerbrief.reading.pdf.prints import print_head, running_lines
from kamerbrief.reading.pdf.rows import Row, rows_of
from kamerbrief.reading.pdf.signatures import signature_columns
from kamerbrief.reading.pdf.tables import goes_on_in_label
from kamerbrief.reading.pdf.words import PrintedWord

#: A frame around text is at least this high (points); lower ones are marked or underlined words.
_LOWEST_FRAME = 17.0
_MOST_FRAMES = 60
#: A line this little (ems) under a row's letters, along at least this part of it, underlines the row.
_UNDER, _ALONG = 0.35, 0.75
#: A frame that begins right of this part of the page holds a colophon, not text.
_MARGIN = 0.7
#: Running headers stand in this part of a page.
_HEAD = 0.2
#: The rest of a table on another page is looked for among so many rows.
_REST = 12
#: Lines that stand farther apart than so many ems are none of one cell.
_APART = 0.6
#: Lines across pages stand at one place give or take this many points.
_SAME_PLACE = 20.0


@dataclass(slots=True)
class Sheet:
    """A page sorted out. ``rows`` is its running text; ``zones`` are the frames that ``Row.zone`` counts from 1;
    those in ``columns`` are columns of its running text; ``margin`` holds the lines that stand across it.
    """

    number: int
    height: float
    drawing: Drawing
    rows: list[Row] = field(default_factory=list)
    beside: list[Row] = field(default_factory=list)
    furniture: list[Row] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    zones: list[Rule] = field(default_factory=list)
    columns: frozenset[int] = frozenset()
    margin: list[Row] = field(default_factory=list)

    def all_rows(self) -> Iterator[Row]:
        """Every row that becomes text, in no particular order."""
        yield from self.rows
        yield from self.margin
        yield from (row for grid in self.grids for cell in grid.cells for row in cell.rows)
        yield from (row for note in self.notes for row in note.rows)

    def items(self) -> list[Row | Grid]:
        """Rows and tables in reading order; what stands in a frame stays together."""
        placed: list[tuple[tuple[float, float, float], int, Row | Grid]] = []
        for number, row in enumerate(self.rows):
            zone = self.zones[row.zone - 1] if row.zone else None
            key = (zone.top, zone.x0, row.top) if zone else (row.top, row.x0, row.top)
            placed.append((key, number, row))
        for number, grid in enumerate(self.grids):
            zone = self.zones[grid.zone - 1] if grid.zone else None
            start = grid.outline.top
            key = (zone.top, zone.x0, start) if zone else (start, grid.outline.x0, 0.0)
            placed.append((key, -1 - number, grid))
        return [item for _, _, item in sorted(placed, key=lambda entry: entry[:2])]


@dataclass(slots=True)
class Sheets:
    """All pages sorted out, the usual measures of the text, and the parts of the letterhead."""

    sheets: list[Sheet]
    measures: Measures
    letterhead: list[Part] = field(default_factory=list)
    beside: dict[int, float] = field(default_factory=dict)


def sheets_of(pages: Sequence[Page]) -> Sheets:
    """Sorts the pages out."""
    sheets = [_sheet(page) for page in pages]
    feet = _feet(sheets)
    for sheet in sheets:
        _take_tables(sheet, feet)
    for sheet, following in pairwise(sheets):
        _take_rests(sheet, following, feet)
    measures = measure([sheet.rows for sheet in sheets], [page.frame.width for page in pages])
    for sheet in sheets:
        sheet.rows, sheet.beside = split_side(sheet.rows, measures)
        _underline(sheet)
    _take_furniture(sheets, measures)
    _take_repeated_margins(sheets)
    result = Sheets(sheets, measures)
    result.beside = {sheet.number: _reach(sheet) for sheet in sheets if sheet.beside}
    if sheets:
        _take_letterhead(sheets[0], result)
    before: Note | None = None
    _take_following_heads(sheets[1:], result)
    for sheet in sheets:
        sheet.furniture += sheet.beside
        before = _take_notes(sheet, measures, before)
    _take_endnotes(sheets, measures)
    return result


def _take_notes(sheet: Sheet, measures: Measures, before: Note | None) -> Note | None:
    """Takes the notes at the foot of the page, and of each of its columns; returns the last note so far."""
    text: list[Row] = []
    for zone in (*sorted(sheet.columns), 0):
        rows = [row for row in sheet.rows if (row.zone if row.zone in sheet.columns else 0) == zone]
        rows, notes = split_notes(rows, sheet.drawing, measures, before)
        text += rows
        sheet.notes += notes
        before = notes[-1] if notes else before
    sheet.rows = sorted(text, key=lambda row: (row.top, row.x0))
    return before


def _take_endnotes(sheets: Sequence[Sheet], measures: Measures) -> None:
    rows = [row for sheet in sheets for row in sheet.rows]
    notes = endnotes(rows, [note for sheet in sheets for note in sheet.notes], measures)
    taken = {id(row) for note in notes for row in note.rows}
    for sheet in sheets:
        sheet.rows = [row for row in sheet.rows if id(row) not in taken]
        sheet.notes += [note for note in notes if note.page == sheet.number]


def _sheet(page: Page) -> Sheet:
    sheet = Sheet(page.number, page.frame.height, page.drawing)
    sheet.grids, words = lattices_of(page.drawing, page.words, page.number)
    across = page.sideways
    for grid in sheet.grids:
        by_cell, across = words_by_cell(grid, across)
        for cell, lines in zip(grid.cells, by_cell, strict=True):
            cell.rows = [*(Row(page.number, [line]) for line in lines), *cell.rows]
    sheet.margin = [Row(page.number, [line]) for line in across]
    sheet.zones = _zones([frame for frame in page.drawing.frames if frame.x0 < _MARGIN * page.frame.width])
    free, framed = _by_zone(words, sheet.zones)
    sheet.rows = rows_of(free, page.number)
    for side_by_side in (columns_of, signature_columns):
        zones = side_by_side(sheet.rows)
        if not zones:
            continue
        sheet.zones += zones
        free, held = _by_zone(free, sheet.zones)
        sheet.rows = rows_of(free, page.number)
        framed |= held
        if side_by_side is columns_of:
            sheet.columns = frozenset({len(sheet.zones) - 1, len(sheet.zones)})
    for zone, inside in sorted(framed.items()):
        sheet.rows += rows_of(inside, page.number, zone, in_column=zone in sheet.columns)
    sheet.rows.sort(key=lambda row: (row.top, row.x0))
    for grid in sheet.grids:
        grid.zone = _column_of(grid.outline, sheet)
    return sheet


def _feet(sheets: Sequence[Sheet]) -> set[int]:
    """The ids (of ``id(row)``) of the lines at the foot of pages, which are no rows of a table above them."""
    rows = [sheet.rows for sheet in sheets]
    found = repeated(rows, [sheet.height for sheet in sheets], type_of(rows))
    feet: set[int] = set()
    for sheet in sheets:
        lower = [row for row in sheet.rows if row.top > sheet.height / 2]
        feet |= {id(row) for row in lower} & (found | running_lines(sheet.rows, sheet.height))
    return feet


def _column_of(outline: Rule, sheet: Sheet) -> int:
    """The column of text that a table stands in, 0 for none."""
    x, y = (outline.x0 + outline.x1) / 2, (outline.top + outline.bottom) / 2
    return next((zone for zone in sheet.columns if sheet.zones[zone - 1].holds(x, y)), 0)


def _take_tables(sheet: Sheet, feet: Set[int]) -> None:
    """Finds the tables whose cells are not drawn; a frame is often only the background of some of a table's cells.

    They are looked for among the words of drawn tables too: where lines make several pieces of a table, or set fewer
    figures apart than the columns do, the columns are taken.
    """
    for zone in (0, *sorted(sheet.columns)):
        drawn = [grid for grid in sheet.grids if grid.zone == zone]
        free = [row for row in sheet.rows if (row.zone if row.in_column else 0) == zone and id(row) not in feet]
        if drawn:
            tables = _aligned([*free, *_rows_in(drawn)], sheet, apart=True)
            outdone = {id(grid) for table in tables for grid in _outdone(table, drawn)}
            worse = [grid for grid in drawn if id(grid) in outdone]
            sheet.grids = [grid for grid in sheet.grids if id(grid) not in outdone]
            free += _rows_in(worse)
            sheet.rows += _rows_in(worse)
        apart = bool(drawn) or len({row.zone for row in free}) > 1
        for grid in _aligned(free, sheet, apart=apart):
            grid.zone = zone
            sheet.grids.append(grid)
            taken = {id(word) for word in grid.words()}
            sheet.rows = [rest for row in sheet.rows if (rest := _without(row, taken))]


def _take_rests(sheet: Sheet, following: Sheet, feet: Set[int]) -> None:
    """Takes the few rows of a table that stand on the page before or behind the one that holds the rest of it."""
    last, first = _outermost(sheet, feet, last=True), _outermost(following, feet, last=False)
    if isinstance(last, Grid) and not (isinstance(first, Grid) and first.figured):
        _take_rest(following, last, feet, above=False)
    elif isinstance(first, Grid) and not isinstance(last, Grid):
        _take_rest(sheet, first, feet, above=True)
    if isinstance(last, Row) or isinstance(first, Row):
        _take_label_end(sheet, following, feet)


def _take_label_end(sheet: Sheet, following: Sheet, feet: Set[int]) -> None:
    """Takes the lines that a page's end leaves of the last label of a table that goes on."""
    low = _HEAD * following.height / 2
    items = [item for item in reversed(sheet.items()) if isinstance(item, Grid) or id(item) not in feet]
    others = following.items()
    ends = [item for item in takewhile(lambda item: isinstance(item, Row), items) if isinstance(item, Row)]
    starts = [item for item in takewhile(lambda item: isinstance(item, Row), others) if isinstance(item, Row)]
    heads = next((n for n in range(len(starts), 0, -1) if _stands_apart(starts, n, others)), 0)
    if any(row.top > low for row in starts[:heads]):
        return
    rows = [*reversed(ends), *starts[heads:]]
    if not rows or len(rows) > _REST or len(ends) == len(items) or len(starts) == len(others):
        return
    table, more = items[len(ends)], others[len(starts)]
    if not isinstance(table, Grid) or not isinstance(more, Grid) or table.zone or any(row.zone for row in rows):
        return
    if goes_on_in_label(table, rows, more):
        taken = set(map(id, rows))
        for page in (sheet, following):
            page.rows = [row for row in page.rows if id(row) not in taken]


def _stands_apart(rows: Sequence[Row], count: int, items: Sequence[Row | Grid]) -> bool:
    """True where the last of the first rows of a page stands farther from the next than lines of one cell do."""
    below = items[count] if count < len(items) else None
    level = below.outline.top if isinstance(below, Grid) else below.top if below else 0.0
    return level - rows[count - 1].bottom > _APART * rows[count - 1].size


def _outermost(sheet: Sheet, feet: Set[int], *, last: bool) -> Row | Grid | None:
    """The table or row of text with which a page begins or ends, heads and feet of pages left out."""
    low, high = _HEAD * sheet.height / 2, sheet.height * (1 - _HEAD / 2)
    items = [item for item in sheet.items() if isinstance(item, Grid) or id(item) not in feet]
    rows = [item for item in items if isinstance(item, Grid) or low < item.top < high]
    return (rows[-1] if last else rows[0]) if rows else None


def _take_rest(sheet: Sheet, table: Grid, feet: Set[int], *, above: bool) -> None:
    """Takes the rest of a table at the beginning of a page, or at its end; backgrounds of its rows make no table."""
    if not table.figured or table.zone:
        return
    told = [grid for grid in sheet.grids if not grid.ruled]
    low = max((grid.outline.bottom for grid in sheet.grids), default=0.0) if above else 0.0
    high = sheet.height if above else min((grid.outline.top for grid in told), default=sheet.height)
    drawn = [] if above else [grid for grid in sheet.grids if grid.ruled and grid.outline.bottom < high]
    free = [row for row in sheet.rows if not row.zone and low <= row.top < high and id(row) not in feet]
    if drawn:
        free = rows_of((word for row in [*free, *_rows_in(drawn)] for word in row.words), sheet.number)
    near = free[-_REST:] if above else free[:_REST]
    rest = rest_of_table(near, table, sheet.drawing, above=above) if near else None
    if rest is None:
        return
    taken = {id(word) for word in rest.words()}
    within = [grid for grid in drawn if taken.issuperset(map(id, grid.words()))]
    if len(within) < len([grid for grid in drawn if not taken.isdisjoint(map(id, grid.words()))]):
        return
    sheet.grids = [*(grid for grid in sheet.grids if grid not in within), rest]
    sheet.rows = [left for row in sheet.rows if (left := _without(row, taken))]


def _aligned(rows: Sequence[Row], sheet: Sheet, *, apart: bool) -> list[Grid]:
    """The tables among the rows, which are put together again where frames or cells set parts of them apart."""
    together = rows_of((word for row in rows for word in row.words), sheet.number) if apart else rows
    return [grid for _, _, grid in aligned_tables(together, sheet.drawing)]


def _rows_in(grids: Sequence[Grid]) -> list[Row]:
    return [row for grid in grids for cell in grid.cells for row in cell.rows]


def _outdone(table: Grid, drawn: Sequence[Grid]) -> list[Grid]:
    """The drawn tables in whose place the columns of ``table`` set more figures apart."""
    same = [grid for grid in drawn if grid.outline.overlaps(table.outline)]
    return same if table.apart() > sum(grid.apart() for grid in same) else []


def _without(row: Row, taken: set[int]) -> Row | None:
    """The row without the words that are taken; None when none is left."""
    words = [word for word in row.words if id(word) not in taken]
    if len(words) == len(row.words):
        return row
    return Row(row.page, words, row.zone, row.underlined, row.in_column) if words else None


def _zones(frames: Sequence[Rule]) -> list[Rule]:
    """The frames that can hold lines of text, smallest first, each only once."""
    found: list[Rule] = []
    for frame in sorted(_roomy(frames)[:_MOST_FRAMES], key=lambda frame: (frame.width * frame.height, frame)):
        if not any(all(abs(a - b) < 3 for a, b in zip(frame, other, strict=True)) for other in found):
            found.append(frame)
    return found


def _roomy(frames: Sequence[Rule]) -> list[Rule]:
    return [frame for frame in frames if frame.height >= _LOWEST_FRAME and frame.width >= 2 * _LOWEST_FRAME]


def _by_zone(words: list[PrintedWord], zones: Sequence[Rule]) -> tuple[list[PrintedWord], dict[int, list[PrintedWord]]]:
    """The words that stand in no zone, and for the number of each zone, from 1, those that stand in it first."""
    if not zones:
        return words, {}
    xs = np.array([word.x0 + word.x1 for word in words]) / 2
    ys = np.array([word.top + word.bottom for word in words]) / 2
    held = np.zeros(len(words), np.int64)
    for number, (x0, top, x1, bottom) in reversed([*enumerate(zones, 1)]):
        held[(x0 <= xs) & (xs <= x1) & (top <= ys) & (ys <= bottom)] = number
    framed: dict[int, list[PrintedWord]] = {}
    for word, number in zip(words, held.tolist(), strict=True):
        framed.setdefault(number, []).append(word)
    return framed.pop(0, []), framed


def _underline(sheet: Sheet) -> None:
    rows = sorted(sheet.rows, key=lambda row: row.bottom)
    levels = [row.bottom for row in rows]
    for rule in sheet.drawing.across:
        near = slice(bisect_left(levels, rule.top - 20), bisect_left(levels, rule.top + 20))
        for row in rows[near]:
            along = min(rule.x1, row.x1) - max(rule.x0, row.x0)
            under = -0.3 * row.size < rule.top - row.bottom < _UNDER * row.size
            if under and along > _ALONG * (row.x1 - row.x0) and rule.width < 1.2 * (row.x1 - row.x0):
                row.underlined = True


def _take_furniture(sheets: Sequence[Sheet], measures: Measures) -> None:
    found = repeated([sheet.rows for sheet in sheets], [sheet.height for sheet in sheets], measures)
    for sheet in sheets:
        found |= running_lines(sheet.rows, sheet.height)
    for sheet in sheets:
        sheet.furniture = [row for row in sheet.rows if id(row) in found]
        sheet.rows = [row for row in sheet.rows if id(row) not in found]


def _take_repeated_margins(sheets: Sequence[Sheet]) -> None:
    """Lines across the page that count pages or return at their place on another page are no text."""
    places = Counter((row.text, round(row.x0 / _SAME_PLACE)) for sheet in sheets for row in sheet.margin)
    for sheet in sheets:
        repeated = [row for row in sheet.margin if places[row.text, round(row.x0 / _SAME_PLACE)] > 1]
        repeated += [row for row in sheet.margin if row not in repeated and PAGE_COUNT.fullmatch(row.text)]
        sheet.furniture += repeated
        sheet.margin = [row for row in sheet.margin if row not in repeated]


def _reach(sheet: Sheet) -> float:
    """How far down the colophon column reaches, page counts left aside."""
    return max((row.bottom for row in sheet.beside if not is_page_count(row, sheet.height)), default=0.0)


def _take_following_heads(sheets: Sequence[Sheet], result: Sheets) -> None:
    """Rows at the top of a later page, apart from its text, that repeat words of the letterhead."""
    known = "".join(row.text for part in result.letterhead for row in part.rows) + "".join(
        row.text for sheet in sheets[:1] for row in sheet.beside
    )
    known = "".join(known.split())
    for sheet in sheets:
        count = 0
        while count < len(sheet.rows) and "".join(sheet.rows[count].text.split()) in known:
            count += 1
        if not 0 < count < len(sheet.rows) or sheet.rows[count - 1].bottom > _HEAD * sheet.height:
            continue
        if sheet.rows[count].bottom - sheet.rows[count - 1].bottom > 1.5 * result.measures.pitch:
            sheet.furniture += sheet.rows[:count]
            sheet.rows = sheet.rows[count:]


def _take_letterhead(first: Sheet, result: Sheets) -> None:
    printed = print_head(first.rows)
    if printed:
        result.letterhead, first.rows = printed
        return
    head, first.rows = split_letterhead(first.rows, first.height)
    colophon = [row for row in first.beside if not is_page_count(row, first.height)]
    first.beside = [row for row in first.beside if is_page_count(row, first.height)]
    result.letterhead = [*parts_of(head, result.measures), *parts_of(colophon, result.measures)]
