"""Which rows and columns of a table are headers, and what heads each cell."""

from __future__ import annotations

import pytest

from kamerbrief.facts.money.tables.grid import Grid
from kamerbrief.letter import BlockKind
from kamerbrief.reading.builder import CellContent, Content, LetterBuilder
from tests.letters import SOURCE


def grid_of(drawn: str, header_rows: int = 0) -> Grid:
    """A table drawn with a line a row and a bar between cells; ``>`` merges with the cell to the left, ``^`` above."""
    rows = [[cell.strip() for cell in line.split("|")] for line in drawn.strip("\n").split("\n")]
    places: dict[tuple[int, int], list[int]] = {}
    cells: list[tuple[list[int], str]] = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in (">", "^"):
                cell = places[r, c - 1] if text == ">" else places[r - 1, c]
                cell[2], cell[3] = max(cell[2], r - cell[0] + 1), max(cell[3], c - cell[1] + 1)
            else:
                cell = [r, c, 1, 1]
                cells.append((cell, text))
            places[r, c] = cell
    builder = LetterBuilder()
    builder.block(BlockKind.PARAGRAPH, Content("De reeks staat hieronder."))
    builder.table(
        [CellContent(r, c, Content(text), tall, wide) for (r, c, tall, wide), text in cells], header_rows=header_rows
    )
    return Grid(builder.build(SOURCE).tables[0])


def headers(grid: Grid) -> list[str]:
    return [grid.column_header(column, grid.table.rows - 1) for column in range(1, grid.table.columns)]


ONE_HEADER = [
    ("Maatregel | Budget\nDijken | € 2 mln\nKades | € 3 mln", ["Budget"]),
    ("Maatregel | Raming\nDijken | 12 - 15\nKades | max. 8", ["Raming"]),
    ("Maatregel | Budget\nDijken | p.m.\nKades | € 3 mln", ["Budget"]),
    (" | 2025* | 2026¹\nDijken | 12,0 | 13", ["2025*", "2026¹"]),
    ("Jaartal | 202 6 | 202 7\nDijken | 12,0 | 13", ["2026", "2027"]),
    ("Post | t-1 | 2027 e.v. | Struc.\nDijken | 1 | 2 | 3", ["t-1", "2027 e.v.", "Struc."]),
    ("Groei | 0,5% | 1%\nUitgaven | 5 | 6", ["0,5%", "1%"]),
    ("Variant | 1 | 2 | 3\nKosten | 5 | 6 | 7", ["1", "2", "3"]),
    ("Maatregel | Status | Budget\nDijken | loopt | volgt\nKades | klaar | € 5 mln", ["Status", "Budget"]),
]


@pytest.mark.parametrize(("drawn", "found"), ONE_HEADER)
def test_a_header_is_at_most_what_holds_no_figures(drawn: str, found: list[str]) -> None:
    grid = grid_of(drawn)
    assert (grid.header_rows, headers(grid)) == (1, found)


TWO_HEADERS = [
    (" | Realisatie | Raming | >\nPost | 2024 | 2025 | 2026\nA | 1 | 2 | 3",
     ["Realisatie 2024", "Raming 2025", "Raming 2026"]),
    (" | 2025 | > | 2026 | >\n | Uitgaven | Inkomsten | Uitgaven | Inkomsten\nA | 1 | 2 | 3 | 4",
     ["2025 Uitgaven", "2025 Inkomsten", "2026 Uitgaven", "2026 Inkomsten"]),
    (" | 2025 | | 2026 | \n | Uitgaven | Inkomsten | Uitgaven | Inkomsten\nA | 1 | 2 | 3 | 4",
     ["2025 Uitgaven", "2025 Inkomsten", "2026 Uitgaven", "2026 Inkomsten"]),
    (" | Begroting | Mutatie | Stand\n | (1) | (2) | (3)=(1)+(2)\nA | 1 | 2 | 3", ["Begroting", "Mutatie", "Stand"]),
    (" | Begroting | Mutatie | Stand\n | A | B | C=A+B\nA | 1 | 2 | 3", ["Begroting", "Mutatie", "Stand"]),
    ("(x € 1 mln) | 1 | 2 | 3=1+2\nPost | Begroting | Mutatie | Stand\nA | 1 | 2 | 3",
     ["Begroting", "Mutatie", "Stand"]),
    (" | Begroting | Mutatie | Stand | Mutatie\n | (1) | (2) | (3)=(1)+(2) | 2026\nA | 1 | 2 | 3 | 4",
     ["Begroting (1)", "Mutatie (2)", "Stand (3)=(1)+(2)", "Mutatie 2026"]),
    ("Uitgaven (x € 1.000) | > | >\n | 2025 | 2026\nA | 1 | 2", ["2025", "2026"]),
]  # fmt: skip


