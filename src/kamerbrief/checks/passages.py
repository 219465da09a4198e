"""Sums that a letter tells over more than one sentence; they must hold to the cent of what is printed to be checks.

A change and the two levels between which it lies, a whole behind sentences or bullets that name its parts, and parts
behind ``dat geld``: the words only hint at such a sum, so one that does not hold is never called a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from kamerbrief.checks.arithmetic import Grounded, Related, holds, usable, value_of
from kamerbrief.checks.chains import Known, last_whole, told_together
from kamerbrief.checks.naming import of_another
from kamerbrief.checks.sums import names_whole
from kamerbrief.checks.wording import Surroundings, cue
from kamerbrief.contract import Amount, CheckType, Movement
from kamerbrief.letter import Block, BlockKind, Span

_YEAR = re.compile(r"(?:19|20)\d\d")
#: Between an amount and the same in another form.
_SAID_AGAIN = re.compile(r"\b(?:ofwel|oftewel|dat is|wat neerkomt op)\b", re.IGNORECASE)
#: A whole, what is taken from it, and the rest.
Taking = tuple[Amount, Amount, Amount]
#: Right before the rest: nothing but what it is called.
_LEFT = re.compile(
    r"\b(?:[Dd]e|[Hh]et)\s+(?P<left>(?:niet )?\w+)\s+(?:(?:deel|bedrag|budget|geld|middelen|som)\s+)?(?:van\s+)?$"
)
#: How many parts a whole may have.
_MOST_PARTS = 12
_LEVELS_AND_REST = 3
#: How far before an amount the word stands that says what it is, in characters.
_NEAR = 40
_BACK = re.compile(
    r"(?:dat|dit|die|deze|hiervan|daarvan)\b[^.:;]{0,12}\b(?:geld|bedrag|middelen|budget|som|post|kosten|meerkosten)?",
    re.IGNORECASE,
)

_PERCENT = re.compile(r"%|\bprocent\b")
#: Behind an amount: it was added or taken away.
_ADDED = re.compile(r"\s+(?:die|dat)\s+(?:er\w*|daar\w*)\s?(?:bij|af)\b")
_SO_THAT = re.compile(r"\b(?:zodat|waardoor|waarna|waarmee|daarmee|hiermee)\b", re.IGNORECASE)
#: Opens a sentence about the change between the two levels told right before it: ``Die stijging van``.
_THAT_CHANGE = re.compile(
    r"(?:Die|De|Deze|Dit|Dat|Het)\s(?:stijging|daling|toename|afname|groei|krimp|verhoging|verlaging|verschil)\svan\b"
)
#: What was named right before, and nothing else, is added up.
_THESE = re.compile(
    r"(?:Samen|Tezamen|Bij elkaar|Opgeteld|In totaal)\s+\w+\s+(?:deze|die|beide|alle|de\s+(?:twee|drie|vier))\b"
)
#: Between parts that a sentence lists: a comma or "en", and who or what gets the next one.
_LISTED = re.compile(r"[^.;:()\d]{0,60}(?:,|\ben\b)[^.;:()\d]{1,60}")
#: ``Van het tekort in 2026 komt …``: what the parts that follow are of, as a noun.
_OF_THE = re.compile(r"Van\s+(?:het|de|dit|dat|deze)\s+(?P<noun>[a-z][\w-]{3,})\b")


def in_passages(around: Surroundings, relations: Iterable[Related]) -> Iterator[Grounded]:
    """The sums of every paragraph and list, in reading order of their blocks.

    ``relations`` are those that single sentences tell: what is a part there is no whole for the next sentence.
    """
    known = {part.id: one.whole for one in relations if one.whole and holds(one) for part in one.parts}
    for index, block in enumerate(around.letter.blocks):
        amounts = [amount for amount in around.by_block.get(block.id, []) if amount.per is None]
        if block.kind is BlockKind.CELL or not amounts:
            continue
        told = (find(around, amounts, known) for find in (_remainders, _parts_of_that))
        for grounded in chain(_whole_behind(around, amounts), *told, _bullets(around, index, block)):
            related = grounded.related
            known.update({part.id: related.whole for part in related.parts if related.whole})
            yield grounded
        yield from _between_levels(around, amounts, known)


def _grounded(around: Surroundings, relation: Related, amounts: Sequence[Amount]) -> Grounded:
    return Grounded(relation, tuple(around.sentence(amount) for amount in amounts))


def _between_levels(around: Surroundings, amounts: Sequence[Amount], known: Known) -> Iterator[Grounded]:
    """``was € 5,4 mld. De stijging van € 2,5 mld. …``: two levels and the change that leads from one to the other."""
    amounts = [amount for amount in amounts if amount.id not in known]
    for at, change in enumerate(amounts):
        ends = _ends_of(around, amounts, at) if _is_change(around, change) else None
        if ends is None:
            continue
        base, outcome = ends
        if outcome.movement is not Movement.LEVEL and value_of(outcome) < value_of(change):
            # Of two amounts that read as changes the smaller is the one.
            continue
        rises = value_of(outcome) > value_of(base)
        type_, sign = (CheckType.SUM, 1) if rises else (CheckType.DIFFERENCE, -1)
        relation = Related(type_, (base, change), (1, sign), outcome, False)
        if change.movement is Movement.LEVEL and _is_called(around, change, "gap"):
            relation = replace(relation, whole=outcome if rises else base)
        if relation.holds_exactly:
            yield _grounded(around, relation, [base, change, outcome])


def _ends_of(around: Surroundings, amounts: Sequence[Amount], at: int) -> tuple[Amount, Amount] | None:
    """The levels from and to which a change leads: the first two beside it of which the words say so.

    Both behind it where two follow in its sentence, on both sides of it where one does, else both before it.
    """
    change = amounts[at]
    sentence = around.sentence(change)
    inside = [other for other in amounts[at + 1 : at + 3] if around.sentence(other) == sentence]
    if inside and _is_apart(around.between(change, amounts[at + 1])):
        inside = []
    beside, before, behind = (at - 1, at + 1), (at - 2, at - 1), (at + 1, at + 2)
    orders = {0: (before, beside, behind), 1: (beside, before, behind), 2: (behind, beside, before)}
    for first, second in orders[len(inside)]:
        if first < 0 or second >= len(amounts) or not usable([change, amounts[first], amounts[second]]):
            continue
        for base, outcome in ((amounts[first], amounts[second]), (amounts[second], amounts[first])):
            if (
                base.movement is Movement.LEVEL
                and base.value != outcome.value
                and not around.denied(outcome)
                and _leads(around, base, change, outcome)
            ):
                return base, outcome
    return None


def _is_apart(link: str) -> bool:
    """True where the amount behind a change is the change again, or a part of it."""
    return bool(_SAID_AGAIN.search(link) or cue("parts_follow").search(link))


def _is_change(around: Surroundings, amount: Amount) -> bool:
    """True for an amount that is called a rise, a fall or a difference."""
    sentence, place = around.sentence(amount), amount.evidence
    lead = around.letter.text[max(sentence.start, place.start - 60) : place.start]
    tail = around.letter.text[place.end : min(sentence.end, place.end + 25)]
    # A rise in percent is followed by the levels: "een stijging van 25 procent, van € 40 mln naar € 50 mln".
    called = cue("difference").search(_PERCENT.split(lead)[-1]) or _ADDED.match(tail)
    return amount.movement is not Movement.LEVEL or bool(called) or _is_net(around, amount)


def _leads(around: Surroundings, base: Amount, change: Amount, outcome: Amount) -> bool:
    """True where the words say that the change leads from the one level to the other, by its own sense or by time."""
    if change.movement is Movement.LEVEL:
        gap = _is_called(around, change, "gap") or _is_net(around, change)
        return gap or _is_older(around, base, outcome)
    rises = value_of(outcome) > value_of(base)
    first, second = sorted((base, outcome), key=lambda amount: amount.evidence.start)
    words = around.letter.text[around.sentence(first).start : around.sentence(second).end]
    older = cue("older").search(words) or cue("planned").search(words)
    reached = second is outcome and re.search(r"\b(?:naar|tot)\b[^.;]{0,25}$", around.between(first, second))
    related = older or reached
    follows = (
        _SO_THAT.search(around.between(change, outcome)) if change.evidence.start < outcome.evidence.start else None
    )
    if (
        not related
        and _THAT_CHANGE.match(around.sentence(change).text[:_NEAR])
        and second.evidence.start < change.evidence.start
    ):
        return first is base and rises is (change.movement is Movement.INCREASE)
    if not related and follows and of_another(around, base, change, outcome):
        return False
    return bool(related or follows) and rises is (change.movement is Movement.INCREASE)


def _is_net(around: Surroundings, amount: Amount) -> bool:
    """True for what two amounts leave that were set off against each other: ``per saldo``."""
    return cue("net").search(around.letter.text[around.sentence(amount).start : amount.evidence.start]) is not None


def _is_called(around: Surroundings, amount: Amount, name: str) -> bool:
    """True for what is called so right before: a ``gap`` between amounts of one time."""
    lead = around.letter.text[max(around.sentence(amount).start, amount.evidence.start - _NEAR) : amount.evidence.start]
    return cue(name).search(lead) is not None


def _is_older(around: Surroundings, base: Amount, outcome: Amount) -> bool:
    """True where the words say that the first of two levels was there before the second."""
    if base.movement is not Movement.LEVEL and outcome.movement is not Movement.LEVEL:
        return False
    first, second = sorted((base, outcome), key=lambda amount: amount.evidence.start)
    begin = around.sentence(first).start
    words = around.letter.text[begin : max(around.sentence(second).end, second.evidence.end)]
    if not cue("older").search(words):
        lead = words[: second.evidence.start - begin]
        follows = re.search(r"\b(?:naar|tot)\b[^.;]{0,25}$", lead) or _SO_THAT.search(words[len(lead) :])
        return bool(follows) and first is base
    behind = around.letter.text[first.evidence.end : second.evidence.end + 30]
    before = words[: first.evidence.start - begin]
    second_is_older = bool(cue("older").search(behind)) and not cue("older").search(before)
    return (base is second) == second_is_older


def _whole_behind(around: Surroundings, amounts: Sequence[Amount]) -> Iterator[Grounded]:
    """``… € 48 mln. … € 63 mln. … € 45 mln. Bij elkaar gaat het om € 156 mln.``: all of the paragraph before it."""
    begin = 0
    for place, whole in enumerate(amounts):
        sentence = around.sentence(whole)
        lead = around.letter.text[sentence.start : whole.evidence.start]
        if place < 2 or amounts[place - 1].evidence.start >= sentence.start or not names_whole(lead):
            continue
        parts, begin = told_together(around, amounts[begin:place]), place + 1
        together = _together(around, amounts[place - 1], whole) if _THESE.match(lead) else []
        if together:
            yield _grounded(around, Related.of_sum(together, whole, definite=True), [together[0], whole])
        elif 1 < len(parts) <= _MOST_PARTS and usable([whole, *parts]) and not any(part.total for part in parts):
            relation = Related.of_sum(parts, whole, definite=False)
            if relation.holds_exactly:
                yield _grounded(around, relation, [parts[0], whole])


def _together(around: Surroundings, before: Amount, whole: Amount) -> list[Amount]:
    """All amounts of the sentence right before ``Samen kosten deze …``, if they are more than one."""
    said = around.sentence(before)
    parts = around.by_sentence.get(said.start, [])
    near = around.sentence(whole).start - said.end <= 1
    plain = usable([whole, *parts]) and all(part.movement is whole.movement for part in parts)
    return parts if near and plain and len(parts) > 1 and not cue("of_that").search(said.text) else []


def _remainders(around: Surroundings, amounts: Sequence[Amount], known: Known) -> Iterator[Grounded]:
    """``… € 287 mln. Daarvan is € 52 mln. teruggevorderd, zodat € 235 mln. resteert``, the rest first or last."""
    for base, gone, rest in _takings(around, amounts, known):
        if usable([base, gone, rest]) and _is_rest(around, base, gone, rest):
            definite = _is_told_in_full(around, base, gone, rest)
            relation = Related(CheckType.DIFFERENCE, (base, gone), (1, -1), rest, definite, whole=base)
            if definite or relation.holds_exactly:
                yield _grounded(around, relation, [base, gone, rest])


def _takings(around: Surroundings, amounts: Sequence[Amount], known: Known) -> Iterator[Taking]:
    """What may be a whole, a part taken from it right behind, and the rest: behind the part, or before both.

    ``daarvan`` points back at the whole of the parts before it, ``de overgebleven € 5 mln`` at what is named last.
    """
    for at in range(len(amounts) - 2):
        first, second, third = amounts[at : at + 3]
        if _is_left(around, third):
            yield first, second, third
        yield last_whole(amounts[: at + 1], known) or first, second, third
        yield second, third, first


def _is_told_in_full(around: Surroundings, base: Amount, gone: Amount, rest: Amount) -> bool:
    """True where no other amount comes between a whole, what is taken from it, and what that leaves.

    ``van de € 60 mln is € 50 mln besteed, zodat € 10 mln onbenut bleef``, or with the whole right before:
    ``… € 60 mln. Hiervan is € 50 mln besteed, zodat …``.
    """
    if not _SO_THAT.search(around.between(gone, rest)):
        return False
    said, before = around.sentence(rest), around.sentence(base)
    inside = around.by_sentence.get(said.start, [])
    if said.start == before.start:
        return len(inside) == _LEVELS_AND_REST
    told = around.by_sentence.get(before.start, [])
    opened = cue("of_that").match(said.text)
    return inside == [gone, rest] and told == [base] and said.start - before.end <= 1 and bool(opened)


def _is_rest(around: Surroundings, base: Amount, gone: Amount, rest: Amount) -> bool:
    """True where the words take a part of the base, and call what is left so."""
    text, sentence = around.letter.text, around.sentence(rest)
    near = text[max(sentence.start, rest.evidence.start - 40) : min(sentence.end, rest.evidence.end + 40)]
    taken = cue("of_that").search(around.between(base, gone)) or _is_subtracted(around, base, gone, rest)
    clause = around.clause(base)[0]
    opened = re.match(r"\W*[Vv]an\s(?:de|het|die|dat)\s", text[clause.start : base.evidence.start])
    opened = opened or re.search(r"\b[Vv]an\s(?:de|het|die|dat)\s(?:\w+\s){0,2}$", around.lead(base, 40))
    if base.evidence.start < gone.evidence.start < rest.evidence.start and _is_left(around, rest):
        return True
    return bool((taken or opened) and cue("remains").search(near))


def _is_subtracted(around: Surroundings, base: Amount, gone: Amount, rest: Amount) -> bool:
    """``Trekken we daar € 7 mln van af, dan resteert …``"""
    lead, tail = around.between(base, gone), around.between(gone, rest)
    return bool(re.search(r"\bdaar\b", lead) and re.match(r"[^.;]*?\b(?:van\s?)?af\b", tail))


def _is_left(around: Surroundings, amount: Amount) -> bool:
    """``De overgebleven € 5 mln``, ``Het resterende bedrag van``: what is left of what was named before."""
    left = _LEFT.search(around.lead(amount, _NEAR))
    return left is not None and cue("left").fullmatch(left["left"]) is not None


def _parts_of_that(around: Surroundings, amounts: Sequence[Amount], known: Known) -> Iterator[Grounded]:
    """``… € 85 mln. niet. Dat geld gaat naar later: € 50 mln. naar 2027 en € 35 mln. naar 2028.``"""
    told: set[int] = set()
    for first in amounts:
        sentence = around.sentence(first)
        parts = around.by_sentence.get(sentence.start, [])
        if sentence.start in told or len(parts) < 2 or parts[0] is not first:
            continue
        told.add(sentence.start)
        whole = _whole_of(around, parts, sentence, known)
        if whole and usable([whole, *parts]):
            relation = Related.of_sum(parts, whole, definite=False)
            if relation.holds_exactly:
                yield _grounded(around, relation, [whole, first])


def _whole_of(around: Surroundings, parts: Sequence[Amount], sentence: Span, known: Known) -> Amount | None:
    """What the parts in a sentence make up: what its words point back at, else the amount named right before."""
    before = [amount for amount in around.before(sentence.start, parts[0].evidence.block) if amount.per is None]
    listed = all(_LISTED.fullmatch(around.between(*pair)) for pair in pairwise(parts))
    named = _OF_THE.match(sentence.text)
    lead = sentence.text[: parts[0].evidence.start - sentence.start]
    if named and (year := _YEAR.search(lead)):
        # ``Van de kosten in 2027``: of what was named before, what is of that year.
        of_year = [a for a in before if a.period and a.period.from_year == a.period.until_year == int(year[0])]
        if of_year:
            return of_year[-1]
    if named and listed:
        noun = re.compile(rf"\b{named['noun']}\b", re.IGNORECASE)
        earlier = reversed(around.before(sentence.start))
        told = next((amount for amount in earlier if noun.search(around.sentence(amount).text)), None)
        if told:
            return last_whole([told], known)
    shared = listed and cue("pays").search(sentence.text)
    return last_whole(before, known) if named or shared or _divides(sentence.text, lead) else None


def _divides(text: str, lead: str) -> bool:
    """True where a sentence before its first amount (its ``lead``) speaks of parts of what was named before."""
    cues = ("parts_follow", "parts_follow_completely", "divides")
    return bool(_BACK.match(text)) or any(cue(name).search(lead) for name in cues)


def _bullets(around: Surroundings, index: int, block: Block) -> Iterator[Grounded]:
    """Bullets whose amounts make up one that the paragraph before or behind them names."""
    blocks = around.letter.blocks
    lists = []
    if around.letter.text[block.end - 1 : block.end] == ":":
        lists.append((blocks[index + 1 :], around.by_block[block.id]))
    elif index and blocks[index - 1].kind is BlockKind.LIST_ITEM and block.kind is not BlockKind.LIST_ITEM:
        wholes = [a for a in around.by_block[block.id] if names_whole(_opening(around, a))]
        lists.append((blocks[index - 1 :: -1], wholes[:1]))
    for following, wholes in lists:
        items: list[list[Amount]] = []
        for item in following:
            if item.kind is not BlockKind.LIST_ITEM:
                break
            items.append(around.by_block.get(item.id, []))
        flat = [amount for listed in items for amount in listed]
        for parts in ([listed[0] for listed in items if listed], flat):
            fitting = [whole for whole in wholes if len(parts) > 1 and usable([whole, *parts])]
            held = [w for w in fitting if Related.of_sum(parts, w, definite=False).holds_exactly]
            if held:
                ordered = sorted(parts, key=lambda amount: amount.evidence.start)
                yield _grounded(around, Related.of_sum(ordered, held[-1], definite=False), [held[-1], ordered[0]])
                break


def _opening(around: Surroundings, amount: Amount) -> str:
    return around.letter.text[around.sentence(amount).start : amount.evidence.start]
