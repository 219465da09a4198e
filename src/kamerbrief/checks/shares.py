"""Stated percentages that must follow from stated amounts: shares of a whole, and growth."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from kamerbrief.annotate import annotate
from kamerbrief.checks.arithmetic import make_check, rounded, usable, value_of, verdict
from kamerbrief.checks.wording import Surroundings, cue, stems
from kamerbrief.contract import (
    PERCENT,
    Amount,
    Check,
    CheckStatus,
    CheckType,
    Movement,
    Operator,
    Percentage,
    PercentageUnit,
    Relation,
)
from kamerbrief.letter import Span

_HUNDRED = Decimal(100)
_OF = re.compile(r"\s*(?:\([^)]{0,40}\)\s*)?van\s+(?:de|het|die|dit)?\b", re.IGNORECASE)
_OF_THAT = re.compile(r"(?:daarvan|hiervan|waarvan|van\s(?:dit|dat|deze|die)\s\w+)\b", re.IGNORECASE)
#: How many amounts before a sentence may be the whole of a part in it; more where it begins "Van dit totaal".
_WHOLES = 2, 6
#: Most characters between an amount and the percentage that it is, with a word such as "oftewel".
_NEAR = 14
#: Most characters between an amount and the percentage in brackets behind it.
_CLOSE = 8
_FROM_TO = re.compile(r"\bvan\b.{0,60}\b(?:naar|tot)\b", re.IGNORECASE | re.DOTALL)
_FROM = re.compile(r"\bvan\s+(?:\w+\s+)?$")
_ON = re.compile(r"[^.;,€]{0,40}\b(?:naar|tot)\s+(?:\w+\s+)?")
#: ``niet op € 12 mln maar op € 11 mln``
_NOT = re.compile(r"\bniet\s+(?:op|naar|tot)\s+$")
_BUT = re.compile(r",?\s+maar\s+(?:op|naar|tot)\s+(?:\w+\s+)?")
_FROM_THE = re.compile(r"^\W*van\s+(?:de|het|die|dat|deze|dit)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_THAT_IS = re.compile(r",\s+(?:ofwel|oftewel|dat\s+is|dus)\s+(?:\w+\s+)?$")
#: Between a whole and the share of it that was named in percent.
_THUS = re.compile(r"^[^.;]{0,30}\b(?:dus|ofwel|oftewel|dat is|neerkomt op|neer op)\b[^.;]{0,20}$")
#: Between two levels there is one growth.
_ENDS = 2
#: How far behind the second level its own words may stand (tegen € 5 mln in het jaar ervoor), in characters.
_REACH = 30
#: Opens a sentence about what the one before it told.
_THIS_IS = re.compile(r"(?:Deze|Dit|Die|Dat|Het\s+gaat|Daarmee|Hiermee)\b")
_BESIDE = re.compile(r"\s*(?:boven|onder)\s")
_THAN = re.compile(
    r"\s*(?:(?:meer|hoger|duurder|groter|minder|lager|goedkoper|kleiner)\s+dan|boven|onder)"
    r"(?:\s+(?:de|het|die|dat|een|eerdere|begrote|geraamde|oorspronkelijke|\w+\s+van)){0,3}\s*"
)
_REACHES = re.compile(r"\s+(?:tot|naar)\s+(?:\w+\s+)?")


def shares_and_growth(around: Surroundings, percentages: Sequence[Percentage]) -> Iterator[Check]:
    """Checks of every percentage whose sentence says of what it is a share, or from where to where something grew."""
    crowd = Counter(around.analysis.sentence_at(percentage.evidence.start).start for percentage in percentages)
    for percentage in percentages:
        if percentage.value is None or percentage.evidence.cell or percentage.unit is not PercentageUnit.PERCENT:
            continue
        sentence = around.analysis.sentence_at(percentage.evidence.start)
        if crowd[sentence.start] > around.most:
            continue
        inside = [a for a in around.by_sentence.get(sentence.start, []) if a.value is not None]
        check = _growth(around, percentage, inside, sentence) or _share(around, percentage, inside, sentence)
        if check:
            yield check


def _growth(around: Surroundings, percentage: Percentage, amounts: Sequence[Amount], sentence: Span) -> Check | None:
    """`van € 100 mln naar € 124 mln, een stijging van 24%`."""
    levels = _led_pair(around, amounts) or [a for a in amounts if a.movement is Movement.LEVEL]
    if not _tells_growth(sentence.text) and not _BESIDE.match(around.letter.text, percentage.evidence.end):
        return None
    if not levels and _THIS_IS.match(sentence.text):
        return _growth_just_told(around, percentage, sentence)
    if len(levels) == 1:
        return _growth_since(around, percentage, levels[0], sentence)
    return _growth_between(around, percentage, levels[0], levels[1], sentence) if len(levels) == _ENDS else None


def _tells_growth(text: str) -> bool:
    """True for a sentence with a word for growth, or a verb that raises or lowers (groeide, opgetrokken)."""
    return bool(cue("growth").search(text)) or any(clause.has("raise", "lower") for clause in annotate(text))


def _led_pair(around: Surroundings, amounts: Sequence[Amount]) -> list[Amount]:
    """The two levels of ``van € 5 naar € 6`` where the sentence names others too and leads from one to another once."""
    levels = [a for a in amounts if a.movement is Movement.LEVEL]
    pairs = [pair for pair in pairwise(levels) if _FROM.search(around.lead(pair[0], _NEAR)) and _is_next(around, *pair)]
    return list(pairs[0]) if len(pairs) == 1 and len(levels) > _ENDS else []


def _is_next(around: Surroundings, first: Amount, second: Amount) -> bool:
    return bool(_ON.fullmatch(around.between(first, second)))


def _is_compared(around: Surroundings, percentage: Percentage, second: Amount) -> bool:
    """``€ 6 mln, 20 procent meer dan de € 5 mln waarop was gerekend``."""
    return bool(_THAN.fullmatch(around.letter.text[percentage.evidence.end : second.evidence.start]))


def _growth_just_told(around: Surroundings, percentage: Percentage, sentence: Span) -> Check | None:
    """``… van € 50 mln naar € 60 mln. Deze stijging van 20% …``: the levels are those of the sentence before."""
    if not sentence.start:
        return None
    before = around.analysis.sentence_at(sentence.start - 1)
    levels = [a for a in around.by_sentence.get(before.start, []) if a.movement is Movement.LEVEL]
    if len(levels) != _ENDS or levels[0].evidence.block != around.letter.block_at(sentence.start).id:
        return None
    return _growth_between(around, percentage, levels[0], levels[1], before)


def _growth_between(
    around: Surroundings, percentage: Percentage, first: Amount, second: Amount, sentence: Span
) -> Check | None:
    """Growth between the two levels of a sentence, in the order that its words give; in doubt only what holds."""
    if not _alike(first, second):
        return None
    led, compared = _is_led_to(around, percentage, first, second, sentence), _is_compared(around, percentage, second)
    stop = min(sentence.end, second.evidence.end + _REACH)
    behind = around.letter.text[first.evidence.end : stop]
    reversed_ = not led and (compared or cue("older").search(behind) is not None)
    old, new = (second, first) if reversed_ else (first, second)
    if not (led or reversed_) or not value_of(old):
        return None
    check = _grown(percentage, old, new)
    return check if led or compared or check.status is CheckStatus.CONSISTENT else None


def _is_led_to(around: Surroundings, percentage: Percentage, first: Amount, second: Amount, sentence: Span) -> bool:
    """``van € 50 mln naar € 60 mln``; ``ten opzichte van 2026, toen € 50 mln …, stijgt dit met 20% tot € 60 mln``."""
    text = around.letter.text
    if _FROM_TO.search(text[sentence.start : second.evidence.start]):
        return True
    if _NOT.search(around.lead(first, _NEAR)) and _BUT.fullmatch(around.between(first, second)):
        return True
    compared = cue("older").search(text[sentence.start : first.evidence.start])
    return bool(compared and _REACHES.fullmatch(text[percentage.evidence.end : second.evidence.start]))


def _growth_since(around: Surroundings, percentage: Percentage, amount: Amount, sentence: Span) -> Check | None:
    """``In 2024 was dit € 80 mln. In 2025 was het € 60 mln, een daling van 25%``; only what holds is a check."""
    inside = around.before(sentence.start, amount.evidence.block)
    before = [a for a in inside if a.movement is Movement.LEVEL]
    if not before or around.analysis.sentence_at(before[-1].evidence.start).end < sentence.start - 2:
        return None
    said = [a for a in before if around.sentence(a).start == around.sentence(before[-1]).start]
    pairs = [(old, new) for one in said for old, new in ((one, amount), (amount, one)) if _alike(old, new)]
    checks = (_grown(percentage, old, new) for old, new in pairs if value_of(old))
    return next((check for check in checks if check.status is CheckStatus.CONSISTENT), None)


def _alike(old: Amount, new: Amount) -> bool:
    """True for two values in one currency, both for one of the same (per household) where either is."""
    units = {amount.per for amount in (old, new) if amount.per}
    return old.value is not None and new.value is not None and old.currency == new.currency and len(units) <= 1


def _grown(percentage: Percentage, old: Amount, new: Amount) -> Check:
    change = (value_of(new) - value_of(old)) / value_of(old) * _HUNDRED
    return check_percentage(CheckType.GROWTH, percentage, (old, new), abs(change))


def _share(around: Surroundings, percentage: Percentage, amounts: Sequence[Amount], sentence: Span) -> Check | None:
    for part, whole in _hinted(around, percentage, amounts, sentence):
        if usable([part, whole]) and value_of(whole):
            share = value_of(part) / value_of(whole) * _HUNDRED
            check = check_percentage(CheckType.SHARE, percentage, (part, whole), share)
            if check.status is CheckStatus.CONSISTENT:
                return check
    found = _named_in_sentence(around, percentage, amounts) or _taken_from(around, percentage, amounts, sentence)
    if not found and percentage.movement is Movement.LEVEL:
        found = _named_elsewhere(around, percentage, sentence)
    if not found:
        return None
    part, whole = found
    return check_percentage(CheckType.SHARE, percentage, (part, whole), value_of(part) / value_of(whole) * _HUNDRED)


def _hinted(
    around: Surroundings, percentage: Percentage, amounts: Sequence[Amount], sentence: Span
) -> Iterator[tuple[Amount, Amount]]:
    """Pairs that the wording suggests; only one that holds is a check.

    ``Van de € 80 mln is € 20 mln besteed, ofwel 25%``, with the whole in the sentence before too, ``2,9% van het
    budget (€ 730 mln), wat neerkomt op € 21,2 mln``, ``3% van de € 50 mln, dus € 1,5 mln`` and ``€ 50 mln, waarvan
    € 20 mln is besteed (40%)``.
    """
    start, end = percentage.evidence.start, percentage.evidence.end
    before, behind = [a for a in amounts if a.evidence.end < start], [a for a in amounts if a.evidence.start > end]
    text = around.letter.text
    if before and behind and cue("comes_to").search(text[end : behind[0].evidence.start]):
        yield behind[0], before[-1]
    if len(behind) > 1 and _OF.match(text, end) and _THUS.search(around.between(behind[0], behind[1])):
        yield behind[1], behind[0]
    if len(before) > 1 and text[start - 1] == "(" and cue("parts_follow").search(around.between(*before[-2:])):
        yield before[-1], before[-2]
    if before:
        link = text[before[-1].evidence.end : start]
        near = len(link) <= _NEAR and (_OF_THAT.match(sentence.text) or _OF.match(text, end))
        if near or cue("comes_to").search(link):
            earlier = around.before(sentence.start, before[-1].evidence.block)
            count = _WHOLES[bool(_OF_THAT.match(sentence.text))]
            wholes = [*before[-2::-1], *earlier[: -count - 1 : -1]]
            yield from ((before[-1], whole) for whole in wholes if whole.value is not None)


def _named_in_sentence(
    around: Surroundings, percentage: Percentage, amounts: Sequence[Amount]
) -> tuple[Amount, Amount] | None:
    """`€ 20 mln (25% van de € 80 mln)`: the whole follows the percentage, the part is the only other amount before."""
    text, end = around.letter.text, percentage.evidence.end
    behind = [a for a in amounts if a.evidence.start > end]
    before = [a for a in amounts if a.evidence.end < percentage.evidence.start]
    if not before or len(behind) != 1 or not usable([before[-1], behind[0]]):
        return None
    link = text[end : behind[0].evidence.start]
    opening = text[before[-1].evidence.end : percentage.evidence.start]
    close = len(opening) <= _CLOSE or cue("comes_to").search(opening[-_REACH:])
    grounded = _OF.match(link) and (close or (len(before) == 1 and cue("share").search(opening)))
    return (before[-1], behind[0]) if grounded and value_of(behind[0]) else None


def _taken_from(
    around: Surroundings, percentage: Percentage, amounts: Sequence[Amount], sentence: Span
) -> tuple[Amount, Amount] | None:
    """`Van de € 80 mln is € 20 mln bestemd voor wegen, ofwel 25%`, with no other amount before the percentage."""
    text = around.letter.text
    before = [a for a in amounts if a.evidence.end < percentage.evidence.start]
    if len(before) != 2 or not usable(before) or cue("growth").search(sentence.text):
        return None
    whole, part = before
    opened = _FROM_THE.search(text[sentence.start : whole.evidence.start])
    said = _THAT_IS.search(text[part.evidence.end : percentage.evidence.start])
    return (part, whole) if opened and said and value_of(part) < value_of(whole) else None


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


def check_percentage(type_: CheckType, percentage: Percentage, amounts: tuple[Amount, Amount], found: Decimal) -> Check:
    """Compares at the precision in which the percentage is printed, widened by the rounding of the two amounts."""
    stated = percentage.value or Decimal(0)
    places = max(-int(stated.normalize().as_tuple().exponent), 0)
    first, second = amounts
    spread = sum(a.unit_in_last_place / 2 / value_of(a) for a in amounts if value_of(a))
    tolerance = Decimal(1).scaleb(-places) / 2 + (found * spread).copy_abs()
    relation = Relation(
        operator=Operator.SHARE if type_ is CheckType.SHARE else Operator.GROWTH,
        terms=[first.id, second.id],
        result=percentage.id,
        computed=rounded(found, 2),
        stated=stated,
        tolerance=rounded(tolerance, 3),
        unit=PERCENT,
    )
    evidence = [percentage.evidence, first.evidence, second.evidence]
    return make_check(type_, relation, evidence, verdict(abs(stated - found) <= tolerance))
