"""Headers of many lines over tables without lines, and the rows of labels that wrap."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from kamerbrief.letter import Letter
from tests.reading.pdf_maker import PROSE, PdfPage, read
from tests.reading.test_pdf_table_kinds import tables_of

#: Widths of Helvetica's letters in thousandths of an em, for words that end at a place.
_WIDTHS = {
    **dict.fromkeys("ijl.", 222),
    **dict.fromkeys("ft() ", 278),
    "r": 333,
    "m": 833,
    "M": 833,
    "S": 667,
    "V": 667,
}


def ending(page: PdfPage, right: float, y: float, words: str, *, size: float = 8) -> PdfPage:
    width = sum(_WIDTHS.get(letter, 556) for letter in words) * size / 1000
    return page.text(right - width, y, words, size=size)


def standing(header: Sequence[Sequence[str]], rows: Sequence[Sequence[str]], ends: Sequence[float]) -> Letter:
    """A table of which each word ends at its column's place, labels begin at 90; the header's rows stand close."""
    page = PdfPage().lines(90, 80, PROSE).text(90, 140, "Uitgaven artikel 3 (bedragen x € 1.000)", size=8, font="F2")
    for number, row in enumerate([*header, *rows]):
        y = 150 + 9.5 * number + (3 * (number - len(header) + 1) if number >= len(header) else 0)
        if row[0]:
            page.text(90, y, row[0], size=8)
        for right, words in zip(ends, row[1:], strict=False):
            if words:
                ending(page, right, y, words)
    return read(page.lines(90, 400, PROSE))


ROWS = [["Verplichtingen", "8.962", "250", "9.212", "12"], ["Subsidies", "156", "40", "196", "14"]]


def test_a_header_of_many_lines_that_stands_at_the_bottom_is_one_row() -> None:
    header = [
        ["", "Vastgestelde"],
        ["", "begroting met", "Mutatie"],
        ["", "amendement", "Voorjaar", "Nieuwe", "Mutatie"],
        ["", "2025", "2025", "stand", "2026"],
    ]
    letter = standing(header, [*ROWS, ["Opdrachten", "80", "9", "89", "11"]], [260, 310, 342, 380])
    (found,) = tables_of(letter)
    assert found[0] == [
        "Vastgestelde begroting met amendement 2025",
        "Mutatie Voorjaar 2025",
        "Nieuwe stand",
        "Mutatie 2026",
    ]
    assert found[1:3] == ROWS
    (table,) = letter.tables
    assert table.caption is not None


def test_words_with_little_between_them_stand_over_a_column_each() -> None:
    header = [["", "Stand", "Mutatie", "Mutatie", "Mutatie"], ["", "2024", "2025", "2026", "2027"]]
    letter = standing(header, [*ROWS, ["Opdrachten", "80", "9", "89", "11"]], [290, 322, 354, 386])
    (table,) = letter.tables
    assert [cell.text for cell in table.cells if cell.row == 0] == ["", "Stand", "Mutatie", "Mutatie", "Mutatie"]


def test_words_over_several_columns_stay_together() -> None:
    page = PdfPage().lines(90, 80, PROSE).text(90, 140, "Uitgaven (bedragen x € 1.000)", size=8, font="F2")
    page.text(212, 154, "Stand ontwerpbegroting", size=8).text(330, 154, "Mutatie", size=8)
    rows = [["", "lasten", "baten", "lasten"], ["Cultuur", "8.962", "250", "9.212"], ["Media", "156", "40", "196"]]
    for number, row in enumerate([*rows, ["Sport", "80", "90", "11"]]):
        page.text(90, 164 + 11 * number, row[0] or " ", size=8)
        for right, words in zip([240, 290, 360], row[1:], strict=True):
            ending(page, right, 164 + 11 * number, words)
    (table,) = read(page.lines(90, 400, PROSE)).tables
    assert [(cell.text, cell.column_span) for cell in table.cells if cell.row == 0 and cell.text] == [
        ("Stand ontwerpbegroting", 2),
        ("Mutatie", 1),
    ]


def test_bars_between_the_header_and_the_first_figures_do_not_cut_the_header_off() -> None:
    bars = [["Baten"], ["Opbrengsten uit tarieven en bijdragen van andere ministeries en gemeenten"]]
    letter = standing([["Omschrijving", "Stand", "Mutatie", "Totaal"]], [*bars, *ROWS], [290, 340, 390, 430])
    (found,) = tables_of(letter)
    assert found == [["Omschrijving", "Stand", "Mutatie", "Totaal"], *bars, *ROWS]


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        # The second row's first word does not fit behind the first row.
        (["Aanleg van fietsbruggen in", "Capelle", "Onderhoud", "Beheer"], ["Aanleg van fietsbruggen in Capelle"]),
        # It would fit: a bar, or a part that begins with a small letter.
        (["Onderhoud", "Bruggen en wegen", "Aanleg van fietsbruggen in", "Beheer"], ["Onderhoud", "Bruggen en wegen"]),
        (["Onderhoud", "waarvan bruggen", "Aanleg van fietsbruggen in", "Beheer"], ["Onderhoud", "waarvan bruggen"]),
    ],
)
def test_a_row_without_figures_goes_on_where_its_word_did_not_fit(labels: list[str], expected: list[str]) -> None:
    page = PdfPage().lines(90, 80, PROSE).text(90, 140, "Uitgaven (bedragen x € 1.000)", size=8, font="F2")
    for right, year in ((280, "2025"), (340, "2026")):
        ending(page, right, 154, year)
    for number, label in enumerate(labels):
        page.text(90, 163.5 + 9.5 * number, label, size=8)
        for right in (280, 340) if number != 1 else ():
            ending(page, right, 163.5 + 9.5 * number, f"{number + 1}.120")
    (found,) = tables_of(read(page.lines(90, 400, PROSE)))
    assert [row[0] for row in found[1 : 1 + len(expected)]] == expected


def put_words(page: PdfPage, y: float, words: Sequence[tuple[float, str]]) -> PdfPage:
    for x, text in words:
        page.text(x, y, text, size=8)
    return page


def test_headers_that_begin_left_of_their_figures_stand_over_them() -> None:
    page = PdfPage().lines(90, 80, PROSE).text(90, 140, "Per dienst (bedragen in euro)", size=8, font="F2")
    put_words(page, 154, [(190, "2025"), (270, "2026"), (350, "Verschil"), (430, "Per inwoner")])
    rows = [["Kust", "118.412", "124.780", "5.400", "94"], ["Rivier", "88.905", "46.331", "480", "81"]]
    for number, row in enumerate([*rows, ["Duin", "71.230", "78.644", "430", "89"]]):
        page.text(90, 166 + 12 * number, row[0], size=8)
        for right, figure in zip([262, 342, 422, 502], row[1:], strict=True):
            ending(page, right, 166 + 12 * number, figure)
    (found,) = tables_of(read(page.lines(90, 400, PROSE)))
    assert found[:2] == [["2025", "2026", "Verschil", "Per inwoner"], rows[0]]


def test_a_short_word_stands_over_the_group_of_columns_that_is_repeated() -> None:
    page = PdfPage().lines(90, 80, PROSE).text(90, 140, "Begrotingsstaat (x € 1.000)", size=8, font="F2")
    put_words(page, 150, [(244, "Stand"), (391, "Mutatie")])
    ends = [220, 270, 320, 370, 420, 470]
    rows = [["Politie", *"693215"], ["Rechtspraak", *"178411"], ["Toezicht", *"105544"]]
    for number, row in enumerate([["", *["Lasten", "Baten", "Saldo"] * 2], *rows]):
        page.text(90, 161 + 12 * number, row[0] or " ", size=8)
        for right, words in zip(ends, row[1:], strict=True):
            ending(page, right, 161 + 12 * number, words)
    (table,) = read(page.lines(90, 400, PROSE)).tables
    assert [(c.text, c.column, c.column_span) for c in table.cells if c.row == 0 and c.text] == [
        ("Stand", 1, 3),
        ("Mutatie", 4, 3),
    ]


def test_the_lines_of_a_header_may_stand_half_between_those_beside_them() -> None:
    page = PdfPage().lines(90, 80, PROSE).text(90, 140, "Uitgaven artikel 3 (x € 1.000)", size=8, font="F2")
    cells = [["Stand", "2025 (1)"], ["Eerste", "wijziging", "(2)"], ["Nieuwe", "stand", "(3) = (1) + (2)"]]
    for right, lines, top in zip([260, 320, 400], cells, [159, 154.4, 154.4], strict=True):
        for number, words in enumerate(lines):
            ending(page, right, top + 9.2 * number, words)
    rows = [["Subsidies", "1.156", "40", "1.196"], ["Opdrachten", "80", "9", "89"], ["Bijdragen", "60", "7", "67"]]
    for number, row in enumerate(rows):
        page.text(90, 190 + 12 * number, row[0], size=8)
        for right, words in zip([260, 320, 400], row[1:], strict=True):
            ending(page, right, 190 + 12 * number, words)
    letter = read(page.lines(90, 400, PROSE))
    (table,) = letter.tables
    heads = [[c.text for c in table.cells if c.column == n and c.row < table.rows - 3] for n in (1, 2, 3)]
    assert [" ".join(head) for head in heads] == [" ".join(lines) for lines in cells]
    assert tables_of(letter)[0][-3:] == rows
    assert table.caption is not None


@pytest.mark.parametrize("last", [True, False])
def test_figures_stand_beside_the_first_or_the_last_line_of_all_labels(last: bool) -> None:
    page = PdfPage().lines(90, 80, PROSE).text(90, 140, "Uitgaven (bedragen x € 1.000)", size=8, font="F2")
    for right, year in ((280, "2025"), (340, "2026")):
        ending(page, right, 154, year)
    labels = [
        ["Aanleg van fietsbruggen in", "gemeenten"],
        ["Onderhoud van bruggen aan"],
        ["Rijkswaterstaat overgedragen"],
    ]
    labels += [["Bijdragen aan", "waterschappen en provincies"]]
    y = 154.0
    for number, lines in enumerate(labels):
        for place, line in enumerate(lines):
            y += 9.5
            page.text(90, y, line, size=8)
            if place == (len(lines) - 1 if last else 0):
                for right in (280, 340):
                    ending(page, right, y, f"{number + 1}.120")
    (found,) = tables_of(read(page.lines(90, 400, PROSE)))
    assert [row[0] for row in found[1:]] == [" ".join(lines) for lines in labels]


BROKEN = [["Garanties", ["38 456", "210"], ["1 250", "000"]], ["Leningen", ["9.768.90", "1"], ["1.000"]]]


def test_a_figure_that_its_cell_breaks_is_whole() -> None:
    page = PdfPage().lines(90, 80, PROSE).text(90, 140, "Risico's (bedragen x € 1.000)", size=8, font="F2")
    y = 154.0
    for right, year in ((280, "2025"), (340, "2026")):
        ending(page, right, y, year)
    for label, *cells in [*BROKEN, ["Borg", ["12"], ["14"]]]:
        y += 13
        page.text(90, y, label, size=8)
        for right, lines in zip((280, 340), cells, strict=True):
            for number, line in enumerate(lines):
                ending(page, right, y + 9.5 * number, line)
        y += 9.5 * (max(map(len, cells)) - 1)
    (found,) = tables_of(read(page.lines(90, 400, PROSE)))
    assert found[1:] == [
        ["Garanties", "38 456 210", "1 250 000"],
        ["Leningen", "9.768.901", "1.000"],
        ["Borg", "12", "14"],
    ]


def test_a_sign_whose_figure_stands_below_it_is_not_that_of_the_next_column() -> None:
    page = PdfPage().lines(90, 80, PROSE).text(90, 140, "Plafonds per regeling in euro", size=8, font="F2")
    rows = [["", "2025", "2026"], ["Kade", "€ 1.250", "€ 900"], ["Sluis", "€ 640", "€ 80"], ["Totaal", "€", "€ 980"]]
    for number, row in enumerate([*rows, ["", "11.890", ""]]):
        page.text(90, 154 + 9.5 * number, row[0] or " ", size=8)
        for right, words in zip((280, 340), row[1:], strict=True):
            ending(page, right, 154 + 9.5 * number, words or " ")
    (found,) = tables_of(read(page.lines(90, 400, PROSE)))
    assert found[-1] == ["Totaal", "€ 11.890", "€ 980"]


def page_of(rows: Sequence[Sequence[str]], top: float, *, head: bool = False) -> PdfPage:
    page = PdfPage()
    for number, row in enumerate([["Post", "2025", "2026"], *rows] if head else rows):
        page.text(90, top + 12 * number, row[0], size=8)
        for right, words in zip((280, 340), row[1:], strict=True):
            ending(page, right, top + 12 * number, words)
    return page


@pytest.mark.parametrize(("cut", "again"), [(4, False), (4, True), (1, False)])
def test_few_rows_of_a_table_on_the_other_page_belong_to_it(cut: int, again: bool) -> None:
    rows = [["Kust", "118.412", "124.780"], ["Rivier", "88.905", "46.331"], ["Duin", "71.230", "78.644"]]
    rows += [["Haven", "6.002", "7.114"], ["Totaal", "284.549", "256.869"]]
    first = page_of(rows[:cut], 790 - 12 * cut, head=True).lines(90, 80, PROSE)
    first.text(90, 774 - 12 * cut, "Uitgaven (bedragen x € 1.000)", size=8, font="F2")
    second = page_of(rows[cut:], 80, head=again).lines(90, 300, PROSE)
    letter = read(first, second)
    assert tables_of(letter) == [[["Post", "2025", "2026"], *rows]]
    assert letter.tables[0].caption is not None


def test_groups_that_are_repeated_may_have_another_column_between_them() -> None:
    page = PdfPage().lines(90, 80, PROSE).text(90, 140, "Projecten (x € 1 mln)", size=8, font="F2")
    put_words(page, 150, [(208, "Kas"), (352, "Raming")])
    ends = [210, 250, 300, 350, 400]
    rows = [
        ["", "huidig", "vorig", "Totaal", "huidig", "vorig"],
        ["Kade", *"14268"],
        ["Sluis", *"98719"],
        ["Brug", *"12235"],
    ]
    for number, row in enumerate(rows):
        page.text(90, 161 + 12 * number, row[0] or " ", size=8)
        for right, words in zip(ends, row[1:], strict=True):
            ending(page, right, 161 + 12 * number, words)
    (table,) = read(page.lines(90, 400, PROSE)).tables
    assert [(c.text, c.column, c.column_span) for c in table.cells if c.row == 0 and c.text] == [
        ("Kas", 1, 2),
        ("Raming", 4, 2),
    ]


@pytest.mark.parametrize(
    "header",
    [
        [["", "", "", "2027"], ["", "2025", "2026", "nadere"], ["", "begroot", "begroot", "raming"]],
        [["", "Toegekend", "Betaald t/m", ""], ["", "bedrag", "12-2026", "Restant"]],
        [["", "Toegekend", "Betaald (x €", ""], ["", "bedrag", "1.000)", "Restant"]],
    ],
    ids=["years above words", "a month", "the end of a bracket"],
)
def test_a_row_of_years_or_days_makes_no_table_of_its_own(header: list[list[str]]) -> None:
    letter = standing(
        header, [["Kust", "118", "90", "28"], ["Rivier", "88", "46", "42"], ["Duin", "9", "8", "1"]], [260, 330, 390]
    )
    (table,) = letter.tables
    heads = [[c.text for c in table.cells if c.column == n and c.row < table.rows - 3] for n in (1, 2, 3)]
    expected = [" ".join(filter(None, (row[n] for row in header))) for n in (1, 2, 3)]
    assert [" ".join(filter(None, head)) for head in heads] == expected


@pytest.mark.parametrize("step", [0, 5])
def test_a_currency_sign_above_its_figure_is_in_the_same_cell(step: int) -> None:
    page = PdfPage().lines(90, 80, PROSE).text(75, 140, "Overzicht verleende subsidies", size=8, font="F2")
    for right, words in ((300, "Verleend"), (370, "Betaald")):
        ending(page, right, 150, words)
    names = ["Vereniging voor het behoud van", "Coöperatie voor de aanleg van", "Stichting voor de bouw van"]
    for number, (name, figure) in enumerate(zip(names, ["8.680.474", "6.155.950", "9.311.201"], strict=True)):
        y = 166 + 30 * number
        ending(page.text(90, y, name, size=8), 300, y, "€")
        ending(page.text(75, y + step, f"{number + 1}.", size=8), 370, y + step, f"€ {9 + number}.462")
        ending(page.text(90, y + 10, "molens en sluizen", size=8), 300, y + 10, figure)
    (found,) = tables_of(read(page.lines(90, 400, PROSE)))
    assert found[-3:] == [
        ["1.", "Vereniging voor het behoud van molens en sluizen", "€ 8.680.474", "€ 9.462"],
        ["2.", "Coöperatie voor de aanleg van molens en sluizen", "€ 6.155.950", "€ 10.462"],
        ["3.", "Stichting voor de bouw van molens en sluizen", "€ 9.311.201", "€ 11.462"],
    ]


def test_headers_of_one_line_beside_headers_of_two_are_one_row_over_their_groups() -> None:
    page = PdfPage().lines(90, 80, PROSE).text(75, 140, "Begrotingsstaat (bedragen x € 1.000)", size=8, font="F2")
    ends = [220, 270, 330, 380, 440, 490]
    for right, y, words in ((270, 155, "Begroting (1)"), (380, 155, "Mutatie (2)")):
        ending(page, right, y, words)
    ending(ending(page, 490, 150.5, "Stand na mutatie (3)"), 490, 159.5, "= (1) + (2)")
    page.text(75, 159.5, "Omschrijving", size=8)
    for right, words in zip(ends, ["Uitgaven", "Baten"] * 3, strict=True):
        ending(page, right, 172, words)
    for number, name in enumerate(["Wegen", "Spoor", "Water"]):
        page.text(75, 184 + 11 * number, name, size=8)
        for right in ends:
            ending(page, right, 184 + 11 * number, f"{number + 2}.{right}")
    (found,) = tables_of(read(page.lines(90, 400, PROSE)))
    assert found[0] == ["Omschrijving", "Begroting (1)", "Mutatie (2)", "Stand na mutatie (3) = (1) + (2)"]
    assert found[1] == ["Uitgaven", "Baten"] * 3


def test_figures_at_the_middle_of_labels_of_several_lines() -> None:
    page = PdfPage().lines(90, 80, PROSE).text(90, 140, "Verleende subsidies (bedragen in euro's)", size=8, font="F2")
    ending(ending(page, 300, 150, "Verleend"), 370, 150, "Betaald")
    y = 163.0
    labels = [
        ["Stichting Nationaal", "Fonds voor Techniek", "in Gemert"],
        ["Vereniging"],
        ["Universiteit", "Midden", "Nederland,", "Faculteit der", "Letteren"],
        ["Gemeente Haren", "en Glimmen"],
    ]
    for number, lines in enumerate(labels):
        middle = y + 9 * (len(lines) - 1) / 2
        for line, words in enumerate(lines):
            page.text(90, y + 9 * line, words, size=8)
        for right, figure in ((300, f"{number + 3}.480.474"), (370, f"{number + 1}.462.118")):
            ending(page, right, middle, figure)
        y += 9 * len(lines) + 1.5
    (found,) = tables_of(read(page.lines(90, 400, PROSE)))
    assert [row[0] for row in found[1:]] == [" ".join(lines) for lines in labels]


def test_a_label_that_the_end_of_a_page_breaks_leaves_the_table_whole() -> None:
    first = PdfPage().lines(90, 80, PROSE).text(90, 700, "Uitgaven (bedragen x € 1.000)", size=8, font="F2")
    second = PdfPage()
    ends = [220, 270]

    def row(page: PdfPage, y: float, words: str, *figures: str) -> None:
        page.text(90, y, words, size=8)
        for right, figure in zip(ends, figures, strict=False):
            ending(page, right, y, figure)

    row(first, 712, "", "2027", "2028")
    row(first, 724, "Wegen", "1.480", "1.311")
    row(first, 736, "Spoor", "2.480", "2.311")
    row(first, 748, "3.", "3.480", "3.311")
    row(first, 757.5, "Beheer van")
    row(second, 70, "dijken en")
    row(second, 79.5, "kades")
    row(second, 91, "Water", "4.480", "4.311")
    row(second, 103, "Lucht", "5.480", "5.311")
    row(second, 115, "Totaal", "16.920", "16.244")
    letter = read(first, second.lines(90, 300, PROSE))
    (found,) = tables_of(letter)
    assert [row[0] for row in found[1:]] == [
        "Wegen",
        "Spoor",
        "3. Beheer van dijken en kades",
        "Water",
        "Lucht",
        "Totaal",
    ]
    assert letter.text.count("kades") == 1


def test_a_number_alone_is_no_label() -> None:
    rows = [["1.", "12", "35"], ["Toezicht"], ["2.", "8", "17"], ["Vervoer en"], ["opslag"], ["3. Onderhoud", "4", "5"]]
    page = PdfPage().lines(90, 80, PROSE).text(90, 140, "Uitgaven (bedragen x € 1 mln.)", size=8, font="F2")
    for number, row in enumerate([["Eigen bijdragen van derden", "2027", "2028"], *rows]):
        page.text(90, 150 + 9.5 * number, row[0], size=8)
        for right, words in zip([260, 310], row[1:], strict=False):
            ending(page, right, 150 + 9.5 * number, words)
    (found,) = tables_of(read(page.lines(90, 400, PROSE)))
    assert [row[0] for row in found[1:]] == ["1. Toezicht", "2. Vervoer en opslag", "3. Onderhoud"]
