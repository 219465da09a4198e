"""Amounts of money and percentages.

Money is :class:`decimal.Decimal` inside and a JSON number outside; it is never computed in binary floating point.
"""

from __future__ import annotations

import datetime
from decimal import Decimal

from pydantic import ConfigDict, Field

from kamerbrief.contract.base import Fact, Number, Part
from kamerbrief.contract.links import FactId
from kamerbrief.contract.values import Movement, PercentageUnit, Precision, Qualifier, Recurrence
from kamerbrief.letter import Evidence

#: More whole currency units than any amount in a letter: a larger figure is no money.
LARGEST_AMOUNT = 10**13


class Period(Part):
    """The calendar years, both included, that money is for; null means open."""

    from_year: int | None = Field(default=None, description="First year.")
    until_year: int | None = Field(default=None, description="Last year.")
    start: datetime.date | None = Field(default=None, alias="from", description="First day, where days are stated.")
    until: datetime.date | None = Field(default=None, description="Last day, where days are stated.")

    model_config = ConfigDict(extra="forbid", populate_by_name=True, serialize_by_alias=True)


class TablePlace(Part):
    """Where in a table an amount stands and how its unit was found."""

    id: str = Field(description="Id of the table.")
    row: int = Field(description="Row, counted from 0.")
    column: int = Field(description="Column, counted from 0.")
    row_header: str | None = Field(default=None, description="Words that head the row.")
    column_header: str | None = Field(default=None, description="Words that head the column.")
    section: str | None = Field(default=None, description="The heading inside the table under which the row stands.")
    unit: str | None = Field(default=None, description="The words that state the unit, such as mln euro.")


class Amount(Fact):
    """An amount of money."""

    id: str = Field(description="Stable id, made from its own words; see contract/identity.py.")
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
    programmes: list[FactId] = Field(default_factory=list, description="Ids of the programmes it goes to.")
    table: TablePlace | None = Field(default=None, description="Its place in a table, if it stands in one.")
    restates: FactId | None = Field(
        default=None, description="Id of the earlier amount in this letter that this one states again; count it once."
    )
    part_of: FactId | None = Field(
        default=None,
        description="Id of the amount that this one is a part of: by waarvan, daarvan, w.v., a sum that the letter "
        "relates, or the total of its column.",
    )
    replaced_by: FactId | None = Field(
        default=None,
        description="Id of the amount that takes the place of this one: of van € 60 mln naar € 68 mln the second.",
    )
    qualifier: Qualifier = Field(default=Qualifier.ASSERTED, description="Whether the letter asserts it, denies it, …")
    counts: bool = Field(
        default=False,
        description="True where adding up over the letter is right: a level in euros, named once, and of a whole and "
        "its parts only one side.",
    )
    attribute_evidence: dict[str, Evidence] = Field(
        default_factory=dict, description="For attributes that were read from words of their own: those words."
    )
    unit_in_last_place: Number = Field(
        default=Decimal(1), description="One unit of the last printed decimal, in whole currency units (tolerance)."
    )


class Percentage(Fact):
    """A percentage, or a difference in percentage points."""

    id: str = Field(description="Stable id.")
    evidence: Evidence = Field(description="The words of the percentage.")
    value: Number | None = Field(description="The figure; null for a range.")
    low: Number | None = Field(default=None, description="Lower end of a range.")
    high: Number | None = Field(default=None, description="Upper end of a range.")
    unit: PercentageUnit = Field(description="percent or percentage_point.")
    precision: Precision = Field(default=Precision.EXACT, description="How exactly it is stated.")
    movement: Movement = Field(default=Movement.LEVEL, description="A level, or a change.")
