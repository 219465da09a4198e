"""Clues for the recogniser: which words the word lists know as (part of) a name, and which are ordinary Dutch words.

A capital at the beginning of a sentence says nothing by itself; that ``emissieloze`` is put together of ordinary
words does. The clues stand in an extension of the document, which the recogniser reads (:mod:`embedding`) beside the
word's own form.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span, Token

from kamerbrief.language.kinds import label_by_end, label_by_first

#: Key of ``doc.spans`` under which the names stand that the word lists know.
KNOWN = "kamerbrief_known"
#: The name of the component that looks for them.
GAZETTEER = "kamerbrief_gazetteer"
_FILE = "gazetteer.json"
#: The last letters of a word that tell what it is, and the shortest part of a word that is put together of others.
_ENDING, _PART = 5, 4
_JOINTS = ("", "s", "e", "en")
#: How many words a name may have before and behind the one that makes it likely; the recogniser reads no farther. Of
#: 10,258 names that it found in 250 letters when it read all words none had more than 3 before and 14 behind.
_BEFORE, _BEHIND = 4, 24
#: What ends a sentence or a part of one; titles, headings and cells end in none.
_ENDS = frozenset(".?!:;,")

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


@dataclass(frozen=True, slots=True)
class Likely:
    """Words by which a sentence may hold a name.

    Those that tell it wherever they stand; all with a capital; those that begin known names, which ``known`` finds.
    """

    anywhere: frozenset[str]
    capitals: frozenset[str]
    starters: frozenset[str]
    known: Callable[[list[str]], Iterator[tuple[int, int, str]]]

    def in_sentence(self, words: list[str]) -> bool:
        """False where no name can be: no word that tells one, and no capital but the first word's of a sentence."""
        if not self.anywhere.isdisjoint(words) or not self.capitals.isdisjoint(words[_opening(words) + 1 :]):
            return True
        return not self.starters.isdisjoint(words) and any(self.known(words))


#: The extensions of a document: a clue for each of its tokens, and where names may be, as (first token, token behind).
_CLUES, _PLACES = GAZETTEER, "kamerbrief_places"
Doc.set_extension(_CLUES, default=(), force=True)
Doc.set_extension(_PLACES, default=None, force=True)


def clues_of(doc: Doc) -> tuple[Clue, ...]:
    """A clue for each token of the document; none where ``kamerbrief_gazetteer`` has not run over it."""
    found: tuple[Clue, ...] = doc._.get(_CLUES)
    return found


def places_of(doc: Doc) -> Sequence[tuple[int, int]]:
    """Where names may be, as (first token, token behind the last); all of it where none were looked for."""
    found: Sequence[tuple[int, int]] | None = doc._.get(_PLACES)
    return [(0, len(doc))] if found is None else found


def _known_of(token: Token) -> str:
    clues = clues_of(token.doc)
    return clues[token.i].known if clues else ""


@Language.factory(GAZETTEER)
class Gazetteer:
    """Marks known names in ``doc.spans`` and writes the clues; its lists are saved with the pipeline."""

    def __init__(self, nlp: Language, name: str) -> None:
        self._nlp = nlp
        del name
        self._phrases: dict[str, list[tuple[Phrase, str]]] = {}
        self._people: dict[str, str] = {}
        self._ordinary: frozenset[str] = frozenset()
        #: First words of names in which no other word has a capital.
        self._starters: frozenset[str] = frozenset()
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
        small = (words for listed in found.values() for words, _ in listed if all(w == w.lower() for w in words[1:]))
        self._starters = frozenset(words[0] for words in small)

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
        first = _first_of(words)
        found = (self._clue(word, inside.get(place, ""), place == first) for place, word in enumerate(words))
        doc._.set(_CLUES, tuple(found))
        opening = _opening(words)
        capitals = (place for place, word in enumerate(words) if word != word.lower())
        likely = {place for place in capitals if place != opening or self._tells(words[place])}
        doc._.set(_PLACES, _around(sorted(likely.union(inside)), len(words)))
        return doc

    def likely(self, words: Iterable[str]) -> Likely:
        """Which of these words make it likely that a sentence holds a name."""
        unlike = frozenset(words)
        capitals = frozenset(word for word in unlike if word != word.lower())
        return Likely(frozenset(filter(self._tells, capitals)), capitals, unlike & self._starters, self._known)

    def _tells(self, word: str) -> bool:
        """True for a word with a capital that may begin a name even where a sentence begins with it."""
        return word.lower() not in self._ordinary or bool(label_by_first(word) or label_by_end(word)[1])

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


def _first_of(words: list[str]) -> int:
    """The place of the first word that is no sign; 0 where all are."""
    return next((place for place, word in enumerate(words) if word[0].isalnum()), 0)


def _opening(words: list[str]) -> int:
    """The place of the word that has a capital because a sentence begins with it; -1 in a title."""
    return -1 if words[-1][-1] not in _ENDS else _first_of(words)


def _around(likely: Iterable[int], size: int) -> tuple[tuple[int, int], ...]:
    """The stretches around these words, in their order, in which names may be; those that touch are one."""
    found: list[tuple[int, int]] = []
    for place in likely:
        start, stop = max(place - _BEFORE, 0), min(place + _BEHIND + 1, size)
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], stop)
        else:
            found.append((start, stop))
    return tuple(found)
