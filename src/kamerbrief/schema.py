"""What comes out: the Extraction of one letter, and the JSON Schema made from it (schema 1).

Money is :class:`decimal.Decimal` inside and a JSON number outside; it is never computed in binary floating point.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, model_validator

from kamerbrief.letter import BlockKind, CellPlace, Evidence

SCHEMA_VERSION = "1.0"

#: More whole currency units than any amount in a letter: a larger figure is no money.
LARGEST_AMOUNT = 10**13

#: Code of the warning that a kind of fact could not be found for a fault of the program.
FACT_FAILED = "fact_failed"
#: Code of the warning that words or figures of the source are in neither text nor furniture.
TEXT_LOST = "text_lost"
#: Warnings that a person should hear of at once: something of the letter is missing from what comes out.
LOSSES = (FACT_FAILED, TEXT_LOST)


def _number(value: Decimal) -> int | float:
    """A whole number where it is one, else the shortest decimal notation."""
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[Decimal, PlainSerializer(_number, return_type=int | float, when_used="json")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Precision(StrEnum):
    """How exactly the letter states an amount, from the word before it."""

    EXACT = "exact"
    APPROXIMATE = "approximate"
    ABOVE = "above"
    BELOW = "below"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Movement(StrEnum):
    """Whether an amount is a level, or by how much something rises or falls."""

    LEVEL = "level"
    INCREASE = "increase"
    DECREASE = "decrease"


class Recurrence(StrEnum):
    """How often the money comes."""

    ONE_OFF = "one_off"
    STRUCTURAL = "structural"
    YEARLY = "yearly"


class Stance(StrEnum):
    """What the cabinet does with a recommendation."""

    ADOPTED = "adopted"
    PARTIALLY_ADOPTED = "partially_adopted"
    ALREADY_POLICY = "already_policy"
    ANALYSIS_SHARED = "analysis_shared"
    DEFERRED = "deferred"
    REJECTED = "rejected"
    UNCLEAR = "unclear"


class ProgrammeKind(StrEnum):
    """What sort of thing a programme is."""

    PROGRAMME = "programme"
    INSTRUMENT = "instrument"
    FUND = "fund"
    AGENDA = "agenda"
    REGULATION = "regulation"
    PROJECT = "project"


class ReferenceKind(StrEnum):
    """What a reference points to."""

    KAMERSTUK = "kamerstuk"
    MOTION = "motion"
    DEBATE = "debate"
    LAW = "law"
    REPORT = "report"
    TOEZEGGING = "toezegging"


class EntityLabel(StrEnum):
    """The labels of the named entities."""

    PER = "PER"
    ORG = "ORG"
    LOC = "LOC"
    MISC = "MISC"


class CheckType(StrEnum):
    """What is checked."""

    TABLE_TOTAL = "table_total"
    SUM = "sum"
    DIFFERENCE = "difference"
    SHARE = "share"
    GROWTH = "growth"
    RESTATEMENT = "restatement"
    COUNT = "count"


class CheckStatus(StrEnum):
    """Whether the letter's arithmetic holds."""

    CONSISTENT = "consistent"
    INCONSISTENT = "inconsistent"
    UNVERIFIABLE = "unverifiable"


