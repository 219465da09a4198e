"""Everything that one later letter says of one earlier letter."""

from __future__ import annotations

from collections.abc import Iterable

from kamerbrief.contract.followed import LetterLinks
from kamerbrief.following.advice import advice
from kamerbrief.following.choosing import Told, chosen, told_by
from kamerbrief.following.cites import references
from kamerbrief.following.found import Found
from kamerbrief.following.model import Digest, may_relate
from kamerbrief.following.money import money
from kamerbrief.following.promises import promises


def compared(later: Digest, earlier: Digest) -> list[Found]:
    """What may be links between two letters, of which the first was sent later."""
    return [*references(later, earlier), *promises(later, earlier), *money(later, earlier), *advice(later, earlier)]


def linked(digests: Iterable[Digest]) -> dict[str, LetterLinks]:
    """The links of some letters, by the id of the later one; a letter without a date is compared with none."""
    dated = sorted((one for one in digests if one.date), key=lambda one: one.order)
    made: dict[str, LetterLinks] = {}
    told: set[Told] = set()
    for place, later in enumerate(dated):
        keys = later.keys()
        found = [
            (earlier.order, one)
            for earlier in dated[:place]
            if may_relate(keys, earlier.keys())
            for one in compared(later, earlier)
        ]
        made[later.letter] = chosen(later.letter, found, told)
        told |= told_by(made[later.letter])
    return made
