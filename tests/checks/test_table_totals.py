"""Totals of tables: parts of a row add to no total, and a table that goes on has one total."""

from __future__ import annotations

import pytest

from kamerbrief.checks.arithmetic import check_of
from kamerbrief.checks.tables import table_totals
from kamerbrief.facts.money.amounts import find_amounts
from kamerbrief.language.analysis import analyse
from kamerbrief.letter import BlockKind
from kamerbrief.reading.builder import CellContent, Content, LetterBuilder
from tests.letters import NLP, SOURCE


def totals_of(*tables: list[list[str]], captions: tuple[str, ...], between: str = "") -> list[tuple[str, int]]:
    builder = LetterBuilder()
    builder.block(BlockKind.PARAGRAPH, Content("Het overzicht staat hieronder."))
    for number, (rows, caption) in enumerate(zip(tables, captions, strict=True)):
        if number and between:
            builder.block(BlockKind.PARAGRAPH, Content(between))
        block = builder.block(BlockKind.CAPTION, Content(caption)) if caption else None
        cells = [CellContent(r, c, Content(text)) for r, row in enumerate(rows) for c, text in enumerate(row)]
        builder.table(cells, caption=block)
    analysis = analyse(builder.build(SOURCE), NLP)
    amounts, _ = find_amounts(analysis)
    checks = (check_of(analysis.letter, grounded) for grounded in table_totals(analysis, amounts))
    return [(check.status.value, len(check.relation.terms)) for check in checks if check]


@pytest.mark.parametrize("word", ["waarvan", "w.v.", "wv.", "- waarvan", "waaronder"])
def test_parts_of_a_row_are_not_added_to_the_total(word: str) -> None:
    rows = [["Post", "2026"], ["Personeel", "10"], [f"{word} inhuur", "4"], ["Materieel", "5"], ["Totaal", "15"]]
    assert totals_of(rows, captions=("Kosten (x € 1 mln)",)) == [("consistent", 2)]


def test_rows_with_a_dash_below_a_bare_part_are_not_added() -> None:
    rows = [["Post", "2026"], ["Personeel", "10"], ["w.v.", ""], ["- inhuur", "4"], ["- eigen", "6"], ["Huur", "5"],
            ["Totaal", "15"]]  # fmt: skip
    assert ("consistent", 2) in totals_of(rows, captions=("Kosten (x € 1 mln)",))


def test_a_row_of_parts_has_a_total_of_its_own() -> None:
    rows = [["Post", "2026", "2027", "Totaal"], ["Personeel", "10", "6", "16"], ["waarvan inhuur", "4", "3", "7"]]
    assert totals_of(rows, captions=("Kosten (x € 1 mln)",)) == [("consistent", 2)] * 2


GROUPS = [["Post", "Bedrag"], ["Lijn 1: Jeugd", "40"], ["Sport", "15"], ["Muziek", "25"], ["Lijn 2: Ouderen", "30"],
          ["Bezoek", "12"], ["Vervoer", "10"], ["Hulp", "8"]]  # fmt: skip


def test_a_total_adds_up_the_heads_of_groups() -> None:
    rows = [*GROUPS, ["Overig", "5"], ["Totaal", "75"]]
    assert totals_of(rows, captions=("Kosten (x € 1 mln)",)) == [
        ("consistent", 3),
        ("consistent", 2),
        ("consistent", 3),
    ]
    single = [*GROUPS, ["Overig", "5"], ["Onvoorzien", "5"], ["Totaal", "75"]]
    assert totals_of(single, captions=("Kosten (x € 1 mln)",))[0] == ("consistent", 3)
    alone = [*GROUPS[:4], ["Totaal", "40"]]
    assert totals_of(alone, captions=("Kosten (x € 1 mln)",)) == [("consistent", 1), ("consistent", 2)]


def test_a_row_that_happens_to_be_the_sum_of_the_next_two_is_no_head() -> None:
    rows = [
        ["Post", "Bedrag"],
        ["Dijken", "30"],
        ["Kades", "20"],
        ["Sluizen", "10"],
        ["Wegen", "40"],
        ["Totaal", "100"],
    ]
    assert totals_of(rows, captions=("Kosten (x € 1 mln)",)) == [("consistent", 4)]
    wrong = [*rows[:-1], ["Totaal", "110"]]
    assert totals_of(wrong, captions=("Kosten (x € 1 mln)",)) == [("inconsistent", 4)]


