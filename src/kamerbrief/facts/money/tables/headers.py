"""What heads a row or column, and what it says that it holds: money, a total, or something else that is no money."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from kamerbrief.facts.told import Place, Told
from kamerbrief.letter import Cell
from kamerbrief.lexicon import alternatives, load, phrase_pattern

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Heading:
    """The words of a cell that heads others, blanks folded, and the cell; None where the table has a hole."""

    text: str
    cell: Cell | None

    @property
    def place(self) -> Place | None:
        """Where the cell stands in the letter's text."""
        return (self.cell.start, self.cell.end) if self.cell else None


#: What heads a row or column without a header.
NO_HEADING = Heading("", None)


def told_by(headings: Sequence[Heading], read: Callable[[str], _T]) -> Told[_T]:
    """What headings say together, and the place of the last of them that says so by itself."""
    value = read(" ".join(heading.text for heading in headings))
    tellers = (heading for heading in reversed(headings) if read(heading.text) == value)
    teller = next(tellers, None) if value != read("") else None
    return Told(value, teller.place if teller else None)


def folded(cell: Cell) -> Heading:
    """A cell as a heading."""
    return Heading(" ".join(cell.text.split()), cell)


@cache
def header_words(name: str) -> re.Pattern[str]:
    """The pattern for a list of words of ``tables.toml``: money, other, total; ``*`` stands for the rest of a word."""
    words = load("tables")[name]["words"]
    signs = [word for word in words if not word[0].isalnum() and not word.startswith("*")]
    endings = [word[1:] for word in words if word.startswith("*")]
    plain = phrase_pattern(word for word in words if word[0].isalnum()).pattern
    compound = rf"(?:{alternatives(endings)})(?!\w)"
    parts = [part for part, used in ((plain, True), (compound, endings), (alternatives(signs), signs)) if used]
    return re.compile("|".join(parts), re.IGNORECASE)


#: A stated percentage says how much something is, not that what it heads are percentages: groei 2027 (3,5%).
_PERCENTAGE = re.compile(r"[0-9]\s?(?:%|procent|percent)")


def holds_other(header: str) -> bool:
    """True where a header says that what it heads is no money: Aantal fte, Lengte (km), Jaar, Zaaknummer.

    What it gives as a reason, or behind money as a purpose, other than in brackets, is not what it heads: Extra
    uitgaven door een groter aantal zaken.
    """
    words = _reason("reasons").sub("", _PERCENTAGE.sub("", header))
    purpose = _reason("purposes").search(words)
    if purpose and header_words("money").search(words, 0, purpose.start()):
        words = words[: purpose.start()] + words[purpose.end() :]
    return bool(
        header_words("other").search(words)
        or _ends_in_unit().search(words)
        or _alone().fullmatch(words.strip())
        or _counted().fullmatch(words.strip())
    )


#: One of these is in every header over percentages.
_PERCENT_HINTS = ("%", "procent", "percent")


def heads_percentages(header: str) -> bool:
    """True where a header says that it heads percentages: Aandeel (%), Groei in procenten; not groei (3,5%)."""
    words = header.lower()
    if not any(hint in words for hint in _PERCENT_HINTS):
        return False
    return _percent().search(_PERCENTAGE.sub("", header)) is not None


@cache
def _percent() -> re.Pattern[str]:
    return re.compile(r"%|(?<!\w)(?:procent(?:en)?|percentages?|procentpunt(?:en)?)(?!\w)", re.IGNORECASE)


@cache
def _reason(kind: str) -> re.Pattern[str]:
    reasons = alternatives(load("tables")["other"][kind])
    return re.compile(rf"(?<=\w)\s(?:{reasons})\s[^()]*", re.IGNORECASE)


@cache
def _ends_in_unit() -> re.Pattern[str]:
    units = alternatives(load("tables")["other"]["units"])
    return re.compile(rf"(?:\(|(?<!\w)in\s)(?:in\s)?(?:{units})\)?\s*$", re.IGNORECASE)


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(alternatives(load("tables")["other"]["alone"]), re.IGNORECASE)


#: The day or the year of which a count is: per 1 januari 2022, ultimo 2021, (stand 1-1-2024).
_OF_DAY = (
    r"\W{0,3}(?:(?:per|op|in|ultimo|eind|begin|stand|peildatum)\s)*"
    r"(?:\d{1,2}(?:\s[a-z]{3,9}\s|[-/]\d{1,2}[-/]))?(?:19|20)\d\d\)?"
)


@cache
def _counted() -> re.Pattern[str]:
    words = alternatives(load("tables")["other"]["counted"])
    return re.compile(rf"(?:{words})(?:{_OF_DAY})?", re.IGNORECASE)


@cache
def begins_part() -> re.Pattern[str]:
    """What a row begins with that is a part of the row above: waarvan, w.v."""
    return phrase_pattern(load("relations")["of_which"])
