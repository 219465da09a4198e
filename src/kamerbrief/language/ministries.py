"""Ministries by their names: short names, full names, former names and the portfolios of their ministers."""

from __future__ import annotations

import re
from functools import cache

from kamerbrief.lexicon import alternatives, load

_FUNCTION = "minister|ministerie|staatssecretaris|bewindspersoon|bewindslieden|departement|begroting"
_HEAD = rf"(?:(?:demissionair\s+)?(?:{_FUNCTION})\s+(?:van|voor)\s+)"


@cache
def _known() -> tuple[dict[str, str], re.Pattern[str], dict[str, str]]:
    """Every name in lower case with its ministry, the pattern of all names, and the exact short names."""
    names: dict[str, str] = {}
    alone: list[str] = []
    people: list[str] = []
    shorts: dict[str, str] = {}
    for ministry in load("ministries")["ministry"]:
        short = ministry["short"]
        shorts |= dict.fromkeys([short, *ministry.get("shorts", [])], short)
        people += ministry.get("people", [])
        alone += ministry.get("alone", [])
        names |= {name.lower(): short for name in (*ministry["names"], *ministry.get("people", []))}
    pattern = re.compile(
        rf"(?<![\w-])(?:{_HEAD}(?P<named>{alternatives(n for n in names if n not in people)})"
        rf"|(?P<person>{alternatives(people)}))(?![\w])"
        rf"|(?<![\w-])(?P<alone>(?-i:{alternatives(alone)}))(?![\w])"
        rf"|(?<![\w&-])(?P<short>(?-i:{alternatives(shorts)}))(?![\w&])",
        re.IGNORECASE,
    )
    return names, pattern, shorts


def ministries_in(text: str) -> list[tuple[int, int, str]]:
    """The ministries named in ``text`` in order, as (start, end, short name); a longer name wins over one inside it.

    Short names count with their own capitals only (``EZ``), a name on its own only where it is no ordinary word.
    """
    names, pattern, shorts = _known()
    found = []
    for match in pattern.finditer(text):
        group = match.lastgroup or ""
        words = " ".join(match[group].split())
        short = shorts[words] if group == "short" else names[words.lower()]
        found.append((match.start(group), match.end(group), short))
    return found


def ministry_of(role: str) -> str | None:
    """The short name of the ministry of a function such as ``Minister van Economische Zaken``; None if unknown."""
    found = ministries_in(role)
    return found[0][2] if found else None


def official_name(short: str) -> str | None:
    """The official name of the ministry with this short name."""
    return next((m["names"][0] for m in load("ministries")["ministry"] if m["short"] == short), None)
