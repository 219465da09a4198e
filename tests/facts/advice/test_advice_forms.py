"""Recommendations that clauses show, and sentences that show none; every sentence is made up for these tests."""

from __future__ import annotations

import pytest

from kamerbrief.facts.advice import clauses
from kamerbrief.facts.advice.advisers import Advisers, advisers_of, is_own
from kamerbrief.facts.advice.forms import find_said
from tests.facts.advice.test_recommendations import found_in

BOTH = Advisers(frozenset({"Vos", "WKR"}))


def said(text: str, advisers: Advisers = BOTH) -> list[str]:
    return [text[one.start : one.end] for one in find_said(text, advisers, lambda: False)]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("De raad geeft in overweging om de bijdrage te verhogen.", ["de bijdrage te verhogen"]),
        ("De Rekenkamer heeft aanbevolen dat het toezicht wordt verscherpt.", ["het toezicht wordt verscherpt"]),
        (
            "De commissie adviseert om de regeling te verlengen en om het toezicht te versterken.",
            ["de regeling te verlengen", "het toezicht te versterken"],
        ),
        ("WKR beveelt aan een meetnet te maken en dat doet het waterschap al.", ["een meetnet te maken"]),
        ("De onderzoekers pleiten ook voor een eenvoudiger aanvraag.", ["een eenvoudiger aanvraag"]),
        ("In het rapport wordt geadviseerd om de sluis te verbreden.", ["de sluis te verbreden"]),
        ("Ik onderschrijf de aanbeveling van de raad om de sluis te verbreden.", ["de sluis te verbreden"]),
        ("Ik neem de aanbeveling om de sluis te verbreden niet over.", ["de sluis te verbreden"]),
        ("Het kabinet volgt de aanbeveling op om de sluis te verbreden.", ["de sluis te verbreden"]),
        ("Het advies van de heer Vos is om de sluis te verbreden.", ["de sluis te verbreden"]),
        (
            "Kent u de oproep van de onderzoekers die daar werkten die vragen om bredere sluizen te bouwen?",
            ["bredere sluizen te bouwen"],
        ),
        (
            "Hoe beoordeelt u de suggestie van de Bond van Schippers om de sluis te verbreden?",
            ["de sluis te verbreden"],
        ),
        ("In de aanbeveling wordt gesteld dat de sluis breder moet worden.", ["de sluis breder moet worden"]),
        ("De raad vraagt aandacht voor de positie van schippers.", ["aandacht voor de positie van schippers"]),
        (
            "Het waterschap zou dit volgens de onderzoekers moeten meten.",
            ["Het waterschap zou dit volgens de onderzoekers moeten meten"],
        ),
        (
            "Conform het advies van de Gezondheidsraad geef ik opdracht om het meetnet uit te breiden.",
            ["geef ik opdracht om het meetnet uit te breiden"],
        ),
        ("Met de door de raad geadviseerde waterkaarten worden boeren geholpen.", ["waterkaarten"]),
        (
            "De aanbevelingen ten aanzien van het toezicht op de vaart neem ik over.",
            ["De aanbevelingen ten aanzien van het toezicht op de vaart"],
        ),
        (
            "De heer Vos benadrukt dat voor de sluizen meer geld nodig is.",
            ["voor de sluizen meer geld nodig is"],
        ),
        (
            "De raad doet voorstellen voor een noodfonds, een meldpunt bij de sluizen en een nieuw tarief.",
            ["een noodfonds", "een meldpunt bij de sluizen", "een nieuw tarief"],
        ),
        ("WKR doet aanbevelingen die gericht zijn op een lager tarief.", ["een lager tarief"]),
        (
            "De heer Vos raadt tevens aan het tarief voor kleine schepen te verlagen.",
            ["het tarief voor kleine schepen te verlagen"],
        ),
        (
            "De commissie beveelt aan het tarief te verlagen en om de sluis te verbreden.",
            ["het tarief te verlagen", "de sluis te verbreden"],
        ),
        (
            "Op grond van het advies van de Gezondheidsraad heb ik besloten het meetnet uit te breiden.",
            ["heb ik besloten het meetnet uit te breiden"],
        ),
        ("Als vijfde beveelt de raad aan om de sluis te verbreden.", ["de sluis te verbreden"]),
        (
            "Hiertoe adviseert de raad te investeren in sluizen om schippers te helpen.",
            ["te investeren in sluizen om schippers te helpen"],
        ),
        ("Hiertoe adviseert de raad te zoeken naar een ander tarief.", ["te zoeken naar een ander tarief"]),
        (
            "De inspectie adviseert de staat van de sluis door middel van metingen te volgen en te verbeteren.",
            ["de staat van de sluis door middel van metingen te volgen en te verbeteren"],
        ),
        ("De raad acht een eigen fonds voor schippers noodzakelijk.", ["een eigen fonds voor schippers"]),
        ("Zoals de raad adviseert, leg ik de taken vast in de wet.", ["leg ik de taken vast in de wet"]),
        ("Het college voor de vaart beveelt de regering aan de sluis te verbreden.", ["de sluis te verbreden"]),
        ("De commissie stelt voor de sluis te verbreden.", ["de sluis te verbreden"]),
        ("De inspectie verzoekt mij om de sluis te verbreden.", ["de sluis te verbreden"]),
        ("Een van de aanbevelingen is het verbreden van de sluis.", ["het verbreden van de sluis"]),
        ("De aanbeveling van de raad luidt: ‘Verbreed de sluis’.", ["‘Verbreed de sluis’"]),
        ("Een belangrijke aanbeveling uit het rapport is dat de sluis breder wordt.", ["de sluis breder wordt"]),
        ("De raad is van mening dat de sluis breder moet worden.", ["de sluis breder moet worden"]),
        ("De raad acht het wenselijk dat de sluis breder wordt.", ["de sluis breder wordt"]),
        ("Mevrouw De Boer adviseert in haar rapport de sluis te verbreden.", ["de sluis te verbreden"]),
        (
            "De aanbevelingen van de raad om de sluis te verbreden en om de brug te sluiten neem ik over.",
            ["de sluis te verbreden", "de brug te sluiten"],
        ),
        ("De heer Vos geeft aan per direct te beginnen met baggeren.", ["per direct te beginnen met baggeren"]),
        (
            "De raad stelt voor een meetnet voor de hele kust in te stellen.",
            ["een meetnet voor de hele kust in te stellen"],
        ),
        ("De raad adviseert een betere registratie van schepen.", ["een betere registratie van schepen"]),
        ("De raad beveelt onder meer een betere registratie aan.", ["een betere registratie"]),
        ("De ombudsman vraagt om meer sluizen met een wachtplaats.", ["meer sluizen met een wachtplaats"]),
        ("De raad geeft het ministerie mee om de sluis te verbreden.", ["de sluis te verbreden"]),
        ("In het rapport wordt gepleit voor een bredere sluis.", ["een bredere sluis"]),
        (
            "De raad noemt drie knelpunten en daarbij wordt opgeroepen om de sluis te verbreden.",
            ["de sluis te verbreden"],
        ),
        ("De raad wijst op de noodzaak om de sluis te verbreden.", ["de noodzaak om de sluis te verbreden"]),
        ("De raad constateert dat de sluis verbreed zou moeten worden.", ["de sluis verbreed zou moeten worden"]),
        ("De onderzoekers zien graag dat de sluis wordt verbreed.", ["de sluis wordt verbreed"]),
        ("Zij geeft als aanbeveling mee om de sluis te verbreden.", ["de sluis te verbreden"]),
        ("Dan is het advies aan het ministerie om de sluis te verbreden.", ["de sluis te verbreden"]),
        ("Ik deel de opvatting van de raad dat de sluis breder moet.", ["de sluis breder moet"]),
        (
            "Ik volg het advies van de raad tot verbreding van de sluis.",
            ["het advies van de raad tot verbreding van de sluis"],
        ),
        ("De WKR geeft de aanbeveling “Verbreed de sluis” en “meet de oever”.", ["Verbreed de sluis", "meet de oever"]),
        ("Hierbij wil ik op advies van de raad de oude sluis verbreden.", ["de oude sluis verbreden"]),
        (
            "De sluis zal conform het advies van de raad worden verbreed.",
            ["De sluis zal conform het advies van de raad worden verbreed"],
        ),
        ("Ik hecht eraan dat de sluis breder wordt, zoals de raad ook aanbeveelt.", ["de sluis breder wordt"]),
        ("Zoals aanbevolen door de raad wordt de sluis verbreed.", ["wordt de sluis verbreed"]),
        (
            "Ten aanzien van de aanbeveling aan het Rijk voor het verbreden van de sluis wil ik dit onderzoeken.",
            ["de aanbeveling aan het Rijk voor het verbreden van de sluis"],
        ),
        (
            "De aanbevelingen van de raad, die wij nog moeten oppakken, betreffen de vernieuwing van de sluis.",
            ["de vernieuwing van de sluis"],
        ),
        ("Een van de aanbevelingen van de WKR ziet op het meten van de oever.", ["het meten van de oever"]),
        (
            "Daarnaast gaat een aanbeveling uit het rapport over het beter meten van de oever.",
            ["het beter meten van de oever"],
        ),
        ("Het advies van de WKR luidt: verbreed de sluis.", ["verbreed de sluis"]),
        ("Ik neem de aanbeveling van de WKR over om de oever te meten.", ["de oever te meten"]),
        ("Ik verwijs naar het rapport, waarin de raad pleit om de sluis te verbreden.", ["de sluis te verbreden"]),
        (
            "Dit past bij de lijn (in het advies waarin de WKR adviseert de oever te meten) van mijn voorganger.",
            ["de oever te meten"],
        ),
        ("Het verzoek van de inspectie om de sluis te verbreden honoreer ik.", ["de sluis te verbreden"]),
    ],
)
def test_forms(text: str, titles: list[str]) -> None:
    assert said(text) == titles


