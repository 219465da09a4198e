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
_YEAR = re.compile(r"(?:19|20)\d\d")
_DIGIT = re.compile(r"\d")
#: So many rows of figures make a table, of more cells than so many also without a head; a longer cell is text.
_FEWEST, _FEW, _LONGEST = 3, 2, 120


@dataclass(frozen=True, slots=True)
class _Row:
    """A paragraph with the words of its cells: what stands between its tabs."""

    element: etree._Element
    texts: tuple[str, ...]

    def figures(self, cells: Sequence[int]) -> bool:
        """True where a label with letters stands before figures in these cells, at least one of them printed."""
        label, behind = self.texts[0], [self.texts[n] for n in cells[1:]]
        figured = all(not text or is_figure_text(text) for text in behind) and any(map(_DIGIT.search, behind))
        return figured and len(label) <= _LONGEST and _LETTERS.search(label) is not None


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


def _tables(rows: Sequence[_Row]) -> Iterator[tuple[int, int, etree._Element]]:
    """The tables among rows that follow each other: (first row, row behind the last, table)."""
    place = 0
    while place < len(rows):
        stop, cells = max(((_end(rows, place, cells), cells) for cells in (_filled, _typed)), key=lambda run: run[0])
        head = place > 0 and _heads(rows[place - 1], rows[place], cells)
        if stop - place >= _FEWEST and (head or _is_sure(rows[place:stop], cells)):
            start = place - head
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
    """The end of the run of rows from ``start`` on with figures in as many cells."""
    stop, count = start, len(cells(rows[start]))
    while count > 1 and stop < len(rows) and len(cells(rows[stop])) == count and rows[stop].figures(cells(rows[stop])):
        stop += 1
    return stop


def _heads(row: _Row, first: _Row, cells: _Cells) -> bool:
    """True where the row has words or years, no amounts, over each figure of the first row."""
    above = [row.texts[number] for number in cells(row)]
    same = len(above) == len(cells(first))
    return same and all(_LETTERS.search(text) or _YEAR.fullmatch(text) for text in above[1:])


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
