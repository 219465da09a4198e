"""Totals of tables: does a total row or column equal what stands above it or left of it?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property

from kamerbrief.checks.arithmetic import Grounded, Related, tolerance_of, usable, value_of
from kamerbrief.checks.wording import cue
from kamerbrief.contract import Amount, CheckType, TablePlace
from kamerbrief.facts.money.tables.headers import header_words
from kamerbrief.facts.money.tables.units import heads_rates
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import BlockKind, Cell, Letter, Span, Table

_TOTAL = re.compile(r"\b(?:sub-?|eind|deel|generaal\s)?tota(?:al|len|le)\b|\bsaldo\b", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_BALANCE = re.compile(r"\bsaldo\b", re.IGNORECASE)
#: A shorter word of a header says too little of what a total is of.
_WORD = re.compile(r"[^\W\d_]{5,}")
#: A total of totals is sure of the rows above it when so many of them add up.
_SUBTOTALS = 2
#: So many rows at least, and at most, make up a group of which the head states the sum.
_GROUP, _LARGEST_GROUP = 2, 40
_CONTINUED = re.compile(r"\b(?:vervolg|vervolgd)\b", re.IGNORECASE)

#: An amount in a table, and its place there.
_Placed = tuple[TablePlace, Amount]


@dataclass(frozen=True)
class _Line:
    """One row or column of a table as amounts in order, with the header of each."""

    amounts: tuple[Amount, ...]
    headers: tuple[str, ...]

    def totals(self) -> list[int]:
        return [i for i, header in enumerate(self.headers) if _TOTAL.search(header)]

    @property
    def is_rate(self) -> bool:
        """True for a column of averages or prices, which nobody adds up: Gemiddeld per aanvraag, Tarief per uur."""
        place = self.amounts[0].table
        return bool(place and heads_rates(place.column_header or ""))

    @property
    def is_mixed(self) -> bool:
        """True for a row whose columns hold several things in several years: Verleend 2024, Stand 2024, Stand 2025."""
        years = [year for at, header in enumerate(self.headers) if at not in self.totals() for year in _years(header)]
        return 1 < len(set(years)) < len(years)

    def sums_some(self, at: int) -> bool:
        """True for a total that its header calls one of what only some of the others hold: Totaal plafond."""
        named = _WORD.findall(_TOTAL.sub("", self.headers[at]).lower())
        others = [header.lower() for n, header in enumerate(self.headers) if n != at]
        return any(0 < sum(word in other for other in others) < len(others) for word in named)

    def may_take_off(self, at: int) -> bool:
        """True for a total that may be a difference: a balance, or one of income among others, and no sign tells."""
        others = [n for n in range(len(self.headers)) if n != at and usable([self.amounts[n]])]
        income = [n for n in others if header_words("income").search(self.headers[n])]
        if income and len(income) < len(others):
            signs = [
                {_sign(self.amounts[n]) for n in others if (n in income) is taken} - {0} for taken in (True, False)
            ]
            return signs not in ([{-1}, {1}], [{1}, {-1}])
        negative = any(_sign(self.amounts[n]) < 0 for n in others)
        return not negative and any(map(_BALANCE.search, self.headers))

    def is_part(self, at: int) -> bool:
        """True for a part of another amount of the line (waarvan, w.v.), which no total adds up once more."""
        of_which = cue("of_which").match(self.headers[at].strip(" -•–"))
        return of_which is not None or self.amounts[at].part_of in self._ids

    @property
    def rows(self) -> frozenset[int]:
        """The rows in which its amounts stand."""
        return frozenset(amount.table.row for amount in self.amounts if amount.table)

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(amount.id for amount in self.amounts)


class Heads:
    """The cells that head amounts in a letter's tables: the words that relate what stands there."""

    def __init__(self, letter: Letter) -> None:
        self._tables = {table.id: table for table in letter.tables}

    def of(self, amount: Amount) -> list[Span]:
        """The cells that head the amount's row, then those that head its column; empty outside tables."""
        place = amount.table
        if place is None:
            return []
        table = self._tables[place.id]
        beside = [(table.at(place.row, column), place.row_header) for column in range(place.column)]
        above = [(table.at(row, place.column), place.column_header) for row in range(place.row)]
        heads = [cell for cell, header in (*beside, *above) if cell and cell.text.strip() and _names(cell, header)]
        return [Span(cell.start, cell.end, cell.text) for cell in dict.fromkeys(heads)]


def _sign(amount: Amount) -> int:
    value = value_of(amount)
    return (value > 0) - (value < 0)


def _years(header: str) -> list[str]:
    return _YEAR.findall(header)


def _names(cell: Cell, header: str | None) -> bool:
    return bool(header) and " ".join(cell.text.split()) in " ".join(str(header).split())


def called_total(header: str | None) -> bool:
    """True for the header of a row or column of totals."""
    return _TOTAL.search(header or "") is not None


