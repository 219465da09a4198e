"""What is known of the sentences of an answer before it is judged: their place, their clauses and the rules' cues."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kamerbrief.annotate import Clause, Kind, Standing, annotate, find_verbs
from kamerbrief.contract import Stance
from kamerbrief.facts.advice.stance_cues import asks_to_look, looks, stance_cues
from kamerbrief.facts.advice.themes import alike, subject_words
from kamerbrief.facts.promises.clauses import clause_signs
from kamerbrief.language.tagging import Columns, Place, columns_of_all
from kamerbrief.lexicon import load, phrase_pattern

#: More words in common with the advice tell no more.
_NAMED = 3
#: Farther from an end of an answer the place of a sentence tells no more.
_PLACES = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it is judged: the columns of the parts of its sentences, and what is known of it as a whole."""

    sentences: tuple[Columns, ...]
    known: tuple[float, ...]


def signed(texts: Sequence[str], advice: str) -> Answer:
    """What is known of an answer, given as its sentences, to an advice."""
    names = [len(named(text, advice)) for text in texts]
    asked = float(asks_to_look(advice))
    known = (asked, float(min(max(names, default=0), _NAMED)), float(min(names[:1] or [0])), float(len(texts) == 1))
    return Answer(tuple(columns_of_all([*_places(texts, advice)])), known)


def _places(texts: Sequence[str], advice: str) -> Iterator[Place]:
    turns = [bool(_turns().search(text)) for text in texts]
    for at, text in enumerate(texts):
        yield Place(
            text,
            first=at == 0,
            last=at == len(texts) - 1,
            signs=tuple(sorted(set(_signs(text, advice)))),
            clauses=clause_signs(text),
            about=tuple(sorted({*_said_of(text, advice), *_around(turns, at)})),
        )


@cache
def _turns() -> re.Pattern[str]:
    return phrase_pattern(load("stances")["answer"]["turns"])


def _times(text: str) -> tuple[str, ...]:
    """Names of what a sentence shows of time: that an answer turns, that it has been so, that it begins."""
    names = [name for name in ("since", "hence") if _phrases(name).search(text)]
    return (*(["turns"] if _turns().search(text) else []), *names)


@cache
def _phrases(name: str) -> re.Pattern[str]:
    """A pattern for any phrase of one list of ``[answer]`` in lexicon/stances.toml."""
    return phrase_pattern(load("stances")["answer"][name])


def _around(turns: Sequence[bool], at: int) -> Iterator[str]:
    """Where a sentence stands in an answer, and to what turns it round."""
    if any(turns[: at + 1]):
        yield "behind a turn"
    if any(turns[at + 1 :]):
        yield "before a turn"
    yield f"at {min(at, _PLACES)}"
    yield f"at {max(at - len(turns), -_PLACES)}"


def _said_of(text: str, advice: str) -> Iterator[str]:
    """What the main clauses say of the subject of an advice and beside it: when, of what kind, whether it is denied."""
    times = _times(text)
    yield from times
    for clause in annotate(text):
        if clause.main:
            yield from _of_clause(text, clause, advice, times)


def _of_clause(text: str, clause: Clause, advice: str, times: Sequence[str]) -> Iterator[str]:
    words = " ".join(text[start:end] for start, end in clause.own)
    side = "about" if named(words, advice) else "aside"
    denied = bool(clause.qualifier(Standing.DENIED))
    yield from (f"{side} {clause.tense}", f"{side} denied {denied}", f"{side} {clause.tense} {denied}")
    yield from (f"{side} does {one}" for one in clause.classes)
    yield from (f"{side} {name}" for name in times)
    yield from (f"{clause.tense} {name}" for name in times)


def named(text: str, advice: str) -> frozenset[str]:
    """The words of an advice that tell its subject and that a text names."""
    said = subject_words(text)
    return frozenset(word for word in subject_words(advice) if any(alike(word, other) for other in said))


def _signs(text: str, advice: str) -> Iterator[str]:
    """Names of what the rules know of a sentence."""
    asked = asks_to_look(advice)
    yield f"named {min(len(named(text, advice)), _NAMED)}"
    for cue in stance_cues(text):
        if asked and cue.stance is Stance.DEFERRED and looks(text[cue.start : cue.end]):
            yield "looks as asked"
        else:
            yield from (f"cue {cue.stance}", f"cue {cue.stance} {cue.rank}")
    if looks(text):
        yield f"looks {asked}"
    verbs = verbs_of(advice)
    for clause in annotate(text):
        if clause.lemma in verbs:
            denied = bool(clause.qualifier(Standing.DENIED))
            yield from (f"same verb {denied}", f"same verb {denied} {clause.tense}")
            if any(one.qualifier(Standing.DENIED) and one.lemma == clause.lemma for one in annotate(advice)[:1]):
                yield "leaves undone"


def verbs_of(advice: str) -> frozenset[str]:
    """The verbs that tell what is advised."""
    clauses = (clause for clause in annotate(advice) if clause.kind in (Kind.MAIN, Kind.INFINITIVE))
    told = {clause.lemma for clause in clauses if clause.lemma and not clause.has("auxiliary")}
    first = (reading.verb for verb in find_verbs(advice)[:1] if verb.start == 0 for reading in verb.readings)
    return frozenset(told | {verb.lemma for verb in first if "auxiliary" not in verb.classes})
