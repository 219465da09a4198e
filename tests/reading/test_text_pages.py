"""Text made of a pdf: the margin of later pages within its sentences, footnotes at the foot of pages, missing pages."""

from __future__ import annotations

from kamerbrief.language.model import load_model
from kamerbrief.letter import BlockKind, Letter
from kamerbrief.pipeline import extract_letter
from kamerbrief.reading import read_bytes
from kamerbrief.reading.text_footnotes import without_footnotes

_HEAD = """> Retouradres Postbus 20199 2500 EZ Den Haag

Directoraat-Generaal
Aan de Voorzitter van de Tweede Kamer
Water en Kades
der Staten-Generaal
Directie Oevers
Postbus 20018 4 OVR
2500 EA DEN HAAG

Ons kenmerk
4471208

Datum 8 mei 2023
Onderwerp Reactie op het rapport over de kades

"""
_FIRST_PAGE = (
    """Hierbij bied ik uw Kamer het rapport over de kades aan. De commissie heeft een jaar
lang onderzoek gedaan naar het onderhoud van oude kades in steden en dorpen.
"""
    + "Daarbij is gekeken naar de staat van de muren, het gewicht van voertuigen en bomen\n" * 20
    + """in de binnenstad van de grotere gemeenten.

Pagina 1 van 3

"""
)
_SECOND_PAGE = """De commissie adviseert om de muren van de kades vaker te laten keuren door Directoraat-Generaal
Water en Kades
en daarbij ook te kijken naar de bomen die in de nabijheid van de
Directie Oevers
4 OVR
muren staan, omdat hun wortels de muren op den duur uit elkaar kunnen

duwen. Ik neem deze aanbeveling over en zal de keuringen laten beginnen in
Datum
8 mei 2023

de steden met de oudste muren.
Ons kenmerk
Vervolg
4471208
Ik informeer uw Kamer over de keuringen in het voorjaar van 2024 opnieuw.

Pagina 2 van 3
"""


_LINES = "De gemeenten leggen vast welke muren zij onderhouden en welke bomen daarbij horen.\n" * 40


def _read(text: str) -> Letter:
    return read_bytes(text.encode(), "brief.txt")


def _told(letter: Letter) -> list[str]:
    return [letter.text_of(block) for block in letter.blocks if block.kind is not BlockKind.LETTERHEAD]


def test_the_margin_of_a_later_page_is_none_of_its_sentences() -> None:
    letter = _read(_HEAD + _FIRST_PAGE + _SECOND_PAGE)
    assert (
        "De commissie adviseert om de muren van de kades vaker te laten keuren door en daarbij ook te kijken naar de"
        " bomen die in de nabijheid van de muren staan, omdat hun wortels de muren op den duur uit elkaar kunnen duwen."
        " Ik neem deze aanbeveling over en zal de keuringen laten beginnen in de steden met de oudste muren."
    ) in _told(letter)
    gone = {piece.text for piece in letter.furniture}
    assert {"Directoraat-Generaal", "4 OVR", "8 mei 2023", "4471208", "Ons kenmerk"} <= gone


def test_a_heading_beside_the_margin_stays() -> None:
    told = _told(_read(_HEAD + _FIRST_PAGE + _SECOND_PAGE))
    assert told[told.index("Vervolg") + 1].startswith("Ik informeer uw Kamer over de keuringen")


def test_the_head_of_a_table_that_two_pages_have_stays() -> None:
    margin, table = (
        "\nOns kenmerk\n4471208\n",
        "\nbedragen x € 1.000\nArt. Omschrijving Lasten\n1 Muren {}\n1 Bomen 30\n",
    )
    page = margin + table + "2 Trappen 154\n\n" + _LINES
    letter = _read(_HEAD + _FIRST_PAGE + page.format(164) + "\nPagina 2 van 3\n" + page.format(90))
    heads = [[cell.text for cell in table.cells[:3]] for table in letter.tables]
    assert heads == [["Art.", "Omschrijving", "Lasten"]] * 2
    assert {"Ons kenmerk", "4471208"} <= {piece.text for piece in letter.furniture}


