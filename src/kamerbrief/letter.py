"""The letter as the rest of the program sees it: canonical text, and where each part of it came from.

Reading makes a :class:`Letter`; nothing after reading edits its text. All offsets count Unicode code points in
``Letter.text``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from itertools import repeat
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field


class BlockKind(StrEnum):
    """What a block is in the letter."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    CELL = "cell"
    LETTERHEAD = "letterhead"
    FOOTNOTE = "footnote"
    QUESTION = "question"
    ANSWER = "answer"


#: Paragraphs of running text, those of questions and answers included.
PARAGRAPHS = (BlockKind.PARAGRAPH, BlockKind.QUESTION, BlockKind.ANSWER)


class Box(BaseModel):
    """A rectangle on a page, in points from the top left corner of the page."""

    model_config = ConfigDict(frozen=True)

    page: int = Field(description="Page number, counted from 1.")
    x0: float = Field(description="Left edge in points.")
    top: float = Field(description="Upper edge in points, measured downwards from the top of the page.")
    x1: float = Field(description="Right edge in points.")
    bottom: float = Field(description="Lower edge in points, measured downwards from the top of the page.")


class CellPlace(BaseModel):
    """The place of a table cell: table id, and row and column counted from 0."""

    model_config = ConfigDict(frozen=True)

    table: str = Field(description="Id of the table, for example t1.")
    row: int = Field(description="Row, counted from 0.")
    column: int = Field(description="Column, counted from 0; for a merged cell its first column.")


class Evidence(BaseModel):
    """The exact words that a fact was read from."""

    model_config = ConfigDict(frozen=True)

    start: int = Field(description="Offset of the first character in the letter's text.")
    end: int = Field(description="Offset behind the last character.")
    text: str = Field(description="text[start:end] of the letter, to the letter.")
    block: str = Field(description="Id of the block in which the words begin.")
    page: int | None = Field(default=None, description="Page, counted from 1; null where the source has no pages.")
    boxes: list[Box] = Field(default_factory=list, description="Where the words stand on the page; one box a line.")
    cell: CellPlace | None = Field(default=None, description="The table cell, if the words stand in one.")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the canonical text; ``text`` always equals ``letter.text[start:end]``."""

    start: int
    end: int
    text: str

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """True when the two stretches share at least one character."""
        return self.start < other.end and other.start < self.end


#: Those of a word, in order.
WordFields = tuple[int, int, int, float, float, float, float]


class Word(NamedTuple):
    """A word of a paged source: its stretch of the canonical text and its rectangle on the page (points)."""

    start: int
    end: int
    page: int
    x0: float
    top: float
    x1: float
    bottom: float

    @classmethod
    def each(cls, fields: Iterable[WordFields]) -> Iterator[Word]:
        """The words with these fields; a letter has so many that calling the class for each takes time."""
        return map(tuple.__new__, repeat(cls), fields)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of the letter that stands on its own: a heading, a paragraph, a cell, a footnote.

    ``label`` is the printed number or bullet with which the block's text begins (``1.``, ``a)``, ``•``), and
    ``content_start`` the offset at which the words behind it begin. ``level`` counts from 1 for headings and
    list items. ``source`` says where in the source the block stands: ``body/12`` (a docx part and element index),
    ``page 3``, ``line 14``, or an XML element path. ``field`` names the field of a letterhead block, in lower
    case and as printed (``datum``, ``betreft``, ``ons kenmerk``), where the source labels it. ``questions`` holds the
    numbers of the questions that a block asks or answers.
    """

    id: str
    kind: BlockKind
    start: int
    end: int
    level: int | None = None
    label: str | None = None
    content_start: int = -1
    page: int | None = None
    source: str = ""
    style: str = ""
    bold: bool = False
    field: str = ""
    cell: CellPlace | None = None
    questions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.content_start < 0:
            object.__setattr__(self, "content_start", self.start)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; a merged cell stands once, at its upper left place, and says how far it reaches."""

    row: int
    column: int
    start: int
    end: int
    text: str
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True)
class Table:
    """A table with data. ``caption`` and ``notes`` are ids of the blocks that name it and explain it.

    ``header_rows`` is the number of leading rows that the source marks or shows as header (0 when it is unknown).
    """

    id: str
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    caption: str | None = None
    notes: tuple[str, ...] = ()
    header_rows: int = 0

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that fills this place, merged cells included; None outside the table or where it has a hole."""
        return self._places.get((row, column))

    @cached_property
    def _places(self) -> dict[tuple[int, int], Cell]:
        places: dict[tuple[int, int], Cell] = {}
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                for column in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                    places.setdefault((row, column), cell)
        return places


@dataclass(frozen=True, slots=True)
class Mark:
    """A footnote mark in the running text (``[1]``) and the id of the footnote block it belongs to."""

    start: int
    end: int
    footnote: str


