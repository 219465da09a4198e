"""What the program found about the letter: checks of its arithmetic, and warnings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

from pydantic import Field, model_validator

from kamerbrief.contract.base import Fact, Number, Part
from kamerbrief.contract.links import TermId
from kamerbrief.contract.values import CheckStatus, CheckType, Operator
from kamerbrief.contract.warned import Param, WarningCode, fitting
from kamerbrief.letter import Evidence

#: Units of a relation that is not about money.
PERCENT, COUNT = "percent", "count"


class Relation(Part):
    """How figures of the letter follow from one another: its terms, what they give, and what the letter states.

    Sums and differences add the terms up, each with its sign; a share is the first term as a part of the second, growth
    the change from the first term to the second. Of ``equal`` the one term is what the result states again. A ``count``
    has neither terms nor a result: what was counted are no amounts.
    """

    operator: Operator = Field(description="sum, difference, share, growth, equal or count.")
    terms: list[TermId] = Field(
        default_factory=list, description="Ids of the amounts or percentages that take part, in their order."
    )
    signs: list[int] = Field(default_factory=list, description="For each term 1 or -1; empty where all are added.")
    result: TermId | None = Field(
        default=None, description="Id of the amount or percentage that states the outcome; null for a count."
    )
    computed: Number = Field(description="What follows from the terms, in the unit below.")
    stated: Number = Field(description="What the letter states, in the unit below.")
    tolerance: Number = Field(description="Largest difference that rounding explains, in the unit below.")
    unit: str = Field(description="ISO 4217 code for money in whole units, else percent or count.")

    @model_validator(mode="after")
    def _a_sign_for_each_term(self) -> Self:
        if self.signs and (len(self.signs) != len(self.terms) or not {1, -1}.issuperset(self.signs)):
            raise ValueError(f"signs {self.signs} do not fit {len(self.terms)} terms: 1 or -1 for each, or none")
        return self

    @property
    def figures(self) -> list[str]:
        """The ids of all that take part, the result last."""
        return [*self.terms, *([self.result] if self.result else [])]


class Check(Fact):
    """One test of the letter's own arithmetic; the views make a sentence of it."""

    id: str = Field(description="Stable id.")
    type: CheckType = Field(description="What is checked.")
    status: CheckStatus = Field(description="Whether it holds.")
    relation: Relation = Field(description="The arithmetic.")
    evidence: list[Evidence] = Field(default_factory=list, description="The words that relate the figures.")


class Warning_(Part):  # noqa: N801 - the name Warning is Python's own
    """What the reader should know; the views make a sentence of it."""

    code: str = Field(description="Short name of the kind of warning, such as table_without_unit.")
    params: dict[str, Param] = Field(
        default_factory=dict, description="What the warning says beside its kind, by name: page, table, figures."
    )
    evidence: Evidence | None = Field(default=None, description="The place in the letter, where there is one.")


def warning(code: WarningCode, params: Mapping[str, Param] | None = None, evidence: Evidence | None = None) -> Warning_:
    """A warning of a kind with its parameters; raises ValueError where these are not those of the kind."""
    return Warning_(code=code, params=fitting(code, params or {}), evidence=evidence)
