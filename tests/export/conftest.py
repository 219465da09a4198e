"""One store that is filled with fixture letters and never changed."""

from __future__ import annotations

import shutil

import pytest

from kamerbrief.batch import run_batch
from kamerbrief.sources.folder import local_files
from kamerbrief.store import Store
from tests.conftest import FIXTURES

LETTERS = ("begroting-sport", "begroting-opvang", "klimaat-dollars", "twee-adviezen", "voortgang-digitaal")


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    root = tmp_path_factory.mktemp("export")
    (root / "in").mkdir()
    for name in LETTERS:
        shutil.copy(FIXTURES / name / "letter.docx", root / "in" / f"{name}.docx")
    formula = "Betreft =1+1\n\nGeachte voorzitter,\n\n+31 is een landnummer en € 5 miljoen is geld.\n"
    (root / "in" / "formule.txt").write_text(formula, encoding="utf-8")
    made = Store(root / "out")
    assert not run_batch(local_files([root / "in"]), made, "r1").failed
    return made
