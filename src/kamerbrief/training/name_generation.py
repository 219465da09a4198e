"""Names that nobody bears, put together as Dutch names are: people, places, organisations, laws and programmes.

A model that sees a new name every time cannot learn the names by heart; it has to read how they are built and what
stands around them. The parts lie in ``corpus/name_parts.toml``.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

_CONSONANTS = "BCDFGHJKLMNPRSTVWZ"
_LETTERS = "ABCDEFGHIKLMNOPRSTUVWZ"


@cache
def _parts() -> dict[str, dict[str, list[str]]]:
    text = files(__package__).joinpath("corpus", "name_parts.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def invent(sort: str, chooser: random.Random) -> str | None:
    """A name of this sort (see :func:`kamerbrief.training.augmentation.shape`), or None where none can be made."""
    maker = _MAKERS.get(sort)
    return maker(chooser) if maker else None


def _pick(chooser: random.Random, kind: str, key: str) -> str:
    return chooser.choice(_parts()[kind][key])


def _surname(chooser: random.Random) -> str:
    name = _pick(chooser, "person", "stems") + _pick(chooser, "person", "ends")
    name = name[0].upper() + name[1:]
    if chooser.random() < 0.12:
        other = _pick(chooser, "person", "stems") + _pick(chooser, "person", "ends")
        name = f"{name}-{other[0].upper()}{other[1:]}"
    return name


def _prefixed(chooser: random.Random) -> str:
    return f"{_pick(chooser, 'person', 'prefixes')} {_surname(chooser)}"


def _full(chooser: random.Random) -> str:
    first = _pick(chooser, "person", "first")
    prefix = f"{_pick(chooser, 'person', 'prefixes').lower()} " if chooser.random() < 0.3 else ""
    return f"{first} {prefix}{_surname(chooser)}"


def _initials(chooser: random.Random) -> str:
    initials = "".join(f"{chooser.choice(_LETTERS)}." for _ in range(chooser.randint(1, 3)))
    prefix = f"{_pick(chooser, 'person', 'prefixes').lower()} " if chooser.random() < 0.3 else ""
    return f"{initials} {prefix}{_surname(chooser)}"


def _acronym(chooser: random.Random) -> str:
    length = chooser.choice((2, 3, 3, 3, 4, 4, 5))
    letters = "".join(chooser.choice(_LETTERS) for _ in range(length))
    if chooser.random() < 0.2:
        at = chooser.randrange(1, length)
        letters = letters[:at] + letters[at:].lower() if length > 2 else letters
    return letters


def _place(chooser: random.Random) -> str:
    name = _pick(chooser, "place", "stems") + _pick(chooser, "place", "ends")
    return name[0].upper() + name[1:]


def _long_place(chooser: random.Random) -> str:
    place = _place(chooser)
    return chooser.choice(
        [
            f"{_pick(chooser, 'place', 'directions')} {place}",
            f"{place} aan de {_place(chooser)}",
            f"{_pick(chooser, 'place', 'waters')} {place}",
        ]
    )


def _domain(chooser: random.Random) -> str:
    word = _pick(chooser, "domain", "words")
    return word[0].upper() + word[1:]


def _organisation(chooser: random.Random) -> str:
    head = _pick(chooser, "organisation", "heads")
    tail = _domain(chooser)
    if chooser.random() < 0.35:
        tail += f" en {_domain(chooser)}"
    return f"{head} {tail}"


def _company(chooser: random.Random) -> str:
    return _pick(chooser, "organisation", "brands") + _pick(chooser, "organisation", "brand_ends")


def _law(chooser: random.Random) -> str:
    head = _pick(chooser, "misc", "heads")
    first = _pick(chooser, "domain", "words")
    capital = chooser.random() < 0.5
    name = f"{head} {first[0].upper() + first[1:] if capital else first}"
    extra = chooser.random()
    if extra < 0.3:
        other = _pick(chooser, "domain", "words")
        name += f" en {other[0].upper() + other[1:] if capital else other}"
    elif extra < 0.4:
        name += f" {chooser.randint(2005, 2035)}"
    return name


def _misc_word(chooser: random.Random) -> str:
    word = _pick(chooser, "domain", "words") + _pick(chooser, "misc", "ends")
    return word[0].upper() + word[1:]


_MAKERS: dict[str, Callable[[random.Random], str]] = {
    "PER word": _surname,
    "PER prefix": _prefixed,
    "PER full": _full,
    "PER initials": _initials,
    "ORG short": _acronym,
    "ORG word": _company,
    "ORG 2": _organisation,
    "ORG 3": _organisation,
    "ORG 4": _organisation,
    "LOC word": _place,
    "LOC 2": _long_place,
    "LOC 3": _long_place,
    "MISC short": _acronym,
    "MISC word": _misc_word,
    "MISC 2": _law,
    "MISC 3": _law,
    "MISC 4": _law,
}
