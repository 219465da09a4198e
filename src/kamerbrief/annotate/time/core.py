"""A time without its lead, and the year that the words around it say."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kamerbrief.annotate.time.calendar import When, Year, Yearly
from kamerbrief.annotate.time.model import Kind
from kamerbrief.annotate.time.tokens import Lead, Tokens
from kamerbrief.lexicon import load

#: A year is so many months.
DECEMBER = 12
#: So many days of a list may share a month: *13, 14 en 15 mei*; so many years may be listed.
MOST = 12


@dataclass(frozen=True, slots=True)
class Core:
    """A time without its lead, and the place behind it.

    ``joins`` says that a stretch may begin or end with it, ``onwards`` that it goes on for ever (*2027 en verder*);
    ``relation`` is set where the time has its own.
    """

    kind: Kind
    when: When
    place: int
    relation: str = ""
    joins: bool = False
    onwards: bool = False
    members: tuple[int, ...] = ()


Rule = Callable[[Tokens, Lead], Core | None]


def dated(kind: Kind, tokens: Tokens, lead: Lead, place: int, first: tuple[int, int], last: tuple[int, int]) -> Core:
    """What every year has, with its year as far as the words behind it, or before it, say which."""
    year, behind = year_behind(tokens, place, lead)
    return Core(kind, Yearly(first, last, year, weekday=lead.weekday), behind, joins=True)


def year_behind(tokens: Tokens, place: int, lead: Lead) -> tuple[Year, int]:
    """The year behind a time: *2026*, *van het jaar 2026*, *van volgend jaar*; else which one its lead or tail says."""
    at = place
    if tokens.at(at, "of") and not (tokens.at(at, "relation") and tokens.listed[at].text not in _of()):
        at += 1
    if tokens.at(at, "article") and not tokens.at(at, "this"):
        at += 1
    if tokens.at(at, "unit_months") and tokens.value(at, "unit_months") == DECEMBER and tokens.at(at + 1, "year"):
        at += 1
    if tokens.at(at, "year"):
        return Year(stated=tokens.value(at, "year")), at + 1
    if tokens.at(place, "short_year"):
        return Year(stated=tokens.value(place, "short_year")), place + 1
    if tokens.at(at, "pair") and tokens.value(at, "pair")[1] == tokens.value(at, "pair")[0] + 1:
        return Year(stated=tokens.value(at, "pair")[0]), at + 1
    step = next((step for which, step in (("this", 0), ("ahead", 1), ("back", -1)) if tokens.at(at, which)), None)
    if step is not None and tokens.at(at + 1, "unit_months") and tokens.value(at + 1, "unit_months") == DECEMBER:
        return Year(step=step), at + 2
    if tokens.at(place, "past"):
        return Year(lean="back"), place + 1
    if tokens.at(place, "ahead_tail"):
        return Year(lean="ahead"), place + 1
    return lead.year, place


def _of() -> list[str]:
    return list(load("dates")["joins"]["of"])
