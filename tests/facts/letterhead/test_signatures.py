"""Who signs, and for whom."""

from __future__ import annotations

import pytest

from kamerbrief.facts.letterhead.signatures import find_on_behalf_of, find_senders, looks_like_name
from tests.letters import letter_of

OPENING = "Hierbij bied ik u het jaarverslag van het waterschap aan."


@pytest.mark.parametrize(
    ("lines", "senders"),
    [
        (["Ada Verbrugge\nMinister van Defensie"], [("Ada Verbrugge", "Minister van Defensie", "DEF")]),
        (["De minister van Financiën,", "E.J. Heinsbroek"], [("E.J. Heinsbroek", "Minister van Financiën", "FIN")]),
        (
            ["DE MINISTER VAN ASIEL EN MIGRATIE,", "mr. drs. P. de Wolff-Baart"],
            [("P. de Wolff-Baart", "Minister van Asiel en Migratie", "AenM")],
        ),
        (
            ["DE STAATSSECRETARIS VAN FINANCIËN, drs. K.L. van 't Hof"],
            [("K.L. van 't Hof", "Staatssecretaris van Financiën", "FIN")],
        ),
        (
            ["Sanne Oudekerk Minister voor Natuur en Stikstof"],
            [("Sanne Oudekerk", "Minister voor Natuur en Stikstof", "LNV")],
        ),
        (
            ["de Minister voor Rechtsbescherming,\n\nF.M. Weerdenburg"],
            [("F.M. Weerdenburg", "Minister voor Rechtsbescherming", "JenV")],
        ),
        (
            ["Minister-president, minister van Algemene Zaken", "Dirk Schouwenaar"],
            [("Dirk Schouwenaar", "Minister-president, minister van Algemene Zaken", "AZ")],
        ),
        (
            ["De minister van Defensie, De staatssecretaris van Defensie,", "Ruben Brekel", "Gijs Tuinder"],
            [
                ("Ruben Brekel", "Minister van Defensie", "DEF"),
                ("Gijs Tuinder", "Staatssecretaris van Defensie", "DEF"),
            ],
        ),
        (
            ["De Minister van Volksgezondheid,\nWelzijn en Sport,\n\nW.W. (Wies) Graafland"],
            [("W.W. Graafland", "Minister van Volksgezondheid, Welzijn en Sport", "VWS")],
        ),
        (
            ["DE MINISTER-PRESIDENT,\nMinister van Algemene Zaken,\nDirk Schouwenaar"],
            [("Dirk Schouwenaar", "Minister-president", "AZ")],
        ),
        (
            ["DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT,", "IJ. van 't Hof"],
            [("IJ. van 't Hof", "Minister van Infrastructuur en Waterstaat", "IenW")],
        ),
        (
            ["DE STAATSSECRETARIS VAN FINANCIËN – FISCALITEIT, BELASTINGDIENST EN DOUANE, T. van Oosten"],
            [("T. van Oosten", "Staatssecretaris van Financiën – Fiscaliteit, Belastingdienst en Douane", "FIN")],
        ),
        (
            ["de staatssecretaris van Sociale Zaken en Werkgelegenheid -\nParticipatie en Integratie,\n\nJ.N. Moor"],
            [
                (
                    "J.N. Moor",
                    "Staatssecretaris van Sociale Zaken en Werkgelegenheid - Participatie en Integratie",
                    "SZW",
                )
            ],
        ),
        (
            ["De minister voor Medische Zorg a.i.,", "w.g.", "prof. dr.ir. E. van der Burgh"],
            [("E. van der Burgh", "Minister voor Medische Zorg a.i.", "VWS")],
        ),
        (
            ["De minister van Defensie,", "mede namens de minister van Buitenlandse Zaken,", "Ruben Brekel"],
            [("Ruben Brekel", "Minister van Defensie", "DEF")],
        ),
        (
            ["DE MINISTER VAN VOLKSGEZONDHEID, WELZIJN EN SPORT,", "drs W.W. Graafland"],
            [("W.W. Graafland", "Minister van Volksgezondheid, Welzijn en Sport", "VWS")],
        ),
        (
            [
                "BRIEF VAN DE MINISTER VAN DEFENSIE",
                "Geachte voorzitter,",
                "De Minister van Defensie,",
                "H.G. Bruin Slot",
            ],
            [("H.G. Bruin Slot", "Minister van Defensie", "DEF")],
        ),
        (
            [f"{'Over de uitkomst van dit overleg hoort u mij nog. ' * 9}De Minister van Financiën,", "E. Vaartjes"],
            [("E. Vaartjes", "Minister van Financiën", "FIN")],
        ),
        (
            [f"{'Over de uitkomst van dit overleg hoort u mij nog. ' * 9}De Minister van Financiën, E. Vaartjes"],
            [("E. Vaartjes", "Minister van Financiën", "FIN")],
        ),
        (
            ["Hoogachtend,\nde staatssecretaris van Volksgezondheid,", "Welzijn en Sport,", "Ruben Brekel"],
            [("Ruben Brekel", "Staatssecretaris van Volksgezondheid, Welzijn en Sport", "VWS")],
        ),
        (
            ["DE STAATSSECRETARIS VAN INFRASTRUCTUUR EN WATERSTAAT,", "S. van Bergen - Van der Laan"],
            [("S. van Bergen - Van der Laan", "Staatssecretaris van Infrastructuur en Waterstaat", "IenW")],
        ),
        (["Ik schrijf mede namens de minister van Defensie, de minister van Financiën, de minister van Justitie."], []),
        (["De minister van Buitenlandse Zaken,"], [(None, "Minister van Buitenlandse Zaken", "BZ")]),
        (["De minister van Defensie sprak daarover met de sector."], []),
        (["De gemeente Assen", "Jan de Vries"], []),
    ],
)
def test_senders(lines: list[str], senders: list[tuple[str | None, str, str | None]]) -> None:
    found = find_senders(letter_of(OPENING, *lines))
    assert [(sender.name, sender.role, sender.ministry) for sender in found] == senders


