"""Which amount is a part of which, by the relations of the letter and by words such as ``waarvan`` and ``daarvan``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kamerbrief.checks.arithmetic import Related, usable, value_of
from kamerbrief.checks.old_levels import TO
from kamerbrief.checks.sums import coordinated
from kamerbrief.checks.wording import Surroundings, cue, parts_follow
from kamerbrief.contract import Amount

#: A part and its whole.
_Pair = tuple[Amount, Amount]
#: A sentence that begins with its whole: ``Van de € 30 miljoen gaat € 12 miljoen naar gemeenten``.
_OF = re.compile(r"van (?:de|deze|die|dit|het)(?: \w+){0,2}$", re.IGNORECASE)
_STOP = re.compile(r"[.;:]")


def parts_in_prose(around: Surroundings, relations: Sequence[Related]) -> Iterator[_Pair]:
    """Parts that words tie to a whole, also where they are not all of it: ``waarvan``, ``w.v.``, ``Daarvan …``.

    ``relations`` are those of the letter's sums: what is a part there is no whole of what follows.
    """
    wholes = {part.id: one.whole for one in relations if one.whole for part in one.parts}
    for amounts in around.by_sentence.values():
        start = around.sentence(amounts[0]).start
        opening = around.letter.text[start : amounts[0].evidence.start]
        pairs: list[_Pair] = []
        if cue("of_that").match(opening.strip()) and (before := around.pointed_at(amounts[0])):
            pairs += _of_what_was_said(around, coordinated(around, amounts), before, wholes)
        for position, whole in enumerate(amounts[:-1]):
            link = around.between(whole, amounts[position + 1])
            begins = around.letter.text[start : whole.evidence.start].strip()
            if parts_follow(link) or (_OF.match(begins) and not _STOP.search(link) and not TO.search(link)):
                pairs += _fitting(coordinated(around, amounts[position + 1 :]), whole)
        wholes.update({part.id: whole for part, whole in pairs})
        yield from pairs


def _of_what_was_said(
    around: Surroundings, parts: Sequence[Amount], before: Sequence[Amount], wholes: Mapping[str, Amount]
) -> Iterator[_Pair]:
    """The parts with their whole: of the amounts in the last sentence before them the nearest that can hold them all.

    What that sentence calls a part is not what ``daarvan`` points back at, but its whole.
    """
    last = around.sentence(before[-1]).start
    said = (wholes.get(one.id, one) for one in reversed(before) if around.sentence(one).start == last)
    yield from next((pairs for whole in said if (pairs := list(_fitting(parts, whole)))), ())


def _fitting(parts: Sequence[Amount], whole: Amount) -> Iterator[_Pair]:
    """The parts, where together they are no more than the whole."""
    told = [part for part in parts if part.value is not None]
    if told and usable([whole, *told]) and sum(value_of(part) for part in told) <= value_of(whole):
        yield from ((part, whole) for part in told)


def wholes_of(
    amounts: Sequence[Amount], relations: Sequence[Related], told: Sequence[_Pair]
) -> Mapping[str, str | None]:
    """The id of the whole of each amount that is a part: of the nearest that words name, else of a table's total.

    What the finders of amounts know already (rows of ``waarvan``) stays. No amount is a part of its own part.
    """
    wholes: dict[str, str | None] = {amount.id: amount.part_of for amount in amounts}
    pairs = [(part, related.whole) for related in relations if related.whole for part in related.parts]
    for part, whole in (*told, *pairs):
        if wholes[part.id] is None and not _leads_to(wholes, whole.id, part.id):
            wholes[part.id] = whole.id
    return wholes


def _leads_to(wholes: Mapping[str, str | None], start: str, goal: str) -> bool:
    """True where the wholes above ``start`` hold ``goal``, or where it is that itself."""
    at: str | None = start
    seen: set[str] = set()
    while at is not None and at not in seen:
        if at == goal:
            return True
        seen.add(at)
        at = wholes.get(at)
    return False
