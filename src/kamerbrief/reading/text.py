"""Reading plain text: the form that a document server's converter makes of a docx, and ordinary text files."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from kamerbrief.contract import WarningCode
from kamerbrief.letter import BlockKind, Furniture, Letter, Source
from kamerbrief.reading.accounting import Kept, Place, kept_of, losses
from kamerbrief.reading.builder import CellContent, Content, LetterBuilder, clean
from kamerbrief.reading.captions import TableLines
from kamerbrief.reading.encodings import decode
from kamerbrief.reading.letterhead_lines import add_letterhead, head_length, is_salutation, label_of
from kamerbrief.reading.lines import breaks_off, joined
from kamerbrief.reading.text_footnotes import with_marks, without_footnotes
from kamerbrief.reading.text_form import ITEM, MARK, SECTION, Paragraph, paragraphs, printed, without_notes
from kamerbrief.reading.text_margins import margin_of, without_margin
from kamerbrief.reading.text_signatures import one_under_another
from kamerbrief.settings import Settings

_BULLET = "•"
#: A bullet of a font of signs (Wingdings, Symbol) at the head of a line.
_SIGN = re.compile(r"^([ \t]*)[\uf000-\uf0ff](?=\s)", re.MULTILINE)
_PAGE_COUNT = re.compile(r"\s*(?:pagina|blad)\s+(?P<page>\d{1,4})(?:\s+van\s+\d{1,4})?\s*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;,…]['\"”’)]*(?:\[\d{1,4}\])?$")
_SIGNS = re.compile(
    r"(?:(?:de|het)\s+)?(?:minister|staatssecretaris)\b|hoogachtend|met vriendelijke groet", re.IGNORECASE
)
#: Headings are short; one with a number may be a whole sentence, such as a recommendation.
_HEADING = 120
_NUMBERED_HEADING = 260
#: Levels of headings in text, which shows none: a numbered one stands below one without number.
_LEVEL, _NUMBERED_LEVEL = 2, 3
#: A name under a letter is not longer than this.
_NAME = 50
_HEAD_LINES = 200


def read(data: bytes, source: Source, limits: Settings) -> Letter:
    """The letter in a text file. Raises ReadError when its encoding cannot be told."""
    del limits
    text, damaged = decode(data, source.filename)
    text = _SIGN.sub(rf"\1{_BULLET}", text)
    reader = _Reader(text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n"))
    if damaged:
        reader.builder.warn(WarningCode.DAMAGED_CHARACTERS)
    letter = reader.letter(source)
    kept = kept_of(letter)
    counted = Kept(kept.words, " ".join([kept.numbers, *reader.renumbered]))
    return letter.warned(losses([Place("text", printed(text), counted)]))


class _Reader:
    """One walk through a text: letterhead, then paragraphs and tables, then the footnotes."""

    def __init__(self, text: str) -> None:
        self.text, self.notes = without_notes(text)
        self.builder = LetterBuilder()
        self.tables = TableLines(self.builder)
        self.numbers: list[int] = []
        self.counted = 0
        self.headings = 0
        self.renumbered: list[str] = []
        self.stacked = False

    def letter(self, source: Source) -> Letter:
        """The whole letter."""
        lines = self.text.split("\n")
        pages = {at: int(count["page"]) for at, line in enumerate(lines) if (count := _page_count(line))}
        lines, notes = without_footnotes(lines, list(pages))
        self.notes = notes | self.notes
        lines = one_under_another(self._without_page_counts(lines))
        head = head_length(_head_lines(lines[:_HEAD_LINES]))
        add_letterhead(self.builder, _head_lines(lines[:head]), "head")
        numbered, margins = without_margin(lines, head, margin_of(_head_lines(lines[:head])), pages)
        numbered = list(with_marks(numbered, notes))
        self.numbers, lines = [number for number, _ in numbered], [line for _, line in numbered]
        self.builder.furniture += map(Furniture, margins)
        body = list(_whole(paragraphs(lines, head), self._torn(pages)))
        lost = _numbers_lost(body)
        self.stacked = any(_stacked(body, number) and _heads(body, number) for number in range(len(body)))
        for number in range(len(body)):
            self._add(body, number, recount=lost)
        for note, words in self.notes.items():
            self.builder.footnote(note, note, Content(_one_line(words)), source="notes")
        return self.builder.build(source)

    def _without_page_counts(self, lines: Sequence[str]) -> list[str]:
        self.builder.furniture += [Furniture(line.strip()) for line in lines if _page_count(line)]
        return ["" if _page_count(line) else line for line in lines]

    def _torn(self, pages: Mapping[int, int]) -> frozenset[int]:
        """The lines before which a page may be missing: those where the count of the next page is not one more."""
        ends = [at for (at, page), (_, after) in pairwise(pages.items()) if after != page + 1]
        return frozenset(bisect_right(self.numbers, end) for end in ends)

    def _add(self, body: Sequence[Paragraph], number: int, *, recount: bool) -> None:
        here = body[number]
        if here.rows:
            self._table(here)
            return
        before_table = number + 1 < len(body) and bool(body[number + 1].rows)
        content = _marked(joined(here.lines))
        claimed = self.tables.claims(content.text, before_table=before_table)
        kind, label, content = (
            (BlockKind.CAPTION, None, content) if claimed else self._kind(content, body, number, recount=recount)
        )
        level = 1 if kind is BlockKind.LIST_ITEM else None
        if kind is BlockKind.HEADING:
            level = _NUMBERED_LEVEL + _deeper(label) if label else self._level(body, number)
        block = self.builder.block(kind, content, label=label, level=level, source=self._source(here))
        self.tables.placed(block, content.text, claimed=claimed, before_table=before_table)

    def _kind(
        self, content: Content, body: Sequence[Paragraph], number: int, *, recount: bool
    ) -> tuple[BlockKind, str | None, Content]:
        """What a paragraph is, its label, and the words behind the label."""
        section = SECTION.match(content.text)
        if section and _is_heading(content.text[section.end() :], None, body, number):
            return BlockKind.HEADING, section["number"], _behind(content, section.end())
        item = ITEM.match(content.text)
        words = content.text[item.end() :] if item else content.text
        inner = _behind(content, item.end()) if item else content
        if recount and item and item["number"]:
            self.renumbered.append(item["number"])
        if _is_heading(words, item, body, number):
            self.headings += bool(item)
            return BlockKind.HEADING, _label(item, self.headings if recount else None), inner
        if item is None:
            return BlockKind.LIST_ITEM if body[number].listed else BlockKind.PARAGRAPH, None, inner
        if item["number"]:
            self.counted = self.counted + 1 if _is_item(body, number - 1, numbered=True) else 1
        return BlockKind.LIST_ITEM, _label(item, self.counted if recount else None), inner

    def _level(self, body: Sequence[Paragraph], number: int) -> int:
        """The level of a heading without number.

        One that stands apart is above those that stand directly on their text, or above the heading that follows it.
        """
        if _stacked(body, number) or not (self.stacked or _heads(body, number + 1)):
            return _LEVEL
        return _LEVEL - 1

    def _table(self, paragraph: Paragraph) -> None:
        cells = [
            CellContent(row, column, _marked(cell))
            for row, listed in enumerate(paragraph.rows)
            for column, cell in enumerate(listed)
        ]
        self.tables.table(cells, source=self._source(paragraph))

    def _source(self, paragraph: Paragraph) -> str:
        return f"line {self.numbers[paragraph.line - 1] + 1}"


def _behind(content: Content, start: int) -> Content:
    """What stands behind a label that ends at a place."""
    marks = tuple((s - start, e - start, key) for s, e, key in content.marks)
    return Content(content.text[start:], marks=marks)


def _deeper(label: str) -> int:
    """How many sections the one of a label is inside of: none for *4.*, one for *4.2*."""
    return label.strip(".").count(".")


def _head_lines(lines: Sequence[str]) -> list[str]:
    """Lines of a letterhead; a tab behind a label is written as a colon."""
    return [
        f"{label.strip()}: {value.strip()}" if tab and label_of(label) and value.strip() else _one_line(line)
        for line in lines
        for label, tab, value in [line.partition("\t")]
    ]


def _page_count(line: str) -> re.Match[str] | None:
    """The count of a page, also where a converter wrote each sign of it twice, as for type that is printed twice."""
    signs = line.strip()
    if len(signs) > 1 and signs[::2] == signs[1::2]:
        signs = signs[::2]
    return _PAGE_COUNT.match(signs)


def _whole(found: Iterator[Paragraph], torn: Collection[int]) -> Iterator[Paragraph]:
    """The paragraphs, one that breaks off within a sentence joined with the next unless lines are missing between."""
    held: Paragraph | None = None
    for here in found:
        apart = held is not None and any(held.line <= line < here.line for line in torn)
        if held is not None and not here.rows and not apart and _goes_on(held, here):
            held.lines += here.lines
            continue
        if held is not None:
            yield held
        held = here if not here.rows else None
        if here.rows:
            yield here
    if held is not None:
        yield held


def _goes_on(held: Paragraph, here: Paragraph) -> bool:
    if here.listed or ITEM.match(held.lines[0]) or ITEM.match(here.lines[0]):
        return False
    first, last = held.lines[0], held.lines[-1]
    if len(held.lines) == 1 and len(first) <= _HEADING:
        return False
    return breaks_off(f"{first[:_NAME]} {last[-_NAME:]}", here.lines[0])


def _numbers_lost(body: Sequence[Paragraph]) -> bool:
    """True where several list numbers occur and all of them are ``1.``: a converter lost the counting."""
    items = [match for p in body if p.lines and (match := ITEM.match(p.lines[0]))]
    numbers = [match["number"] for match in items if match["number"] and match["number"][0].isdigit()]
    return len(numbers) > 1 and set(numbers) == {"1."}


def _label(item: re.Match[str] | None, count: int | None) -> str | None:
    """The label of an item; ``count`` is its number where the text lost it."""
    if item is None:
        return None
    if item["bullet"]:
        return _BULLET
    return f"{count}." if count is not None and item["number"] == "1." else item["number"]


def _is_item(body: Sequence[Paragraph], number: int, *, numbered: bool = False) -> bool:
    """True where the paragraph at this place has a number or a bullet; with ``numbered``, where it has a number."""
    if not 0 <= number < len(body) or not body[number].lines:
        return False
    item = ITEM.match(body[number].lines[0])
    return item is not None and (not numbered or item["number"] is not None)


def _is_heading(words: str, item: re.Match[str] | None, body: Sequence[Paragraph], number: int) -> bool:
    """A short line without a sentence's end, above other text; one of several items in a row is none."""
    most = _NUMBERED_HEADING if item else _HEADING
    if "\n" in words or not words[:1].isupper() or len(words) > most or _SENTENCE_END.search(words):
        return False
    if number + 1 >= len(body) or is_salutation(words) or _signs(words, body, number):
        return False
    if item is None:
        return True
    return not item["bullet"] and not _is_item(body, number - 1, numbered=True) and not _is_item(body, number + 1)


