"""The command line as a user meets it: outputs, exit statuses, one-line errors."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kamerbrief.cli import app
from tests.conftest import FIXTURES

LETTER = FIXTURES / "kabinetsreactie-havens" / "letter.docx"
run = CliRunner().invoke


def test_extract_prints_json_and_nothing_else() -> None:
    result = run(app, ["extract", str(LETTER)])
    assert result.exit_code == 0
    assert json.loads(result.stdout)["schema_version"] == "1.1"
    assert result.stderr == ""


def test_extract_writes_a_file(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "facts.json"
    result = run(app, ["extract", str(LETTER), "-o", str(target)])
    assert (result.exit_code, result.stdout) == (0, "")
    assert json.loads(target.read_text(encoding="utf-8"))["amounts"]
    assert [p.name for p in target.parent.iterdir()] == ["facts.json"]


def test_the_table_shows_amounts_stances_and_checks() -> None:
    shown = run(app, ["extract", str(LETTER), "--view", "table"]).stdout
    assert "€ 48.000.000" in shown
    assert "neemt niet over" in shown
    assert "✓" in shown
    assert "\x1b" not in shown


def test_schema_is_a_json_schema() -> None:
    document = json.loads(run(app, ["schema"]).stdout)
    assert document["$schema"].endswith("2020-12/schema")
    assert set(document["properties"]) >= {"letter", "text", "amounts", "checks", "made_by"}


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("empty.docx", b"", "the file is empty"),
        ("cut.docx", LETTER.read_bytes()[:9000], "damaged or cut off"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<", "pdf"),
        ("other.zip", b"PK\x05\x06" + b"\0" * 18, "no docx"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "convert it with LibreOffice"),
        ("page.html", b"<!DOCTYPE html><html><body>Fout</body></html>", "web page"),
    ],
)
def test_what_is_no_letter_is_one_line_and_status_three(tmp_path: Path, name: str, data: bytes, says: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    result = run(app, ["extract", str(path)])
    assert result.exit_code == 3
    assert result.stdout == ""
    assert says in result.stderr
    assert name in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1


def test_a_file_that_is_not_there_is_status_three(tmp_path: Path) -> None:
    result = run(app, ["extract", str(tmp_path / "weg.docx")])
    assert result.exit_code == 3
    assert "there is no such file" in result.stderr


def test_wrong_usage_is_status_two() -> None:
    assert run(app, ["extract"]).exit_code == 2
    assert run(app, ["extract", str(LETTER), "--view", "picture"]).exit_code == 2


@pytest.mark.parametrize("command", [["extract", str(LETTER)], ["reprocess", str(LETTER)]])
def test_ctrl_c_ends_a_command_in_one_line_and_its_status(
    command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("kamerbrief.pipeline.extract", interrupted)
    result = run(app, command)
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "kamerbrief: stopped by SIGINT\n")


def test_extract_never_imports_prefect_and_import_is_light() -> None:
    code = (
        "import sys, kamerbrief; light = 'spacy' not in sys.modules; kamerbrief.extract(sys.argv[1]);"
        "print(light, 'prefect' in sys.modules, 'pdfplumber' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(LETTER)], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "False", "False"]


@pytest.mark.parametrize("command", ["extract", "schema", "evaluate", "evaluate-ner", "train-ner"])
def test_help_shows_an_example(command: str) -> None:
    assert f"Example: kamerbrief {command}" in run(app, [command, "--help"]).stdout


def test_evaluate_prints_scores_and_json() -> None:
    shown = run(app, ["evaluate", str(FIXTURES / "kort-uitstel")]).stdout
    assert "amounts" in shown
    document = json.loads(run(app, ["evaluate", str(FIXTURES / "kort-uitstel"), "--json"]).stdout)
    assert document["kinds"]["amounts"]["wrong"] == 0
    assert run(app, ["evaluate", str(FIXTURES.parent / "pictures")]).exit_code == 3
