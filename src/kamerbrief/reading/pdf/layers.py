"""Words that a reader does not see as print: those that OCR put over or under the picture of a page, and letters that
their font gives no meaning."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from typing import Any

import pypdfium2.raw as pdfium

from kamerbrief.reading.pdf.calls import address_of, is_generated, lacks_letter
from kamerbrief.reading.pdf.places import Frame, things_of

#: Pictures over at least this part of a page are the page; where they cover at least the second part of its strings, or
#: these are not drawn at all, OCR made the words.
_PAGE, _UNSEEN = 0.7, 0.8
#: About so many letters are asked for their meaning; a page with this part of them without one cannot be read.
_ASKED, _UNKNOWN = 200, 0.5
#: Nor can one with more than this part of signs that no text has many of; a page has some letters before it is judged.
_ODD, _FEW = 0.25, 40


def is_ocr_layer(page: Any, frame: Frame) -> bool:
    """True for a loaded page that is a picture, with words that are not drawn or that the picture covers."""
    area = max(frame.width * frame.height, 1.0)
    unseen = seen = 0
    pictured = over = 0.0
    for item in things_of(page):
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


def lacks_meaning(text_page: Any, printed: str) -> bool:
    """True when letters of a text page are only shapes: their fonts do not say which letters they are, or say wrong.

    ``printed`` is what they say: signs that no text has so many of.
    """
    if not printed.isascii():
        signs = Counter("".join(printed.split()))
        if sum(signs[sign] for sign in signs if _is_odd(sign)) > _ODD * max(signs.total(), _FEW):
            return True
    count, page = pdfium.FPDFText_CountChars(text_page), address_of(text_page)
    chosen = range(0, count, count // _ASKED + 1)
    unknown = sum(lacks_letter(page, n) == 1 for n in chosen)
    if not unknown:
        return False
    asked = [n for n in chosen if is_generated(page, n) != 1]
    unknown = sum(lacks_letter(page, n) == 1 for n in asked)
    return bool(asked) and unknown >= _UNKNOWN * len(asked)


def _is_odd(sign: str) -> bool:
    """True for signs beside the letters of code pages (¦ ¥ ª), and those that stand for none."""
    return "\xa1" <= sign <= "\xbf" or sign == "\ufffd" or unicodedata.category(sign) in {"Cc", "Cn", "Co", "Sk"}


def _area(item: Any) -> float:
    left, lower, right, upper = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, left, lower, right, upper):
        return 0.0
    return max(right.value - left.value, 0.0) * max(upper.value - lower.value, 0.0)
