"""Whose recommendations they are, of which report, and those in tables; every sentence is made up for these tests."""

from __future__ import annotations

import pytest
import spacy

from kamerbrief.contract import Recommendation
from kamerbrief.facts.advice.recommendations import find_recommendations
from kamerbrief.facts.advice.reports import author_of, name_in, report_by, report_of
from kamerbrief.facts.advice.speakers import name_given
from kamerbrief.language.analysis import analyse
from kamerbrief.letter import BlockKind, Source
from kamerbrief.reading.builder import CellContent, Content, LetterBuilder
from tests.facts.advice.test_recommendations import found_in

NLP = spacy.blank("nl")
SOURCE = Source("brief.txt", "text/plain", "0" * 64, 1)


def in_table(*rows: tuple[str, ...]) -> list[Recommendation]:
    builder = LetterBuilder()
    builder.block(BlockKind.PARAGRAPH, Content("Hieronder staan de aanbevelingen."))
    cells = [
        CellContent(row, column, Content(text)) for row, line in enumerate(rows) for column, text in enumerate(line)
    ]
    builder.table(cells)
    return find_recommendations(analyse(builder.build(SOURCE), NLP))


@pytest.mark.parametrize(
    ("text", "author"),
    [
        ("Reactie op de aanbevelingen van de Algemene Rekenkamer", "Algemene Rekenkamer"),
        (
            "Hierbij reageer ik op het advies nr. 12 van 2 juli 2024 ‘Vaste oevers’ van de Raad voor het Water.",
            "Raad voor het Water",
        ),
        ("De evaluatie is uitgevoerd door het onderzoeksbureau Waterkant.", "Waterkant"),
        ("Onlangs verscheen vanuit WKR het rapport ‘Vaste oevers’.", "WKR"),
        (
            "Hierbij bied ik u het rapport ‘Oevers’ aan van de Inspectie Water (hierna: de Inspectie).",
            "Inspectie Water",
        ),
        ("Hierbij informeer ik uw Kamer over het advies van de minister van Defensie.", None),
    ],
)
def test_authors(text: str, author: str | None) -> None:
    assert author_of([text]) == author


@pytest.mark.parametrize(
    ("text", "report"),
    [
        ("Het inspectierapport van januari 2024 ‘Opvolging op het water’ ligt voor.", "Opvolging op het water"),
        ("Het rapport van de Raad voor het Water ‘Vaste oevers’ ligt voor.", "Vaste oevers"),
        ("Hierbij bied ik u het rapport genaamd Varen met beleid aan de Maas aan.", "Varen met beleid"),
        ("Hierbij ontvangt u de reactie op de voorlichting van de Afdeling.", "voorlichting van de Afdeling"),
        ("Ik dank de raad voor het advies.", None),
    ],
)
def test_reports(text: str, report: str | None) -> None:
    assert report_of([text]) == report


def test_the_nearest_source_speaks_and_a_name_finds_its_report() -> None:
    texts = ["Reactie op de aanbevelingen van de Rli", "Ik reageer op het rapport ‘Oevers’ van de Algemene Rekenkamer."]
    assert author_of(texts) == "Rli"
    assert report_by(texts, "Algemene Rekenkamer") == "Oevers"
    assert report_by(texts, "Rli") is None


@pytest.mark.parametrize(
    ("who", "name"),
    [
        ("De heer Vos", "de heer Vos"),
        ("De Raad voor het Water", "Raad voor het Water"),
        ("De onderzoekers", None),
        ("zij", None),
    ],
)
def test_names_in_the_words_for_an_adviser(who: str, name: str | None) -> None:
    assert name_in(who) == name


def test_each_recommendation_has_the_author_that_its_sentence_names() -> None:
    found = found_in(
        "Deze brief gaat over de vaart.",
        "De Raad voor het Water adviseert om de sluis te verbreden. Ik neem dit over.",
        "De Algemene Rekenkamer beveelt aan om de kosten jaarlijks te tonen. Dat doe ik al.",
    )
    assert [one.author for one in found] == ["Raad voor het Water", "Algemene Rekenkamer"]


def test_two_reports_with_the_same_numbers() -> None:
    found = found_in(
        "In deze brief reageer ik op twee rapporten.",
        ("h1", "Reactie op de aanbevelingen van de Algemene Rekenkamer"),
        ("h3", "Stel doelen", "1."),
        "Ik neem deze aanbeveling over.",
        ("h3", "Meet effecten", "2."),
        "Ik neem deze aanbeveling over.",
        ("h1", "Reactie op de aanbevelingen van de Rli"),
        ("h3", "Betrek bewoners", "1."),
        "Ik neem deze aanbeveling over.",
        ("h3", "Maak een kaart", "2."),
        "Ik neem deze aanbeveling over.",
    )
    assert [(one.number, one.author) for one in found] == [
        ("1", "Algemene Rekenkamer"),
        ("2", "Algemene Rekenkamer"),
        ("1", "Rli"),
        ("2", "Rli"),
    ]


