"""The words of pdf pages: raised marks, turned text, form fields, hyphens, OCR's words, pages that ask too much."""

from __future__ import annotations

import random
import re
import zlib

import pytest

from kamerbrief.errors import ReadError
from kamerbrief.letter import BlockKind, Letter
from kamerbrief.reading import read_bytes
from tests.letters import told
from tests.reading.pdf_maker import PROSE, PdfPage, assembled, make_pdf, read, texts


def cells(letter: Letter) -> list[list[str]]:
    (table,) = letter.tables
    rows: list[list[str]] = [[] for _ in range(table.rows)]
    for cell in table.cells:
        rows[cell.row].append(cell.text)
    return rows


def marked(before: str, mark: str, behind: str = "", *, size: float = 6, rise: float = 4) -> PdfPage:
    """A page with a sentence in which a mark is raised right behind a word."""
    page = PdfPage().lines(70, 120, PROSE)
    operators = (
        f"BT /F1 10 Tf 70 682 Td ({before}) Tj /F1 {size} Tf {rise} Ts ({mark}) Tj 0 Ts /F1 10 Tf ({behind}) Tj ET"
    )
    page.operators.append(operators)
    return page


@pytest.mark.parametrize(
    ("before", "mark", "behind", "expected"),
    [
        ("Dat kost € 13", "2", " miljoen.", "€ 13² miljoen."),
        ("Dat kost € 1.250.000", "12", " in 2026.", "€ 1.250.000¹² in 2026."),
        ("Daarvan is 45%", "3", " besteed.", "45%³ besteed."),
        ("Dat kost € 1,4 miljard", "7", ".", "€ 1,4 miljard⁷."),
        ("Dat kost € 12", "1\\)", " miljoen.", "€ 12¹ miljoen."),
        ("Dat kost € 12 miljoen", "a", ".", "€ 12 miljoenᵃ."),
        ("Dat kost € 12 miljoen", "iv", " per jaar.", "€ 12 miljoenⁱᵛ per jaar."),
        ("Dat kost € 7,5", "*", " miljoen.", "€ 7,5* miljoen."),
        ("Dat kost € 15", "1,2", " miljoen.", "€ 15¹,² miljoen."),
        ("Er is 40 km", "2", " nodig.", "40 km² nodig."),
        ("In het 1", "e", " kwartaal.", "In het 1e kwartaal."),
        ("In de 2", "de", " helft.", "In de 2de helft."),
    ],
)
def test_raised_marks_without_a_note_never_join_a_figure(before: str, mark: str, behind: str, expected: str) -> None:
    assert expected in read(marked(before, mark, behind)).text


def test_a_raised_mark_of_the_figures_own_size() -> None:
    assert "€ 13² miljoen." in read(marked("Dat kost € 13", "2", " miljoen.", size=10, rise=3.5)).text


def test_a_large_first_letter_makes_no_marks_of_the_letters_behind_it() -> None:
    page = PdfPage()
    page.operators.append("BT /F1 24 Tf 70 700 Td (H) Tj ET BT /F1 10 Tf 87.5 710 Td (et kabinet trekt geld uit) Tj ET")
    assert "ᵉ" not in read(page.lines(88, 145, PROSE)).text


def test_raised_marks_in_cells() -> None:
    page = PdfPage().lines(70, 100, PROSE).grid([70, 200, 280], [150, 168, 186, 204])
    for number, row in enumerate([["Post", "2026"], ["Kades", "13"], ["Sluizen", "8"]]):
        page.text(74, 163 + 18 * number, row[0]).text(204, 163 + 18 * number, row[1])
    page.text(215.2, 181, "2", size=6, rise=4)
    assert cells(read(page)) == [["Post", "2026"], ["Kades", "13²"], ["Sluizen", "8"]]


def test_marks_of_two_notes_side_by_side() -> None:
    page = marked("Dat kost € 13 miljoen", "12", " per jaar.").rule(70, 740, 200, 740)
    page.text(70, 752, "1", size=5, rise=3).text(75, 752, "Kamerstuk 11 111, nr. 5", size=8)
    page.text(70, 762, "2", size=5, rise=3).text(75, 762, "Kamerstuk 11 111, nr. 6", size=8)
    assert "€ 13 miljoen[1][2] per jaar." in read(page).text


