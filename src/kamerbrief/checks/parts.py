"""Which amount is a part of which, by the relations of the letter and by words such as ``waarvan`` and ``daarvan``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kamerbrief.checks.arithmetic import Related, usable, value_of
from kamerbrief.checks.old_levels import TO
from kamerbrief.checks.sums import coordinated
from kamerbrief.checks.wording import Surroundings, cue
from kamerbrief.contract import Amount

#: A part and its whole.
_Pair = tuple[Amount, Amount]
_PARTS_FOLLOW = ("parts_follow", "parts_follow_completely", "instalments")
#: A sentence that begins with its whole: ``Van de € 30 miljoen gaat € 12 miljoen naar gemeenten``.
_OF = re.compile(r"van (?:de|deze|die|dit|het)(?: \w+){0,2}$", re.IGNORECASE)
_STOP = re.compile(r"[.;:]")


def parts_in_prose(around: Surroundings, relations: Sequence[Related]) -> Iterator[_Pair]:
    """Parts that words tie to a whole, also where they are not all of it: ``waarvan``, ``w.v.``, ``Daarvan …``.

    ``relations`` are those of the letter's sums: what is a part there is no whole of what follows.
    """
    wholes = {part.id: one.whole for one in relations if one.whole for part in one.parts}
    for amounts in around.by_sentence.values():
        start, block = around.sentence(amounts[0]).start, amounts[0].evidence.block
        opening = around.letter.text[start : amounts[0].evidence.start]
        pairs: list[_Pair] = []
        if cue("of_which_before").match(opening.strip()) and (before := around.before(start, block)):
            # What the sentence before calls a part is not what ``daarvan`` points back at.
            pairs += _fitting(coordinated(around, amounts), wholes.get(before[-1].id, before[-1]))
        for position, whole in enumerate(amounts[:-1]):
            link = around.between(whole, amounts[position + 1])
            begins = around.letter.text[start : whole.evidence.start].strip()
            if any(cue(name).search(link) for name in _PARTS_FOLLOW) or (
                _OF.match(begins) and not _STOP.search(link) and not TO.search(link)
            ):
                pairs += _fitting(coordinated(around, amounts[position + 1 :]), whole)
        wholes.update({part.id: whole for part, whole in pairs})
        yield from pairs


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