def test_a_table_that_answers_in_a_word_and_explains_it() -> None:
    found = in_table(
        ("Aanbeveling", "Overgenomen?", "Toelichting"),
        ("1. Stel één aanspreekpunt in voor schippers.", "Ja", "De aanstelling volgt in het najaar."),
        ("2. Verhoog de bruggen in het noorden.", "Nee", "De kosten zijn te hoog."),
        ("3. Publiceer jaarlijks de wachttijden.", "Deels", "Een deel wordt al gepubliceerd."),
        ("4. Meet elk jaar de hoogte van de oevers.", "", "Dit is staand beleid."),
    )
    assert [(one.number, one.title, one.stance.value) for one in found] == [
        ("1", "Stel één aanspreekpunt in voor schippers", "adopted"),
        ("2", "Verhoog de bruggen in het noorden", "rejected"),
        ("3", "Publiceer jaarlijks de wachttijden", "partially_adopted"),
        ("4", "Meet elk jaar de hoogte van de oevers", "already_policy"),
    ]
    assert [evidence.text for evidence in found[1].response] == ["Nee", "De kosten zijn te hoog."]


def test_labels_within_the_cells_of_a_table() -> None:
    found = in_table(
        ("Advies van de raad", "Status"),
        ("Aanbeveling 3.2: Meet elk jaar de oevers.", "In uitvoering"),
    )
    assert [(one.number, one.title, one.printed) for one in found] == [
        ("3.2", "Meet elk jaar de oevers", "Aanbeveling 3.2:")
    ]


def test_a_table_without_an_answer_gives_none() -> None:
    assert in_table(("Aanbeveling", "Kosten"), ("Meet elk jaar de oevers.", "€ 2 mln.")) == []


@pytest.mark.parametrize(
    ("other", "author"),
    [
        ("Zij bezocht daarvoor drie havens.", "Raad voor de havenveiligheid"),
        # Where two bodies have that first word the name alone tells neither.
        ("Ook de Raad voor de scheepvaart is gevraagd.", "Raad"),
    ],
)
def test_a_name_that_goes_on_in_small_letters_is_whole(other: str, author: str) -> None:
    builder = LetterBuilder()
    builder.block(
        BlockKind.PARAGRAPH, Content(f"De Raad voor de havenveiligheid heeft een rapport uitgebracht. {other}")
    )
    builder.block(
        BlockKind.PARAGRAPH,
        Content("De Raad beveelt aan om meer loodsen te werven. Deze aanbeveling neem ik over."),
    )
    nlp = spacy.blank("nl")
    bodies = ("Raad voor de havenveiligheid", "Raad voor de scheepvaart")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": body} for body in bodies])
    (advice,) = find_recommendations(analyse(builder.build(SOURCE), nlp))
    assert advice.author == author


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Bevindingen Raad. De Raad voor het Water schreef een rapport.", "Raad voor het Water"),
        ("Bevindingen Raad", None),
        ("Reactie Evaluatie Wet Waterraad", None),
        ("De Nationale Waterraad schreef een rapport.", None),
    ],
)
def test_a_heading_on_a_body_is_no_name_of_it(text: str, name: str | None) -> None:
    assert name_given(text, "raad") == name


def test_a_name_ends_before_another_body() -> None:
    text = "De Raad voor Veren en Oevers en de Commissie Steigers brachten een advies uit."
    assert name_given(text, "raad") == "Raad voor Veren en Oevers"
    assert name_given(text, "commissie") == "Commissie Steigers"


def test_a_title_with_a_law_is_no_name() -> None:
    assert name_given("Kabinetsreactie Evaluatie Wet Kinderombudsman", "kinderombudsman") is None
    assert name_given("De Nederlandse Kinderombudsman schreef mij.", "kinderombudsman") == "Nederlandse Kinderombudsman"


@pytest.mark.parametrize(
    ("who", "name"),
    [("UNICEF", "UNICEF"), ("Greenpeace Nederland", "Greenpeace Nederland"), ("Onderzoekers", None), ("De raad", None)],
)
def test_the_name_in_words_for_an_adviser(who: str, name: str | None) -> None:
    assert name_in(who) == name


_REQUEST = "De commissie heeft mij verzocht de veren vóór het debat te laten keuren."


@pytest.mark.parametrize(
    ("before", "found"),
    [
        ("De vaste commissie voor Infrastructuur sprak over de oevers.", 0),
        ("Met deze brief voldoe ik aan een commissieverzoek: zie uw commissiebrief van 3 juni.", 0),
        ("De commissie-Van Veen bracht haar advies over de oevers uit.", 1),
        ("Aan de vaste commissie voor Infrastructuur zond ik het advies van de Commissie Oevers.", 1),
    ],
)
def test_what_a_committee_of_the_kamer_requests_is_no_advice(before: str, found: int) -> None:
    assert len(found_in(before, _REQUEST)) == found