def test_footnotes_are_found_where_their_addresses_are_underlined() -> None:
    first = marked("Dat staat in een rapport", "1", " van vorig jaar en in de brief die").rule(70, 730, 214, 730)
    first.text(70, 742, "1", size=5, rise=3).text(75, 742, "https://voorbeeld.nl/rapport", size=8).rule(
        75, 743, 180, 743
    )
    first.text(70, 754, "2", size=5, rise=3).text(75, 754, "https://voorbeeld.nl/brief", size=8).rule(75, 755, 170, 755)
    second = PdfPage().text(70, 90, "daarover naar uw Kamer is gestuurd.")
    letter = read(first, second)
    assert texts(letter, BlockKind.FOOTNOTE) == ["[1] https://voorbeeld.nl/rapport", "[2] https://voorbeeld.nl/brief"]
    assert "rapport[1] van vorig jaar en in de brief die daarover naar uw Kamer is gestuurd." in letter.text


def test_a_footnote_after_a_page_without_one() -> None:
    pages = [marked("Dat kost geld", "1", "."), PdfPage().lines(70, 120, PROSE), marked("Ook dat kost geld", "2", ".")]
    pages[0].rule(70, 730, 178, 730).text(70, 742, "1 Stand per 1 mei, zonder rente.", size=7.5)
    pages[2].rule(70, 730, 178, 730).text(70, 742, "2 Zie de bijlage bij deze brief.", size=7.5)
    found = texts(read(*pages), BlockKind.FOOTNOTE)
    assert found == ["[1] Stand per 1 mei, zonder rente.", "[2] Zie de bijlage bij deze brief."]


@pytest.mark.parametrize("raised", [True, False])
def test_endnotes_with_roman_labels(raised: bool) -> None:
    page = PdfPage().lines(70, 120, PROSE)
    for y, label, amount in ((160, "i", "€ 13 miljoen"), (200, "ii", "€ 4 miljoen")):
        page.operators.append(
            f"BT /F1 10 Tf 70 {842 - y} Td (De uitgaven zijn {amount}) Tj /F1 6 Tf 4 Ts ({label}) Tj 0 Ts "
            "/F1 10 Tf ( in dat jaar.) Tj ET"
        )
    page.text(70, 260, "Hoogachtend,")
    last = PdfPage()
    size, rise = (6, 4) if raised else (9, 0)
    last.text(70, 100, "i", size=size, rise=rise).text(84, 100, "Kamerstuk 31305, nr. 12.", size=9)
    last.text(70, 114, "ii", size=size, rise=rise).text(84, 114, "Exclusief btw, en zonder de bijdrage van", size=9)
    last.text(84, 126, "de provincies.", size=9)
    letter = read(page, last)
    assert "€ 13 miljoen[i] in dat jaar." in letter.text
    assert texts(letter, BlockKind.FOOTNOTE) == [
        "[i] Kamerstuk 31305, nr. 12.",
        "[ii] Exclusief btw, en zonder de bijdrage van de provincies.",
    ]


def test_a_numbered_list_at_the_end_is_no_endnote() -> None:
    page = marked("Dat kost € 13", "1", " miljoen.").text(70, 220, "1 Eerste punt van de lijst")
    assert texts(read(page), BlockKind.FOOTNOTE) == []


def test_printed_soft_hyphens_are_hyphens() -> None:
    page = PdfPage().text(70, 120, "De kosten zijn € 12\xad15 miljoen in 2026\xad2030 volgens Kamerstuk 36600\xadXII.")
    assert "€ 12-15 miljoen in 2026-2030 volgens Kamerstuk 36600-XII." in read(page).text


def test_a_soft_hyphen_at_a_line_end_divides_a_word() -> None:
    page = PdfPage().lines(70, 120, [*PROSE, "De plannen voor de nieuwe bruggen worden ver\xad", "der uitgewerkt."])
    assert "worden verder uitgewerkt." in read(page).text


@pytest.mark.parametrize("rest", ["brief/rapport-2022.pdf", "rapport_van_het_jaar"])
def test_an_address_over_two_lines_is_whole(rest: str) -> None:
    page = PdfPage().lines(70, 120, [*PROSE, "Zie https://voorbeeld.nl/stukken/advies", f"{rest} voor meer."])
    assert f"https://voorbeeld.nl/stukken/advies{rest} voor meer." in read(page).text


