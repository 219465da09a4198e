"""Reading plain text: the form that a document server's converter makes of a docx, and ordinary text files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from charset_normalizer import from_bytes

from kamerbrief.errors import ReadError
from kamerbrief.letter import BlockKind, Letter, Source
from kamerbrief.reading.builder import CellContent, Content, LetterBuilder, clean
from kamerbrief.reading.captions import is_caption, is_table_note
from kamerbrief.reading.letterhead_lines import fields, label_of
from kamerbrief.settings import Settings

# What the converter leaves in the text: bookmarks, the marks of footnotes and, behind the paragraph, their words.
_BOOKMARK = re.compile(r"\[bookmark:\s?[^\]\n]{0,200}\]")
_MARK = re.compile(r"\[footnoteRef:(\d{1,4})\]")
_NOTE_START = re.compile(r" ?\[(\d{1,4}): {1,2}")
_ROW = re.compile(r"^\t")
_NUMBER = re.compile(r"(\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{1,4})[.)])\s+(?=\S)")
_BULLET = re.compile(r"[•·▪◦*–-]\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?:;,…]['\"”’)]*$")
_SALUTATION = re.compile(r"(?:geachte|hooggeachte)\b", re.IGNORECASE)
_HYPHEN = re.compile(r"(?<=[a-zà-ÿ])-$")
_HEADING = 120


def read(data: bytes, source: Source, limits: Settings) -> Letter:
    """The letter in a text file. Raises ReadError when its encoding cannot be told."""
    del limits
    text = decode(data, source.filename).replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    return _Reader().letter(text, source)


def decode(data: bytes, filename: str) -> str:
    """Text from bytes: a byte order mark decides, else UTF-8, else the Windows code page of western Europe."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    best = from_bytes(data).best()
    if best is None:
        raise ReadError(filename, "the encoding of this text is unknown", "save it as UTF-8")
    return str(best)


@dataclass(slots=True)
class _Paragraph:
    """A paragraph of the source: its text on one or more lines, and the line on which it begins, counted from 1."""

    lines: list[str]
    line: int
    rows: list[list[str]] = field(default_factory=list)


