"""An extraction put together again after decisions: order, ids, what names what, and the marks of who decided."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from kamerbrief.contract import FACT_KINDS, Extraction, LetterInfo, Reviewed, ReviewStatus
from kamerbrief.contract.base import Fact
from kamerbrief.contract.identity import unique
from kamerbrief.contract.links import relinked
from kamerbrief.decisions.ground import MACHINES_OWN, Carrier, Key, place_of, plain
from kamerbrief.decisions.model import LETTER, Action, Decision, HeadField, Seen, id_of
from kamerbrief.double_counting import counting

#: An id that is made of words, and the number of one among equals.
_NUMBERED = re.compile(r"(.*-[0-9a-f]{10})(?:-\d+)?")


@dataclass(slots=True)
class Slot:
    """One place for a fact: what the machine found there, what is published there, and the decision that says so.

    ``terms`` is the text in whose ids the fact names others; None where they are the machine's own.
    """

    kind: str
    found: Fact | None
    fact: Fact | None
    decision: Decision | None = None
    terms: Seen | None = None
    claimed: bool = False


def assembled(machine: Extraction, slots: list[Slot], carrier: Carrier) -> Extraction:
    """The extraction whose facts are those of ``slots``, which it puts in order and completes."""
    _order(slots)
    _name(slots)
    renamed = _tie(slots, carrier)
    for slot in slots:
        _mark(slot, renamed)
    facts = {kind: [s.fact for s in slots if s.kind == kind and s.fact is not None] for kind in FACT_KINDS}
    content = {name: getattr(machine, name) for name in Extraction.model_fields}
    made = Extraction(**{**content, **facts, "letter": _letterhead(machine, slots)})
    if all(slot.fact == slot.found for slot in slots):
        return made
    return made.model_copy(update={"amounts": counting(made.amounts, made.checks)})


def _start(slot: Slot) -> int:
    fact = slot.fact or slot.found
    place = place_of(fact) if fact else None
    return place[0] if place else -1


def _order(slots: list[Slot]) -> None:
    """Puts facts that the machine did not find among those that it found, by their places."""
    put_back = [slot for slot in slots if slot.found is None]
    slots[:] = [slot for slot in slots if slot.found is not None]
    for slot in sorted(put_back, key=_start):
        behind = (n for n, one in enumerate(slots) if one.kind == slot.kind and _start(one) > _start(slot))
        slots.insert(next(behind, len(slots)), slot)


def _name(slots: list[Slot]) -> None:
    """Numbers equals again, in reading order, where two of them have one id."""
    equals: dict[tuple[str, str], list[Slot]] = {}
    for slot in slots:
        if slot.fact is not None and slot.kind != LETTER:
            stem = _NUMBERED.fullmatch(id_of(slot.fact))
            equals.setdefault((slot.kind, stem[1] if stem else id_of(slot.fact)), []).append(slot)
    for (_, stem_), those in equals.items():
        if len({id_of(slot.fact) for slot in those if slot.fact}) < len(those):
            for slot, name in zip(sorted(those, key=_start), unique([stem_] * len(those)), strict=True):
                if slot.fact is not None:
                    slot.fact = slot.fact.model_copy(update={"id": name})


def _tie(slots: list[Slot], carrier: Carrier) -> Callable[[str], str | None]:
    """Makes every fact name facts that are there; one that misses a fact it needs goes too.

    Returns how the ids that the machine gave are named now.
    """
    found = {id_of(slot.found): slot for slot in slots if slot.found is not None and slot.kind != LETTER}

    def now(name: str) -> str | None:
        slot = found.get(name)
        return name if slot is None else id_of(slot.fact) if slot.fact is not None else None

    there: dict[Key, str] = {}
    for slot in slots:
        if slot.fact is not None and slot.kind != LETTER:
            place = place_of(slot.fact)
            key = id_of(slot.fact) if slot.kind == "programmes" else place
            if key is not None:
                there.setdefault((slot.kind, key), id_of(slot.fact))
    for slot in slots:
        seen = slot.terms
        if slot.fact is not None and seen is None:
            slot.fact = relinked(slot.fact, now)
        elif slot.fact is not None and seen is not None:
            slot.fact = relinked(slot.fact, partial(carrier.link, seen, ids=there))
    # What goes for want of another may itself be wanted.
    known = set(found) | {id_of(slot.fact) for slot in slots if slot.fact is not None}
    while True:
        gone = known - {id_of(slot.fact) for slot in slots if slot.fact is not None}
        keep = partial(_unless, gone)
        kept = [relinked(slot.fact, keep) if slot.fact else None for slot in slots]
        if kept == [slot.fact for slot in slots]:
            return now
        for slot, fact in zip(slots, kept, strict=True):
            slot.fact = fact


def _unless(gone: set[str], name: str) -> str | None:
    return None if name in gone else name


def _mark(slot: Slot, renamed: Callable[[str], str | None]) -> None:
    """Says on the fact who decided about it, and what the machine makes of it where that is something else."""
    fact, decision = slot.fact, slot.decision
    if fact is None or decision is None or slot.kind == LETTER:
        return
    found = relinked(slot.found, renamed) if slot.found is not None else None
    given = {value.name for value in decision.edited}
    names = [name for name in type(fact).model_fields if name not in MACHINES_OWN]
    differ = [n for n in names if found is not None and plain(getattr(found, n)) != plain(getattr(fact, n))]
    machine = {name: _jsonable(found, name) for name in names if name in given or name in differ}
    slot.fact = fact.model_copy(
        update={"reviewed": Reviewed(status=_status(slot, decision, differ), by=decision.by, machine=machine)}
    )


def _jsonable(found: Fact | None, name: str) -> Any:
    return found.model_dump(mode="json", include={name})[name] if found is not None else None


def _status(slot: Slot, decision: Decision, differ: list[str]) -> ReviewStatus:
    if decision.edited:
        return ReviewStatus.EDITED
    if slot.found is None:
        return ReviewStatus.KEPT
    if decision.action is Action.ACCEPT and decision.decided == decision.machine:
        return ReviewStatus.ACCEPTED
    return ReviewStatus.EDITED if differ else ReviewStatus.ACCEPTED


def _letterhead(machine: Extraction, slots: list[Slot]) -> LetterInfo:
    """The machine's letterhead with the fields that were decided otherwise."""
    head = machine.letter
    changed: dict[str, Any] = {}
    evidence = dict(head.evidence)
    for slot in slots:
        field, found = slot.fact, slot.found
        if slot.kind != LETTER or field is found or not isinstance(found, HeadField):
            continue
        evidence.pop(found.name, None)
        changed[found.name] = LetterInfo.model_fields[found.name].get_default(call_default_factory=True)
        if isinstance(field, HeadField):
            changed[found.name] = field.value
            if field.evidence:
                evidence[found.name] = field.evidence
    if not changed:
        return head
    ordered = {name: evidence[name] for name in LetterInfo.model_fields if name in evidence}
    return head.model_copy(update={**changed, "evidence": ordered})
