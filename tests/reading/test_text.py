"""Plain text: the converter's form, hard-wrapped text, one line a paragraph, encodings, hostile input."""

from __future__ import annotations

import time

import pytest

from kamerbrief.letter import BlockKind, Letter
from kamerbrief.reading import read_bytes
from tests.letters import told
from tests.reading.docx_parts import shown


def _read(text: str | bytes) -> Letter:
    return read_bytes(text if isinstance(text, bytes) else text.encode(), "brief.txt")


_VERLOOP = (
    "Het programma is in 2024 begonnen en kent volgens de evaluatie een goed verloop, met een bijdrage van \n"
    "€ 17 miljoen uit het Deltafonds.[footnoteRef:1] De uitvoering ligt bij de waterschappen.[footnoteRef:2] "
    "[1:  Zie de begroting [artikel 3] voor de opbouw. ] [2:  Kamerstuk 31 710. ] "
)
CONVERTED = """ [bookmark: OLE_LINK1]Geachte Voorzitter,

Hierbij informeer ik uw Kamer over het kustprogramma.

Eva de Voorbeeld
Minister van Infrastructuur en Waterstaat

Verloop van het programma
[bookmark: _Toc12]{verloop}


Tabel: Bijdragen per kustvak (mln euro)
\tKustvak
\tWaterschap
\tBijdrage

\tNoord
\t
\t7,5

\tTotaal\x20
\t
\t17

De evaluatie noemt als aandachtspunten:
· de lange doorlooptijd;
· het gebrek aan personeel.

1. [bookmark: a]Verkort de doorlooptijd van vergunningen
De evaluatie wijst op de lange duur.

1. Leid meer mensen op (bijvoorbeeld ingenieurs, etc.) en houd hen vast
Het kabinet neemt dit over.
""".replace("{verloop}", _VERLOOP)


def test_converted_form() -> None:
    assert [(kind, text) for kind, text in shown(_read(CONVERTED)) if kind != "cell"] == [
        ("paragraph", "Geachte Voorzitter,"),
        ("paragraph", "Hierbij informeer ik uw Kamer over het kustprogramma."),
        ("paragraph", "Eva de Voorbeeld\nMinister van Infrastructuur en Waterstaat"),
        ("heading", "Verloop van het programma"),
        (
            "paragraph",
            (
                "Het programma is in 2024 begonnen en kent volgens de evaluatie een goed verloop, met een bijdrage van "
                "€ 17 miljoen uit het Deltafonds.[1] De uitvoering ligt bij de waterschappen.[2]"
            ),
        ),
        ("caption", "Tabel: Bijdragen per kustvak (mln euro)"),
        ("paragraph", "De evaluatie noemt als aandachtspunten:"),
        ("list_item", "• de lange doorlooptijd;"),
        ("list_item", "• het gebrek aan personeel."),
        ("heading", "1. Verkort de doorlooptijd van vergunningen"),
        ("paragraph", "De evaluatie wijst op de lange duur."),
        ("heading", "2. Leid meer mensen op (bijvoorbeeld ingenieurs, etc.) en houd hen vast"),
        ("paragraph", "Het kabinet neemt dit over."),
        ("footnote", "[1] Zie de begroting [artikel 3] voor de opbouw."),
        ("footnote", "[2] Kamerstuk 31 710."),
    ]


def test_converted_table_has_empty_cells_and_its_caption() -> None:
    letter = _read(CONVERTED)
    (found,) = letter.tables
    assert [cell.text for cell in found.cells] == [
        "Kustvak", "Waterschap", "Bijdrage", "Noord", "", "7,5", "Totaal", "", "17",
    ]  # fmt: skip
    assert found.caption is not None
    assert letter.text_of(letter.block(found.caption)).startswith("Tabel: Bijdragen")


def test_marks_point_at_their_footnotes() -> None:
    letter = _read(CONVERTED)
    assert [(letter.text[m.start : m.end], letter.block(m.footnote).label) for m in letter.marks] == [
        ("[1]", "[1]"),
        ("[2]", "[2]"),
    ]


def test_items_without_numbers_of_their_own_are_counted_in_each_list() -> None:
    letter = _read("Eerst:\n1. een ding;\n1. nog een ding.\n\nDan volgt dit.\n\n1. weer een ding;\n1. het laatste.\n")
    assert [block.label for block in letter.of_kind(BlockKind.LIST_ITEM)] == ["1.", "2.", "1.", "2."]


def test_a_heading_that_stands_apart_is_above_those_on_their_text() -> None:
    letter = _read(
        "Voortgangsbrief\n\nAanleiding\nEr is een vraag gesteld.\n\nBijlage met reactie\n\nZie ook het rapport.\n"
    )
    levels = [(letter.text_of(block), block.level) for block in letter.of_kind(BlockKind.HEADING)]
    assert levels == [("Voortgangsbrief", 1), ("Aanleiding", 2), ("Bijlage met reactie", 1)]


