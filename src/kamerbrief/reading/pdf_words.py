"""The words of a pdf page with their places, out of pdfium's characters."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from math import cos, hypot, pi
from statistics import median
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from kamerbrief.reading.builder import clean
from kamerbrief.reading.pdf_places import Frame

#: A line-end hyphen is U+FFFE in pdfium's text; the words before and behind it belong to different lines.
_LINE_HYPHEN = "\ufffe"
_RUN = re.compile(r"[^\r\n\ufffe]+\ufffe?")
_TOKEN = re.compile(r"[^\s\ufffe]+\ufffe?|\ufffe")
_SINGLE_SPACE = re.compile(r"(?<=\S) (?=\S)")
_DIGIT_RUN = re.compile(r"\d+")
#: Glyphs of symbol fonts that stand for a bullet.
_BULLETS = {0xF0B7, 0xF0A7, 0xF0D8, 0xF02D, 0xF076, 0xF0FC, 0x25AA, 0x25A0, 0x25CF, 0x25E6, 0x2023, 0x2043, 0x27A2}
_GLYPHS = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", _LINE_HYPHEN: "-"}
#: Where a font does not say how high its letters are: so many ems above and below the line they stand on.
ABOVE, BELOW = 0.93, 0.25
#: Letters without a tail, how many of them are looked at on a page, and the least room for tails, in ems.
_TAILLESS = re.compile(r"[aemnorsu]")
_SAMPLE = 20
_TAIL = 0.08
#: Parts of the usual distance between words: a blank that pdfium inferred inside one string is letter-spacing below
#: the first, one between two strings below the second.
_INSIDE, _BETWEEN = 0.85, 0.55
#: Where a page prints too few blanks to measure the usual distance: this part of the glyphs' height.
_NARROWEST = 0.1
#: A figure is raised when it is lower than this part of its neighbours and stands this part of their height higher.
RAISED_HEIGHT = 0.85
RAISED_BY = 0.14
#: Glyphs whose height differs more than this part are set in another size.
_OTHER_SIZE = 0.15


class Style(NamedTuple):
    """How a word is printed: size in points (the em), weight and slant."""

    size: float
    bold: bool
    italic: bool


@dataclass(slots=True)
class PrintedWord:
    """A word on a page; places are points from the page's top left corner.

    ``spaced`` says whether a blank stands before it, None that only the distance can tell; ``raised`` that it is a
    superscript figure.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    style: Style
    spaced: bool | None = None
    raised: bool = False

    @property
    def height(self) -> float:
        """Height of the glyphs' box."""
        return self.bottom - self.top


def em(text_page: Any, index: int, matrix: Any) -> float:
    """The size of type of a character in points, its font's size times the scale of its text matrix."""
    scale = 1.0
    if pdfium.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix)):
        scale = hypot(matrix.c, matrix.d) or 1.0
    return float(pdfium.FPDFText_GetFontSize(text_page, index)) * scale


class Styles:
    """The styles of a page's characters; each font is looked up once."""

    def __init__(self) -> None:
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._matrix = pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)

    def at(self, text_page: Any, index: int) -> Style:
        """The style of the character at ``index``."""
        return Style(round(em(text_page, index, self._matrix), 1), *self._font(text_page, index))

    def _font(self, text_page: Any, index: int) -> tuple[bool, bool]:
        found = pdfium.FPDFText_GetTextObject(text_page, index)
        font = pdfium.FPDFTextObj_GetFont(found) if found else None
        key = ctypes.addressof(font.contents) if font else -1
        if key not in self._fonts:
            self._fonts[key] = self._look_up(text_page, index)
        return self._fonts[key]

    def _look_up(self, text_page: Any, index: int) -> tuple[bool, bool]:
        flags = ctypes.c_int()
        got = pdfium.FPDFText_GetFontInfo(text_page, index, self._name, len(self._name), ctypes.byref(flags))
        name = self._name.value.decode("utf-8", "replace").lower() if got else ""
        bold = pdfium.FPDFText_GetFontWeight(text_page, index) >= 600 or "bold" in name or "black" in name
        return bold, bool(flags.value & 64) or "italic" in name or "oblique" in name


