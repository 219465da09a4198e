"""Reading a docx: python-docx opens it, and where its interface stops its XML tree is walked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree

from kamerbrief.letter import BlockKind, Furniture, Letter, Source
from kamerbrief.reading import docx_tables
from kamerbrief.reading.builder import Content, LetterBuilder
from kamerbrief.reading.captions import is_caption, is_table_note
from kamerbrief.reading.docx_numbering import BULLET, Numbering
from kamerbrief.reading.docx_package import W, open_package, part_root, properties, related
from kamerbrief.reading.docx_styles import Style, Styles
from kamerbrief.reading.docx_text import Inline, TextReader
from kamerbrief.reading.headings import looks_like_heading
from kamerbrief.reading.letterhead_lines import fields, label_of
from kamerbrief.settings import Settings

_TRANSPARENT = {f"{W}{n}" for n in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")}
#: Stands in the flow where a cell of a layout table ends, so that a letterhead value does not run into the next cell.
_CELL_END = "cell-end"
_SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}
_PAGE_COUNT = re.compile(r"\s*pagina\s*\d*\s*van\s*\d*\s*$", re.IGNORECASE)
_SALUTATION = re.compile(r"(?:geachte|hooggeachte|mijnheer|mevrouw)\b", re.IGNORECASE)
_TYPED_LABEL = re.compile(r"(?:[•·▪◦-]|\(?\d{1,2}(?:\.\d{1,2}){0,3}[.)]|[a-z][.)])\s+")
#: The letterhead ends within this many paragraphs of the body, or it is not in the body.
_HEAD_REACH = 40


def read(data: bytes, source: Source, limits: Settings) -> Letter:
    """The letter in a docx. Raises ReadError for a damaged or hostile file, LimitError for one that is too large."""
    return _Reader(open_package(data, source.filename, limits)).letter(source)


class _Reader:
    """One walk through a docx: letterhead from the first page's header, then the body, then the notes."""

    def __init__(self, document: Any) -> None:
        self.document = document
        part = document.part
        self.styles = Styles.of(related(part, "styles"))
        self.numbering = Numbering.of(related(part, "numbering"))
        self.notes = {kind: related(part, f"{kind}s") for kind in ("footnote", "endnote")}
        self.numbers: dict[str, str] = {}
        self.text = TextReader(self._note_number)
        self.builder = LetterBuilder()
        self.pending_caption: tuple[str, str] | None = None
        self.last_table: str | None = None

    def letter(self, source: Source) -> Letter:
        self._headers()
        body = list(self._flow(self.document.element.body))
        self._body(body, self._head_length(body))
        self._footnotes()
        return self.builder.build(source, properties(self.document))

    # -- letterhead --------------------------------------------------------------------------------------------------

    def _headers(self) -> None:
        """The first page's header is letterhead; the headers and footers of later pages are furniture."""
        first, running = self._header_parts()
        lines = [line for part in first for line in self._lines(part)]
        if any(label_of(line) for line in lines) or len(lines) > 3:
            self._letterhead([line for line in lines if not _PAGE_COUNT.match(line)], "header")
            running = [part for part in running if part not in first]
        for part in running:
            self.builder.furniture += [Furniture(line) for line in self._lines(part) if line.strip()]

    def _header_parts(self) -> tuple[list[etree._Element], list[etree._Element]]:
        section = next(self.document.element.iter(f"{W}sectPr"), None)
        kinds = {"first": [], "default": [], "other": []}  # type: dict[str, list[etree._Element]]
        for reference in self.document.element.iter(f"{W}headerReference", f"{W}footerReference"):
            relation = self.document.part.rels.get(
                next((v for k, v in reference.attrib.items() if k.endswith("}id")), "")
            )
            root = part_root(relation.target_part) if relation is not None and not relation.is_external else None
            if root is None:
                continue
            in_first = reference.getparent() is section and reference.tag == f"{W}headerReference"
            kind = reference.get(f"{W}type", "default")
            kinds[kind if in_first and kind in kinds else "other"].append(root)
        own = section is not None and section.find(f"{W}titlePg") is not None
        first, later = (kinds["first"], kinds["default"]) if own else (kinds["default"], kinds["first"])
        return first, [*first, *later, *kinds["other"]]

    def _lines(self, root: etree._Element) -> list[str]:
        """The lines of a header part, text boxes included, in reading order; an empty paragraph gives an empty line."""
        lines: list[str] = []
        for element in root.iter(f"{W}p"):
            if next((a for a in element.iterancestors(f"{W}p")), None) is not None:
                continue  # it stands in a text box, which its anchor paragraph yields
            lines += self._paragraph_lines(element)
        return lines

    def _paragraph_lines(self, element: etree._Element) -> Iterator[str]:
        inline = self.text.paragraph(element)
        if inline.content.text or not inline.boxes:
            yield from inline.content.text.split("\n")
        for box in inline.boxes:
            for paragraph in box.iter(f"{W}p"):
                if next((a for a in paragraph.iterancestors(f"{W}txbxContent")), None) is box:
                    yield from self._paragraph_lines(paragraph)
            yield ""

    def _letterhead(self, lines: Sequence[str], source: str) -> None:
        for found in fields(lines):
            first = lines[found.lines[0]][found.rest :]
            value = " ".join([first, *(lines[n] for n in found.lines[1:])]).strip()
            self.builder.block(
                BlockKind.LETTERHEAD, Content(value), label=found.label or None, field=found.name, source=source
            )

    # -- body --------------------------------------------------------------------------------------------------------

    def _flow(self, element: etree._Element) -> Iterator[etree._Element]:
        """Paragraphs and tables in order, through content controls and insertions; layout tables are opened."""
        for child in element:
            if child.tag == f"{W}p":
                yield child
            elif child.tag == f"{W}tbl":
                cells = docx_tables.grid(child)
                if docx_tables.is_layout(cells, _plain_text):
                    for cell in cells:
                        yield from self._flow(cell.element)
                        yield etree.Element(_CELL_END)
                else:
                    yield child
            elif child.tag in _TRANSPARENT:
                yield from self._flow(child)

    def _head_length(self, body: list[etree._Element]) -> int:
        """How many leading paragraphs are letterhead: those before the salutation, or through the last label."""
        texts = [_plain_text(element).strip() if element.tag == f"{W}p" else "" for element in body[:_HEAD_REACH]]
        labels = [n for n, text in enumerate(texts) if label_of(text) or text.lower().startswith("> retouradres")]
        salutation = next((n for n, text in enumerate(texts) if _SALUTATION.match(text)), None)
        if not labels:
            return 0
        if salutation is not None and salutation > labels[0]:
            return salutation
        value = next((n for n in range(labels[-1] + 1, len(texts)) if texts[n]), labels[-1])
        return value + 1

    def _body(self, body: list[etree._Element], head: int) -> None:
        lines: list[str] = []
        for element in body[:head]:
            lines += self._paragraph_lines(element) if element.tag == f"{W}p" else [""]
        self._letterhead(lines, "body")
        rest = body[head:]
        for number, element in enumerate(rest, start=head):
            if element.tag == f"{W}tbl":
                self._table(element, f"body/{number}")
            elif element.tag == f"{W}p":
                before_table = number + 1 - head < len(rest) and rest[number + 1 - head].tag == f"{W}tbl"
                self._paragraph(element, f"body/{number}", before_table=before_table)

    def _paragraph(self, element: etree._Element, source: str, *, before_table: bool) -> None:
        style = self.styles.style(element)
        inline = self.text.paragraph(element)
        content = inline.content
        label, level = self._label(element, style) if content.text else (None, None)
        if content.text:
            self._block(content, inline, style, label, level, source, before_table=before_table)
        for box in inline.boxes:
            for inner in self._flow(box):
                if inner.tag == f"{W}p":
                    self._paragraph(inner, f"{source}/box", before_table=False)
                elif inner.tag == f"{W}tbl":
                    self._table(inner, f"{source}/box")

    def _block(
        self,
        content: Content,
        inline: Inline,
        style: Style,
        label: str | None,
        level: int | None,
        source: str,
        *,
        before_table: bool,
    ) -> None:
        kind, label, content = self._kind(content, inline, style, label, before_table=before_table)
        depth = style.level if kind is BlockKind.HEADING else level
        if kind is BlockKind.HEADING and depth is None:
            depth = 3
        block = self.builder.block(
            kind, content, label=label, level=depth, source=source, style=style.name, bold=inline.bold
        )
        if kind is BlockKind.CAPTION and block:
            if self.last_table and is_table_note(content.text) and not before_table:
                self.builder.note(self.last_table, block)
            else:
                self.pending_caption = (block, content.text)
        else:
            self.last_table = None if kind is not BlockKind.CAPTION else self.last_table

    def _kind(
        self, content: Content, inline: Inline, style: Style, label: str | None, *, before_table: bool
    ) -> tuple[BlockKind, str | None, Content]:
        text = content.text
        if style.caption or is_caption(text, before_table=before_table) or (self.last_table and is_table_note(text)):
            return BlockKind.CAPTION, label, content
        typed = _TYPED_LABEL.match(text) if label is None else None
        if typed and not content.marks:
            label, content = typed.group().strip(), Content(text[typed.end() :])
            label = BULLET if label in "•·▪◦-" else label
        bold = inline.bold or (style.bold and style.level is None)
        if style.level is not None or (bold and label != BULLET and looks_like_heading(content.text)):
            return BlockKind.HEADING, label, content
        return (BlockKind.LIST_ITEM if label else BlockKind.PARAGRAPH), label, content

    def _label(self, element: etree._Element, style: Style) -> tuple[str | None, int | None]:
        """The number that Word shows before the paragraph, and its level counted from 1."""
        own = element.find(f"{W}pPr/{W}numPr")
        list_id, level = style.list_id, style.list_level
        if own is not None:
            number, depth = own.find(f"{W}numId"), own.find(f"{W}ilvl")
            list_id = number.get(f"{W}val") if number is not None else list_id
            level = int(depth.get(f"{W}val", "0")) if depth is not None else level
        if not list_id or list_id == "0":
            return None, None
        return self.numbering.label(list_id, level), level + 1

    # -- tables ------------------------------------------------------------------------------------------------------

    def _table(self, element: etree._Element, source: str) -> None:
        cells = docx_tables.grid(element)
        caption = self.pending_caption[0] if self.pending_caption else None
        self.pending_caption = None
        contents = docx_tables.cell_contents(cells, self._cell)
        self.last_table = self.builder.table(
            contents, caption=caption, header_rows=docx_tables.header_rows(element), source=source
        )

    def _cell(self, element: etree._Element) -> Content:
        """All words of a cell on one line; its paragraphs stand apart by a blank, its list numbers before them."""
        text, marks = "", []
        for paragraph in element.iter(f"{W}p"):
            content = self.text.paragraph(paragraph).content
            words = content.text.replace("\n", " ")
            if not words:
                continue
            label, _ = self._label(paragraph, self.styles.style(paragraph))
            text += (" " if text else "") + (f"{label} " if label else "")
            marks += [(start + len(text), end + len(text), key) for start, end, key in content.marks]
            text += words
        return Content(text, marks=tuple(marks))

    # -- notes -------------------------------------------------------------------------------------------------------

    def _note_number(self, kind: str, note: str) -> str:
        number = self.numbers.setdefault(f"{kind}-{note}", str(len(self.numbers) + 1))
        return f"[{number}]"

    def _footnotes(self) -> None:
        """The notes in the order of their marks, each as one block."""
        elements = {
            f"{kind}-{note.get(f'{W}id', '')}": note
            for kind, root in self.notes.items()
            for note in (root.iter(f"{W}{kind}") if root is not None else ())
            if note.get(f"{W}type") not in _SEPARATORS
        }
        for key, number in list(self.numbers.items()):
            note = elements.get(key)
            if note is not None:
                self.builder.footnote(key, number, self._cell(note), source=f"notes/{number}")


def _plain_text(element: etree._Element) -> str:
    """All visible characters of an element, without regard for fields; for deciding, never for the letter's text."""
    return "".join(t.text or "" for t in element.iter(f"{W}t"))
