"""The review application without a browser: what it shows, what it refuses, and forms without scripts."""

from __future__ import annotations

import ast
import re
from functools import partial
from importlib.resources import files
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kamerbrief.answering import Choice
from kamerbrief.batch import run_batch
from kamerbrief.decisions import Action, Outcome
from kamerbrief.errors import UnusableStoreError
from kamerbrief.review.app import create_app
from kamerbrief.review.security import Front
from kamerbrief.review.telling import _AGAIN
from kamerbrief.reviewing import decide, waiting
from kamerbrief.settings import Settings
from kamerbrief.sources.folder import local_files
from kamerbrief.store import Store
from kamerbrief.views.words import Language, texts
from tests.review.conftest import FERRIES, HOSTILE_PRINT


def token_in(page: str) -> str:
    return str(re.findall(r'name="token" value="([0-9a-f]+)"', page)[0])


def change_ids(page: str) -> list[str]:
    return re.findall(r'<li class="change [a-z]+" id="(change-[^"]+)"', page)


def test_the_overview_lists_filters_and_sums(client: TestClient) -> None:
    page = client.get("/").text
    assert "3 van 3 brieven" in page
    assert "Geld per ministerie" in page
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


#: Every page that shows what letters say or people typed.
SHOWING = (
    "/",
    "/letters/gemeen",
    "/promises",
    "/advice",
    "/amounts",
    "/agenda",
    "/dossiers",
    "/sql?sql=select+*+from+letters",
)


def test_hostile_letters_show_as_text(client: TestClient) -> None:
    for path in SHOWING:
        page = client.get(path).text
        assert '<script>alert("onderwerp")' not in page
        assert "<img src=x" not in page
        assert "<svg onload" not in page
    assert "&lt;script&gt;" in client.get("/letters/gemeen").text


def test_a_hostile_dossier_shows_as_text(tmp_path: Path) -> None:
    (tmp_path / "gemeen.txt").write_text(HOSTILE_PRINT, encoding="utf-8")
    store = Store(tmp_path / "out", Settings(review_url="https://brieven.example/review/"))
    assert not run_batch(local_files([tmp_path / "gemeen.txt"]), store, "r1").failed
    with TestClient(create_app(store), base_url="https://brieven.example") as made:
        for path in ("/dossiers", "/dossiers/39998", "/agenda", f"/letters/{store.letters()[0]}"):
            answer = made.get(path)
            assert answer.status_code == 200, path
            assert path == "/agenda" or "39998" in answer.text, path
            assert not re.search(r"<script>|<img src=x|<svg onload", answer.text), path
            assert set(re.findall(r'(?:href|action|src)="(/[^/"]*)', answer.text)) == {"/review"}, path
        assert made.head("/dossiers/39998").content == b""
        assert made.get("/dossiers/39998.json").json()
        assert made.get("/dossiers/..%2F..%2Fetc").status_code == 404


def test_nothing_comes_from_elsewhere_and_no_script_stands_in_the_page(client: TestClient) -> None:
    for path in (*SHOWING, "/letters/havens", "/changes", "/letters/havens/changes"):
        answer = client.get(path)
        assert answer.status_code == 200, path
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert not re.search(r'(?:src|href|action)="(?:https?:)?//', answer.text)
        # Quotes of a text are escaped: what stands in some is an attribute's value.
        tags = re.sub(r'"[^"]*"', '""', answer.text)
        assert not re.search(r"<script(?! src=)|<style|<[^>]* (?:style|on[a-z]+)=", tags), path


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
    answer = client.post("/changes/all", data={"token": token, "action": "accept"}, headers=headers)
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
    sent = {"token": token_in(page), "change": change, "action": "edit", "f-value": "veel", "why": "zie <bijlage>"}
    answer = client.post("/letters/havens/changes", data=sent)
    assert answer.status_code == 422
    assert "‘veel’ is geen getal" in answer.text
    assert re.search(r'<input name="f-value" value="veel" aria-invalid="true"', answer.text)
    assert answer.text.count("aria-invalid") == 1
    assert 'value="zie &lt;bijlage&gt;"' in answer.text
    assert not store.decisions("havens").decisions


