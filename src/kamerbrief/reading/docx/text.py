"""The words of docx paragraphs: runs, fields, tracked changes, breaks, symbols, formulas, note marks and text boxes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from lxml import etree

from kamerbrief.reading.builder import Content, clean
from kamerbrief.reading.docx.drawings import Related, drawn, is_drawing
from kamerbrief.reading.docx.fields import Fields, chosen_in_form
from kamerbrief.reading.docx.math import FORMULAS, linear
from kamerbrief.reading.docx.package import W, on
from kamerbrief.reading.docx.styles import Height, Look, Style, Styles
from kamerbrief.reading.docx.symbols import shown_in, symbol
from kamerbrief.reading.lines import separators
from kamerbrief.reading.raised import beside, fraction, raised

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_RUN, _TEXT = f"{W}r", f"{W}t"
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
        "delInstrText",
        "sdtPr",
        "sdtEndPr",
        "tblPr",
        "rt",
    )
}
_FIXED = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-", f"{W}cr": "\n", f"{W}softHyphen": ""}
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
#: What makes one of several alternatives readable.
_READABLE = {_TEXT, _BOX, *FORMULAS}
_AROUND_BREAK = re.compile(r" *\n[ \n]*")


@dataclass(slots=True)
class Inline:
    """What a paragraph holds: its content, and the text boxes anchored in it.

    ``bold`` is true when every visible character is. ``lead`` is the text before the first tab, if there is one.
    ``open_end`` says that the paragraph's end is not shown: its text goes on in the next one. ``tight`` says that it
    does so without a blank, as behind a drop cap; ``indented`` that it begins with one.
    """

    content: Content
    bold: bool
    boxes: list[etree._Element]
    lead: str = ""
    open_end: bool = False
    tight: bool = False
    indented: bool = False


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text; ``note`` is the key of the footnote that it is the mark of, else ''."""

    text: str
    bold: bool = False
    note: str = ""
    height: Height = Height.LINE
    formula: bool = False


@dataclass(slots=True)
class TextReader:
    """Reads paragraphs in order; the result of a field may run over several of them.

    ``number`` gives the printed number of a note, from its kind and id and the mark that the writer chose for it, if
    any; ``related`` finds the tree of a part that a drawing stands for.
    """

    styles: Styles
    number: Callable[[str, str, str], str]
    related: Related
    _fields: Fields = field(default_factory=Fields)
    _pieces: list[_Piece] = field(default_factory=list)
    _boxes: list[etree._Element] = field(default_factory=list)

    def paragraph(self, element: etree._Element, style: Style, *, breaks: bool = False) -> Inline:
        """The words of a ``w:p`` in this style; line breaks inside a sentence become blanks, unless ``breaks``."""
        self._pieces, self._boxes = [], []
        self._collect(element, style)
        self._fields.give_up()
        visible = [piece.bold for piece in self._pieces if piece.text.strip() and not piece.note]
        typed = "".join(piece.text for piece in self._pieces if not piece.note)
        lead = typed.partition("\t")
        return Inline(
            _content(self._pieces, breaks=breaks),
            bool(visible) and all(visible),
            self._boxes,
            lead=clean(lead[0]).strip() if lead[1] else "",
            open_end=open_ended(element),
            tight=_is_drop_cap(element) and not typed.endswith(" "),
            indented=typed.startswith(" "),
        )

    def _collect(self, element: etree._Element, style: Style) -> None:
        for child in element:
            self._take(child, style)

    def _take(self, child: etree._Element, style: Style) -> None:
        """Takes an element of a paragraph: a run, a formula, a drawing, a text box, or what holds them."""
        tag = child.tag
        if tag == _RUN:
            self._run(child, style)
        elif tag == _ALTERNATIVES:
            self._collect(chosen(child), style)
        elif tag == _BOX:
            self._boxes.append(child)
        elif tag in FORMULAS:
            self._add(linear(child), Look(), formula=True)
        elif is_drawing(child):
            self._draw(child)
        elif tag not in _SKIPPED and isinstance(tag, str):
            self._collect(child, style)

    def _run(self, run: etree._Element, style: Style) -> None:
        look = self.styles.look(run, style)
        if look.hidden:
            for child in run:
                self._control(child)
        else:
            self._inside(run, style, look)

    def _inside(self, run: etree._Element, style: Style, look: Look) -> None:
        for child in run:
            tag = child.tag
            if self._control(child, look) or not self._fields.showing or tag in _SKIPPED:
                continue
            if tag == _TEXT:
                self._add(shown_in(look.font, child.text or "") if look.font else child.text or "", look)
            elif tag in _NOTES:
                if self._note(child, run):
                    return
            elif tag == _ALTERNATIVES:
                self._inside(chosen(child), style, look)
            elif (text := _fixed(child)) is not None:
                self._add(text, look)
            else:
                self._take(child, style)

    def _add(self, text: str, look: Look, *, formula: bool = False) -> None:
        if not self._fields.showing or not text:
            return
        before = self._pieces[-1] if self._pieces else _Piece("")
        if (formula or before.formula) and look.height is not Height.RAISED:
            text = beside(before.text, text)
        self._pieces.append(_Piece(text, look.bold, height=look.height, formula=formula))

    def _draw(self, element: etree._Element) -> None:
        box = drawn(element, self.related)
        if box is not None and self._fields.showing:
            self._boxes.append(box)

    def _note(self, reference: etree._Element, run: etree._Element) -> bool:
        """Adds the mark of a note; true where the writer chose it, so that the rest of the run is that mark."""
        kind, note = _NOTES[str(reference.tag)], reference.get(f"{W}id", "")
        chosen_mark = ""
        if reference.get(f"{W}customMarkFollows", "0") in ("1", "true", "on"):
            chosen_mark = "".join(child.text or "" if child.tag == _TEXT else _fixed(child) or "" for child in run)
        mark = self.number(kind, note, clean(chosen_mark).strip())
        self._pieces.append(_Piece(f"[{mark}]", note=f"{kind}-{note}"))
        return bool(chosen_mark.strip())

    def _control(self, element: etree._Element, look: Look | None = None) -> bool:
        """Takes what begins, parts and ends a field, and its instruction; false for any other element."""
        if element.tag == f"{W}fldChar":
            shown = self._fields.mark(element.get(f"{W}fldCharType", ""), chosen_in_form(element))
            if look is not None:
                self._add(shown, look)
        elif element.tag == f"{W}instrText":
            self._fields.instruct(element.text or "")
        else:
            return False
        return True


