"""Programmes: from the register, from cue words, from abbreviations and from tables."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kamerbrief.contract import Programme, ProgrammeKind
from kamerbrief.facts.programmes.programmes import find_programmes
from kamerbrief.language.analysis import analyse
from kamerbrief.reading import read_letter
from tests.letters import NLP, Part, analysis_of


def programmes_of(*parts: Part) -> list[Programme]:
    return find_programmes(analysis_of(*parts))


def names_of(*parts: Part) -> list[str]:
    return [programme.name for programme in programmes_of(*parts)]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        # The cue first, then the name.
        ("Het programma Samen Buiten Spelen krijgt vervolg.", ["Samen Buiten Spelen"]),
        ("De regeling ‘Stil op de weg’ sluit in mei.", ["Stil op de weg"]),
        ("Met het Actieplan Veilige Sloten wordt begonnen.", ["Actieplan Veilige Sloten"]),
        ("Via het Fonds voor Kleine Theaters is geld beschikbaar.", ["Fonds voor Kleine Theaters"]),
        ("Het Aanvullend Programma Veenherstel telt twaalf maatregelen.", ["Aanvullend Programma Veenherstel"]),
        ("Het project ZonneDijk is gestart.", ["ZonneDijk"]),
        ("Het Baltic Harbour Support Fund van de Baltische Bank betaalt mee.", ["Baltic Harbour Support Fund"]),
        ("Het Realisatieplan Veilige Steigers loopt tot 2028.", ["Realisatieplan Veilige Steigers"]),
        ("Betreft Evaluatie Vaarwegfonds Kleine Havens", ["Vaarwegfonds Kleine Havens"]),
        ("Dit staat in het Convenant Schone Sier en Groen.", ["Convenant Schone Sier en Groen"]),
        ("De Agenda Vrije Ruimte en de Wet Kaart gelden.", ["Agenda Vrije Ruimte"]),
        ("Het programma Met de Hand in de Kist begint.", ["Met de Hand in de Kist"]),
        ("De pilot Vrije Vloer en de pilot Amsterdam lopen.", ["Vrije Vloer"]),
        # A capital behind an article, where the sentence does not begin, makes a name of the cue.
        ("Dit vraagt de Aanpak stikstofruis laagland van ons.", ["Aanpak stikstofruis laagland"]),
        ("Ook blijft de Tegemoetkoming Schippersopleiding bestaan.", ["Tegemoetkoming Schippersopleiding"]),
        ("De Investeringsimpuls SVW en de Gevelimpuls sluiten.", ["Investeringsimpuls SVW", "Gevelimpuls"]),
        ("In het Fonds middelen storten kan niet. Het Akkoord is er nog niet.", []),
        ("De Aanpak is klaar en deze Aanpak werkt; de Visie van het kabinet volgt.", []),
        ("Dat is de Agenda Pleziervaart 2023-2028. De Agenda Pleziervaart loopt.", ["Agenda Pleziervaart 2023-2028"]),
        # The name ends in its cue.
        ("Het Nationaal Kanalen Programma 2024-2030 is vastgesteld.", ["Nationaal Kanalen Programma"]),
        ("De bijdrage komt uit het Heidefonds.", ["Heidefonds"]),
        ("Zie de Lucht- en Geluidagenda van de provincie.", ["Lucht- en Geluidagenda"]),
        ("Het IenW Programma Stille Havens loopt door.", ["Programma Stille Havens"]),
        # An official name goes on in small letters.
        ("De Subsidieregeling verduurzaming molenbiotopen is open.", ["Subsidieregeling verduurzaming molenbiotopen"]),
        ("De Regeling opslag baggerspecie en rioolslib geldt.", ["Regeling opslag baggerspecie en rioolslib"]),
        ("Het Landelijk actieplan zwemvaardigheid is klaar.", ["Landelijk actieplan zwemvaardigheid"]),
        ("Uit de Subsidieregeling behoud oude hoogstamboomgaarden stelt RVO geld beschikbaar.",
         ["Subsidieregeling behoud oude hoogstamboomgaarden"]),
        # A name in small letters.
        ("In het actieplan zwemveiligheid voor scholen staat dit.", ["actieplan zwemveiligheid voor scholen"]),
        ("Het landelijk programma versterking dijkstelsel helpt.", ["landelijk programma versterking dijkstelsel"]),
        ("Er komt een werkagenda gezonde en veilige sloten.", ["werkagenda gezonde en veilige sloten"]),
        ("Via de subsidieregeling voor molenaars en beurtschippers.",
         ["subsidieregeling voor molenaars en beurtschippers"]),
        ("De ketenaanpak gehoorschade (KG) begon in 2020.", ["ketenaanpak gehoorschade"]),
        ("Een Actieagenda voor de verbetering van de waterbalans volgt.",
         ["Actieagenda voor de verbetering van de waterbalans"]),
        ("Dit hoort bij het programma Handig met het water.", ["Handig met het water"]),
        # A verb behind it tells where a name in small letters ends.
        ("Het programma Buiten voor alle kinderen loopt.", ["Buiten voor alle kinderen"]),
        ("Het convenant Aanval op lege sluizen loopt af.", ["Aanval op lege sluizen"]),
        ("Het programma Schipper helpt de haven.", ["Schipper"]),
        # Letters in brackets and a figure.
        ("In het actieplan ‘Beter (t)huis aan boord’ staat dit.", ["Beter (t)huis aan boord"]),
        ("Het programma Sluis 2 loopt.", ["Sluis 2"]),
        ("Het Plan van aanpak verbetering rechtmatigheid en financieel beheer sluit aan.",
         ["Plan van aanpak verbetering rechtmatigheid en financieel beheer"]),
        ("Het vaarprogramma Zeewaardige paraatheid (VZP) loopt.", ["vaarprogramma Zeewaardige paraatheid"]),
        # A plan of action, a packet, a loan; an abbreviation with its cue.
        ("Het Plan van aanpak verbetering walbeheer sluit aan.", ["Plan van aanpak verbetering walbeheer"]),
        ("Het Plan van Aanpak Zeesluis loopt. Een plan van aanpak volgt.", ["Plan van Aanpak Zeesluis"]),
        ("Betreft Steunpakket sluiswachters en havens", ["Steunpakket sluiswachters en havens"]),
        ("Er is een Haven Opstartlening naast de kredietverlening.", ["Haven Opstartlening"]),
        ("Dat doet de Top80-aanpak; de PFAS-aanpak niet.", ["Top80-aanpak"]),
        ("In de Strategische Agenda Kanalen 2040 staat het.", ["Strategische Agenda Kanalen 2040"]),
        # A word made as a name, behind a cue that is not strong.
        ("Een mooi voorbeeld is de aanpak STORMVLOED op scholen.", ["STORMVLOED"]),
        ("Via de aanpak «veilig zwemmen: voor iedereen» is dit gedaan.", ["veilig zwemmen: voor iedereen"]),
        ("De eenmalige subsidie Strategisch Varen in Zout en Zoet is klaar.", ["Strategisch Varen in Zout en Zoet"]),
        ("De alliantie Verschil van Buitenaf doet mee.", ["Verschil van Buitenaf"]),
        ("Gemeenten krijgen de SPUK Zwemmen en Varen.", ["SPUK Zwemmen en Varen"]),
        ("Het Impulsbudget Sluizen en Stuwen is op.", ["Impulsbudget Sluizen en Stuwen"]),
        ("De Green Deal Zeilmakerij is getekend.", ["Green Deal Zeilmakerij"]),
        ("De Joint Response van de ABC voor Atlantis loopt.", ["Joint Response van de ABC voor Atlantis"]),
        # One word with an article, a year or an ordinal.
        ("Hier staat het Havenakkoord naast het nieuwe Kanalenplan.", ["Havenakkoord", "Kanalenplan"]),
        ("Dit volgt uit de Havenvisie 2040.", ["Havenvisie 2040"]),
        ("Dit hoort bij de bredere Haven- en vaarwegagenda.", ["Haven- en vaarwegagenda"]),
        ("De voortgang van het F-16 project en het ESA project.", ["F-16 project"]),
        ("Ik zond u de agenda water- en bodemkwaliteit 2031-2034.", ["agenda water- en bodemkwaliteit 2031-2034"]),
        ("Het milieubeleidsplan 2031-2035 loopt af.", ["milieubeleidsplan 2031-2035"]),
        ("Het nationaal dijkenprogramma waarover ik schreef, begint.", ["nationaal dijkenprogramma"]),
        ("Dat staat in het Vaarplan 7 .", ["Vaarplan"]),
        ("Er is overlegd over het programma tevens, en het actieplan expliciet.", []),
        ("Het bleek dat de regeling behulpzaam was en het programma waarover u schreef ook.", []),
        ("Het herstelpakket Caribisch Nederland wordt verlengd.", []),
        ("Bij de Regeling van Werkzaamheden vroeg uw Kamer hierom.", []),
        ("Vanuit het 6e Actieprogramma wordt dit gedaan.", ["6e Actieprogramma"]),
        ("In de aanloop naar het 9e Actieprogramma bekeken wij dit.", ["9e Actieprogramma"]),
        # A phrase tells that it is a programme.
        ("Dit staat in de ‘Strategische agenda voor de sluizen in Zeeland’.",
         ["Strategische agenda voor de sluizen in Zeeland"]),
        ("Deze pilot, genaamd ‘Thuis aan boord’, loopt.", ["Thuis aan boord"]),
        ("De bijdrage van VITAL, het landelijke programma van de sector, stijgt.", ["VITAL"]),
        ("BlauwWater, een project van de school, begint.", ["BlauwWater"]),
        ("De Beleidsagenda ‘Water in alle dorpen’ is af.", ["Water in alle dorpen"]),
        ("Dit loopt via het Programma naar een Levende Delta.", ["Programma naar een Levende Delta"]),
        ("Het Steunpakket Varen en Zeilen is verlengd.", ["Steunpakket Varen en Zeilen"]),
        # A closing mark may open a quote, before a capital.
        ("Het project ’Warme Sluis’ loopt.", ["Warme Sluis"]),
        ("De ’Regionale agenda voor veerponten’ is af.", ["Regionale agenda voor veerponten"]),
        # An adjective with a capital behind an article makes a name of the compound behind it, but not one of a place.
        ("Schippers vallen onder de Brede haventoelageregeling 2026-2028.", ["Brede haventoelageregeling 2026-2028"]),
        ("In het Nationaal sluisakkoord staat dat.", ["Nationaal sluisakkoord"]),
        ("De Zweedse havenaanpak en het Baskische sluisakkoord zijn anders.", []),
        # Of whom or where a compound is.
        ("Dit staat in het Havenakkoord Oost en in het Handelingsplan Zeewier.",
         ["Havenakkoord Oost", "Handelingsplan Zeewier"]),
        ("De Nederlandse Wierstrategie en de Europese agenda zijn af.", ["Wierstrategie"]),
        ("In het Vaarpakket Atlantis staat dat. Een pakket maatregelen volgt.", ["Vaarpakket Atlantis"]),
        ("Een North Sea Weed Strategy volgt op de Startwierpilot.", ["North Sea Weed Strategy"]),
        ("Gemeenten krijgen de Integratie-uitkering Vaarwegen Kust. Een Vaaruitkering niet.",
         ["Integratie-uitkering Vaarwegen Kust"]),
        ("Wij verlengen de Raamovereenkomst scheepsafval tot 2030.", ["Raamovereenkomst scheepsafval"]),
        # The abbreviation behind a plan is the body that has it.
        ("Het inrichtingsplan KVZW 2027 is vastgesteld. Het KVZW werft.", ["inrichtingsplan KVZW 2027"]),
        # An owner behind the name.
        ("Het project Zonnehof Midden van de Stichting Dak loopt.", ["Zonnehof Midden"]),
        # No name.
        ("Wij bekijken de aanpak PFAS en de bronaanpak voorop.", []),
        ("De aanpak huiselijk geweld en de agenda betrekking hebben.", []),
        ("Bij het programma drie moties aangenomen.", []),
        ("Het fonds circa € 4 miljoen en het fonds eind dit jaar.", []),
        ("Het project Zuid en de subsidie Nederland aan Atlantis.", []),
        ("Grijp Agenda en pen.", []),
        ("Het Regeerakkoord Samen Vooruit en het Bestemmingsplan Buitengebied.", []),
        ("De Regiegroep Aanpak Lawaai en de Stuurgroep Programma Noord komen bijeen.", []),
        ("De Regeling ammoniak en veehouderij geldt.", []),
        ("De Regeling Periodieke Evaluatie is van kracht.", []),
        ("De Regeling periodiek evaluatieonderzoek geldt; het steunpakket voor Zeeland is groot.", []),
        ("Uitbreiding Tegemoetkoming 389 389 staat in de tabel.", []),
        ("Het motto van het havenakkoord ‘wie vaart die betaalt’ blijft.", []),
        ("Het rapport ‘Naar een beter programma voor sluizen’ is er.", []),
        ("Zij schreef: ‘Plan en uitvoering zijn goed.’", []),
        ("In Rotterdam, een project van de gemeente, gebeurt veel.", []),
        ("De projecten waar op 1 mei niets is.", []),
        ("Het trustfonds van de Wereldbank en 38 plannen voor MGN.", []),
        ("Het programma loopt goed en het fonds is leeg.", []),
        ("Programma en planning zijn rond. Fondsen zijn er genoeg.", []),
        ("De impact van televisie is groot, aldus Divisie Zuid.", []),
        ("Het Coalitieakkoord en het Regeerprogramma noemen dit niet.", []),
        ("In uw Havenakkoord staat dit niet.", []),
        ("Nederlandse programma’s en Europese fondsen sluiten aan.", []),
        ("De minister van Economische Zaken ziet een rol voor ESA en de Europese Unie.", []),
        ("De ESA-programma’s en de RVO-regeling worden geëvalueerd.", []),
        ("Dit staat in de Uitvoeringsregeling Belastingen.", []),
        ("Het wetsvoorstel Breed Waterplan en het Akkoord Aruba en Nederland zijn er.", []),
        ("Dit leert het rapport Naar Actieplan Sluis; de Impact PSO Midden is groot.", []),
        ("Het langetermijnplan aanpak COVID-19 en het Programmaplan zijn klaar.", []),
        ("Drie partijen (Vereniging Zeilers, Jeugdzeilfonds en Vaarfonds Zee) doen mee.", []),
        ("Aan Vaarfonds Zee en Stichting Boot is subsidie verleend.", []),
        ("Met het project is Nederland goed op weg.", []),
        ("Het Internationaal Monetair Fonds en het Pensioenfonds Zorg reageerden.", []),
    ],
)  # fmt: skip
def test_unregistered_names(sentence: str, names: list[str]) -> None:
    found = programmes_of(sentence)
    assert [programme.name for programme in found] == names
    assert not any(programme.registered for programme in found)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Voor de SDE++ en de ISDE is ruimte.", ["SDE++", "ISDE"]),
        ("Het Nationaal Groeifonds betaalt mee.", ["Nationaal Groeifonds"]),
        ("Het nationaal groeifonds betaalt mee.", ["Nationaal Groeifonds"]),
        ("Voor het hoogwaterbeschermingsprogramma is geld.", ["Hoogwaterbeschermingsprogramma"]),
        ("Er zijn veel hoogwaterbeschermingsprogramma denkbaar.", []),
        ("Uit het kennisprogramma zeespiegelstijging bleek dit.", ["Kennisprogramma Zeespiegelstijging"]),
        ("De Groeifaciliteit groeit.", ["Groeifaciliteit"]),
        ("De IZA SPUK’s en de SPUK IZA zijn er.", ["SPUK IZA"]),
        ("De middelen van het Mobiliteits-fonds zijn op.", ["Mobiliteitsfonds"]),
        ("Er kwamen zes Regiodeals bij.", ["Regio Deals"]),
        ("De Stimulering Duurzame Energieproductie en Klimaattransitie gaat open.", ["SDE++"]),
        ("De WBSO is geëvalueerd, de wbso niet.", ["WBSO"]),
        ("Uit ESF+ en JTF is geput.", ["ESF+", "Just Transition Fund"]),
        ("Er is meer ruimte voor defensie nodig, en een kansrijke start.", []),
        ("Het hoofdlijnenakkoord noemt een kwart; nu gaat het om een science park.", []),
        ("Ik volg de aanpak van het Klimaatakkoord.", ["Klimaatakkoord"]),
    ],
)
def test_registered_names(sentence: str, names: list[str]) -> None:
    found = programmes_of(sentence)
    assert [programme.name for programme in found] == names
    assert all(programme.registered for programme in found)


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("ESA besloot over Science en Vega.", ["Science", "Vega"]),
        ("De studie Science en het merk Vega zijn populair.", []),
        ("Het Nationaal Isolatieprogramma (NIP) werkt. Het NIP groeit.", ["Nationaal Isolatieprogramma"]),
        ("Het NIP van de school viel uit.", []),
        ("De Nederlandse Publieke Omroep (NPO) zond uit, zegt de NPO.", []),
        ("Het Nationaal Programma Onderwijs (NPO) en de NPO-gelden.", ["Nationaal Programma Onderwijs"]),
        ("Het Intensief Zeehonden Akkoord (IZA) is iets anders.", ["Intensief Zeehonden Akkoord"]),
    ],
)  # fmt: skip
def test_ambiguous_names_need_the_letters_own_words(sentence: str, names: list[str]) -> None:
    assert names_of(sentence) == names


def test_spellings_and_abbreviation_are_one_programme() -> None:
    (programme,) = programmes_of(
        "De Lange Termijn Ruimtevaartagenda (LTR) is er. De Lange-termijn Ruimtevaartagenda noemt missies.",
        "Met de LTR gaan we door.",
    )
    assert programme.id == "lange-termijn-ruimtevaartagenda"
    assert programme.aliases == ["LTR", "Lange-termijn Ruimtevaartagenda"]
    assert [m.text for m in programme.mentions] == [
        "Lange Termijn Ruimtevaartagenda", "LTR", "Lange-termijn Ruimtevaartagenda", "LTR",
    ]  # fmt: skip


@pytest.mark.parametrize("bracket", ["(PSH)", "(hierna: PSH)", "(hierna: het ‘PSH’)", "(afgekort PSH)"])
def test_abbreviation_that_the_letter_gives(bracket: str) -> None:
    (programme,) = programmes_of(f"Het Programma Stille Havens {bracket} is af.", "Het PSH kost € 4 miljoen.")
    assert programme.name == "Programma Stille Havens"
    assert programme.aliases == ["PSH"]
    assert len(programme.mentions) == 3


def test_name_ends_before_its_abbreviation() -> None:
    (programme,) = programmes_of("De Subsidieregeling behoud oude bomen en struiken (SBOBS) sluit.")
    assert programme.name == "Subsidieregeling behoud oude bomen en struiken"


def test_a_ministry_in_brackets_is_no_abbreviation() -> None:
    (programme,) = programmes_of("Het programma Entree Zeehavens (EZ) loopt.", "EZ betaalt dit.")
    assert programme.aliases == []


def test_name_with_and_without_its_cue_is_one_programme() -> None:
    (programme,) = programmes_of(
        "Het Programma Schone Singels start.", "Het programma Schone Singels helpt; Schone Singels werkt."
    )
    assert (programme.name, programme.aliases, len(programme.mentions)) == (
        "Programma Schone Singels", ["Schone Singels"], 3,
    )  # fmt: skip


def test_ordinary_words_of_a_name_are_no_mention() -> None:
    (programme,) = programmes_of("De Regeling schone sloten opent.", "Wij willen schone sloten.")
    assert [mention.text for mention in programme.mentions] == ["Regeling schone sloten"]


def test_name_without_its_scope_is_the_same_programme() -> None:
    (programme,) = programmes_of("Ik stel een Nationaal Zwembadfonds in.", "Uit het Zwembadfonds komt € 4 miljoen.")
    assert (programme.name, programme.aliases) == ("Nationaal Zwembadfonds", ["Zwembadfonds"])


def test_a_name_of_one_word_is_shown_with_its_cue() -> None:
    (project,) = programmes_of("Het project ZonneDijk is gestart.")
    (register,) = programmes_of("Het Programma NOVEX is gestart.")
    assert (project.name, project.aliases) == ("ZonneDijk", ["project ZonneDijk"])
    assert (register.name, register.aliases) == ("NOVEX", ["Programma NOVEX"])


def test_one_word_with_another_owner_is_another_programme() -> None:
    assert names_of("De Groeifaciliteit voor Atlantis is open.") == ["Groeifaciliteit voor Atlantis"]


def test_the_beginning_of_a_long_name_is_the_same_programme() -> None:
    (programme,) = programmes_of(
        "Betreft Subsidieregeling sanering zinkdaken en loden goten",
        "De Subsidieregeling sanering zinkdaken en loden goten (SZLG) sluit.",
    )
    assert programme.name == "Subsidieregeling sanering zinkdaken en loden goten"
    assert programme.mentions[0].text == "Subsidieregeling sanering zinkdaken en loden goten"


def test_one_word_of_a_longer_name_is_the_same_programme() -> None:
    (programme,) = programmes_of("Het Tijdelijk Zwembadfonds Noord opent.", "Uit het Zwembadfonds komt € 4 miljoen.")
    assert (programme.name, programme.aliases) == ("Tijdelijk Zwembadfonds Noord", ["Zwembadfonds"])


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("het Heidefonds", ProgrammeKind.FUND),
        ("de regeling ‘Stil Asfalt’", ProgrammeKind.REGULATION),
        ("de Werkagenda Open Water", ProgrammeKind.AGENDA),
        ("het programma Open Water", ProgrammeKind.PROGRAMME),
        ("het project Open Water", ProgrammeKind.PROJECT),
    ],
)
def test_kind(sentence: str, kind: ProgrammeKind) -> None:
    assert [programme.kind for programme in programmes_of(f"Ik noem {sentence} hier.")] == [kind]


def test_columns_of_programmes() -> None:
    rows = [
        ["Thema", "Programma’s", "Bedrag"],
        ["Water", "Blauwe Dijk, Natte Teen / Hoog Spoor", "4"],
        ["Lucht", "ARIA (o.a. Wolk en Wind)", "5"],
        ["Overig", "Subsidies (regelingen)", "1"],
        ["Totaal", "Totaal", "10"],
    ]
    found = {programme.name: programme.parent for programme in programmes_of(rows)}
    assert found == {
        "Blauwe Dijk": None, "Natte Teen": None, "Hoog Spoor": None, "ARIA": None, "Wolk": "aria", "Wind": "aria",
    }  # fmt: skip


def test_cells_that_are_nothing_but_a_name() -> None:
    rows = [
        ["Omschrijving", "2026"],
        ["Subsidieregeling cybersecurity", "4"],
        ["Regeling sportaccommodaties", "6"],
        ["Subsidies", "3"],
        ["Totaal regelingen", "13"],
    ]
    assert [one.name for one in programmes_of(rows)] == [
        "Subsidieregeling cybersecurity",
        "Regeling sportaccommodaties",
    ]


@pytest.mark.parametrize(
    ("parts", "names"),
    [
        # A slip of the pen and an ending make no other name, another word or figure does.
        (("De Vaaragenda voor Zoet Water.", "De Vaarangeda voor Zoet Water."), ["Vaaragenda voor Zoet Water"]),
        (("Het Regionaal Programma Zeeklei loopt.", "Het Regionale Programma Zeeklei ook."),
         ["Regionaal Programma Zeeklei"]),
        (("Het Gebiedsprogramma Noordwest kost € 4 miljoen.", "Het Gebiedsprogramma Noordoost kost € 9 miljoen."),
         ["Gebiedsprogramma Noordwest", "Gebiedsprogramma Noordoost"]),
        (("Het Programma Binnenvaart loopt.", "Het Programma Binnnenvaart ook."), ["Programma Binnenvaart"]),
        (("Het Actieplan Veilige Sluizen.", "Het Actieplan Veilige Bruggen."),
         ["Actieplan Veilige Sluizen", "Actieplan Veilige Bruggen"]),
        (("Het Meerjarenprogramma Sluis 2024-2027.", "Het Meerjarenprogramma Sluis 2028-2031."),
         ["Meerjarenprogramma Sluis 2024-2027", "Meerjarenprogramma Sluis 2028-2031"]),
        # An abbreviation of the register behind a name in the letter's own words.
        (("De Subsidieregeling verduurzaming maatschappelijk vastgoed (DUMAVA, ook voor molens) gaat open.",),
         ["Subsidieregeling duurzaam maatschappelijk vastgoed"]),
        (("De Subsidieregeling dijken en molens (DUMAVA) gaat open.",),
         ["Subsidieregeling dijken en molens", "Subsidieregeling duurzaam maatschappelijk vastgoed"]),
        # The beginning of a longer name, where that stands.
        (("De regeling ‘Varen voor alle kinderen’ loopt.",
          "Vooruitblik subsidieregeling Varen voor alle kinderen Zeeland"),
         ["Varen voor alle kinderen"]),
        # The kind of the name that stands right behind.
        (("Dit regelt de Regeling specifieke bijdrage Programma Zeedijk Noord.",), ["Programma Zeedijk Noord"]),
    ],
)  # fmt: skip
def test_names_that_are_one(parts: tuple[str, ...], names: list[str]) -> None:
    assert names_of(*parts) == names


def test_what_is_abbreviated_and_its_abbreviation_are_one_programme() -> None:
    """Also with its cue behind a hyphen, and where the abbreviation has two words."""
    (programme,) = programmes_of(
        "De regeling VS OCW loopt. De regeling Vaarstelsel Onderzoekers OCW (VS OCW) is geëvalueerd.",
        "Dat geldt ook voor VS OCW.",
    )
    assert (programme.name, len(programme.mentions)) == ("Vaarstelsel Onderzoekers OCW", 4)
    (programme,) = programmes_of("De regeling VZBD is er.", "Dat lijkt op de VZBD-regeling uit 2007.")
    assert (programme.name, len(programme.mentions)) == ("VZBD", 2)


def test_the_first_part_of_a_compound_alone_is_no_programme() -> None:
    assert names_of("De zeven MIRT-projecten zijn af.") == []
    assert names_of("De zeven MIRT-projecten zijn af en het MIRT is klaar.") == ["MIRT"]
    assert names_of("Het MIRT-budget is op.") == ["MIRT"]
    (programme,) = programmes_of("De ISDE-regeling en de ISDE lopen door.")
    assert [mention.text for mention in programme.mentions] == ["ISDE-regeling", "ISDE"]


def test_other_columns_hold_no_programmes() -> None:
    assert programmes_of([["Onderdeel", "2026"], ["Topsport", "4"], ["Breedtesport", "6"]]) == []


def test_mentions_are_the_words_themselves() -> None:
    analysis = analysis_of("De ISDE blijft.", "Het programma Open Water en de ISDE.", [["Fonds"], ["Deltafonds"]])
    for programme in find_programmes(analysis):
        for mention in programme.mentions:
            assert analysis.letter.text[mention.start : mention.end] == mention.text


def test_long_hostile_text_takes_no_time() -> None:
    text = (
        "Het programma gehele en " * 5_000
        + "‘Agenda " * 5_000
        + "Programma "
        + "A.A-" * 20_000
        + " Programma" * 20_000
        + " (" * 20_000
        + "Fonds van " * 20_000
    )
    assert len(programmes_of(text)) < 50


@pytest.mark.parametrize("form", ["docx", "pdf", "txt"])
def test_space_letter(shared_letters: Path, form: str) -> None:
    folder = shared_letters / "esa-mc25"
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    found = find_programmes(analyse(read_letter(folder / f"letter.{form}"), NLP))
    called = [{programme.name, *programme.aliases} for programme in found]
    allowed = {*gold["programmes_required"], *gold["programmes_allowed"]}
    assert [name for name in gold["programmes_required"] if not any(name in names for names in called)] == []
    assert [names for names in called if not names & allowed] == []
