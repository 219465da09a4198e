"""Reading pdfs: order, paragraphs, furniture, letterhead, footnotes, and files that are no good."""

from __future__ import annotations

import zlib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kamerbrief.contract import WarningCode
from kamerbrief.errors import LimitError, ReadError
from kamerbrief.letter import BlockKind
from kamerbrief.reading import read_bytes, read_letter
from kamerbrief.reading.pdf.streams import damaged
from kamerbrief.settings import Ocr, Settings
from tests.conftest import FIXTURES
from tests.letters import told
from tests.reading.pdf_maker import HEIGHT, PROSE, PdfPage, assembled, make_pdf, read, texts

GREETING = "Geachte voorzitter,"


def test_sentence_over_lines_and_pages_is_whole_and_furniture_is_left_out() -> None:
    pages = []
    for number in (1, 2, 3):
        page = PdfPage().text(70, 40, "Ministerie van Bruggen").text(70, 810, f"Pagina {number} van 3")
        pages.append(page)
    pages[0].text(70, 90, GREETING).lines(70, 120, [*PROSE, "Het rijk draagt daaraan bij met een bedrag van €"])
    pages[1].lines(70, 90, ["85 miljoen per jaar."])
    pages[2].lines(70, 90, ["Tot zover deze brief."])
    letter = read(*pages)
    assert "een bedrag van € 85 miljoen per jaar." in letter.text
    assert texts(letter, BlockKind.PARAGRAPH)[-1] == "Tot zover deze brief."
    assert sorted({piece.text for piece in letter.furniture}) == [
        "Ministerie van Bruggen",
        "Pagina 1 van 3",
        "Pagina 2 van 3",
        "Pagina 3 van 3",
    ]
    assert letter.source.pages == 3


def test_every_word_knows_its_place() -> None:
    letter = read(PdfPage().lines(70, 120, PROSE))
    start = letter.text.index("fietsbruggen")
    evidence = letter.evidence(start, start + len("fietsbruggen"))
    (box,) = evidence.boxes
    assert evidence.page == 1
    assert 70 < box.x0 < box.x1 < 500
    assert 105 < box.top < 120 < box.bottom + 5


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("De plannen worden ver-", "der uitgewerkt.", "worden verder uitgewerkt."),
        ("Volgens de SER-", "verkenning kan het.", "de SER-verkenning kan het."),
        ("Dit vraagt van EU-", "lidstaten veel.", "van EU-lidstaten veel."),
        ("Het gaat om onderzoeks-", "en innovatiegeld.", "onderzoeks- en innovatiegeld."),
        ("Dit staat in het non-", "paper van Nederland.", "in het non-paper van Nederland."),
        ("Dit loopt van 2026-", "2028 door.", "van 2026-2028 door."),
        ("Zie https://voorbeeld.nl/lange-", "naam/stuk voor meer.", "https://voorbeeld.nl/lange-naam/stuk voor"),
    ],
)
def test_hyphen_at_a_line_end(first: str, second: str, expected: str) -> None:
    letter = read(PdfPage().text(70, 90, GREETING).lines(70, 120, [*PROSE, first, second]))
    assert expected in letter.text


def test_hyphen_is_kept_where_the_letter_writes_it_elsewhere() -> None:
    rows = [
        "Het bruggen-netwerk is nu van belang voor ons allen en voor de regio.",
        *PROSE,
        "Zo groeit ook het bruggen-",
        "netwerk door.",
    ]
    letter = read(PdfPage().lines(70, 120, rows))
    assert "groeit ook het bruggen-netwerk door." in letter.text