def is_total(amount: Amount) -> bool:
    """True for an amount of a row that its header calls a total."""
    return bool(amount.table and called_total(amount.table.row_header))


def table_totals(analysis: Analysis, amounts: Sequence[Amount]) -> Iterator[Grounded]:
    """The sums of all total rows, then of all total columns, table by table.

    The rows of a table that goes on in another one below it are added up with those of that one.
    """
    inside = amounts_by_table(amounts)
    heads = Heads(analysis.letter)
    for tables in _chains(analysis.letter, inside):
        columns = _columns([inside[table.id] for table in tables])
        yield from _totals_of(columns, tables[-1], heads)
        yield from _parts_of(columns, heads)
        for table in tables:
            rows = _lines(inside[table.id], lambda place: place.row, lambda place: place.column_header)
            yield from _totals_of([line for line in rows if _comparable(line)], table, heads, in_rows=True)


def amounts_by_table(amounts: Sequence[Amount]) -> dict[str, list[_Placed]]:
    """The amounts in tables with their places, in reading order, by the id of their table."""
    found: dict[str, list[_Placed]] = defaultdict(list)
    for amount in amounts:
        if amount.table:
            found[amount.table.id].append((amount.table, amount))
    return found


def _chains(letter: Letter, inside: Mapping[str, Sequence[_Placed]]) -> Iterator[list[Table]]:
    """The tables with amounts, one that goes on in the next one together with it."""
    chain: list[Table] = []
    for table in letter.tables:
        if not inside.get(table.id):
            continue
        if chain and not _goes_on(letter, chain[-1], table, inside):
            yield chain
            chain = []
        chain.append(table)
    if chain:
        yield chain


def _goes_on(letter: Letter, above: Table, below: Table, inside: Mapping[str, Sequence[_Placed]]) -> bool:
    """True where a table has the columns of the one above it, which has no total, and stands right under it.

    Between them may stand only lines that name the table again.
    """
    if above.columns != below.columns or any(is_total(amount) for _, amount in inside[above.id]):
        return False
    heads = [{place.column: place.column_header for place, _ in reversed(inside[table.id])} for table in (above, below)]
    shared = heads[0].keys() & heads[1].keys()
    if not shared or any(heads[0][column] != heads[1][column] for column in shared):
        return False
    first, last = letter.block_index(above.cells[-1].end), letter.block_index(below.cells[0].start)
    between = [block for block in letter.blocks[first:last] if block.cell is None]
    captions = {letter.text_of(letter.block(id_)) for id_ in (above.caption, below.caption) if id_}
    repeated = len(captions) < 2 or any(_CONTINUED.search(caption) for caption in captions)
    return repeated and all(block.kind is BlockKind.CAPTION for block in between)


def _columns(tables: Sequence[Sequence[_Placed]]) -> list[_Line]:
    """The columns of one or more tables with the same columns, without those that nobody adds up."""
    joined = [placed for table in tables for placed in table]
    order = {id(amount): number for number, (_, amount) in enumerate(joined)}
    lines = _lines(joined, lambda place: place.column, lambda place: place.row_header, order)
    return [line for line in lines if not line.is_rate]


def _lines(
    inside: Sequence[_Placed],
    line_of: Callable[[TablePlace], int],
    header_of: Callable[[TablePlace], str | None],
    order: Mapping[int, int] | None = None,
) -> list[_Line]:
    """The amounts of each row or column in order, with the header of each."""
    found: dict[int, list[_Placed]] = defaultdict(list)
    for place, amount in inside:
        found[line_of(place)].append((place, amount))
    lines = []
    for _, placed in sorted(found.items()):
        chosen = sorted(placed, key=lambda p: order[id(p[1])] if order else p[0].column)
        amounts = tuple(amount for _, amount in chosen)
        lines.append(_Line(amounts, tuple(header_of(place) or "" for place, _ in chosen)))
    return lines


def _comparable(line: _Line) -> bool:
    """True for a row whose columns are years or parts of one kind: only then is a total at its end a sum of the row."""
    parts = [header for header in line.headers if not _TOTAL.search(header)]
    years = sum(bool(_YEAR.search(header)) for header in parts)
    return bool(parts) and years in (0, len(parts))


def _totals_of(lines: Sequence[_Line], table: Table, heads: Heads, *, in_rows: bool = False) -> Iterator[Grounded]:
    apart = _apart(lines)
    for line in lines:
        counted: set[int] = set()
        held: set[int] = set()
        lacking = not in_rows and bool(apart - line.rows)
        for position in line.totals():
            total = line.amounts[position]
            candidates = [
                places
                for places in _candidates(line, position, counted)
                if _may_sum(line, places) and usable([total, *(line.amounts[place] for place in places)])
            ]
            if not candidates:
                continue
            best = next((c for exact in (True, False) for c in candidates if _adds_up(line, c, position, exact)), None)
            plain = _is_plain(line, position, table) and not (in_rows and (line.is_mixed or line.sums_some(position)))
            definite = plain or (not in_rows and _sums_totals(line, position, held, counted))
            definite = definite and not line.may_take_off(position) and not lacking
            counted.update(best or ())
            held.update([position] if best else [])
            parts = [line.amounts[place] for place in best or candidates[0]]
            related = Related.of_sum(parts, total, definite=definite)
            yield Grounded(replace(related, type=CheckType.TABLE_TOTAL), (total.evidence, *heads.of(total)))
            if best:
                yield from _heads_within(line, position, best, heads)


