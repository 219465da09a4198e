"""Runs whose process is killed or asked to end: no process stays, and the next run says what became of them."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterName
from prefect.client.schemas.objects import FlowRun

from kamerbrief.flows import runs
from tests.test_stopping import gone, in_time, session

pytestmark = [
    pytest.mark.usefixtures("prefect"),
    pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc"),
]

_FLOW = "import sys; from kamerbrief.flows.ingest import ingest; ingest([sys.argv[1]], sys.argv[2])"


def run_into(store: Path) -> FlowRun:
    with get_client(sync_client=True) as client:
        named = FlowRunFilter(name=FlowRunFilterName(any_=[f"ingest into {store}"]))
        (found,) = client.read_flow_runs(flow_run_filter=named)
    return found


def test_a_flow_that_is_killed_takes_its_processes_along_and_is_known_as_crashed(letters: Path, tmp_path: Path) -> None:
    from prefect.settings import get_current_settings

    settings = get_current_settings().to_environment_variables(exclude_unset=True)
    environment = {**os.environ, **settings, "KAMERBRIEF_RUNNER": "processes", "KAMERBRIEF_WORKERS": "2"}
    store, log = tmp_path / "out", tmp_path / "log"
    command = [sys.executable, "-c", _FLOW, str(letters), str(store)]
    with log.open("wb") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out, start_new_session=True)
    while process.poll() is None and not list(store.glob("*/extraction.json")):
        time.sleep(0.05)
    assert process.poll() is None, log.read_text(errors="replace")[-2000:]
    assert len(session(process.pid)) >= 3
    os.kill(process.pid, signal.SIGKILL)
    assert process.wait(240) != 0
    assert gone(process.pid, 120)
    assert run_into(store).state_type == "RUNNING"
    with get_client(sync_client=True) as client:
        assert runs.mark_crashed(client) == [f"ingest into {store}"]
        assert runs.mark_crashed(client) == []
    assert run_into(store).state_type == "CRASHED"


_STUCK = """
import sys, threading, time
from kamerbrief.flows import ingest as module


def stuck(source, config):
    print("reading", flush=True)
    time.sleep(3600)


class Deaf:
    \"""Something whose end takes long, in which an exception is lost.\"""

    def __del__(self):
        print("ending", flush=True)
        time.sleep(1)
        time.sleep(1)


def asked(*_, **__):
    Deaf()
    time.sleep(3600)


module.extract_source = stuck
if sys.argv[3] == "deaf":
    module._read = asked
if sys.argv[3] == "one letter":
    from kamerbrief.flows import reprocess as module
    module.read_again = asked
    module.reprocess("pont", sys.argv[2])
module.ingest([sys.argv[1]], sys.argv[2], "threads")
"""


@pytest.mark.parametrize(("kind", "sign"), [("reading", "reading"), ("deaf", "ending"), ("one letter", "ending")])
def test_a_flow_that_is_asked_to_end_does_whatever_it_is_at(
    letters: Path, tmp_path: Path, kind: str, sign: str
) -> None:
    from prefect.settings import get_current_settings

    environment = {**os.environ, **get_current_settings().to_environment_variables(exclude_unset=True)}

    def once(trial: int) -> float:
        store, log = tmp_path / f"out{trial}", tmp_path / f"log{trial}"
        command = [sys.executable, "-c", _STUCK, str(letters), str(store), kind]
        with log.open("wb") as out:
            process = subprocess.Popen(command, env=environment, stdout=out, stderr=out, start_new_session=True)
        while process.poll() is None and sign.encode() not in log.read_bytes():
            time.sleep(0.05)
        assert process.poll() is None, log.read_text(errors="replace")[-2000:]
        begin = time.monotonic()
        os.kill(process.pid, signal.SIGTERM)
        try:
            assert process.wait(240) in (-signal.SIGTERM, 128 + signal.SIGTERM), log.read_text(errors="replace")[-2000:]
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        took = time.monotonic() - begin
        assert gone(process.pid, 120)
        assert not (store / ".run.holder").exists()
        return took

    in_time(once)


def test_a_process_is_told_from_a_later_one_of_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    own = runs._this_process()
    assert not runs._is_gone(own)
    assert runs._is_gone(own + "0")
    assert not runs._is_gone("1 on another machine, begun 1")
    assert not runs._is_gone("")
    child = subprocess.Popen([sys.executable, "-c", ""])
    os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
    assert runs._begun(child.pid) == ""
    child.wait()
    assert runs._begun(child.pid) == ""
