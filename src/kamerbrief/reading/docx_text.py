"""The words of docx paragraphs: runs, fields, tracked changes, breaks, symbols, footnote marks and text boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from kamerbrief.reading.builder import Content, clean
from kamerbrief.reading.docx_package import W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
#: Deleted and moved-away text, comments, and what only describes: nothing inside these is text of the letter.
_SKIPPED = {f"{W}{n}" for n in ("del", "moveFrom", "rPr", "pPr", "delText", "instrText", "delInstrText", "sdtPr")}
_SKIPPED |= {f"{W}{n}" for n in ("sdtEndPr", "tblPr", "annotationRef", "ruby")}
_FIXED = {f"{W}tab": " ", f"{W}noBreakHyphen": "-", f"{W}ptab": " ", f"{W}cr": "\n", f"{W}softHyphen": ""}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
#: A longer line belongs to a sentence that runs on; shorter ones are lines of an address or a signature.
_SHORT_LINE = 70
_AROUND_BREAK = re.compile(r" *\n[ \n]*")
_DEEPEST = 200


@dataclass(slots=True)
class Inline:
    """What a paragraph holds: its content, whether all of it is bold, and the text boxes anchored in it."""

    content: Content
    bold: bool
    boxes: list[etree._Element]


@dataclass(slots=True)
class TextReader:
    """Reads paragraphs in order; fields may run over several of them. ``number`` gives a note's printed number."""

    number: Callable[[str, str], str]
    _fields: list[bool] = field(default_factory=list)

    def paragraph(self, element: etree._Element) -> Inline:
        """The words of a ``w:p``; line breaks inside a sentence become blanks, between short lines they stay."""
        parts: list[tuple[str, str, bool]] = []
        boxes: list[etree._Element] = []
        self._collect(element, parts, boxes, 0)
        visible = [bold for text, key, bold in parts if text.strip() and not key]
        return Inline(_content(parts), bool(visible) and all(visible), boxes)

    def _collect(
        self, element: etree._Element, parts: list[tuple[str, str, bool]], boxes: list[etree._Element], depth: int
    ) -> None:
        if depth > _DEEPEST:
            return
        for child in element:
            tag = child.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == f"{W}r":
                if not _hidden(child):
                    self._run(child, parts, boxes, depth)
            elif tag == f"{_MC}AlternateContent":
                chosen = child.find(f"{_MC}Choice")
                self._collect(chosen if chosen is not None else child, parts, boxes, depth + 1)
            elif tag == f"{W}txbxContent":
                boxes.append(child)
            else:
                self._collect(child, parts, boxes, depth + 1)

    def _run(
        self, run: etree._Element, parts: list[tuple[str, str, bool]], boxes: list[etree._Element], depth: int
    ) -> None:
        bold = _on(run.find(f"{W}rPr/{W}b"))
        for child in run:
            tag = child.tag
            if tag == f"{W}fldChar":
                self._field(child.get(f"{W}fldCharType", ""))
            elif not all(self._fields):
                continue
            elif tag == f"{W}t" or tag == f"{_M}t":
                parts.append((child.text or "", "", bold))
            elif tag in _FIXED:
                parts.append((_FIXED[tag], "", bold))
            elif tag == f"{W}br":
                parts.append((" " if child.get(f"{W}type") in ("page", "column") else "\n", "", bold))
            elif tag == f"{W}sym":
                parts.append((_symbol(child), "", bold))
            elif tag in _NOTES:
                key = f"{_NOTES[tag]}-{child.get(f'{W}id', '')}"
                parts.append((self.number(_NOTES[tag], child.get(f"{W}id", "")), key, bold))
            elif tag not in _SKIPPED:
                boxes += _outermost_boxes(child, depth)

    def _field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def _outermost_boxes(element: etree._Element, depth: int) -> Iterator[etree._Element]:
    """The text boxes in a drawing or picture; of two alternatives the first is taken."""
    if depth > _DEEPEST:
        return
    chosen = element.find(f"{_MC}Choice") if element.tag == f"{_MC}AlternateContent" else None
    for child in element if chosen is None else chosen:
        if child.tag == f"{W}txbxContent":
            yield child
        elif isinstance(child.tag, str):
            yield from _outermost_boxes(child, depth + 1)


def _on(element: etree._Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")


def _hidden(run: etree._Element) -> bool:
    return _on(run.find(f"{W}rPr/{W}vanish"))


def _symbol(element: etree._Element) -> str:
    """A character of a symbol font; those in the private area are bullets and arrows without a meaning in text."""
    code = int(element.get(f"{W}char", "0"), 16)
    return "" if 0xE000 <= code <= 0xF8FF or not code else chr(code)


def _content(parts: list[tuple[str, str, bool]]) -> Content:
    """Joins the parts: single blanks, line breaks only between short lines, footnote marks tight to the word before."""
    keep_lines = _has_short_lines("".join(text for text, key, _ in parts if not key))
    joined = ""
    marks: list[tuple[int, int, str]] = []
    for text, key, _ in parts:
        if key:
            joined = joined.rstrip(" ")
            marks.append((len(joined), len(joined) + len(text), key))
            joined += text
            continue
        tidy = clean(text).replace("\t", " ")
        tidy = _AROUND_BREAK.sub("\n" if keep_lines else " ", tidy)
        if not joined or joined[-1] in " \n":
            tidy = tidy.lstrip(" \n")
        joined += clean(tidy)
    return Content(joined.rstrip(), marks=tuple(marks))


def _has_short_lines(text: str) -> bool:
    lines = [line.strip() for line in text.strip().split("\n")]
    return len(lines) > 1 and all(len(line) <= _SHORT_LINE for line in lines)
