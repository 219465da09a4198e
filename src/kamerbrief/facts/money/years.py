"""The years that money is for: *in 2026*, *voor de periode 2026-2028*, *vanaf 2027*, *in 2026, 2027 en 2028*.

They are a view of the times of the text (``annotate/time``). Years of other things (the conference of 2022, a debate of
9 April 2025, an evaluation 2017-2024) are no period of an amount: a single year counts only behind in, voor, over, per,
vanaf or tot, or at its end; a range only behind such a word or *periode*, or right behind the figure.
"""

from __future__ import annotations

import datetime
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from kamerbrief.annotate.time import Kind, Time, number_of, times_in, years_of_length
from kamerbrief.contract import Period
from kamerbrief.facts.money.text import Money
from kamerbrief.facts.money.years_apart import ADJACENT, says_other
from kamerbrief.facts.told import Place, Told
from kamerbrief.language.clauses import Clause, before_comparison
from kamerbrief.lexicon import alternatives, load

_THEN = re.compile(r"\W{0,3}toen(?!\w)", re.IGNORECASE)
_QUARTER = 3
_WHOLE_YEARS = (Kind.YEAR, Kind.SCHOOL_YEAR, Kind.SPAN)
_PERIOD_BEFORE = re.compile(r"(?<!\w)(?:periode|jaren)\s$", re.IGNORECASE)
_SHORTER = (Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.SEASON)


@dataclass(frozen=True, slots=True)
class Years:
    """An expression of years at [start, end). ``years`` lists the members of an enumeration, else it is empty."""

    start: int
    end: int
    period: Period
    years: tuple[int, ...] = ()
    introduced: bool = True

    @property
    def told(self) -> Told[Period]:
        """The period, and the words that name it."""
        return Told(self.period, (self.start, self.end))


@dataclass(frozen=True)
class YearsSaid:
    """The expressions of years in a stretch of text, in order."""

    found: Sequence[Years]
    starts: Sequence[int]

    def within(self, start: int, end: int) -> Iterator[Years]:
        """Those that stand in [start, end)."""
        place = bisect_left(self.starts, start)
        while place < len(self.found) and self.starts[place] < end:
            if self.found[place].end <= end:
                yield self.found[place]
            place += 1


def years_said(text: str, start: int, end: int, letter_date: datetime.date | None) -> YearsSaid:
    """The expressions of years in ``text[start:end]``, against the day of the letter; offsets are those of ``text``."""
    said = text[start:end]
    views = ((time, _years(said, time, letter_date)) for time in times_in(said))
    found = [
        Years(start + time.start, start + time.end, period, time.members, introduced)
        for time, view in views
        if view
        for period, introduced in [view]
    ]
    return YearsSaid(_with_length(text, start, end, found), [one.start for one in found])


_STOP = re.compile(r"[.?!;]\s+(?=[A-Z€])|\n")


def _with_length(text: str, start: int, end: int, found: list[Years]) -> list[Years]:
    """Years from one on end where their sentence says how long: *vanaf 2025 voor een periode van drie jaar*."""
    if years_of_length(text, start, end) is None:
        return found
    ends = [start, *(stop.end() for stop in _STOP.finditer(text, start, end)), end + 1]
    return [_ended(text, one, ends) for one in found]


def _ended(text: str, one: Years, ends: Sequence[int]) -> Years:
    first, behind = one.period.from_year, bisect_right(ends, one.start)
    if first is None or one.period.until_year is not None:
        return one
    count = years_of_length(text, ends[behind - 1], ends[behind] - 1)
    if count is None:
        return one
    return replace(one, period=Period(from_year=first, until_year=first + count - 1))


#: A period, and whether a word leads up to it wherever the figure stands.
_View = tuple[Period, bool]


def _years(text: str, time: Time, letter_date: datetime.date | None) -> _View | None:
    """The years of a time, as far as money may be for it."""
    if time.kind is Kind.RELATIVE:
        return _counted(time, letter_date)
    if not time.settled:
        return None
    if time.kind is Kind.DAY or time.of_days:
        return _in_days(text, time, letter_date)
    if time.kind in _WHOLE_YEARS:
        return _in_whole_years(text, time, letter_date)
    return _in_shorter(time, letter_date) if time.kind in _SHORTER else None


