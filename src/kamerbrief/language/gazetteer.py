"""Clues for the recogniser: which words the word lists know as (part of) a name, and which are ordinary Dutch words.

A capital at the beginning of a sentence says nothing by itself; that ``emissieloze`` is put together of ordinary
words does. The clues stand in an extension of the document, which the recogniser reads (:mod:`embedding`) beside the
word's own form.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

#: Key of ``doc.spans`` under which the names stand that the word lists know.
KNOWN = "kamerbrief_known"
_FILE = "gazetteer.json"
#: The last letters of a word that tell what it is, and the shortest part of a word that is put together of others.
_ENDING, _PART = 5, 4
_JOINTS = ("", "s", "e", "en")

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordLists:
    """Names by label, the surnames and first names of people, and words that are ordinary in small letters."""

    names: dict[str, list[str]]
    surnames: Sequence[str]
    first_names: Sequence[str]
    ordinary: frozenset[str]


class Clue(NamedTuple):
    """What is known of a word (a part of which name, a person's, an ordinary word, the first), and its last letters."""

    known: str
    ending: str


#: The extension of a document that holds a clue for each of its tokens; empty where they were not looked for.
_EXTENSION = "kamerbrief_gazetteer"
Doc.set_extension(_EXTENSION, default=(), force=True)


def clues_of(doc: Doc) -> tuple[Clue, ...]:
    """A clue for each token of the document; none where ``kamerbrief_gazetteer`` has not run over it."""
    found: tuple[Clue, ...] = doc._.get(_EXTENSION)
    return found


def _known_of(token: Token) -> str:
    clues = clues_of(token.doc)
    return clues[token.i].known if clues else ""


@Language.factory("kamerbrief_gazetteer")
class Gazetteer:
    """Marks known names in ``doc.spans`` and writes the clues; its lists are saved with the pipeline."""

    def __init__(self, nlp: Language, name: str) -> None:
        self._nlp = nlp
        del name
        self._phrases: dict[str, list[tuple[Phrase, str]]] = {}
        self._people: dict[str, str] = {}
        self._ordinary: frozenset[str] = frozenset()
        self._clue = lru_cache(maxsize=100_000)(self._clue_of)

    def initialize(self, get_examples: Any = None, nlp: Language | None = None, *, lists: dict[str, Any]) -> None:
        """Takes over the word lists that the recipe names (the fields of WordLists); spaCy calls it before training."""
        del get_examples, nlp
        known = WordLists(**lists)
        self._set_phrases(
            (tuple(token.text for token in self._nlp.make_doc(name)), label)
            for label, listed in known.names.items()
            for name in listed
        )
        self._people = {name: "last" for whole in known.surnames for name in _name_words(whole)}
        self._people |= dict.fromkeys(known.first_names, "first")
        self._ordinary = known.ordinary

    def _set_phrases(self, phrases: Iterable[tuple[Phrase, str]]) -> None:
        found: dict[str, list[tuple[Phrase, str]]] = {}
        for words, label in phrases:
            found.setdefault(words[0], []).append((words, label))
        for listed in found.values():
            listed.sort(key=lambda phrase: (-len(phrase[0]), phrase))
        self._phrases = found

    def __call__(self, doc: Doc) -> Doc:
        """Writes the clues of a document."""
        words = [token.text for token in doc]
        known = list(self._known(words))
        doc.spans[KNOWN] = [Span(doc, start, end, label=label) for start, end, label in known]
        inside = {
            place: f"{'B' if place == start else 'I'}{label}"
            for start, end, label in known
            for place in range(start, end)
        }
        first = next((place for place, word in enumerate(words) if word[0].isalnum()), 0)
        found = (self._clue(word, inside.get(place, ""), place == first) for place, word in enumerate(words))
        doc._.set(_EXTENSION, tuple(found))
        return doc

    def _known(self, words: list[str]) -> Iterator[tuple[int, int, str]]:
        """The longest known names from the left, as (first token, token behind the last, label)."""
        place = 0
        while place < len(words):
            for phrase, label in self._phrases.get(words[place], ()):
                if tuple(words[place : place + len(phrase)]) == phrase:
                    yield place, place + len(phrase), label
                    place += len(phrase)
                    break
            else:
                place += 1

    def _clue_of(self, word: str, known: str, first: bool) -> Clue:
        lower = word.lower()
        if not word[0].isupper():
            return Clue(f"{known}-", lower[-_ENDING:])
        place = "first" if first else ""
        return Clue(f"{known}-{self._people.get(word, '')}-{self._sort(lower)}-{place}", lower[-_ENDING:])

    def _sort(self, lower: str) -> str:
        """``ordinary`` for an ordinary word, ``compound`` for one put together of two, else ``new``."""
        if lower in self._ordinary:
            return "ordinary"
        parts = (
            lower[cut:] in self._ordinary and any(lower[:cut].removesuffix(j) in self._ordinary for j in _JOINTS)
            for cut in range(_PART, len(lower) - _PART + 1)
        )
        return "compound" if any(parts) else "new"

    def to_disk(self, path: Path, exclude: Iterable[str] = ()) -> None:
        """Writes the lists into the pipeline's folder."""
        del exclude
        path.mkdir(parents=True, exist_ok=True)
        content = {
            "names": sorted([label, *words] for listed in self._phrases.values() for words, label in listed),
            "people": dict(sorted(self._people.items())),
            "ordinary": sorted(self._ordinary),
        }
        (path / _FILE).write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")

    def from_disk(self, path: Path, exclude: Iterable[str] = ()) -> Gazetteer:
        """Reads the lists from a pipeline's folder."""
        del exclude
        content = json.loads((path / _FILE).read_text(encoding="utf-8"))
        self._set_phrases((tuple(words), label) for label, *words in content["names"])
        self._people = content["people"]
        self._ordinary = frozenset(content["ordinary"])
        return self


def begins_plainly(token: Token) -> bool:
    """True for an ordinary word that has its capital because a sentence begins with it."""
    return _known_of(token) in ("--ordinary-first", "--compound-first")


def begins_its_sentence(token: Token) -> bool:
    """True for a word with a capital that is the first of its sentence."""
    return _known_of(token).endswith("-first")


def may_begin_plainly(span: Span) -> bool:
    """True for a known name of one word that is an ordinary word too and begins its sentence (Leiden, Kampen)."""
    return len(span) == 1 and _known_of(span[0]).endswith("-ordinary-first")


def _name_words(name: str) -> list[str]:
    """The words of a surname that are names themselves, not ``van`` or ``der``."""
    words = name.replace("-", " ").split()
    return [word for word in words if word[0].isupper()] if len(words) == 1 else [words[-1]]
