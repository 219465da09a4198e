"""The tables of budget documents as they are printed, and the three forms of one table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamerbrief.contract import Amount, Period, Precision, Warning_
from kamerbrief.facts.money.amounts import find_amounts
from kamerbrief.language.analysis import analyse
from kamerbrief.letter import Letter
from kamerbrief.reading import read_bytes
from tests.letters import NLP, analysis_of
from tests.reading.docx_parts import cell, docx_of, par, row, table

Rows = list[list[str]]


def drawn(text: str) -> Rows:
    return [[part.strip() for part in line.split("|")] for line in text.strip("\n").split("\n")]


def amounts_of(text: str, caption: str = "", before: str = "") -> tuple[list[Amount], list[Warning_]]:
    parts: list[str | Rows] = [before, drawn(text)] if before else [drawn(text)]
    return find_amounts(analysis_of(*parts, caption=caption))


def years(amounts: Sequence[Amount]) -> list[tuple[int | None, int | None] | None]:
    return [(a.period.from_year, a.period.until_year) if a.period else None for a in amounts]


POLICY = """
Art. | | 2023 | 2024 | 2025 | 2026
 | Verplichtingen | 1.234.567 | 1.200.000 | 1.100.000 | 1.000.000
 | Uitgaven | 1.200.000 | 1.150.000 | 1.050.000 | 950.000
 | waarvan juridisch verplicht | | | 95% |
12.01 | Natuurbeheer | 800.000 | 750.000 | 650.000 | 600.000
 | Subsidies (regelingen) | | | |
 | Regeling heide | 800.000 | 750.000 | 650.000 | 600.000
12.02 | Waterbeheer | 400.000 | 400.000 | 400.000 | 350.000
 | Ontvangsten | 10 | – | 0 | 5
