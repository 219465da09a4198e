"""The times themselves, by the word with which they begin: one rule a kind."""

from __future__ import annotations

from itertools import pairwise

from kamerbrief.annotate.time.calendar import (
    Around,
    Counted,
    NthWeekday,
    NumberedWeek,
    Open,
    WeekOf,
    Year,
    Yearly,
)
from kamerbrief.annotate.time.core import DECEMBER, MOST, Core, Rule, dated, year_behind
from kamerbrief.annotate.time.model import Kind
from kamerbrief.annotate.time.tokens import Lead, Tokens
from kamerbrief.annotate.time.year_cores import calendar_years, parliament_year, school_year
from kamerbrief.lexicon import load

#: So many months are the first, or the last, of a year.
_FEW = 3
_LEAP = 2024


def _date(tokens: Tokens, lead: Lead) -> Core | None:
    """``2026-01-31``, ``01.11.2025``."""
    year, month, number = tokens.value(lead.place, "date")
    when = Yearly((month, number), (month, number), Year(stated=year))
    return Core(Kind.DAY, when, lead.place + 1, joins=True) if when.in_year(year) else None


def _day(tokens: Tokens, lead: Lead) -> Core | None:
    """``3 maart``, ``26 en 27 november 2025``, ``13, 14 en 15 mei``, ``12 tot en met 14 mei``."""
    place = lead.place
    numbers = _numbers(tokens, place, glued=False)
    while numbers and len(numbers) < MOST:
        if tokens.at(place + 1, "month"):
            month = tokens.value(place + 1, "month")
            first, last = (month, numbers[0]), (month, numbers[-1])
            known = _rising(numbers) and Yearly(first, last).in_year(_LEAP)
            return dated(Kind.DAY, tokens, lead, place + 2, first, last) if known else None
        joined = tokens.at(place + 1, "and") or tokens.at(place + 1, "to") or tokens.mark(place + 1, ",")
        more = _numbers(tokens, place + 2, glued=True) if joined else []
        if not more:
            return None
        numbers, place = [*numbers, *more], place + 2
    return None


def _numbers(tokens: Tokens, place: int, *, glued: bool) -> list[int]:
    """The figures of days at a place: one, or two with a dash between them."""
    if tokens.at(place, "days", glued=glued):
        return list(tokens.value(place, "days"))
    return [tokens.value(place, "number")] if tokens.at(place, "number", glued=glued) else []


def _rising(numbers: list[int]) -> bool:
    return all(first < last for first, last in pairwise([0, *numbers]))


def _month(tokens: Tokens, lead: Lead) -> Core | None:
    """``maart 2026``, ``mei/juni``, ``augustus of september``."""
    first, place = tokens.value(lead.place, "month"), lead.place + 1
    last = first
    joined = tokens.at(place, "and") or tokens.mark(place, "/") or tokens.mark(place, "-") or tokens.mark(place, "–")
    if joined and tokens.at(place + 1, "month"):
        last, place = tokens.value(place + 1, "month"), place + 2
    return dated(Kind.MONTH, tokens, lead, place, (first, 1), (last, 0))


def _ordinal(tokens: Tokens, lead: Lead) -> Core | None:
    """``derde kwartaal``, ``eerste helft``, ``derde woensdag van mei``, ``laatste week van september``."""
    number, place = tokens.value(lead.place, "ordinal"), lead.place + 1
    last = number
    if tokens.at(place, "and") and tokens.at(place + 1, "ordinal"):
        last, place = tokens.value(place + 1, "ordinal"), place + 2
    if tokens.at(place, "quarter"):
        return _quarter(tokens, lead, place + 1, number, last)
    if tokens.at(place, "half"):
        return _half(tokens, lead, place + 1, number)
    if last != number:
        return None
    months = _months_of_year(tokens, lead, place, number)
    if months is not None:
        return months
    of_month = tokens.at(place + 1, "of") and tokens.at(place + 2, "month")
    if of_month and (tokens.at(place, "weekday") or tokens.at(place, "week")):
        return _of_month(tokens, lead, place, number)
    return None


def _months_of_year(tokens: Tokens, lead: Lead, place: int, number: int) -> Core | None:
    """``eerste maanden van 2025``, ``laatste twee maanden van dit jaar``: a part of a year as its halves are."""
    counted = tokens.at(place, "number")
    place += counted
    if number not in (1, -1) or not tokens.at(place, "unit_months") or tokens.value(place, "unit_months") != 1:
        return None
    year, behind = year_behind(tokens, place + 1, lead)
    months = tokens.value(place - 1, "number") if counted else _FEW if tokens.listed[place].text.endswith("en") else 1
    if not year.settled or not 1 <= months <= DECEMBER:
        return None
    first, last = (1, months) if number == 1 else (DECEMBER + 1 - months, DECEMBER)
    return Core(Kind.HALF, Yearly((first, 1), (last, 0), year), behind, joins=True)


