"""Sums and differences that the letter's own words relate: parts and wholes, changes and outcomes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kamerbrief.annotate.time import number_of
from kamerbrief.checks.arithmetic import Grounded, Related, holds, usable, value_of
from kamerbrief.checks.naming import most_alike
from kamerbrief.checks.wording import Surroundings, cue, parts_follow
from kamerbrief.contract import Amount, CheckType, Movement
from kamerbrief.letter import PARAGRAPHS, BlockKind

# Parts of one list: between two of them stands a comma or a conjunction and few words, and no new sentence.
_COORDINATION = re.compile(
    r"(?:^\s*(?:,|/|;|en\b|plus\b)|[,;]|\ben\b|\bplus\b|\balsmede\b|\balsook\b|\brespectievelijk\b)", re.IGNORECASE
)
_FROM_TO = re.compile(r"\b(?:naar|tot)\b[^.;]{0,25}$", re.IGNORECASE)
_FROM = re.compile(r"\bvan\b[^.;]{0,40}$", re.IGNORECASE)
_INSTEAD = re.compile(r"\b(?:in plaats van|ten opzichte van|tegenover|was|waren)\b", re.IGNORECASE)
#: Between what lies lower or higher and what it is compared with: ``lager dan``, ``onder de``.
_COMPARED = re.compile(r"\bdan\b|^\s*(?:onder|boven)\s(?=de\b|het\b|die\b|dat\b)")
#: A clause about what was named right before, by no other name.
_BARE = re.compile(r"(?:dat|dit|het)\s+(?:is|was|ligt|lag|komt|valt|viel|bleef|blijft)\b", re.IGNORECASE)
#: The whole of which the parts are told: "Van de € 110 miljoen … gaat € 42 miljoen naar …".
_OF_THE = re.compile(r"\b(?:van|uit)\s(?:de|het|deze|dit|die|dat)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_OF_REACH = 60
#: What may stand between an amount and words that call it the whole, and what parts those from the next amount.
_BEFORE_WORDS, _CLOSING = re.compile(r"[ (,]*"), re.compile(r"[,;.()]|\b(?:en|waarvan)\b")
_COUNTED = re.compile(r"(?<!\w)(?=(?P<count>[a-z]+|[0-9])\s+(?:\w+\s+)?\w+(?:en|s|['’]s):\s*$)")
_MOST_PARTS = 12
#: What several others give together, beside what was named before: ``OCW € 3 mln en de provincies samen € 4 mln``.
_OF_SEVERAL = re.compile(
    r"(?:,|(?<!\w)en)\s+(?:de\s|het\s|alle\s)?[^\W\d_]+(?:s|en)\s+(?:samen|tezamen|gezamenlijk)(?!\w)", re.IGNORECASE
)
#: ``De middelen worden …``: those of which was told.
_THE = re.compile(r"\W*(?:de|het|deze|dit|die|dat)\b", re.IGNORECASE)
#: ``daar € 5 mln naast, zodat``: added to what was named before, and what that makes.
_DAAR = re.compile(r"\b(?:daar|hier)\b[^.;:]*$", re.IGNORECASE)
_ON_THAT = re.compile(r"[^.;:]*\b(?:naast|bij|bovenop|aan toe)\b[^.;:]*,\s+(?:zodat|waardoor|waarmee)\b", re.IGNORECASE)
_ON_TOP_REACH = 200


def related(around: Surroundings) -> Iterator[Grounded]:
    """All relations that the wording grounds, sentence by sentence, definite ones first within a sentence."""
    for amounts in around.by_sentence.values():
        sentence = around.sentence(amounts[0])
        for relation in (*_parts_after_whole(around, amounts), *_parts_before_whole(around, amounts)):
            yield Grounded(relation, (sentence,))
        for relation in (*_change(around, amounts), *_difference(around, amounts)):
            yield Grounded(relation, (sentence,))
    yield from _lists(around)
    yield from _groups(around)


def _plain(amounts: Sequence[Amount]) -> bool:
    return 2 <= len(amounts) <= _MOST_PARTS and usable(amounts)


def _parts_after_whole(around: Surroundings, amounts: Sequence[Amount]) -> Iterator[Related]:
    """`€ 30 mln, waarvan € 20 mln voor A en € 10 mln voor B`."""
    for position, whole in enumerate(amounts[:-1]):
        link = around.between(whole, amounts[position + 1])
        parts = coordinated(around, amounts[position + 1 :])
        complete = bool(cue("parts_follow_completely").search(link)) or _counts_parts(link, len(parts))
        divided = position == 0 and _OF_THE.search(around.lead(whole, _OF_REACH))
        hinted = complete or divided or ":" in link or parts_follow(link)
        if not hinted:
            continue
        if _plain(parts) and usable([whole, *parts]):
            relation = Related.of_sum(parts, whole, definite=complete)
            exceeds = relation.found > value_of(whole) and bool(cue("parts_follow").search(link))
            yield Related.of_sum(parts, whole, definite=complete or exceeds)


def _counts_parts(link: str, count: int) -> bool:
    """True for ``uit drie bronnen:`` before three parts, which are then all of them."""
    return any(number_of(match["count"]) == count > 1 for match in _COUNTED.finditer(link))


def _parts_before_whole(around: Surroundings, amounts: Sequence[Amount]) -> Iterator[Related]:
    """`€ 20 mln voor A en € 10 mln voor B, in totaal € 30 mln`, the whole also in the sentence behind the parts."""
    for position, whole in enumerate(amounts):
        before = amounts[position - 1] if position else None
        start = before.evidence.end if before else around.sentence(whole).start
        lead = around.letter.text[max(start, whole.evidence.start - 80) : whole.evidence.start]
        following = amounts[position + 1] if position + 1 < len(amounts) else None
        if not names_whole(lead) and not _called_total_behind(around, whole, following):
            continue
        if position >= 2:
            parts = list(reversed(coordinated(around, list(reversed(amounts[:position])))))
            if _plain(parts) and usable([whole, *parts]):
                alike = len({part.movement for part in parts}) == 1 and len(parts) == position
                yield Related.of_sum(parts, whole, definite=alike)
        elif position == 0 and (parts := _sentence_before(around, whole)) and usable([whole, *parts]):
            yield Related.of_sum(parts, whole, definite=False)


def names_whole(words: str) -> bool:
    """True where the words before an amount call it the whole of amounts before it (in totaal, bij elkaar)."""
    words = _OF_SEVERAL.sub(" ", cue("not_parts_before").sub(" ", words))
    return bool(cue("parts_before").search(words))


def _called_total_behind(around: Surroundings, whole: Amount, following: Amount | None) -> bool:
    """True for ``€ 30 mln in totaal``; in ``€ 5 mln, samen € 30 mln`` the word belongs to the amount behind it."""
    text, end = around.letter.text, whole.evidence.end
    opening = _BEFORE_WORDS.match(text, end)
    match = cue("parts_before").match(text, opening.end() if opening else end)
    if match is None or match.end() > end + _OF_REACH:
        return False
    return following is None or bool(_CLOSING.search(text, match.end(), following.evidence.start))


def _sentence_before(around: Surroundings, whole: Amount) -> list[Amount]:
    sentence = around.sentence(whole)
    if sentence.start == 0:
        return []
    before = around.analysis.sentence_at(sentence.start - 1)
    parts = around.by_sentence.get(before.start, [])
    same_block = parts and parts[0].evidence.block == whole.evidence.block
    return list(parts) if same_block and _plain(parts) else []


def coordinated(around: Surroundings, amounts: Sequence[Amount]) -> list[Amount]:
    """The leading amounts that form one list; a cue for other parts, for a whole or for a new level ends it."""
    chosen = list(amounts[:1])
    for amount in amounts[1:]:
        first, second = sorted((chosen[-1], amount), key=lambda a: a.evidence.start)
        link = around.between(first, second)
        ends = parts_follow(link, ("parts_follow", "parts_follow_completely"))
        if ends or names_whole(link) or not _COORDINATION.search(link) or len(link) > 160:
            break
        chosen.append(amount)
    return chosen


def _change(around: Surroundings, amounts: Sequence[Amount]) -> Iterator[Related]:
    """`van € 10 mln met € 2 mln verhoogd naar € 12 mln`; `€ 12 mln in plaats van € 10 mln, € 2 mln hoger`.

    Of three amounts that read as levels, the last is the change where it is called the difference.
    """
    if len(amounts) != 3 or not usable(amounts):
        return
    changes = [amount for amount in amounts if amount.movement is not Movement.LEVEL]
    if not changes and cue("difference").search(around.between(amounts[1], amounts[2])):
        changes = [amounts[2]]
    levels = [amount for amount in amounts if amount not in changes]
    if len(changes) != 1 or len(levels) != 2:
        return
    ends = _base_and_outcome(around, *levels)
    if ends is None:
        return
    base, outcome = ends
    rises = changes[0].movement is Movement.INCREASE
    if changes[0].movement is Movement.LEVEL:
        rises = value_of(outcome) > value_of(base)
    sign = 1 if rises else -1
    yield Related(CheckType.SUM if rises else CheckType.DIFFERENCE, (base, changes[0]), (1, sign), outcome, True)


def _base_and_outcome(around: Surroundings, first: Amount, second: Amount) -> tuple[Amount, Amount] | None:
    """Which of two levels is the old and which the new one, where the wording says so."""
    start = around.sentence(first).start
    if _INSTEAD.search(around.between(first, second)):
        return second, first
    lead = around.letter.text[start : second.evidence.start]
    if _FROM_TO.search(lead) and _FROM.search(lead[: first.evidence.start - start]):
        return first, second
    return None


def _difference(around: Surroundings, amounts: Sequence[Amount]) -> Iterator[Related]:
    """``… € 10 mln. Dat is € 2 mln lager dan de inzet van € 12 mln``: two levels and what lies between them."""
    for change, base in pairwise(amounts):
        words = around.between(change, base)
        compared = _COMPARED.search(words)
        outcome = _compared(around, change) if compared else None
        if compared is None or outcome is None or not usable([change, base, outcome]):
            continue
        lower, higher = (cue(name).search(words[: compared.end()]) for name in ("lower_than", "higher_than"))
        if bool(lower) != bool(higher):
            type_ = CheckType.DIFFERENCE if lower else CheckType.SUM
            yield Related(type_, (base, change), (1, -1 if lower else 1), outcome, False)


def _compared(around: Surroundings, change: Amount) -> Amount | None:
    """What lies so much below or above another: what ``dat`` points back at, else what the clause names."""
    earlier = around.before(change.evidence.start, change.evidence.block)
    if not earlier or _BARE.match(around.clause(change)[0].text):
        return earlier[-1] if earlier else None
    levels = [amount for amount in earlier if amount.movement is Movement.LEVEL]
    return most_alike(around, change, levels) or earlier[-1]


def _lists(around: Surroundings) -> Iterator[Grounded]:
    """A sentence that ends in a colon and states a whole, and the bulleted parts behind it."""
    blocks = around.letter.blocks
    for index, block in enumerate(blocks):
        if block.kind not in (*PARAGRAPHS, BlockKind.LIST_ITEM) or around.letter.text[block.end - 1 : block.end] != ":":
            continue
        last = around.analysis.sentences_of(block)[-1]
        wholes = around.by_sentence.get(last.start, [])
        items = []
        for item in blocks[index + 1 :]:
            if item.kind is not BlockKind.LIST_ITEM:
                break
            items.append(around.by_block.get(item.id, []))
        if len(wholes) == 1 and len(items) > 1 and all(items):
            parts = [listed[0] for listed in items]
            if usable([*wholes, *parts]):
                definite = wholes[0].total and all(len(listed) == 1 for listed in items)
                yield Grounded(Related.of_sum(parts, wholes[0], definite=definite), (last,))


def _groups(around: Surroundings) -> Iterator[Grounded]:
    """Amounts that the wording puts together (on top of, instalments, one a payer), and the whole that it points at."""
    tops = [grounded for pair in _on_top(around) for grounded in _on_top_of(around, *pair)]
    yield from tops
    for amounts in around.by_sentence.values():
        yield from _on_that(around, amounts)
        lead = around.letter.text[around.sentence(amounts[0]).start : amounts[0].evidence.start]
        parts = coordinated(around, amounts)
        payers = [amount.budget_holders[0] for amount in parts if len(amount.budget_holders) == 1]
        whole = None
        if cue("instalments").search(lead):
            whole = _named_before(around, parts[0]) or _last_told(around, parts[0], lead, tops)
        elif len(set(payers)) == len(amounts) > 1:
            whole = _paid_by(around, set(payers), parts) or _named_before(around, parts[0])
        yield from _as_sum(around, parts, whole)


def _on_top(around: Surroundings) -> Iterator[tuple[Amount, Amount, Amount | None]]:
    """Two amounts of which one comes on top of the other, and the amount behind them."""
    for block in around.by_block.values():
        for position, (first, second) in enumerate(pairwise(block)):
            link = around.between(first, second)
            if cue("on_top").search(link) and len(link) < _ON_TOP_REACH:
                yield first, second, block[position + 2] if position + 2 < len(block) else None


def _on_top_of(around: Surroundings, first: Amount, second: Amount, following: Amount | None) -> Iterator[Grounded]:
    whole = _told_behind(around, second, following) or _named_by(around, first, second)
    yield from _as_sum(around, [first, second], whole)


def _last_told(around: Surroundings, part: Amount, lead: str, sums: Sequence[Grounded]) -> Amount | None:
    """What ``de middelen`` of a paragraph without other amounts are: the last sum told before in its section."""
    told = [
        one.related
        for one in sums
        if holds(one.related) and one.related.operands[-1].evidence.end < part.evidence.start
    ]
    same = bool(told) and around.heading(told[-1].operands[-1]) == around.heading(part)
    return told[-1].whole if same and _THE.match(lead) else None


def _on_that(around: Surroundings, amounts: Sequence[Amount]) -> Iterator[Grounded]:
    """``… € 14 mln in 2026 en € 6 mln in 2027. Banken leggen daar € 5 mln naast, zodat er € 25 mln is.``"""
    if len(amounts) != 2:
        return
    added, whole = amounts
    sentence, link = around.sentence(added), around.between(added, whole)
    lead = around.letter.text[sentence.start : added.evidence.start]
    before = around.before(sentence.start, added.evidence.block)
    if before and _DAAR.search(lead) and _ON_THAT.match(link):
        parts = coordinated(around, around.by_sentence[around.sentence(before[-1]).start])
        yield from _as_sum(around, [*parts, added], whole)


def _as_sum(around: Surroundings, parts: Sequence[Amount], whole: Amount | None) -> Iterator[Grounded]:
    if whole and whole not in parts and _plain(parts) and usable([whole, *parts]):
        where = (around.sentence(parts[0]), around.sentence(parts[-1]), around.sentence(whole))
        yield Grounded(Related.of_sum(parts, whole, definite=False), where)


def _named_before(around: Surroundings, first: Amount) -> Amount | None:
    """The last amount of the paragraph before the sentence in which parts begin."""
    earlier = around.before(around.sentence(first).start, first.evidence.block)
    return earlier[-1] if earlier else None


def _paid_by(around: Surroundings, payers: set[str], parts: Sequence[Amount]) -> Amount | None:
    """The nearest amount that is called a total and is paid by just these."""
    shared = [a for a in around.prose if a.total and a not in parts and set(a.budget_holders) == payers]
    return min(shared, key=lambda a: abs(a.evidence.start - parts[0].evidence.start), default=None)


def _named_by(around: Surroundings, first: Amount, second: Amount) -> Amount | None:
    """The amount elsewhere in the letter that the clause of two amounts names, if it is more than either."""
    least = max(value_of(first), value_of(second)) if usable([first, second]) else None
    others = [a for a in around.prose if a not in (first, second) and a.movement is Movement.LEVEL]
    larger = [a for a in others if least is not None and a.value is not None and a.value > least]
    return most_alike(around, second, larger)


def _told_behind(around: Surroundings, last: Amount, following: Amount | None) -> Amount | None:
    """The next amount, where it is called the whole of those before it."""
    if following is None:
        return None
    link = around.between(last, following)
    return following if names_whole(link) else None
