"""Several lines in one cell: rows of their own where the whole row goes along, else kept apart within the cell.

Writers put a column of figures into one cell, a paragraph or line each. Where every cell of the row has as many lines,
the lines are rows that the table did not draw. Where they do not, which figure belongs to what cannot be told: the
figures stay in their cell, each on a line of its own, so that 30 above 5 is never read as 305.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kamerbrief.letter import Word
from kamerbrief.reading.builder import CellContent, Content

#: A line with a figure, its signs, scale word and note mark, and nothing else.
_FIGURE = re.compile(
    r"[^\w\n]{0,6}(?:€|EUR|ca\.|circa|max\.|min\.?)?[^\w\n]{0,6}[0-9][0-9 .,'’]*"
    r"(?:\s?(?:-|–|à|tot)\s?[0-9][0-9 .,]*)?\s?(?:mln|mld|miljoen|miljard|euro|%)?"
    r"[^\w\n]{0,6}(?:[0-9]\)|\[[0-9]{1,3}\])?"
)
_NOTHING = re.compile(r"[-–—]|p\.?m\.?|nihil|n\.?v\.?t\.?", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


@dataclass(frozen=True, slots=True)
class LinedCell:
    """A cell on its way into a table, as the lines (or paragraphs) that it shows, empty ones too."""

    row: int
    column: int
    lines: tuple[Content, ...]
    row_span: int = 1
    column_span: int = 1
    page: int | None = None


def rows_of_lines(cells: Sequence[LinedCell], header_rows: int = 0) -> list[CellContent]:
    """The cells of a table, rows whose cells hold equally many lines divided into rows.

    The first ``header_rows`` rows stay as they are. Spans and row numbers are those of the table with the new rows.
    """
    rows: dict[int, list[LinedCell]] = defaultdict(list)
    for cell in cells:
        rows[cell.row].append(replace(cell, lines=_without_empty_end(cell.lines)))
    more = {row: count - 1 for row, inside in rows.items() if row >= header_rows and (count := _count(inside)) > 1}
    found: list[CellContent] = []
    added = 0
    starts: dict[int, int] = {}
    for row in range(max(rows, default=-1) + 1):
        starts[row] = row + added
        added += more.get(row, 0)
    for row in sorted(rows):
        count = more.get(row, 0) + 1
        placed = [part for cell in rows[row] for part in _placed(cell, starts[row], count, more)]
        found += sorted(placed, key=lambda cell: (cell.row, cell.column))
    return found


def _placed(cell: LinedCell, row: int, count: int, more: dict[int, int]) -> list[CellContent]:
    """The cell in its new place: divided into ``count`` rows, or whole and as tall as what it spans has become."""
    lines = _divided(cell, count) if count > 1 and cell.row_span == 1 else None
    if lines:
        return [
            CellContent(row + place, cell.column, line, 1, cell.column_span, cell.page)
            for place, line in enumerate(lines)
        ]
    span = cell.row_span + sum(more.get(r, 0) for r in range(cell.row, cell.row + cell.row_span))
    return [CellContent(row, cell.column, _whole(cell.lines), span, cell.column_span, cell.page)]


def _count(cells: Sequence[LinedCell]) -> int:
    """How many rows the lines of a row's cells make: 1 where they do not go along."""
    filled = [cell for cell in cells if cell.row_span == 1 and _texts(cell.lines)]
    figures = [cell for cell in filled if len(_texts(cell.lines)) > 1 and _holds_figures(_texts(cell.lines))]
    if not figures or any(_is_header(_texts(cell.lines)) for cell in filled if cell.column):
        return 1
    first = min(cell.column for cell in figures)
    for count in (len(figures[0].lines), len(_texts(figures[0].lines))):
        alike = [cell for cell in filled if _divided(cell, count)]
        others = [cell for cell in filled if not _divided(cell, count)]
        # A number or name that the whole row shares stands before the cell that names the lines.
        shared = all(cell.column < first and len(_texts(cell.lines)) == 1 for cell in others)
        named = any(cell.column < first for cell in alike) or not any(cell.column < first for cell in filled)
        if shared and named:
            return count
    return 1


def _divided(cell: LinedCell, count: int) -> tuple[Content, ...] | None:
    """The cell's lines if there are ``count``, those without words counted or not; else None."""
    if len(cell.lines) == count:
        return cell.lines
    filled = tuple(line for line in cell.lines if line.text.strip())
    return filled if len(filled) == count else None


def _texts(lines: Iterable[Content]) -> list[str]:
    return [text for line in lines if (text := line.text.strip())]


def _holds_figures(texts: Sequence[str]) -> bool:
    """True for lines that are figures, dashes for none among them."""
    figures = [bool(_FIGURE.fullmatch(text)) for text in texts]
    return any(figures) and all(figure or _NOTHING.fullmatch(text) for figure, text in zip(figures, texts, strict=True))


def _is_header(texts: Sequence[str]) -> bool:
    """True for the lines of a header: a year that is broken (202, 6), or a year above what explains it."""
    if _YEAR.fullmatch("".join(texts)):
        return True
    years = [bool(_YEAR.match(text)) for text in texts]
    return years[0] and not all(years) if years else False


def _without_empty_end(lines: Sequence[Content]) -> tuple[Content, ...]:
    last = max((place for place, line in enumerate(lines, 1) if line.text.strip()), default=0)
    return tuple(lines[:last])


def _whole(lines: Sequence[Content]) -> Content:
    """The lines as one content: figures each on its line, words on one."""
    filled = [line for line in lines if line.text.strip()]
    texts = [line.text.strip() for line in filled]
    apart = sum(bool(_FIGURE.fullmatch(text)) for text in texts) > 1 and not _YEAR.fullmatch("".join(texts))
    return joined(filled, "\n" if apart else " ")


def joined(parts: Sequence[Content], between: str) -> Content:
    """Contents as one, with ``between`` between them; places and marks move along."""
    text, words, marks = "", [], []
    for part in parts:
        shift = len(text) + (len(between) if text else 0)
        text += (between if text else "") + part.text
        words += [word._replace(start=word.start + shift, end=word.end + shift) for word in part.words]
        marks += [(start + shift, end + shift, key) for start, end, key in part.marks]
    return Content(text, tuple(words), tuple(marks))


def lines_of(content: Content) -> list[Content]:
    """A content divided at its line feeds."""
    found: list[Content] = []
    start = 0
    for line in content.text.split("\n"):
        end = start + len(line)
        found.append(
            Content(
                line,
                tuple(_moved(word, -start) for word in content.words if start <= word.start and word.end <= end),
                tuple((s - start, e - start, key) for s, e, key in content.marks if start <= s and e <= end),
            )
        )
        start = end + 1
    return found


def _moved(word: Word, shift: int) -> Word:
    return word._replace(start=word.start + shift, end=word.end + shift)