def _of_month(tokens: Tokens, lead: Lead, place: int, number: int) -> Core | None:
    month = tokens.value(place + 2, "month")
    year, behind = year_behind(tokens, place + 3, lead)
    if tokens.at(place, "week"):
        days = {1: (1, 7), 2: (8, 14), 3: (15, 21), 4: (22, 28), -1: (22, 0)}.get(number)
        return Core(Kind.WEEK, Yearly((month, days[0]), (month, days[1]), year), behind) if days else None
    if not 1 <= number <= 5:
        return None
    when = NthWeekday((month, 1), (month, 0), year, nth=number, day_of_week=tokens.value(place, "weekday"))
    return Core(Kind.DAY, when, behind)


def _quarter(tokens: Tokens, lead: Lead, place: int, first: int, last: int) -> Core | None:
    first, last = (4 if number == -1 else number for number in (first, last))
    if not 1 <= first <= last <= 4:
        return None
    return dated(Kind.QUARTER, tokens, lead, place, (3 * first - 2, 1), (3 * last, 0))


def _half(tokens: Tokens, lead: Lead, place: int, number: int) -> Core | None:
    """Half of a year; of a month where one follows (*de eerste helft van mei*)."""
    second = number in (2, -1)
    if not second and number != 1:
        return None
    if tokens.at(place, "of") and tokens.at(place + 1, "month"):
        month = tokens.value(place + 1, "month")
        days = (16, 0) if second else (1, 15)
        return dated(Kind.HALF, tokens, lead, place + 2, (month, days[0]), (month, days[1]))
    return dated(Kind.HALF, tokens, lead, place, (7, 1) if second else (1, 1), (12, 31) if second else (6, 30))


def _numbered_quarter(tokens: Tokens, lead: Lead) -> Core | None:
    """``kwartaal 3``."""
    place = lead.place + 1
    number = tokens.value(place, "number") if tokens.at(place, "number") else 0
    return _quarter(tokens, lead, place + 1, number, number)


def _coded(tokens: Tokens, lead: Lead) -> Core | None:
    """``Q3 2026``, ``2026-Q3``, ``Q1/Q2 2026``, ``H1 2026``."""
    unit, first = tokens.value(lead.place, "coded")
    stated, place, last = tokens.value(lead.place, "of_year"), lead.place + 1, first
    joined = tokens.at(place, "and") or tokens.at(place, "to")
    if joined and tokens.at(place + 1, "coded") and tokens.value(place + 1, "coded")[0] == unit:
        (_, last), place = tokens.value(place + 1, "coded"), place + 2
    if first > last:
        return None
    months = 3 if unit == "quarter" else 6
    kind = Kind.QUARTER if unit == "quarter" else Kind.HALF
    found = dated(kind, tokens, lead, place, (months * (first - 1) + 1, 1), (months * last, 0))
    if stated and isinstance(found.when, Yearly):
        when = Yearly(found.when.first, found.when.last, Year(stated=stated))
        return Core(kind, when, place, joins=True)
    return found


def _named(sense: str, kind: Kind) -> Rule:
    def rule(tokens: Tokens, lead: Lead) -> Core | None:
        first, last = tokens.value(lead.place, sense)
        return dated(kind, tokens, lead, lead.place + 1, first, last)

    return rule


def _budget(tokens: Tokens, lead: Lead) -> Core | None:
    """``bij Voorjaarsnota``, ``de Miljoenennota 2027``, which comes in 2026."""
    (first, last), following = tokens.value(lead.place, "budget")
    found = dated(Kind.BUDGET, tokens, lead, lead.place + 1, first, last)
    year = found.when.year.stated if isinstance(found.when, Yearly) else None
    if following and year:
        return Core(Kind.BUDGET, Yearly(first, last, Year(stated=year - 1)), found.place)
    return Core(Kind.BUDGET, found.when, found.place)


def _week(tokens: Tokens, lead: Lead) -> Core | None:
    """``week 37``, ``de week van 15 september``, ``volgende week``."""
    place = lead.place + 1
    if tokens.at(place, "number") and 1 <= tokens.value(place, "number") <= 53:
        year, behind = year_behind(tokens, place + 1, lead)
        return Core(Kind.WEEK, NumberedWeek(year=year, number=tokens.value(place, "number")), behind)
    if tokens.at(place, "of"):
        day = day_at(tokens, place + 1)
        if day and day.kind is Kind.DAY and isinstance(day.when, Yearly):
            return Core(Kind.WEEK, WeekOf(day.when), day.place)
    return None if lead.step is None else Core(Kind.WEEK, Around(0, lead.step), place)


def day_at(tokens: Tokens, place: int) -> Core | None:
    """The day, or days of a month, at a place."""
    here = Lead(begin=place, place=place)
    if tokens.at(place, "date", glued=False):
        return _date(tokens, here)
    return _day(tokens, here) if _numbers(tokens, place, glued=False) else None


