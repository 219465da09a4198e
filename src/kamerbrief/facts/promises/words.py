"""The verbs and phrases of a promise, as patterns made from lexicon/commitments.toml."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kamerbrief.lexicon import alternatives, any_of, keyed, load, phrase_pattern, signs


@dataclass(frozen=True, slots=True)
class Verb:
    """One verb of the word list; ``group`` is tell, firm or dated, ``particle`` what a finite form leaves behind."""

    infinitive: str
    participle: str
    present: tuple[str, ...]
    particle: str
    group: str


@cache
def verbs() -> tuple[Verb, ...]:
    """All verbs, those of telling the Kamer first."""
    acts = load("commitments")["acts"]
    return tuple(
        Verb(infinitive, participle, tuple(present.split()), particle, group)
        for group in ("tell", "firm", "dated")
        for infinitive, participle, present, particle in acts[group]
    )


@cache
def decisions() -> dict[str, tuple[str, ...]]:
    """What must follow a finite form of a decision, one of them; for some forms that is nothing: ``""``."""
    pairs: dict[str, tuple[str, ...]] = {}
    for verb, particle in load("commitments")["acts"]["decisions"]:
        pairs[verb] = (*pairs.get(verb, ()), particle)
    return pairs


@cache
def phrases(section: str, name: str) -> re.Pattern[str]:
    """A pattern for any phrase of one list of the file, as whole words."""
    return phrase_pattern(load("commitments")[section][name])


@cache
def gapped(section: str, name: str) -> re.Pattern[str]:
    """The same for a list in which `` … `` stands for up to eight words of the same part of a clause."""
    phrased = sorted(set(load("commitments")[section][name]), key=lambda phrase: (-len(phrase), phrase))
    return keyed(rf"(?<!\w)(?:{any_of(map(_with_gaps, phrased))})(?!\w)", phrased)


@cache
def noun_of_time() -> re.Pattern[str]:
    """The end of a text behind which ``na 2026`` says which time is meant: *het vervolg*, *de periode*."""
    nouns = alternatives(load("commitments")["not"]["of_time"])
    return re.compile(rf"(?<!\w)(?:de|het|een|deze|die|dit|onze)\s+(?:[\w-]+\s+)?(?:{nouns})\s+$", re.IGNORECASE)


@cache
def beside_this_letter() -> re.Pattern[str]:
    """The end of a text behind which ``deze brief`` is a moment or what is gone on from."""
    return re.compile(
        phrase_pattern(load("commitments")["not"]["beside_this_letter"]).pattern + r"(?:\s+(?:de\s+)?\w+\s+van)?\s+$",
        re.IGNORECASE,
    )


_GAP = r"(?:\s+[^\s,;:.]+){0,8}?\s+"


def _with_gaps(phrase: str) -> list[str]:
    first, *others = [signs(part) for part in phrase.split(" … ")]
    return [*first, *(sign for part in others for sign in (_GAP, *part))]


@cache
def nonfinite(group: str) -> re.Pattern[str]:
    """Any infinitive (with ``te`` inside a separable verb too) or participle of a group of verbs."""
    forms: set[str] = set()
    for verb in verbs():
        if verb.group == group:
            forms |= {verb.infinitive, verb.participle}
            if verb.particle and verb.infinitive.startswith(verb.particle):
                forms.add(f"{verb.particle} te {verb.infinitive.removeprefix(verb.particle).strip()}")
    return _verb_pattern(forms)


@cache
def participles(group: str) -> re.Pattern[str]:
    """Any participle of a group of verbs."""
    return _verb_pattern({verb.participle for verb in verbs() if verb.group == group})


def _verb_pattern(forms: set[str]) -> re.Pattern[str]:
    """Any of the forms; an auxiliary may stand inside one of several words (``in beeld worden gebracht``)."""
    words = alternatives(forms, blank=r"\s+(?:(?:worden|te|kunnen|zullen)\s+){0,2}")
    return keyed(rf"(?<!\w)(?:{words})(?!\w)", forms, alone=True)


@cache
def present_forms() -> re.Pattern[str]:
    """Any finite form; :func:`verb_of` says of which verb."""
    return phrase_pattern(form for verb in verbs() for form in verb.present)


def verbs_of(form: str) -> Sequence[Verb]:
    """The verbs that have this finite form, those with a particle first."""
    return _by_form().get(form.lower(), ())


@cache
def _by_form() -> dict[str, list[Verb]]:
    found: dict[str, list[Verb]] = {}
    for verb in sorted(verbs(), key=lambda verb: not verb.particle):
        for form in dict.fromkeys(verb.present):
            found.setdefault(form, []).append(verb)
    return found


@cache
def actors() -> re.Pattern[str]:
    """Who promises; the group ``cabinet`` or ``agency`` tells which, ``van Financiën`` belongs to the name."""
    words = load("commitments")["actors"]
    agencies = {*words["agencies"], *(name[0].upper() + name[1:] for name in words["agencies"])}
    return keyed(
        rf"(?<!\w)(?:(?P<cabinet>(?i:{alternatives(words['cabinet'])}))(?P<office>\s+(?:van|voor)\s+[A-Z]\w+"
        r"(?:(?:,\s+|\s+en\s+|\s+)[A-Z]\w+){0,6})?"
        rf"|(?P<agency>{alternatives(agencies)}))(?!\w)",
        [*words["cabinet"], *agencies],
        flags=0,
    )
