"""The Tweede Kamer's own register beside letters: found, right, kept up to date, decided, and told in every view."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from kamerbrief.cli import app
from kamerbrief.contract.register import Register, RegisterLink, RegisterPromise, RegisterStatus
from kamerbrief.errors import StoreError
from kamerbrief.export.database import query
from kamerbrief.following.agenda import Item, agenda
from kamerbrief.following.deciding import Settled, Verdict
from kamerbrief.following.digest import digest_of
from kamerbrief.following.index import Links
from kamerbrief.following.model import Digest, Summary
from kamerbrief.following.register import Entry, near, registered
from kamerbrief.following.register_lists import Beside
from kamerbrief.following.registered import links_folder
from kamerbrief.pipeline import extract
from kamerbrief.register_store import read_register, register_path, write_register
from kamerbrief.repairing import damages_of
from kamerbrief.review.app import create_app
from kamerbrief.sources.register import read_motion, read_promise
from kamerbrief.store import Store
from tests.conftest import ROOT
from tests.following.letters import TEXTS, filled, printed, publish

FIXTURE = ROOT / "fixtures" / "register"
#: The dossiers of which the register of the fixtures is.
DOSSIERS = ("walstroom-binnenhavens", "taal-op-de-werkvloer", "jeugdhulp-dichtbij")
START, MAP = "kst-39001-4", "kst-39001-9"


def records(name: str) -> Any:
    return json.loads((FIXTURE / f"{name}.json").read_text(encoding="utf-8"))


class _Letter:
    """A letter of the fixtures: its text, and what of it can be linked."""

    def __init__(self, path: Path) -> None:
        found = extract(path)
        self.text = found.text
        self.digest: Digest = digest_of(path.stem, found.model_dump(mode="json"))

    def says(self, link: RegisterLink, gold: dict[str, str]) -> bool:
        """Whether a link is one of the gold: of the same promise, in the paragraph of its words."""
        if (gold["number"], gold["letter"]) != (link.number, link.letter):
            return False
        start = self.text.index(gold["words"])
        begin, end = self.text.rfind("\n", 0, start) + 1, self.text.find("\n", start)
        return begin <= link.evidence.start < (end if end >= 0 else len(self.text))


def test_promises_of_the_register_are_found_in_letters_and_few_wrong_ones() -> None:
    """Measured on the dossiers that rules are made on: no promise for what it is worth elsewhere."""
    gold = records("gold")
    entries = [Entry(read_promise(one)) for one in records("Toezegging")["value"]]
    assert len(entries) >= 25
    wrong, met = [], set()
    for dossier in DOSSIERS:
        for path in sorted((ROOT / "fixtures" / "dossiers" / dossier).glob("*.txt")):
            letter = _Letter(path)
            for link in registered(letter.digest, near(letter.digest, entries), {}).links:
                right = [n for n, one in enumerate(gold["matches"]) if letter.says(link, one)]
                met |= set(right)
                if not right and not any(letter.says(link, one) for one in gold["arguable"]):
                    wrong.append((link.letter, link.number, link.evidence.text))
    assert len(met) >= 0.72 * len(gold["matches"]), len(met)
    assert len(wrong) <= 0.05 * (len(met) + len(wrong)), wrong


def promise(number: str, text: str, **other: Any) -> RegisterPromise:
    made: dict[str, Any] = {
        "id": number.lower(),
        "number": number,
        "text": text,
        "made": datetime.date(2024, 3, 6),
        "status": RegisterStatus.OPEN,
        "stated": "Openstaand",
        "ministry": "EZ",
        "changed": "2024-03-06T10:00:00Z",
    }
    return RegisterPromise(**made | other)


LETTER = {"document": "2024D26114", "dossier": "39001", "nr": "9", "date": "2024-06-28"}
CARD = promise(
    "TZ202403-001",
    "Voor de zomer krijgt de Kamer een kaart van dijken die geschikt zijn voor zonnepanelen.",
    status=RegisterStatus.SETTLED,
    stated="Afgedaan",
    letters=[LETTER],
)
BIRDS = promise(
    "TZ202403-002",
    "De minister bericht de Kamer over de uitkomsten van het onderzoek naar weidevogels.",
    dossiers=["39001"],
)
LEFT = promise("TZ202403-003", "De Kamer hoort wat <b>netbeheerders</b> doen tegen storingen van warmtepompen.")
OTHER = promise("TZ202403-004", "Voor de zomer krijgt de Kamer een kaart van geschikte dijken.", ministry="DEF")
MOTION = read_motion(records("Zaak")["value"][0]).model_copy(update={"dossier": "39001", "nr": "7"})
REGISTER = Register(
    covers={"EZ": datetime.date(2023, 1, 1)},
    until={"EZ": datetime.date(2025, 1, 1)},
    promises=[CARD, BIRDS, LEFT, OTHER],
    motions=[MOTION],
)
ON = datetime.date(2025, 1, 1)


def with_register(root: Path) -> Store:
    store = filled(root, list(TEXTS))
    write_register(root, REGISTER)
    return store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return with_register(tmp_path / "store")


def item_with(items: list[Item], words: str) -> Item:
    (found,) = [one for one in items if any(words in told.words for told in one.tellings)]
    return found


def test_the_agenda_has_the_status_of_the_register_and_what_it_lacks(store: Store) -> None:
    items = agenda(store, ON)
    card, birds = item_with(items, "een kaart van de dijken"), item_with(items, "weidevogels")
    assert [(one.promise.number, one.promise.status) for one in card.registered] == [("TZ202403-001", "settled")]
    assert [one.promise.number for one in birds.registered] == ["TZ202403-002"]
    assert {one.in_register for one in items if not one.registered} <= {False, None}
    written = Store(store.root)
    register_path(store.root).unlink()
    without = agenda(written, ON)
    assert {(one.registered, one.in_register) for one in without} == {((), None)}
    assert list(links_folder(store.root).glob("*.json")) == []


def test_only_letters_of_days_that_were_asked_for_lack_something(store: Store) -> None:
    beside = Beside(store, Links(store))
    days = [datetime.date(2022, 12, 31), datetime.date(2023, 1, 1), ON, datetime.date(2025, 1, 2)]
    assert [beside.covers(["EZ"], day) for day in days] == [False, True, True, False]
    assert not beside.covers([], ON)
    assert not beside.covers(["EZ", "DEF"], ON)
    for until, told in ((ON, False), (datetime.date(2023, 6, 1), None)):
        write_register(store.root, REGISTER.model_copy(update={"promises": [], "until": {"EZ": until}}))
        assert {one.in_register for one in agenda(store, ON)} == {told}


def test_a_number_that_a_letter_gives_settles_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = printed(12, "4 juli 2025", "2024-2025", "Hiermee doe ik de toezegging TZ202403-003 gestand.")
    monkeypatch.setitem(TEXTS, "nummer", text)
    store = with_register(tmp_path / "store")
    Links(store).refresh()
    (link,) = [one for one in Links(store).registered() if one.number == "TZ202403-003"]
    assert (link.letter, float(link.probability), link.signs) == ("kst-39001-12", 1.0, ["case_number"])


def _files(store: Store) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in links_folder(store.root).glob("*.json")}


def test_the_links_are_the_same_bytes_whatever_came_first(store: Store, tmp_path: Path) -> None:
    Links(store).refresh()
    assert set(_files(store)) == {f"{START}.json", f"{MAP}.json"}
    other = filled(tmp_path / "other", ["elders"])
    write_register(other.root, Register(promises=[LEFT]))
    for name in reversed(list(TEXTS)):
        publish(other, [name])
        Links(other).refresh()
    write_register(other.root, REGISTER)
    Links(other).refresh()
    assert _files(other) == _files(store)


def test_only_letters_of_which_something_changed_are_compared_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    Links(store).refresh()
    asked: list[str] = []
    plain = registered

    def counting(letter: Digest, *rest: Any) -> Any:
        asked.append(letter.letter)
        return plain(letter, *rest)

    monkeypatch.setattr("kamerbrief.following.registered.registered", counting)
    Links(store).refresh()
    assert asked == []
    late = promise("TZ202502-009", "De Kamer krijgt de uitkomsten over de aanleg van kabels.", ministry="SZW")
    changed = REGISTER.model_copy(update={"promises": [*REGISTER.promises, late.model_copy(update={"made": ON})]})
    write_register(store.root, changed)
    Links(store).refresh()
    assert len(asked) == 1
    assert "39001" not in asked[0]
    asked.clear()
    (store.folder(MAP) / "extraction.json").unlink()
    Links(store).refresh()
    assert asked == []
    assert set(_files(store)) == {f"{START}.json"}
    publish(store, ["kaart"])
    Links(store).refresh()
    assert asked == [MAP]
    assert set(_files(store)) == {f"{START}.json", f"{MAP}.json"}


def test_a_link_is_decided_and_undone(store: Store) -> None:
    links = Links(store)
    card = item_with(agenda(store, ON), "een kaart van de dijken")
    key = card.registered[0].key

    def settle(verdict: Verdict) -> list[bool]:
        links.settle(Settled(key=key, verdict=verdict, by="tester", at="2025-01-01T00:00:00+00:00"))
        return [one.accepted for one in item_with(agenda(store, ON), "een kaart van de dijken").registered]

    assert settle(Verdict.ACCEPTED) == [True]
    assert settle(Verdict.OPEN) == [False]
    assert settle(Verdict.REJECTED) == []
    assert item_with(agenda(store, ON), "een kaart van de dijken").in_register is False
    assert settle(Verdict.OPEN) == [False]
    with pytest.raises(StoreError):
        links.settle(Settled(key=f"{START}/link-nergens", verdict=Verdict.ACCEPTED, by="tester", at="nu"))


def test_the_links_are_rows_of_the_table(store: Store) -> None:
    asked = "select letter, register, register_status from links where kind = 'registered' order by register, letter"
    rows = query(store, asked).rows
    assert [tuple(row) for row in rows] == [
        (START, "TZ202403-001", "settled"),
        (START, "TZ202403-002", "open"),
        (MAP, "TZ202403-002", "open"),
    ]


def test_the_command_lists_both_differences(store: Store) -> None:
    runner, given = CliRunner(), ["--store", str(store.root), "--on", "2025-01-01"]
    text = runner.invoke(app, ["agenda", *given]).stdout
    assert "TZ202403-001" in text
    assert "afgedaan met 39001-9" in text.replace("\n", " ")
    row = json.loads(runner.invoke(app, ["agenda", *given, "--format", "json"]).stdout)
    card = next(one for one in row if one["register"] == "TZ202403-001")
    assert (card["register_status"], card["register_letter"]) == ("settled", "39001-9")
    assert card["registered"][0]["words"] == CARD.text
    feed = runner.invoke(app, ["agenda", *given, "--format", "ics"]).stdout.replace("\r\n ", "")
    assert "In het register TZ202403-001" in feed
    listed = json.loads(runner.invoke(app, ["agenda", "--register", *given, "--format", "json"]).stdout)
    found = {one["number"]: (one["letter"], one["settled_in_store"]) for one in listed}
    assert found["TZ202403-001"] == (START, MAP)
    assert found["TZ202403-003"] == found["TZ202403-004"] == (None, None)
    only = runner.invoke(app, ["agenda", "--register", "--ministry", "DEF", *given])
    assert "waarvan 1 in geen brief gevonden" in only.stdout
    assert runner.invoke(app, ["agenda", "--register", *given, "--format", "csv"]).stdout.count("\n") == 5
    assert runner.invoke(app, ["agenda", "--register", *given, "--format", "ics"]).exit_code == 2
    dossier = runner.invoke(app, ["dossier", "39001", *given]).stdout
    assert "39001-7  aangenomen (94 voor, 56 tegen)" in dossier
    assert "TZ202403-002" in dossier


def test_the_pages_tell_the_register_and_escape_it(store: Store) -> None:
    client = TestClient(create_app(store), base_url="http://127.0.0.1:8765")
    page = client.get("/agenda?on=2025-01-01").text
    assert "In het register" in page
    assert "In het register, in geen brief gevonden (2)" in page
    assert "&lt;b&gt;netbeheerders&lt;/b&gt;" in page
    assert "Het register als bestand, ook wat in een brief gevonden is:" in page
    english = client.get("/agenda?on=2025-01-01", headers={"cookie": "kamerbrief_language=en"}).text
    assert "In the register, found in no letter (2)" in english
    dossier = client.get("/dossiers/39001?on=2025-01-01").text
    for words in ("94 voor, 56 tegen", "Toezeggingen in het register van de Tweede Kamer", "TZ202403-001"):
        assert words in dossier
    assert [one["outcome"] for one in client.get("/dossiers/39001.json").json()["motions"]] == ["adopted"]
    assert len(client.get("/register.json?on=2025-01-01").json()) == 4
    assert client.get("/register.csv?ministry=DEF").text.count("\n") == 2
    assert client.get("/register.exe").status_code == 404


def test_a_damaged_file_is_one_line_and_a_lost_state_is_made_anew(store: Store) -> None:
    Links(store).refresh()
    before = _files(store)
    (store.root / ".register-links.json").write_bytes(b"[")
    (links_folder(store.root) / f"{MAP}.json").write_bytes(b"{")
    Links(store).refresh()
    assert _files(store) == before


@pytest.mark.parametrize("damage", [b"{", b"[" * 10**5, b'{"version": "9.0"}'])
def test_a_damaged_register_is_told_and_stops_nothing(store: Store, damage: bytes) -> None:
    Links(store).refresh()
    before = _files(store)
    register_path(store.root).write_bytes(damage)
    opened = Store(store.root)
    assert {(one.registered, one.in_register) for one in agenda(opened, ON)} == {((), None)}
    assert ["fetch it again" in line for line in opened.troubles] == [True]
    assert query(Store(store.root), "select register from links where kind = 'registered'").rows == []
    assert _files(store) == before
    assert [one.problem for one in damages_of(store)] == [
        line.removeprefix("passed over: ") for line in opened.troubles
    ]
    runner, given = CliRunner(), ["--store", str(store.root)]
    assert "fetch it again" in runner.invoke(app, ["status", *given]).stdout
    told = runner.invoke(app, ["repair", *given])
    assert told.exit_code != 0
    assert "fetch it again" in told.stderr
    fetch = runner.invoke(app, ["fetch", "--source", "tweedekamer-register", *given])
    assert "remove it" in fetch.stderr
    assert register_path(store.root).read_bytes() == damage
    write_register(store.root, REGISTER)
    assert len(query(Store(store.root), "select register from links where kind = 'registered'").rows) == 3
    assert damages_of(store) == []


def test_a_register_that_is_written_while_letters_are_compared_is_compared_next(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_register(store.root, REGISTER.model_copy(update={"promises": [CARD]}))

    def reading(root: Path) -> Register | None:
        found = read_register(root)
        write_register(root, REGISTER)
        return found

    with monkeypatch.context() as patched:
        patched.setattr("kamerbrief.following.registered.read_register", reading)
        Links(store).refresh()
    assert {one.number for one in Links(store).registered()} == {CARD.number}
    Links(store).refresh()
    assert {one.number for one in Links(store).registered()} == {CARD.number, BIRDS.number}


def test_a_list_of_the_register_on_a_day_has_no_letter_after_it(store: Store) -> None:
    def found_on(day: datetime.date) -> dict[str, list[str]]:
        items = agenda(store, day)
        listed = Beside(store, Links(store)).items(items, day)
        return {one.promise.number: [each.link.letter for each in one.found] for one in listed if one.found}

    assert found_on(ON) == {CARD.number: [START], BIRDS.number: [START, MAP]}
    dates = {one.letter: one.date for one in _summaries(store)}
    before = (dates[MAP] or ON) - datetime.timedelta(days=1)
    assert found_on(before) == {CARD.number: [START], BIRDS.number: [START]}
    assert [one.letter for one in Links(store).registered() if one.letter == MAP] == [MAP]


def _summaries(store: Store) -> list[Summary]:
    with Links(store).summaries() as letters:
        return list(letters)
