"""Deciding on changes: what waits, and what a decision does to the published extraction.

What is published changes with every decision, as long as the letter's text is the same: what nobody decided yet stays
as it was. Where the text itself is new, facts of the old and the new text cannot stand in one document; then the new
extraction is published when its last change is decided.
"""

from __future__ import annotations

import getpass
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kamerbrief.comparison import Change, Difference, diff
from kamerbrief.contract import FACT_KINDS, Extraction
from kamerbrief.decisions import Action, Decision, Fact, decided
from kamerbrief.errors import StoreError
from kamerbrief.ledger import now
from kamerbrief.store import Store


class AlreadyDecidedError(StoreError):
    """Somebody else decided this change, or it no longer exists."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose for one change; ``edited`` are attributes with the values that the person gave."""

    action: Action
    edited: Fact = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Waiting:
    """The changes of a letter that wait; ``reopened`` says of earlier decisions why they no longer hold."""

    letter: str
    difference: Difference
    changes: list[Change]
    reopened: list[tuple[Decision, str]]
    published: Extraction
    candidate: Extraction

    def why_again(self, change: Change) -> str:
        """Why a change that was decided before waits again, or nothing."""
        facts = [fact for fact in (change.before, change.after) if fact]
        for decision, why in self.reopened:
            known = [fact for fact in (decision.before, decision.machine) if fact]
            if decision.kind == change.kind and any(a.get("id") == b.get("id") for a in facts for b in known):
                return why
        return ""


def reviewer() -> str:
    """The name under which somebody at this machine decides, unless another is given."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"


def waiting(store: Store, letter: str) -> Waiting | None:
    """What waits for a decision on a letter; None when it has no candidate. Raises StoreError for an unknown letter."""
    published, candidate = store.published(letter), store.candidate(letter)
    if published is None:
        raise StoreError(f"{letter}: no such letter in {store.root}; see 'kamerbrief status'")
    if candidate is None:
        return None
    decisions = store.decisions(letter)
    result = decided(candidate, decisions)
    difference = diff(published, result.extraction)
    reopened = {id(decision) for decision, _ in result.reopened}
    source = candidate.letter.source.sha256
    settled = {d.change for d in decisions.decisions if d.source == source and id(d) not in reopened}
    changes = [change for change in difference.to_decide if change.id not in settled]
    return Waiting(letter, difference, changes, result.reopened, published, candidate)


def all_waiting(store: Store) -> list[Waiting]:
    """What waits, letter by letter; a letter that cannot be read is passed over, and the store's troubles say so."""
    found = []
    for letter in store.waiting():
        with store.tolerating():
            if one := waiting(store, letter):
                found.append(one)
    return found


def decide(store: Store, letter: str, choices: Mapping[str, Choice], by: str, why: str = "") -> list[Decision]:
    """Keeps what a person chose for changes, by change id, and publishes what follows from it.

    Raises AlreadyDecidedError when one of them does not wait (any more), and StoreError when an edit gives no valid
    fact; then nothing is kept.
    """
    with store.writing():
        found = waiting(store, letter)
        changes = {change.id: change for change in found.changes} if found else {}
        missing = [change for change in choices if change not in changes]
        if missing or found is None:
            raise AlreadyDecidedError(_who_decided(store, letter, missing or list(choices)))
        at, source = now(), found.candidate.letter.source.sha256
        made = [_decision(changes[name], choice, source, by, at, why) for name, choice in choices.items()]
        _settle(store, found, made)
        return made


def _who_decided(store: Store, letter: str, changes: Sequence[str]) -> str:
    rows = [row for row in store.ledger.decisions(letter) if row["change"] in changes]
    if rows:
        return f"{letter}: this change was decided before ({rows[-1]['action']} by {rows[-1]['by']}, {rows[-1]['at']})"
    return f"{letter}: no change {', '.join(changes)} waits here; see 'kamerbrief review --list'"


def _decision(change: Change, choice: Choice, source: str, by: str, at: str, why: str) -> Decision:
    return Decision(
        change=change.id,
        kind=change.kind,
        action=choice.action,
        before=change.before,
        machine=_as_found(change.after),
        edited=choice.edited,
        source=source,
        by=by,
        at=at,
        why=why,
    )


def _as_found(fact: Fact | None) -> Fact | None:
    """The fact as the machine found it, where a person had changed it."""
    if fact is None or not fact.get("reviewed"):
        return fact
    return {**fact, **fact["reviewed"]["machine"], "reviewed": None}


def _settle(store: Store, found: Waiting, made: Sequence[Decision]) -> None:
    """Keeps the decisions and publishes what they make of the candidate, which goes when all of it is decided."""
    letter = found.letter
    decisions = store.decisions(letter).with_(made)
    new = {decision.change for decision in made}
    left = [change for change in found.changes if change.id not in new]
    undone = [
        _decision(change, Choice(Action.REJECT), found.candidate.letter.source.sha256, "", "", "") for change in left
    ]
    result = decided(found.candidate, decisions, undone).extraction
    store.keep_decisions(letter, decisions)
    store.ledger.decided(
        [{"letter": letter, "change": d.change, "action": d.action.value, "by": d.by, "why": d.why} for d in made]
    )
    if not left or found.published.text == found.candidate.text:
        store.publish(letter, result)
    if not left:
        store.drop_candidate(letter)


def publish_as_is(store: Store, letter: str) -> None:
    """Publishes a candidate in which nothing waits for a decision: facts only moved."""
    with store.writing():
        found = waiting(store, letter)
        if found is not None and not found.changes:
            _settle(store, found, [])


def correct(store: Store, letter: str, fact: str, choice: Choice, by: str, why: str = "") -> Decision:
    """Accepts, rejects or edits a fact that is published, by its id; holds in later runs like any decision.

    Raises StoreError when the letter has no such fact, or when a candidate waits (decide on that first).
    """
    with store.writing():
        published = store.published(letter)
        if published is None or store.candidate(letter) is not None:
            reason = "no such letter" if published is None else "decide on its waiting changes first"
            raise StoreError(f"{letter}: {reason}")
        content = published.model_dump(mode="json")
        for kind in FACT_KINDS:
            for known in content[kind]:
                if known.get("id") == fact:
                    change = Change(id=fact, kind=kind, before=None, after=known)
                    source = published.letter.source.sha256
                    made = _decision(change, choice, source, by, now(), why)
                    decisions = store.decisions(letter).with_([made])
                    store.publish(letter, decided(published, decisions).extraction)
                    store.keep_decisions(letter, decisions)
                    store.ledger.decided(
                        [{"letter": letter, "change": fact, "action": choice.action.value, "by": by, "why": why}]
                    )
                    return made
        raise StoreError(f"{letter}: no fact {fact} is published")
