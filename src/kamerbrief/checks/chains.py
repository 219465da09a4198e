"""Parts that a letter tells over several sentences, each of which says that it goes on with the list.

``Dat bestaat uit € 2 mln voor A. Daarnaast is er € 3 mln voor B.`` A chain begins where a sentence points back at a
whole (``daarvan``, ``dit totaal``) or lies before a sentence that names one (``in totaal``), and goes on as long as the
sentences say so (``daarnaast``, ``ook``) or name one payer each. All of a chain is added up, never a choice of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from kamerbrief.checks.arithmetic import Grounded, Related, holds, status_of, usable, value_of
from kamerbrief.checks.sums import coordinated, names_whole
from kamerbrief.checks.wording import Surroundings, cue, whole_stems
from kamerbrief.contract import Amount, CheckStatus, Movement
from kamerbrief.letter import BlockKind

#: What each part that was told already is a part of, by the part's id.
Known = Mapping[str, Amount]
_MOST_PARTS = 12
#: So many figures has a total that does not come out by chance.
_TELLING = 3
#: ``Vanuit dit totaal van € 6 mln``: the whole is named again.
_NAMED_AGAIN = re.compile(
    r"\W*(?:van|vanuit|uit|binnen)\s+(?:dit|dat|deze|die)\s+(?:\w+\s+){1,3}van\s*$", re.IGNORECASE
)
_BACK = re.compile(r"\W*(?:dat|dit|deze|die|het)\b", re.IGNORECASE)
_COMES_ON_TOP = re.compile(r"\b(?:komen|komt|kwam|kwamen)\s+(?:er|daar)\b[^.;]{0,30}\bbij\b", re.IGNORECASE)
#: Nothing of a sentence before its amount but a few words: ``Ook wordt er``, ``Het resterende deel van``.
_OPENING = 40


def chains(around: Surroundings, relations: Iterable[Related]) -> Iterator[Grounded]:
    """The sums of all chains, in reading order of their blocks.

    ``relations`` are those that single sentences tell: what is a part there is no whole for what follows.
    """
    known = {part.id: one.whole for one in relations if one.whole and holds(one) for part in one.parts}
    for block, amounts in around.by_block.items():
        if around.letter.block(block).kind is BlockKind.CELL:
            continue
        plain = [amount for amount in amounts if amount.per is None]
        said = [list(told) for _, told in groupby(plain, key=lambda amount: around.sentence(amount).start)]
        for at in range(len(said)):
            yield from _parts_behind(around, said, at, known)


def grand_totals(around: Surroundings, relations: Iterable[Related]) -> Iterator[Grounded]:
    """A total of the totals before it: ``in totaal € 167,8 mln … totale … € 282,5 mln … In totaal … € 450,3 mln``.

    All that the letter calls a total of that up to there is added up, but for what ``relations`` say is a part
    of another; a sum of few figures is left out, since it may come out by chance.
    """
    parts = {part.id for one in relations if one.whole and holds(one) for part in one.parts}
    pending: list[Amount] = []
    for total in around.prose:
        if not total.total or total.movement is not Movement.LEVEL or total.id in parts or not usable([total]):
            continue
        alike = [one for one in pending if _same_thing(around, one, total)]
        relation = Related.of_sum(alike, total, definite=False) if len(alike) > 1 and usable([total, *alike]) else None
        if relation and relation.holds_exactly and _is_telling(total):
            yield Grounded(relation, tuple(around.sentence(amount) for amount in (*alike, total)))
            pending = []
        elif all(one.value != total.value for one in pending):
            pending = [*pending, total][-_MOST_PARTS:]


def _same_thing(around: Surroundings, first: Amount, second: Amount) -> bool:
    return bool(around.stems(first) & around.stems(second) - whole_stems())


def _is_telling(amount: Amount) -> bool:
    """True for an amount of so many figures that it hardly comes out by chance."""
    return len(value_of(amount).normalize().as_tuple().digits) >= _TELLING


def _parts_behind(around: Surroundings, said: Sequence[Sequence[Amount]], at: int, known: Known) -> Iterator[Grounded]:
    """A sentence that points back at a whole and tells a part of it, and those that go on with the list."""
    before = [amount for told in said[:at] for amount in told]
    again = _NAMED_AGAIN.match(_opening(around, said[at]))
    first = coordinated(around, said[at][1:] if again else said[at])
    if not first or not (again or _points_back(around, said[at])):
        return
    chain = [first, *_continued(around, said, at + 1, first)]
    parts = [amount for told in chain for amount in told]
    whole = said[at][0] if again else whole_before(before, parts, known)
    if len(chain) < 2 or whole is None or len(parts) > _MOST_PARTS or not usable([whole, *parts]):
        return
    relation = Related.of_sum(parts, whole, definite=False)
    if status_of(relation) is CheckStatus.CONSISTENT:
        yield Grounded(relation, tuple(around.sentence(told[0]) for told in ([whole], *chain)))


def _opening(around: Surroundings, told: Sequence[Amount]) -> str:
    return around.letter.text[around.sentence(told[0]).start : told[0].evidence.start]


def _points_back(around: Surroundings, told: Sequence[Amount]) -> bool:
    """``Daarvan is …``, ``Dat bestaat uit …``"""
    opening = _opening(around, told)
    if cue("of_that").match(opening.strip()):
        return True
    divides = ("parts_follow", "parts_follow_completely")
    return _BACK.match(opening) is not None and any(cue(name).search(opening) for name in divides)


def _continued(
    around: Surroundings, said: Sequence[Sequence[Amount]], at: int, first: Sequence[Amount]
) -> Iterator[list[Amount]]:
    """The amounts of the sentences that go on with a list: until one does not."""
    last = first
    for told in said[at:]:
        if not (goes_on(around, told) or _pays_too(last, told)) or names_whole(_opening(around, told)):
            return
        last = coordinated(around, told)
        yield last


def goes_on(around: Surroundings, told: Sequence[Amount]) -> bool:
    """True for a sentence with amounts that adds to those before it: ``Daarnaast``, ``Ook wordt``, ``komt … bij``."""
    opening = _opening(around, told)
    return bool(cue("goes_on").search(opening[:_OPENING]) or _COMES_ON_TOP.search(around.sentence(told[0]).text))


def _pays_too(last: Sequence[Amount], told: Sequence[Amount]) -> bool:
    """True where both tell of one amount with its payer, another one each: ``… van EZ. Vanuit Defensie …``"""
    if len(last) != 1 or len(told) != 1 or last[0].movement is not told[0].movement:
        return False
    payers, others = set(last[0].budget_holders), set(told[0].budget_holders)
    return bool(payers and others) and not payers & others


def whole_before(before: Sequence[Amount], parts: Sequence[Amount], known: Known) -> Amount | None:
    """What the parts are of: the last amount before them; of parts that are a rise the last rise, if there is one."""
    if all(part.movement is Movement.INCREASE for part in parts):
        rises = [amount for amount in before if amount.movement is Movement.INCREASE]
        before = rises or before
    return last_whole(before, known)


def last_whole(before: Sequence[Amount], known: Known) -> Amount | None:
    """The last of some amounts; where that is a part, what it is a part of."""
    last = before[-1] if before else None
    seen: set[str] = set()
    while last and last.id in known and last.id not in seen:
        seen.add(last.id)
        last = known[last.id]
    return last


def told_together(around: Surroundings, before: Sequence[Amount]) -> list[Amount]:
    """The amounts before a whole that go together: back to the sentence that begins the list of the last one.

    All of them where the last sentence does not say that it goes on with a list.
    """
    said = [list(told) for _, told in groupby(before, key=lambda amount: around.sentence(amount).start)]
    first = len(said) - 1
    while first > 0 and goes_on(around, said[first]):
        first -= 1
    if first == len(said) - 1:
        return list(before)
    return [amount for told in said[first:] for amount in told]
