"""Times that are whole years: of the calendar, of schools, of parliament."""

from __future__ import annotations

from dataclasses import replace

from kamerbrief.annotate.time.calendar import Year, Yearly
from kamerbrief.annotate.time.core import MOST, Core
from kamerbrief.annotate.time.model import Kind
from kamerbrief.annotate.time.tokens import Lead, Tokens
from kamerbrief.annotate.time.words import month_day
from kamerbrief.lexicon import load


def school_year(tokens: Tokens, lead: Lead) -> Core | None:
    """``schooljaar 2026/2027``, ``collegejaren 2026/2027 en 2027/2028``, ``komend studiejaar``."""
    place = lead.place + 1
    first, last = (month_day(words) for words in load("dates")["school"]["days"])
    if tokens.at(place, "pair"):
        found = _pairs(tokens, place)
        begin, until, behind = found
        kind = Kind.SCHOOL_YEAR if until == begin + 1 else Kind.SPAN
        return Core(kind, Yearly(first, last, Year(stated=begin), until=until - 1), behind, joins=True)
    if tokens.at(place, "year"):
        return _years(tokens, place)
    return None if not lead.which else Core(Kind.SCHOOL_YEAR, Yearly(first, last, lead.year), place)


def parliament_year(_: Tokens, lead: Lead) -> Core | None:
    """``komend parlementair jaar``."""
    first, last = (month_day(words) for words in load("dates")["parliament"]["days"])
    when = Yearly(first, last, lead.year)
    return Core(Kind.SPAN, when, lead.place + 1) if lead.which else None


def _pairs(tokens: Tokens, place: int) -> tuple[int, int, int]:
    """The first and the last year of pairs that are listed, and the place behind them."""
    (begin, until), place = tokens.value(place, "pair"), place + 1
    for _ in range(MOST):
        step = 2 if tokens.mark(place, ",") and tokens.at(place + 1, "and") else 1
        joined = tokens.mark(place, ",") or tokens.at(place, "and") or tokens.at(place, "to")
        if not joined or not tokens.at(place + step, "pair"):
            break
        until, place = tokens.value(place + step, "pair")[1], place + step + 1
    return begin, until, place


def calendar_years(tokens: Tokens, lead: Lead) -> Core | None:
    """``2026``, ``2026 tot en met 2028``, ``2026, 2027 en 2028``, ``2027 en verder``."""
    return _years(tokens, lead.place)


def _years(tokens: Tokens, place: int) -> Core | None:
    """``2026``, ``2026-2028``, ``2026 tot en met 2028``, ``2026, 2027 en 2028``, ``2027 en verder``, ``2012–13``."""
    if tokens.at(place, "pair", glued=False):
        begin, until, behind = _pairs(tokens, place)
        found = _of_years(tokens, behind, begin, until)
        crosses = tokens.value(place, "stroke") and until == begin + 1
        return replace(found, kind=Kind.SCHOOL_YEAR) if found and crosses else found
    members = [tokens.value(place, "year")]
    place += 1
    if tokens.at(place, "to") and tokens.at(place + 1, "year"):
        return _of_years(tokens, place + 2, members[0], tokens.value(place + 1, "year"))
    while len(members) < MOST:
        step = 2 if tokens.mark(place, ",") and tokens.at(place + 1, "and") else 1
        if not (tokens.mark(place, ",") or tokens.at(place, "and")) or not tokens.at(place + step, "year"):
            break
        members.append(tokens.value(place + step, "year"))
        place += step + 1
    listed = tuple(members) if len(members) > 1 else ()
    return _of_years(tokens, place, min(members), max(members), listed)


def _of_years(tokens: Tokens, place: int, begin: int, until: int, members: tuple[int, ...] = ()) -> Core | None:
    if until < begin:
        return None
    onwards = tokens.at(place, "onwards")
    when = Yearly(year=Year(stated=begin), until=until)
    kind = Kind.YEAR if begin == until else Kind.SPAN
    return Core(kind, when, place + onwards, onwards=onwards, joins=begin == until, members=members)
