"""What one of a table's figures is worth: *(mln euro)*, *(x € 1.000)*, *bedragen x € 1 mln.*, *in duizenden euro's*."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache

from kamerbrief.facts.money.tokens import currency_code, currency_words
from kamerbrief.facts.told import Place
from kamerbrief.lexicon import Lookup, alternatives, load, phrase_pattern


@dataclass(frozen=True, slots=True)
class Unit:
    """``factor`` whole units of ``currency`` (None where only a scale is stated), and the words that say so.

    ``at`` is where the words (or the cell with them) stand in the letter's text, where that is known.
    """

    factor: Decimal
    currency: str | None
    words: str
    at: Place | None = field(default=None, compare=False)


def unit_in(text: str, *, header: bool) -> Unit | None:
    """The unit that a text states; None where it states none.

    In a ``header`` a scale word will do (Budget mln); in a caption or a line beside the table it must look like a
    statement of the unit: in brackets, behind *in*, *bedragen* or *x*, or with a currency.
    """
    return _first_of(
        unit
        for pattern in (_multiplied(), _scaled(), _plain())
        for match in pattern.finditer(text)
        if (unit := _unit(match, introduced=header or _introduces(text, match)))
    )


def stated_unit(sentence: str) -> Unit | None:
    """The unit that a sentence of running text states: behind *x*, *in* or *bedragen*, not *kost miljoenen euro's*."""
    return _first_of(
        unit
        for pattern in (_multiplied(), _scaled(), _plain())
        for match in pattern.finditer(sentence)
        if (match.groupdict().get("one") or _introduces(sentence, match))
        and (unit := _unit(match, introduced=True))
        and unit.currency
    )


def _first_of(units: Iterable[Unit]) -> Unit | None:
    """The first unit with a currency, else the first one."""
    found = list(units)
    return next(iter([unit for unit in found if unit.currency] or found), None)


def heads_rates(header: str) -> bool:
    """True for the header of averages or prices: Tarief per uur, Gemiddeld per aanvraag."""
    return _rates().search(header) is not None


@cache
def _rates() -> re.Pattern[str]:
    return phrase_pattern(load("tables")["rate"]["words"])


def _introduces(text: str, match: re.Match[str]) -> bool:
    before = text[max(match.start() - 20, 0) : match.start()]
    return (
        re.search(r"(?:[(\[]|(?<!\w)(?:in|bedragen|bedrag|cijfers)(?:\s(?:ge)?hele)?)\s*$", before, re.IGNORECASE)
        is not None
    )


def _unit(match: re.Match[str], *, introduced: bool) -> Unit | None:
    found = match.groupdict()
    sign = found.get("first") or found.get("before") or found.get("in") or found.get("behind")
    scale, one = found.get("scale"), found.get("one")
    if not (introduced or one or (sign and scale)):
        return None
    factor = Decimal(re.sub(r"[. ]", "", one or "1")) * (_scales()[scale] if scale else 1)
    code, worth = currency_code(sign) if sign else (None, Decimal(1))
    return Unit(factor * worth, code, match.group().strip())


def of_scale(unit: Unit, word: str) -> Unit:
    """A unit with the scale of a word that stands with the figure itself, in the currency of the unit."""
    return replace(unit, factor=_scales()[word])


@cache
def _scales() -> Lookup[Decimal]:
    return Lookup({word: Decimal(entry["factor"]) for entry in load("tables")["scale"] for word in entry["words"]})


@cache
def _sign() -> str:
    return rf"(?<![^\W\d_])(?:{alternatives(currency_words())})(?![^\W\d_])"


@cache
def _scale() -> str:
    return rf"(?<![^\W\d_])(?i:{alternatives(_scales())})(?!\w)"


@cache
def _multiplied() -> re.Pattern[str]:
    """x € 1.000, € x 1.000, x 1 mln euro, x 1 miljard €, in € 1.000."""
    one = r"1(?:[. ]?000){0,3}(?![0-9]|[.,][0-9])"
    return re.compile(
        rf"(?:(?:(?P<first>{_sign()})\s?)?(?<!\w)(?:[xX×*]|maal)\s?(?P<before>{_sign()})?\s?"
        rf"|(?<!\w)(?:in|bedragen)\s(?P<in>{_sign()})\s?(?=1[. ]?0|1\s?{_scale()}))"
        rf"(?P<one>{one})\s?(?P<scale>{_scale()})?\.?\s?(?P<behind>{_sign()})?"
    )


@cache
def _scaled() -> re.Pattern[str]:
    """mln euro, € mln, miljoenen euro's, x € mln; not 5 mln euro."""
    return re.compile(
        rf"(?<![\w.,])(?<![0-9]\s)(?:(?P<before>{_sign()})\s?)?(?P<scale>{_scale()})\.?(?:\s?(?P<behind>{_sign()}))?"
    )


@cache
def _plain() -> re.Pattern[str]:
    """(€), in euro's, in hele euro's, k€: a currency with no figure behind it."""
    return re.compile(rf"(?:(?<=\()|(?<=in\s)|(?<=hele\s)|^)(?P<before>{_sign()})(?=\s?[).,;:]|\s?$|\sper\s)")
