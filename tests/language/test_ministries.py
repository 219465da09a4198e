"""Ministries by every name they go by."""

from __future__ import annotations

import pytest

from kamerbrief.language.ministries import line_of, ministries_in, ministry_of, ministry_of_address, official_name


@pytest.mark.parametrize(
    ("role", "short"),
    [
        ("Minister van Economische Zaken", "EZ"),
        ("Minister van Economische Zaken en Klimaat", "EZK"),
        ("Minister van Economische Zaken, Landbouw en Innovatie", "EL&I"),
        ("de staatssecretaris van Financiën – Fiscaliteit en Belastingdienst", "FIN"),
        ("Staatssecretaris Fiscaliteit, Belastingdienst en Douane", "FIN"),
        ("Minister voor Rechtsbescherming", "JenV"),
        ("MINISTER VAN JUSTITIE EN VEILIGHEID", "JenV"),
        ("minister van Veiligheid & Justitie", "VenJ"),
        ("Minister-President", "AZ"),
        ("minister-president, minister van Algemene Zaken", "AZ"),
        ("De minister voor Klimaat en Energie", "EZK"),
        ("Minister van Klimaat en Groene Groei", "KGG"),
        ("Staatssecretaris Jeugd, Preventie en Sport", "VWS"),
        ("Minister van Landbouw, Visserij, Voedselzekerheid en Natuur", "LVVN"),
        ("minister van Landbouw, Natuur en Voedselkwaliteit", "LNV"),
        ("minister voor Natuur en Stikstof", "LNV"),
        ("minister voor Wonen en Rijksdienst", "BZK"),
        ("minister van Volkshuisvesting en Ruimtelijke Ordening", "VRO"),
        ("minister voor Buitenlandse Handel en Ontwikkelingshulp", "BHO"),
        ("minister van Buitenlandse Zaken", "BZ"),
        ("minister van Asiel en Migratie", "AenM"),
        ("staatssecretaris van Infrastructuur en Milieu", "IenM"),
        ("staatssecretaris van Infrastructuur en Waterstaat", "IenW"),
        ("minister voor Primair en Voortgezet Onderwijs", "OCW"),
        ("minister voor Armoedebeleid, Participatie en Pensioenen", "SZW"),
        ("minister van Verkeer en Waterstaat", "VenW"),
        ("de minister van Volksgezondheid", "VWS"),
        ("minister van Sociale Zaken", "SZW"),
        ("MİNISTER VAN FINANCIËN", "FIN"),
        ("minister voor Volkshuisvesting", "VRO"),
        ("Minister voor Langdurige Zorg, Jeugd en Sport", "VWS"),
        ("staatssecretaris Digitalisering", "BZK"),
        ("Minister voor Milieu en Wonen", "BZK"),
        ("Staatssecretaris van Visserij, Voedselzekerheid en Natuur", "LVVN"),
        ("Minister voor Basis- en Voortgezet Onderwijs", "OCW"),
        ("minister van Wonen, Wijken en Integratie", "VROM"),
        ("minister voor Jeugd en Gezin", "VWS"),
        ("de minister voor BHOS", "BZ"),
        ("burgemeester van Assen", None),
        ("", None),
    ],
)
def test_function_tells_its_ministry(role: str, short: str | None) -> None:
    assert ministry_of(role) == short


@pytest.mark.parametrize(
    ("text", "shorts"),
    [
        ("Vanuit EZ, OCW en IenW is dit jaar overleg gevoerd.", ["EZ", "OCW", "IenW"]),
        ("Het ministerie van Sociale Zaken en Werkgelegenheid en VWS betalen samen.", ["SZW", "VWS"]),
        ("De begrotingen van Defensie en Financiën zijn aangepast.", ["DEF", "FIN"]),
        ("De Defensie Ruimte Agenda is gereed, net als de Defensienota.", []),
        ("A&M, KGG, VRO, LVVN, V&J, EL&I, I&M en OCenW", ["AenM", "KGG", "VRO", "LVVN", "VenJ", "EL&I", "IenM", "OCW"]),
        ("De begroting voor digitalisering en voor volkshuisvesting groeit.", []),
        ("In de Raad Buitenlandse Zaken is hierover gesproken.", []),
        ("De bezem ging door de defensie-industrie; de fin de saison naderde.", []),
        ("Aan Justitie & Veiligheid is gevraagd de cijfers te leveren.", ["JenV"]),
        ("de ministers van Justitie en Veiligheid en Binnenlandse Zaken en Koninkrijksrelaties", ["JenV", "BZK"]),
    ],
)
def test_ministries_in_running_text(text: str, shorts: list[str]) -> None:
    assert [short for _, _, short in ministries_in(text)] == shorts


def test_offsets_hold_the_name() -> None:
    text = "Samen met het ministerie van Volksgezondheid, Welzijn en Sport is besloten."
    ((start, end, short),) = ministries_in(text)
    assert (text[start:end], short) == ("Volksgezondheid, Welzijn en Sport", "VWS")


@pytest.mark.parametrize(
    ("address", "short"),
    [("www.rijksoverheid.nl/ocw", "OCW"), ("www.rijksoverheid.nl/defensie", "DEF"), ("www.rijksoverheid.nl", None)],
)
def test_web_address_tells_the_ministry(address: str, short: str | None) -> None:
    assert ministry_of_address(address) == short


def test_official_name_is_the_first() -> None:
    assert official_name("JenV") == "Justitie en Veiligheid"
    assert official_name("XYZ") is None


def test_a_ministry_goes_on_with_the_work_of_the_one_before_it() -> None:
    assert line_of(["LVVN"]) == {"LVVN", "LNV"}
    assert line_of(["VWS"]) == {"VWS"}
    assert line_of([]) == frozenset()
