"""Which amounts of a later letter are the money of an earlier one: the same, moved or raised, or contradicted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kamerbrief.contract.followed import LinkKind, Sign
from kamerbrief.following.cites import cited
from kamerbrief.following.found import Found, probability_of
from kamerbrief.following.model import Digest, Money
from kamerbrief.following.words import Telling

_Weights = Mapping[Sign, float]
_SAME: _Weights = {
    Sign.SAME_WORDS: 4.5,
    Sign.SAME_VALUE: 1.0,
    Sign.SAME_PROGRAMME: 0.7,
    Sign.SAME_YEAR: 1.0,
    Sign.SAME_DOSSIER: 0.4,
    Sign.CITES_LETTER: 0.3,
}
_SAME_BASE = -2.4
_MOVED: _Weights = {**_SAME, Sign.SAYS_MOVED: 1.2, Sign.SAME_VALUE: 0.0, Sign.SAME_WORDS: 4.5}
_MOVED_BASE = -4.2
_AGAINST: _Weights = {
    Sign.OTHER_VALUE: 0.0,
    Sign.SAME_WORDS: 5.0,
    Sign.SAME_PROGRAMME: 0.5,
    Sign.SAME_YEAR: 1.5,
    Sign.SAME_DOSSIER: 0.3,
    Sign.CITES_LETTER: 0.3,
}
_AGAINST_BASE = -5.5
_FLOOR = 0.2
#: What words that both say of the money themselves add, up to so many.
_DIRECT, _ENOUGH = 0.15, 2.0
#: A cell of a table is meant less often than the whole that the running text names.
_CELL = 0.7


def money(later: Digest, earlier: Digest) -> Iterator[Found]:
    """The amounts of a later letter that are the money of an earlier one."""
    if not later.money or not earlier.money or not _akin(later, earlier):
        return
    telling = Telling(later.often, earlier.often, names=set(later.programmes) & set(earlier.programmes))
    beside = {
        Sign.SAME_DOSSIER: float(bool(set(later.dossiers) & set(earlier.dossiers))),
        Sign.CITES_LETTER: float(any(True for _ in cited(later, earlier))),
    }
    for now in later.money:
        for then in earlier.money:
            if now.currency == then.currency and (now.per or "") == (then.per or ""):
                yield from _compared(now, then, later, telling, beside)


def _akin(later: Digest, earlier: Digest) -> bool:
    if later.ministries and earlier.ministries and set(later.ministries) & set(earlier.ministries):
        return True
    return bool(set(later.dossiers) & set(earlier.dossiers) or set(later.programmes) & set(earlier.programmes))


def _compared(
    now: Money, then: Money, later: Digest, telling: Telling, beside: Mapping[Sign, float]
) -> Iterator[Found]:
    direct = telling.direct(then.stems, now.stems)
    words = telling.likeness(then.stems, then.around, now.stems, now.around)
    words = min(words + _DIRECT * min(direct, _ENOUGH), 1.0)
    if not words:
        return
    years = _years(now, then)
    if years < 0 and not (now.passage >= 0 and later.passages[now.passage].moved):
        return
    signs = {
        Sign.SAME_WORDS: words,
        Sign.SAME_PROGRAMME: float(bool(set(now.programmes) & set(then.programmes))),
        Sign.SAME_YEAR: max(years, 0.0),
        **beside,
    }
    moved = now.passage >= 0 and (later.passages[now.passage].moved or now.movement != "level")
    if _equal(now, then):
        if years >= 0:
            yield from _found(
                LinkKind.SAME_MONEY, now, then, signs | {Sign.SAME_VALUE: _telling(now)}, _SAME, _SAME_BASE
            )
    elif moved:
        yield from _found(LinkKind.MOVES_MONEY, now, then, signs | {Sign.SAYS_MOVED: 1.0}, _MOVED, _MOVED_BASE)
    elif _both_levels(now, then):
        yield from _found(
            LinkKind.CONTRADICTS_MONEY, now, then, signs | {Sign.OTHER_VALUE: 1.0}, _AGAINST, _AGAINST_BASE
        )


def _years(now: Money, then: Money) -> float:
    """1 for the same years, 0 where one says none, a half where they overlap, -1 for others."""
    a, b = _period(now), _period(then)
    if a is None or b is None:
        return 0.0
    if a == b:
        return 1.0
    return 0.5 if a[0] <= b[1] and b[0] <= a[1] else -1.0


def _period(one: Money) -> tuple[int, int] | None:
    if one.from_year is None and one.until_year is None:
        return None
    return one.from_year or 0, one.until_year or 9999


def _equal(now: Money, then: Money) -> bool:
    """Whether two sums are one, the coarser notation allowing for half a unit of its last place."""
    coarse = max(now.unit, then.unit)
    return now.value == then.value or (abs(now.value - then.value) * 2 <= coarse and now.unit != then.unit)


def _telling(one: Money) -> float:
    """A sum of many figures is seldom met twice by chance: 0 for one figure, 1 for three and more."""
    figures = len(one.value.normalize().as_tuple().digits)
    return min((figures - 1) / 2, 1.0)


def _both_levels(now: Money, then: Money) -> bool:
    return all(one.movement == "level" and one.asserted and not one.part for one in (now, then))


def _found(
    kind: LinkKind, now: Money, then: Money, signs: dict[Sign, float], weights: _Weights, base: float
) -> Iterator[Found]:
    present = {sign: strength for sign, strength in signs.items() if strength}
    probability = probability_of(weights, present, base)
    if probability >= _FLOOR:
        yield Found(
            kind=kind,
            later=now.words,
            earlier=then.words,
            signs=tuple(sorted(present)),
            probability=probability,
            rank=base
            + sum(weights[sign] * strength for sign, strength in present.items())
            - _CELL * (then.table and not now.table),
        )
