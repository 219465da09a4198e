"""One letter again, as a flow: for those who start it from Prefect's own page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import State, flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.states import Completed, Failed

from kamerbrief.comparison import diff
from kamerbrief.ledger import Entry, Outcome, new_run
from kamerbrief.sources.folder import LocalFile
from kamerbrief.store import Store
from kamerbrief.views.diff import render_diff_text
from kamerbrief.work import process_letter, source_of


@task(name="read-letter", cache_policy=NO_CACHE)
def read_letter(source: LocalFile, store: Store, run: str) -> Entry:
    """Reads one letter again and keeps what that gives."""
    return process_letter(source, store, run, again=True)


@flow(name="reprocess")
def reprocess(letter: str, output: str = "output") -> State[Any]:
    """Reads one letter again, given its id or its file, and shows what changed."""
    store, run = Store(Path(output)), new_run()
    source = source_of(letter, store)
    known = store.ledger.entry(source.key)
    before = store.published(known.letter) if known and known.letter else None
    with store.run_of(f"flow reprocess, run {run}"):
        entry = read_letter(source, store, run)
    if entry.outcome is Outcome.FAILED or entry.letter is None:
        return Failed(message=entry.error)
    after = store.candidate(entry.letter) or store.published(entry.letter)
    if before and after:
        changes = render_diff_text(diff(before, after), color=False)
        create_markdown_artifact(key="changes", markdown=f"# {entry.letter}\n\n```\n{changes}```\n")
    return Completed(message=f"{entry.letter}: {entry.outcome}")
