"""Stretches of the calendar as a letter states them, and the days that they are against the letter's own day.

Every stretch answers ``days(today, lean)``: its first and last day, both included, or None where the words and the
letter's day do not settle them. ``lean`` says which year is meant where none is stated: the first that is not over
(``""``), the first that has yet to begin (``ahead``), the last that has begun (``back``), or that nearest to the letter
(``near``).
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

Date = datetime.date
#: First and last day, both included.
Range = tuple[Date, Date]
#: A month and a day of it; day 0 stands for the last of the month.
MonthDay = tuple[int, int]
Lean = Literal["", "ahead", "back", "near"]

ONE_DAY = datetime.timedelta(days=1)
#: So many years on either side of a letter hold a 29 February.
_YEARS = 9
_LAST = 9998
#: A year without a 29 February, with years on either side.
_COMMON = 2023


def day(year: int, month: int, number: int) -> Date | None:
    """That day of the calendar, or None where there is no such day; number 0 is the last of the month."""
    try:
        return Date(year, month, number or calendar.monthrange(year, month)[1])
    except (ValueError, IndexError):
        return None


def later(today: Date, *, days: int = 0, months: int = 0) -> Date | None:
    """So many days and months after a day; the last of a month where the day is not in it. None beyond the calendar."""
    years, month = divmod(today.month - 1 + months, 12)
    try:
        first = Date(today.year + years, month + 1, 1)
        number = min(today.day, calendar.monthrange(first.year, first.month)[1])
        return first.replace(day=number) + datetime.timedelta(days=days)
    except (ValueError, OverflowError):
        return None


@dataclass(frozen=True, slots=True)
class Year:
    """Which year is meant: a stated one, one so many years from the letter's (``step``), else what ``lean`` says."""

    stated: int | None = None
    step: int | None = None
    lean: Lean = ""

    @property
    def settled(self) -> bool:
        """Whether the words say which year it is, if only against the letter's own."""
        return self.stated is not None or self.step is not None

    def of(self, today: Date | None) -> int | None:
        """The year that the words say."""
        if self.stated is not None:
            return self.stated
        return today.year + self.step if today and self.step is not None else None


@dataclass(frozen=True, slots=True)
class Yearly:
    """What every year has: a day, a month, a quarter, a season, the year itself.

    A ``last`` that comes before ``first`` is next year's; ``until`` is the last of several years; ``weekday`` (0 for
    Monday) is that of its first day, where the words say it.
    """

    first: MonthDay = (1, 1)
    last: MonthDay = (12, 31)
    year: Year = Year()
    until: int | None = None
    weekday: int | None = None

    def in_year(self, year: int) -> Range | None:
        """The days of it in a year."""
        begin, end = day(year, *self.first), day((self.until or year) + self._crosses, *self.last)
        return (begin, end) if begin and end and begin <= end else None

    @property
    def single(self) -> bool:
        """Whether it is one day of the year."""
        return self.first == self.last

    def widened(self, days: int) -> Yearly:
        """The same with so many days before it and behind it."""
        step = datetime.timedelta(days=days)
        begin, end = (Date(_COMMON, *at) + way for at, way in ((self.first, -step), (self.last, step)))
        return replace(self, first=(begin.month, begin.day), last=(end.month, end.day))

    @property
    def _crosses(self) -> bool:
        """Whether it ends in the year behind that in which it begins."""
        return (self.last[0], self.last[1] or 31) < self.first

    def days(self, today: Date | None, lean: Lean = "") -> Range | None:
        """Its days against the letter's."""
        year = self.year.of(today)
        if year is not None:
            return self.in_year(year) if 0 < year <= _LAST else None
        return None if today is None else self._chosen(today, self.year.lean or lean)

    def _chosen(self, today: Date, lean: Lean) -> Range | None:
        around = list(self._around(today))
        named = [found for found in around if found[0].weekday() == self.weekday]
        if named and not lean:
            around, lean = named, "near"
        if lean == "near":
            return min(around, key=lambda found: _farness((found[0] - today).days), default=None)
        if lean == "back":
            return max((found for found in around if found[0] <= today), default=None)
        return next((one for one in around if (one[0] > today if lean == "ahead" else one[1] >= today)), None)

    def _around(self, today: Date) -> Iterator[Range]:
        years = range(max(today.year - _YEARS, 1), min(today.year + _YEARS, _LAST))
        return (found for year in years if (found := self.in_year(year)))


def _farness(days: int) -> int:
    """How far a day is from the letter, where what is past is more often spoken of than what is to come."""
    return -days if days <= 0 else 3 * days


@dataclass(frozen=True, slots=True)
class NthWeekday(Yearly):
    """The third Wednesday of May: ``nth`` from 1, ``day_of_week`` from 0 for Monday, in the month of ``first``."""

    nth: int = 1
    day_of_week: int = 0

    def in_year(self, year: int) -> Range | None:
        """The day of it in a year."""
        before = (self.day_of_week - Date(year, self.first[0], 1).weekday()) % 7
        found = day(year, self.first[0], 1 + before + 7 * (self.nth - 1))
        return (found, found) if found else None


