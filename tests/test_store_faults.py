"""Faults of a store: each is told in a line, costs one letter at most, and can be mended."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from typer.testing import CliRunner

from kamerbrief.batch import run_batch
from kamerbrief.cli import app
from kamerbrief.errors import KamerbriefError, ReadError, SourceError, UnusableStoreError
from kamerbrief.export.database import query
from kamerbrief.export.run import export
from kamerbrief.export.writers import Format, loaded
from kamerbrief.files import read_whole
from kamerbrief.ledger import Outcome
from kamerbrief.reading import read_letter
from kamerbrief.reviewing import all_waiting
from kamerbrief.search.index import Index
from kamerbrief.search.listing import LETTERS, Asked, every
from kamerbrief.sources.folder import key_of, list_letters, local_files, path_of
from kamerbrief.store import Store

run = CliRunner().invoke
LETTER = (
    "Betreft Pont {0}\n\nGeachte voorzitter,\n\nVoor pont {0} van het Deltaprogramma is in 2026 € {1} miljoen nodig.\n"
)
PUBLISHED = "extraction.json"


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    for number in range(3):
        (folder / f"pont-{number}.txt").write_text(LETTER.format(number, number + 2), encoding="utf-8")
    return folder


@pytest.fixture
def filled(letters: Path, tmp_path: Path) -> Store:
    store = Store(tmp_path / "out")
    assert run_batch(local_files([letters]), store, "r1").counts[Outcome.NEW] == 3
    return store


def changed(letters: Path) -> None:
    for path in letters.glob("*.txt"):
        path.write_text(path.read_text(encoding="utf-8").replace(" miljoen", "9 miljoen"), encoding="utf-8")


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe"])
def test_damaged_decisions_cost_one_letter(filled: Store, letters: Path, content: bytes) -> None:
    (filled.folder("pont-1") / "decisions.json").write_bytes(content)
    changed(letters)
    summary = run_batch(local_files([letters]), filled, "r2")
    assert (summary.counts[Outcome.CHANGED], summary.counts[Outcome.FAILED]) == (2, 1)
    assert "decisions.json" in (summary.failed[0].error or "")
    (filled.folder("pont-1") / "decisions.json").unlink()
    assert run_batch(local_files([letters]), filled, "r3").counts[Outcome.CHANGED] == 1


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"\xff\xfe"])
def test_damaged_decisions_are_told_of_where_their_letter_is_unchanged(
    filled: Store, letters: Path, content: bytes
) -> None:
    place = filled.folder("pont-1") / "decisions.json"
    place.write_bytes(content)
    command = ["batch", str(letters), "--store", str(filled.root), "--workers", "1"]
    for _ in range(2):
        told = run(app, command)
        assert (told.exit_code, told.stderr.count("\n")) == (0, 1), told.output
        assert told.stderr.startswith(f"kamerbrief: {place}: ")
    changed(letters)
    told = run(app, command)
    assert (told.exit_code, told.output.count("decisions.json")) == (1, 1), told.output
    place.unlink()
    assert run(app, command).stderr == ""


def test_a_file_in_the_place_of_a_folder_costs_one_letter(letters: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    (store.root / "pont-1").write_text("geen map", encoding="utf-8")
    summary = run_batch(local_files([letters]), store, "r1")
    assert (summary.counts[Outcome.NEW], summary.counts[Outcome.FAILED]) == (2, 1)
    assert str(store.root / "pont-1") in (summary.failed[0].error or "")


@pytest.mark.parametrize("content", [b"", b"{", b"{}", None])
def test_what_was_published_is_made_again(filled: Store, letters: Path, content: bytes | None) -> None:
    place = filled.folder("pont-1") / PUBLISHED
    before = place.read_bytes()
    damaged(place, content)
    summary = run_batch(local_files([letters]), filled, "r2")
    assert place.read_bytes() == before
    assert len(summary.mended) == 1
    assert str(place) in summary.mended[0]
    assert (summary.skipped, summary.counts[Outcome.FAILED]) == (2, 0)


@pytest.mark.parametrize("content", [b"", b"Voor pont 9 is \xe9\xe9n", None])
def test_the_text_beside_what_was_published_is_made_again(filled: Store, letters: Path, content: bytes | None) -> None:
    place = filled.folder("pont-1") / "document.txt"
    before = place.read_bytes()
    damaged(place, content)
    assert str(place) in run_batch(local_files([letters]), filled, "r2").mended[0]
    assert place.read_bytes() == before
    damaged(place, content)
    # A damaged text is no reason to publish what a letter says now without asking anybody.
    changed(letters)
    assert run_batch(local_files([letters]), filled, "r3").counts[Outcome.CHANGED] == 3
    assert place.read_bytes() == before


def test_a_damaged_candidate_is_made_again(filled: Store, letters: Path) -> None:
    changed(letters)
    run_batch(local_files([letters]), filled, "r2")
    place = filled.folder("pont-1") / "candidate.json"
    before = place.read_bytes()
    damaged(place, b"{")
    told = run(app, ["status", "--store", str(filled.root)])
    assert f"damaged: {place}: this is no JSON" in told.stdout
    summary = run_batch(local_files([letters]), filled, "r3")
    assert (len(summary.mended), summary.counts[Outcome.CHANGED]) == (1, 1)
    assert place.read_bytes() == before


def test_status_tells_what_is_damaged_until_it_is_repaired(filled: Store, letters: Path) -> None:
    before = {path: path.read_bytes() for path in filled.root.glob("*/*")}
    first, second, third = (filled.folder(f"pont-{number}") for number in range(3))
    (first / PUBLISHED).write_bytes(b"")
    shutil.rmtree(second)
    (third / "document.txt").write_bytes(b"")
    store = ["--store", str(filled.root)]
    told = run(app, ["status", *store])
    lines = [line for line in told.stdout.splitlines() if line.startswith("damaged:")]
    assert told.exit_code == 0
    assert [str(folder) in line for folder, line in zip((first, second, third), lines, strict=True)] == [True] * 3
    assert "kamerbrief repair" in told.stdout
    found = json.loads(run(app, ["status", "--letters", "--json", *store]).stdout)
    assert [one["letter"] for one in found["damaged"]] == ["pont-0", "pont-1", "pont-2"]
    assert [one["state"] for one in found["by_letter"]] == ["damaged"] * 3
    mended = run(app, ["repair", *store])
    assert (mended.exit_code, mended.stdout.count("made again")) == (0, 3)
    assert {path: path.read_bytes() for path in before} == before
    (first / "decisions.json").write_bytes(b"{")
    shutil.copytree(second, filled.root / "van-elders")
    (filled.root / "van-elders" / PUBLISHED).write_bytes(b"{")
    found = json.loads(run(app, ["status", "--json", *store]).stdout)
    assert [one["letter"] for one in found["damaged"]] == ["pont-0", "van-elders"]


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b"{}"])
def test_one_damaged_file_blocks_no_reading(filled: Store, letters: Path, tmp_path: Path, content: bytes) -> None:
    changed(letters)
    run_batch(local_files([letters]), filled, "r2")
    place = filled.folder("pont-1") / PUBLISHED
    place.write_bytes(content)
    for look in (
        lambda store: query(store, "select id from letters").rows,
        listed,
        all_waiting,
    ):
        store = Store(filled.root, create=False)
        assert len(look(store)) == 2
        assert [str(place) in line for line in store.troubles] == [True]
    store = Store(filled.root, create=False)
    assert export(store, Format.CSV, tmp_path / "tables")
    assert len(store.troubles) == 1
    for command in (
        ["query", "select 1"],
        ["export", "-o", str(tmp_path / "t")],
        ["agenda"],
        ["timeline", "Deltaprogramma"],
    ):
        told = run(app, [*command, "--store", str(filled.root)])
        assert (told.exit_code, told.stderr.count(str(place)), told.stderr.count("\n")) == (0, 1, 1), command


def test_a_folder_that_cannot_be_written_costs_one_letter(
    filled: Store, letters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(letters)
    whole, closed = os.open, filled.folder("pont-1")

    def refusing(path: Any, *arguments: Any, **more: Any) -> int:
        # Who runs the tests may be allowed everything.
        if Path(os.fsdecode(path)).parent == closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), os.fsdecode(path))
        return whole(path, *arguments, **more)

    monkeypatch.setattr(os, "open", refusing)
    summary = run_batch(local_files([letters]), filled, "r2")
    monkeypatch.undo()
    assert (summary.counts[Outcome.CHANGED], summary.counts[Outcome.FAILED]) == (2, 1)
    assert "pont-1" in (summary.failed[0].error or "")
    assert "cannot be written: Permission denied" in (summary.failed[0].error or "")
    assert run_batch(local_files([letters]), filled, "r3").counts[Outcome.CHANGED] == 1


def damaged(place: Path, content: bytes | None) -> None:
    if content is None:
        place.unlink()
    else:
        place.write_bytes(content)


def listed(store: Store) -> list[dict[str, Any]]:
    with Index(store).reading() as index:
        return every(index, LETTERS, Asked())


def test_a_damaged_database_of_facts_is_made_again(filled: Store) -> None:
    assert len(query(filled, "select id from letters").rows) == 3
    (filled.root / ".facts.duckdb").write_bytes(b"geen databank" * 100)
    (filled.root / ".facts-rest").mkdir()
    assert len(query(filled, "select id from letters").rows) == 3
    (filled.root / ".facts.stamp").unlink()
    query(filled, "select 1")
    assert not (filled.root / ".facts-rest").exists()


def half_written(filled: Store) -> list[Path]:
    """What killed writers left in the store, in a letter's folder, among its texts, and beside fetched files."""
    folder = filled.folder("pont-1")
    places = [filled.root, folder, folder / "texts", filled.root / ".sources" / "bron" / "failed"]
    for place in places:
        place.mkdir(parents=True, exist_ok=True)
        (place / ".extraction.json.x.tmp").write_bytes(b"{")
    return places


