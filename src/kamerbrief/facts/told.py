"""What words tell, and where these words stand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Generic, TypeVar

_T_co = TypeVar("_T_co", covariant=True)

#: A stretch [start, end) of a text.
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told(Generic[_T_co]):
    """A value, and the words that tell it; ``at`` is None where none do of their own."""

    value: _T_co
    at: Place | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of a text, which begins at ``offset`` of it."""

    text: str
    offset: int = 0

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Words:
        """The words of ``text[start:end]``; none where the end comes first."""
        return cls(text[start:end], start)

    def place(self, match: re.Match[str], group: str | int = 0) -> Place:
        """Where in the whole text a match of these words stands."""
        start, end = match.span(group)
        return self.offset + start, self.offset + end