def test_the_second_reviewer_sees_that_it_was_decided_and_goes_on(client: TestClient, store: Store) -> None:
    page = client.get("/letters/havens/changes").text
    change, following, *others = change_ids(page)
    decide(store, "havens", {change: Choice(Action.ACCEPT)}, "anna")
    sent = {"token": token_in(page), "change": change, "next": following, "action": "reject"}
    answer = client.post("/letters/havens/changes", data=sent)
    assert answer.status_code == 409
    assert "Intussen besloten door anna" in answer.text
    assert "vervallen" in answer.text
    assert change_ids(answer.text) == [following, *others]
    assert answer.text.index("Intussen") < answer.text.index(f'id="{following}"')
    client.cookies.set("kamerbrief_language", "en")
    assert "Decided meanwhile by anna" in client.post("/letters/havens/changes", data=sent).text


def test_a_decision_leads_to_the_next_change_then_the_next_letter_then_the_end(
    client: TestClient, store: Store
) -> None:
    published = store.published("sport")
    assert published is not None
    one_less = {"percentages": published.percentages[1:], "amounts": published.amounts, "checks": []}
    with store.writing():
        store.keep("sport", published.model_copy(update=one_less))
    place = "/letters/havens/changes"
    page = client.get(place).text
    token, ids = token_in(page), change_ids(page)

    def decided(at: int) -> str:
        following = ids[at + 1] if at + 1 < len(ids) else ""
        sent = {"token": token, "change": ids[at], "next": following, "action": "accept"}
        return str(client.post(place, data=sent, follow_redirects=False).headers["location"])

    assert len(ids) == 3
    assert decided(1) == f"{place}#{ids[2]}"
    assert decided(2) == f"{place}#{ids[0]}"
    assert decided(0) == "/letters/sport/changes"
    rest = {"token": token, "action": "accept", "change": change_ids(client.get("/letters/sport/changes").text)}
    answer = client.post("/letters/sport/changes", data=rest, follow_redirects=False)
    assert answer.headers["location"] == "/changes"


def test_a_form_from_before_a_restart_keeps_what_was_typed(store: Store) -> None:
    with TestClient(create_app(store), base_url="http://127.0.0.1:8050") as client:
        page = client.get("/letters/havens/changes").text
        cookies = dict(client.cookies)
    found = waiting(store, "havens")
    assert found is not None
    change = next(c.id for c in found.changes if c.kind == "amounts" and c.after)
    sent = {"token": token_in(page), "change": change, "action": "edit", "f-value": "48500000", "why": "bijlage"}
    with TestClient(create_app(store), base_url="http://127.0.0.1:8050", cookies=cookies) as client:
        answer = client.post("/letters/havens/changes", data=sent)
        assert answer.status_code == 422
        assert not store.decisions("havens").decisions
        again = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', answer.text.partition("<main")[2]))
        assert {name: again[name] for name in sent if name != "token"} == {
            n: v for n, v in sent.items() if n != "token"
        }
        client.post("/letters/havens/changes", data=again)
    assert [d.action for d in store.decisions("havens").decisions] == ["edit"]


def test_what_the_program_refuses_leads_back_to_where_one_was(client: TestClient) -> None:
    page = client.get("/letters/havens/changes").text
    for came, back in (("/letters/havens/changes", "/letters/havens/changes"), ("//evil.example/", "/")):
        sent = {"token": token_in(page), "change": change_ids(page)[0], "action": "weet niet"}
        headers = {"referer": f"http://127.0.0.1:8050{came}"}
        answer = client.post("/letters/havens/changes", data=sent, headers=headers)
        assert answer.status_code == 422
        assert f'<p><a href="{back}">Terug</a>' in answer.text


def test_all_at_once_decides_what_was_seen(client: TestClient, store: Store) -> None:
    page = client.get("/changes").text
    sent = {"token": token_in(page), "action": "accept"}
    pairs = re.findall(r'name="change" value="([^"]+)"', page)
    client.post("/changes/all", data={**sent, "change": pairs, "letter": ["havens"]})
    assert store.waiting() == []
    published = store.published("havens")
    assert published is not None
    assert int(published.amounts[0].value or 0) == 77_000_000


