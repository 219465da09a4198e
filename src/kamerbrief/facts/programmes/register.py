"""The programme register, and finding its names in a text in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import NamedTuple

from kamerbrief.contract import ProgrammeKind
from kamerbrief.lexicon import load, phrase_pattern

_WORD = re.compile(r"\w+(?:\+{1,2})?")
_GAP = re.compile(r"(?:[ \n]|[-‐–/&.,'’()]){0,3}")
_MOST_WORDS = 16
#: A name as short as this is read with its own capitals only.
_SHORT = 6
#: A word as long as this is no chance word where it tells what kind of programme it is.
_LONG = 12
_ARTICLE = re.compile(r"(?<!\w)(?:[Hh]et|[Dd]e) $")


@dataclass(frozen=True, slots=True)
class Registered:
    """One entry of the register; ``lexicon/programmes.toml`` says what ``shorts``, ``context`` and ``exact`` mean."""

    name: str
    kind: ProgrammeKind
    aliases: tuple[str, ...] = ()
    shorts: tuple[str, ...] = ()
    organisation: str | None = None
    parent: str | None = None
    context: tuple[str, ...] = ()
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where a registered name stands, as offsets of the text; ``short`` where it is one of its ``shorts``."""

    start: int
    end: int
    entry: Registered
    short: bool = False


class Words(NamedTuple):
    """The words of a text without capitals, and where each stands."""

    folded: list[str]
    spans: list[tuple[int, int]]


@lru_cache(maxsize=1)
def words_of(text: str) -> Words:
    """The words of a text, which is asked for the names of the register and then for its own."""
    spans, small = [match.span() for match in _WORD.finditer(text)], text.casefold()
    if len(small) == len(text):
        return Words([small[start:end] for start, end in spans], spans)
    return Words([text[start:end].casefold() for start, end in spans], spans)


@dataclass(slots=True)
class Register:
    """All entries, by the letters and figures of their names without blanks, hyphens and capitals."""

    entries: tuple[Registered, ...]
    names: dict[str, list[tuple[str, Registered]]] = field(default_factory=dict)
    beginnings: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        for entry in self.entries:
            for name in (entry.name, *entry.aliases, *entry.shorts):
                key = _key(name)
                self.names.setdefault(key, []).append((name, entry))
                self.beginnings.update(key[:end] for end in range(1, len(key) + 1))

    def entry(self, name: str, *, cued: bool = False) -> Registered | None:
        """The entry with this name or alias, whatever its hyphens and capitals; short ones need their own capitals.

        ``cued`` tells that a word of the name tells its kind, so that it may stand in small letters.
        """
        found = self.names.get(_key(name), ())
        return next((e for said, e in found if _spelled(name, said, e) or (cued and not e.exact)), None)

    def mentions(self, text: str) -> list[Mention]:
        """The longest names in reading order, those that are ambiguous only where the text settles what they mean."""
        candidates = list(self._candidates(text))
        in_full = {mention.entry for mention in candidates if not mention.short}
        said = {entry.context: _says(text, entry.context) for entry in {mention.entry for mention in candidates}}
        return [mention for mention in candidates if _settled(mention, in_full, said[mention.entry.context])]

    def _candidates(self, text: str) -> Iterator[Mention]:
        words = words_of(text)
        behind = 0
        for first in self._begun(words.folded):
            found = self._longest(text, words, first) if first >= behind else None
            if found:
                yield from found[0]
                behind = found[1] + 1

    def _begun(self, folded: list[str]) -> list[int]:
        """The places of words that are a name, or begin one together with the word behind them."""
        begun = self.beginnings.intersection(folded)
        places = (at for at, word in enumerate(folded) if word in begun)
        return [at for at in places if folded[at] in self.names or "".join(folded[at : at + 2]) in self.beginnings]

    def _longest(self, text: str, words: Words, first: int) -> tuple[list[Mention], int] | None:
        """Everything that the longest name at word ``first`` can mean, and the place of its last word."""
        key = ""
        best = None
        for last in range(first, min(first + _MOST_WORDS, len(words.folded))):
            key += words.folded[last]
            if key not in self.beginnings:
                break
            if last > first and not _GAP.fullmatch(text, words.spans[last - 1][1], words.spans[last][0]):
                break
            start, end = words.spans[first][0], words.spans[last][1]
            meant = [
                Mention(start, end, entry, name in entry.shorts)
                for name, entry in self.names.get(key, ())
                if _spelled(text[start:end], name, entry) or _in_small_letters(text, start, end, entry)
            ]
            best = (meant, last) if meant else best
        return best


def _key(name: str) -> str:
    return "".join(_WORD.findall(name)).casefold()


def _spelled(said: str, name: str, entry: Registered) -> bool:
    """Short and ambiguous names need their own capitals; others one capital, or a word that tells what they are."""
    if entry.exact or len(name) <= _SHORT or name.isupper():
        return said == name or _letters(said) == _letters(name)
    return said == name or any(c.isupper() for c in said) or _tells_kind(said)


def _in_small_letters(text: str, start: int, end: int, entry: Registered) -> bool:
    """True for a long word behind its article that tells its kind: *het hoogwaterbeschermingsprogramma*."""
    said = text[start:end]
    if entry.exact or not said.islower() or len(said) < _LONG or not said.isalpha():
        return False
    return said.endswith(_kind_words()) and _ARTICLE.search(text, max(start - 5, 0), start) is not None


@cache
def _kind_words() -> tuple[str, ...]:
    return tuple(word for words in load("programme_cues")["cues"].values() for word in words)


def _tells_kind(said: str) -> bool:
    return len(_WORD.findall(said)) >= 3 and any(word.endswith(_kind_words()) for word in _WORD.findall(said))


def _letters(text: str) -> str:
    return "".join(_WORD.findall(text))


def _says(text: str, context: tuple[str, ...]) -> bool:
    return bool(context) and _context(context).search(text) is not None


@cache
def _context(words: tuple[str, ...]) -> re.Pattern[str]:
    return phrase_pattern([f"{word}*" for word in words], flags=0)


def _settled(mention: Mention, in_full: set[Registered], in_context: bool) -> bool:
    if mention.short:
        return in_context or mention.entry in in_full
    return in_context or not mention.entry.context or bool(mention.entry.shorts)


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
                    aliases=tuple(item.get("aliases", ())),
                    shorts=tuple(item.get("shorts", ())),
                    organisation=item.get("organisation", group.get("organisation")),
                    parent=item.get("parent"),
                    context=tuple(contexts[context]) if context else (),
                    exact=item.get("exact", False),
                )
            )
    return Register(tuple(entries))
