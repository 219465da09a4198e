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
        "€ 1b miljoen",
        "€ 12a miljoen",
        "€ 2,g mln",
        "€ b2 miljoen",
        "€ 1.b00.000",
        "€ 1,,5 miljoen",
        "€ 1' miljoen",
        "€ 1’2 miljoen",
        "€ 1 5 miljoen",
        "€ 3à4 miljoen",
        "€ 3mljoen",
        "€ 3 mijoen",
        "€ 3 miljaard",
        "€ 3 milojen",
        "€ 3 miljoenen",
        "€ 1) miljoen",
        "€ 1)miljoen",
        "€ 1] miljoen",
        "€ 1? miljoen",
        "€ 1! mln",
        "€ 1. miljard",
        "€ 1, miljoen",
        "€ 1c. miljoen",
        "€ 1.) mld",
        "€ 1,5(1) miljoen",
        "€ 12¹) miljoen",
        "€ 5 tot 6) miljoen",
        "€ 3M€",
        "€ 3 M€",
        "€ 3k€",
        "€ 3mln€",
        "€ 3MEUR",
        "1c miljoen euro",
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


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("€ 1B", "1000000000"),
        ("€ 5k", "5000"),
        ("€ 3M", "3000000"),
        ("€ 25k/jaar", "25000"),
        ("€ 2mln", "2000000"),
        ("€ 5e", "5"),
        ("€ 12a", "12"),
        ("€ 12ᵃ miljoen", "12000000"),
        ("€ 12¹ miljoen", "12000000"),
        ("€ 12[1] miljoen", "12000000"),
        ("€ 3½ miljoen", "3500000"),
        ("€ 10p.p.", "10"),
        ("€ 500m2", "500"),
        ("€ 12,5en", "12.5"),
        ("€ 8, miljoenen mensen zijn", "8"),
        ("€ 8. Miljoenen mensen zijn", "8"),
        ("€ 8? Miljoen op miljoen is", "8"),
        ("€ 8, duizend mensen zijn", "8"),
        ("€ 12*) miljoen", "12000000"),
        ("€ 12,- miljoen", "12000000"),
        ("€ 3€", "3"),
        ("3M€", "3000000"),
        ("3 k€", "3000"),
    ],
)
def test_what_is_rightly_set_behind_a_figure_is_not_odd(printed: str, value: str) -> None:
    assert read(f"Voor de sluizen is {printed} beschikbaar.") == ([Decimal(value)], [])


@pytest.mark.parametrize(
    "sentence",
    [
        "De kosten (€ 3) miljoenen bezoekers hebben ze gezien.",
        "Een kaartje (nu € 3) duizend keer verkopen kan ook.",
        "Wie betaalt (€ 3) miljoen-dollarschepen betaalt meer.",
    ],
)
def test_a_number_behind_a_bracket_that_begins_something_else_is_not_odd(sentence: str) -> None:
    assert read(sentence) == ([3], [])


def test_an_amount_in_brackets_before_a_scale_is_warned_of() -> None:
    assert read("Voor de sluizen is (€ 1) miljoen beschikbaar.") == ([], ["€ 1) miljoen"])


def test_two_amounts_side_by_side_are_not_odd() -> None:
    assert read("Het gaat om € 5/€ 7 miljoen, € 3 € 4 miljoen en € 10 à 15 miljoen.")[1] == []


def test_an_odd_figure_in_a_column_of_amounts_is_warned_of() -> None:
    table = [["Sluis", "Kl.", "2026"], ["Oost", "1O", "12"], ["West", "l2", "1O.000"], ["Zuid", "3", "5"]]
    found, odd = read(table, caption="Tabel 1: bedragen in miljoenen euro")
    assert {Decimal(12_000_000), Decimal(5_000_000)} <= set(found)
    assert "1O.000" in odd
    assert Decimal(1_000_000) not in found


@pytest.mark.parametrize("figure", ["1O%", "12b%", "1,b%", "12b procent"])
def test_a_percentage_with_a_letter_in_its_figure_is_warned_of(figure: str) -> None:
    assert read(f"De bijdrage stijgt met {figure} in twee jaar.") == ([], [figure])


@pytest.mark.parametrize(
    "words", ["zie tabel 12b % van de bedragen", "het 12e procent", "de 3e miljoen euro", "zie /a%3A%20b, 3A%20"]
)
def test_letters_that_rightly_end_a_number_are_not_odd(words: str) -> None:
    assert read(f"De bijdrage stijgt, {words}.")[1] == []
