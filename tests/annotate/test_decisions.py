"""Decisions on recommendations, read with the clauses: a negation elsewhere turns none of them round."""

import pytest

from kamerbrief.annotate import Standing, clause_at
from kamerbrief.contract import Stance
from kamerbrief.facts.advice.stances import find_stance, stance_cues
from tests.annotate.clause_markup import groups

_CASES = [
    case[:2]
    for name in ("polarity", "polarity_held_out")
    for group in groups(name)
    if group["about"].startswith("decisions")
    for case in group["cases"]
]


@pytest.mark.parametrize(("marked", "wanted"), _CASES)
def test_a_decision_keeps_its_sense(marked, wanted):
    text = marked.replace("{", "").replace("}", "")
    clause = clause_at(text, marked.index("{"))
    strongest = min(stance_cues(text), key=lambda cue: (cue.rank, cue.start), default=None)
    refused = wanted != "asserted" or clause.has("reject")
    if strongest:
        assert strongest.stance is not (Stance.ADOPTED if refused else Stance.REJECTED)


def test_most_of_the_decisions_are_found_by_their_words():
    told = [bool(list(stance_cues(marked.replace("{", "").replace("}", "")))) for marked, _ in _CASES]
    assert sum(told) >= 40


def test_a_denial_is_the_evidence_with_what_it_denies():
    text = "Nu de sector er zelf niet uitkomt, neem ik de tweede aanbeveling niet over."
    found = find_stance([(0, text)])
    assert found.stance is Stance.REJECTED
    assert text[found.start : found.end].startswith("neem")
    assert clause_at(text, found.start).standings == (Standing.DENIED,)
