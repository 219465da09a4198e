"""Amounts in tables: cells take their unit from the column header, the row, or what is said of the whole table.

A table that has money but states no unit gives a warning, never a guess. A cell with a notation of its own (€ 5 mln)
needs no unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from kamerbrief.contract import Amount, Movement, Period, Recurrence, TablePlace, Warning_, WarningCode, warning
from kamerbrief.facts.money.budget_holders import named
from kamerbrief.facts.money.figures import Figure, plain, printed_style, read_figure
from kamerbrief.facts.money.movement import movement_in
from kamerbrief.facts.money.recurrence import recurrence_in
from kamerbrief.facts.money.tables.cell_units import UNSCALED, TableUnits
from kamerbrief.facts.money.tables.cells import (
    CellFigure,
    CellKind,
    figure_in,
    figures_apart,
    is_year,
    kind_of,
    scaled_figure,
)
from kamerbrief.facts.money.tables.grid import Grid
from kamerbrief.facts.money.tables.header_years import (
    names_one_period,
    names_years,
    only_period,
    period_of_header,
    years_onwards,
)
from kamerbrief.facts.money.tables.headers import NO_HEADING, Heading, folded, header_words, told_by
from kamerbrief.facts.money.tables.units import Unit, of_scale
from kamerbrief.facts.money.text import Money, find_money
from kamerbrief.facts.told import Told
from kamerbrief.letter import Cell, Letter, Table


@dataclass(frozen=True, slots=True)
class TableFinds:
    """What the tables of a letter hold: amounts without id, warnings, and which amount is a part of which.

    ``parts`` has for the offset at which a part begins that of the amount that it is a part of (waarvan, w.v.).
    """

    amounts: list[Amount] = field(default_factory=list)
    warnings: list[Warning_] = field(default_factory=list)
    parts: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Said:
    """What the headers over and before a cell say of its amount, and which of them says it."""

    movement: Told[Movement]
    recurrence: Told[Recurrence | None]
    period: Told[Period | None]
    total: Told[bool]
    holders: Told[tuple[str, ...]]


@dataclass(frozen=True)
class _Reader:
    """One table on its way to amounts; ``troubles`` keeps the first cell for each kind of warning."""

    letter: Letter
    table: Table
    troubles: dict[WarningCode, Cell] = field(default_factory=dict)

    @cached_property
    def grid(self) -> Grid:
        return Grid(self.table)

    @cached_property
    def units(self) -> TableUnits:
        return TableUnits(self.letter, self.table, self.grid)

    def amounts(self) -> Iterator[Amount]:
        for cell in self.grid.body():
            if cell.text.strip() and cell.column < self.table.columns:
                yield from self._amounts_in(cell)

    def _amounts_in(self, cell: Cell) -> Iterator[Amount]:
        figure = figure_in(cell.text)
        if cell.column < self.grid.header_columns:
            if figure is None:
                yield from self._own_notation(cell)
            return
        if figure is not None:
            if not is_year(cell.text) or cell.column in self._with_large_figures:
                yield from self._with_unit(cell, cell.start, figure)
        elif len(figures_apart(cell.text)) > 1:
            yield from self._several(cell)
        elif scaled := scaled_figure(cell.text):
            yield from self._own_notation(cell, scaled)
        else:
            yield from self._own_notation(cell)

    def _several(self, cell: Cell) -> Iterator[Amount]:
        """The figures of a cell whose lines could not be told apart as rows; only lines keep them apart surely."""
        if self.units.unit_of(cell) is None:
            return
        self.troubles.setdefault(WarningCode.LINES_IN_CELL, cell)
        if "\n" not in cell.text:
            return
        for start, end in figures_apart(cell.text):
            figure = figure_in(cell.text[start:end])
            if figure is not None:
                yield from self._with_unit(cell, cell.start + start, figure)

    def _own_notation(self, cell: Cell, scaled: tuple[CellFigure, str] | None = None) -> Iterator[Amount]:
        """Amounts that a cell states in full; only a currency that is lacking (134 miljoen) comes from the unit."""
        cells = self.table.cells
        found = list(find_money(self.letter.text, cell.start, cell.end, lambda _: (cells[0].start, cells[-1].end)))
        for money in found:
            yield self._amount(cell, money, None)
        unit = self.units.unit_of(cell) if scaled and not found else None
        if scaled and unit and unit.currency:
            own = self._money(cell, cell.start, scaled[0], of_scale(unit, scaled[1]))
            if own is not None:
                yield self._amount(cell, own, unit)

    def _with_unit(self, cell: Cell, offset: int, figure: CellFigure) -> Iterator[Amount]:
        unit = self.units.unit_of(cell)
        if unit is None and figure.sign:
            unit = UNSCALED
        if unit is not None:
            money = self._money(cell, offset, figure, unit)
            if money is not None:
                self._note_source(cell, unit)
                yield self._amount(cell, money, unit)
        elif self.units.lacks_unit(cell):
            self.troubles.setdefault(WarningCode.TABLE_WITHOUT_UNIT, cell)

    def _note_source(self, cell: Cell, unit: Unit) -> None:
        told = self.units.from_text
        if (told and unit is told[1]) or (unit.at is None and unit is self.units.from_page):
            self.troubles.setdefault(WarningCode.UNIT_FROM_TEXT, cell)

    # -- figures ------------------------------------------------------------------------------------------------------

    @cached_property
    def _styles(self) -> dict[int, set[str]]:
        """For each column how its figures write decimals, where they show it: dutch (1,5), english (1.5)."""
        found: dict[int, set[str]] = {}
        for cell in self.grid.body():
            figure = figure_in(cell.text) if cell.column >= self.grid.header_columns else None
            for printed in (figure.low, figure.high) if figure else ():
                if printed and (style := printed_style(printed)):
                    found.setdefault(cell.column, set()).add(style)
        return found

    def _is_english(self, column: int) -> bool:
        """True for a column that writes 1.5 and never 1,5; one that shows neither goes with the whole table."""
        return self._styles.get(column, self._style_of_all) == {"english"}

    @cached_property
    def _style_of_all(self) -> set[str]:
        return set().union(*self._styles.values())

    @cached_property
    def _with_large_figures(self) -> frozenset[int]:
        """The columns in which 2026 may be an amount: of figures, in a table without marks between thousands."""
        texts = [cell.text for cell in self.grid.body() if not is_year(cell.text)]
        figures = [figure.low for text in texts if (figure := figure_in(text))]
        large = any(low.isdigit() and len(low) > 3 for low in figures)
        grouped = any(_GROUPED.fullmatch(low) for low in figures)
        return frozenset(self.grid.figure_columns) if large and not grouped else frozenset()

    def _figure(self, printed: str, column: int) -> Figure | None:
        digits = printed.replace("'", "").replace("’", "")
        return read_figure(f"0{digits}" if digits.startswith(",") else digits, english=self._is_english(column))

    def _money(self, cell: Cell, offset: int, printed: CellFigure, unit: Unit) -> Money | None:
        low = self._figure(printed.low, cell.column)
        high = self._figure(printed.high, cell.column) if printed.high else None
        if low is None or (printed.high and (high is None or (high.value < low.value and not printed.negative))):
            return None
        negative = printed.negative and bool(low.value or high)
        worth = [plain(figure.value * unit.factor * (-1 if negative else 1)) for figure in (low, high) if figure]
        step = max(figure.step for figure in (low, high) if figure)
        return Money(
            start=offset + printed.start,
            end=offset + printed.end,
            lead=offset,
            currency=unit.currency or "EUR",
            step=plain(step * unit.factor),
            value=None if high else worth[0],
            low=min(worth) if high else None,
            high=max(worth) if high else None,
            precision=printed.precision,
            negative=negative,
            precise=(offset + printed.precise[0], offset + printed.precise[1]) if printed.precise else None,
        )

    # -- what the headers say -----------------------------------------------------------------------------------------

    def _amount(self, cell: Cell, money: Money, unit: Unit | None) -> Amount:
        column, row = self.grid.column_header(cell.column, cell.row), self.grid.row_label(cell.row)
        said = self._said(cell)
        told = {
            "precision": money.precise,
            "movement": None if money.negative else said.movement.at,
            "total": said.total.at,
            "recurrence": said.recurrence.at,
            "period": said.period.at,
            "budget_holders": said.holders.at,
            "unit": unit.at if unit else None,
        }
        return Amount(
            id="",
            evidence=self.letter.evidence(money.start, money.end),
            value=money.value,
            low=money.low,
            high=money.high,
            currency=money.currency,
            precision=money.precision,
            movement=Movement.DECREASE if money.negative else said.movement.value,
            total=said.total.value,
            recurrence=said.recurrence.value,
            period=said.period.value,
            budget_holders=list(said.holders.value),
            table=TablePlace(
                id=self.table.id,
                row=cell.row,
                column=cell.column,
                row_header=row or None,
                column_header=column or None,
                section=self.grid.sections[cell.row] or None,
                unit=unit.words or None if unit else None,
            ),
            attribute_evidence={name: self.letter.evidence(*at) for name, at in told.items() if at},
            unit_in_last_place=money.step,
        )

    def _said(self, cell: Cell) -> _Said:
        over, before = self._column_says(cell), self._row_says(cell.row)
        return _Said(
            movement=before.movement if over.movement.value is Movement.LEVEL else over.movement,
            recurrence=over.recurrence if over.recurrence.value else before.recurrence,
            period=next((told for told in (over.period, before.period) if told.value), self._period_of_all),
            total=over.total if over.total.value else before.total,
            holders=before.holders if before.holders.value else over.holders,
        )

    @cached_property
    def _period_of_all(self) -> Told[Period | None]:
        """The year that the caption or a bar names, where no header and no row names any: Raming over 2019."""
        named = [self.grid.column_header(column) for column in range(self.table.columns)]
        named += [self.grid.row_words(row) for row in range(self.grid.header_rows, self.table.rows)]
        if any(map(names_years, named)):
            return Told(None)
        titles = [(title.text, title.place) for title in self.grid.titles]
        if self.table.caption:
            block = self.letter.block(self.table.caption)
            titles.append((self.letter.text_of(block), (block.start, block.end)))
        told = [Told(period, place) for text, place in titles if (period := only_period(text))]
        return told[0] if told and all(one.value == told[0].value for one in told) else Told(None)

    def _column_says(self, cell: Cell) -> _Said:
        headings = self.grid.column_headings(cell.column, cell.row)
        if headings not in self._known:
            period = _years_of(reversed(headings))
            self._known[headings] = _said_by(headings, period if period.value else self._goes_on(cell, headings))
        return self._known[headings]

    def _goes_on(self, cell: Cell, headings: tuple[Heading, ...]) -> Told[Period | None]:
        """The years of a column that is headed only *e.v.*: from the year behind that of the column before it."""
        if not headings or not years_onwards(headings[-1].text) or cell.column == 0:
            return Told(None)
        left = self.grid.column_headings(cell.column - 1, cell.row)
        before = period_of_header(left[-1].text) if left else None
        if before is None or not before.until_year:
            return Told(None)
        return Told(Period(from_year=before.until_year + 1), headings[-1].place)

    def _row_says(self, row: int) -> _Said:
        if row not in self._rows:
            header, section = self.grid.row_heading(row), self.grid.section_headings[row]
            dated = section if names_one_period(section.text) else NO_HEADING
            said = _said_by((header,), _years_of((header, dated, self._year_beside(row))))
            recurrence = said.recurrence if said.recurrence.value else told_by((section,), _recurrence)
            holders = told_by(self.grid.row_headings(row), _holders)
            self._rows[row] = replace(said, recurrence=recurrence, holders=holders)
        return self._rows[row]

    def _year_beside(self, row: int) -> Heading:
        """The cell of the row in the one column that its header calls that of the years."""
        cell = self.table.at(row, self._year_columns[0]) if len(self._year_columns) == 1 else None
        return folded(cell) if cell and kind_of(cell.text) is CellKind.YEARS else NO_HEADING

    @cached_property
    def _year_columns(self) -> list[int]:
        headers = (self.grid.column_header(column) for column in range(self.table.columns))
        return [column for column, header in enumerate(headers) if header_words("year").fullmatch(header.strip())]

    @cached_property
    def _known(self) -> dict[tuple[Heading, ...], _Said]:
        return {}

    @cached_property
    def _rows(self) -> dict[int, _Said]:
        return {}

    # -- warnings and parts -------------------------------------------------------------------------------------------

    def warnings(self) -> Iterator[Warning_]:
        """One warning for each kind of trouble, at the first cell that has it."""
        for code, cell in self.troubles.items():
            told = self.units.from_text
            start, end = cell.start, cell.end
            if code is WarningCode.UNIT_FROM_TEXT and told:
                start, end = told[0], told[0] + len(told[1].words)
            yield warning(code, {"table": self.table.id}, self.letter.evidence(start, end))

    def parts(self, amounts: list[Amount]) -> Iterator[tuple[int, int]]:
        """For each amount of a row that is a part of a row above the places of both in the text."""
        at = {(a.table.row, a.table.column): a.evidence.start for a in reversed(amounts) if a.table}
        for (row, column), start in at.items():
            whole = at.get((self.grid.wholes.get(row, -1), column))
            if whole is not None:
                yield start, whole


_GROUPED = re.compile(r"[0-9]{1,3}(?:[ .'’][0-9]{3})+")


def find_table_amounts(letter: Letter) -> TableFinds:
    """The amounts in the cells of all tables, in reading order, with warnings and parts."""
    finds = TableFinds()
    for table in letter.tables:
        reader = _Reader(letter, table)
        amounts = list(reader.amounts())
        finds.amounts.extend(amounts)
        finds.warnings.extend(reader.warnings())
        finds.parts.update(reader.parts(amounts))
    return finds


def _said_by(headings: Sequence[Heading], period: Told[Period | None]) -> _Said:
    return _Said(
        movement=told_by(headings, movement_in),
        recurrence=told_by(headings, _recurrence),
        period=period,
        total=told_by(headings, lambda words: header_words("total").match(words) is not None),
        holders=told_by(headings, _holders),
    )


def _years_of(headings: Iterable[Heading]) -> Told[Period | None]:
    """The years of the first heading that names any."""
    periods = ((period_of_header(heading.text), heading.place) for heading in headings)
    return next((Told(period, place) for period, place in periods if period), Told(None))


def _recurrence(words: str) -> Recurrence | None:
    return recurrence_in(words, "")


def _holders(words: str) -> tuple[str, ...]:
    return tuple(named(words))
