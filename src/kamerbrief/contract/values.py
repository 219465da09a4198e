"""The values that attributes of facts can have."""

from __future__ import annotations

from enum import StrEnum


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


class Qualifier(StrEnum):
    """How the letter speaks of an amount: as a fact, or as what is not, no longer, or only perhaps so."""

    ASSERTED = "asserted"
    DENIED = "denied"
    CANCELLED = "cancelled"
    CONDITIONAL = "conditional"
    WISHED = "wished"
    EARLIER = "earlier"
    REPORTED = "reported"


class CommitmentKind(StrEnum):
    """What is promised: the Kamer will hear or receive something, a concrete act, or an effort in general terms."""

    INFORM = "inform"
    ACT = "act"
    INTENTION = "intention"


class Method(StrEnum):
    """How a fact was found: by the wording of a rule, or by what a classifier learned."""

    RULE = "rule"
    LEARNED = "learned"


class Operator(StrEnum):
    """How the terms of a check give its result."""

    SUM = "sum"
    DIFFERENCE = "difference"
    SHARE = "share"
    GROWTH = "growth"
    EQUAL = "equal"
    COUNT = "count"


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
    QUESTION = "question"
    RULING = "ruling"
    EU = "eu"


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


class PercentageUnit(StrEnum):
    """Percent of something, or points between two percentages."""

    PERCENT = "percent"
    PERCENTAGE_POINT = "percentage_point"
