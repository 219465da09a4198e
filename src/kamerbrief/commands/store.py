"""Commands for many letters in a store: batch, reprocess, status."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kamerbrief.commands.app import (
    OcrOption,
    OfStore,
    OldStoreFolder,
    app,
    reports_errors,
    settings_with,
    tell_troubles,
)

if TYPE_CHECKING:
    from kamerbrief.batch import Summary
    from kamerbrief.store import Store

#: Exit status of a batch in which at least one letter failed.
SOME_FAILED = 1


@app.command(epilog="Example: kamerbrief batch letters/ --store output --workers 4", cls=OfStore)
@reports_errors
def batch(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH…", help="Letters, or folders with letters.")],
    folder: OldStoreFolder = Path("output"),
    workers: Annotated[
        int | None, typer.Option(min=1, max=256, help="How many processes read letters; else one a processor.")
    ] = None,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try letters again that failed before.")] = False,
    ocr: OcrOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Read many letters into the store; what was done before is skipped."""
    from kamerbrief.batch import run_batch
    from kamerbrief.ledger import new_run
    from kamerbrief.search.index import Index
    from kamerbrief.sources.folder import list_letters
    from kamerbrief.stopping import stopping
    from kamerbrief.store import Store
    from kamerbrief.views.progress import Progress

    found, done = list_letters(paths, folder), list[object]()
    for line in found.passed_over:
        typer.echo(f"kamerbrief: passed over: {line}", err=True)
    store, run, begin = Store(folder, settings_with(ocr)), new_run(), time.perf_counter()

    def word() -> str:
        return f"{len(done)} of {len(found.files)} letters done; the same command again goes on with the rest"

    with (
        stopping(word, store.release),
        store.run_of(f"kamerbrief batch, run {run}"),
        Progress(len(found.files)) as progress,
    ):

        def step(entry: object) -> None:
            done.append(entry)
            progress.step(entry)

        summary = run_batch(
            found.files,
            store,
            run,
            workers=workers or store.config.workers,
            retry_failed=retry_failed,
            progress=step,
        )
        Index(store).refresh()
    tell_troubles(store)
    show_summary(summary, time.perf_counter() - begin, store, as_json)
    if summary.failed:
        raise typer.Exit(SOME_FAILED)


def show_summary(summary: Summary, seconds: float, store: Store, as_json: bool) -> None:
    """Prints what a run did, for people or as JSON."""
    from kamerbrief.views.progress import render_summary

    waiting = store.waiting()
    if as_json:
        counts = {outcome.value: count for outcome, count in summary.counts.items()}
        failed = [{"source": entry.key, "error": entry.error} for entry in summary.failed]
        missing = [{"source": entry.key, "error": entry.error} for entry in summary.incomplete]
        document = {"run": summary.run, **counts, "waiting_for_review": waiting, "failures": failed}
        document["facts_missing"], document["made_again"] = missing, summary.mended
        typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
    else:
        typer.echo(render_summary(summary, seconds, len(waiting)), nl=False)


@app.command(epilog="Example: kamerbrief reprocess 24446-101 --store output", cls=OfStore)
@reports_errors
def reprocess(
    letter: Annotated[str, typer.Argument(metavar="LETTER|FILE", help="A letter's id in the store, or its file.")],
    folder: OldStoreFolder = Path("output"),
    ocr: OcrOption = None,
) -> None:
    """Read one letter again, and show what changed."""
    from kamerbrief.reprocessing import reprocess as read_again
    from kamerbrief.store import Store
    from kamerbrief.views.diff import render_diff_text

    done = read_again(letter, Store(folder, settings_with(ocr)))
    if done.entry.error:
        typer.echo(f"kamerbrief: {done.entry.error}", err=True)
    if done.failed:
        raise typer.Exit(SOME_FAILED)
    if done.changes is None:
        typer.echo(f"{done.entry.letter}: read and published")
        return
    typer.echo(render_diff_text(done.changes, color=sys.stdout.isatty()), nl=False)
    if done.waits:
        typer.echo(f"{done.entry.letter} waits for review: kamerbrief review --store {folder}", err=True)


@app.command(epilog="Example: kamerbrief repair letters/ --store output", cls=OfStore)
@reports_errors
def repair(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH…", help="Sources, where the ledger that knew them is lost.")
    ] = None,
    folder: OldStoreFolder = Path("output"),
) -> None:
    """Make a store whole: the ledger from the letters' folders, damaged folders from their sources."""
    from kamerbrief.ledger import new_run
    from kamerbrief.repairing import open_for_repair
    from kamerbrief.repairing import repair as mend
    from kamerbrief.sources.folder import local_files
    from kamerbrief.stopping import stopping

    store, done = open_for_repair(folder)
    run = new_run()
    with (
        stopping(lambda: "the same command again goes on", store.release),
        store.run_of(f"kamerbrief repair, run {run}"),
    ):
        found = mend(store, local_files(paths or [], folder), run)
    for line in [*done, *found.done]:
        typer.echo(line)
    for line in found.left:
        typer.echo(f"kamerbrief: still wrong: {line}", err=True)
    if found.left:
        raise typer.Exit(SOME_FAILED)
    typer.echo("the store is whole")


@app.command(epilog="Example: kamerbrief status --store output --letters", cls=OfStore)
@reports_errors
def status(
    folder: OldStoreFolder = Path("output"),
    letters: Annotated[bool, typer.Option("--letters", help="List every letter with its warnings and errors.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print as JSON.")] = False,
) -> None:
    """Show what is in the store, what failed and why, and what waits for review."""
    from kamerbrief.store import Store
    from kamerbrief.views.progress import letters_of, render_status, status_of

    store = Store(folder, create=False)
    found = status_of(store)
    if letters:
        found["by_letter"] = letters_of(store, found["damaged"])
    typer.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else render_status(found), nl=as_json)
