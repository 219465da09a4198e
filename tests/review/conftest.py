"""A store with letters, some of which wait for review, and the application over it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from kamerbrief.batch import run_batch
from kamerbrief.contract import Extraction
from kamerbrief.review.app import create_app
from kamerbrief.settings import Publish, Settings
from kamerbrief.sources.folder import local_files
from kamerbrief.store import Store
from tests.conftest import FIXTURES

HOSTILE = """Ministerie van Verkeer en Kust

Datum 3 maart 2025
Betreft <script>alert("onderwerp")</script>

Geachte voorzitter,

Voor <img src=x onerror=alert(1)> is € 5 miljoen beschikbaar. "><svg onload=alert(2)>
"""


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
def client(store: Store) -> Iterator[TestClient]:
    with TestClient(create_app(store), base_url="http://127.0.0.1:8050", follow_redirects=True) as made:
        yield made
