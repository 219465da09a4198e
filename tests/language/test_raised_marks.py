"""Raised marks of notes do not hinder whoever looks for facts, and stand in the evidence as printed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kamerbrief.contract import Extraction
from kamerbrief.language.model import load_model
from kamerbrief.language.raised_marks import without_raised_marks
from kamerbrief.pipeline import extract_letter
from kamerbrief.reading import read_bytes


def _facts(sentence: str) -> Extraction:
    return extract_letter(read_bytes(f"Geachte voorzitter,\n\n{sentence}\n".encode(), "a.txt"), load_model())


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("Het kabinet trekt € 13² miljoen uit.", [13_000_000]),
        ("Het kabinet trekt € 12,5¹ miljoen uit voor zwembaden.", [12_500_000]),
        ("Dit kost 13²,³ miljoen euro en 5 miljoen¹ euro.", [13_000_000, 5_000_000]),
        ("In totaal is er € 1,4 miljard⁷.", [1_400_000_000]),
        ("Het programma kost € 13ᵃ miljoen.", [13_000_000]),
        ("Er komt 5 miljoen m² kantoor bij.", []),
        ("Dat is 2,5 × 10⁶ euro.", []),
        ("De grond kost € 5 per m².", [5]),
    ],
)
def test_a_figure_ends_before_its_mark(sentence: str, values: list[int]) -> None:
    facts = _facts(sentence)
    assert [amount.value for amount in facts.amounts] == [Decimal(value) for value in values]
    assert all(facts.text[a.evidence.start : a.evidence.end] == a.evidence.text for a in facts.amounts)


def test_other_facts_end_before_their_marks() -> None:
    facts = _facts(
        "Zie Kamerstuk 31305, nr. 410¹ over 45%² en 12³ procent. Ik stuur uw Kamer voor 1 juli 2026⁴ een brief."
    )
    assert [reference.number for reference in facts.references] == ["31305-410"]
    assert [percentage.value for percentage in facts.percentages] == [45, 12]
    assert str(facts.commitments[0].due and facts.commitments[0].due.until) == "2026-06-30"
    assert facts.commitments[0].evidence.text.endswith("voor 1 juli 2026⁴ een brief.")


def test_evidence_has_the_mark_as_printed() -> None:
    assert _facts("Er is € 13² miljoen.").amounts[0].evidence.text == "€ 13² miljoen"


def test_a_letter_without_marks_is_left_alone() -> None:
    letter = read_bytes("Er is 5 m² en 2 × 10³ kWh.".encode(), "a.txt")
    assert without_raised_marks(letter) is letter
