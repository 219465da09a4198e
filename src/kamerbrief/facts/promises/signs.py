"""What the rules know of a sentence, as names for the tagger of ``language/tagging.py``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from kamerbrief.annotate import clause_at
from kamerbrief.facts.promises.forms import fitting
from kamerbrief.facts.promises.sentence import Sentence, Sign
from kamerbrief.facts.promises.verbs import finite_verbs, flags, passives
from kamerbrief.facts.promises.words import nonfinite, participles, phrases
from kamerbrief.lexicon import Lists, load

_GROUPS = ("firm", "dated", "tell")


def form_signs(sentence: Sentence) -> list[tuple[str, Sign]]:
    """The signs of every form that fits the sentence, with the form's name, in the order of the text."""
    found = [(form.__name__.strip("_"), sign) for form in fitting(sentence.text) for sign in form(sentence)]
    return sorted((pair for pair in found if not _is_anothers(sentence, pair[1].at)), key=lambda pair: pair[1].at)


def _is_anothers(sentence: Sentence, at: int) -> bool:
    """True where a sign's clause only tells again what was promised, or leaves the matter to others."""
    clause = clause_at(sentence.text, at)
    return sentence.is_retold(at) or (clause is not None and clause.has("leave"))


def sign_names(sentence: Sentence, forms: Sequence[tuple[str, Sign]], *, none: bool) -> tuple[str, ...]:
    """Names of what is known: times, actors, the Kamer, phrases, verbs, forms and ``none``, sorted, each once."""
    return tuple(sorted({*_named(sentence), *_verbs(sentence), *_known_forms(forms, none=none)}))


def _named(sentence: Sentence) -> Iterator[str]:
    for name in ("dated", "timed", "follows_up", "tells_chamber"):
        if getattr(sentence, name):
            yield name
    yield from (f"time {due.relation}" for due in sentence.dues)
    yield from ("cabinet" if actor["cabinet"] else "agency" for actor in sentence.actors[:2])
    yield from _lists().found_in(sentence.text)


@cache
def _lists() -> Lists[str]:
    """The lists of which a sentence has a sign, by its name."""
    sections = {section: load("commitments")[section] for section in ("not", "expected", "intentions")}
    listed = [(section, name) for section, lists in sections.items() for name in lists if name != "no_negation"]
    return Lists({f"{section} {name}": phrases(section, name) for section, name in listed})


def _verbs(sentence: Sentence) -> Iterator[str]:
    yield from flags(sentence)
    for words, negated in passives(sentence):
        yield "negated passive" if negated else "passive"
        yield from (f"passive {group}" for group in _groups_of(participles).found_in(words))
    yield from (f"nonfinite {group}" for group in _groups_of(nonfinite).found_in(sentence.text))
    for verb, subject in finite_verbs(sentence):
        yield f"present {verb.group} {'with' if subject else 'without'} subject"


@cache
def _groups_of(forms: Callable[[str], re.Pattern[str]]) -> Lists[str]:
    return Lists({group: forms(group) for group in _GROUPS})


def _known_forms(forms: Sequence[tuple[str, Sign]], *, none: bool) -> Iterator[str]:
    yield from (f"form {name}" for name, _ in forms)
    if any(sign.tell for _, sign in forms):
        yield "tells"
    if none:
        yield "none"
    if forms:
        yield "vetoed" if none else "fits"
