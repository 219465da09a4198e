"""Tables without a total of their own whose sum the text around them states: what the table divides is said in prose.

A whole table makes up an amount of the last paragraphs before it; a row makes up one of its section that is said of
what the row is called. Only sums that hold to the last printed figure are relations, for that figures are near one
another says too little.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from kamerbrief.checks.arithmetic import Grounded, Related, usable
from kamerbrief.checks.tables import Heads, amounts_by_table, called_total
from kamerbrief.checks.wording import Surroundings, stems
from kamerbrief.contract import Amount
from kamerbrief.letter import Block, BlockKind

#: Two figures add up to a third by chance too often.
_FEWEST = 3
#: An amount that a whole table divides stands in so many paragraphs before it, one that a row divides in so many.
_NEAR, _FAR = 2, 8


def table_wholes(around: Surroundings, amounts: Sequence[Amount]) -> Iterator[Grounded]:
    """The amounts in prose that the rows of a table, or all of it, make up, table by table."""
    heads = Heads(around.letter)
    for inside in amounts_by_table(amounts).values():
        cells = [amount for _, amount in inside]
        if told := _before(around, cells[0], _NEAR):
            yield from _made_up(_all_of(cells), told, heads)
        told = _before(around, cells[0], _FAR)
        for name, row in _rows(cells):
            about = stems(name)
            yield from _made_up(row, (one for one in told if about and about <= _about(around, one)), heads)


def _before(around: Surroundings, cell: Amount, most: int) -> list[Amount]:
    """The amounts in the last paragraphs before a table, of its section, the nearest first."""
    here = around.letter.block_index(cell.evidence.start)
    above = (block for block in reversed(around.letter.blocks[:here]) if block.cell is None)
    near = islice((block for block in above if block.kind is not BlockKind.CAPTION), most)
    return [one for block in _section(near) for one in reversed(around.by_block.get(block, []))]


def _section(blocks: Iterable[Block]) -> Iterator[str]:
    """The ids of the blocks up to a heading."""
    for block in blocks:
        if block.kind is BlockKind.HEADING:
            return
        yield block.id


def _about(around: Surroundings, amount: Amount) -> frozenset[str]:
    """The words of the paragraph in which an amount stands, and of the heading above it."""
    letter = around.letter
    return stems(f"{letter.text_of(letter.block(amount.evidence.block))} {around.heading(amount)}")


def _all_of(cells: Sequence[Amount]) -> list[Amount]:
    """What all of a table adds up: its column of totals, else all of its figures; nothing where a row is a total."""
    if any(called_total(cell.table.row_header) for cell in cells if cell.table):
        return []
    return [cell for cell in cells if cell.table and called_total(cell.table.column_header)] or list(cells)


def _rows(cells: Sequence[Amount]) -> Iterator[tuple[str, list[Amount]]]:
    """The rows of a table without a column of totals, each with what it is called."""
    rows: dict[int, list[Amount]] = defaultdict(list)
    for cell in cells:
        if cell.table:
            rows[cell.table.row].append(cell)
    for row in rows.values():
        headers = [place for cell in row if (place := cell.table)]
        if not any(called_total(place.column_header) for place in headers):
            yield headers[0].row_header or "", row


def _made_up(parts: Sequence[Amount], told: Iterable[Amount], heads: Heads) -> Iterator[Grounded]:
    """The first of the amounts that is the exact sum of the parts."""
    if len(parts) < _FEWEST:
        return
    for whole in told:
        if usable([whole, *parts]):
            related = Related.of_sum(parts, whole, definite=False)
            if related.holds_exactly:
                yield Grounded(related, (whole.evidence, *heads.of(parts[0])))
                return