def test_words_behind_an_address_stay_apart() -> None:
    page = PdfPage().lines(
        70, 120, [*PROSE, "Dat staat op https://voorbeeld.nl", "en/of in de bijlage bij deze brief."]
    )
    assert "https://voorbeeld.nl en/of in de bijlage" in read(page).text


TABLE = [
    (0, 0, "Post"), (120, 0, "2026"), (200, 0, "2027"),
    (0, 20, "Wonen"), (120, 20, "12"), (200, 20, "14"),
    (0, 40, "Zorg"), (120, 40, "5"), (200, 40, "6"),
    (0, 60, "Totaal"), (120, 60, "17"), (200, 60, "20"),
]  # fmt: skip
ROWS = [["Post", "2026", "2027"], ["Wonen", "12", "14"], ["Zorg", "5", "6"], ["Totaal", "17", "20"]]


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_sideways_table_under_an_upright_heading(quarters: int) -> None:
    page = PdfPage().text(70, 60, "Bijlage 2: bedragen in miljoenen euro").turned(quarters, 300, 500, TABLE)
    letter = read(page)
    assert cells(letter) == ROWS
    assert letter.text.startswith("Bijlage 2: bedragen in miljoenen euro")


def test_places_of_sideways_words_are_those_of_the_page_as_it_is_shown() -> None:
    letter = read(PdfPage().text(70, 60, "Bijlage 2: bedragen in miljoenen euro").turned(1, 300, 500, TABLE))
    start = letter.text.index("Totaal")
    (box,) = letter.evidence(start, start + 6).boxes
    # The row is 60 points right of the corner, and its first word reads upwards from there.
    assert 348 < box.x0 < box.x1 < 366
    assert 460 < box.top < 490 < box.bottom < 505


def test_lines_around_a_sideways_table_are_its_own() -> None:
    page = PdfPage().text(70, 60, "Zie de tabel met bedragen in miljoenen euro.").turned(1, 300, 500, TABLE)
    page.grid([290, 306, 326, 346, 366], [290, 350, 430, 505])
    assert cells(read(page)) == ROWS


def test_a_line_along_the_margin_is_a_block_of_its_own() -> None:
    first = PdfPage().lines(70, 120, [*PROSE, "Dit gaat nog een jaar door, zoals"])
    first.turned(1, 30, 500, [(0, 0, "Concept van 3 mei: nog € 4 miljoen erbij")])
    letter = read(first, PdfPage().text(70, 90, "eerder aan uw Kamer is gemeld."))
    text, margin = texts(letter, BlockKind.PARAGRAPH)
    assert text.endswith("Dit gaat nog een jaar door, zoals eerder aan uw Kamer is gemeld.")
    assert margin == "Concept van 3 mei: nog € 4 miljoen erbij"


def test_a_line_along_the_margin_of_every_page_is_furniture() -> None:
    pages = [PdfPage().lines(70, 120, [f"Dit is bladzijde {n}.", *PROSE]) for n in (1, 2, 3)]
    for page in pages:
        page.turned(1, 30, 500, [(0, 0, "Ministerie van Bruggen")])
    letter = read(*pages)
    assert "Ministerie" not in letter.text
    assert sum(piece.text == "Ministerie van Bruggen" for piece in letter.furniture) == 3


def test_sideways_headers_stand_in_their_cells() -> None:
    page = PdfPage().lines(70, 100, PROSE).grid([70, 200, 240, 280], [150, 200, 218, 236])
    page.turned(1, 224, 196, [(0, 0, "2026")]).turned(1, 264, 196, [(0, 0, "2027")])
    for number, row in enumerate([["Kades", "13", "14"], ["Sluizen", "8", "9"]]):
        for x, text in zip((74, 204, 244), row, strict=True):
            page.text(x, 213 + 18 * number, text)
    assert cells(read(page)) == [["", "2026", "2027"], ["Kades", "13", "14"], ["Sluizen", "8", "9"]]


