"""One letter again, as a flow: for those who start it from Prefect's own page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import State, flow
from prefect.artifacts import create_markdown_artifact
from prefect.states import Completed, Failed

from kamerbrief.reprocessing import reprocess as read_again
from kamerbrief.stopping import ending_in_time
from kamerbrief.store import Store
from kamerbrief.views.diff import render_diff_text

from .runs import begin
from .telling import key_of, link


@flow(name="reprocess", flow_run_name="reprocess {letter}")
def reprocess(letter: str, output: str = "output") -> State[Any]:
    """Reads one letter again, and shows what changed; a run over the whole store may go on meanwhile.

    Args:
        letter: The letter's id in the store, or its file.
        output: The store's folder.
    """
    begin()
    store = Store(Path(output))
    with ending_in_time():
        done = read_again(letter, store)
    if done.failed:
        return Failed(message=done.entry.error)
    said = f"{done.entry.letter}: {done.entry.outcome}"
    if done.changes is not None:
        page = link(store, done.entry.letter or "", "/changes" if done.waits else "")
        shown = render_diff_text(done.changes, color=False)
        create_markdown_artifact(
            key=key_of(store, "changes"), markdown=f"# {page}: {done.entry.outcome}\n\n```\n{shown}```\n"
        )
    return Completed(message=f"{said}; {done.entry.error}" if done.entry.error else said)
