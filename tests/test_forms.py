"""Several files of one letter: the richest form is kept, whichever came first; the others are no failures."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kamerbrief.batch import run_batch
from kamerbrief.cli import app
from kamerbrief.forms import is_other_form, is_richer
from kamerbrief.ledger import Outcome
from kamerbrief.pipeline import extract
from kamerbrief.settings import Publish, Settings
from kamerbrief.sources.folder import local_files
from kamerbrief.store import Store
from tests.conftest import FIXTURES

run = CliRunner().invoke
LETTER = FIXTURES / "kort-uitstel"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    """A folder with the docx and the pdf of a letter, and with its text under a name that stands first."""
    folder = tmp_path / "letters"
    folder.mkdir()
    shutil.copy(LETTER / "letter.docx", folder / "uitstel.docx")
    shutil.copy(LETTER / "letter.pdf", folder / "uitstel.pdf")
    (folder / "uitstel.txt").write_text(extract(LETTER / "letter.docx").text, encoding="utf-8")
    return folder


def outcomes(store: Store, folder: Path) -> dict[str, Outcome]:
    entries = {Path(entry.key).name: entry.outcome for entry in store.ledger.entries()}
    return {path.name: entries[path.name] for path in sorted(folder.iterdir())}


def test_the_richest_form_is_kept_and_the_others_are_no_failures(
    letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    first = run(app, ["batch", "letters", "--workers", "1", "--json"])
    assert first.exit_code == 0
    told = json.loads(first.stdout)
    assert (told["new"], told["other_form"], told["failed"]) == (1, 2, 0)
    again = json.loads(run(app, ["batch", "letters", "--workers", "1", "--json"]).stdout)
    assert (again["unchanged"], again["other_form"], again["failed"]) == (1, 2, 0)
    (letter,) = Store(tmp_path / "output").letters()
    content = json.loads((tmp_path / "output" / letter / "extraction.json").read_bytes())
    assert content["letter"]["source"]["media_type"] == DOCX
    listed = run(app, ["status", "--letters"]).stdout
    assert listed.count("another form of the letter") == 2
    assert f"{letter}: published (uitstel.docx)" in listed


def test_a_richer_form_that_comes_later_takes_the_letter_over(letters: Path, tmp_path: Path) -> None:
    store, aside = Store(tmp_path / "out", Settings(publish=Publish.ALWAYS)), tmp_path / "uitstel.docx"
    (letters / "uitstel.docx").rename(aside)
    run_batch(local_files([letters]), store, "r1")
    assert outcomes(store, letters) == {"uitstel.pdf": Outcome.NEW, "uitstel.txt": Outcome.OTHER_FORM}
    aside.rename(letters / "uitstel.docx")
    for name in ("r2", "r3"):
        assert not run_batch(local_files([letters]), store, name).failed
    found = outcomes(store, letters)
    assert found["uitstel.docx"] is not Outcome.OTHER_FORM
    assert (found["uitstel.pdf"], found["uitstel.txt"]) == (Outcome.OTHER_FORM, Outcome.OTHER_FORM)
    (letter,) = store.letters()
    published = store.published(letter)
    assert published is not None
    assert published.letter.source.media_type == DOCX


def test_another_letter_of_the_same_name_is_still_an_error(letters: Path, tmp_path: Path) -> None:
    other = extract(FIXTURES / "voortgang-geluid" / "letter.docx").text
    (letters / "uitstel.txt").write_text(other, encoding="utf-8")
    store = Store(tmp_path / "out")
    summary = run_batch(local_files([letters]), store, "r1")
    assert [Path(entry.key).name for entry in summary.failed] == ["uitstel.txt"]
    assert "both claim the letter id" in (summary.failed[0].error or "")


def test_a_form_that_is_left_when_the_richest_is_gone_is_kept(letters: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "out", Settings(publish=Publish.ALWAYS))
    run_batch(local_files([letters]), store, "r1")
    (letters / "uitstel.docx").unlink()
    (letters / "uitstel.pdf").unlink()
    text = letters / "uitstel.txt"
    text.write_text(text.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert not run_batch(local_files([letters]), store, "r2").failed
    (letter,) = store.letters()
    published = store.published(letter)
    assert published is not None
    assert published.letter.source.media_type == "text/plain"


def test_forms_of_one_letter_are_known_and_told_from_other_letters() -> None:
    docx, pdf = (extract(LETTER / name) for name in ("letter.docx", "letter.pdf"))
    other = extract(FIXTURES / "voortgang-geluid" / "letter.pdf")
    assert is_other_form(pdf, docx)
    assert is_other_form(docx, pdf)
    assert (is_richer(docx, pdf), is_richer(pdf, docx)) == (True, False)
    assert not is_other_form(other, docx)
    assert not is_other_form(docx, docx)
