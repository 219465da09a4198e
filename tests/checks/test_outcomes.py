"""What a clause calls the outcome of changes, and which level the words of that clause name."""

from __future__ import annotations

import pytest

import kamerbrief
from tests.checks.test_checks import checks_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "De bijdrage aan de musea is € 44 miljoen, naast de huur van € 61 miljoen. Het kabinet verhoogt de "
                "bijdrage aan de musea met € 7 miljoen. De bijdrage aan de musea bedraagt daarmee € 51 miljoen."
            ),
            ("sum", "consistent", 51e6),
        ),
        (
            (
                "De huur van de depots kost € 61 miljoen en de bijdrage aan de musea is € 44 miljoen. De huur van de "
                "depots wordt met € 6 miljoen verlaagd en groeit dus niet; zij komt daardoor op € 55 miljoen."
            ),
            ("sum", "consistent", 55e6),
        ),
        (
            (
                "Vanaf 2026 krijgt de ombudsman € 2 miljoen extra. In 2027 volgt een verhoging van nog eens "
                "€ 1,5 miljoen, waarmee het bedrag uitkomt op € 3,5 miljoen."
            ),
            ("sum", "consistent", 3.5e6),
        ),
        (
            "Er is per saldo € 15 mln. extra nodig. Het budget gaat hierdoor van € 84 mln. naar € 99 mln.",
            ("sum", "consistent", 99e6),
        ),
        (
            (
                "Het Rijk betaalt € 20 mln., de provincie € 12 mln. De rijksbijdrage loopt zo op van € 60 mln. tot "
                "€ 80 mln."
            ),
            ("sum", "consistent", 80e6),
        ),
        (
            (
                "De btw bedraagt naar schatting € 4 mln. Tellen we die bij de raming van € 50 mln. op, dan kost het "
                "werk € 54 mln."
            ),
            ("sum", "consistent", 54e6),
        ),
    ],
)
def test_an_outcome_follows_from_the_level_that_its_clause_names(text: str, expected: tuple[str, str, float]) -> None:
    assert expected in checks_of(text)


def test_what_a_footnote_moves_to_the_outcome_belongs_to_it() -> None:
    text = (
        "Wij gaan uit van een inschrijving van € 60 mln op de vaart, naast de contributie van € 38 mln die blijft.\n\n"
        "De inschrijving wordt verhoogd met € 25 mln. De inschrijving op de vaart komt daarmee uit op € 86,5 mln."
        "[footnoteRef:1] Zo blijft het. [1: De contributie valt € 1,5 mln lager uit. Dit is toegevoegd aan "
        "de vaart.]\n"
    )
    facts = kamerbrief.extract_bytes(text.encode(), name="brief.txt")
    (check,) = [check for check in facts.checks if check.type == "sum"]
    values = {amount.id: amount.value for amount in facts.amounts}
    assert [values[term] for term in check.relation.terms] == [60_000_000, 25_000_000, 1_500_000]
    assert any("komt daarmee uit op" in words.text for words in check.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "De opvang kost € 50 miljoen. Het fonds groeit met € 7 miljoen. Het budget is € 57 miljoen.",
        (
            "De musea krijgen € 44 miljoen. De huurlasten stijgen met € 7 miljoen. De huurlasten komen daarmee uit op "
            "€ 51 miljoen."
        ),
        (
            "Het budget is € 44 miljoen. Een verhoging met € 7 miljoen ligt voor. Het budget komt daarmee niet uit op "
            "€ 51 miljoen."
        ),
        "Er komt € 2 miljoen bij. De raming komt daarmee uit op € 9 miljoen.",
        "Utrecht krijgt € 20 mln., Zeist € 12 mln. De bijdrage loopt zo op van € 60 mln. tot € 80 mln.",
        "De huur is € 4 mln. Wij tellen dit jaar op de bijdrage van € 50 mln., dan kost het werk € 54 mln.",
    ],
)
def test_what_no_clause_calls_an_outcome_is_no_sum(text: str) -> None:
    assert [check for check in checks_of(text) if check[0] in ("sum", "difference")] == []