def test_the_number_of_a_section_titles_it_and_a_figure_does_not() -> None:
    letter = _read(
        "4. Vervolg\n\nDit volgt.\n\n"
        "4.1 Inrichting van de adviesraad en het onderzoek dat daar de komende jaren bij hoort\n"
        "Ik vind het van belang dat de raad snel begint en dat hij met alle havens spreekt over wat er\n"
        "3.2 Miljoen schepen doen. Dat is veel.\n\n4.2 Tot slot\n\nHet kostte\n4.5 procent meer.\n"
    )
    found = [(block.label, block.level, letter.content_of(block)) for block in letter.of_kind(BlockKind.HEADING)]
    assert found == [
        ("4.", 3, "Vervolg"),
        ("4.1", 4, "Inrichting van de adviesraad en het onderzoek dat daar de komende jaren bij hoort"),
        ("4.2", 4, "Tot slot"),
    ]


def test_printed_numbers_are_kept_where_they_differ() -> None:
    letter = _read("1. een ding;\n2. nog een ding;\n4. het laatste.\n")
    assert [block.label for block in letter.blocks] == ["1.", "2.", "4."]


WRAPPED = """Ministerie van Financiën

Aan de Voorzitter van de Tweede Kamer
Postbus 20018
2500 EA DEN HAAG

Datum: 14 april 2025
Ons kenmerk\t2025-0000112233
Betreft\tVoortgang van het herstelprogramma kademuren en de
\tfinanciering daarvan

Geachte voorzitter,

Met deze brief informeer ik uw Kamer over het herstel van de kade-
muren in de binnensteden. Voor de jaren 2025 en 2026 is in totaal
€ 12,5 miljoen beschikbaar, waarvan € 4 miljoen uit de rijks- en
gemeentelijke begrotingen.

1. Stand van zaken
Het herstel ligt op schema. Ik verwacht dat de laatste kade, in
de haven, in 2027 gereed is en dat er bij de afronding nog een

Pagina 1 van 2

bedrag van € 1 miljoen resteert:
- voor onderzoek, waarvan een deel in
  volgende jaren
- voor toezicht

Hoogachtend,

de minister van Financiën,

E. de Voorbeeld
"""


def test_hard_wrapped_letter() -> None:
    letter = _read(WRAPPED)
    assert shown(letter) == [
        ("letterhead", "Ministerie van Financiën"),
        ("letterhead", "Aan de Voorzitter van de Tweede Kamer"),
        ("letterhead", "Postbus 20018"),
        ("letterhead", "2500 EA DEN HAAG"),
        ("letterhead", "Datum 14 april 2025"),
        ("letterhead", "Ons kenmerk 2025-0000112233"),
        ("letterhead", "Betreft Voortgang van het herstelprogramma kademuren en de financiering daarvan"),
        ("paragraph", "Geachte voorzitter,"),
        (
            "paragraph",
            (
                "Met deze brief informeer ik uw Kamer over het herstel van de kademuren in de binnensteden. Voor de "
                "jaren 2025 en 2026 is in totaal € 12,5 miljoen beschikbaar, waarvan € 4 miljoen uit de rijks- en "
                "gemeentelijke begrotingen."
            ),
        ),
        ("heading", "1. Stand van zaken"),
        (
            "paragraph",
            (
                "Het herstel ligt op schema. Ik verwacht dat de laatste kade, in de haven, in 2027 gereed is en dat er "
                "bij de afronding nog een bedrag van € 1 miljoen resteert:"
            ),
        ),
        ("list_item", "• voor onderzoek, waarvan een deel in volgende jaren"),
        ("list_item", "• voor toezicht"),
        ("paragraph", "Hoogachtend,"),
        ("paragraph", "de minister van Financiën,"),
        ("paragraph", "E. de Voorbeeld"),
    ]
    assert [part.text for part in letter.furniture] == ["Pagina 1 van 2"]
    fields = {block.field: letter.content_of(block) for block in letter.blocks if block.field}
    assert (fields["datum"], fields["ons kenmerk"]) == ("14 april 2025", "2025-0000112233")


def test_one_line_a_paragraph() -> None:
    first = "Het kabinet trekt dit jaar extra geld uit voor fietspaden " + "langs de grote wegen " * 4 + "in het land."
    second = "Daarvoor is € 5 miljoen beschikbaar."
    assert shown(_read(f"Fietspaden\n{first}\n{second}\n")) == [
        ("heading", "Fietspaden"),
        ("paragraph", first),
        ("paragraph", second),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "Post\t2025\t2026\nZorg\t1,0\t2,0\nSom\t1,0\t2,0\n",
        "Post      2025    2026\nZorg       1,0     2,0\nSom        1,0     2,0\n",
    ],
)
def test_tables_of_lines(rows: str) -> None:
    letter = _read(f"De bedragen staan hieronder.\n\n(x € 1 miljoen)\n{rows}Bron: begroting\n\nDaarmee sluit ik af.\n")
    (found,) = letter.tables
    assert (found.rows, found.columns) == (3, 3)
    assert found.caption is not None and letter.text_of(letter.block(found.caption)) == "(x € 1 miljoen)"
    assert [letter.text_of(letter.block(note)) for note in found.notes] == ["Bron: begroting"]


