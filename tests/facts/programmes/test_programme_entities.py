"""Programmes whose names the pipeline for names finds behind a cue."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from kamerbrief.facts.entities import find_entities
from kamerbrief.facts.programmes.programmes import find_programmes
from kamerbrief.language.analysis import analyse
from tests.letters import letter_of


def knowing(*names: str, label: str = "MISC") -> Language:
    """A pipeline that finds these names."""
    nlp = spacy.blank("nl")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": label, "pattern": name} for name in names])  # type: ignore[attr-defined]
    return nlp


@pytest.mark.parametrize(
    ("sentence", "name", "found"),
    [
        ("Het programma Varen op 200 meter zal dit doen.", "Varen op 200 meter", ["Varen op 200 meter"]),
        ("De aanpak Buiten op zee zit goed.", "Buiten op zee", ["Buiten op zee"]),
        ("Betreft Programma Vaar 4: hulp voor schippers", "Vaar 4: hulp voor schippers", ["Programma Vaar 4"]),
        ("Dit is aanpak ‘vaart’ van de haven.", "vaart", ["vaart"]),
        # The cue behind it, in the name or not; one word may be a body.
        ("Deelnemers aan het Kansen op zee project komen.", "Kansen op zee project", ["Kansen op zee"]),
        ("Deelnemers aan het Kansen op zee project komen.", "Kansen op zee", ["Kansen op zee"]),
        ("Deelnemers aan het Zeebank project komen.", "Zeebank", []),
        # A name that breaks off before small letters goes on as far as the pipeline says, but not over a verb.
        ("Het programma MEE(r) 4 kids loopt.", "MEE(r) 4 kids", ["MEE(r) 4 kids"]),
        ("Het programma MEE(r) 4 helpt kids.", "MEE(r) 4 helpt kids", ["MEE(r) 4"]),
        # No cue, a law, a place, a clause, an owner, a word behind a cue that many things have.
        ("Het boek Buiten op zee is er.", "Buiten op zee", []),
        ("Het programma Wet op kleine havenwet geldt.", "Wet op kleine havenwet", []),
        ("De pilot Zeeland in ruste is er.", "Zeeland in ruste", []),
        ("Het programma Rust helpt de schipper.", "Rust helpt de schipper", ["Rust"]),
        ("Het project Baken van de stichting Boot loopt.", "Baken van de stichting Boot", []),
        ("De aanpak Havengeld is er.", "Havengeld", []),
    ],
)
def test_a_name_of_the_pipeline_behind_a_cue(sentence: str, name: str, found: list[str]) -> None:
    analysis = analyse(letter_of(sentence), knowing(name))
    assert [programme.name for programme in find_programmes(analysis, find_entities(analysis))] == found


def test_bodies_and_cells_are_none() -> None:
    sentence = "De aanpak Buiten op zee zit goed."
    body = analyse(letter_of(sentence), knowing("Buiten op zee", label="ORG"))
    assert [programme.name for programme in find_programmes(body, find_entities(body))] == []
    cell = analyse(letter_of([["Post", "2026"], ["De aanpak Buiten op zee", "4"]]), knowing("Buiten op zee"))
    assert [programme.name for programme in find_programmes(cell, find_entities(cell))] == []
