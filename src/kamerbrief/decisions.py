"""What people decided about facts, and what that does to an extraction.

The machine's fact and the person's are kept apart. A decision holds for as long as the source, or what the machine
makes of that fact, is what it was when it was taken; when both have changed it is open again, and says so.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kamerbrief.contract import FACT_KINDS, Extraction, Reviewed, ReviewStatus
from kamerbrief.errors import StoreError

Fact = dict[str, Any]
#: What says where a fact stands; a fact is the same when only this differs.
PLACES = frozenset({"start", "end", "block", "page", "boxes", "cell", "table", "reviewed"})
#: The pseudo-kind of what stands in the letterhead.
LETTER = "letter"
BOTH_CHANGED = "the letter and what the machine makes of it have both changed"
#: Ids of the fact and of other facts: they follow from the words around, and change with them.
IDS = frozenset({"id", "restates", "part_of", "commitments", "amounts", "terms", "result"})


class Action(StrEnum):
    """What a person decided."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"


class Decision(BaseModel):
    """One decision about one fact.

    ``before`` is the fact as it was published, ``machine`` as the machine found it when the decision was taken; one of
    them is null for a fact that came or went. ``edited`` holds the attributes that the person gave.
    """

    model_config = ConfigDict(extra="forbid")

    change: str = Field(description="Id of the change that was decided.")
    kind: str = Field(description="The list that the fact stands in, such as amounts.")
    action: Action = Field(description="accept, reject or edit.")
    before: Fact | None = Field(default=None, description="The fact as it was published.")
    machine: Fact | None = Field(default=None, description="The fact as the machine found it.")
    edited: Fact = Field(default_factory=dict, description="Attributes that the person gave, for an edit.")
    source: str = Field(description="SHA-256 of the source that the machine had read.")
    by: str = Field(description="Who decided.")
    at: str = Field(description="When, in UTC.")
    why: str = Field(default="", description="Why, in the person's words.")


class Decisions(BaseModel):
    """The decisions on one letter, oldest first; a later one about the same change replaces an earlier one."""

    model_config = ConfigDict(extra="forbid")

    decisions: list[Decision] = Field(default_factory=list)

    def with_(self, new: Iterable[Decision]) -> Decisions:
        """These decisions and new ones; what a new one is about again gives way to it."""
        new = list(new)
        about = {key for decision in new for key in _about(decision)}
        kept = [decision for decision in self.decisions if not about & set(_about(decision))]
        return Decisions(decisions=[*kept, *new])


def _about(decision: Decision) -> list[tuple[str, str]]:
    """The facts that a decision settles, by kind and meaning."""
    return [(decision.kind, meaning(fact)) for fact in (decision.before, decision.machine) if fact]


@dataclass(slots=True)
class Decided:
    """An extraction with decisions applied; ``reopened`` are the decisions that no longer hold, each with why."""

    extraction: Extraction
    reopened: list[tuple[Decision, str]] = field(default_factory=list)


def meaning(fact: Fact) -> str:
    """A fact without its places and ids, as text that is equal for equal facts."""
    return json.dumps(without(fact, PLACES | IDS), ensure_ascii=False, sort_keys=True)


def without(value: Any, names: frozenset[str]) -> Any:
    """A fact, or a part of one, without the fields of these names at any depth."""
    if isinstance(value, dict):
        return {k: without(v, names) for k, v in value.items() if k not in names}
    if isinstance(value, list):
        return [without(item, names) for item in value]
    return value


def decided(machine: Extraction, decisions: Decisions, undone: Iterable[Decision] = ()) -> Decided:
    """The machine's extraction with every decision applied that still holds.

    A rejected new fact is left out, a fact whose removal was rejected is put back at its words, a rejected change and
    an edit set the attributes, an accepted fact is marked. ``undone`` are rejections that nobody made: they keep facts
    as they were until somebody decides, and leave no mark. Raises StoreError when a decision makes a fact that is none.
    """
    undone = list(undone)
    if not decisions.decisions and not undone:
        return Decided(machine)
    content = machine.model_dump(mode="json")
    work = _Application(content)
    for decision in decisions.decisions:
        work.apply(decision)
    for decision in undone:
        work.apply(decision, mark=False)
    _drop_dangling(content)
    try:
        return Decided(Extraction.model_validate(content), work.reopened)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise StoreError(f"a decision on {machine.letter.id} gives no valid fact ({where}: {first['msg']})") from error


