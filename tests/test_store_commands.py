"""Commands over a store, as a user meets them."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kamerbrief.cli import app
from tests.made_letters import many

run = CliRunner().invoke
TEXT = "Betreft Veren\n\nGeachte voorzitter,\n\nVoor de veren is € {} miljoen beschikbaar.\n"


@pytest.fixture
def letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = many(tmp_path / "letters", 3)
    (folder / "veren.txt").write_text(TEXT.format(3), encoding="utf-8")
    (folder / "kapot.docx").write_bytes(b"PK\x03\x04")
    return folder


def test_a_batch_tells_what_it_did_and_whether_all_went_well(letters: Path) -> None:
    first = run(app, ["batch", "letters", "--workers", "1"])
    assert first.exit_code == 1
    assert "kapot.docx" in first.stdout
    second = run(app, ["batch", "letters", "--workers", "1", "--json"])
    document = json.loads(second.stdout)
    assert (document["new"], document["unchanged"], document["failed"]) == (0, 4, 1)
    (letters / "kapot.docx").unlink()
    assert run(app, ["batch", "letters", "--workers", "1"]).exit_code == 0
    assert run(app, ["batch", "nowhere"]).exit_code == 4


def test_status_lists_what_failed_and_why(letters: Path) -> None:
    assert run(app, ["status"]).exit_code == 4
    run(app, ["batch", "letters", "--workers", "1"])
    shown = run(app, ["status"]).stdout
    assert "letters published 4" in " ".join(shown.split())
    assert "kapot.docx" in shown
    document = json.loads(run(app, ["status", "--json"]).stdout)
    assert [Path(entry["source"]).name for entry in document["failed"]] == ["kapot.docx"]


def test_reprocess_shows_the_difference_and_diff_its_status(letters: Path) -> None:
    run(app, ["batch", "letters", "--workers", "1"])
    assert "0 changed" in run(app, ["reprocess", "veren"]).stdout
    assert run(app, ["diff", "letters/veren.txt", "veren", "--store", "output"]).exit_code == 0
    (letters / "veren.txt").write_text(TEXT.format(8), encoding="utf-8")
    again = run(app, ["reprocess", "letters/veren.txt"])
    assert "value: 3.000.000 → 8.000.000" in again.stdout
    assert "waits for review" in again.stderr
    compared = run(app, ["diff", "veren"])
    assert (compared.exit_code, "3.000.000 → 8.000.000" in compared.stdout) == (1, True)
    document = json.loads(run(app, ["diff", "published", "veren", "--view", "json"]).stdout)
    assert document["changed"] == []
    page = Path("changes.html")
    assert run(app, ["diff", "veren", "candidate", "--view", "html", "-o", str(page)]).exit_code == 1
    assert "8.000.000" in page.read_text(encoding="utf-8")
    assert run(app, ["diff", "veren", "nergens"]).exit_code == 2
    assert run(app, ["reprocess", "nergens"]).exit_code == 4


def test_reprocess_mends_a_damaged_letter_and_says_where_its_source_is_lost(letters: Path) -> None:
    run(app, ["batch", "letters", "--workers", "1"])
    place = Path("output/veren/extraction.json")
    before = place.read_bytes()
    place.write_bytes(b"{")
    told = run(app, ["reprocess", "veren"])
    assert (told.exit_code, told.stdout) == (0, "veren: read and published\n")
    assert place.read_bytes() == before
    for lost in Path("output").glob("ledger.db*"):
        lost.unlink()
    told = run(app, ["reprocess", "veren"])
    assert (told.exit_code, told.stderr) == (
        4,
        "kamerbrief: veren: the ledger has lost its source; name the file, or run 'kamerbrief repair PATH'\n",
    )
    assert run(app, ["reprocess", "letters/veren.txt"]).exit_code == 0
    assert place.read_bytes() == before
    assert "0 changed" in run(app, ["reprocess", "veren"]).stdout


def test_a_source_whose_file_went_bad_is_recorded(letters: Path) -> None:
    run(app, ["batch", "letters", "--workers", "1"])
    (letters / "veren.txt").write_bytes(os.urandom(400))
    again = run(app, ["reprocess", "veren"])
    assert again.exit_code == 1
    assert "veren.txt" in again.stderr
    assert json.loads(Path("output/veren/extraction.json").read_bytes())["amounts"][0]["value"] == 3000000


def test_the_store_is_named_alike_everywhere_and_older_names_go_on_with_a_note(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    for name in ("batch", "fetch", "reprocess", "repair", "status", "review", "accept", "export", "query", "timeline"):
        assert re.search(r"--store\b.* DIR ", run(app, [name, "--help"]).stdout), name
    for former in (["-o", str(tmp_path / "store")], [f"--output={tmp_path / 'store'}"]):
        told = run(app, ["status", "--json", *former])
        assert told.exit_code == 0
        assert "is now called --store" in told.stderr
        assert json.loads(told.stdout)["letters"] == 0
    assert run(app, ["status", "--store", str(tmp_path / "store")]).stderr == ""
