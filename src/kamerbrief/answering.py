"""What waits of a letter, and what can be answered to it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from kamerbrief.comparison import Change, Difference
from kamerbrief.contract import Extraction
from kamerbrief.contract.identity import make_id
from kamerbrief.decisions.ground import Carrier
from kamerbrief.decisions.model import Action, Decision, Outcome, Standing
from kamerbrief.decisions.plain import IDS, PLACES, Fact, without
from kamerbrief.errors import StoreError
from kamerbrief.fact_edits import fields_of
from kamerbrief.pending import Pending


class AlreadyDecidedError(StoreError):
    """Somebody else decided this change, or it no longer exists."""


class PartlyKeptError(StoreError):
    """Something stopped a decision over several letters; ``kept`` are the letters whose decisions are stored."""

    def __init__(self, kept: Sequence[str], left: Sequence[str], reason: object) -> None:
        self.kept, self.left = list(kept), list(left)
        done = ", ".join(kept) or "nothing"
        super().__init__(f"stopped ({reason}); decided and kept: {done}; not decided: {', '.join(left)}")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose for one change; ``edited`` are attributes with the values that the person gave.

    ``seen`` is the stamp of the change as the person saw it, where it is to be as it was.
    """

    action: Action
    edited: Fact = field(default_factory=dict)
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """What can be answered to a change: taking it, other values, keeping what was, and what refusing it makes of it."""

    reject: Outcome
    accept: bool = True
    edit: bool = False
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """A decision, whether it counts, and the one that took it back."""

    decision: Decision
    standing: Standing
    undone: Decision | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """The changes of a letter that wait; ``reopened`` says of earlier decisions why they no longer hold."""

    letter: str
    pending: Pending = field(repr=False)

    @property
    def changes(self) -> list[Change]:
        """What waits for a decision."""
        return self.pending.changes

    @property
    def difference(self) -> Difference:
        """All that differs from what is published, decided or not."""
        return self.pending.difference

    @property
    def reopened(self) -> list[tuple[Decision, str]]:
        """Earlier decisions that no longer hold, with why."""
        return self.pending.result.reopened

    @property
    def published(self) -> Extraction:
        """What is published."""
        return self.pending.published

    @property
    def candidate(self) -> Extraction:
        """What the machine found."""
        return self.pending.machine

    def answers(self, change: Change) -> Answers:
        """What can be answered to a change."""
        refusal = self.pending.refusal(change)
        stays = refusal in {Outcome.RESTORED, Outcome.KEPT}
        can_edit = bool(fields_of(change.kind, change.after or change.before or {}))
        return Answers(refusal, edit=can_edit and (change.after is not None or stays), keep=stays)

    @staticmethod
    def stamp(change: Change) -> str:
        """A mark of what a change says: another one of the same fact has another."""
        sides = (without(side, PLACES | IDS) for side in (change.before, change.after))
        return make_id("seen", *(json.dumps(side, ensure_ascii=False, sort_keys=True) for side in sides))

    def before(self, change: Change) -> Decision | None:
        """The earlier decision on a change that no longer holds."""
        return next((decision for decision, _ in self._reopened_on(change)), None)

    def why_again(self, change: Change) -> str:
        """Why a change that was decided before waits again, or nothing."""
        return next((why for _, why in self._reopened_on(change)), "")

    def _reopened_on(self, change: Change) -> list[tuple[Decision, str]]:
        those = about(self.pending, change)
        return [(decision, why) for decision, why in reversed(self.reopened) if decision.id in those]


def about(pending: Pending, change: Change) -> list[str]:
    """The ids of the decisions that count and are about the fact of a change."""
    before, _ = pending.sides(change)
    slot = pending.result.found(change.kind, change.after["id"]) if change.after and "id" in change.after else None
    ground = pending.grounds[0]
    carrier = Carrier(ground, pending.texts)
    key = ground.key(change.kind, before.fact) if before else None
    found = []
    for decision in pending.decisions:
        seen = [one for one in (decision.decided, decision.machine, decision.before) if one]
        here = key is not None and decision.kind == change.kind and key in [carrier.key(change.kind, s) for s in seen]
        there = slot is not None and pending.result.met.get(decision.id) is slot
        if here or there:
            found.append(decision.id)
    return found
