"""Which passage of a letter answers which recommendation; every sentence is made up for these tests."""

from __future__ import annotations

import pytest

from kamerbrief.contract import Recommendation
from tests.facts.advice.test_recommendations import answer, found_in


def stances(found: list[Recommendation]) -> list[str]:
    return [one.stance.value for one in found]


def test_the_sentence_that_tells_the_advice_says_what_is_done_with_it() -> None:
    found = found_in(
        "De Deltaraad schreef een rapport over de sluizen.",
        "Het kabinet neemt de aanbeveling van de raad om de sluizen van de Maas samen te voegen niet over. De sluizen "
        "zijn pas vernieuwd.",
    )
    assert stances(found) == ["rejected"]
    assert answer(found[0]).startswith("Het kabinet neemt de aanbeveling")


def test_one_answer_to_several_that_stand_together() -> None:
    found = found_in(
        ("h1", "Aanbevelingen van de inspectie"),
        "Aanbeveling 1. Houd een register bij van alle sluizen.",
        "Aanbeveling 2. Toets de sluizen elk jaar.",
        "Reactie op aanbevelingen 1 en 2: Ik neem deze aanbevelingen over. Het register komt er in 2027.",
    )
    assert stances(found) == ["adopted", "adopted"]
    assert answer(found[0]) == answer(found[1])


def test_an_answer_behind_the_head_of_a_new_page() -> None:
    found = found_in(
        ("h1", "Aanbevelingen van de inspectie"),
        ("h2", "Aanbeveling 1: houd een register bij van alle sluizen"),
        ("h2", "Ons kenmerk"),
        "2026-0000123",
        "Het kabinet neemt deze aanbeveling over en legt het register aan in 2027.",
        ("h2", "Aanbeveling 2: toets de sluizen elk jaar"),
        "Dit acht ik niet nodig, omdat de sluizen nieuw zijn.",
    )
    assert stances(found) == ["adopted", "rejected"]


def test_a_decision_on_all_the_advice_of_an_adviser_by_name() -> None:
    found = found_in(
        "De Deltaraad adviseert om de dijken van de Waal te verhogen.",
        "De Visserijraad adviseert om de havens van de Waal te verdiepen.",
        ("h1", "Vervolg"),
        "In deze brief volgen we de adviezen van de Deltaraad.",
    )
    assert found[0].stance.value == "adopted"
    assert answer(found[0]).endswith("volgen we de adviezen van de Deltaraad.")
    assert found[1].stance.value == "unclear"


def test_the_sentence_before_decides_on_an_advice_that_is_retold() -> None:
    found = found_in(
        "De eerste aanbeveling kan niet worden opgevolgd. De Deltaraad adviseert namelijk om de dijken te slechten.",
    )
    assert stances(found) == ["rejected"]


def test_the_next_question_of_a_member_ends_an_answer() -> None:
    found = found_in(
        "De Deltaraad adviseert om de dijken van de Waal te verhogen.",
        "Het kabinet neemt dit advies over. De dijken zijn in 2030 klaar.",
        "Vraag 4",
        "Bent u bereid om ook de dijken van de Linge te verhogen?",
        "Antwoord 4",
        "Nee, dat acht ik niet nodig.",
    )
    assert stances(found) == ["adopted"]
    assert "Vraag 4" not in answer(found[0])


def test_answers_by_order_alone() -> None:
    found = found_in(
        "De commissie doet de volgende aanbevelingen:",
        ("item", "Leg een register van sluizen aan;"),
        ("item", "Verhoog de dijken;"),
        ("item", "Bouw een tweede sluis."),
        "De eerste aanbeveling neem ik over. De tweede en derde acht ik niet nodig.",
    )
    assert stances(found) == ["adopted", "rejected", "rejected"]
    assert answer(found[0]) == "De eerste aanbeveling neem ik over."


def test_a_recommendation_of_which_only_the_finding_is_told_is_not_answered_with_the_next() -> None:
    found = found_in(
        ("h1", "Aanbevelingen van de inspectie"),
        ("h2", "Aanbeveling 1: houd een register bij van alle sluizen"),
        "De inspectie stelt dat niemand weet hoeveel sluizen de rivier heeft.",
        ("h2", "Aanbeveling 2: toets de sluizen elk jaar"),
        "Deze aanbeveling neem ik over.",
    )
    assert stances(found) == ["unclear", "adopted"]


@pytest.mark.parametrize("number", [3, 40])
def test_many_recommendations_without_an_answer_are_left_unclear(number: int) -> None:
    items = [("item", f"Leg sluis {count} van de rivier opnieuw aan;", f"{count}.") for count in range(1, number)]
    found = found_in("De commissie doet de volgende aanbevelingen:", *items)
    assert found
    assert set(stances(found)) == {"unclear"}
