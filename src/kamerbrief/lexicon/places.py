"""The lists of the word lists by their places (``stances.decide.cues``), and word lists with one switched off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

#: Stands in a list that is switched off: no text has it, and patterns made of the list stay patterns.
_NOTHING = "\ue000"
_DAY = re.compile(r"\d\d-\d\d")


def places(name: str, content: dict[str, Any]) -> Iterator[tuple[str, list[Any]]]:
    """Every list of words below ``content`` with its place; of a list of tables each entry is one.

    Days are no words: of a table of names with their days (*kerstreces*) each name is one, and other days are left.
    """
    named = bool(content) and all(_is_days(value) for value in content.values())
    for key, value in content.items():
        place = f"{name}.{key}"
        if _is_days(value):
            yield from [(place, [key])] if named else []
        elif isinstance(value, dict):
            yield from places(place, value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield from ((f"{place}.{at}", list(_words(entry))) for at, entry in enumerate(value))
        elif isinstance(value, list) and value:
            yield place, list(_words(value))


def without(content: dict[str, Any], place: str) -> dict[str, Any]:
    """The word list without what stands at a place, given without the word list's name."""
    key, _, rest = place.partition(".")
    value = content[key]
    if _is_days(value):
        return {other: kept for other, kept in content.items() if other != key}
    if isinstance(value, dict):
        return {**content, key: without(value, rest)}
    if rest:
        return {**content, key: [entry for at, entry in enumerate(value) if str(at) != rest]}
    row = value[0]
    return {**content, key: [[_NOTHING] * len(row) if isinstance(row, list) else _NOTHING]}


def _is_days(value: Any) -> bool:
    """True for the first and last day of something: ``["12-19", "01-10"]``."""
    days = value if isinstance(value, list) else []
    return bool(days) and all(isinstance(day, str) and _DAY.fullmatch(day) for day in days)


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _words(part)