def test_what_killed_runs_left_goes(filled: Store) -> None:
    half_written(filled)
    with filled.run_of("a test"):
        assert list(filled.root.rglob("*.tmp")) == []


@pytest.mark.parametrize("killed", ["before its decisions were kept", "after that"])
def test_what_a_killed_decision_left_goes_with_the_next_look_at_the_letter(
    filled: Store, letters: Path, killed: str
) -> None:
    changed(letters)
    run_batch(local_files([letters]), filled, "r2")
    half_written(filled)
    if killed == "after that":
        (filled.folder("pont-1") / ".deciding").write_text("[]", encoding="utf-8")
        assert run(app, ["review", "--list", "--store", str(filled.root)]).exit_code == 0
        assert not (filled.folder("pont-1") / ".deciding").exists()
    else:
        assert run(app, ["accept", "pont-1", "--store", str(filled.root), "--by", "een ander"]).exit_code == 0
    assert list(filled.folder("pont-1").rglob("*.tmp")) == []


def test_repair_makes_ledger_and_folders_again(filled: Store, letters: Path) -> None:
    before = {path: path.read_bytes() for path in filled.root.glob("*/*")}
    filled.ledger.close()
    for path in filled.root.glob("ledger.db-*"):
        path.unlink()
    (filled.root / "ledger.db").write_bytes(b"geen databank" * 100)
    (filled.folder("pont-2") / PUBLISHED).write_bytes(b"{")
    told = run(app, ["batch", str(letters), "--store", str(filled.root)])
    assert told.exit_code == 4
    assert "ledger.db" in told.stderr
    assert "kamerbrief repair" in told.stderr
    first = run(app, ["repair", str(letters), "--store", str(filled.root)])
    assert first.exit_code == 1, first.output
    assert "pont-2" in first.stderr
    assert run(app, ["batch", str(letters), "--store", str(filled.root), "--workers", "1"]).exit_code == 0
    assert {path: path.read_bytes() for path in before} == before
    (filled.folder("pont-0") / PUBLISHED).unlink()
    mended = run(app, ["repair", "--store", str(filled.root)])
    assert mended.exit_code == 0, mended.output
    assert {path: path.read_bytes() for path in before} == before


