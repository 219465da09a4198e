"""Amounts in sentences: every value, and everything that the sentence says of it, against amount_cases.toml
and budget_sentences.toml."""

from __future__ import annotations

import datetime
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from kamerbrief.contract import Amount, Movement, Precision
from kamerbrief.facts.money.amounts import find_amounts
from kamerbrief.facts.money.figures import plain
from kamerbrief.letter import BlockKind
from tests.letters import analysis_of

CASES = [
    case
    for name in ("amount_cases.toml", "budget_sentences.toml")
    for case in tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))["case"]
]


def described(amount: Amount) -> list[str]:
    """An amount as the cases write it, its parts in alphabetical order."""
    ends = [amount.value] if amount.value is not None else [amount.low, amount.high]
    value = "..".join(f"{plain(end):f}" for end in ends if end is not None)
    period = amount.period
    years = ""
    if period:
        first, last = period.from_year or "", period.until_year or ""
        years = str(first) if first == last else f"{first}-{last}"
    parts = [
        value,
        amount.precision.value if amount.precision is not Precision.EXACT else "",
        amount.currency if amount.currency != "EUR" else "",
        amount.movement.value if amount.movement is not Movement.LEVEL else "",
        "total" if amount.total else "",
        amount.recurrence.value if amount.recurrence else "",
        years,
        f"per {amount.per}" if amount.per else "",
        f"from {','.join(amount.budget_holders)}" if amount.budget_holders else "",
    ]
    return sorted(part for part in parts if part)


def expected(amount: str) -> list[str]:
    value, *said = amount.split(" | ")
    ends = (f"{plain(Decimal(end.replace('_', ''))):f}" for end in value.split(".."))
    return sorted(["..".join(ends), *said])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_every_amount_and_what_the_sentence_says_of_it(case: dict[str, Any]) -> None:
    date = datetime.date.fromisoformat(case["date"]) if "date" in case else None
    amounts, _ = find_amounts(analysis_of(case["text"]), date)
    assert [described(amount) for amount in amounts] == [expected(amount) for amount in case["amounts"]]


def test_items_of_a_list_are_money_where_the_words_before_it_speak_of_money() -> None:
    items = [
        (BlockKind.LIST_ITEM, words) for words in ("onderwijs: 250 miljoen;", "zorg: 100 miljoen; en", "sport: 50 mln.")
    ]
    money, _ = find_amounts(analysis_of("De € 400 miljoen wordt als volgt verdeeld:", *items))
    assert [amount.value for amount in money] == [Decimal(value) * 10**6 for value in (400, 250, 100, 50)]
    people, _ = find_amounts(
        analysis_of("Zoveel inwoners zijn er:", (BlockKind.LIST_ITEM, "in Nederland: 18 miljoen;"))
    )
    assert people == []


def test_a_price_keeps_all_its_decimals() -> None:
    (amount,), _ = find_amounts(analysis_of("Het tarief is € 0,05521 per kWh."))
    assert amount.value == Decimal("0.05521")
    assert '"value":0.05521,' in amount.model_dump_json()


#: Attributes, and the words of a sentence (or the heading above it) from which each was read.
SHOWN = [
    (
        "In 2026 is structureel maximaal € 5 mln per huishouden beschikbaar uit de begroting van EZ en OCW.",
        {
            "period": "In 2026",
            "recurrence": "structureel",
            "precision": "maximaal",
            "per": "per huishouden",
            "budget_holders": "EZ en OCW",
        },
    ),
    ("De raming wordt met € 5 mln verhoogd.", {"movement": "verhoogd"}),
    ("De raming neemt met € 5 mln toe.", {"movement": "neemt met € 5 mln toe"}),
    ("Uit de aanvullende post komt € 5 mln extra.", {"movement": "extra"}),
    ("De kosten zijn € 5 mln of meer.", {"precision": "of meer"}),
    ("De kosten zijn tot € 5 mln.", {"precision": "tot"}),
    ("In totaal is dat € 5 mln.", {"total": "In totaal"}),
    ("Dat kost € 5 mln in totaal.", {"total": "in totaal"}),
    ("Er is € 5 mln. Dit bedrag is incidenteel.", {"recurrence": "incidenteel"}),
    ("Er is € 5 mln; dat geld is incidenteel.", {"recurrence": "incidenteel"}),
    ("De mutatie is -/- € 5 mln.", {}),
    ("Dat kost € 5 mln.", {}),
]


