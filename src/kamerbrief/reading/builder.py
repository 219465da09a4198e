"""Putting a letter together: readers hand over contents in reading order, the builder keeps the offsets."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypedDict

from kamerbrief.contract.warned import Param, WarningCode, fitting
from kamerbrief.letter import (
    Block,
    BlockKind,
    Cell,
    CellPlace,
    Furniture,
    Letter,
    Mark,
    ReadingWarning,
    Source,
    Table,
    Word,
)
from kamerbrief.reading.lookalikes import as_taken_for
from kamerbrief.reading.questions import ask_and_answer
from kamerbrief.settings import settings

_SPACES = re.compile(r"[^\S\n\t]+")
#: Signs that are typed as another: hyphens, and the decimal, thousands and percent signs of Arabic figures.
_ALIKE = {0x2010: "-", 0x2011: "-", 0x2012: "–", 0x066A: "%", 0x066B: ",", 0x066C: "."}
#: Signs of currencies that are as wide as an ideograph, or small.
_ALIKE |= {0xFFE0: "¢", 0xFFE1: "£", 0xFFE5: "¥", 0xFFE6: "₩", 0xFE69: "$"}
#: Text that is written to be shown from right to left, whatever its letters, up to where that ends.
_TURNED = re.compile("\u202e([^\u202c\u202e\n]*)\u202c?")
#: Where a long block may be cut, the best first: behind a sentence, between words, at a blank, before any other sign.
_CUTS = tuple(map(re.compile, (r"[.!?]\s", r"(?<=[^\W\d])\s(?=[^\d])", r"\s", r"(?=[^\w.,])")))
_UNTYPED = ("Cc", "Cf", "Co", "Cs", "Cn")
_REMEMBERED = 10_000


class _Typed(dict[int, int | str | None]):
    """What to type for a code point: nothing for one that no reader sees; each is decided once and remembered.

    Digits of other scripts, and digits and signs as wide as an ideograph, are typed as the ordinary ones: that keeps
    every finder of figures simple. Control codes 0x80 to 0x9F are what the Windows code page of western Europe has
    there: 0x80 is a euro sign.
    """

    def __missing__(self, code: int) -> int | str | None:
        typed: int | str | None = code
        if 0x80 <= code < 0xA0:
            typed = bytes([code]).decode("cp1252", errors="ignore") or None
        elif 0xFF01 <= code <= 0xFF5E:
            typed = code - 0xFEE0
        elif code > 0x7F and (digit := unicodedata.decimal(chr(code), None)) is not None:
            typed = str(digit)
        elif code not in (0x09, 0x0A) and unicodedata.category(chr(code)) in _UNTYPED:
            typed = None
        if len(self) < _REMEMBERED:
            self[code] = typed
        return typed


_TYPED = _Typed(_ALIKE)


def clean(text: str) -> str:
    """Characters as a careful reader would type them.

    Soft hyphens and zero characters go, non-breaking hyphens become hyphens and figure dashes dashes, every kind of
    blank becomes one ordinary space, a letter of another alphabet that passes for a Latin one or the euro sign becomes
    that, private-use and control characters (other than tab and line feed) go, letters are composed (NFC). What is to
    be shown turned round is typed as it is seen.
    """
    if text.isascii() and text.isprintable() and "  " not in text:
        return text
    text = unicodedata.normalize("NFC", text)
    if "\u202e" in text:
        text = _TURNED.sub(lambda turned: turned[1][::-1], text)
    typed = _SPACES.sub(" ", text.translate(_TYPED))
    return as_taken_for(typed)


@dataclass(frozen=True, slots=True)
class Content:
    """Words of one block: text, and over it (offsets within ``text``) the words' places and footnote marks.

    A footnote mark is part of the text, written ``[1]``; ``marks`` holds (start, end, key) where ``key`` is what the
    reader later gives to :meth:`LetterBuilder.footnote`.
    """

    text: str
    words: tuple[Word, ...] = ()
    marks: tuple[tuple[int, int, str], ...] = ()

    def part(self, start: int, end: int) -> Content:
        """What stands at [start, end) of it."""
        words = (word for word in self.words if start <= word.start and word.end <= end)
        return Content(
            self.text[start:end],
            tuple(word._replace(start=word.start - start, end=word.end - start) for word in words),
            tuple((at - start, to - start, key) for at, to, key in self.marks if start <= at and to <= end),
        )

    def portions(self, most: int) -> Iterator[Content]:
        """The content in parts of at most ``most`` characters, cut where a sentence ends, else at a blank or a sign."""
        if len(self.text) <= most:
            yield self
            return
        start = 0
        while len(self.text) - start > most:
            cut = _cut(self.text, start + most // 2, start + most)
            yield self.part(start, cut)
            start = cut
        yield self.part(start, len(self.text))


def _cut(text: str, least: int, most: int) -> int:
    """Where to cut between two places: behind a sentence or a word, else before a sign that is in no figure."""
    for pattern in _CUTS:
        found = max((match.end() for match in pattern.finditer(text, least, most)), default=None)
        if found:
            return found
    return most


@dataclass(frozen=True, slots=True)
class CellContent:
    """One cell on its way into a table; places are counted from 0, spans from 1."""

    row: int
    column: int
    content: Content
    row_span: int = 1
    column_span: int = 1
    page: int | None = None


class _Looks(TypedDict):
    """What a block has beside its words."""

    level: int | None
    page: int | None
    source: str
    style: str
    bold: bool
    field: str


@dataclass(slots=True)
class LetterBuilder:
    """Collects blocks, tables and footnotes in reading order and makes the :class:`Letter`.

    Footnotes may be given at any time; they stand at the end of the text, in the order in which they were given.
    """

    parts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    marks: list[tuple[int, int, str]] = field(default_factory=list)
    footnotes: list[tuple[str, str, Content, dict[str, object]]] = field(default_factory=list)
    furniture: list[Furniture] = field(default_factory=list)
    warnings: list[ReadingWarning] = field(default_factory=list)

    def block(
        self,
        kind: BlockKind,
        content: Content,
        *,
        label: str | None = None,
        level: int | None = None,
        page: int | None = None,
        source: str = "",
        style: str = "",
        bold: bool = False,
        field: str = "",
    ) -> str | None:
        """Adds a block and returns its id; nothing is added for a block without a visible character.

        ``content`` carries the words behind the label; the builder writes ``label`` and one space before them. What
        is longer than the settings allow goes on as further blocks, and a warning says so: rules take time for all of
        a block, so this bounds their work.
        """
        if not content.text.strip():
            return None
        first, *more = content.portions(settings().max_block)
        looks = _Looks(level=level, page=page, source=source, style=style, bold=bold, field=field)
        found = self._block(kind, first, label, looks)
        for portion in more:
            self._block(kind, portion, None, looks)
        if more:
            self.warn(WarningCode.BLOCK_CUT, block=found, count=len(more) + 1)
        return found

    def _block(self, kind: BlockKind, content: Content, label: str | None, looks: _Looks) -> str:
        self._separate("\n")
        start = self.length
        if label:
            self._write(label + " ")
        content_start = self.length
        self._place(content)
        block = Block(
            id=f"b{len(self.blocks) + 1}",
            kind=kind,
            start=start,
            end=self.length,
            label=label,
            content_start=content_start,
            **looks,
        )
        self.blocks.append(block)
        return block.id

    def table(
        self,
        cells: Sequence[CellContent],
        *,
        caption: str | None = None,
        header_rows: int = 0,
        source: str = "",
    ) -> str:
        """Adds a table, its cells in reading order, rows apart by a line feed and cells by a tab; returns its id."""
        table_id = f"t{len(self.tables) + 1}"
        placed: list[Cell] = []
        ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
        for before, cell in zip([None, *ordered], ordered, strict=False):
            self._separate("\t" if before is not None and before.row == cell.row else "\n", always=before is not None)
            start = self.length
            self._place(cell.content)
            place = CellPlace(table=table_id, row=cell.row, column=cell.column)
            self.blocks.append(
                Block(
                    id=f"b{len(self.blocks) + 1}",
                    kind=BlockKind.CELL,
                    start=start,
                    end=self.length,
                    page=cell.page,
                    source=source,
                    cell=place,
                )
            )
            placed.append(
                Cell(
                    row=cell.row,
                    column=cell.column,
                    start=start,
                    end=self.length,
                    text=cell.content.text,
                    row_span=cell.row_span,
                    column_span=cell.column_span,
                )
            )
        self.tables.append(
            Table(
                id=table_id,
                rows=max((cell.row + cell.row_span for cell in placed), default=0),
                columns=max((cell.column + cell.column_span for cell in placed), default=0),
                cells=tuple(placed),
                caption=caption,
                header_rows=header_rows,
            )
        )
        return table_id

    def footnote(self, key: str, label: str, content: Content, *, page: int | None = None, source: str = "") -> None:
        """Keeps a footnote for the end of the text; ``label`` is its printed number without brackets."""
        self.footnotes.append((key, label, content, {"page": page, "source": source}))

    def caption(self, table_id: str, block_id: str) -> None:
        """Makes a block that stands under the table its caption."""
        self.tables = [replace(table, caption=block_id) if table.id == table_id else table for table in self.tables]

    def note(self, table_id: str, block_id: str) -> None:
        """Makes a block (such as a source line or a statement of the unit) a note of the table."""
        self.tables = [
            replace(table, notes=(*table.notes, block_id)) if table.id == table_id else table for table in self.tables
        ]

    def warn(self, code: WarningCode, **params: Param) -> None:
        """Keeps a warning about what could not be read as it should."""
        self.warnings.append(ReadingWarning(code, fitting(code, params)))

    def build(self, source: Source, properties: dict[str, str] | None = None) -> Letter:
        """The finished letter; raises ValueError when a part does not fit."""
        ids: dict[str, str] = {}
        for key, label, content, where in self.footnotes:
            page, place = where["page"], where["source"]
            block_id = self.block(
                BlockKind.FOOTNOTE,
                content,
                label=f"[{label}]",
                page=page if isinstance(page, int) else None,
                source=str(place),
            )
            if block_id:
                ids[key] = block_id
        text = "".join(self.parts)
        return Letter(
            source=source,
            text=text,
            blocks=tuple(ask_and_answer(text, self.blocks)),
            tables=tuple(self.tables),
            marks=tuple(Mark(start, end, ids[key]) for start, end, key in self.marks if key in ids),
            words=tuple(sorted(self.words, key=lambda word: word.start)),
            furniture=tuple(self.furniture),
            properties=properties or {},
            warnings=tuple(self.warnings),
        )

    def _separate(self, mark: str, *, always: bool = False) -> None:
        if self.blocks or always:
            self._write(mark)

    def _write(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)

    def _place(self, content: Content) -> None:
        base = self.length
        self._write(content.text)
        self.words += Word.each(
            [
                (start + base, end + base, page, x0, top, x1, bottom)
                for start, end, page, x0, top, x1, bottom in content.words
            ]
        )
        self.marks += [(start + base, end + base, key) for start, end, key in content.marks]
