"""What people decided about facts: one typed model, and a history that only grows.

A decision is about the words of a fact in one text: its facts are kept as they stood there, with the places of the
facts that they name, so that they can be found again in any later text. The machine's fact and the person's stay apart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from typing import Any, Literal, get_args

from pydantic import BaseModel, Field, SerializeAsAny, TypeAdapter, field_serializer, model_validator

from kamerbrief.contract import FACT_KINDS, Check, Extraction, LetterInfo
from kamerbrief.contract.base import Fact, Part
from kamerbrief.letter import Evidence

#: The pseudo-kind of what stands in the letterhead.
LETTER = "letter"


class Action(StrEnum):
    """What a person did: took a change, refused it, gave other values, kept what was published, or took one back."""

    ACCEPT = "accept"
    REJECT = "reject"
    EDIT = "edit"
    KEEP = "keep"
    UNDO = "undo"


class Outcome(StrEnum):
    """What became of the fact.

    ``accepted`` and ``edited``: as the words say. ``restored``: it has the attributes that were published before;
    ``kept``: the machine lost it, and it stays. ``left_out``: it is taken for a wrong reading, and nothing is published
    at its words; ``gone``: the letter, or the machine, no longer has it, and nor has what is published. ``open``: the
    decision was taken back.
    """

    ACCEPTED = "accepted"
    EDITED = "edited"
    RESTORED = "restored"
    KEPT = "kept"
    LEFT_OUT = "left_out"
    GONE = "gone"
    OPEN = "open"


@cache
def _type_of(name: str) -> TypeAdapter[Any]:
    """The type of a field of the letterhead."""
    annotation: Any = LetterInfo.model_fields[name].annotation
    return TypeAdapter(annotation)


class HeadField(Fact):
    """One field of the letterhead, in the place of a fact."""

    name: str = Field(description="Name of the field, such as subject.")
    value: Any = Field(description="What it says.")
    evidence: Evidence | None = Field(default=None, description="The words that it was read from.")

    @model_validator(mode="after")
    def _typed(self) -> HeadField:
        if self.name not in LetterInfo.model_fields:
            raise ValueError(f"a letterhead has no field {self.name}")
        self.value = _type_of(self.name).validate_python(self.value)
        return self

    @field_serializer("value", when_used="json")
    def _plain(self, value: Any) -> Any:
        return _type_of(self.name).dump_python(value, mode="json")


#: The model of each kind of fact.
MODELS: dict[str, type[Fact]] = {
    LETTER: HeadField,
    **{kind: get_args(Extraction.model_fields[kind].annotation)[0] for kind in FACT_KINDS},
}


class Stretch(Part):
    """Where a fact of some kind stands in a text."""

    kind: str = Field(description="The list that the fact stands in.")
    start: int = Field(description="Offset of the first character of its words.")
    end: int = Field(description="Offset behind the last.")


class Seen(Part):
    """A fact as it stood in a text."""

    text: str = Field(description="SHA-256 of the text; it is kept in texts/ beside the letter.")
    fact: SerializeAsAny[Fact] = Field(description="The fact, as its kind's model has it.")
    named: dict[str, Stretch] = Field(default_factory=dict, description="Where the facts stood that it names, by id.")

    @property
    def id(self) -> str:
        """The fact's id at the time; the name of a field of the letterhead."""
        return id_of(self.fact)


class Value(Part):
    """One attribute that a person gave, beside what the machine had."""

    name: str = Field(description="Name of the attribute.")
    machine: Any = Field(description="What the machine had found.")
    person: Any = Field(description="What the person gave.")


