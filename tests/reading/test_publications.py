"""Official publications of every kind: nothing of their text is lost, and their head says what they are."""

from __future__ import annotations

import datetime

import pytest

from kamerbrief.contract import Extraction
from kamerbrief.errors import ReadError
from kamerbrief.language.model import load_model
from kamerbrief.letter import BlockKind, Letter
from kamerbrief.pipeline import extract_letter
from kamerbrief.reading import read_bytes
from kamerbrief.reading.publication_head import dossier_number
from tests.reading.docx_parts import shown
from tests.reading.publications import (
    AANHANGSEL,
    AMENDEMENT,
    BIJLAGE,
    HANDELINGEN,
    KAMERWRK,
    STAATSCOURANT,
    TWO_DOSSIERS,
    kamerstuk,
    publication,
)


def _read(xml: str, name: str = "stuk.xml", encoding: str = "utf-8") -> Letter:
    return read_bytes(xml.encode(encoding), name)


def _facts(xml: str) -> Extraction:
    return extract_letter(_read(xml), load_model())


def _body(xml: str) -> list[tuple[str, str]]:
    return [block for block in shown(_read(kamerstuk(xml))) if block[0] != "letterhead"]


# -- kinds -----------------------------------------------------------------------------------------------------------


def test_questions_and_answers_are_read_with_their_numbers() -> None:
    lines = _read(AANHANGSEL).text.split("\n")
    assert lines[1].startswith("Vragen van het lid Veldhorst (ABC) aan de Minister van Infrastructuur en Waterstaat")
    assert lines[3:8] == [
        "Vraag 1",
        "Klopt het dat twaalf sluizen later worden gerenoveerd?[1]",
        "Antwoord 1",
        "Ja. Het uitstel scheelt € 35 miljoen in 2026.",
        "Ik stuur uw Kamer voor 1 maart 2026 een nieuwe planning.",
    ]
    assert lines[-5:] == [
        "Antwoord 2 en 3",
        "• De Krabbersluis;",
        "• de sluis bij Eefde.",
        "Toelichting: deze vragen vullen eerdere vragen aan.",
        "[1] Weekblad Schuttevaer, 1 november 2025.",
    ]


def test_questions_with_bare_numbers_are_named() -> None:
    xml = AANHANGSEL.replace("<nr>Vraag 1</nr>", "<nr>1</nr>").replace("<nr>Antwoord 1</nr>", "<nr>1.</nr>")
    lines = _read(xml).text.split("\n")
    assert "Vraag 1" in lines and "Antwoord 1." in lines


def test_answers_are_dated_by_the_day_they_came_in() -> None:
    letter = _facts(AANHANGSEL).letter
    assert letter.id == "ah-tk-20252026-412"
    assert letter.subject == "het uitstel van sluisrenovaties"
    assert letter.date == datetime.date(2025, 11, 24)
    assert letter.chamber == "Tweede Kamer"


def test_an_amendment_has_its_words_and_both_dossiers() -> None:
    letter = _read(AMENDEMENT)
    assert ("letterhead", "36 600 XII Begroting Infrastructuur") in shown(letter)
    assert ("letterhead", "31 999 Bruggen en sluizen") in shown(letter)
    assert ("paragraph", "De ondergetekende stelt het volgende amendement voor:") in shown(letter)
    facts = _facts(AMENDEMENT)
    assert facts.letter.dossier is not None
    assert (facts.letter.dossier.number, facts.letter.dossier.nr) == ("36600-XII", "18")
    assert facts.letter.date == datetime.date(2025, 12, 2)
    assert [amount.value for amount in facts.amounts] == [25_000_000] * 2


def test_proceedings_have_a_line_for_each_speaker() -> None:
    assert shown(_read(HANDELINGEN)) == [
        ("paragraph", "23e vergadering"),
        ("heading", "Bruggen en sluizen"),
        ("paragraph", "Aan de orde is het debat over bruggen."),
        ("paragraph", "De heer Veldhorst (ABC):"),
        ("paragraph", "Er is € 80 miljoen te weinig."),
        ("paragraph", "Minister Oosterling:"),
        ("paragraph", "Ik stuur de Kamer voor de zomer een brief."),
        ("paragraph", "De Kamer,"),
        ("paragraph", "verzoekt de regering de bruggen te herstellen,"),
    ]


def test_a_regulation_has_articles_members_and_terms() -> None:
    texts = shown(_read(STAATSCOURANT))
    assert ("heading", "Artikel 1 Begripsbepalingen") in texts
    assert ("list_item", "• brug: beweegbare brug van het Rijk;") in texts
    assert ("list_item", "1. Het subsidieplafond bedraagt € 4.500.000.") in texts
    assert ("list_item", "b. € 90.000 per sluis.") in texts
    letter = _facts(STAATSCOURANT).letter
    assert (letter.id, letter.date) == ("stcrt-2025-40123", datetime.date(2025, 12, 8))
    assert [(sender.name, sender.ministry) for sender in letter.senders] == [("B. Oosterling", "IenW")]


