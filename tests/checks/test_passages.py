"""Sums that a letter tells over several sentences or bullets; what does not hold exactly is no check."""

from __future__ import annotations

import pytest

from kamerbrief.letter import BlockKind
from tests.checks.test_checks import checks_of, facts_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Gemeenten gaven vorig jaar € 6,1 miljard uit. Eerder was dat nog € 4,4 miljard. De stijging van "
                "€ 1,7 miljard komt door hogere tarieven."
            ),
            ("sum", "consistent", 6.1e9),
        ),
        (
            (
                "De eerste fase kost € 40 mln. De tweede is begroot op € 25 mln. Voor de derde staat € 15 mln. klaar. "
                "Bij elkaar gaat het om € 80 mln."
            ),
            ("sum", "consistent", 80e6),
        ),
        (
            (
                "Van het budget blijft € 70 miljoen dit jaar over. Dat geld schuift door: € 45 miljoen naar "
                "2027 en € 25 miljoen naar 2028."
            ),
            ("sum", "consistent", 70e6),
        ),
        (
            "Van de € 90 miljoen die erbij komt, hangt € 50 miljoen samen met de prijzen en € 40 miljoen met de vraag.",
            ("sum", "consistent", 90e6),
        ),
        (
            "Tot 2030 is € 400 miljoen begroot. Daarvan is € 100 miljoen, oftewel 25 procent, voor spoor.",
            ("share", "consistent", 25.0),
        ),
        (
            "Vorig jaar is € 220 mln. toegezegd aan bedrijven, tegen € 200 mln. in het jaar ervoor: een groei van 10%.",
            ("growth", "consistent", 10.0),
        ),
        (
            "Voor het loket was € 18 miljoen geraamd. Nodig is € 23 miljoen, zodat een tekort van € 5 miljoen blijft.",
            ("sum", "consistent", 23e6),
        ),
        (
            "Nu is € 9 miljoen beschikbaar. Daar komt € 3 miljoen bij, zodat € 12 miljoen kan worden besteed.",
            ("sum", "consistent", 12e6),
        ),
        (
            "Het project gaat van € 620 miljoen naar € 680 miljoen. De € 60 miljoen die erbij komt, is voor staal.",
            ("sum", "consistent", 680e6),
        ),
        (
            "In kas is € 96 mln. Daarvan is € 21 mln. toegezegd, zodat € 75 mln. resteert.",
            ("difference", "consistent", 75e6),
        ),
        (
            "Er bleef 1,5 miljoen euro liggen. Van de begrote € 9,5 miljoen werd € 8 miljoen uitgegeven.",
            ("difference", "consistent", 1.5e6),
        ),
        (
            "Het werk komt uit op € 240 mln., € 15 mln. lager dan geraamd. De raming bedroeg € 255 mln.",
            ("difference", "consistent", 240e6),
        ),
        (
            (
                "Er is € 80 mln. toegezegd, waarvan € 50 mln. voor wegen en € 30 mln. voor spoor. Van dit totaal is "
                "€ 60 mln. uitgegeven, ofwel 75 procent."
            ),
            ("share", "consistent", 75.0),
        ),
        (
            "Het pakket is € 38 mln. Van dit pakket was € 15 mln. al bekend; de overige € 23 mln. is nieuw.",
            ("difference", "consistent", 23e6),
        ),
        (
            (
                "Er is € 80 mln. toegezegd, waarvan € 50 mln. voor wegen en € 30 mln. voor spoor. Van dit totaal is "
                "€ 60 mln. uitgegeven. Het resterende bedrag van € 20 mln. volgt in 2027."
            ),
            ("difference", "consistent", 20e6),
        ),
        (
            "Dit jaar is het € 60 mln., € 10 mln. meer dan in 2025, toen het om € 50 mln. ging.",
            ("sum", "consistent", 60e6),
        ),
        (
            "Van de € 60,4 mln. die was begroot, is € 52,1 mln. besteed, zodat € 7,3 mln. onbenut bleef.",
            ("difference", "inconsistent", 7.3e6),
        ),
        (
            "De reserve bedroeg in mei nog € 240 mln. Daarvan is nu € 130 mln. vergeven, zodat € 120 mln. overblijft.",
            ("difference", "inconsistent", 120e6),
        ),
        (
            "In het fonds zat € 60 mln. Vorig jaar is het met € 20 mln. verlaagd, waarna € 40 mln. resteerde.",
            ("difference", "consistent", 40e6),
        ),
        (
            "Voor groen is € 1,2 miljard beschikbaar. Nodig is € 1,5 miljard. Dat geeft een tekort van € 0,3 miljard.",
            ("sum", "consistent", 1.5e9),
        ),
        (
            "De prijs ging van € 40 mln. naar € 52 mln. Deze prijsstijging van 25% komt door het staal.",
            ("growth", "inconsistent", 25.0),
        ),
        (
            "De gemeenten gaven € 55 mln. uit, tegen € 50 mln. in het jaar ervoor. Dat is een groei van 10%.",
            ("growth", "consistent", 10.0),
        ),
        (
            "De dienst was € 50 mln. kwijt, 20 procent meer dan de begrote € 40 mln.",
            ("growth", "inconsistent", 20.0),
        ),
        (
            "De laagste inschrijving bedroeg € 45 mln., 10% onder de raming van € 50 mln.",
            ("growth", "consistent", 10.0),
        ),
        (
            "Een formulier minder verlaagt de lasten van € 50 naar € 40 per aanvraag, een daling van 20 procent.",
            ("growth", "consistent", 20.0),
        ),
        (
            "Er is € 12 mln. teruggehaald, wat overeenkomt met 20 procent van de uitgekeerde € 80 mln.",
            ("share", "inconsistent", 20.0),
        ),
        (
            "De € 90 mln. komt uit drie potjes: € 40 mln. van het Rijk, € 35 mln. van de stad en € 25 mln. van Ede.",
            ("sum", "inconsistent", 90e6),
        ),
        (
            "Ten opzichte van 2026, toen € 50 mln. werd besteed, stijgt de steun met 40% tot € 60 mln.",
            ("growth", "inconsistent", 40.0),
        ),
        (
            "Een scherm kost € 15.400 per woning. Vorig jaar was dat nog € 14.000; een stijging van 10%.",
            ("growth", "consistent", 10.0),
        ),
        (
            "Deurne krijgt een brug van € 2,1 mln., Asten een van € 3,4 mln. Samen kosten deze bruggen € 5,9 mln.",
            ("sum", "inconsistent", 5.9e6),
        ),
        (
            "De brug kost € 90 miljoen. Utrecht betaalt € 40 miljoen, Zeist € 20 miljoen en Bunnik € 30 miljoen.",
            ("sum", "consistent", 90e6),
        ),
        (
            "Voor de veren is € 8,4 mln. nodig, dat uiteenvalt in € 5,0 mln. voor schepen en € 3,9 mln. voor steigers.",
            ("sum", "inconsistent", 8.4e6),
        ),
        (
            "Van de reserve van € 50 mln. is tot nu toe € 12 mln. besteed, zodat er nog € 32 mln. resteert.",
            ("difference", "inconsistent", 32e6),
        ),
        (
            "De opbrengst was € 40 mln. Nu is dat nog € 30 mln., zodat de omzet met 25% is teruggelopen.",
            ("growth", "consistent", 25.0),
        ),
        (
            "Er ging € 60 mln. naar onderhoud, waar dat in 2025 € 50 mln. was: het beroep is met 20% opgelopen.",
            ("growth", "consistent", 20.0),
        ),
        (
            "Van de € 60 mln. voor dijken is € 15 mln. bestemd voor zand, oftewel 30 procent.",
            ("share", "inconsistent", 30.0),
        ),
        (
            "Het gat van € 14 mln. is gedicht bij wegen (€ 6,5 mln.), sluizen (€ 4,5 mln.) en havens (€ 3 mln.).",
            ("sum", "consistent", 14e6),
        ),
        (
            "De € 63 mln. heeft drie oorzaken: hoger loon (€ 30 mln.), duurder staal (€ 25 mln.) en btw (€ 8 mln.).",
            ("sum", "consistent", 63e6),
        ),
        (
            "Er is € 40 mln. voor optiek, waarvan inmiddels € 10 mln. is toegekend (25%).",
            ("share", "consistent", 25.0),
        ),
        (
            "Wie borg staat, betaalt 3% van het bedrag van € 60 mln., op dit moment dus € 1,8 mln.",
            ("share", "consistent", 3.0),
        ),
        (
            "De omzet groeide van € 180 mln. in 2021 naar € 207 mln. in 2025, een plus van 15%.",
            ("growth", "consistent", 15.0),
        ),
        (
            "Boven € 900 geldt een stijging van 25 procent, voor een gewone zaak van € 40 naar € 50.",
            ("growth", "consistent", 25.0),
        ),
        (
            "Het accres komt daarmee niet op € 80 mln. maar op € 72 mln. Het gaat om een daling van 10%.",
            ("growth", "consistent", 10.0),
        ),
        (
            "Boeren krijgen € 17 mln. Van het eigen deel komt € 12 mln. uit de kas en € 5 mln. elders vandaan.",
            ("sum", "consistent", 17e6),
        ),
    ],
)
def test_what_sentences_together_say_is_found(text: str, expected: tuple[str, str, float]) -> None:
    assert expected in checks_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "De eerste fase kost € 40 mln. De tweede kost € 25 mln. Bij elkaar gaat het om € 90 mln.",
        "Van de € 90 miljoen die erbij komt, hangt € 60 miljoen samen met de prijzen en € 40 miljoen met de vraag.",
        "Gemeenten gaven € 6,1 miljard uit. Eerder was dat € 4,4 miljard. De stijging van € 2 miljard is fors.",
        "De brug kost € 90 miljoen. Utrecht betaalt € 40 miljoen, Zeist € 20 miljoen en Bunnik € 25 miljoen.",
        "Nu is € 9 miljoen beschikbaar. Daar komt € 3 miljoen bij, zodat het werk begint. Elders is dat € 11 miljoen.",
        "Er is € 40 mln. voor optiek. Aan tolken is € 10 mln. toegekend (30%), aan scholen € 12 mln.",
        "Wie borg staat, betaalt 3% van het bedrag van € 60 mln.; wij kregen dit jaar € 2 mln.",
        "Wij betalen € 10 mln. Dat geld gaat op aan € 3 mln. voor wegen en € 4 mln. voor water.",
    ],
)
def test_what_only_seems_to_be_a_sum_gives_no_alarm(text: str) -> None:
    assert [check for check in checks_of(text) if check[1] == "inconsistent"] == []


