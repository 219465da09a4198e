"""Promises and their days in the wordings of time and of telling that letters use, and what only looks like them."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path

import pytest

from kamerbrief.contract import Commitment
from tests.facts.promises.test_commitments import commitments

_GROUPS = tomllib.loads(Path(__file__).with_name("promise_cases.toml").read_text(encoding="utf-8"))["group"]
_CASES = [(text, promised) for group in _GROUPS for text, *promised in group["cases"]]
_SENT = datetime.date(2025, 6, 12)


@pytest.mark.parametrize(("text", "promised"), _CASES, ids=[text for text, _ in _CASES])
def test_promises_and_when_they_are_due(text: str, promised: list[str]) -> None:
    assert [_due(one) for one in commitments(text, sent=_SENT)] == promised


def _due(one: Commitment) -> str:
    due = one.due.model_dump(mode="json", by_alias=True) if one.due else None
    return f"{due['from'] or '-'} {due['until'] or '-'}" if due else "undated"
