"""Facts in words for people: Dutch or English texts, figures and attributes."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from kamerbrief.checks.arithmetic import dutch
from kamerbrief.contract import (
    Amount,
    Commitment,
    CommitmentKind,
    Extraction,
    Movement,
    Percentage,
    PercentageUnit,
    Period,
    Precision,
    Qualifier,
    Recommendation,
)


class Language(StrEnum):
    """The languages of the views."""

    NL = "nl"
    EN = "en"


class _Values(dict[str, str]):
    """The words for attribute values; a value without one stands for itself, so that no letter is without its page."""

    def __missing__(self, value: str) -> str:
        return value.replace("_", " ")


@cache
def texts(language: Language) -> dict[str, Any]:
    """All words of the views in one language; attribute values stand under ``values``."""
    data = files(__package__).joinpath("texts.toml").read_text(encoding="utf-8")
    found: dict[str, Any] = tomllib.loads(data)[language.value]
    return found | {"values": _Values(found["values"])}


def counted(forms: Mapping[str, str], number: int, **parts: object) -> str:
    """A number of things in words: ``1 wijziging``, ``12 wijzigingen``; Dutch and English know the same two forms."""
    return forms["one" if number == 1 else "other"].format(n=dutch(Decimal(number)), **parts)


def day_in_words(day: datetime.date | str, language: Language) -> str:
    """3 november 2025; a text that is no day stays as it is."""
    if isinstance(day, str):
        try:
            day = datetime.date.fromisoformat(day)
        except ValueError:
            return str(day)
    return f"{day.day} {texts(language)['months'][day.month - 1]} {day.year}"


def amount_in_words(amount: Amount | Percentage) -> str:
    """The value or the range of an amount or percentage, with its unit."""
    if isinstance(amount, Percentage):
        unit = "%" if amount.unit is PercentageUnit.PERCENT else " %-punt"
        return _value(amount) + unit
    below = amount.value is not None and amount.value < 0
    sign = ("-" if below else "") + ("€" if amount.currency == "EUR" else amount.currency)
    value = _value(amount).removeprefix("-") if below else _value(amount)
    return f"{sign} {value}" + (f" / {amount.per}" if amount.per else "")


def _value(amount: Amount | Percentage) -> str:
    if amount.value is not None:
        return dutch(amount.value)
    ends = [dutch(end) if end is not None else "…" for end in (amount.low, amount.high)]
    return " – ".join(ends)


def years(period: Period, language: Language = Language.NL) -> str:
    """2026–2028, 2027, 2027–… for an open end; days where the letter states them, 1 juli 2026 – 31 december 2027."""
    if period.start or period.until:
        return " – ".join(day_in_words(day, language) if day else "…" for day in (period.start, period.until))
    if period.from_year == period.until_year:
        return str(period.from_year)
    return f"{period.from_year or '…'}–{period.until_year or '…'}"


def attributes(amount: Amount, language: Language) -> Iterator[str]:
    """What is said of an amount besides its value, in the order of the schema, the ordinary left out."""
    words = texts(language)["values"]
    if amount.precision is not Precision.EXACT:
        yield words[amount.precision]
    if amount.movement is not Movement.LEVEL:
        yield words[amount.movement]
    if amount.total:
        yield words["total"]
    if amount.recurrence:
        yield words[amount.recurrence]
    if amount.period:
        yield years(amount.period, language)
    yield from amount.budget_holders
    if amount.restates:
        yield texts(language)["restates"]
    if amount.replaced_by:
        yield texts(language)["replaced"]
    if amount.qualifier is not Qualifier.ASSERTED:
        yield words[amount.qualifier]


def answer_attributes(recommendation: Recommendation, language: Language) -> Iterator[str]:
    """What the cabinet does with a recommendation, and how sure that is where a classifier told it."""
    yield texts(language)["values"][recommendation.stance]
    yield from _learned(recommendation.probability, language)


def promise_attributes(commitment: Commitment, language: Language) -> Iterator[str]:
    """What is said of a promise besides its words and day, the ordinary left out: an act that is promised anew."""
    words = texts(language)
    if commitment.kind is CommitmentKind.INTENTION:
        yield words["values"][commitment.kind]
    if commitment.conditional:
        yield words["on_condition"]
    if commitment.repeats:
        yield words["promised_before"]
    yield from _learned(commitment.probability, language)


def _learned(probability: Decimal | None, language: Language) -> Iterator[str]:
    """``geleerd, 0,83`` for what a classifier found; nothing for what a rule found."""
    if probability is not None:
        yield f"{texts(language)['learned']}, {dutch(probability)}"


def money_per_programme(extraction: Extraction) -> list[tuple[str, Decimal]]:
    """Euros per programme, or per group of programmes that one amount is for, largest first.

    Which amounts count says :mod:`kamerbrief.double_counting`.
    """
    names = {programme.id: programme.name for programme in extraction.programmes}
    sums: dict[str, Decimal] = {}
    for amount in extraction.amounts:
        if amount.programmes and amount.counts and amount.value:
            name = ", ".join(names.get(programme, programme) for programme in amount.programmes)
            sums[name] = sums.get(name, Decimal(0)) + amount.value
    return sorted(sums.items(), key=lambda item: (-item[1], item[0]))
