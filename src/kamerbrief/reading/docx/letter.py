"""Reading a docx: python-docx opens it, and where its interface stops its XML tree is walked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from lxml import etree

from kamerbrief.errors import ReadError
from kamerbrief.letter import BlockKind, Furniture, Letter, ReadingWarning, Source
from kamerbrief.reading.accounting import losses
from kamerbrief.reading.builder import Content, LetterBuilder
from kamerbrief.reading.captions import TableLines
from kamerbrief.reading.cell_lines import joined, lines_of, rows_of_lines
from kamerbrief.reading.docx import tables as docx_tables
from kamerbrief.reading.docx.accounting import places_of
from kamerbrief.reading.docx.chunks import embed_chunks
from kamerbrief.reading.docx.head import header_parts, paragraph_lines, part_lines
from kamerbrief.reading.docx.notes import Notes
from kamerbrief.reading.docx.numbering import BULLET, Numbering
from kamerbrief.reading.docx.package import (
    W,
    open_package,
    properties,
    related,
    root_by_id,
    whole,
    without_placeholders,
)
from kamerbrief.reading.docx.styles import Style, Styles
from kamerbrief.reading.docx.tabs import with_tables
from kamerbrief.reading.docx.text import Inline, TextReader, chosen, deleted_end
from kamerbrief.reading.headings import looks_like_heading
from kamerbrief.reading.letterhead_lines import add_letterhead, head_length, label_of
from kamerbrief.reading.lines import breaks_off
from kamerbrief.settings import Settings

_P, _TBL, _T = f"{W}p", f"{W}tbl", f"{W}t"
_TRANSPARENT = {f"{W}{n}" for n in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
#: Stands in the flow where a cell of a layout table ends, so that a letterhead value does not run into the next cell.
_CELL_END = "cell-end"
_PAGE_COUNT = re.compile(r"\s*pagina\s*\d*\s*van\s*\d*\s*$", re.IGNORECASE)
_TYPED_LABEL = re.compile(r"(?:[•·▪◦-]|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[a-z][.)])\s+")
_BULLETS = "•·▪◦-"
#: The letterhead ends within this many elements of the body, or it is not in the body.
_HEAD_REACH = 150
#: A header with more lines than this is a letterhead even without a label.
_PLAIN_HEADER = 3
#: A paragraph longer than this is not joined with the next; letters have none.
_LONGEST = 20_000
#: The level of a heading that is known only by its bold type, below those of the styles.
_BOLD_LEVEL = 3


def read(data: bytes, source: Source, limits: Settings) -> Letter:
    """The letter in a docx. Raises ReadError for a damaged or hostile file, LimitError for one that is too large."""
    try:
        document = open_package(data, source.filename, limits)
        without_placeholders(document.element)
        warnings = embed_chunks(document, source.filename, limits)
        return _Reader(document, warnings).letter(source)
    except RecursionError:
        raise ReadError(source.filename, "the docx nests its parts too deeply", "open and save it in Word") from None


@dataclass(slots=True)
class _Paragraph:
    """A paragraph on its way into the letter."""

    content: Content
    style: Style
    bold: bool
    label: str | None
    list_level: int | None
    source: str
    before_table: bool
    inline: Inline

    @property
    def plain(self) -> bool:
        """True for running text, which may go on in the next paragraph."""
        return self.label is None and self.style.level is None and not self.style.caption

    def followed_by(self, other: _Paragraph) -> _Paragraph:
        """The next paragraph with the words of this one before its own, as where the end between them was deleted."""
        tight = self.inline.tight and not other.inline.indented
        blank = " " if self.content.text and other.content.text and not tight else ""
        shift = len(self.content.text) + len(blank)
        content = Content(
            self.content.text + blank + other.content.text,
            marks=(
                *self.content.marks,
                *((start + shift, end + shift, key) for start, end, key in other.content.marks),
            ),
        )
        return replace(other, content=content, bold=self.bold and other.bold, source=self.source)


class _Reader:
    """One walk through a docx: letterhead from the first page's header, then the body, then the notes."""

    def __init__(self, document: Any, warnings: Sequence[ReadingWarning]) -> None:
        self.document = document
        self.styles = Styles.of(related(document.part, "styles"))
        self.numbering = Numbering.of(related(document.part, "numbering"))
        self.notes = Notes(document)
        self.related = partial(root_by_id, document.part)
        self.text = TextReader(self.styles, self.notes.number, self.related)
        self.builder = LetterBuilder(warnings=list(warnings))
        self.tables = TableLines(self.builder)
        self.held: _Paragraph | None = None

    def letter(self, source: Source) -> Letter:
        """The whole letter."""
        self._headers()
        elements = list(self._flow(self.document.element.body))
        head = self._head(elements[:_HEAD_REACH])
        self._body([*elements[:head], *with_tables(elements[head:])], head)
        notes = []
        for key, number, element in self.notes.marked():
            content = _without_mark(self._in_line(element), number)
            self.builder.footnote(key, number, content, source=f"{key.replace('-', 's/')}")
            notes.append(element)
        letter = self.builder.build(source, properties(self.document))
        return letter.warned(losses(places_of(self.document.element.body, notes, self.styles, letter)))

    # -- letterhead --------------------------------------------------------------------------------------------------

    def _headers(self) -> None:
        """The first page's header is letterhead; the headers and footers of later pages are furniture."""
        first, running = header_parts(self.document)
        lines = [line for part in first for line in part_lines(part, self.text, self.styles)]
        if any(label_of(line) for line in lines) or len([line for line in lines if line.strip()]) > _PLAIN_HEADER:
            add_letterhead(self.builder, [line for line in lines if not _PAGE_COUNT.match(line)], "header")
        else:
            self._furniture(lines)
        for part in running:
            self._furniture(part_lines(part, self.text, self.styles))

    def _furniture(self, lines: Iterator[str] | Sequence[str]) -> None:
        self.builder.furniture += [Furniture(line) for line in lines if line.strip()]

    def _head(self, elements: Sequence[etree._Element]) -> int:
        """Adds the letterhead that begins the body; returns how many elements it takes."""
        text = TextReader(self.styles, lambda _kind, note, _chosen: note, self.related)
        lines: list[str] = []
        ends: list[int] = []
        for element in elements:
            lines += paragraph_lines(element, text, self.styles) if element.tag == _P else [""]
            ends.append(len(lines))
        length = head_length(lines)
        count = next((number for number, end in enumerate(ends, 1) if end >= length), 0) if length else 0
        if count:
            add_letterhead(self.builder, lines[: ends[count - 1]], "body")
        return count

    # -- body --------------------------------------------------------------------------------------------------------

    def _flow(self, element: etree._Element) -> Iterator[etree._Element]:
        """Paragraphs and tables in order, through content controls and insertions; layout tables are opened."""
        for child in element:
            if child.tag == _P:
                yield child
            elif child.tag == _TBL:
                yield from self._table_flow(child)
            elif child.tag in _TRANSPARENT:
                yield from self._flow(child)
            elif child.tag == _ALTERNATIVES:
                yield from self._flow(chosen(child))

    def _table_flow(self, table: etree._Element) -> Iterator[etree._Element]:
        cells = docx_tables.grid(table)
        if not docx_tables.is_layout(cells, _plain_text):
            yield table
            return
        for cell in cells:
            yield from self._flow(cell.element)
            yield etree.Element(_CELL_END)

    def _body(self, elements: Sequence[etree._Element], start: int) -> None:
        before_table = _before_tables(elements)
        for number in range(start, len(elements)):
            element = elements[number]
            if element.tag == _TBL:
                self._table(element, f"body/{number}")
            elif element.tag == _P:
                self._paragraph(element, f"body/{number}", before_table=before_table[number])
            else:
                self._release()
        self._release()

    def _paragraph(self, element: etree._Element, source: str, *, before_table: bool) -> None:
        """Reads a paragraph and holds it back until it is known whether the next one goes on with its sentence."""
        style = self.styles.style(element)
        inline = self.text.paragraph(element, style)
        label, level = self._label(element, style)
        here = _Paragraph(inline.content, style, inline.bold, label, level, source, before_table, inline)
        if self.held is not None and self._continues(self.held, here):
            self.held = self.held.followed_by(here)
        elif here.content.text:
            self._release()
            self.held = here
        for box in inline.boxes:
            self._release()
            self._box(box, f"{source}/box")

    @staticmethod
    def _continues(held: _Paragraph, here: _Paragraph) -> bool:
        if len(held.content.text) > _LONGEST:
            return False
        if held.inline.open_end:
            return True
        if not (held.plain and here.plain) or held.before_table:
            return False
        return breaks_off(held.content.text, here.content.text)

    def _box(self, box: etree._Element, source: str) -> None:
        for inner in self._flow(box):
            if inner.tag == _P:
                self._paragraph(inner, source, before_table=False)
            elif inner.tag == _TBL:
                self._table(inner, source)
        self._release()

    def _release(self) -> None:
        """Adds the paragraph that was held back."""
        here, self.held = self.held, None
        if here is None:
            return
        text = here.content.text
        claimed = here.style.caption or self.tables.claims(text, before_table=here.before_table)
        kind, label, content = (BlockKind.CAPTION, here.label, here.content) if claimed else _kind(here)
        level = here.list_level if kind is BlockKind.LIST_ITEM else None
        if kind is BlockKind.HEADING:
            level = here.style.level or _BOLD_LEVEL
        block = self.builder.block(
            kind, content, label=label, level=level, source=here.source, style=here.style.name, bold=here.bold
        )
        self.tables.placed(block, text, claimed=claimed, before_table=here.before_table)

    def _label(self, element: etree._Element, style: Style) -> tuple[str | None, int | None]:
        """The number that Word shows before the paragraph, and its level counted from 1.

        An empty paragraph counts in its list, as it does in Word; one whose end was deleted does not.
        """
        own = element.find(f"{W}pPr/{W}numPr")
        list_id, level = style.list_id, style.list_level
        if own is not None:
            number, depth = own.find(f"{W}numId"), own.find(f"{W}ilvl")
            list_id = number.get(f"{W}val") if number is not None else list_id
            level = whole(depth.get(f"{W}val"), 0) if depth is not None else level
        if not list_id or list_id == "0" or deleted_end(element):
            return None, None
        if level is None:
            level = self.numbering.level_of_style(list_id, style.id)
        return self.numbering.label(list_id, level), level + 1

    # -- tables and notes --------------------------------------------------------------------------------------------

    def _table(self, element: etree._Element, source: str) -> None:
        self._release()
        header = docx_tables.header_rows(element)
        cells = docx_tables.lined_cells(docx_tables.grid(element), self._lines)
        self.tables.table(rows_of_lines(cells, header), header_rows=header, source=source)

    def _in_line(self, element: etree._Element) -> Content:
        """All words of a note on one line, its paragraphs apart by a blank."""
        return joined([line for line in self._lines(element) if line.text], " ")

    def _lines(self, element: etree._Element) -> list[Content]:
        """The lines of a cell or a note: its paragraphs divided at their breaks, list numbers before them.

        The words of a text box stand behind those of the paragraph that it is anchored in.
        """
        found: list[Content] = []
        waiting = [self._paragraphs(element)]
        while waiting:
            paragraph = next(waiting[-1], None)
            if paragraph is None:
                waiting.pop()
                continue
            style = self.styles.style(paragraph)
            inline = self.text.paragraph(paragraph, style, breaks=True)
            label, _ = self._label(paragraph, style)
            waiting += [self._paragraphs(box) for box in reversed(inline.boxes)]
            lines = lines_of(inline.content)
            if label and inline.content.text:
                lines[0] = joined([Content(label), lines[0]], " ")
            found += lines
        return found

    def _paragraphs(self, element: etree._Element) -> Iterator[etree._Element]:
        """The paragraphs within a cell or a note, also those of tables in it."""
        for child in element:
            if child.tag == _P:
                yield child
            elif child.tag == _TBL:
                for cell in docx_tables.grid(child):
                    yield from self._paragraphs(cell.element)
            elif child.tag in _TRANSPARENT:
                yield from self._paragraphs(child)
            elif child.tag == _ALTERNATIVES:
                yield from self._paragraphs(chosen(child))


