"""Reading a pdf: words and lines off the pages, what is no text put aside, the rest as headings, paragraphs, tables."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from kamerbrief.letter import Furniture, Letter, Source
from kamerbrief.reading.builder import LetterBuilder
from kamerbrief.reading.hyphens import Vocabulary
from kamerbrief.reading.pdf_footnotes import keys_of_marks
from kamerbrief.reading.pdf_ocr import tidy
from kamerbrief.reading.pdf_pages import cut_off, metadata, opened, pages_of
from kamerbrief.reading.pdf_scans import read_scans, scans_in, with_places_as_shown
from kamerbrief.reading.pdf_sheets import Sheet, sheets_of
from kamerbrief.reading.pdf_text import Composer
from kamerbrief.reading.pdf_writing import Writer
from kamerbrief.settings import Settings


def read(data: bytes, source: Source, limits: Settings) -> Letter:
    """The letter in a pdf.

    Pages without text are read by OCR where the settings and the machine allow it, and else named in the letter's
    warnings. Raises ReadError for a pdf that is damaged, protected or has no pages, LimitError for one with more pages
    than the settings allow, or that OCR takes too long for.
    """
    with opened(data, source.filename) as document:
        pages = list(pages_of(document, source.filename, limits))
        properties = metadata(document)
        scans = scans_in(document, pages, source.filename, limits)
    if scans:
        pages = read_scans(pages, scans, source.filename, limits)
    ocr_warnings = tidy(pages)
    document_sheets = sheets_of(pages)
    sheets, measures = document_sheets.sheets, document_sheets.measures

    notes = [note for sheet in sheets for note in sheet.notes]
    rows = [row for sheet in sheets for row in sheet.all_rows()]
    composer = Composer(Vocabulary(row.text for row in rows), keys_of_marks(rows, notes))

    builder = LetterBuilder()
    writer = Writer(builder, composer, measures)
    writer.letterhead(document_sheets.letterhead)
    writer.body(document_sheets)
    writer.footnotes(notes)
    builder.furniture += [Furniture(row.text, sheet.number) for sheet in sheets for row in sheet.furniture]
    builder.warnings += _warnings(data, sheets, scans.numbers if scans else ())
    builder.warnings += ocr_warnings
    letter = builder.build(replace(source, pages=len(pages)), properties)
    return with_places_as_shown(letter, pages)


def _warnings(data: bytes, sheets: list[Sheet], tried: Collection[int]) -> list[str]:
    """What is wrong with the file and its pages, of which OCR ``tried`` some."""
    warnings = ["the pdf is cut off: it may lack pages"] if cut_off(data) else []
    for sheet in sheets:
        if not sheet.readable:
            warnings.append(f"page {sheet.number} could not be read")
        elif not sheet.has_text:
            why = "OCR found none" if sheet.number in tried else "OCR is needed"
            warnings.append(f"page {sheet.number} has no text: {why}")
    return warnings
