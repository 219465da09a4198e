"""The stance of whole answers that were written before anybody looked at the rules, and what reads them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kamerbrief.contract import Stance
from kamerbrief.facts.answer_acts import act_of_others, is_there_already, refused_in_its_words, weigh_acts
from kamerbrief.facts.answer_parts import named, refused_part
from kamerbrief.facts.recommendations import find_recommendations
from kamerbrief.facts.sections import Voice, voice_of
from kamerbrief.facts.stances import find_stance, stance_cues
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


@pytest.mark.parametrize(("half", "least"), [("development", 24), ("apart", 22)])
def test_so_many_of_thirty_answers_tell_their_stance(half: str, least: int) -> None:
    pairs = _PAIRS[half]
    right = [advice for advice, answer, stance in pairs if _stance_in_a_letter(advice, answer) == stance]
    assert len(pairs) == 30
    assert len(right) >= least, [advice for advice, _, _ in pairs if advice not in right]


ADVICE = "Plaats camera's in alle stations en verhoog de boetes voor zwartrijders."


def test_the_words_of_an_advice_that_a_sentence_names() -> None:
    assert named("De boete en de cameraploeg zijn er al.", ADVICE) == {"boetes", "camera"}
    assert named("Dat gebeurt niet.", ADVICE) == frozenset()


def test_one_part_done_and_another_refused_is_adopted_in_part() -> None:
    answer = "De camera's worden dit jaar geplaatst. Hogere boetes acht ik niet wenselijk."
    assert _stance(answer, ADVICE) is Stance.PARTIALLY_ADOPTED
    part = refused_part(_sentences(answer), ADVICE)
    assert part is not None
    assert answer[part.start : part.end] == "Hogere boetes acht ik niet wenselijk."
    assert part.names == {"boetes"}


@pytest.mark.parametrize(
    "answer",
    [
        "Hogere boetes acht ik niet wenselijk. In plaats daarvan begin ik dit jaar een campagne.",
        "Ik begin dit jaar een campagne. Daarvoor zie ik geen aanleiding.",
        "Over boetes begin ik dit jaar een campagne. Hogere boetes acht ik niet wenselijk.",
    ],
)
def test_what_is_done_in_its_stead_leaves_a_refusal_a_refusal(answer: str) -> None:
    assert refused_part(_sentences(answer), ADVICE) is None
    assert _stance(answer, ADVICE) is Stance.REJECTED


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
    ("answer", "stance"),
    [
        ("Scholen bewaren voortaan de gegevens van leerlingen in één dossier.", Stance.ADOPTED),
        ("Scholen bewaarden de gegevens van leerlingen lang.", None),
        ("De raad zegt dat scholen dit voortaan doen.", None),
        ("Scholen zullen de gegevens niet bewaren.", None),
    ],
)
def test_what_others_do_from_now_on(answer: str, stance: Stance | None) -> None:
    act = act_of_others(answer)
    assert (act and act.stance) == stance


def test_a_plain_refusal_outweighs_what_there_is_already() -> None:
    answer = (
        "Voor dorpen is er al een regeling. Een subsidie voor dorpshuizen is echter niet uitvoerbaar en niet gedekt."
    )
    assert _stance(answer, "Geef dorpshuizen een eigen subsidie.") is Stance.REJECTED


def test_the_verb_of_an_advice_tells_what_becomes_of_it() -> None:
    advice = "Keur winkels die aan kinderen verkopen."
    act = weigh_acts(_sentences("Het Rijk keurt deze winkels."), advice)
    assert act is not None
    assert act.stance is Stance.ADOPTED
    assert weigh_acts(_sentences("Het Rijk keurt deze winkels."), "Sluit winkels.") is None
    assert refused_in_its_words("Deze winkels worden niet gekeurd.", advice)
    assert not refused_in_its_words("Deze winkels worden gekeurd.", advice)


@pytest.mark.parametrize("advice", ["Geef dorpen geld.", ""])
def test_what_others_will_do_adopts_only_what_it_names(advice: str) -> None:
    assert _stance("De bakkers zullen brood bakken.", advice) is None


@pytest.mark.parametrize(
    ("advice", "answer", "stance"),
    [
        ("Laat gemeenten zelf kiezen.", "Gemeenten kiezen nu al zelf wat zij doen.", Stance.ALREADY_POLICY),
        ("Sluit kleine stations niet.", "Ik ben niet voornemens om stations te sluiten.", Stance.ADOPTED),
        ("Sluit kleine stations.", "Ik ben niet voornemens om stations te sluiten.", Stance.REJECTED),
        ("Verlaag de heffing.", "Het ligt niet in de rede om daarop nu vooruit te lopen.", Stance.DEFERRED),
        ("Stel een coördinator aan.", "Een coördinator voegt daar weinig aan toe.", Stance.REJECTED),
    ],
)
def test_the_sense_of_an_answer_in_the_light_of_its_advice(advice: str, answer: str, stance: Stance) -> None:
    assert _stance(answer, advice) is stance


@pytest.mark.parametrize(
    ("text", "there"), [("Dat is al zo.", True), ("Dat was al zo.", False), ("Niet al te veel.", False)]
)
def test_what_is_there_already(text: str, there: bool) -> None:
    place = is_there_already(text)
    assert (place is not None) is there
    assert place is None or text[slice(*place)] == "al"
