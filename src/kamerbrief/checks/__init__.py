"""The arithmetic of the letter: totals, sums, differences, shares, restatements and counts.

A check is grounded in the letter's own wording or in the structure of a table; that two unrelated amounts happen to be
equal is not a check. An inconsistent check is a finding about the letter, never an error of the run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kamerbrief.checks.arithmetic import check_of, named
from kamerbrief.checks.chains import chains, grand_totals
from kamerbrief.checks.counts import counts
from kamerbrief.checks.old_levels import old_levels
from kamerbrief.checks.outcomes import outcomes
from kamerbrief.checks.parts import parts_in_prose, wholes_of
from kamerbrief.checks.passages import in_passages
from kamerbrief.checks.points import points_between
from kamerbrief.checks.restatements import restatements
from kamerbrief.checks.shares import shares_and_growth
from kamerbrief.checks.sums import related
from kamerbrief.checks.table_differences import table_differences
from kamerbrief.checks.table_shares import table_shares
from kamerbrief.checks.table_wholes import table_wholes
from kamerbrief.checks.tables import table_totals
from kamerbrief.checks.wording import Surroundings
from kamerbrief.checks.yearly import years_of_totals
from kamerbrief.contract import (
    Amount,
    Check,
    CheckStatus,
    CheckType,
    Percentage,
    Recommendation,
    Warning_,
    WarningCode,
    warning,
)
from kamerbrief.double_counting import counting
from kamerbrief.guard import Guard
from kamerbrief.language.analysis import Analysis

__all__ = ["run_checks"]


def run_checks(
    analysis: Analysis,
    amounts: Sequence[Amount],
    percentages: Sequence[Percentage],
    recommendations: Sequence[Recommendation],
    guard: Guard,
) -> tuple[list[Check], list[Amount]]:
    """All checks in reading order, and the amounts with ``restates``, ``part_of``, ``replaced_by``, ``counts``.

    ``guard`` keeps what fails apart, and hears of sentences with too much in them to relate.
    """
    around = Surroundings(analysis, amounts)
    guard.warnings += _crowded(around, percentages)
    repeated = guard.every("restatements", restatements, around, amounts)
    firsts = {later.id: earlier.id for check, earlier, later in repeated if check.status is CheckStatus.CONSISTENT}
    told = [*guard.every("sums", related, around), *guard.every("outcomes", outcomes, around)]
    told += guard.every("sums of chains", chains, around, [one.related for one in told])
    told += guard.every("totals of totals", grand_totals, around, [one.related for one in told])
    grounded = [
        *told,
        *guard.every("sums of passages", in_passages, around, [one.related for one in told]),
        *guard.every("totals of tables", table_totals, analysis, amounts),
        *guard.every("wholes of tables", table_wholes, around, amounts),
        *guard.every("differences in tables", table_differences, analysis.letter, amounts),
    ]
    said = [(one, check) for one in grounded if (check := check_of(analysis.letter, one))]
    checks = [
        *(check for _, check in said),
        *guard.every("shares and growth", shares_and_growth, around, percentages),
        *guard.every("percentage points", points_between, around, percentages),
        *guard.every("shares in tables", table_shares, amounts, percentages),
        *(check for check, _, _ in repeated),
        *guard.every("counts", counts, analysis, recommendations),
    ]
    sums = [one.related for one, _ in said]
    newer = {old.id: new.id for old, new in guard.every("old levels", old_levels, around)}
    parts = guard.every("parts", parts_in_prose, around, sums)
    wholes = wholes_of(amounts, sums, [*parts, *guard.every("years of totals", years_of_totals, around)])
    tied = [
        amount.model_copy(
            update={
                "restates": firsts.get(amount.id),
                "part_of": wholes.get(amount.id),
                "replaced_by": newer.get(amount.id),
            }
        )
        for amount in amounts
    ]
    checks = named(_in_reading_order(_once(checks, firsts), [*amounts, *percentages]))
    return checks, counting(tied, checks)


def _crowded(around: Surroundings, percentages: Iterable[Percentage]) -> Iterator[Warning_]:
    """A warning for each sentence among whose amounts, or percentages, no relation is looked for."""
    said: dict[int, list[Percentage]] = {}
    for percentage in percentages:
        if percentage.evidence.cell is None:
            said.setdefault(around.sentence(percentage).start, []).append(percentage)
    crowds: list[tuple[Amount | Percentage, int]] = [*around.crowded]
    crowds += [(told[0], len(told)) for told in said.values() if len(told) > around.most]
    for first, count in crowds:
        yield warning(WarningCode.TOO_MANY_TO_RELATE, {"count": count, "most": around.most}, first.evidence)


def _once(checks: Iterable[Check], firsts: dict[str, str]) -> Iterator[Check]:
    """Leaves out a check that says of restated amounts what an earlier check said already; a - b = c is b + c = a."""
    seen: set[tuple[object, ...]] = set()
    for check in checks:
        relation = check.relation
        figures = sorted(firsts.get(figure, figure) for figure in relation.figures)
        key: tuple[object, ...] = ("sum", *figures)
        if check.type not in (CheckType.SUM, CheckType.DIFFERENCE):
            result = firsts.get(relation.result or "", relation.result)
            key = (check.type, *figures, result, relation.stated, relation.computed)
        if figures and check.type is not CheckType.RESTATEMENT and key in seen:
            continue
        seen.add(key)
        yield check


def _in_reading_order(checks: Iterable[Check], figures: Iterable[Amount | Percentage]) -> list[Check]:
    """By the first words of their evidence, then by type; of one place and type by the places of their terms."""
    places = {figure.id: figure.evidence.start for figure in figures}

    def place(check: Check) -> tuple[int, CheckType, list[int]]:
        start = check.evidence[0].start if check.evidence else 0
        return start, check.type, [places[term] for term in check.relation.terms]

    return sorted(checks, key=place)
