"""Pages that are pictures are read by OCR, in their places on the page as it is shown."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from kamerbrief.errors import LimitError, ReadError
from kamerbrief.evaluate import evaluate
from kamerbrief.ingestion import pipeline_version
from kamerbrief.language.model import load_model
from kamerbrief.letter import Letter
from kamerbrief.pipeline import extract_letter
from kamerbrief.reading import ocr, read_bytes, read_letter
from kamerbrief.reading.pdf import scans as pdf_scans
from kamerbrief.reading.pdf.places import Frame
from kamerbrief.reading.pdf.slopes import level, tilt_of
from kamerbrief.reading.pdf.words import PrintedWord, Style
from kamerbrief.settings import Ocr, Settings
from tests.conftest import FIXTURES
from tests.letters import told
from tests.reading.pdf_maker import PdfPage, make_pdf

SCAN = FIXTURES.parent / "scans" / "begroting-opvang.pdf"
needs_ocr = pytest.mark.skipif(bool(ocr.missing()), reason=ocr.missing() or "OCR is there")


@pytest.fixture(scope="module")
def scan() -> Letter:
    """The scanned letter, read once."""
    return read_letter(SCAN)


def _turned(quarters: int) -> bytes:
    """The scan as it is when the paper lay turned clockwise in the scanner."""
    with pypdfium2.PdfDocument(SCAN) as document:
        page = document[0].render(scale=200 / 72, grayscale=True).to_pil()
    written = io.BytesIO()
    page.rotate(-90 * quarters, expand=True).save(written, "PDF", resolution=200, quality=60)
    return written.getvalue()


@needs_ocr
def test_a_scanned_letter_gives_the_facts_of_its_gold(scan: Letter, tmp_path: Path) -> None:
    shutil.copy(SCAN, tmp_path / "letter.pdf")
    shutil.copy(FIXTURES / "begroting-opvang" / "gold.json", tmp_path)
    extraction = extract_letter(scan, load_model())
    report = evaluate(tmp_path, lambda _: extraction)
    assert [miss for miss in report.misses if miss.kind in ("amounts", "checks", "commitments")] == []
    assert report.kinds["amounts"].right == 40


@needs_ocr
def test_the_warning_names_the_pages(scan: Letter) -> None:
    assert told(scan) == ["read by OCR: page 1; check the figures against the page"]
    assert scan.source.media_type == "application/pdf" and scan.source.pages == 1


@needs_ocr
def test_the_same_scan_gives_the_same_letter(scan: Letter) -> None:
    assert read_letter(SCAN) == scan


@needs_ocr
@pytest.mark.parametrize("quarters", [1, 2])
def test_a_turned_scan_is_read_with_its_places_as_shown(quarters: int, scan: Letter) -> None:
    letter = read_bytes(_turned(quarters), "gedraaid.pdf")
    figure = "€ 34.600"
    assert figure in letter.text and "Reguliere opvang\t2.140,0" in letter.text
    upright = scan.evidence(scan.text.index(figure), scan.text.index(figure) + len(figure)).boxes
    turned = letter.evidence(letter.text.index(figure), letter.text.index(figure) + len(figure)).boxes
    x, y = (upright[0].x0 + upright[-1].x1) / 2, (upright[0].top + upright[-1].bottom) / 2
    with pypdfium2.PdfDocument(SCAN) as document:
        width, height = document.get_page_size(0)
    meant = {1: (height - y, x), 2: (width - x, height - y)}[quarters]
    found = (
        (min(box.x0 for box in turned) + max(box.x1 for box in turned)) / 2,
        (min(box.top for box in turned) + max(box.bottom for box in turned)) / 2,
    )
    assert found == pytest.approx(meant, abs=4)


def test_without_ocr_the_page_is_named() -> None:
    letter = read_letter(SCAN, Settings(ocr=Ocr.NEVER))
    assert letter.text == "" and told(letter) == ["page 1 has no text: OCR is needed"]


def test_without_the_tools_the_page_is_named_and_always_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_scans, "missing", lambda: "OCR needs tesseract: apt-get install tesseract-ocr")
    assert told(read_letter(SCAN)) == ["page 1 has no text: OCR is needed"]
    with pytest.raises(ReadError, match="apt-get install tesseract-ocr"):
        read_letter(SCAN, Settings(ocr=Ocr.ALWAYS))


@needs_ocr
def test_printed_words_are_read_anew_when_asked_for() -> None:
    page = PdfPage().text(70, 120, "Geachte voorzitter, de kosten zijn 45 miljoen euro.", size=12)
    data = make_pdf([page.text(70, 150, "In het najaar informeer ik uw Kamer over de kosten.", size=12)])
    assert told(read_bytes(data, "brief.pdf")) == []
    letter = read_bytes(data, "brief.pdf", Settings(ocr=Ocr.ALWAYS))
    assert "45 miljoen euro" in letter.text
    assert told(letter) == ["read by OCR: page 1; check the figures against the page"]


@needs_ocr
def test_pages_with_words_are_left_as_they_are_beside_a_scan() -> None:
    with pypdfium2.PdfDocument.new() as both:
        for data in (make_pdf([PdfPage().text(70, 120, "Gewone tekst, 1I l0 0O.")]), SCAN.read_bytes()):
            with pypdfium2.PdfDocument(data) as part:
                both.import_pages(part)
        written = io.BytesIO()
        both.save(written)
    letter = read_bytes(written.getvalue(), "brief.pdf")
    assert "Gewone tekst, 1I l0 0O." in letter.text and "€ 34.600" in letter.text
    assert told(letter) == ["read by OCR: page 2; check the figures against the page"]


@needs_ocr
def test_too_long_is_one_line() -> None:
    with pytest.raises(LimitError, match="KAMERBRIEF_OCR_MAX_SECONDS") as caught:
        read_letter(SCAN, Settings(ocr_max_seconds=0.2))
    assert "\n" not in str(caught.value)


@needs_ocr
def test_pages_beyond_the_limit_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    monkeypatch.setattr(pdf_scans, "with_text", lambda data, *_, **__: asked.append(data) or data)
    with pypdfium2.PdfDocument.new() as many, pypdfium2.PdfDocument(SCAN) as one:
        for _ in range(3):
            many.import_pages(one)
        written = io.BytesIO()
        many.save(written)
    letter = read_bytes(written.getvalue(), "brief.pdf", Settings(ocr_max_pages=2))
    assert told(letter)[-1] == "page 3 has no text: OCR is needed"
    with pypdfium2.PdfDocument(asked[0]) as given:
        assert len(given) == 2
    with pytest.raises(LimitError, match="KAMERBRIEF_OCR_MAX_PAGES"):
        read_bytes(written.getvalue(), "brief.pdf", Settings(ocr_max_pages=2, ocr=Ocr.ALWAYS))


@needs_ocr
def test_a_picture_of_billions_of_dots_is_not_read() -> None:
    picture = Image.new("1", (30_000, 30_000), 1)
    ImageDraw.Draw(picture).rectangle((5000, 5000, 9000, 9000), fill=0)
    written = io.BytesIO()
    old, Image.MAX_IMAGE_PIXELS = Image.MAX_IMAGE_PIXELS, None
    try:
        picture.save(written, "PDF", resolution=3600)
    finally:
        Image.MAX_IMAGE_PIXELS = old
    letter = read_bytes(written.getvalue(), "brief.pdf")
    assert told(letter) == ["page 1 has no text: OCR is needed"]


@needs_ocr
def test_a_batch_reads_letters_again_once_pictures_are_read() -> None:
    versions = {pipeline_version(Settings(ocr=mode)) for mode in Ocr}
    assert len(versions) == 3


def _row(x: float, y: float, text: str, slope: float) -> list[PrintedWord]:
    words = []
    for word in text.split():
        width = 5.0 * len(word)
        words.append(PrintedWord(word, x, y + slope * x - 9.3, x + width, y + slope * x + 2.5, Style(10, False, False)))
        x += width + 3
    return words


def test_slope_is_measured_and_taken_out() -> None:
    frame = Frame(0, 0, 595, 842, 0)
    words = [
        word
        for n in range(6)
        for word in _row(70, 100 + 14 * n, "een regel van een brief die scheef onder de scanner lag en toch telt", 0.01)
    ]
    tilt = tilt_of(words)
    assert tilt == pytest.approx(0.01, abs=0.0005)
    straight = level(words, tilt, frame)
    assert np.ptp([word.bottom for word in straight[:14]]) < 0.3
    assert tilt_of(straight) == 0.0
    shown = straight[5].shown
    assert shown and (shown[0], shown[3]) == pytest.approx((words[5].x0, words[5].bottom), abs=0.3)


def test_the_scan_is_no_larger_than_it_need_be() -> None:
    assert SCAN.stat().st_size < 400_000
    assert json.loads((FIXTURES / "begroting-opvang" / "gold.json").read_text(encoding="utf-8"))["amounts"]