class Characters:
    """The characters of one text page: their text and, when asked for, their boxes.

    With ``by_base_line`` the boxes stand on the line that the letters stand on, whatever their font says of its height.
    """

    def __init__(self, text_page: Any, frame: Frame, *, by_base_line: bool = False) -> None:
        self.page = text_page
        self._frame = frame
        self._rect = pdfium.FS_RECTF()
        self._by_reference = ctypes.byref(self._rect)
        self._matrix = pdfium.FS_MATRIX()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self.text = self._read()
        self._inked = by_base_line or self._has_ink_boxes()

    def _read(self) -> str:
        count = max(pdfium.FPDFText_CountChars(self.page), 0)
        buffer = (ctypes.c_ushort * (count + 1))()
        got = pdfium.FPDFText_GetText(self.page, 0, count, buffer)
        text = bytes(buffer)[: max(got - 1, 0) * 2].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        # Where characters have no or two code units, text and boxes are only in step when read one by one.
        codes = (pdfium.FPDFText_GetUnicode(self.page, index) for index in range(count))
        return "".join(_LINE_HYPHEN if code == 2 else chr(code) if 0 < code < 0x110000 else " " for code in codes)

    def box(self, index: int) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom of a character's cell, in points from the top left corner of the upright page."""
        if self._frame.turn:
            return self._turned_box(index)
        rect = self._rect
        pdfium.FPDFText_GetLooseCharBox(self.page, index, self._by_reference)
        if not self._inked:
            return self._frame.place(rect.left, rect.bottom, rect.right, rect.top)
        size = em(self.page, index, self._matrix)
        pdfium.FPDFText_GetCharOrigin(self.page, index, ctypes.byref(self._x), ctypes.byref(self._y))
        base = self._y.value
        return self._frame.place(rect.left, base - BELOW * size, rect.right, base + ABOVE * size)

    def _turned_box(self, index: int) -> tuple[float, float, float, float]:
        """A character's cell on a turned page, where pdfium gives only the place of its ink and of its base line."""
        left, right, lower, upper = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(self.page, index, left, right, lower, upper)
        x0, _, x1, _ = self._frame.place(left.value, lower.value, right.value, upper.value)
        pdfium.FPDFText_GetCharOrigin(self.page, index, ctypes.byref(self._x), ctypes.byref(self._y))
        _, base, _, _ = self._frame.place(self._x.value, self._y.value, self._x.value, self._y.value)
        size = em(self.page, index, self._matrix)
        return x0, base - ABOVE * size, x1, base + BELOW * size

    def _has_ink_boxes(self) -> bool:
        """True where a font does not state its height, so that each letter's box is only as high as its ink.

        Told from the first letters without a tail: their boxes then end on the line that they stand on.
        """
        inked = 0
        sample = [match.start() for match in islice(_TAILLESS.finditer(self.text), _SAMPLE)]
        for index in sample:
            pdfium.FPDFText_GetLooseCharBox(self.page, index, self._by_reference)
            pdfium.FPDFText_GetCharOrigin(self.page, index, ctypes.byref(self._x), ctypes.byref(self._y))
            inked += self._y.value - self._rect.bottom < _TAIL * em(self.page, index, self._matrix)
        return inked > len(sample) / 2

    def generated(self, index: int) -> bool:
        """True for a blank that pdfium inferred from a distance."""
        return bool(pdfium.FPDFText_IsGenerated(self.page, index) == 1)

    def inside(self, index: int) -> bool:
        """True for an inferred blank within one string of the pdf, False for one between two."""
        return bool(pdfium.FPDFText_GetTextObject(self.page, index))

    def upright(self, index: int) -> bool:
        """True when the character stands upright for the reader of the page."""
        return cos(pdfium.FPDFText_GetCharAngle(self.page, index) + self._frame.turn * pi / 2) > 0.9


def words_of(characters: Characters) -> list[PrintedWord]:
    """All upright words of a page, in the order in which the page draws them."""
    usual = _usual_gap(characters)
    styles = Styles()
    found: list[PrintedWord] = []
    for run in _RUN.finditer(characters.text):
        tokens = list(_TOKEN.finditer(run[0]))
        if tokens and characters.upright(run.start() + tokens[0].start()):
            found += _run_words(characters, styles, run.start(), tokens, usual)
    return [word for word in found if word.text]


def _usual_gap(characters: Characters) -> float | None:
    """The distance between words as a part of the glyphs' height, from the first blanks that the page prints."""
    gaps: list[float] = []
    for match in _SINGLE_SPACE.finditer(characters.text):
        at = match.start()
        if characters.generated(at):
            continue
        (_, top, before, bottom), (after, *_) = characters.box(at - 1), characters.box(at + 1)
        if bottom - top > 0.1 and after > before:
            gaps.append((after - before) / (bottom - top))
        if len(gaps) == 24:
            break
    return median(gaps) if len(gaps) >= 5 else None


