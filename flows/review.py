"""What waits for review, as an artifact on Prefect's page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import State, flow
from prefect.artifacts import create_table_artifact
from prefect.states import Completed

from kamerbrief.reviewing import all_waiting
from kamerbrief.store import Store
from kamerbrief.views.diff import headline


@flow(name="review")
def review(output: str = "output") -> State[Any]:
    """Lists every change that waits for somebody to decide."""
    store = Store(Path(output), create=False)
    found = all_waiting(store)
    table = [
        {"letter": one.letter, "kind": change.kind, "change": change.id, "what": headline(change)}
        for one in found
        for change in one.changes
    ]
    create_table_artifact(key="waiting-for-review", table=table)
    return Completed(message=f"{len(table)} changes in {len(found)} letters wait")
