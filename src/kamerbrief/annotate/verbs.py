"""The verbs of a text: which verb, of what class, in which form.

``lexicon/verbs.toml`` lists the verbs by class (adopt, reject, send, raise, pay …); their forms are made here by the
rules of Dutch spelling, those of strong verbs come from one list of bases (*overnemen* is *nemen* with *over*). A text
is read once, word by word: each word is looked up, so the time is that of reading the words.

A form may be read in several ways (*verhoogde* is a past tense and an adjective, *nemen* a plural and an infinitive);
which of them holds where is for ``annotate/clauses.py`` to say, which also joins a verb with a particle that stands
away from it (*neemt de aanbeveling over*).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from kamerbrief.lexicon import load


class Form(StrEnum):
    """The form in which a verb stands."""

    PRESENT = "present"
    PAST = "past"
    INFINITIVE = "infinitive"
    PARTICIPLE = "participle"
    INFLECTED = "inflected participle"


#: The forms that carry a clause.
FINITE = (Form.PRESENT, Form.PAST)


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the table: its lemma, its classes, and the base and particle that it is made of (none: empty)."""

    lemma: str
    classes: frozenset[str]
    base: str
    particle: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word may be: a form of a verb.

    ``number`` is singular, plural or empty where the form has none or does not tell; ``person`` 1, 2 or 3 where it is
    sure, else 0. ``joined`` is true where the particle is written to the verb (*overneemt*, *overgenomen*): a finite
    form that is joined stands in a subordinate clause.
    """

    verb: Verb
    form: Form
    number: str = ""
    person: int = 0
    joined: bool = False
    #: Whether the form can carry a clause.
    finite: bool = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "finite", self.form in FINITE)


@dataclass(frozen=True, slots=True)
class VerbSpan:
    """A word (or *over te nemen*) of a text at [start, end) with its readings; ``te`` where *te* stands before it."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    te: bool = False


#: A verb as it is listed: a particle, a prefix that is never split off, and the rest.
_NOTATION = re.compile(r"(?:(?P<particle>[^+]+)\+)?(?P<prefix>(?:\w+-)*)(?P<rest>.+)")
_VOWELS = "aeiouyëïöüé"
_DIGRAPHS = ("aa", "ee", "oo", "uu", "ie", "oe", "eu", "ui", "ij", "ei", "ou", "au")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


def find_verbs(text: str) -> tuple[VerbSpan, ...]:
    """The verbs of a text, in order; *te* and a particle before it are taken into an infinitive (*over te nemen*)."""
    words = [(match.group().lower(), match.start(), match.end()) for match in _WORD.finditer(text)]
    return tuple(_verbs_of(words))


def _verbs_of(words: list[tuple[str, int, int]]) -> Iterator[VerbSpan]:
    for place, (word, start, end) in enumerate(words):
        found = readings(word)
        if not found:
            continue
        infinitives = tuple(reading for reading in found if reading.form is Form.INFINITIVE)
        if infinitives and place and words[place - 1][0] == "te":
            joined = with_particle(words[place - 2][0], infinitives) if place > 1 else ()
            begin = words[place - 2][1] if joined else words[place - 1][1]
            yield VerbSpan(begin, end, joined or infinitives, te=True)
        else:
            yield VerbSpan(start, end, found)


def with_particle(particle: str, infinitives: tuple[Reading, ...]) -> tuple[Reading, ...]:
    """The verb that a particle before *te* makes of an infinitive: *over te nemen*."""
    made = (separable(particle, reading.verb.lemma) for reading in infinitives)
    return tuple(Reading(verb, Form.INFINITIVE, joined=True) for verb in made if verb)


def readings(word: str) -> tuple[Reading, ...]:
    """What a word in small letters may be as a verb; none where the table does not know it."""
    return _table().get(word, ())


def separable(particle: str, base: str) -> Verb | None:
    """The verb that a particle (or a phrase in its place) makes of a base verb; None where there is none."""
    return _separables().get(base, {}).get(particle)


