"""A sentence as the rules of standing ask it: its clauses with their own words, and phrases looked for among these."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property, wraps
from typing import Any, TypeVar

from kamerbrief.annotate.clauses import Clause, Stretch
from kamerbrief.annotate.groups import VerbUse
from kamerbrief.annotate.words import Word, small
from kamerbrief.lexicon import load

_T = TypeVar("_T")


#: A list of ``lexicon/polarity.toml``: its section and its name there.
_List = tuple[str, str]
#: Those of the words that deny a clause or answer a question with no.
_DENIALS = (("denied", "words"), ("denied", "answers"))


class Sentence:
    """The clauses of a sentence with its words, and the places of the words that are each clause's own.

    ``spoken`` has the phrases that stand in it, by their list: the first place of each and the one behind its last.
    ``denies`` says whether a word of a denial does. ``memory`` keeps what was asked of a clause: many may hang on one.
    """

    def __init__(self, clauses: Sequence[Clause], words: Sequence[Word], places: Sequence[Sequence[int]]) -> None:
        self.clauses, self.words, self.places = clauses, words, places
        self.memory: dict[tuple[Any, ...], Any] = {}
        self.spoken = _spoken(words)
        self.denies = not self.spoken.keys().isdisjoint(_DENIALS)
        joins = _joining()
        self._openers = [words[own[len(own) > 1 and words[own[0]].text in joins]] for own in places]

    @cached_property
    def _below(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for number, clause in enumerate(self.clauses):
            if clause.hangs_on is not None:
                found.setdefault(clause.hangs_on, []).append(number)
        return found

    def above(self, number: int) -> int | None:
        """The clause that a clause hangs on."""
        return self.clauses[number].hangs_on

    def below(self, number: int) -> Sequence[int]:
        """The clauses that hang on a clause."""
        return self._below.get(number, ()) if len(self.clauses) > 1 else ()

    def opener(self, number: int) -> Word:
        """The first word of a clause, a joining word left out."""
        return self._openers[number]


def _spoken(words: Sequence[Word]) -> Mapping[_List, Mapping[int, int]]:
    found: dict[_List, dict[int, int]] = {}
    known = _phrases()
    said = tuple([word.text for word in words])
    for place in [place for place, word in enumerate(said) if word in known]:
        for named, phrases in known[said[place]]:
            for phrase in phrases:
                behind = place + 1 + len(phrase)
                if said[place + 1 : behind] == phrase:
                    found.setdefault(named, {})[place] = behind
                    break
    return found


def once(rule: Callable[..., _T]) -> Callable[..., _T]:
    """A question about a clause of a sentence that is answered once."""

    name = rule.__name__

    @wraps(rule)
    def asked(sentence: Sentence, *about: Any) -> _T:
        key = (name, *about)
        if key not in sentence.memory:
            sentence.memory[key] = rule(sentence, *about)
        answer: _T = sentence.memory[key]
        return answer

    return asked


@cache
def _joining() -> frozenset[str]:
    """The joining words that stand before the opener of a clause."""
    return small("joins") - {"of"}


@cache
def listed(section: str, name: str) -> frozenset[str]:
    """The words of one list of ``lexicon/polarity.toml``."""
    return frozenset(load("polarity")[section][name])


@cache
def _phrases() -> Mapping[str, Sequence[tuple[_List, Sequence[tuple[str, ...]]]]]:
    """By each word the lists that have phrases beginning with it, with what follows it in them, the longest first."""
    found: dict[str, dict[_List, list[tuple[str, ...]]]] = {}
    for section, lists in load("polarity").items():
        for name in lists:
            for phrase in sorted(listed(section, name), key=lambda phrase: (-len(phrase), phrase)):
                first, *others = phrase.split()
                found.setdefault(first, {}).setdefault((section, name), []).append(tuple(others))
    return {first: tuple(lists.items()) for first, lists in found.items()}


def spoken(sentence: Sentence, number: int, section: str, name: str) -> Iterable[tuple[int, int]]:
    """The phrases of a list among a clause's own words, as the first place and the one behind the last."""
    found = sentence.spoken.get((section, name))
    return ((place, found[place]) for place in sentence.places[number] if place in found) if found else ()


def stretch(sentence: Sentence, begin: int, end: int) -> Stretch:
    """The characters of the words from a place up to another."""
    return sentence.words[begin].start, sentence.words[end - 1].end


def verb_stretches(use: VerbUse) -> tuple[Stretch, ...]:
    """The word of a verb, and its particle where it stands away."""
    return tuple(sorted([(use.start, use.end), *([use.particle] if use.particle else [])]))
