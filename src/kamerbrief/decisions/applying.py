"""What decisions make of a machine's extraction.

A decision holds for as long as the letter, or what the machine makes of that fact, is what it was; when both have
changed it is open again. A decision that holds says what stands at its words: the fact as it was decided, or nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError

from kamerbrief.contract import FACT_KINDS, Extraction
from kamerbrief.contract.base import Fact
from kamerbrief.contract.links import relinked
from kamerbrief.decisions.assembling import Slot, assembled
from kamerbrief.decisions.ground import Carrier, Ground, Key, place_of, reading
from kamerbrief.decisions.model import LETTER, Decision, Seen, id_of
from kamerbrief.errors import StoreError

BOTH_CHANGED = "the letter and what the machine makes of it have both changed"
WORDS_GONE = "its words no longer stand in the letter"
TEXT_LOST = "the text on which it was taken is no longer beside the letter"


@dataclass(frozen=True, slots=True)
class Pin:
    """What nobody decided yet: a fact stays as it was published (``before``), whatever the machine found.

    ``found`` is the id of what it found; each is null where there is no such fact.
    """

    kind: str
    before: Seen | None
    found: str | None


@dataclass
class Applied:
    """An extraction with decisions applied.

    ``reopened`` are the decisions that no longer hold, each with why; ``holding`` are the others. ``met`` says for
    each, by id, which fact it is about, also where it no longer holds.
    """

    extraction: Extraction
    slots: list[Slot] = field(default_factory=list)
    reopened: list[tuple[Decision, str]] = field(default_factory=list)
    holding: list[Decision] = field(default_factory=list)
    met: dict[str, Slot] = field(default_factory=dict)

    def found(self, kind: str, name: str) -> Slot | None:
        """Where the fact stands to which the machine gave this kind and id."""
        return next((s for s in self.slots if s.kind == kind and s.found is not None and id_of(s.found) == name), None)

    def slot(self, kind: str, name: str) -> Slot | None:
        """Where the fact of this kind and id stands in the extraction."""
        return next((s for s in self.slots if s.kind == kind and s.fact is not None and id_of(s.fact) == name), None)


def applied(
    machine: Extraction, decisions: Iterable[Decision], texts: Mapping[str, str], pins: Sequence[Pin] = ()
) -> Applied:
    """The machine's extraction with every decision that holds, and with what ``pins`` keep as it was.

    ``texts`` are the texts on which the decisions were taken, by SHA-256. Raises StoreError when that gives no valid
    extraction.
    """
    work = _Application(machine, texts)
    for pin in pins:
        work.pin(pin)
    work.decide(list(decisions))
    try:
        made = assembled(machine, work.slots, work.carrier)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"]) or "the document"
        raise StoreError(f"a decision on {machine.letter.id} gives no valid fact ({where}: {first['msg']})") from error
    return Applied(made, work.slots, work.reopened, work.holding, work.met)


class _Application:
    """The facts of one extraction while decisions are applied to them."""

    def __init__(self, machine: Extraction, texts: Mapping[str, str]) -> None:
        self.ground = Ground(machine)
        self.source = machine.letter.source.sha256
        self.carrier = Carrier(self.ground, texts)
        self.slots = [Slot(kind, fact, fact) for kind in (LETTER, *FACT_KINDS) for fact in self.ground.facts(kind)]
        self.by_key: dict[Key, list[Slot]] = {}
        self.places: dict[str, list[tuple[int, int, Slot]]] = {}
        self.machine_ids: dict[Key, str] = {}
        for slot in self.slots:
            self._index(slot)
        self.reopened: list[tuple[Decision, str]] = []
        self.holding: list[Decision] = []
        self.met: dict[str, Slot] = {}

    def _index(self, slot: Slot) -> None:
        fact = slot.found
        key = self.ground.key(slot.kind, fact) if fact else None
        if fact is None or key is None:
            return
        self.by_key.setdefault(key, []).append(slot)
        self.machine_ids.setdefault(key, id_of(fact))
        if (place := place_of(fact)) and slot.kind not in {LETTER, "programmes", "checks"}:
            self.places.setdefault(slot.kind, []).append((*place, slot))

    def pin(self, pin: Pin) -> None:
        """Keeps a fact as it was published."""
        slot = next((s for s in self.slots if s.kind == pin.kind and s.found and id_of(s.found) == pin.found), None)
        if slot is None:
            if pin.before is None:
                return
            slot = Slot(pin.kind, None, None)
            self.slots.append(slot)
        slot.claimed, slot.terms = True, pin.before
        slot.fact = self.carrier.carried(pin.before) if pin.before else None

    def decide(self, decisions: Sequence[Decision]) -> None:
        """Applies decisions; those at whose very words a fact stands find it first."""
        exact: list[tuple[Decision, Slot | None]] = []
        taken: dict[Key, int] = {}
        for decision in reversed(decisions):
            key = self.carrier.key(decision.kind, decision.seen) if decision.seen else None
            slots = self.by_key.get(key, []) if key else []
            if key:
                taken[key] = taken.get(key, 0) + 1
                if taken[key] > max(1, len(slots)):
                    # Of two about one fact, the later counts.
                    continue
            exact.append((decision, self._exact(decision, slots)))
        for decision, slot in reversed(exact):
            self._apply(decision, slot or self._near(decision))

    def _exact(self, decision: Decision, slots: Sequence[Slot]) -> Slot | None:
        """The fact at the very words of the decision."""
        free = [slot for slot in slots if not slot.claimed]
        if not free or decision.seen is None:
            return None
        slot = next((one for one in free if one.found and id_of(one.found) == decision.seen.id), free[0])
        slot.claimed = True
        return slot

    def _near(self, decision: Decision) -> Slot | None:
        """The fact that took the place of the decision's, with more or other words."""
        seen = decision.machine
        where = self.carrier.counterpart(seen.text, place_of(seen.fact)) if seen else None
        if where is None:
            return None
        shared = [
            (min(end, where[1]) - max(start, where[0]), -start, slot)
            for start, end, slot in self.places.get(decision.kind, ())
            if not slot.claimed and start < where[1] and where[0] < end
        ]
        if not shared:
            return None
        slot = max(shared, key=lambda one: one[:2])[2]
        slot.claimed = True
        return slot

    def _apply(self, decision: Decision, slot: Slot | None) -> None:
        seen = decision.seen
        if seen is None or not self.carrier.knows(seen.text):
            self._reopen(decision, slot, TEXT_LOST)
            return
        found = slot.found if slot else None
        stands = self.carrier.stands(decision.kind, seen)
        # What was decided may, besides, be just what the machine makes of it now.
        holds = (stands and decision.source == self.source) or any(
            self._reads_as(decision.kind, found, one) for one in (decision.machine, decision.decided)
        )
        carried = None
        if holds and decision.decided:
            # The words stay those that were decided on where they stand; a programme has all its mentions of now.
            own = decision.kind != "programmes" and self.carrier.stands(decision.kind, decision.decided)
            carried = self.carrier.carried(decision.decided, None if own else found)
            holds = carried is not None
        if not holds:
            self._reopen(decision, slot, BOTH_CHANGED if stands else WORDS_GONE)
            return
        self.holding.append(decision)
        if slot is None:
            if carried is None:
                return
            slot = Slot(decision.kind, None, None)
            self.slots.append(slot)
        self.met[decision.id] = slot
        slot.claimed, slot.decision, slot.fact, slot.terms = True, decision, carried, decision.decided
        if found and self._reads_as(decision.kind, found, decision.decided):
            slot.fact, slot.terms = found, None
        elif found and carried and place_of(carried) == place_of(found):
            slot.fact = named_as(carried, found)

    def _reopen(self, decision: Decision, slot: Slot | None, why: str) -> None:
        self.reopened.append((decision, why))
        if slot is not None:
            slot.claimed, self.met[decision.id] = False, slot

    def _reads_as(self, kind: str, found: Fact | None, seen: Seen | None) -> bool:
        """True where the machine makes of a fact what was seen: the same attributes, or nothing both times."""
        if found is None or seen is None:
            return found is None and seen is None
        renamed = relinked(seen.fact, lambda name: self.carrier.link(seen, name, self.machine_ids) or f"no {name}")
        return renamed is not None and reading(kind, renamed) == reading(kind, found)


def named_as(fact: Fact, other: Fact) -> Fact:
    """The fact with the id of another one at the same words."""
    return fact.model_copy(update={"id": id_of(other)}) if "id" in type(fact).model_fields else fact
