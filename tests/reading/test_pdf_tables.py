"""Tables in pdfs: with lines, without, over pages, and pages in columns."""

from __future__ import annotations

import pytest

from kamerbrief.letter import BlockKind, Letter, Table
from tests.reading.pdf_maker import PROSE, PdfPage, read

ROWS = [
    ["Onderdeel", "2025", "2026", "Totaal"],
    ["Aanleg", "12,5", "13,0", "25,5"],
    ["Onderzoek", "0,5", "PM", "0,5"],
    ["Totaal", "13,0", "13,0", "26,0"],
]
XS = [70, 200, 280, 360, 440]


def rows_of(letter: Letter, table: Table) -> list[list[str | None]]:
    """The table as printed; None where a merged cell covers the place."""
    grid: list[list[str | None]] = [[None] * table.columns for _ in range(table.rows)]
    for cell in table.cells:
        grid[cell.row][cell.column] = letter.text[cell.start : cell.end]
    return grid


def put(page: PdfPage, rows: list[list[str]], top: float, *, step: float = 18, pad: float = 4) -> PdfPage:
    for number, row in enumerate(rows):
        for x, text in zip(XS, row, strict=False):
            page.text(x + pad, top + 13 + number * step, text)
    return page


def ys(count: int, top: float, step: float = 18) -> list[float]:
    return [top + step * n for n in range(count + 1)]


def test_table_with_lines_has_caption_and_note() -> None:
    page = PdfPage().lines(70, 100, PROSE).text(70, 140, "Tabel 1: Uitgaven (bedragen x € 1 mln.)")
    put(page.grid(XS, ys(4, 150)), ROWS, 150).text(70, 240, "Bron: eigen bewerking")
    letter = read(page.lines(70, 270, PROSE))
    (table,) = letter.tables
    assert rows_of(letter, table) == ROWS
    assert table.caption is not None
    assert letter.text_of(letter.block(table.caption)) == "Tabel 1: Uitgaven (bedragen x € 1 mln.)"
    assert [letter.text_of(letter.block(note)) for note in table.notes] == ["Bron: eigen bewerking"]
    assert [letter.text_of(b) for b in letter.of_kind(BlockKind.PARAGRAPH)] == [" ".join(PROSE)] * 2


def test_table_without_lines() -> None:
    page = PdfPage().lines(70, 100, PROSE).text(70, 140, "Tabel 1: Uitgaven (in miljoenen euro's)")
    letter = read(put(page, ROWS, 145, step=13).lines(70, 240, PROSE))
    (table,) = letter.tables
    assert rows_of(letter, table) == ROWS
    assert table.caption is not None


def test_label_that_wraps_in_a_table_without_lines() -> None:
    page = PdfPage().lines(70, 100, PROSE)
    put(page, [ROWS[0], ["Bijdrage aan", "5,0", "6,0", "11,0"], ["de provincies"], ROWS[1], ROWS[3]], 140, step=12)
    (table,) = read(page).tables
    assert table.rows == 4
    at = table.at(1, 0)
    assert at is not None
    assert at.text == "Bijdrage aan de provincies"


def test_merged_cells_stand_once() -> None:
    page = PdfPage().lines(70, 100, PROSE)
    for y in ys(3, 150):
        page.rule(XS[1] if y == 168 else XS[0], y, XS[-1], y)
    for x in XS:
        page.rule(x, 168 if x in (XS[2], XS[4]) and x != XS[4] else 150, x, 204)
    rows = [["Onderdeel", "Uitgaven", "", "Saldo"], ["", "2025", "2026", "2026"], ["Aanleg", "1", "2", "3"]]
    letter = read(put(page, rows, 150))
    (table,) = letter.tables
    spans = {letter.text[c.start : c.end]: (c.row_span, c.column_span) for c in table.cells if c.row == 0}
    assert spans == {"Onderdeel": (2, 1), "Uitgaven": (1, 2), "Saldo": (1, 1)}


def test_words_in_narrow_cells_are_whole() -> None:
    page = PdfPage().lines(70, 100, PROSE).grid([70, 136, 250], [150, 190, 210])
    page.text(74, 163, "Waterbeheersi").text(74, 176, "ng").lines(140, 163, ["naar behoefte van", "de regio"])
    page.text(74, 203, "Wegen").text(140, 203, "12")
    (table,) = read(page).tables
    assert [cell.text for cell in table.cells] == ["Waterbeheersing", "naar behoefte van de regio", "Wegen", "12"]


