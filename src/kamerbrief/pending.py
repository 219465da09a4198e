"""What of a letter waits for a decision, and what may be published meanwhile; pure, knows no store.

What nobody decided yet stays as it was published. Where the letter's text is new, facts of the old and the new text
cannot stand in one document; then the old publication stays until the last change is decided.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kamerbrief.comparison import Change, Difference, diff
from kamerbrief.contract import Extraction
from kamerbrief.contract.identity import make_id
from kamerbrief.contract.links import linked
from kamerbrief.decisions.applying import Applied, Pin, applied
from kamerbrief.decisions.ground import Carrier, Ground
from kamerbrief.decisions.model import LETTER, Decision, Decisions, Outcome, Seen, id_of
from kamerbrief.decisions.plain import Fact as PlainFact


@dataclass(frozen=True)
class Pending:
    """What the machine's extraction means for what is published.

    ``changes`` wait; ``agreed`` is the machine's extraction with all decisions, as it is published when nothing waits.
    """

    published: Extraction
    machine: Extraction
    texts: Mapping[str, str]
    decisions: Sequence[Decision]
    result: Applied
    difference: Difference
    changes: list[Change]

    @property
    def agreed(self) -> Extraction:
        """The machine's extraction with the decisions that hold."""
        return self.result.extraction

    @cached_property
    def to_publish(self) -> Extraction:
        """What may be published now."""
        if not self.changes:
            return self.agreed
        if self.published.text != self.machine.text:
            return self.published
        pins = [self._pin(change) for change in self.changes]
        return applied(self.machine, self.decisions, self.texts, pins).extraction

    def _pin(self, change: Change) -> Pin:
        before, machine = self.sides(change)
        return Pin(change.kind, before, machine.id if machine else None)

    def sides(self, change: Change) -> tuple[Seen | None, Seen | None]:
        """The fact of a change as it is published, and as the machine found it."""
        return self._before(change), self._machine(change)

    @cached_property
    def grounds(self) -> tuple[Ground, Ground]:
        """What is published and what the machine found, as ground for decisions."""
        return Ground(self.published), Ground(self.machine)

    def _before(self, change: Change) -> Seen | None:
        name = name_of(change, change.before)
        fact = self.grounds[0].find(change.kind, name) if name else None
        return self.grounds[0].seen(fact) if fact else None

    def _machine(self, change: Change) -> Seen | None:
        name = name_of(change, change.after)
        if not name:
            return None
        found = self.grounds[1].find(change.kind, name)
        return self.grounds[1].seen(found) if found else None

    def names_any(self, change: Change, names: Collection[str]) -> bool:
        """True where the agreed fact of a change names one of these."""
        fact = self.result.found(change.kind, name_of(change, change.after)) if change.after else None
        return fact is not None and fact.fact is not None and not set(names).isdisjoint(linked(fact.fact))

    def refusal(self, change: Change) -> Outcome:
        """What rejecting a change makes of its fact.

        Old attributes come back only where the words that they were read from still stand: no value is ever published
        beside words that say something else.
        """
        before, machine = self.sides(change)
        if before is None:
            return Outcome.LEFT_OUT
        carrier = Carrier(self.grounds[1], {self.grounds[0].sha: self.published.text})
        stands = carrier.stands(change.kind, before) and carrier.carried(before) is not None
        if machine is None:
            return Outcome.KEPT if stands else Outcome.GONE
        if stands and _attributes_stand(change, before, carrier):
            return Outcome.RESTORED
        return Outcome.LEFT_OUT


def _attributes_stand(change: Change, before: Seen, carrier: Carrier) -> bool:
    """True where the words of every attribute that differs are still in the letter."""
    shown = getattr(before.fact, "attribute_evidence", {})
    for attribute in change.attributes:
        words = shown.get(attribute.name) or getattr(before.fact, f"{attribute.name}_evidence", None)
        if words is not None and carrier.place(before.text, (words.start, words.end)) is None:
            return False
    return True


def name_of(change: Change, fact: Mapping[str, object] | None) -> str:
    """The id of one side of a change; for the letterhead the name of its field."""
    if fact is None:
        return ""
    return str(next(iter(fact), "")) if change.kind == LETTER else str(fact.get("id", ""))


def examined(
    published: Extraction, machine: Extraction, decisions: Sequence[Decision], texts: Mapping[str, str]
) -> Pending:
    """Compares what is published with what the machine found, in the light of the decisions that count.

    What decisions that hold make of either side is no difference, nor is what follows from it: a sum that goes with a
    rejected amount is not asked about.
    """
    result = applied(machine, decisions, texts)
    difference = diff(published, machine)
    if not result.holding:
        return Pending(published, machine, texts, decisions, result, difference, difference.to_decide)
    work = _Open(published, result, texts)
    changes = [still for change in difference.to_decide if (still := work.left_of(change))]
    return Pending(published, machine, texts, decisions, result, difference, changes)