def _in_days(text: str, time: Time, letter_date: datetime.date | None) -> _View | None:
    """A stretch of days: *per 1 januari 2026*, *tot 1 maart 2027*, *van 1 juli 2025 tot en met 31 december 2027*.

    *Per 31 december* says where something stands; a single day, or one up to which something can be applied for, is
    none.
    """
    first, last = time.days(letter_date)
    if first is None or last is None:
        return None
    if first != last:
        leads = time.kind is Kind.SPAN or (time.introduced and time.relation in ("", "from"))
        return (_days(first, last), time.introduced) if leads else None
    if _applied().match(text, time.end):
        return None
    until = time.stated(None)[1]
    if _since(time) and (time.relation != "at" or first.day == 1):
        return _days(first, None), True
    return (_days(None, until), True) if _until(time) else None


def _days(first: datetime.date | None, last: datetime.date | None) -> Period:
    years = {"from_year": first.year if first else None, "until_year": last.year if last else None}
    return Period.model_validate(years | {"from": first, "until": last})


@cache
def _applied() -> re.Pattern[str]:
    words = alternatives(load("dates")["spans"]["applied"])
    return re.compile(rf"(?:\s+[^\s,;:.]+){{0,6}}?\s+(?:{words})(?!\w)", re.IGNORECASE)


def _since(time: Time) -> bool:
    """Whether a time is that from which something holds: *vanaf*, *sinds*, *per*."""
    return time.relation in ("from", "since") or time.lead in load("dates")["years"]["since"]


def _until(time: Time) -> bool:
    return time.lead in load("dates")["years"]["until"]


def _in_whole_years(text: str, time: Time, letter_date: datetime.date | None) -> _View | None:
    first, last = time.days(letter_date)
    if first is None or last is None:
        return None
    several = first.year != last.year
    if letter_date and text[time.start : time.end].lower().endswith(load("dates")["years"]["last_months"]):
        # The year that is just over; later in the year rather the months up to the letter.
        return Period(from_year=first.year, until_year=first.year + (letter_date.month > _QUARTER)), True
    if time.relation == "after" and not several and _PERIOD_BEFORE.search(text, 0, time.start):
        return Period(from_year=last.year + 1), True
    if time.onwards:
        return Period(from_year=first.year), True
    if _since(time):
        ends = time.kind is Kind.SPAN and not time.members
        return Period(from_year=first.year, until_year=last.year if ends else None), True
    if _until(time):
        return Period(until_year=last.year), True
    period = Period(from_year=first.year, until_year=last.year)
    if several:
        spent = time.relation in ("", "at", "about") or time.lead in load("dates")["years"]["spent"]
        return (period, time.introduced or _in_phase(text, time)) if spent else None
    return _single(text, time, period)


def _single(text: str, time: Time, period: Period) -> _View | None:
    """One year: behind a word that says that money is for it, else only beside the figure (*(2026)*, *2026: …*)."""
    words = load("dates")["years"]
    if time.relation == "before" and time.which and not time.part and time.lead in words["spent"]:
        return period, True  # voor dit jaar, voor volgend jaar
    if time.relation in ("before", "until", "after") or time.part in ("begin", "middle"):
        return None
    spent = time.lead in words["spent"] or time.lead.rpartition(" ")[2] in words["spent"]
    named = _of_money().search(text, max(0, time.at - 40), time.at)
    compared = named and _compared().search(text, max(0, named.start() - 40), named.start())
    if spent or time.part == "end" or time.which or (named and not compared):
        return period, True
    bracket = text[time.start - 1 : time.start] == "(" and text[time.end : time.end + 1] == ")"
    looked_back_at = _THEN.match(text, time.end) or text.startswith(": ", time.end)
    alone = bracket or looked_back_at or time.lead in words["moved"]
    return (period, False) if alone else None


