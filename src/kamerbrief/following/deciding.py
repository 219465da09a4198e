"""What people decided about promises and links, kept beside the links; the history only grows.

    <store>/_links/_decisions.json   every decision, oldest first

A promise is kept or withdrawn, a link accepted or rejected; ``open`` takes back what was decided before.
"""

from __future__ import annotations

import json
from enum import StrEnum
from pathlib import Path

from pydantic import Field, ValidationError

from kamerbrief.contract.base import Part
from kamerbrief.errors import StoreError
from kamerbrief.files import write_atomically

#: No letter has this name: those have letters, digits and hyphens only.
DECISIONS = "_decisions.json"


class Verdict(StrEnum):
    """What a person says of a promise or a link."""

    KEPT = "kept"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    OPEN = "open"


#: What can be said of a promise, and of a link.
OF_PROMISES = frozenset({Verdict.KEPT, Verdict.WITHDRAWN, Verdict.OPEN})
OF_LINKS = frozenset({Verdict.ACCEPTED, Verdict.REJECTED, Verdict.OPEN})


class Settled(Part):
    """One decision."""

    key: str = Field(description="The letter's id, a slash, and the id of the promise or link.")
    verdict: Verdict = Field(description="What was decided.")
    by: str = Field(description="Who decided.")
    at: str = Field(description="When, in UTC (ISO 8601).")
    note: str = Field(default="", description="Why.")


class History(Part):
    """All decisions, oldest first."""

    version: int = Field(default=1, description="Version of this form.")
    decisions: list[Settled] = Field(default_factory=list, description="All decisions.")


def read_history(folder: Path) -> History:
    """What was decided; empty where nothing was. Raises StoreError for a file that holds something else."""
    path = folder / DECISIONS
    try:
        return History.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return History()
    except (OSError, ValidationError) as error:
        raise StoreError(f"{path}: these are no decisions about links; restore the file") from error


def in_force(history: History) -> dict[str, Settled]:
    """The decision that holds for each promise and link, by key."""
    last = {one.key: one for one in history.decisions}
    return {key: one for key, one in last.items() if one.verdict is not Verdict.OPEN}


def keep_decision(folder: Path, decision: Settled) -> None:
    """Adds a decision. To be called while nobody else writes to the store."""
    history = read_history(folder)
    history.decisions.append(decision)
    content = json.dumps(history.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
    write_atomically(folder / DECISIONS, content.encode())