def test_letterhead_stands_first_with_its_fields() -> None:
    page = PdfPage().text(70, 100, "> Retouradres Postbus 1 2500 AA Den Haag", size=6.5)
    page.lines(70, 130, ["De Voorzitter van de Tweede Kamer", "der Staten-Generaal", "2500 EA DEN HAAG"])
    page.text(70, 280, "Datum").text(130, 280, "3 maart 2025")
    page.text(70, 292, "Betreft").lines(130, 292, ["Voortgang van de aanleg van fietsbruggen en", "hun onderhoud"])
    page.text(440, 130, "Ministerie van Bruggen", size=6.5, font="F2")
    page.lines(440, 145, ["Brugweg 1", "2500 AB Den Haag"], size=6.5, step=9)
    page.text(440, 180, "Ons kenmerk", size=6.5, font="F2").text(440, 189, "BRUG / 12345", size=6.5)
    page.text(440, 207, "Bijlage(n)", size=6.5, font="F2").text(440, 216, "2", size=6.5)
    page.text(70, 330, GREETING).lines(70, 354, PROSE)
    letter = read(page)
    fields = {block.field: letter.content_of(block) for block in letter.of_kind(BlockKind.LETTERHEAD) if block.field}
    assert fields == {
        "retouradres": "> Retouradres Postbus 1 2500 AA Den Haag",
        "datum": "3 maart 2025",
        "betreft": "Voortgang van de aanleg van fietsbruggen en hun onderhoud",
        "ons kenmerk": "BRUG / 12345",
        "bijlage(n)": "2",
    }
    kinds = [block.kind for block in letter.blocks]
    assert kinds.index(BlockKind.PARAGRAPH) == len(texts(letter, BlockKind.LETTERHEAD))
    assert texts(letter, BlockKind.PARAGRAPH) == [GREETING, " ".join(PROSE)]


def test_colophon_beside_the_text_does_not_interleave() -> None:
    pages = []
    for number in range(1, 4):
        page = PdfPage().lines(70, 100, [f"Dit is bladzijde {number}.", *PROSE])
        page.lines(470, 98, ["Ministerie van", "Bruggen"], size=6.5, step=9).text(470, 135, "Ons kenmerk", size=6.5)
        page.text(470, 144, "BRUG / 12345", size=6.5).text(470, 800, f"Pagina {number} van 3", size=6.5)
        pages.append(page)
    letter = read(*pages)
    assert "BRUG" not in letter.text.partition(PROSE[0])[2]
    assert letter.text.count(" ".join(PROSE)) == 3


def test_footnotes_are_tied_to_their_marks_and_marks_never_join_figures() -> None:
    page = PdfPage().text(70, 90, GREETING).lines(70, 120, PROSE)
    page.text(70, 144, "Dat kost 282,5 miljoen.").text(174.5, 144, "1", size=6, rise=4)
    page.text(181, 144, "Zo stond het in de brief van 2022").text(333.5, 144, "2", size=6, rise=4).text(337.5, 144, ".")
    page.rule(70, 740, 200, 740)
    page.text(70, 752, "1", size=5, rise=3).text(75, 752, "Kamerstuk 11 111, nr. 5", size=8)
    page.text(70, 762, "2", size=5, rise=3).text(75, 762, "Zie ook de bijlage bij deze brief, die over", size=8)
    page.text(70, 772, "hetzelfde gaat.", size=8)
    letter = read(page)
    assert "Dat kost 282,5 miljoen.[1] Zo stond het in de brief van 2022[2]." in letter.text
    assert texts(letter, BlockKind.FOOTNOTE) == [
        "[1] Kamerstuk 11 111, nr. 5",
        "[2] Zie ook de bijlage bij deze brief, die over hetzelfde gaat.",
    ]
    for mark in letter.marks:
        assert letter.block(mark.footnote).label == letter.text[mark.start : mark.end]


def test_raised_figures_without_a_note_are_powers_or_names() -> None:
    page = PdfPage().lines(70, 120, PROSE).text(70, 144, "Er is 40 km").text(122.2, 144, "2", size=6, rise=4)
    page.text(128, 144, "nodig en 10").text(180.6, 144, "6", size=6, rise=4).text(187, 144, "deeltjes.")
    text = read(page).text
    assert "40 km² nodig en 10⁶ deeltjes." in text


