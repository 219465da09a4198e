"""The years that money is for, as a view of the times of a text."""

from __future__ import annotations

import datetime

import pytest

from kamerbrief.facts.money.tables.header_years import only_period, period_of_header, years_onwards
from kamerbrief.facts.money.years import Years, years_said

TODAY = datetime.date(2024, 3, 12)


def years(text: str, today: datetime.date | None = TODAY) -> list[Years]:
    return list(years_said(text, 0, len(text), today).found)


SPANS = [
    ("van 1 juli 2025 tot en met 31 december 2027", "2025-07-01", "2027-12-31"),
    ("in de periode 1 mei t/m 30 juni 2026", "2026-05-01", "2026-06-30"),
    ("van 1 november tot 1 maart 2026", "2025-11-01", "2026-02-28"),
    ("tussen 01-07-2025 en 31-12-2025", "2025-07-01", "2025-12-31"),
    ("van 12 tot en met 14 mei 2024", "2024-05-12", "2024-05-14"),
    ("met ingang van 15 juli 2026", "2026-07-15", None),
    ("per 1 januari 2026", "2026-01-01", None),
    ("tot en met 1 maart 2027", None, "2027-03-01"),
    ("tot 1 maart 2027", None, "2027-02-28"),
    ("tot 31 december 2027", None, "2027-12-31"),
]


@pytest.mark.parametrize(("words", "first", "last"), SPANS, ids=[words for words, _, _ in SPANS])
def test_stretches_of_days(words: str, first: str | None, last: str | None) -> None:
    text = f"Dit geldt {words}, zo is bepaald."
    (found,) = years(text)
    assert text[found.start : found.end] == words
    days = found.period.start, found.period.until
    assert [str(day) if day else None for day in days] == [first, last]


YEARS = [
    ("in 2026", 2026, 2026),
    ("voor de periode 2026-2028", 2026, 2028),
    ("voor de jaren 2026 tot en met 2028", 2026, 2028),
    ("vanaf 2027", 2027, None),
    ("vanaf schooljaar 2026/2027", 2026, None),
    ("vanaf september 2026", 2026, None),
    ("met ingang van het begrotingsjaar 2027", 2027, None),
    ("tot en met 2029", None, 2029),
    ("in 2027 en verder", 2027, None),
    ("in de school- en collegejaren 2026/2027 en 2027/2028", 2026, 2028),
    ("over 2012–13", 2012, 2013),
    ("in het overgangsjaar 2027", 2027, 2027),
    ("eind 2026", 2026, 2026),
    ("in het derde kwartaal van 2025", 2025, 2025),
    ("vorig jaar", 2023, 2023),
    ("voor dit jaar", 2024, 2024),
    ("voor komend jaar", 2025, 2025),
    ("via een subsidie (2025-2027)", 2025, 2027),
    ("met ingang van volgend jaar", 2025, None),
    ("de komende vier jaar", 2024, 2027),
    ("de afgelopen drie jaar", 2021, 2023),
    ("in augustus van dit jaar en in 2026", 2026, 2026),
]


@pytest.mark.parametrize(("words", "first", "last"), YEARS, ids=[words for words, _, _ in YEARS])
def test_years_behind_a_word_that_says_that_money_is_for_them(words: str, first: int | None, last: int | None) -> None:
    (found,) = years(f"Er is {words} geld beschikbaar.")
    assert (found.period.from_year, found.period.until_year, found.introduced) == (first, last, True)


@pytest.mark.parametrize(
    "text",
    [
        "op 1 juli 2026 en per 31 december 2026",
        "vanaf 1 juli",
        "van 31 februari 2026 tot en met 1 maart",
        "De regeling staat tot 1 maart 2027 open.",
        "Van 1 mei tot 1 juli",
        "de conferentie van 2022",
        "In maart 2026 wordt de ronde opengesteld.",
        "medio 2028 volgt de evaluatie",
        "een studie die na 2030 volgt",
        "bij de Voorjaarsnota 2026",
        "week 12 van 2026",
    ],
)
def test_other_times_are_no_period_of_money(text: str) -> None:
    assert years(text) == []


@pytest.mark.parametrize("text", ["€ 5 miljoen (2026)", "2026: € 5 miljoen", "schuift door naar 2026"])
def test_a_year_beside_a_figure_belongs_to_that_figure_alone(text: str) -> None:
    assert [one.introduced for one in years(text)] == [False]


def test_a_list_hands_out_its_years() -> None:
    assert [one.years for one in years("in 2026, 2027 en 2028")] == [(2026, 2027, 2028)]


def test_years_are_asked_within_a_stretch() -> None:
    text = "In 2024 was dat € 3 mln, in 2025 € 4 mln en in 2026 € 5 mln."
    said = years_said(text, 0, len(text), TODAY)
    assert [one.period.from_year for one in said.within(20, 40)] == [2025]


@pytest.mark.parametrize(
    "text", ["1 mei tot " * 3_000, "periode van " * 3_000, "1-1-" * 5_000, "tot 1 mei 2026 " * 2_000]
)
def test_hostile_text_gives_its_years_in_order(text: str) -> None:
    found = years(text)
    assert [one.start for one in found] == sorted(one.start for one in found)


HEADERS = [
    ("2026", (2026, 2026)),
    ("Raming 2026-2028", (2026, 2028)),
    ("2026/27", (2026, 2027)),
    ("2026 & 2027", (2026, 2027)),
    ("t/m 2030", (None, 2030)),
    ("v.a. 2026", (2026, None)),
    ("2030e.v.", (2030, None)),
    ("2027 en verder", (2027, None)),
    ("na 2030", (2031, None)),
    ("1e suppletoire begroting 2018", (2018, 2018)),
    ("Ontwerpbegroting 2027", (2027, 2027)),
    ("Prijspeil 2025", None),
    ("Mutatie t.o.v. 2024", None),
    ("Bedrag", None),
]


@pytest.mark.parametrize(("header", "period"), HEADERS, ids=[header for header, _ in HEADERS])
def test_the_years_of_a_header(header: str, period: tuple[int | None, int | None] | None) -> None:
    found = period_of_header(header)
    assert (found and (found.from_year, found.until_year)) == period


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("Tabel 2. Uitgaven 2027 (x € 1.000)", (2027, 2027)),
        ("Tabel 2. Uitgaven 2027-2030 (x € 1.000)", (2027, 2030)),
        ("Uitgaven 2027 en 2028, stand 1 mei 2026", None),
        ("Verkoop in juni 2026", None),
        ("Uitgaven, bron: Rijksjaarverslag 2024", None),
        ("Uitgaven 2024 en raming voor 2027", None),
    ],
)
def test_the_only_years_of_a_title(title: str, period: tuple[int, int] | None) -> None:
    found = only_period(title)
    assert (found and (found.from_year, found.until_year)) == period


@pytest.mark.parametrize(("header", "onwards"), [("e.v.", True), ("En  verder", True), ("2030 e.v.", False)])
def test_a_header_of_all_years_behind(header: str, onwards: bool) -> None:
    assert years_onwards(header) is onwards