def particles(base: str) -> Mapping[str, Verb]:
    """The particles that make verbs of a base verb, with these verbs."""
    return _separables().get(base, {})


@cache
def forms_of(*classes: str) -> frozenset[str]:
    """The words of which one stands wherever a verb of one of the classes is, with its particle or away from it."""
    return _forms_where(lambda verb: not verb.classes.isdisjoint(classes))


@cache
def forms_of_lemma(lemma: str) -> frozenset[str]:
    """The same for one verb."""
    return _forms_where(lambda verb: verb.lemma == lemma)


def _forms_where(wanted: Callable[[Verb], bool]) -> frozenset[str]:
    bases = {base for base, made in _separables().items() if any(map(wanted, made.values()))}

    def may_be(one: Reading) -> bool:
        return wanted(one.verb) or (not one.joined and one.verb.base in bases)

    return frozenset(form for form, said in _table().items() if any(map(may_be, said)))


@cache
def _listed() -> dict[str, set[str]]:
    """Every verb as it is listed, with its classes."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, verbs in load("verbs")["classes"].items():
        for verb in verbs:
            found[verb].add(name)
    return found


@cache
def _separables() -> dict[str, dict[str, Verb]]:
    found: dict[str, dict[str, Verb]] = defaultdict(dict)
    for listed, classes in _listed().items():
        particle, base, _, _ = _parts(listed)
        if particle:
            found[base][particle] = Verb(_lemma(particle, base), frozenset(classes), base, particle)
    return found


def _lemma(particle: str, base: str) -> str:
    return f"{particle} {base}" if loose(particle) else particle + base


def loose(particle: str) -> bool:
    """Whether the words in a particle's place are never written to the verb: *ter hand nemen*, *opvolging geven*."""
    return " " in particle or particle in load("verbs")["apart"]


def _parts(listed: str) -> tuple[str, str, str, str]:
    """Particle, base lemma, inseparable prefix and unaltered stem of a verb as it is listed."""
    match = _NOTATION.fullmatch(listed)
    assert match  # noqa: S101 - the pattern fits any word
    prefix = match["prefix"].replace("-", "")
    stem, bar, ending = match["rest"].partition("|")
    return match["particle"] or "", prefix + stem + ending, prefix, prefix + stem if bar else ""


@cache
def _table() -> dict[str, tuple[Reading, ...]]:
    """Every form that the table knows, with its readings."""
    found: dict[str, dict[Reading, None]] = defaultdict(dict)
    bases: dict[str, tuple[str, str]] = {}
    for listed in _listed():
        _, base, prefix, stem = _parts(listed)
        bases[base] = (prefix, stem) if prefix or stem else bases.get(base, ("", ""))
    plain = {_parts(listed)[1]: frozenset(classes) for listed, classes in _listed().items() if "+" not in listed}
    for base, (prefix, stem) in bases.items():
        verb = Verb(base, plain.get(base, frozenset()), base)
        for form, reading in _forms(base, prefix, stem):
            found[form][Reading(verb, *reading)] = None
            for particle, made in particles(base).items():
                if not loose(particle):
                    found[particle + form][Reading(made, *reading, joined=True)] = None
    return {form: tuple(said) for form, said in found.items()}


_Shape = tuple[Form, str, int]


def _forms(base: str, prefix: str, stem: str) -> Iterator[tuple[str, _Shape]]:
    """The forms of a verb without particle, each with what it is."""
    yield base, (Form.INFINITIVE, "", 0)
    yield from _irregular().get(base, ())
    if base in load("verbs")["whole"]:
        return
    stem, past, pasts, participle = _principal(base, prefix, stem)
    yield stem, (Form.PRESENT, "singular", 1)
    yield _third(stem), (Form.PRESENT, "singular", 3)
    yield base, (Form.PRESENT, "plural", 0)
    yield past, (Form.PAST, "singular", 0)
    yield pasts, (Form.PAST, "plural", 0)
    yield participle, (Form.PARTICIPLE, "", 0)
    if not participle.endswith("en"):
        yield _inflected(participle), (Form.INFLECTED, "", 0)


