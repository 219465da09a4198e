"""Figures that no letter means as money are left out, and the reader is told."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kamerbrief.facts.money.amounts import find_amounts
from tests.letters import analysis_of

CAPTION = "Tabel 1: bedragen in miljoenen euro"


def values(*parts: object, caption: str = "") -> tuple[list[Decimal | None], list[str]]:
    """The values found, and the words of the warnings about implausible figures."""
    amounts, warnings = find_amounts(analysis_of(*parts, caption=caption))  # type: ignore[arg-type]
    told = [warning for warning in warnings if warning.code in ("implausible_amount", "implausible_column")]
    assert all(warning.evidence and warning.evidence.text == warning.params["figure"] for warning in told)
    return [amount.value for amount in amounts], [warning.evidence.text for warning in told if warning.evidence]


@pytest.mark.parametrize(
    ("sentence", "found", "odd"),
    [
        ("Het kabinet trekt € 77777777777777777777 uit.", [], ["€ 77777777777777777777"]),
        ("Er is € 10.000 miljard en € 12.000 miljard.", [10**13], ["€ 12.000 miljard"]),
        ("Er is € 1.000.000.000.000.000.000.000.000 miljard.", [], ["€ 1.000.000.000.000.000.000.000.000 miljard"]),
        ("Tussen € 5 miljoen en € 50.000 miljard.", [], ["€ 5 miljoen en € 50.000 miljard"]),
        ("Het tarief is € 0,0552 per liter.", [Decimal("0.0552")], []),
        ("Het tarief is € 0,1234567890123456 per liter.", [], ["€ 0,1234567890123456"]),
    ],
)
def test_a_figure_larger_than_any_amount_is_left_out(sentence: str, found: list[Decimal], odd: list[str]) -> None:
    assert values(sentence) == (found, odd)


def test_a_column_of_case_numbers_is_no_money_and_warned_of_once() -> None:
    table = [
        ["Project", "Zaak", "2026"],
        ["Wonen", "20260001234567", "12"],
        ["Zorg", "20260001234568", "14"],
        ["Sport", "1234", "5"],
    ]
    assert values(table, caption=CAPTION) == ([12_000_000, 14_000_000, 5_000_000], ["20260001234567"])


@pytest.mark.parametrize("header", ["Zaaknummer", "Dossiernummers", "Kenmerk", "projectnr."])
def test_a_column_that_its_header_calls_numbers_is_no_money_however_short(header: str) -> None:
    table = [["Project", header, "2026"], ["Wonen", "202501", "12"], ["Zorg", "202502", "14"]]
    assert values(table, caption="Tabel 1 (x € 1.000)") == ([12_000, 14_000], [])


def test_one_odd_figure_costs_no_column() -> None:
    table = [["Project", "2026"], ["Wonen", "12"], ["Zorg", "20260001234567"], ["Sport", "5"]]
    assert values(table, caption=CAPTION) == ([12_000_000, 5_000_000], ["20260001234567"])
