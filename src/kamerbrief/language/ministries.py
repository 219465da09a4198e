"""Ministries by their names: short names, full names, former names and the portfolios of their ministers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from kamerbrief.lexicon import Lookup, alternatives, keyed, load

#: One ministry named: start and end in the text, and its short name.
Found = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class _Names:
    """The names of all ministries, each list with the ministries behind it; the pattern is made of the same lists."""

    #: Full names and portfolios, those that stand alone among them.
    named: Lookup[str]
    #: Those that count without a function before them.
    alone: Lookup[str]
    #: Heads of government.
    person: Lookup[str]
    #: Short names as they are written.
    short: Lookup[str]


@cache
def _names() -> _Names:
    return _Names(
        named=_lookup("names", "alone"),
        alone=_lookup("alone"),
        person=_lookup("people"),
        short=_lookup("short", "shorts"),
    )


def _lookup(*keys: str) -> Lookup[str]:
    """The names in these lists of each ministry with its short name, `&` being as good as `en`."""
    found: Lookup[str] = Lookup()
    for ministry in load("ministries")["ministry"]:
        for key in keys:
            listed = ministry.get(key, [])
            for name in [listed] if isinstance(listed, str) else listed:
                found[name] = found[name.replace(" en ", " & ")] = ministry["short"]
    return found


@cache
def _before() -> dict[str, tuple[str, ...]]:
    return {one["short"]: tuple(one.get("after", ())) for one in load("ministries")["ministry"]}


def line_of(ministries: Iterable[str]) -> frozenset[str]:
    """Some ministries with those whose work they went on with, by their short names: LVVN after LNV."""
    found = frozenset(ministries)
    return found.union(*(_before().get(name, ()) for name in found))


def name_pattern() -> str:
    """A regular expression for any full name or portfolio of a ministry, `&` being as good as `en`."""
    return alternatives(_names().named)


@cache
def _pattern() -> re.Pattern[str]:
    """A name behind a function, a head of government, a name on its own, or a short name.

    A name on its own is no part of a longer name (*Defensie Ruimte Agenda*, *Raad Buitenlandse Zaken*).
    """
    functions, names = alternatives(load("ministries")["functions"]), _names()
    return keyed(
        rf"(?<![\w-])(?:(?:{functions})\s+(?:(?:van|voor)\s+)?(?P<named>{alternatives(names.named)})"
        rf"|(?P<person>{alternatives(names.person)}))(?![\w-])"
        rf"|(?<![\w-])(?<!Raad\s)(?P<alone>(?-i:{alternatives(names.alone)}))(?![\w-])(?!(?-i:[ ][A-ZÀ-Þ][a-zà-ÿ]))"
        rf"|(?<![\w&-])(?P<short>(?-i:{alternatives(names.short)}))(?![\w&])",
        [*names.named, *names.person, *names.alone, *names.short],
    )


def ministries_in(text: str) -> list[Found]:
    """The ministries named in ``text`` in order, as (start, end, short name); a longer name wins over one inside it.

    Short names count with their own capitals only (``EZ``), a name on its own only where it is no ordinary word.
    """
    found = []
    for match in _pattern().finditer(text):
        group = match.lastgroup or ""
        meant: Lookup[str] = getattr(_names(), group)
        found.append((match.start(group), match.end(group), meant[match[group]]))
    return found


def ministry_of(role: str) -> str | None:
    """The short name of the ministry of a function such as ``Minister van Economische Zaken``; None if unknown."""
    found = ministries_in(role)
    return found[0][2] if found else None


def ministry_of_address(text: str) -> str | None:
    """The ministry whose page on the government's web site is named: ``www.rijksoverheid.nl/ocw`` is OCW."""
    match = re.search(r"rijksoverheid\.nl/([a-z&]{2,12})\b", text)
    names = _names()
    known = {said.lower(): short for said, short in (names.named | names.person | names.short).items()}
    return known.get(match[1]) if match else None


def official_name(short: str) -> str | None:
    """The official name of the ministry with this short name."""
    return next((m["names"][0] for m in load("ministries")["ministry"] if m["short"] == short), None)


def names_of(short: str) -> list[str]:
    """Every full name, former name and portfolio of the ministry with this short name, the official one first."""
    return next((list(m["names"]) for m in load("ministries")["ministry"] if m["short"] == short), [])
