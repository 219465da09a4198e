"""Web pages within a docx as its own elements: paragraphs, headings, lists and tables of WordprocessingML."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lxml import etree, html

from kamerbrief.errors import LimitError
from kamerbrief.reading.docx.package import W, whole

_BLANKS = re.compile(r"\s+")
_HEADING = re.compile(r"h([1-6])$")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NO_TEXT = {"script", "style", "head", "title", "template", "noscript", "select", "svg", "colgroup"}
_INLINE = {
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd",
    "label", "mark", "nobr", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u",
    "var", "wbr",
}  # fmt: skip
#: What an element of html says of its words, as properties of a run.
_TYPE = {
    "b": "bold", "strong": "bold", "th": "bold", "s": "struck", "strike": "struck", "del": "struck", "sup": "raised",
    "sub": "lowered",
}  # fmt: skip
_DEEPEST = 200
_MOST_COLUMNS = 63
_MOST_ROWS = 10_000
#: A page with more paragraphs than this is none that stands in a letter.
_MOST_PARAGRAPHS = 100_000


@dataclass(frozen=True, slots=True)
class _Type:
    """How words are set."""

    bold: bool = False
    struck: bool = False
    raised: bool = False
    lowered: bool = False


@dataclass(slots=True)
class _Flow:
    """Elements in order; the last paragraph stays open until a block begins or ends."""

    filename: str
    elements: list[etree._Element] = field(default_factory=list)
    runs: list[etree._Element] = field(default_factory=list)
    outline: int | None = None
    label: str = ""

    def words(self, text: str, kind: _Type) -> None:
        """Adds words to the open paragraph, a list item's label before them."""
        if self.label and text.strip():
            self.runs.append(_run(f"{self.label} ", _Type()))
            self.label = ""
        self.runs.append(_run(_BLANKS.sub(" ", text), kind))

    def close(self) -> None:
        """Ends the open paragraph."""
        if self.runs:
            paragraph = etree.Element(f"{W}p")
            if self.outline is not None:
                properties = etree.SubElement(paragraph, f"{W}pPr")
                etree.SubElement(properties, f"{W}outlineLvl").set(f"{W}val", str(self.outline))
            paragraph.extend(self.runs)
            self.elements.append(paragraph)
        if len(self.elements) > _MOST_PARAGRAPHS:
            raise LimitError(self.filename, "a page embedded in the docx is too long", "this is no ordinary letter")
        self.runs = []


def from_html(page: bytes, filename: str) -> list[etree._Element]:
    """The paragraphs and tables of a web page; none for one without words. Nothing is loaded that it refers to.

    Raises LimitError for a page with more paragraphs than any letter has.
    """
    try:
        page.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        encoding = None
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, encoding=encoding)
    try:
        root = html.document_fromstring(page, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return []
    flow = _Flow(filename)
    _walk(root, flow, _Type(), 0)
    flow.close()
    return flow.elements


def _walk(element: etree._Element, flow: _Flow, kind: _Type, depth: int) -> None:
    """Adds what stands in an element, the text behind its children included."""
    if element.text:
        flow.words(element.text, kind)
    number = 0
    for child in element:
        if isinstance(child.tag, str) and depth < _DEEPEST:
            number += child.tag == "li"
            _element(child, flow, kind, depth, number)
        if child.tail:
            flow.words(child.tail, kind)


def _element(element: etree._Element, flow: _Flow, kind: _Type, depth: int, number: int) -> None:
    tag = str(element.tag)
    if tag in _NO_TEXT or _HIDDEN.search(element.get("style", "")):
        return
    if tag in _TYPE:
        kind = replace(kind, **{_TYPE[tag]: True})
    if tag == "br":
        flow.runs.append(_break())
    elif tag in _INLINE:
        _walk(element, flow, kind, depth + 1)
    elif tag == "table":
        flow.close()
        flow.elements.append(_table(element, flow.filename, depth))
    else:
        _block(element, flow, kind, depth, number)


def _block(element: etree._Element, flow: _Flow, kind: _Type, depth: int, number: int) -> None:
    flow.close()
    heading = _HEADING.match(str(element.tag))
    before = flow.outline
    flow.outline = int(heading[1]) - 1 if heading else before
    if element.tag == "li":
        parent = element.getparent()
        flow.label = f"{number}." if parent is not None and parent.tag == "ol" else "•"
    _walk(element, flow, kind, depth + 1)
    flow.close()
    flow.outline, flow.label = before, ""


def _table(element: etree._Element, filename: str, depth: int) -> etree._Element:
    table = etree.Element(f"{W}tbl")
    open_cells: dict[int, int] = {}
    for row in list(_rows(element))[:_MOST_ROWS]:
        made = etree.SubElement(table, f"{W}tr")
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if cells and all(cell.tag == "th" for cell in cells):
            etree.SubElement(etree.SubElement(made, f"{W}trPr"), f"{W}tblHeader")
        column = 0
        for cell in cells[:_MOST_COLUMNS]:
            column = _continued(made, open_cells, column)
            width = min(max(whole(cell.get("colspan"), 1), 1), _MOST_COLUMNS)
            rows = whole(cell.get("rowspan"), 1)
            made.append(_cell(cell, _Flow(filename), width, "restart" if rows > 1 else "", depth))
            open_cells |= {column + at: rows - 1 for at in range(width) if rows > 1}
            column += width
        _continued(made, open_cells, column)
    return table


def _continued(row: etree._Element, open_cells: dict[int, int], column: int) -> int:
    """Adds the cells that go on from the row above at this column; returns the column behind them."""
    while open_cells.get(column, 0) > 0:
        open_cells[column] -= 1
        row.append(_cell(None, _Flow(""), 1, "continue", 0))
        column += 1
    return column


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _cell(element: etree._Element | None, flow: _Flow, width: int, merge: str, depth: int) -> etree._Element:
    cell = etree.Element(f"{W}tc")
    properties = etree.SubElement(cell, f"{W}tcPr")
    etree.SubElement(properties, f"{W}gridSpan").set(f"{W}val", str(width))
    if merge:
        etree.SubElement(properties, f"{W}vMerge").set(f"{W}val", merge)
    if element is not None:
        _walk(element, flow, _Type(bold=element.tag == "th"), depth + 1)
    flow.close()
    cell.extend(flow.elements or [etree.Element(f"{W}p")])
    return cell


def _run(text: str, kind: _Type) -> etree._Element:
    run = etree.Element(f"{W}r")
    properties = etree.SubElement(run, f"{W}rPr")
    if kind.bold:
        etree.SubElement(properties, f"{W}b")
    if kind.struck:
        etree.SubElement(properties, f"{W}strike")
    if kind.raised or kind.lowered:
        align = "superscript" if kind.raised else "subscript"
        etree.SubElement(properties, f"{W}vertAlign").set(f"{W}val", align)
    # Control characters, which XML cannot hold, are typed by nobody.
    etree.SubElement(run, f"{W}t").text = "".join(c for c in text if c >= " " and c not in "\ufffe\uffff")
    return run


def _break() -> etree._Element:
    run = etree.Element(f"{W}r")
    etree.SubElement(run, f"{W}br")
    return run
