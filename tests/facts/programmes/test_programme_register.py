"""The register of programmes: its data, and finding names."""

from __future__ import annotations

from collections import Counter

import pytest

from kamerbrief.contract.identity import slug
from kamerbrief.facts.programmes.abbreviations import spells
from kamerbrief.facts.programmes.register import register
from kamerbrief.language.ministries import official_name


def test_every_entry_has_its_own_id() -> None:
    ids = Counter(slug(entry.name) for entry in register().entries)
    assert [name for name, count in ids.items() if count > 1] == []


def test_register_covers_the_ministries() -> None:
    national = [entry for entry in register().entries if entry.organisation not in ("ESA", "EU", "NASA")]
    assert len(national) >= 200
    for ministry in ("EZ", "KGG", "LVVN", "IenW", "VRO", "BZK", "VWS", "OCW", "SZW", "DEF", "JenV", "FIN", "BHO"):
        assert any(entry.organisation == ministry for entry in national), ministry


def test_parents_are_entries() -> None:
    names = {entry.name for entry in register().entries}
    assert [entry.name for entry in register().entries if entry.parent and entry.parent not in names] == []


def test_an_unambiguous_name_means_one_entry() -> None:
    counts = Counter(name for entry in register().entries for name in (entry.name, *entry.aliases))
    assert [name for name, count in counts.items() if count > 1] == []


def test_no_organisation_is_an_entry() -> None:
    assert register().entry("ESA") is None
    assert [entry.name for entry in register().entries if official_name(entry.name)] == []


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Satelliet-dataportaal", "Satellietdataportaal"),
        ("lange termijn ruimtevaartagenda", "Lange Termijn Ruimtevaartagenda"),
        ("Regiodeal", "Regio Deals"),
        ("IRIS²", "IRIS2"),
        ("BES(t)4 kids", "BES(t) 4 Kids"),
        ("wbso", None),
        ("Onbekend Fonds", None),
    ],
)
def test_entry_by_spelling(said: str, name: str | None) -> None:
    entry = register().entry(said)
    assert (entry.name if entry else None) == name


def test_a_bracket_within_a_name_parts_it_no_more_than_a_blank() -> None:
    found = [
        mention.entry.name for mention in register().mentions("De opvang valt onder BES(t)4 kids en de SPUK (IZA).")
    ]
    assert list(dict.fromkeys(found)) == ["BES(t) 4 Kids", "SPUK IZA"]


def test_the_longest_name_counts() -> None:
    (mention,) = register().mentions(
        "De Landelijke beëindigingsregeling veehouderijlocaties met piekbelasting is open."
    )
    assert mention.entry.aliases[:2] == ("Lbv-plus", "Lbv+")


def test_names_that_letters_have_without_a_cue() -> None:
    text = (
        "Via het Europees Fonds voor Maritieme Zaken en Visserij (EFMZV), de operatie Inzicht in Kwaliteit en het IBP"
        " Vitaal Platteland."
    )
    assert [mention.entry.name for mention in register().mentions(text)] == [
        "Europees Fonds voor Maritieme Zaken en Visserij",
        "Europees Fonds voor Maritieme Zaken en Visserij",
        "Operatie Inzicht in Kwaliteit",
        "Vitaal Platteland",
    ]


def test_a_short_name_of_two_entries_means_the_one_in_full() -> None:
    text = "Het Nationaal Waterstof Programma (NWP) is er; het NWP werkt."
    assert {mention.entry.name for mention in register().mentions(text)} == {"Nationaal Waterstof Programma"}


@pytest.mark.parametrize(
    ("short", "name", "fits"),
    [
        ("LTR", "Lange Termijn Ruimtevaartagenda", True),
        ("Srv", "Subsidieregeling sanering varkenshouderijen", True),
        ("EZ", "Kourou", False),
        ("OCW", "Science", False),
        ("", "Iets", False),
    ],
)
def test_spells(short: str, name: str, fits: bool) -> None:
    assert spells(short, name) == fits


@pytest.mark.parametrize("text", ["", "…", " - "])
def test_a_text_without_a_word_names_nothing(text: str) -> None:
    assert register().mentions(text) == []