def test_a_store_whose_ledger_was_deleted_goes_on(filled: Store, letters: Path) -> None:
    before = {path: path.read_bytes() for path in filled.root.glob("*/*")}
    filled.ledger.close()
    for path in filled.root.glob("ledger.db*"):
        path.unlink()
    summary = run_batch(local_files([letters]), Store(filled.root), "r2")
    assert (summary.counts[Outcome.UNCHANGED], summary.failed) == (3, [])
    assert {path: path.read_bytes() for path in before} == before
    assert run_batch(local_files([letters]), Store(filled.root), "r3").skipped == 3


def test_a_locked_ledger_is_one_line(filled: Store, letters: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kamerbrief.ledger.BUSY_SECONDS", 0.2)
    other = sqlite3.connect(filled.root / "ledger.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    changed(letters)
    with pytest.raises(UnusableStoreError, match=r"ledger\.db cannot be used: database is locked; another program"):
        run_batch(local_files([letters]), Store(filled.root), "r2")
    other.close()


def test_a_full_disk_ends_the_run_in_one_line(letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    store = Store(tmp_path / "out")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnusableStoreError, match=r"pont-0/document\.txt: No space left on device; mend that"):
        run_batch(local_files([letters]), store, "r1")
    monkeypatch.undo()
    assert run_batch(local_files([letters]), store, "r2").counts[Outcome.NEW] == 3


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
@pytest.mark.parametrize("form", [Format.PARQUET, Format.XLSX, Format.SQLITE])
def test_an_export_to_a_full_disk_is_one_line(filled: Store, tmp_path: Path, form: Format) -> None:
    command = [sys.executable, "-m", "kamerbrief.cli", "export", "--format", form.value, "-o", str(tmp_path / "t")]
    told = subprocess.run(
        [*command, "--store", str(filled.root)], capture_output=True, text=True, preexec_fn=nothing_large, check=False
    )
    assert (told.returncode, told.stdout, told.stderr.count("\n")) == (4, "", 1), told.stderr
    assert told.stderr.startswith("kamerbrief: ")
    assert str(tmp_path) in told.stderr


def nothing_large() -> None:
    """Lets a process write nothing that is larger than a few pages, as where a disk is nearly full."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, 4_096))


def test_a_question_is_answered_on_a_full_disk(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(rows: Any, scratch: Path, database: Path) -> Any:
        if filled.root in database.parents:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(database))
        return loaded(rows, scratch, database)

    monkeypatch.setattr("kamerbrief.export.database.loaded", full)
    assert len(query(filled, "select id from letters").rows) == 3
    monkeypatch.setattr(tempfile, "tempdir", str(filled.root))
    with pytest.raises(KamerbriefError, match=r"no database can be made here \(No space left on device\); free some"):
        query(filled, "select id from letters")


def test_trouble_with_a_file_says_what_to_do(filled: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(*_: Any, **__: Any) -> int:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(filled.root / ".run.lock"))

    monkeypatch.setattr(FileLock, "acquire", refusing)
    told = run(app, ["repair", "--store", str(filled.root)])
    assert told.exit_code == 4
    assert told.stderr == (
        f"kamerbrief: {filled.root / '.run.lock'}: Read-only file system; its disk is for reading only: name another "
        "place\n"
    )


def test_one_letter_is_read_again_while_a_run_goes_on(filled: Store, letters: Path) -> None:
    changed(letters)
    with Store(filled.root).run_of("a batch"):
        told = run(app, ["reprocess", "pont-1", "--store", str(filled.root)])
    assert told.exit_code == 0, told.output
    assert "39.000.000" in told.output
    assert filled.waiting() == ["pont-1"]


def test_a_store_for_reading_only_is_read(
    filled: Store, letters: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(letters)
    run_batch(local_files([letters]), filled, "r2")
    filled.ledger.close()
    before = sorted(filled.root.iterdir())
    monkeypatch.setattr(Store, "writable", property(lambda _: False))
    store = str(filled.root)
    for command in (
        ["query", "select 1"],
        ["status"],
        ["review", "--list"],
        ["export", "-o", str(tmp_path / "tables")],
        ["timeline", "Deltaprogramma"],
        ["agenda"],
        ["diff", "pont-1"],
        ["gold", "pont-1"],
    ):
        told = run(app, [*command, "--store", store])
        # Status 1 of diff says that the two differ.
        assert (told.exit_code, told.stderr) == (command[0] == "diff", ""), command
    assert sorted(filled.root.iterdir()) == before


def test_a_batch_passes_over_its_own_store(letters: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(letters)
    for _ in range(3):
        assert run(app, ["batch", ".", "--workers", "1"]).exit_code == 0
        assert len(Store(Path("output")).letters()) == 3
    assert len(local_files([letters])) == 3


def test_odd_names_are_read_and_told_apart(tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    names = [b"br\xe9f.txt", "письмо.txt".encode(), "отчёт.txt".encode(), b"a" * 249 + b".txt"]
    names += [b"kamerbrief " * 15 + b"een.txt", b"kamerbrief " * 15 + b"twee.txt"]
    names += [b"\x1b[31mrood.txt", "\x9b31m\u202eom.txt".encode(), b"twee\nregels.txt"]
    for number, name in enumerate(names):
        Path(os.fsdecode(bytes(folder) + b"/" + name)).write_text(LETTER.format(number, 3), encoding="utf-8")
    store = Store(tmp_path / "out")
    summary = run_batch(local_files([folder]), store, "r1")
    assert (summary.counts[Outcome.NEW], summary.failed) == (len(names), [])
    assert run_batch(local_files([folder]), store, "r2").skipped == len(names)
    told = run(app, ["status", "--store", str(store.root)])
    assert told.exit_code == 0
    shown = subprocess.run(
        [sys.executable, "-m", "kamerbrief.cli", "batch", folder, "--store", tmp_path / "two"],
        check=False,
        capture_output=True,
    )
    assert (shown.returncode, shown.stderr) == (0, b"")


@pytest.mark.parametrize("name", ["a?b", "a#b", "a%20b", "a:b@c", "a[1]*'b"])
def test_a_store_may_have_any_name(letters: Path, tmp_path: Path, name: str) -> None:
    root = tmp_path / "stores" / name
    store = Store(root)
    run_batch(local_files([letters]), store, "r1")
    assert len(query(store, "select id from letters").rows) == 3
    assert len(listed(store)) == 3
    assert [place.name for place in root.parent.iterdir()] == [name]
    assert (root / "ledger.db").is_file()


def test_signs_that_steer_a_terminal_never_reach_it(tmp_path: Path) -> None:
    for name in ("\x1b]0;x\x07.pdf", "\x9b31m.pdf", "\u202eom.pdf", "twee\nregels.pdf"):
        (tmp_path / name).write_bytes(b"%PDF-1.4 and nothing more")
    for command in (["batch", str(tmp_path), "--workers", "1", "--store"], ["status", "--store"]):
        told = run(app, [*command, str(tmp_path / "out")])
        assert not set(told.output) & set("\x1b\x07\x9b\u202e")
        assert "\\x1b" in told.output
    (one, *_) = [path for path in tmp_path.glob("*.pdf") if "\x1b" in path.name]
    assert path_of(key_of(one)) == one.resolve()
    told = run(app, ["extract", str(one)])
    assert not set(told.output) & set("\x1b\x07")


def test_pipes_devices_and_links_are_passed_over_with_a_line(letters: Path, tmp_path: Path) -> None:
    os.mkfifo(letters / "pijp.txt")
    (tmp_path / "elders").mkdir()
    (tmp_path / "elders" / "brief.txt").write_text(LETTER.format(9, 9), encoding="utf-8")
    (letters / "link").symlink_to(tmp_path / "elders")
    (letters / "brief.txt").symlink_to(tmp_path / "elders" / "brief.txt")
    listing = list_letters([letters, Path("/dev/zero")])
    assert len(listing.files) == 3
    assert [line.split(": ")[0] for line in listing.passed_over] == [
        str(letters / "link"),
        str(letters / "brief.txt"),
        str(letters / "pijp.txt"),
        "/dev/zero",
    ]
    for path in (letters / "pijp.txt", Path("/dev/zero")):
        with pytest.raises(ReadError, match="no ordinary file"):
            read_letter(path)
    with pytest.raises(SourceError):
        list_letters([Path("a" * 300)])


def test_a_folder_that_cannot_be_read_is_passed_over_with_a_line(
    letters: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed, whole = letters / "dicht", os.scandir
    closed.mkdir()
    (closed / "brief.txt").write_text(LETTER.format(9, 9), encoding="utf-8")

    def refusing(path: Any) -> Any:
        # Who runs the tests may be allowed everything.
        if Path(os.fsdecode(path)) == closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(closed))
        return whole(path)

    monkeypatch.setattr(os, "scandir", refusing)
    listing = list_letters([letters])
    assert len(listing.files) == 3
    assert listing.passed_over == [f"{closed}: this folder cannot be read (Permission denied)"]


def test_a_letter_that_is_replaced_while_it_is_read_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "brief.txt"
    path.write_bytes(b"oud" * 1000)
    statuses, fstat = [], os.fstat

    def replaced(handle: int) -> os.stat_result:
        status = fstat(handle)
        statuses.append(status)
        if len(statuses) == 1:
            path.write_bytes(b"nieuw" * 1000)
        return status

    monkeypatch.setattr(os, "fstat", replaced)
    assert read_whole(path, 10_000) == b"nieuw" * 1000
    assert len(statuses) == 4


def test_two_names_that_only_begin_alike_have_folders_of_their_own(tmp_path: Path) -> None:
    store = Store(tmp_path / "out")
    first, second = store.name_of("brief " * 40 + "een"), store.name_of("brief " * 40 + "twee")
    assert first != second
    assert store.name_of(first) == first
    assert len(first.encode()) <= 120
