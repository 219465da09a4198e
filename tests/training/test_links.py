"""What links between letters are made with: the weights of signs, and how often words are said."""

from __future__ import annotations

import json

from kamerbrief.contract.followed import LinkKind
from kamerbrief.training.links import AGAINST, GIVEN, HERE, Case, Sign, count_words, learn


def test_a_sign_never_weighs_the_wrong_way() -> None:
    told = {Sign.SAME_WORDS: 1.0, Sign.SAYS_OPEN: 1.0, Sign.SAYS_DONE: 0.0}
    other = {Sign.SAME_WORDS: 0.0, Sign.SAYS_OPEN: 0.0, Sign.SAYS_DONE: 1.0}
    pairs = [Case("one", LinkKind.KEEPS, told, True)] * 5 + [Case("one", LinkKind.KEEPS, other, False)] * 5
    weights = learn(pairs)
    assert weights["same_words"] > 0
    assert Sign.SAYS_OPEN in AGAINST
    assert "says_open" not in weights  # by chance it stands with what was kept
    assert "says_done" not in weights  # and this one with what was not
    assert weights[Sign.CASE_NUMBER.value] == GIVEN[Sign.CASE_NUMBER]


def test_words_are_counted_by_sentence() -> None:
    counted = count_words(["De dijk is hoog. De dijken zijn hoog, heel hoog.\nEen dijk."])
    assert counted["sentences"] == 3
    assert counted["stems"] == {"dijk": 3}


def test_what_was_learnt_stands_beside_the_rules() -> None:
    weights = json.loads((HERE / "weights.json").read_text(encoding="utf-8"))
    assert set(weights) == {"keeps", "repeats", "returns"}
    for kind in weights.values():
        assert all(value < 0 for name, value in kind.items() if name and Sign(name) in AGAINST)
        assert all(value > 0 for name, value in kind.items() if name and Sign(name) not in AGAINST)