@dataclass(frozen=True, slots=True)
class NumberedWeek(Yearly):
    """A week by its number in the ISO calendar."""

    number: int = 1

    def in_year(self, year: int) -> Range | None:
        """Its Monday and Sunday."""
        try:
            return Date.fromisocalendar(year, self.number, 1), Date.fromisocalendar(year, self.number, 7)
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class WeekOf:
    """The week in which a day lies, from Monday to Sunday."""

    of: Yearly

    def days(self, today: Date | None, lean: Lean = "") -> Range | None:
        """Its Monday and Sunday."""
        found = self.of.days(today, lean)
        return _week(found[0]) if found else None


def _week(of: Date) -> Range | None:
    try:
        monday = of - datetime.timedelta(days=of.weekday())
        return monday, monday + datetime.timedelta(days=6)
    except OverflowError:
        return None


@dataclass(frozen=True, slots=True)
class Around:
    """This, the next or the last week, or stretch of so many ``months`` (1, 3, 6) from the year's beginning."""

    months: int
    step: int

    def days(self, today: Date | None, lean: Lean = "") -> Range | None:
        """Its first and last day; 0 months stand for a week."""
        del lean
        if today is None:
            return None
        if not self.months:
            other = later(today, days=7 * self.step)
            return _week(other) if other else None
        first = today.replace(month=today.month - (today.month - 1) % self.months, day=1)
        begin = later(first, months=self.months * self.step)
        behind = later(begin, months=self.months) if begin else None
        return (begin, behind - ONE_DAY) if begin and behind else None


@dataclass(frozen=True, slots=True)
class Counted:
    """So many days and months from the letter's day on, or back to it (``binnen zes weken``, ``afgelopen drie jaar``).

    ``years`` tells how many whole years that are, where it is years that the words count.
    """

    count_days: int = 0
    months: int = 0
    years: int | None = None
    back: bool = False

    def days(self, today: Date | None, lean: Lean = "") -> Range | None:
        """From the letter's day to the last, or from the first to the letter's day."""
        del lean
        sign = -1 if self.back else 1
        other = later(today, days=sign * self.count_days, months=sign * self.months) if today else None
        if today is None or other is None:
            return None
        return (other, today) if self.back else (today, other)

    def end(self, today: Date | None) -> Date | None:
        """The day on which so much time has gone by."""
        found = self.days(today)
        return found[1] if found else None


@dataclass(frozen=True, slots=True)
class Part:
    """The begin, middle or end of a stretch: ``bounds`` of a whole year, else the ``third`` (0, 1, 2) of it."""

    of: Yearly | Around | WeekOf
    bounds: tuple[MonthDay, MonthDay]
    third: int

    def days(self, today: Date | None, lean: Lean = "") -> Range | None:
        """Its days: of a year as the bounds say, of anything shorter a third part."""
        found = self.of.days(today, lean)
        if found is None:
            return None
        first, last = found
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
            return Yearly(*self.bounds).in_year(last.year if self.third == 2 else first.year)
        length = (last - first).days + 1
        begin, stop = (first + datetime.timedelta(days=length * third // 3) for third in (self.third, self.third + 1))
        return begin, max(begin, stop - ONE_DAY)


@dataclass(frozen=True, slots=True)
class Between:
    """From one stretch to another. ``short`` says that the last is not in it (``tot``), where that makes a difference.

    What the one leaves out of its year it has from the other.
    """

    first: Yearly | Part | WeekOf
    last: Yearly | Part | WeekOf
    short: bool = False

    def days(self, today: Date | None, lean: Lean = "") -> Range | None:
        """From the first day of the one to the last of the other."""
        begin = end = None
        if not settled(self.first):
            end = self.last.days(today, lean)
            begin = _with_lean(self.first, "back").days(end[0], "back") if end else None
        elif not settled(self.last):
            begin = self.first.days(today, lean)
            end = self.last.days(begin[0], "") if begin else None
        else:
            begin, end = self.first.days(today, lean), self.last.days(today, lean)
        if begin is None or end is None:
            return None
        until = before(end) if self.short else end[1]
        return (begin[0], until) if begin[0] <= until else None


def before(found: Range) -> Date:
    """The last day of what lasts up to a stretch: the day before a month and the like, and before the first of one.

    Up to another day, or to a year, is with it.
    """
    first, last = found
    single, year = first == last, (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return last if year or (single and first.day > 1) else first - ONE_DAY


def _with_lean(when: Yearly | Part | WeekOf, lean: Lean) -> Yearly | Part | WeekOf:
    return replace(when, year=Year(lean=lean)) if isinstance(when, Yearly) else when


@dataclass(frozen=True, slots=True)
class Open:
    """No days that can be computed (``binnenkort``, ``jaarlijks``)."""

    def days(self, today: Date | None, lean: Lean = "") -> Range | None:
        """None, whatever the letter's day is."""
        del today, lean
        return None


def settled(when: When) -> bool:
    """Whether the words say of which year a time is, if only against the letter's own day."""
    if isinstance(when, Yearly):
        return when.year.settled
    if isinstance(when, Part | WeekOf):
        return settled(when.of)
    if isinstance(when, Between):
        return settled(when.first) or settled(when.last)
    return isinstance(when, Around | Counted)


When = Yearly | WeekOf | Around | Counted | Part | Between | Open
