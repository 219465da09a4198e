"""Checks and restatements of one letter against its gold.

A check matches one of its type, its terms' values and its outcome. What gold lacks is wrong, whether it holds or not;
of a letter whose gold lists no checks at all only an alarm is. Restatements are pairs of values: gold says how often.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from kamerbrief.contract import Amount, Check, CheckStatus, CheckType, Extraction, Percentage
from kamerbrief.gold import terms_of
from kamerbrief.quality.scores import Gold, Marks

_PAIR = tuple[str, Decimal, Decimal]


def compare_checks(marks: Marks, found: Extraction, stated: Sequence[Gold]) -> None:
    """The checks that are no restatements."""
    figures: list[Amount | Percentage] = [*found.amounts, *found.percentages]
    values = {figure.id: figure.value for figure in figures}
    left = [check for check in found.checks if check.type is not CheckType.RESTATEMENT]
    listed = [gold for gold in stated if gold["type"] != "restatement"]
    missed = []
    for gold in listed:
        same = next((check for check in left if _same(check, gold, values)), None)
        if same:
            left.remove(same)
        else:
            missed.append(f"{gold['type']} {gold['status']} {gold['values']}")
    wrong = [check for check in left if listed or check.status is CheckStatus.INCONSISTENT]
    shown = [f"{check.type} {check.status} {terms_of(check.relation, values)}" for check in wrong]
    marks.count("checks", len(listed) - len(missed), missed, shown)


def compare_restatements(marks: Marks, found: Extraction, stated: Sequence[Gold]) -> None:
    """The pairs of amounts of which one states the other again; gold that tells of them in words only says nothing."""
    told = [gold for gold in stated if gold["type"] == "restatement"]
    if any("values" not in gold for gold in told):
        return
    listed = Counter(_pair(gold["status"], gold["values"]) for gold in told)
    checks = [check for check in found.checks if check.type is CheckType.RESTATEMENT]
    given = Counter(_pair(c.status, [c.relation.computed, c.relation.stated]) for c in checks)
    missed, wrong = ([_shown(pair) for pair in side.elements()] for side in (listed - given, given - listed))
    marks.count("restatements", (listed & given).total(), missed, wrong)


def _pair(status: str, values: Iterable[object]) -> _PAIR:
    first, second = sorted(Decimal(str(value)) for value in values)
    return str(status), first, second


def _shown(pair: _PAIR) -> str:
    status, first, second = pair
    return f"{status} {first:f} {second:f}"


def _same(check: Check, gold: Gold, values: dict[str, Decimal | None]) -> bool:
    """True for the same relation; a + b = c is that of c - b = a too."""

    def sizes(facts: Iterable[str]) -> list[Decimal]:
        return sorted(abs(values.get(fact) or Decimal(0)) for fact in facts)

    if check.status != gold["status"]:
        return False
    relation = check.relation
    if {check.type, gold["type"]} <= {CheckType.SUM, CheckType.DIFFERENCE}:
        figures = [abs(Decimal(str(value))) for value in gold["values"]]
        outcome = sum(figures) if gold["type"] == "sum" else max(figures) - min(figures)
        outcome = abs(Decimal(str(gold["result"]))) if "result" in gold else outcome
        return sizes(relation.figures) == sorted([*figures, outcome])
    if check.type != gold["type"]:
        return False
    if check.type is CheckType.COUNT:
        return bool([relation.stated] == gold["values"])
    return bool(sizes(relation.terms) == sorted(abs(Decimal(str(value))) for value in gold["values"]))