def _kind(paragraph: _Paragraph) -> tuple[BlockKind, str | None, Content]:
    """What a paragraph is, its label, printed or typed, and the words behind the label on one line."""
    label, content = paragraph.label, paragraph.content
    typed = _TYPED_LABEL.match(content.text) if label is None else None
    if typed:
        label = BULLET if content.text[0] in _BULLETS else typed.group().strip()
        content = _from(content, typed.end())
    bold = paragraph.bold and label != BULLET and looks_like_heading(content.text, numbered=label is not None)
    if paragraph.style.level is not None or bold:
        return BlockKind.HEADING, label, replace(content, text=content.text.replace("\n", " "))
    if label:
        return BlockKind.LIST_ITEM, label, replace(content, text=content.text.replace("\n", " "))
    return BlockKind.PARAGRAPH, None, content


def _without_mark(content: Content, mark: str) -> Content:
    """The words of a note without the mark that the writer typed before them once more."""
    behind = content.text.removeprefix(mark)
    if behind == content.text or mark.isalnum():
        return content
    return _from(content, len(content.text) - len(behind.lstrip()))


def _from(content: Content, start: int) -> Content:
    """The content from an offset on."""
    return Content(content.text[start:], marks=tuple((s - start, e - start, key) for s, e, key in content.marks))


def _before_tables(elements: Sequence[etree._Element]) -> list[bool]:
    """For each element, whether the next one that has words is a table."""
    found = [False] * len(elements)
    table = False
    for number in range(len(elements) - 1, -1, -1):
        found[number] = table
        if elements[number].tag == _TBL:
            table = True
        elif elements[number].tag == _P and _plain_text(elements[number]).strip():
            table = False
    return found


def _plain_text(element: etree._Element) -> str:
    """All visible characters of an element, without regard for fields; for deciding, never for the letter's text."""
    return "".join(t.text or "" for t in element.iter(_T))
