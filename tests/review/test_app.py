"""The review application without a browser: what it shows, what it refuses, and forms without scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kamerbrief.decisions import Action
from kamerbrief.reviewing import Choice, decide, waiting
from kamerbrief.store import Store


def token_in(page: str) -> str:
    return re.findall(r'name="token" value="([0-9a-f]+)"', page)[0]


def change_ids(page: str) -> list[str]:
    return re.findall(r'<li class="change [a-z]+" id="(change-[^"]+)"', page)


def test_the_overview_lists_filters_and_sums(client: TestClient) -> None:
    page = client.get("/").text
    assert "3 van 3 brieven" in page
    assert "Bedragen per ministerie" in page
    assert "1 van 3 brieven" in client.get("/", params={"q": "walstroom"}).text
    assert "0 van 3 brieven" in client.get("/", params={"q": "walstroom", "ministry": "VWS"}).text
    assert "1 van 3 brieven" in client.get("/", params={"ministry": "VWS"}).text
    assert "1 van 3 brieven" in client.get("/", params={"waits": "on"}).text
    assert "1 van 3 brieven" in client.get("/", params={"since": "2025-01-01", "until": "2025-04-01"}).text


def test_a_letter_shows_its_facts_checks_and_pages(client: TestClient) -> None:
    page = client.get("/letters/havens").text
    assert 'class="mark amounts"' in page
    assert "neemt niet over" in page
    assert "/letters/havens/pages/1.png" in page
    assert re.search(r'<rect class="box amounts" data-facts="amount-', page)
    picture = client.get("/letters/havens/pages/1.png")
    assert picture.content.startswith(b"\x89PNG")
    assert client.get("/letters/havens/pages/99.png").status_code == 404
    assert client.get("/letters/sport/pages/1.png").status_code == 404


def test_pages_go_when_the_source_is_another_file(client: TestClient, desk: Path) -> None:
    (desk / "in" / "havens.pdf").write_bytes(b"%PDF-1.4 other")
    assert "/pages/1.png" not in client.get("/letters/havens").text
    assert client.get("/letters/havens/pages/1.png").status_code == 404


def test_hostile_letters_show_as_text(client: TestClient) -> None:
    for path in ("/", "/letters/gemeen"):
        page = client.get(path).text
        assert '<script>alert("onderwerp")' not in page
        assert "<img src=x" not in page
        assert "<svg onload" not in page
    assert "&lt;script&gt;" in client.get("/letters/gemeen").text


def test_nothing_comes_from_elsewhere_and_no_script_stands_in_the_page(client: TestClient) -> None:
    for path in ("/", "/letters/havens", "/changes", "/letters/havens/changes"):
        answer = client.get(path)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', answer.text)
        assert not re.search(r"<script(?! src=)|<style| style=| on[a-z]+=", answer.text)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil.example:8050"])
def test_foreign_hosts_are_refused(client: TestClient, host: str) -> None:
    assert client.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
    ],
)
def test_foreign_origins_are_refused(client: TestClient, headers: dict[str, str]) -> None:
    token = token_in(client.get("/changes").text)
    answer = client.post("/changes", data={"token": token, "action": "accept"}, headers=headers)
    assert answer.status_code == 403


def test_a_form_without_the_sessions_token_decides_nothing(client: TestClient, store: Store) -> None:
    page = client.get("/letters/havens/changes").text
    change = change_ids(page)[0]
    for token in ("", "0" * 64):
        answer = client.post("/letters/havens/changes", data={"token": token, "change": change, "action": "accept"})
        assert answer.status_code == 422
    stolen = token_in(page)
    client.cookies.clear()
    answer = client.post("/letters/havens/changes", data={"token": stolen, "change": change, "action": "accept"})
    assert answer.status_code == 422
    assert not store.decisions("havens").decisions


@pytest.mark.parametrize("name", ["..%2F..%2Fetc", "%2e%2e", "Havens", "ledger.db", "havens%00", "nergens"])
def test_names_in_addresses_never_become_paths(client: TestClient, name: str) -> None:
    for path in (f"/letters/{name}", f"/letters/{name}/changes", f"/letters/{name}/pages/1.png", f"/static/{name}"):
        assert client.get(path).status_code == 404


def test_forms_accept_reject_and_edit_without_scripts(client: TestClient, store: Store) -> None:
    page = client.get("/letters/havens/changes").text
    token, ids = token_in(page), change_ids(page)
    found = waiting(store, "havens")
    assert found is not None
    by_kind = {(c.kind, c.after is None): c.id for c in found.changes}
    value, gone = by_kind["amounts", False], by_kind["amounts", True]
    stance = by_kind["recommendations", False]
    assert {value, gone, stance} <= set(ids)
    place = "/letters/havens/changes"
    client.post(place, data={"token": token, "change": gone, "action": "reject", "why": "staat er nog"})
    client.post(place, data={"token": token, "change": stance, "action": "accept"})
    last = {"token": token, "change": value, "action": "edit", "f-value": "48.500.000", "f-precision": "above"}
    client.post(place, data=last)
    rest = change_ids(client.get(place).text)
    if rest:
        client.post(place, data={"token": token, "change": rest, "action": "accept"})
    published = store.published("havens")
    assert published is not None
    first = published.amounts[0]
    assert (int(first.value or 0), first.precision) == (48_500_000, "above")
    assert first.reviewed is not None
    assert first.reviewed.machine["value"] == 77_000_000
    assert published.recommendations[0].stance == "rejected"
    assert store.waiting() == []
    assert store.ledger.decisions("havens")[0]["why"] == "staat er nog"


def test_an_edit_that_is_no_value_is_told_and_keeps_nothing(client: TestClient, store: Store) -> None:
    page = client.get("/letters/havens/changes").text
    found = waiting(store, "havens")
    assert found is not None
    change = next(c.id for c in found.changes if c.kind == "amounts" and c.after)
    sent = {"token": token_in(page), "change": change, "action": "edit", "f-value": "veel"}
    answer = client.post("/letters/havens/changes", data=sent)
    assert answer.status_code == 422
    assert "is no figure" in answer.text
    assert not store.decisions("havens").decisions


def test_the_second_reviewer_sees_that_it_was_decided(client: TestClient, store: Store) -> None:
    page = client.get("/letters/havens/changes").text
    change = change_ids(page)[0]
    decide(store, "havens", {change: Choice(Action.ACCEPT)}, "anna")
    sent = {"token": token_in(page), "change": change, "action": "reject"}
    answer = client.post("/letters/havens/changes", data=sent)
    assert answer.status_code == 409
    assert "accept by anna" in answer.text


def test_all_at_once_decides_what_was_seen(client: TestClient, store: Store) -> None:
    page = client.get("/changes").text
    sent = {"token": token_in(page), "action": "accept"}
    pairs = re.findall(r'name="change" value="([^"]+)"', page)
    client.post("/changes", data={**sent, "change": pairs, "letter": ["havens"]})
    assert store.waiting() == []
    published = store.published("havens")
    assert published is not None
    assert int(published.amounts[0].value or 0) == 77_000_000


def test_a_published_fact_can_be_taken_out(client: TestClient, store: Store) -> None:
    published = store.published("sport")
    assert published is not None
    fact = published.amounts[0].id
    page = client.get(f"/letters/sport/facts/{fact}").text
    assert "Beoordelen" in client.get("/letters/sport").text
    client.post(f"/letters/sport/facts/{fact}", data={"token": token_in(page), "action": "reject"})
    after = store.published("sport")
    assert after is not None
    assert fact not in {amount.id for amount in after.amounts}
    assert client.get("/letters/sport/facts/nergens").status_code == 404


def test_name_and_language_are_kept_and_lead_nowhere_else(client: TestClient) -> None:
    page = client.get("/").text
    sent = {"token": token_in(page), "who": "Zoë Öztürk; x=1", "language": "en", "here": "//evil.example/"}
    answer = client.post("/settings", data=sent, follow_redirects=False)
    assert answer.headers["location"] == "/"
    page = client.get("/").text
    assert "3 of 3 letters" in page
    assert 'value="Zoë Öztürk; x=1"' in page
    assert '<html lang="en">' in page
