"""Which amounts of a later letter are the money of an earlier one: the same, moved or raised, or contradicted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from kamerbrief.contract.followed import LinkKind, Sign
from kamerbrief.following.cites import cited, references
from kamerbrief.following.found import Found, probability_of
from kamerbrief.following.model import Digest, Money, Passage, one_ministry
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
_SAME_BASE = -0.8
_MOVED: _Weights = {**_SAME, Sign.SAYS_MOVED: 1.2, Sign.SAYS_FROM: 2.5, Sign.SAME_VALUE: 0.0, Sign.SAME_WORDS: 4.5}
_MOVED_BASE = -3.2
_AGAINST: _Weights = {
    Sign.OTHER_VALUE: 0.0,
    Sign.SAME_WORDS: 5.0,
    Sign.SAME_PROGRAMME: 0.5,
    Sign.SAME_YEAR: 1.5,
    Sign.SAME_DOSSIER: 0.3,
    Sign.CITES_LETTER: 0.3,
}
_AGAINST_BASE = -4.8
_FLOOR = 0.2
#: What words that both say of the money themselves add, up to so many.
_DIRECT, _ENOUGH = 0.15, 2.0
#: What a word is worth that only the sentences before say, of both amounts.
_AROUND = 0.35
#: How alike the grand totals of two tables are taken to be, which say nothing of what they are for.
_TOTALS = 0.5
#: What the nearness of two sums adds where several are about as likely.
_NEAR = 0.4
#: How much the years of two sums are the same of which one is of a part of the other's.
_PART_OF_YEARS = 0.5
#: A rounded sum differs from the exact one by one part in so many at most.
_ROUNDED = 100
#: What a sentence that tells of a change must share with an amount that is another now.
_CHANGED = 0.5
#: A cell of a table is meant less often than the whole that the running text names.
_CELL = 0.7
#: By how many times itself a sum is raised at most.
_MOST_MORE = 2
#: How large a part the smaller sum is of the larger one where one became the other.
_SAME_ORDER = 0.3
#: How alike two sums are taken to be at least where the later letter names the earlier one just before: *dit bedrag*.
_NAMED = 0.3


def money(later: Digest, earlier: Digest) -> Iterator[Found]:
    """The amounts of a later letter that are the money of an earlier one."""
    if not later.money or not earlier.money or not _akin(later, earlier):
        return
    telling = Telling(later, earlier)
    beside = {
        Sign.SAME_DOSSIER: float(bool(set(later.dossiers) & set(earlier.dossiers))),
        Sign.CITES_LETTER: float(any(True for _ in cited(later, earlier))),
    }
    replaced = any(one.replaced for one in later.passages) and any(
        found.kind is LinkKind.REPLACES for found in references(later, earlier)
    )
    cells: Counter[LinkKind] = Counter()
    contradicted: list[Found] = []
    for now in later.money:
        for then in earlier.money:
            if now.currency != then.currency or (now.per or "") != (then.per or ""):
                continue
            others = [one for one in earlier.money if one is not then and not one.table]
            for found in _compared(now, then, others, later, telling, beside, replaced):
                in_tables = now.table and then.table
                cells[found.kind] += in_tables
                if in_tables and found.kind is LinkKind.CONTRADICTS_MONEY:
                    contradicted.append(found)
                else:
                    yield found
    # A table in which most figures are others is a new one, and contradicts nothing.
    if cells[LinkKind.SAME_MONEY] > cells[LinkKind.CONTRADICTS_MONEY]:
        yield from contradicted


def _akin(later: Digest, earlier: Digest) -> bool:
    if one_ministry(later, earlier):
        return True
    return bool(set(later.dossiers) & set(earlier.dossiers) or set(later.programmes) & set(earlier.programmes))


def _compared(
    now: Money,
    then: Money,
    others: Sequence[Money],
    later: Digest,
    telling: Telling,
    beside: Mapping[Sign, float],
    replaced: bool,
) -> Iterator[Found]:
    if not now.asserted or not then.asserted:
        return
    direct = telling.direct(then.stems, now.stems)
    words = telling.likeness(then.stems, then.around, now.stems, now.around, _AROUND)
    words = min(words + _DIRECT * min(direct, _ENOUGH), 1.0)
    if now.total and then.total and now.table and then.table and not now.stems and not then.stems:
        words = _TOTALS
    named = not now.table and any(_one_sum(old, now.unit, then) for old in now.before)
    if named:
        words = max(words, _NAMED)
    if not words:
        return
    years = _years(now, then)
    if years < 0 and not (now.passage >= 0 and later.passages[now.passage].moved):
        return
    if not named and any(_one_sum(old, now.unit, one) for old in now.before for one in others):
        return  # what the sum was before is said, and it is another of that letter's
    signs = {
        Sign.SAME_WORDS: words,
        Sign.SAME_PROGRAMME: float(bool(set(now.programmes) & set(then.programmes))),
        Sign.SAME_YEAR: max(years, 0.0),
        **beside,
    }
    if _equal(now, then) and now.movement != "decrease":
        if years >= 0:
            yield from _found(
                LinkKind.SAME_MONEY, now, then, signs | {Sign.SAME_VALUE: _telling(now)}, _SAME, _SAME_BASE
            )
    elif _is_moved(now, later, telling, replaced):
        signs |= {Sign.SAYS_MOVED: 1.0, Sign.SAYS_FROM: float(named)}
        if named or (years != _PART_OF_YEARS and _may_be_changed(now, then) and _fits(now, then)):
            yield from _found(LinkKind.MOVES_MONEY, now, then, signs, _MOVED, _MOVED_BASE)
    elif _both_levels(now, then) and years in (0.0, 1.0):  # one year of a period is another sum than the whole
        yield from _found(
            LinkKind.CONTRADICTS_MONEY, now, then, signs | {Sign.OTHER_VALUE: 1.0}, _AGAINST, _AGAINST_BASE
        )


def _is_moved(now: Money, later: Digest, telling: Telling, replaced: bool) -> bool:
    """Whether the letter tells of a change: it takes the place of the other, or says so beside the amount."""
    if replaced:
        return True
    if not now.table:
        return later.passages[now.passage].moved or now.movement != "level"
    return any(
        _is_of_its_year(now, one) and telling.direct(now.stems, (*one.stems, *one.around)) >= _CHANGED
        for one in _changes(later)
    )


def _changes(later: Digest) -> list[Passage]:
    """The sentences that name a sum and tell of a change."""
    places = dict.fromkeys(one.passage for one in later.money if not one.table)
    return [later.passages[place] for place in places if later.passages[place].moved]


def _is_of_its_year(now: Money, told: Passage) -> bool:
    """Whether a sentence tells of the year of an amount, or of none."""
    return now.from_year is None or not told.years or now.from_year in told.years


def _may_be_changed(now: Money, then: Money) -> bool:
    """Whether a change can be of a sum: a year's only where it is told of that year, a whole's not by a year's cell."""
    if now.table and not then.table and now.from_year is not None:
        return then.yearly or _period(now) == _period(then)
    if now.table or then.from_year is None or then.from_year != then.until_year:
        return True
    named = now.from_years or now.told_years
    return then.from_year in named if named else not then.table