def test_a_watermark_is_no_text_and_is_not_lost() -> None:
    page = PdfPage().lines(70, 120, PROSE)
    page.operators.append("q 0.707 0.707 -0.707 0.707 200 200 cm BT /F1 60 Tf (CONCEPT) Tj ET Q")
    letter = read(page)
    assert letter.text == " ".join(PROSE)
    assert [piece.text for piece in letter.furniture] == ["CONCEPT"]


def test_form_fields_are_read_at_their_place() -> None:
    page = PdfPage().lines(70, 120, PROSE).text(70, 160, "Bedrag:").filled(120, 150, 300, 164, "€ 12 miljoen")
    letter = read(page)
    assert "Bedrag: € 12 miljoen" in letter.text
    start = letter.text.index("€ 12")
    (box,) = letter.evidence(start, start + 12).boxes
    assert 118 < box.x0 < 130
    assert 145 < box.top < box.bottom < 168


def test_a_hidden_field_is_not_read() -> None:
    data = make_pdf([PdfPage().lines(70, 120, PROSE).filled(120, 150, 300, 164, "geheim")]).replace(b"/F 4", b"/F 2")
    assert "geheim" not in read_bytes(data, "brief.pdf").text


def test_words_drawn_twice_are_read_once() -> None:
    page = PdfPage().text(70, 160, "In totaal is € 12 miljoen nodig").lines(70, 120, PROSE)
    page.text(70.6, 160.3, "In totaal is € 12 miljoen nodig")
    assert read(page).text.count("€ 12 miljoen") == 1


def test_words_that_are_not_seen_count() -> None:
    page = PdfPage().lines(70, 120, PROSE)
    page.operators.append("BT 3 Tr /F1 10 Tf 70 600 Td (onzichtbaar) Tj 0 Tr 1 g 0 -14 Td (wit) Tj ET")
    assert "onzichtbaar" in read(page).text
    assert "wit" in read(page).text


def test_letters_that_stand_apart_make_a_word() -> None:
    page = PdfPage().lines(70, 120, PROSE)
    page.operators.append("BT /F1 10 Tf 70 660 Td (Dit is ) Tj 4 Tc (belangrijk) Tj 0 Tc 8 0 Td ( ) Tj ET")
    assert "Dit is belangrijk" in read(page).text


def test_a_row_of_letters_stays_a_row_of_letters() -> None:
    page = PdfPage().lines(70, 120, PROSE).text(70, 160, "Zie de punten a b c d en e van de lijst")
    assert "a b c d en e van" in read(page).text


def test_slanted_type_keeps_its_blanks_and_is_one_size() -> None:
    page = PdfPage().lines(70, 120, PROSE)
    page.operators.append("BT /F1 10 Tf 1 0 0.35 1 70 660 Tm (stevig en uitlegbaar beleid voor alle bruggen) Tj ET")
    assert "stevig en uitlegbaar beleid voor alle bruggen" in read(page).text


def test_words_drawn_in_another_order_are_read_from_left_to_right() -> None:
    page = PdfPage().text(70, 134, PROSE[1]).text(70, 120, PROSE[0])
    page.text(160, 170, "miljoen.").text(130, 170, "€ 12").text(70, 170, "Dat kost")
    assert read(page).text == f"{' '.join(PROSE)}\nDat kost € 12 miljoen."


COLUMN = [
    "In de gemeente is in 2024 voor de kades",
    "een bijdrage van twee miljoen gegeven. De",
    "aanleg van de steigers langs het kanaal",
    "is daarmee volgens de planning klaar en",
    "de bewoners zijn daarover geïnformeerd.",
]


@pytest.mark.parametrize("count", [2, 3, 4])
@pytest.mark.parametrize("offset", [0, 2.5])
def test_a_short_second_column_goes_on_with_the_first(count: int, offset: float) -> None:
    first = [*COLUMN * 7, *COLUMN[:2]]
    page = PdfPage().text(70, 80, "Bijlage 1: Stand per gemeente", size=13, font="F2").lines(70, 100, first)
    page.lines(310, 100 - offset, COLUMN[2 : 2 + count])
    text = read(page).text
    assert f"{COLUMN[1]} {' '.join(COLUMN[2 : 2 + count])}" in text
    assert text.count(" ".join(COLUMN)) >= 7


