"""Reading a pdf: words and lines off the pages, what is no text put aside, the rest as headings, paragraphs, tables."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from kamerbrief.contract import WarningCode
from kamerbrief.letter import Furniture, Letter, Source
from kamerbrief.reading.accounting import losses
from kamerbrief.reading.builder import LetterBuilder
from kamerbrief.reading.hyphens import Vocabulary
from kamerbrief.reading.pdf.accounting import places_of
from kamerbrief.reading.pdf.footnotes import keys_of_marks
from kamerbrief.reading.pdf.leaves import leaves_of, put_back
from kamerbrief.reading.pdf.ocr import tidy
from kamerbrief.reading.pdf.pages import Page, cut_off, metadata, opened, pages_of
from kamerbrief.reading.pdf.scans import read_scans, scans_in
from kamerbrief.reading.pdf.sheets import sheets_of
from kamerbrief.reading.pdf.streams import damaged
from kamerbrief.reading.pdf.text import Composer
from kamerbrief.reading.pdf.writing import Writer
from kamerbrief.settings import Settings


def read(data: bytes, source: Source, limits: Settings) -> Letter:
    """The letter in a pdf.

    Pages without text are read by OCR where the settings and the machine allow it, and else named in the letter's
    warnings. Raises ReadError for a pdf that is damaged, protected or has no pages, LimitError for one with more pages
    than the settings allow, or that OCR takes too long for.
    """
    with opened(data, source.filename) as document:
        pages = list(pages_of(document, data, source.filename, limits))
        properties = metadata(document)
        scans = scans_in(document, pages, source.filename, limits)
    if scans:
        pages = read_scans(pages, scans, source.filename, limits)
    ocr_warnings = tidy(pages)
    leaves = leaves_of(pages)
    document_sheets = sheets_of([leaf.page for leaf in leaves])
    sheets, measures = document_sheets.sheets, document_sheets.measures

    notes = [note for sheet in sheets for note in sheet.notes]
    rows = [row for sheet in sheets for row in sheet.all_rows()]
    composer = Composer(Vocabulary(row.text for row in rows), keys_of_marks(rows, notes))

    builder = LetterBuilder()
    writer = Writer(builder, composer, measures)
    writer.letterhead(document_sheets.letterhead)
    writer.body(document_sheets)
    writer.margins([row for sheet in sheets for row in sheet.margin])
    writer.footnotes(notes)
    builder.furniture += [Furniture(row.text, sheet.number) for sheet in sheets for row in sheet.furniture]
    builder.furniture += [Furniture(text, leaf.page.number) for leaf in leaves for text in leaf.page.askew]
    _warn(builder, data, pages, scans.numbers if scans else ())
    if damaged(data, limits.max_expanded_size):
        builder.warn(WarningCode.DAMAGED_CHARACTERS)
    builder.warnings += ocr_warnings
    letter = put_back(builder.build(replace(source, pages=pages[-1].number), properties), leaves)
    return letter.warned(losses(places_of(pages, letter)))


def _warn(builder: LetterBuilder, data: bytes, pages: list[Page], tried: Collection[int]) -> None:
    """Tells what is wrong with the file and its pages, of which OCR ``tried`` some."""
    if cut_off(data):
        builder.warn(WarningCode.PDF_CUT_OFF)
    for page in pages:
        if page.problem:
            builder.warn(WarningCode.PAGE_UNREAD, page=page.number, reason=page.problem)
        elif not (page.words or page.sideways or page.askew):
            without = WarningCode.OCR_FOUND_NOTHING if page.number in tried else WarningCode.PAGE_WITHOUT_TEXT
            builder.warn(without, page=page.number)
    for number in _unmapped(pages):
        builder.warn(WarningCode.FONT_WITHOUT_LETTERS, page=number)


def _unmapped(pages: list[Page]) -> list[int]:
    return sorted({page.number for page in pages if page.unmapped})
