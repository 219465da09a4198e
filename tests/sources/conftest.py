"""Letters on the stand-in server."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kamerbrief.settings import Publish, Settings
from tests.made_letters import many
from tests.sources.stand_in import Document, StandIn, serving


@pytest.fixture(scope="session")
def letters(tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = many(tmp_path_factory.mktemp("letters"), 6)
    return [path.read_bytes() for path in sorted(folder.glob("*.docx"))]


@pytest.fixture
def server(letters: list[bytes]) -> Iterator[StandIn]:
    documents = [
        Document(f"2026D0000{number}", data, f"2026-02-0{number + 1}T10:00:00.000Z")
        for number, data in enumerate(letters[:5])
    ]
    with serving(StandIn(documents)) as running:
        yield running


@pytest.fixture
def config(server: StandIn) -> Settings:
    return Settings(
        tweedekamer_url=server.url,
        bekendmakingen_url=server.url,
        requests_per_second=500,
        network_timeout=0.7,
        network_pause=0.01,
        network_retries=3,
        publish=Publish.REVIEW,
    )


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "out"