def _may_sum(line: _Line, places: Sequence[int]) -> bool:
    """Whether a total of these says something: they are more than one, or one that heads its parts."""
    return len(places) > 1 or bool(places and _under_heads(line, [*range(places[0], len(line.headers))], _GROUP))


def _heads_within(line: _Line, position: int, summed: Sequence[int], heads: Heads) -> Iterator[Grounded]:
    """The sums of the rows that head others, where a total adds up the heads and not what they head."""
    for whole, parts in _under_heads(line, [i for i in range(position) if not line.is_part(i)], 1).items():
        if whole in summed and not set(parts) & set(summed):
            related = Related.of_sum([line.amounts[part] for part in parts], line.amounts[whole], definite=False)
            yield Grounded(related, (related.result.evidence, *heads.of(related.operands[0])))


def _apart(lines: Sequence[_Line]) -> frozenset[int]:
    """The rows with figures only where nothing heads them: which columns these are of was not to be told."""
    headed: set[int] = set()
    rows: set[int] = set()
    for place in (amount.table for line in lines for amount in line.amounts):
        if place:
            (headed if place.column_header else rows).add(place.row)
    return frozenset(rows - headed) if headed else frozenset()


def _parts_of(lines: Sequence[_Line], heads: Heads) -> Iterator[Grounded]:
    """Rows that begin with ``waarvan``, where together they make up the row above them; they need not be all of it."""
    for line in lines:
        parts = [line.is_part(at) for at in range(len(line.headers))]
        for whole in (at for at in range(len(parts) - 2) if not parts[at] and parts[at + 1] and parts[at + 2]):
            stop = next((at for at in range(whole + 1, len(parts)) if not parts[at]), len(parts))
            related = Related.of_sum(line.amounts[whole + 1 : stop], line.amounts[whole], definite=False)
            if usable([*related.operands, related.result]) and related.holds_exactly:
                yield Grounded(related, (related.result.evidence, *heads.of(related.operands[0])))


def _candidates(line: _Line, position: int, counted: Set[int]) -> Iterator[list[int]]:
    """The places of what the total may sum, most likely first; ``counted`` are those that an earlier total sums.

    All above it, only since the last total, the subtotals and the rest; of a subtotal also the last few above it; of
    groups with their sum at the head only the heads. A total that stands first sums what stands below it.
    """
    totals = line.totals()
    lines = [i for i in range(len(line.headers)) if not line.is_part(i)]
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
    for fewest in (_GROUP, 1):
        headed = {part for parts in _under_heads(line, plain, fewest).values() for part in parts}
        if headed:
            yield [i for i in plain if i not in headed]


def _under_heads(line: _Line, places: Sequence[int], fewest: int) -> dict[int, list[int]]:
    """The places that are just the sum of so many or more that follow: a group's sum stands at its head."""
    found: dict[int, list[int]] = {}
    at = 0
    while at < len(places) and usable([line.amounts[place] for place in places]):
        left = value_of(line.amounts[places[at]])
        size = 0
        for size, place in enumerate(places[at + 1 : at + 1 + _LARGEST_GROUP] if left else (), 1):
            left -= value_of(line.amounts[place])
            if not left and size >= fewest:
                found[places[at]] = list(places[at + 1 : at + 1 + size])
                break
        at += 1 + (size if places[at] in found else 0)
    return found


def _adds_up(line: _Line, places: Sequence[int], position: int, exact: bool) -> bool:
    parts, total = [line.amounts[place] for place in places], line.amounts[position]
    off = abs(sum(value_of(part) for part in parts) - value_of(total))
    return off <= (0 if exact else tolerance_of([*parts, total]))


def _is_plain(line: _Line, position: int, table: Table) -> bool:
    """True where the table leaves no doubt what is summed: one total, at the end, and a figure in every line above."""
    totals = line.totals()
    last = max(place.row for amount in line.amounts if (place := amount.table))
    return totals == [position] and position == len(line.amounts) - 1 and last < table.rows


def _sums_totals(line: _Line, position: int, held: Set[int], counted: Set[int]) -> bool:
    """True for a last row right below totals that all hold, and that together sum every row above it."""
    totals = [at for at in line.totals() if at < position]
    rows = [at for at in range(position) if at not in totals and not line.is_part(at)]
    if len(totals) < _SUBTOTALS or position != len(line.amounts) - 1 or totals[-1] != position - 1:
        return False
    return set(totals) <= held and set(rows) <= counted