class Decision(Part):
    """One decision about one fact, or the taking back of one.

    ``before`` is the fact as it was published, ``machine`` as the machine found it, ``decided`` as it shall be
    published; each is null where there is no such fact.
    """

    id: str = Field(description="Id within the letter, counted from d1.")
    letter: str = Field(description="Id of the letter in the store.")
    change: str = Field(description="Id of the change, or of the published fact, that was decided.")
    kind: str = Field(description="The list that the fact stands in, such as amounts; letter for the letterhead.")
    action: Action = Field(description="accept, reject, edit, keep or undo.")
    outcome: Outcome = Field(description="What that made of the fact.")
    before: Seen | None = Field(default=None, description="The fact as it was published.")
    machine: Seen | None = Field(default=None, description="The fact as the machine found it.")
    decided: Seen | None = Field(default=None, description="The fact as it shall be published.")
    edited: list[Value] = Field(default_factory=list, description="The attributes that the person gave.")
    checks: list[Seen] = Field(
        default_factory=list, description="Published checks that went for want of the fact; they come back with it."
    )
    supersedes: list[str] = Field(default_factory=list, description="Ids of earlier decisions about the same fact.")
    undoes: str | None = Field(default=None, description="Id of the decision that is taken back.")
    source: str = Field(description="SHA-256 of the source that the machine had read.")
    by: str = Field(description="Who decided.")
    at: str = Field(description="When, in UTC.")
    why: str = Field(default="", description="Why, in the person's words.")

    @model_validator(mode="before")
    @classmethod
    def _of_its_kind(cls, data: Any) -> Any:
        """Reads the facts by the model of the decision's kind."""
        if not isinstance(data, dict) or data.get("kind") not in MODELS:
            return data
        model, typed = MODELS[data["kind"]], dict(data)
        for name in ("before", "machine", "decided"):
            seen = data.get(name)
            if isinstance(seen, dict) and isinstance(seen.get("fact"), dict):
                typed[name] = {**seen, "fact": model.model_validate(seen["fact"])}
        typed["checks"] = [_check_seen(seen) for seen in data.get("checks", [])]
        return typed

    @property
    def seen(self) -> Seen | None:
        """The fact that it is about: the machine's where there was one."""
        return self.machine or self.before or self.decided

    def as_row(self) -> dict[str, str | None]:
        """What the ledger keeps of it."""
        return {
            "decision": self.id,
            "at": self.at,
            "change": self.change,
            "action": self.action.value,
            "by": self.by,
            "why": self.why,
            "kind": self.kind,
            "outcome": self.outcome.value,
            "words": words_of(self.seen.fact) if self.seen else "",
            "undoes": self.undoes,
        }


def _check_seen(seen: Any) -> Any:
    plain = isinstance(seen, dict) and isinstance(seen.get("fact"), dict)
    return {**seen, "fact": Check.model_validate(seen["fact"])} if plain else seen


class Standing(StrEnum):
    """Whether a decision counts: it does, a later one took its place, or it was taken back."""

    LIVE = "live"
    SUPERSEDED = "superseded"
    UNDONE = "undone"


class Decisions(Part):
    """All decisions on one letter, oldest first; none is ever removed or changed."""

    version: Literal[2] = Field(default=2, description="Version of this form; the first had none, see lifting.py.")
    decisions: list[Decision] = Field(default_factory=list)

    def with_(self, new: Iterable[Decision]) -> Decisions:
        """These decisions and new ones."""
        return Decisions(decisions=[*self.decisions, *new])

    def standing(self) -> Iterator[tuple[Decision, Standing]]:
        """Every decision but the undoings, with whether it counts."""
        undone = {d.undoes for d in self.decisions if d.undoes}
        superseded = {name for d in self.decisions if d.id not in undone for name in d.supersedes}
        for d in self.decisions:
            if d.action is not Action.UNDO:
                is_undone, is_superseded = d.id in undone, d.id in superseded
                yield d, (Standing.UNDONE if is_undone else Standing.SUPERSEDED if is_superseded else Standing.LIVE)

    @property
    def live(self) -> list[Decision]:
        """The decisions that count, oldest first."""
        return [decision for decision, standing in self.standing() if standing is Standing.LIVE]

    def next_id(self, behind: int = 0) -> str:
        """The id of the next decision, or of one so many behind it."""
        return f"d{len(self.decisions) + 1 + behind}"


def id_of(fact: BaseModel) -> str:
    """The id of a fact; the name of a field of the letterhead."""
    return str(getattr(fact, "id", None) or getattr(fact, "name", ""))


def words_of(fact: BaseModel) -> str:
    """A fact's own words on one line; its name where it has a name only."""
    words = getattr(fact, "evidence", None) or getattr(fact, "mentions", None)
    first = words[0] if isinstance(words, list) else words
    return " ".join((first.text if first else str(getattr(fact, "name", ""))).split())


def sha_of(text: str) -> str:
    """The SHA-256 of a text, under which it is kept."""
    return hashlib.sha256(text.encode()).hexdigest()
