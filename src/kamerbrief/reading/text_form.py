"""The form of a text file: footnotes written into the text, tables, paragraphs and their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kamerbrief.reading.letterhead_lines import label_of
from kamerbrief.reading.lines import runs_on
from kamerbrief.reading.text_tables import figure_rows, may_be_figure_rows

#: The mark of a footnote in the form of the document server's converter; group 1 is its kind, 2 its number.
MARK = re.compile(r"\[(foot|end)noteRef:(\d{1,4})\]")
ITEM = re.compile(
    r"(?:(?P<bullet>[•·▪◦*–-])|(?P<number>\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{1,4})[.)]))\s+(?=\S)"
)
#: The number of a section before its title, without a full stop behind it: *4.2 Vervolg*.
SECTION = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){1,3})\s+(?=[‘“'\"]?[A-ZÀ-Þ])")
_BOOKMARK = re.compile(r"\[bookmark:\s?[^\]\n]{0,200}\]")
_NOTE_START = re.compile(r" ?\[(\d{1,4}): {1,2}")
_BRACKET = re.compile(r"[\[\]]")
#: So many blanks stand between two columns, and not between words.
_WIDE = 3
_GAP = re.compile(rf" {{{_WIDE},}}|\t+")
_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(r"[.?!:;…]['\"”’)]*$")
#: Text with a longer line than this has one line a paragraph and is not broken at a width.
_UNBROKEN = 120
#: Text is not broken at a width when more than this part of it stands in such lines.
_MOSTLY = 0.3
#: A line of an address or a signature has at most this many characters.
_SHORT = 70
#: A line that fills less than this part of the width ends a paragraph or is a heading.
_PART = 0.7
#: So many items without bullets are at least one more in a list.
_FEWEST_ITEMS = 1
#: A line with more gaps than this is no row of a table.
_MOST_COLUMNS = 63
#: More empty lines than this end a table of cell lines.
_MOST_EMPTY = 3


def printed(text: str) -> str:
    """What a text file prints, without what the converter writes for bookmarks and marks of notes."""
    return MARK.sub("", _BOOKMARK.sub("", text))


def without_notes(text: str) -> tuple[str, dict[str, str]]:
    """Takes bookmarks and the words of footnotes out of the text; the notes by number, in the order of the text.

    The converter writes a note, ``[1:  …]``, at the end of the paragraph that has its mark; it may hold brackets.
    """
    text = _BOOKMARK.sub("", text)
    marked = {match[2] for match in MARK.finditer(text)}
    if not marked:
        return text, {}
    closing = _closing(text)
    notes: dict[str, str] = {}
    parts: list[str] = []
    position = 0
    for match in _NOTE_START.finditer(text):
        end = closing.get(match.start() + match[0].index("["))
        if match.start() < position or end is None or match[1] not in marked or match[1] in notes:
            continue
        notes[match[1]] = text[match.end() : end].strip()
        parts.append(text[position : match.start()])
        position = end + 1
    parts.append(text[position:])
    return "".join(parts), notes


def _closing(text: str) -> dict[int, int]:
    """Where each opened bracket closes."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] == "[":
            opened.append(match.start())
        elif opened:
            found[opened.pop()] = match.start()
    return found


@dataclass(slots=True)
class Paragraph:
    """A stretch of lines that is one block, or the rows of a table; ``line`` is where it begins, counted from 1.

    ``listed`` is true for an item of a list whose bullets the text lost.
    """

    lines: list[str]
    line: int
    rows: list[list[str]] = field(default_factory=list)
    listed: bool = False


def paragraphs(lines: Sequence[str], start: int) -> Iterator[Paragraph]:
    """The paragraphs, list items, lone lines and tables from line ``start`` (counted from 0) on."""
    width = _width(lines)
    position = looked = start
    while position < len(lines):
        if not lines[position].strip():
            position += 1
            continue
        if position >= looked and _may_be_table(lines, position):
            rows, looked = _table(lines, position)
            if rows:
                yield Paragraph([], position + 1, rows)
                position = looked
                continue
        end = position + 1
        while end < len(lines) and lines[end].strip() and (end < looked or not _may_be_table(lines, end)):
            end += 1
        yield from _stretches([line.strip() for line in lines[position:end]], position + 1, width)
        position = end


def _width(lines: Sequence[str]) -> int:
    """The width at which the text is broken into lines: its longest line, save for some that could not be broken."""
    lengths = [len(MARK.sub("", line)) for line in lines]
    unbroken = sum(length for length in lengths if length > _UNBROKEN)
    if unbroken > _MOSTLY * sum(lengths):
        return max(lengths)
    return max((length for length in lengths if length <= _UNBROKEN), default=0)


def _stretches(lines: list[str], first: int, width: int) -> Iterator[Paragraph]:
    """Lines without an empty one between them, divided where a new paragraph, list item or heading begins."""
    if _lines_of_their_own(lines):
        yield Paragraph(lines, first)
        return
    items = _bare_items(lines)
    begin = 0
    for number in range(1, len(lines)):
        behind = bool(items) and lines[number - 1].endswith(";") and lines[number][0].isupper()
        titled = number == 1 and _is_title(lines[0]) and lines[1][0].isupper()
        new = number in items or behind or titled or ITEM.match(lines[number])
        if new or _ends(lines[number - 1], lines[number], width):
            yield Paragraph(lines[begin:number], first + begin, listed=begin in items)
            begin = number
    yield Paragraph(lines[begin:], first + begin, listed=begin in items)


def _is_title(line: str) -> bool:
    """Whether a line by its number titles a section."""
    return SECTION.match(line) is not None and not _SENTENCE_END.search(line)


def _bare_items(lines: Sequence[str]) -> frozenset[int]:
    """Where the items of a list begin whose bullets the text lost: in small letters behind ``:`` and ``;``.

    A converter leaves bullets out that a font of signs draws.
    """
    starts = [at for at in range(1, len(lines)) if lines[at][:1].islower() and lines[at - 1].endswith((":", ";"))]
    opens = lines[0][:1].islower() and bool(starts)
    listed = [*([0] if opens else []), *starts]
    whole = len(listed) > _FEWEST_ITEMS and all(lines[at - 1].endswith(";") for at in listed[1:])
    return frozenset(listed) if whole else frozenset()


def _lines_of_their_own(lines: Sequence[str]) -> bool:
    """True for an address or a signature: some short lines that are neither sentences nor list items."""
    return all(len(line) <= _SHORT and not _SENTENCE_END.search(line) and not ITEM.match(line) for line in lines)


def _ends(line: str, after: str, width: int) -> bool:
    """True where a paragraph ends with a line, in text that is broken at a width."""
    bare = MARK.sub("", line).rstrip()
    if runs_on(bare, after):
        return False
    if width > _UNBROKEN:
        return len(bare) <= _UNBROKEN or bool(_SENTENCE_END.search(bare))
    return len(bare) < _PART * width and (after[0].isupper() or bool(_SENTENCE_END.search(bare)))


def _may_be_table(lines: Sequence[str], number: int) -> bool:
    """A quick look: whether a table could begin in a line, by this line and the next one."""
    here, after = lines[number], lines[number + 1] if number + 1 < len(lines) else ""
    gaps = _GAP.search(here.strip()) and _GAP.search(after.strip())
    return bool(gaps) or here[0] == "\t" or may_be_figure_rows(lines, number)


def _table(lines: Sequence[str], start: int) -> tuple[list[list[str]], int]:
    """The rows of the table that begins at a line, and the line up to which was looked; no rows where there is none."""
    if lines[start][0] == "\t":
        rows, end = _cell_lines(lines, start)
        return (rows if len(rows) > 1 and max(map(len, rows)) > 1 else []), end
    if may_be_figure_rows(lines, start):
        rows, end = figure_rows(lines, start)
        if rows:
            return rows, end
    rows, end = _row_lines(lines, start)
    tabs = all("\t" in lines[number].strip() for number in range(start, end))
    figures = any(_DIGIT.search(cell) for row in rows for cell in row[1:])
    even = len({len(row) for row in rows}) == 1
    return (rows if len(rows) > 1 and (tabs or (len(rows) > 2 and even and figures)) else []), end


def _row_lines(lines: Sequence[str], start: int) -> tuple[list[list[str]], int]:
    """Rows of one line each, with tabs or wide gaps between the cells; labels of a letterhead are no such rows."""
    rows: list[list[str]] = []
    end = start
    while end < len(lines) and 1 < len(row := _GAP.split(lines[end].strip())) <= _MOST_COLUMNS and not label_of(row[0]):
        rows.append([cell.strip() for cell in row])
        end += 1
    return _with_empty_corners(rows, lines[start:end]), max(end, start + 1)


def _with_empty_corners(rows: list[list[str]], lines: Sequence[str]) -> list[list[str]]:
    """An empty first cell for each row that is a cell short and begins far to the right of the others."""
    widest = max(map(len, rows), default=0)
    before = [len(line) - len(line.lstrip(" ")) for line in lines]
    margin = min(before, default=0)
    return [
        ["", *row] if len(row) == widest - 1 and blanks - margin >= _WIDE else row
        for row, blanks in zip(rows, before, strict=True)
    ]


def _cell_lines(lines: Sequence[str], start: int) -> tuple[list[list[str]], int]:
    """The converter's form: a line for each cell, with a tab before it, and empty lines between the rows."""
    rows: list[list[str]] = [[]]
    end = start
    for number in range(start, len(lines)):
        if lines[number][:1] == "\t":
            rows[-1].append(lines[number].strip())
            end = number + 1
        elif lines[number].strip() or number >= end + _MOST_EMPTY:
            break
        elif rows[-1]:
            rows.append([])
    return [row for row in rows if row], end
