"""How a letter speaks of amounts, their movement and what they are for one of, on sentences of their own."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from kamerbrief.contract import Amount
from kamerbrief.facts.money.amounts import find_amounts
from tests.letters import analysis_of

_GROUPS = tomllib.loads(Path(__file__).with_name("polarity_of_amounts.toml").read_text(encoding="utf-8"))["group"]
_CASES = [(text, amounts) for group in _GROUPS for text, *amounts in group["cases"]]


@pytest.mark.parametrize(("text", "wanted"), _CASES, ids=[text for text, _ in _CASES])
def test_amounts_are_what_their_clause_says_of_them(text: str, wanted: list[str]) -> None:
    amounts, _ = find_amounts(analysis_of(text))
    assert [_told(amount) for amount in amounts] == wanted


def _told(amount: Amount) -> str:
    values = [amount.value] if amount.value is not None else [amount.low, amount.high]
    printed = "-".join(f"{Decimal(str(value)) / 1_000_000:f}" for value in values)
    return " ".join([printed, amount.qualifier, amount.movement, *([f"per {amount.per}"] if amount.per else [])])