def test_letter_spacing_does_not_split_words_and_does_not_glue_them() -> None:
    page = PdfPage().lines(70, 120, PROSE)
    page.spaced(70, 150, [("Inf", -180), ("rastructuur", 0), (" in D", -180), ("en Haag", 0)])
    page.text(70, 170, "Bouwen").text(70 + 36.7 + 2.8, 170, "helpt")
    text = read(page).text
    assert "Infrastructuur in Den Haag" in text
    assert "Bouwen helpt" in text


def test_headings_and_list_items() -> None:
    page = PdfPage().text(70, 60, "Voortgang bruggen", size=14, font="F2").lines(70, 90, PROSE)
    page.text(70, 130, "1.1", font="F2").text(
        100, 130, "Aanleg van bruggen en van alle paden die daarop aansluiten", font="F2"
    )
    page.text(100, 142, "in de regio", font="F2").lines(70, 160, PROSE)
    page.text(70, 190, "•").text(
        85, 190, "het eerste punt, dat op de volgende regel doorloopt en dan pas eindigt na"
    ).text(85, 202, "enige woorden;")
    page.text(70, 214, "•").text(85, 214, "het tweede punt.")
    letter = read(page)
    found = [
        (b.kind.value, b.label, letter.content_of(b)) for b in letter.of_kind(BlockKind.HEADING, BlockKind.LIST_ITEM)
    ]
    assert found == [
        ("heading", None, "Voortgang bruggen"),
        ("heading", "1.1", "Aanleg van bruggen en van alle paden die daarop aansluiten in de regio"),
        ("list_item", "•", "het eerste punt, dat op de volgende regel doorloopt en dan pas eindigt na enige woorden;"),
        ("list_item", "•", "het tweede punt."),
    ]


def test_signature_lines_stay_apart() -> None:
    page = PdfPage().lines(70, 120, PROSE).lines(70, 200, ["Anna Voorbeeld", "Minister van Bruggen"])
    assert "Anna Voorbeeld\nMinister van Bruggen" in read(page).text


def test_text_box_in_the_running_text_stays_together() -> None:
    page = PdfPage().lines(70, 100, [*PROSE]).frame(60, 135, 300, 185).frame(310, 135, 540, 185)
    page.lines(70, 150, ["Het linkervak heeft twee", "regels tekst."]).lines(
        320, 150, ["Het rechtervak heeft ook", "twee regels."]
    )
    page.lines(70, 210, PROSE)
    text = read(page).text
    assert "Het linkervak heeft twee regels tekst." in text
    assert "Het rechtervak heeft ook twee regels." in text


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_page_reads_upright(turn: int) -> None:
    plain = read(PdfPage().lines(70, 120, PROSE)).text
    places = {90: "0 1 -1 0 595 0", 180: "-1 0 0 -1 595 842", 270: "0 -1 1 0 0 842"}
    page = PdfPage(rotate=turn)
    page.operators.append(f"q {places[turn]} cm")
    page.operators += PdfPage().lines(70, 400, PROSE).operators
    page.operators.append("Q")
    assert read(page).text == plain


def test_a_short_page_that_stands_in_the_file_twice_is_no_furniture() -> None:
    def short() -> PdfPage:
        return PdfPage().lines(70, 80, [*PROSE, "De bruggen kosten 12 miljoen euro."])

    longer = PdfPage().lines(70, 80, [f"Brug {number} ligt er al en wordt niet vervangen." for number in range(30)])
    assert read(short(), short()).text.count("kosten 12 miljoen") == 2
    assert read(short(), longer, short()).text.count("kosten 12 miljoen") == 2


def test_a_page_with_its_running_lines_alone_has_no_text() -> None:
    def page(*rows: str) -> PdfPage:
        lines = ["Ministerie van Fietsbruggen", "Directie Aanleg", "Ons kenmerk 2026-12"]
        return PdfPage().lines(70, 40, lines).lines(70, 200, rows)

    letter = read(page(*PROSE), page(), page(*PROSE))
    assert letter.text.count("Directie Aanleg") <= 1
    assert letter.text.count("aanleg van fietsbruggen") == 2


