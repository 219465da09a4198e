"""The pages of the agenda and of dossiers: what they say, that they escape it, and that a reader decides there."""

from __future__ import annotations

import datetime
import html
import json
import re
from decimal import Decimal
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from typer.testing import CliRunner

from kamerbrief.cli import app
from kamerbrief.contract.followed import LinkKind
from kamerbrief.export.timeline import timeline
from kamerbrief.following.digest import digest_of
from kamerbrief.following.dossier import dossier
from kamerbrief.following.lines import Role, money_lines
from kamerbrief.following.pairs import linked
from kamerbrief.pipeline import extract_bytes
from kamerbrief.review.app import create_app
from kamerbrief.store import Store
from kamerbrief.views.money_lines import line_drawing
from kamerbrief.views.tables import timeline_html, timeline_json, timeline_text
from kamerbrief.views.words import Language
from tests.following.letters import TEXTS, filled, printed

HOSTILE = TEXTS["kaart"].replace("de kaart van de dijken", 'de kaart <img src=x onerror="alert(1)"> van de dijken', 1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return filled(tmp_path / "store")


@pytest.fixture
def client(store: Store) -> TestClient:
    return TestClient(create_app(store), base_url="http://127.0.0.1:8765")


def test_the_agenda_tells_states_and_words_on_both_sides(client: TestClient) -> None:
    page = client.get("/agenda?on=2025-01-01").text
    assert "waarschijnlijk nagekomen" in page
    assert "Hierbij ontvangt u de kaart van de dijken" in page
    assert "1 keer verschoven" in page
    assert "voorstel met een kans" in page
    english = client.get("/agenda?on=2025-01-01", headers={"cookie": "kamerbrief_language=en"}).text
    assert "probably kept" in english


def test_the_agenda_is_narrowed_and_given_as_a_file(client: TestClient) -> None:
    asked = "on=2025-01-01&state=probably_kept&ministry=EZ"
    listed = json.loads(client.get(f"/agenda.json?{asked}").text)
    assert [one["state"] for one in listed] == ["probably_kept"]
    assert client.get(f"/agenda.csv?{asked}").text.count("\n") == 2
    feed = client.get(f"/agenda.ics?{asked}")
    assert feed.headers["content-type"].startswith("text/calendar")
    assert feed.text.count("BEGIN:VEVENT") == 1
    assert client.get("/agenda.exe").status_code == 404
    assert client.get("/agenda?on=morgen&due=ooit&state=x").status_code == 200


def test_a_reader_decides_on_the_page_and_takes_it_back(client: TestClient) -> None:
    asked = "/agenda?on=2024-07-01&state="
    page = client.get(f"{asked}probably_kept").text
    token = re.search(r'name="token" value="([^"]+)"', page)
    keys = re.findall(r'name="key" value="([^"]+)"', page)
    assert token is not None
    link = next(key for key in keys if "/link-" in key)
    promise = next(key for key in keys if "/commitment-" in key)
    form = {"token": token[1], "next": "/agenda"}
    for key, verdict, state in (
        (link, "accepted", "kept"),
        (link, "open", "probably_kept"),
        (promise, "withdrawn", "withdrawn"),
        (promise, "open", "probably_kept"),
        (link, "rejected", "overdue"),
    ):
        done = client.post("/agenda/settle", data=form | {"key": key, "verdict": verdict}, follow_redirects=False)
        assert done.status_code == 303
        listed = json.loads(client.get("/agenda.json?on=2024-07-01").text)
        assert next(one["state"] for one in listed if one["promise"] == promise) == state
    unknown = client.post("/agenda/settle", data=form | {"key": "x/link-0", "verdict": "accepted"})
    assert unknown.status_code == 422
    assert client.post("/agenda/settle", data=form | {"key": link, "verdict": "maybe"}).status_code == 422


def test_a_form_without_its_token_decides_nothing(client: TestClient) -> None:
    listed = json.loads(client.get("/agenda.json?on=2024-07-01").text)
    client.post("/agenda/settle", data={"key": listed[0]["promise"], "verdict": "kept"})
    assert json.loads(client.get("/agenda.json?on=2024-07-01").text) == listed


def test_a_dossier_tells_its_letters_links_money_and_promises(client: TestClient) -> None:
    assert "39001" in client.get("/dossiers").text
    page = html.unescape(client.get("/dossiers/39001?on=2026-01-01").text)
    for words in ("verwijst naar", "komt na uit", "herhaalt uit", "zelfde geld als in", "ander bedrag dan in"):
        assert words in page
    assert '<svg class="web"' in page
    assert page.count("<circle") == 7  # three letters, and two points on each of two lines
    assert "€ 14 miljoen" in page
    whole = json.loads(client.get("/dossiers/39001.json?on=2026-01-01").text)
    assert [one["number"] for one in whole["letters"]] == ["39001-4", "39001-9", "39001-15"]
    assert sorted(len(line) for line in whole["money"]) == [2, 2]
    assert client.get("/dossiers/99999").status_code == 404
    assert client.get("/dossiers/99999.json").status_code == 404


def test_words_of_a_letter_are_escaped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TEXTS, "gemeen", HOSTILE)
    client = TestClient(create_app(filled(tmp_path / "store", ["start", "gemeen"])), base_url="http://127.0.0.1:8765")
    for path in ("/agenda?on=2025-01-01", "/dossiers/39001?on=2025-01-01"):
        page = client.get(path).text
        assert "&lt;img src=x" in page
        assert "<img" not in page


