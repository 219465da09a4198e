"""When promises are due and which years money is for, in the wordings of letters; the sentences are data."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path

import pytest

from kamerbrief.contract import Amount, Commitment
from kamerbrief.facts.money.amounts import find_amounts
from tests.facts.promises.test_commitments import commitments
from tests.letters import analysis_of

_CASES = tomllib.loads(Path(__file__).with_name("times_of_letters.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", _CASES["promises"], ids=lambda case: case[1][:60])
def test_promises_are_due_when_the_sentence_says(case: list[str]) -> None:
    sent, text, *dues = case
    assert [_due(one) for one in commitments(text, sent=datetime.date.fromisoformat(sent))] == dues


def _due(one: Commitment) -> str:
    due = one.due.model_dump(mode="json", by_alias=True) if one.due else None
    return f"{due['from'] or '-'} {due['until'] or '-'}" if due else "undated"


@pytest.mark.parametrize("case", _CASES["money"], ids=lambda case: case[1][:60])
def test_money_is_for_the_years_that_the_sentence_says(case: list[str]) -> None:
    sent, text, *years = case
    amounts, _ = find_amounts(analysis_of(text), datetime.date.fromisoformat(sent))
    assert [_years(one) for one in amounts] == years


def _years(amount: Amount) -> str:
    period = amount.period
    return f"{period.from_year or ''}-{period.until_year or ''}" if period else "none"