@pytest.mark.parametrize(
    "text",
    [
        "Ik neem deze aanbevelingen over.",
        "De aanbevelingen van de raad in beide rapporten bieden goede aanknopingspunten om de inzet te bestendigen.",
        "De raad adviseert het waterschap over het verlagen van tarieven en een eerlijke verdeling.",
        "Bijgaand treft u de aanbevelingen van het onderzoek dat WKR heeft uitgevoerd naar de sluizen aan.",
        "WKR heeft aangegeven maximaal een jaar de tijd nodig te hebben om de sluizen volledig op te meten.",
        "Wel doet de raad een aantal aanbevelingen om de opvang van schippers te verbeteren.",
        "Het kabinet adviseert reizigers om thuis te blijven.",
        "De minister heeft de raad om advies gevraagd over de sluis.",
        "De motie verzoekt de regering om de sluis te verbreden.",
        "De oproep van de Kamer om de sluis te verbreden voer ik uit.",
        "Het voorstel van de leden De Wit en Zwart om de sluis te verbreden ontraad ik.",
        "Mijn advies om de sluis te verbreden blijft staan.",
        "Het advies dat de raad uitbracht heb ik u gestuurd.",
        "De maatregel die de raad adviseert te nemen is duur.",
        "De Rekenkamer verzoekt mij om daarop voor 1 mei te reageren.",
        "De huisarts geeft advies om te stoppen met roken.",
        "De onderzoekers doen voorstellen om te komen tot een meetnet.",
        "De raad constateert dat schippers lang moeten wachten.",
        "Het waterschap geeft aan in mei te beginnen met baggeren.",
        "Daarbij wordt gepleit voor bredere sluizen.",
        "Conform de wet ontvangt de schipper een vergoeding.",
        "Wij stellen voor om in mei te overleggen.",
        "De raad heeft een belangrijk advies uitgebracht.",
        "De inspectie vindt het naar haar oordeel nog te vroeg om te zeggen dat de sluis veilig is.",
        "Het is naar het oordeel van de inspectie echter nog te vroeg om te verwachten dat schippers tevreden zijn.",
        "Op verzoek van de commissie Vaart om te worden geïnformeerd over de sluis schrijf ik u deze brief.",
        "Het rapport bevat een aantal aanbevelingen dat gericht is aan de gemeenten.",
        "Ik zie de aanbevelingen van de raad als een aanmoediging om op deze weg verder te gaan.",
        "Op basis van het advies van de raad is dit beeld ontstaan.",
        "Ik acht een eigen fonds voor schippers noodzakelijk.",
        "De Kamerleden doen voorstellen voor een noodfonds en een meldpunt.",
        "Het rapport is openbaar, opdat de aanbevelingen voor de lange termijn kunnen worden meegenomen.",
        "Uit het onderzoek blijkt dat de aanbevelingen ten aanzien van de sluis inmiddels zijn opgevolgd.",
        "De aanbevelingen van de raad gaan over sluizen en geld.",
        "De aanbevelingen zijn aan de provincies gericht.",
        "Ik begrijp de wens van de inspectie om inzicht te hebben in de uitgaven.",
        "Ik begrijp het verzoek van de inspectie om geïnformeerd te worden over de uitgaven.",
        "Op verzoek van de inspectie om hen te ondersteunen heb ik een ambtenaar gestuurd.",
        "De sluizen waarover de raad adviseert om te praten blijven open.",
    ],
)
def test_no_recommendation(text: str) -> None:
    assert said(text) == []


