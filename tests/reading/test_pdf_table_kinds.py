"""The kinds of tables that budget documents print: few lines or none, spreads, wrapped labels, side by side."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kamerbrief.letter import BlockKind, Letter
from kamerbrief.reading import read_bytes
from kamerbrief.reading.builder import clean
from tests.reading.pdf_maker import PROSE, PdfPage, make_pdf, read

BUDGET = [
    ["", "2025", "2026", "2027"],
    ["Stand ontwerpbegroting", "28.100", "28.200", "–"],
    ["Mutatie amendement", "–", "–", "–"],
    ["Nieuwe mutaties:"],
    ["Extrapolatie", "–", "–", "28.300"],
    ["Stand na mutaties", "28.100", "28.200", "28.300"],
]
XS = [90, 300, 370, 440]


def tables_of(letter: Letter) -> list[list[list[str]]]:
    """The cells of each table row by row, empty ones left out."""
    found = []
    for table in letter.tables:
        rows: dict[int, list[str]] = {}
        for cell in table.cells:
            rows.setdefault(cell.row, []).append(cell.text)
        found.append([[text for text in row if text] for row in rows.values()])
    return found


def filled(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    return [[text for text in row if text] for row in rows]


def put(page: PdfPage, rows: Sequence[Sequence[str]], top: float, xs: Sequence[float], *, step: float = 14) -> PdfPage:
    """Labels begin at their column's place; figures end there, 50 points to the right."""
    for number, row in enumerate(rows):
        for x, text in zip(xs, row, strict=False):
            right = x + 50 - 5.56 * len(text) if text[:1].isdigit() or text == "–" else x
            page.text(right, top + number * step, text)
    return page


def test_table_with_lines_under_its_rows_only() -> None:
    page = PdfPage().lines(200, 80, PROSE).fill(90, 130, 500, 148)
    page.text(96, 143, "Uitgaven niet-beleidsartikel (bedragen x € 1.000)", font="F2")
    put(page, BUDGET, 162, XS)
    for number in range(len(BUDGET)):
        page.rule(90, 166 + 14 * number, 500, 166 + 14 * number)
    letter = read(page.lines(200, 280, PROSE))
    assert tables_of(letter) == [filled(BUDGET)]
    (table,) = letter.tables
    assert table.caption is not None
    assert "bedragen x € 1.000" in letter.text_of(letter.block(table.caption))
    assert letter.text.index("Uitgaven niet-beleidsartikel") > letter.text.index("beschikbaar zijn.")


def test_two_tables_under_each_other_stay_two() -> None:
    page = PdfPage()
    for top, name in ((80, "Uitgaven"), (190, "Ontvangsten")):
        page.fill(90, top - 13, 500, top + 4).text(96, top, f"{name} (bedragen x € 1.000)", font="F2")
        put(page, BUDGET, top + 18, XS)
        for number in range(len(BUDGET)):
            page.rule(90, top + 22 + 14 * number, 500, top + 22 + 14 * number)
    assert tables_of(read(page)) == [filled(BUDGET)] * 2


def test_backgrounds_set_rows_apart() -> None:
    page = PdfPage().lines(90, 60, PROSE)
    rows = [
        (["", "2026", "2027"], []),
        (["Wij ontlasten medewerkers door de", "2", "3"], ["regeldruk te verminderen"]),
        (["Innovatie in het", "10", "11"], ["onderwijs"]),
        (["Versterking van de", "", ""], ["lerende omgeving"]),
        (["Leraren", "53", "83"], []),
        (["Schoolleiders", "1.012", "94"], []),
    ]
    top = 100.0
    for number, (cells, rest) in enumerate(rows):
        height = 16 + 11 * len(rest)
        if number % 2:
            page.fill(90, top, 500, top + height)
        put(page, [cells], top + 11, [94, 320, 400])
        page.lines(94, top + 22, rest, step=11)
        top += height
    assert tables_of(read(page)) == [
        [
            ["2026", "2027"],
            ["Wij ontlasten medewerkers door de regeldruk te verminderen", "2", "3"],
            ["Innovatie in het onderwijs", "10", "11"],
            ["Versterking van de lerende omgeving"],
            ["Leraren", "53", "83"],
            ["Schoolleiders", "1.012", "94"],
        ]
    ]


