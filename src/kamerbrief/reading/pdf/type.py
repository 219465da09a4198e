"""How the characters of a pdf page are printed: size, weight and slant."""

from __future__ import annotations

import ctypes
from math import hypot
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from kamerbrief.reading.pdf.calls import address_of, font_of, font_size, matrix_at, text_object

#: Type that leans this part of its height is italic.
_SLANTED = 0.1
#: No size is taken for less, in points: type that is scaled down to nothing has one that others are compared with too.
_SMALLEST = 0.1


class Style(NamedTuple):
    """How a word is printed: size in points (the em), weight and slant."""

    size: float
    bold: bool
    italic: bool


def slant(matrix: Any) -> float:
    """How far letters lean to the right as a part of their height, where type that stands upright is set slanted."""
    return float(matrix.c / matrix.d) if matrix.d and matrix.a and not matrix.b else 0.0


class Styles:
    """How the characters of a text page are printed; each font is looked up once, and equal styles are one object."""

    def __init__(self, text_page: Any) -> None:
        self._page, self._address = text_page, address_of(text_page)
        self._fonts: dict[int | None, tuple[bool, bool]] = {}
        self._styles: dict[Style, Style] = {}
        self._of: dict[int, Style] = {}
        self._matrix = pdfium.FS_MATRIX()
        self._matrix_address = ctypes.addressof(self._matrix)
        self._name = ctypes.create_string_buffer(128)

    def matrix(self, index: int) -> Any:
        """The text matrix of a character until the next one is asked for; None where it has none."""
        return self._matrix if matrix_at(self._address, index, self._matrix_address) else None

    def em(self, index: int) -> float:
        """The size of type of a character in points, its font's size times the scale of its text matrix."""
        scale = 1.0
        matrix = self.matrix(index)
        if matrix:
            a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
            along = hypot(a, b)
            scale = (abs(a * d - b * c) / along if along else hypot(c, d)) or 1.0
        return float(font_size(self._address, index)) * scale

    def at(self, index: int) -> Style:
        """The style of the character at ``index``, which all of its string have."""
        string = text_object(self._address, index)
        style = self._of.get(string)
        if style is None:
            style = self._style(index, string)
            if string:
                self._of[string] = style
        return style

    def _style(self, index: int, string: int | None) -> Style:
        size = max(round(self.em(index), 1), _SMALLEST)
        bold, italic = self._font(index, string)
        style = Style(size, bold, italic or abs(slant(self._matrix)) > _SLANTED)
        return self._styles.setdefault(style, style)

    def _font(self, index: int, string: int | None) -> tuple[bool, bool]:
        font = font_of(string) if string else None
        if font not in self._fonts:
            self._fonts[font] = self._look_up(index)
        return self._fonts[font]

    def _look_up(self, index: int) -> tuple[bool, bool]:
        flags = ctypes.c_int()
        got = pdfium.FPDFText_GetFontInfo(self._page, index, self._name, len(self._name), ctypes.byref(flags))
        name = self._name.value.decode("utf-8", "replace").lower() if got else ""
        bold = pdfium.FPDFText_GetFontWeight(self._page, index) >= 600 or "bold" in name or "black" in name
        return bold, bool(flags.value & 64) or "italic" in name or "oblique" in name