def test_what_two_pages_have_right_beside_the_margin_is_the_margins() -> None:
    page = "\nOns kenmerk\n4471208\nAfdeling Bomen\n\n{} van de oevers gaat door in het najaar.\n" + _LINES
    letter = _read(_HEAD + _FIRST_PAGE + page.format("De aanleg") + "\nPagina 2 van 3\n" + page.format("Het herstel"))
    assert not any("Afdeling Bomen" in block for block in _told(letter))


def test_words_of_the_letterhead_far_from_a_margin_stay() -> None:
    text = _FIRST_PAGE.replace("Pagina 1", "Directie Oevers\n\nDatum\n\nPagina 1")
    told = _told(_read(_HEAD + text))
    assert any("Directie Oevers" in block for block in told)
    assert any("Datum" in block for block in told)


def test_blocks_name_the_lines_of_the_file_behind_a_margin() -> None:
    text = _HEAD + _FIRST_PAGE + _SECOND_PAGE
    letter = _read(text)
    block = next(block for block in letter.blocks if letter.text_of(block).startswith("Ik informeer"))
    number = next(at for at, line in enumerate(text.split("\n"), 1) if line.startswith("Ik informeer"))
    assert block.source == f"line {number}"


_NOTED = """Geachte Voorzitter,

Op verzoek van uw Kamer reageer ik op de adviezen van de raad over de kades. Ik ben de raad
erkentelijk voor het gedegen werk dat aan de adviezen ten grondslag ligt en deel het

1
 Kamerstukken II 2021/22, 27 625, nr. 900.
2
 Zie ook de brief over het onderhoud van
 bruggen en sluizen.

Pagina 1 van 4

{after}
"""


def test_a_footnote_at_the_foot_of_a_page_is_a_footnote() -> None:
    letter = _read(_NOTED.format(after="uitgangspunt dat de kades veilig moeten zijn voor wie erop woont of werkt."))
    notes = [letter.text_of(block) for block in letter.of_kind(BlockKind.FOOTNOTE)]
    assert notes == [
        "[1] Kamerstukken II 2021/22, 27 625, nr. 900.",
        "[2] Zie ook de brief over het onderhoud van bruggen en sluizen.",
    ]
    assert any("ligt en deel het uitgangspunt dat de kades veilig" in block for block in _told(letter))


def test_text_does_not_go_on_behind_a_missing_page() -> None:
    after = "uitgangspunt dat alle bruggen veilig zijn.\n\nPagina 3 van 4"
    assert not any("deel het uitgangspunt" in block for block in _told(_read(_NOTED.format(after=after))))


def test_text_does_not_go_on_where_the_count_of_pages_does_not() -> None:
    after = "uitgangspunt dat alle bruggen veilig zijn.\n\nPagina 1 van 4"
    assert not any("deel het uitgangspunt" in block for block in _told(_read(_NOTED.format(after=after))))


def test_a_count_of_pages_whose_signs_are_written_twice_is_none_of_the_text() -> None:
    text = _NOTED.replace("Pagina 1 van 4", "PPaaggiinnaa  11  vvaann  44  ")
    letter = _read(text.format(after="uitgangspunt dat alle bruggen veilig zijn."))
    assert any("ligt en deel het uitgangspunt dat alle" in block for block in _told(letter))
    assert "PPaaggiinnaa  11  vvaann  44" in {piece.text for piece in letter.furniture}


def test_a_number_within_the_text_above_the_count_of_pages_is_no_footnote() -> None:
    lines = ["De raad noemt er", "3", "van de vijf in zijn rapport.", "", "Pagina 1 van 2"]
    assert without_footnotes(lines, [4]) == (lines, {})


