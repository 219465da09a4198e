"""Money that a letter names as an old and a new level, or in words and divided in a table, is counted once."""

from __future__ import annotations

import pytest

import kamerbrief
from kamerbrief.contract import Extraction

HEAD = "Ministerie van Verkeer en Kust\n\nDatum 12 mei 2025\nBetreft Kades\n\nGeachte voorzitter,\n\n"
BY_LINE = """
Tabel 1. Budget (bedragen x € 1 mln.)

Onderdeel         2024      2025      2026{total}
Kades              4,2      13,8      19,4{first}
Sluizen            1,1       2,3       4,9{second}
Veren              1,3       1,9       2,2{third}

Het werk begint in de zomer.
"""
PLAIN = BY_LINE.format(total="", first="", second="", third="")


def read(text: str) -> Extraction:
    return kamerbrief.extract_bytes((HEAD + text).encode(), name="brief.txt")


def counted(text: str) -> list[str]:
    return [amount.evidence.text for amount in read(text).amounts if amount.counts and not amount.table]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Het budget voor kades gaat van € 60 miljoen naar € 68 miljoen.", ["€ 68 miljoen"]),
        ("Het budget daalt van ruim € 58 miljoen tot € 50 miljoen.", ["€ 50 miljoen"]),
        ("De raming is van de oorspronkelijke € 40 miljoen bijgesteld naar nu € 48 miljoen.", ["€ 48 miljoen"]),
        ("De bijdrage gaat van € 5 miljoen in 2025 naar € 8 miljoen in 2028.", ["€ 5 miljoen", "€ 8 miljoen"]),
        ("De overheveling van € 11 miljoen naar VWS, die € 800 miljoen uitgeeft.", ["€ 11 miljoen", "€ 800 miljoen"]),
        ("Van de reserve van € 30 miljoen is tot en met maart € 12 miljoen gebruikt.", ["€ 30 miljoen"]),
        ("Van de € 30 miljoen gaat € 12 miljoen naar gemeenten.", ["€ 30 miljoen"]),
        ("Van deze € 30 miljoen is € 12 miljoen belegd en € 9 miljoen gereserveerd.", ["€ 30 miljoen"]),
        ("Van € 30 miljoen is niets over. Voor veren is € 12 miljoen nodig.", ["€ 30 miljoen", "€ 12 miljoen"]),
    ],
)
def test_of_an_old_and_a_new_level_or_a_whole_and_its_part_one_counts(sentence: str, expected: list[str]) -> None:
    assert counted(sentence + "\n") == expected


@pytest.mark.parametrize("apart", [" ", "\n\n"])
def test_what_money_is_for_divides_nothing_where_the_next_amount_stands_beside_it(apart: str) -> None:
    whole, first, second = read(
        f"Er is € 3 miljoen overgeheveld naar gemeenten.{apart}Daarvan is € 500.000 bestemd voor scholen en een kwart"
        " miljoen voor zwembaden.\n"
    ).amounts
    assert (first.part_of, second.part_of) == (whole.id, whole.id)
    assert [one.counts for one in (whole, first, second)] == [True, False, False]


def test_beside_is_no_part_and_behind_a_colon_is_one() -> None:
    assert counted("Er is € 6 miljoen bestemd voor scholen en € 2 miljoen voor zwembaden.\n") == [
        "€ 6 miljoen",
        "€ 2 miljoen",
    ]
    assert counted(
        "Er is € 6 miljoen bestemd voor: scholen en bibliotheken € 2 miljoen en zwembaden € 3 miljoen.\n"
    ) == ["€ 6 miljoen"]


def test_parts_that_are_not_all_there_leave_the_whole() -> None:
    assert counted("Er is € 9 miljoen, waarvan € 1 miljoen voor scholen en € 7 miljoen voor zwembaden.\n") == [
        "€ 9 miljoen"
    ]