def test_the_command_shows_a_dossier_in_each_view(store: Store, tmp_path: Path) -> None:
    runner, given = CliRunner(), ["dossier", "39 001", "--store", str(store.root), "--on", "2026-01-01"]
    text = runner.invoke(app, given)
    assert text.exit_code == 0
    assert "2024-06-28  39001-9" in text.stdout
    assert json.loads(runner.invoke(app, [*given, "--view", "json"]).stdout)["dossier"] == "39001"
    target = tmp_path / "dossier.html"
    assert runner.invoke(app, [*given, "--view", "html", "-o", str(target)]).exit_code == 0
    page = target.read_text(encoding="utf-8")
    assert "<svg" in page
    assert 'href="http' not in page
    unknown = runner.invoke(app, ["dossier", "12345", "--store", str(store.root)])
    assert unknown.exit_code == 4
    assert "no letter" in unknown.stderr


_MOVED = printed(
    21,
    "5 juni 2025",
    "2024-2025",
    "Van de € 37,5 miljoen voor het programma Zonneweides in 2025 schuif ik € 6,5 miljoen door van 2025 naar 2027.",
)


def test_money_that_goes_to_other_years_is_a_change_and_no_level() -> None:
    digests = [
        digest_of(name, extract_bytes(text.encode(), name=f"{name}.txt").model_dump(mode="json"))
        for name, text in (("start", TEXTS["start"]), ("moved", _MOVED))
    ]
    links = [one for found in linked(digests).values() for one in found.links]
    line = next(one for one in money_lines(links, {one.letter: one for one in digests}) if len(one) > 2)
    told = {point.words: (point.role, point.years) for point in line}
    assert told["€ 6,5 miljoen"] == (Role.OTHER_YEARS, "2025→2027")
    assert told["€ 37,5 miljoen"] == (Role.LEVEL, "")
    drawn = line_drawing(line, Language.NL)
    assert [mark.sort for mark in drawn.marks] == ["level", "level", "other_years"]
    assert drawn.marks[1].y == drawn.marks[2].y  # the level stays where it is
    assert drawn.marks[2].label == "⇢ € 6,5 miljoen 2025→2027"


def test_another_amount_without_a_word_begins_a_new_step(store: Store) -> None:
    found = dossier(store, "39001", datetime.date(2026, 1, 1))
    against = next(line for line in found.money if line[-1].kind is LinkKind.CONTRADICTS_MONEY)
    drawn = line_drawing(against, Language.NL)
    assert [mark.sort for mark in drawn.marks] == ["level", "contradicts_money"]
    assert len(drawn.steps) == 2
    assert drawn.marks[1].y < drawn.marks[0].y  # the larger sum stands higher


def test_a_timeline_has_the_lines_of_its_money(store: Store) -> None:
    found = timeline(store, "Zonneweides")
    # The letters' subject is the programme, so the money of its cables is the programme's as well.
    lines = [["€ 12 miljoen", "€ 14 miljoen"], ["€ 37,5 miljoen", "€ 37,5 miljoen"]]
    assert [[point.words for point in line] for line in found.money] == lines
    assert all(total <= Decimal(49_500_000) for _, _, total in found.sums)  # of one letter each
    page = timeline_html(found)
    assert '<svg class="course"' in page
    assert "zelfde geld als in" in page
    assert "tel het niet op" in timeline_text(found)
    kinds = [line[1]["kind"] for line in json.loads(timeline_json(found))["money"]]
    assert kinds == ["contradicts_money", "same_money"]


def test_a_line_of_money_goes_on_over_letters_that_do_not_name_the_programme(tmp_path: Path) -> None:
    texts = [
        ("4 maart 2024", "Voor het programma Zonneweides is in 2025 € 37,5 miljoen beschikbaar voor panelen."),
        ("28 juni 2024", "In 2025 is nog steeds € 37,5 miljoen beschikbaar voor panelen."),
        ("12 februari 2025", "Voor panelen is in 2025 nog steeds € 37,5 miljoen beschikbaar."),
        ("9 mei 2025", "Er is in 2025 nog steeds € 37,5 miljoen beschikbaar voor panelen."),
    ]
    store = Store(tmp_path / "store")
    for nr, (day, body) in enumerate(texts, start=4):
        text = printed(nr, day, "2023-2024" if nr < 6 else "2024-2025", body).replace("Zonneweides\n", "Stroom\n", 1)
        found = extract_bytes(text.encode(), name=f"{nr}.txt")
        store.publish(store.name_of(found.letter.id), found)
    (line,) = timeline(store, "Zonneweides").money
    assert len(line) == len(texts)
