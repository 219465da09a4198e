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


@dataclass(frozen=True, slots=True)
class _Known:
    """Every single word under ``key``, however deep, is the name of an entry of the table at ``table``."""

    key: str
    table: str


_Rule = _OneMeaning | _PartOf | _Known

#: What must hold in each file, so that a pattern made of one list never finds a word that the table behind it lacks.
_RULES: dict[str, tuple[_Rule, ...]] = {
    "ministries": (
        _OneMeaning("ministry", ("short", "shorts")),
        _OneMeaning("ministry", ("names", "alone", "people"), names=True),
    ),
    "money": (_OneMeaning("scale", ("words",)), _OneMeaning("currency", ("before", "after", "weak"))),
    "tables": (_OneMeaning("scale", ("words",)),),
    "dates": (_OneMeaning("relations"), _OneMeaning("parts", ("words",)), _OneMeaning("vague", ("words",))),
    "amount_cues": (_PartOf("precision.comparing", "precision"),),
    "programmes": (_Known("context", "contexts"),),
    "programme_cues": (
        _OneMeaning("cues"),
        _OneMeaning("endings"),
        *(_PartOf(f"reading.{name}", "cues") for name in ("strong", "fair", "lone")),
    ),
}


def check(name: str, content: dict[str, Any], file: str = "") -> None:
    """Raises LexiconError, which names file and entry, where the lists of ``name``.toml do not agree.

    ``file`` is the file to name, where it is not the package's own.
    """
    file = file or f"lexicon/{name}.toml"
    for place, words in _lists(content, ""):
        for word in words:
            if word != " ".join(word.split()):
                raise LexiconError(f"{file}: {place}: {word!r} has a blank at an end, or two next to each other")
    for rule in _RULES.get(name, ()):
        for problem in _problems(content, rule):
            raise LexiconError(f"{file}: {problem}")


def _problems(content: dict[str, Any], rule: _Rule) -> Iterator[str]:
    if isinstance(rule, _OneMeaning):
        return _twice(content, rule)
    return _unknown(content, rule) if isinstance(rule, _PartOf) else _without_entry(content, rule, content)


def _without_entry(content: Any, rule: _Known, whole: dict[str, Any]) -> Iterator[str]:
    if isinstance(content, dict):
        said = content.get(rule.key)
        if isinstance(said, str) and said not in _at(whole, rule.table):
            yield f"{rule.key} {said!r} is no entry of {rule.table}; add it there"
    for value in content.values() if isinstance(content, dict) else content if isinstance(content, list) else ():
        yield from _without_entry(value, rule, whole)


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
