"""Calendar dates in Dutch text."""

from __future__ import annotations

import datetime

import pytest

from kamerbrief.language.dates import find_dates, find_day_spans, first_date, months, number_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Den Haag, 3 maart 2025", "2025-03-03"),
        ("het commissiedebat van 26 en 27 november 2025", "2025-11-26"),
        ("van 12 tot en met 14 mei 2024 in Gent", "2024-05-12"),
        ("d.d. 03-03-2025", "2025-03-03"),
        ("Datum: 7/11/2023", "2023-11-07"),
        ("gedagtekend 1.9.2022 te Assen", "2022-09-01"),
        ("geldig vanaf 2026-01-31", "2026-01-31"),
        ("op 5 mrt. 2021 verzonden", "2021-03-05"),
        ("de brief van 30 sept. 2020", "2020-09-30"),
        ("AANGENOMEN OP 1 JUNI 2019", "2019-06-01"),
    ],
)
def test_complete_dates_are_read(text: str, expected: str) -> None:
    assert first_date(text) == datetime.date.fromisoformat(expected)


@pytest.mark.parametrize(
    "text",
    [
        "31 februari 2024",
        "op 3 maart",
        "artikel 3.1.2024a",
        "dossier 12-34-2025",
        "maart 2025",
        "nr. 45/12/2024/7",
        "0-0-2024",
    ],
)
def test_other_figures_are_no_dates(text: str) -> None:
    assert first_date(text) is None


def test_every_date_is_found_in_its_place() -> None:
    text = "Tussen 1 april 2024 en 15-05-2024 lag de brief ter inzage."
    assert [text[found.start : found.end] for found in find_dates(text)] == ["1 april 2024", "15-05-2024"]


def test_month_names_come_from_babel_and_the_word_list() -> None:
    assert (months()["februari"], months()["okt"], months()["sept"]) == (2, 10, 9)


@pytest.mark.parametrize(
    ("word", "number"), [("zes", 6), ("drieëntwintig", 23), ("Acht", 8), ("14", 14), ("derde", None), ("nota", None)]
)
def test_number_words(word: str, number: int | None) -> None:
    assert number_of(word) == number


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
    (found,) = find_day_spans(text, 0, len(text))
    assert text[found.start : found.end] == words
    assert [str(day) if day else None for day in (found.first, found.last)] == [first, last]


@pytest.mark.parametrize(
    "text",
    [
        "op 1 juli 2026 en per 31 december 2026",
        "vanaf 1 juli",
        "van 31 februari 2026 tot en met 1 maart 2026",
        "van 1 juli 2027 tot en met 1 maart 2026",
        "De regeling staat tot 1 maart 2027 open.",
        "Van 1 mei tot 1 juli",
        "Er zijn 12 tot 14 mei 2026 besproken.",
    ],
)
def test_what_is_no_stretch_of_days(text: str) -> None:
    assert list(find_day_spans(text, 0, len(text))) == []


@pytest.mark.parametrize(
    "text", ["1 mei tot " * 3_000, "periode van " * 3_000, "1-1-" * 5_000, "tot 1 mei 2026 " * 2_000]
)
def test_hostile_text_gives_its_stretches_in_order(text: str) -> None:
    found = list(find_day_spans(text, 0, len(text)))
    assert [one.start for one in found] == sorted(one.start for one in found)
