"""Recommendations in letters of different build; every sentence is made up for these tests."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from kamerbrief.contract import Recommendation
from kamerbrief.facts.advice.recommendations import find_recommendations
from kamerbrief.facts.advice.reports import author_of
from kamerbrief.language.analysis import Analysis, analyse
from kamerbrief.letter import BlockKind, Source
from kamerbrief.reading import read_letter
from kamerbrief.reading.builder import CellContent, Content, LetterBuilder

NLP = spacy.blank("nl")
SOURCE = Source("brief.txt", "text/plain", "0" * 64, 1)

#: What a test writes for a block: a paragraph, or (kind, text), (kind, text, label or level).
Part = str | tuple[str, str] | tuple[str, str, str]


def found_in(*parts: Part) -> list[Recommendation]:
    return find_recommendations(analysis_of(*parts))


def analysis_of(*parts: Part) -> Analysis:
    builder = LetterBuilder()
    for part in parts:
        kind, text, extra = (part, part, "") if isinstance(part, str) else (*part, "")[:3]
        if isinstance(part, str):
            builder.block(BlockKind.PARAGRAPH, Content(text))
        elif kind in ("h1", "h2", "h3"):
            builder.block(BlockKind.HEADING, Content(text), level=int(kind[1]), label=extra or None)
        elif kind == "bold":
            builder.block(BlockKind.PARAGRAPH, Content(text), bold=True, label=extra or None)
        else:
            builder.block(BlockKind.LIST_ITEM, Content(text), level=1, label=extra or "•")
    return analyse(builder.build(SOURCE), NLP)


def summary(found: list[Recommendation]) -> list[tuple[str | None, str, str]]:
    return [(one.number, one.title, one.stance.value) for one in found]


def answer(one: Recommendation) -> str:
    return " ".join(evidence.text for evidence in one.response)


def finding(one: Recommendation) -> str:
    return " ".join(evidence.text for evidence in one.finding)


def test_numbered_headings_below_a_kabinetsreactie() -> None:
    found = found_in(
        "Geachte voorzitter,",
        ("h1", "Kabinetsreactie evaluatie havenbeleid"),
        "Het kabinet reageert op de Beleidsevaluatie Zeehavens 2015–2021, uitgevoerd door Bureau Kade in 2024.",
        "Hieronder wordt per aanbeveling ingegaan op de bevindingen en de inzet.",
        ("h3", "Verhoog de bijdrage aan de walstroom", "1."),
        "De evaluatie constateert dat walstroom achterblijft. Schepen draaien daardoor op diesel.",
        "Het kabinet neemt deze aanbeveling over. In 2026 komt er een regeling.",
        ("h3", "Maak het toezicht eenvoudiger", "2."),
        "De evaluatie stelt dat het toezicht versnipperd is.",
        "Het kabinet werkt hier al aan met de havenbedrijven.",
        ("h3", "Zorg voor een nationale havenmeester", "3."),
        "Volgens de onderzoekers ontbreekt regie.",
        "Het kabinet ziet geen aanleiding voor een nieuwe functie.",
        "De drie aanbevelingen bieden een goed handvat. Het kabinet neemt ze ter harte.",
    )
    assert summary(found) == [
        ("1", "Verhoog de bijdrage aan de walstroom", "adopted"),
        ("2", "Maak het toezicht eenvoudiger", "already_policy"),
        ("3", "Zorg voor een nationale havenmeester", "rejected"),
    ]
    assert (
        finding(found[0]) == "De evaluatie constateert dat walstroom achterblijft. Schepen draaien daardoor op diesel."
    )
    assert answer(found[0]) == "Het kabinet neemt deze aanbeveling over. In 2026 komt er een regeling."
    assert answer(found[2]) == "Het kabinet ziet geen aanleiding voor een nieuwe functie."
    assert {(one.report, one.author) for one in found} == {("Beleidsevaluatie Zeehavens 2015–2021", "Bureau Kade")}
    assert found[0].stance_evidence is not None
    assert found[0].stance_evidence.text == "neemt deze aanbeveling over"


def test_suggestions_by_their_name_and_numbered_headings_below_a_members_paper() -> None:
    found = found_in(
        ("h2", "Suggestie IV: Borg de kennis van de oevers"),
        "Het kabinet neemt deze suggestie over.",
    )
    assert [(one.number, one.title) for one in found] == [("IV", "Borg de kennis van de oevers")]
    found = found_in(
        "De initiatiefnota ‘Varen naar werk’ van het lid Van der Kade vraagt om meer pendelboten.",
        ("h3", "Maak de overtocht goedkoper voor scholieren", "2."),
        "Dat doen we al sinds 2019.",
        ("h3", "Overweeg een veerman van de provincie", "3."),
        "Het kabinet ziet hiervoor geen aanleiding.",
    )
    assert [one.number for one in found] == ["2", "3"]


def test_a_list_that_returns_as_headings_gives_one_fact_each() -> None:
    found = found_in(
        ("h1", "Reactie op het advies ‘Water in balans’ van de Adviesraad Delta (ARD)"),
        "De ARD doet drie aanbevelingen:",
        ("item", "Stel een ondergrens vast voor het peil.", "1."),
        ("item", "Betrek boeren bij het ontwerp van polders.", "2."),
        ("item", "Publiceer elk jaar een waterbalans.", "3."),
        ("h2", "Aanbeveling 1"),
        "Ik neem deze aanbeveling deels over.",
        ("h2", "Aanbevelingen 2 en 3"),
        "De raad benadrukt dat draagvlak telt. Het kabinet onderschrijft deze aanbevelingen.",
    )
    assert summary(found) == [
        ("1", "Stel een ondergrens vast voor het peil", "partially_adopted"),
        ("2", "Betrek boeren bij het ontwerp van polders", "adopted"),
        ("3", "Publiceer elk jaar een waterbalans", "adopted"),
    ]
    assert [one.printed for one in found] == ["1.", "2.", "3."]
    assert {one.report for one in found} == {"Water in balans"}
    assert {one.author for one in found} == {"Adviesraad Delta (ARD)"}
    assert finding(found[1]) == "De raad benadrukt dat draagvlak telt."


def test_a_list_answered_below_by_number() -> None:
    found = found_in(
        "De visitatiecommissie komt tot de volgende aanbevelingen:",
        ("item", "Leg de taken van het fonds vast in een statuut;"),
        ("item", "Beperk de termijn van bestuurders; en"),
        ("item", "Verlaag de uitvoeringskosten."),
        "De eerste aanbeveling neem ik over.",
        "Ten aanzien van aanbeveling 2 bezie ik of een wettelijke regeling nodig is.",
        "De derde aanbeveling neem ik niet over. De kosten zijn al laag.",
    )
    assert summary(found) == [
        ("1", "Leg de taken van het fonds vast in een statuut", "adopted"),
        ("2", "Beperk de termijn van bestuurders", "deferred"),
        ("3", "Verlaag de uitvoeringskosten", "rejected"),
    ]


def test_bold_sentences_and_labels() -> None:
    found = found_in(
        ("h2", "Opvolging van de aanbevelingen van de Rekenkamer"),
        ("bold", "Aanbeveling 1: Verbeter het inzicht in de uitgaven"),
        ("bold", "Bevinding"),
        "Er is geen totaalbeeld van het geld.",
        ("bold", "Reactie"),
        "De minister neemt onze aanbeveling niet over.",
        ("bold", "Aanbeveling 2: Evalueer de regeling voor 2027"),
        "Reactie kabinet: Dit is staand beleid.",
        ("h2", "Tot slot"),
        "Ik dank de Rekenkamer.",
    )
    assert summary(found) == [
        ("1", "Verbeter het inzicht in de uitgaven", "rejected"),
        ("2", "Evalueer de regeling voor 2027", "already_policy"),
    ]
    assert (finding(found[0]), answer(found[1])) == (
        "Er is geen totaalbeeld van het geld.",
        "Reactie kabinet: Dit is staand beleid.",
    )


def test_prose_without_numbers() -> None:
    found = found_in(
        ("h2", "Advies over de veerdiensten"),
        "De commissie beveelt aan om de tarieven te bevriezen. Ik neem dit advies over.",
        "Ook adviseert de commissie om de veren elektrisch te maken. Dit wordt nader onderzocht.",
        "De raad roept op tot een vaste bijdrage van het Rijk. Het kabinet herkent deze oproep.",
    )
    assert summary(found) == [
        (None, "de tarieven te bevriezen", "adopted"),
        (None, "de veren elektrisch te maken", "deferred"),
        (None, "een vaste bijdrage van het Rijk", "analysis_shared"),
    ]


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        (
            "De derde aanbeveling is om een loket voor erfgoed in te richten, met een startbudget van € 2 miljoen.",
            "een loket voor erfgoed in te richten",
        ),
        (
            "De raad pleit voor een reserve van € 5 miljoen bij de provincies, waaruit tegenvallers worden betaald.",
            "een reserve van € 5 miljoen bij de provincies",
        ),
        (
            "De tweede aanbeveling betreft de kosten: de raad wil dat havens de walstroom zelf betalen.",
            "havens de walstroom zelf betalen",
        ),
        (
            "De raad adviseert om veren in het nachtnet op te nemen met twee afvaarten per uur.",
            "veren in het nachtnet op te nemen",
        ),
    ],
)
def test_what_hangs_on_a_recommendation_is_no_part_of_its_title(sentence: str, title: str) -> None:
    assert [one.title for one in found_in(sentence)] == [title]


def test_two_reports_in_one_letter() -> None:
    found = found_in(
        ("h1", "Reactie op het rapport ‘Sneller sporen’ van de Spoorraad"),
        "Hieronder ga ik per aanbeveling in op het rapport.",
        ("h2", "Bouw meer opstelterreinen", "1."),
        "Het kabinet neemt de aanbeveling over.",
        ("h2", "Vereenvoudig de concessies", "2."),
        "Het kabinet neemt de aanbeveling niet over.",
        ("h1", "Reactie op het advies ‘Bus op maat’ van de commissie-Teunisse"),
        "De commissie adviseert om kleine bussen in te zetten. Het kabinet deelt de analyse.",
    )
    assert [(one.report, one.author, one.stance.value) for one in found] == [
        ("Sneller sporen", "Spoorraad", "adopted"),
        ("Sneller sporen", "Spoorraad", "rejected"),
        ("Bus op maat", "commissie-Teunisse", "analysis_shared"),
    ]


def test_a_table_of_recommendations_and_answers() -> None:
    builder = LetterBuilder()
    rows = [
        ("Nr.", "Aanbeveling", "Kabinetsreactie"),
        ("1", "Herijk de norm", "Overgenomen."),
        ("2", "Schrap de toets", "Het kabinet neemt dit niet over."),
    ]
    builder.table([CellContent(r, c, Content(text)) for r, row in enumerate(rows) for c, text in enumerate(row)])
    found = find_recommendations(analyse(builder.build(SOURCE), NLP))
    assert summary(found) == [("1", "Herijk de norm", "adopted"), ("2", "Schrap de toets", "rejected")]
    assert [one.printed for one in found] == ["1", "2"]
    assert found[0].evidence.cell is not None


def test_numbers_within_a_paragraph() -> None:
    found = found_in(
        "De onderzoekers bevelen aan: 1) werk met één loket, 2) deel gegevens met gemeenten en 3) meet de effecten.",
        "Ik neem deze aanbevelingen over.",
    )
    assert [(one.number, one.title) for one in found] == [
        ("1", "werk met één loket"),
        ("2", "deel gegevens met gemeenten"),
        ("3", "meet de effecten"),
    ]
    assert [one.printed for one in found] == ["1)", "2)", "3)"]
    assert {one.stance.value for one in found} == {"adopted"}


def test_roman_numbers_and_ordinals() -> None:
    found = found_in(
        ("h2", "Aanbeveling II – Versterk de regio’s"),
        "Het kabinet omarmt dit.",
        ("h2", "Derde aanbeveling: Ontwikkel een handreiking"),
        "Het kabinet neemt kennis van dit punt.",
    )
    assert [(one.number, one.title) for one in found] == [
        ("II", "Versterk de regio’s"),
        ("3", "Ontwikkel een handreiking"),
    ]


@pytest.mark.parametrize(
    "parts",
    [
        # An ordinary progress letter with numbered headings.
        (
            "In deze brief komen de volgende onderwerpen aan de orde.",
            ("h2", "Voortgang van de regeling", "1."),
            "De regeling loopt goed. De aanbevelingen uit de evaluatie van 2020 zijn uitgevoerd.",
            ("h2", "Financiën", "2."),
            "Het kabinet trekt € 10 miljoen uit.",
        ),
        # Questions and answers.
        (
            ("bold", "Vraag 3 en 8"),
            "Kunt u reageren op het advies van de raad?",
            ("bold", "Antwoord op vraag 3 en 8"),
            "Ja, het kabinet neemt het advies ter harte.",
        ),
        # A list of the cabinet's own steps.
        (
            "Naar aanleiding van de aanbevelingen neem ik de volgende maatregelen:",
            ("item", "een hogere norm;"),
            ("item", "een nieuw register."),
        ),
        # Causes, not recommendations.
        ("De evaluatie noemt als oorzaken vooral:", ("item", "te weinig geld;"), ("item", "te weinig mensen.")),
        # Advice that is only mentioned.
        ("Het kabinet heeft dit gedaan op grond van het advies van het bureau, dat elk jaar adviseert over de inzet.",),
        ("Ik adviseer uw Kamer om de stukken te lezen.",),
    ],
)
def test_letters_without_recommendations(parts: tuple[Part, ...]) -> None:
    assert found_in(*parts) == []


@pytest.mark.parametrize("text", ["aanbeveling 1 " * 2_000, "De raad beveelt aan om " * 1_000, "1) a; " * 3_000])
def test_hostile_text_is_read(text: str) -> None:
    assert isinstance(found_in(("h1", "Aanbevelingen:"), text), list)


@pytest.mark.parametrize("name", ["letter.docx", "letter.pdf", "letter.txt"])
def test_the_real_evaluation_letter(shared_letters: Path, name: str) -> None:
    found = find_recommendations(analyse(read_letter(shared_letters / "esa-mc25" / name), NLP))
    assert [one.number for one in found] == list("12345678")
    assert [one.stance.value for one in found[1:5]] == [
        "analysis_shared",
        "already_policy",
        "adopted",
        "already_policy",
    ]
    assert {one.author for one in found} == {"Dialogic"}


def test_prose_counted_with_ten_eerste() -> None:
    found = found_in(
        ("h2", "Reactie op de aanbevelingen"),
        "De onderzoekers doen drie aanbevelingen. Ten eerste adviseren zij de termijn te verlengen. Ik neem dit over. "
        "Ten tweede bevelen de onderzoekers aan om burgers beter voor te lichten. Hieraan werk ik al met de scholen. "
        "Ten derde raden zij aan de boetes te verhogen. Daar zie ik geen aanleiding toe.",
    )
    assert summary(found) == [
        ("1", "de termijn te verlengen", "adopted"),
        ("2", "burgers beter voor te lichten", "already_policy"),
        ("3", "de boetes te verhogen", "rejected"),
    ]


@pytest.mark.parametrize(
    ("adviser", "elsewhere", "asked"),
    [
        ("De Raad voor de Oevers", "", False),
        ("De Oeverraad", "", False),
        ("De Oeverraad", "Ik dank de Oeverraad voor het werk.", True),
        ("De Oeverraad", "Ik dank de Oeverraad Amstel.", True),
    ],
)
def test_the_pipeline_for_names_is_asked_only_for_an_adviser_whose_name_goes_on_somewhere(
    adviser: str, elsewhere: str, asked: bool
) -> None:
    analysis = analysis_of(
        f"{adviser} beveelt aan om de steigers elk jaar te keuren. Dat advies volg ik op. {elsewhere}"
    )
    assert [one.author for one in find_recommendations(analysis)] == [adviser.removeprefix("De ")]
    assert ("doc" in vars(analysis)) is asked


def test_an_audit_office_that_writes_itself() -> None:
    found = found_in(
        "Wij bevelen aan om het voorraadbeheer op orde te brengen. De minister neemt onze aanbeveling over.",
        "Ook bevelen we aan dat de Kamer elk jaar een overzicht krijgt. De minister neemt deze aanbeveling niet over.",
    )
    assert [one.stance.value for one in found] == ["adopted", "rejected"]


def test_sentences_of_one_answer_go_to_the_numbers_they_name() -> None:
    found = found_in(
        "De commissie-Bakker heeft drie aanbevelingen gedaan. De aanbevelingen zijn:",
        ("item", "versterk de positie van de burger;"),
        ("item", "maak de uitvoering eenvoudiger;"),
        ("item", "richt een autoriteit op."),
        "Het kabinet onderschrijft de eerste twee aanbevelingen. De laatste aanbeveling neemt het kabinet niet over.",
    )
    assert [one.stance.value for one in found] == ["adopted", "adopted", "rejected"]
    assert {one.author for one in found} == {"commissie-Bakker"}


def test_paragraphs_on_two_recommendations_go_to_the_one_they_name() -> None:
    found = found_in(
        ("h1", "Aanbevelingen van de Raad"),
        ("h2", "Aanbevelingen 1 en 2: Richt een fonds in / Verlaag de tarieven"),
        "Beide aanbevelingen gaan over geld.",
        "Het fonds uit aanbeveling 1 neemt het kabinet niet over. De begroting volstaat.",
        "Aanbeveling 2 neem ik over. De tarieven dalen in 2027.",
    )
    assert [(one.number, one.stance.value) for one in found] == [("1", "rejected"), ("2", "adopted")]


@pytest.mark.parametrize("adviser", ["De Raad", "De Commissie", "De dienst"])
def test_advisers_with_a_capital_and_of_other_kinds(adviser: str) -> None:
    found = found_in(f"{adviser} beveelt aan om de steigers elk jaar te keuren. Dat advies volg ik op.")
    assert summary(found) == [(None, "de steigers elk jaar te keuren", "adopted")]


def test_a_quotation_below_a_bare_number_is_the_title() -> None:
    found = found_in(
        ("h2", "Aanbeveling 4"),
        "‘Maak het stelsel eenvoudiger voor werkenden.’",
        "Het kabinet volgt deze aanbeveling.",
    )
    assert summary(found) == [("4", "Maak het stelsel eenvoudiger voor werkenden", "adopted")]
    assert answer(found[0]) == "Het kabinet volgt deze aanbeveling."


def test_prose_that_opens_in_other_ways() -> None:
    found = found_in(
        ("h2", "Aanbevelingen van de raad"),
        "Allereerst bepleit de raad om de veerboten vaker te laten varen. Dat gaat gebeuren.",
        "In de tweede plaats zouden volgens de raad kaartjes goedkoper moeten worden. Daar zie ik geen aanleiding toe.",
        "De derde aanbeveling heeft betrekking op steigers. De raad dringt erop aan om die elk jaar te keuren. "
        "Mijn oordeel daarover houd ik aan totdat de inspectie heeft geadviseerd.",
        "De vierde aanbeveling, het aanwijzen van één beheerder, neem ik over.",
        "Ten slotte houdt de raad een pleidooi voor een meldpunt. Dat is er al; het meldpunt werkt nu al goed.",
    )
    assert summary(found) == [
        ("1", "de veerboten vaker te laten varen", "adopted"),
        ("2", "kaartjes goedkoper moeten worden", "rejected"),
        ("3", "die elk jaar te keuren", "deferred"),
        ("4", "het aanwijzen van één beheerder", "adopted"),
        (None, "een meldpunt", "already_policy"),
    ]


@pytest.mark.parametrize(
    ("text", "author"),
    [
        (
            "Het is uitgevoerd door de Commissie Waterkeringen. De commissie beveelt aan",
            "Commissie Waterkeringen",
        ),
        ("het onderzoek is verricht door J.P. de Vries.", "J.P. de Vries"),
        ("Het rapport is opgesteld door Berenschot B.V. en in mei verschenen.", "Berenschot B.V."),
        (
            "het advies van de Raad voor het Openbaar Bestuur. Ik ga daar hieronder op in.",
            "Raad voor het Openbaar Bestuur",
        ),
        ("volgens artikel 30 van de Rijkswet Raad voor de kades zend ik u de bevindingen van de Raad.", "Raad"),
    ],
)
def test_the_author_ends_where_the_sentence_ends(text: str, author: str) -> None:
    assert author_of([text]) == author


def test_a_law_called_after_a_body_is_no_adviser() -> None:
    (found,) = found_in(
        "Ik zend u dit volgens artikel 30 van de Rijkswet Raad voor de kades.",
        "De Raad beveelt aan om de kades te verhogen. Dat neem ik over.",
    )
    assert found.author == "Raad"


def test_a_list_that_goes_on_counting_behind_prose_and_answers_by_ordinal() -> None:
    found = found_in(
        ("h1", "Advies"),
        "De visitatiecommissie doet vijf aanbevelingen. Ten eerste vraagt Harmsen de griffies samen te voegen. "
        "In de tweede plaats zouden de leges omlaag moeten. De laatste drie gaan over de balie:",
        ("item", "open op zaterdag;"),
        ("item", "schrap het papieren formulier;"),
        ("item", "verkort de wachttijd."),
        ("h1", "Reactie"),
        "Ik begin met de eerste aanbeveling. Die neem ik over.",
        "De tweede aanbeveling neem ik niet over: de leges dekken de kosten.",
        "De derde aanbeveling voer ik uit. De vierde aanbeveling volg ik op.",
        "De vijfde en laatste aanbeveling neem ik evenmin over.",
    )
    assert summary(found) == [
        ("1", "de griffies samen te voegen", "adopted"),
        ("2", "de leges omlaag moeten", "rejected"),
        ("3", "open op zaterdag", "adopted"),
        ("4", "schrap het papieren formulier", "adopted"),
        ("5", "verkort de wachttijd", "rejected"),
    ]
    assert answer(found[2]) == "De derde aanbeveling voer ik uit."


def test_the_label_is_kept_as_the_letter_prints_it() -> None:
    found = found_in(
        ("h2", "Aanbeveling II – Versterk de regio’s"),
        "Het kabinet omarmt dit.",
        ("h2", "Aanbeveling 3: Ontwikkel een handreiking"),
        "Het kabinet neemt kennis van dit punt.",
        ("h2", "Ad aanbeveling 4. Meet de effecten"),
        "Het kabinet neemt dit over.",
    )
    assert [one.printed for one in found] == ["Aanbeveling II", "Aanbeveling 3:", "Ad aanbeveling 4."]


def test_a_bullet_is_no_label() -> None:
    found = found_in(
        "De visitatiecommissie komt tot de volgende aanbevelingen:",
        ("item", "Leg de taken van het fonds vast in een statuut;", "•"),
        ("item", "Beperk de termijn van bestuurders.", "•"),
        "Ik neem beide aanbevelingen over.",
    )
    assert [(one.number, one.printed) for one in found] == [("1", None), ("2", None)]


def test_how_the_stance_was_found_is_said() -> None:
    by_cue, learned = found_in(
        ("h2", "Aanbeveling 1: Versterk de regio’s"),
        "Het kabinet neemt deze aanbeveling over.",
        ("h2", "Aanbeveling 2: Ontwikkel een handreiking"),
        "Hier voel ik niets voor.",
    )
    assert (by_cue.stance, by_cue.method, by_cue.probability) == ("adopted", "rule", None)
    assert (learned.stance, learned.method) == ("rejected", "learned")
    assert learned.probability is not None
    assert learned.probability == round(learned.probability, 2) <= 1
