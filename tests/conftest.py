"""What all tests share."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import settings

#: A fault of the program fails the test that meets it, also in processes that a test starts.
os.environ["KAMERBRIEF_STRICT"] = "1"

# The same examples in every run: what is found by chance becomes a case of its own.
settings.register_profile("same", derandomize=True, database=None, deadline=None)
settings.load_profile("same")

#: What models learn from stays with the source: with the package as a wheel installs it, its tests are left out.
_OF_TRAINING = ["training", *(f"language/test_{one}.py" for one in ("judging", "names", "second_pass", "tagging"))]
collect_ignore = [] if find_spec("kamerbrief.training") else _OF_TRAINING

ROOT = Path(__file__).resolve().parent.parent
FIXTURES = ROOT / "fixtures" / "letters"
SHARED_LETTERS = ROOT.parent / "shared" / "letters"


@pytest.fixture(scope="session")
def shared_letters() -> Path:
    """The folder of real letters that lies beside the repository; the test is skipped where there is none."""
    if not SHARED_LETTERS.is_dir():
        pytest.skip("the real letters are not here")
    return SHARED_LETTERS


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of the package as it is."""
    folder = tmp_path_factory.mktemp("wheel")
    making = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(making, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.glob("*.whl")
    return made


@pytest.fixture(scope="session")
def away(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """What the wheel installs, as a folder outside the checkout, and the environment of programs that use that."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder)
    return folder, {**os.environ, "PYTHONPATH": str(folder)}
