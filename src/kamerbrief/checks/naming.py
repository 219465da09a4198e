"""Which of several amounts a clause speaks of: the one whose own words say most of what the clause says.

``De bijdrage aan Science valt € 2 miljoen lager uit``: of the contributions named before that is the one to Science,
however near another stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from kamerbrief.checks.wording import Surroundings, stems, whole_stems
from kamerbrief.contract import Amount

#: A word of the sentence before says less of what an amount is for than one of its own clause.
_OWN, _BEFORE = 1.0, 0.8
#: A clause that begins so speaks of what the sentence before it tells.
_POINTS_BACK = re.compile(r"\W*(?:(?:hier|daar)[a-z]+|dit|dat|deze|die|zo)\b", re.IGNORECASE)
#: Between two amounts of one list, for which the words before the first hold too: ``€ 5 mln voor A en € 3 mln voor B``.
_LISTED = re.compile(r"(?!.*\b(?:naast|tegenover|dan|van|tot|naar)\b).{0,120}(?:,|\ben\b|;)[^.]{0,20}", re.DOTALL)


def most_alike(around: Surroundings, amount: Amount, others: Iterable[Amount]) -> Amount | None:
    """The one of other amounts that the clause of ``amount`` speaks of; of equals the last; else None."""
    told = _told_by(around, amount)
    best, score = None, 0.0
    for other in others:
        found = _shared(around.rarity, told, own_words(around, other))
        if found >= score and found > 0:
            best, score = other, found
    return best


def of_another(around: Surroundings, level: Amount, change: Amount, outcome: Amount) -> bool:
    """True where change and outcome name one thing and the level another: ``de musea … . De huurlasten stijgen …``."""
    named = own_words(around, change) & own_words(around, outcome) - whole_stems()
    return bool(named) and not named & own_words(around, level)


def own_words(around: Surroundings, amount: Amount) -> frozenset[str]:
    """The words of an amount's clause that are its own: up to the amounts beside it, with those before its list."""
    said = around.by_sentence.get(around.sentence(amount).start, [amount])
    at = next((at for at, one in enumerate(said) if one is amount), 0)
    clause, _ = around.clause(amount)
    tail = around.letter.text[amount.evidence.end : _stop(said, at, clause.end)]
    return stems(f"{_lead(around, said, at)} {tail}")


def _stop(said: Sequence[Amount], at: int, end: int) -> int:
    return min(end, said[at + 1].evidence.start) if at + 1 < len(said) else end


def _lead(around: Surroundings, said: Sequence[Amount], at: int) -> str:
    """The words before an amount, or before the first of its list."""
    text = around.letter.text
    first = at
    while first and _LISTED.fullmatch(around.between(said[first - 1], said[first])):
        first -= 1
    start = around.clause(said[first])[0].start
    if first:
        start = max(start, said[first - 1].evidence.end)
    lead = text[start : said[first].evidence.start]
    return lead if first == at else f"{lead} {_last_words(text, said, at)}"


def _last_words(text: str, said: Sequence[Amount], at: int) -> str:
    """What stands between an amount of a list and the comma or conjunction before it."""
    between = text[said[at - 1].evidence.end : said[at].evidence.start]
    return re.split(r",|\ben\b|;", between)[-1]


def _told_by(around: Surroundings, amount: Amount) -> Mapping[str, float]:
    """The words that say what an amount is for, with how much each says."""
    clause, _ = around.clause(amount)
    told = dict.fromkeys(own_words(around, amount), _OWN)
    sentence = around.sentence(amount)
    if sentence.start and (_POINTS_BACK.match(sentence.text) or _POINTS_BACK.match(clause.text)):
        before = around.analysis.sentence_at(sentence.start - 1)
        if before.start >= around.letter.block(amount.evidence.block).start:
            told = dict.fromkeys(stems(before.text), _BEFORE) | told
    return told


def _shared(rarity: Mapping[str, float], told: Mapping[str, float], words: frozenset[str]) -> float:
    return sum(weight * rarity.get(word, 0.0) for word, weight in told.items() if word in words)