@pytest.mark.parametrize("at", [0, 1, 2])
def test_figures_stand_beside_any_line_of_a_label(at: int) -> None:
    page = PdfPage().lines(90, 60, PROSE)
    put(page, [["Omschrijving", "2026", "2027"], ["Personeel", "12", "13"]], 100, [90, 320, 400], step=18)
    page.lines(90, 136, ["Bijdrage aan provincies", "Voor onderzoek en"], step=12)
    put(page, [["", "7.100", "8.200"]], [136, 142, 148][at], [90, 320, 400])
    put(page, [["Materieel", "5", "6"], ["Totaal", "7.117", "8.219"]], 166, [90, 320, 400], step=18)
    assert tables_of(read(page)) == [
        [
            ["Omschrijving", "2026", "2027"],
            ["Personeel", "12", "13"],
            ["Bijdrage aan provincies Voor onderzoek en", "7.100", "8.200"],
            ["Materieel", "5", "6"],
            ["Totaal", "7.117", "8.219"],
        ]
    ]


def test_numbered_rows_under_a_line_are_no_footnotes() -> None:
    page = PdfPage().lines(90, 60, PROSE).lines(90, 100, PROSE)
    rows = [["Art.", "Onderwerp", "2026"], ["1", "Wegen", "12"], ["2", "Spoor", "7"], ["3", "Water", "9"]]
    for number, row in enumerate(rows):
        page.text(90, 600 + 14 * number, row[0]).text(120, 600 + 14 * number, row[1])
        page.text(420, 600 + 14 * number, row[2]).rule(90, 604 + 14 * number, 460, 604 + 14 * number)
    letter = read(page)
    assert tables_of(letter) == [rows]
    assert not list(letter.of_kind(BlockKind.FOOTNOTE))


def test_a_figure_in_a_label_is_no_column() -> None:
    page = PdfPage().lines(90, 60, PROSE)
    rows = [["Omschrijving", "2026", "2027"], ["Personeel", "12", "13"], ["Stand", "5", "6"], ["Regeling", "", ""]]
    put(page, rows, 100, [90, 320, 400], step=18).text(90, 166, "2025")
    put(page, [["", "17", "18"]], 166, [90, 320, 400])
    put(page, [["Materieel", "1", "2"], ["Totaal", "35", "39"]], 184, [90, 320, 400], step=18)
    assert ["Regeling 2025", "17", "18"] in tables_of(read(page))[0]


def test_years_broken_by_a_narrow_cell_are_whole() -> None:
    page = PdfPage().lines(70, 60, PROSE).grid([70, 200, 222, 244], [100, 128, 146])
    page.text(74, 112, "Jaartal").text(74, 140, "Wijkteams")
    for x, year, value in ((204, "2026", "20"), (226, "2031", "133")):
        page.text(x, 112, year[:3], size=8).text(x, 123, year[3:], size=8).text(x, 140, value, size=8)
    assert tables_of(read(page)) == [[["Jaartal", "2026", "2031"], ["Wijkteams", "20", "133"]]]


def test_table_nested_in_a_page_of_boxes() -> None:
    page = PdfPage()
    for number, heading in enumerate(["Doel", "Middelen", "Toelichting"]):
        top = 60 + 90 * number
        page.fill(70, top, 200, top + 90).fill(200, top, 530, top + 90).text(76, top + 14, heading, font="F2")
    page.lines(206, 74, ["Het doel is een goede structuur in de wijk,", "vereist voor de uitvoering van de afspraken."])
    page.grid([204, 360, 400, 440], [154, 172, 190, 208])
    put(page, [["Jaar", "2026", "2027"], ["Teams", "20", "133"], ["Wijk", "30", "103"]], 167, [208, 345, 385], step=18)
    page.lines(206, 254, ["De middelen worden volledig verstrekt.", "Dat gebeurt via het gemeentefonds."])
    letter = read(page)
    assert tables_of(letter) == [[["Jaar", "2026", "2027"], ["Teams", "20", "133"], ["Wijk", "30", "103"]]]
    assert "structuur in de wijk, vereist voor de uitvoering" in letter.text


def test_rows_of_figures_within_one_drawn_row() -> None:
    page = PdfPage().lines(70, 60, PROSE).grid([70, 250, 320, 390], [100, 118, 160, 178])
    put(page, [["Onderdeel", "2026", "2027"]], 113, [74, 266, 336])
    put(page, [["Wegen", "1,0", "1,5"], ["Spoor", "2,0", "2,5"], ["Water", "3,0", "3,5"]], 130, [74, 266, 336], step=12)
    put(page, [["Totaal", "6,0", "7,5"]], 173, [74, 266, 336])
    assert tables_of(read(page)) == [
        [
            ["Onderdeel", "2026", "2027"],
            ["Wegen", "1,0", "1,5"],
            ["Spoor", "2,0", "2,5"],
            ["Water", "3,0", "3,5"],
            ["Totaal", "6,0", "7,5"],
        ]
    ]


LEFT = [["Uitgaven", "2025", "2026"], ["Wegen", "12", "13"], ["Spoor", "100", "110"], ["Totaal", "112", "123"]]
RIGHT = [["Ontvangsten", "2025", "2026"], ["Rente", "2", "3"], ["Boetes", "5", "6"], ["Totaal", "7", "9"]]


