"""What OCR misreads in the same way every time is put right; figures never are."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from kamerbrief.reading.ocr_units import mend_scales
from kamerbrief.reading.pdf.ocr import tidy
from kamerbrief.reading.pdf.pages import Page
from kamerbrief.reading.pdf.pictures import look_at
from kamerbrief.reading.pdf.places import Frame
from kamerbrief.reading.pdf.words import PrintedWord, Style


def _words(text: str, *, size: float = 10, y: float = 100, gap: float = 3) -> list[PrintedWord]:
    words, x = [], 70.0
    for word in text.split():
        words.append(PrintedWord(word, x, y - 9.3, x + 5 * len(word), y + 2.5, Style(size, False, False)))
        x += 5 * len(word) + gap
    return words


def _mended(text: str) -> str:
    words = _words(text)
    mend_scales(words)
    return " ".join(word.text for word in words)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Tabel 1 Uitgaven (x € 1 min)", "Tabel 1 Uitgaven (x € 1 mln)"),
        ("bedragen x lmtn.", "bedragen x 1 mln."),
        ("bedragen x 1 mlj.", "bedragen x 1 mln."),
        ("bedragen x € 1 mln,", "bedragen x € 1 mln."),
        ("(x € 1 m1n)", "(x € 1 mln)"),
        ("(x € 1 rnln)", "(x € 1 mln)"),
        ("(bedragen x C 1.000)", "(bedragen x € 1.000)"),
        ("(x E l.000)", "(x € 1.000)"),
        ("(x 61.000)", "(x € 1.000)"),
        ("(x € 1.0OO)", "(x € 1.000)"),
        ("(x€ 1 miljcen)", "(x € 1 miljoen)"),
        ("(Xx € 1 miijard)", "(x € 1 miljard)"),
        ("Bedragen in € min", "Bedragen in € mln"),
    ],
)
def test_a_misread_unit_is_mended(read: str, printed: str) -> None:
    assert _mended(read) == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("samen € 3 min.", "samen € 3 mln."),
        ("€ 10 à 15 min voor", "€ 10 à 15 mln voor"),
        ("EUR 128,4 min beschikt", "EUR 128,4 mln beschikt"),
        ("€ 1,2 mid euro", "€ 1,2 mld euro"),
        ("3 min euro", "3 mln euro"),
    ],
)
def test_a_misread_scale_behind_euros_is_mended(read: str, printed: str) -> None:
    assert _mended(read) == printed


@pytest.mark.parametrize(
    "text",
    [
        "(bedragen x € 1.000)",
        "(x € 1 mln)",
        "10 x 5 meter",
        "3 x 1 min pauze",
        "een factor x 1 keer",
        "Reistijd (in min)",
        "tussen 20 en 30 min lopen",
        "€ 5 per 3 min",
        "€ 5. 30 min later",
        "(bedragen x £ 1.000)",
        "€ 45 miljoen in 2026",
    ],
)
def test_what_may_be_meant_is_left_alone(text: str) -> None:
    assert _mended(text) == text


def _page(words: list[PrintedWord]) -> Page:
    return Page(1, Frame(0, 0, 595, 842, 0), words, ocr_layer=True)


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("| Sportakkoord Il |", "Sportakkoord II"),
        ("begroting van lenW", "begroting van IenW"),
        ("Het AlV-advies", "Het AIV-advies"),
        ("-l-41 miljoen", "-/-41 miljoen"),
        ("land en water", "land en water"),
    ],
)
def test_signs_that_look_alike(read: str, meant: str) -> None:
    page = _page(_words(read))
    tidy([page])
    assert " ".join(word.text for word in page.words) == meant


def test_a_sign_apart_before_a_row_is_a_bullet() -> None:
    first, *rest = _words("e een voortgangsrapportage in juli", gap=3)
    first.x0, first.x1 = 50, 55
    page = _page([first, *rest])
    tidy([page])
    assert [word.text for word in page.words[:2]] == ["•", "een"]


def test_sizes_are_even_though_ocr_measures_each_row_anew() -> None:
    rows = [
        _words("een regel van de brief zoals die is", y=100 + 14 * n, size=size) for n, size in enumerate([9, 10, 11])
    ]
    page = _page([word for row in rows for word in row])
    tidy([page])
    assert {word.style.size for word in page.words} == {10}


def test_warnings_name_pages_and_what_was_taken_for_what() -> None:
    first, second = _page(_words("samen € 3 min")), Page(2, Frame(0, 0, 595, 842, 0), _words("tekst"), ocr_layer=True)
    printed = Page(3, Frame(0, 0, 595, 842, 0), _words("samen € 3 min"))
    assert [(said.code, said.params) for said in tidy([first, second, printed])] == [
        ("ocr_text", {"pages": ["1-2"]}),
        ("ocr_scale", {"read": "min", "meant": "mln", "pages": ["1"]}),
    ]
    assert printed.words[-1].text == "min"
    assert tidy([printed]) == []


def test_ruling_lines_and_bold_words_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Image.new("L", (1190, 1684), 245)
    draw = ImageDraw.Draw(picture)
    for y in (200, 240, 280):
        draw.line((140, y, 800, y), fill=60, width=2)
    for x in (140, 470, 800):
        draw.line((x, 200, x, 280), fill=60, width=2)
    words = [word for n in range(3) for word in _words("een regel van de brief", y=300 + 14 * n)]
    noise = np.random.default_rng(3)
    for number, word in enumerate(words):
        for x in np.arange(word.x0, word.x1, 2.5):
            wide = 3 if number < 5 else 1
            draw.rectangle(
                (2 * x, 2 * (word.bottom - 7.5), 2 * x + wide, 2 * (word.bottom - 2.5)),
                fill=int(noise.integers(20, 60)),
            )
    monkeypatch.setattr("kamerbrief.reading.pdf.pictures.picture_of", lambda *_: picture)
    drawing = look_at(None, Frame(0, 0, 595, 842, 0), words, 0.0)
    assert [rule.top for rule in drawing.across] == pytest.approx([100, 120, 140], abs=1)
    assert sorted(rule.x0 for rule in drawing.down) == pytest.approx([70, 235, 400], abs=1)
    assert [word.style.bold for word in words] == [True] * 5 + [False] * 10
