"""How right links are on invented pairs of letters, in the half that nobody mends for: floors that may not fall."""

from __future__ import annotations

import json

import pytest

from kamerbrief.contract.followed import LinkKind
from kamerbrief.pipeline import extract
from kamerbrief.quality.links import LinkReport, evaluate_links
from kamerbrief.training.links import AGAINST, GIVEN, HERE, Case, Sign, count_words, learn
from tests.following.pairs import HALVES, cases, write


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> LinkReport:
    return evaluate_links(write("apart", tmp_path_factory.mktemp("pairs")), extract)


@pytest.mark.parametrize(
    ("kind", "precision", "recall"),
    [
        (LinkKind.KEEPS, 0.95, 0.7),
        (LinkKind.REPEATS, 0.6, 0.7),
        (LinkKind.SAME_MONEY, 0.95, 0.8),
        (LinkKind.MOVES_MONEY, 0.7, 0.5),
        (LinkKind.CITES, 1.0, 1.0),
    ],
)
def test_links_of_the_half_kept_apart(report: LinkReport, kind: LinkKind, precision: float, recall: float) -> None:
    found = report.kinds[kind]
    assert found.precision is not None
    assert found.recall is not None
    assert found.precision >= precision
    assert found.recall >= recall


@pytest.mark.parametrize("half", HALVES)
def test_the_words_of_every_pair_stand_once_in_its_letters(half: str) -> None:
    for case in cases(half):
        for _, later, earlier in case["links"]:
            assert (case["b"].count(later), case["a"].count(earlier)) == (1, 1), (later, earlier)


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
    assert set(weights) == {"keeps", "repeats"}
    for kind in weights.values():
        assert all(value < 0 for name, value in kind.items() if name and Sign(name) in AGAINST)
        assert all(value > 0 for name, value in kind.items() if name and Sign(name) not in AGAINST)