"""


def test_a_table_of_budgetary_consequences() -> None:
    amounts, warnings = amounts_of(POLICY, "Tabel 5 Budgettaire gevolgen van beleid artikel 12 (bedragen x € 1.000)")
    assert len(amounts) == 23
    assert warnings == []
    first, last = amounts[0], amounts[-1]
    assert (first.value, first.period) == (Decimal(1_234_567_000), Period(from_year=2023, until_year=2023))
    assert last.table is not None
    assert (last.value, last.table.row_header, last.table.column_header) == (Decimal(5000), "Ontvangsten", "2026")
    sections = {a.table.row_header: a.table.section for a in amounts if a.table}
    assert (sections["Regeling heide"], sections["Waterbeheer"]) == ("Subsidies (regelingen)", None)


def test_the_columns_of_a_supplementary_budget() -> None:
    amounts, _ = amounts_of(
        """
        | Vastgestelde begroting (incl. NvW/amendementen) (1) | Mutaties (2) | Stand (3)=(1)+(2) | Mutatie 2026 | 2027
        Verplichtingen | 100 | 20 | 120 | 5 | – 5
        Uitgaven | 90 | – 10 | 80 | 0 | 3
        """,
        "Tabel 2 Eerste suppletoire begroting (bedragen x € 1.000)",
    )
    assert [int(a.value or 0) // 1000 for a in amounts] == [100, 20, 120, 5, -5, 90, -10, 80, 0, 3]
    assert years(amounts)[3:5] == [(2026, 2026), (2027, 2027)]


def test_a_row_of_column_numbers_is_no_money() -> None:
    amounts, _ = amounts_of(
        " | Begroting | Mutatie | Stand\n | (1) | (2) | (3) = (1) + (2)\nDijken | 12,0 | 1,0 | 13,0", "(x € 1 mln)"
    )
    assert [a.evidence.text for a in amounts] == ["12,0", "1,0", "13,0"]


def test_a_series_with_marks_on_its_years_and_columns_without_years() -> None:
    amounts, _ = amounts_of(
        "Bedragen x € 1 mln | 2025* | 2026¹ | t-1 | 2027 e.v. | 2030 en verder | struc. | Totaal 2025-2030\n"
        "Dijken | 1 | 2² | 3 1) | 4[2] | 5* | 6 | 21"
    )
    assert years(amounts) == [(2025, 2025), (2026, 2026), None, (2027, None), (2030, None), None, (2025, 2030)]
    assert [int(a.value or 0) for a in amounts] == [n * 1_000_000 for n in (1, 2, 3, 4, 5, 6, 21)]
    assert (amounts[5].recurrence, amounts[6].total) == ("structural", True)


def test_columns_behind_the_last_year_go_on() -> None:
    amounts, _ = amounts_of("Post | 2026 | 2027 | e.v.\nDijken | 1 | 2 | 3", "(x € 1 mln)")
    assert years(amounts) == [(2026, 2026), (2027, 2027), (2028, None)]


@pytest.mark.parametrize(
    ("header", "period"),
    [
        ("Ontwerpbegroting 2024 (1)", (2024, 2024)),
        ("2026/2027", (2026, 2027)),
        ("2026–'28", (2026, 2028)),
        ("na 2030", (2031, None)),
        ("t/m 2029", (None, 2029)),
        ("Mutatie 2026 t.o.v. 2025", (2026, 2026)),
        ("Toename t.o.v. 2025", None),
        ("Budget prijspeil 2025", None),
    ],
)
def test_what_a_header_says_of_years(header: str, period: tuple[int | None, int | None] | None) -> None:
    amounts, _ = amounts_of(f"Post | {header} | Overig\nDijken | 4 | 5", "(x € 1 mln)")
    assert years(amounts)[0] == period


def test_years_over_the_whole_table_hold_where_no_header_names_any() -> None:
    amounts, _ = amounts_of("Personeel | 18.206\nMaterieel | 9.465", "Raming over 2019 (bedragen x € 1.000)")
    assert years(amounts) == [(2019, 2019), (2019, 2019)]
    dated, _ = amounts_of("Personeel | 18.206\nMaterieel | 9.465", "Stand per 1 mei 2019 (bedragen x € 1.000)")
    assert years(dated) == [None, None]


def test_a_column_decides_how_its_decimals_are_written() -> None:
    amounts, _ = amounts_of(
        "Post | 2026 | 2027\nDijken | -23.5 | 1,5\nKades | 1.250 | 1.250\nWeg | 10.25 | 2,25", "(x € 1 mln)"
    )
    values = [a.value for a in amounts]
    assert values[0::2] == [Decimal(-23_500_000), Decimal(1_250_000), Decimal(10_250_000)]
    assert values[1::2] == [Decimal(1_500_000), Decimal(1_250_000_000), Decimal(2_250_000)]


def test_ranges_and_limits_in_cells() -> None:
    amounts, _ = amounts_of(
        "Post | Raming\nDijken | 12 - 15\nKades | 3 à 4\nSluizen | < 2\nWegen | ± 6\nTunnels | max. 8\n"
        "Korting | -12 à -10",
        "(x € 1 mln)",
    )
    assert [(a.low, a.high) for a in amounts if a.value is None] == [
        (12_000_000, 15_000_000),
        (3_000_000, 4_000_000),
        (-12_000_000, -10_000_000),
    ]
    assert [a.precision for a in amounts[2:5]] == [Precision.BELOW, Precision.APPROXIMATE, Precision.AT_MOST]


@pytest.mark.parametrize("header", ["Zaaknummer", "Art.nr.", "Blz.", "Artikelonderdeel"])
def test_columns_of_numbers_are_no_money(header: str) -> None:
    amounts, _ = amounts_of(f"Post | {header} | 2026\nDijken | 12 | 3\nKades | 14 | 4", "(x € 1 mln)")
    assert [int(a.value or 0) for a in amounts if a.period] == [3_000_000, 4_000_000]
    assert len(amounts) == 2


@pytest.mark.parametrize("header", ["Inwoners per 1 januari 2022", "Leerlingen 2025", "Woningen (stand 1-1-2024)"])
def test_counts_of_a_day_are_no_money(header: str) -> None:
    amounts, _ = amounts_of(f"Gemeente | {header} | Uitkering\nZuiderzand | 109.896 | 2.145.338", "(bedragen in euro)")
    assert [a.evidence.text for a in amounts] == ["2.145.338"]


def test_all_words_before_the_figures_name_a_row_but_its_code() -> None:
    rows = "Nr. | Aan | Omschrijving | Bedrag\n1. | OCW | Boekenkasten in havens | 33\n2. | EZ | Walstroom | 40"
    amounts, _ = amounts_of(rows, "(x € 1.000)")
    assert [a.table.row_header for a in amounts if a.table] == ["OCW Boekenkasten in havens", "EZ Walstroom"]


def test_long_numbers_are_cases_and_rising_ones_pages() -> None:
    cases, _ = amounts_of("Project | Kenmerk beschikking | 2026\nA | 20260001234567 | 3", "(x € 1 mln)")
    assert [a.evidence.text for a in cases] == ["3"]
    contents = [f"{n} Bijdrage aan het onderwerp | {n * 3}" for n in range(1, 9)]
    assert amounts_of("\n".join(contents)) == ([], [])


def test_the_unit_of_a_title_that_short_lines_set_apart() -> None:
    rows = drawn("Uitgaven sluizen | 12 | 14\nOntvangsten havens | 3 | 4")
    amounts, warnings = find_amounts(analysis_of("Sluizen en havens (bedragen x € 1.000)", "Stand 2025", rows))
    assert [a.value for a in amounts] == [12_000, 14_000, 3_000, 4_000]
    assert [warning.code for warning in warnings] == ["unit_from_text"]
    counts = drawn("Sluizen | 12 | 14\nHavens | 3 | 4")
    assert find_amounts(analysis_of("Sluizen en havens (bedragen x € 1.000)", "Stand 2025", counts))[0] == []
    apart = find_amounts(analysis_of("De sluizen (bedragen x € 1.000)", "Zij staan hieronder in een tabel.", rows))
    assert [warning.code for warning in apart[1]] == ["table_without_unit"]


def test_a_percentage_in_a_label_leaves_its_row_money() -> None:
    amounts, _ = amounts_of("Post | 2027\nvolumegroei | 266\nw.v. groei (3,5%) | 133\nGroei (%) | 4", "(x € 1 mln)")
    assert [a.evidence.text for a in amounts] == ["266", "133"]
    assert amounts[1].part_of == amounts[0].id


def test_a_part_has_the_unit_of_its_whole() -> None:
    amounts, _ = amounts_of("Post | 2027\nUitgaven (x € 1 mln) | 266\nwaarvan beheer | 133")
    assert [a.value for a in amounts] == [266_000_000, 133_000_000]


UNITS = [
    ("Uitgaven, in miljarden euro, prijspeil 2025", 10**9),
    ("Uitgaven (bedragen in € 1.000)", 1000),
    ("Uitgaven (in hele euro's)", 1),
    ("Uitgaven (bedragen x € 1)", 1),
    ("Uitgaven, bedragen x € 1 miljoen, exclusief btw", 10**6),
]


@pytest.mark.parametrize(("caption", "factor"), UNITS)
def test_units_of_captions(caption: str, factor: int) -> None:
    amounts, warnings = amounts_of(" | 2025 | 2026\nRijk | 1.500 | 2", caption)
    assert [a.value for a in amounts] == [1500 * factor, 2 * factor]
    assert warnings == []


def test_a_unit_of_the_sentence_before_is_told() -> None:
    before = "De maatregelen lopen op. De bedragen in de tabel zijn in miljoenen euro's. Hieronder het overzicht."
    amounts, warnings = amounts_of("Post | 2026\nDijken | 3", "Tabel 2: Kosten van maatregelen", before)
    assert [a.value for a in amounts] == [3_000_000]
    assert [(w.code, w.evidence and w.evidence.text) for w in warnings] == [("unit_from_text", "miljoenen euro's")]


def test_a_sentence_that_only_speaks_of_millions_states_no_unit() -> None:
    amounts, warnings = amounts_of("Post | 2026\nDijken | 3", "Tabel 2: Kosten", "De dijken kosten miljoenen euro's.")
    assert amounts == []
    assert [w.code for w in warnings] == ["table_without_unit"]


def test_years_may_be_amounts_where_thousands_have_no_mark() -> None:
    amounts, _ = amounts_of("Post | 2025 | 2026\nBeheer | 2015 | 1998\nAanleg | 1500 | 900", "(x € 1.000)")
    assert [a.evidence.text for a in amounts] == ["2015", "1998", "1500", "900"]
    dated, _ = amounts_of("Post | Einddatum | 2026\nBeheer | 2015 | 1.998\nAanleg | 2016 | 900", "(x € 1.000)")
    assert [a.evidence.text for a in dated] == ["1.998", "900"]


# --- one table, three forms ------------------------------------------------------------------------------------------


def as_docx(rows: Rows, caption: str) -> Letter:
    body = par("Voor de uitgaven geldt het volgende overzicht.") + par(caption)
    return read_bytes(docx_of(body + table(*(row(*map(escape, cells)) for cells in rows))), "brief.docx")


def as_xml(rows: Rows, caption: str) -> Letter:
    head, *body = (
        "<row>" + "".join(f"<entry><al>{escape(c)}</al></entry>" for c in cells) + "</row>" for cells in rows
    )
    specs = "".join(f'<colspec colname="c{n}"/>' for n in range(len(rows[0])))
    text = (
        "<officiele-publicatie><kamerstuk><stuk><algemeen><vrije-tekst><tekst>"
        "<al>Voor de uitgaven geldt het volgende overzicht.</al>"
        f'<table><title>{escape(caption)}</title><tgroup cols="{len(rows[0])}">{specs}'
        f"<thead>{head}</thead><tbody>{''.join(body)}</tbody></tgroup></table>"
        "</tekst></vrije-tekst></algemeen></stuk></kamerstuk></officiele-publicatie>"
    )
    return read_bytes(text.encode(), "kst.xml")


def as_text(rows: Rows, caption: str) -> Letter:
    lines = [
        "Voor de uitgaven geldt het volgende overzicht.",
        "",
        caption,
        "",
        *("\t".join(cells) for cells in rows),
        "",
    ]
    return read_bytes("\n".join(lines).encode(), "brief.txt")


def facts(letter: Letter) -> list[tuple[object, ...]]:
    amounts, _ = find_amounts(analyse(letter, NLP))
    return [
        (a.evidence.text, a.value, a.low, a.high, a.precision, a.movement, a.total, a.period, bool(a.part_of))
        + ((a.table.row, a.table.column, a.table.row_header, a.table.column_header, a.table.section) if a.table else ())
        for a in amounts
    ]


FIGURES = st.one_of(
    st.integers(-400, 40_000).map(lambda n: f"{n:,}".replace(",", ".")),
    st.sampled_from(["–", "p.m.", "12 - 15", "< 2", "max. 8", "(750)", "100-", "0", "13 1)", "8¹", "7,5*", "ca. 6"]),
)
LABELS = st.sampled_from(
    ["Dijken", "Kades", "waarvan beheer", "w.v. aanleg", "Bijdrage gemeenten", "Korting subsidies", "Onderzoek"]
)
HEADERS = st.sampled_from(
    [["2025", "2026"], ["2025*", "2026"], ["Begroting 2025", "Mutatie"], ["2026", "2027 e.v."], ["Stand", "Struc."]]
)


@given(HEADERS, st.lists(st.tuples(LABELS, FIGURES, FIGURES), min_size=2, max_size=6))
@settings(max_examples=30, deadline=None)
def test_the_three_forms_of_a_table_give_the_same_amounts(header: list[str], body: list[tuple[str, str, str]]) -> None:
    rows = [["Post", *header], *map(list, body), ["Totaal", "1.000", "2.000"]]
    caption = "Tabel 1: Uitgaven (bedragen x € 1.000)"
    of_docx, of_xml, of_text = (facts(make(rows, caption)) for make in (as_docx, as_xml, as_text))
    assert of_docx == of_xml == of_text
    assert len(of_docx) >= 2


def test_lines_of_a_cell_are_rows_in_docx_and_xml() -> None:
    lines = [["Dijken", "w.v. kades", "Sluizen"], ["1.200", "300", "5"], ["1,5", "2,5", "–"]]
    broken = "<w:br/>".join
    texts = [
        cell("".join(par(line) for line in lines[0])),
        cell(f"<w:p><w:r>{broken(f'<w:t>{line}</w:t>' for line in lines[1])}</w:r></w:p>"),
        cell("".join(par(line) for line in lines[2])),
    ]
    header, total = row("Post", "2025", "2026", header=True), row("Totaal", "1.205", "4,0")
    docx = read_bytes(docx_of(par("Kosten (x € 1 mln)") + table(header, row(*texts), total)), "brief.docx")
    entries = "".join("<entry>" + "".join(f"<al>{line}</al>" for line in cell) + "</entry>" for cell in lines)
    xml = read_bytes(
        (
            "<kamerstuk><stuk><tekst><table><title>Kosten (x € 1 mln)</title><tgroup cols='3'><thead><row>"
            "<entry>Post</entry><entry>2025</entry><entry>2026</entry></row></thead><tbody>"
            f"<row>{entries}</row><row><entry>Totaal</entry><entry>1.205</entry><entry>4,0</entry></row>"
            "</tbody></tgroup></table></tekst></stuk></kamerstuk>"
        ).encode(),
        "kst.xml",
    )
    assert facts(docx) == facts(xml)
    assert [fact[0] for fact in facts(docx)] == ["1.200", "1,5", "300", "2,5", "5", "1.205", "4,0"]
    assert [fact[-5:-2] for fact in facts(docx)][2:4] == [(2, 1, "w.v. kades"), (2, 2, "w.v. kades")]


def test_lines_that_make_no_rows_stay_apart_and_are_told() -> None:
    figures = cell(par("30") + par("5"))
    rows = (row("Post", "2026", "2027", header=True), row("Water en kades", figures, "12"))
    letter = read_bytes(docx_of(par("Kosten (x € 1 mln)") + table(*rows)), "brief.docx")
    amounts, warnings = find_amounts(analyse(letter, NLP))
    assert [a.evidence.text for a in amounts] == ["30", "5", "12"]
    assert [w.code for w in warnings] == ["lines_in_cell"]


def test_nested_tables_keep_their_amounts() -> None:
    inner = table(row("2026", "€ 4 mln"), row("2027", "€ 5 mln"))
    outer = table(
        row("Onderdeel", "Bedragen"), row("Havens", cell(par("") + inner + par(""))), row("Bruggen", "€ 3 mln")
    )
    found = facts(read_bytes(docx_of(par("Verdeling van middelen") + outer), "brief.docx"))
    assert [fact[1] for fact in found] == [4_000_000, 5_000_000, 3_000_000]
    assert [fact[7] for fact in found[:2]] == [Period(from_year=y, until_year=y) for y in (2026, 2027)]


def test_deleted_cells_and_hidden_rows_do_not_count() -> None:
    rows = (
        row("Post", "2026", "2027"),
        row("Dijken", cell("10", '<w:cellDel w:id="1" w:author="a"/>'), "12"),
        row("Geheim", "7", "8", properties="<w:hidden/>"),
        row("Kades", "1", "2"),
    )
    found = facts(read_bytes(docx_of(par("Kosten (x € 1 mln)") + table(*rows)), "brief.docx"))
    assert [fact[0] for fact in found] == ["12", "1", "2"]
    assert found[0][7] == Period(from_year=2027, until_year=2027)
