"""Amounts in sentences: every value, and everything that the sentence says of it, against amount_cases.toml
and budget_sentences.toml."""

from __future__ import annotations

import datetime
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kamerbrief.facts.amounts import find_amounts
from kamerbrief.facts.figures import plain
from kamerbrief.schema import Amount, Movement, Precision
from tests.letters import analysis_of

CASES = [
    case
    for name in ("amount_cases.toml", "budget_sentences.toml")
    for case in tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))["case"]
]


def described(amount: Amount) -> list[str]:
    """An amount as the cases write it, its parts in alphabetical order."""
    ends = [amount.value] if amount.value is not None else [amount.low, amount.high]
    value = "..".join(f"{plain(end):f}" for end in ends if end is not None)
    period = amount.period
    years = ""
    if period:
        first, last = period.from_year or "", period.until_year or ""
        years = str(first) if first == last else f"{first}-{last}"
    parts = [
        value,
        amount.precision.value if amount.precision is not Precision.EXACT else "",
        amount.currency if amount.currency != "EUR" else "",
        amount.movement.value if amount.movement is not Movement.LEVEL else "",
        "total" if amount.total else "",
        amount.recurrence.value if amount.recurrence else "",
        years,
        f"per {amount.per}" if amount.per else "",
        f"from {','.join(amount.budget_holders)}" if amount.budget_holders else "",
    ]
    return sorted(part for part in parts if part)


def expected(amount: str) -> list[str]:
    value, *said = amount.split(" | ")
    ends = (f"{plain(Decimal(end.replace('_', ''))):f}" for end in value.split(".."))
    return sorted(["..".join(ends), *said])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_every_amount_and_what_the_sentence_says_of_it(case: dict[str, Any]) -> None:
    date = datetime.date.fromisoformat(case["date"]) if "date" in case else None
    amounts, _ = find_amounts(analysis_of(case["text"]), date)
    assert [described(amount) for amount in amounts] == [expected(amount) for amount in case["amounts"]]
