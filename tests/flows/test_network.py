"""The scheduled flow with a network source: all at first, then nothing, then what changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kamerbrief.settings import Publish, Runner, Settings
from kamerbrief.store import Store
from tests.made_letters import many
from tests.sources.stand_in import Document, StandIn, serving

pytestmark = pytest.mark.usefixtures("prefect")


def test_the_flow_fetches_and_notices_a_new_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from flows.ingest import ingest

    letters = [path.read_bytes() for path in sorted(many(tmp_path / "in", 4).glob("*.docx"))]
    documents = [Document(f"2026D0000{n}", data, f"2026-02-0{n + 1}T10:00:00Z") for n, data in enumerate(letters[:3])]
    with serving(StandIn(documents)) as server:
        config = Settings(tweedekamer_url=server.url, requests_per_second=500, publish=Publish.REVIEW)
        monkeypatch.setattr("flows.ingest.settings", lambda: config)
        out = str(tmp_path / "out")

        def run() -> str:
            state = ingest(None, out, Runner.THREADS, sources=["tweedekamer"], since="2026-01-01", return_state=True)
            assert state.is_completed(), state.message
            return str(state.message)

        assert run() == "3 letters: 3 new, 0 unchanged, 0 changed, 0 failed"
        assert run() == "0 letters: 0 new, 0 unchanged, 0 changed, 0 failed"
        documents[1].data, documents[1].changed = letters[3], "2026-03-01T10:00:00Z"
        assert run() == "1 letters: 0 new, 0 unchanged, 1 changed, 0 failed"
        assert Store(tmp_path / "out").waiting() == ["2026d00001"]


def test_an_unknown_source_fails_the_run(tmp_path: Path) -> None:
    from flows.ingest import ingest

    state = ingest(None, str(tmp_path / "out"), Runner.THREADS, sources=["eerstekamer"], return_state=True)
    assert state.is_failed()
    assert "no such source" in (state.message or "")
