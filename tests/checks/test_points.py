"""Percentage points between two percentages: by the words that place them, never by the figures alone."""

from __future__ import annotations

import pytest

from tests.checks.test_checks import checks_of, facts_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Het aandeel vrouwen klom van 22,5 procent in 2020 naar 31 procent in 2025, een stijging van "
                "8,5 procentpunt."
            ),
            ("difference", "consistent", 8.5),
        ),
        (
            (
                "Van de opdrachten gaat 17 procent naar kleine bedrijven. In Polen is dat 25 procent, een verschil van "
                "8 procentpunt."
            ),
            ("difference", "consistent", 8),
        ),
        ("De groei komt uit op 1,4%, 0,3 procentpunt lager dan de 1,7% van maart.", ("difference", "consistent", 0.3)),
        (
            "De rente is met 0,25 procentpunt verlaagd, van 2,75 procent naar 2,5 procent.",
            ("difference", "consistent", 0.25),
        ),
        (
            (
                "De schuld was geraamd op 51,2 procent. Het pakket geeft een verhoging van 2,9 procentpunt. Daarmee "
                "komt de schuld uit op 54,1 procent."
            ),
            ("difference", "consistent", 2.9),
        ),
        (
            "De marge ging van 4 procent naar 7 procent, een verbetering van 5 procentpunt.",
            ("difference", "inconsistent", 5),
        ),
        (
            "De marge ging van 4,3 procent naar 7,2 procent, een verbetering van 3 procentpunt.",
            ("difference", "consistent", 3),
        ),
    ],
)
def test_points_are_checked_against_what_they_lie_between(text: str, expected: tuple[str, str, float]) -> None:
    assert checks_of(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "De deelname is 40 procent. In 2030 moet die met 3 procentpunt zijn gestegen. In Polen is dat 43 procent.",
        "In Drenthe haalt 12 procent het niet en in Zeeland 20 procent. Wij streven naar 8 procentpunt verbetering.",
        "De daling bleef steken op 2,1%, 1,4 procentpunt minder dan voorzien.",
        "Het tarief van 9 procent geldt voor boeken. De groei is 2 procentpunt lager. Cafés betalen 21 procent.",
        "Het aandeel is 30 procent. In Polen is dat 45 procent, een verschil van 20 procentpunt met vorig jaar.",
    ],
)
def test_points_that_no_words_place_are_not_checked(text: str) -> None:
    assert checks_of(text) == []


def test_the_evidence_of_points_is_the_sentences_that_place_them() -> None:
    facts = facts_of("Bij ons is dat 22 procent. In België is dat 31 procent, een verschil van 9 procentpunt.")
    (check,) = [check for check in facts.checks if check.type == "difference"]
    values = {percentage.id: percentage.value for percentage in facts.percentages}
    assert [values[term] for term in check.relation.terms] == [31, 22]
    assert [words.text for words in check.evidence] == [
        "Bij ons is dat 22 procent.",
        "In België is dat 31 procent, een verschil van 9 procentpunt.",
    ]
