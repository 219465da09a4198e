"""Deciding on changes: what waits, and what a decision does to the published extraction.

What is published changes with every decision, as long as the letter's text is the same: what nobody decided yet stays
as it was. Where the text itself is new, facts of the old and the new text cannot stand in one document; then the new
extraction is published when its last change is decided. Every decision can be taken back.
"""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from kamerbrief.answering import AlreadyDecidedError, Answers, Choice, Known, PartlyKeptError, Waiting, about
from kamerbrief.comparison import Change
from kamerbrief.contract import Extraction
from kamerbrief.contract.links import linked
from kamerbrief.decisions.ground import Ground
from kamerbrief.decisions.model import Action, Decision, Decisions, Outcome, Seen, Standing, Value
from kamerbrief.errors import StoreError
from kamerbrief.fact_edits import fields_of, with_values
from kamerbrief.ledger import now
from kamerbrief.pending import Pending, examined, taken_back
from kamerbrief.store import Store


def reviewer() -> str:
    """The name under which somebody at this machine decides, unless another is given."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "reviewer"


def waiting(store: Store, letter: str) -> Waiting | None:
    """What waits for a decision on a letter; None when nothing does. Raises StoreError for an unknown letter.

    A candidate in which nothing waits is published.
    """
    if not store.unfinished(letter):
        found = undecided(store, letter)
        if found is None or found.changes or not store.writable:
            return found if found and found.changes else None
    with store.writing():
        return _settled(store, letter)


def _settled(store: Store, letter: str) -> Waiting | None:
    """What waits, after all that may be published is; to be called within ``store.writing()``."""
    store.recover(letter)
    found = undecided(store, letter)
    if found is not None and not found.changes:
        store.settle(letter, found.pending, store.decisions(letter))
        return None
    return found


def undecided(store: Store, letter: str) -> Waiting | None:
    """What a candidate means for a letter, were it nothing; only reads. Raises StoreError for an unknown letter."""
    published, candidate = store.published(letter), store.candidate(letter)
    if published is None:
        raise StoreError(f"{letter}: no such letter in {store.root}; see 'kamerbrief status'")
    if candidate is None:
        return None
    texts = store.texts(letter, published, candidate)
    return Waiting(letter, examined(published, candidate, store.decisions(letter).live, texts))


def all_waiting(store: Store) -> list[Waiting]:
    """What waits, letter by letter; a letter that cannot be read is passed over, and the store's troubles say so."""
    found = []
    for letter in store.waiting():
        with store.tolerating():
            if one := waiting(store, letter):
                found.append(one)
    return found


def decisions_of(store: Store, letter: str) -> list[Known]:
    """The decisions on a letter, oldest first, with whether each counts."""
    history = store.decisions(letter)
    undone = {d.undoes: d for d in history.decisions if d.undoes}
    return [Known(decision, standing, undone.get(decision.id)) for decision, standing in history.standing()]


@dataclass(frozen=True, slots=True)
class _Prepared:
    """Decisions on one letter with all that follows from them, before anything is written."""

    letter: str
    history: Decisions
    new: list[Decision]
    pending: Pending

    def keep(self, store: Store) -> None:
        store.keep_decisions(self.letter, self.history, self.new, self.pending)


def decide(store: Store, letter: str, choices: Mapping[str, Choice], by: str, why: str = "") -> list[Decision]:
    """Keeps what a person chose for changes, by change id, and publishes what follows from it.

    Raises AlreadyDecidedError when one of them does not wait (any more), FieldError for a value that a fact cannot
    have, and StoreError when a choice is not possible; then nothing is kept.
    """
    return decide_all(store, {letter: choices}, by, why)[letter]


def decide_all(
    store: Store, choices: Mapping[str, Mapping[str, Choice]], by: str, why: str = ""
) -> dict[str, list[Decision]]:
    """The same for several letters: all of it is kept or nothing.

    Raises PartlyKeptError, which says what was kept, where a disk or ledger fails between two letters.
    """
    with store.writing():
        at = now()
        return _kept(store, [_prepared(store, letter, chosen, by, at, why) for letter, chosen in choices.items()])


def _kept(store: Store, prepared: Sequence[_Prepared]) -> dict[str, list[Decision]]:
    for number, one in enumerate(prepared):
        try:
            one.keep(store)
        except (OSError, StoreError) as error:
            if len(prepared) == 1:
                raise
            stored = [p.letter for p in prepared if store.decisions(p.letter).decisions[-len(p.new) :] == p.new]
            left = [p.letter for p in prepared[number:] if p.letter not in stored]
            raise PartlyKeptError(stored, left, error) from error
    return {one.letter: one.new for one in prepared}


