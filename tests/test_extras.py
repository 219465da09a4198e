"""What is not installed is said in one line, with the command that brings it."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from kamerbrief.batch import run_batch
from kamerbrief.sources.folder import local_files
from kamerbrief.store import Store
from tests.conftest import FIXTURES

#: The command line where a distribution is not there.
WITHOUT = "import sys; sys.modules[sys.argv.pop(1)] = None; from kamerbrief.cli import app; app()"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with one letter."""
    root = tmp_path_factory.mktemp("store")
    run_batch(local_files([FIXTURES / "kort-uitstel" / "letter.docx"]), Store(root), "r1")
    return root


@pytest.mark.parametrize(
    ("missing", "extra", "arguments", "environment"),
    [
        ("duckdb", "export", ["query", "select 1", "--store", "STORE"], {}),
        ("openpyxl", "export", ["export", "--format", "xlsx", "-o", "tables", "--store", "STORE"], {}),
        (
            "psycopg",
            "postgres",
            ["status", "--store", "STORE"],
            {"KAMERBRIEF_LEDGER": "postgresql+psycopg://nobody@127.0.0.1/nothing"},
        ),
        ("prefect_dask", "dask", ["flows", "serve", "letters"], {"KAMERBRIEF_RUNNER": "dask"}),
        ("prefect_ray", "ray", ["flows", "serve", "letters"], {"KAMERBRIEF_RUNNER": "ray"}),
        pytest.param(
            *("sklearn", "train", ["train-judges", "judges"], {}),
            marks=pytest.mark.skipif(find_spec("kamerbrief.training") is None, reason="it is not in a wheel"),
        ),
        (
            "ocrmypdf",
            "ocr",
            ["extract", str(FIXTURES.parent / "scans" / "begroting-opvang.pdf"), "--ocr", "always"],
            {},
        ),
    ],
)
def test_a_command_says_what_to_install(
    missing: str, extra: str, arguments: list[str], environment: dict[str, str], store: Path, tmp_path: Path
) -> None:
    given = [str(store) if word == "STORE" else word for word in arguments]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, missing, *given],
        cwd=tmp_path, env={**os.environ, **environment}, capture_output=True, text=True,
    )  # fmt: skip
    (line,) = [line for line in done.stderr.splitlines() if "pip install" in line]
    assert f"pip install 'kamerbrief[{extra}]'" in line
    assert "Traceback" not in done.stderr
