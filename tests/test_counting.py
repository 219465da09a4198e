"""Which amounts are added up: of a whole and its parts one side, of repetitions one, and no movement."""

from __future__ import annotations

from decimal import Decimal

import pytest

import kamerbrief
from kamerbrief.contract import Extraction
from kamerbrief.double_counting import counted
from kamerbrief.language.model import load_model
from kamerbrief.pipeline import extract_letter
from tests.conftest import FIXTURES
from tests.letters import letter_of

LETTERS = sorted(path.name for path in FIXTURES.iterdir() if (path / "letter.docx").is_file())


def facts_of(*parts: object) -> Extraction:
    return extract_letter(letter_of(*parts), load_model())  # type: ignore[arg-type]


def adding_up(*parts: object) -> list[str]:
    """The words of the amounts that count."""
    return [amount.evidence.text for amount in facts_of(*parts).amounts if amount.counts]


@pytest.mark.parametrize("letter", LETTERS)
def test_no_money_of_a_fixture_counts_twice(letter: str) -> None:
    x = kamerbrief.extract(FIXTURES / letter / "letter.docx")
    by_id = {amount.id: amount for amount in x.amounts}
    for amount in x.amounts:
        others = [by_id[one] for one in (amount.part_of, amount.restates) if one]
        assert not (amount.counts and any(other.counts for other in others)), amount.evidence.text
        assert not (amount.counts and amount.restates), amount.evidence.text
    totals = [check.relation for check in x.checks if check.type == "table_total"]
    for relation in totals:
        sides = [any(by_id[term].counts for term in relation.terms), by_id[relation.result or ""].counts]
        assert not all(sides), relation
    plain = x.model_dump(mode="json")
    assert counted(plain["amounts"], plain["checks"]) == {amount.id for amount in x.amounts if amount.counts}


def test_the_klimaatfonds_adds_no_part_to_its_whole() -> None:
    x = kamerbrief.extract(FIXTURES / "klimaatfonds-meerjaren" / "letter.docx")
    whole, part = (a for a in x.amounts if a.value in (Decimal(35_000_000_000), Decimal(21_800_000_000)))
    assert part.part_of == whole.id
    assert (whole.counts, part.counts) == (True, False)
    table = [a.value for a in x.amounts if a.counts and a.value and (a.table and a.table.id == "t1")]
    housing = [a.value for a in x.amounts if a.counts and a.value and "isde" in a.programmes]
    # The years of the table, where those of one row are told again as three measures.
    assert sum((*table, *housing), Decimal(0)) == Decimal(3_275_000_000)


@pytest.mark.parametrize(
    ("text", "counts"),
    [
        (
            "Voor zorg is € 30 mln nodig, waarvan € 20 mln voor Zwolle en € 10 mln voor Deventer.",
            ["€ 20 mln", "€ 10 mln"],
        ),
        ("Voor zorg is € 30 mln nodig, waarvan € 12 mln voor Zwolle.", ["€ 30 mln"]),
        ("Voor zorg is € 30 mln nodig. Daarvan is € 12 mln voor Zwolle.", ["€ 30 mln"]),
        ("Zwolle krijgt € 12 mln en Deventer € 8 mln, in totaal € 20 mln.", ["€ 12 mln", "€ 8 mln"]),
        ("In kas is € 96 mln. Daarvan is € 21 mln. toegezegd, zodat € 75 mln. resteert.", ["€ 21 mln", "€ 75 mln"]),
        ("Het budget wordt van € 40 miljoen met € 6 miljoen verhoogd naar € 46 miljoen.", ["€ 46 miljoen"]),
        ("Het budget stijgt met € 6 miljoen.", []),
        ("Elk huishouden krijgt € 300 per huishouden.", []),
        ("De steun is USD 8 miljoen.", []),
        (
            "Dit kost € 50 mln: € 20 mln voor wegen, € 30 mln voor spoor. Van dit totaal is € 15 mln en € 35 mln op.",
            ["€ 20 mln", "€ 30 mln"],
        ),
    ],
)
def test_of_a_whole_and_its_parts_one_side_counts(text: str, counts: list[str]) -> None:
    assert adding_up(text) == counts


def test_a_table_counts_once_whatever_totals_it_has() -> None:
    rows = [
        ["Post", "2027 (mln euro)", "2028 (mln euro)", "Totaal (mln euro)"],
        ["Wegen", "10", "11", "21"],
        ["Spoor", "5", "7", "12"],
        ["Totaal", "15", "18", "33"],
    ]
    facts = facts_of(rows, "In twee jaar is € 33 miljoen beschikbaar.")
    assert [a.evidence.text for a in facts.amounts if a.counts] == ["10", "11", "5", "7"]
    by_id = {amount.id: amount.evidence.text for amount in facts.amounts}
    assert [by_id.get(a.part_of or "") for a in facts.amounts if a.evidence.text in ("10", "11")] == ["15", "18"]


def test_a_total_that_its_parts_do_not_make_up_counts_itself() -> None:
    rows = [["Post", "2027 (mln euro)"], ["Wegen", "10"], ["Spoor", "5"], ["Totaal", "19"]]
    assert adding_up(rows) == ["19"]


def test_a_cut_among_the_rows_of_a_total_is_a_part_like_the_others() -> None:
    rows = [["Post", "2027 (mln euro)"], ["Wegen", "10"], ["Korting", "-2"], ["Spoor", "5"], ["Totaal", "13"]]
    assert adding_up(rows) == ["10", "-2", "5"]


def test_of_a_column_of_differences_the_new_level_counts() -> None:
    rows = [
        ["Post", "Begroot (mln euro)", "Nu (mln euro)", "Verschil (mln euro)"],
        ["Wegen", "10", "13", "3"],
        ["Spoor", "20", "25", "5"],
        ["Water", "30", "37", "7"],
    ]
    assert adding_up(rows) == ["13", "25", "37"]


def test_what_is_denied_or_cancelled_does_not_count() -> None:
    plain = facts_of("Voor zorg is € 30 mln beschikbaar.").model_dump(mode="json")
    assert len(counted(plain["amounts"], plain["checks"])) == 1
    for qualifier in ("denied", "cancelled"):
        amounts = [amount | {"qualifier": qualifier} for amount in plain["amounts"]]
        assert counted(amounts, plain["checks"]) == frozenset()


def test_what_is_too_large_to_be_money_does_not_count() -> None:
    plain = facts_of("Voor zorg is € 30 mln beschikbaar.").model_dump(mode="json")
    amounts = [amount | {"value": 2 * 10**13} for amount in plain["amounts"]]
    assert counted(amounts, plain["checks"]) == frozenset()