class ReviewStatus(StrEnum):
    """What a person made of a fact: taken as it is, with other attributes, or kept though the machine lost it."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    KEPT = "kept"


class Reviewed(_Model):
    """That a person decided about a fact; when and why stand beside the letter in decisions.json."""

    status: ReviewStatus = Field(description="accepted, edited, or kept though the machine no longer finds it.")
    by: str = Field(description="Who decided.")
    machine: dict[str, Any] = Field(
        default_factory=dict, description="For an edited fact: what the machine had found, by attribute."
    )


class _Fact(_Model):
    """What every fact can carry."""

    reviewed: Reviewed | None = Field(
        default=None, description="What a person decided about it; null where nobody did."
    )


class SourceFile(_Model):
    """The file that was read."""

    filename: str = Field(description="Name of the file, without its folder.")
    media_type: str = Field(description="Media type, decided by content.")
    sha256: str = Field(description="SHA-256 of the file, in hexadecimal.")
    size: int = Field(description="Size of the file in bytes.")
    pages: int | None = Field(default=None, description="Number of pages; null where the format has none.")


class Sender(_Model):
    """One who signs the letter."""

    name: str | None = Field(default=None, description="Name as signed, without titles and call names in brackets.")
    role: str | None = Field(default=None, description="Function as signed, such as Minister van Defensie.")
    ministry: str | None = Field(default=None, description="The ministry's usual short name, such as EZ or OCW.")
    evidence: Evidence | None = Field(default=None, description="The words of the signature.")


class Dossier(_Model):
    """The kamerstuk dossier to which the letter belongs."""

    number: str = Field(description="Dossier number without blanks, with its suffix where it has one: 24446, 36600-B.")
    nr: str | None = Field(default=None, description="Number of the document within the dossier.")

    @property
    def printed(self) -> str:
        """Number and document as people write them: ``36600-XII, nr. 45``."""
        return f"{self.number}, nr. {self.nr}" if self.nr else self.number


class Questioner(_Model):
    """A member of the chamber who asked."""

    name: str = Field(description="Name as printed, without title: Van Nispen.")
    party: str | None = Field(default=None, description="Party as printed: SP, GroenLinks-PvdA.")

    @property
    def printed(self) -> str:
        """Name and party as people write them: ``Van Nispen (SP)``."""
        return f"{self.name} ({self.party})" if self.party else self.name


class WrittenQuestions(_Model):
    """The written questions of members that the letter answers."""

    number: str | None = Field(default=None, description="Number in the Aanhangsel van de Handelingen.")
    sent: datetime.date | None = Field(default=None, description="Day on which they were sent in (ingezonden).")
    questioners: list[Questioner] = Field(default_factory=list, description="Who asked, in order.")
    evidence: Evidence | None = Field(default=None, description="The words that say who asked whom about what.")


class LetterInfo(_Model):
    """The letterhead, and the file."""

    id: str = Field(description="Document or kamerstuk number where known, else a slug of the file's name.")
    title: str | None = Field(default=None, description="Title of the letter, where it has one besides its subject.")
    subject: str | None = Field(default=None, description="What the letter says it is about (Betreft, Onderwerp).")
    date: datetime.date | None = Field(default=None, description="Day on which the letter was sent.")
    chamber: str | None = Field(default=None, description="To whom: Tweede Kamer, Eerste Kamer, or both.")
    senders: list[Sender] = Field(default_factory=list, description="Who signs, in order.")
    ministry: str | None = Field(
        default=None, description="Short name of the ministry that sends it: of the first who signs, else as printed."
    )
    on_behalf_of: list[str] = Field(default_factory=list, description="In whose name it is sent too (mede namens).")
    reference: str | None = Field(default=None, description="The sender's own reference (ons kenmerk).")
    dossier: Dossier | None = Field(default=None, description="The dossier that the letter itself belongs to.")
    dossiers: list[Dossier] = Field(default_factory=list, description="All dossiers that it belongs to, the first too.")
    session: str | None = Field(default=None, description="Meeting year (vergaderjaar) of a print, such as 2024-2025.")
    questions: WrittenQuestions | None = Field(
        default=None, description="The written questions that it answers; null where it answers none."
    )
    source: SourceFile = Field(description="The file that was read.")
    evidence: dict[str, Evidence] = Field(
        default_factory=dict, description="For each field above that was read from the text: the words, by field name."
    )


class Period(_Model):
    """The calendar years, both included, that money is for; null means open."""

    from_year: int | None = Field(default=None, description="First year.")
    until_year: int | None = Field(default=None, description="Last year.")


class TablePlace(_Model):
    """Where in a table an amount stands and how its unit was found."""

    id: str = Field(description="Id of the table.")
    row: int = Field(description="Row, counted from 0.")
    column: int = Field(description="Column, counted from 0.")
    row_header: str | None = Field(default=None, description="Words that head the row.")
    column_header: str | None = Field(default=None, description="Words that head the column.")
    section: str | None = Field(default=None, description="The heading inside the table under which the row stands.")
    unit: str | None = Field(default=None, description="The words that state the unit, such as mln euro.")


class Amount(_Fact):
    """An amount of money."""

    id: str = Field(description="Stable id, made from value and surrounding words.")
    evidence: Evidence = Field(description="The words of the amount.")
    value: Number | None = Field(
        description="Whole currency units, with all decimals of a printed price; null for a range."
    )
    low: Number | None = Field(default=None, description="Lower end of a range, in whole currency units.")
    high: Number | None = Field(default=None, description="Upper end of a range, in whole currency units.")
    currency: str = Field(default="EUR", description="ISO 4217 code.")
    precision: Precision = Field(default=Precision.EXACT, description="How exactly it is stated.")
    movement: Movement = Field(default=Movement.LEVEL, description="A level, or a change.")
    total: bool = Field(default=False, description="True where the letter calls it a total.")
    recurrence: Recurrence | None = Field(default=None, description="How often the money comes; null where unsaid.")
    period: Period | None = Field(default=None, description="The years the money is for; null where unsaid.")
    per: str | None = Field(default=None, description="What the amount is for one of: huishouden, kWh, liter.")
    budget_holders: list[str] = Field(default_factory=list, description="Short names of the ministries that pay.")
    programmes: list[str] = Field(default_factory=list, description="Ids of the programmes it goes to.")
    table: TablePlace | None = Field(default=None, description="Its place in a table, if it stands in one.")
    restates: str | None = Field(
        default=None, description="Id of the earlier amount in this letter that this one states again; count it once."
    )
    part_of: str | None = Field(
        default=None,
        description="Id of the amount in the same column of a table that this one is a part of (waarvan, w.v.).",
    )
    unit_in_last_place: Number = Field(
        default=Decimal(1), description="One unit of the last printed decimal, in whole currency units (tolerance)."
    )


class PercentageUnit(StrEnum):
    """Percent of something, or points between two percentages."""

    PERCENT = "percent"
    PERCENTAGE_POINT = "percentage_point"


class Percentage(_Fact):
    """A percentage, or a difference in percentage points."""

    id: str = Field(description="Stable id.")
    evidence: Evidence = Field(description="The words of the percentage.")
    value: Number | None = Field(description="The figure; null for a range.")
    low: Number | None = Field(default=None, description="Lower end of a range.")
    high: Number | None = Field(default=None, description="Upper end of a range.")
    unit: PercentageUnit = Field(description="percent or percentage_point.")
    precision: Precision = Field(default=Precision.EXACT, description="How exactly it is stated.")
    movement: Movement = Field(default=Movement.LEVEL, description="A level, or a change.")


class Programme(_Fact):
    """A programme, instrument, fund, agenda, regulation or project that the letter names."""

    id: str = Field(description="Slug of the name.")
    name: str = Field(description="The usual name.")
    kind: ProgrammeKind = Field(description="What sort of thing it is.")
    aliases: list[str] = Field(default_factory=list, description="Other names that the letter uses for it.")
    organisation: str | None = Field(default=None, description="Who runs it, where known.")
    parent: str | None = Field(default=None, description="Id of the programme that it is a part of.")
    registered: bool = Field(description="True if the programme register knows it.")
    mentions: list[Evidence] = Field(description="Every place where it is named.")


class Recommendation(_Fact):
    """A recommendation to the cabinet, and what the cabinet does with it."""

    id: str = Field(description="Stable id.")
    number: str | None = Field(default=None, description="Number or letter as the letter counts them.")
    title: str = Field(description="The recommendation in the letter's words, without its number.")
    report: str | None = Field(default=None, description="The report that makes it.")
    author: str | None = Field(default=None, description="Who made the report.")
    evidence: Evidence = Field(description="The words of the recommendation.")
    finding: list[Evidence] = Field(default_factory=list, description="What the report found.")
    response: list[Evidence] = Field(default_factory=list, description="What the cabinet answers.")
    stance: Stance = Field(description="What the cabinet does with it.")
    stance_evidence: Evidence | None = Field(default=None, description="The words that show the stance.")
    commitments: list[str] = Field(default_factory=list, description="Ids of commitments in the response.")
    amounts: list[str] = Field(default_factory=list, description="Ids of amounts in finding and response.")
    programmes: list[str] = Field(default_factory=list, description="Ids of programmes in finding and response.")


class Due(_Model):
    """When a commitment falls due."""

    text: str = Field(description="The words.")
    start: datetime.date | None = Field(default=None, alias="from", description="First day it may come.")
    until: datetime.date | None = Field(default=None, description="Last day, the due date.")

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Commitment(_Fact):
    """A promise (toezegging) or an announced action."""

    id: str = Field(description="Stable id.")
    evidence: Evidence = Field(description="The sentence or clause of the promise.")
    actor: str | None = Field(default=None, description="Who does it, in the letter's words.")
    to_chamber: bool = Field(description="True if the Kamer will be informed.")
    due: Due | None = Field(default=None, description="When; null where unsaid.")


class Reference(_Fact):
    """A reference to a kamerstuk, motion, debate, law or report."""

    id: str = Field(description="Stable id.")
    kind: ReferenceKind = Field(description="What it points to.")
    number: str | None = Field(default=None, description="24446-101, 36600-B, or the article of a law.")
    title: str | None = Field(default=None, description="Name of the law, report, debate or movers of the motion.")
    date: datetime.date | None = Field(default=None, description="Day of the debate or document.")
    evidence: Evidence = Field(description="The words of the reference.")


class Entity(_Fact):
    """A named entity."""

    label: EntityLabel = Field(description="PER, ORG, LOC or MISC.")
    evidence: Evidence = Field(description="The words of the name.")


class Check(_Fact):
    """One test of the letter's own arithmetic."""

    id: str = Field(description="Stable id.")
    type: CheckType = Field(description="What is checked.")
    status: CheckStatus = Field(description="Whether it holds.")
    message: str = Field(description="The arithmetic written out, tolerance included.")
    operands: list[str] = Field(default_factory=list, description="Ids of the amounts or percentages that take part.")
    result: str | None = Field(default=None, description="Id of the amount or percentage that states the outcome.")
    expected: Number | None = Field(default=None, description="What the letter states.")
    found: Number | None = Field(default=None, description="What follows from the operands.")
    tolerance: Number | None = Field(default=None, description="Largest difference that rounding explains.")
    evidence: list[Evidence] = Field(default_factory=list, description="The words that relate the figures.")


