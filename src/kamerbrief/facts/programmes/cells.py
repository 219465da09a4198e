"""Names of programmes in tables: in a column of programmes, and in cells that are nothing but a name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kamerbrief.facts.programmes.names import Named, named_at
from kamerbrief.facts.programmes.small_names import end_of_small_name
from kamerbrief.facts.programmes.words import cue_in, is_apposed, words_in
from kamerbrief.letter import Cell, Table
from kamerbrief.lexicon import alternatives, load

_SEPARATORS = re.compile(r"\s*(?:[,;/\n]|\s[–-]\s|\s(?:en|&)\s(?=[A-ZÀ-Þ]))\s*(?![^(]{0,200}\))")
_PART = re.compile(
    r"(?P<whole>[^()]{1,80}?)\s*\((?:o\.a\.|onder andere|onder meer|waaronder|incl\.|inclusief|w\.o\.)\s+"
    r"(?P<parts>[^()]{1,160})\)"
)
_LONGEST_NAME, _MOST_WORDS = 80, 10

#: A name, its stretch of the text, and the name of which it is a part.
Found = tuple[str, int, int, str | None]


def names_in_table(table: Table) -> Iterator[Found]:
    """The names in columns whose header says that they hold programmes, in reading order.

    `ARTES (o.a. ScyLight)`: the names in brackets are parts of the name before them; commas, slashes and *en* divide.
    """
    header_rows = max(table.header_rows, 1)
    columns = {c.column for c in table.cells if c.row < header_rows and _headers().fullmatch(c.text.strip())}
    for cell in table.cells:
        if cell.column in columns and cell.row >= header_rows and not _money().match(cell.text):
            yield from _names_in_cell(cell)


def names_alone(text: str, table: Table) -> Iterator[Named]:
    """The cells that are nothing but a name that begins with its cue: `Regeling sportaccommodaties`."""
    for cell in table.cells:
        words = words_in(text, cell.start, cell.end) if cell.text[:1].isupper() else []
        cue = cue_in(words[0].text, small=True) if 1 < len(words) <= _MOST_WORDS else None
        if cue and is_apposed(cue) and end_of_small_name(words, 0, with_voor=True) == len(words) - 1:
            named = named_at(text, words[0].start, words[-1].end, cue.kind)
            if named:
                yield named


@cache
def _headers() -> re.Pattern[str]:
    names = alternatives(load("programme_cues")["tables"]["headers"])
    return re.compile(rf"(?:[\w-]{{1,40}}[\s-])?(?:{names})", re.IGNORECASE)


@cache
def _money() -> re.Pattern[str]:
    """A total, or a sort of money of the national budget (subsidies, opdrachten), which is no programme's name."""
    sorts = alternatives(load("programme_cues")["never"]["cells"])
    return re.compile(rf"\s*(?:(?:sub)?tota|(?:{sorts})\b)", re.IGNORECASE)


def _names_in_cell(cell: Cell) -> Iterator[Found]:
    for start, end in _pieces(cell.text, 0, len(cell.text)):
        match = _PART.fullmatch(cell.text, start, end)
        if match is None:
            yield from _name(cell, start, end, None)
            continue
        yield from _name(cell, *match.span("whole"), None)
        for left, right in _pieces(cell.text, *match.span("parts")):
            yield from _name(cell, left, right, match["whole"])


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _SEPARATORS.finditer(text, start, end):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    yield start, end


def _name(cell: Cell, start: int, end: int, whole: str | None) -> Iterator[Found]:
    said = cell.text[start:end].strip()
    start += len(cell.text[start:end]) - len(cell.text[start:end].lstrip())
    if said[:1].isupper() and 1 < len(said) <= _LONGEST_NAME and "(" not in said and sum(map(str.isalpha, said)) > 1:
        yield " ".join(said.split()), cell.start + start, cell.start + start + len(said), whole
