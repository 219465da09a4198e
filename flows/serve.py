"""Serves the flows with their schedule from this machine: ``python -m flows.serve LETTERS… --output DIR``.

What is served, and when, stands in ``prefect.yaml`` beside this file. Needs a running server (``prefect server
start``): the one that Prefect starts by itself cannot schedule.
"""

from __future__ import annotations

import argparse
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml
from prefect import Flow, serve
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import ConcurrencyLimitConfig
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron

from flows.runs import mark_crashed
from kamerbrief.sources.catalogue import NAMES

_DESCRIBED = Path(__file__).with_name("prefect.yaml")


def described() -> list[dict[str, Any]]:
    """The deployments, as ``prefect.yaml`` describes them."""
    found: list[dict[str, Any]] = yaml.safe_load(_DESCRIBED.read_text(encoding="utf-8"))["deployments"]
    return found


def deployments(given: dict[str, Any], cron: str | None = None) -> list[RunnerDeployment]:
    """What is served: as described, with parameters of one's own, and the first at times of one's own."""
    found = []
    for number, said in enumerate(described()):
        flow = _flow(said["entrypoint"])
        parameters = {**said["parameters"], **{n: v for n, v in given.items() if n in flow.parameters.properties}}
        crons = [schedule["cron"] for schedule in said.get("schedules", [])]
        zones = [schedule["timezone"] for schedule in said.get("schedules", [])]
        crons = [cron] if cron and number == 0 else crons
        limit = said.get("concurrency_limit")
        made = flow.to_deployment(
            said["name"],
            description=said["description"],
            parameters=parameters,
            schedules=[Cron(when, timezone=zone) for when, zone in zip(crons, zones, strict=True)],
            concurrency_limit=ConcurrencyLimitConfig.model_validate(limit) if limit else None,
        )
        if not isinstance(made, RunnerDeployment):
            raise TypeError("deployments are made outside an event loop only")
        found.append(made)
    return found


def _flow(entrypoint: str) -> Flow[Any, Any]:
    file, name = entrypoint.split(":")
    found: Flow[Any, Any] = getattr(import_module(file.removesuffix(".py").replace("/", ".")), name)
    return found


def main() -> None:
    """Reads the options and serves until it is stopped."""
    parser = argparse.ArgumentParser(description="Serve the flows of kamerbrief on their schedule (prefect.yaml).")
    parser.add_argument("paths", nargs="*", metavar="LETTERS", help="letters, or folders with letters")
    parser.add_argument("--source", action="append", choices=NAMES, help="a network source; may be given again")
    parser.add_argument("--since", help="day on which the first run of a network source begins")
    parser.add_argument("--output", default="output", help="the store's folder")
    parser.add_argument("--cron", help="when letters are taken in, if at other times than prefect.yaml says")
    options = parser.parse_args()
    if not options.paths and not options.source:
        parser.error("give letters, or a --source")
    given = {"paths": options.paths, "output": options.output, "sources": options.source, "since": options.since}
    with get_client(sync_client=True) as client:
        mark_crashed(client)
    serve(*deployments(given, options.cron))


if __name__ == "__main__":
    main()
