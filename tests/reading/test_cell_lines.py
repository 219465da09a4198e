"""Several lines in one cell: rows of their own, or kept apart within the cell."""

from __future__ import annotations

import pytest

from kamerbrief.letter import Word
from kamerbrief.reading.builder import Content
from kamerbrief.reading.cell_lines import LinedCell, lines_of, rows_of_lines

Shown = list[tuple[int, int, str, int]]


def cells_of(*rows: list[str]) -> list[LinedCell]:
    """A table of cells, their lines apart by a slash."""
    return [
        LinedCell(r, c, tuple(Content(line) for line in text.split("/")))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    ]


def shown(cells: list[LinedCell], header_rows: int = 0) -> Shown:
    return [(cell.row, cell.column, cell.content.text, cell.row_span) for cell in rows_of_lines(cells, header_rows)]


def test_lines_that_the_whole_row_has_are_rows() -> None:
    found = shown(cells_of(["Post", "2026"], ["Dijken/Kades", "1,0/2,0"], ["Totaal", "3,0"]))
    assert found == [
        (0, 0, "Post", 1), (0, 1, "2026", 1), (1, 0, "Dijken", 1), (1, 1, "1,0", 1),
        (2, 0, "Kades", 1), (2, 1, "2,0", 1), (3, 0, "Totaal", 1), (3, 1, "3,0", 1),
    ]  # fmt: skip


def test_empty_lines_keep_figures_beside_their_names() -> None:
    found = shown(cells_of(["Uitgaven:/Dijken/Kades", "/1,0/2,0", "/–/5"]))
    assert [text for _, column, text, _ in found if column == 1] == ["", "1,0", "2,0"]


def test_a_number_that_the_whole_row_shares_spans_the_new_rows() -> None:
    found = shown(cells_of(["12", "Dijken/Kades", "1,0/2,0"], ["13", "Sluizen", "4"]))
    assert found[0] == (0, 0, "12", 2)
    assert found[-1] == (2, 2, "4", 1)


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (["Dijken en kades", "30/5"], "30\n5"),
        (["Dijken/Kades", "30/5", "12"], "30\n5"),
        (["Dijken/Kades/Sluizen", "30/5"], "30\n5"),
        (["Dijken", "naar het/fonds"], "naar het fonds"),
        (["Jaartal", "202/6"], "202 6"),
    ],
)
def test_lines_that_make_no_rows_stay_in_their_cell(row: list[str], text: str) -> None:
    assert [content for _, column, content, _ in shown(cells_of(row)) if column == 1] == [text]


@pytest.mark.parametrize(
    "row", [["", "2025/(1)", "2026/(2)"], ["", "202/6", "202/7"], ["Post/naam", "2025/x", "2026/x"]]
)
def test_headers_are_not_divided(row: list[str]) -> None:
    assert {number for number, *_ in shown(cells_of(row, ["A", "1", "2"]))} == {0, 1}


def test_marked_headers_are_not_divided() -> None:
    assert len(shown(cells_of(["a/b", "1/2"]), header_rows=1)) == 2


def test_cells_that_span_a_divided_row_grow_with_it() -> None:
    cells = [
        LinedCell(0, 0, (Content("Uitgaven"),), row_span=2),
        LinedCell(0, 1, (Content("Dijken"), Content("Kades"))),
        LinedCell(0, 2, (Content("1"), Content("2"))),
        LinedCell(1, 1, (Content("Weg"),)),
        LinedCell(1, 2, (Content("4"),)),
    ]
    found = shown(cells)
    assert found[0] == (0, 0, "Uitgaven", 3)
    assert found[-1] == (2, 2, "4", 1)


def test_places_and_marks_go_along_with_their_line() -> None:
    content = Content("Dijken\nKades[1]", (Word(7, 12, 1, 0, 0, 9, 9),), ((12, 15, "n1"),))
    first, second = lines_of(content)
    assert (first.words, first.marks) == ((), ())
    assert (second.text, second.words[0].start, second.marks) == ("Kades[1]", 0, ((5, 8, "n1"),))
