"""What is served from this machine or deployed for a work pool, and when: as ``prefect.yaml`` beside this file says.

Both need a running server (``prefect server start``): the one that Prefect starts by itself cannot schedule.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml
from prefect import Flow, serve
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.actions import WorkPoolCreate
from prefect.client.schemas.objects import ConcurrencyLimitConfig
from prefect.deployments.runner import RunnerDeployment
from prefect.exceptions import ObjectNotFound
from prefect.schedules import Cron
from prefect.settings import get_current_settings
from prefect.types.entrypoint import EntrypointType

from kamerbrief.errors import KamerbriefError
from kamerbrief.settings import settings

from .runners import task_runner
from .runs import mark_crashed

_DESCRIBED = Path(__file__).with_name("prefect.yaml")
_START = "start one with: prefect server start"


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
            entrypoint_type=EntrypointType.MODULE_PATH,
        )
        if not isinstance(made, RunnerDeployment):
            raise TypeError("deployments are made outside an event loop only")
        found.append(made)
    return found


def _flow(entrypoint: str) -> Flow[Any, Any]:
    module, _, name = entrypoint.rpartition(".")
    found: Flow[Any, Any] = getattr(import_module(module), name)
    return found


def serve_flows(given: dict[str, Any], cron: str | None = None) -> None:
    """Serves the flows from this process until it is stopped.

    Raises KamerbriefError where no server answers, or the runner that the settings name is not installed.
    """
    task_runner(settings())
    with _server() as client:
        mark_crashed(client)
    serve(*deployments(given, cron))


def deploy_flows(given: dict[str, Any], cron: str | None, pool: str) -> list[str]:
    """Writes the deployments for workers of a pool, and makes that pool where it is not there, for processes.

    Returns a line for each thing done. Raises KamerbriefError where no server answers.
    """
    done = []
    with _server() as client:
        try:
            client.read_work_pool(pool)
        except ObjectNotFound:
            client.create_work_pool(WorkPoolCreate(name=pool, type="process"))
            done.append(f"made the work pool {pool}")
    for made in deployments(given, cron):
        made.apply(work_pool_name=pool)
        done.append(f"deployed {made.flow_name}/{made.name}")
    return done


@contextmanager
def _server() -> Iterator[SyncPrefectClient]:
    """A client of the server that the settings name, which answers."""
    address = get_current_settings().api.url
    if not address:
        raise KamerbriefError(f"PREFECT_API_URL names no Prefect server: {_START}, and give the address that it prints")
    with get_client(sync_client=True) as client:
        trouble = client.api_healthcheck()
        if trouble is not None:
            said = str(trouble).partition("\n")[0] or type(trouble).__name__
            raise KamerbriefError(f"the Prefect server at {address} does not answer ({said}): {_START}")
        yield client