def chosen(alternatives: etree._Element) -> etree._Element:
    """The one of several alternatives that is read: the first that has words, a text box or a drawing with words."""
    for child in alternatives:
        if any(found.tag in _READABLE or is_drawing(found) for found in child.iter()):
            return child
    return alternatives


def open_ended(paragraph: etree._Element) -> bool:
    """True when the paragraph's end is not shown: deleted or moved away under tracked changes, hidden, a drop cap."""
    return _is_drop_cap(paragraph) or deleted_end(paragraph)


def deleted_end(paragraph: etree._Element) -> bool:
    """True when the paragraph's end was deleted or moved away under tracked changes, or is hidden."""
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    if mark is None:
        return False
    return mark.find(f"{W}del") is not None or mark.find(f"{W}moveFrom") is not None or on(mark.find(f"{W}vanish"))


def _is_drop_cap(paragraph: etree._Element) -> bool:
    frame = paragraph.find(f"{W}pPr/{W}framePr")
    return frame is not None and frame.get(f"{W}dropCap", "none") != "none"


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
    return symbol(element.get(f"{W}font", ""), code)


def _on_the_line(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces with raised figures as superscript ones, and a raised figure over a lowered one as a fraction."""
    if all(piece.height is Height.LINE for piece in pieces):
        return pieces
    joined = [_joined(list(group)) for _, group in groupby(pieces, key=lambda piece: (piece.note, piece.height))]
    typed: list[_Piece] = []
    skip = 0
    before = ""
    for number, piece in enumerate(joined):
        if skip:
            skip -= 1
            continue
        if piece.height is Height.RAISED and not piece.note:
            text = raised(piece.text, before)
            if _is_fraction(joined[number : number + 3]):
                text, skip = fraction(piece.text, joined[number + 2].text, before), 2
            piece = replace(piece, text=text)
        typed.append(piece)
        before = piece.text
    return typed


def _joined(pieces: list[_Piece]) -> _Piece:
    return replace(pieces[0], text="".join(piece.text for piece in pieces))


def _is_fraction(pieces: list[_Piece]) -> bool:
    """True for a raised figure, a slash on the line and a lowered figure."""
    if [piece.height for piece in pieces] != [Height.RAISED, Height.LINE, Height.LOWERED]:
        return False
    over, slash, under = (piece.text.strip() for piece in pieces)
    return over.isdigit() and slash in ("/", "⁄") and under.isdigit()


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
    for text, note in _segments(_on_the_line(pieces)):
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
