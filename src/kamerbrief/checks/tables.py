"""Totals of tables: does a total row or column equal what stands above it or left of it?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from kamerbrief.checks.arithmetic import Relation, check_of, tolerance_of, usable, value_of
from kamerbrief.checks.wording import cue
from kamerbrief.facts.units import heads_rates
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Table
from kamerbrief.schema import Amount, Check, CheckType, TablePlace

_TOTAL = re.compile(r"\b(?:sub-?|eind|deel|generaal\s)?tota(?:al|len|le)\b|\bsaldo\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class _Line:
    """One row or column of a table as amounts in order, with the header of each."""

    amounts: tuple[Amount, ...]
    headers: tuple[str, ...]

    def totals(self) -> list[int]:
        return [i for i, header in enumerate(self.headers) if _TOTAL.search(header)]


def is_total(amount: Amount) -> bool:
    """True for an amount of a row that its header calls a total."""
    return bool(amount.table and _TOTAL.search(amount.table.row_header or ""))


def table_totals(analysis: Analysis, amounts: Sequence[Amount]) -> Iterator[Check]:
    """The checks of all total rows, then of all total columns, table by table."""
    for table in analysis.letter.tables:
        inside = [(place, amount) for amount in amounts if (place := amount.table) and place.id == table.id]
        columns = [_line(inside, column=c) for c in range(table.columns) if not _is_rate(inside, c)]
        yield from _totals_of(columns, table)
        yield from _parts_of(columns)
        rows = [_line(inside, row=r) for r in range(table.rows)]
        yield from _totals_of([line for line in rows if _comparable(line)], table)


def _is_rate(inside: Sequence[tuple[TablePlace, Amount]], column: int) -> bool:
    """True for a column of averages or prices, which nobody adds up: Gemiddeld per aanvraag, Tarief per uur."""
    header = next((place.column_header or "" for place, _ in inside if place.column == column), "")
    return heads_rates(header)


def _line(inside: Sequence[tuple[TablePlace, Amount]], *, row: int | None = None, column: int | None = None) -> _Line:
    if column is not None:
        chosen = sorted((p for p in inside if p[0].column == column), key=lambda p: p[0].row)
        headers = [place.row_header for place, _ in chosen]
    else:
        chosen = sorted((p for p in inside if p[0].row == row), key=lambda p: p[0].column)
        headers = [place.column_header for place, _ in chosen]
    return _Line(tuple(amount for _, amount in chosen), tuple(header or "" for header in headers))


def _comparable(line: _Line) -> bool:
    """True for a row whose columns are years or parts of one kind: only then is a total at its end a sum of the row."""
    parts = [header for header in line.headers if not _TOTAL.search(header)]
    years = sum(bool(_YEAR.search(header)) for header in parts)
    return bool(parts) and years in (0, len(parts))


def _totals_of(lines: Sequence[_Line], table: Table) -> Iterator[Check]:
    for line in lines:
        counted: set[int] = set()
        for position in line.totals():
            total = line.amounts[position]
            candidates = [
                places
                for places in _candidates(line, position, counted)
                if len(places) > 1 and usable([total, *(line.amounts[place] for place in places)])
            ]
            if not candidates:
                continue
            best = next((places for places in candidates if _adds_up(line, places, position)), None)
            counted.update(best or ())
            parts = [line.amounts[place] for place in best or candidates[0]]
            relation = Relation.of_sum(parts, total, definite=_is_plain(line, position, table))
            check = check_of(replace(relation, type=CheckType.TABLE_TOTAL), [total.evidence])
            if check:
                yield check


def _parts_of(lines: Sequence[_Line]) -> Iterator[Check]:
    """Rows that begin with ``waarvan``, where together they make up the row above them; they need not be all of it."""
    for line in lines:
        parts = [bool(cue("of_which").match(header.strip(" -•–"))) for header in line.headers]
        for whole in (at for at in range(len(parts) - 2) if not parts[at] and parts[at + 1] and parts[at + 2]):
            stop = next((at for at in range(whole + 1, len(parts)) if not parts[at]), len(parts))
            relation = Relation.of_sum(line.amounts[whole + 1 : stop], line.amounts[whole], definite=False)
            if usable([*relation.operands, relation.result]) and relation.holds_exactly:
                check = check_of(relation, [relation.result.evidence])
                if check:
                    yield check


def _candidates(line: _Line, position: int, counted: Set[int]) -> Iterator[list[int]]:
    """The places of what the total may sum, most likely first; ``counted`` are those that an earlier total sums.

    All above it, only since the last total, the subtotals and the rest; of a subtotal also the last few above it. A
    total that stands first sums what stands below it.
    """
    totals = line.totals()
    lines = [i for i, header in enumerate(line.headers) if not cue("of_which").match(header.strip(" -•–"))]
    above = [i for i in lines if i < position]
    if not above:
        yield [i for i in lines if i > position and i not in totals]
        return
    before = [i for i in totals if i < position]
    plain = [i for i in above if i not in totals]
    since = [i for i in plain if not before or i > before[-1]]
    if cue("subtotal").search(line.headers[position]):
        yield from (since[start:] for start in range(max(len(since) - 1, 1)))
        return
    if before:
        yield [i for i in above if i in before or i > before[-1]]
        yield [i for i in above if i not in counted]
    yield plain
    yield since


def _adds_up(line: _Line, places: Sequence[int], position: int) -> bool:
    parts, total = [line.amounts[place] for place in places], line.amounts[position]
    found = sum(value_of(part) for part in parts)
    return abs(found - value_of(total)) <= tolerance_of([*parts, total])


def _is_plain(line: _Line, position: int, table: Table) -> bool:
    """True where the table leaves no doubt what is summed: one total, at the end, and a figure in every line above."""
    totals = line.totals()
    last = max(place.row for amount in line.amounts if (place := amount.table))
    return totals == [position] and position == len(line.amounts) - 1 and last < table.rows