def test_a_published_fact_can_be_taken_out(client: TestClient, store: Store) -> None:
    published = store.published("sport")
    assert published is not None
    fact, start = published.amounts[0].id, published.amounts[0].evidence.start
    page = client.get(f"/letters/sport/facts/{fact}").text
    assert "Beoordelen" in client.get("/letters/sport").text
    client.post(f"/letters/sport/facts/{fact}", data={"token": token_in(page), "action": "reject"})
    after = store.published("sport")
    assert after is not None
    assert start not in {amount.evidence.start for amount in after.amounts}
    assert client.get("/letters/sport/facts/nergens").status_code == 404


def test_every_outcome_and_refusal_has_its_words() -> None:
    source = ast.parse(files("kamerbrief").joinpath("fact_edits.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(source) if isinstance(node, ast.Call)]
    refusals = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id == "FieldError"]
    codes = {code.value for call in refusals if isinstance(code := call.args[2], ast.Constant)}
    for language in Language:
        words = texts(language)
        assert set(words["outcomes"]) == set(Outcome)
        assert codes
        assert codes == set(words["wrong"])
        assert set(_AGAIN.values()) == set(words["again"])


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"f-value": "-5"}, ("value", "kleiner dan nul")),
        ({"f-currency": "EURO"}, ("currency", "geen muntcode")),
        ({"f-period.from_year": "1066"}, ("period.from_year", "geen jaar van 1800")),
        ({"f-value": "", "f-low": "9", "f-high": "3"}, ("high", "ligt voor of onder")),
        ({"f-value": "9" * 30}, ("value", "groter dan enig bedrag")),
    ],
)
def test_each_wrong_value_is_told_at_its_field(
    client: TestClient, store: Store, typed: dict[str, str], said: tuple[str, str]
) -> None:
    published = store.published("sport")
    assert published is not None
    place = f"/letters/sport/facts/{published.amounts[0].id}"
    answer = client.post(place, data={"token": token_in(client.get(place).text), "action": "edit", **typed})
    assert answer.status_code == 422
    field, message = said
    assert re.search(rf'<label class="wrong">[^<]*<input name="f-{field}"', answer.text)
    assert message in answer.text.partition('class="problem"')[2].partition("<")[0]
    for name, value in typed.items():
        assert f'name="{name}" value="{value}"' in answer.text
    assert not store.decisions("sport").decisions


def test_a_late_decision_over_letters_keeps_nothing_and_says_so(client: TestClient, rewritten: Store) -> None:
    page = client.get("/changes").text
    pairs = re.findall(r'name="change" value="([^"]+)"', page)
    letter, change = pairs[0].split(" ")
    decide(rewritten, letter, {change: Choice(Action.ACCEPT)}, "bram")
    sent = {"token": token_in(page), "action": "accept", "change": pairs, "sure": "yes"}
    answer = client.post("/changes/all", data=sent)
    assert answer.status_code == 409
    assert "nog niets opgeslagen" in answer.text
    assert len(rewritten.decisions(letter).decisions) == 1
    assert set(re.findall(r'name="change" value="([^"]+)"', answer.text)) == set(pairs[1:])


def test_what_was_decided_is_listed_and_can_be_taken_back(client: TestClient, store: Store) -> None:
    place = "/letters/havens/changes"
    page = client.get(place).text
    sent = {"token": token_in(page), "change": change_ids(page)[0], "action": "reject", "why": "<i>zie bijlage</i>"}
    listed = client.post(place, data=sent).text.partition('id="decided"')[2]
    assert "&lt;i&gt;zie bijlage&lt;/i&gt;" in listed
    assert "behouden, al vindt de machine het niet meer" in listed
    (decision,) = re.findall(r'name="decision" value="([^"]+)"', listed)
    again = client.post("/undo", data={"token": token_in(page), "decision": decision})
    assert again.url.path == place
    assert change_ids(again.text) == change_ids(page)
    assert "ongedaan gemaakt door" in again.text.partition('id="decided"')[2]
    late = client.post("/undo", data={"token": token_in(page), "decision": decision})
    assert late.status_code == 409


def test_name_and_language_are_kept_and_lead_nowhere_else(client: TestClient) -> None:
    page = client.get("/").text
    sent = {"token": token_in(page), "who": "Zoë Öztürk; x=1", "language": "en", "here": "//evil.example/"}
    answer = client.post("/settings", data=sent, follow_redirects=False)
    assert answer.headers["location"] == "/"
    page = client.get("/").text
    assert "3 of 3 letters" in page
    assert 'value="Zoë Öztürk; x=1"' in page
    assert '<html lang="en">' in page


