"""Tables of a docx that are set with tabs: paragraphs of a label and figures become the rows of a table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from kamerbrief.reading.docx.package import W
from kamerbrief.reading.pdf.figures import is_figure_text

_P, _R, _TAB, _T = f"{W}p", f"{W}r", f"{W}tab", f"{W}t"
_PROPERTIES, _RUN_PROPERTIES = f"{W}pPr", f"{W}rPr"
#: What a row may not hold besides: fields (a table of contents has them), drawings, notes; they are left as they are.
_OTHER = {f"{W}{n}" for n in ("fldChar", "fldSimple", "drawing", "pict", "object", "footnoteReference", "ptab", "sdt")}
_LETTERS = re.compile(r"[^\W\d_]{2}")
#: What no page number and no count in a list looks like: decimals, points between thousands, a currency.
_SURE = re.compile(r"\d[.,]\d|€")
_YEAR = re.compile(r"(?:\d{1,2}-\d{1,2}-)?(?:19|20)\d\d")
_DIGIT = re.compile(r"\d")
#: So many rows of figures make a table, of more cells than so many also without a head; a longer cell is text.
_FEWEST, _FEW, _LONGEST = 3, 2, 120
#: So many cells of words may stand before the figures; a bar between rows of figures has no more characters than this.
_LABELS, _BAR = 3, 60


@dataclass(frozen=True, slots=True)
class _Row:
    """A paragraph with the words of its cells: what stands between its tabs."""

    element: etree._Element
    texts: tuple[str, ...]

    def figures(self, cells: Sequence[int]) -> bool:
        """True where labels with letters stand before figures in these cells, at least one of them printed."""
        texts = [self.texts[n] for n in cells]
        first = next(
            (n for n in range(1, len(texts)) if all(not t or is_figure_text(t) for t in texts[n:])), len(texts)
        )
        labels, behind = texts[:first], texts[first:]
        named = any(map(_LETTERS.search, labels)) and max(map(len, labels)) <= _LONGEST
        return named and len(labels) <= _LABELS and any(map(_DIGIT.search, behind))


_Cells = Callable[[_Row], tuple[int, ...]]


def with_tables(elements: Sequence[etree._Element]) -> list[etree._Element]:
    """The elements of a body, where paragraphs are the rows of a table with that table in place of the first of them.

    The others are empty paragraphs then, so that every element keeps its number.
    """
    found = list(elements)
    rows = [_row(element) for element in elements]
    place = 0
    while place < len(rows):
        stop = place
        while stop < len(rows) and rows[stop] is not None:
            stop += 1
            bars = _bars(elements, rows, stop) if stop < len(rows) else 0
            for bar in range(stop, stop + bars):
                rows[bar] = _Row(elements[bar], (" ".join(_words([elements[bar]]).split()),))
        for start, end, table in _tables([row for row in rows[place:stop] if row]):
            found[place + start] = table
            for number in range(place + start + 1, place + end):
                found[number] = etree.Element(_P)
        place = stop + 1
    return found


def _row(element: etree._Element) -> _Row | None:
    """The paragraph as a row; None for one without tabs between words."""
    if element.tag != _P or element.find(f".//{_TAB}") is None or any(e.tag in _OTHER for e in element.iter()):
        return None
    if any(run.getparent() is not element for run in element.iter(_R) if run.find(_TAB) is not None):
        return None
    texts = tuple(" ".join(_words(cell).split()) for cell in _cells(element))
    return _Row(element, texts) if len(texts) > 1 and any(texts[1:]) else None


def _bars(elements: Sequence[etree._Element], rows: Sequence[_Row | None], place: int) -> int:
    """How many paragraphs from a place on are bars: a few words each, without an end of a sentence, before a row."""
    stop = place
    while stop < len(rows) and rows[stop] is None and stop - place < _FEW:
        words = _words([elements[stop]]).strip() if elements[stop].tag == _P else ""
        if not words or len(words) > _BAR or words[-1] in ".:;?!" or _SURE.search(words):
            return 0
        stop += 1
    return stop - place if stop < len(rows) and rows[stop] is not None else 0


def _tables(rows: Sequence[_Row]) -> Iterator[tuple[int, int, etree._Element]]:
    """The tables among rows that follow each other: (first row, row behind the last, table)."""
    place = 0
    while place < len(rows):
        stop, cells = max(((_end(rows, place, cells), cells) for cells in (_filled, _typed)), key=lambda run: run[0])
        start = place
        while start > 0 and len(rows[start - 1].texts) == 1:
            start -= 1
        head = start > 0 and _heads(rows[start - 1], rows[place], cells)
        if stop - place >= _FEWEST and (head or _is_sure(rows[place:stop], cells)):
            start = start - 1 if head else place
            yield start, stop, _table([(row, cells(row)) for row in rows[start:stop]], head=head)
            place = stop
        else:
            place += 1


def _filled(row: _Row) -> tuple[int, ...]:
    """The numbers of the first cell and of those behind it that hold words: tabs set twice make no empty cell."""
    return tuple(number for number, text in enumerate(row.texts) if text or number == 0)


def _typed(row: _Row) -> tuple[int, ...]:
    """The numbers of all cells, one for every tab."""
    return tuple(range(len(row.texts)))


def _end(rows: Sequence[_Row], start: int, cells: _Cells) -> int:
    """The end of the run of rows from ``start`` on with figures in as many cells, and bars between them."""
    stop = end = start
    count = len(cells(rows[start]))
    while count > 1 and stop < len(rows):
        held = cells(rows[stop])
        if len(held) == count and rows[stop].figures(held):
            end = stop + 1
        elif len(rows[stop].texts) > 1:
            break
        stop += 1
    return end


def _heads(row: _Row, first: _Row, cells: _Cells) -> bool:
    """True where the row has words or years, no amounts, over each figure of the first row."""
    above = [row.texts[number] for number in cells(row)]
    same = len(above) == len(cells(first))
    return (
        same
        and not row.figures(cells(row))
        and all(_LETTERS.search(text) or _YEAR.fullmatch(text) for text in above[1:])
    )


def _is_sure(rows: Sequence[_Row], cells: _Cells) -> bool:
    """True for rows without a head that are a table all the same: of several figures each, or with an amount."""
    return len(cells(rows[0])) > _FEW or any(_SURE.search(text) for row in rows for text in row.texts[1:])


# -- the table as Word would write it ---------------------------------------------------------------------------------


def _cells(element: etree._Element) -> list[list[etree._Element]]:
    """The pieces of a paragraph between its tabs: runs, divided at the tabs in them, and what stands between runs."""
    found: list[list[etree._Element]] = [[]]
    for child in element:
        if child.tag == _PROPERTIES:
            continue
        if child.tag != _R or child.find(_TAB) is None:
            found[-1].append(child)
            continue
        properties = child.find(_RUN_PROPERTIES)
        run = _run(properties)
        for part in child:
            if part.tag == _TAB:
                found[-1].append(run)
                found.append([])
                run = _run(properties)
            elif part is not properties:
                run.append(deepcopy(part))
        found[-1].append(run)
    return found


def _run(properties: etree._Element | None) -> etree._Element:
    run = etree.Element(_R)
    if properties is not None:
        run.append(deepcopy(properties))
    return run


def _words(pieces: Sequence[etree._Element]) -> str:
    return "".join(text.text or "" for piece in pieces for text in piece.iter(_T))


def _table(rows: Sequence[tuple[_Row, tuple[int, ...]]], *, head: bool) -> etree._Element:
    table = etree.Element(f"{W}tbl")
    for number, (row, cells) in enumerate(rows):
        line = etree.SubElement(table, f"{W}tr")
        if head and number == 0:
            etree.SubElement(etree.SubElement(line, f"{W}trPr"), f"{W}tblHeader")
        pieces = _cells(row.element)
        properties = row.element.find(_PROPERTIES)
        for cell in cells:
            paragraph = etree.SubElement(etree.SubElement(line, f"{W}tc"), _P)
            if properties is not None:
                paragraph.append(deepcopy(properties))
            paragraph.extend([deepcopy(piece) for piece in pieces[cell]])
    return table