@pytest.mark.parametrize("header", [True, False])
def test_table_that_goes_on_behind_a_page_end_is_one(header: bool) -> None:
    first = PdfPage().lines(70, 100, PROSE).grid(XS, ys(3, 700))
    second = (
        [ROWS[0], ["Beheer", "1,0", "1,0", "2,0"], ROWS[3]] if header else [["Beheer", "1,0", "1,0", "2,0"], ROWS[3]]
    )
    other = put(PdfPage().grid(XS, ys(len(second), 60)), second, 60).lines(70, 200, PROSE)
    letter = read(put(first, ROWS[:3], 700), other)
    (table,) = letter.tables
    assert rows_of(letter, table) == [*ROWS[:3], ["Beheer", "1,0", "1,0", "2,0"], ROWS[3]]
    assert table.header_rows == (1 if header else 0)
    cell = table.cells[-1]
    assert letter.evidence(cell.start, cell.end).page == 2


def test_frame_around_text_is_no_table() -> None:
    page = PdfPage().lines(70, 100, PROSE).frame(60, 140, 540, 180).lines(70, 155, PROSE).lines(70, 200, PROSE)
    letter = read(page)
    assert letter.tables == ()
    assert letter.text.count(" ".join(PROSE)) == 3


def test_text_on_a_ground_drawn_line_by_line_is_no_table() -> None:
    page = PdfPage().lines(70, 100, PROSE)
    for number in range(4):
        page.fill(60, 140 + number * 14, 70, 154 + number * 14).fill(70, 140 + number * 14, 530, 154 + number * 14)
        page.fill(530, 140 + number * 14, 540, 154 + number * 14)
    words = [
        "Keuzes",
        "1. Bruggen over de Wieden worden in 2027 verbreed, en waar dat niet",
        "kan komt er een nieuwe naast te liggen.",
        "2. Voor de Linge kiezen we een route langs de dijk.",
    ]
    page.lines(72, 151, words, step=14).lines(70, 220, PROSE)
    letter = read(page)
    assert not list(letter.of_kind(BlockKind.CELL))
    assert "verbreed, en waar dat niet kan komt er een nieuwe naast te liggen." in letter.text


def test_rows_with_a_tab_are_paragraphs() -> None:
    page = PdfPage().lines(70, 100, PROSE)
    for number, (when, what) in enumerate(
        [("Mei 2025:", "Besluit over de brug"), ("Juni 2025:", "Aanvang van het werk")]
    ):
        page.text(70, 140 + 12 * number, when).text(160, 140 + 12 * number, what)
    found = read(page).text.split("\n")
    assert found[-2:] == ["Mei 2025: Besluit over de brug", "Juni 2025: Aanvang van het werk"]


def test_two_columns_are_read_one_after_the_other() -> None:
    page = PdfPage()
    left = [f"Links staat op regel {n} een stuk van de zin" for n in range(12)]
    right = [f"rechts staat op regel {n} een stuk van een zin" for n in range(12)]
    letter = read(page.lines(60, 100, left).lines(310, 100, right))
    assert letter.text == " ".join([*left, *right])


def test_kamerstuk_print() -> None:
    pages = []
    for number in (1, 2, 3):
        page = (
            PdfPage()
            .text(70, 805, "Tweede Kamer, vergaderjaar 2024-2025, 11 111, nr. 7", size=7)
            .text(500, 805, str(number), size=7)
        )
        pages.append(page)
    pages[0].text(70, 60, "Tweede Kamer der Staten-Generaal", size=14, font="F2").text(70, 90, "Vergaderjaar 2024-2025")
    pages[0].text(70, 130, "11 111", font="F2").text(150, 130, "Bruggen in de regio", font="F2")
    pages[0].text(70, 160, "Nr. 7", font="F2").text(150, 160, "BRIEF VAN DE MINISTER VAN BRUGGEN", font="F2")
    pages[0].text(150, 185, "Aan de Voorzitter van de Tweede Kamer der Staten-Generaal")
    for page in pages:
        page.lines(
            150, 230, ["Dit stuk gaat over de bruggen die in de regio worden gebouwd", "en over wie dat betaalt."]
        )
    pages[0].text(70, 790, "kst-11111-7", size=6).text(70, 797, "ISSN 0921 - 7371", size=6)
    letter = read(*pages)
    assert "11 111 Bruggen in de regio" in letter.text
    assert "Nr. 7 BRIEF VAN DE MINISTER VAN BRUGGEN" in letter.text
    assert "vergaderjaar" not in letter.text
    assert (
        letter.text.count("Dit stuk gaat over de bruggen die in de regio worden gebouwd en over wie dat betaalt.") == 3
    )


def test_crowded_page_is_read_in_time() -> None:
    page = PdfPage()
    for n in range(3000):
        page.rule(50 + n % 70 * 7, 50 + n // 70 * 15, 56 + n % 70 * 7, 50 + n // 70 * 15)
        page.text(50 + n % 70 * 7, 60 + n // 70 * 15, str(n % 10), size=5, rise=n % 3)
    letter = read(page)
    assert sum(c.isdigit() for c in letter.text + "".join(piece.text for piece in letter.furniture)) == 3000
