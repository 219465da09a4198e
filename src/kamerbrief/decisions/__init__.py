"""What people decided about facts, and what that does to an extraction."""

from __future__ import annotations

from kamerbrief.decisions.model import LETTER, Action, Decision, Decisions, Outcome, Standing, Value
from kamerbrief.decisions.plain import FOLLOWING, IDS, PLACES, Fact, start_of, without, words

__all__ = [
    "FOLLOWING",
    "IDS",
    "LETTER",
    "PLACES",
    "Action",
    "Decision",
    "Decisions",
    "Fact",
    "Outcome",
    "Standing",
    "Value",
    "start_of",
    "without",
    "words",
]
