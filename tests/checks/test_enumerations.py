"""Announced numbers against what the running text behind them numbers; more or fewer is never called a mistake."""

from __future__ import annotations

import pytest

from kamerbrief.letter import BlockKind
from tests.checks.test_checks import checks_of, facts_of

ITEM, HEADING = BlockKind.LIST_ITEM, BlockKind.HEADING


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Het onderzoek kent drie stappen. Ten eerste een telling. Ten tweede een toets. Tot slot een advies.", 3),
        ("De raad werkt in twee fasen. In de eerste fase meet hij. In de tweede fase rekent hij.", 2),
        ("Wij kiezen twee lijnen, die samen beginnen: (i) minder uitstoot en (ii) meer natuur, ook in de stad.", 2),
        ("Daarbij gelden drie uitgangspunten: a) het is simpel, b) het is snel en c) het is goedkoop, zei men.", 3),
        ("De regeling loopt vijf jaar (2027-2031) en wordt dan bezien.", 5),
        ("Er zijn twee mogelijkheden. In de eerste plaats overleg. In de tweede plaats een brief.", 2),
    ],
)
def test_what_the_text_numbers_is_counted(text: str, number: int) -> None:
    assert checks_of(text) == [("count", "consistent", number)]


def test_numbered_headings_with_paragraphs_between_are_counted() -> None:
    found = checks_of(
        "Het rapport kent twee hoofdadviezen:",
        (HEADING, "1. Werk aan preventie"),
        "Dat vraagt om scholing.",
        (HEADING, "2. Meet wat er gebeurt"),
        "Daar is een meetnet voor nodig.",
    )
    assert found == [("count", "consistent", 2)]


def test_the_evidence_of_a_count_is_the_number_and_the_marks() -> None:
    facts = facts_of("Er zijn twee routes. Ten eerste die over zee. Ten tweede die over land.")
    (check,) = [check for check in facts.checks if check.type == "count"]
    assert [words.text for words in check.evidence] == ["twee routes", "Ten eerste", "Ten tweede"]


@pytest.mark.parametrize(
    "text",
    [
        "Het onderzoek kent vier stappen. Ten eerste een telling. Ten tweede een toets.",
        "De eerste twee aanbevelingen hangen samen. De eerste aanbeveling is duur. De tweede is dat niet.",
        "De regeling loopt vijf jaar (2027-2040) en wordt dan bezien.",
        "Er zijn twee routes. Die over zee is lang. Die over land is kort.",
        "In het jaar 2030 (a) zijn er twee fasen. Het werk begint in de tweede fase.",
    ],
)
def test_what_is_not_numbered_up_to_the_number_gives_no_check(text: str) -> None:
    assert [check for check in checks_of(text) if check[0] == "count"] == []