def test_a_letter_tells_its_advisers() -> None:
    advisers = advisers_of(["Het advies van de heer A. de Vos en het rapport van de Waterkring (WKR) lees ik."])
    assert advisers.names == {"Vos", "Waterkring", "WKR"}
    assert advisers.known("de heer De Vos")
    assert advisers.known("De raad")
    assert not advisers.known("Het waterschap")
    assert not advisers.known("uw Kamer")
    assert is_own("de minister van Defensie")


def test_a_group_that_wrote_is_an_adviser_and_what_is_said_of_others_is_none() -> None:
    advisers = advisers_of(["In een brief van de betrokken schippers over de sluis en een petitie van de gemeente."])
    assert advisers.known("De schippers")
    assert advisers.known("de betrokken schippers")
    assert not advisers.known("de betrokken bewoners")
    assert not advisers.known("de gemeente Utrecht")


def test_an_advice_that_is_taken_up_later_is_one() -> None:
    found = found_in(
        "Het advies van de heer Vos is om schippers eerst vrijwillig de ruimte te geven voor schone motoren.",
        "Conform het advies van de heer Vos komt er in mei een regeling voor schippers.",
        "Ik neem de aanbeveling over om schippers vrijwillig de ruimte te geven voor schone motoren.",
    )
    assert [one.title for one in found] == ["schippers eerst vrijwillig de ruimte te geven voor schone motoren"]