def test_words_off_the_page_are_not_read() -> None:
    page = PdfPage().lines(70, 120, PROSE).text(900_000, 120, "onzichtbaar").text(70, 3000, "verborgen")
    assert read(page).text == " ".join(PROSE)


@pytest.mark.parametrize("matrix", ["0.001 0 0 0.001 100 400", "1 0 0 0.0001 100 400"])
def test_type_that_is_scaled_down_to_nothing_costs_nothing(matrix: str) -> None:
    alone, beside = PdfPage(), PdfPage().lines(70, 100, PROSE)
    for page in (alone, beside):
        page.operators.append(f"q {matrix} cm")
        page.lines(0, HEIGHT, PROSE * 4)
        page.operators.append("Q")
    for page in (alone, beside):
        assert read(page).text.startswith("Met deze brief informeer ik uw Kamer")


def test_forms_that_hold_each_other_end() -> None:
    content = b"BT /F1 24 Tf (Pontveren) Tj ET 0.5 0 0 0.5 25 25 cm /X Do"
    own = b"/Resources << /Font << /F1 6 0 R >> /XObject << /X %d 0 R >> >>"
    form = b"<< /Subtype /Form /BBox [0 0 900 900] /Length %d " + own + b" >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 300] /Contents 7 0 R " + own % 4 + b" >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        page,
        *(form % (len(content), other) + b"\nstream\n" + content + b"\nendstream" for other in (5, 4)),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Length 22 >>\nstream\n1 0 0 1 25 25 cm /X Do\nendstream",
    ]
    assert "Pontveren" in read_bytes(assembled(objects), "brief.pdf").text


def test_page_without_text_is_named() -> None:
    letter = read(PdfPage().lines(70, 120, PROSE), PdfPage(), PdfPage().frame(50, 50, 90, 90))
    assert told(letter) == [f"page {number} has no text: OCR is needed" for number in (2, 3)]
    assert letter.text == " ".join(PROSE)


def test_scan_is_still_a_letter() -> None:
    letter = read(PdfPage(), PdfPage())
    assert letter.text == ""
    assert len(letter.warnings) == 2


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"%PDF-1.7\nnothing of the kind %%EOF", "damaged"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 40, "cut off"),
        (make_pdf([]), "no pages"),
        (make_pdf([PdfPage().lines(70, 120, PROSE)], encrypted=True), "password"),
        (make_pdf([PdfPage().lines(70, 120, PROSE)])[:60], "cut off"),
    ],
)
def test_bad_pdf_is_refused_with_a_hint(data: bytes, problem: str) -> None:
    with pytest.raises(ReadError) as caught:
        read_bytes(data, "brief.pdf")
    assert problem in caught.value.problem
    assert caught.value.hint


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_cut_off_pdf_is_refused_or_says_so(part: float) -> None:
    data = make_pdf([PdfPage().lines(70, 120, PROSE) for _ in range(30)])
    try:
        letter = read_bytes(data[: int(part * len(data))], "brief.pdf")
    except ReadError as error:
        assert error.hint
    else:
        assert "pdf_cut_off" in [warning.code for warning in letter.warnings]


@pytest.mark.parametrize("first", ["0040", "FFFD", "E000"])
def test_letters_that_their_font_calls_something_else_are_told_of(first: str) -> None:
    words = "Voor de bruggen is in 2026 12 miljoen euro beschikbaar, zegt de minister."
    same = "".join(
        f"<{code:02X}> <{int(first, 16) + (code if first != 'FFFD' else 0):04X}> " for code in range(32, 127)
    )
    table = f"1 begincodespacerange <00> <FF> endcodespacerange 95 beginbfchar {same} endbfchar".encode()
    shown = f"BT /F1 10 Tf 70 700 Td ({words}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> >> >>"
        ),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 6 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(table), table),
    ]
    letter = read_bytes(assembled(objects), "brief.pdf", Settings(ocr=Ocr.NEVER))
    assert WarningCode.FONT_WITHOUT_LETTERS in [one.code for one in letter.warnings]


