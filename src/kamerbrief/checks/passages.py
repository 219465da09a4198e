"""Sums that a letter tells over more than one sentence; they must hold to the cent of what is printed to be checks.

A change and the two levels between which it lies, a whole behind sentences or bullets that name its parts, and parts
behind ``dat geld``: the words only hint at such a sum, so one that does not hold is never called a mistake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, permutations

from kamerbrief.checks.arithmetic import Related, usable, value_of
from kamerbrief.checks.sums import Grounded, names_whole
from kamerbrief.checks.wording import Surroundings, cue
from kamerbrief.contract import Amount, CheckType, Movement
from kamerbrief.letter import Block, BlockKind, Span

#: How many amounts in a row may hold a change and its two levels, and how many parts a whole may have.
_WINDOW, _MOST_PARTS = 4, 8
_LEVELS_AND_REST = 3
#: How far before an amount the word stands that says what it is, in characters.
_NEAR = 40
_BACK = re.compile(
    r"(?:dat|dit|die|deze|hiervan|daarvan)\b[^.:;]{0,12}\b(?:geld|bedrag|middelen|budget|som|post|kosten|meerkosten)?",
    re.IGNORECASE,
)

#: Behind an amount: it was added or taken away.
_ADDED = re.compile(r"\s+(?:die|dat)\s+(?:er\w*|daar\w*)\s?(?:bij|af)\b")
_SO_THAT = re.compile(r"\b(?:zodat|waardoor|waarna|waarmee|daarmee|hiermee)\b", re.IGNORECASE)
#: What was named right before, and nothing else, is added up.
_THESE = re.compile(
    r"(?:Samen|Tezamen|Bij elkaar|Opgeteld|In totaal)\s+\w+\s+(?:deze|die|beide|alle|de\s+(?:twee|drie|vier))\b"
)
#: Between parts that a sentence lists: a comma or "en", and who or what gets the next one.
_LISTED = re.compile(r"[^.;:()\d]{0,60}(?:,|\ben\b)[^.;:()\d]{1,60}")
#: ``Van het tekort in 2026 komt …``: what the parts that follow are of, as a noun.
_OF_THE = re.compile(r"Van\s+(?:het|de|dit|dat|deze)\s+(?P<noun>[a-z][\w-]{3,})\b")


def in_passages(around: Surroundings) -> Iterator[Grounded]:
    """The sums of every paragraph and list, in reading order of their blocks."""
    for index, block in enumerate(around.letter.blocks):
        amounts = around.by_block.get(block.id, [])
        if block.kind is not BlockKind.CELL and amounts:
            yield from _between_levels(around, amounts)
            yield from _whole_behind(around, amounts)
            yield from _remainders(around, amounts)
            yield from _parts_of_that(around, amounts)
            yield from _bullets(around, index, block)


def _grounded(around: Surroundings, relation: Related, amounts: Sequence[Amount]) -> Grounded:
    return Grounded(relation, tuple(around.sentence(amount) for amount in amounts))


def _between_levels(around: Surroundings, amounts: Sequence[Amount]) -> Iterator[Grounded]:
    """``was € 5,4 mld. De stijging van € 2,5 mld. …``: two levels and the change that leads from one to the other."""
    told: set[str] = set()
    for start in range(len(amounts) - 2):
        for change, base, outcome in permutations(amounts[start : start + _WINDOW], 3):
            if change.id in told or not usable([change, base, outcome]) or not _is_change(around, change):
                continue
            rises = value_of(outcome) > value_of(base)
            difference = abs(value_of(outcome) - value_of(base))
            if difference != value_of(change) or not difference or not _leads(around, base, change, outcome):
                continue
            told.add(change.id)
            type_, sign = (CheckType.SUM, 1) if rises else (CheckType.DIFFERENCE, -1)
            relation = Related(type_, (base, change), (1, sign), outcome, False)
            yield _grounded(around, relation, [base, change, outcome])


def _is_change(around: Surroundings, amount: Amount) -> bool:
    """True for an amount that is called a rise, a fall or a difference."""
    sentence, place = around.sentence(amount), amount.evidence
    lead = around.letter.text[max(sentence.start, place.start - 60) : place.start]
    tail = around.letter.text[place.end : min(sentence.end, place.end + 25)]
    called = cue("difference").search(lead) or _ADDED.match(tail)
    return amount.movement is not Movement.LEVEL or bool(called)


def _leads(around: Surroundings, base: Amount, change: Amount, outcome: Amount) -> bool:
    """True where the words say that the change leads from the one level to the other, by its own sense or by time."""
    if change.movement is Movement.LEVEL:
        return _is_older(around, base, outcome) or _is_gap(around, change)
    rises = value_of(outcome) > value_of(base)
    first, second = sorted((base, outcome), key=lambda amount: amount.evidence.start)
    words = around.letter.text[around.sentence(first).start : around.sentence(second).end]
    older = cue("older").search(words) or cue("planned").search(words)
    related = older or re.search(r"\b(?:naar|tot)\b[^.;]{0,25}$", around.between(first, second))
    follows = (
        _SO_THAT.search(around.between(change, outcome)) if change.evidence.start < outcome.evidence.start else None
    )
    return bool(related or follows) and rises is (change.movement is Movement.INCREASE)


def _is_gap(around: Surroundings, amount: Amount) -> bool:
    """True for what lies between two amounts of one time: een tekort van, het verschil van."""
    lead = around.letter.text[max(around.sentence(amount).start, amount.evidence.start - _NEAR) : amount.evidence.start]
    return cue("gap").search(lead) is not None


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
    """``… € 48 mln. … € 63 mln. … € 45 mln. Bij elkaar gaat het om € 156 mln.``"""
    for place, whole in enumerate(amounts):
        sentence = around.sentence(whole)
        lead = around.letter.text[sentence.start : whole.evidence.start]
        if place < 2 or amounts[place - 1].evidence.start >= sentence.start or not names_whole(lead):
            continue
        tried = [Related.of_sum(amounts[place - n : place], whole, definite=False) for n in _counts(place)]
        held = [relation for relation in tried if usable([whole, *relation.operands]) and relation.holds_exactly]
        together = _together(around, amounts[place - 1], whole) if not held and _THESE.match(lead) else []
        if together:
            held.append(Related.of_sum(together, whole, definite=True))
        for relation in held[:1]:
            yield _grounded(around, relation, [relation.operands[0], whole])


def _counts(place: int) -> range:
    return range(2, min(place, _MOST_PARTS) + 1)


def _together(around: Surroundings, before: Amount, whole: Amount) -> list[Amount]:
    """All amounts of the sentence right before ``Samen kosten deze …``, if they are more than one."""
    said = around.sentence(before)
    parts = around.by_sentence.get(said.start, [])
    near = around.sentence(whole).start - said.end <= 1
    plain = usable([whole, *parts]) and all(part.movement is whole.movement for part in parts)
    return parts if near and plain and len(parts) > 1 and not cue("of_that").search(said.text) else []


def _remainders(around: Surroundings, amounts: Sequence[Amount]) -> Iterator[Grounded]:
    """``… € 287 mln. Daarvan is € 52 mln. teruggevorderd, zodat € 235 mln. resteert``, the rest first or last."""
    for base, gone, rest in _takings(amounts):
        if usable([base, gone, rest]) and _is_rest(around, base, gone, rest):
            definite = _is_told_in_full(around, base, gone, rest)
            relation = Related(CheckType.DIFFERENCE, (base, gone), (1, -1), rest, definite)
            if definite or relation.holds_exactly:
                yield _grounded(around, relation, [base, gone, rest])


def _takings(amounts: Sequence[Amount]) -> Iterator[tuple[Amount, Amount, Amount]]:
    """What may be a whole, a part taken from it and the rest: the rest before both, or behind the part."""
    for place in range(2, len(amounts)):
        yield amounts[place - 1], amounts[place], amounts[place - 2]
        for base in reversed(amounts[max(place - 1 - _MOST_PARTS, 0) : place - 1]):
            yield base, amounts[place - 1], amounts[place]


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
    taken = cue("of_that").search(around.between(base, gone))
    opened = re.search(r"\b[Vv]an\s(?:de|het|die|dat)\s(?:\w+\s){0,2}$", around.lead(base, 40))
    return bool((taken or opened) and cue("remains").search(near))


def _parts_of_that(around: Surroundings, amounts: Sequence[Amount]) -> Iterator[Grounded]:
    """``… € 85 mln. niet. Dat geld gaat naar later: € 50 mln. naar 2027 en € 35 mln. naar 2028.``"""
    told: set[int] = set()
    for first in amounts:
        sentence = around.sentence(first)
        parts = around.by_sentence.get(sentence.start, [])
        if sentence.start in told or len(parts) < 2 or parts[0] is not first:
            continue
        told.add(sentence.start)
        for whole in _wholes(around, parts, sentence):
            relation = Related.of_sum(parts, whole, definite=False)
            if usable([whole, *parts]) and relation.holds_exactly:
                yield _grounded(around, relation, [whole, first])
                break


def _wholes(around: Surroundings, parts: Sequence[Amount], sentence: Span) -> Iterator[Amount]:
    """What the parts in a sentence may make up, the nearest first: what its words point back at."""
    before = around.before(sentence.start, parts[0].evidence.block)[::-1]
    listed = all(_LISTED.fullmatch(around.between(*pair)) for pair in pairwise(parts))
    named = _OF_THE.match(sentence.text)
    if named or _divides(sentence.text, parts[0], sentence) or (len(parts) > 2 and listed):
        yield from before
    if named and listed:
        noun = re.compile(rf"\b{named['noun']}\b", re.IGNORECASE)
        earlier = reversed(around.before(sentence.start))
        yield from (amount for amount in earlier if noun.search(around.sentence(amount).text))


def _divides(text: str, first: Amount, sentence: Span) -> bool:
    """True where a sentence before its first amount speaks of parts of what was named before."""
    lead = text[: first.evidence.start - sentence.start]
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
