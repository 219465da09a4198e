"""The kinds of warnings, and what each of them says: a code and its parameters, of which the views make a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

#: What a parameter of a warning can be.
Param = str | int | float | list[str]
#: The parameter that holds the words of a warning which an older version wrote.
OLD_WORDS = "message"


class WarningCode(StrEnum):
    """What the reader of an extraction is warned of."""

    # of reading
    TEXT_LOST = "text_lost"
    PAGE_UNREAD = "page_unread"
    PAGE_WITHOUT_TEXT = "page_without_text"
    OCR_FOUND_NOTHING = "ocr_found_nothing"
    OCR_TEXT = "ocr_text"
    OCR_SCALE = "ocr_scale"
    FONT_WITHOUT_LETTERS = "font_without_letters"
    PDF_CUT_OFF = "pdf_cut_off"
    EMBEDDED_UNREAD = "embedded_unread"
    EMBEDDED_TOO_MANY = "embedded_too_many"
    DAMAGED_CHARACTERS = "damaged_characters"
    EMPTY_LETTER = "empty_letter"
    BLOCK_CUT = "block_cut"
    # of the facts
    TABLE_WITHOUT_UNIT = "table_without_unit"
    UNIT_FROM_TEXT = "unit_from_text"
    LINES_IN_CELL = "lines_in_cell"
    IMPLAUSIBLE_AMOUNT = "implausible_amount"
    ODD_FIGURE = "odd_figure"
    IMPLAUSIBLE_COLUMN = "implausible_column"
    TOO_MANY_TO_RELATE = "too_many_to_relate"
    ADVICE_MISSING = "advice_missing"
    DATE_DIFFERS = "date_differs"
    DATE_BEFORE_CITED = "date_before_cited"
    METADATA_DIFFERS = "metadata_differs"
    FACT_FAILED = "fact_failed"


#: Which parameters each kind has. ``place`` is the number of a page, or a part of the file: body, notes or text.
PARAMS: Mapping[WarningCode, frozenset[str]] = {
    code: frozenset(names.split())
    for code, names in {
        WarningCode.TEXT_LOST: "place figures more_figures words more_words",
        WarningCode.PAGE_UNREAD: "page reason",
        WarningCode.PAGE_WITHOUT_TEXT: "page",
        WarningCode.OCR_FOUND_NOTHING: "page",
        WarningCode.OCR_TEXT: "pages",
        WarningCode.OCR_SCALE: "pages read meant",
        WarningCode.FONT_WITHOUT_LETTERS: "page",
        WarningCode.PDF_CUT_OFF: "",
        WarningCode.EMBEDDED_UNREAD: "",
        WarningCode.EMBEDDED_TOO_MANY: "count read",
        WarningCode.DAMAGED_CHARACTERS: "",
        WarningCode.EMPTY_LETTER: "",
        WarningCode.BLOCK_CUT: "block count",
        WarningCode.TABLE_WITHOUT_UNIT: "table",
        WarningCode.UNIT_FROM_TEXT: "table",
        WarningCode.LINES_IN_CELL: "table",
        WarningCode.IMPLAUSIBLE_AMOUNT: "figure",
        WarningCode.ODD_FIGURE: "figure",
        WarningCode.IMPLAUSIBLE_COLUMN: "figure header",
        WarningCode.TOO_MANY_TO_RELATE: "count most",
        WarningCode.ADVICE_MISSING: "announced found",
        WarningCode.DATE_DIFFERS: "letter file",
        WarningCode.DATE_BEFORE_CITED: "letter days",
        WarningCode.METADATA_DIFFERS: "field source letter",
        WarningCode.FACT_FAILED: "finder error at",
    }.items()
}

#: Warnings that a person should hear of at once: something of the letter is missing from what comes out.
LOSSES = (WarningCode.FACT_FAILED, WarningCode.TEXT_LOST, WarningCode.PAGE_UNREAD)


def fitting(code: WarningCode, params: Mapping[str, Param]) -> dict[str, Param]:
    """The parameters of a warning; raises ValueError where they are not those of its kind."""
    if params.keys() != PARAMS[code]:
        raise ValueError(f"a warning {code} has {sorted(PARAMS[code])}, not {sorted(params)}")
    return dict(params)
