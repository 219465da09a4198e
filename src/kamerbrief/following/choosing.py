"""Of all that was found for one later letter, what becomes a link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from decimal import Decimal

from kamerbrief.contract.followed import LetterLink, LetterLinks, LinkEnd, LinkKind, Sign
from kamerbrief.contract.identity import make_id, unique
from kamerbrief.following.found import Found
from kamerbrief.following.model import Stretch
from kamerbrief.following.words import said

#: An earlier letter with its place in time, and what was found against it.
Against = tuple[tuple[str, str], Found]
#: A promise, by its letter and where it begins.
Told = tuple[str, int]
#: From which probability on a thing that was found is worth showing.
LEAST: dict[LinkKind, Decimal] = {
    LinkKind.KEEPS: Decimal("0.3"),
    LinkKind.REPEATS: Decimal("0.2"),
    LinkKind.SAME_MONEY: Decimal("0.5"),
    LinkKind.MOVES_MONEY: Decimal("0.85"),
    LinkKind.CONTRADICTS_MONEY: Decimal("0.5"),
    LinkKind.RETURNS: Decimal("0.5"),
    LinkKind.CITES: Decimal("0.5"),
    LinkKind.ANSWERS: Decimal("0.5"),
    LinkKind.REPLACES: Decimal("0.5"),
}
#: The rules are surer than they are right: what they say is scaled so that a mean probability is what part of the links
#: of that kind was right in six dossiers of invented letters (36 letters; see README). Of kept promises the weights are
#: learnt, and are less sure than they are right.
RIGHT: dict[LinkKind, Decimal] = dict.fromkeys(LinkKind, Decimal(1)) | {
    LinkKind.MOVES_MONEY: Decimal("0.77"),
    LinkKind.CONTRADICTS_MONEY: Decimal("0.58"),
}
#: Of two letters that fit almost as well the later one is meant: what was said last is what one comes back to.
_ALMOST = 1.5
_MONEY = frozenset({LinkKind.SAME_MONEY, LinkKind.MOVES_MONEY, LinkKind.CONTRADICTS_MONEY})
_PROMISES = frozenset({LinkKind.KEEPS, LinkKind.REPEATS})


def chosen(letter: str, found: Iterable[Against], told: Collection[Told] = ()) -> LetterLinks:
    """The links of a letter, in the order of its words; the same whatever the order of what was found.

    ``told`` are the promises that letters before it kept or said again: no more is to come of them, as they were said.
    """
    listed = sorted(found, key=lambda one: (one[0], one[1].model_dump_json()))
    about = [one for one in listed if one[1].kind in _MONEY]
    sure = [one for one in listed if one[1].probability >= LEAST[one[1].kind] and _is_last_word(one, about)]
    sure = [one for one in sure if not _is_over(one, told)]
    kept = [one for choice in _CHOICES for one in choice(sure)]
    kept.sort(key=lambda one: (one[1].later.start, one[1].later.end, one[1].kind, one[0], one[1].earlier.start))
    return LetterLinks(letter=letter, links=list(_links(letter, kept)))


def told_by(links: LetterLinks) -> set[Told]:
    """The promises that a letter keeps or says again."""
    return {(one.earlier.letter, one.earlier.evidence.start) for one in links.links if one.kind in _PROMISES}


def _is_over(option: Against, told: Collection[Told]) -> bool:
    """Whether a promise was kept or said again before, and is none that is kept again and again."""
    order, one = option
    over = one.kind in _PROMISES and (order[1], one.earlier.start) in told
    return over and not said("recurring").search(one.earlier.text)


def _links(letter: str, kept: list[Against]) -> Iterator[LetterLink]:
    ids = unique(
        make_id("link", one.kind, letter, _plain(one.later), order[1], _plain(one.earlier)) for order, one in kept
    )
    for name, (order, one) in zip(ids, kept, strict=True):
        yield LetterLink(
            id=name,
            kind=one.kind,
            later=_end(letter, one.later),
            earlier=_end(order[1], one.earlier),
            signs=list(one.signs),
            probability=round(one.probability * RIGHT[one.kind], 2),
        )


def _plain(words: Stretch) -> str:
    return " ".join(words.text.split())


def _end(letter: str, words: Stretch) -> LinkEnd:
    return LinkEnd(letter=letter, fact=words.fact, evidence=words.evidence())


def _wholes(sure: list[Against]) -> Iterator[Against]:
    """Every letter that is cited; of several that may be the one before, the last."""
    wholes = [one for one in sure if one[1].kind in (LinkKind.CITES, LinkKind.ANSWERS, LinkKind.REPLACES)]
    last: dict[tuple[int, LinkKind], tuple[str, str]] = {}
    for order, one in wholes:
        if Sign.SAYS_PREVIOUS in one.signs:
            place = (one.later.start, one.kind)
            last[place] = max(order, last.get(place, order))
    told: set[tuple[tuple[str, str], LinkKind]] = set()
    for order, one in sorted(wholes, key=lambda option: Sign.SAYS_PREVIOUS in option[1].signs):
        guessed = Sign.SAYS_PREVIOUS in one.signs
        if not guessed or (last[one.later.start, one.kind] == order and (order, one.kind) not in told):
            told.add((order, one.kind))
            yield order, one


def _promises(sure: list[Against]) -> Iterator[Against]:
    """Each sentence comes back to one promise, and each promise to one sentence, the surest first."""
    yield from _matched([one for one in sure if one[1].kind in _PROMISES])


def _money(sure: list[Against]) -> Iterator[Against]:
    """Each amount comes back to one earlier one; each earlier one is said once again, and moved as often as it is."""
    yield from _matched([one for one in sure if one[1].kind in _MONEY], shared=frozenset({LinkKind.MOVES_MONEY}))


def _is_last_word(option: Against, about: list[Against]) -> bool:
    """Whether a sum is contradicted as it was said last: no letter since may speak of the same money."""
    order, one = option
    if one.kind is not LinkKind.CONTRADICTS_MONEY:
        return True
    others = [known for known in about if known[1].later.start == one.later.start]
    return not any(known[1].kind is LinkKind.SAME_MONEY or known[0] > order for known in others)


def _advice(sure: list[Against]) -> Iterator[Against]:
    yield from _matched([one for one in sure if one[1].kind is LinkKind.RETURNS])


_CHOICES: tuple[Callable[[list[Against]], Iterator[Against]], ...] = (_wholes, _promises, _money, _advice)


def _matched(sure: list[Against], shared: frozenset[LinkKind] = frozenset()) -> Iterator[Against]:
    by_later: dict[tuple[int, int], list[Against]] = defaultdict(list)
    for option in sure:
        by_later[(option[1].later.start, option[1].later.end)].append(option)
    firsts = [_last_said(options) for options in by_later.values()]
    firsts = _first_told(firsts)
    said_before = _said_before(sure, firsts)
    used_later: set[tuple[int, int]] = set()
    used_earlier: set[tuple[str, int]] = set()
    ordered = sorted(firsts, key=_surest) + sorted(sure, key=_surest)
    for order, one in ordered:
        here, there = (one.later.start, one.later.end), (order[1], one.earlier.start)
        if here in used_later or (there in used_earlier and one.kind not in shared):
            continue
        if said_before.get((one.later.block, *there), one.rank) > one.rank:
            continue
        used_later.add(here)
        used_earlier.add(there)
        yield order, one


def _said_before(sure: list[Against], firsts: list[Against]) -> dict[tuple[str, str, int], float]:
    """How surely a block's sentences fit promises of letters before the one that they come back to.

    Such a promise is the same one as it was said before, and no other sentence of the block keeps it less surely.
    """
    chosen_ = {(one.later.start, one.later.end): order for order, one in firsts}
    before: dict[tuple[str, str, int], float] = {}
    for order, one in sure:
        if one.kind in _PROMISES and order < chosen_.get((one.later.start, one.later.end), order):
            place = (one.later.block, order[1], one.earlier.start)
            before[place] = max(one.rank, before.get(place, one.rank))
    return before


def _first_told(firsts: list[Against]) -> list[Against]:
    """Of sentences of one block that come back to the same words, the first that is about as sure as the surest."""
    groups: dict[tuple[str, int, str], list[Against]] = defaultdict(list)
    for order, one in firsts:
        groups[(order[1], one.earlier.start, one.later.block)].append((order, one))
    chosen_ = []
    for options in groups.values():
        best = max(one.rank for _, one in options)
        near = [option for option in options if option[1].rank >= best - _ALMOST]
        chosen_.append(min(near, key=lambda option: option[1].later.start))
    return chosen_


def _last_said(options: list[Against]) -> Against:
    """Of what fits about as well as the best, that of the letter sent last."""
    best = max(one.rank for _, one in options)
    near = [option for option in options if option[1].rank >= best - _ALMOST]
    return max(near, key=lambda option: (option[0], option[1].rank, -option[1].earlier.start))


def _surest(option: Against) -> tuple[float, str, str, int, int]:
    order, one = option
    return (-one.rank, order[0], order[1], one.later.start, one.earlier.start)