def test_notes_at_the_foot_of_a_column() -> None:
    page = PdfPage().lines(70, 100, COLUMN * 8).lines(310, 100, COLUMN * 8)
    page.operators.append("BT /F1 10 Tf 70 250 Td (Dat kost vijf miljoen) Tj /F1 6 Tf 4 Ts (1) Tj ET")
    page.text(70, 640, "1", size=5, rise=3).text(75, 640, "Stand per 1 mei.", size=8)
    assert texts(read(page), BlockKind.FOOTNOTE) == ["[1] Stand per 1 mei."]


GREY = b"""<< /Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8 /ColorSpace /DeviceGray /Length 4 >>
stream
\x80\x80\x80\x80
endstream"""


def picture_page(
    content: str, font: str = "/Subtype /Type1 /BaseFont /Helvetica", *more: bytes, more_fonts: str = ""
) -> Letter:
    """A page with a small grey picture /I to draw, and whatever else the content says."""
    stream = content.encode("cp1252")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R /Resources 7 0 R >>",
        f"<< /Type /Font {font} >>".encode(),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        GREY,
        f"<< /Font << /F1 4 0 R {more_fonts} >> /XObject << /I 6 0 R >> >>".encode(),
        *more,
    ]
    return read_bytes(assembled(objects), "scan.pdf")


PICTURE = "q 595 0 0 842 0 0 cm /I Do Q "
STRIPS = "".join(f"q 595 0 0 84.2 0 {84 * n} cm /I Do Q " for n in range(10))
WORDS = "BT /F1 10 Tf 70 700 Td (Het kabinet trekt geld uit.) Tj ET "


@pytest.mark.parametrize(
    "content", [f"{PICTURE} 3 Tr {WORDS}", f"{STRIPS} 3 Tr {WORDS}", WORDS + PICTURE, WORDS + STRIPS]
)
def test_words_of_ocr_are_read_with_a_warning(content: str) -> None:
    letter = picture_page(content)
    assert letter.text == "Het kabinet trekt geld uit."
    assert [warning.code for warning in letter.warnings] == ["ocr_text"]


@pytest.mark.parametrize("content", [PICTURE + WORDS, f"{WORDS} q 90 0 0 90 0 0 cm /I Do Q", f"3 Tr {WORDS}"])
def test_a_picture_behind_or_beside_words_is_no_ocr(content: str) -> None:
    assert picture_page(content).warnings == ()


def test_a_font_without_meaning_is_named() -> None:
    shape = b"<< /Length 30 >>\nstream\n1000 0 0 0 750 750 d1 0 0 m f  \nendstream"
    font = (
        "/Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 97 /LastChar 98"
        " /Widths [1000 1000] /Encoding << /Differences [97 /x1 /x2] >> /CharProcs << /x1 8 0 R /x2 8 0 R >>"
    )
    letter = picture_page("BT /F1 10 Tf 70 700 Td (abba) Tj ET", font, shape)
    assert told(letter) == ["page 1 has fonts that do not say which letters they print: OCR is needed"]


USES_X = b"<< /XObject << /X 6 0 R >> >>"


