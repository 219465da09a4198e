"""The arithmetic of letters: what must be found, what must be found wrong, and above all no false alarm."""

from __future__ import annotations

import pytest

from kamerbrief.contract import Check, Extraction
from kamerbrief.language.model import load_model
from kamerbrief.letter import BlockKind
from kamerbrief.pipeline import extract_letter
from tests.letters import letter_of


def facts_of(*parts: object, **more: str) -> Extraction:
    return extract_letter(letter_of(*parts, **more), load_model())  # type: ignore[arg-type]


def shown(check: Check) -> tuple[str, str, float]:
    return check.type.value, check.status.value, float(check.relation.stated)


def checks_of(*parts: object, **more: str) -> list[tuple[str, str, float]]:
    return [shown(check) for check in facts_of(*parts, **more).checks if check.type != "restatement"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Voor de kustwacht is € 30 mln. nodig, waarvan € 20 mln. voor schepen en € 10 mln. voor personeel.",
            ("sum", "consistent", 30e6),
        ),
        (
            "Het pakket van € 90 mln. bestaat uit € 50 mln. voor wegen, € 25 mln. voor spoor en € 20 mln. voor water.",
            ("sum", "inconsistent", 90e6),
        ),
        (
            "Gemeenten krijgen € 12 miljoen en provincies € 8 miljoen, in totaal € 20 miljoen.",
            ("sum", "consistent", 20e6),
        ),
        (
            "Gemeenten krijgen € 12 miljoen en provincies € 8 miljoen, tezamen € 22 miljoen.",
            ("sum", "inconsistent", 22e6),
        ),
        (
            "Het budget wordt van € 40 miljoen met € 6 miljoen verhoogd naar € 46 miljoen.",
            ("sum", "consistent", 46e6),
        ),
        (
            "De raming daalt van € 9,5 miljoen naar € 8,0 miljoen, een verschil van € 2,5 miljoen.",
            ("difference", "inconsistent", 8e6),
        ),
        (
            "De uitgaven stegen van € 200 miljoen naar € 250 miljoen, een stijging van 25%.",
            ("growth", "consistent", 25.0),
        ),
        (
            "De uitgaven stegen van € 200 miljoen naar € 250 miljoen, een stijging van 30%.",
            ("growth", "inconsistent", 30.0),
        ),
        (
            "Hiervan is € 20 miljoen (25% van de € 80 miljoen) al besteed.",
            ("share", "consistent", 25.0),
        ),
        (
            "Van de € 640 miljoen die was begroot, is € 512 miljoen tot besteding gekomen, ofwel 80 procent.",
            ("share", "consistent", 80.0),
        ),
        (
            "Sinds 2021 is € 45 miljoen toegekend. De uitvoering kostte € 2 miljoen, oftewel 4,4% van dat bedrag.",
            ("share", "consistent", 4.4),
        ),
        (
            "Vorig jaar ging € 60 miljoen naar tolken. Dit jaar was dat € 75 miljoen, een stijging van 25%.",
            ("growth", "consistent", 25.0),
        ),
        (
            "Het tekort van € 12,5 mln. wordt gedekt door € 8 mln. op subsidies en € 4,5 mln. uit de eindejaarsmarge.",
            ("sum", "consistent", 12.5e6),
        ),
    ],
)
def test_what_a_sentence_relates_is_checked(text: str, expected: tuple[str, str, float]) -> None:
    assert checks_of(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Er is € 30 miljoen, waarvan € 20 miljoen voor schepen.",
        "Er is € 30 miljoen, waarvan € 12 miljoen voor schepen en € 10 miljoen voor personeel.",
        "Utrecht krijgt € 10 miljoen. Zwolle vroeg eerder om € 20 miljoen. Deventer bouwt voor € 30 miljoen.",
        "Van de € 100 miljoen gaat € 60 miljoen naar scholen, waarvan € 50 miljoen naar het mbo.",
        "Een huishouden betaalt € 100, waarvan € 60 per maand en € 55 per kwartaal.",
        "Er is € 10 à 15 miljoen nodig, waarvan € 4 miljoen voor studie en € 20 miljoen voor de bouw.",
        "Het aandeel was vorig jaar 12% van het totale budget.",
        "De subsidie steeg met 24% ten opzichte van 2022.",
        "Vorig jaar ging € 60 miljoen naar tolken. De huur bedraagt € 75 miljoen, een stijging van 3%.",
        "Er is € 40 miljoen. Voor de bouw is € 30 miljoen nodig, oftewel 6% van de rijksbegroting.",
        "In totaal zijn er 14 maatregelen genomen en is € 5 miljoen besteed.",
        "Twee van de zes aanbevelingen raken de gemeenten.",
    ],
)
def test_what_is_not_related_gives_no_alarm(text: str) -> None:
    assert [check for check in checks_of(text) if check[1] == "inconsistent"] == []


