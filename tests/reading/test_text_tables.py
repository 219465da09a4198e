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
        # A unit in a sentence, heads that cannot be told apart, and words behind a single column.
        "De lasten (x € 1 mln) stonden eerder in de brieven\nvan 2019 nr. 12\nvan 2020 nr. 14\nvan 2021 nr. 16.",
        "Regeling Aanvragen Toegekend Bedrag (x € 1.000)\nDaken 12 9 1.340\nGevels 3 2 150\nBomen 7 6 80",
        "Lasten (x € 1 mln) per jaar\nOpvang 12\nVerlof 788\nTotaal 800",
    ],
)
def test_lines_that_are_no_table(text: str) -> None:
    assert not rows_of(text)


def test_a_head_that_states_the_unit_of_one_column() -> None:
    text = "Lasten van artikel 4\nLasten (x € 1 mln) % van het totaal\nOpvang (met toeslag) 12 1,5%\nVerlof 788 98,5%\n"
    assert rows_of(text + "Totaal artikel 4 800 100 %\nBron: jaarverslag 2019\n") == [
        [
            ["", "Lasten (x € 1 mln)", "% van het totaal"],
            ["Opvang (met toeslag)", "12", "1,5%"],
            ["Verlof", "788", "98,5%"],
            ["Totaal artikel 4", "800", "100 %"],
        ]
    ]


def test_a_missing_cell_is_told_by_the_kind_of_the_others() -> None:
    text = "Deelnemers   Eigen bijdrage in €\nProef 41% 13 miljoen\nLeningen 80% 119 miljoen\nGaranties 95% 1,5 mln.\n"
    assert rows_of(text + "Samen 2014 t/m 2018 133,5 miljoen\n")[0][-1] == ["Samen 2014 t/m 2018", "", "133,5 miljoen"]


def test_counts_and_years_beside_a_unit() -> None:
    counts = (
        "Regeling Aantal aanvragen Bedrag (x € 1.000)\nGroene daken 12 1.340\nGevels 3 150\nBomen in de straat 7 -\n"
    )
    assert rows_of(counts)[0][0] == ["Regeling", "Aantal aanvragen", "Bedrag (x € 1.000)"]
    assert rows_of(counts)[0][3] == ["Bomen in de straat", "7", "-"]
    years = "Omschrijving 2031 2032 (x € 1 mln)\nDuinen 1 2\nDammen 2,5 4\nTotaal 3,5 6\n"
    assert rows_of(years)[0][:2] == [["Omschrijving (x € 1 mln)", "2031", "2032"], ["Duinen", "1", "2"]]


def told_of(text: str) -> list[tuple[int, str, int | None]]:
    """The amounts in the tables of a text: value, row and year."""
    amounts, _ = find_amounts(analyse(read_text(f"Geachte voorzitter,\n\n{text}\n\nHoogachtend,\n"), NLP))
    places = [(one, one.table) for one in amounts]
    return [
        (int(one.value or 0), place.row_header or "", one.period.from_year if one.period else None)
        for one, place in places
        if place
    ]


def test_empty_lines_groups_and_labels_of_two_lines_stand_between_rows() -> None:
    text = (
        "Tabel 4. Gevolgen van het pakket\nIn miljoenen euro, + = hogere lasten 2031 2032 Totaal \n      \n"
        "A. Brief van maart  20 10 30 \nwaarvan:     \nUitgaven (relevant voor het 15 8 23 \nplafond) \n2\n"
        "Leningen 5 2 7 \n"
        " \n  \nOpvang voor ouders en \nkinderen in de regio 4 1 5 \n  \n   \n Totaal (A + B)  24 11 35 \n"
    )
    assert told_of(text) == [
        (value * 1_000_000, row, year)
        for row, values in (
            ("A. Brief van maart", (20, 10, 30)),
            ("Uitgaven (relevant voor het plafond)", (15, 8, 23)),
            ("Leningen", (5, 2, 7)),
            ("Opvang voor ouders en kinderen in de regio", (4, 1, 5)),
            ("Totaal (A + B)", (24, 11, 35)),
        )
        for value, year in zip(values, (2031, 2032, None), strict=True)
    ]


