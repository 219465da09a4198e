"""The amounts of the real letters beside the repository, against their gold; skipped where they are not there."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kamerbrief.contract import Amount
from kamerbrief.facts.money.amounts import find_amounts
from kamerbrief.facts.money.percentages import find_percentages
from kamerbrief.language.analysis import Analysis, analyse
from kamerbrief.letter import BlockKind
from kamerbrief.reading import read_letter
from tests.letters import NLP

ESA = [("esa-mc25/gold.json", f"esa-mc25/letter.{form}") for form in ("docx", "pdf", "txt")]
LETTERS = [*ESA, ("rijkshuisstijl/stikstof-landbouw.gold.json", "rijkshuisstijl/stikstof-landbouw.pdf")]


def read(folder: Path, gold: str, letter: str) -> tuple[dict[str, Any], Analysis]:
    return json.loads((folder / gold).read_text(encoding="utf-8")), analyse(read_letter(folder / letter), NLP)


def stated(amount: Amount, name: str) -> object:
    """An attribute in the shape of the gold files."""
    if name == "period":
        return [amount.period.from_year, amount.period.until_year] if amount.period else None
    if name == "value":
        return int(amount.value or 0)
    return getattr(amount, name)


@pytest.mark.parametrize(("gold", "letter"), LETTERS)
def test_amounts_agree_with_the_gold(shared_letters: Path, gold: str, letter: str) -> None:
    expected, analysis = read(shared_letters, gold, letter)
    amounts, warnings = find_amounts(analysis)
    notes = [a for a in amounts if analysis.letter.block(a.evidence.block).kind is BlockKind.FOOTNOTE]
    body = [a for a in amounts if a not in notes]
    in_body = [entry for entry in expected["amounts"] if "where" not in entry]
    in_notes = [entry for entry in expected["amounts"] if "where" in entry]
    assert [int(a.value or 0) for a in body] == [entry["value"] for entry in in_body]
    assert [int(a.value or 0) for a in notes] == [entry["value"] for entry in in_notes]
    names = ("value", "precision", "movement", "total", "recurrence", "period", "budget_holders")
    for amount, entry in zip([*body, *notes], [*in_body, *in_notes], strict=True):
        said = {name: entry[name] for name in names if name in entry}
        assert {name: stated(amount, name) for name in said} == said
    assert warnings == []


@pytest.mark.parametrize(("gold", "letter"), LETTERS)
def test_percentages_agree_with_the_gold(shared_letters: Path, gold: str, letter: str) -> None:
    expected, analysis = read(shared_letters, gold, letter)
    found = find_percentages(analysis)
    assert [p.value for p in found] == [Decimal(str(entry["value"])) for entry in expected["percentages"]]
    for percentage, entry in zip(found, expected["percentages"], strict=True):
        assert percentage.movement == entry.get("movement", "level")