@pytest.mark.parametrize("together", ["bij elkaar", "samen", "in totaal"])
def test_the_word_for_the_whole_belongs_to_the_amount_behind_it(together: str) -> None:
    text = f"Er kwamen drie dwangsommen: van € 12.000, € 8.000 en € 4.000, {together} € 24.000."
    assert checks_of(text) == [("sum", "consistent", 24000)]


@pytest.mark.parametrize(("whole", "found"), [("€ 600 mln", [("sum", "consistent", 600_000_000.0)]), ("€ 700 mln", [])])
def test_this_total_is_of_all_that_its_paragraph_told_before(whole: str, found: list[tuple[str, str, float]]) -> None:
    told = "Het fonds zet € 500 mln in. Verder is € 100 mln beschikbaar uit de reserve. Daarover is overlegd."
    assert checks_of(f"{told} Vanuit dit totaal van {whole} gaat € 400 mln naar schoon bouwen.") == found


def test_a_list_of_parts_behind_a_colon() -> None:
    items = [(BlockKind.LIST_ITEM, "€ 100 miljoen voor wegen;"), (BlockKind.LIST_ITEM, "€ 75 miljoen voor spoor.")]
    found = checks_of("De € 175 miljoen is als volgt verdeeld:", *items)
    assert found == [("sum", "consistent", 175e6)]


TABLE = [
    ["Post", "2026", "2027", "Totaal"],
    ["Wegen", "10,0", "20,0", "30,0"],
    ["waarvan fietspaden", "4,0", "5,0", "9,0"],
    ["Spoor", "5,5", "6,5", "12,0"],
    ["Subtotaal infrastructuur", "15,5", "26,5", "42,0"],
    ["Korting", "(0,5)", "(1,5)", "(2,0)"],
    ["Totaal", "15,0", "25,0", "40,0"],
]


def test_totals_of_rows_columns_and_subtotals() -> None:
    found = checks_of(TABLE, caption="Tabel 1: Uitgaven (x € 1 mln.)")
    assert [status for _, status, _ in found] == ["consistent"] * len(found)
    totals = sorted(expected for kind, _, expected in found if kind == "table_total")
    assert totals.count(40e6) >= 1
    assert {15e6, 25e6, 15.5e6, 26.5e6, 30e6, 12e6} <= set(totals)


def test_a_total_that_does_not_add_up_is_a_finding() -> None:
    table = [["Post", "Bedrag"], ["Wegen", "10"], ["Spoor", "5"], ["Totaal", "17"]]
    found = checks_of(table, caption="Tabel 2: Kosten (in miljoenen euro's)")
    assert found == [("table_total", "inconsistent", 17e6)]


def test_rounding_at_the_edge_of_the_tolerance_leaves_a_total_open() -> None:
    table = [["Post", "Bedrag"], ["Wegen", "10,3"], ["Spoor", "5,4"], ["Totaal", "15,8"]]
    facts = facts_of(table, caption="Tabel 3: Kosten (in miljoenen euro's)")
    assert facts.checks[0].status == "unverifiable"
    relation = facts.checks[0].relation
    assert (float(relation.computed), float(relation.stated), float(relation.tolerance)) == (15.7e6, 15.8e6, 150_000)


