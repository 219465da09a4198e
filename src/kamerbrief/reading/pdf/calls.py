"""Functions of pdfium that are called for nearly every word, without most of what ctypes does around a call.

Those of ``pypdfium2.raw`` check the kind of each argument and let go of the interpreter's lock. These take addresses as
numbers and keep the lock, which takes a third of the time.
"""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Callable, Sequence
from ctypes import c_double, c_int, c_void_p
from itertools import repeat
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray


def address_of(pointer: Any) -> int:
    """The address that a pointer or a function of ``pypdfium2.raw`` holds, 0 for none."""
    return ctypes.cast(pointer, c_void_p).value or 0


def _direct(function: Any, result: Any, *given: Any) -> Callable[..., Any]:
    return ctypes.PYFUNCTYPE(result, *given)(address_of(function))


#: Of a character of a text page; the pointers among the arguments are addresses.
loose_box = _direct(pdfium.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
matrix_at = _direct(pdfium.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
origin_at = _direct(pdfium.FPDFText_GetCharOrigin, c_int, c_void_p, c_int, c_void_p, c_void_p)
font_size = _direct(pdfium.FPDFText_GetFontSize, c_double, c_void_p, c_int)
is_generated = _direct(pdfium.FPDFText_IsGenerated, c_int, c_void_p, c_int)
lacks_letter = _direct(pdfium.FPDFText_HasUnicodeMapError, c_int, c_void_p, c_int)
text_object = _direct(pdfium.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
font_of = _direct(pdfium.FPDFTextObj_GetFont, c_void_p, c_void_p)
#: Of a page and of what is drawn on it.
object_at = _direct(pdfium.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
kind_of = _direct(pdfium.FPDFPageObj_GetType, c_int, c_void_p)


def boxes_of(page: int, indexes: Sequence[int]) -> NDArray[np.float64]:
    """Left, upper, right and lower edge of the characters' cells, one row for each, in the pdf's coordinates."""
    found = np.zeros((len(indexes), 4), np.float32)
    _each(loose_box, page, indexes, _addresses(found))
    return found.astype(np.float64)


def matrices_of(page: int, indexes: Sequence[int]) -> NDArray[np.float64]:
    """The six numbers of the characters' text matrices, one row for each; zeros where a character has none."""
    found = np.zeros((len(indexes), 6), np.float32)
    _each(matrix_at, page, indexes, _addresses(found))
    return found.astype(np.float64)


def base_lines_of(page: int, indexes: Sequence[int]) -> NDArray[np.float64]:
    """How high the lines are that the characters stand on, in the pdf's coordinates."""
    across, up = np.zeros((2, len(indexes)))
    _each(origin_at, page, indexes, _addresses(across), _addresses(up))
    return up


def font_sizes_of(page: int, indexes: Sequence[int]) -> NDArray[np.float64]:
    """The sizes of the characters' fonts, which their matrices may scale."""
    return np.fromiter(map(font_size, repeat(page), indexes), np.float64, len(indexes))


def _addresses(rows: NDArray[Any]) -> range:
    begin, step = rows.ctypes.data, max(rows.strides[0], 1)
    return range(begin, begin + step * len(rows), step)


def _each(function: Callable[..., Any], page: int, indexes: Sequence[int], *places: range) -> None:
    """Calls a function for each character with the places it is to write to."""
    deque(map(function, repeat(page), indexes, *places), maxlen=0)
