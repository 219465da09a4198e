"""Percentages and percentage points: value, unit, movement, precision, in text and in tables."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kamerbrief.facts.money.percentages import find_percentages
from tests.letters import analysis_of


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("De uitgaven stijgen met 24% ten opzichte van 2022.", [("24%", 24, "percent", "increase")]),
        ("Het aandeel is 2,6 procent.", [("2,6 procent", "2.6", "percent", "level")]),
        ("De premie daalt met 0,5 procentpunt.", [("0,5 procentpunt", "0.5", "percentage_point", "decrease")]),
        ("Het verschil is 1,5 %-punt.", [("1,5 %-punt", "1.5", "percentage_point", "level")]),
        ("Ongeveer drie procent haakt af.", [("drie procent", 3, "percent", "level")]),
        ("De krimp was -0,4%.", [("-0,4%", "-0.4", "percent", "decrease")]),
        ("De raming ging van 2% naar 3%.", [("2%", 2, "percent", "level"), ("3%", 3, "percent", "level")]),
        (
            "De groei is respectievelijk 5, 6 en 7 procent.",
            [(words, value, "percent", "increase") for words, value in (("5", 5), ("6", 6), ("7 procent", 7))],
        ),
        ("Daarvan is 45%³ besteed, en 12¹% niet.", [("45%", 45, "percent", "level"), ("12¹%", 12, "percent", "level")]),
        ("In 2030 moet 55 procent gerecycled zijn.", [("55 procent", 55, "percent", "level")]),
        ("De bijdrage is 40 of 60%.", [("40", 40, "percent", "level"), ("60%", 60, "percent", "level")]),
        (
            "De heffing stijgt van 12 naar 15 procent.",
            [("12", 12, "percent", "level"), ("15 procent", 15, "percent", "level")],
        ),
        (
            "De rente is 2½% en de opslag ½ procent.",
            [("2½%", "2.5", "percent", "level"), ("½ procent", "0.5", "percent", "level")],
        ),
        (
            "Het tarief is drieëntwintig komma vijf procent.",
            [("drieëntwintig komma vijf procent", "23.5", "percent", "level")],
        ),
        (
            "Van de scholen haalt 45%² de norm en 46[3]% bijna.",
            [("45%", 45, "percent", "level"), ("46[3]%", 46, "percent", "level")],
        ),
        ("De groei komt uit op min 0,4%.", [("min 0,4%", "-0.4", "percent", "level")]),
        (
            "Artikel 5 en 10% van artikel 6 vervallen in 2025 en 3% van de rest.",
            [("10%", 10, "percent", "level"), ("3%", 3, "percent", "level")],
        ),
        ("De kosten zijn € 5 mln en 5‰ van het totaal.", []),
        ("Het percentage is onbekend; procenten tellen niet.", []),
    ],
)
def test_percentages_in_text(text: str, found: list[tuple[str, object, str, str]]) -> None:
    percentages = find_percentages(analysis_of(text))
    expected = [(words, Decimal(str(value)), unit, movement) for words, value, unit, movement in found]
    assert [(p.evidence.text, p.value, p.unit.value, p.movement.value) for p in percentages] == expected


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("De groei is 2 à 3% per jaar.", 2, 3),
        ("Het gaat om 10-15% van de scholen.", 10, 15),
        ("Dat is tussen de 2 en 3 procent.", 2, 3),
        ("Circa 2% tot 4% valt af.", 2, 4),
    ],
)
def test_ranges_of_percentages(text: str, low: int, high: int) -> None:
    (percentage,) = find_percentages(analysis_of(text))
    assert (percentage.value, percentage.low, percentage.high) == (None, low, high)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("Ruim 50% doet mee.", "above"),
        ("Maximaal 10 procent valt uit.", "at_most"),
        ("Het is 10% of meer.", "at_least"),
    ],
)
def test_precision_of_percentages(text: str, precision: str) -> None:
    (percentage,) = find_percentages(analysis_of(text))
    assert percentage.precision.value == precision


def test_cells_under_a_percent_sign_are_percentages() -> None:
    rows = [["Regio", "Aandeel (%)", "Budget (mln euro)"], ["Noord", "12,5", "3"], ["Zuid", "87,5%", "9"]]
    found = [(p.evidence.text, p.value) for p in find_percentages(analysis_of(rows))]
    assert found == [("12,5", Decimal("12.5")), ("87,5%", Decimal("87.5"))]
