"""Sentences with marks in them, as the data of these tests has them."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from kamerbrief.annotate import Kind

_KINDS = {kind.value[0]: kind for kind in Kind}
_OPENING = re.compile(r"\{([msrqif]): ")


def groups(name: str) -> list[dict[str, Any]]:
    """The groups of one file of marked sentences."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))["group"]


def unmarked(marked: str) -> tuple[str, list[tuple[Kind, str]]]:
    """A sentence without its marks, and its clauses: kind and trimmed words, in the order in which they begin."""
    text, open_clauses, found, place = "", [], [], 0
    while place < len(marked):
        opening = _OPENING.match(marked, place)
        if opening:
            open_clauses.append((_KINDS[opening[1]], len(text)))
            place = opening.end()
            continue
        if marked[place] == "}":
            kind, start = open_clauses.pop()
            found.append((kind, start, len(text)))
        else:
            text += marked[place]
        place += 1
    assert not open_clauses, f"a clause is not closed: {marked}"
    found.sort(key=lambda clause: (clause[1], -clause[2]))
    return text, [(kind, trimmed(text, start, end)) for kind, start, end in found]


def trimmed(text: str, start: int, end: int) -> str:
    """The words of a clause without stops at its edges."""
    return re.sub(r"^\W+|\W+$", "", text[start:end])
