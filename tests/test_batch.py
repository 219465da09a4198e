"""Batches in several processes: the same bytes as one process, whatever is killed on the way."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kamerbrief import ingestion
from kamerbrief.batch import run_batch
from kamerbrief.ledger import Outcome
from kamerbrief.settings import Settings
from kamerbrief.sources.folder import LocalFile, local_files
from kamerbrief.store import Store
from kamerbrief.workers import extract_all
from tests.made_letters import many


def contents(store: Path) -> dict[str, bytes]:
    """Every published file of a store by its place."""
    return {
        path.relative_to(store).as_posix(): path.read_bytes()
        for path in sorted(store.glob("*/*"))
        if path.parent.name != ".read"
    }


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return many(tmp_path_factory.mktemp("letters"), 24)


@pytest.fixture(scope="module")
def undisturbed(letters: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that one process filled."""
    root = tmp_path_factory.mktemp("undisturbed")
    assert run_batch(local_files([letters]), Store(root), "r1").counts[Outcome.NEW] == 24
    return root


def test_two_processes_give_the_same_bytes_as_one(letters: Path, undisturbed: Path, tmp_path: Path) -> None:
    seen = []
    run_batch(local_files([letters]), Store(tmp_path), "r1", workers=2, progress=seen.append)
    assert contents(tmp_path) == contents(undisturbed)
    assert [entry.letter for entry in seen] == [f"brief-{number:05}" for number in range(24)]


def test_killed_at_any_moment_the_next_run_continues(letters: Path, undisturbed: Path, tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "kamerbrief.cli",
        "batch",
        str(letters),
        "--store",
        str(tmp_path),
        "--workers",
        "2",
    ]
    chooser = random.Random(20)
    kills = 0
    for most in range(2, 24, 7):
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        while process.poll() is None and len(list(tmp_path.glob("*/extraction.json"))) < most:
            time.sleep(0.005)
        # Somewhere in the middle of the next letters.
        time.sleep(chooser.uniform(0.0, 0.03))
        if process.poll() is None:
            kills += 1
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        time.sleep(0.1)
    assert kills > 2
    last = subprocess.run(command, check=False, capture_output=True)
    assert last.returncode == 0, last.stderr.decode()
    assert contents(tmp_path) == contents(undisturbed)


def _dies(source: LocalFile, config: Settings) -> ingestion.Extracted:
    if source.name == "brief-00005":
        os._exit(9)
    return ingestion.extract_source(source, config)


def test_a_letter_that_kills_its_process_is_recorded(
    letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kamerbrief.workers._watched", _dies)
    # The function is called in a child process, which sees the change only when it is made there again.
    monkeypatch.setattr("kamerbrief.workers._extract_portion", _dying_portion)
    found = list(extract_all(local_files([letters])[:8], Settings(), workers=2))
    assert [extracted.source.name for extracted in found] == [f"brief-{number:05}" for number in range(8)]
    errors = [extracted.error for extracted in found if extracted.error]
    assert errors == ["brief-00005.docx: the process that read it ended without a word; is there enough memory?"]


def _dying_portion(portion: list[LocalFile], config: Settings) -> list[ingestion.Extracted]:
    return [_dies(source, config) for source in portion]


def test_a_letter_may_not_take_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(path: Path, config: Settings) -> None:
        while True:
            time.sleep(0.01)

    monkeypatch.setattr("kamerbrief.pipeline.extract", endless)
    (tmp_path / "lang.txt").write_text("Geachte voorzitter,", encoding="utf-8")
    (source,) = local_files([tmp_path])
    extracted = ingestion.extract_source(source, Settings(max_seconds=0.2))
    assert extracted.content is None
    assert "longer than 0.2 seconds" in (extracted.error or "")


def test_a_bug_on_one_letter_is_that_letters_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(path: Path, config: Settings) -> None:
        raise ValueError("iets\nkapot")

    monkeypatch.setattr("kamerbrief.pipeline.extract", broken)
    (tmp_path / "brief.txt").write_text("Geachte voorzitter,", encoding="utf-8")
    summary = run_batch(local_files([tmp_path]), Store(tmp_path / "out"), "r1")
    assert (summary.failed[0].error or "").startswith(
        "brief.txt: a fault of the program (ValueError: iets kapot; kamerbrief.ingestion:"
    )


@pytest.mark.slow
def test_ten_thousand_letters_run_through(tmp_path: Path) -> None:
    letters = many(tmp_path / "letters", 10_000)
    summary = run_batch(local_files([letters]), Store(tmp_path / "out"), "r1", workers=os.cpu_count() or 1)
    assert summary.counts == {
        Outcome.NEW: 10_000,
        Outcome.UNCHANGED: 0,
        Outcome.CHANGED: 0,
        Outcome.OTHER_FORM: 0,
        Outcome.FAILED: 0,
    }
