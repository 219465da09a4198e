"""The Extraction of one letter, and the JSON Schema made from it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, Self, get_args

from pydantic import BaseModel, Field, model_validator

from kamerbrief.contract.base import Part
from kamerbrief.contract.facts import Commitment, Entity, Programme, Recommendation, Reference
from kamerbrief.contract.findings import Check, Warning_
from kamerbrief.contract.head import LetterInfo
from kamerbrief.contract.money import Amount, Percentage
from kamerbrief.letter import BlockKind, CellPlace, Evidence

SCHEMA_VERSION = "1.1"


class TextBlock(Part):
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


class Model(Part):
    """What learned from examples and was used: the spaCy pipeline for names, or a classifier of sentences."""

    name: str = Field(description="Its name.")
    version: str = Field(description="Its version; that of kamerbrief for a classifier that ships with it.")
    hash: str = Field(description="First 12 hexadecimal digits of the SHA-256 of its files; empty where unknown.")


class MadeBy(Part):
    """What made this extraction; no clock and no host name."""

    kamerbrief: str = Field(description="Version of kamerbrief.")
    rules: str = Field(description="Fingerprint of the rules and word lists.")
    models: list[Model] = Field(description="The spaCy pipeline, then the classifiers by name.")


class Extraction(Part):
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


@cache
def _with_evidence(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields of a model that can hold evidence."""
    return tuple(name for name, info in model.model_fields.items() if _can_hold_evidence(info.annotation))


def _can_hold_evidence(annotation: Any) -> bool:
    if annotation in {Any, Evidence}:
        return True
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return bool(_with_evidence(annotation))
    return any(_can_hold_evidence(part) for part in get_args(annotation))


def evidence_in(value: object) -> Iterator[Evidence]:
    """Every evidence inside a model, a list or a dict, in field order."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, BaseModel):
        for name in _with_evidence(type(value)):
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
