"""The programme register, and finding its names in a text in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from kamerbrief.lexicon import load
from kamerbrief.schema import ProgrammeKind

_WORD = re.compile(r"\w+(?:\+{1,2})?")
_GAP = re.compile(r"(?:[ \n]|[-‐–/&.,'’]){0,3}")
_MOST_WORDS = 12
#: An alias as short as this, or wholly in capitals, is read with its own capitals only.
_SHORT = 6


@dataclass(frozen=True, slots=True)
class Registered:
    """One entry of the register."""

    name: str
    kind: ProgrammeKind
    aliases: tuple[str, ...] = ()
    organisation: str | None = None
    parent: str | None = None
    context: tuple[str, ...] = ()
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a registered name stands, as offsets of the text."""

    start: int
    end: int
    entry: Registered


@dataclass(slots=True)
class Register:
    """All entries, by the letters and figures of their names without blanks, hyphens and capitals."""

    entries: tuple[Registered, ...]
    names: dict[str, list[tuple[str, Registered]]] = field(default_factory=dict)
    beginnings: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for entry in self.entries:
            for name in (entry.name, *entry.aliases):
                key = _key(name)
                self.names.setdefault(key, []).append((name, entry))
                self.beginnings.update(key[:end] for end in range(1, len(key) + 1))

    def entry(self, name: str) -> Registered | None:
        """The entry with this name or alias, whatever its hyphens and capitals."""
        found = self.names.get(_key(name))
        return found[0][1] if found else None

    def mentions(self, text: str) -> Iterator[Mention]:
        """The longest names in reading order; ambiguous ones only where the text holds a word of their context."""
        words = list(_WORD.finditer(text))
        position = 0
        known: dict[tuple[str, ...], bool] = {}
        while position < len(words):
            found = self._longest(text, words, position)
            if found is None:
                position += 1
                continue
            entry, last = found
            if _in_context(entry, text, known):
                yield Mention(words[position].start(), words[last].end(), entry)
                position = last
            position += 1

    def _longest(self, text: str, words: list[re.Match[str]], first: int) -> tuple[Registered, int] | None:
        key = ""
        best = None
        for last in range(first, min(first + _MOST_WORDS, len(words))):
            if last > first and not _GAP.fullmatch(text, words[last - 1].end(), words[last].start()):
                break
            key += words[last].group().casefold()
            if key not in self.beginnings:
                break
            said = text[words[first].start() : words[last].end()]
            for name, entry in self.names.get(key, ()):
                if _spelled(said, name, entry):
                    best = entry, last
                    break
        return best


def _key(name: str) -> str:
    return "".join(_WORD.findall(name)).casefold()


def _spelled(said: str, name: str, entry: Registered) -> bool:
    """Short and ambiguous names need their own capitals, longer ones at least one capital or three words."""
    if entry.exact or len(name) <= _SHORT or name.isupper():
        return _letters(said) == _letters(name)
    return said == name or any(c.isupper() for c in said) or len(_WORD.findall(said)) >= 3


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text))


def _in_context(entry: Registered, text: str, known: dict[tuple[str, ...], bool]) -> bool:
    if entry.context and entry.context not in known:
        known[entry.context] = any(re.search(rf"\b{re.escape(word)}", text) for word in entry.context)
    return not entry.context or known[entry.context]


@cache
def register() -> Register:
    """The register of ``lexicon/programmes.toml``."""
    data = load("programmes")
    contexts = data["contexts"]
    entries = []
    for group in data.values():
        for item in group.get("list", []):
            context = item.get("context", group.get("context"))
            entries.append(
                Registered(
                    name=item["name"],
                    kind=ProgrammeKind(item["kind"]),
                    aliases=tuple(item["aliases"]) if "aliases" in item else (),
                    organisation=item.get("organisation", group.get("organisation")),
                    parent=item.get("parent"),
                    context=tuple(contexts[context]) if context else (),
                    exact=item.get("exact", False),
                )
            )
    return Register(tuple(entries))
