"""The pages of a letter that was read from a file without any: those of its pdf, or those that LibreOffice printed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from kamerbrief.batch import run_batch
from kamerbrief.errors import ReadError
from kamerbrief.letter import Source
from kamerbrief.pipeline import extract
from kamerbrief.reading import office
from kamerbrief.review.app import create_app
from kamerbrief.review.sources import can_be_printed, pages_at_hand, print_pages
from kamerbrief.settings import Settings
from kamerbrief.sources.folder import local_files
from kamerbrief.store import Store
from kamerbrief.views.marking import evidence_of
from kamerbrief.views.pages import cuts_of, pages_of
from kamerbrief.views.placing import printed_boxes
from tests.conftest import FIXTURES

LETTER = FIXTURES / "begroting-sport"


def stored(folder: Path, *endings: str) -> Store:
    letters = folder / "letters"
    letters.mkdir()
    for ending in endings:
        shutil.copy(LETTER / f"letter.{ending}", letters / f"sport.{ending}")
    store = Store(folder / "out")
    assert not run_batch(local_files([letters]), store, "r1").failed
    return store


def test_facts_are_placed_on_pages_by_their_words() -> None:
    docx, pdf = extract(LETTER / "letter.docx"), extract(LETTER / "letter.pdf")
    boxes_of = printed_boxes((LETTER / "letter.pdf").read_bytes(), docx.text)
    own = {amount.evidence.text: amount.evidence.boxes for amount in pdf.amounts}
    single = [a for a in docx.amounts if sum(b.evidence.text == a.evidence.text for b in docx.amounts) == 1]
    assert single
    for amount in single:
        assert boxes_of(amount.evidence) == own[amount.evidence.text]
    elsewhere = printed_boxes((FIXTURES / "kort-uitstel" / "letter.pdf").read_bytes(), docx.text)
    assert not any(elsewhere(amount.evidence) for amount in single)
    assert not any(printed_boxes(b"%PDF-", docx.text)(amount.evidence) for amount in single)


def test_the_pdf_beside_a_docx_gives_its_pages(tmp_path: Path) -> None:
    store = stored(tmp_path, "docx", "pdf")
    x = store.published("sport")
    at_hand = pages_at_hand(store, "sport", x)
    assert x is not None
    assert at_hand is not None
    assert at_hand.pdf == (LETTER / "letter.pdf").read_bytes()
    pages = pages_of(at_hand.pdf, x, str, at_hand.boxes_of)
    placed = {box.fact for page in pages for box in page.boxes}
    assert {fact for fact, kind, _ in evidence_of(x) if kind == "amounts"} <= placed
    for cut in cuts_of(pages).values():
        assert all(cut.top <= box.y and box.y + box.height <= cut.top + cut.height for box in cut.boxes)
    with TestClient(create_app(store), base_url="http://127.0.0.1:8050") as client:
        assert 'class="box amounts"' in client.get("/letters/sport").text
        assert client.get("/letters/sport/pages/1.png").headers["content-type"] == "image/png"
        assert client.get("/letters/sport/pages/99.png").status_code == 404
    (tmp_path / "letters" / "sport.pdf").write_bytes(b"%PDF-1.7 another file")
    assert pages_at_hand(store, "sport", x) is None


def test_pages_are_printed_once_and_for_the_file_that_was_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store, pdf, asked = stored(tmp_path, "docx"), (LETTER / "letter.pdf").read_bytes(), []

    def printed(data: bytes, source: Source, limits: Settings) -> bytes:
        asked.append(source.filename)
        return pdf

    monkeypatch.setattr(office, "is_there", lambda: True)
    monkeypatch.setattr(office, "as_pdf", printed)
    x = store.published("sport")
    assert can_be_printed(store, "sport", x)
    assert pages_at_hand(store, "sport", x) is None
    with TestClient(create_app(store), base_url="http://127.0.0.1:8050") as client:
        assert asked == []
        assert "?pages=on#pages" in client.get("/letters/sport").text
        for _ in range(2):
            assert 'class="box amounts"' in client.get("/letters/sport?pages=on").text
        assert asked == ["sport.docx"]
        assert 'class="box amounts"' in client.get("/letters/sport").text
    shutil.copy(FIXTURES / "kort-uitstel" / "letter.docx", tmp_path / "letters" / "sport.docx")
    assert pages_at_hand(store, "sport", x) is None
    assert not can_be_printed(store, "sport", x)
    print_pages(store, "sport", x)
    assert asked == ["sport.docx"]


def test_what_cannot_be_printed_is_said_on_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = stored(tmp_path, "docx")

    def fails(data: bytes, source: Source, limits: Settings) -> bytes:
        raise ReadError(source.filename, "LibreOffice cannot make a pdf of this docx")

    monkeypatch.setattr(office, "is_there", lambda: True)
    monkeypatch.setattr(office, "as_pdf", fails)
    with TestClient(create_app(store), base_url="http://127.0.0.1:8050") as client:
        answer = client.get("/letters/sport?pages=on")
    assert answer.status_code == 200
    assert "LibreOffice cannot make a pdf of this docx" in answer.text
    assert "Geachte" in answer.text
