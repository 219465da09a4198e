"""What the program found about the letter: checks of its arithmetic, and warnings."""

from __future__ import annotations

from pydantic import Field

from kamerbrief.contract.base import Fact, Number, Part
from kamerbrief.contract.values import CheckStatus, CheckType
from kamerbrief.letter import Evidence

#: Code of the warning that a kind of fact could not be found for a fault of the program.
FACT_FAILED = "fact_failed"
#: Code of the warning that words or figures of the source are in neither text nor furniture.
TEXT_LOST = "text_lost"
#: Warnings that a person should hear of at once: something of the letter is missing from what comes out.
LOSSES = (FACT_FAILED, TEXT_LOST)


class Check(Fact):
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


class Warning_(Part):  # noqa: N801 - the name Warning is Python's own
    """What the reader should know."""

    code: str = Field(description="Short name of the kind of warning, such as table_without_unit.")
    message: str = Field(description="One line for people.")
    evidence: Evidence | None = Field(default=None, description="The place in the letter, where there is one.")
