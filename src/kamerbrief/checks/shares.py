"""Stated percentages that must follow from stated amounts: shares of a whole, and growth."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

from kamerbrief.checks.arithmetic import dutch, make_check, money, usable, value_of
from kamerbrief.checks.wording import Surroundings, cue, stems
from kamerbrief.letter import Span
from kamerbrief.schema import Amount, Check, CheckStatus, CheckType, Movement, Percentage, PercentageUnit

_HUNDRED = Decimal(100)
_OF = re.compile(r"\s*(?:\([^)]{0,40}\)\s*)?van\s+(?:de|het|die|dit)?\b", re.IGNORECASE)
_OF_THAT = re.compile(r"(?:daarvan|hiervan|waarvan|van\s(?:dit|dat)\sbedrag)\b", re.IGNORECASE)
#: Most characters between an amount and the percentage that it is, with a word such as "oftewel".
_NEAR = 14
_FROM_TO = re.compile(r"\bvan\b.{0,60}\b(?:naar|tot)\b", re.IGNORECASE | re.DOTALL)


def shares_and_growth(around: Surroundings, percentages: Sequence[Percentage]) -> Iterator[Check]:
    """Checks of every percentage whose sentence says of what it is a share, or from where to where something grew."""
    for percentage in percentages:
        if percentage.value is None or percentage.evidence.cell or percentage.unit is not PercentageUnit.PERCENT:
            continue
        sentence = around.analysis.sentence_at(percentage.evidence.start)
        inside = [a for a in around.by_sentence.get(sentence.start, []) if a.value is not None]
        check = _growth(around, percentage, inside, sentence) or _share(around, percentage, inside, sentence)
        if check:
            yield check


def _growth(around: Surroundings, percentage: Percentage, amounts: Sequence[Amount], sentence: Span) -> Check | None:
    """`van € 100 mln naar € 124 mln, een stijging van 24%`."""
    levels = [a for a in amounts if a.movement is Movement.LEVEL]
    if len(levels) != 2 or not usable(levels) or not cue("growth").search(sentence.text):
        return None
    first, second = levels
    definite = _FROM_TO.search(around.letter.text[sentence.start : second.evidence.start]) is not None
    reversed_ = not definite and cue("older").search(around.between(first, second)) is not None
    old, new = (second, first) if reversed_ else (first, second)
    if not (definite or reversed_) or not value_of(old):
        return None
    change = (value_of(new) - value_of(old)) / value_of(old) * _HUNDRED
    check = _check(CheckType.GROWTH, percentage, (old, new), abs(change), sentence)
    return check if definite or check.status is CheckStatus.CONSISTENT else None


def _share(around: Surroundings, percentage: Percentage, amounts: Sequence[Amount], sentence: Span) -> Check | None:
    hinted = _hinted(around, percentage, amounts, sentence)
    if hinted and value_of(hinted[1]):
        part, whole = hinted
        check = _check(CheckType.SHARE, percentage, hinted, value_of(part) / value_of(whole) * _HUNDRED, sentence)
        if check.status is CheckStatus.CONSISTENT:
            return check
    found = _named_in_sentence(around, percentage, amounts)
    if not found and percentage.movement is Movement.LEVEL:
        found = _named_elsewhere(around, percentage, sentence)
    if not found:
        return None
    part, whole = found
    return _check(CheckType.SHARE, percentage, (part, whole), value_of(part) / value_of(whole) * _HUNDRED, sentence)


def _hinted(
    around: Surroundings, percentage: Percentage, amounts: Sequence[Amount], sentence: Span
) -> tuple[Amount, Amount] | None:
    """``Daarvan is € 20 mln, oftewel 25%, …`` and ``2,9% van het budget (€ 730 mln), wat neerkomt op € 21,2 mln``."""
    start, end = percentage.evidence.start, percentage.evidence.end
    before, behind = [a for a in amounts if a.evidence.end < start], [a for a in amounts if a.evidence.start > end]
    text = around.letter.text
    pair = None
    if before and behind and cue("comes_to").search(text[end : behind[0].evidence.start]):
        pair = behind[0], before[-1]
    elif before and len(text[before[-1].evidence.end : start]) <= _NEAR and _OF_THAT.match(sentence.text):
        earlier = [a for a in around.by_block[before[-1].evidence.block] if a.evidence.end < sentence.start]
        pair = (before[-1], earlier[-1]) if earlier else None
    return pair if pair and usable(pair) else None


def _named_in_sentence(
    around: Surroundings, percentage: Percentage, amounts: Sequence[Amount]
) -> tuple[Amount, Amount] | None:
    """`€ 20 mln (25% van de € 80 mln)`: the whole follows the percentage, the part is the only other amount before."""
    text, end = around.letter.text, percentage.evidence.end
    behind = [a for a in amounts if a.evidence.start > end]
    before = [a for a in amounts if a.evidence.end < percentage.evidence.start]
    if len(before) != 1 or len(behind) != 1 or not usable([*before, *behind]):
        return None
    link = text[end : behind[0].evidence.start]
    opening = text[before[0].evidence.end : percentage.evidence.start]
    grounded = _OF.match(link) and (cue("share").search(opening) or len(opening) <= 8)
    return (before[0], behind[0]) if grounded and value_of(behind[0]) else None


def _named_elsewhere(around: Surroundings, percentage: Percentage, sentence: Span) -> tuple[Amount, Amount] | None:
    """`Het aandeel in het totale budget komt uit op 2,6%`, where part and whole are the letter's own totals.

    The part is the last total before that carries the words of the share's owner, the whole the largest earlier amount
    that carries the words of the whole; both must be the only ones that do.
    """
    lead = around.letter.text[sentence.start : percentage.evidence.start]
    match = cue("share").search(lead)
    if not match or not cue("whole").search(lead[match.end() :]) or cue("other_time").search(lead):
        return None
    owner, whole_words = _names(lead[: match.end()] + lead[-40:]), _names(lead[match.end() :])
    parts = [a for a in around.prose if a.total and a.value is not None and owner & _names_of(around, a)]
    wholes = [
        a
        for a in around.prose
        if whole_words & _names_of(around, a) and a.value is not None and cue("whole").search(around.sentence(a).text)
    ]
    part = max(parts, key=value_of, default=None)
    whole = max(wholes, key=value_of, default=None)
    if part is None or whole is None or not usable([part, whole]) or value_of(part) >= value_of(whole):
        return None
    return part, whole


def _names(text: str) -> frozenset[str]:
    """Stems of the words with a capital, parts of compounds apart: ``ESA-budget`` gives ``esa``."""
    return stems(" ".join(re.findall(r"\b[A-Z][^\W_]+", text)))


def _names_of(around: Surroundings, amount: Amount) -> frozenset[str]:
    return _names(around.sentence(amount).text)


def _check(
    type_: CheckType, percentage: Percentage, amounts: tuple[Amount, Amount], found: Decimal, sentence: Span
) -> Check:
    """Compares at the precision in which the percentage is printed, widened by the rounding of the two amounts."""
    stated = percentage.value or Decimal(0)
    places = max(-int(stated.normalize().as_tuple().exponent), 0)
    first, second = amounts
    spread = sum(a.unit_in_last_place / 2 / value_of(a) for a in amounts if value_of(a))
    tolerance = Decimal(1).scaleb(-places) / 2 + (found * spread).copy_abs()
    holds = abs(stated - found) <= tolerance
    shown, spare = found.quantize(Decimal("0.01"), ROUND_HALF_UP), tolerance.quantize(Decimal("0.001"), ROUND_HALF_UP)
    how = "of" if type_ is CheckType.SHARE else "to"
    verdict = "as stated" if holds else "which does not follow"
    return make_check(
        type_,
        CheckStatus.CONSISTENT if holds else CheckStatus.INCONSISTENT,
        f"{money(value_of(first), first.currency)} {how} {money(value_of(second), second.currency)} is "
        f"{dutch(shown)}%; the letter states {dutch(stated)}%, {verdict} (tolerance {dutch(spare)})",
        operands=[first.id, second.id],
        result=percentage.id,
        numbers=(stated, shown, spare),
        evidence=[percentage.evidence, first.evidence, second.evidence][: 3 if sentence else 0],
    )
