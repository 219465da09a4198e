"""The ledger, in SQLite and, where its programs are on this machine, in PostgreSQL."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kamerbrief.batch import run_batch
from kamerbrief.errors import StoreError
from kamerbrief.ledger import Entry, Ledger, Outcome
from kamerbrief.repairing import open_for_repair, repair
from kamerbrief.reprocessing import reprocess
from kamerbrief.settings import Settings
from kamerbrief.sources.folder import local_files
from kamerbrief.store import Store
from kamerbrief.views.progress import status_of


@pytest.fixture(params=["sqlite", "postgres"])
def ledger(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Ledger]:
    url = f"sqlite:///{tmp_path / 'l.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres")
    made = Ledger(url)
    yield made
    made.close()


def test_the_last_state_of_a_source_is_kept(ledger: Ledger) -> None:
    first = Entry("a.docx", "11", "p1", Outcome.NEW, "r1", letter="a", seconds=0.25)
    ledger.record(first)
    assert ledger.entry("a.docx") == first
    second = Entry("a.docx", "22", "p2", Outcome.FAILED, "r2", error="gone", warnings=2)
    ledger.record(second)
    assert ledger.entries() == [second]
    assert ledger.entry("b.docx") is None


def test_a_letter_id_belongs_to_who_claims_it_first(ledger: Ledger) -> None:
    assert ledger.claim("24446-101", "x/one.pdf") == "x/one.pdf"
    assert ledger.claim("24446-101", "x/two.pdf") == "x/one.pdf"
    ledger.hand_over("24446-101", "y/one.pdf")
    assert ledger.owner("24446-101") == "y/one.pdf"
    assert ledger.owner("no-such") is None


def test_cursors_and_decisions_are_kept(ledger: Ledger) -> None:
    assert ledger.cursor("feed") is None
    ledger.move_cursor("feed", "17")
    ledger.move_cursor("feed", "23")
    assert ledger.cursor("feed") == "23"
    made = {"decision": "d1", "at": "2026-01-01", "change": "c1", "action": "reject", "by": "Mona", "why": "dubbel"}
    for _ in range(2):
        ledger.decided("a", [made])
    (row,) = ledger.decisions("a")
    assert (row["change"], row["action"], row["by"], row["why"]) == ("c1", "reject", "Mona", "dubbel")


def test_a_store_with_its_ledger_in_postgresql_is_the_same(postgres: str, tmp_path: Path) -> None:
    letters = tmp_path / "letters"
    letters.mkdir()
    for number in range(3):
        text = f"Betreft Pont {number}\n\nGeachte voorzitter,\n\nVoor de pont is € {number + 2} miljoen beschikbaar.\n"
        (letters / f"pont-{number}.txt").write_text(text, encoding="utf-8")
    (letters / "leeg.txt").write_bytes(b"")
    found = local_files([letters])
    by_url = {"": Store(tmp_path / "sqlite"), postgres: Store(tmp_path / "postgres", Settings(ledger=postgres))}
    for store in by_url.values():
        with store.run_of("a test"):
            assert run_batch(found, store, "r1", workers=2).counts[Outcome.NEW] == 3
        assert run_batch(found, store, "r2").skipped == 4
    first, second = by_url.values()
    assert not (second.root / "ledger.db").exists()
    assert len(status_of(second)["failed"]) == 1
    letters.joinpath("pont-1.txt").write_text(
        "Betreft Pont\n\nVoor de pont is € 9 miljoen beschikbaar.\n", encoding="utf-8"
    )
    for store in by_url.values():
        assert reprocess("pont-1", store).waits
        (store.folder("pont-2") / "extraction.json").unlink()
        opened, _ = open_for_repair(store.root) if store is first else (store, [])
        with opened.run_of("a repair"):
            assert "made again" in str(repair(opened, [], "r3").done)
    written = [{p.relative_to(s.root): p.read_bytes() for p in s.root.glob("*/*.*")} for s in by_url.values()]
    assert written[0] == written[1]
    second.ledger.close()


@pytest.mark.parametrize("url", ["sqlite:////no/such/folder/l.db", "nonsense", "mysql+nodriver://x"])
def test_a_ledger_that_cannot_be_used_is_one_line(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        Ledger(url)
    assert "\n" not in str(caught.value)


def test_a_password_is_not_shown() -> None:
    with pytest.raises(StoreError) as caught:
        Ledger("postgresql+psycopg://me:geheim@127.0.0.1:1/db?connect_timeout=1")
    assert "geheim" not in str(caught.value)


def test_a_ledger_of_an_earlier_version_gains_what_it_lacks(tmp_path: Path) -> None:
    place = tmp_path / "l.db"
    columns = (
        "number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT, letter TEXT, change TEXT, action TEXT, by TEXT, why TEXT"
    )
    with closing(sqlite3.connect(place)) as made:
        made.execute(f"CREATE TABLE decisions ({columns})")
        made.execute(
            "INSERT INTO decisions (at, letter, change, action, by, why) VALUES ('t', 'a', 'c', 'accept', 'b', '')"
        )
        made.commit()
    ledger = Ledger(f"sqlite:///{place}")
    again = {"decision": "d2", "at": "t", "change": "c2", "action": "undo", "by": "b", "why": "", "undoes": "d1"}
    ledger.decided("a", [again])
    assert [(row["action"], row.get("undoes")) for row in ledger.decisions("a")] == [("accept", None), ("undo", "d1")]
    ledger.close()