def _prepared(store: Store, letter: str, choices: Mapping[str, Choice], by: str, at: str, why: str) -> _Prepared:
    found = _settled(store, letter)
    changes = {change.id: change for change in found.changes} if found else {}
    other = [n for n, choice in choices.items() if n in changes and choice.seen not in {"", Waiting.stamp(changes[n])}]
    missing = [change for change in choices if change not in changes] + other
    history = store.decisions(letter)
    if missing or found is None:
        raise AlreadyDecidedError(_who_decided(letter, history, missing or list(choices)))
    new: list[Decision] = []
    for name, choice in choices.items():
        change = changes[name]
        before, machine = found.pending.sides(change)
        outcome, decided, edited = _outcome(found.answers(change), change.kind, choice, before, machine)
        new.append(
            Decision(
                id=history.next_id(len(new)),
                letter=letter,
                change=name,
                kind=change.kind,
                action=choice.action,
                outcome=outcome,
                before=before,
                machine=machine,
                decided=decided,
                edited=edited,
                supersedes=about(found.pending, change),
                source=found.candidate.letter.source.sha256,
                by=by,
                at=at,
                why=why,
            )
        )
    return _checked(letter, found.pending, history, new, choices)


def _checked(
    letter: str, pending: Pending, history: Decisions, new: list[Decision], choices: Iterable[str] = ()
) -> _Prepared:
    """The decisions with what follows from them. Raises StoreError where that is nothing that can be published."""
    history = history.with_(new)
    after = examined(pending.published, pending.machine, history.live, pending.texts)
    left = {change.id for change in after.changes} & set(choices)
    if left:
        raise StoreError(f"{letter}: {', '.join(sorted(left))} cannot be decided like this")
    new = [made.model_copy(update={"checks": list(_gone_with(made, pending, after))}) for made in new]
    history = Decisions(decisions=[*history.decisions[: -len(new)], *new])
    return _Prepared(letter, history, new, _valid(letter, after))


def _gone_with(made: Decision, pending: Pending, after: Pending) -> Iterator[Seen]:
    """The published checks that are no longer published for want of the fact that was decided."""
    ground, left = pending.grounds[0], Ground(after.to_publish)
    for check in ground.facts("checks"):
        key = ground.key("checks", check)
        if made.before and made.before.id in linked(check) and key and left.id_at(key) is None:
            yield ground.seen(check)


def _valid(letter: str, pending: Pending) -> Pending:
    """The same. Raises StoreError where what would be published is no valid extraction."""
    try:
        Extraction.model_validate_json(pending.to_publish.to_json())
    except ValidationError as error:
        raise StoreError(f"{letter}: this gives no valid fact ({error.errors()[0]['msg']})") from error
    return pending


def _who_decided(letter: str, history: Decisions, changes: Sequence[str]) -> str:
    rows = [d for d in history.decisions if d.change in changes]
    if rows:
        last = rows[-1]
        return f"{letter}: this change was decided before ({last.action} by {last.by}, {last.at}: {last.outcome})"
    return f"{letter}: no change {', '.join(changes)} waits here; see 'kamerbrief review --list'"


def _outcome(
    answers: Answers, kind: str, choice: Choice, before: Seen | None, machine: Seen | None
) -> tuple[Outcome, Seen | None, list[Value]]:
    """What a choice makes of a fact: the outcome, the fact as it shall be published, and the values that were given.

    Raises StoreError for a choice that is not possible, FieldError for a value that is none.
    """
    if choice.action is Action.ACCEPT:
        return (Outcome.ACCEPTED if machine else Outcome.GONE), machine, []
    if choice.action is Action.REJECT:
        return answers.reject, before if answers.keep else None, []
    if choice.action is Action.KEEP and answers.keep:
        return answers.reject, before, []
    base = machine or before
    if choice.action is Action.EDIT and answers.edit and base:
        return Outcome.EDITED, *_edited(kind, base, machine, choice)
    raise StoreError(f"to {choice.action} is not possible here: {_WHY_NOT.get(choice.action, 'choose another answer')}")


_WHY_NOT = {
    Action.KEEP: "the words that it was read from are no longer in the letter",
    Action.EDIT: "it has no attributes to edit, or its words are no longer in the letter",
}


def _edited(kind: str, base: Seen, machine: Seen | None, choice: Choice) -> tuple[Seen, list[Value]]:
    fact = with_values(kind, base.fact, choice.edited)
    given, found = (one.model_dump(mode="json", by_alias=True) for one in (fact, machine.fact if machine else fact))
    values = [Value(name=n, machine=found[n] if machine else None, person=given[n]) for n in choice.edited]
    return base.model_copy(update={"fact": fact}), values