@cache
def _of_money() -> re.Pattern[str]:
    years = load("dates")["years"]
    named = rf"(?:{alternatives(years['of'])})\svan|(?:{alternatives(years['named'])})"
    return re.compile(rf"(?<!\w)(?:{named})\s$", re.IGNORECASE)


@cache
def _compared() -> re.Pattern[str]:
    """What an amount is compared with, up to its noun: *ten opzichte van het (eerdere) budget 2024*."""
    words = alternatives(load("clauses")["comparisons"])
    return re.compile(rf"(?<!\w)(?:{words})\s(?:[a-zé]+\s){{0,2}}$", re.IGNORECASE)


@cache
def _phase() -> re.Pattern[str]:
    years = load("dates")["years"]
    words = alternatives([*years["phases"], *years["named"]])
    return re.compile(rf"(?<!\w)\w*(?:{words})\s\($", re.IGNORECASE)


def _in_phase(text: str, time: Time) -> bool:
    """Whether years stand in brackets behind a phase or money: *tweede tranche (2026-2028)*, *een subsidie (2026)*."""
    return _phase().search(text, max(0, time.start - 20), time.start) is not None


def _in_shorter(time: Time, letter_date: datetime.date | None) -> _View | None:
    """A month, a quarter or a season, of which the year counts.

    In a single month something happens (*In maart 2026 wordt de ronde opengesteld, met een plafond van …*); money is
    for the months from one on, or up to one, and for quarters and halves of a year.
    """
    first, last = time.days(letter_date)
    if first is None or last is None:
        return None
    if time.relation == "from":
        return Period(from_year=first.year), True
    if _until(time):
        return Period(until_year=last.year), True
    told = time.kind in (Kind.QUARTER, Kind.HALF) and time.relation in ("", "at")
    return (Period(from_year=first.year, until_year=last.year), True) if told else None


def _counted(time: Time, letter_date: datetime.date | None) -> _View | None:
    """*De komende vier jaar*: in a letter of the second half-year they begin next year."""
    count = time.years
    if not count or not time.which or letter_date is None:
        return None
    late = letter_date.month > 6
    first = letter_date.year + late if time.which == "ahead" else letter_date.year - (not late) - count + 1
    return Period(from_year=first, until_year=first + count - 1), True


def period_of(said: YearsSaid, text: str, money: Money, clause: Clause, sentence: Place) -> Told[Period] | None:
    """The years of an amount: those nearest in its own clause, else those it shares, else the sentence's opening ones.

    Members of a list take the years of an equally long list one by one (€ 5, 6 en 7 miljoen in 2026, 2027 en 2028),
    unless one of them has years of its own.
    """
    tail_end = before_comparison(text, *clause.tail)
    closing = (clause.closing[0], before_comparison(text, *clause.closing))
    shared = [clause.governing, closing] if money.siblings > 1 else [clause.governing]
    apart = _goes_to_level(text, clause) or any(said.within(clause.governing[1], clause.closing[0]))
    handed_out = None if apart else _handed_out(said, money, shared)
    if handed_out:
        return handed_out
    own = _nearest(said, text, (clause.lead, (clause.tail[0], tail_end)), clause.figure)
    if own:
        return own
    then = _then(said, text, sentence, clause)
    if then:
        return then
    back = _looked_back(said, text, clause.lead)
    if back:
        return back
    if is_unspecified(text, clause):
        return None
    together = _nearest(said, text, shared, clause.figure) if clause.joined or money.siblings > 1 else None
    return (
        together
        or _opening(said, sentence, clause)
        or _looked_back(said, text, clause.tail, (sentence[0], min(sentence[1], sentence[0] + 40)))
    )


@cache
def _unspecified() -> re.Pattern[str]:
    words = alternatives(load("dates")["years"]["unspecified"])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


def is_unspecified(text: str, clause: Clause) -> bool:
    """Whether money is for years that nobody counts: *dit jaar € 5 mln en de komende jaren € 7 mln*."""
    return _unspecified().search(text, *clause.lead) is not None