def test_a_header_may_begin_behind_an_empty_corner() -> None:
    rows = "             2025     2026\nZorg          1,0      2,0\nSom           1,0      2,0\n"
    letter = _read(f"De bedragen staan hieronder.\n\n(x € 1 miljoen)\n{rows}\nDaarmee sluit ik af.\n")
    (found,) = letter.tables
    assert (found.rows, found.columns) == (3, 3)
    assert [letter.text_of(cell) for cell in found.cells][:4] == ["", "2025", "2026", "Zorg"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_encodings(encoding: str) -> None:
    letter = _read("Voor coördinatie is € 5 miljoen – structureel.".encode(encoding))
    assert letter.text == "Voor coördinatie is € 5 miljoen – structureel." and not letter.warnings


def test_a_damaged_byte_does_not_cost_the_euro_signs() -> None:
    letter = _read("€ 1, € 2, € 3, € 4 en € 5 miljoen, één keer coördineren.".encode() + b"\xc3")
    assert letter.text.count("€") == 5 and letter.warnings


@pytest.mark.parametrize(
    ("broken", "text", "damaged"),
    [
        (b"\xed\xa0\x80", "", True),
        (b"\xed\xa0\xbd\xed\xb8\x80", "\U0001f600", False),
        (b"\xe2\x82", "", True),
        (b"\x93", "", True),
    ],
)
def test_one_odd_character_costs_no_other(broken: bytes, text: str, damaged: bool) -> None:
    letter = _read("De cafés krijgen € 12 miljoen, ".encode() + broken + " en de coöperaties € 3 miljoen.".encode())
    assert letter.text.replace("\ufffd", "") == f"De cafés krijgen € 12 miljoen, {text} en de coöperaties € 3 miljoen."
    assert told(letter) == ["some characters of the text are damaged and could not be read"] * damaged


def test_control_codes_of_the_windows_code_page_are_read() -> None:
    assert _read("Het kost \u0080 5 miljoen.").text == "Het kost € 5 miljoen."


@pytest.mark.parametrize(
    "text",
    [
        "[footnoteRef:1] " + "[1:  " * 40_000,
        "[footnoteRef:1]" * 10_000,
        "x\n" + "\t\n\n" * 60_000,
        "a   b\nc   d   e\n" * 12_000,
        "Een regel die midden in de zin ophoudt en dan doorgaat met van\n\n" * 3_000,
        "." * 100_000 + '"' * 100_000,
        "a" + " " * 200_000 + "b",
    ],
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    start = time.process_time()
    _read(text)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("text", ["[footnoteRef:1]", "[1:  los]", "1. ", "\t", "€", "- ", "[bookmark: ", "\u00ad"])
def test_odd_text_does_not_raise(text: str) -> None:
    assert isinstance(_read(f"Begin.\n{text}\n{text}"), Letter)


SIDE_BY_SIDE = """Geachte voorzitter,

Hierbij informeer ik uw Kamer over de veren in Zeeland en de kosten daarvan.

Hoogachtend,

{functions}


{names}

Bijlage: kaart
"""


@pytest.mark.parametrize(
    ("functions", "names"),
    [
        (
            (
                "de minister van Waterstaat,        de minister van Volkshuisvesting en\n"
                "                                   Ruimtelijke Ordening,"
            ),
            "mr. B. Madlaar                     M.C.G. Keijser",
        ),
        (
            "de minister van Waterstaat,\tde minister van Volkshuisvesting en\n\tRuimtelijke Ordening,",
            "mr. B. Madlaar\tM.C.G. Keijser",
        ),
    ],
)
def test_signatures_side_by_side_are_set_under_one_another(functions: str, names: str) -> None:
    letter = _read(SIDE_BY_SIDE.format(functions=functions, names=names))
    signed = letter.text[letter.text.index("de minister van Waterstaat") :]
    assert " ".join(signed.split()) == (
        "de minister van Waterstaat, mr. B. Madlaar de minister van Volkshuisvesting en Ruimtelijke Ordening, "
        "M.C.G. Keijser Bijlage: kaart"
    )


def test_signatures_that_do_not_begin_below_their_functions_are_set_under_these() -> None:
    functions = (
        "de minister van Waterstaat en               de minister van Volkshuisvesting en\n"
        "Bruggenbouw,               Ruimtelijke Ordening,"
    )
    letter = _read(SIDE_BY_SIDE.format(functions=functions, names="B. Madlaar             M.C.G. Keijser"))
    signed = letter.text[letter.text.index("de minister van Waterstaat") :]
    assert " ".join(signed.split()) == (
        "de minister van Waterstaat en Bruggenbouw, B. Madlaar "
        "de minister van Volkshuisvesting en Ruimtelijke Ordening, M.C.G. Keijser Bijlage: kaart"
    )


def test_names_over_functions_side_by_side() -> None:
    letter = _read(
        SIDE_BY_SIDE.format(functions="Ada Moor             Bo Vos\nMinister van X       Minister van Y", names="")
    )
    assert "Ada Moor\nMinister van X\nBo Vos\nMinister van Y" in letter.text.replace("\n\n", "\n")