def correct(store: Store, letter: str, fact: str, choice: Choice, by: str, why: str = "") -> Decision:
    """Accepts, rejects or edits a fact that is published, by its id; holds in later runs like any decision.

    Raises StoreError when the letter has no such fact, or when a candidate waits (decide on that first).
    """
    with store.writing():
        if _settled(store, letter) is not None:
            raise StoreError(f"{letter}: decide on its waiting changes first")
        published, machine, history = store.published(letter), store.machine(letter), store.decisions(letter)
        if published is None or machine is None:
            raise StoreError(f"{letter}: no such letter in {store.root}; see 'kamerbrief status'")
        pending = examined(published, machine, history.live, store.texts(letter, published, machine))
        kind, known = pending.grounds[0].by_id.get(fact, ("", None))
        if known is None:
            raise StoreError(f"{letter}: no fact {fact} is published")
        slot = pending.result.slot(kind, fact)
        before = pending.grounds[0].seen(known)
        found = pending.grounds[1].seen(slot.found) if slot and slot.found else None
        plain = known.model_dump(mode="json", by_alias=True)
        answers = Answers(Outcome.LEFT_OUT, edit=bool(fields_of(kind, plain)), keep=False)
        if choice.action in {Action.ACCEPT, Action.KEEP}:
            as_found = found is not None and slot is not None and slot.terms is None
            outcome, decided, edited = Outcome.ACCEPTED, found if as_found else before, list[Value]()
        elif choice.action is Action.EDIT:
            outcome, decided, edited = _outcome(answers, kind, choice, before, None)
            edited = [value.model_copy(update={"machine": _machines(found, value.name)}) for value in edited]
        else:
            outcome, decided, edited = _outcome(answers, kind, choice, before, found)
        made = Decision(
            id=history.next_id(),
            letter=letter,
            change=fact,
            kind=kind,
            action=choice.action,
            outcome=outcome,
            before=before,
            machine=found,
            decided=decided,
            edited=edited,
            supersedes=about(
                pending, Change(id=fact, kind=kind, before=plain, after={"id": found.id} if found else None)
            ),
            source=machine.letter.source.sha256,
            by=by,
            at=now(),
            why=why,
        )
        prepared = _checked(letter, pending, history, [made])
        if prepared.pending.changes:
            raise StoreError(f"{letter}: {fact} cannot be decided like this")
        return _kept(store, [prepared])[letter][0]


def _machines(found: Seen | None, name: str) -> object:
    return found.fact.model_dump(mode="json", by_alias=True)[name] if found else None


def undo(store: Store, letter: str, decision: str | None, by: str, why: str = "") -> Decision:
    """Takes a decision back, the last one that counts when none is named; returns the one that was taken back.

    Its fact is published as it was before, and its change waits again where there is one. Raises AlreadyDecidedError
    when it was taken back already, and StoreError when there is nothing to take back.
    """
    return undo_all(store, {letter: [decision] if decision else None}, by, why)[letter][0]


def undo_all(
    store: Store, decisions: Mapping[str, Sequence[str] | None], by: str, why: str = ""
) -> dict[str, list[Decision]]:
    """The same for several decisions in several letters: all of it is taken back or nothing."""
    with store.writing():
        at = now()
        prepared = [_prepared_undo(store, letter, names, by, at, why) for letter, names in decisions.items()]
        _kept(store, prepared)
        undone = {one.letter: {d.undoes for d in one.new} for one in prepared}
        return {one.letter: [d for d in one.history.decisions if d.id in undone[one.letter]] for one in prepared}


def _prepared_undo(store: Store, letter: str, names: Sequence[str] | None, by: str, at: str, why: str) -> _Prepared:
    _settled(store, letter)
    history, published, machine = store.decisions(letter), store.published(letter), store.machine(letter)
    live = history.live
    if published is None or machine is None or (names is None and not live):
        raise StoreError(f"{letter}: there is no decision to take back; see 'kamerbrief decisions {letter}'")
    chosen = [live[-1]] if names is None else [_to_undo(letter, history, name) for name in names]
    source = machine.letter.source.sha256
    new = [
        Decision(
            id=history.next_id(number),
            letter=letter,
            change=old.change,
            kind=old.kind,
            action=Action.UNDO,
            outcome=Outcome.OPEN,
            before=old.before,
            machine=old.machine,
            undoes=old.id,
            source=source,
            by=by,
            at=at,
            why=why,
        )
        for number, old in enumerate(chosen)
    ]
    texts, history = store.texts(letter, published, machine), history.with_(new)
    pending = taken_back(published, machine, history, [d.id for d in new], texts)
    return _Prepared(letter, history, new, _valid(letter, pending))


def _to_undo(letter: str, history: Decisions, name: str) -> Decision:
    for known, standing in history.standing():
        if known.id != name:
            continue
        if standing is Standing.UNDONE:
            last = next(d for d in reversed(history.decisions) if d.undoes == name)
            raise AlreadyDecidedError(f"{letter}: {name} was taken back before (by {last.by}, {last.at})")
        if standing is Standing.SUPERSEDED:
            later = next(d.id for d in reversed(history.decisions) if name in d.supersedes)
            raise StoreError(f"{letter}: {later} took the place of {name}; take that back first")
        return known
    raise StoreError(f"{letter}: no decision {name}; see 'kamerbrief decisions {letter}'")
