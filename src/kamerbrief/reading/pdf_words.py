"""The words of a pdf page with their places, out of pdfium's characters."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from math import pi
from statistics import median
from typing import Any

import pypdfium2.raw as pdfium

from kamerbrief.reading.builder import clean
from kamerbrief.reading.pdf_places import Box, Frame
from kamerbrief.reading.pdf_type import Style, Styles, em, slant

#: A line-end hyphen is U+FFFE in pdfium's text; the words before and behind it belong to different lines.
_LINE_HYPHEN = "\ufffe"
_SOFT_HYPHEN = "\xad"
#: A soft hyphen that is wider than this part of its height is printed.
_PRINTED = 0.05
_LINE_ENDS = "\r\n\ufffe"
#: A character whose angle is this part of a quarter turn off stands askew.
_ASKEW = 0.28
_TOKEN = re.compile(r"[^\s\ufffe]+\ufffe?|\ufffe|[\r\n]")
_SINGLE_SPACE = re.compile(r"(?<=\S) (?=\S)")
#: What may be a mark behind a word, if it is raised: figures, a letter or Roman figure at the word's end, asterisks.
_MARK = re.compile(r"\d+(?:[,;/]\d+)*\)?|\*+\)?|[a-z]{1,5}\)?(?=[^\w(]*$)")
#: Glyphs of symbol fonts that stand for a bullet.
_BULLETS = {0xF0B7, 0xF0A7, 0xF0D8, 0xF02D, 0xF076, 0xF0FC, 0x25AA, 0x25A0, 0x25CF, 0x25E6, 0x2023, 0x2043, 0x27A2}
_GLYPHS = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", _LINE_HYPHEN: "-"}
#: Raised characters as a reader would type them.
SUPERSCRIPT = str.maketrans("0123456789abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_FIGURE_OR_SIGN = re.compile(r"[\d*]")
_CLOSING = ".,;:)]!?’”\"'»"
#: Where a font does not say how high its letters are: so many ems above and below the line they stand on.
ABOVE, BELOW = 0.93, 0.25
#: Letters without a tail, how many of them are looked at on a page, and the least room for tails, in ems.
_TAILLESS = re.compile(r"[aemnorsu]")
_SAMPLE = 20
_TAIL = 0.08
#: A cell lower than this part of the size of type is only as high as its ink.
_LOW = 0.8
#: Of the height of a cell this part is room for tails.
_TAILS = 0.22
#: Parts of the usual distance between words: a blank that pdfium inferred inside one string is letter-spacing below
#: the first, one between two strings below the second.
_INSIDE, _BETWEEN = 0.85, 0.55
#: Where a page prints too few blanks to measure the usual distance: this part of the glyphs' height.
_NARROWEST = 0.1
#: A figure is raised when it is lower than this part of its neighbours and stands this part of their height higher.
RAISED_HEIGHT = 0.85
RAISED_BY = 0.14
#: A figure of its neighbours' own size is raised when it stands this part of their height higher.
RAISED_ALIKE = 0.2
HIGHEST = 0.95
#: Small capitals are lower too, but stand on one line with the others: no mark stands less than this part higher.
_LIFT = 0.08
#: Glyphs whose height differs more than this part are set in another size.
_OTHER_SIZE = 0.15


_loose_box, _matrix_at = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetMatrix
#: The places [start, end) of a line's tokens among a page's characters.
Run = list[tuple[int, int]]


@dataclass(slots=True)
class PrintedWord:
    """A word on a page; places are points from the page's top left corner.

    ``spaced`` says whether a blank stands before it, None that only the distance can tell; ``raised`` that it is a
    mark set higher than the word it belongs to. ``shown`` is its place on the page as it is shown, where that differs.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    style: Style
    spaced: bool | None = None
    raised: bool = False
    shown: Box | None = None

    @property
    def height(self) -> float:
        """Height of the glyphs' box."""
        return self.bottom - self.top


