"""Which printed lines belong together, and the labels of a letterhead."""

from __future__ import annotations

import pytest

from kamerbrief.reading.headings import looks_like_heading
from kamerbrief.reading.letterhead_lines import fields, head_length
from kamerbrief.reading.lines import breaks_off, joined


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Postbus 20018", "2500 EA DEN HAAG"], "Postbus 20018\n2500 EA DEN HAAG"),
        (["de minister van Financiën,", "namens deze,"], "de minister van Financiën,\nnamens deze,"),
        (["Het gaat om circa", "€ 5 miljoen."], "Het gaat om circa € 5 miljoen."),
        (["De rijks-", "begroting groeit."], "De rijksbegroting groeit."),
        (["De rijks-", "en gemeentebegroting groeien."], "De rijks- en gemeentebegroting groeien."),
        (["Het jaar 2025-", "2026 telt mee."], "Het jaar 2025- 2026 telt mee."),
        (["een regel"], "een regel"),
        ([], ""),
    ],
)
def test_joined(lines: list[str], text: str) -> None:
    assert joined(lines) == text


@pytest.mark.parametrize(
    ("before", "after", "broken"),
    [
        ("In de begroting van dit jaar is voor het programma een bedrag van", "€ 5 miljoen opgenomen.", True),
        ("In de begroting van dit jaar staat voor het programma een bedrag", "dat hoger is.", True),
        ("In de begroting van dit jaar staat voor het programma een bedrag.", "dat hoger is.", False),
        ("In de begroting van dit jaar staat voor het programma een bedrag", "Dat is hoger.", False),
        ("Korte regel", "die doorloopt", False),
        ("Mede namens de minister van Onderwijs, Cultuur en Wetenschap en Zorg", "de minister van Financiën", False),
    ],
)
def test_breaks_off(before: str, after: str, broken: bool) -> None:
    assert breaks_off(before, after) is broken


def test_fields_tie_labels_to_values() -> None:
    lines = ["Datum", "3 maart 2025", "", "Betreft", "", "Reactie op het advies", "over de kust", "",
             "Ons kenmerk", "", "", "Contactpersoon", "T 070 123", "Uw kenmerk: 2025Z01", "Turfmarkt 1"]  # fmt: skip
    found = [(f.name, [lines[n][f.rest if k == 0 else 0 :] for k, n in enumerate(f.lines)]) for f in fields(lines)]
    assert found == [
        ("datum", ["3 maart 2025"]),
        ("betreft", ["Reactie op het advies", "over de kust"]),
        ("t", ["070 123"]),
        ("uw kenmerk", ["2025Z01"]),
        ("", ["Turfmarkt 1"]),
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ["Ons kenmerk", "Datum 25 februari 2019", "FEZ / 190"],
            [("ons kenmerk", "FEZ / 190"), ("datum", "25 februari 2019")],
        ),
        (["Kenmerk", "2500 EA Den Haag", "2019-0001"], [("kenmerk", "2019-0001"), ("", "2500 EA Den Haag")]),
        (
            ["Onze referentie 49021466", "Kenmerk van het plan is de 2 proeven"],
            [("onze referentie", "49021466"), ("", "Kenmerk van het plan is de 2 proeven")],
        ),
        (["Kenmerk afzender", "", "Kenmerk", "AB-1"], [("kenmerk", "AB-1")]),
        (["B etreft Kosten van de veren"], [("betreft", "Kosten van de veren")]),
        (
            [
                "Betreft Kabinetsreactie op het advies ‘Duurzame havens en",
                "",
                "mensen. Een verbond’",
                "",
                "Geachte lezer",
            ],
            [
                ("betreft", "Kabinetsreactie op het advies ‘Duurzame havens en mensen. Een verbond’"),
                ("", "Geachte lezer"),
            ],
        ),
        (
            ["Onderwerp Beleidsreactie op het rapport over de veren in", "brief behandelen.", "Zeeland", "", "Hierbij"],
            [
                ("onderwerp", "Beleidsreactie op het rapport over de veren in Zeeland"),
                ("", "brief behandelen."),
                ("", "Hierbij"),
            ],
        ),
        (
            ["Betreft Veren", "", "Hierbij zend ik u het rapport."],
            [("betreft", "Veren"), ("", "Hierbij zend ik u het rapport.")],
        ),
        (
            ["met vermelding van de", "datum en het kenmerk van", "deze brief."],
            [("", "met vermelding van de"), ("", "datum en het kenmerk van"), ("", "deze brief.")],
        ),
    ],
)
def test_fields_of_a_converted_letterhead(lines: list[str], expected: list[tuple[str, str]]) -> None:
    found = [
        (field.name, " ".join(lines[n][field.rest if k == 0 else 0 :].strip() for k, n in enumerate(field.lines)))
        for field in fields(lines)
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("lines", "length"),
    [
        (["Datum 3 maart 2025", "Geachte voorzitter,", "Tekst."], 1),
        (["Aan de Kamer", "Datum", "3 maart 2025", "", "In antwoord op uw brief " + "meld ik dit " * 9 + "graag."], 3),
        (["Inleiding", "Geachte voorzitter,"], 0),
        (
            ["Een lange zin die niets met een briefhoofd te maken heeft, maar wel " * 2 + "eindigt.", "Datum: 3 maart"],
            0,
        ),
        (
            [
                "Datum",
                "3 maart 2025",
                "",
                *["Een regel van de brief die lang genoeg is om lopende tekst te zijn"] * 4,
                "Kenmerk",
            ],
            2,
        ),
        ([], 0),
    ],
)
def test_head_length(lines: list[str], length: int) -> None:
    assert head_length(lines) == length


@pytest.mark.parametrize(
    ("text", "numbered", "heading"),
    [
        ("Versterk de sturing op de uitvoering van het programma " * 3, True, True),
        ("Versterk de sturing op de uitvoering van het programma " * 3, False, False),
        ("2. Versterk de sturing op de uitvoering van het programma " + "en meer " * 12, False, True),
        ("Geachte voorzitter", False, False),
        ("2025", False, False),
        ("Overige punten, etc.", False, True),
    ],
)
def test_looks_like_heading(text: str, numbered: bool, heading: bool) -> None:
    assert looks_like_heading(text, numbered=numbered) is heading