def _stacked(body: Sequence[Paragraph], number: int) -> bool:
    """True where the next paragraph begins on the line below, without an empty one between."""
    here = body[number]
    return number + 1 < len(body) and body[number + 1].line == here.line + len(here.lines)


def _heads(body: Sequence[Paragraph], number: int) -> bool:
    """True for a heading without number."""
    lines = body[number].lines
    return bool(lines) and ITEM.match(lines[0]) is None and _is_heading(joined(lines), None, body, number)


def _signs(words: str, body: Sequence[Paragraph], number: int) -> bool:
    """True for a line of a signature: an office, or a name beside one."""
    if _SIGNS.match(words):
        return True
    beside = [p.lines[0] for p in body[max(number - 1, 0) : number + 2] if p.lines and p is not body[number]]
    return len(words) <= _NAME and any(_SIGNS.match(line) and len(line) <= _HEADING for line in beside)


def _one_line(text: str) -> str:
    return " ".join(clean(MARK.sub("", text)).split())


def _marked(text: str) -> Content:
    """The text with its footnote marks written ``[1]``."""
    parts: list[str] = []
    marks: list[tuple[int, int, str]] = []
    length = position = 0
    for match in MARK.finditer(text):
        words, mark = clean(text[position : match.start()]), f"[{match[2]}]"
        marks.append((length + len(words), length + len(words) + len(mark), match[2]))
        parts += [words, mark]
        length += len(words) + len(mark)
        position = match.end()
    words = "".join([*parts, clean(text[position:])]).replace("\t", " ")
    lead = len(words) - len(words.lstrip())
    return Content(words.strip(), marks=tuple((start - lead, end - lead, key) for start, end, key in marks))
