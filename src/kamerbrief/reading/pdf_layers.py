"""Words that a reader does not see as print: those that OCR put over or under the picture of a page, and letters that
their font gives no meaning."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import pypdfium2.raw as pdfium

from kamerbrief.reading.pdf_places import Frame

#: So many things of a page are looked at, and forms within forms so deep.
_MOST, _DEEPEST = 20_000, 4
#: Pictures over at least this part of a page are the page; where they cover at least the second part of its strings, or
#: these are not drawn at all, OCR made the words.
_PAGE, _UNSEEN = 0.7, 0.8
#: About so many letters are asked for their meaning; a page with this part of them without one cannot be read.
_ASKED, _UNKNOWN = 200, 0.5


def is_ocr_layer(page: Any, frame: Frame) -> bool:
    """True for a loaded page that is a picture, with words that are not drawn or that the picture covers."""
    area = max(frame.width * frame.height, 1.0)
    unseen = seen = 0
    pictured = over = 0.0
    for item in _things(page):
        kind = pdfium.FPDFPageObj_GetType(item)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            hidden = pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
            unseen, seen, over = unseen + hidden, seen + (not hidden), 0.0
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            part = _area(item) / area
            pictured += part
            over += 0.0 if pdfium.FPDFPageObj_HasTransparency(item) else part
            if over >= _PAGE:
                unseen, seen = unseen + seen, 0
    return pictured >= _PAGE and unseen > 0 and unseen >= _UNSEEN * (unseen + seen)


def lacks_meaning(text_page: Any) -> bool:
    """True when most letters of a text page are only shapes: their fonts do not say which letters they are."""
    count = pdfium.FPDFText_CountChars(text_page)
    asked = [n for n in range(0, count, count // _ASKED + 1) if pdfium.FPDFText_IsGenerated(text_page, n) != 1]
    unknown = sum(pdfium.FPDFText_HasUnicodeMapError(text_page, n) == 1 for n in asked)
    return bool(asked) and unknown >= _UNKNOWN * len(asked)


def _area(item: Any) -> float:
    left, lower, right, upper = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, left, lower, right, upper):
        return 0.0
    return max(right.value - left.value, 0.0) * max(upper.value - lower.value, 0.0)


def _things(page: Any) -> Iterator[Any]:
    """Strings, paths and pictures of a page in the order in which they are drawn, those in its forms too."""
    top = (pdfium.FPDFPage_GetObject(page, n) for n in range(pdfium.FPDFPage_CountObjects(page)))
    waiting: list[Iterator[Any]] = [top]
    for _ in range(_MOST):
        item = next(waiting[-1], None)
        if item is None:
            waiting.pop()
            if not waiting:
                return
        elif pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_FORM:
            yield item
        elif len(waiting) <= _DEEPEST:
            waiting.append(_inside(item))


def _inside(form: Any) -> Iterator[Any]:
    return (pdfium.FPDFFormObj_GetObject(form, n) for n in range(pdfium.FPDFFormObj_CountObjects(form)))