def test_a_rise_in_percent_does_not_make_a_change_of_the_level_behind_it() -> None:
    text = "Er is € 90 mln. nodig. Voor het loon geldt een stijging van 25 procent, van € 40 mln. naar € 50 mln."
    assert [check for check in checks_of(text) if check[0] in ("sum", "difference")] == []


def test_bullets_before_their_whole() -> None:
    items = [(BlockKind.LIST_ITEM, "de brug: € 12 miljoen;"), (BlockKind.LIST_ITEM, "de tunnel: € 30,5 miljoen.")]
    assert checks_of("Er zijn twee werken:", *items, "In totaal is hiermee € 42,5 miljoen gemoeid.") == [
        ("sum", "consistent", 42.5e6)
    ]


def test_the_evidence_of_a_check_is_the_sentences_that_ground_it() -> None:
    facts = facts_of("De brug kost € 12 mln. De tunnel kost € 30 mln. Samen is dat € 42 mln.")
    (check,) = [check for check in facts.checks if check.type == "sum"]
    assert [evidence.text for evidence in check.evidence] == ["De brug kost € 12 mln.", "Samen is dat € 42 mln."]


def test_the_parts_of_what_an_earlier_paragraph_names() -> None:
    found = checks_of(
        "Volgens de raming resteert in 2026 een tekort van € 75 miljoen.",
        "Van het tekort komt € 48 miljoen door drukte, € 15 miljoen door prijzen en € 12 miljoen door vertraging.",
    )
    assert ("sum", "consistent", 75e6) in found


def test_rows_that_begin_with_waarvan_make_up_the_row_above_them() -> None:
    rows = [["Onderdeel", "2026"], ["Begeleiding", "31"], ["waarvan po", "18"], ["waarvan vo", "13"], ["Advies", "4"]]
    rows += [["waarvan extern", "3"], ["Totaal", "35"]]
    found = checks_of("Tabel 1 (x € 1 mln.)", rows)
    assert ("sum", "consistent", 31e6) in found and ("table_total", "consistent", 35e6) in found and len(found) == 2
