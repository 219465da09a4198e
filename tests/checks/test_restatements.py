"""The same money stated twice is told from other money of the same size."""

from __future__ import annotations

import pytest

from kamerbrief.contract import Extraction
from kamerbrief.language.model import load_model
from kamerbrief.letter import BlockKind
from kamerbrief.pipeline import extract_letter
from tests.letters import letter_of

HEAD = ("Maatregel", "2027", "2028", "Totaal")


def restated(*parts: object) -> list[tuple[str, str]]:
    """The words of every amount that restates another, with the words of that."""
    facts: Extraction = extract_letter(letter_of(*parts), load_model())  # type: ignore[arg-type]
    by_id = {amount.id: amount for amount in facts.amounts}
    return [(a.evidence.text, by_id[a.restates].evidence.text) for a in facts.amounts if a.restates]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            "Voor de aanpak van droogte trekt het kabinet € 37,5 miljoen uit.",
            "Van de € 37,5 miljoen gaat een deel naar de waterschappen.",
        ),
        (
            "De bijdrage aan de regionale omroepen bedraagt € 18 miljoen.",
            "De omroepen in de regio krijgen dus € 18 miljoen als bijdrage.",
        ),
        ("Het kabinet stelt € 612,4 miljoen beschikbaar.", "Gemeenten ontvangen daarom € 612,4 miljoen."),
    ],
)
def test_the_same_money_in_running_text_counts_once(first: str, second: str) -> None:
    assert len(restated(first, "Daarover is op 3 maart gesproken.", second)) == 1


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Voor de brandweer is € 5 miljoen nodig.", "De musea krijgen € 5 miljoen."),
        ("De brandweer krijgt in 2026 € 17 miljoen.", "De brandweer krijgt in 2027 € 17 miljoen."),
        ("De brandweer krijgt eenmalig € 17 miljoen.", "De brandweer krijgt structureel € 17 miljoen."),
        (
            "De uitgaven van de brandweer stijgen met € 17 miljoen.",
            "De uitgaven van de brandweer dalen met € 17 miljoen.",
        ),
        ("De brandweer krijgt € 17 miljoen voor wagens en € 17 miljoen voor pakken.", "Dat is goed nieuws."),
    ],
)
def test_other_money_of_the_same_size_is_no_restatement(first: str, second: str) -> None:
    assert restated(first, second) == []


def test_a_cell_restates_the_text_of_its_row_and_year() -> None:
    found = restated(
        "Voor het herstel van kademuren is in 2027 € 12 miljoen nodig en in 2028 € 9 miljoen.",
        [
            HEAD,
            ("Herstel kademuren", "€ 12 mln", "€ 9 mln", "€ 21 mln"),
            ("Vaarwegen", "€ 9 mln", "€ 12 mln", "€ 21 mln"),
        ],
    )
    assert found == [("€ 12 mln", "€ 12 miljoen"), ("€ 9 mln", "€ 9 miljoen")]


def test_rows_of_two_tables_are_the_same_where_year_by_year_they_agree() -> None:
    first = [HEAD[:3], ("Kust", "€ 14 mln", "€ 16 mln"), ("Bos", "€ 3 mln", "€ 4 mln")]
    again = [HEAD[:3], ("Bescherming van de kust", "€ 14 mln", "€ 16 mln")]
    other = [HEAD[:3], ("Bescherming van de kust", "€ 14 mln", "€ 61 mln"), ("Duinen", "€ 8 mln", "€ 16 mln")]
    assert [words for words, _ in restated(first, "Tussenstand.", again)] == ["€ 14 mln", "€ 16 mln"]
    assert "€ 16 mln" not in [words for words, _ in restated(first, "Tussenstand.", other)]


def test_an_answer_restates_the_amount_of_its_question() -> None:
    found = restated(
        ("Vraag 1", BlockKind.HEADING),
        "Klopt het dat de musea € 2,4 miljoen moeten terugbetalen?",
        ("Antwoord 1", BlockKind.HEADING),
        "Het bedrag van € 2,4 miljoen klopt.",
    )
    assert found == [("€ 2,4 miljoen", "€ 2,4 miljoen")]


def test_a_rounded_amount_is_restated_only_where_the_letter_leads_to_the_other() -> None:
    table = [("Post", "2027"), ("Onderhoud van sluizen", "€ 2.081 mln"), ("Bruggen", "€ 96 mln")]
    assert restated(table, "Het onderhoud van sluizen kost in 2027 bijna € 2,1 miljard.") == [
        ("€ 2,1 miljard", "€ 2.081 mln")
    ]
    assert restated("De sluizen kosten € 2.081 miljoen.", "De sluizen kosten bijna € 2,1 miljard.") == []


def test_a_cell_that_rounds_to_an_amount_of_the_text_is_the_same_money() -> None:
    table = [
        ("Steun aan het vervoer (in miljoenen euro)", "Totaal"),
        ("Veerdiensten", "€ 1.463 mln"),
        ("Spoor", "€ 61.290 mln"),
        ("Totaal", "€ 62.753 mln"),
    ]
    said = "Het totale pakket voor het vervoer heeft een omvang van € 62,8 miljard."
    assert restated(table, said) == [("€ 62,8 miljard", "€ 62.753 mln")]
    assert restated(said, table) == [("€ 62.753 mln", "€ 62,8 miljard")]
    # Other figures round to one of so few too easily, and a change is no level.
    assert restated(table, "Voor de haven is in totaal € 1 miljard nodig.") == []
    assert restated(table, "Het pakket voor het vervoer is met € 62,8 miljard verhoogd.") == []