def test_parts_are_of_the_nearest_amount_that_can_hold_them() -> None:
    text = "Voor torens is € 40 miljoen beschikbaar, oftewel tien miljoen euro per jaar. Daarvan is € 9 miljoen voor"
    whole, yearly, first, second = read(text + " onderzoek en € 30 miljoen voor herstel.\n").amounts
    assert (first.part_of, second.part_of) == (whole.id, whole.id)
    assert yearly.part_of is None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Voor de jaren 2026–2029 gaat het om € 3 miljoen per jaar, in totaal € 12 miljoen.", ["€ 12 miljoen"]),
        (
            "In totaal is in 2026 tot en met 2029 € 12 miljoen beschikbaar, ofwel € 3 miljoen per jaar.",
            ["€ 12 miljoen"],
        ),
        # Without the years, or where they do not make it, both may be money of their own.
        ("Het gaat om € 3 miljoen per jaar, in totaal € 12 miljoen.", ["€ 3 miljoen", "€ 12 miljoen"]),
        ("Voor 2026–2029 is dat € 4 miljoen per jaar, in totaal € 12 miljoen.", ["€ 4 miljoen", "€ 12 miljoen"]),
    ],
)
def test_what_comes_every_year_is_within_its_total(sentence: str, expected: list[str]) -> None:
    assert counted(sentence + "\n") == expected


def test_what_others_give_together_is_no_sum_of_what_stands_before() -> None:
    letter = read("OCW draagt € 3 miljoen bij, VWS € 2,5 miljoen en de provincies samen € 4 miljoen.\n")
    assert [check for check in letter.checks if check.type == "sum"] == []
    assert [amount.counts for amount in letter.amounts] == [True, True, True]


def test_what_a_paragraph_further_up_says_is_not_pointed_at() -> None:
    text = "Er is € 3 miljoen overgeheveld. Dat is gemeld.\n\nDaarvan is € 500.000 bestemd voor scholen.\n"
    assert counted(text) == ["€ 3 miljoen", "€ 500.000"]


def test_the_new_level_is_named() -> None:
    old, new = read("Het budget gaat van € 60 miljoen naar € 68 miljoen.\n").amounts
    assert (old.replaced_by, new.replaced_by) == (new.id, None)


@pytest.mark.parametrize(
    ("before", "table", "expected"),
    [
        ("Voor de periode 2024 tot en met 2026 is € 51,1 miljoen beschikbaar.", PLAIN, []),
        (
            "Voor deze jaren is € 51,1 miljoen beschikbaar.",
            BY_LINE.format(total="    Totaal", first="      37,4", second="       8,3", third="       5,4"),
            [],
        ),
        (
            "Het budget voor kades is verhoogd tot € 37,4 miljoen. Voor bruggen is € 8,3 miljoen over.",
            PLAIN,
            ["€ 8,3 miljoen"],
        ),
        ("Voor deze jaren is € 51,2 miljoen beschikbaar.", PLAIN, ["€ 51,2 miljoen"]),
    ],
)
def test_what_a_table_without_total_divides_counts_in_the_table(before: str, table: str, expected: list[str]) -> None:
    assert counted(before + "\n" + table) == expected


def test_what_a_table_divides_is_a_sum_with_the_cells_as_its_parts() -> None:
    found = read(f"Er is € 51,1 miljoen beschikbaar.\n{PLAIN}")
    whole, *cells = found.amounts
    (check,) = found.checks
    assert (check.type, check.status, check.relation.result) == ("sum", "consistent", whole.id)
    assert check.relation.terms == [cell.id for cell in cells]
    assert {cell.part_of for cell in cells} == {whole.id}
    assert sum(cell.value or 0 for cell in cells if cell.counts) == whole.value


def test_an_amount_of_another_section_is_not_divided_by_a_table() -> None:
    text = "Inleiding\n\nEr was € 51,1 miljoen over.\n\nBudget van de kades\n\nDe bedragen staan hieronder.\n"
    assert counted(text + PLAIN) == ["€ 51,1 miljoen"]


YEARS = """
Tabel 1. Budget (bedragen x € 1 mln.)

Onderdeel         2025      2026      2027
Kades               64       112       118
Sluizen             31        45        52

"""


@pytest.mark.parametrize(
    ("sentence", "again"),
    [
        ("Voor de kades in het zuiden is een apart budget van € 112 miljoen voorzien.", False),
        ("Voor de kades is een andere € 112 miljoen gereserveerd.", False),
        ("Voor de kades geldt een afzonderlijke bijdrage van € 112 miljoen.", False),
        ("Voor de kades is in 2026 € 112 miljoen beschikbaar.", True),
        ("Voor de kades is in 2027 € 112 miljoen beschikbaar.", False),
    ],
)
def test_money_that_is_said_to_be_apart_repeats_no_cell(sentence: str, again: bool) -> None:
    *_, told = read(f"De bedragen staan in de tabel.\n{YEARS}{sentence}\n").amounts
    assert told.evidence.text == "€ 112 miljoen"
    assert bool(told.restates) is again
