"""Official publications of several kinds as XML, written for tests in the elements of the publications' schema."""

from __future__ import annotations

_XSI = (
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:noNamespaceSchemaLocation="https://voorbeeld.example/op-xsd-2014-05-15.xsd"'
)


def publication(inside: str, *, identifier: str = "", meta: str = "") -> str:
    """An ``officiele-publicatie`` with its metadata."""
    record = (
        f'<meta name="OVERHEIDop.externMetadataRecord" scheme="" '
        f'content="https://zoek.example/{identifier}/metadata.xml"/>'
        if identifier
        else ""
    )
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n<officiele-publicatie {_XSI}>'
        f"<metadata>{record}{meta}</metadata>{inside}</officiele-publicatie>"
    )


def _kop(element: str, *lines: str) -> str:
    names = ("vergaderjaar", "kameraanduiding", "kamernummer", "documenttype")
    texts = "".join(
        f'<tekstregel inhoud="{name}">{line}</tekstregel>' for name, line in zip(names, lines, strict=False)
    )
    return f"<{element}>{texts}</{element}>"


TWEEDE_KAMER = ("Vergaderjaar 2025‒2026", "Tweede Kamer der Staten-Generaal", "2", "Kamerstukken")


def kamerstuk(
    inside: str, *, number: str = "77", identifier: str = "kst-31999-77", dossiers: str = "", date: str = ""
) -> str:
    """A Kamerstuk with this text in its ``vrije-tekst``."""
    dossiers = dossiers or (
        "<dossier><dossiernummer><dossiernr>31 999</dossiernr></dossiernummer><titel>Bruggen en sluizen</titel>"
        "</dossier>"
    )
    return publication(
        f"<kamerstuk>{_kop('kamerstukkop', *TWEEDE_KAMER)}{dossiers}<stuk>"
        f'<stuknr>Nr. <ondernummer kamer="2">{number}</ondernummer></stuknr>'
        f"<titel>BRIEF VAN DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT</titel>{date}"
        f"<algemeen><vrije-tekst><tekst status='goed'>{inside}</tekst></vrije-tekst></algemeen></stuk></kamerstuk>",
        identifier=identifier,
    )


TWO_DOSSIERS = (
    "<dossier><dossiernummer><dossiernr>36 600</dossiernr><begrotingshoofdstuk>XII</begrotingshoofdstuk>"
    "</dossiernummer>"
    "<titel>Begroting Infrastructuur</titel></dossier>"
    "<dossier><dossiernummer><dossiernr>31 999</dossiernr></dossiernummer><titel>Bruggen en sluizen</titel></dossier>"
)

AANHANGSEL = publication(
    f"<kamervragen>{_kop('kamervraagkop', *TWEEDE_KAMER[:3], 'Aanhangsel van de Handelingen')}"
    "<kamervraagnummer>412</kamervraagnummer>"
    '<kamervraagomschrijving type="vraag">Vragen van het lid <naam><achternaam>Veldhorst</achternaam></naam> '
    "(<politiek>ABC</politiek>) aan de <organisatie>Minister van Infrastructuur en Waterstaat</organisatie> over "
    "<kamervraagonderwerp>het uitstel van sluisrenovaties</kamervraagonderwerp> (ingezonden "
    '<datum isodatum="2025-11-03">3 november 2025</datum>).</kamervraagomschrijving>'
    '<kamervraagomschrijving type="antwoord">Antwoord van Minister Oosterling (Infrastructuur en Waterstaat) '
    "(ontvangen "
    '<datum isodatum="2025-11-24">24 november 2025</datum>).</kamervraagomschrijving>'
    "<vraag><nr>Vraag 1</nr><al>Klopt het dat twaalf sluizen later worden gerenoveerd?<noot id='n1' type='voet'>"
    "<noot.nr>1</noot.nr><noot.al>Weekblad Schuttevaer, 1 november 2025.</noot.al></noot></al></vraag>"
    "<antwoord><nr>Antwoord 1</nr><al>Ja. Het uitstel scheelt € 35 miljoen in 2026.</al>"
    "<al>Ik stuur uw Kamer voor 1 maart 2026 een nieuwe planning.</al></antwoord>"
    "<vraag><nr>Vraag 2</nr><al>Welke sluizen zijn dit?</al></vraag>"
    "<vraag><nr>Vraag 3</nr><al>Wat kost dit de binnenvaart?</al></vraag>"
    "<antwoord><nr>Antwoord 2 en 3</nr><lijst type='ndash'><li><li.nr>–</li.nr><al>De Krabbersluis;</al></li>"
    "<li><li.nr>–</li.nr><al>de sluis bij Eefde.</al></li></lijst></antwoord>"
    "<kamervraagopmerking><al>Toelichting: deze vragen vullen eerdere vragen aan.</al></kamervraagopmerking>"
    "</kamervragen>"
)

