"""How the characters of a pdf page are printed: size, weight and slant."""

from __future__ import annotations

import ctypes
from math import hypot
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

#: Type that leans this part of its height is italic.
_SLANTED = 0.1
#: No size is taken for less, in points: type that is scaled down to nothing has one that others are compared with too.
_SMALLEST = 0.1


class Style(NamedTuple):
    """How a word is printed: size in points (the em), weight and slant."""

    size: float
    bold: bool
    italic: bool


def em(text_page: Any, index: int, matrix: Any) -> float:
    """The size of type of a character in points, its font's size times the scale of its text matrix."""
    scale = 1.0
    if pdfium.FPDFText_GetMatrix(text_page, index, ctypes.byref(matrix)):
        along = hypot(matrix.a, matrix.b)
        scale = (abs(matrix.a * matrix.d - matrix.b * matrix.c) / along if along else hypot(matrix.c, matrix.d)) or 1.0
    return float(pdfium.FPDFText_GetFontSize(text_page, index)) * scale


def slant(matrix: Any) -> float:
    """How far letters lean to the right as a part of their height, where type that stands upright is set slanted."""
    return float(matrix.c / matrix.d) if matrix.d and matrix.a and not matrix.b else 0.0


class Styles:
    """The styles of a page's characters; each font is looked up once."""

    def __init__(self) -> None:
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._matrix = pdfium.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)

    def at(self, text_page: Any, index: int) -> Style:
        """The style of the character at ``index``."""
        size = max(round(em(text_page, index, self._matrix), 1), _SMALLEST)
        bold, italic = self._font(text_page, index)
        return Style(size, bold, italic or abs(slant(self._matrix)) > _SLANTED)

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
