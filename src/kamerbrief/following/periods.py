"""Periods as people name them: a year, quarter, month or day."""

from __future__ import annotations

import datetime
import re

_PART = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?$", re.IGNORECASE)


def period_of(text: str) -> tuple[datetime.date, datetime.date]:
    """The first and last day of ``2026``, ``2026-Q1``, ``2026-03``, ``2026-03-01``. Raises ValueError for others."""
    match = _PART.match(text.strip())
    if match is None:
        raise ValueError(text)
    year, quarter, month, day = (int(part) if part else 0 for part in match.groups())
    if day:
        one = datetime.date(year, month, day)
        return one, one
    first = month or (3 * quarter - 2 if quarter else 1)
    last = month or (3 * quarter if quarter else 12)
    after = datetime.date(year + last // 12, last % 12 + 1, 1)
    return datetime.date(year, first, 1), after - datetime.timedelta(days=1)
