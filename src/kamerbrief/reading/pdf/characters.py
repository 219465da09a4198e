"""The characters of a pdf page, out of pdfium: their text, and where each stands."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from itertools import islice
from math import pi
from typing import Any
from weakref import proxy

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from kamerbrief.reading.builder import clean
from kamerbrief.reading.pdf.calls import (
    address_of,
    base_lines_of,
    boxes_of,
    font_sizes_of,
    is_generated,
    loose_box,
    matrices_of,
    origin_at,
    text_object,
)
from kamerbrief.reading.pdf.places import Box, Frame
from kamerbrief.reading.pdf.type import Styles, slant

#: A line-end hyphen is U+FFFE in pdfium's text; the words before and behind it belong to different lines.
LINE_HYPHEN = "\ufffe"
_SOFT_HYPHEN = "\xad"
#: A soft hyphen that is wider than this part of its height is printed.
_PRINTED = 0.05
#: A character whose angle is this part of a quarter turn off stands askew.
_ASKEW = 0.28
#: Glyphs of symbol fonts that stand for a bullet.
_BULLETS = {0xF0B7, 0xF0A7, 0xF0D8, 0xF02D, 0xF076, 0xF0FC, 0x25AA, 0x25A0, 0x25CF, 0x25E6, 0x2023, 0x2043, 0x27A2}
_GLYPHS = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", LINE_HYPHEN: "-"}
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

Numbers = NDArray[np.float64]


class _Boxes(dict[int, Box]):
    """x0, top, x1, bottom of the characters' cells, in points from the top left corner of the upright page.

    A cell that was not asked for before is asked for now, of the characters that own these: they are held weakly, so
    that a page's cells are let go with the page and not when garbage is looked for.
    """

    def __init__(self, characters: Characters) -> None:
        super().__init__()
        self._characters = proxy(characters)

    def __missing__(self, index: int) -> Box:
        box: Box = self._characters.box(index)
        self[index] = box
        return box


class Characters:
    """The characters of one text page: their ``text``, and when asked for the ``boxes`` of their cells.

    With ``by_base_line`` the boxes stand on the line that the letters stand on, whatever their font says of its height.
    """

    def __init__(self, text_page: Any, frame: Frame, text: str | None = None, *, by_base_line: bool = False) -> None:
        self._page, self._address = text_page, address_of(text_page)
        self.frame = frame
        self._by_base_line = by_base_line
        self._rect = pdfium.FS_RECTF()
        self._rect_address = ctypes.addressof(self._rect)
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._origin = ctypes.addressof(self._x), ctypes.addressof(self._y)
        self.styles = Styles(text_page)
        self.boxes = _Boxes(self)
        self._slanted = False
        self.text = self._read() if text is None else text
        self._inked = by_base_line or self._has_ink_boxes()
        self._lowest = 0.0 if self._inked else _LOW * self._usual

    def turned(self, turn: int) -> Characters:
        """The same characters, with their places on the page turned so many times altogether."""
        return Characters(self._page, self.frame.turned(turn), self.text, by_base_line=self._by_base_line)

    def _read(self) -> str:
        count = max(pdfium.FPDFText_CountChars(self._page), 0)
        buffer = (ctypes.c_ushort * (count + 1))()
        got = pdfium.FPDFText_GetText(self._page, 0, count, buffer)
        text = bytes(buffer)[: max(got - 1, 0) * 2].decode("utf-16-le", "replace")
        if len(text) == count:
            return text
        # Where characters have no or two code units, text and boxes are only in step when read one by one.
        codes = (pdfium.FPDFText_GetUnicode(self._page, index) for index in range(count))
        return "".join(LINE_HYPHEN if code == 2 else chr(code) if 0 < code < 0x110000 else " " for code in codes)

    def look_at(self, indexes: Sequence[int]) -> None:
        """Asks for the boxes of these characters at once."""
        self.boxes.update(zip(indexes, map(tuple, self.cells(indexes).tolist()), strict=True))

    def cells(self, indexes: Sequence[int]) -> Numbers:
        """The boxes of these characters, a row for each.

        Where they stand upright and straight, that takes a third of the time that it takes to ask one after another.
        """
        if self.frame.turn or self._slanted:
            return np.array([self.boxes[index] for index in indexes]).reshape(-1, 4)
        left, upper, right, lower = boxes_of(self._address, indexes).T
        x0, top, x1, bottom = self._placed(left, lower, right, upper)
        if self._inked:
            size = self._ems(indexes)
            sure = ~np.isnan(size)
            lines = base_lines_of(self._address, indexes)
            _, base, _, _ = self._placed(left, lines, right, lines)
            top, bottom = base - ABOVE * size, base + BELOW * size
        else:
            height = bottom - top
            sure = height >= self._lowest
            low = np.flatnonzero(~sure)
            sure[low] = height[low] >= _LOW * self._ems([indexes[n] for n in low.tolist()])
        cells = np.column_stack((x0, top, x1, bottom))
        for n in np.flatnonzero(~sure).tolist():
            cells[n] = self.box(indexes[n])
        return cells

    def _ems(self, indexes: Sequence[int]) -> Numbers:
        """The sizes of type of these characters in points; no number for one that does not stand upright."""
        matrices = matrices_of(self._address, indexes)
        along, up = matrices[:, 0], matrices[:, 3]
        upright = _upright(matrices)
        scales = abs(along * up) / np.where(upright, along, np.nan)
        return font_sizes_of(self._address, indexes) * np.where(scales == 0, 1.0, scales)

    def _placed(self, left: Numbers, lower: Numbers, right: Numbers, upper: Numbers) -> tuple[Numbers, ...]:
        place: Any = self.frame.place
        return tuple(place(left, lower, right, upper))

    def box(self, index: int) -> Box:
        """The cell of one character."""
        frame = self.frame
        if frame.turn:
            return self._turned_box(index)
        rect = self._rect
        loose_box(self._address, index, self._rect_address)
        matrix = self.styles.matrix(index) if self._slanted else None
        if matrix:
            self._straighten(rect, slant(matrix) * (rect.top - rect.bottom))
        x0, top, x1, bottom = frame.place(rect.left, rect.bottom, rect.right, rect.top)
        if not self._inked and bottom - top >= self._lowest:
            return x0, top, x1, bottom
        size = self.styles.em(index)
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
        x, y = self._point(index)
        return self.frame.place(x, y, x, y)[1]

    def _point(self, index: int) -> tuple[float, float]:
        """The point that the character stands on, in the pdf's coordinates."""
        origin_at(self._address, index, *self._origin)
        return self._x.value, self._y.value

    def _turned_box(self, index: int) -> Box:
        """A character's cell on a turned page, where pdfium gives only the place of its ink and of its base line."""
        left, right, lower, upper = (ctypes.c_double() for _ in range(4))
        pdfium.FPDFText_GetCharBox(self._page, index, left, right, lower, upper)
        x0, _, x1, _ = self.frame.place(left.value, lower.value, right.value, upper.value)
        base, size = self.base(index), self.styles.em(index)
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
            loose_box(self._address, index, self._rect_address)
            _, y = self._point(index)
            self._usual = max(self._usual, self._rect.top - self._rect.bottom)
            inked += y - self._rect.bottom < _TAIL * self.styles.em(index)
        return inked > len(sample) / 2

    def generated(self, index: int) -> bool:
        """True for a blank that pdfium inferred from a distance."""
        return bool(is_generated(self._address, index) == 1)

    def inside(self, index: int) -> bool:
        """True for an inferred blank within one string of the pdf, False for one between two."""
        return bool(text_object(self._address, index))

    def stand_as_page(self, indexes: Sequence[int]) -> bool:
        """True when all these characters stand as the page's frame does.

        Whether a page has slanted type is noticed here and in ``turn``, before the boxes are asked for.
        """
        if self.frame.turn == 0:
            matrices = matrices_of(self._address, indexes)
            if _upright(matrices).all():
                self._slanted |= bool(matrices[:, 2].any())
                return True
        return all(self.turn(index) == self.frame.turn for index in indexes)

    def turn(self, index: int) -> int | None:
        """How many quarter turns make the character stand upright; None for one that stands askew."""
        matrix = self.styles.matrix(index)
        if matrix and not matrix.b and matrix.a > 0:
            self._slanted |= bool(matrix.c)
            return 0
        quarters = -pdfium.FPDFText_GetCharAngle(self._page, index) / (pi / 2)
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
        x0, top, x1, bottom = self.boxes[index]
        return x1 - x0 > _PRINTED * (bottom - top)


def _upright(matrices: Numbers) -> NDArray[np.bool_]:
    """Which of the text matrices set their characters upright."""
    upright: NDArray[np.bool_] = (matrices[:, 1] == 0) & (matrices[:, 0] > 0)
    return upright


def as_typed(text: str) -> str:
    """A printed word as a reader would type it: ligatures and symbol glyphs resolved, no invisible characters."""
    return clean("".join("•" if ord(c) in _BULLETS else _GLYPHS.get(c, c) for c in text)).strip()