@pytest.mark.parametrize("path", [*SHOWING, "/agenda.ics", "/changes", "/static/review.css", "/nergens"])
def test_head_is_get_without_a_body(client: TestClient, path: str) -> None:
    whole, head = client.get(path), client.head(path)
    assert (head.status_code, head.content) == (whole.status_code, b"")
    assert head.headers["content-length"] == str(len(whole.content))
    assert head.headers["content-security-policy"]


@pytest.mark.parametrize("broken", ["http://[", "http://[::1", "//[", "\x7f"])
def test_origins_and_referers_that_are_no_addresses_are_refused(client: TestClient, broken: str) -> None:
    token = token_in(client.get("/changes").text)
    answer = client.post("/changes/all", data={"token": token, "action": "accept"}, headers={"origin": broken})
    assert answer.status_code == 403
    assert client.get("/nergens", headers={"referer": broken}).status_code == 404


@pytest.mark.parametrize(("language", "words"), [("nl", "Zo kan deze pagina"), ("en", "This page cannot")])
def test_errors_are_pages_in_the_readers_language(client: TestClient, language: str, words: str) -> None:
    client.cookies.set("kamerbrief_language", language)
    answer = client.request("DELETE", "/changes")
    assert answer.status_code == 405
    assert words in answer.text
    assert f'lang="{language}"' in answer.text
    assert client.get("/letters/havens/pages/x.png").status_code == 404


#: What each refusal says, by language.
REFUSALS = {
    "nl": {400: "Dit adres wordt", 403: "Verzoeken van andere sites", 413: "Dit formulier is te groot", 429: "te veel"},
    "en": {400: "This address is", 403: "Requests from other sites", 413: "This form is too large", 429: "Too many"},
}


