"""Opening a pdf and going through its pages."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from kamerbrief.errors import LimitError, ReadError
from kamerbrief.reading.ocr import MOST_PIXELS
from kamerbrief.reading.pdf_places import Drawing, Frame, densest, drawing_of, frame_of, is_ocr_layer
from kamerbrief.reading.pdf_slopes import level, tilt_of
from kamerbrief.reading.pdf_words import Characters, PrintedWord, words_of
from kamerbrief.settings import Settings

_TAIL = 2048
_NO_PAGES = re.compile(rb"/Count\s{0,9}0\b")

_ONE_AT_A_TIME = threading.RLock()


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is printed: its number (from 1), its size in points, its words and what is drawn on it.

    ``readable`` is False for a page that pdfium could not load. ``ocr`` is True where OCR made the words; such a page
    is given upright and with level rows: on the page as it is shown they are turned by ``turned`` quarters clockwise
    after they slope by ``tilt`` (radians, downwards to the right).
    """

    number: int
    frame: Frame
    words: list[PrintedWord] = field(default_factory=list)
    drawing: Drawing = field(default_factory=Drawing)
    readable: bool = True
    ocr: bool = False
    turned: int = 0
    tilt: float = 0.0


@contextmanager
def opened(data: bytes, filename: str) -> Iterator[Any]:
    """The pdf as a pypdfium2 document, closed at the end; raises ReadError when it cannot be opened.

    One thread of a process at a time: pdfium would bring the process down otherwise.
    """
    with _ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            raise _why_not(data, filename, getattr(error, "err_code", None)) from error
        try:
            if len(document) == 0:
                raise ReadError(filename, "the pdf has no pages", "get the file again")
            yield document
        finally:
            document.close()


def _why_not(data: bytes, filename: str, code: int | None) -> ReadError:
    # The code may be left over from an earlier file, so the file itself must bear it out.
    if code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY) and b"/Encrypt" in data:
        return ReadError(filename, "the pdf is protected by a password", "save a copy without the password")
    if cut_off(data):
        return ReadError(filename, "the pdf is cut off", "get the file again")
    if _NO_PAGES.search(data):
        return ReadError(filename, "the pdf has no pages", "get the file again")
    return ReadError(filename, "the pdf is damaged", "get the file again, or print it to a new pdf")


def cut_off(data: bytes) -> bool:
    """True when the mark that ends every pdf is missing."""
    return b"%%EOF" not in data[-_TAIL:]


def metadata(document: Any) -> dict[str, str]:
    """What the pdf says of itself (title, author, creationdate, ...), keys in lower case, empty values left out."""
    try:
        found = document.get_metadata_dict(skip_empty=True)
    except pypdfium2.PdfiumError:
        return {}
    return {str(key).lower(): str(value) for key, value in found.items()}


def pages_of(document: Any, filename: str, limits: Settings) -> Iterator[Page]:
    """The pages in order; raises LimitError when there are more than the settings allow."""
    count = len(document)
    if count > limits.max_pages:
        raise LimitError(filename, f"{count} pages is more than the limit", "raise KAMERBRIEF_MAX_PAGES")
    for index in range(count):
        yield page_at(document, index)


def _is_visible(word: PrintedWord, frame: Frame) -> bool:
    """False for a word off the page, which no reader sees."""
    return 0 <= word.x0 + word.x1 <= 2 * frame.width and 0 <= word.top + word.bottom <= 2 * frame.height


def page_at(document: Any, index: int, *, ocr: bool = False) -> Page:
    """The page at ``index`` (from 0); with ``ocr`` it is known that OCR made its words."""
    page = pdfium.FPDF_LoadPage(document.raw, index)
    if not page:
        return Page(index + 1, Frame(0.0, 0.0, 0.0, 0.0, 0), readable=False)
    try:
        frame = frame_of(page)
        drawing = drawing_of(page, frame)
        ocr = ocr or bool(drawing.pictures and is_ocr_layer(page))
        text_page = pdfium.FPDFText_LoadPage(page)
        if not text_page:
            return Page(index + 1, frame, drawing=drawing, readable=False)
        try:
            characters = Characters(text_page, frame, by_base_line=ocr)
            words = [word for word in words_of(characters) if _is_visible(word, frame)]
        finally:
            pdfium.FPDFText_ClosePage(text_page)
        if not ocr or not words:
            return Page(index + 1, frame, words, drawing)
        tilt = tilt_of(words)
        words = level(words, tilt, frame)
        return Page(index + 1, frame, words, _seen(page, frame, words, tilt), ocr=True, tilt=tilt)
    finally:
        pdfium.FPDF_ClosePage(page)


def _seen(page: Any, frame: Frame, words: list[PrintedWord], tilt: float) -> Drawing:
    """The ruling lines in the picture of a loaded page; its bold words are marked."""
    if densest(page, frame) > MOST_PIXELS:
        return Drawing(pictures=1)
    from kamerbrief.reading.pdf_pictures import look_at  # takes long to import, and few letters need it

    return look_at(page, frame, words, tilt)
