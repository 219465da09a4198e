"""Promises in one sentence: who will do what, whether the Kamer hears of it, and when.

A promise is future and concrete. Each form below is one way in which ministers promise; a sentence about an earlier
promise, this letter itself, a condition, a wish or another party's duty is none. The words stand in
lexicon/commitments.toml, which was drawn up from the registers of toezeggingen of both Kamers and from letters. Where
no form fits, the classifier of ``language/judging.py`` is asked; the sentences that are none stay none.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kamerbrief.facts.promise_forms import FORMS, is_negated
from kamerbrief.facts.promise_sentence import Sentence, Sign
from kamerbrief.facts.promise_words import phrases
from kamerbrief.language.judging import NONE, load_judge
from kamerbrief.language.periods import TimeExpression

#: From what probability on a sentence is a promise; most sentences of a letter are none, so it must be high.
_BOUND = 0.7
#: A title or a row of a list without three words in small letters is no sentence.
_HAS_VERB = re.compile(r"(?:(?<!\w)[a-zà-ÿ]+(?!\w)[^a-zà-ÿ]+){3}")
#: A sentence that opens with its subject and the auxiliary of the perfect.
_HAS_DONE = re.compile(
    r"\W*(?:Ik|Wij|We|Het kabinet|Mijn \w+|De \w+(?: van [A-Z]\w+)?)\s+(?:heb|heeft|hebben|had|hadden)\b"
)
#: A sentence that opens with what it tells of.
_TOPIC = re.compile(r"\W*(?:Over|Omtrent|Wat\s+betreft|Ten\s+aanzien\s+van|Met\s+betrekking\s+tot|Inzake)\s")
#: What a budget does (wordt met € 5 mln verhoogd) is a figure, not a promise.
_BUDGETED = re.compile(
    r"(?<!\w)met\s+(?:\w+\s+)?€[^;]{1,60}?(?<!\w)(?:verhoogd|verlaagd|opgehoogd|gekort|verminderd|vermeerderd|afgeroomd)(?!\w)"
)
_INVERTED = re.compile(
    r"^\W*[A-Z][a-zë]+t?\s[^.;]{5,200},\s+dan\s+(?:zal|zullen|wordt|worden|ga|gaat|kom|komt|bezie|kan)(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise within a text: [start, end), the actor in the letter's words, and when it is due."""

    start: int
    end: int
    actor: str | None
    to_chamber: bool
    due: TimeExpression | None


def find_promises(text: str, letter_date: datetime.date | None) -> Iterator[Promise]:
    """The promises in one sentence; a sentence with two that fall due at different times gives two, split between."""
    sentence = Sentence(text, letter_date)
    if _is_none(sentence):
        return
    signs = sorted((sign for form in FORMS for sign in form(sentence)), key=lambda sign: sign.at)
    signs = signs or list(_judged(sentence))
    if not signs:
        return
    bounds = _split(sentence, signs)
    for start, end in bounds:
        inside = [sign for sign in signs if start <= sign.at < end]
        dues = [due for due in sentence.dues if start <= due.start < end]
        lead = inside[0]
        yield Promise(
            start=start,
            end=end,
            actor=next((sign.actor for sign in inside if sign.actor), None),
            to_chamber=any(sign.tell for sign in inside),
            due=_due(sentence, dues, lead),
        )


def announcement(text: str, letter_date: datetime.date | None, found: Sequence[Promise]) -> Promise | None:
    """What a sentence before a list promises of its items: its own undated promise, or what the Kamer may expect."""
    sentence = Sentence(text, letter_date)
    if found:
        return found[0] if found[0].due is None else None
    if sentence.tells_chamber and phrases("chamber", "announcing").search(text) and not _is_none(sentence):
        actor = next(iter(sentence.actors), None)
        return Promise(0, len(text), actor.group() if actor else None, to_chamber=True, due=None)
    return None


def listed_promise(text: str, letter_date: datetime.date | None, announced: Promise) -> Iterator[Promise]:
    """The promise of a list item that names its time, with the actor of the sentence before the list."""
    dues = [due for due in Sentence(text, letter_date).dues if due.relation != "every"]
    if dues:
        yield Promise(0, len(text), announced.actor, announced.to_chamber, dues[0])


def _judged(sentence: Sentence) -> Iterator[Sign]:
    """What the classifier takes for a promise: to the Kamer only where the Kamer is spoken to or of."""
    if sentence.has("not", "this_letter") or not _HAS_VERB.search(sentence.text) or _is_past(sentence.text):
        return
    likely = load_judge("promises")(sentence.text)
    actor = next(iter(sentence.actors), None)
    at = actor.start() if actor else 0
    if 1 - likely[NONE] >= _BOUND and not is_negated(sentence, at):
        tells = sentence.tells_chamber and likely["tell"] >= likely["act"]
        yield Sign(at, actor.group() if actor else None, tell=tells)


def _is_past(text: str) -> bool:
    """True for what somebody has done, unless it decides what is to come: ``ik heb besloten``, ``heeft opdracht``."""
    done = _HAS_DONE.match(text)
    return done is not None and not phrases("not", "past_that_promises").search(text, done.end())


def _is_none(sentence: Sentence) -> bool:
    """True where the sentence as a whole promises nothing, whatever verbs it has."""
    if sentence.text.rstrip().endswith("?") or phrases("not", "questions").match(sentence.text):
        return True
    if sentence.has("not", "earlier") or sentence.has("not", "unsure"):
        return True
    if sentence.has("not", "this_letter") and not sentence.dues:
        return True
    if _BUDGETED.search(sentence.text) and not sentence.actors and not sentence.tells_chamber:
        return True
    return _is_conditional(sentence)


def _is_conditional(sentence: Sentence) -> bool:
    """True for a condition at the head of the sentence or of a clause, unless it is the end of the work itself."""
    if _INVERTED.match(sentence.text):
        return True
    for match in phrases("not", "conditions").finditer(sentence.text):
        before = sentence.text[: match.start()]
        heads = not before.strip(" \"'‘“•-–") or before.rstrip().endswith((",", ";", ":", "–", " maar", " en"))
        role = phrases("not", "as_role").match(sentence.text, match.start())
        if heads and not role and not phrases("not", "complete").search(sentence.clause(match.start())):
            return True
    return False


def _due(sentence: Sentence, dues: list[TimeExpression], sign: Sign) -> TimeExpression | None:
    """The time nearest to the promise; only where there is no other a habit (``jaarlijks``) or that of its subject.

    In ``Over de effecten na 2028 informeer ik u in mei`` the first time belongs to what the Kamer hears of.
    """
    if not dues:
        return None
    topic = sign.at if _TOPIC.match(sentence.text) else 0
    return min(dues, key=lambda due: (due.relation == "every", due.end <= topic, _distance(due, sign.at)))


def _distance(due: TimeExpression, at: int) -> int:
    return due.start - at if due.start >= at else 2 * (at - due.end)


def _split(sentence: Sentence, signs: list[Sign]) -> list[tuple[int, int]]:
    """The sentence as one stretch, or as two where each side of ``en`` or ``;`` has its own promise and time."""
    text = sentence.text
    for match in re.finditer(r";\s+|,?\s+en\s+|,\s+(?=waarna|waarover|waarbij)", text):
        left, right = match.start(), match.end()
        sides = [any(sign.at < left for sign in signs), any(sign.at >= right for sign in signs)]
        times = [any(due.end <= left for due in sentence.dues), any(due.start >= right for due in sentence.dues)]
        if all(sides) and all(times):
            return [(0, left), (right, len(text))]
    return [(0, len(text))]
