"""Commands for every night: the flows, served from this machine or deployed for the workers of a pool."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from kamerbrief.commands.app import StoreFolder, app, reports_errors, reports_errors_as

flows = typer.Typer(
    help="Every night: serve the flows on their schedule, or deploy them. Needs a running Prefect server.",
    epilog="Example: kamerbrief flows serve letters/ --source tweedekamer --since 2026-01-01 --store output",
    no_args_is_help=True,
    rich_markup_mode=None,
)
app.add_typer(flows, name="flows")

Letters = Annotated[
    list[Path] | None, typer.Argument(metavar="PATH…", help="Letters, or folders with letters.", show_default=False)
]
Sources = Annotated[
    list[str] | None,
    typer.Option("--source", metavar="NAME", help="tweedekamer, tweedekamer-feed or bekendmakingen; may be repeated."),
]
Since = Annotated[
    datetime.datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Where a first run of a source begins; later ones go on."),
]
Times = Annotated[
    str | None, typer.Option("--cron", metavar="TIMES", help="When letters are taken in, if not as prefect.yaml says.")
]


@flows.command(epilog="Example: kamerbrief flows serve letters/ --source tweedekamer --since 2026-01-01")
@reports_errors_as(serves=True)
def serve(
    paths: Letters = None,
    source: Sources = None,
    since: Since = None,
    store: StoreFolder = Path("output"),
    cron: Times = None,
) -> None:
    """Serve the flows from this machine, until it is stopped."""
    from kamerbrief.flows.serve import serve_flows

    if not paths and not source:
        raise typer.BadParameter("give letters, or a --source")
    serve_flows(_given(paths, source, since, store), cron)


@flows.command(epilog="Example: kamerbrief flows deploy /srv/letters --source tweedekamer --store /srv/output")
@reports_errors
def deploy(
    paths: Letters = None,
    source: Sources = None,
    since: Since = None,
    store: StoreFolder = Path("output"),
    cron: Times = None,
    pool: Annotated[
        str, typer.Option(metavar="NAME", help="The work pool; made where it is not there.")
    ] = "kamerbrief",
) -> None:
    """Write the deployments for a work pool. Without letters or a source they are as prefect.yaml says."""
    from kamerbrief.flows.serve import deploy_flows

    given = _given(paths, source, since, store)
    for line in deploy_flows(given, cron, pool):
        typer.echo(line)
    typer.echo(f"a worker runs them: prefect worker start --pool {pool}", err=True)


def _given(
    paths: list[Path] | None, sources: list[str] | None, since: datetime.datetime | None, store: Path
) -> dict[str, Any]:
    """The parameters of the flows that are given. Places are whole, since a run may begin in another folder."""
    from kamerbrief.sources.catalogue import known_source

    for name in sources or []:
        known_source(name)
    given: dict[str, Any] = {"output": str(store.resolve())}
    if paths or sources:
        given |= {"paths": [str(path.resolve()) for path in paths or []], "sources": sources or []}
    return given | ({"since": since.date().isoformat()} if since else {})