def of_structural(period: Told[Period] | None) -> Told[Period] | None:
    """The years of money that is structural: it begins in the year that is named and does not end with it."""
    if period is None or period.value.from_year is None or period.value.from_year != period.value.until_year:
        return period
    return Told(Period(from_year=period.value.from_year), period.at)


def _then(said: YearsSaid, text: str, sentence: Place, clause: Clause) -> Told[Period] | None:
    """The years right before a clause that looks back at them (in 2023, toen het om € 5 miljoen ging)."""
    if not _THEN.match(text, clause.lead[0], clause.figure[0]):
        return None
    before = list(said.within(sentence[0], clause.lead[0]))
    return before[-1].told if before and clause.lead[0] - before[-1].end <= ADJACENT else None


#: Between an old level and a new one, which are no list: *van € 16 mln naar € 19 mln in 2027 en 2028*.
_TO_LEVEL = re.compile(r"\s*(?:naar|tot)\s+")


def _goes_to_level(text: str, clause: Clause) -> bool:
    """Whether a figure is one of two levels between which something moves."""
    return bool(_TO_LEVEL.match(text, clause.figure[1]) or _TO_LEVEL.fullmatch(text, *clause.lead))


def _handed_out(said: YearsSaid, money: Money, stretches: list[Place]) -> Told[Period] | None:
    if money.siblings < 2:
        return None
    for stretch in stretches:
        for found in said.within(*stretch):
            years = found.years or _counted_out(found.period, money.siblings)
            if len(years) == money.siblings:
                year = years[money.nth]
                return Told(Period(from_year=year, until_year=year), (found.start, found.end))
    return None


def _counted_out(period: Period, members: int) -> tuple[int, ...]:
    """The years of a range that is as long as a list of three or more amounts."""
    first, last = period.from_year, period.until_year
    if members < 3 or first is None or last is None or last - first + 1 != members:
        return ()
    return tuple(range(first, last + 1))


def _nearest(
    said: YearsSaid, text: str, stretches: list[Place] | tuple[Place, ...], figure: Place
) -> Told[Period] | None:
    best: tuple[int, Told[Period]] | None = None
    for stretch in stretches:
        for found in said.within(*stretch):
            before = found.end <= figure[0]
            distance = figure[0] - found.end if before else found.start - figure[1]
            stands_alone = found.introduced or 0 <= distance <= ADJACENT
            if says_other(text, stretch[0], (found.start, found.end), figure):
                continue
            if stands_alone and (best is None or distance < best[0]):
                best = (distance, found.told)
    return best[1] if best else None


def _opening(said: YearsSaid, sentence: Place, clause: Clause) -> Told[Period] | None:
    """The years with which the sentence begins, which hold for all its amounts (In 2026 is … en …)."""
    start, end = sentence
    for found in said.within(start, min(end, start + 80)):
        if found.introduced and found.start - start <= 12 and found.end <= clause.lead[0]:
            return found.told
        return None
    return None


_BACK = re.compile(
    r"(?:in|over|voor|gedurende|binnen|tijdens)\s(?:(?P<same>(?:die|deze|dezelfde)\s(?:periode|jaren|tijd|fase|ronde)|dat\sjaar)"
    r"|de\s(?P<count>[a-z]{3,10})\sjaren\s(?:daarna|erna|daarop)|het\sjaar\s(?:daarna|erna|daarop))(?!\w)",
    re.IGNORECASE,
)
#: How far before a sentence, in characters, the years stand of which it speaks.
_REACH_BACK = 300


def _looked_back(said: YearsSaid, text: str, *stretches: Place) -> Told[Period] | None:
    """Years of which one of the stretches speaks (in die periode, in de twee jaren daarna)."""
    match = next((found for stretch in stretches if (found := _BACK.search(text, *stretch))), None)
    if match is None:
        return None
    start = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _REACH_BACK)
    before = [found for found in said.within(start, match.start()) if found.introduced]
    if not before or match["same"]:
        return before[-1].told if before else None
    last, count = before[-1].period.until_year, number_of((match["count"] or "een").lower())
    return Told(Period(from_year=last + 1, until_year=last + count), match.span()) if last and count else None