def test_two_signers_side_by_side_in_a_table() -> None:
    letter = letter_of(
        OPENING,
        [
            ["De minister van Economische Zaken,", "De minister van Sociale Zaken en Werkgelegenheid,"],
            ["Teun Karsdorp", "Mieke van Ham"],
        ],
    )
    assert [(sender.name, sender.ministry) for sender in find_senders(letter)] == [
        ("Teun Karsdorp", "EZ"),
        ("Mieke van Ham", "SZW"),
    ]


def test_four_signatures_in_cells_stand_in_reading_order() -> None:
    letter = letter_of(
        OPENING,
        [
            ["De minister van Financiën, Jan Fris", "De minister van Defensie, Els Moor"],
            ["De staatssecretaris van Financiën, Bo Vos", ""],
        ],
    )
    assert [sender.name for sender in find_senders(letter)] == ["Jan Fris", "Els Moor", "Bo Vos"]


def test_evidence_holds_name_and_function() -> None:
    (sender,) = find_senders(letter_of(OPENING, "De minister van Defensie,", "Ruben Brekel"))
    assert sender.evidence is not None
    assert sender.evidence.text == "De minister van Defensie,\nRuben Brekel"


@pytest.mark.parametrize(
    ("sentence", "functions"),
    [
        ("Ik schrijf u, mede namens de minister van Financiën, over de tol.", ["minister van Financiën"]),
        (
            "Mede namens de minister van Onderwijs, Cultuur en Wetenschap en de staatssecretaris van Defensie meld ik:",
            ["minister van Onderwijs, Cultuur en Wetenschap", "staatssecretaris van Defensie"],
        ),
        (
            "Ik doe dit mede namens de ministers van Binnenlandse Zaken en Koninkrijksrelaties en van Defensie.",
            ["minister van Binnenlandse Zaken en Koninkrijksrelaties", "minister van Defensie"],
        ),
        (
            "Mede namens mijn ambtgenoot van Volksgezondheid, Welzijn en Sport, bied ik u dit aan.",
            ["ambtgenoot van Volksgezondheid, Welzijn en Sport"],
        ),
        (
            "Mede namens de minister voor Klimaat en Energie, de minister van LNV en de staatssecretaris van IenW.",
            ["minister voor Klimaat en Energie", "minister van LNV", "staatssecretaris van IenW"],
        ),
        (
            "Namens de staatssecretaris van Financiën – Fiscaliteit en Belastingdienst bied ik u de nota aan.",
            ["staatssecretaris van Financiën – Fiscaliteit en Belastingdienst"],
        ),
        (
            "Dit doe ik mede namens mijn collega’s van EZ, OCW en Defensie.",
            ["collega van EZ", "collega van OCW", "collega van Defensie"],
        ),
        (
            (
                "Ik doe dit mede namens de ministers van Justitie en Veiligheid (JenV), Defensie (DEF), Medische "
                "Zorg en Sport (MZS) en de staatssecretaris van Financiën (FIN)."
            ),
            [
                "minister van Justitie en Veiligheid",
                "minister van Defensie",
                "minister van Medische Zorg en Sport",
                "staatssecretaris van Financiën",
            ],
        ),
        ("In reactie hierop delen wij u namens de Rijksministerraad het volgende mee.", ["Rijksministerraad"]),
        ("De directeur sprak namens de minister van Financiën op het congres.", []),
        ("Namens het bestuur dank ik iedereen.", []),
    ],
)
def test_on_behalf_of(sentence: str, functions: list[str]) -> None:
    assert find_on_behalf_of(letter_of(sentence))[0] == functions


def test_mede_namens_counts_before_a_plain_namens() -> None:
    letter = letter_of(
        "Namens de minister van Defensie vraag ik u om uitstel.", "Mede namens de minister van Financiën meld ik u dit."
    )
    functions, where = find_on_behalf_of(letter)
    assert functions == ["minister van Financiën"]
    assert where is not None
    assert letter.text[slice(*where)] == "Mede namens de minister van Financiën"


@pytest.mark.parametrize("text", ["Jan de Vries", "drs. A.B. van der Zee MSc", "D. Yıldız-Karman", "Ir. Th. Moor"])
def test_names(text: str) -> None:
    assert looks_like_name(text)


@pytest.mark.parametrize(
    "text",
    ["Geachte Voorzitter", "Hoogachtend", "Tweede Kamer der Staten-Generaal", "Postbus 20018", "wij gaan door", ""],
)
def test_no_names(text: str) -> None:
    assert not looks_like_name(text)