def _fits(now: Money, then: Money) -> bool:
    """Whether a sum can be what another became, or what came to it or went off it: no cut is larger than the whole."""
    if now.movement == "decrease":
        return abs(now.value) <= abs(then.value)
    if now.movement == "increase":
        return abs(now.value) <= _MOST_MORE * abs(then.value)
    return _closeness(now, then) >= _SAME_ORDER


def _years(now: Money, then: Money) -> float:
    """1 for the same years, 0 where one says none, a half where they overlap, -1 for others."""
    a, b = _period(now), _period(then)
    if a is None or b is None:
        return 0.0
    if a == b:
        return 1.0
    return _PART_OF_YEARS if a[0] <= b[1] and b[0] <= a[1] else -1.0


def _period(one: Money) -> tuple[int, int] | None:
    if one.from_year is None and one.until_year is None:
        return None
    return one.from_year or 0, one.until_year or 9999


def _equal(now: Money, then: Money) -> bool:
    """Whether two sums are one, the coarser notation allowing for half a unit of its last place."""
    return _one_sum(now.value, now.unit, then)


def _one_sum(value: Decimal, unit: Decimal, then: Money) -> bool:
    coarse = max(unit, then.unit)
    apart = abs(value - then.value)
    return not apart or (unit != then.unit and apart * 2 <= coarse and apart * _ROUNDED <= abs(value))


def _telling(one: Money) -> float:
    """A sum of many figures is seldom met twice by chance: 0 for one figure, 1 for three and more."""
    figures = len(one.value.normalize().as_tuple().digits)
    return min((figures - 1) / 2, 1.0)


def _closeness(now: Money, then: Money) -> float:
    """How near two sums are, 0 to 1: what a sum became is nearer to it than to another."""
    small, large = sorted((abs(now.value), abs(then.value)))
    return float(small / large) if large else 1.0


def _both_levels(now: Money, then: Money) -> bool:
    return all(one.movement == "level" and one.asserted and (one.table or not one.part) for one in (now, then))


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
            - _CELL * (then.table and not now.table)
            + _NEAR * _closeness(now, then),
        )
