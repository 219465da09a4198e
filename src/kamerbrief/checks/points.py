"""Percentages and the percentage points between them: ``van 19 naar 29 procent, een stijging van 10 procentpunt``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from kamerbrief.checks.arithmetic import make_check
from kamerbrief.checks.wording import Surroundings, cue, words_of
from kamerbrief.contract import (
    PERCENT,
    Check,
    CheckStatus,
    CheckType,
    Movement,
    Operator,
    Percentage,
    PercentageUnit,
    Relation,
)
from kamerbrief.letter import BlockKind

_DECIMALS = re.compile(r"[0-9][,.]([0-9]+)")
_THAN = re.compile(r"\b(?:dan|onder|boven)\b")
_UP_TO = re.compile(r"\b(?:op|tot|naar)\s+(?:\w+\s+){0,2}$")
_FROM_TO = re.compile(r"\bvan\s+$")


def points_between(around: Surroundings, percentages: Sequence[Percentage]) -> Iterator[Check]:
    """Checks of all percentage points that a sentence places between two percentages of its paragraph.

    One that does not hold is reported only of ``van … naar …, een stijging van …``, which leaves no doubt.
    """
    told = [p for p in percentages if p.value is not None and p.evidence.cell is None]
    for block, listed in groupby(told, key=lambda percentage: percentage.evidence.block):
        inside = list(listed)
        if around.letter.block(block).kind is BlockKind.CELL or len(inside) > around.most:
            continue
        for at, points in enumerate(inside):
            if points.unit is PercentageUnit.PERCENTAGE_POINT:
                yield from _checks(around, inside, at)


def _checks(around: Surroundings, inside: Sequence[Percentage], at: int) -> Iterator[Check]:
    """The first of the ways in which words may place the points that fits."""
    for base, outcome, definite in _placed(around, inside, at):
        if PercentageUnit.PERCENTAGE_POINT in (base.unit, outcome.unit):
            continue
        check = _check(around, base, outcome, inside[at])
        if definite or check.status is CheckStatus.CONSISTENT:
            yield check
            return


def _placed(
    around: Surroundings, inside: Sequence[Percentage], at: int
) -> Iterator[tuple[Percentage, Percentage, bool]]:
    """From what to what the points lead, and whether the words leave no doubt."""
    points = inside[at]
    before, behind = inside[max(at - 2, 0) : at], inside[at + 1 : at + 3]
    if before and behind and _is_compared(around, points, behind[0]):
        yield behind[0], before[-1], False
    if len(before) == 2 and _said_with(around, before[1], points) and _is_called(around, before[1], points):
        yield before[0], before[1], _leads(around, *before)
    if len(behind) == 2 and _said_with(around, points, behind[1]) and _leads(around, *behind):
        yield behind[0], behind[1], False
    if before and points.movement is not Movement.LEVEL:
        yield from ((before[-1], outcome, False) for outcome in behind if _is_reached(around, outcome))


def _link(around: Surroundings, first: Percentage, second: Percentage) -> str:
    return around.letter.text[first.evidence.end : second.evidence.start]


def _said_with(around: Surroundings, first: Percentage, second: Percentage) -> bool:
    """True for two of one sentence, or of one and the next."""
    starts = [around.analysis.sentence_at(one.evidence.start) for one in (first, second)]
    return starts[1].start - starts[0].end <= 1


def _is_called(around: Surroundings, second: Percentage, points: Percentage) -> bool:
    """``…, een verschil van 9 procentpunt``"""
    return cue("difference").search(_link(around, second, points)) is not None


def _is_compared(around: Surroundings, points: Percentage, base: Percentage) -> bool:
    """``0,3 procentpunt lager dan de 1,6 procent``"""
    link = _link(around, points, base)
    compared = _THAN.search(link)
    words = link[: compared.end()] if compared else ""
    return bool(cue("lower_than").search(words) or cue("higher_than").search(words))


def _leads(around: Surroundings, first: Percentage, second: Percentage) -> bool:
    """``van 19 procent naar 29 procent``"""
    lead = around.letter.text[max(first.evidence.start - 10, 0) : first.evidence.start]
    link = _link(around, first, second)
    return bool(_FROM_TO.search(lead) and _UP_TO.search(link) and "." not in link)


def _is_reached(around: Surroundings, outcome: Percentage) -> bool:
    """True for what the clause says is reached: ``komt daarmee uit op 63 procent``."""
    span, clause = around.clause(outcome)
    reaches = clause is not None and (clause.has("raise", "lower") or clause.lemma in words_of("reaches"))
    return reaches and bool(_UP_TO.search(around.letter.text[span.start : outcome.evidence.start]))


def _check(around: Surroundings, base: Percentage, outcome: Percentage, points: Percentage) -> Check:
    """The larger less the smaller is the points; a figure may be off by half a unit of its last printed place."""
    first, second = (one.value or Decimal(0) for one in (outcome, base))
    high, low = (outcome, base) if first >= second else (base, outcome)
    stated, found = abs(points.value or Decimal(0)), abs(first - second)
    relation = Relation(
        operator=Operator.DIFFERENCE,
        terms=[high.id, low.id],
        signs=[1, -1],
        result=points.id,
        computed=found,
        stated=stated,
        tolerance=sum((_half_unit(one) for one in (base, outcome, points)), Decimal(0)),
        unit=PERCENT,
    )
    off = abs(found - stated)
    status = CheckStatus.UNVERIFIABLE if off <= relation.tolerance else CheckStatus.INCONSISTENT
    if off <= _half_unit(points):
        status = CheckStatus.CONSISTENT
    said = dict.fromkeys(around.analysis.sentence_at(one.evidence.start) for one in (base, outcome, points))
    evidence = [around.letter.evidence(place.start, place.end) for place in sorted(said, key=lambda one: one.start)]
    return make_check(CheckType.DIFFERENCE, relation, evidence, status)


def _half_unit(percentage: Percentage) -> Decimal:
    """Half a unit of the last place that is printed."""
    decimals = _DECIMALS.search(percentage.evidence.text)
    return Decimal(1).scaleb(-len(decimals[1]) if decimals else 0) / 2