class Characters:
    """The characters of one text page: their text and, when asked for, their boxes.

    With ``by_base_line`` the boxes stand on the line that the letters stand on, whatever their font says of its height.
    """

    def __init__(self, text_page: Any, frame: Frame, text: str | None = None, *, by_base_line: bool = False) -> None:
        self.page = text_page
        self.frame = frame
        self._by_base_line = by_base_line
        self._rect = pdfium.FS_RECTF()
        self._by_reference = ctypes.byref(self._rect)
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_by_reference = ctypes.byref(self._matrix)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._boxes: dict[int, Box] = {}
        self._slanted = False
        self.text = self._read() if text is None else text
        self._inked = by_base_line or self._has_ink_boxes()
        self._lowest = 0.0 if self._inked else _LOW * self._usual

    def turned(self, turn: int) -> Characters:
        """The same characters, with their places on the page turned so many times altogether."""
        return Characters(self.page, self.frame.turned(turn), self.text, by_base_line=self._by_base_line)

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

    def box(self, index: int) -> Box:
        """x0, top, x1, bottom of a character's cell, in points from the top left corner of the upright page."""
        box = self._boxes.get(index)
        if box is None:
            box = self._boxes[index] = self._box(index)
        return box

    def _box(self, index: int) -> Box:
        frame = self.frame
        if frame.turn:
            return self._turned_box(index)
        rect = self._rect
        _loose_box(self.page, index, self._by_reference)
        if self._slanted and pdfium.FPDFText_GetMatrix(self.page, index, self._matrix_by_reference):
            self._straighten(rect, slant(self._matrix) * (rect.top - rect.bottom))
        x0, top, x1, bottom = frame.place(rect.left, rect.bottom, rect.right, rect.top)
        if not self._inked and bottom - top >= self._lowest:
            return x0, top, x1, bottom
        size = em(self.page, index, self._matrix)
        if not self._inked and bottom - top >= _LOW * size:
            return x0, top, x1, bottom
        base = self.base(index)
        return x0, base - ABOVE * size, x1, base + BELOW * size

    @staticmethod
    def _straighten(rect: Any, lean: float) -> None:
        """Takes off the cell's box what slanted letters reach over the cells beside it."""
        above, below = (1 - _TAILS) * abs(lean), _TAILS * abs(lean)
        rect.left += below if lean > 0 else above
        rect.right -= above if lean > 0 else below

    def base(self, index: int) -> float:
        """How far from the page's top the line is that the character stands on, in points."""
        pdfium.FPDFText_GetCharOrigin(self.page, index, ctypes.byref(self._x), ctypes.byref(self._y))
        return self.frame.place(self._x.value, self._y.value, self._x.value, self._y.value)[1]

    def _turned_box(self, index: int) -> Box:
        """A character's cell on a turned page, where pdfium gives only the place of its ink and of its base line."""
        left, right, lower, upper = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(self.page, index, left, right, lower, upper)
        x0, _, x1, _ = self.frame.place(left.value, lower.value, right.value, upper.value)
        base, size = self.base(index), em(self.page, index, self._matrix)
        return x0, base - ABOVE * size, x1, base + BELOW * size

    def _has_ink_boxes(self) -> bool:
        """True where a font does not state its height, so that each letter's box is only as high as its ink.

        Told from the first letters without a tail: their boxes then end on the line that they stand on. A single sign
        may come from such a font among others (a euro sign); it is known by its box, lower than its size of type.
        """
        inked = 0
        self._usual = 0.0
        sample = [match.start() for match in islice(_TAILLESS.finditer(self.text), _SAMPLE)]
        for index in sample:
            pdfium.FPDFText_GetLooseCharBox(self.page, index, self._by_reference)
            pdfium.FPDFText_GetCharOrigin(self.page, index, ctypes.byref(self._x), ctypes.byref(self._y))
            self._usual = max(self._usual, self._rect.top - self._rect.bottom)
            inked += self._y.value - self._rect.bottom < _TAIL * em(self.page, index, self._matrix)
        return inked > len(sample) / 2

    def generated(self, index: int) -> bool:
        """True for a blank that pdfium inferred from a distance."""
        return bool(pdfium.FPDFText_IsGenerated(self.page, index) == 1)

    def inside(self, index: int) -> bool:
        """True for an inferred blank within one string of the pdf, False for one between two."""
        return bool(pdfium.FPDFText_GetTextObject(self.page, index))

    def turn(self, index: int) -> int | None:
        """How many quarter turns make the character stand upright; None for one that stands askew.

        Whether a page has slanted type is noticed here, where each word is looked at before the boxes are asked for.
        """
        matrix = self._matrix
        if _matrix_at(self.page, index, self._matrix_by_reference) and not matrix.b and matrix.a > 0:
            self._slanted |= bool(matrix.c)
            return 0
        quarters = -pdfium.FPDFText_GetCharAngle(self.page, index) / (pi / 2)
        near = round(quarters)
        return near % 4 if abs(quarters - near) < _ASKEW else None

    def typed(self, start: int, stop: int) -> str:
        """The characters as a reader would type them; a soft hyphen that is printed inside a line is a hyphen."""
        text = self.text[start:stop]
        if text.isascii():
            return text
        if _SOFT_HYPHEN in text:
            text = "".join("-" if c == _SOFT_HYPHEN and self._wide(start + n) else c for n, c in enumerate(text))
        return as_typed(text)

    def _wide(self, index: int) -> bool:
        x0, top, x1, bottom = self.box(index)
        return x1 - x0 > _PRINTED * (bottom - top)


def words_of(characters: Characters, runs: Iterable[Run] | None = None) -> list[PrintedWord]:
    """The words of these runs (or of all), in the order in which the page draws them."""
    usual = _usual_gap(characters)
    styles = Styles()
    found: list[PrintedWord] = []
    for run in runs_of(characters.text) if runs is None else runs:
        found += _run_words(characters, styles, run, usual)
    words = [word for word in found if word.text]
    if characters.frame.leaning:
        for word in words:
            word.shown = characters.frame.shown(_box(word))
    return words


