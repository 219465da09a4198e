"""Lines that belong to a table: its caption, a statement of its unit, its source and its notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from kamerbrief.reading.builder import CellContent, LetterBuilder

_NAMES = r"(?:bijlage )?(?:tabel|table|figuur|figure|grafiek|overzicht)"
_CAPTION = re.compile(rf"{_NAMES}\s*(?:[\dA-Z]{{1,4}}(?:\.\d{{1,2}})?)?\s*[:.–-]\s*\S", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:tabel|table|figuur|figure|grafiek)\s+\d{1,3}(?:\.\d{1,2})?\b", re.IGNORECASE)
_OF_MONEY = r"(?:€|eur|euro|1\b|1[.,]?000|dui?zend|mln|mld|miljoen|miljard)"
_UNIT = re.compile(
    rf"\(?\s*(?:alle\s+)?(?:bedrag(?:en)?\s*)?(?:x|×|in)\s*{_OF_MONEY}(?:\s*1[.,]000(?:[.,]000)?)?[^.]{{0,60}}\)?\s*$",
    re.IGNORECASE,
)
_UNIT_BEHIND = re.compile(
    rf"\((?:alle\s+)?(?:bedrag(?:en)?\s+)?(?:x|×|in)?\s*{_OF_MONEY}[^)]{{0,40}}\)$", re.IGNORECASE
)
_NOTE = re.compile(
    r"(?:bron(?:nen)?\s*:|noot\s*:|toelichting\s*:|\*|\d\)|\(?bedragen\b|\(?in\s+(?:dui?zend|mln|miljoen|mld))",
    re.IGNORECASE,
)
_LONGEST, _LONGEST_UNIT = 220, 120
_SENTENCES = re.compile(r"[.:;?!]\s+[A-Z]")
_SHORT = 100


def is_caption(text: str, *, before_table: bool) -> bool:
    """True for a line that names a table; one that states only a unit counts directly before a table."""
    line = text.strip()
    if len(line) > _LONGEST or "\n" in line:
        return False
    return names_table(line) or (before_table and states_unit(line))


def names_table(line: str) -> bool:
    """True for ``Tabel 2: …``, or a short line without a sentence's end that begins with ``Tabel 2``."""
    if _CAPTION.match(line):
        return True
    return bool(_NUMBERED.match(line)) and len(line) < _SHORT and not line.endswith(".")


def states_unit(text: str) -> bool:
    """True for a line that states the unit of a table: `(bedragen x € 1 mln.)`, `in duizenden euro's`.

    A longer one is a title with the unit in brackets at its end, not sentences.
    """
    line = text.strip().rstrip(".")
    if len(line) > _LONGEST_UNIT:
        return len(line) <= _LONGEST and not _SENTENCES.search(line) and bool(_UNIT_BEHIND.search(text.strip()))
    return bool(_UNIT.match(line) or _UNIT_BEHIND.search(line))


def is_table_note(text: str) -> bool:
    """True for a line that can stand directly under a table and explains it: a source, a note, a unit."""
    line = text.strip()
    return len(line) <= 400 and bool(_NOTE.match(line) or states_unit(line))


@dataclass(slots=True)
class TableLines:
    """Ties captions, units and notes to the tables they stand beside, while a letter's blocks go by in order."""

    builder: LetterBuilder
    _waiting: list[tuple[str, bool]] = field(default_factory=list)
    _above: str | None = None
    _captioned: bool = False

    def claims(self, text: str, *, before_table: bool) -> bool:
        """True when a line with this text belongs to the table above or below it."""
        return is_caption(text, before_table=before_table) or (self._above is not None and is_table_note(text))

    def placed(self, block: str | None, text: str, *, claimed: bool, before_table: bool) -> None:
        """Takes note of a block that was just added; ``claimed`` when it belongs to a table."""
        if block is None:
            return
        if not claimed:
            self._waiting, self._above = [], None
        elif self._above is None or before_table:
            self._waiting.append((block, names_table(text.strip())))
        elif names_table(text.strip()) and not self._captioned:
            self.builder.caption(self._above, block)
            self._captioned = True
        else:
            self.builder.note(self._above, block)

    def table(self, cells: Sequence[CellContent], *, header_rows: int = 0, source: str = "") -> None:
        """Adds a table: of the lines that wait above it the one that names it is its caption, others are notes."""
        waiting = sorted(self._waiting, key=lambda line: not line[1])
        caption = waiting[0][0] if waiting else None
        self._above = self.builder.table(cells, caption=caption, header_rows=header_rows, source=source)
        for block, _ in waiting[1:]:
            self.builder.note(self._above, block)
        self._captioned = bool(waiting and waiting[0][1])
        self._waiting = []
