"""What a clause calls the outcome of changes: ``komt daarmee uit op``, ``groeit zo van … naar``, ``tellen we … op``.

The clause says that it is one (a word such as ``daarmee`` and a verb of reaching), its own words say which level was
changed, and the changes are those told between the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from kamerbrief.checks.arithmetic import Grounded, Related, usable, value_of
from kamerbrief.checks.naming import most_alike, of_another
from kamerbrief.checks.wording import Surroundings, cue, words_of
from kamerbrief.contract import Amount, CheckType, Movement
from kamerbrief.letter import Span

#: How many amounts back the level may stand that a change leads from.
_REACH = 14
_MOST_PARTS = 12
#: Right before an outcome: ``uit op``, ``naar ongeveer``; a verb that is (``bedraagt``) needs none.
_UP_TO = re.compile(r"\b(?:op|tot|naar)\s+(?:\w+\s+){0,2}$")
_FROM_TO = re.compile(r"\bvan\s+(?:\w+\s+){0,2}$")
#: ``Tellen we dat bij de … van``: what was named before, on top of what follows.
_ADDED_UP = re.compile(r"\b(?:tel|tellen|telt|optellen)\b.*\b(?:die|dat|deze|dit|hem|haar)\b.*\bbij\b", re.IGNORECASE)
_UP_THEN = re.compile(r"[^.]{0,40}\bop\b,?\s")


def outcomes(around: Surroundings) -> Iterator[Grounded]:
    """The relations of all amounts that their clauses call an outcome, in reading order of their blocks."""
    for amounts in around.by_block.values():
        for at, outcome in enumerate(amounts):
            if outcome.value is not None and _is_outcome(around, outcome):
                before = amounts[at - 1] if at else None
                led = before is not None and _leads_from(around, before, outcome)
                yield from _led(around, amounts[:at], outcome) if led else _changed(around, amounts[:at], outcome)
    for amounts in around.by_sentence.values():
        yield from _added_up(around, amounts)


def _is_outcome(around: Surroundings, amount: Amount) -> bool:
    """True where the amount's clause says that this is what it comes to, by what was told before."""
    span, clause = around.clause(amount)
    lead = around.letter.text[span.start : amount.evidence.start]
    if clause is None or around.denied(amount):
        return False
    reaches = clause.has("raise", "lower") or clause.lemma in words_of("reaches")
    comes = _UP_TO.search(lead) if reaches else clause.lemma in words_of("amounts_to")
    return bool(comes and cue("so_far").search(span.text))


def _leads_from(around: Surroundings, base: Amount, outcome: Amount) -> bool:
    """``gaat daarmee van € 50 mln naar € 60 mln``, both in one clause."""
    clause, _ = around.clause(outcome)
    lead = around.letter.text[max(clause.start, base.evidence.start - 40) : base.evidence.start]
    link = around.between(base, outcome)
    return base.evidence.start >= clause.start and bool(_FROM_TO.search(lead) and _UP_TO.search(link))


def _led(around: Surroundings, before: Sequence[Amount], outcome: Amount) -> Iterator[Grounded]:
    """From a level to the outcome, by the change that is told right before, in their sentence or that before it."""
    base, told = before[-1], before[:-1]
    sentence = around.sentence(outcome)
    last = around.sentence(told[-1]) if told else sentence
    near = sentence.start - last.end <= 1
    said = [amount for amount in told if around.sentence(amount) == last]
    change = _meant(around, said, outcome) if near and said else None
    if change is None or not usable([base, change, outcome]):
        return
    rises = value_of(outcome) > value_of(base)
    type_ = CheckType.SUM if rises else CheckType.DIFFERENCE
    relation = Related(type_, (base, change), (1, 1 if rises else -1), outcome, definite=False)
    yield Grounded(relation, (around.sentence(change), sentence))


def _meant(around: Surroundings, said: Sequence[Amount], outcome: Amount) -> Amount | None:
    """Of the amounts of a sentence the change that leads to the outcome in the next: its last, or what its giver pays.

    ``Het Rijk betaalt € 20 mln, de regio € 10 mln. De rijksbijdrage groeit zo …``: the first word of the noun says who.
    """
    changes = [amount for amount in said if amount.movement is not Movement.LEVEL]
    if changes:
        return changes[-1]
    if len(said) == 1:
        return said[0]
    goal = around.clause(outcome)[0].text.casefold().split()
    paid = [one for one in said if any(w.startswith(giver) for giver in _givers(around, one) for w in goal)]
    return paid[0] if len(paid) == 1 else None


