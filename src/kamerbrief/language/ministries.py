"""Ministries by their names: short names, full names, former names and the portfolios of their ministers."""

from __future__ import annotations

import re
from functools import cache

from kamerbrief.lexicon import alternatives, load

#: One ministry named: start and end in the text, and its short name.
Found = tuple[int, int, str]


@cache
def _names() -> dict[str, str]:
    """Every full name and portfolio in lower case, with the short name of its ministry."""
    return {
        name.lower(): ministry["short"]
        for ministry in load("ministries")["ministry"]
        for name in (*ministry["names"], *ministry.get("people", []))
    }


@cache
def _shorts() -> dict[str, str]:
    """Every short name as it is written, with the usual one."""
    return {
        said: ministry["short"]
        for ministry in load("ministries")["ministry"]
        for said in (ministry["short"], *ministry.get("shorts", []))
    }


def _all(key: str) -> list[str]:
    return [name for ministry in load("ministries")["ministry"] for name in ministry.get(key, [])]


def _spellings(names: list[str]) -> str:
    """The names as alternatives, `&` being as good as `en`."""
    return alternatives(spelling for name in names for spelling in (name, name.replace(" en ", " & ")))


def name_pattern() -> str:
    """A regular expression for any full name or portfolio of a ministry, `&` being as good as `en`."""
    return _spellings(_all("names"))


@cache
def _pattern() -> re.Pattern[str]:
    """A name behind a function, a head of government, a name on its own, or a short name.

    A name on its own is no part of a longer name (*Defensie Ruimte Agenda*, *Raad Buitenlandse Zaken*).
    """
    functions = alternatives(load("ministries")["functions"])
    return re.compile(
        rf"(?<![\w-])(?:(?:{functions})\s+(?:(?:van|voor)\s+)?(?P<named>{name_pattern()})"
        rf"|(?P<person>{alternatives(_all('people'))}))(?![\w-])"
        rf"|(?<![\w-])(?<!Raad\s)(?P<alone>(?-i:{_spellings(_all('alone'))}))(?![\w-])(?!(?-i:[ ][A-ZÀ-Þ][a-zà-ÿ]))"
        rf"|(?<![\w&-])(?P<short>(?-i:{alternatives(_shorts())}))(?![\w&])",
        re.IGNORECASE,
    )


def ministries_in(text: str) -> list[Found]:
    """The ministries named in ``text`` in order, as (start, end, short name); a longer name wins over one inside it.

    Short names count with their own capitals only (``EZ``), a name on its own only where it is no ordinary word.
    """
    found = []
    for match in _pattern().finditer(text):
        group = match.lastgroup or ""
        words = " ".join(match[group].split())
        short = _shorts()[words] if group == "short" else _names()[words.lower().replace(" & ", " en ")]
        found.append((match.start(group), match.end(group), short))
    return found


def ministry_of(role: str) -> str | None:
    """The short name of the ministry of a function such as ``Minister van Economische Zaken``; None if unknown."""
    found = ministries_in(role)
    return found[0][2] if found else None


def ministry_of_address(text: str) -> str | None:
    """The ministry whose page on the government's web site is named: ``www.rijksoverheid.nl/ocw`` is OCW."""
    match = re.search(r"rijksoverheid\.nl/([a-z&]{2,12})\b", text)
    known = {said.lower(): short for said, short in _shorts().items()} | _names()
    return known.get(match[1]) if match else None


def official_name(short: str) -> str | None:
    """The official name of the ministry with this short name."""
    return next((m["names"][0] for m in load("ministries")["ministry"] if m["short"] == short), None)
