"""Accounting for every word: what the source prints against what text and furniture hold.

Only letters and digits count, whatever stands between them and in whatever order, so that hyphens, blanks, columns and
ligatures make no difference. Each reader says what its source prints, place by place; what is missing is a warning.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kamerbrief.letter import Letter, ReadingWarning
from kamerbrief.schema import TEXT_LOST

#: More than this part of a place's letters missing is a loss; less may be a stray sign that no reader sees.
_MOST_LOST = 0.02
#: How many lost words or figures a warning names.
_NAMED = 8
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Place:
    """What one place of the source (``page 3``, ``footnotes``) prints, and what text and furniture hold of it."""

    name: str
    printed: str
    kept: str


def everything(letter: Letter) -> str:
    """All words of text and furniture of a letter whose source has no pages."""
    return "\n".join([letter.text, *(part.text for part in letter.furniture)])


def fits(printed: str, kept: str) -> bool:
    """True when every letter and digit of the one stands in the other as often."""
    return signs(printed) <= signs(kept)


def losses(places: Iterable[Place]) -> list[ReadingWarning]:
    """A warning for each place that lost more than a few letters, or any figure."""
    return [ReadingWarning(said, TEXT_LOST, place.name) for place in places if (said := _lost(place))]


def _lost(place: Place) -> str:
    """What of a place is missing, in words; empty where nothing is."""
    printed = signs(place.printed)
    missing = printed - signs(place.kept)
    if not missing:
        return ""
    letters = sum(count for sign, count in missing.items() if not sign.isdigit())
    figures = _figures(place, Counter({sign: n for sign, n in missing.items() if sign.isdigit()}))
    words = _words(place) if letters > _MOST_LOST * printed.total() else []
    parts = [("figures", figures), ("words", words)]
    told = [f"the {name} {_listed(found)}" for name, found in parts if found]
    return f"{' and '.join(told)} stand in the source but not in the text" if told else ""


def signs(text: str) -> Counter[str]:
    """How often each letter and digit stands in a text, without accents, case and ligatures."""
    found: Counter[str] = Counter()
    for sign in set(text):
        for plain in _plain(sign):
            # Going through the text once for each sign is many times faster than once with a step for each place.
            found[plain] += text.count(sign)
    return found


@cache
def _plain(sign: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", sign).casefold() if c.isalnum())


def _figures(place: Place, missing: Counter[str]) -> list[str]:
    """The figures that stand less often in the text than in the source, and whose digits are missing."""
    runs = _counted(_DIGITS, place.printed) - _counted(_DIGITS, place.kept)
    found = []
    for run in sorted(runs.elements(), key=lambda run: (-len(run), run)):
        digits = Counter(run)
        if digits <= missing:
            missing -= digits
            found.append(run)
    return found or sorted(missing)


def _words(place: Place) -> list[str]:
    """The words that stand less often in the text than in the source, in the source's order."""
    rest = _counted(_WORD, place.printed) - _counted(_WORD, place.kept)
    found = []
    for match in _WORD.finditer(place.printed):
        if rest[match.group()] > 0:
            rest[match.group()] -= 1
            found.append(match.group())
    return found


def _counted(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(pattern.findall(text))


def _listed(found: list[str]) -> str:
    named = ", ".join(found[:_NAMED])
    return named if len(found) <= _NAMED else f"{named} and {len(found) - _NAMED} more"