@pytest.mark.parametrize("lines", [True, False])
def test_tables_side_by_side(lines: bool) -> None:
    page = PdfPage().lines(70, 100, PROSE)
    if lines:
        page.grid([70, 150, 210, 270], [146, 164, 182, 200, 218]).grid([300, 380, 440, 500], [146, 164, 182, 200, 218])
    put(page, LEFT, 159, [74, 155, 215], step=18)
    put(page, RIGHT, 159, [304, 385, 445], step=18)
    assert tables_of(read(page.lines(70, 300, PROSE))) == [LEFT, RIGHT]


def test_table_beside_a_column_of_text() -> None:
    text = [
        "Met deze brief informeer ik",
        "de Kamer over de uitgaven van",
        "het programma en over de wijze",
        "waarop de middelen worden",
        "besteed door de provincies en",
        "gemeenten in de regio. In de",
        "tabel hiernaast zijn bedragen",
        "opgenomen voor de jaren die",
        "de brief behandelt. Daarbij is",
        "rekening gehouden met de",
        "stand van de begroting en met",
        "de laatste raming van deze",
        "zomer, die hoger uitkwam.",
    ]
    page = put(PdfPage().lines(60, 100, text), LEFT, 124, [320, 400, 460], step=12)
    page.lines(
        320, 196, ["Het kabinet beziet deze stand", "in het voorjaar en licht de", "Kamer dan in.", "Dat zal tijdig"]
    )
    page.lines(320, 244, ["gebeuren."])
    letter = read(page)
    assert tables_of(letter) == [LEFT]
    assert " ".join(text) in letter.text


def test_table_without_lines_goes_on_behind_a_page_end() -> None:
    rows = [["Omschrijving", "2026", "2027"], ["Personeel", "12", "13"], ["Materieel", "5", "6"]]
    more = [["Onderzoek", "1", "2"], ["Totaal", "18", "21"]]
    first = put(PdfPage().lines(90, 60, PROSE), rows, 740, [90, 320, 400])
    second = put(PdfPage(), more, 60, [90, 320, 400]).lines(90, 200, PROSE)
    assert tables_of(read(first, second)) == [[*rows, *more]]


def spread(left: PdfPage, right: PdfPage) -> str:
    return "\n".join([*left.operators, "q 1 0 0 1 595 0 cm", *right.operators, "Q"])


def test_spread_is_read_leaf_by_leaf() -> None:
    leaves = [PdfPage().lines(70, 80, PROSE * 8).text(500, 800, str(number), size=8) for number in (12, 13, 14)]
    table = put(PdfPage().lines(70, 80, PROSE), LEFT, 140, [90, 200, 270], step=16).text(500, 800, "15", size=8)
    sheets = [PdfPage([spread(leaves[0], leaves[1])]), PdfPage([spread(leaves[2], table)])]
    data = make_pdf(sheets).replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 1190 842]")
    letter = read_bytes(data, "akkoord.pdf")
    assert tables_of(letter) == [LEFT]
    assert " ".join(PROSE * 8) in letter.text
    assert letter.source.pages == 2
    cell = next(cell for cell in letter.tables[0].cells if cell.text == "100")
    evidence = letter.evidence(cell.start, cell.end)
    assert evidence.page == 2
    assert evidence.boxes[0].x0 > 595


def test_words_across_stand_in_their_row_of_a_table_whose_rows_were_divided() -> None:
    page = PdfPage().lines(70, 60, PROSE).grid([70, 100, 250, 320], [100, 118, 160, 230])
    put(page, [["", "Onderdeel", "2026"]], 113, [74, 104, 266])
    put(page, [["", "Wegen", "1,0"], ["", "Spoor", "2,0"], ["", "Water", "3,0"]], 130, [74, 104, 266], step=12)
    put(page, [["", "Totaal", "6,0"]], 176, [74, 104, 266])
    page.operators.append(f"BT /F1 9 Tf 0 1 -1 0 88 {842 - 152} Tm (Rijk) Tj ET")
    (rows,) = tables_of(read(page))
    assert ["Rijk", "Spoor", "2,0"] in rows
    assert ["Totaal", "6,0"] in rows


def test_a_header_of_several_lines_ends_in_a_word_alone() -> None:
    page = PdfPage().lines(90, 80, PROSE).text(90, 190, "Uitgaven artikel 4 (bedragen x € 1.000)", font="F2")
    put(page, [["", "2025", "2026", "2027"], ["", "Stand", "Eerste", "Raming"], ["", "", "mutatie"]], 210, XS, step=11)
    rows = [["Subsidies", "1.100", "120", "980"], ["Opdrachten", "200", "10", "190"], ["Bijdragen", "90", "5", "85"]]
    letter = read(put(page, rows, 250, XS))
    (table,) = letter.tables
    assert tables_of(letter)[0][-3:] == rows
    heads = [cell.text for cell in table.cells if cell.column == 2 and cell.row < table.rows - 3]
    assert " ".join(heads) == "2026 Eerste mutatie"
    assert table.caption is not None