def _run_words(
    characters: Characters, styles: Styles, base: int, tokens: list[re.Match[str]], usual: float | None
) -> list[PrintedWord]:
    """The words of a stretch that pdfium holds for a line, letter-spaced ones made whole, raised figures apart."""
    first, last = base + tokens[0].start(), base + tokens[-1].end() - 1
    style = styles.at(characters.page, first)
    even = first == last or styles.at(characters.page, last) == style
    words: list[PrintedWord] = []
    end = base
    for token in tokens:
        start, stop = base + token.start(), base + token.end()
        parts = list(_parts(characters, start, stop, style if even else styles.at(characters.page, start)))
        if even and words and abs(parts[0].height - words[0].height) > _OTHER_SIZE * words[0].height:
            parts[0].style = styles.at(characters.page, start)
        backwards = bool(words) and parts[0].x0 < words[-1].x0
        parts[0].spaced = True if start > end and not backwards else None
        if words and _letter_spaced(characters, words[-1], parts[0], end, start, usual):
            words[-1] = _glued(words[-1], parts.pop(0))
        words += parts
        end = stop
    return words


def _parts(characters: Characters, start: int, stop: int, style: Style) -> Iterator[PrintedWord]:
    """The word of the characters [start, stop), with figures that are raised inside it or at its end apart."""
    text = characters.text[start:stop]
    cut = start
    if stop - start > 1 and any(c.isdigit() for c in text):
        reference = start + next((place for place, c in enumerate(text) if c.isalpha()), 0)
        _, top, _, bottom = characters.box(reference)
        for at, end in _raised(characters, start, text, top, bottom):
            if at > cut:
                yield _word(characters, cut, at, style, spaced=False)
            yield _word(characters, at, end, style, spaced=False, raised=True)
            cut = end
    if cut < stop:
        yield _word(characters, cut, stop, style, spaced=False)


def _raised(characters: Characters, start: int, text: str, top: float, bottom: float) -> Iterator[tuple[int, int]]:
    """The stretches of figures in a word that stand higher than its other characters."""
    for digits in _DIGIT_RUN.finditer(text):
        at = digits.end()
        while at > digits.start():
            _, upper, _, lower = characters.box(start + at - 1)
            small, high = lower - upper < RAISED_HEIGHT * (bottom - top), bottom - lower > RAISED_BY * (bottom - top)
            if not (small and high):
                break
            at -= 1
        if at < digits.end():
            yield start + at, start + digits.end()


def _word(
    characters: Characters, start: int, stop: int, style: Style, *, spaced: bool, raised: bool = False
) -> PrintedWord:
    x0, top, x1, bottom = characters.box(start)
    if stop - start > 1:
        _, last_top, x1, last_bottom = characters.box(stop - 1)
        top, bottom = min(top, last_top), max(bottom, last_bottom)
    text = characters.text[start:stop]
    return PrintedWord(text if text.isascii() else as_typed(text), x0, top, x1, bottom, style, spaced, raised)


def as_typed(text: str) -> str:
    """A printed word as a reader would type it: ligatures and symbol glyphs resolved, no invisible characters."""
    return clean("".join("•" if ord(c) in _BULLETS else _GLYPHS.get(c, c) for c in text)).strip()


def _letter_spaced(
    characters: Characters, before: PrintedWord, word: PrintedWord, end: int, start: int, usual: float | None
) -> bool:
    """True when the blank between two words comes from letter-spacing: inferred from a narrow gap, or no gap at all."""
    if start - end != 1 or word.raised or before.raised:
        return False
    gap = (word.x0 - before.x1) / max(before.height, 0.1)
    if gap < -0.5 or gap > 0.5:
        return False
    if not characters.generated(end):
        return gap < 0.02 and before.text[-1:].isalpha() and word.text[0].isalpha()
    if usual is None:
        return gap < _NARROWEST
    return gap < (_INSIDE if characters.inside(end) else _BETWEEN) * usual


def _glued(before: PrintedWord, word: PrintedWord) -> PrintedWord:
    return replace(
        before,
        text=before.text + word.text,
        x1=word.x1,
        top=min(before.top, word.top),
        bottom=max(before.bottom, word.bottom),
    )
