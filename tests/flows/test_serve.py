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

ROOT = Path(__file__).resolve().parent.parent.parent


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


def test_the_server_starts_and_a_served_flow_runs_on_its_schedule(letters: Path, tmp_path: Path) -> None:
    port = free_port()
    api = f"http://127.0.0.1:{port}/api"
    environment = {
        **os.environ,
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_API_URL": api,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "KAMERBRIEF_RUNNER": "threads",
    }
    environment.pop("PREFECT_API_DATABASE_CONNECTION_URL", None)
    server = [sys.executable, "-m", "prefect", "server", "start", "--host", "127.0.0.1", "--port", str(port)]
    output = tmp_path / "out"
    serving = [sys.executable, "-m", "flows.serve", str(letters), "--output", str(output), "--cron", "* * * * *"]
    log = tmp_path / "log"

    def healthy() -> bool:
        try:
            return httpx.get(f"{api}/health", timeout=2).status_code == 200
        except httpx.HTTPError:
            return False

    def done() -> bool:
        runs = httpx.post(f"{api}/flow_runs/filter", json={}, timeout=10).json()
        return any(run["auto_scheduled"] and run["state_type"] == "COMPLETED" for run in runs)

    with running(server, environment, log) as process:
        until(healthy, 300, process, log)
        with running(serving, environment, tmp_path / "serve-log") as served:
            until(done, 400, served, tmp_path / "serve-log")
            assert len(list(output.glob("*/extraction.json"))) == 10


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
    from flows.serve import deployments

    described = yaml.safe_load((ROOT / "flows" / "prefect.yaml").read_text(encoding="utf-8"))["deployments"]
    served = deployments({"paths": ["brieven"], "output": "elders"})
    assert [(made.name, made.flow_name, made.description) for made in served] == [
        (said["name"], said["entrypoint"].split(":")[1], said["description"]) for said in described
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
