"""The flows: the same bytes as a batch on every runner, failures listed, broken runs failed."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kamerbrief.flows.telling import key_of
from kamerbrief.reprocessing import reprocess as read_again
from kamerbrief.settings import Publish, Runner, Settings, settings
from kamerbrief.store import Store
from tests.flows.conftest import published

pytestmark = pytest.mark.usefixtures("prefect")


def artifacts(store: Path) -> dict[str, Any]:
    """The latest artifacts about a store, by what they tell."""
    from prefect.client.orchestration import get_client

    async def read() -> list[Any]:
        async with get_client() as client:
            return await client.read_latest_artifacts(limit=200)

    mark = key_of(Store(store), "")
    found = [artifact for artifact in asyncio.run(read()) if artifact.key and artifact.key.startswith(mark)]
    return {artifact.key.removeprefix(mark): artifact.data for artifact in found}


@pytest.mark.parametrize("runner", [Runner.THREADS, Runner.PROCESSES])
def test_a_flow_publishes_what_a_batch_does(
    runner: Runner, letters: Path, by_batch: dict[str, bytes], tmp_path: Path
) -> None:
    from kamerbrief.flows.ingest import ingest

    state = ingest([str(letters)], str(tmp_path), runner, return_state=True)
    assert state.is_completed(), state.message
    assert state.message == "11 letters: 10 new, 1 failed"
    assert published(tmp_path) == by_batch
    again = ingest([str(letters)], str(tmp_path), runner, return_state=True)
    assert again.message == "11 letters: 10 unchanged, 1 failed"


def test_what_failed_is_listed_and_does_not_fail_the_flow(letters: Path, tmp_path: Path) -> None:
    from kamerbrief.flows.ingest import ingest

    state = ingest([str(letters)], str(tmp_path), Runner.THREADS, return_state=True)
    assert state.is_completed()
    assert state.name == "CompletedWithWarnings"
    found = artifacts(tmp_path)
    assert "geen-brief.pdf" in found["summary"]
    assert {"outcome": "failed", "letters": 1} in json.loads(found["outcomes"])
    store = Store(tmp_path)
    letter = store.letters()[0]
    facts = store.published(letter)
    assert facts is not None
    wrong = sum(check.status == "inconsistent" for check in facts.checks)
    dated = sum(promise.due is not None for promise in facts.commitments)
    (line,) = [line for line in found["summary"].splitlines() if f"/letters/{letter})" in line]
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    assert cells[0].endswith(f"]({store.config.review_url}/letters/{letter})")
    assert cells[1:5] == ["new", str(len(facts.amounts)), str(wrong), str(dated)]
    assert "file:" not in found["summary"]


def test_a_run_that_cannot_work_is_failed(tmp_path: Path) -> None:
    from kamerbrief.flows.ingest import ingest

    state = ingest([str(tmp_path / "nowhere")], str(tmp_path / "out"), Runner.THREADS, return_state=True)
    assert state.is_failed()
    assert "nowhere" in (state.message or "")


def test_trouble_that_may_pass_is_tried_again(
    letters: Path, by_batch: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kamerbrief import ingestion
    from kamerbrief.flows import ingest as module

    tries: list[str] = []

    def slow_disk(source: Any, config: Settings) -> ingestion.Extracted:
        tries.append(source.name)
        if tries.count(source.name) == 1 and source.name == "brief-00003":
            return ingestion.Extracted(source, "", error="the disk did not answer", passing=True)
        return ingestion.extract_source(source, config)

    monkeypatch.setattr(module, "extract_source", slow_disk)
    monkeypatch.setattr(module.read_portion, "retry_delay_seconds", [0.0, 0.0, 0.0])
    state = module.ingest([str(letters)], str(tmp_path), Runner.THREADS, return_state=True)
    assert state.is_completed()
    assert tries.count("brief-00003") == 2
    assert tries.count("geen-brief") == 1
    assert published(tmp_path) == by_batch


#: A cluster of two processes: says where it is and where it has kamerbrief from, and ends when its input does. All of
#: it is imported first, since a scheduler that imports answers nobody meanwhile.
CLUSTER = """
import sys
from distributed import Client, LocalCluster

def place():
    import kamerbrief.flows.ingest
    return kamerbrief.__file__

if __name__ == "__main__":
    place()
    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        with Client(cluster) as client:
            places = sorted(set(client.run(place).values()))
        print(cluster.scheduler_address, *places, flush=True)
        sys.stdin.read()
"""


def test_two_dask_workers_that_have_the_wheel_alone_publish_the_same_bytes(
    letters: Path,
    by_batch: dict[str, bytes],
    away: tuple[Path, dict[str, str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pytest.importorskip("prefect_dask")
    from kamerbrief.flows.ingest import ingest

    folder, environment = away
    script = tmp_path / "cluster.py"
    script.write_text(CLUSTER, encoding="utf-8")
    starting = {"cwd": tmp_path, "env": environment, "stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, str(script)], **starting) as cluster:
        address, place = cluster.stdout.readline().split()
        assert Path(place) == folder / "kamerbrief" / "__init__.py"
        config = settings().model_copy(update={"runner_address": address, "workers": 2})
        monkeypatch.setattr("kamerbrief.flows.ingest.settings", lambda: config)
        state = ingest([str(letters)], str(tmp_path / "out"), Runner.DASK, return_state=True)
        cluster.communicate()
    assert state.is_completed(), state.message
    assert published(tmp_path / "out") == by_batch


def test_what_waits_is_listed_and_one_letter_is_read_again(
    letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kamerbrief.flows.reprocess import reprocess
    from kamerbrief.flows.review import review

    brief = tmp_path / "in" / "veren.txt"
    brief.parent.mkdir()
    text = "Betreft Veren\n\nGeachte voorzitter,\n\nVoor de veren is € {} miljoen beschikbaar.\n"
    brief.write_text(text.format(3), encoding="utf-8")
    store = Store(tmp_path / "out", Settings(publish=Publish.REVIEW))
    read_again(str(brief), store)
    brief.write_text(text.format(4), encoding="utf-8")
    state = reprocess("veren", str(tmp_path / "out"), return_state=True)
    assert state.message == "veren: changed"
    assert "4.000.000" in artifacts(tmp_path / "out")["changes"]
    assert review(str(tmp_path / "out"), return_state=True).message == "1 changes in 1 letters wait"
    waits = artifacts(tmp_path / "out")["waiting"]
    assert "/letters/veren/changes) | amounts | changed |" in waits
    assert reprocess("nergens", str(tmp_path / "out"), return_state=True).is_failed()


@pytest.mark.parametrize(("letters", "workers", "portions"), [(0, 2, 0), (3, 2, 3), (300, 2, 8), (1000, 2, 26)])
def test_portions_hold_every_letter_once_and_come_out_even(letters: int, workers: int, portions: int) -> None:
    from kamerbrief.flows.runners import portions_of

    found = portions_of(range(letters), workers)
    assert [letter for portion in found for letter in portion] == list(range(letters))
    assert len(found) == portions
    assert len({len(portion) for portion in found}) <= 2
    assert max(map(len, found), default=0) <= 40
