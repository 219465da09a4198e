"""What all tests share."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
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


def postgres_programs() -> Path | None:
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return places[-1] if places else None


@pytest.fixture(scope="session")
def postgres_cluster() -> Iterator[str]:
    """The URL of a PostgreSQL cluster that listens on a socket in a folder of its own, without a database's name."""
    programs = postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    # A short path that its own user may enter: pytest's folders are deep, and closed to others.
    with tempfile.TemporaryDirectory(prefix="pg") as made:
        folder, user = Path(made), list[str]()
        if os.geteuid() == 0:
            # PostgreSQL refuses to run as root; Debian's package makes a user for it.
            shutil.chown(folder, "postgres")
            user = ["runuser", "-u", "postgres", "--"]
        data = folder / "data"
        made_with = [*user, programs / "initdb", "-D", data, "-A", "trust", "-U", "k"]
        subprocess.run(made_with, check=True, capture_output=True)
        control = [*user, programs / "pg_ctl", "-D", data]
        start = [*control, "-w", "-l", folder / "log", "-o", f"-k {folder} -c listen_addresses=''", "start"]
        subprocess.run(start, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        yield f"postgresql+psycopg://k@/{{}}?host={folder}"
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True)


@pytest.fixture
def postgres(postgres_cluster: str, request: pytest.FixtureRequest) -> str:
    """The URL of a database of PostgreSQL that is this test's alone."""
    import sqlalchemy as sa

    name = f"t{hashlib.sha256(request.node.nodeid.encode()).hexdigest()[:12]}"
    engine = sa.create_engine(postgres_cluster.format("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return postgres_cluster.format(name)
