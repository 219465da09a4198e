"""What a terminal shows: tables that can be read, examples that work, and one line for a setting that is wrong."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from kamerbrief.batch import run_batch
from kamerbrief.cli import app
from kamerbrief.contract import CheckStatus
from kamerbrief.export.database import Answer
from kamerbrief.pipeline import extract
from kamerbrief.settings import Settings, settings
from kamerbrief.sources.folder import local_files
from kamerbrief.store import Store
from kamerbrief.views.table import render_table
from kamerbrief.views.tables import as_table
from tests.conftest import FIXTURES
from tests.every_value import every_value

run = CliRunner().invoke


def test_amounts_stand_below_their_programme_and_messages_to_the_left() -> None:
    x = extract(FIXTURES / "begroting-sport" / "letter.docx")
    lines = render_table(x, color=False, width=100).splitlines()
    names = {programme.id: programme.name for programme in x.programmes}
    paid = next(amount for amount in x.amounts if amount.programmes)
    heading = ", ".join(names[programme] for programme in paid.programmes)
    at = next(number for number, line in enumerate(lines) if line.strip() == heading)
    assert "€" in lines[at + 1]
    assert any(line.strip() == "zonder programma" for line in lines) == any(not a.programmes for a in x.amounts)
    for title in (f"Programma's ({len(x.programmes)})", f"Verwijzingen ({len(x.references)})"):
        assert (title in lines) == (not title.endswith("(0)"))
    checks = lines[next(number for number, line in enumerate(lines) if line.startswith("Controles (")) :]
    head, *rows = checks[1:]
    column = head.index("Bevinding")
    marked = [line for line in rows if line.strip().startswith(("✓", "✗", "?"))]
    assert len(marked) == len(x.checks) > 0
    assert all(line[column] != " " and line[column - 1] == " " for line in marked)
    assert max(map(len, lines)) <= 100


def test_all_programmes_and_references_are_listed() -> None:
    x = every_value()
    shown = " ".join(render_table(x, color=False, width=200).split())
    assert all(programme.name in shown for programme in x.programmes)
    assert all(" ".join(reference.evidence.text.split()) in shown for reference in x.references)
    assert "\x1b" in render_table(x, color=True)
    assert CheckStatus.INCONSISTENT in {check.status for check in x.checks}


def test_long_cells_of_an_answer_are_wrapped_and_figures_never() -> None:
    sentence = "Voor de veren en de kades is in de komende jaren veel geld beschikbaar, " * 6
    shown = as_table(Answer(("letter", "value", "sentence"), [("veren", 12_345_678, sentence.strip())]), 80)
    assert max(map(len, shown.splitlines())) <= 80
    assert "12.345.678" in shown
    last = [line.split("│")[3] for line in shown.splitlines() if line.count("│") == 4]
    assert " ".join(" ".join(last).split()) == sentence.strip()


@pytest.fixture
def asked_anew() -> Iterator[None]:
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.mark.usefixtures("asked_anew")
def test_wrong_settings_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMERBRIEF_PUBLISH", "nooit")
    monkeypatch.setenv("KAMERBRIEF_WORKERS", "0")
    done = run(app, ["batch", str(tmp_path)])
    assert done.exit_code == 4
    assert done.stderr.count("\n") == 1
    for said in ("KAMERBRIEF_PUBLISH=nooit: must be always, review or never", "KAMERBRIEF_WORKERS=0: must be greater"):
        assert said in done.stderr


@pytest.mark.usefixtures("asked_anew")
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAX_SECONDS", "inf"),
        ("MAX_SECONDS", "1e300"),
        ("MAX_MEMORY", "9" * 25),
        ("QUERY_MAX_SECONDS", "inf"),
        ("QUERY_MAX_MEMORY", "9" * 25),
        ("NETWORK_TIMEOUT", "inf"),
        ("OCR_MAX_SECONDS", "nan"),
    ],
)
def test_a_limit_that_no_system_counts_is_one_line(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"KAMERBRIEF_{name}", value)
    done = run(app, ["extract", str(FIXTURES / "kort-uitstel" / "letter.docx")])
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (4, "", 1)
    assert done.stderr.startswith(f"kamerbrief: KAMERBRIEF_{name}=")


@pytest.mark.usefixtures("asked_anew")
@pytest.mark.parametrize("name", ["REVIEW_URL", "TWEEDEKAMER_URL", "BEKENDMAKINGEN_URL"])
@pytest.mark.parametrize(
    "value",
    [
        *("", "xx", "/review", "http://", "http:///review", "http://[", "http://[::1", "ftp://brieven.example"),
        *("brieven.example:8050", "javascript:alert(1)", "http://brieven.example:0", "http://brieven.example:99999"),
        *("http://brieven.example:x", "http://een brief", "http://u:w@brieven.example", "http://brieven.example/?a=b"),
        *("http://brieven.example/#a", "http://brieven.example/\x1b[31m"),
    ],
)
def test_an_address_where_nothing_can_be_is_one_line(
    name: str, value: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"KAMERBRIEF_{name}", value)
    done = run(app, ["batch", str(tmp_path)])
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (4, "", 1)
    assert done.stderr.startswith(f"kamerbrief: KAMERBRIEF_{name}=")
    assert done.stderr.endswith(": must be an address such as https://brieven.example/review\n")
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize(
    "value",
    ["http://127.0.0.1:8050", "http://[::1]:8050/", "https://brieven.example/review/", "HTTPS://müller.example"],
)
def test_an_address_is_kept_as_it_is(value: str) -> None:
    assert Settings(review_url=value).review_url == value


@pytest.mark.usefixtures("asked_anew")
def test_settings_that_are_no_text_are_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00")
    done = run(app, ["extract", str(FIXTURES / "kort-uitstel" / "letter.docx")])
    assert (done.exit_code, done.stdout, done.stderr.count("\n")) == (4, "", 1)
    assert done.stderr.startswith("kamerbrief: .env: cannot be read as settings")


def test_the_example_of_timeline_works_on_the_fixtures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(FIXTURES / "begroting-sport" / "letter.docx", tmp_path / "sport.docx")
    run_batch(local_files([tmp_path / "sport.docx"]), Store(tmp_path / "output"), "r1")
    monkeypatch.chdir(tmp_path)
    shown = " ".join(run(app, ["timeline", "--help"]).stdout.split())
    found = re.search(r"Example: kamerbrief (.*)", shown)
    assert found is not None
    assert run(app, shlex.split(found[1])).exit_code == 0
    assert "Sportakkoord II" in (tmp_path / "sportakkoord.html").read_text(encoding="utf-8")


def test_help_keeps_what_stands_in_brackets() -> None:
    said = {name: command.help or "" for name, command in get_command(app).commands.items()}  # type: ignore[attr-defined]
    bracketed = {name: re.findall(r"\[\w+\]", text) for name, text in said.items()}
    assert any(bracketed.values())
    for name, words in bracketed.items():
        shown = run(app, [name, "--help"]).stdout if words else ""
        assert all(word in shown for word in words), name
