"""The verbs of one sentence as the forms of promises ask for them: who acts, and what is denied."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kamerbrief.facts.promises.sentence import Sentence
from kamerbrief.facts.promises.words import Verb, phrases, present_forms, verbs_of
from kamerbrief.lexicon import keyed, phrase_pattern, stands

PASSIVE = phrase_pattern(["wordt", "worden"])
MODAL = phrase_pattern(
    ["kan", "kunnen", "kon", "konden", "moet", "moeten", "mag", "mogen", "zou", "zouden", "hoeft", "hoeven"]
)
PERFECT = phrase_pattern(["heb", "heeft", "hebben", "had", "hadden"])
_BY = keyed(r"(?<!\w)door\s+(?:de\s+|het\s+)?(?=\w)|(?<!\w)door\s+", ["door"], flags=0)


def is_negated(sentence: Sentence, at: int) -> bool:
    """True where the clause of a verb says that it will not be done."""
    if not sentence.may_deny:
        return False
    clause = phrases("not", "no_negation").sub(" ", sentence.in_clause(at))
    return bool(phrases("not", "negations").search(clause))


def by_others(sentence: Sentence) -> bool:
    """True where a passive names another party as its agent."""
    return any(phrases("others", "agents").match(sentence.text, match.end()) for match in _BY.finditer(sentence.text))


def agent_of(sentence: Sentence) -> str | None:
    """Whom a passive names behind ``door``, if it is an actor."""
    found = (match for match in sentence.actors if re.search(r"(?<!\w)door\s+$", sentence.text[: match.start()]))
    return next((match.group() for match in found), None)


def words_around(sentence: Sentence, verb: re.Match[str], rest: str) -> str:
    """The words behind a finite verb, and those right before it where it ends its clause (``onderzocht zal``)."""
    return sentence.text[max(0, verb.start() - 30) : verb.start()] + rest


def verb_of(sentence: Sentence, finite: re.Match[str]) -> Verb | None:
    """The verb that a finite form is of: one whose particle follows, before one without."""
    behind = sentence.text[finite.end() :]
    fitting = (
        verb for verb in verbs_of(finite.group()) if not verb.particle or particle_pattern(verb.particle).search(behind)
    )
    return next(fitting, None)


@cache
def particle_pattern(words: str) -> re.Pattern[str]:
    """The particle of a separable verb, standing apart."""
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")


def first_actor(sentence: Sentence, match: re.Match[str]) -> str | None:
    """The actor nearest to a phrase, inside it included."""
    near = [actor for actor in sentence.actors if match.start() - 60 <= actor.start() <= match.end() + 30]
    return min(near, key=lambda actor: abs(actor.start() - match.start())).group() if near else None


def flags(sentence: Sentence) -> Iterator[str]:
    """Names of what the verbs of a sentence show: a modal, a perfect, another party as the agent."""
    if stands(MODAL, sentence.text):
        yield "modal"
    if stands(PERFECT, sentence.text):
        yield "perfect"
    if by_others(sentence):
        yield "by others"


def passives(sentence: Sentence) -> Iterator[tuple[str, bool]]:
    """The words around the first passive auxiliary, and whether its clause denies it."""
    match = PASSIVE.search(sentence.text)
    if match:
        yield words_around(sentence, match, sentence.rest(match.end())), is_negated(sentence, match.start())


def finite_verbs(sentence: Sentence) -> Iterator[tuple[Verb, bool]]:
    """The known verbs with a finite form in the sentence, and whether an actor is its subject."""
    for match in present_forms().finditer(sentence.text):
        verb = verb_of(sentence, match)
        if verb:
            yield verb, sentence.subject(match) is not None
