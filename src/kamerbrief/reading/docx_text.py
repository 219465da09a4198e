"""The words of docx paragraphs: runs, fields, tracked changes, breaks, symbols, footnote marks and text boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from lxml import etree

from kamerbrief.reading.builder import Content, clean
from kamerbrief.reading.docx_package import W
from kamerbrief.reading.docx_styles import Style, Styles
from kamerbrief.reading.lines import separators

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RUNS = {f"{W}r", f"{_M}r"}
_TEXT = {f"{W}t", f"{_M}t"}
_BOX = f"{W}txbxContent"
_ALTERNATIVES = f"{_MC}AlternateContent"
#: Deleted and moved-away text, the reading aid over a word, and what only describes: none of it is text of the letter.
_SKIPPED = {
    f"{W}{name}"
    for name in (
        "del",
        "moveFrom",
        "rPr",
        "pPr",
        "delText",
        "instrText",
        "delInstrText",
        "sdtPr",
        "sdtEndPr",
        "tblPr",
        "rt",
    )
}
_FIXED = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-", f"{W}cr": "\n", f"{W}softHyphen": ""}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
_AROUND_BREAK = re.compile(r" *\n[ \n]*")
#: What symbol fonts show for a code (without the private area's 0xF000) where it means something in text.
_SYMBOLS = {
    "symbol": {
        0xA0: "€",
        0xA3: "≤",
        0xB0: "°",
        0xB1: "±",
        0xB3: "≥",
        0xB4: "×",
        0xB7: "•",
        0xB8: "÷",
        0xBB: "≈",
        0xAE: "→",
    },
    "wingdings": {0x6C: "•", 0x6E: "•", 0x9F: "•", 0xA7: "•", 0xD8: "•", 0xE0: "→", 0xF0: "→", 0xFB: "✗", 0xFC: "✓"},
}


@dataclass(slots=True)
class Inline:
    """What a paragraph holds: its content, and the text boxes anchored in it.

    ``bold`` is true when every visible character is. ``lead`` is the text before the first tab, if there is one.
    ``open_end`` says that the paragraph's end was deleted under tracked changes: its text goes on in the next one.
    """

    content: Content
    bold: bool
    boxes: list[etree._Element]
    lead: str = ""
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text; ``note`` is the key of the footnote that it is the mark of, else ''."""

    text: str
    bold: bool = False
    note: str = ""


@dataclass(slots=True)
class TextReader:
    """Reads paragraphs in order; the result of a field may run over several of them.

    ``number`` gives the printed number of a note, from its kind and id.
    """

    styles: Styles
    number: Callable[[str, str], str]
    _fields: list[bool] = field(default_factory=list)
    _pieces: list[_Piece] = field(default_factory=list)
    _boxes: list[etree._Element] = field(default_factory=list)

    def paragraph(self, element: etree._Element, style: Style, *, breaks: bool = False) -> Inline:
        """The words of a ``w:p`` in this style; line breaks inside a sentence become blanks, unless ``breaks``."""
        self._pieces, self._boxes = [], []
        self._collect(element, style)
        # A field that shows no result by the end of the paragraph is broken; it must not swallow the rest.
        self._fields = [True] * len(self._fields)
        visible = [piece.bold for piece in self._pieces if piece.text.strip() and not piece.note]
        lead = "".join(piece.text for piece in self._pieces if not piece.note).partition("\t")
        return Inline(
            _content(self._pieces, breaks=breaks),
            bool(visible) and all(visible),
            self._boxes,
            clean(lead[0]).strip() if lead[1] else "",
            deleted_end(element),
        )

    def _collect(self, element: etree._Element, style: Style) -> None:
        for child in element:
            tag = child.tag
            if tag in _RUNS:
                self._run(child, style)
            elif tag == _ALTERNATIVES:
                self._collect(chosen(child), style)
            elif tag == _BOX:
                self._boxes.append(child)
            elif tag not in _SKIPPED and isinstance(tag, str):
                self._collect(child, style)

    def _run(self, run: etree._Element, style: Style) -> None:
        look = self.styles.look(run, style)
        if look.hidden:
            for mark in run.iterchildren(f"{W}fldChar"):
                self._field(mark.get(f"{W}fldCharType", ""))
        else:
            self._inside(run, style, look.bold)

    def _inside(self, run: etree._Element, style: Style, bold: bool) -> None:
        for child in run:
            tag = child.tag
            if tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
            elif not all(self._fields) or tag in _SKIPPED:
                continue
            elif tag in _TEXT:
                self._pieces.append(_Piece(child.text or "", bold))
            elif tag in _NOTES:
                self._note(_NOTES[tag], child.get(f"{W}id", ""))
            elif tag == _ALTERNATIVES:
                self._inside(chosen(child), style, bold)
            elif (text := _fixed(child)) is not None:
                self._pieces.append(_Piece(text, bold))
            elif isinstance(tag, str):
                self._collect(child, style)

    def _note(self, kind: str, note: str) -> None:
        self._pieces.append(_Piece(f"[{self.number(kind, note)}]", note=f"{kind}-{note}"))

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def chosen(alternatives: etree._Element) -> etree._Element:
    """The one of several alternatives that is read: the first that has words or a text box."""
    for child in alternatives:
        if next(child.iter(f"{W}t", _BOX), None) is not None:
            return child
    return alternatives


