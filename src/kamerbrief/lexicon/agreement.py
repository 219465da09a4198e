"""Whether the lists of a word list agree: what one list refers to is in the other, and no word means two things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kamerbrief.errors import LexiconError


@dataclass(frozen=True, slots=True)
class _OneMeaning:
    """A word stands in one entry only: of the array of tables, or of the table, at ``path``.

    ``keys`` are the lists (or single words) of an entry that count; none where the entries themselves are lists.
    ``names`` are the same in capitals, and with ``&`` for ``en``.
    """

    path: str
    keys: tuple[str, ...] = ()
    names: bool = False


@dataclass(frozen=True, slots=True)
class _PartOf:
    """Every word of the list at ``part`` is in one of the lists of the table at ``whole``."""

    part: str
    whole: str


#: What must hold in each file, so that a pattern made of one list never finds a word that the table behind it lacks.
_RULES: dict[str, tuple[_OneMeaning | _PartOf, ...]] = {
    "ministries": (
        _OneMeaning("ministry", ("short", "shorts")),
        _OneMeaning("ministry", ("names", "alone", "people"), names=True),
    ),
    "money": (_OneMeaning("scale", ("words",)), _OneMeaning("currency", ("before", "after", "weak"))),
    "tables": (_OneMeaning("scale", ("words",)),),
    "dates": (_OneMeaning("relations"), _OneMeaning("parts", ("words",)), _OneMeaning("vague", ("words",))),
    "amount_cues": (_PartOf("precision.comparing", "precision"),),
    "programme_cues": (
        _OneMeaning("cues"),
        _OneMeaning("endings"),
        *(_PartOf(f"reading.{name}", "cues") for name in ("strong", "fair", "lone", "official")),
    ),
}


def check(name: str, content: dict[str, Any]) -> None:
    """Raises LexiconError, which names file and entry, where the lists of ``name``.toml do not agree."""
    for place, words in _lists(content, ""):
        for word in words:
            if word != " ".join(word.split()):
                raise LexiconError(name, f"{place}: {word!r} has a blank at an end, or two next to each other")
    for rule in _RULES.get(name, ()):
        for problem in _twice(content, rule) if isinstance(rule, _OneMeaning) else _unknown(content, rule):
            raise LexiconError(name, problem)


def _lists(content: Any, place: str) -> Iterator[tuple[str, list[str]]]:
    """Every list of words with the names that lead to it."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from _lists(value, f"{place}.{key}".lstrip("."))
    elif isinstance(content, list) and all(isinstance(word, str) for word in content):
        yield place, content
    elif isinstance(content, list):
        for number, value in enumerate(content, start=1):
            yield from _lists(value, f"{place}[{number}]")


def _at(content: Any, path: str) -> Any:
    for key in path.split("."):
        content = content.get(key, {})
    return content


def _twice(content: dict[str, Any], rule: _OneMeaning) -> Iterator[str]:
    found = _at(content, rule.path)
    entries = found.items() if isinstance(found, dict) else enumerate(found, start=1)
    seen: dict[str, object] = {}
    for label, entry in entries:
        for word in _words_of(entry, rule.keys):
            same = word.casefold().replace(" & ", " en ") if rule.names else word
            if seen.setdefault(same, label) != label:
                yield f"{rule.path}: {word!r} stands in the entries {seen[same]} and {label}; keep one of them"


def _words_of(entry: Any, keys: tuple[str, ...]) -> list[str]:
    if not keys:
        return list(entry)
    listed = [entry.get(key, []) for key in keys]
    return [word for value in listed for word in ([value] if isinstance(value, str) else value)]


def _unknown(content: dict[str, Any], rule: _PartOf) -> Iterator[str]:
    lists = _at(content, rule.whole)
    own = rule.part.removeprefix(f"{rule.whole}.")
    known = {word for key, words in lists.items() if key != own for word in words}
    for word in _at(content, rule.part):
        if word not in known:
            yield f"{rule.part}: {word!r} is in none of the lists of {rule.whole}; add it there"
