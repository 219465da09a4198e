"""The command for network sources: fetch."""

from __future__ import annotations

import datetime
import json
import time
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from kamerbrief.commands.app import OfStore, OldStoreFolder, app, reports_errors, tell_troubles
from kamerbrief.commands.store import SOME_FAILED, show_summary


@app.command(epilog="Example: kamerbrief fetch --source tweedekamer --since 2026-01-01", cls=OfStore)
@reports_errors
def fetch(
    source: Annotated[
        str,
        typer.Option(
            "--source",
            metavar="NAME",
            help="tweedekamer, tweedekamer-feed or bekendmakingen; tweedekamer-register for the Tweede Kamer's own "
            "register of promises and motions, as far as it belongs to the letters of the store.",
        ),
    ],
    since: Annotated[
        datetime.datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], metavar="DATE", help="Where a first run begins; later ones go on by themselves."
        ),
    ] = None,
    folder: OldStoreFolder = Path("output"),
    limit: Annotated[int | None, typer.Option(min=1, help="Fetch at most so many letters now.")] = None,
    retry_failed: Annotated[bool, typer.Option("--retry-failed", help="Try letters again that failed before.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Fetch new letters from a network source into the store, or the Tweede Kamer's own register."""
    from kamerbrief.fetching import fetch as run_fetch
    from kamerbrief.ledger import new_run
    from kamerbrief.search.index import Index
    from kamerbrief.sources.catalogue import REGISTER, network_source
    from kamerbrief.stopping import stopping
    from kamerbrief.store import Store
    from kamerbrief.views.progress import Progress

    if source == REGISTER:
        if since is not None or limit is not None or retry_failed:
            raise typer.BadParameter("the register is fetched without --since, --limit and --retry-failed")
        _fetch_register(folder, as_json)
        return
    store, run, begin = Store(folder), new_run(), time.perf_counter()
    day, done = since.date() if since else None, list[object]()

    def word() -> str:
        return f"{len(done)} letters done; the same command again goes on with the rest"

    with (
        stopping(word, store.release),
        network_source(source, store.config, day) as asked,
        store.run_of(f"kamerbrief fetch, run {run}"),
        Progress(None) as progress,
    ):

        def step(entry: object) -> None:
            done.append(entry)
            progress.step(entry)

        summary = run_fetch(
            asked,
            store,
            run,
            since=day.isoformat() if day else None,
            limit=limit,
            retry_failed=retry_failed,
            progress=step,
        )
        Index(store).refresh()
    tell_troubles(store)
    show_summary(summary, time.perf_counter() - begin, store, as_json)
    if summary.failed:
        raise typer.Exit(SOME_FAILED)


def _fetch_register(folder: Path, as_json: bool) -> None:
    """Brings the register of a store up to date, and says what that brought."""
    from kamerbrief.ledger import new_run
    from kamerbrief.registering import fetch_register, told
    from kamerbrief.sources.catalogue import register_web
    from kamerbrief.stopping import stopping
    from kamerbrief.store import Store

    store, asked = Store(folder), list[str]()

    def word() -> str:
        return f"{len(asked)} questions asked; the same command again goes on with the rest"

    with (
        stopping(word, store.release),
        register_web(store.config) as web,
        store.run_of(f"kamerbrief fetch of the register, run {new_run()}"),
    ):
        fetched = fetch_register(web, store, asked.append)
    tell_troubles(store)
    if as_json:
        typer.echo(json.dumps(asdict(fetched), ensure_ascii=False, indent=2))
    else:
        line, *problems = told(fetched)
        typer.echo(line)
        for problem in problems:
            typer.echo(f"kamerbrief: {problem}", err=True)
    if fetched.problems:
        raise typer.Exit(SOME_FAILED)