@pytest.mark.parametrize("language", REFUSALS)
def test_refusals_are_pages_that_tell_nothing_of_the_store(
    store: Store, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kamerbrief.review.security._RATE", 0.0)
    monkeypatch.setattr("kamerbrief.review.security._BURST", 2.0)
    monkeypatch.setattr("kamerbrief.review.app.Front", partial(Front, largest=1000))
    config = store.config.model_copy(update={"review_url": "http://127.0.0.1:8050/review"})
    app = create_app(Store(store.root, config))
    with TestClient(app, base_url="http://127.0.0.1:8050", cookies={"kamerbrief_language": language}) as made:
        made.cookies.set("kamerbrief_name", "Zoe Ozturk")
        answers = [
            made.get("/changes", headers={"host": "elders.example"}),
            made.post("/settings", data={"who": "x"}, headers={"origin": "https://elders.example"}),
            made.post("/settings", data={"who": "x" * 2000}),
            made.post("/settings", data={"who": "x"}),
        ]
    assert [answer.status_code for answer in answers] == list(REFUSALS[language])
    for answer, words in zip(answers, REFUSALS[language].values(), strict=True):
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["content-security-policy"]
        assert f'<html lang="{language}">' in answer.text
        assert words in answer.text
        assert 'href="/review/static/review.css"' in answer.text
        assert 'href="/review/"' in answer.text
        assert not re.search(r"<form|token|badge|Ozturk|elders", answer.text)


def test_a_fault_of_the_program_is_a_page(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError("secret")

    monkeypatch.setattr("kamerbrief.review.routes_read.pages_of", fails)
    with TestClient(create_app(store), base_url="http://127.0.0.1:8050", raise_server_exceptions=False) as made:
        answer = made.get("/letters/havens")
    assert answer.status_code == 500
    assert "Er ging iets mis" in answer.text
    assert "secret" not in answer.text


def test_an_index_that_cannot_be_written_is_told_on_a_page(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise UnusableStoreError("the index cannot be written: disk full")

    monkeypatch.setattr("kamerbrief.search.index.Index.refresh", fails)
    with TestClient(create_app(store), base_url="http://127.0.0.1:8050") as made:
        answer = made.get("/promises")
        assert answer.status_code == 422
        assert "disk full" in answer.text
        assert made.get("/letters/havens").status_code == 200


def test_a_page_that_cannot_be_drawn_does_not_cost_the_letter(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pypdfium2

    def fails(*_: object, **__: object) -> None:
        raise pypdfium2.PdfiumError("Failed to load page.")

    monkeypatch.setattr(pypdfium2.PdfDocument, "get_page_size", fails)
    assert "neemt niet over" in client.get("/letters/havens").text
    assert client.get("/letters/havens/pages/1.png").status_code == 404


def test_forms_are_bounded_in_size_and_number(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kamerbrief.review.security._RATE", 0.0)
    monkeypatch.setattr("kamerbrief.review.security._BURST", 3.0)
    monkeypatch.setattr("kamerbrief.review.app.Front", partial(Front, largest=1000))
    with TestClient(create_app(store), base_url="http://127.0.0.1:8050") as made:
        assert made.post("/settings", data={"who": "x" * 2000}).status_code == 413
        assert made.post("/settings", content=(b"who=" for _ in range(500))).status_code == 413
        assert made.post("/settings", data={"who": "x"}).status_code == 422
        answer = made.post("/settings", data={"who": "x"})
        assert (answer.status_code, answer.headers["retry-after"]) == (429, "1")
        assert made.get("/").status_code == 200


#: Pages of every kind, with what they show only when it is asked for.
BEHIND_A_PROXY = (
    "/",
    "/?q=walstroom&charts=on",
    "/?sort=-date&has_open=yes",
    "/promises",
    "/advice",
    "/amounts?state=counts",
    "/sql?sql=select+letter,+count(*)+from+amounts+group+by+1",
    "/letters/havens",
    "/agenda",
    "/dossiers",
    "/changes",
    "/letters/havens/changes",
)


def test_behind_a_proxy_names_and_addresses_are_those_of_the_settings(store: Store) -> None:
    config = store.config.model_copy(update={"review_url": "https://brieven.example/review/"})
    app = create_app(Store(store.root, config))
    with TestClient(app, base_url="https://brieven.example", follow_redirects=False) as made:
        fact = next(iter(re.findall(r'href="/review(/letters/sport/facts/[^"]+)', made.get("/letters/sport").text)))
        for path in (*BEHIND_A_PROXY, fact):
            answer = made.get(path)
            assert answer.status_code == 200, path
            assert set(re.findall(r'(?:href|action|src)="(/[^/"]*)', answer.text)) == {"/review"}, path
        listed = made.get("/amounts", params={"q": "sport"}).text
        for ending in ("csv", "json"):
            assert f'href="/review/amounts.{ending}?q=sport"' in listed
            assert made.get(f"/amounts.{ending}", params={"q": "sport"}).status_code == 200
        page = made.get("/letters/havens/changes").text
        form = {"token": token_in(page), "change": change_ids(page)[0], "action": "reject"}
        headers = {"origin": "https://brieven.example", "host": "127.0.0.1:8050"}
        answer = made.post("/letters/havens/changes", data=form, headers=headers)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/review/letters/havens/changes")
        back = made.get("/nergens", headers={"referer": "https://brieven.example/review/changes"}).text
        assert 'href="/review/changes">' in back
    with TestClient(app, base_url="https://elders.example") as made:
        assert made.get("/").status_code == 400


def test_every_list_of_an_empty_store_says_what_to_do(tmp_path: Path) -> None:
    with TestClient(create_app(Store(tmp_path / "out")), base_url="http://127.0.0.1:8050") as client:
        for path in ("/", "/promises", "/advice", "/amounts"):
            assert "kamerbrief batch MAP-MET-BRIEVEN --store" in client.get(path).text, path


def test_the_list_of_amounts_says_in_what_money(tmp_path: Path) -> None:
    text = FERRIES.replace("in 2026 € 120 miljoen", "in 2026 $ 300 miljoen")
    (tmp_path / "steun.txt").write_text(text, encoding="utf-8")
    store = Store(tmp_path / "out")
    assert not run_batch(local_files([tmp_path / "steun.txt"]), store, "r1").failed
    with TestClient(create_app(store), base_url="http://127.0.0.1:8050") as client:
        shown = client.get("/amounts").text
        rows = client.get("/amounts.json").json()
    assert "USD 300 mln" in shown or "$ 300 mln" in shown
    assert "€ 300 mln" not in shown
    assert "€ 14 mln" in shown
    assert {(row["value"], row["currency"]) for row in rows} == {(300e6, "USD"), (14e6, "EUR"), (6e6, "EUR")}
