"""The verb group of a clause: finite verb, infinitives and participles, the particle that stands away, the subject."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import NamedTuple

from kamerbrief.annotate.verbs import Form, Reading, Verb, loose, particles
from kamerbrief.annotate.words import Word, small, text_at

#: How many words of the clause from a verb its particle may stand: before it, and behind a finite verb.
NEAR, FAR = 30, 300


class Tense(StrEnum):
    """When, by the verb alone; ``would`` is *zou*."""

    PRESENT = "present"
    PAST = "past"
    PERFECT = "perfect"
    PLUPERFECT = "pluperfect"
    FUTURE = "future"
    WOULD = "would"
    NONE = "none"


class VerbUse(NamedTuple):
    """A verb as a clause uses it: its word at [start, end), its particle (where it stands away) at ``particle``."""

    start: int
    end: int
    verb: Verb
    form: Form
    te: bool = False
    particle: tuple[int, int] | None = None

    @property
    def lemma(self) -> str:
        """The infinitive, with the particle: overnemen."""
        return self.verb.lemma

    @property
    def helps(self) -> bool:
        """Whether it can be a helping verb."""
        return "auxiliary" in self.verb.classes


class Group(NamedTuple):
    """The verbs of a clause: the finite one, all in order, and the one that says what is done.

    ``classes`` are those of the last, and of an infinitive with *te* beside it (*heb besloten over te nemen*).
    """

    finite: VerbUse | None
    verbs: tuple[VerbUse, ...]
    content: VerbUse | None
    passive: bool
    tense: Tense
    classes: frozenset[str]


def group_of(words: Sequence[Word], own: Sequence[int], finite: int | None, others: Iterable[int]) -> Group:
    """The verb group of a clause, given by the places of its own words, its finite verb and its other verbs."""
    first = _use(words, own, finite, _FINITE) if finite is not None else None
    others = [place for place in others if place != finite]
    order = _HELPED if first is None or _goes_with_participle(words, first, others) else _UNHELPED
    rest = [use for place in others if (use := _use(words, own, place, order))]
    verbs = tuple(sorted([first, *rest] if first else rest, key=attrgetter("start")))
    content = _content(first, rest)
    told = [use.verb.classes for use in verbs if use is content or (use.te and not use.helps)]
    classes = told[0] if len(told) == 1 else frozenset[str]().union(*told)
    return Group(first, verbs, content, _passive(first, rest, content), _tense(first, rest), classes)


#: Which of several readings of a verb goes first: a finite one, others beside a verb that a participle goes with, and
#: others beside one with which it does not.
_FINITE = (Form.PRESENT, Form.PAST, Form.PARTICIPLE, Form.INFINITIVE, Form.INFLECTED)
_HELPED = (Form.PARTICIPLE, Form.INFINITIVE, Form.PRESENT, Form.PAST, Form.INFLECTED)
_UNHELPED = (Form.INFINITIVE, Form.PARTICIPLE, Form.PRESENT, Form.PAST, Form.INFLECTED)


def _goes_with_participle(words: Sequence[Word], finite: VerbUse, others: Sequence[int]) -> bool:
    """Whether the finite verb, or a verb beside it, is one that a participle goes with."""
    helping = small("with_participle")
    beside = (one.verb.lemma for place in others for one in words[place].verbal)
    return not finite.helps or finite.lemma in helping or not helping.isdisjoint(beside)


def _use(words: Sequence[Word], own: Sequence[int], place: int, order: Sequence[Form]) -> VerbUse | None:
    word, finite = words[place], order is _FINITE
    fitting = [one for one in word.verbal if one.finite is finite]
    if not fitting:
        return None
    alone = len(fitting) == 1
    reading = fitting[0] if alone else min(fitting, key=lambda one: (order.index(one.form), one.verb.lemma))
    if reading.joined:
        return VerbUse(word.start, word.end, reading.verb, reading.form, word.te)
    found = _particle(words, own, place, reading, finite)
    if found is None:
        return VerbUse(word.start, word.end, reading.verb, reading.form, word.te)
    verb, particle = found
    return VerbUse(word.start, word.end, verb, reading.form, word.te, particle)


def _particle(
    words: Sequence[Word], own: Sequence[int], place: int, reading: Reading, finite: bool
) -> tuple[Verb, tuple[int, int]] | None:
    """The particle of a verb among the words of its clause; the last that fits, a phrase before a single word."""
    lengths = _lengths(reading.verb.base)
    if not lengths:
        return None
    known = particles(reading.verb.base)
    best: tuple[bool, int, Verb, tuple[int, int]] | None = None
    middle = bisect_left(own, place)
    first, last = max(middle - NEAR, 0), min(middle + (FAR if finite else NEAR), len(own))
    for number, at in enumerate(own[first:last], start=first):
        for length in lengths.get(words[at].text, ()):
            said = own[number : number + length]
            phrase = " ".join(words[i].text for i in said)
            verb = known.get(phrase)
            if verb is None or place in said or len(said) < length or said[-1] - at != length - 1:
                continue
            if not loose(phrase) and not (finite and at > place and _stands_last(words, at)):
                continue
            one = (loose(phrase), at, verb, (words[at].start, words[said[-1]].end))
            best = max(best, one, key=lambda found: found[:2]) if best else one
    return (best[2], best[3]) if best else None


@cache
def _lengths(base: str) -> Mapping[str, tuple[int, ...]]:
    """How many words the particles of a base verb have, the most first, by their first word."""
    found: dict[str, set[int]] = {}
    for particle in particles(base):
        first, *_ = words = particle.split()
        found.setdefault(first, set()).add(len(words))
    return {first: tuple(sorted(lengths, reverse=True)) for first, lengths in found.items()}


def _stands_last(words: Sequence[Word], place: int) -> bool:
    """Whether a word that may be a particle is one: no noun phrase follows it."""
    after = words[place + 1] if place + 1 < len(words) else None
    if words[place].text not in small("prepositions") or after is None or after.stop or after.sure or after.te:
        return True
    if after.text in small("determiners") or after.text[0].isdigit():
        return after.text in ("die", "dat")
    return after.text in small("prepositions", "joins", "conjunctions", "perhaps", "relative") or after.text in (
        "om",
        "waarom",
        "omdat",
    )


def _content(finite: VerbUse | None, rest: Sequence[VerbUse]) -> VerbUse | None:
    """The verb that says what is done: behind a helping verb the participle, or the last infinitive.

    A participle needs a helping verb of its own: *zult u het verslag ontvangen met daaraan gekoppeld een overzicht*.
    """
    if finite and not finite.helps:
        return finite
    participles = [use for use in rest if use.form is Form.PARTICIPLE and not use.helps]
    infinitives = [use for use in rest if use.form is Form.INFINITIVE and not use.helps]
    helped = finite is None or not small("with_participle").isdisjoint(use.lemma for use in (finite, *rest))
    for found in (participles, infinitives) if helped else (infinitives, participles):
        if found:
            return found[-1]
    return rest[-1] if rest else finite


def _passive(finite: VerbUse | None, rest: Sequence[VerbUse], content: VerbUse | None) -> bool:
    if content is None or content.form is not Form.PARTICIPLE:
        return False
    helpers = {use.lemma for use in [*([finite] if finite else []), *rest] if use is not content}
    if "worden" in helpers:
        return True
    return "zijn" in helpers and "hebben" not in helpers and content.lemma not in small("moving")


def _tense(finite: VerbUse | None, rest: Sequence[VerbUse]) -> Tense:
    if finite is None:
        return Tense.NONE
    if finite.lemma == "zullen":
        return Tense.WOULD if finite.form is Form.PAST else Tense.FUTURE
    perfect = finite.lemma in ("hebben", "zijn") and any(use.form is Form.PARTICIPLE for use in rest)
    if perfect:
        return Tense.PLUPERFECT if finite.form is Form.PAST else Tense.PERFECT
    return Tense.PAST if finite.form is Form.PAST else Tense.PRESENT


def subject_of(words: Sequence[Word], own: Sequence[int], finite: int | None, main: bool) -> tuple[int, int] | None:
    """The subject next to the finite verb: before it, behind it in inversion, behind the opener of a clause."""
    if finite is None:
        return None
    places = list(own)
    at = bisect_left(places, finite)
    before, behind = places[:at], places[at + 1 :]
    if not main:
        return _whole(words, _phrase(words, before[1:]) or before[:1])
    if before and words[before[0]].text in small("joins"):
        before = before[1:]
    first, second = _phrase(words, before), _phrase(words, behind)
    if not before and _elided(words, places, finite, second):
        return None
    if not before or first is None:
        return _whole(words, second)
    if second and (words[second[0]].text in small("pronouns") or _acts(words, first, second)):
        return _whole(words, second)
    return _whole(words, first)


def _elided(words: Sequence[Word], places: Sequence[int], finite: int, second: Sequence[int] | None) -> bool:
    """Whether a joined clause takes its subject from the one before: *maar informeer uw Kamer in mei*."""
    pronoun = bool(second and words[second[0]].text in small("pronouns"))
    first_person = all(one.person == 1 for one in words[finite].verbal if one.finite)
    return not pronoun and (first_person or words[places[0]].text in small("joins"))


def _acts(words: Sequence[Word], first: Sequence[int], second: Sequence[int]) -> bool:
    """Whether of two noun phrases the second is the subject: *deze aanbeveling neemt het kabinet over*."""
    if words[second[-1]].text not in small("actors"):
        return False
    return words[first[0]].text in ("deze", "dit", "die", "dat") or words[first[-1]].text in small("answered")


def _whole(words: Sequence[Word], places: Sequence[int] | None) -> tuple[int, int] | None:
    return (words[places[0]].start, words[places[-1]].end) if places else None


def _phrase(words: Sequence[Word], places: Sequence[int]) -> list[int] | None:
    """The noun phrase that the words begin with; None where they begin with something else."""
    first = words[places[0]].text if places else ""
    if first in _before_phrases():
        return None
    if first in small("pronouns"):
        return [places[0]]
    found: list[int] = []
    for place in places[:10]:
        word = words[place]
        if found and (place != found[-1] + 1 or _ends_phrase(words, found, word.text)):
            break
        if word.sure or word.text in small("conjunctions"):
            break
        found.append(place)
    return found or None


@cache
def _before_phrases() -> frozenset[str]:
    """Words that begin no noun phrase."""
    # als vijfde beveelt de raad aan
    return (small("adverbs") - small("subjects")) | small("prepositions") | {"als"}


def _ends_phrase(words: Sequence[Word], found: Sequence[int], word: str) -> bool:
    """Whether a word is none of the noun phrase before it."""
    if word in small("determiners", "joins", "adverbs", "infinitive"):
        determiners = small("determiners")
        counted = word in determiners and all(words[at].text in determiners for at in found)
        if not counted:  # de drie vaccins are one phrase
            return True
    return word in small("prepositions") and not (word in ("van", "voor") and _office(words, found))


def _office(words: Sequence[Word], found: Sequence[int]) -> bool:
    return text_at(words, found[-1]) in small("actors")