@pytest.mark.parametrize(
    ("total", "status"), [("50", "consistent"), ("48", "unverifiable"), ("52", "unverifiable"), ("47", "inconsistent")]
)
def test_what_rounding_explains_only_just_is_unverifiable(total: str, status: str) -> None:
    said = f"Nodig is € {total} mln, bestaande uit € 33 mln voor wegen, € 12 mln voor spoor en € 5 mln voor water."
    (check,) = facts_of(said).checks
    assert check.status == status


def test_unrelated_totals_that_happen_to_add_up_are_no_check() -> None:
    totals = (
        "Voor wegen is in totaal € 10 miljoen beschikbaar.",
        "De opvang van dieren kost in totaal € 15 miljoen.",
        "Aan subsidies voor wegen en dieren is in totaal € 25 miljoen verleend.",
    )
    assert facts_of(*totals).checks == []
    assert facts_of(" ".join(totals)).checks == []


def test_the_evidence_of_a_total_holds_the_cells_that_head_it() -> None:
    table = [["Post", "2027 (mln euro)"], ["Wegen", "10"], ["Spoor", "5"], ["Totaal", "15"]]
    (check,) = facts_of(table).checks
    assert [evidence.text for evidence in check.evidence] == ["15", "Totaal", "2027 (mln euro)"]


def test_a_check_keeps_its_id_when_text_comes_around_it_and_equals_are_numbered() -> None:
    said = "Het budget wordt van € 40 miljoen met € 6 miljoen verhoogd naar € 46 miljoen."
    (alone,) = (check.id for check in facts_of(said).checks)
    assert [check.id for check in facts_of("Iets anders.", said, "Nog iets.").checks] == [alone]
    tables = [
        [["Post", "Bedrag (mln euro)"], ["Wegen", wegen], ["Spoor", "5"], ["Totaal", "15"]] for wegen in ("10", "7")
    ]
    totals = [check for check in facts_of("Eerst.", tables[0], "Dan.", tables[1]).checks if check.type == "table_total"]
    assert [check.status.value for check in totals] == ["consistent", "inconsistent"]
    assert totals[1].id == f"{totals[0].id}-2"


def test_the_same_money_twice_counts_once_and_a_contradiction_is_found() -> None:
    facts = facts_of(
        (BlockKind.HEADING, "Kustbescherming – € 12,4 miljoen"),
        "De kust wordt versterkt.",
        (BlockKind.HEADING, "Duinen – € 3 miljoen"),
        "De duinen worden beheerd.",
        [["Onderdeel", "Bedrag"], ["Kustbescherming", "12,4"], ["Duinen", "5,0"]],
        caption="Tabel: Verdeling (mln euro)",
    )
    restated = [check.status.value for check in facts.checks if check.type == "restatement"]
    assert sorted(restated) == ["consistent", "inconsistent"]
    assert [bool(amount.restates) for amount in facts.amounts] == [False, False, True, False]


def test_a_column_of_shares_follows_from_its_total() -> None:
    rows = [["Regeling", "Uitgaven", "Aandeel"], ["Isolatie", "30,0", "30%"], ["Warmtepompen", "45,0", "45%"]]
    rows += [["Zonnedaken", "20,0", "22%"], ["Advies", "5,0", "5%"], ["Totaal", "100,0", "100%"]]
    found = [check for check in checks_of("Tabel 1. Uitgaven (bedragen x € 1 miljoen)", rows) if check[0] == "share"]
    assert [status for _, status, _ in found] == ["consistent", "consistent", "inconsistent", "consistent"]
    assert found[2] == ("share", "inconsistent", 22.0)


