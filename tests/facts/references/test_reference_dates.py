"""Debates and the days of debates, papers, motions, questions and rulings, read against the day of the letter."""

from __future__ import annotations

import pytest

from tests.facts.references.test_references import references


def days(text: str, *footnotes: str) -> dict[str | None, str | None]:
    """The day of each numbered reference."""
    return {one.number: str(one.date) if one.date else None for one in references(text, *footnotes) if one.number}


@pytest.mark.parametrize(
    ("text", "title", "date"),
    [
        ("In het commissiedebat waterstof van 9 april 2024 is gevraagd", "commissiedebat waterstof", "2024-04-09"),
        ("het tweeminutendebat van 2 september 2025", "tweeminutendebat", "2025-09-02"),
        ("het AO Landbouw d.d. 12 maart 2019", "AO Landbouw", "2019-03-12"),
        ("tijdens het wetgevingsoverleg Jeugd op 24 november 2025", "wetgevingsoverleg Jeugd", "2025-11-24"),
        ("het commissiedebat Externe Veiligheid", "commissiedebat Externe Veiligheid", None),
        ("het verzamelcommissiedebat BES van 9 april 2024", "verzamelcommissiedebat BES", "2024-04-09"),
        ("in het plenaire debat over de gaswinning op 6 juni 2023", "plenaire debat over de gaswinning", "2023-06-06"),
        ("het notaoverleg (3 februari 2025)", "notaoverleg", "2025-02-03"),
        ("het nota-overleg van 7 apr. jl.", "nota-overleg", "2025-04-07"),
        ("het Nota Overleg Spoorwegen op 7 april jl.", "Nota Overleg Spoorwegen", "2025-04-07"),
        ("het Algemene Overleg van 9 april 2019", "Algemene Overleg", "2019-04-09"),
        ("het Verzamel-AO Water van 9 april 2019", "Verzamel-AO Water", "2019-04-09"),
        ("het Algemeen Overleg (AO) Bos van 9 april 2019", "Algemeen Overleg (AO) Bos", "2019-04-09"),
        ("het TMD Waterveiligheid d.d. 20/05/2025", "TMD Waterveiligheid", "2025-05-20"),
        ("het plenaire debat van 11.04.2025", "plenaire debat", "2025-04-11"),
        ("het algemeen overleg Bodem van 11 juni jl.", "algemeen overleg Bodem", "2025-06-11"),
        ("Commissiedebat Leraren 14 mei 2024", "Commissiedebat Leraren", "2024-05-14"),
        ("het commissiedebat Havens van 2 april jl.", "commissiedebat Havens", "2025-04-02"),
        ("het commissiedebat Havens van 2 november jl.", "commissiedebat Havens", "2024-11-02"),
        ("het debat in uw Kamer van 3 juni jongstleden", "debat in uw Kamer", "2025-06-03"),
        ("het commissiedebat Havens d.d. 12-05-2025", "commissiedebat Havens", "2025-05-12"),
        ("het notaoverleg Vaart d.d. 7 december", "notaoverleg Vaart", "2024-12-07"),
        ("het plenaire debat van 20 juni a.s.", "plenaire debat", "2025-06-20"),
        ("het tweeminutendebat van 25 juni", "tweeminutendebat", "2025-06-25"),
        ("de commissiedebatten van 3 en 4 juni", "commissiedebatten", "2025-06-03"),
        ("het commissiedebat Spoor op woensdag 4 juni 2025", "commissiedebat Spoor", "2025-06-04"),
        ("het CD Havens van 2 april", "CD Havens", "2025-04-02"),
        ("het TMD Landbouw d.d. 3/6/2025", "TMD Landbouw", "2025-06-03"),
        ("het NO Vaart (7 mei jl.)", "NO Vaart", "2025-05-07"),
        ("Op 3 juni 2024 is met uw Kamer in een notaoverleg gesproken.", "notaoverleg", "2024-06-03"),
        ("het op 3 juni 2024 gehouden commissiedebat Havens", "commissiedebat Havens", "2024-06-03"),
        (
            "Op dinsdag 3 juni vond het algemeen overleg over de Havennota plaats.",
            "algemeen overleg over de Havennota",
            "2025-06-03",
        ),
        ("in de regeling van werkzaamheden van 11 juni jl.", "regeling van werkzaamheden", "2025-06-11"),
        ("het tweeminutendebat acute zorg (kst. 29 247, nr. 480)", "tweeminutendebat acute zorg", None),
    ],
)
def test_debates_with_day_or_subject(text: str, title: str, date: str | None) -> None:
    debate = references(text)[0]
    assert (debate.kind, debate.title, debate.date and debate.date.isoformat()) == ("debate", title, date)