def test_an_annex_has_headings_by_depth_and_the_words_under_its_pictures() -> None:
    letter = _read(BIJLAGE)
    assert [(b.level, letter.text_of(b)) for b in letter.of_kind(BlockKind.HEADING)] == [
        (1, "Bijlage 2 Overzicht van projecten"),
        (2, "2.1 Sluizen"),
    ]
    assert shown(letter)[-1] == ("paragraph", "Kaart van de sluizen")


def test_the_form_of_before_2010_is_read_without_its_dtd() -> None:
    letter = _read(KAMERWRK)
    assert ("heading", "Financiën") in shown(letter)
    assert ("paragraph", "Voor de coördinatie is € 7 miljoen nodig.[1]") in shown(letter)
    assert shown(letter)[-1] == ("footnote", "[1] Prijspeil 2005.")
    facts = _facts(KAMERWRK).letter
    assert facts.dossier is not None and (facts.dossier.number, facts.dossier.nr) == ("29800-XII", "45")
    assert facts.date == datetime.date(2005, 4, 4)


def test_elements_of_unknown_names_lose_no_words() -> None:
    xml = "<nieuw><deel>Eerste deel.</deel><deel>Tweede <iets>deel</iets> hier.</deel></nieuw>"
    assert _body(xml) == [
        ("paragraph", "Eerste deel."),
        ("paragraph", "Tweede deel hier."),
    ]


@pytest.mark.parametrize(
    "xml",
    [
        publication(""),
        publication("<kamerstuk><stuk><titel>Brief</titel></stuk></kamerstuk>"),
        publication("<kamervragen><plaatje><illustratie naam='a.png'/></plaatje></kamervragen>"),
    ],
)
def test_a_publication_without_text_is_refused_in_one_line(xml: str) -> None:
    with pytest.raises(ReadError, match="holds no text") as caught:
        _read(xml)
    assert caught.value.hint and "\n" not in str(caught.value)


def test_metadata_alone_is_no_publication() -> None:
    with pytest.raises(ReadError, match="no kamerstuk"):
        _read('<?xml version="1.0"?><metadata><meta name="DC.type" content="Bijlage"/></metadata>')


# -- head ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "number"),
    [
        ("36 600 XII", "36600-XII"),
        ("36600-XII", "36600-XII"),
        ("36 600XII", "36600-XII"),
        ("31 999", "31999"),
        ("21 501-02", "21501-02"),
        ("35 123 (R2114)", "35123"),
        ("36 600 B", "36600-B"),
    ],
)
def test_a_dossier_is_written_one_way(printed: str, number: str) -> None:
    assert dossier_number(printed) == number


@pytest.mark.parametrize(
    ("dossiers", "number", "expected"),
    [
        (TWO_DOSSIERS, "18", ("36600-XII", "18")),
        ("<dossier><dossiernummer><dossiernr>21 501-02</dossiernr></dossiernummer><titel>Raad</titel></dossier>", "9",
         ("21501-02", "9")),
        ("<dossier><dossiernummer><dossiernr>36 600 XII</dossiernr></dossiernummer><titel>Begroting</titel></dossier>",
         "F", ("36600-XII", "F")),
    ],
)  # fmt: skip
def test_dossier_and_number_join_with_references(dossiers: str, number: str, expected: tuple[str, str]) -> None:
    letter = _facts(kamerstuk("<al>Een brief.</al>", number=number, dossiers=dossiers, identifier="")).letter
    assert letter.dossier is not None
    assert (letter.dossier.number, letter.dossier.nr) == expected
    assert letter.id == f"kst-{expected[0]}-{expected[1]}"


def test_the_day_a_letter_came_in_is_not_its_date() -> None:
    came_in = "<datumtekst>Ontvangen <datum isodatum='2026-02-09'>9 februari 2026</datum></datumtekst>"
    dated = kamerstuk("<al>Den Haag, 6 februari 2026</al><al>Een brief.</al>", date=came_in)
    assert _facts(dated).letter.date == datetime.date(2026, 2, 6)
    assert _facts(kamerstuk("<al>Een brief.</al>", date=came_in)).letter.date == datetime.date(2026, 2, 9)