def deleted_end(paragraph: etree._Element) -> bool:
    """True when the paragraph's end was deleted or moved away under tracked changes."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return mark is not None and (mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None)


def _fixed(element: etree._Element) -> str | None:
    """The text that an element of a run stands for; None when it stands for none."""
    if element.tag == f"{W}br":
        return " " if element.get(f"{W}type") in ("page", "column") else "\n"
    if element.tag == f"{W}sym":
        return _symbol(element)
    return _FIXED.get(str(element.tag))


def _symbol(element: etree._Element) -> str:
    """A character of a symbol font; one without a meaning in text is left out."""
    try:
        code = int(element.get(f"{W}char", "0"), 16)
    except ValueError:
        return ""
    font = element.get(f"{W}font", "").lower()
    table = next((table for name, table in _SYMBOLS.items() if font.startswith(name)), {})
    if 0xF000 <= code <= 0xF0FF or table:
        return table.get(code & 0xFF, "")
    return chr(code) if 0 < code < 0xD800 else ""


def _segments(pieces: list[_Piece]) -> Iterator[tuple[str, str]]:
    """Text and note key by turns: neighbouring pieces of text joined, each mark on its own."""
    for note, group in groupby(pieces, key=lambda piece: piece.note):
        if note:
            yield from ((piece.text, note) for piece in group)
        else:
            yield "".join(piece.text for piece in group), ""


def _content(pieces: list[_Piece], *, breaks: bool = False) -> Content:
    """Joins the pieces: single blanks, line breaks only between lines of their own, marks tight to the word before."""
    parts: list[str] = []
    marks: list[tuple[int, int, str]] = []
    length = 0
    for text, note in _segments(pieces):
        words = text
        if note:
            if parts and parts[-1].endswith(" "):
                parts[-1] = parts[-1][:-1]
                length -= 1
            marks.append((length, length + len(words), note))
        else:
            words = _AROUND_BREAK.sub("\n", clean(text.replace("\t", " ")))
            if not parts or parts[-1].endswith((" ", "\n")):
                words = words.lstrip(" \n")
        if words:
            parts.append(words)
            length += len(words)
    joined = "".join(parts).rstrip()
    return Content(joined if breaks else _laid_out(joined), marks=tuple(marks))


def _laid_out(text: str) -> str:
    """The text with a blank for each line break within a sentence; its length stays the same."""
    if "\n" not in text:
        return text
    lines = text.split("\n")
    return lines[0] + "".join(mark + line for mark, line in zip(separators(lines), lines[1:], strict=True))
