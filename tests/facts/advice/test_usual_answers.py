"""The stance of answers as letters usually word them, and of lists that are answered in the text below them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kamerbrief.facts.advice.recommendations import find_recommendations
from kamerbrief.facts.advice.stances import find_stance
from kamerbrief.language.sentences import sentence_bounds
from kamerbrief.letter import BlockKind
from tests.letters import analysis_of

_DATA = tomllib.loads(Path(__file__).with_name("usual_answers.toml").read_text(encoding="utf-8"))
_CASES = [(text, wanted) for group in _DATA["group"] for text, wanted in group["cases"]]
_LISTS = _DATA["answers_to_three"]


@pytest.mark.parametrize(("text", "wanted"), _CASES, ids=[text for text, _ in _CASES])
def test_an_answer_tells_its_stance(text: str, wanted: str) -> None:
    found = find_stance((start, text[start:end]) for start, end in sentence_bounds(text, 0, len(text)))
    assert found is not None
    assert found.stance.value == wanted


@pytest.mark.parametrize(("answers", "wanted"), [(text, wanted) for text, *wanted in _LISTS])
def test_a_list_is_answered_in_the_text_below_it(answers: str, wanted: list[str]) -> None:
    found = find_recommendations(
        analysis_of(
            "Bijgaand bied ik uw Kamer het rapport Veilig Spoor aan. In deze brief reageer ik op de aanbevelingen.",
            "De belangrijkste aanbevelingen zijn:",
            (BlockKind.LIST_ITEM, "• Plaats hekken langs het spoor;"),
            (BlockKind.LIST_ITEM, "• Verlaag de snelheid bij overwegen;"),
            (BlockKind.LIST_ITEM, "• Meld storingen binnen een uur."),
            answers,
            "Hoogachtend,",
            "DE MINISTER VAN INFRASTRUCTUUR EN WATERSTAAT,",
            "drs. M.E. van Oosterzee",
        )
    )
    assert [one.stance.value for one in found] == wanted
    assert not any("Oosterzee" in said.text or "Hoogachtend" in said.text for one in found for said in one.response)


@pytest.mark.parametrize(
    "signature",
    [
        ("De Minister van Infrastructuur en Waterstaat,\nM.E. van Oosterzee",),
        ("M.E. van Oosterzee", "Minister van Infrastructuur en Waterstaat"),
        ("Met vriendelijke groet,", "De staatssecretaris van Financiën,", "A. Jansen"),
    ],
)
def test_who_signs_is_no_part_of_the_last_answer(signature: tuple[str, ...]) -> None:
    (found,) = find_recommendations(
        analysis_of(
            (BlockKind.HEADING, "Aanbeveling 1: Verhoog de bruggen over het kanaal"),
            "Het kabinet neemt deze aanbeveling niet over.",
            *signature,
        )
    )
    assert [said.text for said in found.response] == ["Het kabinet neemt deze aanbeveling niet over."]
