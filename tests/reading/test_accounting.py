"""Reading accounts for every word: what is missing is told with its place, and nothing else is."""

from __future__ import annotations

from typing import Any

import pytest

from kamerbrief.letter import Letter
from kamerbrief.reading import kamerstuk_xml, read_bytes, text
from kamerbrief.reading.accounting import Kept, Place, losses
from kamerbrief.reading.docx import letter as docx
from kamerbrief.reading.pdf import writing as pdf_writing
from kamerbrief.views.findings import warning_in_words
from kamerbrief.views.words import Language
from tests import letters
from tests.reading.docx_parts import docx_of, par, row, run, table, text_box
from tests.reading.pdf_maker import PdfPage, make_pdf

SENTENCES = [
    "Met deze brief informeer ik uw Kamer over de stand van de bruggen.",
    "In 2026 is hiervoor een bedrag van 12,5 miljoen euro beschikbaar.",
    "De uitvoering ligt bij de provincies en de waterschappen in het land.",
]


def told(letter: Letter) -> list[str]:
    """The warnings about lost text, with their place."""
    return letters.told(letter, "text_lost")


def lost(printed: str, kept: str) -> list[str]:
    return [warning_in_words(warning, Language.EN) for warning in losses([Place(3, printed, Kept(kept))])]


@pytest.mark.parametrize(
    ("printed", "kept"),
    [
        ("over-\nleg met de pro\u00advincies", "overleg met de provincies"),
        ("de ﬁnanciële oﬃciële cijfers", "de financiële officiële cijfers"),
        ("caf\u0065\u0301s en CAFÉS", "cafés en cafés"),
        ("202\n6 en 1 2 . 5 0 0", "2026 en 12.500"),
        ("rechts links", "links rechts"),
        ("13² miljoen", "13[2] miljoen"),
        ("• \uf0b7 – …", ""),
        ("x" * 2, "x" * 2 + " meer dan de bron heeft"),
    ],
)
def test_what_only_looks_otherwise_is_not_lost(printed: str, kept: str) -> None:
    assert lost(printed, kept) == []


def test_a_lost_figure_is_told_however_small_its_part() -> None:
    page = " ".join(SENTENCES * 50)
    assert lost(f"{page} 2031", page) == ["page 3: the figures 2031 stand in the source but not in the text"]
    assert lost(f"{page} 2026", page) == ["page 3: the figures 2026 stand in the source but not in the text"]


def test_lost_words_are_told_from_two_in_a_hundred_on() -> None:
    page = " ".join(SENTENCES * 10)
    assert lost(f"{page} klein", page) == []
    (warning,) = lost(f"{page} nooit geziene woorden van een kolom rechts", page)
    assert warning == (
        "page 3: the words nooit, geziene, woorden, van, een, kolom, rechts stand in the source but not in the text"
    )


def test_many_lost_words_are_told_in_one_line() -> None:
    (warning,) = lost(" ".join(f"woord{'abcdefghijkl'[n]}" for n in range(12)), "")
    assert "and 4 more" in warning
    assert len(warning) < 200


def page_of(*lines: str) -> PdfPage:
    return PdfPage().lines(70, 100, lines, step=20)


def test_a_pdf_page_that_loses_a_paragraph_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    data = make_pdf([page_of("Geachte voorzitter,"), page_of(*SENTENCES)])
    assert told(read_bytes(data, "brief.pdf")) == []
    write = pdf_writing.Writer._block

    def forgetful(self, kind, part, **more):  # type: ignore[no-untyped-def]
        return None if part.first.page == 2 else write(self, kind, part, **more)

    monkeypatch.setattr(pdf_writing.Writer, "_block", forgetful)
    (warning,) = told(read_bytes(data, "brief.pdf"))
    assert warning.startswith("page 2: the figures 2026, 12, 5 and the words ")


def test_words_drawn_twice_and_words_off_the_page_are_not_lost() -> None:
    page = page_of(*SENTENCES)
    for shift in (0.0, 0.4):
        page.text(70 + shift, 300, "Totaal 2030", size=12)
    page.text(900, 300, "buiten beeld 77")
    assert told(read_bytes(make_pdf([page]), "brief.pdf")) == []


