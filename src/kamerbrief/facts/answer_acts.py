"""What an answer says is done, was done or will be done, where no words of decision tell what becomes of the advice.

An answer that only tells what the cabinet will do adopts; one that tells what it does and did has it as policy
already. Only main clauses count in which the cabinet acts or something is done (passive), plainly said; what the
adviser or others do, what is said and what is told to the Kamer tells nothing of the advice.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kamerbrief.annotate import Clause, Kind, Standing, Tense, annotate, find_verbs
from kamerbrief.contract import Stance
from kamerbrief.lexicon import load, phrase_pattern

#: Classes of verbs that do something about a subject, by what their present tense means: begun now, or going on.
_BEGINS = ("make", "start", "change", "decide", "investigate", "lower", "raise", "reserve")
_GOES_ON = ("implement", "continue", "pay")
_DONE = (Tense.PAST, Tense.PERFECT, Tense.PLUPERFECT)
_UNSAID = (Standing.DENIED, Standing.CANCELLED, Standing.CONDITIONAL, Standing.WISHED)
#: How much less the acts of a sentence weigh than those of the one before it.
_LATER = 0.7
#: How many sentences are asked.
_REACH = 12


@dataclass(frozen=True, slots=True)
class Act:
    """What a clause at [start, end) of the searched text shows of an advice: adopted, or policy already."""

    stance: Stance
    start: int
    end: int


def weigh_acts(sentences: Sequence[tuple[int, str]], advice: str = "") -> Act | None:
    """What the acts of an answer to an advice show on the whole, with the first that shows it; None without acts."""
    weights: dict[Stance, float] = defaultdict(float)
    first: dict[Stance, Act] = {}
    for place, (offset, text) in enumerate(sentences[:_REACH]):
        for act in acts_of(text, advice):
            weights[act.stance] += _LATER**place
            first.setdefault(act.stance, Act(act.stance, offset + act.start, offset + act.end))
    if not weights:
        return None
    return first[max(weights, key=lambda stance: (weights[stance], stance))]


def acts_of(text: str, advice: str = "") -> Iterator[Act]:
    """The acts of one sentence of the answer to an advice: by what their verb means, or by a verb of the advice."""
    verbs = _verbs_of(advice)
    for clause in annotate(text):
        if clause.main and not clause.asks and _acts(text, clause) and not any(map(clause.qualifier, _UNSAID)):
            stance = _shown(text, clause, verbs)
            if stance:
                yield Act(stance, clause.start, clause.end)


def act_of_others(text: str) -> Act | None:
    """What a main clause plainly says that others will do or do from now on; None where none does."""
    for clause in annotate(text):
        said = (
            clause.main and clause.subject and clause.lemma and not clause.asks and not clause.has("auxiliary", "say")
        )
        if said and not any(map(clause.qualifier, _UNSAID)) and _is_new(text, clause):
            return Act(Stance.ADOPTED, clause.start, clause.end)
    return None


def is_there_already(text: str) -> tuple[int, int] | None:
    """The word by which a main clause plainly says that something is so already (*al*, *reeds*); None without one."""
    for clause in annotate(text):
        if clause.main and clause.tense is Tense.PRESENT and not any(map(clause.qualifier, _UNSAID)):
            words = (_pattern("already").search(text, start, end) for start, end in clause.own)
            word = next((word for word in words if word), None)
            if word:
                return word.span()
    return None


def _is_new(text: str, clause: Clause) -> bool:
    newly = any(_pattern("newly").search(text, start, end) for start, end in clause.own)
    return clause.tense is Tense.FUTURE or (clause.tense is Tense.PRESENT and (newly or _becomes(clause)))


def _becomes(clause: Clause) -> bool:
    return clause.lemma in load("stances")["acts"]["becoming"]


def _does(clause: Clause) -> bool:
    return bool(clause.lemma) and not clause.has("auxiliary", "say")


def _is_going_on(text: str, clause: Clause) -> bool:
    return any(_pattern("going_on").search(text, start, end) for start, end in clause.own)


def _acts(text: str, clause: Clause) -> bool:
    """Whether the cabinet acts in a clause, or nobody is named who does."""
    if clause.passive:
        return not _pattern("by").search(text, clause.start, clause.end)
    return bool(clause.subject and _pattern("own").search(text[clause.subject[0] : clause.subject[1]]))


def refused_in_its_words(text: str, advice: str) -> bool:
    """Whether a main clause denies a verb of the advice: ``De termijn verleng ik niet``."""
    verbs = _verbs_of(advice)
    return any(
        clause.main and not clause.asks and clause.lemma in verbs and clause.qualifier(Standing.DENIED)
        for clause in annotate(text)
    )


def leaves_undone(text: str, advice: str) -> bool:
    """Whether an advice is against something (*Sluit … niet*), and a text that refuses speaks of the same verb."""
    against = (clause for clause in annotate(advice)[:1] if clause.qualifier(Standing.DENIED))
    return any(clause.lemma == other.lemma != "" for clause in against for other in annotate(text))


@cache
def _verbs_of(advice: str) -> frozenset[str]:
    """The verbs that tell what is advised."""
    clauses = (clause for clause in annotate(advice) if clause.kind in (Kind.MAIN, Kind.INFINITIVE))
    told = {clause.lemma for clause in clauses if clause.lemma and not clause.has("auxiliary")}
    first = (reading.verb for verb in find_verbs(advice)[:1] if verb.start == 0 for reading in verb.readings)
    return frozenset(told | {verb.lemma for verb in first if "auxiliary" not in verb.classes})


def _shown(text: str, clause: Clause, verbs: frozenset[str]) -> Stance | None:
    begins, goes_on = clause.has(*_BEGINS) or clause.lemma in verbs, clause.has(*_GOES_ON)
    if not begins and not goes_on:
        return None
    if clause.tense in _DONE or (_is_going_on(text, clause) and clause.tense is not Tense.FUTURE):
        return Stance.ALREADY_POLICY
    if clause.tense is Tense.FUTURE or begins:
        return Stance.ADOPTED
    return Stance.ALREADY_POLICY if clause.tense is Tense.PRESENT else None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return phrase_pattern(load("stances")["acts"][name])
