"""Expressions of time against the day of a letter."""

from __future__ import annotations

import datetime

import pytest

from kamerbrief.language.periods import TimeExpression, find_periods

#: The day of the letter in these tests, a Tuesday.
TODAY = datetime.date(2024, 3, 12)


def days(found: TimeExpression) -> tuple[str | None, str | None]:
    return (found.first and found.first.isoformat(), found.last and found.last.isoformat())  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "words", "first", "last"),
    [
        ("Dit volgt voor de zomer van 2026.", "voor de zomer van 2026", "2024-03-12", "2026-06-20"),
        ("De stukken komen vóór de zomer.", "vóór de zomer", "2024-03-12", "2024-06-20"),
        ("Dat gebeurt in Q3 2026.", "in Q3 2026", "2026-07-01", "2026-09-30"),
        ("uiterlijk 1 juli gereed", "uiterlijk 1 juli", "2024-03-12", "2024-07-01"),
        ("uiterlijk 1 februari gereed", "uiterlijk 1 februari", "2024-03-12", "2025-02-01"),
        ("in 2026 gereed", "in 2026", "2026-01-01", "2026-12-31"),
        ("wordt dit najaar geopend", "dit najaar", "2024-09-21", "2024-12-20"),
        ("nog voor het zomerreces", "nog voor het zomerreces", "2024-03-12", "2024-07-03"),
        ("in het eerste kwartaal", "in het eerste kwartaal", "2024-01-01", "2024-03-31"),
        ("in het vierde kwartaal van dit jaar", "in het vierde kwartaal van dit jaar", "2024-10-01", "2024-12-31"),
        ("medio 2027", "medio 2027", "2027-06-01", "2027-07-31"),
        ("eind 2025", "eind 2025", "2025-10-01", "2025-12-31"),
        ("begin volgend jaar", "begin volgend jaar", "2025-01-01", "2025-03-31"),
        ("volgende week", "volgende week", "2024-03-18", "2024-03-24"),
        ("deze maand", "deze maand", "2024-03-01", "2024-03-31"),
        ("in de zomer", "in de zomer", "2024-06-21", "2024-09-20"),
        ("rond de zomer 2025", "rond de zomer 2025", "2025-06-21", "2025-09-20"),
        ("binnen zes weken", "binnen zes weken", "2024-03-12", "2024-04-23"),
        ("binnen anderhalf jaar", "binnen anderhalf jaar", "2024-03-12", "2025-09-11"),
        ("na de zomer", "na de zomer", "2024-09-21", None),
        ("na het kerstreces", "na het kerstreces", "2025-01-11", None),
        ("wordt jaarlijks gemeld", "jaarlijks", "2024-03-12", None),
        ("per 1 januari 2027", "per 1 januari 2027", "2027-01-01", "2027-01-01"),
        ("met ingang van 1 september", "met ingang van 1 september", "2024-09-01", None),
        ("De komende maanden", "De komende maanden", "2024-03-12", "2024-09-11"),
        ("in de loop van 2025", "in de loop van 2025", "2025-01-01", "2025-12-31"),
        ("in de tweede helft van 2024", "in de tweede helft van 2024", "2024-07-01", "2024-12-31"),
        ("eind mei/juni 2024", "eind mei/juni 2024", "2024-06-10", "2024-06-30"),
        ("voor eind 2026", "voor eind 2026", "2024-03-12", "2026-12-31"),
        ("in de jaren 2025 tot en met 2027", "in de jaren 2025 tot en met 2027", "2025-01-01", "2027-12-31"),
        ("op 26 en 27 november a.s.", "op 26 en 27 november a.s.", "2024-11-26", "2024-11-27"),
        ("op 11 juni jl.", "op 11 juni jl.", "2023-06-11", "2023-06-11"),
        ("aankomende winter", "aankomende winter", "2024-12-21", "2025-03-20"),
        ("komend voorjaar", "komend voorjaar", "2024-03-21", "2024-06-20"),
        ("in februari", "in februari", "2025-02-01", "2025-02-28"),
        ("uiterlijk met Prinsjesdag", "Prinsjesdag", "2024-09-15", "2024-09-21"),
    ],
)
def test_expressions_become_days(text: str, words: str, first: str | None, last: str | None) -> None:
    (found,) = find_periods(text, TODAY)
    assert (found.text, *days(found)) == (words, first, last)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in 2026", "2026-01-01", "2026-12-31"),
        ("in het najaar van 2025", "2025-09-21", "2025-12-20"),
        ("de komende maanden", None, None),
        ("voor de zomer", None, None),
        ("uiterlijk 1 juli 2025", None, "2025-07-01"),
        ("volgende week", None, None),
    ],
)
def test_without_a_letter_date_only_stated_years_count(text: str, first: str | None, last: str | None) -> None:
    (found,) = find_periods(text, None)
    assert days(found) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Kamerstuk 24 446, nr. 2024/25",
        "€ 2.024 per jaar",
        "2024Z19006",
        "een bedrag van 2026,50",
        "de voortgang",
        "in 20%",
    ],
)
def test_other_figures_say_nothing_of_time(text: str) -> None:
    assert list(find_periods(text, TODAY)) == []


def test_a_year_that_money_is_for_is_no_due_date() -> None:
    (found,) = find_periods("Hiervoor is € 12 mln voor 2026 beschikbaar.", TODAY)
    assert found.relation == ""


@pytest.mark.parametrize("text", ["in " * 50_000, "eind het de " * 20_000, "31 februari " * 20_000, "1-" * 50_000])
def test_long_hostile_text_is_read_in_linear_time(text: str) -> None:
    assert isinstance(list(find_periods(text, TODAY)), list)