class _Reader:
    def __init__(self) -> None:
        self.builder = LetterBuilder()
        self.notes: dict[str, str] = {}
        self.ordinals: dict[str, int] = {}
        self.repeats = False

    def letter(self, text: str, source: Source) -> Letter:
        text = self._without_notes(_BOOKMARK.sub("", text))
        paragraphs = list(_paragraphs(text))
        converted = "[footnoteRef:" in text or bool(self.notes)
        self.repeats = _only_ones(paragraphs)
        head = _head_length(paragraphs)
        self._letterhead(paragraphs[:head])
        body = paragraphs[head:]
        caption = table = None
        for number, paragraph in enumerate(body):
            following = body[number + 1] if number + 1 < len(body) else None
            before_table = following is not None and bool(following.rows)
            if paragraph.rows:
                table = self._table(paragraph, caption)
                caption = None
                continue
            for content in self._contents(paragraph, converted):
                block = self._block(content, paragraph, before_table=before_table, table=table)
                if before_table and block and self.builder.blocks[-1].kind is BlockKind.CAPTION:
                    caption = block
            table = None
        for note, words in self.notes.items():
            self.builder.footnote(note, note, Content(clean(words).replace("\n", " ").strip()))
        return self.builder.build(source)

    def _without_notes(self, text: str) -> str:
        """Takes the words of footnotes out of the text; brackets within them are matched."""
        parts: list[str] = []
        position = 0
        while match := _NOTE_START.search(text, position):
            end = _closing(text, match.end())
            if end is None:
                parts.append(text[position : match.end()])
                position = match.end()
                continue
            self.notes[match[1]] = text[match.end() : end].strip()
            parts.append(text[position : match.start()])
            position = end + 1
        return "".join(parts) + text[position:]

    def _letterhead(self, paragraphs: Sequence[_Paragraph]) -> None:
        lines = [line for paragraph in paragraphs for line in (*paragraph.lines, "")]
        for found in fields(lines):
            value = " ".join([lines[found.lines[0]][found.rest :], *(lines[n] for n in found.lines[1:])])
            content = Content(clean(value).strip())
            self.builder.block(
                BlockKind.LETTERHEAD, content, label=found.label or None, field=found.name, source="head"
            )

    def _contents(self, paragraph: _Paragraph, converted: bool) -> Iterator[Content]:
        """The paragraph as one block, or line by line where its lines stand for themselves."""
        lines = [line.strip() for line in paragraph.lines]
        short = len(lines) > 1 and all(len(line) <= 70 and not _SENTENCE_END.search(line) for line in lines)
        if short and (len(lines) <= 4 if converted else not _wrapped(lines)):
            yield self._marked("\n".join(lines))
            return
        if _heads(lines):
            yield self._marked(lines.pop(0))
        for item in _items(lines):
            yield self._marked(_joined(item))

    def _marked(self, text: str) -> Content:
        """The text with its footnote marks written ``[1]``."""
        words = ""
        marks = []
        position = 0
        for match in _MARK.finditer(text):
            words += clean(text[position : match.start()])
            mark = f"[{match[1]}]"
            marks.append((len(words), len(words) + len(mark), match[1]))
            words += mark
            position = match.end()
        words += clean(text[position:])
        lead = len(words) - len(words.lstrip())
        return Content(words.strip(), marks=tuple((start - lead, end - lead, key) for start, end, key in marks))

    def _block(self, content: Content, paragraph: _Paragraph, *, before_table: bool, table: str | None) -> str | None:
        text, source = content.text, f"line {paragraph.line}"
        if is_caption(text, before_table=before_table):
            return self.builder.block(BlockKind.CAPTION, content, source=source)
        if table and is_table_note(text):
            block = self.builder.block(BlockKind.CAPTION, content, source=source)
            if block:
                self.builder.note(table, block)
            return block
        bullet, number = _BULLET.match(text), _NUMBER.match(text)
        found = bullet or number
        label = None
        if found:
            label = "•" if bullet else self._numbered(found[1])
            shift = found.end()
            content = Content(text[shift:], marks=tuple((s - shift, e - shift, k) for s, e, k in content.marks))
        if _is_heading(content.text, numbered=number is not None, bullet=bullet is not None):
            return self.builder.block(BlockKind.HEADING, content, label=label, level=3 if label else 2, source=source)
        kind = BlockKind.LIST_ITEM if label else BlockKind.PARAGRAPH
        return self.builder.block(kind, content, label=label, level=1 if label else None, source=source)

    def _numbered(self, label: str) -> str:
        """The number of a list item; where the converter printed every number as ``1.``, they are counted again."""
        if not self.repeats or label != "1.":
            return label
        self.ordinals[label] = self.ordinals.get(label, 0) + 1
        return f"{self.ordinals[label]}."

    def _table(self, paragraph: _Paragraph, caption: str | None) -> str:
        cells = [
            CellContent(row, column, self._marked(cell))
            for row, listed in enumerate(paragraph.rows)
            for column, cell in enumerate(listed)
        ]
        return self.builder.table(cells, caption=caption, source=f"line {paragraph.line}")


def _closing(text: str, start: int) -> int | None:
    """Where the bracket closes that was opened before ``start``; None when it never does within reason."""
    depth = 1
    for position in range(start, min(len(text), start + 20_000)):
        if text[position] == "[":
            depth += 1
        elif text[position] == "]":
            depth -= 1
            if depth == 0:
                return position
    return None


