"""What a sentence of an answer says of the very deed that is advised: that it will not be done, or is done already.

``Het kabinet heeft besloten de btw niet te verlagen`` refuses the advice to lower it, ``Storingen worden al binnen een
uur gemeld`` says of the advice to report them that it is policy: the verb of the advice and words of it return in one
clause.
"""

from __future__ import annotations

import re
from functools import cache

from kamerbrief.annotate import Clause, Standing, Tense, annotate
from kamerbrief.annotate.words import small
from kamerbrief.contract import Stance
from kamerbrief.facts.advice.answer_signs import named, verbs_of
from kamerbrief.facts.advice.stance_cues import is_senders
from kamerbrief.facts.advice.stance_words import RANKS, StanceFound
from kamerbrief.lexicon import load, phrase_pattern

_MARKS = " •·–-*‘’“”\"'"
#: So many letters tell a form of a verb.
_STEM = 5
#: The words of lexicon/grammar.toml that tell nothing of a subject.
_SMALL = ("determiners", "prepositions", "subjects", "adverbs", "joins", "perhaps")
_NOW = (Tense.PRESENT, Tense.PERFECT)


def deed_in(text: str, advice: str) -> StanceFound | None:
    """The stance that a sentence shows by the deed that is advised; None where it says nothing of it."""
    advice = advice.lstrip(_MARKS)
    verbs = verbs_of(advice) or verbs_of(f"om {advice}")
    if not verbs or any(clause.qualifier(Standing.DENIED) for clause in annotate(advice)[:1]):
        return None
    for clause in annotate(text):
        words = " ".join(text[start:end] for start, end in clause.own)
        deeds = {use.lemma for use in clause.group.verbs}
        if not deeds & verbs or not _is_of_it(words, advice, deeds) or _for_now().search(words):
            continue
        denial = clause.qualifier(Standing.DENIED)
        if denial and _is_decided(text, clause):
            return StanceFound(Stance.REJECTED, clause.start, clause.end)
        done = next((found for start, end in clause.own if (found := _done().search(text, start, end))), None)
        plain = clause.main and clause.asserted
        if done and plain and clause.tense in _NOW:
            return StanceFound(Stance.ALREADY_POLICY, clause.start, clause.end, RANKS[Stance.ALREADY_POLICY])
        if plain and clause.tense is Tense.FUTURE and _is_decided(text, clause):
            return StanceFound(Stance.ADOPTED, clause.start, clause.end, RANKS[Stance.ALREADY_POLICY])
    return None


def _is_of_it(words: str, advice: str, deeds: set[str]) -> bool:
    """Whether words share more with an advice than its verb."""
    shared = named(words, advice) | (_words(words) & _words(advice))
    return any(not any(word[:_STEM] in deed for deed in deeds) for word in shared)


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]{3,}", text.lower())) - small(*_SMALL)


def _is_decided(text: str, clause: Clause) -> bool:
    """Whether the sender does what a main clause says, or nobody in the passive."""
    return clause.main and (clause.passive or is_senders(text, clause.start, clause.end))


@cache
def _for_now() -> re.Pattern[str]:
    entry = load("stances")["modify"]
    return phrase_pattern([*entry["for_now"], *entry["not_yet"], *entry["partly"], "nog", "alleen"])


@cache
def _done() -> re.Pattern[str]:
    return phrase_pattern(load("stances")["modify"]["done"])
