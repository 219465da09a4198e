"""Columns and rows of tables that their header calls a difference: does it follow from two others?

The header says that there is a difference, not of what: it belongs to the two columns (or rows) from which more than
half of its figures, and at least two, follow. What then does not follow is a finding.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations

from kamerbrief.checks.arithmetic import Grounded, Related, tolerance_of, usable, value_of
from kamerbrief.checks.tables import Heads, amounts_by_table
from kamerbrief.checks.wording import cue
from kamerbrief.contract import Amount, CheckType
from kamerbrief.letter import Letter

_FEWEST = 2
#: So many figures must follow before one that does not is called a mistake.
_SURE = 3

#: The amounts of a column by row, or of a row by column.
_Line = Mapping[int, Amount]


def table_differences(letter: Letter, amounts: Sequence[Amount]) -> Iterator[Grounded]:
    """The checks of every column, then of every row, that is called a difference, table by table."""
    heads = Heads(letter)
    for inside in amounts_by_table(amounts).values():
        columns = _in_lines([(place.column, place.row, place.column_header, amount) for place, amount in inside])
        rows = _in_lines([(place.row, place.column, place.row_header, amount) for place, amount in inside])
        for related in (*columns, *rows):
            yield Grounded(related, (related.result.evidence, *heads.of(related.result)))


def _in_lines(cells: Sequence[tuple[int, int, str | None, Amount]]) -> Iterator[Related]:
    lines: dict[int, dict[int, Amount]] = defaultdict(dict)
    called = set()
    for line, place, header, amount in cells:
        lines[line][place] = amount
        if header and cue("difference_column").search(header):
            called.add(line)
    for line in sorted(called):
        others = [other for number, other in sorted(lines.items()) if number not in called]
        yield from _best(lines[line], others)


def _best(stated: _Line, others: Sequence[_Line]) -> Iterator[Related]:
    """The checks by the two lines from which most differences follow, the first of equals; none where too few do."""
    best: list[Related] = []
    most = 0
    for old, new in permutations(others, 2):
        relations = list(_relations(stated, old, new))
        holding = sum(map(_holds, relations))
        if holding > most and holding >= _FEWEST and 2 * holding > len(relations):
            best, most = relations, holding
    for relation in best:
        if most >= _SURE or _holds(relation):
            yield relation


def _relations(stated: _Line, old: _Line, new: _Line) -> Iterator[Related]:
    """A relation for each place that has the difference and both amounts; two times nothing tells nothing."""
    for place in sorted(stated.keys() & old.keys() & new.keys()):
        trio = stated[place], old[place], new[place]
        if usable(trio) and any(value_of(amount) for amount in trio[1:]):
            yield Related(CheckType.DIFFERENCE, (new[place], old[place]), (1, -1), stated[place], definite=True)


def _holds(relation: Related) -> bool:
    amounts = (*relation.operands, relation.result)
    return abs(relation.found - value_of(relation.result)) <= tolerance_of(amounts)
