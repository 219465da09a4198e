"""The wheel: what is in it, and that it works where there is no checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import FIXTURES

LETTER = FIXTURES / "kabinetsreactie-havens" / "letter.docx"
Installed = tuple[Path, dict[str, str]]


def run(away: Installed, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command line as it comes with the wheel."""
    command = [sys.executable, "-m", "kamerbrief.cli", *arguments]
    return subprocess.run(command, cwd=cwd, env=away[1], capture_output=True, text=True)


def test_the_wheel_has_the_package_alone_and_no_corpus(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        names = packed.namelist()
    assert wheel.stat().st_size <= 8_000_000
    assert {name.split("/")[0].split("-")[0] for name in names} == {"kamerbrief"}
    assert [name for name in names if "corpus" in name or "training" in name or "handwritten" in name] == []
    assert {f"kamerbrief/flows/{part}" for part in ("__init__.py", "ingest.py", "serve.py", "prefect.yaml")} <= {*names}
    assert "kamerbrief/flows.py" not in names
    assert {"kamerbrief/py.typed", "kamerbrief/lexicon/money.toml", "kamerbrief/language/names.toml"} <= {*names}


def test_it_reads_a_letter_as_the_checkout_does(away: Installed, tmp_path: Path) -> None:
    import kamerbrief

    done = run(away, tmp_path, "extract", str(LETTER), "-o", "letter.json")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "letter.json").read_text(encoding="utf-8") == kamerbrief.extract(LETTER).to_json()


def test_its_flows_are_the_package_s_own(away: Installed, tmp_path: Path) -> None:
    telling = (
        "import importlib.util, kamerbrief.flows.serve as serve; "
        "print(serve.__file__, len(serve.deployments({})), importlib.util.find_spec('flows'))"
    )
    done = subprocess.run(
        [sys.executable, "-c", telling], cwd=tmp_path, env=away[1], check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == [str(away[0] / "kamerbrief" / "flows" / "serve.py"), "3", "None"]
    assert "kamerbrief flows serve" in run(away, tmp_path, "flows", "--help").stdout


@pytest.mark.parametrize("command", [["train-ner", "model"], ["train-judges", "judges"]])
def test_without_the_corpora_training_says_where_they_are(command: list[str], away: Installed, tmp_path: Path) -> None:
    done = run(away, tmp_path, *command)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == (
        "kamerbrief: training needs the corpora, which stand in the source only: "
        "pip install -e '.[train]' in a copy of it\n"
    )
    assert list(tmp_path.iterdir()) == []


def test_names_are_scored_without_the_corpora(away: Installed, tmp_path: Path) -> None:
    (tmp_path / "zinnen.txt").write_text("De [Autoriteit Consument en Markt|ORG] ziet toe.\n", encoding="utf-8")
    done = run(away, tmp_path, "evaluate-ner", "zinnen.txt")
    assert done.returncode == 0, done.stderr
    assert "ORG" in done.stdout
