"""Serves the flows with their schedule from this machine: ``python -m flows.serve LETTERS… --output DIR``.

Needs a running server (``prefect server start``): the one that Prefect starts by itself cannot schedule.
"""

from __future__ import annotations

import argparse
from typing import Any

from prefect import Flow, serve
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron

from flows.ingest import ingest
from flows.reprocess import reprocess
from flows.review import review
from kamerbrief.sources.catalogue import NAMES

TIMEZONE = "Europe/Amsterdam"


def main() -> None:
    """Reads the options and serves until it is stopped."""
    parser = argparse.ArgumentParser(description="Serve the flows of kamerbrief, ingest on a schedule.")
    parser.add_argument("paths", nargs="*", metavar="LETTERS", help="letters, or folders with letters")
    parser.add_argument("--source", action="append", choices=NAMES, help="a network source; may be given again")
    parser.add_argument("--since", help="day on which the first run of a network source begins")
    parser.add_argument("--output", default="output", help="the store's folder")
    parser.add_argument("--cron", default="0 6 * * 1-6", help=f"when, in {TIMEZONE} (default: %(default)s)")
    options = parser.parse_args()
    if not options.paths and not options.source:
        parser.error("give letters, or a --source")
    given = {"paths": options.paths, "output": options.output, "sources": options.source, "since": options.since}
    serve(
        _deployment(ingest, "nightly", schedule=Cron(options.cron, timezone=TIMEZONE), parameters=given),
        _deployment(reprocess, "by-hand", parameters={"output": options.output}),
        _deployment(review, "waiting", parameters={"output": options.output}),
    )


def _deployment(flow: Flow[Any, Any], name: str, **options: Any) -> RunnerDeployment:
    made = flow.to_deployment(name, **options)
    if not isinstance(made, RunnerDeployment):
        raise TypeError("serve() is called outside an event loop only")
    return made


if __name__ == "__main__":
    main()