def runs_of(text: str) -> Iterator[Run]:
    """The stretches that pdfium holds for lines, each as its tokens."""
    run: Run = []
    begun = 0  # where the last stretch ended: a hyphen that ends a line stands behind something of it
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        ends = text[end - 1]
        if ends not in _LINE_ENDS:
            run.append((start, end))
            continue
        if ends == _LINE_HYPHEN and (end - start > 1 or start > begun):
            run.append((start, end))
        if run:
            yield run
        run, begun = [], end
    if run:
        yield run


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


def _run_words(characters: Characters, styles: Styles, run: Run, usual: float | None) -> list[PrintedWord]:
    """The words of a stretch that pdfium holds for a line, letter-spaced ones made whole, raised marks apart."""
    first, last = run[0][0], run[-1][1] - 1
    style = styles.at(characters.page, first)
    even = first == last or styles.at(characters.page, last) == style
    words: list[PrintedWord] = []
    end = first
    for start, stop in run:
        parts = _parts(characters, start, stop, style if even else styles.at(characters.page, start))
        if even and words and abs(parts[0].height - words[0].height) > _OTHER_SIZE * words[0].height:
            parts[0].style = styles.at(characters.page, start)
        backwards = bool(words) and parts[0].x0 < words[-1].x0
        parts[0].spaced = True if start > end and not backwards else None
        if words and _letter_spaced(characters, words[-1], parts[0], end, start, usual):
            words[-1] = _glued(words[-1], parts.pop(0))
        words += parts
        end = stop
    return words


def _parts(characters: Characters, start: int, stop: int, style: Style) -> list[PrintedWord]:
    """The word of the characters [start, stop), with marks that are raised inside it or at its end apart."""
    if stop - start == 1 or not _may_have_raised(characters, start, stop):
        return [_word(characters, start, stop, style)]
    cut = start
    found: list[PrintedWord] = []
    for at, end in _raised(characters, start, stop):
        if at > cut:
            found.append(_word(characters, cut, at, style))
        found.append(_word(characters, at, end, style, raised=True))
        cut = end
    if cut < stop:
        found.append(_word(characters, cut, stop, style))
    return found


def _may_have_raised(characters: Characters, start: int, stop: int) -> bool:
    """Whether a word has figures or signs, or a last letter that stands higher than its first."""
    plain = characters.text[start:stop].rstrip(_CLOSING)
    if not plain.isalpha() and _FIGURE_OR_SIGN.search(plain):
        return True
    last = len(plain) - 1
    return last > 0 and _is_raised(characters.box(start + last), characters.box(start))


def _raised(characters: Characters, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The stretches of a word that stand higher than its other characters."""
    text = characters.text[start:stop]
    letter = next((place for place, c in enumerate(text) if c.isalpha()), 0)
    foot = max(start, start + letter, key=lambda at: characters.box(at)[3] - characters.box(at)[1])
    beside = characters.box(foot)
    for match in _MARK.finditer(text):
        at = match.end()
        while at > match.start() and _is_raised(characters.box(start + at - 1), beside):
            if characters.base(foot) - characters.base(start + at - 1) < _LIFT * (beside[3] - beside[1]):
                break
            at -= 1
        # A large first letter that hangs over the next lines does not make marks of the letters behind it.
        initial = at == 1 and text[0].isupper() and text[1].isalpha()
        if at < match.end() and not initial:
            yield start + at, start + match.end()


def _is_raised(mark: Box, beside: Box) -> bool:
    height = beside[3] - beside[1]
    lift = beside[3] - mark[3]
    small = mark[3] - mark[1] < RAISED_HEIGHT * height
    return (RAISED_BY if small else RAISED_ALIKE) * height < lift < HIGHEST * height


def _word(characters: Characters, start: int, stop: int, style: Style, *, raised: bool = False) -> PrintedWord:
    x0, top, x1, bottom = characters.box(start)
    if stop - start > 1:
        _, last_top, x1, last_bottom = characters.box(stop - 1)
        top, bottom = min(top, last_top), max(bottom, last_bottom)
    return PrintedWord(characters.typed(start, stop), x0, top, x1, bottom, style, False, raised)


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
    if _is_raised(_box(word), _box(before)) and _MARK.fullmatch(word.text):
        return False
    if not characters.generated(end):
        return gap < 0.02 and before.text[-1:].isalpha() and word.text[0].isalpha()
    if usual is None:
        return gap < _NARROWEST
    return gap < (_INSIDE if characters.inside(end) else _BETWEEN) * usual


def _box(word: PrintedWord) -> Box:
    return word.x0, word.top, word.x1, word.bottom


def _glued(before: PrintedWord, word: PrintedWord) -> PrintedWord:
    return replace(
        before,
        text=before.text + word.text,
        x1=word.x1,
        top=min(before.top, word.top),
        bottom=max(before.bottom, word.bottom),
    )
