"""One letter again, as a flow: for those who start it from Prefect's own page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from prefect import State, flow, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.states import Completed, Failed

from kamerbrief.comparison import diff
from kamerbrief.ingestion import process_letter, source_of
from kamerbrief.ledger import Entry, Outcome, new_run
from kamerbrief.sources.folder import LocalFile
from kamerbrief.store import Store
from kamerbrief.views.diff import render_diff_text

from .runs import begin
from .telling import key_of, link


@task(name="read-letter", cache_policy=NO_CACHE)
def read_letter(source: LocalFile, store: Store, run: str) -> Entry:
    """Reads one letter again and keeps what that gives."""
    return process_letter(source, store, run, again=True)


@flow(name="reprocess", flow_run_name="reprocess {letter}")
def reprocess(letter: str, output: str = "output") -> State[Any]:
    """Reads one letter again, and shows what changed; a run over the whole store may go on meanwhile.

    Args:
        letter: The letter's id in the store, or its file.
        output: The store's folder.
    """
    begin()
    store, run = Store(Path(output)), new_run()
    source = source_of(letter, store)
    known = store.ledger.entry(source.key)
    before = store.published(known.letter) if known and known.letter else None
    entry = read_letter(source, store, run)
    if entry.outcome is Outcome.FAILED or entry.letter is None:
        return Failed(message=entry.error)
    after = store.candidate(entry.letter) or store.published(entry.letter)
    if before and after:
        page = "/changes" if store.candidate(entry.letter) else ""
        changes = render_diff_text(diff(before, after), color=False)
        text = f"# {link(store, entry.letter, page)}: {entry.outcome}\n\n```\n{changes}```\n"
        create_markdown_artifact(key=key_of(store, "changes"), markdown=text)
    return Completed(message=f"{entry.letter}: {entry.outcome}")