def _givers(around: Surroundings, amount: Amount) -> list[str]:
    """The nouns that may say who pays an amount: words of its own clause, without their endings."""
    clause, _ = around.clause(amount)
    said = around.by_sentence[around.sentence(amount).start]
    start = max([clause.start, *(one.evidence.end for one in said if one.evidence.end <= amount.evidence.start)])
    lead = around.letter.text[start : amount.evidence.start]
    return [word.casefold() for word in re.findall(r"(?:[Hh]et|[Dd]e|een)\s+([^\W\d]{4,})", lead)]


def _changed(around: Surroundings, before: Sequence[Amount], outcome: Amount) -> Iterator[Grounded]:
    """A level, its rises and falls, and the outcome; what a footnote says was moved there rises it too."""
    changes = _changes(before)
    levels = before[: len(before) - len(changes)]
    moved = _moved_in(around, outcome)
    if not changes:
        return
    near = [amount for amount in levels if amount.movement is Movement.LEVEL]
    base = _base_among(around, near, changes[-1], outcome) if near else _level_before(around, outcome)
    if base is None and (len(changes) < 2 or {one.movement for one in changes} != {Movement.INCREASE}):
        return
    first = [base] if base else []
    terms = [*first, *changes, *moved]
    if not usable([*terms, outcome]) or len(terms) > _MOST_PARTS:
        return
    signs = (*(1 for _ in first), *(-1 if a.movement is Movement.DECREASE else 1 for a in changes), *(1 for _ in moved))
    relation = Related(CheckType.SUM, tuple(terms), signs, outcome, definite=False)
    yield Grounded(relation, _places(around, [*first, changes[0], *moved, outcome]))


def _base_among(around: Surroundings, levels: Sequence[Amount], change: Amount, outcome: Amount) -> Amount | None:
    """The level that the clause of the outcome or of the change names; where they name nothing, the last."""
    named = most_alike(around, outcome, levels) or most_alike(around, change, levels)
    if named:
        return named
    return None if of_another(around, levels[-1], change, outcome) else levels[-1]


def _changes(before: Sequence[Amount]) -> list[Amount]:
    """The rises and falls right before an outcome."""
    found = list(takewhile(lambda amount: amount.movement is not Movement.LEVEL, reversed(before)))
    return found[::-1]


def _places(around: Surroundings, amounts: Sequence[Amount]) -> tuple[Span, ...]:
    return tuple(around.sentence(amount) for amount in amounts)


def _moved_in(around: Surroundings, outcome: Amount) -> list[Amount]:
    """Amounts in the footnotes of the outcome's sentence that the footnote says were moved to it."""
    sentence = around.sentence(outcome)
    notes = [mark.footnote for mark in around.letter.marks if sentence.start <= mark.start <= sentence.end + 5]
    moved = [a for note in notes for a in around.by_block.get(note, [])]
    return [a for a in moved if cue("moved_in").search(around.letter.text_of(around.letter.block(a.evidence.block)))]


def _level_before(around: Surroundings, outcome: Amount) -> Amount | None:
    """Of the levels in the text before, the one that the words of the outcome's clause name."""
    earlier = around.before(outcome.evidence.start)[-_REACH:]
    return most_alike(around, outcome, [amount for amount in earlier if amount.movement is Movement.LEVEL])


def _added_up(around: Surroundings, amounts: Sequence[Amount]) -> Iterator[Grounded]:
    """``… naar schatting € 4 mln. Tellen we dat bij de raming van € 50 mln op, dan kost het werk € 54 mln.``"""
    if len(amounts) != 2:
        return
    base, outcome = amounts
    sentence = around.sentence(base)
    lead = around.letter.text[sentence.start : base.evidence.start]
    before = around.before(sentence.start, base.evidence.block)
    added = _ADDED_UP.search(lead) and _UP_THEN.match(around.between(base, outcome))
    if added and before and usable([base, before[-1], outcome]):
        relation = Related.of_sum([base, before[-1]], outcome, definite=False)
        yield Grounded(relation, _places(around, [before[-1], base]))