def _items(text: str) -> list[str]:
    letter = _read("Geachte Voorzitter,\n\n" + text)
    return [letter.content_of(block) for block in letter.of_kind(BlockKind.LIST_ITEM)]


def test_a_list_that_lost_its_bullets_is_a_list() -> None:
    text = """Aan de beheerders is gevraagd:
 muren van kades te keuren en de uitkomsten daarvan
te melden;
 bomen te snoeien die te dicht op de muren
staan;
 vrachtwagens te weren;
Een deel van hen heeft dat gedaan.
"""
    assert _items(text) == [
        "muren van kades te keuren en de uitkomsten daarvan te melden;",
        "bomen te snoeien die te dicht op de muren staan;",
        "vrachtwagens te weren;",
    ]


def test_a_sentence_with_a_semicolon_at_the_end_of_a_line_is_no_list() -> None:
    text = """De muren van de kades zijn in de meeste steden in goede staat, zo blijkt uit het onderzoek;
in enkele dorpen is dat anders, omdat daar minder geld voor het onderhoud is uitgetrokken dan
in de steden.
"""
    assert _items(text) == []


def test_a_bullet_of_a_font_of_signs_is_a_bullet() -> None:
    assert _items("De raad noemt:\n\uf0b7 de muren\n\uf0a7 de bomen\n") == ["de muren", "de bomen"]


_MARKED = """Ministerie van Financiën
Aan de Voorzitter van de Tweede Kamer der Staten-Generaal
Datum 7 oktober 2019
Betreft Sluizen en bruggen

Geachte voorzitter,

Voor de sluizen in het noorden van het land is in de afgelopen jaren een bedrag van
3
20 miljoen euro beschikbaar gesteld. Daarnaast is er voor de bruggen in het westen €
4
15 miljoen vrijgemaakt. De overige kosten van sluizen en bruggen bedragen samen ruim
5
100 duizend euro per jaar. De schippers kregen hierover bericht van hun vereniging en
6
van mij. Daarbij hoort een lijst van alle sluizen in het noorden, het westen en het oosten:
3
De sluizen in het noorden van het land, met de bruggen die daar nog moeten draaien.

3
Kamerstukken II 2018/19, 31 293, nr. 485.
4
Kamerstukken II 2018/19, 31 293, nr. 486.
5
Kamerstukken II 2018/19, 31 293, nr. 487.
Pagina 1 van 1
"""


def test_a_number_of_a_footnote_between_two_lines_is_its_mark_and_no_part_of_a_figure() -> None:
    extraction = extract_letter(read_bytes(_MARKED.encode(), "brief.txt"), load_model())
    assert [(amount.value, amount.precision) for amount in extraction.amounts] == [
        (20_000_000, "exact"),
        (15_000_000, "exact"),
        (100_000, "above"),
    ]
    assert "een bedrag van[3] 20 miljoen euro beschikbaar" in extraction.text
    # Behind a currency the mark waits for the next line; a footnote whose page is lost counts on.
    assert "€ 15 miljoen vrijgemaakt" in extraction.text
    assert "hun vereniging en[6] van mij" in extraction.text
    assert "oosten:\n3" in extraction.text or "oosten: 3" in extraction.text
    assert not extraction.warnings


def test_a_number_before_its_scale_is_no_mark() -> None:
    text = _MARKED.replace("20 miljoen euro beschikbaar", "miljoen euro beschikbaar")
    extraction = extract_letter(read_bytes(text.encode(), "brief.txt"), load_model())
    assert extraction.amounts[0].value == 3_000_000


def test_a_number_between_rows_of_a_table_is_no_mark() -> None:
    rows = "Uitgaven (relevant) 29.230 29.576 1.159 262 60.227"
    text = _MARKED.replace(
        "Voor de sluizen in", f"{rows}\n3\nMaatregelen 4.419 -2.012 480 -603 2.284\n\nVoor de sluizen in"
    )
    assert "60.227[3]" not in read_bytes(text.encode(), "brief.txt").text
