"""The ledger, in SQLite and, where its programs are on this machine, in PostgreSQL."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from kamerbrief.errors import StoreError
from kamerbrief.ledger import Entry, Ledger, Outcome


def _postgres_programs() -> Path | None:
    found = shutil.which("initdb")
    places = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return places[-1] if places else None


@pytest.fixture(scope="module")
def postgres() -> Iterator[str]:
    """The URL of a fresh PostgreSQL cluster that listens on a socket in a folder of its own."""
    programs = _postgres_programs()
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
        yield f"postgresql+psycopg://k@/postgres?host={folder}"
        subprocess.run([*control, "-m", "immediate", "stop"], check=True, capture_output=True)


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