def _unit(tokens: Tokens, lead: Lead) -> Core | None:
    """``deze maand``, ``volgend kwartaal``, ``dit jaar``, ``het einde van het jaar``."""
    months, place = tokens.value(lead.place, "unit_months"), lead.place + 1
    if not tokens.at(lead.place, "single", glued=False):
        return None
    if months == DECEMBER:
        if tokens.at(place, "year") or tokens.at(place, "pair"):
            return None
        whole = lead.article and (lead.part or lead.words in load("dates")["years"]["whole"])
        step = 0 if lead.step is None and whole else lead.step
        if tokens.at(place, "month") and step is not None and not lead.part:  # volgend jaar juni
            month = tokens.value(place, "month")
            return Core(Kind.MONTH, Yearly((month, 1), (month, 0), Year(step=step)), place + 1, joins=True)
        return None if step is None else Core(Kind.YEAR, Yearly(year=Year(step=step)), place, joins=True)
    return None if lead.step is None or months > 6 else Core(_UNITS[months], Around(months, lead.step), place)


_UNITS = {1: Kind.MONTH, 3: Kind.QUARTER, 6: Kind.HALF}


def _election(tokens: Tokens, lead: Lead) -> Core | None:
    """``gemeenteraadsverkiezingen van 2026``; without its year it may be that of years ahead."""
    first, last = tokens.value(lead.place, "election")
    found = dated(Kind.MOMENT, tokens, lead, lead.place + 1, first, last)
    return found if isinstance(found.when, Yearly) and found.when.year.settled else None


def _number(tokens: Tokens, lead: Lead) -> Core | None:
    """``drie maanden`` behind *binnen*, *over*, *na* or *komende*, *afgelopen*; else the number of a day."""
    words = load("dates")["counting"]
    limit = lead.words == words["limit"]
    counts = limit or lead.words.split()[-1:] in [[word] for word in words["with"]] or lead.which in ("ahead", "back")
    unit = _counted(tokens, lead.place, back=lead.which == "back") if counts else None
    if unit is None:
        return _day(tokens, lead)
    when, place = unit
    if tokens.at(place, "here"):
        return Core(Kind.RELATIVE, when, place + 1)
    if tokens.at(place, "relation") and tokens.listed[place].text in words["elsewhere"]:
        return Core(Kind.RELATIVE, Open(), place, relation="soon")
    return None if limit else Core(Kind.RELATIVE, when, place)


def _counted(tokens: Tokens, place: int, *, back: bool) -> tuple[Counted, int] | None:
    if tokens.at(place, "twelfths", glued=False):
        twelfths = tokens.value(place, "twelfths")
    elif tokens.at(place, "number", glued=False):
        twelfths = 12 * tokens.value(place, "number")
    else:
        return None
    if tokens.at(place + 1, "unit_days"):
        return Counted(round(twelfths * tokens.value(place + 1, "unit_days") / 12), back=back), place + 2
    if not tokens.at(place + 1, "unit_months"):
        return None
    months, rest = divmod(twelfths * tokens.value(place + 1, "unit_months"), 12)
    whole = twelfths // 12 if tokens.value(place + 1, "unit_months") == DECEMBER and not twelfths % 12 else None
    return Counted(round(rest * 30 / 12), months, whole, back=back), place + 2


def _vague(tokens: Tokens, lead: Lead) -> Core | None:
    return Core(Kind.VAGUE, Open(), lead.place + 1, relation=tokens.value(lead.place, "vague"))


def _alone(_: Tokens, lead: Lead) -> Core | None:
    return Core(Kind.RECURRING, Open(), lead.place + 1, relation="every")


_RETURNING = ("unit_days", "unit_months", "season", "budget", "quarter", "month")


def _every(tokens: Tokens, lead: Lead) -> Core | None:
    """``ieder halfjaar``, ``elke twee weken``, ``elk najaar``."""
    place = lead.place + 1
    place += tokens.at(place, "number")
    named = any(tokens.at(place, sense) for sense in _RETURNING)
    return Core(Kind.RECURRING, Open(), place + 1, relation="every") if named else None


def _times(tokens: Tokens, lead: Lead) -> Core | None:
    """``tweemaal per jaar``, ``eens in de drie maanden``."""
    place = lead.place + 1
    if not tokens.at(place, "per"):
        return None
    place += 1
    place += tokens.at(place, "article")
    place += tokens.at(place, "number")
    named = tokens.at(place, "unit_days") or tokens.at(place, "unit_months")
    return Core(Kind.RECURRING, Open(), place + 1, relation="every") if named else None


#: Which rule is asked at a token, in this order: the longest times first.
RULES: tuple[tuple[str, Rule], ...] = (
    ("vague", _vague),
    ("alone", _alone),
    ("every", _every),
    ("times", _times),
    ("date", _date),
    ("number", _number),
    ("twelfths", _number),
    ("days", _day),
    ("coded", _coded),
    ("budget", _budget),
    ("ordinal", _ordinal),
    ("month", _month),
    ("quarter", _numbered_quarter),
    ("season", _named("season", Kind.SEASON)),
    ("moment", _named("moment", Kind.MOMENT)),
    ("election", _election),
    ("week", _week),
    ("school", school_year),
    ("parliament", parliament_year),
    ("pair", calendar_years),
    ("year", calendar_years),
    ("unit_months", _unit),
)
