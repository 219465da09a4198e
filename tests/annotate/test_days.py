"""Single days in Dutch text."""

from __future__ import annotations

import datetime

import pytest

from kamerbrief.annotate.time import find_dates, first_date, months, number_of


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


def test_months_have_whole_and_short_names() -> None:
    assert (months()["februari"], months()["okt"], months()["sept"]) == (2, 10, 9)


@pytest.mark.parametrize(
    ("word", "number"), [("zes", 6), ("drieëntwintig", 23), ("Acht", 8), ("14", 14), ("derde", None), ("nota", None)]
)
def test_number_words(word: str, number: int | None) -> None:
    assert number_of(word) == number
