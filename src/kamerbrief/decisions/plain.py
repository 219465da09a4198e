"""Facts as plain JSON data: their words, places and attributes."""

from __future__ import annotations

from typing import Any

Fact = dict[str, Any]
#: What says where a fact stands; a fact is the same when only this differs.
PLACES = frozenset({"start", "end", "block", "page", "boxes", "cell", "table", "reviewed"})
#: Ids of the fact and of other facts: they follow from the words around, and change with them.
IDS = frozenset({"id", "restates", "part_of", "replaced_by", "commitments", "amounts", "terms", "result"})

#: What follows from the letter's other facts: it goes along with those, and nobody is asked about it by itself.
FOLLOWING = frozenset({"counts", "restates", "part_of", "replaced_by"})


def without(value: Any, names: frozenset[str]) -> Any:
    """A fact, or a part of one, without the fields of these names at any depth."""
    if isinstance(value, dict):
        return {k: without(v, names) for k, v in value.items() if k not in names}
    if isinstance(value, list):
        return [without(item, names) for item in value]
    return value


def words(fact: Fact) -> str:
    """The words of a fact: those of its evidence, or of its first."""
    return str(_first_evidence(fact).get("text", fact.get("name", "")))


def start_of(fact: Fact) -> int:
    """Where its words begin."""
    return int(_first_evidence(fact).get("start", 0))


def _first_evidence(fact: Fact) -> Fact:
    for name in ("evidence", "mentions"):
        value = fact.get(name)
        if isinstance(value, dict):
            return value
        if isinstance(value, list) and value:
            return dict(value[0])
    return {}