def _principal(base: str, prefix: str, stem: str) -> tuple[str, str, str, str]:
    """Stem, past singular, past plural and participle."""
    strong = load("verbs")["strong"]
    if base in strong:
        first, past, pasts, participle = strong[base].split()
        return first, past, pasts, participle
    inner = base.removeprefix(prefix)
    if prefix and inner in strong:
        first, past, pasts, participle = (prefix + form for form in strong[inner].split())
        return first, past, pasts, prefix + participle.removeprefix(prefix).removeprefix("ge")
    stem = stem or prefix + stem_of(inner)
    ending = "t" if _voiceless(base, stem) else "d"
    whole = stem if stem.endswith(ending) else stem + ending
    return stem, f"{stem}{ending}e", f"{stem}{ending}en", whole if prefix else _ge(whole)


def _third(stem: str) -> str:
    """The third person of the present: neemt, zet, gaat."""
    return stem if stem.endswith("t") else f"{stem}at" if stem.endswith("a") else f"{stem}t"


def _ge(word: str) -> str:
    """A participle with its *ge*: geëvalueerd, geïnformeerd."""
    trema = {"e": "ë", "i": "ï", "u": "ü"}
    first = word[0] if word.startswith("ij") else trema.get(word[0], word[0])
    return f"ge{first}{word[1:]}"


def _voiceless(base: str, stem: str) -> bool:
    """Whether the past has a t: after the sounds of 't kofschip, as the infinitive has them."""
    sound = base.removesuffix("n").removesuffix("e")[-2:]
    return not sound.endswith(("v", "z")) and (stem.endswith(("ch", "t", "k", "f", "s", "p")))


def _inflected(participle: str) -> str:
    """The participle before a noun: verhoogde, beperkte, gedekte, bestede."""
    if participle[-2:] in ("dd", "tt"):
        return participle + "e"
    end, before, vowel = participle[-1], participle[-2:-1], participle[-3:-1]
    if len(vowel) == 2 and vowel[0] == vowel[1] and vowel[0] in _VOWELS:
        return participle[:-3] + vowel[0] + end + "e"
    return participle + (end if before in _VOWELS and participle[-3:-1] not in _DIGRAPHS else "") + "e"


def stem_of(infinitive: str) -> str:
    """The stem of a weak verb by the rules of spelling: maken maak, zetten zet, beloven beloof, creëren creëer."""
    stem = infinitive.removesuffix("n").removesuffix("e") if infinitive.endswith("en") else infinitive.removesuffix("n")
    if stem.endswith("ër"):
        stem = stem[:-2] + ("eer" if stem[-3:-2] == "i" else "ëer")
    elif len(stem) > 1 and stem[-1] == stem[-2] and stem[-1] not in _VOWELS:
        stem = stem[:-1]
    elif _open(stem):
        stem = stem[:-1] + stem[-2] + stem[-1]
    return stem[:-1] + {"v": "f", "z": "s"}.get(stem[-1], stem[-1])


def _open(stem: str) -> bool:
    """Whether the last vowel of a stem stood in an open syllable and is doubled where that closes."""
    if len(stem) < 2 or stem[-1] in _VOWELS + "wj" or stem[-2] not in "aeou" or stem.endswith("ig"):
        return False
    return len(stem) < 3 or stem[-3] not in _VOWELS or stem[-3:-1] not in _DIGRAPHS


@cache
def _irregular() -> dict[str, list[tuple[str, _Shape]]]:
    found: dict[str, list[tuple[str, _Shape]]] = defaultdict(list)
    for form, said in load("verbs")["irregular"].items():
        lemma, kind, *rest = said.split()
        number, person = [*rest, "", ""][:2]
        found[lemma].append((form, (Form(kind), number, int(person or 0))))
    return found
