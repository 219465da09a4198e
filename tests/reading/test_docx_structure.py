"""Blocks of a docx: headings, numbering, lists, tables, captions, letterhead and furniture."""

from __future__ import annotations

import pytest

from kamerbrief.letter import BlockKind, Letter
from tests.reading.docx_parts import cell, item, letter_of_docx, par, row, run, shown, table, text_box

_LABELLED = {BlockKind.HEADING, BlockKind.LIST_ITEM}


def _level(at: int, numbering: str, text: str, more: str = "") -> str:
    return f'<w:lvl w:ilvl="{at}"><w:numFmt w:val="{numbering}"/>{more}<w:lvlText w:val="{text}"/></w:lvl>'


def _numbering(*levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>') -> str:
    return f'<w:abstractNum w:abstractNumId="0">{"".join(levels)}</w:abstractNum>{lists}'


def _style(style_id: str, name: str, inside: str = "", based_on: str = "") -> str:
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="paragraph" w:styleId="{style_id}"><w:name w:val="{name}"/>{base}{inside}</w:style>'


def _labels(letter: Letter) -> list[str | None]:
    return [block.label for block in letter.blocks if block.kind in _LABELLED]


@pytest.mark.parametrize(
    ("style", "level"),
    [
        pytest.param(_style("S", "heading 2"), 2, id="English name"),
        pytest.param(_style("S", "Kop 3"), 3, id="Dutch name"),
        pytest.param(_style("S", "Eigen", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'), 1, id="outline level"),
        pytest.param(_style("B", "heading 1") + _style("S", "Hoofdstuk", based_on="B"), 1, id="based on a heading"),
        pytest.param(_style("S", "S", based_on="T") + _style("T", "T", based_on="S"), None, id="based on itself"),
        pytest.param(_style("S", "Platte tekst"), None, id="body text"),
    ],
)
def test_heading_level_from_style(style: str, level: int | None) -> None:
    letter = letter_of_docx(par("Financiële gevolgen", '<w:pStyle w:val="S"/>') + par("Tekst."), styles=style)
    block = letter.blocks[0]
    assert (block.kind is BlockKind.HEADING, block.level) == (level is not None, level)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("Financiële gevolgen", True),
        ("Vraag 12", True),
        ("Waarom een nieuwe regeling?", True),
        ("Dit is een vet gezette zin.", False),
        ("De minister van Financiën", False),
        ("Kunt u toelichten waarom de regeling voor de binnenvaart pas volgend jaar wordt opengesteld?", False),
    ],
)
def test_bold_lines_as_headings(text: str, heading: bool) -> None:
    letter = letter_of_docx(par(run(text, "<w:b/>")) + par("Hierop ga ik in."))
    assert (letter.blocks[0].kind is BlockKind.HEADING) is heading


def test_numbers_as_word_shows_them() -> None:
    numbering = _numbering(
        _level(0, "decimal", "%1."), _level(1, "lowerLetter", "%2)"), _level(2, "upperRoman", "%1.%2.%3")
    )
    body = "".join(
        item(text, 1, level) for text, level in [("a", 0), ("b", 1), ("c", 1), ("d", 2), ("e", 0), ("f", 1), ("g", 2)]
    )
    assert _labels(letter_of_docx(body, numbering=numbering)) == ["1.", "a)", "b)", "1.b.I", "2.", "a)", "2.a.I"]


def test_a_number_runs_on_over_other_text_and_restarts_in_a_new_list() -> None:
    lists = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/>'
        "</w:lvlOverride></w:num>"
    )
    numbering = _numbering(_level(0, "decimal", "Aanbeveling %1:"), lists=lists)
    body = item("een", 1) + par("Tussentekst.") + item("twee", 1) + item("drie", 2) + item("vijf", 3) + item("zes", 3)
    assert _labels(letter_of_docx(body, numbering=numbering)) == [
        f"Aanbeveling {n}:" for n in (1, 2, 3, 5, 6)
    ]  # fmt: skip


