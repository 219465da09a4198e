"""What a person types into the search box, as a question to the index.

Words are found by their beginning, ``"in quotes"`` as they stand, ``€ 10-50 mln`` finds letters with such an amount.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

_SCALES = {"mld": 10**9, "miljard": 10**9, "mln": 10**6, "miljoen": 10**6, "dzd": 1000, "duizend": 1000, "": 1}
_SCALE = r"(mld|miljard|mln|miljoen|duizend)?"
_FIGURE = r"(\d[\d.]*(?:,\d+)?)"
_RANGE = re.compile(
    rf"€\s*{_FIGURE}\s*{_SCALE}\.?\s*(?:-|–|tot|to|\.\.)\s*(?:€\s*)?{_FIGURE}\s*{_SCALE}\b", re.IGNORECASE
)
_BOUND = re.compile(rf"€\s*([<>])\s*{_FIGURE}\s*{_SCALE}", re.IGNORECASE)
_FIGURE_ONLY = re.compile(rf"\s*(?:€\s*)?{_FIGURE}\s*{_SCALE}\s*", re.IGNORECASE)
_QUOTED = re.compile(r'"([^"]*)"')
_TOKEN = re.compile(r"\w+")
#: Shorter words are looked for whole.
_SHORTEST_BEGINNING = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """A question: the expression for full-text search, empty for none, and bounds of money in euros."""

    match: str = ""
    least: Decimal | None = None
    most: Decimal | None = None


def wanted(typed: str) -> Wanted:
    """What was typed, as a question; whatever it holds, it is a valid one."""
    least = most = None
    if found := _RANGE.search(typed):
        low, low_scale, high, high_scale = found.groups()
        least, most = _euros(low, low_scale or high_scale), _euros(high, high_scale)
        typed = typed[: found.start()] + typed[found.end() :]
    while bound := _BOUND.search(typed):
        sign, figure, scale = bound.groups()
        least, most = (_euros(figure, scale), most) if sign == ">" else (least, _euros(figure, scale))
        typed = typed[: bound.start()] + typed[bound.end() :]
    phrases = [" ".join(_TOKEN.findall(phrase)) for phrase in _QUOTED.findall(typed)]
    parts = [f'"{phrase}"' for phrase in phrases if phrase]
    for word in _QUOTED.sub(" ", typed).split():
        tokens = _TOKEN.findall(word)
        if tokens:
            parts.append(f'"{" ".join(tokens)}"' + ("*" if len(tokens[-1]) >= _SHORTEST_BEGINNING else ""))
    return Wanted(" AND ".join(parts), least, most)


def euros(typed: str) -> Decimal | None:
    """``10 mln``, ``€ 2.500.000``, ``1,5 miljard`` as euros; None for what is no amount."""
    found = _FIGURE_ONLY.fullmatch(typed)
    return _euros(*found.groups()) if found else None


def _euros(figure: str, scale: str | None) -> Decimal | None:
    try:
        return Decimal(figure.rstrip(".").replace(".", "").replace(",", ".")) * _SCALES[(scale or "").lower()]
    except InvalidOperation:
        return None
