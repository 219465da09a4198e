"""The stance of whole answers that were written before anybody looked at the rules, and what reads them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kamerbrief.contract import Stance
from kamerbrief.facts.advice import stances
from kamerbrief.facts.advice.answer_signs import named, signed
from kamerbrief.facts.advice.recommendations import find_recommendations
from kamerbrief.facts.advice.sections import Voice, voice_of
from kamerbrief.facts.advice.stances import find_stance, stance_cues
from kamerbrief.language.judging import Judge
from kamerbrief.language.sentences import sentence_bounds
from kamerbrief.letter import BlockKind
from tests.letters import analysis_of

_PAIRS = tomllib.loads(Path(__file__).with_name("whole_answers.toml").read_text(encoding="utf-8"))


def _stance_in_a_letter(advice: str, answer: str) -> str:
    (found,) = find_recommendations(
        analysis_of((BlockKind.HEADING, f"Aanbeveling 1: {advice}"), answer, "Hoogachtend,")
    )
    return found.stance.value


def _sentences(text: str) -> list[tuple[int, str]]:
    return [(start, text[start:end]) for start, end in sentence_bounds(text, 0, len(text))]


def _stance(answer: str, advice: str) -> Stance | None:
    found = find_stance(_sentences(answer), advice)
    return found.stance if found else None


@pytest.mark.parametrize(("half", "least"), [("development", 18), ("apart", 21)])
def test_so_many_of_thirty_answers_tell_their_stance(half: str, least: int) -> None:
    pairs = _PAIRS[half]
    right = [advice for advice, answer, stance in pairs if _stance_in_a_letter(advice, answer) == stance]
    assert len(pairs) == 30
    assert len(right) >= least, [advice for advice, _, _ in pairs if advice not in right]


ADVICE = "Plaats camera's in alle stations en verhoog de boetes voor zwartrijders."


def test_the_words_of_an_advice_that_a_sentence_names() -> None:
    assert named("De boete en de cameraploeg zijn er al.", ADVICE) == {"boetes", "camera"}
    assert named("Dat gebeurt niet.", ADVICE) == frozenset()


def test_looking_into_a_thing_by_whatever_sentence_is_what_was_advised() -> None:
    answer = "Eerst wordt nagegaan wat de proef heeft opgeleverd, daarna volgt een besluit over het vervolg."
    assert _stance(answer, "Evalueer de proef voordat die wordt verlengd.") is Stance.ADOPTED
    assert _stance(answer, "Verleng de proef.") is Stance.DEFERRED


def test_what_is_considered_in_a_case_to_come_puts_nothing_off() -> None:
    later = "Als blijkt dat festivals zich er niet aan houden, overweeg ik een verbod."
    assert not any(cue.stance is Stance.DEFERRED for cue in stance_cues(later))
    assert any(cue.stance is Stance.DEFERRED for cue in stance_cues("Ik overweeg een verbod."))


def test_that_an_adviser_is_right_is_said_by_the_sender() -> None:
    assert voice_of("De raad wijst daar terecht op.") is Voice.RESPONSE
    assert voice_of("De raad wijst daarop.") is Voice.FINDING
    assert _stance("De raad wijst daar terecht op.", "Vergroot de kennis.") is Stance.ANALYSIS_SHARED


def test_an_inspection_that_sees_to_it_finds_nothing() -> None:
    assert voice_of("De inspectie ziet erop toe dat dit gebeurt.") is None
    assert voice_of("De inspectie ziet dat dit gebeurt.") is Voice.FINDING


@pytest.mark.parametrize(
    ("advice", "answer", "stance"),
    [
        ("Sluit kleine stations niet.", "Ik volg dit advies niet: kleine stations sluiten wij.", Stance.ADOPTED),
        ("Sluit kleine stations.", "Ik volg dit advies niet.", Stance.REJECTED),
        (ADVICE, "Ik neem dit advies over. Daarbij plaats ik een kanttekening.", Stance.PARTIALLY_ADOPTED),
    ],
)
def test_a_decision_overrules_what_is_judged(advice: str, answer: str, stance: Stance) -> None:
    found = find_stance(_sentences(answer), advice)
    assert found is not None
    assert (found.stance, found.probability) == (stance, None)


def test_what_is_known_of_an_answer_before_it_is_judged() -> None:
    one = signed(["De boete gaat omhoog.", "De camera's en de zwartrijders komen later."], ADVICE)
    assert one.known == (0.0, 2.0, 1.0, 0.0)
    asked = signed(["Ik verken de mogelijkheden."], "Verken de mogelijkheden van een tweede sluis.")
    assert asked.known[0] == 1.0
    assert asked.known[3] == 1.0


def test_the_words_that_show_a_judged_stance_are_a_sentence_of_the_answer() -> None:
    answer = (
        "Er zijn in Nederland vierhonderd stations. Aan hogere boetes begin ik niet. Op de stations werken drieduizend "
        "mensen."
    )
    found = find_stance(_sentences(answer), ADVICE)
    assert found is not None
    assert found.stance is Stance.REJECTED
    assert answer[found.start : found.end] == "Aan hogere boetes begin ik niet."
    assert found.probability is not None
    assert 0 < found.probability <= 1


def test_a_decision_that_stands_asks_no_judge(monkeypatch: pytest.MonkeyPatch) -> None:
    def never() -> Judge:
        raise AssertionError("the judge was asked")

    monkeypatch.setattr(stances, "load_judge", never)
    assert _stance("Ik neem deze aanbeveling over.", ADVICE) is Stance.ADOPTED
    with pytest.raises(AssertionError, match="the judge was asked"):
        _stance("Dat is een goede gedachte, waarover nog wordt gesproken.", ADVICE)


@pytest.mark.parametrize(
    "answer", ["De stations zijn van de vervoerder.", "De stations zijn van de vervoerder. De boetes zijn hoog."]
)
def test_a_sentence_is_searched_for_the_deed_once(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    monkeypatch.setattr(stances, "deed_in", lambda text, _: read.append(text))
    _stance(answer, ADVICE)
    assert read == [text for _, text in _sentences(answer)]
