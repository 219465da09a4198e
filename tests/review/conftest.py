"""A store with letters, some of which wait for review, and the application over it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from starlette.testclient import TestClient

from kamerbrief.batch import run_batch
from kamerbrief.contract import Extraction
from kamerbrief.review.app import create_app
from kamerbrief.settings import Publish, Settings
from kamerbrief.sources.folder import local_files
from kamerbrief.store import Store
from tests.conftest import FIXTURES

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: What a browser's console calls an error and is none: a page with a status of 4xx, a file asked for after the end.
EXPECTED = ("the server responded with a status of 4", "ERR_CONNECTION_REFUSED")
HOSTILE = """Ministerie van Verkeer en Kust

Datum 3 maart 2025
Betreft <script>alert("onderwerp")</script>

Geachte voorzitter,

Voor <img src=x onerror=alert(1)> is € 5 miljoen beschikbaar. "><svg onload=alert(2)>

Ik informeer uw Kamer voor de zomer van 2026 over <img src=x onerror=alert(3)>.
"""


#: The same in a letter of a dossier.
HOSTILE_PRINT = """Tweede Kamer der Staten-Generaal

39 998 Veren <script>alert("onderwerp")</script>

Nr. 12 BRIEF VAN DE MINISTER VAN VERKEER

Aan de Voorzitter van de Tweede Kamer der Staten-Generaal

Den Haag, 3 maart 2025

Voor <img src=x onerror=alert(1)> is € 5 miljoen beschikbaar.

Ik informeer uw Kamer voor de zomer van 2026 over <svg onload=alert(2)>.
"""


#: A letter, and what of it another version says otherwise.
FERRIES = """Ministerie van Verkeer en Kust

Datum 12 mei 2025
Betreft Pontveren

Geachte voorzitter,

Voor de veerdienst is in 2026 € 120 miljoen beschikbaar en in 2027 € 14 miljoen.

De eilanden ontvangen daarnaast 3% meer. Voor de kade is € 6 miljoen nodig.

Ik informeer uw Kamer voor de zomer van 2026 over de aanbesteding.
"""
REWRITTEN = {"€ 120 miljoen": "€ 125 miljoen", "3% meer. Voor": "4% meer. De pont vaart vaker. Voor", "zomer": "herfst"}


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with letters in ``in`` and their store in ``out``."""
    root = tmp_path_factory.mktemp("review")
    letters = root / "in"
    letters.mkdir()
    shutil.copy(FIXTURES / "kabinetsreactie-havens" / "letter.pdf", letters / "havens.pdf")
    shutil.copy(FIXTURES / "begroting-sport" / "letter.docx", letters / "sport.docx")
    (letters / "gemeen.txt").write_text(HOSTILE, encoding="utf-8")
    summary = run_batch(local_files([letters]), Store(root / "out"), "r1")
    assert not summary.failed
    return root


@pytest.fixture
def desk(filled: Path, tmp_path: Path) -> Path:
    """A copy of that folder, with changes that wait in one letter."""
    shutil.copytree(filled / "in", tmp_path / "in")
    run_batch(local_files([tmp_path / "in"]), Store(tmp_path / "out"), "r1")
    return tmp_path


def machine_reads_otherwise(store: Store, letter: str) -> Extraction:
    """A candidate with another value, one amount less and one commitment less."""
    published = store.published(letter)
    assert published is not None
    content: dict[str, Any] = published.model_dump(mode="json")
    content["amounts"][0]["value"] = 77_000_000
    last = content["amounts"].pop()
    content["recommendations"][0]["stance"] = "rejected"
    for recommendation in content["recommendations"]:
        recommendation["amounts"] = [name for name in recommendation["amounts"] if name != last["id"]]
    content["checks"] = [
        c for c in content["checks"] if last["id"] not in (*c["relation"]["terms"], c["relation"]["result"])
    ]
    candidate = Extraction.model_validate(content)
    with store.writing():
        assert store.keep(letter, candidate) == "changed"
    return candidate


@pytest.fixture
def store(desk: Path) -> Store:
    made = Store(desk / "out", Settings(publish=Publish.REVIEW))
    machine_reads_otherwise(made, "havens")
    return made


@pytest.fixture
def rewritten(store: Store, desk: Path) -> Store:
    """The store with one more letter that waits, for its text has changed."""
    path = desk / "in" / "veren.txt"
    path.write_text(FERRIES, encoding="utf-8")
    assert not run_batch(local_files([desk / "in"]), store, "r2").failed
    text = FERRIES
    for old, new in REWRITTEN.items():
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    assert not run_batch(local_files([desk / "in"]), store, "r3").failed
    machine_reads_otherwise(store, "havens")
    assert store.waiting() == ["havens", "veren"]
    return store


@pytest.fixture
def client(store: Store) -> Iterator[TestClient]:
    with TestClient(create_app(store), base_url="http://127.0.0.1:8050", follow_redirects=True) as made:
        yield made


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium is installed")
    return found


@pytest.fixture
def page(chromium: str) -> Iterator[Page]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="nl-NL")
        problems: list[str] = []
        context.on("weberror", lambda error: problems.append(str(error.error)))
        context.on("console", lambda said: problems.append(said.text) if said.type == "error" else None)
        context.set_default_timeout(90_000)
        made = context.new_page()
        yield made
        browser.close()
        assert [line for line in problems if not any(part in line for part in EXPECTED)] == []


class Served:
    """The real command on a free port, which can be stopped and started again."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            self.port = int(found.getsockname()[1])
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = [
            sys.executable,
            "-m",
            "kamerbrief.cli",
            "review",
            "--store",
            str(self.folder),
            "--port",
            str(self.port),
        ]
        environment = {**os.environ, "LOGNAME": "anna"}
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        for _ in range(1200):
            try:
                if httpx.get(self.url, timeout=5).status_code == 200:
                    return
            except httpx.HTTPError:
                time.sleep(0.1)
        pytest.fail("the application did not start")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)


@pytest.fixture
def served(store: Store) -> Iterator[Served]:
    made = Served(store.root)
    made.start()
    yield made
    made.stop()
