"""Whether what a later letter tells fits the time for which a thing was promised."""

from __future__ import annotations

import datetime

from kamerbrief.following.model import Passage, Promise

#: What it tells that a thing was done on a day since it was promised, and how late it may be to be in time.
_SINCE, _LATE = 0.4, datetime.timedelta(days=45)
#: How long before its day, and after it, a promise is usually kept.
_BEFORE, _AFTER = datetime.timedelta(days=120), datetime.timedelta(days=500)
#: How long before its day a letter that was promised is sent at most, and how late one is still that letter.
_EARLY, _LATEST = datetime.timedelta(days=45), datetime.timedelta(days=120)
_MONTH = datetime.timedelta(days=31)

_Day = datetime.date | None


def in_time(promise: Promise, day: _Day) -> bool:
    """Whether a letter of a day comes when a promise is usually kept."""
    if day is None or promise.last is None:
        return False
    return (promise.first or promise.last) - _BEFORE <= day <= promise.last + _AFTER


def on_time(promise: Promise, day: _Day) -> float:
    """Whether a letter was sent when something was to be told: 1 in time, less the later it is."""
    begin, end = promise.first or promise.last, promise.last
    if begin is None or end is None or day is None or day < begin - _EARLY:
        return 0.0
    return max(1.0 - max((day - end) / _LATEST, 0.0), 0.0)


def is_due(promise: Promise, day: _Day) -> bool:
    """Whether the day of a promise is over by the day of the later letter."""
    return promise.last is not None and day is not None and promise.last <= day + _LATE


def is_ahead(promise: Promise, day: _Day) -> bool:
    """Whether the time of a promise is yet to begin."""
    first = promise.first or promise.last
    return first is not None and day is not None and first > day + _BEFORE


def is_that_day(promise: Promise, passage: Passage) -> bool:
    """Whether a thing was done in the very month in which it was to be."""
    begin, end = promise.first or promise.last, promise.last
    if begin is None or end is None or end - begin > _MONTH:
        return False
    return any(
        last - first <= _MONTH and begin.replace(day=1) <= last and first <= end + _LATE for first, last in passage.days
    )


def same_date(promise: Promise, passage: Passage) -> float:
    """Whether a thing was done on the very day for which it was promised: less where it was some weeks off."""
    if promise.last is None or promise.first != promise.last:
        return 0.0
    apart = [abs(first - promise.last) for first, last in passage.days if first == last]
    return max((1.0 - min(one / _MONTH, 1.0) for one in apart), default=0.0)


def done_then(promise: Promise, passage: Passage, promised: _Day) -> float:
    """Whether a sentence names a day on which it was done: 1 for one that was promised, less for one since then."""
    if passage.delivered or passage.open or not passage.done or promised is None:
        return 0.0
    begin, end = promise.first or promised, promise.last or promise.first
    if end is not None and any(begin <= last and first <= end + _LATE for first, last in passage.days):
        return 1.0
    return _SINCE if any(first >= promised for first, _ in passage.days) else 0.0
