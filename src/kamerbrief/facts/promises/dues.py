"""Which of the times in a sentence is that of its promise, and where two promises with a time each divide."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from kamerbrief.annotate import Clause, Form, Kind, annotate, clause_at
from kamerbrief.annotate.time import TimeExpression, years_of_length
from kamerbrief.annotate.time.calendar import later
from kamerbrief.annotate.verbs import readings
from kamerbrief.facts.promises.sentence import Sentence, Sign
from kamerbrief.facts.promises.words import phrases
from kamerbrief.lexicon import load, stands

#: A sentence that opens with what it tells of.
_TOPIC = re.compile(r"\W*(?:Over|Omtrent|Wat\s+betreft|Ten\s+aanzien\s+van|Met\s+betrekking\s+tot|Inzake)\s")
#: The relations of a time by which something is done at the latest.
_BOUNDS = ("by", "before", "until")
_JOINS = re.compile(r";\s+|,?\s+en\s+|,\s+(?=waarna|waarover|waarbij)")
_LAST_WORD = re.compile(r"[^\W\d_]+(?=\W*$)")
_FIRST_WORD = re.compile(r"[^\W\d_]+")

Half = tuple[int, int]


def due_in(sentence: Sentence, half: Half, signs: Sequence[Sign]) -> TimeExpression | None:
    """The time of a promise that stands in a stretch of its sentence and is made by ``signs``, the first of them ahead.

    That is the time of the promise's own clause, or the nearest; a habit (``jaarlijks``), its subject's or a
    condition's only where no other is. In ``Over de effecten na 2028 informeer ik u in mei`` the first time belongs to
    what the Kamer hears of, in ``Als de wet dit jaar ingaat, evalueer ik haar in 2030`` to what must come first.
    """
    start, end = half
    dues = [due for due in sentence.dues if start <= due.start < end]
    dues = dues or [due for due in sentence.loose_dues if start <= due.start < end]
    dues = dues or [due for due in sentence.far_dues if start <= due.start < end]
    if not dues:
        return None
    sign = next((sign for sign in signs if not _is_aside(sentence.text, sign.at)), signs[0])
    topic = sign.at if _TOPIC.match(sentence.text) else 0
    clause = _own_clause(sentence.text, sign.at)
    own = {due.start for due in dues if clause and clause.holds(due.start)}
    bounded = any(due.relation in _BOUNDS and due.start in own for due in dues)

    def rank(due: TimeExpression) -> tuple[bool, bool, bool, bool, bool, int]:
        vague = (bounded and due.relation == "soon") or _is_narrowed(sentence.text, due, dues)
        aside = _is_aside(sentence.text, due.start)
        return due.relation == "every", due.end <= topic, aside, due.start not in own, vague, _distance(due, sign.at)

    return _lasting(sentence.text[start:end], min(dues, key=rank))


def _lasting(words: str, due: TimeExpression) -> TimeExpression:
    """What begins at a time ends where the words say how long it lasts: *vanaf 2018 voor een periode van zes jaar*."""
    count = years_of_length(words) if due.relation == "from" and due.first and not due.last else None
    last = later(due.first, months=12 * count, days=-1) if count and due.first else None
    return replace(due, last=last) if last else due


def _distance(due: TimeExpression, at: int) -> int:
    return due.start - at if due.start >= at else 2 * (at - due.end)


def _is_narrowed(text: str, due: TimeExpression, dues: Sequence[TimeExpression]) -> bool:
    """Whether the time right behind says it better: *zo spoedig mogelijk na de zomer*, *volgende week, op 19 mei*."""
    return any(
        _beside().fullmatch(text, due.end, other.start) is not None and (due.relation == "soon" or _holds(due, other))
        for other in dues
        if other.start >= due.end and other.relation not in ("soon", "every")
    )


@cache
def _beside() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load("commitments")["times"]["narrowing"]))
    return re.compile(rf"[\s,(–-]*(?:(?:{words})[\s,]+)*")


def _holds(due: TimeExpression, other: TimeExpression) -> bool:
    if not (due.first and due.last and other.first and other.last) or due.relation in _BOUNDS:
        return False
    return due.first <= other.first and other.last <= due.last


def _own_clause(text: str, at: int) -> Clause | None:
    """The clause of a sign; where that only says what must come first, the main one."""
    clause = clause_at(text, at)
    if clause is not None and _opens_aside(text, clause):
        return next((one for one in annotate(text) if one.main), clause)
    return clause


def _is_aside(text: str, at: int) -> bool:
    """Whether a place is in a clause that says what must come first, why, or to what end."""
    clause = clause_at(text, at)
    return clause is not None and _opens_aside(text, clause)


def _opens_aside(text: str, clause: Clause) -> bool:
    first = _FIRST_WORD.search(text, clause.start)
    return clause.kind is Kind.SUBORDINATE and first is not None and first.group().lower() in _asides()


@cache
def _asides() -> frozenset[str]:
    return frozenset(load("commitments")["times"]["asides"])


def halves(sentence: Sentence, signs: Sequence[Sign]) -> Iterator[tuple[Half, list[Sign]]]:
    """The sentence with its signs as one stretch, or as two where each side of ``en`` has a promise and a time.

    The second may share the verb of the first: *Ik zal in maart besluiten en uw Kamer in april informeren*.
    """
    text = sentence.text
    for match in _JOINS.finditer(text):
        left, right = match.start(), match.end()
        if not any(due.end <= left for due in sentence.dues) or not any(due.start >= right for due in sentence.dues):
            continue
        sides = [sign for sign in signs if sign.at < left], [sign for sign in signs if sign.at >= right]
        if not all(sides):
            sides = _shared(sentence, (left, right), *sides)
        if all(sides):
            yield (0, left), sides[0]
            yield (right, len(text)), sides[1]
            return
    yield (0, len(text)), list(signs)


def _shared(sentence: Sentence, between: Half, before: list[Sign], behind: list[Sign]) -> tuple[list[Sign], list[Sign]]:
    """The signs of two halves of which one has none: it shares the other's verb, or says when something is there."""
    text, (left, right) = sentence.text, between
    if before and _ends_alike(text, left):
        there = [_heard(sign, text[right:]) for sign in before[:1]]
        return [_heard(sign, text[:left]) for sign in before], [replace(sign, at=right) for sign in there]
    if behind and _is_there(text[:left]):
        return [replace(behind[0], at=0, tell=False)], behind
    return before, behind


def _heard(sign: Sign, words: str) -> Sign:
    return replace(sign, tell=sign.tell and stands(phrases("chamber", "words"), words))


def _ends_alike(text: str, left: int) -> bool:
    """Whether both halves end in an infinitive, or both in a participle."""
    forms = [_form_at_end(text[:left]), _form_at_end(text)]
    return forms[0] is not None and forms[0] is forms[1]


def _form_at_end(words: str) -> Form | None:
    last = _LAST_WORD.search(words)
    forms = {reading.form for reading in readings(last.group().lower())} if last else set()
    return next((form for form in (Form.INFINITIVE, Form.PARTICIPLE) if form in forms), None)


def _is_there(words: str) -> bool:
    """Whether words say of something that it is there: *De cijfers zijn in mei bekend*."""
    last = _LAST_WORD.search(words)
    return last is not None and last.group().lower() in load("commitments")["not"]["complete"]
