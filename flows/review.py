"""What waits for review, as an artifact on Prefect's page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from prefect import State, flow, get_run_logger
from prefect.artifacts import create_markdown_artifact
from prefect.states import Completed

from kamerbrief.answering import Waiting
from kamerbrief.comparison import Change
from kamerbrief.reviewing import all_waiting
from kamerbrief.stopping import ending_in_time
from kamerbrief.store import Store
from kamerbrief.views.diff import headline, in_line

from .runs import begin
from .telling import key_of, link, plain, table

#: Most changes that are listed; all are counted.
_MOST = 500


@flow(name="review", flow_run_name="review of {output}")
def review(output: str = "output") -> State[Any]:
    """Lists every change that waits for somebody to decide, with links to where that is done.

    Args:
        output: The store's folder.
    """
    begin()
    store = Store(Path(output), create=False)
    with ending_in_time():
        found = all_waiting(store)
    for line in store.troubles:
        get_run_logger().warning("%s", line)
    count = sum(len(one.changes) for one in found)
    said = f"{count} changes in {len(found)} letters wait"
    rows = [row for one in found for row in _rows(one, store)]
    lines = [f"# {said}", "", *table(("letter", "fact", "change", "what", "differs"), rows[:_MOST])]
    if len(rows) > _MOST:
        lines += ["", f"and {len(rows) - _MOST} more"]
    create_markdown_artifact(key=key_of(store, "waiting"), markdown="\n".join(lines))
    return Completed(message=said)


def _rows(waiting: Waiting, store: Store) -> Iterator[list[str]]:
    """A line for each change of a letter: what kind of fact it is about, and whether that came, went or changed."""
    letter = link(store, waiting.letter, "/changes")
    for change in waiting.changes:
        differs = "; ".join(f"{attribute.name} {in_line(attribute)}" for attribute in change.attributes)
        yield [letter, change.kind, _group(change), plain(headline(change)), plain(differs)]


def _group(change: Change) -> str:
    return "added" if change.before is None else "removed" if change.after is None else "changed"
