"""Amounts in tables: cells take their unit from the column header, the row, or what is said of the whole table.

A table that has money but states no unit gives a warning, never a guess. A cell with a notation of its own (€ 5 mln)
needs no unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

from kamerbrief.facts.budget_holders import named
from kamerbrief.facts.cues import movement_in, recurrence_in
from kamerbrief.facts.figures import plain, read_figure
from kamerbrief.facts.grid import Grid
from kamerbrief.facts.money import Money, find_money
from kamerbrief.facts.units import Unit, first_unit, heads_rates, unit_in
from kamerbrief.facts.years import period_of_header
from kamerbrief.letter import Block, BlockKind, Cell, Letter, Table
from kamerbrief.lexicon import alternatives, load, phrase_pattern
from kamerbrief.schema import Amount, Movement, Period, Precision, Recurrence, TablePlace, Warning_

#: Lines right before and behind a table are searched for a statement of the unit if they are no longer than this.
_LINE = 250
_NUMBER = r"[0-9]{1,3}(?:[ .][0-9]{3})+(?:,[0-9]+)?|[0-9]+(?:[.,][0-9]+)*(?:,[-–=]{1,2})?"
_CELL = re.compile(
    rf"\s*(?P<precision>(?:circa|ca\.?|ongeveer|±|~)\s*)?(?P<all>(?P<bracket>\()?(?P<minus>-\s?/\s?-|[-–−])?\s*"
    rf"(?P<sign>€|EUR|\+)?\s*(?P<minus_behind_sign>-\s?/\s?-|[-–−])?\s*(?P<low>{_NUMBER})"
    rf"(?:\s?(?:-|–|à|tot|t/m)\s?(?P<high>{_NUMBER}))?\s*(?P<trailing>-/-)?(?(bracket)\)|))"
    r"\s*(?:\[[0-9]{1,3}\]|\*{1,3}|\([^()]*\))?\s*"
)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
#: A cell that is longer holds words.
_LONGEST_CELL = 100
_UNSCALED = Unit(Decimal(1), "EUR", "")
_CLAUSE, _WORDS = re.compile(r"[,;()]"), re.compile(r"[^\W\d_]{3,}")
_OF_ITS_OWN = re.compile(r"(?:de\s+|het\s+)?(?P<what>[^\W\d_]{4,})\s+(?P<unit>in\s.+)", re.IGNORECASE)
#: As many letters of a word and its plural are alike.
_STEM = 5


def _beside(letter: Letter, table: Table) -> list[Block]:
    """The block right before the table and the one right behind it, other tables left out."""
    first, last = letter.block_index(table.cells[0].start), letter.block_index(table.cells[-1].end)
    while first > 0 and _in_table(letter.blocks[first], table):
        first -= 1
    while last + 1 < len(letter.blocks) and _in_table(letter.blocks[last], table):
        last += 1
    return [block for block in (letter.blocks[first], letter.blocks[last]) if block.kind is not BlockKind.CELL]


def _same_word(one: str, other: str) -> bool:
    """True for a word and its plural: tarief, tarieven."""
    stem = min(len(one), len(other), _STEM)
    return stem > 3 and one[:stem].casefold() == other[:stem].casefold()


def _in_table(block: Block, table: Table) -> bool:
    return block.cell is not None and block.cell.table == table.id


@dataclass(frozen=True, slots=True)
class TableFinds:
    """What the tables of a letter hold: amounts without id order, and warnings."""

    amounts: list[Amount]
    warnings: list[Warning_]


@dataclass(frozen=True)
class _Reader:
    letter: Letter
    table: Table

    @cached_property
    def grid(self) -> Grid:
        return Grid(self.table)

    @cached_property
    def surroundings(self) -> list[str]:
        """Caption, notes and the lines right beside the table, nearest first."""
        letter, table = self.letter, self.table
        own = [letter.text_of(letter.block(block)) for block in (table.caption, *table.notes) if block]
        beside = (letter.text_of(block) for block in _beside(letter, table))
        return [*own, *(text for text in beside if len(text) <= _LINE)]

    @cached_property
    def unit(self) -> Unit | None:
        """The unit of the whole table: from its surroundings, its corner, or a header over all its columns."""
        corner = [self.grid.row_words(row) for row in range(self.grid.header_rows)]
        return first_unit(self.surroundings, header=False) or first_unit(corner, header=True)

    @cached_property
    def speaks_of_money(self) -> bool:
        """True where caption or corner says that the table holds money."""
        caption = self.letter.text_of(self.letter.block(self.table.caption)) if self.table.caption else ""
        corner = " ".join(self.grid.row_words(row) for row in range(self.grid.header_rows))
        return bool(_words("money").search(f"{caption} {corner}"))

    @cached_property
    def signed_columns(self) -> frozenset[int]:
        """The columns of prices in which each figure has a currency sign, where other columns have none.

        They need no unit: a sign alone would not tell, since a column beside it may hold counts.
        """
        signed: dict[int, list[bool]] = {}
        for cell in self.grid.body():
            match = _CELL.fullmatch(cell.text) if len(cell.text) < _LONGEST_CELL else None
            if match and cell.column >= self.grid.header_columns:
                signed.setdefault(cell.column, []).append(match["sign"] not in (None, "+"))
        if all(any(signs) for signs in signed.values()):
            return frozenset()
        return frozenset(n for n, signs in signed.items() if all(signs) and heads_rates(self.grid.column_header(n)))

    @cached_property
    def counting_columns(self) -> frozenset[int]:
        """The one column that counts things beside columns that name money: Scholen, Budget."""
        headers = {n: self.grid.column_header(n).strip() for n in range(self.grid.header_columns, self.table.columns)}
        counted = [n for n, header in headers.items() if _party("counted").fullmatch(header)]
        others = [n for n, header in headers.items() if _party("others").search(header)]
        named = any(_words("money").search(header) for header in headers.values())
        return frozenset(counted) if len(counted) == 1 and named and not others else frozenset()

    def unit_of(self, cell: Cell) -> Unit | None:
        """The unit of a cell, from the nearest place that states one; None where the cell holds no money."""
        grid = self.grid
        column, row = grid.column_header(cell.column), grid.row_words(cell.row)
        own = _UNSCALED if cell.column in self.signed_columns else None
        nearest = unit_in(column, header=True) or unit_in(row, header=True) or own or self._unit_for(column, row)
        if nearest is not None and nearest.currency:
            return nearest
        if _holds_other(column) or _holds_other(row) or cell.column in self.counting_columns:
            return None
        found = nearest or unit_in(grid.sections[cell.row], header=True) or self.unit
        if found is None or found.currency:
            return found
        money = self.speaks_of_money or _words("money").search(f"{column} {row}")
        stated = self.unit.currency if self.unit else None
        return Unit(found.factor, stated or "EUR", found.words) if money or stated else None

    def _unit_for(self, column: str, row: str) -> Unit | None:
        """The unit that the caption states for what a header names: (x € 1 mln, tarief in euro)."""
        for clause in (clause for text in self.surroundings for clause in _CLAUSE.split(text)):
            match = _OF_ITS_OWN.fullmatch(clause.strip())
            if match and any(_same_word(match["what"], word) for word in _WORDS.findall(f"{column} {row}")):
                return unit_in(match["unit"], header=False)
        return None

    def lacks_unit(self, cell: Cell) -> bool:
        """True where the headers say money and no unit is stated anywhere."""
        column, row = self.grid.column_header(cell.column), self.grid.row_words(cell.row)
        if _holds_other(column) or _holds_other(row):
            return False
        return self.speaks_of_money or _words("money").search(f"{column} {row}") is not None


def find_table_amounts(letter: Letter) -> TableFinds:
    """The amounts in the cells of all tables, in reading order, and a warning for each table without a unit."""
    finds = TableFinds([], [])
    for table in letter.tables:
        reader = _Reader(letter, table)
        unitless: list[Cell] = []
        for cell in reader.grid.body():
            if cell.text.strip() and cell.column < table.columns:
                finds.amounts.extend(_amounts_in(reader, cell, unitless))
        if unitless:
            finds.warnings.append(_without_unit(letter, table, unitless[0]))
    return finds


def _amounts_in(reader: _Reader, cell: Cell, unitless: list[Cell]) -> Iterator[Amount]:
    """The amounts of one cell; a cell that misses a unit is added to ``unitless``."""
    heads = cell.column < reader.grid.header_columns
    match = _CELL.fullmatch(cell.text) if len(cell.text) < _LONGEST_CELL else None
    if match is None:
        yield from _own_notation(reader, cell)
        return
    if _is_year(match) or (heads and not unit_in(reader.grid.column_header(cell.column), header=True)):
        return
    unit = reader.unit_of(cell)
    if unit is None and match["sign"] not in (None, "+"):
        unit = _UNSCALED
    if unit is not None:
        money = _money(cell, match, unit)
        if money is not None:
            yield _amount(reader, cell, money, unit)
    elif reader.unit is None and reader.lacks_unit(cell):
        unitless.append(cell)


def _own_notation(reader: _Reader, cell: Cell) -> Iterator[Amount]:
    table = reader.table.cells
    bounds = (table[0].start, table[-1].end)
    for money in find_money(reader.letter.text, cell.start, cell.end, lambda _: bounds):
        yield _amount(reader, cell, money, None)


def _is_year(match: re.Match[str]) -> bool:
    return match["sign"] is None and bool(_YEAR.fullmatch(match["low"])) and not match["minus"] and not match["bracket"]


def _money(cell: Cell, match: re.Match[str], unit: Unit) -> Money | None:
    low = read_figure(match["low"])
    high = read_figure(match["high"]) if match["high"] else None
    if low is None or (match["high"] and (high is None or high.value < low.value)):
        return None
    negative = any(match[name] for name in ("bracket", "minus", "minus_behind_sign", "trailing"))
    value = plain(low.value * unit.factor * (-1 if negative and low.value else 1))
    return Money(
        start=cell.start + match.start("all"),
        end=cell.start + match.end("all"),
        lead=cell.start,
        currency=unit.currency or "EUR",
        step=plain(max(low.step, high.step if high else low.step) * unit.factor),
        value=None if high else value,
        low=value if high else None,
        high=plain(high.value * unit.factor) if high else None,
        precision=Precision.APPROXIMATE if match["precision"] else Precision.EXACT,
        negative=bool(negative and low.value),
    )


def _amount(reader: _Reader, cell: Cell, money: Money, unit: Unit | None) -> Amount:
    grid = reader.grid
    column, row = grid.column_header(cell.column), grid.row_header(cell.row)
    return Amount(
        id="",
        evidence=reader.letter.evidence(money.start, money.end),
        value=money.value,
        low=money.low,
        high=money.high,
        currency=money.currency,
        precision=money.precision,
        movement=Movement.DECREASE if money.negative else _movement(column, row),
        total=any(_words("total").match(head) for head in (row, column)),
        recurrence=_recurrence(column, row),
        period=_period(column, row),
        budget_holders=named(grid.row_words(cell.row)) or named(column),
        table=TablePlace(
            id=reader.table.id,
            row=cell.row,
            column=cell.column,
            row_header=row or None,
            column_header=column or None,
            unit=unit.words or None if unit else None,
        ),
        unit_in_last_place=money.step,
    )


def _movement(column: str, row: str) -> Movement:
    found = movement_in(column)
    return found if found is not Movement.LEVEL else movement_in(row)


def _recurrence(column: str, row: str) -> Recurrence | None:
    return recurrence_in(column, "") or recurrence_in(row, "")


def _period(column: str, row: str) -> Period | None:
    return period_of_header(column) or period_of_header(row)


def _without_unit(letter: Letter, table: Table, cell: Cell) -> Warning_:
    return Warning_(
        code="table_without_unit",
        message=f"table {table.id} holds money but states no unit; its figures are left out",
        evidence=letter.evidence(cell.start, cell.end),
    )


def _holds_other(header: str) -> bool:
    """True where a header says that what it heads is no money: Aantal fte, Lengte (km), Jaar."""
    return bool(_words("other").search(header) or _ends_in_unit().search(header) or _alone().fullmatch(header.strip()))


@cache
def _ends_in_unit() -> re.Pattern[str]:
    units = alternatives(load("tables")["other"]["units"])
    return re.compile(rf"(?:\(|(?<!\w)in\s)(?:in\s)?(?:{units})\)?\s*$", re.IGNORECASE)


@cache
def _party(name: str) -> re.Pattern[str]:
    return phrase_pattern(load("tables")["parties"][name])


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(alternatives(load("tables")["other"]["alone"]), re.IGNORECASE)


@cache
def _words(name: str) -> re.Pattern[str]:
    words = load("tables")[name]["words"]
    signs = [word for word in words if not word[0].isalnum() and not word.startswith("*")]
    endings = [word[1:] for word in words if word.startswith("*")]
    plain = phrase_pattern(word for word in words if word[0].isalnum()).pattern
    compound = rf"(?:{alternatives(endings)})(?!\w)"
    parts = [part for part, used in ((plain, True), (compound, endings), (alternatives(signs), signs)) if used]
    return re.compile("|".join(parts), re.IGNORECASE)