def test_a_note_in_the_title_is_marked_there() -> None:
    noted = "MINISTER<noot id='t'><noot.nr>1</noot.nr><noot.al>Met bijlage.</noot.al></noot> VAN INFRASTRUCTUUR"
    letter = _read(kamerstuk("<al>Een brief.</al>").replace("MINISTER VAN INFRASTRUCTUUR", noted))
    assert "BRIEF VAN DE MINISTER[1] VAN INFRASTRUCTUUR" in letter.text
    assert [letter.text_of(letter.block(mark.footnote)) for mark in letter.marks] == ["[1] Met bijlage."]


def test_a_second_document_keeps_its_title() -> None:
    second = "<stuk><stuknr>B</stuknr><titel>NADER RAPPORT</titel><al>Het rapport.</al></stuk>"
    texts = shown(_read(kamerstuk("<al>Een brief.</al>").replace("</kamerstuk>", f"{second}</kamerstuk>")))
    assert texts[-2:] == [("heading", "NADER RAPPORT"), ("paragraph", "Het rapport.")]


def test_running_lines_are_furniture() -> None:
    letter = _read(kamerstuk("<al>Een brief.</al>"))
    assert [part.text for part in letter.furniture] == [
        "Vergaderjaar 2025-2026",
        "Tweede Kamer der Staten-Generaal",
        "2",
        "Kamerstukken",
        "kst-31999-77",
    ]


# -- text ------------------------------------------------------------------------------------------------------------


def test_a_paragraph_in_bold_or_italics_is_a_heading() -> None:
    xml = (
        "<al><nadruk type='vet'>Stand van de werken</nadruk></al><al>Het werk vordert.</al>"
        "<al><nadruk type='cur'>Bruggen</nadruk></al><al>Er zijn <nadruk type='vet'>vier</nadruk> bruggen klaar.</al>"
        "<al><nadruk type='cur'>Wat vindt de minister van de bruggen die nog niet klaar zijn en van de "
        "kosten?</nadruk></al>"
    )
    letter = _read(kamerstuk(xml))
    assert [(b.level, letter.text_of(b)) for b in letter.of_kind(BlockKind.HEADING)] == [
        (1, "Stand van de werken"),
        (2, "Bruggen"),
    ]


def test_subheadings_rank_by_their_type() -> None:
    xml = (
        "<tussenkop kopopmaak='vet'>Groot</tussenkop><al>a.</al><tussenkop kopopmaak='cur'>Klein</tussenkop>"
        "<al>b.</al>"
        "<divisie><kop><nr>2.1</nr><titel>Genummerd</titel></kop><tussenkop kopopmaak='vet'>Daarin</tussenkop>"
        "</divisie>"
    )
    letter = _read(kamerstuk(xml))
    assert [(b.level, letter.content_of(b)) for b in letter.of_kind(BlockKind.HEADING)] == [
        (1, "Groot"),
        (2, "Klein"),
        (2, "Genummerd"),
        (2, "Daarin"),
    ]


def test_lists_in_lists_keep_numbers_and_levels() -> None:
    xml = (
        "<lijst type='expliciet'><li><li.nr>1.</li.nr><al>Eerste.</al><lijst type='ndash'><li><li.nr>–</li.nr>"
        "<al>Onderdeel.</al></li></lijst><al>Vervolg.</al></li><li><li.nr>2°.</li.nr>Zonder alinea.</li></lijst>"
    )
    letter = _read(kamerstuk(xml))
    blocks = [b for b in letter.blocks if b.kind is not BlockKind.LETTERHEAD]
    assert [(b.kind.value, b.level, letter.text_of(b)) for b in blocks] == [
        ("list_item", 1, "1. Eerste."),
        ("list_item", 2, "• Onderdeel."),
        ("paragraph", None, "Vervolg."),
        ("list_item", 1, "2°. Zonder alinea."),
    ]


def test_bold_list_items_head_the_answers_to_advice() -> None:
    xml = (
        "<tussenkop kopopmaak='vet'>Reactie op de aanbevelingen</tussenkop>"
        "<lijst type='expliciet'><li><li.nr>1.</li.nr><al><nadruk type='vet'>Herstel de bruggen.</nadruk></al></li>"
        "</lijst>"
        "<al>Het kabinet omarmt deze aanbeveling.</al>"
        "<lijst type='expliciet'><li><li.nr>2.</li.nr><al><nadruk type='vet'>Sluit de sluizen.</nadruk></al></li>"
        "</lijst>"
        "<al>Het kabinet neemt deze aanbeveling niet over.</al>"
    )
    facts = _facts(kamerstuk(xml))
    assert [(r.number, r.stance) for r in facts.recommendations] == [("1", "adopted"), ("2", "rejected")]


