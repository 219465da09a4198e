"""The scheduled flow with a network source: all at first, then nothing, then what changed."""

from __future__ import annotations

import re
import socket
from pathlib import Path

import pytest

from kamerbrief.register_store import read_register
from kamerbrief.settings import Publish, Runner, Settings
from kamerbrief.store import Store
from tests.flows.test_ingest import artifacts
from tests.following.letters import filled
from tests.made_letters import many
from tests.sources.stand_in import Document, StandIn, serving
from tests.sources.test_fetching import kamerstuk
from tests.sources.test_register import motion

pytestmark = pytest.mark.usefixtures("prefect")


def test_the_flow_fetches_and_notices_a_new_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kamerbrief.flows.ingest import ingest

    letters = [path.read_bytes() for path in sorted(many(tmp_path / "in", 4).glob("*.docx"))]
    documents = [Document(f"2026D0000{n}", data, f"2026-02-0{n + 1}T10:00:00Z") for n, data in enumerate(letters[:3])]
    with serving(StandIn(documents)) as server:
        config = Settings(tweedekamer_url=server.url, requests_per_second=500, publish=Publish.REVIEW)
        monkeypatch.setattr("kamerbrief.flows.ingest.settings", lambda: config)
        out = str(tmp_path / "out")

        def run() -> str:
            state = ingest(None, out, Runner.THREADS, sources=["tweedekamer"], since="2026-01-01", return_state=True)
            assert state.is_completed(), state.message
            return str(state.message)

        assert run() == "3 letters: 3 new"
        assert run() == "no letters"
        documents[1].data, documents[1].changed = letters[3], "2026-03-01T10:00:00Z"
        assert run() == "1 letters: 1 changed"
        assert Store(tmp_path / "out").waiting() == ["2026d00001"]


def test_the_flow_fetches_the_register_behind_the_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kamerbrief.flows.ingest import ingest

    with serving(StandIn(register={"Zaak": [motion("2024Z00001", 5)]})) as server:
        config = Settings(tweedekamer_url=server.url, requests_per_second=500)
        monkeypatch.setattr("kamerbrief.flows.ingest.settings", lambda: config)
        out = filled(tmp_path / "out", ["start"]).root
        state = ingest(None, str(out), Runner.THREADS, sources=["tweedekamer-register"], return_state=True)
        assert state.is_completed(), state.message
        register = read_register(out)
        assert register is not None
        assert [one.name for one in register.motions] == ["39001-5"]


def test_what_is_wrong_with_the_register_is_told_and_it_comes_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kamerbrief.flows.ingest import ingest

    with serving(StandIn(register={"Zaak": [motion("2024Z00001", 5), {"Soort": "geen"}]})) as server:
        config = Settings(tweedekamer_url=server.url, requests_per_second=500)
        monkeypatch.setattr("kamerbrief.flows.ingest.settings", lambda: config)
        out = filled(tmp_path / "out", ["start"]).root
        asked = ["tweedekamer-register", "tweedekamer"]
        state = ingest(None, str(out), Runner.THREADS, sources=asked, since="2026-01-01", return_state=True)
        assert (state.type.value, state.name) == ("COMPLETED", "CompletedWithWarnings")
        assert "tweedekamer-register: a motion without a proper Nummer" in state.message
        lists = list(dict.fromkeys(re.findall(r"2\.0/(\w+)", url)[0] for url, _ in server.asked))
        assert lists == ["Document", "Toezegging", "Zaak"]


def test_an_unknown_source_fails_the_run(tmp_path: Path) -> None:
    from kamerbrief.flows.ingest import ingest

    state = ingest(None, str(tmp_path / "out"), Runner.THREADS, sources=["eerstekamer"], return_state=True)
    assert state.is_failed()
    assert "no such source" in (state.message or "")


def nowhere() -> str:
    """The address of a server that is not there."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{found.getsockname()[1]}"


def test_a_source_that_is_down_costs_itself_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kamerbrief.flows import ingest as module

    letters = [path.read_bytes() for path in sorted(many(tmp_path / "in", 2).glob("*.docx"))]
    number, day = "kst-31409-10", "2026-02-01T10:00:00Z"
    document = Document(number, kamerstuk(10), day, "Brief van de minister", media_type="application/xml")
    down, out = nowhere(), str(tmp_path / "out")
    monkeypatch.setattr(module, "_NETWORK_PAUSES", [0.0])
    with serving(StandIn([document])) as server:
        config = Settings(tweedekamer_url=down, bekendmakingen_url=server.url, network_retries=0, network_pause=0.0)
        monkeypatch.setattr("kamerbrief.flows.ingest.settings", lambda: config)
        asked = {"sources": ["tweedekamer", "bekendmakingen"], "since": "2026-01-01", "return_state": True}
        state = module.ingest([str(tmp_path / "in")], out, Runner.THREADS, **asked)
        assert (state.type.value, state.name) == ("COMPLETED", "CompletedWithWarnings")
        assert state.message.startswith(f"{len(letters) + 1} letters: {len(letters) + 1} new; tweedekamer: ")
        assert down.removeprefix("http://") in state.message
        summary = artifacts(tmp_path / "out")["summary"]
        assert "tweedekamer" in summary
        assert down.removeprefix("http://") in summary
        assert len(Store(tmp_path / "out").letters()) == len(letters) + 1
        alone = {**asked, "sources": ["tweedekamer"]}
        state = module.ingest([str(tmp_path / "nergens")], out, Runner.THREADS, **alone)
        assert state.is_failed()
        assert "nergens" in state.message
        assert "tweedekamer: " in state.message
