"""What a sentence says of time: what is to come, though it was not found as a promise, and when a thing was done."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from kamerbrief.annotate import Clause, Standing, Tense, annotate
from kamerbrief.annotate.time import TimeExpression, stated_times
from kamerbrief.following.words import said

#: What leads up to a time by which something is to be, and to one at which it was done; and how long the latter may be.
_BY = frozenset({"by", "before", "from", "since", "after"})
_WHEN = frozenset({"at", "since", "from", ""})
_SHORT = datetime.timedelta(days=186)
_YEAR = re.compile(r"\b20\d\d\b")
#: Who writes.
_SENDER = frozenset({"ik", "wij", "we"})
_OPEN = frozenset({Standing.DENIED, Standing.CANCELLED, Standing.CONDITIONAL, Standing.WISHED})


class Coming(NamedTuple):
    """What a sentence says of what is to come, of no one else than the sender."""

    #: By when, whether the Kamer is told, and whether something becomes or is done that was not before.
    due: TimeExpression | None
    to_chamber: bool
    becomes: bool


def coming(text: str, today: datetime.date | None) -> Coming:
    """What a sentence says of what is to come."""
    clauses = [c for c in annotate(text) if c.main and not c.asks and _may_come(c)]
    clauses = [c for c in clauses if not _is_of_others(c, text)]
    times = [time for time in stated_times(text, today) if today and _is_ahead(time, today)]
    due = next((time for time in times if any(c.overlaps(time.start, time.end) for c in clauses)), None)
    told = any(said("told_later").search(text[c.start : c.end]) for c in clauses)
    return Coming(due, told, any(_becomes(c, text) for c in clauses))


def _becomes(clause: Clause, text: str) -> bool:
    """*komt er een nummer*, *wordt uitgebreid*, *krijgen een cursus*: no more than that it may be a promise."""
    finite = clause.finite
    return finite is not None and said("becomes").search(text[finite.start : finite.end]) is not None


def days_over(
    text: str, done: Sequence[Clause], today: datetime.date | None, cited: Collection[datetime.date | None]
) -> tuple[tuple[datetime.date, datetime.date], ...]:
    """The first and last day of each time at which something was done; a day of a letter that is cited is none.

    ``done`` are the clauses that say so; where there are none the whole sentence may. A month without a year is the
    last one (*in november heb ik*).
    """
    found = []
    for time in stated_times(text, today) if today else ():
        first, last = time.first, time.last or time.first
        if today is None or first is None or last is None or time.relation not in _WHEN or first in cited:
            continue
        if done and not any(c.overlaps(time.start, time.end) for c in done):
            continue
        if first > today and not _YEAR.search(time.text):
            first, last = _a_year_before(first), _a_year_before(last)
        if first <= today and last - first <= _SHORT:
            found.append((first, last))
    return tuple(found)


def held_open(clause: Clause) -> bool:
    """Whether a clause is denied, cancelled, a condition or a wish."""
    return bool(_OPEN & set(clause.standings))


def _may_come(clause: Clause) -> bool:
    """Whether a clause may say what is to come: in the present or the future, and neither denied nor open."""
    return clause.finite is not None and clause.tense in (Tense.PRESENT, Tense.FUTURE) and not held_open(clause)


def _is_ahead(time: TimeExpression, today: datetime.date) -> bool:
    """Whether a time by which something is to be lies behind the day of the letter; a whole year is none."""
    end = time.last or time.first
    if end is None or end <= today:
        return False
    return time.relation in _BY or (time.relation == "at" and end - (time.first or end) <= _SHORT)


def is_of_sender(clause: Clause, text: str) -> bool:
    """Whether the writer acts: *ik*, or *wij*."""
    return clause.subject is not None and text[slice(*clause.subject)].lower() in _SENDER


def _is_of_others(clause: Clause, text: str) -> bool:
    """Whether another than the sender acts: by the subject, or by what stands before the verb."""
    if is_of_sender(clause, text):
        return False
    subject = text[slice(*clause.subject)] if clause.subject else ""
    lead = text[clause.start : clause.finite.start] if clause.finite else ""
    return said("others").search(f"{subject} {lead}") is not None


def _a_year_before(day: datetime.date) -> datetime.date:
    """The same day a year before; the 28th for the last one of February."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)