class _Application:
    """The content of one extraction while decisions are applied to it, in order."""

    def __init__(self, content: dict[str, Any]) -> None:
        self.content = content
        self.source = content["letter"]["source"]["sha256"]
        self.reopened: list[tuple[Decision, str]] = []

    def apply(self, decision: Decision, *, mark: bool = True) -> None:
        if decision.kind == LETTER:
            self._about_letterhead(decision)
            return
        facts: list[Fact] = self.content[decision.kind]
        at = self._find(facts, decision)
        if decision.machine is None:
            self._about_removed(decision, facts, at, mark=mark)
        elif at is None:
            self._machine_lost_it(decision)
        else:
            self._about_found(decision, facts, at, mark=mark)

    def _about_letterhead(self, decision: Decision) -> None:
        """A field of the letterhead: a rejected change and an edit set it, where its words still stand."""
        head, machine = self.content["letter"], decision.machine or {}
        same = all(without(head.get(name), PLACES) == without(value, PLACES) for name, value in machine.items())
        if not same and self.source != decision.source:
            self.reopened.append((decision, BOTH_CHANGED))
            return
        given = {Action.EDIT: decision.edited, Action.REJECT: decision.before or {}}.get(decision.action, {})
        head.update(_moved_to(self.content["text"], given) or {})

    def _find(self, facts: list[Fact], decision: Decision) -> int | None:
        """Where the fact stands that the decision is about: the same meaning, else the same id, else the same words."""
        wanted = decision.machine or decision.before or {}
        same = meaning(wanted)
        tests = (
            lambda fact: meaning(fact) == same,
            lambda fact: "id" in fact and fact["id"] == wanted.get("id"),
            lambda fact: words(fact) == words(wanted) and fact.get("label") == wanted.get("label"),
        )
        for test in tests:
            found = [at for at, fact in enumerate(facts) if test(fact)]
            if found:
                return min(found, key=lambda at: abs(start_of(facts[at]) - start_of(wanted)))
        return None

    def _holds(self, decision: Decision, fact: Fact) -> bool:
        if self.source == decision.source or meaning(fact) == meaning(decision.machine or {}):
            return True
        self.reopened.append((decision, BOTH_CHANGED))
        return False

    def _about_found(self, decision: Decision, facts: list[Fact], at: int, *, mark: bool) -> None:
        fact = facts[at]
        if not self._holds(decision, fact):
            return
        if decision.action is Action.REJECT and decision.before is None:
            del facts[at]
            return
        given = decision.edited if decision.action is Action.EDIT else {}
        if decision.action is Action.REJECT:
            given = _attributes(decision.before or {})
        changed = {name: value for name, value in given.items() if fact.get(name) != value}
        status = ReviewStatus.EDITED if changed else ReviewStatus.ACCEPTED
        machine = {name: fact.get(name) for name in changed}
        reviewed = Reviewed(status=status, by=decision.by, machine=machine).model_dump(mode="json")
        facts[at] = {**fact, **changed, "reviewed": reviewed if mark else fact.get("reviewed")}

    def _about_removed(self, decision: Decision, facts: list[Fact], at: int | None, *, mark: bool) -> None:
        """The machine lost a published fact: an accepted removal needs nothing, a rejected one puts it back."""
        if at is not None or decision.action is Action.ACCEPT or decision.before is None:
            return
        restored = _moved_to(self.content["text"], decision.before)
        if restored is None:
            self.reopened.append((decision, "its words no longer stand in the letter"))
            return
        given = decision.edited if decision.action is Action.EDIT else {}
        reviewed = Reviewed(status=ReviewStatus.KEPT, by=decision.by).model_dump(mode="json")
        facts.append({**restored, **given, "reviewed": reviewed if mark else restored.get("reviewed")})
        facts.sort(key=start_of)

    def _machine_lost_it(self, decision: Decision) -> None:
        if decision.action is Action.REJECT and decision.before is None:
            return
        self.reopened.append((decision, "the machine no longer finds this fact"))


def _attributes(fact: Fact) -> Fact:
    """What of a fact is not its place or its id."""
    return {name: value for name, value in fact.items() if name not in {"evidence", "mentions"} | PLACES | IDS}


def words(fact: Fact) -> str:
    """The words of a fact: those of its evidence, or of its first."""
    return str(_first_evidence(fact).get("text", fact.get("name", "")))


def start_of(fact: Fact) -> int:
    """Where its words begin."""
    return int(_first_evidence(fact).get("start", 0))


def _first_evidence(fact: Fact) -> Fact:
    for name in ("evidence", "mentions"):
        value = fact.get(name)
        if isinstance(value, dict):
            return value
        if isinstance(value, list) and value:
            return dict(value[0])
    return {}


def _moved_to(text: str, fact: Fact) -> Fact | None:
    """The fact with every evidence at its words in ``text``; None where some of them are gone."""
    if "text" in fact and {"start", "end", "block"} <= set(fact):
        start, words_ = int(fact["start"]), str(fact["text"])
        if text[start : start + len(words_)] == words_:
            return fact
        places = list(_places_of(text, words_))
        if not places:
            return None
        start = min(places, key=lambda at: abs(at - int(fact["start"])))
        return {**fact, "start": start, "end": start + len(words_), "page": None, "boxes": [], "cell": None}
    moved: Fact = {}
    for name, value in fact.items():
        parts = [_moved_to(text, item) if isinstance(item, dict) else item for item in _listed(value)]
        if any(part is None and was is not None for part, was in zip(parts, _listed(value), strict=True)):
            return None
        moved[name] = parts if isinstance(value, list) else parts[0]
    return moved


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _places_of(text: str, words_: str) -> Iterable[int]:
    at = text.find(words_) if words_ else -1
    while at >= 0:
        yield at
        at = text.find(words_, at + 1)


#: Attributes that name other facts by id.
_LINKS = {
    "amounts": {"programmes": "programmes", "restates": "amounts", "part_of": "amounts"},
    "programmes": {"parent": "programmes"},
    "recommendations": {"commitments": "commitments", "amounts": "amounts", "programmes": "programmes"},
}


def _drop_dangling(content: dict[str, Any]) -> None:
    """Removes the ids of facts that are no longer there from the facts and checks that name them."""
    ids = {kind: {fact["id"] for fact in content[kind] if "id" in fact} for kind in FACT_KINDS}
    for kind, links in _LINKS.items():
        for fact in content[kind]:
            for name, target in links.items():
                value = fact.get(name)
                if isinstance(value, list):
                    fact[name] = [item for item in value if item in ids[target]]
                elif value not in ids[target]:
                    fact[name] = None
    figures = ids["amounts"] | ids["percentages"]
    content["checks"] = [
        check
        for check in content["checks"]
        if figures.issuperset(filter(None, (*check["relation"]["terms"], check["relation"]["result"])))
    ]