def test_a_page_of_powers_and_degrees_has_its_letters() -> None:
    rows = [
        f"Brug {n}: 120 m\xb2 bij 25 \xb0C, 3 m\xb3 per \xbd uur, \xab klaar \xbb, \xa3 5 en \xb5g" for n in range(9)
    ]
    letter = read(PdfPage().lines(70, 100, rows))
    assert [one.code for one in letter.warnings] == []


def test_many_pages() -> None:
    page = PdfPage().lines(70, 120, PROSE * 10)
    letter = read(*[page] * 500)
    assert letter.source.pages == 500
    assert letter.text.count("fietsbruggen") == 5000


def test_more_pages_than_the_limit_are_refused() -> None:
    data = make_pdf([PdfPage().lines(70, 120, PROSE)] * 3)
    with pytest.raises(LimitError):
        read_bytes(data, "brief.pdf", Settings(max_pages=2))


def test_docx_and_pdf_of_a_real_letter_have_the_same_text(shared_letters: Path) -> None:
    folder = shared_letters / "esa-mc25"
    assert read_letter(folder / "letter.pdf").text == read_letter(folder / "letter.docx").text


def test_many_threads_may_read_pdfs_at_once() -> None:
    path = FIXTURES / "kabinetsreactie-havens" / "letter.pdf"
    once = read_letter(path).text
    with ThreadPoolExecutor(8) as pool:
        assert {letter.text for letter in pool.map(read_letter, [path] * 24)} == {once}


def test_a_pdf_of_which_a_part_cannot_be_unpacked_says_so(tmp_path: Path) -> None:
    whole = (FIXTURES / "adviescollege-rechtsbijstand" / "letter.pdf").read_bytes()
    assert WarningCode.DAMAGED_CHARACTERS not in warned(whole)
    at = whole.index(b"stream\n", whole.index(b"/FlateDecode")) + 1_000
    letters = Counter(read_bytes(whole, "brief.pdf").text.split())
    turned, zeros = bytes([whole[at] ^ 0x10]), bytes(40)
    for damage in (turned, zeros):
        data = whole[:at] + damage + whole[at + len(damage) :]
        # What is shown of the part is less, or other, than what was written.
        assert letters - Counter(read_bytes(data, "brief.pdf").text.split())
        assert WarningCode.DAMAGED_CHARACTERS in warned(data)


def warned(data: bytes) -> list[WarningCode]:
    return [one.code for one in read_bytes(data, "brief.pdf").warnings]


def test_what_is_unpacked_to_look_for_damage_has_a_bound() -> None:
    whole = b"1 0 obj <</Filter/FlateDecode>>\nstream\n%s\nendstream endobj\n"
    large, half = zlib.compress(bytes(10_000_000)), zlib.compress(PROSE[0].encode())[:-8]
    assert damaged(whole % half, 1_000_000)
    sound = zlib.compress(PROSE[0].encode())
    for checksum in (sound[-4:], b"", b"\0\0\0\0"):
        assert not damaged(whole % (sound[:-4] + checksum), 1_000_000)
    # Beside a checksum that is right, one that is wrong tells of damage.
    assert not damaged(whole % sound + whole % sound[:-4], 1_000_000)
    assert damaged(whole % sound + whole % (sound[:-4] + b"\0\0\0\0"), 1_000_000)
    assert not damaged(whole % large, 1_000_000)
    assert not damaged(whole % large + whole % half, 1_000_000)
    assert not damaged(whole % half + b"trailer <</Encrypt 5 0 R>>", 1_000_000)
    assert not damaged(whole.replace(b"<<", b"<</Subtype /Image") % half, 1_000_000)