@pytest.mark.parametrize(
    "text",
    [
        "het publieke debat hierover",
        "ik ga het debat graag aan",
        "na het commissiedebat is",
        "in het commissiedebat heb ik toegezegd u vóór 2 juli te informeren",
        "op 3 juni stuurde ik u de brief over het debat",
        "in de regeling van werkzaamheden",
        "het debat heeft geleid tot afspraken die op 2 juli ingaan",
        "no later than 3 June; de cd van 3 juni",
    ],
)
def test_discussion_without_day_is_no_debate(text: str) -> None:
    assert references(text) == []


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("mijn brief van 9 juli jl. (Kamerstuk 31 305, nr. 3)", "2024-07-09"),
        ("het vervolg op die van 14 november 2024 (Kamerstuk 31 305, nr. 3)", "2024-11-14"),
        ("de voortgangsbrief Havens van 12-05-2025 (Kamerstuk 31 305, nr. 3)", "2025-05-12"),
        ("Het verslag is op 3 juli 2024 aan uw Kamer gezonden (Kamerstuk 31 305, nr. 3).", "2024-07-03"),
        ("Op 4 maart is uw Kamer het rapport (ABC) toegezonden (Kamerstuk 31 305, nr. 3).", "2025-03-04"),
        ("De lijst heeft u op 12 maart 2025 ontvangen (Kamerstuk 31 305, nr. 3).", "2025-03-12"),
        ("De agenda is op 10 maart jl. met u gedeeld (Kamerstuk 31 305, nr. 3).", "2025-03-10"),
        ("Zie Kamerstuk 31 305, nr. 3, d.d. 14 juli 2023.", "2023-07-14"),
        ("Zie de nota (31305-3, 28 november 2019).", "2019-11-28"),
        ("De regeling is op 1 januari 2025 gestart (Kamerstuk 31 305, nr. 3).", None),
        ("Op 4 maart 2025 is de wet ingegaan (Kamerstuk 31 305, nr. 3).", None),
        ("Mijn brief van 9 juli jl. noemt dit. Het staat in de wet (Kamerstuk 31 305, nr. 3).", None),
        ("mijn brief van 9 juli jl. (Kamerstuk 9 juli) en de wet (Kamerstuk 31 305, nr. 3)", None),
    ],
)
def test_a_paper_has_the_day_of_what_it_is_the_number_of(text: str, date: str | None) -> None:
    assert days(text) == {"31305-3": date}


def test_papers_share_days_one_by_one() -> None:
    text = "de brieven van 13 september en 4 oktober jl. (Kamerstuk 31 305, nrs. 4 en 5)"
    assert days(text) == {"31305-4": "2024-09-13", "31305-5": "2024-10-04"}
    assert days("de brief van 3 maart (Kamerstuk 31 305, nrs. 4 en 5)") == {"31305-4": None, "31305-5": None}
    assert days("de brief van 3 maart (Kamerstuk 31 305 en 29 383, nr. 4)") == {
        "31305-4": "2025-03-03",
        "29383-4": "2025-03-03",
    }


def test_the_number_in_a_footnote_has_the_day_before_its_mark() -> None:
    assert days("In mijn brief van 21 mei jl.[1] staat meer.", "Kamerstuk 31 305, nr. 3") == {"31305-3": "2025-05-21"}
    told = "Het onderzoek dat in de kabinetsreactie is genoemd staat in bijlage 4 van Kamerstuk 31 305, nr. 3"
    assert days("In mijn brief van 21 mei jl.[1] staat meer.", told) == {"31305-3": None}


@pytest.mark.parametrize(
    ("text", "number", "date"),
    [
        ("uw brief van 7 mei 2024, nr. 2024Z07777, over vragen", "2024Z07777", "2024-05-07"),
        ("de vragen van het lid Vos (ingezonden 27 mei 2025, kenmerk 2025Z07777)", "2025Z07777", "2025-05-27"),
        ("de motie-Vos (35300-XVII-35, 28 november 2019)", "35300-XVII-35", "2019-11-28"),
        ("uitspraak van de Raad van State van 3 mei 2023, ECLI:NL:RVS:2023:9", "ECLI:NL:RVS:2023:9", "2023-05-03"),
        ("uitspraak van de Raad van State van 3 mei 2023 (ECLI:NL:RVS:2023:9)", "ECLI:NL:RVS:2023:9", "2023-05-03"),
        ("het arrest van het Hof van Justitie van 7 november 2018 in zaak C-293/17", "C-293/17", "2018-11-07"),
    ],
)
def test_motions_questions_and_rulings_have_number_and_day(text: str, number: str, date: str) -> None:
    found = references(text)
    assert {(one.number, str(one.date)) for one in found} == {(number, date)}


def test_days_without_a_year_need_the_day_of_the_letter() -> None:
    (debate,) = references("het commissiedebat Havens van 2 april jl.", today=None)
    assert (debate.title, debate.date) == ("commissiedebat Havens", None)