AMENDEMENT = publication(
    f"<kamerstuk>{_kop('kamerstukkop', *TWEEDE_KAMER)}{TWO_DOSSIERS}<stuk>"
    '<stuknr>Nr. <ondernummer kamer="2">18</ondernummer></stuknr>'
    "<titel>AMENDEMENT VAN HET LID VELDHORST</titel>"
    '<datumtekst>Ontvangen <datum isodatum="2025-12-02">2 december 2025</datum></datumtekst>'
    "<amendement><wie>De ondergetekende stelt het volgende amendement voor:</wie>"
    "<amendement-lid><wat>In <nadruk type='vet'>artikel 14</nadruk> wordt het verplichtingenbedrag verhoogd met € 25 "
    "miljoen.</wat>"
    "</amendement-lid></amendement>"
    "<algemeen><vrije-tekst><tekst><tussenkop kopopmaak='vet'>Toelichting</tussenkop>"
    "<al>Dit amendement maakt € 25 miljoen vrij voor fietsbruggen.</al></tekst></vrije-tekst>"
    "<ondertekening><naam><achternaam>Veldhorst</achternaam></naam></ondertekening></algemeen></stuk></kamerstuk>",
    identifier="kst-36600-XII-18",
)

HANDELINGEN = publication(
    "<handelingen><vergadering><vergadering-nummer>23e vergadering</vergadering-nummer></vergadering><agendapunt>"
    "<item-titel>Bruggen en sluizen</item-titel><onderwerp><al>Aan de orde is het debat over bruggen.</al>"
    "</onderwerp>"
    '<spreekbeurt nieuw="ja"><spreker><voorvoegsels>De heer</voorvoegsels><naam><achternaam>Veldhorst</achternaam>'
    "</naam> "
    "(<politiek>ABC</politiek>):</spreker><tekst status='goed'><al>Er is € 80 miljoen te weinig.</al></tekst>"
    "</spreekbeurt>"
    '<spreekbeurt nieuw="ja"><spreker><voorvoegsels>Minister</voorvoegsels><naam><achternaam>Oosterling</achternaam>'
    "</naam>:"
    "</spreker><tekst><al>Ik stuur de Kamer voor de zomer een brief.</al></tekst></spreekbeurt>"
    "<motie><motie-info><al>De Kamer,</al></motie-info><al>verzoekt de regering de bruggen te herstellen,</al>"
    "</motie>"
    "</agendapunt></handelingen>",
    identifier="h-tk-20252026-23-4",
)