class TextBlock(_Model):
    """A block of the text: what evidence's ``block`` refers to, and where it stands in the source."""

    id: str = Field(description="Id of the block.")
    kind: BlockKind = Field(
        description="heading, paragraph, list_item, caption, cell, letterhead, footnote, question or answer."
    )
    start: int = Field(description="Offset of its first character.")
    end: int = Field(description="Offset behind its last character.")
    level: int | None = Field(default=None, description="Level of a heading or list item, counted from 1.")
    label: str | None = Field(default=None, description="The printed number or bullet with which it begins.")
    page: int | None = Field(default=None, description="Page on which it begins; null where there are no pages.")
    source: str = Field(default="", description="Its place in the source: part and element, page, line or path.")
    cell: CellPlace | None = Field(default=None, description="Its place in a table, if it is a cell.")
    row_span: int = Field(default=1, description="Rows that a cell fills.")
    column_span: int = Field(default=1, description="Columns that a cell fills.")
    questions: list[str] = Field(
        default_factory=list, description="Numbers of the questions that it asks or answers; they pair the blocks."
    )


class Warning_(_Model):  # noqa: N801 - the name Warning is Python's own
    """What the reader should know."""

    code: str = Field(description="Short name of the kind of warning, such as table_without_unit.")
    message: str = Field(description="One line for people.")
    evidence: Evidence | None = Field(default=None, description="The place in the letter, where there is one.")