def _paragraphs(text: str) -> Iterator[_Paragraph]:
    """Stretches of lines without a blank line between them; rows of tab-separated cells gather into one table.

    In the converter's form a row is one line per cell, each behind a tab, and rows stand apart by blank lines; in
    ordinary text a row is one line with its cells apart by tabs.
    """
    lines = text.split("\n")
    position = 0
    while position < len(lines):
        if not lines[position].strip() and not _ROW.match(lines[position]):
            position += 1
            continue
        table, after = _rows(lines, position)
        if table:
            yield _Paragraph([], position + 1, table)
            position = after
            continue
        start = position
        while (
            position < len(lines) and lines[position].strip() and (position == start or not _rows(lines, position)[0])
        ):
            position += 1
        yield _Paragraph(lines[start:position], start + 1)


def _rows(lines: Sequence[str], start: int) -> tuple[list[list[str]], int]:
    """The table that begins at a line, and the line behind it; no rows where none begins there."""
    if _ROW.match(lines[start]):
        return _converted_rows(lines, start)
    rows = []
    position = start
    while position < len(lines) and "\t" in lines[position].strip():
        rows.append([cell.strip() for cell in lines[position].strip().split("\t")])
        position += 1
    return (rows, position) if len(rows) > 1 else ([], start)


def _converted_rows(lines: Sequence[str], start: int) -> tuple[list[list[str]], int]:
    rows: list[list[str]] = []
    position = end = start
    while position < len(lines) and (_ROW.match(lines[position]) or not lines[position].strip()):
        row = []
        while position < len(lines) and _ROW.match(lines[position]):
            row.append(lines[position].strip())
            position += 1
        if row:
            rows.append(row)
            end = position
        else:
            position += 1
    return (rows, end) if len(rows) > 1 and max(map(len, rows)) > 1 else ([], start)


def _only_ones(paragraphs: Sequence[_Paragraph]) -> bool:
    """True where several list numbers occur and all of them are ``1.``: a converter lost the counting."""
    numbers = [m[1] for p in paragraphs for line in p.lines[:1] if (m := _NUMBER.match(line.strip()))]
    digits = [number for number in numbers if number[0].isdigit()]
    return len(digits) > 1 and set(digits) == {"1."}


def _head_length(paragraphs: Sequence[_Paragraph]) -> int:
    """How many leading paragraphs are letterhead: those before the salutation if a label stands there."""
    for number, paragraph in enumerate(paragraphs[:30]):
        if any(_SALUTATION.match(line.strip()) for line in paragraph.lines[:1]):
            before = [line for p in paragraphs[:number] for line in p.lines]
            return number if any(next(fields([line]), None) and _labelled(line) for line in before) else 0
    return 0


def _labelled(line: str) -> bool:
    return bool(label_of(line)) or any(found.name for found in fields([line]))


def _heads(lines: Sequence[str]) -> bool:
    """True where the first line is a heading directly above running text that is not wrapped."""
    if len(lines) < 2 or len(lines[1]) <= _HEADING or not lines[1][:1].isupper():
        return False
    return _is_heading(lines[0], numbered=False, bullet=bool(_BULLET.match(lines[0]))) and len(lines[0]) <= 90


def _wrapped(lines: Sequence[str]) -> bool:
    """True for lines of running text broken at a width: all but the last are about equally long."""
    lengths = [len(line) for line in lines[:-1]]
    return bool(lengths) and min(lengths) > 45


def _items(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines grouped so that each bullet or number begins a group."""
    group: list[str] = []
    for line in lines:
        if group and (_BULLET.match(line) or _NUMBER.match(line)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _joined(lines: Sequence[str]) -> str:
    """One line of several; a word that was divided at a line's end is whole again."""
    text = lines[0]
    for line in lines[1:]:
        divided = _HYPHEN.search(text) and line[:1].islower() and not line.startswith(("en ", "of "))
        text = text[:-1] + line if divided else f"{text} {line}"
    return text


def _is_heading(text: str, *, numbered: bool, bullet: bool) -> bool:
    """A short line without a sentence's end; a numbered one may be longer."""
    if bullet or "\n" in text or not text[:1].isupper() or _SALUTATION.match(text):
        return False
    limit = 260 if numbered else _HEADING
    return len(text) <= limit and not _SENTENCE_END.search(text.rstrip())