def test_an_empty_numbered_paragraph_counts_and_a_deleted_one_does_not() -> None:
    number = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    deleted = par(
        "<w:del w:id='1'><w:r><w:delText>weg</w:delText></w:r></w:del>", f"{number}<w:rPr><w:del w:id='2'/></w:rPr>"
    )
    body = item("een", 1) + deleted + item("twee", 1) + par("", number) + item("vier", 1)
    assert _labels(letter_of_docx(body, numbering=_numbering(_level(0, "decimal", "%1.")))) == ["1.", "2.", "4."]


def test_numbering_by_style() -> None:
    styles = _style("K1", "heading 1", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    styles += _style("K2", "heading 2", '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    numbering = _numbering(
        _level(0, "decimal", "%1", '<w:pStyle w:val="K1"/>'), _level(1, "decimal", "%1.%2", '<w:pStyle w:val="K2"/>')
    )
    body = "".join(par(t, f'<w:pStyle w:val="{s}"/>') for t, s in [("A", "K1"), ("B", "K2"), ("C", "K1"), ("D", "K2")])
    letter = letter_of_docx(body, styles=styles, numbering=numbering)
    assert [letter.text_of(block) for block in letter.blocks] == ["1 A", "1.1 B", "2 C", "2.1 D"]


def test_bullets_and_typed_labels() -> None:
    body = item("punt een", 1) + par("• punt twee") + par("2) punt drie") + par("- punt vier")
    letter = letter_of_docx(body, numbering=_numbering(_level(0, "bullet", "\uf0b7")))
    assert shown(letter) == [
        ("list_item", "• punt een"),
        ("list_item", "• punt twee"),
        ("list_item", "2) punt drie"),
        ("list_item", "• punt vier"),
    ]
    assert letter.content_of(letter.blocks[2]) == "punt drie"


def test_odd_numbering_values_do_not_raise() -> None:
    numbering = _numbering('<w:lvl w:ilvl="x"><w:start w:val="-"/><w:lvlText w:val="%1%9."/></w:lvl>')
    body = par("tekst", '<w:numPr><w:ilvl w:val="abc"/><w:numId w:val="1"/></w:numPr>') + item("meer", 77)
    assert letter_of_docx(body, numbering=numbering).text == "11. tekst\nmeer"


def test_table_with_merged_cells_and_header() -> None:
    body = table(
        row(cell("Post", '<w:vMerge w:val="restart"/>'), cell("Jaar", '<w:gridSpan w:val="2"/>'), header=True),
        row(cell("", "<w:vMerge/>"), "2025", "2026", header=True),
        row("Zorg", "1,0", "2,0"),
        row("Vervallen", "9,0", "9,0", properties="<w:del w:id='1'/>"),
        row("Totaal", "1,0", "2,0"),
    )
    found = letter_of_docx(body).tables[0]
    assert (found.rows, found.columns, found.header_rows) == (4, 3, 2)
    places = {text: (c.row, c.column, c.row_span, c.column_span) for c in found.cells if (text := c.text)}
    assert (places["Post"], places["Jaar"], places["Totaal"]) == ((0, 0, 2, 1), (0, 1, 1, 2), (3, 0, 1, 1))
    assert "Vervallen" not in places


def test_nested_table_stays_in_its_cell_among_figures() -> None:
    nested = cell(par("bestaat uit") + table(row("a", "b"), row("c", "d")) + par(""))
    body = table(
        row("Post", "2025", "2026"), row(nested, "1,0", "2,0"), row("Zorg", "3,0", "4,0"), row("Som", "4,0", "6,0")
    )
    letter = letter_of_docx(body)
    first = letter.tables[0].at(1, 0)
    assert len(letter.tables) == 1 and first is not None and first.text == "bestaat uit a b c d"


def test_layout_table_becomes_text() -> None:
    letter = letter_of_docx(table(row(cell(par("Eerste alinea.") + par("Tweede alinea.")))))
    assert shown(letter) == [("paragraph", "Eerste alinea."), ("paragraph", "Tweede alinea.")] and not letter.tables


def test_a_table_of_long_answers_under_a_header_stays_a_table() -> None:
    long = "Het kabinet werkt dit uit in overleg met de betrokken gemeenten en provincies. " * 7
    letter = letter_of_docx(table(row("Aanbeveling", "Reactie"), row("Geef richting", long), row("Meet meer", long)))
    assert len(letter.tables) == 1


LONG = (
    "Wijziging van de begroting van het Ministerie van Natuur, Wonen, Water, Landbouw, Energie en Wegen en de fondsen "
    "voor het jaar 2027 (bedragen x € 1.000)"
)


@pytest.mark.parametrize(
    ("above", "below", "caption", "notes"),
    [
        (["Tabel 1: Uitgaven"], [], "Tabel 1: Uitgaven", []),
        (["Tabel 1: Uitgaven", "(bedragen x € 1 mln.)"], [], "Tabel 1: Uitgaven", ["(bedragen x € 1 mln.)"]),
        (["(x € 1.000)"], ["Bron: begroting."], "(x € 1.000)", ["Bron: begroting."]),
        (["Hieronder de bedragen."], ["Tabel 2: Uitgaven", "* raming"], "Tabel 2: Uitgaven", ["* raming"]),
        (["Tabel 1 laat zien hoe het geld is verdeeld over de posten."], [], None, []),
        (["Tabel 9: Andere tabel", "Een alinea ertussen."], [], None, []),
        ([LONG], [], LONG, []),
        ([f"Wij zenden u dit. {LONG}"], [], None, []),
    ],
)
def test_captions_and_notes(above: list[str], below: list[str], caption: str | None, notes: list[str]) -> None:
    grid = table(row("Post", "2025"), row("Zorg", "1,0"), row("Jeugd", "2,0"))
    letter = letter_of_docx("".join(map(par, above)) + par("") + grid + "".join(map(par, below)) + par("Slot."))
    found = letter.tables[0]
    assert (letter.text_of(letter.block(found.caption)) if found.caption else None) == caption
    assert [letter.text_of(letter.block(note)) for note in found.notes] == notes


def test_letterhead_in_a_text_box_of_the_first_header() -> None:
    box = par(run("") + text_box(par("Ministerie van Financiën") + par("Ons kenmerk") + par("2025-0001") + par("")))
    letter = letter_of_docx(
        par("Geachte voorzitter,"),
        headers={"first": box, "default": par("Ministerie van Financiën") + par("Pagina 2")},
        section="<w:titlePg/>",
    )
    fields = {block.field: letter.content_of(block) for block in letter.of_kind(BlockKind.LETTERHEAD)}
    assert fields == {"": "Ministerie van Financiën", "ons kenmerk": "2025-0001"}
    assert [part.text for part in letter.furniture] == ["Ministerie van Financiën", "Pagina 2"]
    assert letter.text.count("2025-0001") == 1


def test_letterhead_at_the_top_of_the_body() -> None:
    body = (
        par("> Retouradres Postbus 1 2500 AA Den Haag")
        + par("Aan de Voorzitter van de Tweede Kamer")
        + table(row("Datum", "3 maart 2025"), row("Betreft", "Voortgang van het kustprogramma"))
        + par("Contactpersoon")
        + par("T 070 123 45 67")
        + par("")
        + par("Kenmerk<w:tab/>DGKUST / 12".replace("<w:tab/>", "\t"))
        + par("Bij beantwoording de datum en ons kenmerk vermelden.")
        + par("Geachte voorzitter,")
        + par("Datum en plaats volgen later.")
    )
    letter = letter_of_docx(body)
    fields = [(block.field, letter.content_of(block)) for block in letter.of_kind(BlockKind.LETTERHEAD)]
    assert ("datum", "3 maart 2025") in fields
    assert ("betreft", "Voortgang van het kustprogramma") in fields
    assert ("t", "070 123 45 67") in fields
    assert "contactpersoon" not in dict(fields)
    assert shown(letter)[-2:] == [("paragraph", "Geachte voorzitter,"), ("paragraph", "Datum en plaats volgen later.")]


def test_no_letterhead_without_a_label() -> None:
    letter = letter_of_docx(par("Voortgangsrapportage") + par("Geachte voorzitter,") + par("De stand is als volgt."))
    assert not list(letter.of_kind(BlockKind.LETTERHEAD))


@pytest.mark.parametrize("heads", [("Datum", "Onderwerp"), ("M", "F"), ("Nummer", "Dossier")])
def test_a_table_with_labels_in_its_header_is_no_letterhead(heads: tuple[str, str]) -> None:
    letter = letter_of_docx(table(row(*heads), row("3 maart 2025", "Overleg"), row("4 april 2025", "Debat")))
    assert len(letter.tables) == 1


def test_content_controls_around_blocks() -> None:
    inside = par("In het veld.") + table(row("a", "1"), row("b", "2"))
    letter = letter_of_docx(f"<w:sdt><w:sdtPr/><w:sdtContent>{inside}</w:sdtContent></w:sdt>")
    assert letter.blocks[0].kind is BlockKind.PARAGRAPH and len(letter.tables) == 1


def tabbed(*cells: str) -> str:
    return par("<w:r><w:tab/></w:r>".join(run(cell) if cell else "" for cell in cells))


def cells_of(letter: Letter) -> list[list[str]]:
    return [[cell.text for cell in table.cells] for table in letter.tables]


def test_paragraphs_with_figures_behind_tabs_are_a_table() -> None:
    rows = [("", "2025", "2026"), ("Natuur", "1.250", "2.300"), ("Beheer", "–", "905"), ("Totaal", "1.250", "3.205")]
    caption = par(run("Beschikbare middelen (in duizenden euro's)"))
    letter = letter_of_docx(caption + "".join(tabbed(*row) for row in rows) + par(run("De Kamer is geïnformeerd.")))
    assert cells_of(letter) == [[text for row in rows for text in row]]
    assert letter.tables[0].caption is not None
    assert letter.warnings == ()


def test_bars_and_more_columns_of_words_stand_in_a_table_of_tabs() -> None:
    rows = [
        ("Nr.", "Aan", "31-12-2025", "31-12-2026"),
        ("Baten",),
        ("1.", "Provincies", "1.204,20", "1.388,00"),
        ("2.", "Gemeenten", "75,00", "75,00"),
        ("Lasten",),
        ("3.", "Waterschappen", "318,75", "402,36"),
        ("", "Saldo", "960,45", "1.060,64"),
    ]
    letter = letter_of_docx("".join([par("De bedragen staan hieronder."), *(tabbed(*row) for row in rows)]))
    (found,) = letter.tables
    assert (found.rows, found.header_rows) == (7, 1)
    assert [[c.text for c in found.cells if c.row == n] for n in (0, 1, 3)] == [list(rows[n]) for n in (0, 1, 3)]


def test_tabs_set_twice_make_no_empty_cells() -> None:
    rows = [("Wegen", "", "12,5"), ("Water en bodem", "7,5"), ("Spoor", "", "", "20,0")]
    letter = letter_of_docx("".join(tabbed(*row) for row in rows))
    assert cells_of(letter) == [["Wegen", "12,5", "Water en bodem", "7,5", "Spoor", "20,0"]]


@pytest.mark.parametrize(
    "rows",
    [
        [("Inleiding", "3"), ("Stand van zaken", "5"), ("Vervolg", "12")],
        [("Datum", "12 juni 2025"), ("Ons kenmerk", "5501234"), ("Telefoon", "070-1234567")],
        [("1.", "Inleiding"), ("2.", "Stand"), ("3.", "Vervolg")],
        [("Wegen", "1.250", "2.300"), ("Water", "905")],
    ],
    ids=["contents", "letterhead", "headings", "too few"],
)
def test_other_tabs_are_no_table(rows: list[tuple[str, ...]]) -> None:
    letter = letter_of_docx(par(run("Geachte voorzitter,")) + "".join(tabbed(*row) for row in rows))
    assert letter.tables == ()
