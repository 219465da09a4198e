"""Programmes, recommendations, commitments, references and names."""

from __future__ import annotations

import datetime

from pydantic import ConfigDict, Field

from kamerbrief.contract.base import Fact, Number, Part
from kamerbrief.contract.links import FactId
from kamerbrief.contract.values import CommitmentKind, EntityLabel, Method, ProgrammeKind, ReferenceKind, Stance
from kamerbrief.letter import Evidence


class Programme(Fact):
    """A programme, instrument, fund, agenda, regulation or project that the letter names."""

    id: str = Field(description="Slug of the name.")
    name: str = Field(description="The usual name.")
    kind: ProgrammeKind = Field(description="What sort of thing it is.")
    aliases: list[str] = Field(default_factory=list, description="Other names that the letter uses for it.")
    organisation: str | None = Field(default=None, description="Who runs it, where known.")
    parent: FactId | None = Field(default=None, description="Id of the programme that it is a part of.")
    registered: bool = Field(description="True if the programme register knows it.")
    mentions: list[Evidence] = Field(description="Every place where it is named.")


class Recommendation(Fact):
    """A recommendation to the cabinet, and what the cabinet does with it."""

    id: str = Field(description="Stable id.")
    number: str | None = Field(default=None, description="Number or letter as the letter counts them.")
    printed: str | None = Field(default=None, description="The label as printed: Aanbeveling 3:, 2a., Ad 4.")
    title: str = Field(description="The recommendation in the letter's words, without its number.")
    report: str | None = Field(default=None, description="The report that makes it.")
    author: str | None = Field(default=None, description="Who made the report.")
    evidence: Evidence = Field(description="The words of the recommendation.")
    finding: list[Evidence] = Field(default_factory=list, description="What the report found.")
    response: list[Evidence] = Field(default_factory=list, description="What the cabinet answers.")
    stance: Stance = Field(description="What the cabinet does with it.")
    stance_evidence: Evidence | None = Field(default=None, description="The words that show the stance.")
    method: Method = Field(default=Method.RULE, description="How the stance was found.")
    probability: Number | None = Field(default=None, description="How sure a classifier was of the stance, 0 to 1.")
    commitments: list[FactId] = Field(default_factory=list, description="Ids of commitments in the response.")
    amounts: list[FactId] = Field(default_factory=list, description="Ids of amounts in finding and response.")
    programmes: list[FactId] = Field(default_factory=list, description="Ids of programmes in finding and response.")


class Due(Part):
    """When a commitment falls due."""

    text: str = Field(description="The words.")
    start: datetime.date | None = Field(default=None, alias="from", description="First day it may come.")
    until: datetime.date | None = Field(default=None, description="Last day, the due date.")

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Commitment(Fact):
    """A promise (toezegging) or an announced action."""

    id: str = Field(description="Stable id.")
    evidence: Evidence = Field(description="The sentence or clause of the promise.")
    actor: str | None = Field(default=None, description="Who does it, in the letter's words.")
    to_chamber: bool = Field(description="True if the Kamer will be informed.")
    kind: CommitmentKind = Field(default=CommitmentKind.ACT, description="inform, act or intention.")
    due: Due | None = Field(default=None, description="When; null where unsaid.")
    conditional: bool = Field(default=False, description="True where it holds only if something else comes about.")
    repeats: str | None = Field(
        default=None, description="The words that say that it was promised before; null where the letter does not."
    )
    method: Method = Field(default=Method.RULE, description="How it was found.")
    probability: Number | None = Field(default=None, description="How sure a classifier was, 0 to 1; null for a rule.")


class Reference(Fact):
    """A reference to a kamerstuk, question, motion, debate, law, ruling, report or rule of the European Union."""

    id: str = Field(description="Stable id.")
    kind: ReferenceKind = Field(description="What it points to.")
    number: str | None = Field(
        default=None, description="24446-101, 36600-B, 2025Z01234, ECLI:NL:…, or the article of a law."
    )
    title: str | None = Field(
        default=None, description="Name of the law, report or debate; movers of the motion, else its subject."
    )
    date: datetime.date | None = Field(default=None, description="Day of the debate or document.")
    evidence: Evidence = Field(description="The words of the reference.")


class Entity(Fact):
    """A named entity."""

    id: str = Field(description="Stable id.")
    label: EntityLabel = Field(description="PER, ORG, LOC or MISC.")
    evidence: Evidence = Field(description="The words of the name.")
