"""The same quantity stated twice: in the text and again, or in a heading and a table. It is to be counted once."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from kamerbrief.checks.arithmetic import make_check, tolerance_of, value_of
from kamerbrief.checks.wording import Surroundings, stems
from kamerbrief.contract import Amount, Check, CheckType, Movement, Operator, Relation
from kamerbrief.letter import BlockKind

_NAME_ENDS = re.compile(r"[\s–—:(,-]+$")
#: So many words must two sentences share before an equal amount counts as the same money.
_SHARED_WORDS = 3
#: Of equal amounts the first so many can be restated.
_MOST_EQUALS = 60


def restatements(around: Surroundings, amounts: Sequence[Amount]) -> Iterator[tuple[Check, Amount, Amount]]:
    """Each check with the earlier and the later amount; a later amount restates at most one earlier one."""
    equals: dict[tuple[Decimal | None, str], list[Amount]] = {}
    for later in amounts:
        before = equals.setdefault((later.value, later.currency), [])
        earlier = _said_before(around, later, before)
        if earlier is not None:
            yield _check(earlier, later, holds=True), earlier, later
        if len(before) < _MOST_EQUALS:
            before.append(later)
    for heading, cell in _contradictions(around, amounts):
        yield _check(heading, cell, holds=False), heading, cell


def _said_before(around: Surroundings, later: Amount, before: Sequence[Amount]) -> Amount | None:
    return next(
        (earlier for earlier in before if _agrees(earlier, later) and _same_money(around, earlier, later)), None
    )


def _agrees(earlier: Amount, later: Amount) -> bool:
    """True where nothing is said that tells two equal amounts apart."""
    if later.value is None or later.per != earlier.per:
        return False
    if {earlier.movement, later.movement} == {Movement.INCREASE, Movement.DECREASE}:
        return False
    periods = earlier.period and later.period and earlier.period != later.period
    recurrences = earlier.recurrence and later.recurrence and earlier.recurrence != later.recurrence
    same_table = earlier.table and later.table and earlier.table.id == later.table.id
    return not (periods or recurrences or same_table)


def _same_money(around: Surroundings, earlier: Amount, later: Amount) -> bool:
    """Grounded in a shared programme, in being the total twice, in a heading that names the row, or in shared words."""
    prose = earlier.table is None and later.table is None
    if prose and around.sentence(earlier) == around.sentence(later):
        return False
    if earlier.total and later.total:
        return True
    if earlier.programmes and set(earlier.programmes) == set(later.programmes):
        return True
    if not prose:
        cell, other = (later, earlier) if later.table else (earlier, later)
        return bool(_name(around, other) & around.stems(cell)) or (cell.total and other.total)
    if earlier.programmes and later.programmes and not set(earlier.programmes) & set(later.programmes):
        return False
    # A heading that both stand under says nothing about which of its quantities is meant.
    common = stems(around.heading(earlier)) & stems(around.heading(later))
    shared = (around.stems(earlier) & around.stems(later)) - common
    return len(shared) >= _SHARED_WORDS or (len(shared) >= 1 and _is_distinctive(later))


def _is_distinctive(amount: Amount) -> bool:
    """True for figures that hardly return by chance: three or more digits before the closing zeros."""
    return len(value_of(amount).normalize().as_tuple().digits) >= 3


def _name(around: Surroundings, amount: Amount) -> frozenset[str]:
    """The words that name the amount: the heading it stands in, else its sentence."""
    block = around.letter.block(amount.evidence.block)
    if block.kind is BlockKind.HEADING:
        return stems(_heading_name(around, amount))
    return stems(around.sentence(amount).text)


def _heading_name(around: Surroundings, amount: Amount) -> str:
    block = around.letter.block(amount.evidence.block)
    return _NAME_ENDS.sub("", around.letter.text[block.content_start : amount.evidence.start])


def _contradictions(around: Surroundings, amounts: Sequence[Amount]) -> Iterator[tuple[Amount, Amount]]:
    """Headings with one amount whose name heads a table row with one amount of another value."""
    headings = {
        _heading_name(around, a).casefold(): a
        for a in around.prose
        if around.letter.block(a.evidence.block).kind is BlockKind.HEADING
        and len(around.by_block[a.evidence.block]) == 1
    }
    rows: dict[tuple[str, int], list[Amount]] = {}
    for amount in amounts:
        if amount.table:
            rows.setdefault((amount.table.id, amount.table.row), []).append(amount)
    for cells in rows.values():
        place = cells[0].table
        heading = headings.get((place.row_header or "").casefold().strip()) if place else None
        if len(cells) != 1 or heading is None or None in (cells[0].value, heading.value):
            continue
        if abs(value_of(heading) - value_of(cells[0])) > tolerance_of([heading, cells[0]]):
            yield heading, cells[0]


def _check(earlier: Amount, later: Amount, *, holds: bool) -> Check:
    relation = Relation(
        operator=Operator.EQUAL,
        terms=[earlier.id],
        result=later.id,
        computed=value_of(earlier),
        stated=value_of(later),
        tolerance=tolerance_of([earlier, later]),
        unit=later.currency,
    )
    return make_check(CheckType.RESTATEMENT, relation, [earlier.evidence, later.evidence], holds=holds)
