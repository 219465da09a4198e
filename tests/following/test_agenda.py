"""The agenda of promises: states by day, dates that move, decisions, and the forms in which it is given."""

from __future__ import annotations

import csv
import datetime
import errno
import io
import json
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from kamerbrief.beside_store import BesideStore
from kamerbrief.cli import app
from kamerbrief.errors import StoreError
from kamerbrief.export.database import query
from kamerbrief.files import write_atomically
from kamerbrief.following.agenda import Item, State, Wanted, agenda, chosen
from kamerbrief.following.deciding import Settled, Verdict
from kamerbrief.following.index import LINKS, Links
from kamerbrief.following.periods import period_of
from kamerbrief.store import Store
from kamerbrief.views.agenda import COLUMNS, agenda_csv, agenda_ics, agenda_json, agenda_text, as_row
from kamerbrief.views.words import Language
from tests.following.letters import filled

Date = datetime.date


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return filled(tmp_path_factory.mktemp("agenda") / "store")


def _item(items: list[Item], words: str) -> Item:
    return next(one for one in items if any(words in told.words for told in one.tellings))


@pytest.mark.parametrize(
    ("day", "words", "state"),
    [
        (Date(2024, 3, 10), "kaart van de dijken", State.OPEN),
        (Date(2024, 6, 10), "kaart van de dijken", State.DUE),
        (Date(2024, 6, 27), "kaart van de dijken", State.OVERDUE),
        (Date(2024, 6, 28), "kaart van de dijken", State.PROBABLY_KEPT),
        (Date(2024, 9, 1), "weidevogels", State.OPEN),
        (Date(2025, 1, 20), "weidevogels", State.OPEN),
        (Date(2025, 2, 12), "weidevogels", State.PROBABLY_KEPT),
    ],
)
def test_the_state_of_a_promise_is_that_of_the_day(store: Store, day: Date, words: str, state: State) -> None:
    assert _item(agenda(store, day), words).state is state


def test_a_promise_made_again_is_one_with_a_history_of_dates(store: Store) -> None:
    item = _item(agenda(store, Date(2025, 1, 1)), "weidevogels")
    assert [one.letter for one in item.tellings] == ["kst-39001-4", "kst-39001-9"]
    assert item.moved == 1
    assert item.day == Date(2025, 6, 20)
    assert item.tellings[0].day == Date(2024, 12, 20)


def test_what_keeps_a_promise_stands_beside_it(store: Store) -> None:
    item = _item(agenda(store, Date(2026, 1, 1)), "weidevogels")
    assert "Met deze brief informeer ik uw Kamer" in item.keepings[-1].words
    assert 0.5 <= item.keepings[-1].probability < 1


def test_promises_are_chosen_by_day_ministry_and_state(store: Store) -> None:
    items = agenda(store, Date(2024, 3, 10))
    assert {one.ministry for one in items} == {"EZ"}
    assert len(chosen(items, Wanted(ministry="ez"))) == len(items)
    assert chosen(items, Wanted(ministry="SZW")) == []
    assert [one.day for one in chosen(items, Wanted(*period_of("2024-Q4")))] == [Date(2024, 12, 20)]
    assert chosen(items, Wanted(states=frozenset({State.OVERDUE}))) == []


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026", Date(2026, 1, 1), Date(2026, 12, 31)),
        ("2026-Q1", Date(2026, 1, 1), Date(2026, 3, 31)),
        ("2026-q4", Date(2026, 10, 1), Date(2026, 12, 31)),
        ("2028-02", Date(2028, 2, 1), Date(2028, 2, 29)),
        ("2026-03-05", Date(2026, 3, 5), Date(2026, 3, 5)),
    ],
)
def test_periods(text: str, first: Date, last: Date) -> None:
    assert period_of(text) == (first, last)


