"""What the word lists know of names: what the recogniser learns from, and takes its clues from.

The lists lie in ``corpus/``: ``names.toml`` and the plain lists of ``gazetteer/``, one name a line; ministries and
programmes come from the lexicon that the facts are found with.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from kamerbrief.language.kinds import listed_names
from kamerbrief.lexicon import load

#: The plain lists of names with the label that they give.
_GAZETTEER = {"organisations": "ORG", "places": "LOC", "laws": "MISC", "programmes": "MISC"}


@cache
def names() -> dict[str, Any]:
    """The content of ``corpus/names.toml``, with the parties that corrections know."""
    found = tomllib.loads(files(__package__).joinpath("corpus", "names.toml").read_text(encoding="utf-8"))
    found["lists"]["ORG"]["party"] = listed_names()["parties"]["words"]
    return found


@cache
def lines_of(*place: str) -> tuple[str, ...]:
    """The entries of a plain list below ``corpus/``; what begins with ``#`` is a comment."""
    text = files(__package__).joinpath("corpus", *place).read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


@cache
def first_names() -> tuple[str, ...]:
    """First names of people."""
    return tuple(dict.fromkeys([*names()["people"]["first"], *lines_of("gazetteer", "first_names.txt")]))


@cache
def surnames() -> tuple[str, ...]:
    """Surnames, what stands before them (``Van der``) with its capital."""
    return tuple(dict.fromkeys([*names()["people"]["last"], *lines_of("gazetteer", "surnames.txt")]))


@cache
def known_names() -> dict[str, list[str]]:
    """The names of the word lists by label; ambiguous programmes and ordinary words are left out."""
    lists = names()["lists"]
    found = {label: [name for group in groups.values() for name in group] for label, groups in lists.items()}
    for file, label in _GAZETTEER.items():
        found[label] += lines_of("gazetteer", f"{file}.txt")
    for ministry in load("ministries")["ministry"]:
        found["ORG"] += [ministry["short"], *ministry.get("shorts", []), *ministry["alone"]]
    for group in load("programmes").values():
        entries = [] if "context" in group else group.get("list", [])
        clear = [entry for entry in entries if not entry.get("exact") and "context" not in entry]
        known = [name for entry in clear for name in (entry["name"], *entry.get("aliases", []))]
        found["MISC"] += [name for name in known if name[0].isupper() and len(name) > 2]
    # A name that two lists claim is no clear name.
    claims: dict[str, set[str]] = {}
    for label, listed in found.items():
        for name in listed:
            claims.setdefault(name, set()).add(label)
    return {
        label: [name for name in dict.fromkeys(listed) if len(claims[name]) == 1] for label, listed in found.items()
    }


@cache
def ordinary_words() -> frozenset[str]:
    """Words that stand in small letters in Dutch statutes and in the corpus."""
    return frozenset(lines_of("ordinary_words.txt"))
