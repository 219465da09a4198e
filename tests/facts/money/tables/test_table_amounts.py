"""Amounts in tables: where the unit comes from, what a cell is worth, and what its headers say of it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from kamerbrief.contract import Amount, Movement, Period, Precision, Recurrence, Warning_
from kamerbrief.facts.money.amounts import find_amounts
from kamerbrief.facts.money.tables.units import unit_in
from kamerbrief.language.analysis import analyse
from kamerbrief.letter import BlockKind, Furniture
from tests.letters import NLP, analysis_of, letter_of

Rows = list[list[str]]


def amounts_of(rows: Rows, caption: str = "", note: str = "", before: str = "") -> tuple[list[Amount], list[Warning_]]:
    parts = [before, rows] if before else [rows]
    return find_amounts(analysis_of(*parts, caption=caption, note=note))


def values(rows: Rows, caption: str = "", note: str = "", before: str = "") -> list[Decimal | None]:
    return [amount.value for amount in amounts_of(rows, caption, note, before)[0]]


@pytest.mark.parametrize(
    ("words", "factor", "currency"),
    [
        ("Tabel 1: uitgaven per regio (mln euro)", 10**6, "EUR"),
        ("(x € 1.000)", 1000, "EUR"),
        ("bedragen x € 1 mln.", 10**6, "EUR"),
        ("Bedragen in duizenden euro's", 1000, "EUR"),
        ("Bedrag x 1 miljard €", 10**9, "EUR"),
        ("(x 1 miljoen euro)", 10**6, "EUR"),
        ("(bedragen x € 1 miljoen; bron: CPB)", 10**6, "EUR"),
        ("(in miljoenen Euro's)", 10**6, "EUR"),
        ("in € mln", 10**6, "EUR"),
        ("Stand (€ x 1.000)", 1000, "EUR"),
        ("(x € 1.000.000)", 10**6, "EUR"),
        ("(x € 1.000, tenzij anders vermeld)", 1000, "EUR"),
        ("(bedragen x € 1.000. Stand: mei)", 1000, "EUR"),
        ("Uitgaven (€)", 1, "EUR"),
        ("Bedragen in euro", 1, "EUR"),
        ("(USD mln)", 10**6, "USD"),
        ("(in k€)", 1000, "EUR"),
        ("(in mln)", 10**6, None),
        ("aantallen x 1.000", 1000, None),
    ],
)
def test_a_statement_of_the_unit_is_understood(words: str, factor: int, currency: str | None) -> None:
    unit = unit_in(words, header=False)
    assert unit is not None
    assert (unit.factor, unit.currency) == (factor, currency)
    assert unit.words in words


@pytest.mark.parametrize("words", ["Tabel 3: € 5 mln voor Noord", "Er is 5 mln euro bespaard", "Miljoenen mensen"])
def test_an_amount_is_no_statement_of_a_unit(words: str) -> None:
    assert unit_in(words, header=False) is None


PLACES = [
    ([["Regio", "Bedrag"], ["Noord", "12,5"]], "Verdeling (x € 1 mln)", "", ""),
    ([["Regio", "Bedrag"], ["Noord", "12,5"]], "", "Bedragen in miljoenen euro's.", ""),
    ([["Regio", "Bedrag"], ["Noord", "12,5"]], "", "", "De verdeling is als volgt (in € mln)."),
    ([["Regio", "Bedrag (mln euro)"], ["Noord", "12,5"]], "", "", ""),
    ([["Regio", "€ mln"], ["Noord", "12,5"]], "", "", ""),
    ([["(x € 1 mln)", "2026"], ["Noord", "12,5"]], "", "", ""),
    ([["Regio", "2026"], ["Noord (mln euro)", "12,5"]], "", "", ""),
    ([["Regio", "Bedrag"], ["Uitgaven (x € 1 mln)", ""], ["Noord", "12,5"]], "", "", ""),
    ([["Regio", "Bedrag"], ["Noord", "€ 12,5 mln"]], "", "", ""),
    ([["Regio", "Bedrag"], ["Noord", "12,5 miljoen"]], "", "", ""),
    ([["Regio", "Bedrag (x € 1.000)"], ["Noord", "12.500"]], "Verdeling (x € 1 mln)", "", ""),
]


@pytest.mark.parametrize(("rows", "caption", "note", "before"), PLACES)
def test_the_unit_is_found_in_its_place(rows: Rows, caption: str, note: str, before: str) -> None:
    assert values(rows, caption, note, before) == [Decimal(12_500_000)]


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("65,4", 65_400),
        ("1.234", 1_234_000),
        ("1 234", 1_234_000),
        ("€ 65,4", 65_400),
        ("(5,0)", -5_000),
        ("-/- 348", -348_000),
        ("- 12", -12_000),
        ("–12", -12_000),
        ("12 -/-", -12_000),
        ("12,5[3]", 12_500),
        ("12,5*", 12_500),
        ("0", 0),
        ("ca. 40", 40_000),
    ],
)
def test_a_cell_is_read(cell: str, value: int) -> None:
    assert values([["Post", "2026"], ["Beheer", cell]], "Uitgaven (x € 1.000)") == [value]


@pytest.mark.parametrize(
    "cell", ["", "-", "–", "PM", "p.m.", "n.v.t.", "nihil", "2026", "x", "zie bijlage 3", "1.23.4"]
)
def test_a_cell_without_a_figure_gives_no_amount(cell: str) -> None:
    assert values([["Post", "Bedrag"], ["Beheer", cell]], "Uitgaven (x € 1.000)") == []


def test_columns_and_rows_of_other_things_are_left_alone() -> None:
    rows = [
        ["Nr", "Maatregel", "Aantal fte", "Kosten", "Aandeel (%)"],
        ["1", "Toezicht", "12", "3,5", "40"],
        ["2", "Aantal leerlingen", "7", "5.000", "60"],
    ]
    assert values(rows, "Overzicht (bedragen x € 1 mln)") == [3_500_000]


@pytest.mark.parametrize("row", ["Artikel 12 Wegen", "Compensatie huishoudens", "Kosten per jaar", "Opvang studenten"])
def test_a_row_that_speaks_of_other_things_may_hold_money(row: str) -> None:
    assert values([["Post", "2026"], [row, "4"]], "Uitgaven (x € 1 mln)") == [4_000_000]


@pytest.mark.parametrize("header", ["Jaar", "Lengte (km)", "Afstand in km", "Inwoners", "Aantal subsidies", "Index"])
def test_a_column_of_other_things_holds_no_money(header: str) -> None:
    assert values([["Post", "2026", header], ["Wegen", "4", "7"]], "Uitgaven (x € 1 mln)") == [4_000_000]


@pytest.mark.parametrize(
    ("head", "cell", "value"),
    [
        ("Bijdrage in €", "134 miljoen", 134_000_000),
        ("Bijdrage (x € 1.000)", "2,5 mln.", 2_500_000),
        ("Bedrag (€)", "-3 mld", -3_000_000_000),
    ],
)
def test_a_scale_word_in_a_cell_goes_before_that_of_the_unit(head: str, cell: str, value: int) -> None:
    assert values([["Regeling", head], ["Havens", cell], ["Sluizen", "12"]])[0] == value


def test_a_scale_word_makes_no_money_of_what_is_counted() -> None:
    assert values([["Regio", "Aantal huishoudens"], ["Noord", "1,2 miljoen"], ["Zuid", "2 miljoen"]]) == []


def test_a_range_in_a_cell_keeps_both_ends() -> None:
    (amount,), _ = amounts_of([["Optie", "Kosten"], ["Tunnel", "10 - 15"]], "(mln euro)")
    assert (amount.value, amount.low, amount.high) == (None, 10_000_000, 15_000_000)


def test_money_without_a_unit_gives_a_warning_and_no_guess() -> None:
    amounts, warnings = amounts_of([["Regio", "Budget"], ["Noord", "12,5"], ["Zuid", "8"]], "Tabel 4")
    assert amounts == []
    assert [warning.code for warning in warnings] == ["table_without_unit"]
    assert warnings[0].evidence is not None
    assert warnings[0].evidence.text == "12,5"


def test_a_table_of_other_things_gives_no_warning() -> None:
    assert amounts_of([["Soort", "Waarnemingen"], ["Merel", "12"]], "Tabel 5") == ([], [])


def test_headers_say_which_years_how_often_and_who_pays() -> None:
    rows = [
        ["Onderdeel", "2026", "2027 e.v.", "Structureel", "Totaal"],
        ["Toezicht (OCW)", "1", "2", "3", "6"],
        ["Bezuiniging subsidies", "4", "5", "6", "15"],
        ["Totaal", "5", "7", "9", "21"],
    ]
    amounts, _ = amounts_of(rows, "Reeksen (x € 1 mln)")
    first, second, third, fourth, cut, *_, last = amounts
    assert first.period == Period(from_year=2026, until_year=2026)
    assert first.budget_holders == ["OCW"]
    assert second.period == Period(from_year=2027)
    assert third.recurrence is Recurrence.STRUCTURAL
    assert (fourth.total, first.total, last.total) == (True, False, True)
    assert cut.movement is Movement.DECREASE
    assert first.table is not None
    assert (first.table.row_header, first.table.column_header, first.table.unit) == (
        "Toezicht (OCW)",
        "2026",
        "x € 1 mln",
    )
    assert first.precision is Precision.EXACT


def test_the_unit_of_a_caption_is_no_amount() -> None:
    amounts, _ = find_amounts(analysis_of((BlockKind.CAPTION, "Tabel 2 Uitgaven (bedragen x € 1 miljoen)")))
    assert amounts == []


def test_a_column_with_signs_of_its_own_needs_no_unit() -> None:
    rows = [
        ["Plan", "Prijs per kaartje", "2027", "2028"],
        ["Noord", "€ 12,50", "3,5", "4"],
        ["Zuid", "€ 9", "2", "2,5"],
    ]
    apart = [Decimal("12.5"), 3500000, 4000000, 9, 2000000, 2500000]
    assert values(rows, caption="Tabel 1: Opbrengst per plan (x € 1 mln)") == apart


@pytest.mark.parametrize("sign", ["", "€ "])
def test_a_column_of_counts_beside_a_budget_is_no_money(sign: str) -> None:
    rows = [["Plan", "Scholen", "Budget"], ["Noord", "12", f"{sign}3,5"], ["Zuid", "9", f"{sign}2"]]
    assert values(rows, caption="Tabel 1: Kosten (x € 1 mln)") == [3500000, 2000000]


def test_a_column_that_is_mostly_dashes_still_holds_money() -> None:
    rows = [
        ["Post", "2027", "2028"],
        ["Rust", "33,0", "72,0"],
        ["Zorg", "–", "18"],
        ["Jeugd", "PM", "7"],
        ["Taal", "-", "5"],
    ]
    assert values(rows, caption="Tabel 2: Beslag (in mln. euro)") == [33000000, 72000000, 18000000, 7000000, 5000000]


def test_columns_of_those_who_pay_are_money() -> None:
    rows = [["Plan", "Rijk", "Gemeenten", "Kosten"], ["Noord", "12", "3,5", "15,5"], ["Zuid", "9", "2", "11"]]
    assert len(values(rows, caption="Tabel 1: Dekking (x € 1 mln)")) == 6


def test_a_column_that_counts_by_its_name_is_money_where_it_is_a_part_of_the_total() -> None:
    rows = [["Jaar", "Subsidies", "Kosten", "Totaal"], ["2027", "4.245", "1.612", "5.857"], ["2028", "619", "3", "622"]]
    assert values(rows, caption="Tabel 1: Bestedingen (x € 1.000)")[0::3] == [4245000, 619000]
    rows = [["Jaar", "Subsidies", "Budget", "Totaal"], ["2027", "4.245", "1.612", "1.612"], ["2028", "619", "3", "3"]]
    assert values(rows, caption="Tabel 1: Bestedingen (x € 1.000)") == [1612000, 1612000, 3000, 3000]


@pytest.mark.parametrize("words", ["Heffing (mrd)", "Omvang mrd"])
def test_a_figure_with_a_sign_has_the_scale_that_its_header_states(words: str) -> None:
    assert values([[words, "2027"], ["Box 1", "€ 1,5"], ["Box 2", "€ 2"]]) == [1500000000, 2000000000]


def test_the_unit_in_the_title_of_the_next_table_is_not_that_of_the_table_above() -> None:
    signed = [["Ontvanger", "Verleend"], ["Museum Oost", "€ 9.462"], ["Dorpshuis", "€ 16.993"]]
    below = [["", "2027", "2028"], ["Wegen", "4.000", "3.500"]]
    title = (BlockKind.HEADING, "Begrotingsstaat (bedragen x € 1.000)")
    found, _ = find_amounts(analysis_of("Dit is verleend.", signed, title, below))
    assert [amount.value for amount in found] == [9462, 16993, 4000000, 3500000]


@pytest.mark.parametrize(("sign", "worth"), [("", [12858000, 843000]), ("€ ", [12858, 843])])
def test_the_unit_at_the_head_of_the_page_is_that_of_a_table_without_signs(sign: str, worth: list[int]) -> None:
    rows = [["Uitgaven", "2027"], ["Loonsom", f"{sign}12.858"], ["Inhuur", f"{sign}843"]]
    letter = replace(letter_of("Dit zijn de cijfers.", rows), furniture=(Furniture("Bedragen x € 1.000"),))
    found, warnings = find_amounts(analyse(letter, NLP))
    assert [amount.value for amount in found] == worth
    assert [warning.code for warning in warnings] == ([] if sign else ["unit_from_text"])


def test_a_title_that_speaks_of_money_has_the_unit_though_a_line_stands_between() -> None:
    title = (BlockKind.PARAGRAPH, "Tabel 3 Uitgaven aan verzekeringen (in miljarden euro's)")
    rows = [["", "2027", "2028"], ["AOW", "47,2", "47,9"]]
    found, warnings = find_amounts(analysis_of("Zie hieronder.", title, (BlockKind.PARAGRAPH, "Raming Stand"), rows))
    assert [amount.value for amount in found] == [47200000000, 47900000000]
    assert [warning.code for warning in warnings] == ["unit_from_text"]


def test_the_years_of_a_spaced_header_are_read() -> None:
    rows = [["", "Stand 1 mei 2 0 2 7", "2 0 2 8"], ["Wegen", "4.000", "3.500"]]
    found, _ = amounts_of(rows, caption="Uitgaven (x € 1.000)")
    assert [amount.period for amount in found] == [
        Period(from_year=2027, until_year=2027),
        Period(from_year=2028, until_year=2028),
    ]


def test_spaced_figures_of_one_cell_are_no_year() -> None:
    rows = [["", "2027"], ["Wegen", "4"], ["Spoor", "2 0 2 8"]]
    _, warnings = amounts_of(rows, caption="Uitgaven (x € 1.000)")
    assert [warning.code for warning in warnings] == ["lines_in_cell"]


def test_the_number_of_a_column_whose_words_stand_in_the_row_above_is_no_amount_below_zero() -> None:
    rows = [
        ["", "", "", "Nieuwe stand (3) = (1) +"],
        ["", "Begroting (1)", "Mutatie (2)", "(2)"],
        ["Artikel", "Uitgaven", "Uitgaven", "Uitgaven"],
        ["Wegen", "4.000", "-500", "3.500"],
        ["Spoor", "6.000", "250", "6.250"],
    ]
    found, _ = amounts_of(rows, caption="Begrotingsstaat (bedragen x € 1.000)")
    assert [int(a.value or 0) // 1000 for a in found] == [4000, -500, 3500, 6000, 250, 6250]
    assert found[0].table is not None
    assert found[0].table.column_header == "Begroting (1) Uitgaven"


def test_signs_before_all_figures_leave_the_unit_as_it_is() -> None:
    rows = [["Plan", "2027", "2028"], ["Noord", "€ 3,5", "€ 4"], ["Zuid", "€ 2", "€ 2,5"]]
    assert values(rows, caption="Tabel 1: Kosten (x € 1 mln)") == [3500000, 4000000, 2000000, 2500000]


@pytest.mark.parametrize("caption", ["(x € 1 mln, tarieven in euro)", "(tarief in euro, overige bedragen x € 1 mln)"])
def test_a_caption_may_state_a_unit_for_one_column(caption: str) -> None:
    rows = [["Plan", "Tarief per rit", "2027"], ["Noord", "12,50", "3,5"], ["Zuid", "9", "2"]]
    assert values(rows, caption=f"Tabel 1: Kosten {caption}") == [Decimal("12.5"), 3500000, 9, 2000000]


def test_each_attribute_of_a_cell_shows_the_header_or_line_that_gave_it() -> None:
    rows = [
        ["Post", "Structureel 2026", "Korting 2027"],
        ["Uitgaven (EZ)", "3,5", "ca. 4"],
        ["Totaal", "2", "2,5"],
    ]
    amounts = amounts_of(rows, caption="Tabel 1: Kosten (x € 1 mln)")[0]
    shown = [{name: one.text for name, one in amount.attribute_evidence.items()} for amount in amounts]
    assert shown == [
        {
            "recurrence": "Structureel 2026",
            "period": "Structureel 2026",
            "budget_holders": "Uitgaven (EZ)",
            "unit": "x € 1 mln",
        },
        {
            "precision": "ca.",
            "movement": "Korting 2027",
            "period": "Korting 2027",
            "budget_holders": "Uitgaven (EZ)",
            "unit": "x € 1 mln",
        },
        {"total": "Totaal", "recurrence": "Structureel 2026", "period": "Structureel 2026", "unit": "x € 1 mln"},
        {"movement": "Korting 2027", "total": "Totaal", "period": "Korting 2027", "unit": "x € 1 mln"},
    ]


def test_a_unit_or_year_is_shown_where_it_stands() -> None:
    over = amounts_of([["Post", "Kosten (mln euro)"], ["Weg", "3"], ["Kade", "4"]])[0]
    before = amounts_of([["Post", "2026"], ["Weg (x € 1.000)", "3"], ["Kade (x € 1.000)", "4"]])[0]
    title = amounts_of([["Post", "Kosten"], ["Weg", "3"], ["Kade", "4"]], caption="Kosten 2026 (x € 1.000)")[0]
    assert [a.attribute_evidence["unit"].text for a in over] == ["Kosten (mln euro)"] * 2
    assert [a.attribute_evidence["unit"].text for a in before] == ["Weg (x € 1.000)", "Kade (x € 1.000)"]
    assert {a.attribute_evidence["period"].text for a in title} == {"Kosten 2026 (x € 1.000)"}


@pytest.mark.parametrize(
    ("label", "found"),
    [
        ("Ophoging van de bijdrage in verband met het aantal zaken", 1),
        ("Extra uitgaven door een groter aantal zaken", 1),
        ("Aantal plekken voor jongeren", 0),
        ("Groei door een groter aantal zaken", 0),
        ("Bijdrage voor jongeren (fte)", 0),
    ],
)
def test_what_is_only_a_reason_does_not_make_a_row_one_of_counts(label: str, found: int) -> None:
    rows = [["Maatregel", "2026"], [label, "3,5"], ["Overig", "0,5"]]
    assert len(values(rows, "Middelen (in miljoenen euro's)")) == 1 + found


def test_a_note_set_right_behind_a_figure_is_no_digit_of_it() -> None:
    rows = [["Post", "2026", "2027"], ["Lonen", "12.1001", "(1.150)3"], ["Prijzen", "12.100", "(5)"]]
    assert values(rows, "Mutaties (x € 1.000)") == [12_100_000, -1_150_000, 12_100_000, -5_000]


def test_a_column_of_years_says_when_the_money_of_its_row_is_for() -> None:
    rows = [["Ontvanger", "Jaar", "Bedrag"], ["Waterpoort", "2023", "€ 1.250"], ["Zonneveld", "2025", "€ 640"]]
    assert [amount.period for amount in amounts_of(rows)[0]] == [
        Period(from_year=year, until_year=year) for year in (2023, 2025)
    ]
    other = [["Regio", "Startjaar", "Bijdrage"], ["Zeeland", "2021", "€ 35"], ["Twente", "2020", "€ 40"]]
    assert [amount.period for amount in amounts_of(other)[0]] == [None, None]


@pytest.mark.parametrize(
    ("before", "found"), [("De verdeling per regio, in euro's.", 2), ("De verdeling per regio.", 0)]
)
def test_a_sentence_before_the_table_may_say_that_it_is_in_euros(before: str, found: int) -> None:
    assert len(values([["Regio", "Basis"], ["Drenthe", "9.876.543"], ["Zeeland", "120.000"]], before=before)) == found


def test_parts_of_a_row_of_counts_are_counts() -> None:
    rows = [
        ["Onderwerp", "2025", "2026"],
        ["Aantal leden", "3.800", "3.700"],
        ["waarvan jeugd", "2.300", "2.250"],
        ["waarvan met subsidie", "410", "395"],
        ["Uitgaven", "511", "514"],
        ["waarvan lonen", "320", "330"],
    ]
    assert values(rows, "Kerncijfers (x € 1.000)") == [n * 1000 for n in (511, 514, 320, 330)]


def test_what_stands_in_the_next_row_says_nothing_of_a_figure_with_its_scale() -> None:
    rows = [["", "2025", "2026"], ["Leerlingen", "12 miljoen", "13 miljoen"], ["Bekostiging", "6 miljoen", "7 miljoen"]]
    assert values(rows) == [6 * 10**6, 7 * 10**6]
