"""Parts over several sentences: a list goes on as long as the sentences say so, and all of it is added up."""

from __future__ import annotations

import pytest

from tests.checks.test_checks import checks_of, facts_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Voor de havens is € 9,3 miljoen beschikbaar. Dat bestaat uit werk aan de kades (€ 4,1 miljoen). "
                "Daarnaast komen er sluizen (€ 3,9 miljoen) en een baken (€ 1,3 miljoen)."
            ),
            ("sum", "consistent", 9.3e6),
        ),
        (
            (
                "Het budget stijgt met € 70 miljoen. Daarvan komt een aanvullende bijdrage van € 40 miljoen van het "
                "ministerie van OCW. Van het ministerie van Defensie komt een aanvullende bijdrage van € 30 miljoen."
            ),
            ("sum", "consistent", 70e6),
        ),
        (
            (
                "De reserve van 300 miljoen euro wordt benut. Verder maakt het kabinet 150 miljoen euro vrij. Vanuit "
                "dit totaal van 450 miljoen euro gaat 320 miljoen euro naar het spoor. Het werk begint in mei. Ook "
                "wordt 130 miljoen euro gereserveerd voor de veren."
            ),
            ("sum", "consistent", 450e6),
        ),
        (
            (
                "Het bedrag van € 1,9 miljoen klopt niet. De inspectie legde zes boetes op, goed voor € 310.000. Van "
                "de autoriteit kwamen er twee bij, voor € 145.000. Alles bij elkaar is dat € 455.000."
            ),
            ("sum", "consistent", 455e3),
        ),
    ],
)
def test_a_list_goes_on_over_sentences(text: str, expected: tuple[str, str, float]) -> None:
    assert expected in checks_of(text)


def test_a_whole_between_its_parts_and_its_uses_is_added_up_both_ways() -> None:
    facts = facts_of(
        "De reserve van 300 miljoen euro wordt benut. Verder maakt het kabinet 150 miljoen euro vrij. Vanuit dit "
        "totaal van 450 miljoen euro gaat 320 miljoen euro naar het spoor. Ook gaat 130 miljoen euro naar de veren."
    )
    values = {amount.id: int(amount.value or 0) // 1_000_000 for amount in facts.amounts}
    sums = [[values[term] for term in check.relation.terms] for check in facts.checks if check.type == "sum"]
    assert sorted(sums) == [[300, 150], [320, 130]]
    told = next(check for check in facts.checks if [values[t] for t in check.relation.terms] == [320, 130])
    assert [words.text.split()[0] for words in told.evidence] == ["Vanuit", "Ook"]


@pytest.mark.parametrize(
    "text",
    [
        # What does not go on with the list is no part of it.
        (
            "Voor de havens is € 9 miljoen beschikbaar. Daarvan is € 4 miljoen voor kades. De brug bij Ede kost "
            "€ 5 miljoen."
        ),
        # A list whose parts leave something over.
        (
            "Voor de havens is € 9 miljoen beschikbaar. Daarvan is € 4 miljoen voor kades. Daarnaast is € 3 miljoen "
            "voor sluizen."
        ),
        # A payer of another kind of money than the one before.
        (
            "Het budget is € 70 miljoen. Daarvan komt een aanvullende bijdrage van € 40 miljoen van het ministerie van "
            "OCW. Het ministerie van Defensie betaalt al € 30 miljoen."
        ),
        # Three totals that nothing relates.
        "De wegen kosten in totaal € 10 miljoen. Het spoor kost in totaal € 15 miljoen. Het loket kost € 25 miljoen.",
    ],
)
def test_what_does_not_go_on_with_a_list_is_no_sum(text: str) -> None:
    assert [check for check in checks_of(text) if check[0] in ("sum", "difference")] == []


def test_a_total_of_totals_is_all_that_the_letter_calls_a_total_of_that() -> None:
    facts = facts_of(
        "De verplichte bijdragen aan het observatorium bedragen in totaal € 118,6 miljoen.",
        "De totale bijdrage aan de vrije programma's van het observatorium is € 203,9 miljoen.",
        "Aan het observatorium draagt Nederland daarmee in totaal € 322,5 miljoen bij.",
    )
    (check,) = [check for check in facts.checks if check.type == "sum"]
    values = {amount.id: float(amount.value or 0) / 1e6 for amount in facts.amounts}
    assert [values[term] for term in check.relation.terms] == [118.6, 203.9]
    assert len(check.evidence) == 3


@pytest.mark.parametrize(
    "texts",
    [
        # Of another thing.
        (
            "De bijdragen aan het observatorium zijn in totaal € 118,6 miljoen.",
            "De wegen kosten in totaal € 203,9 miljoen.",
            "Het theater kost in totaal € 322,5 miljoen.",
        ),
        # So few figures come out by chance.
        (
            "Het observatorium kostte in 2024 in totaal € 10 miljoen.",
            "Het observatorium kostte in 2025 in totaal € 15 miljoen.",
            "Het observatorium bouwt in totaal voor € 25 miljoen.",
        ),
    ],
)
def test_totals_that_nothing_relates_are_no_sum(texts: tuple[str, ...]) -> None:
    assert [check for check in checks_of(*texts) if check[0] == "sum"] == []