def test_headers_wider_than_their_figures_stand_over_one_column_each() -> None:
    page = PdfPage().lines(90, 80, PROSE).text(90, 190, "Garanties (bedragen x € 1.000)", font="F2")
    heads = ["Regeling", "Uitstaande garanties", "Geraamd te verlenen", "Totaal plafond"]
    xs = [90, 250, 350, 450]
    for x, head in zip([90, 195, 310, 420], heads, strict=True):
        page.text(x, 210, head)
    rows = [["Borg", "38", "20", "40"], ["Herstel", "24", "30", "30"], ["Bos", "9", "8", "7"]]
    letter = read(put(page, rows, 226, xs))
    assert tables_of(letter) == [[heads, *rows]]


def test_titles_of_two_tables_side_by_side_head_one_each() -> None:
    page = PdfPage().lines(90, 80, PROSE)
    page.text(60, 200, "Uitgaven (x € 1 mln)", font="F2").text(330, 200, "Ontvangsten (x € 1.000)", font="F2")
    rows = [["", "2025", "2026"], ["Cultuur", "120", "118"], ["Media", "980", "990"]]
    put(page, [[*row, *row] for row in rows], 218, [60, 150, 210, 330, 420, 480])
    letter = read(page)
    assert [found[0] for found in tables_of(letter)] == [["Uitgaven (x € 1 mln)"], ["Ontvangsten (x € 1.000)"]]
    assert [found[2:] for found in tables_of(letter)] == [rows[1:]] * 2


def test_a_running_foot_is_no_row_of_the_table_above_it() -> None:
    pages = []
    for number in (1, 2):
        page = PdfPage().text(90, 60, f"De bijdragen van deel {number} staan hieronder, per gemeente en per jaar.")
        rows = [[f"Gemeente {chr(64 + n)}{number}", f"{n}.000", f"{n}.100"] for n in range(1, 9)]
        put(page, [["", "2025", "2026"], *rows], 660, [90, 300, 450])
        pages.append(page.text(90, 800, "Ministerie van Binnenlandse Zaken").text(470, 800, str(number)))
    letter = read(*pages)
    assert [text for found in tables_of(letter) for row in found for text in row if "Ministerie" in text] == []
    assert [line.text for line in letter.furniture] == [f"Ministerie van Binnenlandse Zaken {n}" for n in (1, 2)]
    assert [sum(len(row) == 3 for row in found) for found in tables_of(letter)] in ([16], [8, 8])


@pytest.mark.parametrize("text", ["‒ 24.500", "– 24.500"])
def test_a_figure_dash_is_a_dash(text: str) -> None:
    assert clean(text) == "– 24.500"


@pytest.mark.parametrize("text", ["Subsidies", "Uitvoering van de", "uitvoering"])
def test_a_first_row_may_begin_over_its_figures(text: str) -> None:
    page = PdfPage().lines(90, 80, PROSE).text(90, 190, "Kosten stelsel (bedragen x € 1.000)", font="F2")
    put(page, [["Onderdeel", "Bedrag nu", "Bedrag straks"]], 210, XS)
    page.text(90, 226, text).text(90, 238, "Regeling wegen").text(90, 250, "en water")
    put(page, [["", "4.200", "3.900"]], 238, XS)
    put(page, [["Toezicht", "1.100", "1.200"], ["Overig", "300", "400"]], 268, XS, step=18)
    letter = read(page)
    first = [f"{text} Regeling wegen en water", "4.200", "3.900"]
    assert tables_of(letter)[0][:2] == [["Onderdeel", "Bedrag nu", "Bedrag straks"], first]
    assert letter.tables[0].caption is not None


def test_a_header_with_its_own_unit_begins_another_table() -> None:
    page = PdfPage().text(90, 100, "Middelen (in € mln)", font="F2")
    put(page, [["", "2025", "2026"], ["Wachtlijsten", "10,0", "12,0"], ["Preventie", "4,5", "4,5"]], 120, XS)
    page.text(90, 178, "De rest staat hieronder.")
    put(page, [["Onderdeel (x € 1.000)", "", "2026"], ["Onderzoek", "", "450"], ["Pilots", "", "120"]], 204, XS)
    letter = read(page)
    assert [found[0] for found in tables_of(letter)] == [["2025", "2026"], ["Onderdeel (x € 1.000)", "2026"]]
