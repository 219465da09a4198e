"""A figure with a sign among its digits that is none is never read as the digits before that sign."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kamerbrief.facts.money.amounts import find_amounts
from tests.letters import analysis_of


def read(*parts: object, caption: str = "") -> tuple[list[Decimal | None], list[str]]:
    """The values found, and the figures that were warned of."""
    amounts, warnings = find_amounts(analysis_of(*parts, caption=caption))  # type: ignore[arg-type]
    odd = [one for one in warnings if one.code == "odd_figure"]
    assert all(one.evidence and one.evidence.text == one.params["figure"] for one in odd)
    return [amount.value for amount in amounts], [str(one.params["figure"]) for one in odd]


@pytest.mark.parametrize(
    "figure",
    [
        "€ 1O miljoen",
        "€ 1.O00.000",
        "€ l2 miljoen",
        "€ O,5 mln",
        "€ 3I",
        "EUR 1S miljard",
        "€ 1·2 miljoen",
        "€ 1\u0640 miljoen",
        "€ ① miljoen",
        "4O miljoen euro",
    ],
)
def test_an_odd_figure_is_left_out_and_warned_of(figure: str) -> None:
    assert read(f"Voor de sluizen is € 7 miljoen en {figure} beschikbaar, zegt de raad.") == (
        [7_000_000],
        [figure],
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "De pomp van 5l kost € 12 miljoen.",
        "In lid 1o staat € 12 miljoen.",
        "De stof CO2 en het merk S1O kosten € 12 miljoen.",
        "Het kost € 12M.",
        "Voor 3D-printers is € 12 mln beschikbaar.",
        "SOS: € 12 miljoen.",
    ],
)
def test_letters_beside_figures_elsewhere_are_not_odd(sentence: str) -> None:
    assert read(sentence) == ([12_000_000], [])


def test_an_odd_figure_in_a_column_of_amounts_is_warned_of() -> None:
    table = [["Sluis", "Kl.", "2026"], ["Oost", "1O", "12"], ["West", "l2", "1O.000"], ["Zuid", "3", "5"]]
    found, odd = read(table, caption="Tabel 1: bedragen in miljoenen euro")
    assert {Decimal(12_000_000), Decimal(5_000_000)} <= set(found)
    assert "1O.000" in odd
    assert Decimal(1_000_000) not in found


def test_a_percentage_with_a_letter_in_its_figure_is_warned_of() -> None:
    assert read("De bijdrage stijgt met 1O% in twee jaar.") == ([], ["1O%"])
