"""Units of tables that OCR misread: *(x € 1 min)* for *(x € 1 mln)*, *bedragen x lmtn.* for *bedragen x 1 mln.*

Only within a statement of the unit, where nothing but a known unit can stand; a figure in running text is never touched.
"""

from __future__ import annotations

from kamerbrief.reading.pdf_words import PrintedWord


def mend_units(words: list[PrintedWord]) -> list[PrintedWord]:
    """The words with misread units as they are printed."""
    return words
