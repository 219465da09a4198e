"""How right links are on invented pairs of letters, in the part that nobody mends for: floors that may not fall."""

from __future__ import annotations

import pytest

from kamerbrief.contract.followed import LinkKind
from kamerbrief.pipeline import extract
from kamerbrief.quality.links import LinkReport, evaluate_links
from tests.following.pairs import PARTS, cases, write


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> LinkReport:
    return evaluate_links(write("apart", tmp_path_factory.mktemp("pairs")), extract)


@pytest.mark.parametrize(
    ("kind", "precision", "recall"),
    [
        (LinkKind.KEEPS, 0.92, 0.8),
        (LinkKind.REPEATS, 0.6, 0.6),
        (LinkKind.SAME_MONEY, 0.95, 0.8),
        (LinkKind.MOVES_MONEY, 0.7, 0.5),
        (LinkKind.CITES, 1.0, 1.0),
    ],
)
def test_links_of_the_part_kept_apart(report: LinkReport, kind: LinkKind, precision: float, recall: float) -> None:
    found = report.kinds[kind]
    assert found.precision is not None
    assert found.recall is not None
    assert found.precision >= precision
    assert found.recall >= recall


@pytest.mark.parametrize("part", PARTS)
def test_the_words_of_every_pair_stand_once_in_its_letters(part: str) -> None:
    for case in cases(part):
        for _, later, earlier in (*case["links"], *case.get("arguable", ())):
            assert (case["b"].count(later), case["a"].count(earlier)) == (1, 1), (later, earlier)