def test_what_an_adviser_says_more_of_it_is_no_advice_of_its_own() -> None:
    found = found_in(
        "De raad adviseert om de sluis te verbreden. De raad benadrukt dat daar extra geld voor nodig is. "
        "Ik neem dit advies over. De raad benadrukt dat ook de bruggen hoger moeten worden.",
    )
    assert [one.title for one in found] == ["de sluis te verbreden", "ook de bruggen hoger moeten worden"]


def test_answers_that_count_again_answer_by_their_numbers() -> None:
    found = found_in(
        "In de evaluatie zijn de volgende aanbevelingen gedaan:",
        ("li", "De bijdrage zou omlaag moeten.", "1."),
        ("li", "Het veer kan vaker varen.", "2."),
        ("li", "De prijs voor schippers daalt in mei.", "1."),
        ("li", "Vanaf juni is er ieder uur een overtocht.", "2."),
    )
    assert [[one.text for one in advice.response] for advice in found] == [
        ["1. De prijs voor schippers daalt in mei."],
        ["2. Vanaf juni is er ieder uur een overtocht."],
    ]


@pytest.mark.parametrize(
    ("who", "own"),
    [
        ("Schippers Nederland", False),
        ("VluchtelingenWerk Nederland", False),
        ("Nederland", True),
        ("Caribisch Nederland", True),
        ("heel Nederland", True),
    ],
)
def test_a_body_of_the_country_is_not_the_country(who: str, own: bool) -> None:
    assert is_own(who) is own


def test_a_name_is_called_by_its_first_word_too() -> None:
    assert advisers_of(["Ik las het rapport van Solidair Internationaal."]).known("Solidair")
    assert not advisers_of(["Ik las het rapport van de Raad voor de Vaart."]).known("Vaarttijden")


@pytest.mark.parametrize(
    "text",
    [
        "De veerpont vaart in de winter alleen overdag.",
        "In 2026 worden de steigers langs de oever vernieuwd.",
    ],
)
def test_a_sentence_without_advisers_and_words_of_advice_is_not_taken_apart(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(clauses, "annotate", asked.append)
    assert said(text) == []
    assert not asked
