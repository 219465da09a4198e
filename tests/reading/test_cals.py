"""CALS tables of official XML: spans by name, groups with headers of their own, feet before bodies."""

from __future__ import annotations

from lxml import etree

from kamerbrief.reading.builder import Content
from kamerbrief.reading.cals import CalsTable, cals_tables


def read(inside: str) -> list[CalsTable]:
    return cals_tables(etree.fromstring(f"<table>{inside}</table>"), lambda e: Content("".join(e.itertext())))


def shown(table: CalsTable) -> list[tuple[int, int, str, int, int]]:
    return [(c.row, c.column, "/".join(line.text for line in c.lines), c.row_span, c.column_span) for c in table.cells]


SPANS = """<tgroup cols="3"><colspec colname="naam" colnum="1"/><colspec colname="een"/><colspec colname="twee"/>
<spanspec spanname="beide" namest="een" nameend="twee"/>
<tfoot><row><entry>Totaal</entry><entry>3</entry><entry>7</entry></row></tfoot>
<thead><row><entry colname="naam" morerows="1"/><entry spanname="beide">Raming</entry></row>
<row><entry>2025</entry><entry>2026</entry></row></thead>
<tbody><row><entry namest="naam" nameend="twee">Uitgaven</entry></row>
<row><entry>A</entry><entry colname="twee">7</entry></row></tbody></tgroup>"""


def test_spans_are_read_by_name_and_the_foot_comes_last() -> None:
    (table,) = read(SPANS)
    assert table.header_rows == 2
    assert shown(table) == [
        (0, 0, "", 2, 1), (0, 1, "Raming", 1, 2), (1, 1, "2025", 1, 1), (1, 2, "2026", 1, 1),
        (2, 0, "Uitgaven", 1, 3), (3, 0, "A", 1, 1), (3, 2, "7", 1, 1),
        (4, 0, "Totaal", 1, 1), (4, 1, "3", 1, 1), (4, 2, "7", 1, 1),
    ]  # fmt: skip


def group(rows: str, head: str = "") -> str:
    specs = '<colspec colname="c1"/><colspec colname="c2"/>'
    return f"<tgroup cols='2'>{specs}{f'<thead>{head}</thead>' if head else ''}<tbody>{rows}</tbody></tgroup>"


def line(*texts: str) -> str:
    return "<row>" + "".join(f"<entry><al>{text}</al></entry>" for text in texts) + "</row>"


def test_a_group_with_a_header_is_a_grid_of_its_own() -> None:
    first, second = read(group(line("A", "1"), line("Post", "2025")) + group(line("B", "2"), line("Post", "2026")))
    assert (first.header_rows, second.header_rows) == (1, 1)
    assert [cell.lines[0].text for cell in second.cells] == ["Post", "2026", "B", "2"]


def test_a_group_without_a_header_goes_on() -> None:
    (table,) = read(group(line("A", "1"), line("Post", "2025")) + group(line("B", "2")))
    assert shown(table)[-1] == (2, 1, "2", 1, 1)


def test_paragraphs_and_items_of_an_entry_are_lines() -> None:
    (table,) = read(
        "<tgroup cols='2'><tbody><row><entry><al>Water</al><lijst><li><al>kades</al></li>"
        "<li><al>dijken</al></li></lijst></entry><entry><al>30</al><al>5</al></entry></row></tbody></tgroup>"
    )
    assert [text for _, _, text, _, _ in shown(table)] == ["Water/kades/dijken", "30/5"]


def test_spans_of_nonsense_are_kept_small() -> None:
    (table,) = read(
        "<tgroup cols='2'><colspec colname='a'/><colspec colname='b' colnum='9999'/><tbody>"
        "<row><entry namest='a' nameend='b' morerows='9999'>x</entry></row><row><entry>y</entry></row>"
        "</tbody></tgroup>"
    )
    assert (table.cells[0].row_span, table.cells[0].column_span) == (2, 64)