def nested(uses: int, depth: int, *, packed: bool) -> bytes:
    """A pdf whose page uses a form that uses a form ... so many times each, the last of which draws a word."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % USES_X,
        b"<< /Length 5 >>\nstream\n/X Do\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    for level in range(depth):
        last = level == depth - 1
        content = b"BT /F1 10 Tf 50 700 Td (bruggen) Tj ET" if last else b"/X Do " * uses
        filtered = b""
        if packed:
            content, filtered = zlib.compress(content), b"/Filter /FlateDecode"
        objects.append(
            b"<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] %s /Length %d /Resources <<"
            b" /Font << /F1 5 0 R >> /XObject << /X %d 0 R >> >> >>\nstream\n%s\nendstream"
            % (filtered, len(content), 7 + level, content)
        )
    return assembled(objects)


@pytest.mark.parametrize("packed", [True, False])
def test_a_page_of_a_billion_words_is_not_loaded(packed: bool) -> None:
    letter = read_bytes(nested(10, 10, packed=packed), "brief.pdf")
    assert told(letter) == ["page 1 could not be read: it draws too much"]


def test_forms_in_forms_that_draw_little_are_read() -> None:
    assert read_bytes(nested(1, 6, packed=True), "brief.pdf").text == "bruggen"


def test_a_stream_that_unpacks_to_too_much_is_not_loaded() -> None:
    content = zlib.compress(b"(bruggen) Tj " * 3_000_000)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>",
        b"<< /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
    ]
    assert told(read_bytes(assembled(objects), "brief.pdf")) == ["page 1 could not be read: it draws too much"]


def test_a_page_with_many_strokes_is_read() -> None:
    page = PdfPage().lines(70, 120, PROSE)
    page.operators += [f"{n % 500} {n // 250} m {n % 500 + 3} {n // 250 + 5} l S" for n in range(100_000)]
    assert read(page).text == " ".join(PROSE)


def test_a_damaged_page_costs_only_itself() -> None:
    pages = [PdfPage().lines(70, 120, [f"Dit is bladzijde {n}."]) for n in (1, 2, 3)]
    letter = read_bytes(make_pdf(pages).replace(b"8 0 R", b"99 0 R", 1), "brief.pdf")
    assert letter.text.split(".") == ["Dit is bladzijde 1", " Dit is bladzijde 3", ""]
    assert told(letter) == ["page 2 could not be read: it is damaged"]


@pytest.mark.parametrize(
    "box", ["[0 0 595 0]", "[595 842 0 0]", "[0 0 1e9 1e9]", "[0 0 a b]", "[0 0]", "[0 0 0.001 0.001]"]
)
def test_pages_of_odd_sizes(box: str) -> None:
    page = PdfPage(box=box).lines(70, 120, PROSE)
    page.operators.append("BT /F1 0 Tf 70 600 Td (nul) Tj ET BT /F1 10 Tf 0 0 0 0 70 560 Tm (plat) Tj ET")
    letter = read(page, PdfPage().lines(70, 120, ["Dit is de tweede bladzijde."]))
    assert letter.text.endswith("Dit is de tweede bladzijde.")


def test_a_page_with_its_corner_elsewhere() -> None:
    assert read(PdfPage(box="[-100 -100 495 742]").lines(70, 120, PROSE)).text == " ".join(PROSE)


def test_odd_numbers_anywhere_in_the_file_raise_nothing_else() -> None:
    page = marked("Dat kost € 13", "2", " miljoen.").grid([70, 200, 280], [300, 318, 336]).text(75, 313, "Kades")
    page.text(205, 313, "12").turned(1, 300, 600, TABLE).filled(120, 150, 300, 164, "ja")
    data = make_pdf([page, page])
    chance = random.Random(7)
    odd = [b"0", b"-1", b"1e9", b"-1e30", b"0.0000001", b"99999999999", b"nan", b"", b"1 0 R", b"/X", b"[]", b"<<>>"]
    for _ in range(150):
        changed = data
        numbers = list(re.finditer(rb"-?\d+(?:\.\d+)?", data))
        for match in sorted(chance.sample(numbers, 5), key=lambda match: -match.start()):
            changed = changed[: match.start()] + chance.choice(odd) + changed[match.end() :]
        try:
            read_bytes(changed, "brief.pdf")
        except ReadError as error:
            assert error.hint


def test_a_font_that_states_no_height_stands_on_the_line_of_the_others() -> None:
    shape = b"<< /Length 52 >>\nstream\n500 0 0 0 500 500 d1 0 0 500 500 re f                \nendstream"
    procs = " ".join(f"/{letter} 8 0 R" for letter in "euro")
    font = (
        "/Subtype /Type3 /FontBBox [0 0 500 500] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 101 /LastChar 117"
        f" /Widths [{'500 ' * 17}] /Encoding << /Differences [101 /e 111 /o 114 /r 117 /u] >> /CharProcs << {procs} >>"
    )
    page = PdfPage().lines(70, 120, [PROSE[0], "Dat kost in de komende jaren samen 275"]).operators
    words = "\n".join(page).replace("/F1", "/F2")
    behind = "BT /F1 10 Tf 256 710 Td (euro) Tj ET BT /F2 10 Tf 280 710 Td (per bewoner van de gemeente.) Tj ET"
    helvetica = "/F2 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    text = picture_page(f"{words} {behind}", font, shape, more_fonts=helvetica).text
    assert text.endswith("Dat kost in de komende jaren samen 275 euro per bewoner van de gemeente.")