@pytest.mark.parametrize("text", ["-", "2026-Q5", "2026-13", "soon", "2026-02-30"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        period_of(text)


def _decide(store: Store, key: str, verdict: Verdict) -> None:
    Links(store).settle(Settled(key=key, verdict=verdict, by="a reader", at="2025-01-01T00:00:00+00:00"))


def test_a_person_decides_and_takes_back(tmp_path: Path) -> None:
    store = filled(tmp_path / "store", ["start", "kaart"])
    key = _item(agenda(store, Date(2025, 9, 1)), "weidevogels").key
    for verdict, state in (
        (Verdict.KEPT, State.KEPT),
        (Verdict.WITHDRAWN, State.WITHDRAWN),
        (Verdict.OPEN, State.OVERDUE),
    ):
        _decide(store, key, verdict)
        assert _item(agenda(store, Date(2025, 9, 1)), "weidevogels").state is state


def test_a_link_is_accepted_or_rejected(tmp_path: Path) -> None:
    pytest.importorskip("duckdb")
    store = filled(tmp_path / "store", ["start", "kaart"])
    item = _item(agenda(store, Date(2024, 9, 1)), "kaart van de dijken")
    key = f"{item.keepings[0].letter}/{item.keepings[0].link}"
    count = "select count(*), count(decided) from links where kind = 'keeps'"
    assert query(store, count).rows == [(1, 0)]
    _decide(store, key, Verdict.ACCEPTED)
    assert _item(agenda(store, Date(2024, 9, 1)), "kaart van de dijken").state is State.KEPT
    assert query(store, count).rows == [(1, 1)]
    _decide(store, key, Verdict.REJECTED)
    assert _item(agenda(store, Date(2024, 9, 1)), "kaart van de dijken").state is State.OVERDUE
    assert query(store, count).rows == [(0, 0)]


def test_only_what_is_there_is_decided(store: Store) -> None:
    with pytest.raises(StoreError, match="no such promise"):
        _decide(store, "kst-39001-4/commitment-0000000000", Verdict.KEPT)
    with pytest.raises(StoreError, match="a link is accepted or rejected"):
        _decide(store, "kst-39001-4/link-0000000000", Verdict.KEPT)


def test_the_forms_hold_the_same_promises(store: Store) -> None:
    items = agenda(store, Date(2025, 1, 1))
    listed = json.loads(agenda_json(items))
    rows = list(csv.DictReader(io.StringIO(agenda_csv(items))))
    assert [one["promise"] for one in listed] == [row["promise"] for row in rows] == [one.key for one in items]
    assert tuple(as_row(items[0])) == COLUMNS
    assert listed[0]["history"]
    for language in Language:
        assert str(len(items)) in agenda_text(items, language)


def test_the_feed_is_right_for_calendars(store: Store) -> None:
    feed = agenda_ics(agenda(store, Date(2025, 1, 1)))
    lines = feed.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "\n" not in feed.replace("\r\n", "")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert feed.count("BEGIN:VEVENT") == sum(one.day is not None for one in agenda(store, Date(2025, 1, 1))) > 0


def test_a_library_reads_the_feed(store: Store) -> None:
    icalendar = pytest.importorskip("icalendar")
    items = [one for one in agenda(store, Date(2025, 1, 1)) if one.day]
    calendar = icalendar.Calendar.from_ical(agenda_ics(items))
    events = calendar.walk("VEVENT")
    assert [event.decoded("DTSTART") for event in events] == [one.day for one in items]
    assert [one.tellings[-1].words in str(event["DESCRIPTION"]) for event, one in zip(events, items, strict=True)]
    assert not calendar.errors
    assert all(not event.errors for event in events)


def test_the_command_gives_each_form(store: Store) -> None:
    runner = CliRunner()
    given = ["agenda", "--store", str(store.root), "--on", "2025-01-01", "--format"]
    results = {form: runner.invoke(app, [*given, form]) for form in ("table", "json", "csv", "ics")}
    assert {one.exit_code for one in results.values()} == {0}
    assert json.loads(results["json"].stdout)
    assert results["ics"].stdout.startswith("BEGIN:VCALENDAR")
    late = runner.invoke(app, [*given, "json", "--overdue", "--due", "2023"])
    assert json.loads(late.stdout) == []
    assert runner.invoke(app, [*given, "json", "--due", "soon"]).exit_code == 2
    assert runner.invoke(app, ["agenda", "--store", str(store.root), "--on", "1 mei"]).exit_code == 2


def _read_only(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    monkeypatch.setattr(Store, "writable", property(lambda _: False))


def _full(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    make = BesideStore.make

    def made(self: BesideStore) -> None:
        if self.root == store.root:
            raise sqlite3.OperationalError("database or disk is full")
        make(self)

    monkeypatch.setattr(BesideStore, "make", made)
    (store.root / ".following.db").unlink()


def _full_behind_the_index(monkeypatch: pytest.MonkeyPatch, store: Store) -> None:
    def written(path: Path, content: bytes) -> None:
        if store.root in path.parents:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        write_atomically(path, content)

    monkeypatch.setattr("kamerbrief.following.index.write_atomically", written)
    for file in (store.root / LINKS).glob("[!_]*.json"):
        file.unlink()
    (store.root / ".following.db").unlink()


@pytest.mark.parametrize("trouble", [_read_only, _full, _full_behind_the_index])
def test_where_the_store_cannot_be_written_the_agenda_is_the_same(
    trouble: Callable[[pytest.MonkeyPatch, Store], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = filled(tmp_path / "store", ["start", "kaart"])
    day = Date(2025, 9, 1)
    _decide(store, _item(agenda(store, day), "weidevogels").key, Verdict.KEPT)
    before = agenda_json(agenda(store, day))
    trouble(monkeypatch, store)
    again = Store(store.root)
    assert agenda_json(agenda(again, day)) == before
    assert query(again, "select count(*) from links").rows[0][0] > 0


def test_settle_by_the_command_line(tmp_path: Path) -> None:
    store = filled(tmp_path / "store", ["start"])
    key = _item(agenda(store, Date(2024, 4, 1)), "weidevogels").key
    runner = CliRunner()
    done = runner.invoke(app, ["settle", key, "withdrawn", "--by", "a reader", "--store", str(store.root)])
    assert done.exit_code == 0, done.output
    assert _item(agenda(store, Date(2024, 4, 1)), "weidevogels").state is State.WITHDRAWN
    wrong = runner.invoke(app, ["settle", key, "accepted", "--store", str(store.root)])
    assert wrong.exit_code == 4
