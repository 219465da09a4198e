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
from kamerbrief.reading.pdf.characters import Characters
from kamerbrief.reading.pdf.fields import form_of, write_in
from kamerbrief.reading.pdf.layers import is_ocr_layer, lacks_meaning
from kamerbrief.reading.pdf.limits import heavy_pages
from kamerbrief.reading.pdf.places import Box, Drawing, Frame, densest, drawing_of, frame_of
from kamerbrief.reading.pdf.slopes import level, tilt_of
from kamerbrief.reading.pdf.turned import Reading, readings_of
from kamerbrief.reading.pdf.words import PrintedWord
from kamerbrief.settings import Settings

_TAIL = 2048
_NO_PAGES = re.compile(rb"/Count\s{0,9}0\b")

_ONE_AT_A_TIME = threading.RLock()


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is printed: its number (from 1), its size in points, its words and what is drawn on it.

    Its frame is the one in which its words stand upright; lines that stand across them are in ``sideways``, each as
    one word, and texts at no right angle in ``askew``. Where much stands both ways, a page of paper makes two of these
    with one number; ``area`` is then the place of the words that are fewer. ``problem`` says why a page was not read,
    ``ocr_layer`` that OCR made its words, which then stand as if the paper had lain straight, ``unmapped`` that its
    fonts do not say which letters they print. ``printed`` is all that it prints, as pdfium has it, with the words that
    no reader sees (``unseen``): off the page, or drawn over an equal one.
    """

    number: int
    frame: Frame
    words: list[PrintedWord] = field(default_factory=list)
    drawing: Drawing = field(default_factory=Drawing)
    problem: str = ""
    sideways: list[PrintedWord] = field(default_factory=list)
    askew: list[str] = field(default_factory=list)
    area: Box | None = None
    ocr_layer: bool = False
    unmapped: bool = False
    printed: str = ""
    unseen: list[PrintedWord] = field(default_factory=list)


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


def pages_of(document: Any, data: bytes, filename: str, limits: Settings) -> Iterator[Page]:
    """The pages of the document in ``data``, in order; raises LimitError for more pages or words than allowed."""
    count = len(document)
    if count > limits.max_pages:
        raise LimitError(filename, f"{count} pages is more than the limit", "raise KAMERBRIEF_MAX_PAGES")
    heavy = heavy_pages(data, count)
    letters = 0
    with form_of(document.raw) as form:
        for index in range(count):
            pages = [_unread(index, "too_much_drawn")] if index in heavy else _pages(document.raw, index, form)
            letters += sum(len(word.text) for page in pages for word in page.words)
            if letters > limits.max_characters:
                raise LimitError(filename, "the text is longer than the limit", "raise KAMERBRIEF_MAX_CHARACTERS")
            yield from pages


def _unread(index: int, problem: str) -> Page:
    return Page(index + 1, Frame(0.0, 0.0, 0.0, 0.0, 0), problem=problem)


def _loaded(document: Any, index: int, form: Any) -> Any:
    """The page with its fields filled in, or None."""
    page = pdfium.FPDF_LoadPage(document, index)
    if page and write_in(page, form):
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(document, index)
    return page


def read_by_ocr(document: Any, index: int) -> Page:
    """The page at ``index`` (from 0) of a document whose words OCR made."""
    return _pages(document.raw, index, None, ocr=True)[0]


def _pages(document: Any, index: int, form: Any, *, ocr: bool = False) -> list[Page]:
    page = _loaded(document, index, form)
    if not page:
        return [_unread(index, "damaged")]
    try:
        text_page = pdfium.FPDFText_LoadPage(page)
        if not text_page:
            return [_unread(index, "damaged_text")]
        frame = frame_of(page)
        drawn = drawing_of(page, frame)
        ocr = ocr or (drawn.pictures > 0 and is_ocr_layer(page, frame))
        try:
            characters = Characters(text_page, frame, by_base_line=ocr)
            readings = readings_of(characters)
            unmapped = lacks_meaning(text_page, characters.text)
        finally:
            pdfium.FPDFText_ClosePage(text_page)
        return [
            Page(
                index + 1,
                reading.frame,
                reading.words,
                _seen(page, reading) if ocr and reading.words else _drawing(page, reading, readings, drawn),
                sideways=reading.sideways,
                askew=reading.askew,
                area=reading.area,
                ocr_layer=ocr and bool(reading.words),
                unmapped=unmapped,
                printed=characters.text,
                unseen=reading.unseen,
            )
            for reading in readings
        ]
    finally:
        pdfium.FPDF_ClosePage(page)


def _drawing(page: Any, reading: Reading, readings: list[Reading], shown: Drawing) -> Drawing:
    """What is drawn around the words of one reading of a page; ``shown`` is all that is drawn, as the page is shown."""
    drawing = drawing_of(page, reading.frame) if reading.frame.leaning else shown
    if reading.area:
        return drawing.within(reading.area)
    for other in readings:
        if other.area:
            drawing = drawing.without(other.frame.within(other.area, reading.frame))
    return drawing


def _seen(page: Any, reading: Reading) -> Drawing:
    """The ruling lines in the picture of a page that OCR read; its words are put level, and the bold ones marked."""
    tilt = tilt_of(reading.words)
    reading.words[:] = level(reading.words, tilt, reading.frame)
    if reading.area or densest(page, reading.frame) > MOST_PIXELS:
        return Drawing(pictures=1)
    from kamerbrief.reading.pdf.pictures import look_at  # takes long to import, and few letters need it

    return look_at(page, reading.frame, reading.words, tilt)
