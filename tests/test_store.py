"""The store: what is published, what waits, who has a letter id, and that nothing is lost or half written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kamerbrief.batch import run_batch
from kamerbrief.contract import Extraction
from kamerbrief.errors import StoreError
from kamerbrief.ingestion import is_done
from kamerbrief.ledger import Outcome
from kamerbrief.reprocessing import reprocess
from kamerbrief.settings import Publish, Settings
from kamerbrief.sources.folder import local_files
from kamerbrief.store import Store

LETTER = """Ministerie van Verkeer en Kust

Datum 12 mei 2025
Betreft Voortgang pontveren

Geachte voorzitter,

Voor de veerdienst tussen Oostwerf en Zandhaven is in 2026 € {money} miljoen beschikbaar.
Ik informeer uw Kamer voor de zomer van 2026 over de aanbesteding.
"""


def written(path: Path, money: str = "12") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(LETTER.format(money=money), encoding="utf-8")
    return path


def processed(store: Store, path: Path) -> str:
    entry = reprocess(str(path), store).entry
    return entry.error or entry.outcome


def test_a_first_extraction_is_published_at_once(tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    assert processed(store, written(tmp_path / "veren.txt")) == "new"
    published = store.published("veren")
    assert published is not None
    assert [str(a.value) for a in published.amounts] == ["12000000"]
    assert (tmp_path / "out/veren/document.txt").read_text(encoding="utf-8") == published.text
    Extraction.model_validate_json((tmp_path / "out/veren/extraction.json").read_bytes())


def test_what_a_killed_writer_left_goes(tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    half = tmp_path / "out/veren/.extraction.json.x7.tmp"
    half.parent.mkdir(parents=True)
    half.write_text('{"schema', encoding="utf-8")
    assert processed(store, written(tmp_path / "veren.txt")) == "new"
    assert sorted(path.name for path in half.parent.iterdir()) == ["document.txt", "extraction.json"]


def test_the_same_bytes_are_not_read_twice(tmp_path: Path) -> None:
    store, letter = Store(tmp_path / "out"), written(tmp_path / "veren.txt")
    processed(store, letter)
    before = store.ledger.entry(letter.resolve().as_posix())
    letter.touch()
    assert run_batch(local_files([letter]), store, "r2").skipped == 1
    assert store.ledger.entry(letter.resolve().as_posix()) == before
    assert is_done(before, before.sha256, before.pipeline) if before else False
    assert not is_done(before, before.sha256, "another pipeline") if before else False


@pytest.mark.parametrize(
    ("policy", "published", "candidate"),
    [(Publish.REVIEW, "12000000", "15000000"), (Publish.ALWAYS, "15000000", None), (Publish.NEVER, "12000000", None)],
)
def test_what_differs_later_follows_the_policy(
    tmp_path: Path, policy: Publish, published: str, candidate: str | None
) -> None:
    store = Store(tmp_path / "out", Settings(publish=policy))
    letter = written(tmp_path / "veren.txt")
    processed(store, letter)
    assert processed(store, written(letter, "15")) == "changed"
    now, waiting = store.published("veren"), store.candidate("veren")
    assert now is not None
    assert str(now.amounts[0].value) == published
    assert (str(waiting.amounts[0].value) if waiting else None) == candidate


def test_a_candidate_goes_when_the_letter_is_again_as_published(tmp_path: Path) -> None:
    store, letter = Store(tmp_path / "out"), written(tmp_path / "veren.txt")
    processed(store, letter)
    processed(store, written(letter, "15"))
    assert store.waiting() == ["veren"]
    assert processed(store, written(letter, "12")) == "unchanged"
    assert store.waiting() == []


def test_two_sources_with_one_id_are_an_error_that_names_both(tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    first, second = written(tmp_path / "a/veren.txt"), written(tmp_path / "b/veren.txt", "99")
    processed(store, first)
    error = processed(store, second)
    assert first.as_posix() in error
    assert second.as_posix() in error
    published = store.published("veren")
    assert published is not None
    assert str(published.amounts[0].value) == "12000000"


def test_a_letter_that_was_moved_keeps_its_id(tmp_path: Path) -> None:
    store, first = Store(tmp_path / "out"), written(tmp_path / "a/veren.txt")
    processed(store, first)
    second = tmp_path / "b/veren.txt"
    second.parent.mkdir()
    first.rename(second)
    assert processed(store, second) == "unchanged"
    assert store.ledger.owner("veren") == second.resolve().as_posix()


def test_names_come_from_the_folder_too(tmp_path: Path) -> None:
    for name in ("2024/brief.txt", "2025/brief.txt", "2025/.hidden.txt", "2025/notes.md", "2025/~$brief.docx"):
        written(tmp_path / name)
    assert [file.name for file in local_files([tmp_path])] == ["2024-brief", "2025-brief"]


def test_files_of_one_name_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    first, second, third = (written(tmp_path / name) for name in ("a/x/brief.txt", "b/x/brief.txt", "b/nota.txt"))
    assert [file.name for file in local_files([first, second, third])] == ["a-x-brief", "nota", "b-x-brief"]
    assert [file.name for file in local_files([tmp_path / "a", tmp_path / "b"])] == ["a-x-brief", "nota", "b-x-brief"]
    assert [file.name for file in local_files([first])] == ["brief"]


def test_a_letter_keeps_its_id_however_it_is_named_later(tmp_path: Path) -> None:
    store, letter = Store(tmp_path / "out"), written(tmp_path / "2024/brief.txt")
    run_batch(local_files([tmp_path]), store, "r1")
    written(letter, "99")
    summary = run_batch(local_files([letter]), store, "r2")
    assert summary.counts[Outcome.CHANGED] == 1
    assert {entry.letter for entry in store.ledger.entries()} == {"2024-brief"}


def test_a_letter_id_never_becomes_a_path(tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    for name in ("../../etc/passwd", "/etc/passwd", "..", "a" * 500, "ledger.db", "\0"):
        folder = store.folder(name)
        assert folder.parent == store.root
        assert folder.name not in {"..", ".", "ledger.db"}
        assert len(folder.name) <= 120


def test_a_second_run_is_told_who_holds_the_store(tmp_path: Path) -> None:
    store, other = Store(tmp_path / "out"), Store(tmp_path / "out")
    with store.run_of("kamerbrief batch, run 7"), pytest.raises(StoreError, match=r"batch, run 7, process \d+"):
        other.run_of("another").__enter__()
    with other.run_of("another"):
        pass


def test_a_damaged_published_file_is_made_again(tmp_path: Path) -> None:
    store, letter = Store(tmp_path / "out"), written(tmp_path / "veren.txt")
    processed(store, letter)
    (tmp_path / "out/veren/extraction.json").write_text("{", encoding="utf-8")
    assert processed(store, letter) == "new"
    assert store.published("veren") is not None


def test_a_batch_lists_what_failed_and_goes_on(tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    written(letters / "veren.txt")
    (letters / "kapot.docx").write_bytes(b"PK\x03\x04 no docx at all")
    (letters / "leeg.pdf").write_bytes(b"")
    store = Store(tmp_path / "out")
    summary = run_batch(local_files([letters]), store, "r1")
    assert summary.counts == {
        Outcome.NEW: 1,
        Outcome.UNCHANGED: 0,
        Outcome.CHANGED: 0,
        Outcome.OTHER_FORM: 0,
        Outcome.FAILED: 2,
    }
    assert [Path(entry.key).name for entry in summary.failed] == ["kapot.docx", "leeg.pdf"]
    again = run_batch(local_files([letters]), store, "r2")
    assert (again.skipped, again.counts[Outcome.FAILED]) == (3, 2)
    tried = run_batch(local_files([letters]), store, "r3", retry_failed=True)
    assert tried.skipped == 1
    written(letters / "kapot.txt", "3")
    (letters / "kapot.docx").unlink()
    assert run_batch(local_files([letters]), store, "r4").counts[Outcome.NEW] == 1


def test_nothing_published_tells_when_or_where(tmp_path: Path) -> None:
    for name in ("one", "two"):
        processed(Store(tmp_path / name), written(tmp_path / "veren.txt"))
    first, second = (tmp_path / name / "veren/extraction.json" for name in ("one", "two"))
    assert first.read_bytes() == second.read_bytes()
    assert str(tmp_path) not in first.read_text(encoding="utf-8")
    assert json.loads(first.read_bytes())["letter"]["id"] == "veren"
