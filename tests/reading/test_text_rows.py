"""Tables in text whose cells stand one blank apart, and lines that only look like them; all made up for these tests."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kamerbrief.facts.money.amounts import find_amounts
from kamerbrief.language.analysis import analyse
from kamerbrief.letter import Letter
from kamerbrief.reading.text import read
from kamerbrief.reading.text_form import paragraphs
from kamerbrief.settings import Settings
from tests.letters import NLP, SOURCE


def rows_of(text: str) -> list[list[list[str]]]:
    return [found.rows for found in paragraphs(text.split("\n"), 0) if found.rows]


def test_a_head_of_years_grounds_rows_with_as_many_figures() -> None:
    text = "Begroting 2025 2026 2027\nDijken 1.200 1.300 1.400\nSluizen en bruggen 300 -100 50\n"
    assert rows_of(text + "van het hoofdwatersysteem\nTotaal 1.500 1.200 1.450\nDaarna volgt tekst.") == [
        [
            ["Begroting", "2025", "2026", "2027"],
            ["Dijken", "1.200", "1.300", "1.400"],
            ["Sluizen en bruggen van het hoofdwatersysteem", "300", "-100", "50"],
            ["Totaal", "1.500", "1.200", "1.450"],
        ]
    ]


def test_a_unit_grounds_a_head_with_one_column() -> None:
    text = "Tekst.\n\nbedragen x € 1.000\nArt. Omschrijving Verplichtingen\n1 Wegen 164\n2 Spoor 3.123\n3 Kades 20"
    assert rows_of(text + "\n\nTekst.") == [
        [
            ["Art.", "Omschrijving", "Verplichtingen"],
            ["1", "Wegen", "164"],
            ["2", "Spoor", "3.123"],
            ["3", "Kades", "20"],
        ]
    ]


def test_a_total_may_stand_behind_the_years() -> None:
    text = "Artikel Omschrijving 2026 2027 Totaal\n1 Wegen 12 13 25\n2 Spoor 4 5 9\n3 Water (kades) 1,5 2,5 4"
    assert rows_of(text)[0][0] == ["Artikel", "Omschrijving", "2026", "2027", "Totaal"]
    assert rows_of(text)[0][3] == ["3", "Water (kades)", "1,5", "2,5", "4"]


@pytest.mark.parametrize(
    "text",
    [
        # Two rows are too few, and so are those with other numbers of figures.
        "De stand was in 2019 2020\nHierin was op 1 januari 12 34\nen later 13 35\ndit.",
        "Begroting 2025 2026 2027\nDijken 1.200 1.300\nSluizen 300 50\nTotaal 1.500 1.350",
        # No head of years, and no unit.
        "De regeling kende aanvragen in 2022 en 2023.\nIn Drenthe waren er 120\nin Groningen 140\nin Friesland 160",
        "Zie ook de brieven van 2024 2025\nKamerstuk 31305 nr. 12\nKamerstuk 31305 nr. 14\nKamerstuk 31305 nr. 16",
        "Omschrijving Bedrag\nWegen 164\nSpoor 3.123\nKades 20",
    ],
)
def test_lines_that_are_no_table(text: str) -> None:
    assert not rows_of(text)


def test_its_amounts_have_their_unit_row_and_year() -> None:
    amounts, _ = find_amounts(
        analyse(
            read_text(
                "Geachte voorzitter,\n\nIn onderstaand overzicht staat de begroting.\n\n(bedragen x € 1 mln)\n"
                "Omschrijving 2026 2027\nKlimaat en Groene Groei 4 5\nWegen 12,5 13\nSpoor 1 2\n\nHoogachtend,\n"
            ),
            NLP,
        )
    )
    told = [
        (one.value, one.table and one.table.row_header, one.period and one.period.from_year, one.movement)
        for one in amounts
    ]
    assert told[:2] == [
        (Decimal(4_000_000), "Klimaat en Groene Groei", 2026, "level"),
        (Decimal(5_000_000), "Klimaat en Groene Groei", 2027, "level"),
    ]
    assert [value for value, *_ in told[2:]] == [12_500_000, 13_000_000, 1_000_000, 2_000_000]


def read_text(text: str) -> Letter:
    return read(text.encode(), SOURCE, Settings())
