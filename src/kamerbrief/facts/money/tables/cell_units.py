"""The unit of each cell of a table, from the nearest place that states one.

In order: the column's header, the row's label, a header of counts or percentages (no money), the heading of the rows,
the caption and notes, the corner and bars above the headers, the lines beside the table, and last the sentence before
it, which is only near: then the reader is told (:attr:`TableUnits.from_text`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, cached_property
from itertools import pairwise

from kamerbrief.facts.money.tables.cells import CellKind, figure_in, kind_of
from kamerbrief.facts.money.tables.grid import Grid
from kamerbrief.facts.money.tables.headers import Heading, header_words, holds_other, told_by
from kamerbrief.facts.money.tables.sums import adds_up
from kamerbrief.facts.money.tables.units import Unit, heads_rates, stated_unit, unit_in
from kamerbrief.letter import Block, BlockKind, Cell, Letter, Table
from kamerbrief.lexicon import load, phrase_pattern

#: What figures with a currency sign are worth where no unit is stated.
UNSCALED = Unit(Decimal(1), "EUR", "")
#: A longer line right before or behind a table is running text; of that only the nearest sentences are read.
_LINE = 250
_TITLE_ROWS, _SENTENCE_END = 5, re.compile(r"[.!?;:]\s*$")
_SENTENCE = re.compile(r"(?<=[.:;!?])\s+(?=[A-Z(])")
_RUNNING = (BlockKind.PARAGRAPH, BlockKind.LIST_ITEM)
_CLAUSE, _WORDS = re.compile(r"[,;()]"), re.compile(r"[^\W\d_]{3,}")
_OF_ITS_OWN = re.compile(r"(?:de\s+|het\s+)?(?P<what>[^\W\d_]{4,})\s+(?P<unit>in\s.+)", re.IGNORECASE)
_BEFORE_UNIT = re.compile(r"\W*(?:(?:alle|de|bedragen|bedrag|cijfers|zijn|in|luiden)\W+)*", re.IGNORECASE)
#: As many letters of a word and its plural are alike.
_STEM = 5
#: A table of contents has at least so many lines; its page numbers have fewer digits than this.
_CONTENTS, _PAGE_DIGITS = 6, 5
#: A number without marks between its thousands that is so long is the number of a case.
_CASE_NUMBER = re.compile(r"[0-9]{10,}")


@dataclass(frozen=True, slots=True)
class _Head:
    """What the words over a column or before a row say of their figures."""

    words: str
    unit: Unit | None
    other: bool
    money: bool


@dataclass(frozen=True)
class TableUnits:
    """The units of one table of a letter."""

    letter: Letter
    table: Table
    grid: Grid

    def unit_of(self, cell: Cell) -> Unit | None:
        """The unit of a cell; None where the cell holds no money or nothing states a unit."""
        column, row = self._over(cell), self._before(cell.row)
        own = UNSCALED if cell.column in self.signed_columns else None
        nearest = column.unit or row.unit or own or self._unit_for(column.words, row.words)
        if nearest is not None and nearest.currency:
            return nearest
        if column.other or row.other or cell.column in self._no_money:
            return None
        found = nearest or self._section_unit(cell.row) or self.unit
        if found is None or found.currency:
            return found
        money = self.speaks_of_money or column.money or row.money or _is_signed(cell)
        stated = self.unit.currency if self.unit else None
        return replace(found, currency=stated or "EUR") if money or stated else None

    def lacks_unit(self, cell: Cell) -> bool:
        """True where the headers say money and no unit is stated anywhere."""
        column, row = self._over(cell), self._before(cell.row)
        if self.unit is not None or column.other or row.other or cell.column in self._no_money:
            return False
        return self.speaks_of_money or column.money or row.money

    # -- the whole table ----------------------------------------------------------------------------------------------

    @cached_property
    def unit(self) -> Unit | None:
        """The unit of the whole table."""
        corner = [[title] for title in self.grid.titles]
        corner += [list(self.grid.row_headings(row)) for row in range(self.grid.header_rows)]
        return (
            self._first_line(self._own_lines)
            or next((unit for headings in corner if (unit := _headed(headings))), None)
            or self._first_line(self._lines_beside)
            or self._of_years
            or (self.from_text[1] if self.from_text else None)
            or self.from_page
        )

    def _first_line(self, lines: Iterable[Block]) -> Unit | None:
        """The unit of the first line that states one, with the place of its words."""
        found = ((block, unit_in(self.letter.text_of(block), header=False)) for block in lines)
        return next((_placed(unit, self.letter.text_of(block), block.start) for block, unit in found if unit), None)

    @cached_property
    def _of_years(self) -> Unit | None:
        """The unit that the header of one year states, where the other years state none: 2025 (x € 1 mln), 2026."""
        heads = [self._over_column(column) for column in self.grid.figure_columns]
        units = {head.unit for head in heads if head.unit}
        years = all(kind_of(head.words) is CellKind.YEARS for head in heads if not head.other)
        return units.pop() if len(units) == 1 and years else None

    @cached_property
    def from_text(self) -> tuple[int, Unit] | None:
        """The unit that a sentence beside the table states, and where its words stand; None where none does."""
        for block in self._beside:
            text = self.letter.text_of(block)
            cuts = [0, *(match.end() for match in _SENTENCE.finditer(text)), len(text)]
            sentences = list(pairwise(cuts))
            near = sentences[:-3:-1] if block.end <= self.table.cells[0].start else sentences[:1]
            for start, end in near if block.kind in _RUNNING else ():
                unit = stated_unit(text[start:end])
                if unit:
                    told = _placed(unit, text, block.start, start)
                    return block.start + text.index(unit.words, start), told
        return self._from_title

    @cached_property
    def _from_title(self) -> tuple[int, Unit] | None:
        """The unit of a title that short lines set apart from a table without caption, where either speaks of money."""
        letter, cells = self.letter, self.table.cells
        rows = (self._before(row) for row in range(self.grid.header_rows, self.table.rows))
        if self.table.caption:
            return None
        money = self.speaks_of_money or any(row.money for row in rows)
        first = letter.block_index(cells[0].start)
        for block in reversed(letter.blocks[max(first - _TITLE_ROWS, 0) : first]):
            text = letter.text_of(block)
            if block.kind is BlockKind.CELL or len(text) > _LINE or _SENTENCE_END.search(text):
                return None
            unit = unit_in(text, header=False)
            if unit and unit.currency and (money or _names_money(text, unit)):
                return block.start + text.index(unit.words), _placed(unit, text, block.start)
        return None

    @cached_property
    def from_page(self) -> Unit | None:
        """The unit that a line at the head or foot of the page states, for a table that speaks of money without signs.

        It has no place in the letter's text.
        """
        letter, page = self.letter, self.letter.blocks[self.letter.block_index(self.table.cells[0].start)].page
        lines = [running.text for running in letter.furniture if running.page in (None, page)]
        lines += [letter.text_of(b) for b in letter.blocks if b.kind is BlockKind.LETTERHEAD and b.page == page]
        bare = {line: unit for line in lines if _is_bare(line) and (unit := unit_in(line, header=False))}
        if not bare or any(cell.text.strip() in bare for table in letter.tables for cell in table.cells):
            return None
        units = [unit for unit in bare.values() if unit.currency]
        rows = (self._before(row) for row in range(self.grid.header_rows, self.table.rows))
        columns = map(self._over_column, self.grid.figure_columns)
        signed = any(sign for figures in self._figures.values() for sign, _ in figures)
        money = not signed and (self.speaks_of_money or any(head.money for head in (*rows, *columns)))
        return units[0] if money and len({unit.factor for unit in units}) == 1 else None

    @cached_property
    def _own_lines(self) -> list[Block]:
        """Caption and notes."""
        return [self.letter.block(block) for block in (self.table.caption, *self.table.notes) if block]

    @cached_property
    def _lines_beside(self) -> list[Block]:
        """The lines right beside the table that state a unit and are no running text."""
        lines = ((block, self.letter.text_of(block)) for block in self._beside)
        return [b for b, text in lines if len(text) <= _LINE and (b.kind not in _RUNNING or _is_bare(text))]

    @cached_property
    def _beside(self) -> list[Block]:
        """The block before the table and the one behind it; its own cells, caption and notes left out."""
        letter, table = self.letter, self.table
        own = {table.caption, *table.notes}
        first, last = letter.block_index(table.cells[0].start), letter.block_index(table.cells[-1].end)
        while first > 0 and self._belongs(letter.blocks[first], own):
            first -= 1
        while last + 1 < len(letter.blocks) and self._belongs(letter.blocks[last], own):
            last += 1
        blocks = (first,) if first == last or self._of_next(last) else (first, last)
        return [b for at in blocks if (b := letter.blocks[at]).kind is not BlockKind.CELL and b.id not in own]

    def _of_next(self, place: int) -> bool:
        """True where the block behind this table is the caption of another, or stands right before its cells."""
        if place < len(self.letter.blocks) - 1 and self.letter.blocks[place + 1].kind is BlockKind.CELL:
            return True
        others = (table for table in self.letter.tables if table.id != self.table.id)
        return any(self.letter.blocks[place].id in (table.caption, *table.notes) for table in others)

    def _belongs(self, block: Block, own: set[str | None]) -> bool:
        return block.id in own or (block.cell is not None and block.cell.table == self.table.id)

    @cached_property
    def speaks_of_money(self) -> bool:
        """True where caption, bars or corner say that the table holds money."""
        caption = self.letter.text_of(self.letter.block(self.table.caption)) if self.table.caption else ""
        corner = (self.grid.row_words(row) for row in range(self.grid.header_rows))
        titles = (title.text for title in self.grid.titles)
        return bool(header_words("money").search(" ".join([caption, *titles, *corner])))

    def _unit_for(self, column: str, row: str) -> Unit | None:
        """The unit that the caption states for what a header names: (x € 1 mln, tarief in euro)."""
        for what, unit in self._for_one:
            if any(_same_word(what, word) for word in _WORDS.findall(f"{column} {row}")):
                return unit
        return None

    @cached_property
    def _for_one(self) -> list[tuple[str, Unit | None]]:
        found: list[tuple[str, Unit | None]] = []
        for block in (*self._own_lines, *self._lines_beside):
            text = self.letter.text_of(block)
            for match in filter(None, (_OF_ITS_OWN.fullmatch(clause.strip()) for clause in _CLAUSE.split(text))):
                unit = unit_in(match["unit"], header=False)
                at = text.index(match.group())
                found.append((match["what"], _placed(unit, text, block.start, at) if unit else None))
        return found

    # -- columns and rows ---------------------------------------------------------------------------------------------

    def _over(self, cell: Cell) -> _Head:
        return self._over_column(cell.column, cell.row)

    def _over_column(self, column: int, row: int | None = None) -> _Head:
        """What heads the column; the unit is that of its lowest header that states one."""
        headings = self.grid.column_headings(column, row)
        head = self._head(" ".join(heading.text for heading in headings))
        told = ((heading, unit) for heading in reversed(headings) if (unit := self._head(heading.text).unit))
        unit = next((replace(unit, at=heading.place) for heading, unit in told), None)
        return head if unit is None else replace(head, unit=unit)

    def _before(self, row: int) -> _Head:
        """What heads the row; a part of a row above has the unit of that one, or counts what that one counts."""
        if row not in self._rows:
            head = self._head(self.grid.row_words(row))
            whole = self.grid.wholes.get(row)
            if whole is not None and head.unit is None:
                above = self._before(whole)
                head = replace(head, unit=above.unit, other=head.other or above.other)
            elif head.unit is not None:
                head = replace(head, unit=_headed(self.grid.row_headings(row)))
            self._rows[row] = head
        return self._rows[row]

    def _section_unit(self, row: int) -> Unit | None:
        section = self.grid.section_headings[row]
        unit = self._head(section.text).unit if section.text else None
        return replace(unit, at=section.place) if unit else None

    def _head(self, words: str) -> _Head:
        if words not in self._heads:
            money = header_words("money").search(words) is not None
            self._heads[words] = _Head(words, unit_in(words, header=True), holds_other(words), money)
        return self._heads[words]

    @cached_property
    def _heads(self) -> dict[str, _Head]:
        return {}

    @cached_property
    def _rows(self) -> dict[int, _Head]:
        return {}

    @cached_property
    def _figures(self) -> dict[int, list[tuple[bool, str]]]:
        """For each column of the body whether a currency sign stands with it, and the number, of each figure."""
        found: dict[int, list[tuple[bool, str]]] = {}
        for cell in self.grid.body():
            figure = figure_in(cell.text)
            if figure and cell.column >= self.grid.header_columns:
                found.setdefault(cell.column, []).append((figure.sign, figure.low))
        return found

    @cached_property
    def signed_columns(self) -> frozenset[int]:
        """The columns of prices in which each figure has a currency sign, where other columns have none.

        They need no unit: a sign alone would not tell, since a column beside it may hold counts.
        """
        signed = {column: [sign for sign, _ in figures] for column, figures in self._figures.items()}
        if all(any(signs) for signs in signed.values()):
            return frozenset()
        return frozenset(n for n, signs in signed.items() if all(signs) and heads_rates(self.grid.column_header(n)))

    @cached_property
    def _no_money(self) -> frozenset[int]:
        """Columns that hold no money, whatever stands above them: counts beside a budget, numbers of cases."""
        numbers = {
            column
            for column, figures in self._figures.items()
            if all(not sign and _CASE_NUMBER.fullmatch(low) for sign, low in figures)
        }
        return frozenset(numbers | self._counting | self._page_numbers)

    @cached_property
    def _page_numbers(self) -> frozenset[int]:
        """The last column of a table of contents: no header, and whole numbers that never fall."""
        column = self.table.columns - 1
        numbers = [low for sign, low in self._figures.get(column, []) if not sign]
        if len(self._figures) != 1 or len(numbers) < _CONTENTS or self.grid.column_header(column):
            return frozenset()
        if not all(low.isdigit() and len(low) < _PAGE_DIGITS for low in numbers):
            return frozenset()
        pages = list(map(int, numbers))
        return frozenset({column}) if pages == sorted(pages) and pages[0] < pages[-1] else frozenset()

    @cached_property
    def _counting(self) -> frozenset[int]:
        """The one column that counts things beside columns that name money, no part of a total: Scholen, Budget."""
        headers = {n: self.grid.column_header(n).strip() for n in range(self.grid.header_columns, self.table.columns)}
        counted = [n for n, header in headers.items() if _party("counted").fullmatch(header)]
        others = [n for n, header in headers.items() if _party("others").search(header)]
        named = any(header_words("money").search(header) for n, header in headers.items() if n not in counted)
        if len(counted) != 1 or not named or others or adds_up(self.grid, counted[0]):
            return frozenset()
        return frozenset(counted)


def _names_money(title: str, unit: Unit) -> bool:
    """True for a title that speaks of money before the bracket with its unit: Uitgaven (bedragen x € 1.000)."""
    named, bracket, _ = title[: title.index(unit.words)].rpartition("(")
    return bool(bracket) and header_words("money").search(named) is not None


def _is_signed(cell: Cell) -> bool:
    """True for a figure with a currency sign of its own: of millions where a header says so, whatever it names."""
    figure = figure_in(cell.text)
    return figure is not None and figure.sign


def _headed(headings: Sequence[Heading]) -> Unit | None:
    """The unit that cells state together, with the place of the one that does."""
    told = told_by(headings, lambda words: unit_in(words, header=True))
    return replace(told.value, at=told.at) if told.value else None


def _placed(unit: Unit, text: str, offset: int, since: int = 0) -> Unit:
    """The unit with the place of its words, which stand in ``text[since:]``; that text begins at ``offset``."""
    start = offset + text.index(unit.words, since)
    return replace(unit, at=(start, start + len(unit.words)))


def _is_bare(text: str) -> bool:
    """True for a line that states a unit and says nothing else: (bedragen x € 1.000), in miljoenen euro's."""
    unit = unit_in(text, header=False)
    return unit is not None and _BEFORE_UNIT.fullmatch(text[: text.index(unit.words)]) is not None


def _same_word(one: str, other: str) -> bool:
    """True for a word and its plural: tarief, tarieven."""
    stem = min(len(one), len(other), _STEM)
    return stem > 3 and one[:stem].casefold() == other[:stem].casefold()


@cache
def _party(name: str) -> re.Pattern[str]:
    return phrase_pattern(load("tables")["parties"][name])
