"""What every part of the contract shares: models that take no unknown field, numbers, what people decided."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer


def _number(value: Decimal) -> int | float:
    """A whole number where it is one, else the shortest decimal notation."""
    return int(value) if value == value.to_integral_value() else float(value)


Number = Annotated[Decimal, PlainSerializer(_number, return_type=int | float, when_used="json")]


class Part(BaseModel):
    """A part of the contract; a field that it does not know is an error."""

    model_config = ConfigDict(extra="forbid")


class ReviewStatus(StrEnum):
    """What a person made of a fact: taken as it is, with other attributes, or kept though the machine lost it."""

    ACCEPTED = "accepted"
    EDITED = "edited"
    KEPT = "kept"


class Reviewed(Part):
    """That a person decided about a fact; when and why stand beside the letter in decisions.json."""

    status: ReviewStatus = Field(description="accepted, edited, or kept though the machine no longer finds it.")
    by: str = Field(description="Who decided.")
    machine: dict[str, Any] = Field(
        default_factory=dict, description="For an edited fact: what the machine had found, by attribute."
    )


class Fact(Part):
    """What every fact can carry."""

    reviewed: Reviewed | None = Field(
        default=None, description="What a person decided about it; null where nobody did."
    )