def test_a_total_is_not_called_wrong_where_a_row_stands_in_no_column() -> None:
    rows = [["Post", "2026", "2027", ""], ["Dijken", "3", "4", ""], ["Kades", "1", "2", ""], ["Wegen", "", "", "5"],
            ["Totaal", "9", "6", ""]]  # fmt: skip
    assert "inconsistent" not in dict(totals_of(rows, captions=("Kosten (x € 1 mln)",)))


HEAD = ["Post", "2026", "2027"]
FIRST = [HEAD, ["Dijken", "1", "2"], ["Kades", "3", "4"]]
SECOND = [HEAD, ["Wegen", "5", "6"], ["Totaal", "9", "12"]]


@pytest.mark.parametrize("captions", [("Kosten (x € 1 mln)", "Kosten (vervolg) (x € 1 mln)"), ("(x € 1 mln)",) * 2])
def test_a_total_covers_the_table_that_goes_on(captions: tuple[str, str]) -> None:
    assert totals_of(FIRST, SECOND, captions=captions) == [("consistent", 3), ("consistent", 3)]


def test_another_table_has_a_total_of_its_own() -> None:
    captions = ("Tabel 1: Kosten (x € 1 mln)", "Tabel 2: Baten (x € 1 mln)")
    own = [HEAD, ["Wegen", "5", "6"], ["Water", "4", "6"], ["Totaal", "9", "12"]]
    assert totals_of(FIRST, own, captions=captions) == [("consistent", 2)] * 2
    assert (
        totals_of(FIRST, own, captions=("(x € 1 mln)",) * 2, between="De baten zijn anders.") == [("consistent", 2)] * 2
    )


SUBTOTALS = [HEAD[:2], ["Regeling A", "10"], ["Regeling B", "20"], ["Subtotaal subsidies", "30"],
             ["Onderzoek", "4"], ["Communicatie", "1"], ["Subtotaal opdrachten", "5"]]  # fmt: skip


@pytest.mark.parametrize(
    ("last", "status"), [("35", ["consistent"]), ("45", ["inconsistent"])], ids=["holds", "is ten too many"]
)
def test_a_total_of_totals_that_hold_must_hold_too(last: str, status: list[str]) -> None:
    found = totals_of([*SUBTOTALS, ["Totaal uitgaven", last]], captions=("Kosten (x € 1 mln)",))
    assert [verdict for verdict, _ in found] == ["consistent", "consistent", *status]


@pytest.mark.parametrize(("second", "last"), [("Subtotaal opdrachten", "Saldo"), ("Subtotaal ontvangsten", "Totaal")])
def test_a_last_row_that_may_be_a_difference_is_not_doubted(second: str, last: str) -> None:
    found = totals_of([*SUBTOTALS[:-1], [second, "5"], [last, "25"]], captions=("Kosten (x € 1 mln)",))
    assert [verdict for verdict, _ in found] == ["consistent", "consistent"]


@pytest.mark.parametrize(
    "heads",
    [
        ["Stand 2023", "Verleend 2024", "Stand 2024", "Totaal"],
        ["Uitstaand", "Verleend", "Garantieplafond", "Totaal plafond"],
    ],
    ids=["several things in several years", "a total of one column"],
)
def test_a_row_of_different_things_has_no_sum_to_doubt(heads: list[str]) -> None:
    rows = [["Regeling", *heads], ["Monumenten", "380", "20", "400", "400"], ["Musea", "47", "30", "77", "90"]]
    assert totals_of(rows, captions=("Garanties (x € 1 mln)",)) == []


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([["Uitgaven", "455"], ["Inkomsten", "430"], ["Saldo", "-25"]], []),
        ([["Uitgaven", "455"], ["Ontvangsten", "30"], ["Totaal", "425"]], []),
        ([["Uitgaven", "455"], ["Inkomsten", "-430"], ["Saldo", "25"]], [("consistent", 2)]),
        ([["Uitgaven", "455"], ["Inkomsten", "-430"], ["Saldo", "75"]], [("inconsistent", 2)]),
        ([["Baten", "-8"], ["Lasten", "-8"], ["Saldo", "0"]], []),
        ([["Ontvangsten A", "455"], ["Ontvangsten B", "30"], ["Totaal", "400"]], [("inconsistent", 2)]),
    ],
    ids=["a balance", "income taken off", "signed", "signed and wrong", "all below zero", "all income"],
)
def test_what_may_be_a_difference_is_no_sum_to_doubt(rows: list[list[str]], found: list[tuple[str, int]]) -> None:
    assert totals_of([["Post", "2026"], *rows], captions=("Beeld (x € 1 mld)",)) == found
