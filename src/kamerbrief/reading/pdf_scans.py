"""Pages of a pdf that are pictures of text: which they are, and what OCR reads on them."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from kamerbrief.errors import LimitError, ReadError
from kamerbrief.letter import Letter
from kamerbrief.reading.ocr import MOST_PIXELS, missing, with_text
from kamerbrief.reading.pdf_pages import Page, opened, page_at
from kamerbrief.reading.pdf_places import densest, frame_of
from kamerbrief.reading.pdf_slopes import as_shown
from kamerbrief.settings import Ocr, Settings

#: A page of letters that are drawn has at least so many lines and frames.
_DRAWN = 200


@dataclass(frozen=True, slots=True)
class Scans:
    """Pages that OCR is to read: their numbers, and a pdf of these pages alone. ``anew``: their text is read again."""

    numbers: tuple[int, ...]
    data: bytes
    anew: bool


def scans_in(document: Any, pages: Sequence[Page], filename: str, limits: Settings) -> Scans | None:
    """The pages of an open document that OCR is to read; None where there are none, or OCR is not to be had.

    Raises ReadError where all pages must be read by OCR and that is not to be had, LimitError where they are too many.
    """
    anew = limits.ocr is Ocr.ALWAYS
    chosen = [page for page in pages if page.readable and (anew or _lacks_text(page))]
    if limits.ocr is Ocr.NEVER or not chosen:
        return None
    if missing():
        if anew:
            raise ReadError(filename, missing(), "or leave out --ocr always")
        return None
    if anew and len(chosen) > limits.ocr_max_pages:
        raise LimitError(filename, f"{len(chosen)} pages are more than OCR may read", "raise KAMERBRIEF_OCR_MAX_PAGES")
    fit = (page for page in chosen if _fits(document, page.number - 1))
    numbers = tuple(page.number for page in islice(fit, limits.ocr_max_pages))
    return Scans(numbers, _copy(document, numbers), anew) if numbers else None


def _lacks_text(page: Page) -> bool:
    """True for a page without words that shows a picture, or so many lines that its letters may be drawn."""
    drawing = page.drawing
    strokes = len(drawing.across) + len(drawing.down) + len(drawing.frames)
    return not page.words and (drawing.pictures > 0 or strokes >= _DRAWN)


def _fits(document: Any, index: int) -> bool:
    """False for a page whose pictures are too large to be read."""
    page = pdfium.FPDF_LoadPage(document.raw, index)
    try:
        return densest(page, frame_of(page)) <= MOST_PIXELS
    finally:
        pdfium.FPDF_ClosePage(page)


def _copy(document: Any, numbers: Iterable[int]) -> bytes:
    """A pdf of some pages and nothing else of the document: no forms, no signatures, no password."""
    copy = pypdfium2.PdfDocument.new()
    try:
        copy.import_pages(document, [number - 1 for number in numbers])
        written = io.BytesIO()
        copy.save(written)
    finally:
        copy.close()
    return written.getvalue()


def read_scans(pages: Sequence[Page], scans: Scans, filename: str, limits: Settings) -> list[Page]:
    """The pages with those of ``scans`` as OCR reads them; as they were where OCR cannot be done on some page.

    Raises LimitError when OCR takes too long, ReadError when it fails though it was asked for.
    """
    try:
        data = with_text(scans.data, filename, limits, anew=scans.anew)
        read = _read_pages(data, scans, filename, pages)
    except LimitError:
        raise
    except ReadError:
        if scans.anew:
            raise
        return list(pages)
    return [read.get(page.number, page) for page in pages]


def _read_pages(data: bytes, scans: Scans, filename: str, pages: Sequence[Page]) -> dict[int, Page]:
    found: dict[int, Page] = {}
    with opened(data, filename) as document:
        for index, number in enumerate(scans.numbers):
            page = page_at(document, index, ocr=True)
            before = 0 if scans.anew else pages[number - 1].frame.turn
            if page.readable and page.words:
                found[number] = replace(page, number=number, turned=(before - page.frame.turn) % 4)
    return found


def with_places_as_shown(letter: Letter, pages: Sequence[Page]) -> Letter:
    """The letter with its words where the source shows them, on pages that were read upright and level."""
    moved = {page.number: page for page in pages if page.turned or page.tilt}
    if not moved:
        return letter
    words = (
        as_shown(word, page.frame, page.tilt, page.turned) if (page := moved.get(word.page)) else word
        for word in letter.words
    )
    return replace(letter, words=tuple(words))