@pytest.mark.parametrize(("drawn", "found"), TWO_HEADERS)
def test_headers_may_stand_in_two_rows(drawn: str, found: list[str]) -> None:
    grid = grid_of(drawn)
    assert (grid.header_rows, headers(grid)) == (2, found)


def test_column_numbers_below_figures_may_be_figures() -> None:
    grid = grid_of(" | Begroting | Mutatie | Stand\nA | 5 | 6 | 11\n | 1 | 2 | 3\n")
    assert [cell.text for cell in grid.body() if cell.row == 2] == ["", "1", "2", "3"]


@pytest.mark.parametrize("marked", [0, 1, 2])
def test_a_section_under_the_header_belongs_to_the_rows_below_it(marked: int) -> None:
    drawn = (
        " | 2025 | 2026\nUitgaven | > | >\nBeheer | 4 | 5\nTotaal uitgaven | 4 | 5\nOntvangsten | > | >\n"
        "Leges | 1 | 2\nTotaal ontvangsten | 1 | 2\nSaldo | 3 | 3"
    )
    grid = grid_of(drawn, marked)
    assert headers(grid) == ["2025", "2026"]
    assert grid.sections[2:] == ["Uitgaven", "Uitgaven", "Ontvangsten", "Ontvangsten", "Ontvangsten", ""]


def test_a_first_row_of_figures_is_data_however_it_is_marked() -> None:
    grid = grid_of("Dijken | 12 | 13\nKades | 5 | 6", header_rows=1)
    assert grid.header_rows == 0
    assert len(list(grid.body())) == 6


def test_years_within_a_table_head_what_stands_below_them() -> None:
    grid = grid_of("Uitgaven | 2025 | 2026\nA | 1 | 2\nOntvangsten | 2026 | 2027\nB | 3 | 4")
    assert [grid.column_header(1, row) for row in (1, 3)] == ["2025", "2026"]
    assert grid.sections[3] == "Ontvangsten"
    assert "2027" not in [cell.text for cell in grid.body()]


def test_figures_like_years_head_nothing() -> None:
    grid = grid_of("Post | 2025 | 2026\nBeheer | 2015 | 1998\nAanleg | 1500 | 900")
    assert (grid.header_rows, headers(grid)) == (1, ["2025", "2026"])


def test_labels_stand_in_the_columns_before_the_figures() -> None:
    grid = grid_of(
        "Hfst | Art. | Omschrijving | 2025\nVIII | 12 | Natuur | 4\nVIII | 13 | Bos | 5\n | | Totaal | 9", header_rows=1
    )
    assert grid.header_columns == 3
    assert [grid.row_header(row) for row in (1, 2, 3)] == ["Natuur", "Bos", "Totaal"]


def test_a_label_over_several_rows_is_not_the_name_of_each() -> None:
    grid = grid_of("Soort | Post | 2025\nUitgaven | Beheer | 4\n^ | Aanleg | 6")
    assert [grid.row_header(row) for row in (1, 2)] == ["Beheer", "Aanleg"]


def test_a_table_may_begin_with_the_amounts() -> None:
    grid = grid_of("Bedrag (x € 1 mln) | Maatregel\n5 | Dijken\n6 | Kades")
    assert (grid.header_columns, grid.row_header(1)) == (0, "Dijken")


def test_row_numbers_before_the_labels_are_no_amounts() -> None:
    grid = grid_of("Bedragen x € 1 mln | | 2026\n1 | stand begroting | 30\n2 | mutatie | 4")
    assert (grid.header_columns, grid.row_header(1)) == (2, "stand begroting")


def test_a_column_beside_its_currency_signs_has_their_header() -> None:
    grid = grid_of("Post | 2025 | | 2026 |\nA | € | 5 | € | 6\nB | € | 7 | € | 8")
    assert [grid.column_header(column) for column in (2, 4)] == ["2025", "2026"]


def test_parts_belong_to_the_row_above_at_the_outer_level() -> None:
    grid = grid_of(
        "Post | 2026\nPersoneel | 10\n- waarvan eigen | 8\n-- waarvan inhuur | 2\n- waarvan extern | 2\n"
        "Materieel | 5\nw.v. | \n- huur | 3\n- ict | 2\nTotaal | 15"
    )
    assert grid.wholes == {2: 1, 3: 2, 4: 1, 7: 5, 8: 5}
    assert set(grid.sections) == {""}


def test_a_row_of_words_about_one_thing_is_no_heading() -> None:
    grid = grid_of("Maatregel | Toelichting | Budget\nDijken | hoger | \nKades | breder | € 5 mln")
    assert grid.sections[2] == ""
