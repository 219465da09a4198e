"""A real server and the served flows: what runs by schedule."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
import yaml

from kamerbrief.ledger import Ledger
from tests.conftest import postgres_programs
from tests.flows.conftest import published

ROOT = Path(__file__).resolve().parent.parent.parent
#: The command line, whether it is installed or not.
KAMERBRIEF = [sys.executable, "-m", "kamerbrief.cli"]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def running(command: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with (
        log.open("wb") as out,
        subprocess.Popen(command, env=environment, cwd=ROOT, stdout=out, stderr=out, start_new_session=True) as process,
    ):
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def until(condition: object, seconds: float, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if callable(condition) and condition():
            return
        if process.poll() is not None:
            break
        time.sleep(0.5)
    pytest.fail(f"did not come about: {log.read_text(errors='replace')[-3000:]}")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, dict[str, str]]]:
    """A server of its own: its address, and the environment of programs that use it."""
    place, port = tmp_path_factory.mktemp("server"), free_port()
    api = f"http://127.0.0.1:{port}/api"
    environment = {
        **os.environ,
        "PREFECT_HOME": str(place / "prefect"),
        "PREFECT_API_URL": api,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "KAMERBRIEF_RUNNER": "threads",
    }
    environment.pop("PREFECT_API_DATABASE_CONNECTION_URL", None)
    starting = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]

    def healthy() -> bool:
        try:
            return httpx.get(f"{api}/health", timeout=2).status_code == 200
        except httpx.HTTPError:
            return False

    with running(starting, environment, place / "log") as process:
        until(healthy, 300, process, place / "log")
        yield api, environment


def test_a_served_flow_runs_on_its_schedule(
    letters: Path,
    by_batch: dict[str, bytes],
    server: tuple[str, dict[str, str]],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    api, environment = server
    output, log = tmp_path / "out", tmp_path / "log"
    # As on a server of its own: with the ledger in PostgreSQL, where that is here.
    url = request.getfixturevalue("postgres") if postgres_programs() else f"sqlite:///{tmp_path / 'l.db'}"
    environment = {**environment, "KAMERBRIEF_LEDGER": url}
    serving = [*KAMERBRIEF, "flows", "serve", str(letters), "--store", str(output), "--cron", "* * * * *"]

    def done() -> bool:
        runs = httpx.post(f"{api}/flow_runs/filter", json={}, timeout=10).json()
        return any(run["auto_scheduled"] and run["state_type"] == "COMPLETED" for run in runs)

    with running(serving, environment, log) as served:
        until(done, 400, served, log)
    assert published(output) == by_batch
    assert not (output / "ledger.db").exists()
    kept = Ledger(url)
    assert len([entry for entry in kept.entries() if Path(entry.key).parent == letters.resolve()]) == 11
    kept.close()


def test_deployments_are_written_with_the_pool_that_they_need(
    server: tuple[str, dict[str, str]], tmp_path: Path
) -> None:
    api, environment = server
    for said in ("made the work pool nachtploeg\n", ""):
        deploying = [*KAMERBRIEF, "flows", "deploy", "brieven", "--store", "winkel", "--pool", "nachtploeg"]
        done = subprocess.run(deploying, env=environment, cwd=tmp_path, capture_output=True, text=True)
        assert (done.returncode, done.stdout.splitlines()) == (
            0,
            [*said.splitlines(), "deployed ingest/nightly", "deployed reprocess/by-hand", "deployed review/waiting"],
        ), done.stderr
    found = httpx.post(f"{api}/deployments/filter", json={}, timeout=30).json()
    deployed = {one["name"]: one for one in found if one["work_pool_name"] == "nachtploeg"}
    assert {name: one["entrypoint"] for name, one in deployed.items()} == {
        "nightly": "kamerbrief.flows.ingest.ingest",
        "by-hand": "kamerbrief.flows.reprocess.reprocess",
        "waiting": "kamerbrief.flows.review.review",
    }
    nightly = deployed["nightly"]["parameters"]
    assert (nightly["paths"], nightly["sources"]) == ([str(tmp_path / "brieven")], [])
    assert {one["parameters"]["output"] for one in deployed.values()} == {str(tmp_path / "winkel")}
    assert [one["schedule"]["timezone"] for one in deployed["nightly"]["schedules"]] == ["Europe/Amsterdam"]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("", "PREFECT_API_URL names no Prefect server"),
        ("http://127.0.0.1:9/api", "http://127.0.0.1:9/api does not answer"),
    ],
)
def test_without_a_server_it_is_said_in_one_line(address: str, said: str, tmp_path: Path) -> None:
    environment = {**os.environ, "PREFECT_HOME": str(tmp_path), "PREFECT_API_URL": address}
    done = subprocess.run([*KAMERBRIEF, "flows", "deploy"], env=environment, capture_output=True, text=True)
    assert done.returncode == 4
    assert said in done.stderr
    assert "prefect server start" in done.stderr
    assert len(done.stderr.splitlines()) == 1


#: Tells the parameters of flows; in a process of its own, since Prefect imports anew what a flow's file imports.
LOAD = """
import json, sys
from prefect.flows import load_flow_from_entrypoint
print(json.dumps([load_flow_from_entrypoint(name).parameters.properties for name in sys.argv[1:]], default=str))
"""


def test_the_deployments_name_flows_that_exist() -> None:
    described = yaml.safe_load((ROOT / "flows" / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    assert [deployment["name"] for deployment in described] == ["nightly", "by-hand", "waiting"]
    loaded = subprocess.run(
        [sys.executable, "-c", LOAD, *(deployment["entrypoint"] for deployment in described)],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    for deployment, parameters in zip(described, json.loads(loaded.stdout.splitlines()[-1]), strict=True):
        assert set(deployment["parameters"]) <= set(parameters)
        assert all(field["description"] for field in parameters.values())
        assert all(s["timezone"] == "Europe/Amsterdam" for s in deployment.get("schedules", []))


def test_what_is_served_is_what_is_deployed() -> None:
    from kamerbrief.flows.serve import deployments

    described = yaml.safe_load((ROOT / "flows" / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    served = deployments({"paths": ["brieven"], "output": "elders"})
    assert [(made.name, made.flow_name, made.description) for made in served] == [
        (said["name"], said["entrypoint"].rpartition(".")[2], said["description"]) for said in described
    ]
    for made, said in zip(served, described, strict=True):
        schedules = [{"cron": one.schedule.cron, "timezone": one.schedule.timezone} for one in made.schedules]
        assert schedules == said.get("schedules", [])
        assert made.parameters["output"] == "elders"
        assert (made.concurrency_limit == 1) == ("concurrency_limit" in said)
    assert served[0].parameters["paths"] == ["brieven"]
    assert served[0].schedules
    (own,) = deployments({}, "* * * * *")[0].schedules
    assert own.schedule.cron == "* * * * *"
