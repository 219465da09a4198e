"""Handing the sorted-out pages to the builder: letterhead, headings, paragraphs, list items, tables, footnotes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kamerbrief.letter import BlockKind, Furniture
from kamerbrief.reading.builder import LetterBuilder
from kamerbrief.reading.captions import is_caption, is_table_note
from kamerbrief.reading.pdf.columns import Measures
from kamerbrief.reading.pdf.footnotes import Note
from kamerbrief.reading.pdf.grid import Grid
from kamerbrief.reading.pdf.headings import HeadingStyle, heading_style, levels_of
from kamerbrief.reading.pdf.labels import depth
from kamerbrief.reading.pdf.letterhead import Part
from kamerbrief.reading.pdf.paragraphs import Grouping, Paragraph, margins_of
from kamerbrief.reading.pdf.rows import Row
from kamerbrief.reading.pdf.sheets import Sheets
from kamerbrief.reading.pdf.tables import Table, cell_contents, joined
from kamerbrief.reading.pdf.text import Composer, plain

_Part = Paragraph | Table
_FIGURES = ("figuur", "grafiek", "afbeelding", "kaart")
_FIGURE = re.compile(rf"(?:{'|'.join(_FIGURES)})\s+\d{{1,3}}\s*[.:]", re.IGNORECASE)


def _names_figure(text: str) -> bool:
    """True for the caption of a figure: ``Figuur 3: …``."""
    return text.lower().startswith(_FIGURES) and _FIGURE.match(text) is not None


@dataclass(slots=True)
class Writer:
    """Writes the parts of one letter into a builder."""

    builder: LetterBuilder
    composer: Composer
    measures: Measures

    def letterhead(self, parts: Sequence[Part]) -> None:
        """One block for each field or group of lines of the letterhead."""
        for part in parts:
            if not part.rows:
                continue
            one_line = bool(part.label) and part.name in ("betreft", "onderwerp")
            breaks = frozenset() if one_line or part.flowing else frozenset(range(1, len(part.rows)))
            page = part.rows[0].page
            content = self.composer.content(part.rows, breaks=breaks)
            self.builder.block(
                BlockKind.LETTERHEAD,
                content,
                label=part.label or None,
                page=page,
                source=f"page {page}",
                field=part.name,
            )

    def footnotes(self, notes: Sequence[Note]) -> None:
        """The footnotes, which the builder puts at the end."""
        for note in notes:
            content = self.composer.content(note.rows, skip=1)
            self.builder.footnote(note.key, note.number, content, page=note.page, source=f"page {note.page}")

    def body(self, sheets: Sheets) -> None:
        """Headings, paragraphs, list items and tables in reading order."""
        parts = list(_parts(sheets))
        styles = [heading_style(part, self.measures.size) if isinstance(part, Paragraph) else None for part in parts]
        levels = levels_of([style for style in styles if style])
        listed: list[float] = []
        for number, (part, style) in enumerate(zip(parts, styles, strict=True)):
            before = parts[number - 1] if number else None
            after = parts[number + 1] if number + 1 < len(parts) else None
            if isinstance(part, Table):
                self._table(part)
            elif isinstance(after, Table) and is_caption(plain(part.rows), before_table=True):
                after.caption = self._block(BlockKind.CAPTION, part)
            elif isinstance(before, Table) and before.id and is_table_note(plain(part.rows)):
                self._note(before, part)
            elif len(part.rows) <= 3 and _names_figure(plain(part.rows)):
                self._block(BlockKind.CAPTION, part)
            elif style:
                self._heading(part, style, levels)
            elif part.label:
                self._item(part, listed)
                continue
            else:
                self._block(BlockKind.PARAGRAPH, part)
            listed.clear()

    def margins(self, rows: Sequence[Row]) -> None:
        """The lines that stand across a page, one block for each page that has some."""
        for page, lines in groupby(rows, key=lambda row: row.page):
            along = list(lines)
            content = self.composer.content(along, breaks=frozenset(range(1, len(along))))
            self.builder.block(BlockKind.PARAGRAPH, content, page=page, source=f"page {page}")

    def _heading(self, part: Paragraph, style: HeadingStyle, levels: dict[HeadingStyle, int]) -> None:
        level = levels[style] + (depth(part.label) - 1 if part.label else 0)
        self._block(BlockKind.HEADING, part, level=level)

    def _item(self, part: Paragraph, listed: list[float]) -> None:
        x0 = part.first.x0
        while listed and listed[-1] >= x0 - 0.5 * self.measures.size:
            listed.pop()
        listed.append(x0)
        self._block(BlockKind.LIST_ITEM, part, level=len(listed))

    def _note(self, table: Table, part: Paragraph) -> None:
        block = self._block(BlockKind.CAPTION, part)
        if block:
            self.builder.note(table.id, block)

    def _block(self, kind: BlockKind, part: Paragraph, *, level: int | None = None) -> str | None:
        page = part.first.page
        content = self.composer.content(part.rows, skip=1 if part.label else 0, breaks=frozenset(part.breaks))
        return self.builder.block(
            kind,
            content,
            label=part.label or None,
            level=level,
            page=page,
            source=f"page {page}",
            bold=all(row.bold for row in part.rows),
        )

    def _table(self, table: Table) -> None:
        cells = cell_contents(table, self.composer)
        page = table.grid.page
        table.id = self.builder.table(
            cells, caption=table.caption, header_rows=table.grid.header_rows, source=f"page {page}"
        )
        self.builder.furniture += [Furniture(row.text, row.page) for row in table.repeated]


def _parts(sheets: Sheets) -> Iterator[_Part]:
    """Paragraphs and tables in reading order; both go on behind a page's end where they do in the letter."""
    margins = margins_of([sheet.rows for sheet in sheets.sheets], sheets.beside, sheets.measures)
    parts: list[_Part] = []
    grouping = Grouping(sheets.measures, margins)
    for item in (item for sheet in sheets.sheets for item in sheet.items()):
        if isinstance(item, Grid):
            parts += grouping.paragraphs
            grouping = Grouping(sheets.measures, margins)
            last = parts[-1] if parts else None
            if isinstance(last, Table) and joined(last, item):
                continue
            parts.append(Table(item))
        else:
            grouping.add(item)
    yield from [*parts, *grouping.paragraphs]
