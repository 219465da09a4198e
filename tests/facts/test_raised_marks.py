"""Raised marks of notes behind figures, scale words and signs are no part of an amount."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kamerbrief.facts.money.amounts import find_amounts
from kamerbrief.language.raised_marks import without_raised_marks
from tests.letters import analysis_of


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("De uitgaven zijn € 13² miljoen in 2026.", 13_000_000, "€ 13² miljoen"),
        ("De uitgaven zijn € 13[2] miljoen in 2026.", 13_000_000, "€ 13[2] miljoen"),
        ("De uitgaven zijn € 13[iv] miljoen in 2026.", 13_000_000, "€ 13[iv] miljoen"),
        ("De uitgaven zijn € 1,4 miljard⁷ in 2026.", 1_400_000_000, "€ 1,4 miljard"),
        ("De uitgaven zijn € 12 miljoenⁱᵛ in 2026.", 12_000_000, "€ 12 miljoen"),
        ("De uitgaven zijn € 12 mlnᵃ in 2026.", 12_000_000, "€ 12 mln"),
        ("De uitgaven zijn € 1.250.000¹² in 2026.", 1_250_000, "€ 1.250.000"),
        ("De uitgaven zijn 7,5¹,² miljoen euro in 2026.", 7_500_000, "7,5¹,² miljoen euro"),
    ],
)
def test_the_mark_ends_the_figure(text: str, value: int, words: str) -> None:
    (amount,) = find_amounts(analysis_of(text), None)[0]
    assert (amount.value, amount.evidence.text) == (Decimal(value), words)


@pytest.mark.parametrize("text", ["Dat kost € 5 per m² grond.", "Er is 40 km² bij gekomen.", "Een bak van 3 cm³ zand."])
def test_powers_of_measures_are_no_marks(text: str) -> None:
    letter = analysis_of(text).letter
    assert without_raised_marks(letter) is letter
