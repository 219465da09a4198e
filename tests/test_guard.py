"""One fact that fails does not cost the letter."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from kamerbrief import pipeline
from kamerbrief.batch import run_batch
from kamerbrief.cli import app
from kamerbrief.errors import ReadError
from kamerbrief.guard import Guard
from kamerbrief.ingestion import extract_source
from kamerbrief.ledger import Outcome
from kamerbrief.settings import Settings, settings
from kamerbrief.sources.folder import local_files
from kamerbrief.store import Store
from kamerbrief.views.findings import warning_in_words
from kamerbrief.views.progress import render_status, render_summary, status_of
from kamerbrief.views.words import Language
from tests.conftest import FIXTURES

LETTER = FIXTURES / "kabinetsreactie-havens" / "letter.docx"
#: The finders of the pipeline, and the lists of facts that are empty when one fails.
FINDERS = {
    "find_letterhead": (),
    "find_amounts": ("amounts",),
    "find_percentages": ("percentages",),
    "find_programmes": ("programmes",),
    "link_programmes": (),
    "find_commitments": ("commitments",),
    "find_recommendations": ("recommendations",),
    "link_recommendations": (),
    "run_checks": ("checks",),
    "find_references": ("references",),
    "find_entities": ("entities",),
}
LISTS = ("amounts", "percentages", "programmes", "commitments", "recommendations", "checks", "references", "entities")
TOLERANT = Settings(strict=False)


def broken(error: BaseException) -> Callable[..., Any]:
    """A finder that raises."""

    def find(*_args: object, **_more: object) -> Any:
        raise error

    return find


@pytest.mark.parametrize("name", FINDERS)
def test_a_finder_that_fails_costs_its_own_facts_only(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pipeline.extract(LETTER)
    monkeypatch.setattr(pipeline, name, broken(KeyError("volksgezondheid")))
    found = pipeline.extract(LETTER, config=TOLERANT)
    (failed,) = (warning for warning in found.warnings if warning.code == "fact_failed")
    assert failed.params["error"] == "KeyError"
    assert str(failed.params["at"]).startswith("kamerbrief.guard:")
    assert "volksgezondheid" not in failed.model_dump_json()
    empty = {kind for kind in LISTS if getattr(whole, kind) and not getattr(found, kind)}
    assert empty - {"checks"} == set(FINDERS[name]) - {"checks"}


def test_a_check_that_fails_leaves_the_other_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kamerbrief.checks.shares_and_growth", broken(ZeroDivisionError()))
    found = pipeline.extract(LETTER, config=TOLERANT)
    assert found.checks
    assert [w.params["finder"] for w in found.warnings if w.code == "fact_failed"] == ["shares and growth"]


def test_the_warning_names_the_line_in_this_program_and_no_folder() -> None:
    from kamerbrief.annotate.time import find_dates

    guard = Guard()
    assert guard.every("dates", find_dates, None) == []  # type: ignore[arg-type]
    said = warning_in_words(guard.warnings[0], Language.EN)
    assert said.startswith("dates: not found for a fault of the program (TypeError in kamerbrief.annotate.time.days:")
    assert "/" not in said


def test_a_strict_guard_lets_the_error_through() -> None:
    assert settings().strict, "tests run strict"
    with pytest.raises(KeyError):
        Guard(strict=True).find("dates", None, broken(KeyError("x")))


@pytest.mark.parametrize("error", [MemoryError(), KeyboardInterrupt(), ReadError("a.txt", "takes too long")])
def test_what_is_no_fault_of_a_finder_is_raised(error: BaseException) -> None:
    with pytest.raises(type(error)):
        Guard().find("dates", None, broken(error))


def test_a_time_limit_ends_a_finder_that_never_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "find_references", lambda *_: time.sleep(60))
    found = extract_source(local_files([LETTER])[0], Settings(strict=False, max_seconds=2))
    assert found.content is None
    assert "longer than 2 seconds" in str(found.error)


def test_extract_writes_the_facts_and_tells_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "find_references", broken(IndexError()))
    monkeypatch.setenv("KAMERBRIEF_STRICT", "0")
    settings.cache_clear()
    result = CliRunner().invoke(app, ["extract", str(LETTER)])
    settings.cache_clear()
    assert result.exit_code == 0
    assert json.loads(result.stdout)["amounts"]
    assert result.stderr.startswith(
        "kamerbrief: letter.docx: references: not found for a fault of the program (IndexError"
    )
    assert len(result.stderr.splitlines()) == 1


@pytest.fixture
def tolerant(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """The settings of users, whom no fault of the program stops."""
    monkeypatch.setenv("KAMERBRIEF_STRICT", "0")
    settings.cache_clear()
    yield monkeypatch
    settings.cache_clear()


@pytest.mark.parametrize("place", ["kamerbrief.pipeline.read_letter", "kamerbrief.pipeline.analyse"])
def test_a_fault_that_costs_the_letter_is_one_line(tolerant: pytest.MonkeyPatch, place: str) -> None:
    tolerant.setattr(place, broken(ZeroDivisionError("float\ndivision")))
    told = CliRunner().invoke(app, ["extract", str(LETTER)])
    assert (told.exit_code, told.stdout, len(told.stderr.splitlines())) == (4, "", 1)
    assert told.stderr.startswith(
        "kamerbrief: letter.docx: a fault of the program (ZeroDivisionError: float division; kamerbrief.pipeline:"
    )
    assert "KAMERBRIEF_STRICT=1" in told.stderr


@pytest.mark.parametrize("view", ["table", "html"])
def test_a_fault_in_showing_a_letter_is_one_line(tolerant: pytest.MonkeyPatch, view: str) -> None:
    tolerant.setattr(f"kamerbrief.views.{view}.render_{view}", broken(KeyError("kleur")))
    told = CliRunner().invoke(app, ["extract", str(LETTER), "--view", view])
    assert (told.exit_code, told.stdout) == (4, "")
    assert told.stderr.startswith("kamerbrief: letter.docx: a fault of the program (KeyError: 'kleur'; ")


@pytest.mark.parametrize(
    ("error", "says"),
    [
        (RecursionError("too deep"), "a fault of the program (RecursionError: too deep; kamerbrief."),
        (MemoryError(), "there is not enough memory; "),
    ],
)
def test_a_fault_of_any_command_is_one_line(
    tolerant: pytest.MonkeyPatch, tmp_path: Path, error: Exception, says: str
) -> None:
    tolerant.setattr("kamerbrief.views.progress.status_of", broken(error))
    told = CliRunner().invoke(app, ["status", "--store", str(tmp_path)])
    assert (told.exit_code, told.stdout, len(told.stderr.splitlines())) == (4, "", 1)
    assert told.stderr.startswith(f"kamerbrief: {says}")


def test_a_strict_command_shows_all_of_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read_letter", broken(ZeroDivisionError()))
    assert isinstance(CliRunner().invoke(app, ["extract", str(LETTER)]).exception, ZeroDivisionError)


def test_batch_and_status_name_letters_that_lack_facts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "find_references", broken(IndexError()))
    store = Store(tmp_path / "store", TOLERANT)
    summary = run_batch(local_files([LETTER]), store, "r1")
    again = run_batch(local_files([LETTER]), store, "r2")
    assert summary.counts[Outcome.NEW] == 1
    assert not summary.failed
    for told in (render_summary(summary, 1, 0), render_summary(again, 1, 0), render_status(status_of(store))):
        assert f"facts missing: {LETTER}: references: not found for a fault of the program (IndexError" in told
    (missing,) = status_of(store)["facts_missing"]
    assert missing["letter"] == store.letters()[0]
