"""Pages sorted out: which rows are text, colophon, furniture, footnotes, and which stand in tables and frames."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kamerbrief.reading.pdf_columns import Measures, is_page_count, measure, repeated, split_side
from kamerbrief.reading.pdf_footnotes import Note, split_notes
from kamerbrief.reading.pdf_grid import Grid, grids_of, words_by_cell
from kamerbrief.reading.pdf_gutter import columns_of
from kamerbrief.reading.pdf_letterhead import Part, parts_of, split_letterhead
from kamerbrief.reading.pdf_pages import Page
from kamerbrief.reading.pdf_places import Drawing, Rule
from kamerbrief.reading.pdf_prints import print_head, running_lines
from kamerbrief.reading.pdf_rows import Row, rows_of
from kamerbrief.reading.pdf_signatures import signature_columns
from kamerbrief.reading.pdf_words import PrintedWord

#: A frame around text is at least this high (points); lower ones are marked or underlined words.
_LOWEST_FRAME = 17.0
_MOST_FRAMES = 60
#: A line this little (ems) under a row's letters, along at least this part of it, underlines the row.
_UNDER, _ALONG = 0.35, 0.75
#: A frame that begins right of this part of the page holds a colophon, not text.
_MARGIN = 0.7
#: Running headers stand in this part of a page.
_HEAD = 0.2


@dataclass(slots=True)
class Sheet:
    """A page sorted out. ``rows`` is its running text; ``zones`` are the frames that ``Row.zone`` counts from 1;
    those in ``columns`` are columns of its running text.
    """

    number: int
    height: float
    drawing: Drawing
    readable: bool
    has_text: bool
    rows: list[Row] = field(default_factory=list)
    beside: list[Row] = field(default_factory=list)
    furniture: list[Row] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    grids: list[Grid] = field(default_factory=list)
    zones: list[Rule] = field(default_factory=list)
    columns: frozenset[int] = frozenset()

    def all_rows(self) -> Iterator[Row]:
        """Every row that becomes text, in no particular order."""
        yield from self.rows
        yield from (row for grid in self.grids for cell in grid.cells for row in cell.rows)
        yield from (row for note in self.notes for row in note.rows)

    def items(self) -> list[Row | Grid]:
        """Rows and tables in reading order; what stands in a frame stays together."""
        placed: list[tuple[tuple[float, float, float], int, Row | Grid]] = []
        for number, row in enumerate(self.rows):
            zone = self.zones[row.zone - 1] if row.zone else None
            key = (zone.top, zone.x0, row.top) if zone else (row.top, row.x0, row.top)
            placed.append((key, number, row))
        placed += [((g.outline.top, g.outline.x0, 0.0), -1 - n, g) for n, g in enumerate(self.grids)]
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
    measures = measure([sheet.rows for sheet in sheets], [page.frame.width for page in pages])
    for sheet in sheets:
        sheet.rows, sheet.beside = split_side(sheet.rows, measures)
        _underline(sheet)
    _take_furniture(sheets, measures)
    result = Sheets(sheets, measures)
    result.beside = {sheet.number: _reach(sheet) for sheet in sheets if sheet.beside}
    if sheets:
        _take_letterhead(sheets[0], result)
    before: Note | None = None
    _take_following_heads(sheets[1:], result)
    for sheet in sheets:
        sheet.furniture += sheet.beside
        sheet.rows, sheet.notes = split_notes(sheet.rows, sheet.drawing, measures, before)
        before = sheet.notes[-1] if sheet.notes else None
    return result


def _sheet(page: Page) -> Sheet:
    sheet = Sheet(page.number, page.frame.height, page.drawing, page.readable, bool(page.words))
    words = _printed_once(page.words)
    for grid in grids_of(page.drawing, page.number):
        cells, words = words_by_cell(grid, words)
        for cell, inside in zip(grid.cells, cells, strict=True):
            cell.rows = rows_of(inside, page.number)
        sheet.grids.append(grid)
    sheet.zones = _zones([frame for frame in page.drawing.frames if frame.x0 < _MARGIN * page.frame.width])
    free, framed = _by_zone(words, sheet.zones)
    sheet.rows = rows_of(free, page.number)
    columns = columns_of(sheet.rows)
    if columns:
        sheet.zones += columns
        free, in_columns = _by_zone(free, sheet.zones)
        sheet.rows = rows_of(free, page.number)
        framed |= in_columns
        sheet.columns = frozenset({len(sheet.zones) - 1, len(sheet.zones)})
    signed = signature_columns(sheet.rows)
    if signed:
        sheet.zones += signed
        free, in_columns = _by_zone(free, sheet.zones)
        sheet.rows = rows_of(free, page.number)
        framed |= in_columns
    for zone, inside in sorted(framed.items()):
        sheet.rows += rows_of(inside, page.number, zone, in_column=zone in sheet.columns)
    sheet.rows.sort(key=lambda row: (row.top, row.x0))
    return sheet


def _printed_once(words: Sequence[PrintedWord]) -> list[PrintedWord]:
    """The words without those that are printed a second time in the same place, to look bold or by two layers."""
    seen: set[tuple[str, int, int]] = set()
    found: list[PrintedWord] = []
    for word in words:
        x, y = round(word.x0), round(word.top)
        if not any((word.text, x + dx, y + dy) in seen for dx in (-1, 0, 1) for dy in (-1, 0, 1)):
            found.append(word)
        seen.add((word.text, x, y))
    return found


def _zones(frames: Sequence[Rule]) -> list[Rule]:
    """The frames that can hold lines of text, smallest first, each only once."""
    found: list[Rule] = []
    for frame in sorted(_roomy(frames)[:_MOST_FRAMES], key=lambda frame: (frame.width * frame.height, frame)):
        if not any(all(abs(a - b) < 3 for a, b in zip(frame, other, strict=True)) for other in found):
            found.append(frame)
    return found


def _roomy(frames: Sequence[Rule]) -> list[Rule]:
    return [frame for frame in frames if frame.height >= _LOWEST_FRAME and frame.width >= 2 * _LOWEST_FRAME]


def _by_zone(
    words: Iterable[PrintedWord], zones: Sequence[Rule]
) -> tuple[list[PrintedWord], dict[int, list[PrintedWord]]]:
    free: list[PrintedWord] = []
    framed: dict[int, list[PrintedWord]] = {}
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        zone = next((number for number, frame in enumerate(zones, 1) if frame.holds(x, y)), 0)
        (framed.setdefault(zone, []) if zone else free).append(word)
    return free, framed


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
