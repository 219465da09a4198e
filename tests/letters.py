"""Small letters for tests, made without a file."""

from __future__ import annotations

from collections.abc import Sequence

import spacy

from kamerbrief.contract import Extraction
from kamerbrief.language.analysis import Analysis, analyse
from kamerbrief.letter import BlockKind, Letter, Source
from kamerbrief.reading.builder import CellContent, Content, LetterBuilder
from kamerbrief.views.findings import warning_in_words
from kamerbrief.views.words import Language

SOURCE = Source("letter.txt", "text/plain", "0" * 64, 0)
NLP = spacy.blank("nl")

#: A paragraph, a block of a kind, or a table as rows of cells.
Part = str | tuple[BlockKind, str] | Sequence[Sequence[str]]


def letter_of(*parts: Part, caption: str = "", note: str = "") -> Letter:
    """A letter of these parts; ``caption`` and ``note`` belong to its tables."""
    builder = LetterBuilder()
    for part in parts:
        if isinstance(part, str):
            builder.block(BlockKind.PARAGRAPH, Content(part))
        elif isinstance(part[0], BlockKind):
            builder.block(part[0], Content(str(part[1])), level=1 if part[0] is BlockKind.HEADING else None)
        else:
            _add_table(builder, part, caption, note)
    return builder.build(SOURCE)


def told(letter: Letter | Extraction, *codes: str) -> list[str]:
    """The warnings of a letter, or those of some kinds, in English."""
    wanted = (said for said in letter.warnings if not codes or said.code in codes)
    return [warning_in_words(said, Language.EN) for said in wanted]


def analysis_of(*parts: Part, caption: str = "", note: str = "") -> Analysis:
    """The analysis of :func:`letter_of`, with a pipeline that knows no entities."""
    return analyse(letter_of(*parts, caption=caption, note=note), NLP)


def _add_table(builder: LetterBuilder, rows: object, caption: str, note: str) -> None:
    assert isinstance(rows, Sequence)
    named = builder.block(BlockKind.CAPTION, Content(caption)) if caption else None
    cells = [CellContent(r, c, Content(text)) for r, row in enumerate(rows) for c, text in enumerate(row)]
    table = builder.table(cells, caption=named, header_rows=1)
    noted = builder.block(BlockKind.PARAGRAPH, Content(note)) if note else None
    if noted:
        builder.note(table, noted)