STAATSCOURANT = publication(
    "<kop><titel>Staatscourant</titel><subtitel>van het Koninkrijk der Nederlanden</subtitel></kop>"
    "<staatscourant><regeling><intitule>Regeling van de Minister van Infrastructuur en Waterstaat van 8 december "
    "2025 tot "
    "verlening van subsidie voor bruggen</intitule><aanhef><wie>De Minister van Infrastructuur en Waterstaat,</wie>"
    "<considerans><considerans.al>Gelet op artikel 4 van de Kaderwet subsidies I en M;</considerans.al></considerans>"
    "<afkondiging><al>Besluit:</al></afkondiging></aanhef><regeling-tekst>"
    "<artikel><kop><label>Artikel</label><nr>1</nr><titel>Begripsbepalingen</titel></kop><al>In deze regeling wordt "
    "verstaan onder:</al>"
    "<definitielijst><definitie-item><term>brug:</term><definitie><al>beweegbare brug van het Rijk;</al></definitie>"
    "</definitie-item>"
    "</definitielijst></artikel>"
    "<artikel><kop><label>Artikel</label><nr>2</nr><titel>Plafond</titel></kop>"
    "<lid><lidnr>1.</lidnr><al>Het subsidieplafond bedraagt € 4.500.000.</al></lid>"
    "<lid><lidnr>2.</lidnr><al>De subsidie bedraagt ten hoogste:</al><lijst type='expliciet'><li><li.nr>a.</li.nr>"
    "<al>€ 50.000 per "
    "brug;</al></li><li><li.nr>b.</li.nr><al>€ 90.000 per sluis.</al></li></lijst></lid></artikel></regeling-tekst>"
    "<regeling-sluiting><slotformulering><al>Deze regeling zal in de Staatscourant worden geplaatst.</al>"
    "</slotformulering>"
    "<ondertekening><functie>De Minister van Infrastructuur en Waterstaat,</functie><naam><voornaam>B.</voornaam>"
    "<achternaam>Oosterling</achternaam></naam></ondertekening></regeling-sluiting></regeling></staatscourant>",
    meta='<meta name="DC.identifier" content="stcrt-2025-40123"/>'
    '<meta name="OVERHEIDop.datumOndertekening" content="2025-12-08"/>'
    '<meta name="DC.title" content="Regeling subsidie bruggen"/>',
)

BIJLAGE = publication(
    "<bijlage><kop><label>Bijlage</label><nr>2</nr><titel>Overzicht van projecten</titel></kop>"
    "<divisie><kop><nr>2.1</nr><titel>Sluizen</titel></kop><al>De renovatie kost € 61 miljoen.</al></divisie>"
    "<plaatje><illustratie naam='blg-1.png'/><bijschrift>Kaart van de sluizen</bijschrift></plaatje></bijlage>",
    identifier="blg-1234567",
)

KAMERWRK = (
    '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE kamerwrk SYSTEM "kamerwrk.dtd">'
    '<kamerwrk kamer="2" publtype="brf"><kop><titel>Tweede Kamer der Staten-Generaal</titel><subtitel>2</subtitel>'
    "<subtitel>Vergaderjaar 2004-2005</subtitel></kop><frontm><versie dtd='0.10'/><ordernr>KST81234</ordernr>"
    "<vergjaar>2004-2005</vergjaar><onderw><nummer>29 800 XII</nummer><naam>Vaststelling van de "
    "begrotingsstaten</naam></onderw>"
    "</frontm><body><stuk><ltrlabel>Nr. </ltrlabel><nummer>45</nummer><titel>BRIEF VAN DE MINISTER VAN VERKEER EN "
    "WATERSTAAT</titel>"
    "<al>Aan de Voorzitter van de Tweede Kamer der Staten-Generaal</al><al>Den Haag, 4 april 2005</al>"
    "<tuskop letat='vet'>Financi&euml;n</tuskop><al>Voor de co&ouml;rdinatie is <nadruk type='vet'>&euro; 7</nadruk> "
    "miljoen nodig."
    "<voetref refid='v1'>1</voetref></al><witreg/><al>Dat is alles.</al>"
    "<voetnoot id='v1' nr='1'><al>Prijspeil 2005.</al></voetnoot>"
    "<ondtek><functie>De Minister van Verkeer en Waterstaat,</functie><naam>K.M.H. Peilstra</naam></ondtek></stuk>"
    "</body></kamerwrk>"
)
