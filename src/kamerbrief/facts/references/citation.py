"""One reference as it is found in a text, before it becomes a fact of the letter."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from kamerbrief.contract import ReferenceKind


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a reference stands ([start, end) of the text that was searched), and what it points to."""

    kind: ReferenceKind
    start: int
    end: int
    number: str | None = None
    title: str | None = None
    date: datetime.date | None = None