@dataclass(frozen=True, slots=True)
class Furniture:
    """What a page carries besides the letter: running headers, page counts, a repeated colophon."""

    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """What could not be read as it should: a code and its parameters; contract/warned.py has the kinds."""

    code: str
    params: dict[str, str | int | float | list[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was read. ``size`` counts bytes, ``pages`` is None where the format has none."""

    filename: str
    media_type: str
    sha256: str
    size: int
    pages: int | None = None


@dataclass(frozen=True)
class Letter:
    """One letter: canonical text, its blocks in reading order, its tables, footnote marks and words with places.

    Blocks do not overlap, follow the text's order and are separated by a line feed (cells of one row by a tab).
    ``properties`` holds what the file says of itself (docx custom properties, pdf metadata), keys in lower case.
    Raises ValueError when a part does not fit the text.
    """

    source: Source
    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...] = ()
    marks: tuple[Mark, ...] = ()
    words: tuple[Word, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    properties: dict[str, str] = field(default_factory=dict)
    warnings: tuple[ReadingWarning, ...] = ()

    def __post_init__(self) -> None:
        end = 0
        for block in self.blocks:
            if not end <= block.start <= block.content_start <= block.end <= len(self.text):
                raise ValueError(f"block {block.id} [{block.start}, {block.end}) does not fit the text at {end}")
            end = block.end
        for table in self.tables:
            for cell in table.cells:
                if self.text[cell.start : cell.end] != cell.text:
                    raise ValueError(f"cell {table.id} row {cell.row} column {cell.column} does not fit the text")

    def warned(self, warnings: Iterable[ReadingWarning]) -> Letter:
        """The letter with these warnings behind its own."""
        return replace(self, warnings=(*self.warnings, *warnings))

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _word_starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def _by_id(self) -> dict[str, Block]:
        return {block.id: block for block in self.blocks}

    @cached_property
    def _tables(self) -> dict[str, Table]:
        return {table.id: table for table in self.tables}

    def span(self, start: int, end: int) -> Span:
        """The stretch [start, end) of the text."""
        return Span(start, end, self.text[start:end])

    def block(self, block_id: str) -> Block:
        """The block with this id; raises KeyError when there is none."""
        return self._by_id[block_id]

    def table(self, table_id: str) -> Table:
        """The table with this id; raises KeyError when there is none."""
        return self._tables[table_id]

    def block_at(self, offset: int) -> Block:
        """The block in which the character at ``offset`` stands, or the last one that begins before it."""
        return self.blocks[self.block_index(offset)]

    def block_index(self, offset: int) -> int:
        """Position in ``blocks`` of the block at ``offset``; raises IndexError for a letter without blocks.

        Where empty cells share an offset with a block that has text, the block with text is meant.
        """
        if not self.blocks:
            raise IndexError("the letter has no blocks")
        return max(bisect_right(self._starts, offset) - 1, 0)

    def of_kind(self, *kinds: BlockKind) -> Iterator[Block]:
        """The blocks of these kinds, in reading order."""
        return (block for block in self.blocks if block.kind in kinds)

    def text_of(self, block: Block) -> str:
        """The block's text, its label included."""
        return self.text[block.start : block.end]

    def content_of(self, block: Block) -> str:
        """The block's text behind its label."""
        return self.text[block.content_start : block.end]

    def evidence(self, start: int, end: int) -> Evidence:
        """The provenance of [start, end): its words, block, page, boxes and table cell."""
        block = self.block_at(start)
        boxes = self._boxes(start, end)
        page = boxes[0].page if boxes else block.page
        return Evidence(
            start=start,
            end=end,
            text=self.printed_at(start, end),
            block=block.id,
            page=page,
            boxes=boxes,
            cell=block.cell,
        )

    def printed_at(self, start: int, end: int) -> str:
        """The words of [start, end) as they are printed."""
        return self.text[start:end]

    def _boxes(self, start: int, end: int) -> list[Box]:
        """One rectangle for each printed line that the words of [start, end) stand on."""
        first = bisect_left(self._word_starts, start)
        if first > 0 and self.words[first - 1].end > start:
            first -= 1
        lines: list[tuple[int, float, float, float, float]] = []
        page, left, upper, right, lower = 0, 0.0, 0.0, 0.0, 0.0
        for _, _, number, x0, top, x1, bottom in self.words[first : bisect_left(self._word_starts, end)]:
            if number == page and top < lower and bottom > upper:
                left, right = min(left, x0), max(right, x1)
                upper = upper if upper <= top else round(top, 1)
                lower = lower if lower >= bottom else round(bottom, 1)
                lines[-1] = (page, left, upper, right, lower)
            else:
                page, left, upper, right, lower = number, x0, round(top, 1), x1, round(bottom, 1)
                lines.append((page, left, upper, right, lower))
        return [
            Box(page=page, x0=round(x0, 1), top=top, x1=round(x1, 1), bottom=bottom)
            for page, x0, top, x1, bottom in lines
        ]