def test_blanks_show_empty_cells_where_the_row_adds_up() -> None:
    head = "Bedragen in miljoenen euro 2031 2032 2033 Totaal \n"
    text = f"{head}Sloten 4 5 6 15 \nGemalen  7   7 \nDuikers    2 3 5 \nStuwen  8  9 17 \nDijken 12 \n"
    assert told_of(text) == [
        *((value * 1_000_000, "Sloten", year) for value, year in ((4, 2031), (5, 2032), (6, 2033), (15, None))),
        *((7_000_000, "Gemalen", year) for year in (2031, None)),
        *((value * 1_000_000, "Duikers", year) for value, year in ((2, 2032), (3, 2033), (5, None))),
        *((value * 1_000_000, "Stuwen", year) for value, year in ((8, 2031), (9, 2033), (17, None))),
        # Which column a lone figure is of cannot be told.
        (12_000_000, "Dijken", None),
    ]
    assert {len(row) for row in rows_of(text)[0]} == {6}
    # Where no gap shows that cells are empty, nothing tells where they are.
    text = f"{head}Sloten 4 5 6 15 \nGemalen 7 7 \nDuikers 2 3 5 \n"
    assert [year for _, row, year in told_of(text) if row != "Sloten"] == [None] * 5


def test_columns_that_words_for_money_head() -> None:
    text = "Bedragen x € 1.000    \nArt Omschrijving Verplichtingen Uitgaven Ontvangsten \n1 Duinen      70   30   \n"
    assert [value for value, _, _ in told_of(f"{text}2 Bossen     40      \n3 Heide       5    6     7 \n")] == [
        70_000, 30_000, 40_000, 5_000, 6_000, 7_000,
    ]  # fmt: skip


def test_a_unit_above_one_column_without_a_head_and_one_in_a_second_line() -> None:
    bare = "OVERZICHT VAN HET GELD (in miljoen euro)\n\nLijn 1: Spelen 30 \nVelden  12 \nZalen 18\nTOTAAL 30"
    assert [value for value, _, _ in told_of(bare)] == [30_000_000, 12_000_000, 18_000_000, 30_000_000]
    second = (
        "Eiland Voorstel Bedrag \nin mln euro \nSaba Haven(muur)   8,0 \nBonaire Koraalplan   7,2  \n Totaal  15,2 "
    )
    assert [value for value, _, _ in told_of(second)] == [8_000_000, 7_200_000, 15_200_000]


def test_each_column_has_its_own_currency() -> None:
    rows = "Bonaire 116 90 80% \nSaba 19 15 13% \nTotaal 145 112 100 % \n"
    text = f"Opbrengst per eiland\n in USD 1000 in € 1.000   \n{rows}"
    amounts, _ = find_amounts(analyse(read_text(f"Geachte voorzitter,\n\n{text}"), NLP))
    assert [(int(one.value or 0), one.currency) for one in amounts] == [
        (116_000, "USD"), (90_000, "EUR"), (19_000, "USD"), (15_000, "EUR"), (145_000, "USD"), (112_000, "EUR"),
    ]  # fmt: skip


def test_a_unit_above_a_paragraph_makes_no_table_of_it() -> None:
    text = (
        "Overzicht (bedragen x € 1 mln)\n\nIn de jaren tot en met 2030 is de stand van het fonds gegroeid tot 12\n"
        "waarna het in de periode daarna met de helft terugliep, en in het najaar van 2035\nop 9 stond."
    )
    assert not rows_of(text)


def test_amounts_under_such_heads() -> None:
    text = (
        "Geachte voorzitter,\n\nDeelnemers   Eigen bijdrage in €\nProeven 41% 13 miljoen\nLeningen 80% 119 miljoen\n"
        "Garanties 95% 1,5 mln.\n\nLasten (x € 1.000) % van het totaal\nOpvang 12 1,5%\nVerlof 788 98,5%\n"
        "Totaal 800 100%\n"
    )
    amounts, warnings = find_amounts(analyse(read_text(text), NLP))
    assert [int(one.value or 0) for one in amounts] == [13_000_000, 119_000_000, 1_500_000, 12_000, 788_000, 800_000]
    assert [one.evidence.text for one in amounts][:3] == ["13 miljoen", "119 miljoen", "1,5 mln"]
    assert warnings == []


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


@pytest.mark.parametrize("gap", ["\t", "   "])
def test_a_caption_with_the_unit_is_no_head_of_cells_that_gaps_part(gap: str) -> None:
    rows = [
        ["Post", "2027", "2028"],
        ["Steigers", "43", "44"],
        ["Remmingwerk", "\N{EN DASH}", "46"],
        ["Meerpalen", "PM", "47"],
    ]
    lines = "\n".join(gap.join(row) for row in rows)
    letter = read_text(f"Betreft Reserve\n\nBeslag op de reserve (in mln. euro)\n{lines}\n\nHoogachtend,\n")
    amounts, _ = find_amounts(analyse(letter, NLP))
    assert [(int(one.value or 0), one.period and one.period.from_year) for one in amounts] == [
        (43_000_000, 2027), (44_000_000, 2028), (46_000_000, 2028), (47_000_000, 2028),
    ]  # fmt: skip


