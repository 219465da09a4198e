"""Which programmes an amount is for, and which facts belong to a recommendation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kamerbrief.contract import Amount
from kamerbrief.facts.advice.recommendations import find_recommendations
from kamerbrief.facts.links import link_programmes, link_recommendations
from kamerbrief.facts.money.amounts import find_amounts
from kamerbrief.facts.programmes.programmes import find_programmes
from kamerbrief.facts.promises.commitments import find_commitments
from kamerbrief.language.analysis import Analysis, analyse
from kamerbrief.letter import BlockKind
from kamerbrief.reading import read_letter
from tests.letters import NLP, Part, analysis_of

HEADING = BlockKind.HEADING


def linked(analysis: Analysis) -> list[Amount]:
    amounts, _ = find_amounts(analysis, None)
    return link_programmes(analysis, amounts, find_programmes(analysis))


def programmes_of(*parts: Part, caption: str = "") -> list[list[str]]:
    """The programmes of each amount of the letter, in order."""
    return [amount.programmes for amount in linked(analysis_of(*parts, caption=caption))]


@pytest.mark.parametrize(
    ("sentence", "programmes"),
    [
        ("Voor de ISDE is € 30 miljoen beschikbaar.", [["isde"]]),
        ("Er is € 40 miljoen extra voor de ISDE en de SDE++.", [["isde", "sde"]]),
        ("De raming is € 5 miljoen voor de WBSO en € 7 miljoen voor de ISDE.", [["wbso"], ["isde"]]),
        ("De ISDE kost € 12 miljoen, de DEI+ € 9 miljoen en de HER+ € 3 miljoen.", [["isde"], ["dei"], ["her"]]),
        ("De WBSO is populair; het ministerie huurde voor € 2 miljoen een pand.", [[]]),
        ("Voor de ISDE is uit het Klimaatfonds € 8 miljoen gereserveerd.", [["isde"]]),
        ("Dit kost € 8 miljoen uit het Klimaatfonds.", [["klimaatfonds"]]),
        ("Uit het Deltafonds krijgt het Sportakkoord € 8 miljoen.", [["sportakkoord-ii"]]),
        ("De ESA-bijdrage aan ARTES en ScyLight is € 6 miljoen.", [["artes"]]),
        ("Uit het Nationaal Groeifonds gaat € 6 miljoen naar Techkwadraat.", [["techkwadraat"]]),
        ("Het wegdek kost € 6 miljoen.", [[]]),
    ],
)  # fmt: skip
def test_clause(sentence: str, programmes: list[list[str]]) -> None:
    assert programmes_of(sentence) == programmes


@pytest.mark.parametrize("opening", ["Daarvan", "Dit bedrag", "Daarmee"])
def test_a_sentence_that_goes_on(opening: str) -> None:
    assert programmes_of(f"De ISDE wordt verlengd. {opening} is € 4 miljoen voor pompen bestemd.") == [["isde"]]


@pytest.mark.parametrize(
    ("text", "programmes"),
    [
        ("Het Programma Stille Kust liep tot 2024. In die periode is in totaal € 48 miljoen uitgegeven.",
         ["programma-stille-kust"]),
        ("De ISDE is populair. Het budget bedraagt € 4 miljoen.", ["isde"]),
        ("De ISDE is populair. Het budget van de school bedraagt € 4 miljoen.", []),
        ("De ISDE is populair. De regeling kent een plafond van € 4 miljoen.", ["isde"]),
        ("De ISDE is populair. De regeling loopt. In totaal is € 4 miljoen uitgegeven.", ["isde"]),
        ("De ISDE helpt wijken. De minister trekt daarvoor € 4 miljoen uit.", ["isde"]),
        ("Het Deltafonds en de ISDE lopen door. Het fonds krijgt € 4 miljoen.", ["deltafonds"]),
        ("Het Deltafonds en het Mobiliteitsfonds lopen door. Het fonds krijgt € 4 miljoen.", []),
        ("De ISDE is populair. Het fonds krijgt € 4 miljoen.", []),
    ],
)  # fmt: skip
def test_a_sentence_that_points_back(text: str, programmes: list[str]) -> None:
    assert programmes_of(text) == [programmes]


@pytest.mark.parametrize(
    ("parts", "programmes"),
    [
        # The sentence before, where this one says no purpose of its own.
        (("De ISDE vergoedt dit. Vorig jaar is € 4 miljoen uitgegeven.",), ["isde"]),
        (("De ISDE vergoedt dit. Vorig jaar is aan musea € 4 miljoen uitgegeven.",), []),
        (("De ISDE vergoedt dit. Een woning werd vorig jaar voor € 4 miljoen verkocht.",), []),
        (("De ISDE en de WBSO lopen. Vorig jaar is € 4 miljoen uitgegeven.",), []),
        # A word of the name, within the section.
        (((HEADING, "Geld"), "De Subsidieregeling molenbiotopen.", "Er is € 4 miljoen voor molenbiotopen beschikbaar."),
         ["subsidieregeling-molenbiotopen"]),
        (("Subsidieregeling molenbiotopen.", (HEADING, "Geld"), "Er is € 4 miljoen voor molenbiotopen beschikbaar."),
         []),
        # A kind that points at the one of the section.
        (((HEADING, "Geld"), "De ISDE loopt.", "Met de regeling is € 4 miljoen gemoeid."), ["isde"]),
        # What stands aside is not meant.
        (("Er is € 4 miljoen extra, aanvullend op regelingen zoals de ISDE.",), []),
        (("Dit komt naast de ISDE, waaruit mensen € 4 miljoen kregen.",), ["isde"]),
        # A semicolon within the brackets behind a name.
        (((BlockKind.LIST_ITEM, "ISDE (tot 2025; later met € 4 miljoen)"),), ["isde"]),
    ],
)  # fmt: skip
def test_what_money_is_spent_on(parts: tuple[Part, ...], programmes: list[str]) -> None:
    assert programmes_of(*parts) == [programmes]


@pytest.mark.parametrize(
    ("parts", "programmes"),
    [
        (("Scholen krijgen € 400 subsidie.",), ["isde"]),
        (("De school kost € 4 miljoen.",), []),
        (("De WBSO loopt door en scholen lopen ver voor. Zij krijgen voor lessen € 400 subsidie.",), []),
        (((HEADING, "WBSO en BMKB"), "Scholen krijgen € 400 subsidie."), []),
        (("De WBSO loopt.", "De WBSO groeit.", "De WBSO bloeit.", "De WBSO blijft.",
          "Wie vraagt krijgt € 400 subsidie."), []),
    ],
)  # fmt: skip
def test_what_the_letter_is_about(parts: tuple[Part, ...], programmes: list[str]) -> None:
    analysis = analysis_of("Voortgang van de ISDE", "De ISDE loopt. De ISDE groeit.", *parts)
    amounts, _ = find_amounts(analysis, None)
    subject = analysis.letter.evidence(0, len("Voortgang van de ISDE"))
    (amount,) = link_programmes(analysis, amounts, find_programmes(analysis), subject)
    assert amount.programmes == programmes


def test_a_fund_beside_others_is_not_what_the_letter_is_about() -> None:
    analysis = analysis_of("Stand Deltafonds", "Het Deltafonds loopt.", "De ISDE.", "Scholen krijgen € 400 subsidie.")
    amounts, _ = find_amounts(analysis, None)
    (amount,) = link_programmes(analysis, amounts, find_programmes(analysis), analysis.letter.evidence(0, 16))
    assert amount.programmes == []


def test_a_clause_that_points_back() -> None:
    text = "De ISDE en het Deltafonds geven samen € 9 miljoen, waarvan € 4 miljoen via het fonds."
    assert programmes_of(text) == [["isde", "deltafonds"], ["deltafonds"]]


def test_what_a_list_item_is_about() -> None:
    item = BlockKind.LIST_ITEM
    assert programmes_of((item, "ISDE: veel mensen doen mee. Er is € 4 miljoen uitgegeven.")) == [["isde"]]
    assert programmes_of("Voor de ISDE is beschikbaar:", (item, "€ 4 miljoen in 2026;"), (item, "€ 5 miljoen.")) == [
        ["isde"], ["isde"],
    ]  # fmt: skip
    assert programmes_of("Voor de ISDE en de WBSO geldt:", (item, "€ 4 miljoen in 2026.")) == [[]]
    assert programmes_of("De ISDE loopt door.", (item, "€ 4 miljoen in 2026.")) == [[]]


def test_another_programme_ends_what_the_heading_says() -> None:
    other = "De WBSO groeit. Een school kost € 4 miljoen."
    fund = "Het Deltafonds groeit. Een school kost € 4 miljoen."
    assert programmes_of((HEADING, "ISDE"), other) == [[]]
    assert programmes_of((HEADING, "ISDE"), fund) == [["isde"]]


def test_a_sentence_of_its_own() -> None:
    assert programmes_of("De ISDE wordt verlengd. De kantine kost € 4 miljoen.") == [[]]


def test_the_heading_above_names_one_programme() -> None:
    assert programmes_of((HEADING, "ISDE"), "Het plafond is € 4 miljoen.") == [["isde"]]
    assert programmes_of((HEADING, "ISDE en WBSO"), "Het plafond is € 4 miljoen.") == [[]]


@pytest.mark.parametrize(
    ("paragraph", "programmes"),
    [
        ("Nederland draagt bij aan GSTP en PRODEX.", ["gstp", "prodex"]),
        ("Met ESA is overlegd. De inschrijving op FutureEO is verhoogd.", ["futureeo"]),
        ("Het geld gaat naar ARTES, waaronder proeven binnen ScyLight.", ["artes"]),
        ("Een voorbeeld is de bijdrage aan OpSTAR, een stap binnen FutureNAV.", ["futurenav"]),
        ("Het gaat om onder meer Ariane 6 en Vega, en om studies binnen FLPP.", []),
        ("E3P (ISS/maan) loopt door.", ["e3p"]),
        ("Er wordt veel gedaan aan techniek.", []),
    ],
)
def test_heading_amount_goes_to_what_its_section_names(paragraph: str, programmes: list[str]) -> None:
    assert programmes_of("Dit gaat over ESA.", (HEADING, "Techniek – € 7 miljoen"), paragraph) == [programmes]


def test_heading_that_names_its_programme() -> None:
    assert programmes_of("ESA.", (HEADING, "GSTP – € 7 miljoen"), "Ook PRODEX loopt door.") == [["gstp"]]


def test_table_row() -> None:
    rows = [["Regeling", "2026", "2027"], ["ISDE", "4", "5"], ["WBSO en BMKB", "6", "7"], ["Totaal", "10", "12"]]
    assert programmes_of(rows, caption="Budget (x € 1 miljoen)") == [
        ["isde"], ["isde"], ["wbso", "borgstelling-mkb-kredieten"], ["wbso", "borgstelling-mkb-kredieten"], [], [],
    ]  # fmt: skip


def test_table_column() -> None:
    rows = [["Jaar", "ISDE", "WBSO"], ["2026", "4", "5"]]
    assert programmes_of(rows, caption="Budget (x € 1 miljoen)") == [["isde"], ["wbso"]]


def test_facts_of_a_recommendation() -> None:
    analysis = analysis_of(
        "De commissie doet twee aanbevelingen.",
        (HEADING, "Aanbeveling 1: Verleng de ISDE"),
        "Het kabinet neemt deze aanbeveling over. Voor de ISDE komt € 4 miljoen beschikbaar. "
        "Ik zal uw Kamer voor 1 juli 2026 informeren.",
        (HEADING, "Aanbeveling 2: Versoepel de WBSO"),
        "Het kabinet neemt deze aanbeveling niet over.",
    )
    programmes = find_programmes(analysis)
    amounts = linked(analysis)
    commitments = find_commitments(analysis, None)
    first, second = link_recommendations(find_recommendations(analysis), commitments, amounts, programmes)
    assert first.programmes == ["isde"]
    assert first.amounts == [amount.id for amount in amounts]
    assert first.commitments == [commitment.id for commitment in commitments]
    assert len(first.commitments) == 1
    assert (second.programmes, second.amounts, second.commitments) == (["wbso"], [], [])


def test_the_amounts_given_are_not_changed() -> None:
    analysis = analysis_of("Voor de ISDE is € 30 miljoen beschikbaar.")
    amounts, _ = find_amounts(analysis, None)
    link_programmes(analysis, amounts, find_programmes(analysis))
    assert [amount.programmes for amount in amounts] == [[]]


@pytest.mark.parametrize("form", ["docx", "pdf", "txt"])
def test_space_letter(shared_letters: Path, form: str) -> None:
    folder = shared_letters / "esa-mc25"
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    analysis = analyse(read_letter(folder / f"letter.{form}"), NLP)
    called = {p.id: {p.name, *p.aliases} for p in find_programmes(analysis)}
    found = linked(analysis)
    for wanted in (amount for amount in gold["amounts"] if "programmes" in amount):
        in_table = "table" in wanted
        names = [
            [called[name] for name in amount.programmes]
            for amount in found
            if amount.value == wanted["value"] and bool(amount.table) == in_table
        ]
        assert any(_same(wanted["programmes"], said) for said in names), wanted["text"]


def _same(wanted: list[str], said: list[set[str]]) -> bool:
    return len(wanted) == len(said) and all(any(name in names for names in said) for name in wanted)


def test_the_programme_right_behind_an_amount_gets_it() -> None:
    text = "Van de € 82 mln voor Schone Zeeën is € 24,6 mln bestemd voor sloepen, oftewel 30 procent."
    assert programmes_of("Wij doen mee aan het programma Schone Zeeën.", text)[0] == ["schone-zeeen"]