def test_the_header_that_a_table_repeats_on_the_next_page_is_furniture() -> None:
    xs, header = (70, 250, 350, 450), ("Onderdeel", "2025", "2026")
    pages = []
    for number in range(2):
        rows = [header, *((f"Brug {number}{n}", f"{n},5", f"{n},0") for n in range(3))]
        page = PdfPage().grid(xs, [60 + 20 * n for n in range(len(rows) + 1)])
        for n, cells in enumerate(rows):
            for x, words in zip(xs, cells, strict=False):
                page.text(x + 4, 74 + 20 * n, words)
        pages.append(page)
    letter = read_bytes(make_pdf(pages), "brief.pdf")
    assert told(letter) == []
    assert [(part.text, part.page) for part in letter.furniture] == [(words, 2) for words in header]


BODY = "".join(par(sentence) for sentence in SENTENCES)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>opdracht 33</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>uitkomst</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
HIDDEN = (
    run("Verborgen 88 woorden", "<w:vanish/>"),
    "<w:del><w:r><w:delText>weg 99</w:delText></w:r></w:del><w:ins><w:r><w:t>nieuw</w:t></w:r></w:ins>",
    f"<w:moveFrom>{run('verplaatst 44')}</w:moveFrom>",
    FIELD,
    text_box(par("Kader met 55")),
)


@pytest.mark.parametrize("inside", HIDDEN)
def test_what_a_docx_does_not_show_is_not_lost(inside: str) -> None:
    assert told(read_bytes(docx_of(BODY + par(inside)), "brief.docx")) == []


def test_a_deleted_row_is_not_lost() -> None:
    rows = [row("Post", "2026"), row("Weg", "66", properties="<w:del/>"), row("Brug", "12")]
    assert told(read_bytes(docx_of(BODY + table(*rows)), "brief.docx")) == []


NOTE = '<w:footnote w:id="1"><w:p><w:r><w:t>Prijspeil 2025, zie bijlage 4.</w:t></w:r></w:p></w:footnote>'
MARKED = par(f'{run("Met noot")}<w:r><w:footnoteReference w:id="1"/></w:r>')


def test_a_docx_that_loses_a_table_or_a_note_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    data = docx_of(BODY + MARKED + table(row("Post", "2027"), row("Brug", "18")), footnotes=NOTE)
    assert told(read_bytes(data, "brief.docx")) == []
    monkeypatch.setattr(docx._Reader, "_table", lambda *_: None)
    assert [told_.partition(" and ")[0] for told_ in told(read_bytes(data, "brief.docx"))] == [
        "body: the figures 2027, 18"
    ]
    monkeypatch.undo()
    monkeypatch.setattr(docx.LetterBuilder, "footnote", lambda *_, **__: None)
    (warning,) = told(read_bytes(data, "brief.docx"))
    assert warning.startswith("notes: the figures 2025, 4 and the words Prijspeil, zie")


def test_text_and_xml_that_lose_a_paragraph_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = "\n\n".join(SENTENCES)
    assert told(read_bytes(plain.encode(), "brief.txt")) == []
    monkeypatch.setattr(text._Reader, "_add", lambda *_, **__: None)
    (warning,) = told(read_bytes(plain.encode(), "brief.txt"))
    assert warning.startswith("text: the figures 2026, 12, 5 and the words Met, deze, brief")

    inside = "".join(f"<al>{sentence}</al>" for sentence in SENTENCES)
    xml = (
        "<officiele-publicatie><metadata><meta>4711 beschrijving</meta></metadata><kamerstuk><stuk><vrije-tekst><tekst>"
        f"{inside}</tekst></vrije-tekst></stuk></kamerstuk></officiele-publicatie>"
    )
    assert told(read_bytes(xml.encode(), "kst.xml")) == []
    as_before = kamerstuk_xml._Reader._line

    def lose_figures(reader: Any, line: list[Any], *more: Any) -> str | None:
        figures = "2026" in str(line)
        return None if figures else as_before(reader, line, *more)

    monkeypatch.setattr(kamerstuk_xml._Reader, "_line", lose_figures)
    (warning,) = told(read_bytes(xml.encode(), "kst.xml"))
    assert warning.startswith("text: the figures 2026")


def test_numbers_that_a_converter_lost_and_that_are_counted_again_are_not_lost() -> None:
    items = "\n".join(f"1. {sentence}\n" for sentence in SENTENCES)
    letter = read_bytes(f"Ik kies drie dingen.\n\n{items}".encode(), "brief.txt")
    assert [block.label for block in letter.blocks if block.label] == ["1.", "2.", "3."]
    assert told(letter) == []


def test_marks_of_notes_and_bookmarks_of_a_converter_are_not_lost() -> None:
    plain = "De brug[footnoteRef:1] is af.[bookmark: _Ref 12] [1:  Zie de bijlage.]\n\nMet vriendelijke groet,"
    assert told(read_bytes(plain.encode(), "brief.txt")) == []
