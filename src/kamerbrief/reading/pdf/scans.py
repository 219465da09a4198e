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
from kamerbrief.reading.ocr import DOTS, MOST_PIXELS, missing, with_text
from kamerbrief.reading.pdf.pages import Page, opened, read_by_ocr
from kamerbrief.reading.pdf.places import densest, frame_of
from kamerbrief.settings import Ocr, Settings

#: A page of letters that are drawn has at least so many lines and frames.
_DRAWN = 200


@dataclass(frozen=True, slots=True)
class Scans:
    """Pages that OCR is to read: their numbers, and a pdf of these pages alone.

    ``anew`` says that the words which they have are read again, ``wanted`` that OCR was asked for.
    """

    numbers: tuple[int, ...]
    data: bytes
    anew: bool
    wanted: bool


def scans_in(document: Any, pages: Sequence[Page], filename: str, limits: Settings) -> Scans | None:
    """The pages of an open document that OCR is to read; None where there are none, or OCR is not to be had.

    Raises ReadError where all pages must be read by OCR and that is not to be had, LimitError where they are too many.
    """
    wanted = limits.ocr is Ocr.ALWAYS
    chosen = {
        page.number: page for page in pages if not page.problem and (wanted or page.unmapped or _lacks_text(page))
    }
    if limits.ocr is Ocr.NEVER or not chosen:
        return None
    if missing():
        if wanted:
            raise ReadError(filename, missing(), "or leave out --ocr always")
        return None
    if wanted and len(chosen) > limits.ocr_max_pages:
        raise LimitError(filename, f"{len(chosen)} pages are more than OCR may read", "raise KAMERBRIEF_OCR_MAX_PAGES")
    fit = (number for number in chosen if _fits(document, number - 1))
    numbers = tuple(islice(fit, limits.ocr_max_pages))
    if not numbers:
        return None
    anew = wanted or any(chosen[number].unmapped for number in numbers)
    return Scans(numbers, _copy(document, numbers), anew, wanted)


def _lacks_text(page: Page) -> bool:
    """True for a page without words that shows a picture, or so many lines that its letters may be drawn."""
    drawing = page.drawing
    strokes = len(drawing.across) + len(drawing.down) + len(drawing.frames)
    return not page.words and (drawing.pictures > 0 or strokes >= _DRAWN)


def _fits(document: Any, index: int) -> bool:
    """False for a page that is too large to be read, or has pictures that are."""
    page = pdfium.FPDF_LoadPage(document.raw, index)
    try:
        frame = frame_of(page)
        return max(densest(page, frame), frame.width * frame.height * (DOTS / 72) ** 2) <= MOST_PIXELS
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
        read = _read_pages(data, scans, filename)
    except LimitError:
        raise
    except ReadError:
        if scans.wanted:
            raise
        return list(pages)
    first = {page.number: page for page in reversed(pages)}  # words that stand both ways make two of one page
    return [read.get(page.number, page) for page in pages if page.number not in read or page is first[page.number]]


def _read_pages(data: bytes, scans: Scans, filename: str) -> dict[int, Page]:
    """What OCR made of the pages, by their numbers; those on which it found words."""
    found: dict[int, Page] = {}
    with opened(scans.data, filename) as before, opened(data, filename) as document:
        for index, number in enumerate(scans.numbers):
            page = read_by_ocr(document, index)
            if page.words:
                shown = 0 if scans.anew else before[index].get_rotation() // 90
                found[number] = _as_shown(replace(page, number=number), (page.frame.turn - shown) % 4)
    return found


def _as_shown(page: Page, turns: int) -> Page:
    """The page with its words' places on the page before OCR turned it so many quarters upright."""
    frame = replace(page.frame, leaning=(page.frame.leaning + turns) % 4)
    turned = replace(page.frame, leaning=turns)
    words = [replace(word, shown=turned.shown(word.shown)) if word.shown else word for word in page.words]
    return replace(page, frame=frame, words=words)