def read_text(text: str) -> Letter:
    return read(text.encode(), SOURCE, Settings())


def test_figures_that_could_be_years_are_rows() -> None:
    text = (
        "Bedragen x € 1.000\nOmschrijving Uitgaven Ontvangsten\nWegen 1850 1950\nKades 1990 1470\nSluizen 2020 2031\n"
    )
    assert [value for value, _, _ in told_of(f"{text}In beheer sinds 2031")] == [
        1_850_000, 1_950_000, 1_990_000, 1_470_000, 2_020_000, 2_031_000,
    ]  # fmt: skip


def test_words_of_all_kinds_stand_between_a_unit_and_its_rows() -> None:
    text = (
        "Tabel 3 Gevolgen van beleid in de eerste wijziging van de begroting (bedragen x €\n1.000)\n"
        "Vastgestelde Mutaties\n"
        "begroting 1e Stand Mutatie Mutatie\nincl. NvW wijziging 2032 2033\nVerplichtingen 1.058 10 1.068 0 0\n"
        "waarvan voor\n(percentage) 99,2%\n1. Zeeweringen 488 ‒ 12 476 0 0\nSluizen 250 250\n"
        "Bijdragen aan 126 0 126 0 0\nwaterschappen\nTotaal\n1.922 10 1.932 0 0\n"
        "Tweede Kamer, vergaderjaar 2031–2032, nr. 2 5"
    )
    assert [(value, row) for value, row, _ in told_of(text)] == [
        *((value * 1000, "Verplichtingen waarvan voor") for value in (1058, 10, 1068, 0, 0)),
        *((value * 1000, "1. Zeeweringen") for value in (488, -12, 476, 0, 0)),
        *((250_000, "Sluizen") for _ in range(2)),
        *((value * 1000, "Bijdragen aan waterschappen") for value in (126, 0, 126, 0, 0)),
        *((value * 1000, "Totaal") for value in (1922, 10, 1932, 0, 0)),
    ]
    assert {year for _, _, year in told_of(text)} == {None}


def test_years_in_several_lines_of_a_head() -> None:
    text = (
        "Tabel 1 Uitgaven voor de kust\n(bedragen x €1 mln.)\n1\nMaatregel Bedrag 2031 Bedrag 2032 \nA.    \n"
        "Gefinancierd\n"
        "1) Aanschaf en \nplaatsing van \nzeehekken 1.810 ‒ 136 \n2) Suppletie en  \nonderhoud 477 467\n"
        "3) Onderzoek 22\nTotaal A 2.309 331 \n1 Zie ook de brief van mei."
    )
    assert [(value // 10**6, row, year) for value, row, year in told_of(text)] == [
        (1810, "1) Aanschaf en plaatsing van zeehekken", 2031),
        (-136, "1) Aanschaf en plaatsing van zeehekken", 2032),
        (477, "2) Suppletie en onderhoud", 2031),
        (467, "2) Suppletie en onderhoud", 2032),
        # Which of the years this is for cannot be told.
        (22, "3) Onderzoek", None),
        (2309, "Totaal A", 2031),
        (331, "Totaal A", 2032),
    ]


def test_rows_that_a_year_names_and_references_that_are_no_figures() -> None:
    rows = "2031 15.728 8.095\n2032 20.819 6.938\n2033 1.553 743"
    text = f"Bedragen x € 1.000 Waarborg  Autonomie  \njaren Aruba Saba\n{rows}"
    assert [value for value, _, _ in told_of(text)] == [
        15_728_000, 8_095_000, 20_819_000, 6_938_000, 1_553_000, 743_000,
    ]  # fmt: skip
    rows = "Uitgaven (1) 4.843,6\nAf: aflossing (2) 121,3\nNetto (1-2) 4.722,3\nBNP 2031 562,7"
    text = f"(bedragen in miljoenen euro)\n{rows}"
    assert [value // 10**5 for value, _, _ in told_of(text)] == [48436, 1213, 47223, 5627]


def test_columns_that_may_count_other_things_are_left_out() -> None:
    text = "(bedragen x € 1.000)\nRegeling\nAantal projecten\nSubsidie\nDuinen 12 340\nKades 3 150\nSluizen 7 80"
    assert not told_of(text)
    assert not told_of(text.replace("Aantal projecten\nSubsidie", "Subsidie Nummer"))


def test_a_number_before_a_label_is_no_part_of_the_words_above() -> None:
    rows = "1 Post 1.292\nUniversal Postal Union\n2 Reserves 12\n3 Ruimte 13"
    text = f"Bedragen x € 1.000\nArt Omschrijving Bedrag\n{rows}"
    assert [row for _, row, _ in told_of(text)] == ["1 Post", "2 Reserves", "3 Ruimte"]