def test_raised_figures_end_a_figure_and_lowered_ones_do_not() -> None:
    xml = (
        "<al>De uitgaven zijn € 13<nadruk type='sup'>2</nadruk> miljoen en 12 km<sup>2</sup>; de "
        "CO<inf>2</inf>-heffing "
        "is € 50. Het gaat om 1<sup>1</sup>/<inf>2</inf> miljoen mensen.</al>"
    )
    letter = _read(kamerstuk(xml))
    assert letter.text.endswith(
        "De uitgaven zijn € 13² miljoen en 12 km²; de CO2-heffing is € 50. Het gaat om 1½ miljoen mensen."
    )
    assert [amount.value for amount in _facts(kamerstuk(xml)).amounts] == [13_000_000, 50]


def test_notes_are_marked_where_they_are_named_again() -> None:
    xml = (
        "<al>Eerst<noot id='n1'><noot.nr>1</noot.nr><noot.al>Zie de <extref doc='x'>begroting</extref>.</noot.al>"
        "<noot.al>En de raming.</noot.al></noot> en later.<nootref refid='n1'>1</nootref></al>"
    )
    letter = _read(kamerstuk(xml))
    assert "Eerst[1] en later.[1]" in letter.text
    assert letter.text.endswith("[1] Zie de begroting. En de raming.")
    assert len(letter.marks) == 2 and len({mark.footnote for mark in letter.marks}) == 1


def test_a_table_in_a_note_is_a_table() -> None:
    rows = "".join(f"<row><entry>{a}</entry><entry>{b}</entry></row>" for a, b in (("Jaar", "2026"), ("Post", "4,0")))
    xml = (
        "<al>Zie de noot.<noot id='n1'><noot.nr>1</noot.nr><noot.al>Opbouw:</noot.al><table><tgroup cols='2'><tbody>"
        f"{rows}</tbody></tgroup></table></noot></al>"
    )
    letter = _read(kamerstuk(xml))
    assert [cell.text for cell in letter.tables[0].cells] == ["Jaar", "2026", "Post", "4,0"]
    assert letter.text.endswith("[1] Opbouw:")


def test_names_dates_and_instructions_between_words() -> None:
    xml = (
        "<al>De brief<?xpp afbm?>post van <naam><voornaam>B.</voornaam><achternaam>Oosterling</achternaam></naam>"
        "<!-- x --> "
        "van <datum isodatum='2025-01-02'>2 januari 2025</datum>.</al>"
    )
    assert _body(xml) == [("paragraph", "De briefpost van B. Oosterling van 2 januari 2025.")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "iso-8859-1"])
def test_every_encoding_that_xml_has(encoding: str) -> None:
    declared = {"utf-8-sig": "utf-8", "utf-16-le": "utf-16"}.get(encoding, encoding)
    xml = (
        kamerstuk("<al>Het kost één ton.</al>").replace("‒", "-").replace('encoding="utf-8"', f'encoding="{declared}"')
    )
    assert _read(xml, encoding=encoding).text.endswith("Het kost één ton.")


@pytest.mark.parametrize("declared", ["UTF-16", "utf-7", "iso-8859-1", "us-ascii", "EBCDIC-CP-NL"])
def test_utf_8_is_read_as_such_whatever_it_is_called(declared: str) -> None:
    xml = kamerstuk("<al>Het kost één ton.</al>").replace('encoding="utf-8"', f'encoding="{declared}"')
    assert _read(f"\n {xml}").text.endswith("Het kost één ton.")


def test_namespaces_do_not_matter() -> None:
    xml = kamerstuk("<al>Een brief.</al>").replace("<officiele-publicatie ", '<officiele-publicatie xmlns="urn:op" ')
    assert _read(xml).text.endswith("Een brief.")


def test_entities_are_never_declared_by_the_file() -> None:
    laughs = "".join(f'<!ENTITY l{n} "&l{n - 1};&l{n - 1};">' for n in range(1, 40))
    for encoding in ("utf-8", "utf-16"):
        xml = f'<?xml version="1.0"?><!DOCTYPE k [<!ENTITY l0 "ha">{laughs}]><kamerstuk><al>&l39;</al></kamerstuk>'
        with pytest.raises(ReadError, match="declares entities"):
            _read(xml, encoding=encoding)


@pytest.mark.parametrize(("depth", "tags"), [(230, ("divisie", "lijst", "li")), (100_000, ("divisie", "nadruk", "li"))])
def test_nesting_without_end_is_refused(depth: int, tags: tuple[str, ...]) -> None:
    for tag in tags:
        xml = f"<kamerstuk>{f'<{tag}>' * depth}<al>x</al>{f'</{tag}>' * depth}</kamerstuk>"
        with pytest.raises(ReadError) as caught:
            _read(xml)
        assert "\n" not in str(caught.value)
