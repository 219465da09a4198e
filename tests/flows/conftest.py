"""One Prefect server for all tests of the flows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kamerbrief.batch import run_batch
from kamerbrief.sources.folder import local_files
from kamerbrief.store import Store
from tests.made_letters import many


@pytest.fixture(scope="session")
def prefect() -> Iterator[None]:
    """A temporary server with a database of its own; its first start takes longer than Prefect's default limit."""
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=600):
        yield


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten letters that can be read, and one that cannot."""
    folder = many(tmp_path_factory.mktemp("letters"), 10)
    (folder / "geen-brief.pdf").write_bytes(b"%PDF-1.4 and nothing more")
    return folder


@pytest.fixture(scope="session")
def by_batch(letters: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What a batch without Prefect publishes of these letters."""
    root = tmp_path_factory.mktemp("by-batch")
    run_batch(local_files([letters]), Store(root), "r1")
    return published(root)


def published(store: Path) -> dict[str, bytes]:
    """Every file of the letters in a store, by its place."""
    return {path.relative_to(store).as_posix(): path.read_bytes() for path in sorted(store.glob("*/*"))}
