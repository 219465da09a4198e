"""What an answer says of the very deed that is advised; every sentence is made up here."""

from __future__ import annotations

import pytest

from kamerbrief.contract import Stance
from kamerbrief.facts.advice.answer_deeds import deed_in
from kamerbrief.facts.advice.stances import find_stance


@pytest.mark.parametrize(
    ("advice", "answer", "stance"),
    [
        ("de btw op groente te verlagen", "Het kabinet heeft besloten de btw op groente niet te verlagen.", "rejected"),
        ("Verhoog de heffing op water.", "Ik verhoog de heffing niet.", "rejected"),
        ("Meld storingen binnen een uur.", "Storingen worden al binnen een uur gemeld.", "already_policy"),
        ("de sluis te verbreden", "De sluis zal in 2027 worden verbreed.", "adopted"),
        (
            "een campagne te starten over de rivieren",
            "In mei zal een campagne over de rivieren worden gestart.",
            "adopted",
        ),
        ("een campagne te starten over de rivieren", "De zwembond zal een campagne over de rivieren starten.", None),
        ("de sluis te verbreden", "Als er geld is, zal de sluis worden verbreed.", None),
        ("Verhoog de heffing op water.", "De heffing wordt nog niet verhoogd.", None),
        ("Verhoog de heffing op water.", "De gemeenten verhogen de heffing niet.", None),
        ("Sluit kleine stations niet.", "Ik sluit kleine stations niet.", None),
        ("Verhoog de heffing op water.", "De dijk wordt niet verhoogd.", None),
    ],
)
def test_the_deed_that_is_advised(advice: str, answer: str, stance: str | None) -> None:
    found = deed_in(answer, advice)
    assert (found.stance.value if found else None) == stance


def test_a_refused_deed_is_a_refusal_whatever_follows() -> None:
    answer = "Het kabinet heeft besloten de btw op groente niet te verlagen.", "De uitvoering is te ingewikkeld."
    found = find_stance([(0, answer[0]), (len(answer[0]) + 1, answer[1])], "de btw op groente te verlagen")
    assert found is not None
    assert (found.stance, found.probability) == (Stance.REJECTED, None)