class _Open:
    """What decisions leave open of the changes between what is published and what the machine found."""

    def __init__(self, published: Extraction, result: Applied, texts: Mapping[str, str]) -> None:
        self.ground, self.result = Ground(published), result
        carrier = Carrier(self.ground, texts)
        pins = [
            Pin(d.kind, d.decided, _published_id(self.ground, carrier, d))
            for d in result.holding
            if d.decided is None or carrier.carried(d.decided) is not None
        ]
        left = diff(applied(published, (), texts, pins).extraction, result.extraction).to_decide
        self.left = {(c.kind, n, name_of(c, s)) for c in left for n, s in enumerate((c.before, c.after)) if s}
        self.settled = {key for d in result.holding if d.before and (key := carrier.key(d.kind, d.before))}
        self.fields = {d.seen.id for d in result.holding if d.kind == LETTER and d.seen}

    def left_of(self, change: Change) -> Change | None:
        """The change, or the side of it about which no decision was taken; None where nothing of it is open."""
        if change.kind == LETTER:
            return None if name_of(change, change.after) in self.fields else change
        before = change.before if self._before_is_open(change) else None
        after = change.after if self._after_is_open(change) else None
        if (before, after) == (change.before, change.after):
            return change if self._differs(change, before, after) else None
        if not self._differs(change, before, after):
            return None
        names = (str(side["id"]) if side else "" for side in (before, after))
        name = make_id("change", change.kind, *names)
        return Change(id=name, kind=change.kind, before=before, after=after, context=change.context)

    def _before_is_open(self, change: Change) -> bool:
        fact = self.ground.find(change.kind, name_of(change, change.before)) if change.before else None
        return fact is None or self.ground.key(change.kind, fact) not in self.settled

    def _after_is_open(self, change: Change) -> bool:
        slot = self.result.found(change.kind, name_of(change, change.after)) if change.after else None
        return slot is None or slot.decision is None

    def _differs(self, change: Change, before: PlainFact | None, after: PlainFact | None) -> bool:
        """True where these of its facts still differ when decisions are applied to both sides."""
        slot = self.result.found(change.kind, name_of(change, after)) if after else None
        now = id_of(slot.fact) if slot and slot.fact is not None else ""
        return not self.left.isdisjoint({(change.kind, 0, name_of(change, before)), (change.kind, 1, now)})


def _published_id(ground: Ground, carrier: Carrier, decision: Decision) -> str | None:
    """The id of the published fact that a decision is about."""
    sides = (decision.decided, decision.machine, decision.before)
    keys = [carrier.key(decision.kind, seen) for seen in sides if seen]
    return next((ground.id_at(key) for key in keys if key and ground.id_at(key)), None)


def _is_gone(seen: Seen, ground: Ground, carrier: Carrier) -> bool:
    key = carrier.key("checks", seen)
    return key is not None and ground.id_at(key) is None


def taken_back(
    published: Extraction, machine: Extraction, history: Decisions, names: Collection[str], texts: Mapping[str, str]
) -> Pending:
    """What the newest decisions make of a letter, those of these ids, some of which may take others back.

    The facts of those that were taken back are published as they were before, or not at all where they were not, or
    where their words are not in the text that is published now. What went only for want of them comes back with them.
    """
    undone = {d.undoes for d in history.decisions if d.id in names and d.undoes}
    if not undone:
        return examined(published, machine, history.live, texts)
    earlier = Decisions(decisions=[d for d in history.decisions if d.id not in names])
    before = examined(published, machine, earlier.live, texts)
    ground = Ground(published)
    carrier = Carrier(ground, texts)
    back = [d for d in reversed(history.decisions) if d.id in undone]
    pins = [Pin(d.kind, d.before, _published_id(ground, carrier, d)) for d in back]
    pins += [Pin("checks", seen, None) for d in back for seen in d.checks if _is_gone(seen, ground, carrier)]
    after = examined(applied(published, (), texts, pins).extraction, machine, history.live, texts)
    waited = {change.id for change in before.changes}
    returned = set(Ground(after.agreed).by_id) - set(Ground(before.agreed).by_id)
    changes = [change for change in after.changes if change.id in waited or not after.names_any(change, returned)]
    return replace(after, changes=changes)