class Model(_Model):
    """The spaCy pipeline that was used."""

    name: str = Field(description="Name of the pipeline.")
    version: str = Field(description="Its version.")


class MadeBy(_Model):
    """What made this extraction; no clock and no host name."""

    kamerbrief: str = Field(description="Version of kamerbrief.")
    rules: str = Field(description="Fingerprint of the rules and word lists.")
    model: Model = Field(description="The spaCy pipeline.")


class Extraction(_Model):
    """All facts of one letter. Lists are in reading order; every evidence slices to its own text."""

    schema_version: str = Field(default=SCHEMA_VERSION, description="Version of this contract.")
    letter: LetterInfo = Field(description="Letterhead and file.")
    text: str = Field(description="The canonical text; all offsets count Unicode code points in it.")
    blocks: list[TextBlock] = Field(default_factory=list, description="The blocks of the text, in reading order.")
    amounts: list[Amount] = Field(default_factory=list, description="Amounts of money.")
    percentages: list[Percentage] = Field(default_factory=list, description="Percentages and percentage points.")
    programmes: list[Programme] = Field(default_factory=list, description="Programmes and the like.")
    recommendations: list[Recommendation] = Field(default_factory=list, description="Recommendations and stances.")
    commitments: list[Commitment] = Field(default_factory=list, description="Promises and announced actions.")
    references: list[Reference] = Field(default_factory=list, description="References to documents and debates.")
    entities: list[Entity] = Field(default_factory=list, description="Named entities.")
    checks: list[Check] = Field(default_factory=list, description="Checks of the letter's arithmetic.")
    warnings: list[Warning_] = Field(default_factory=list, description="What the reader should know.")
    made_by: MadeBy = Field(description="What made this extraction.")

    @model_validator(mode="after")
    def _evidence_slices_to_its_text(self) -> Self:
        for evidence in evidence_in(self):
            if self.text[evidence.start : evidence.end] != evidence.text:
                raise ValueError(f"evidence at {evidence.start} does not slice to its text: {evidence.text!r}")
        return self

    def to_json(self) -> str:
        """The document as it is written to disk: UTF-8, two-space indent, schema order, a line feed at the end."""
        return self.model_dump_json(indent=2) + "\n"


#: The lists of an extraction that hold facts, in its order.
FACT_KINDS = (
    "amounts",
    "percentages",
    "programmes",
    "recommendations",
    "commitments",
    "references",
    "entities",
    "checks",
)


def evidence_in(value: object) -> Iterator[Evidence]:
    """Every evidence inside a model, a list or a dict, in field order."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from evidence_in(getattr(value, name))
    elif isinstance(value, list):
        for item in value:
            yield from evidence_in(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from evidence_in(item)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the documents that kamerbrief writes."""
    schema = Extraction.model_json_schema(mode="serialization", by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
