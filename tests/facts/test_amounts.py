"""Amounts in sentences: every value, and everything that the sentence says of it, against amount_cases.toml
and budget_sentences.toml."""

from __future__ import annotations

import datetime
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kamerbrief.contract import Amount, Movement, Precision
from kamerbrief.facts.amounts import find_amounts
from kamerbrief.facts.figures import plain
from kamerbrief.letter import BlockKind
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


def test_items_of_a_list_are_money_where_the_words_before_it_speak_of_money() -> None:
    items = [
        (BlockKind.LIST_ITEM, words) for words in ("onderwijs: 250 miljoen;", "zorg: 100 miljoen; en", "sport: 50 mln.")
    ]
    money, _ = find_amounts(analysis_of("De € 400 miljoen wordt als volgt verdeeld:", *items))
    assert [amount.value for amount in money] == [Decimal(value) * 10**6 for value in (400, 250, 100, 50)]
    people, _ = find_amounts(
        analysis_of("Zoveel inwoners zijn er:", (BlockKind.LIST_ITEM, "in Nederland: 18 miljoen;"))
    )
    assert people == []


def test_a_price_keeps_all_its_decimals() -> None:
    (amount,), _ = find_amounts(analysis_of("Het tarief is € 0,05521 per kWh."))
    assert amount.value == Decimal("0.05521")
    assert '"value":0.05521,' in amount.model_dump_json()