def test_a_column_of_growth_follows_from_two_years() -> None:
    rows = [["Artikel", "2025", "2026", "Mutatie"], ["Wegen", "200", "250", "25%"], ["Spoor", "400", "420", "5%"]]
    rows += [["Water", "80", "76", "-5%"], ["Lucht", "60", "66", "10%"]]
    found = [check for check in checks_of("Tabel 2. Raming (x € 1 miljoen)", rows) if check[0] == "growth"]
    assert [status for _, status, _ in found] == ["consistent"] * 4


def test_percentages_that_follow_from_nothing_beside_them_are_left_alone() -> None:
    rows = [["Regio", "Bijdrage", "Werkloosheid"], ["Noord", "30", "7%"], ["Oost", "45", "5%"], ["Zuid", "25", "4%"]]
    assert not checks_of("Tabel 3. Bijdragen (x € 1 miljoen)", rows)


def test_averages_have_no_total() -> None:
    rows = [["Jaar", "Subsidie", "Gemiddeld per aanvraag"], ["2024", "400", "20"], ["2025", "600", "30"]]
    total = ["Totaal", "1.000", "25"]
    assert checks_of([*rows, total], caption="Tabel 1: Subsidie (x € 1.000)") == [("table_total", "consistent", 1e6)]


def test_a_grand_total_sums_its_subtotals_and_what_stands_loose() -> None:
    rows = [["Post", "Bedrag"], ["Wegen", "20"], ["Spoor", "30"], ["Subtotaal vervoer", "50"], ["Dijken", "40"]]
    rows += [["Subtotaal water", "40"], ["Kasschuif", "-/- 5"], ["Totaal", "85"]]
    found = [check for check in facts_of("Tabel 4 (x € 1 miljoen)", rows).checks if check.type == "table_total"]
    assert [len(check.relation.terms) for check in found][-1] == 3 and {check.status for check in found} == {
        "consistent"
    }


def test_a_subtotal_may_sum_the_last_rows_only() -> None:
    rows = [["Post", "2027", "2028"], ["Vaste bijdrage", "40", "42"], ["Sloepen", "10", "12"], ["Boeien", "5", "6"]]
    rows += [["Vuurtorens", "15", "9"], ["Subtotaal materieel", "30", "27"], ["Totaal", "70", "69"]]
    found = [check for check in facts_of("Tabel 5 (x € 1 miljoen)", rows).checks if check.type == "table_total"]
    assert [len(check.relation.terms) for check in found] == [3, 3, 2, 2]
    assert {check.status for check in found} == {"consistent"}


@pytest.mark.parametrize(("stated", "status"), [("36", "consistent"), ("63", "inconsistent")])
def test_a_column_of_differences_follows_from_two_others(stated: str, status: str) -> None:
    rows = [
        ["Onderdeel", "Raming", "Prognose", "Verschil"],
        ["Sluis", "120", "131", "11"],
        ["Gemaal", "44", "40", "-4"],
    ]
    rows += [["Kade", "64", "93", "29"], ["Geheel", "228", "264", stated]]
    found = [check for check in checks_of("Tabel 6 (x € 1 miljoen)", rows) if check[0] == "difference"]
    assert [check[1] for check in found] == ["consistent"] * 3 + [status]


def test_a_row_of_differences_follows_from_two_others() -> None:
    rows = [["Reeks", "2027", "2028", "2029"], ["Vorige raming", "12,0", "14,5", "15,0"]]
    rows += [["Nieuwe raming", "13,5", "14,0", "17,0"], ["Mutatie", "1,5", "-0,5", "2,0"]]
    found = [check for check in checks_of("Tabel 7 (x € 1 miljoen)", rows) if check[0] == "difference"]
    assert found == [("difference", "consistent", value) for value in (1.5e6, -0.5e6, 2e6)]


def test_a_column_called_a_difference_that_follows_from_nothing_is_left_alone() -> None:
    rows = [["Regio", "Kosten", "Baten", "Afwijking"], ["Noord", "30", "12", "7"], ["Oost", "45", "20", "3"]]
    assert not checks_of("Tabel 8 (x € 1 miljoen)", rows)
