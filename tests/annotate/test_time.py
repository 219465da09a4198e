"""Times against the day of a letter; the sentences are in ``times.toml``."""

from __future__ import annotations

import datetime
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from kamerbrief.annotate.time import TimeExpression, find_times, stated_times, years_of_length

#: The day of the letter in these tests, a Tuesday.
TODAY = datetime.date(2024, 3, 12)
TIMES: list[dict[str, Any]] = tomllib.loads(Path(__file__).with_name("times.toml").read_text(encoding="utf-8"))["time"]


def days(found: TimeExpression) -> tuple[str | None, str | None]:
    first, last = found.first, found.last
    return first.isoformat() if first else None, last.isoformat() if last else None


@pytest.mark.parametrize("case", TIMES, ids=[case["said"] for case in TIMES])
def test_a_time_has_its_kind_relation_and_days(case: dict[str, Any]) -> None:
    before, _, rest = case["said"].partition("[")
    words, _, behind = rest.partition("]")
    (found,) = find_times(f"{before}{words}{behind}")
    stated = [day.isoformat() if day else "" for day in found.stated(TODAY)]
    assert [found.kind.value, found.relation, *stated] == case["is"]
    assert (found.start, found.end) == (len(before) - len(case.get("lead", "")), len(before) + len(words))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("in 2026", "2026-01-01", "2026-12-31"),
        ("in het najaar van 2025", "2025-09-21", "2025-12-20"),
        ("de komende maanden", None, None),
        ("voor de zomer", None, None),
        ("uiterlijk 1 juli 2025", None, "2025-07-01"),
        ("volgende week", None, None),
        ("tussen 1 mei en 1 juni", None, None),
        ("binnen drie weken", None, None),
    ],
)
def test_without_a_letter_date_only_stated_years_count(text: str, first: str | None, last: str | None) -> None:
    (found,) = stated_times(text, None)
    assert days(found) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "Kamerstuk 24 446, nr. 2024/25",
        "€ 2.024 per jaar",
        "2024Z19006",
        "een bedrag van 2026,50",
        "2026.1 miljoen",
        "versie 2023.2",
        "€ 2025.50",
        "kenmerk 2024.1",
        "de voortgang",
        "in 20%",
        "het half jaar en de helft van de week",
        "in hetzelfde jaar",
        "Q7 en H3",
        "week 54 van de baan",
    ],
)
def test_other_figures_say_nothing_of_time(text: str) -> None:
    assert list(find_times(text)) == []


def test_a_time_that_belongs_to_the_calendar_only_has_no_days_where_there_are_none() -> None:
    (found,) = stated_times("uiterlijk 29 februari 2025", TODAY)
    assert days(found) == (None, None)


def test_what_is_counted_from_another_moment_is_no_day_of_the_letter() -> None:
    (found,) = stated_times("Een toekenning die na twee jaar nog openstaat, vervalt.", TODAY)
    assert found.relation == ""


@pytest.mark.parametrize("today", [datetime.date(1, 1, 1), datetime.date(9999, 12, 31)])
@pytest.mark.parametrize("text", ["over drie jaar", "volgende week", "in februari", "vorig jaar", "na de winter"])
def test_at_the_ends_of_the_calendar_days_are_open(text: str, today: datetime.date) -> None:
    (found,) = stated_times(text, today)
    assert found.first is None or isinstance(found.first, datetime.date)


HOSTILE = {
    "in": "in " * 40_000,
    "leads": "eind het de " * 20_000,
    "no day": "31 februari " * 10_000,
    "dashes": "1-" * 50_000,
    "a million digits": "7" * 1_000_000,
    "figures": "12 en " * 20_000,
    "years": "2026, " * 20_000,
    "pairs": "2026/27 en " * 10_000,
    "no full stop": "de komende vier jaar in het derde kwartaal van 2026 en verder " * 1_700,
    "stretches": "van 1 mei tot " * 8_000,
    "brackets": "(" * 50_000 + "in mei" + ")" * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_gives_its_times_in_order(name: str) -> None:
    found = list(find_times(HOSTILE[name]))
    assert [one.start for one in found] == sorted(one.start for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_the_work_grows_with_the_length(monkeypatch: pytest.MonkeyPatch) -> None:
    from kamerbrief.annotate.time import grammar

    asked = 0
    plain = grammar._core

    def counting(*about: Any) -> Any:
        nonlocal asked
        asked += 1
        return plain(*about)

    monkeypatch.setattr(grammar, "_core", counting)
    counts = []
    for times in (500, 1_000):
        asked = 0
        list(find_times("uiterlijk in de loop van het jaar van de periode van 12 en 2026, " * times))
        counts.append(asked)
    assert counts[1] <= 2.1 * counts[0]


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("Vanaf 2025 is voor een periode van drie jaar geld beschikbaar.", 3),
        ("De bijdrage loopt gedurende 4 jaar door.", 4),
        ("De raad bestaat drie jaar.", None),
        ("Gedurende twee jaar meet de dienst, de sector voor de duur van vijf jaar.", None),
    ],
)
def test_how_many_years_something_lasts(text: str, years: int | None) -> None:
    assert years_of_length(text) == years