@pytest.mark.parametrize(("text", "shown"), SHOWN, ids=[text[:60] for text, _ in SHOWN])
def test_each_attribute_shows_the_words_it_was_read_from(text: str, shown: dict[str, str]) -> None:
    amounts, _ = find_amounts(analysis_of(text))
    evidence = amounts[0].attribute_evidence
    assert {name: one.text for name, one in evidence.items()} == shown
    assert all(text[one.start : one.end] == one.text for one in evidence.values())


def test_a_relative_clause_is_said_of_the_figure_before_it() -> None:
    (whole, part), _ = find_amounts(analysis_of("Van de € 5 mln die ik jaarlijks uittrek, gaat € 1 mln naar sluizen."))
    assert whole.attribute_evidence["recurrence"].text == "jaarlijks"
    assert part.recurrence is None


def test_years_shared_by_a_list_are_shown_for_each_of_its_amounts() -> None:
    amounts, _ = find_amounts(analysis_of("In 2026, 2027 en 2028 komt er € 5, € 6 en € 7 miljoen."))
    assert [amount.attribute_evidence["period"].text for amount in amounts] == ["In 2026, 2027 en 2028"] * 3


def test_who_pays_may_stand_in_the_heading_above() -> None:
    analysis = analysis_of((BlockKind.HEADING, "Bijdrage (EZ en OCW)"), "De bijdrage is € 5 mln.")
    (amount,) = find_amounts(analysis)[0]
    assert amount.budget_holders == ["EZ", "OCW"]
    shown = amount.attribute_evidence["budget_holders"]
    assert (shown.text, analysis.letter.block(shown.block).kind) == ("EZ en OCW", BlockKind.HEADING)


DAYS = [
    # text, first year, last year, first day, last day
    (
        "Voor de periode van 1 juli 2025 tot en met 31 december 2027 is € 5 mln beschikbaar.",
        (2025, 2027, "2025-07-01", "2027-12-31"),
    ),
    ("Van 1 september tot 1 maart 2027 kost dit € 5 mln.", (2026, 2027, "2026-09-01", "2027-02-28")),
    ("Tussen 1 juli en 31 december 2026 is € 5 mln nodig.", (2026, 2026, "2026-07-01", "2026-12-31")),
    ("Per 1 januari 2026 komt er € 5 mln bij.", (2026, None, "2026-01-01", None)),
    ("Met ingang van 15-07-2026 is er € 5 mln.", (2026, None, "2026-07-15", None)),
    ("De bijdrage van € 5 mln loopt tot 1 januari 2027.", (None, 2026, None, "2026-12-31")),
    ("De bijdrage van € 5 mln loopt tot 31 december 2027.", (None, 2027, None, "2027-12-31")),
    ("De bijdrage van € 5 mln loopt tot en met 1 maart 2027.", (None, 2027, None, "2027-03-01")),
    ("In 2026 is er € 5 mln.", (2026, 2026, None, None)),
]


@pytest.mark.parametrize(("text", "expected_period"), DAYS, ids=[text for text, _ in DAYS])
def test_a_period_has_its_days_where_they_are_stated(text: str, expected_period: tuple[Any, ...]) -> None:
    ((amount,), _) = find_amounts(analysis_of(text))
    period = amount.period
    assert period is not None
    days = [str(day) if day else None for day in (period.start, period.until)]
    assert (period.from_year, period.until_year, *days) == expected_period


@pytest.mark.parametrize(
    "text",
    [
        "De subsidie van € 5 mln kan tot 1 maart 2027 worden aangevraagd.",
        "Op 1 juli 2026 is € 5 mln betaald.",
        "De stand per 31 december 2025 is € 5 mln.",
        "Per 1 juli gaat € 5 mln naar de stad.",
    ],
)
def test_other_days_are_no_period(text: str) -> None:
    ((amount,), _) = find_amounts(analysis_of(text))
    assert amount.period is None
