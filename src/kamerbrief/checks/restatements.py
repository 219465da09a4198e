"""The same quantity stated twice: in the text and again, or in a heading and a table. It is to be counted once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, combinations
from math import log10

from kamerbrief.checks.arithmetic import make_check, tolerance_of, value_of, verdict
from kamerbrief.checks.subjects import Subjects, agree
from kamerbrief.checks.wording import Surroundings
from kamerbrief.contract import Amount, Check, CheckType, Movement, Operator, Precision, Relation
from kamerbrief.letter import BlockKind

_NAME_ENDS = re.compile(r"[\s–—:(,-]+$")
#: From this on it is more likely than not that two equal amounts are the same money; a logarithm.
_SURE = 0.0
#: A cell that only rounds to an amount in the text must be ten times as likely to be the same as not.
_SURE_IF_ROUNDED = 1.0
#: So alike must a rounded amount be to the one that the letter leads to.
_LED = 0.5
#: Less than any likeness.
_NEVER = -99.0
#: How far below and above an amount lies the one that it was rounded from, in units of its last figure.
_SAID_ROUND = {
    Precision.APPROXIMATE: (Decimal("0.5"), Decimal("0.5")),
    Precision.ABOVE: (Decimal(0), Decimal(1)),
    Precision.BELOW: (Decimal(1), Decimal(0)),
}
#: How far a figure may lie from what it was rounded to, of the latter.
_FARTHEST = Decimal("0.1")
#: Of equal amounts the first so many can be restated.
_MOST_EQUALS = 60


def restatements(around: Surroundings, amounts: Sequence[Amount]) -> Iterator[tuple[Check, Amount, Amount]]:
    """Each check with the earlier and the later amount; a later amount restates at most one earlier one."""
    equals: dict[tuple[Decimal, str], list[Amount]] = defaultdict(list)
    for amount in amounts:
        if amount.value:
            equals[amount.value, amount.currency].append(amount)
    subjects = Subjects(around, amounts)
    chance = log10(max(len(equals), 1))
    restated: set[str] = set()
    for same in equals.values():
        for group in _groups(around, subjects, same[:_MOST_EQUALS], _surprise(value_of(same[0])) - chance):
            restated.update(later.id for later in group[1:])
            for later in group[1:]:
                yield _check(group[0], later, holds=True), group[0], later
    for earlier, later in chain(_rounded(around, subjects, equals), _rounded_in_text(subjects, equals, chance)):
        if later.id not in restated:
            restated.add(later.id)
            wide = max(_rounding(earlier), _rounding(later))
            yield _check(earlier, later, holds=True, tolerance=wide), earlier, later
    for heading, cell in _contradictions(around, amounts):
        yield _check(heading, cell, holds=False), heading, cell


def _rounded(
    around: Surroundings, subjects: Subjects, equals: Mapping[tuple[Decimal, str], Sequence[Amount]]
) -> Iterator[tuple[Amount, Amount]]:
    """Amounts said to be another one rounded, each with the one most alike: ``ruim € 700.000`` and ``€ 712.000``.

    So many figures lie near a round one that the letter must lead from one to the other.
    """
    values = sorted(equals)
    for (value, currency), same in equals.items():
        for coarse in same[:_MOST_EQUALS]:
            if coarse.precision not in _SAID_ROUND:
                continue
            low, high = _reach(coarse)
            near = values[bisect_left(values, (low, "")) : bisect_right(values, (high, "~"))][:_MOST_EQUALS]
            others = [other for key in near if key[1] == currency and key[0] != value for other in equals[key]]
            fine = [
                (likeness, other)
                for other in others[:_MOST_EQUALS]
                if other.unit_in_last_place < _rounding(coarse)
                and not _together(around, coarse, other)
                and subjects.leads(coarse, other)
                and (likeness := subjects.likeness(coarse, other)) is not None
            ]
            best = max(fine, key=lambda pair: pair[0], default=None)
            if best and best[0] >= _LED:
                earlier, later = sorted((coarse, best[1]), key=lambda amount: amount.evidence.start)
                yield earlier, later


def _rounded_in_text(
    subjects: Subjects, equals: Mapping[tuple[Decimal, str], Sequence[Amount]], chance: float
) -> Iterator[tuple[Amount, Amount]]:
    """Amounts in the text that give a cell of a table to fewer figures, each with the one most alike.

    No word says that they are round (``€ 76,1 miljard`` and a total of 76.137 millions), so that the figure itself and
    what is said of both must tell. A change is none of them: cells do not say whether they are levels or changes.
    """
    cells = sorted(
        (cell for same in equals.values() for cell in same if cell.table), key=lambda one: (value_of(one), one.id)
    )
    values = [value_of(cell) for cell in cells]
    for (value, currency), same in equals.items():
        for coarse in same[:_MOST_EQUALS]:
            if coarse.table or coarse.precision is not Precision.EXACT or coarse.movement is not Movement.LEVEL:
                continue
            half = min(coarse.unit_in_last_place / 2, abs(value) * _FARTHEST)
            near = cells[bisect_left(values, value - half) : bisect_right(values, value + half)][:_MOST_EQUALS]
            fine = [
                (_surprise(value) - chance + likeness, cell)
                for cell in near
                if cell.currency == currency
                and cell.value != value
                and cell.unit_in_last_place < coarse.unit_in_last_place
                and (likeness := subjects.likeness(coarse, cell)) is not None
            ]
            best = max(fine, key=lambda pair: pair[0], default=None)
            if best and best[0] >= _SURE_IF_ROUNDED:
                earlier, later = sorted((coarse, best[1]), key=lambda amount: amount.evidence.start)
                yield earlier, later


def _rounding(amount: Amount) -> Decimal:
    """What an amount that is said to be round was rounded to: its last figure that is no zero."""
    return max(amount.unit_in_last_place, Decimal(10) ** int(value_of(amount).normalize().as_tuple().exponent))


def _reach(amount: Amount) -> tuple[Decimal, Decimal]:
    """Between what lies the figure that an amount was rounded from; never more than a tenth away."""
    value = value_of(amount)
    step = min(_rounding(amount), abs(value) * _FARTHEST)
    below, above = _SAID_ROUND[amount.precision]
    return value - below * step, value + above * step


def _groups(around: Surroundings, subjects: Subjects, equals: Sequence[Amount], start: float) -> list[list[Amount]]:
    """Equal amounts that are the same money, most alike first; no two of one table or one sentence.

    ``start`` is how sure the figure alone makes that.
    """
    if len(equals) < 2:
        return []
    likeness: dict[tuple[int, int], float] = {}
    for (at, first), (to, second) in combinations(enumerate(equals), 2):
        found = None if _together(around, first, second) else subjects.likeness(first, second)
        likeness[at, to] = _NEVER if found is None else start + found
    group_of = {at: [at] for at in range(len(equals))}
    for (at, to), sure in sorted(likeness.items(), key=lambda pair: (-pair[1], pair[0])):
        ours, theirs = group_of[at], group_of[to]
        joined = sorted([*ours, *theirs])
        if sure < _SURE or ours is theirs:
            continue
        if all(
            agree(equals[a], equals[b]) and not _together(around, equals[a], equals[b]) for a in ours for b in theirs
        ):
            group_of.update(dict.fromkeys(joined, joined))
    return [[equals[at] for at in group] for first, group in group_of.items() if group[0] == first and len(group) > 1]


def _together(around: Surroundings, first: Amount, second: Amount) -> bool:
    """True for two amounts of one table or one sentence: these tell what is apart."""
    if first.table or second.table:
        return bool(first.table and second.table and first.table.id == second.table.id)
    return around.sentence(first) == around.sentence(second)


def _surprise(value: Decimal) -> float:
    """How rarely a figure returns by chance, as a logarithm: 48 and 541,3 tell more than 50 and 125.

    Closing zeros and fives and quarters are what figures are rounded to.
    """
    figure = int("".join(map(str, value.normalize().as_tuple().digits)))
    for step in (25, 5):
        if figure % step == 0:
            return log10(figure // step)
    return log10(figure)


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


def _check(earlier: Amount, later: Amount, *, holds: bool, tolerance: Decimal | None = None) -> Check:
    relation = Relation(
        operator=Operator.EQUAL,
        terms=[earlier.id],
        result=later.id,
        computed=value_of(earlier),
        stated=value_of(later),
        tolerance=tolerance_of([earlier, later]) if tolerance is None else tolerance,
        unit=later.currency,
    )
    return make_check(CheckType.RESTATEMENT, relation, [earlier.evidence, later.evidence], verdict(holds))
