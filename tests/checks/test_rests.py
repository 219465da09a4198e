"""What is left of a whole, what lies between two levels, and what comes on top: told by words, over sentences too."""

from __future__ import annotations

import pytest

from tests.checks.test_checks import checks_of, facts_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Een praktijk draait een omzet van € 140.000. Trekken we daar € 62.500 aan lasten van af, dan resteert "
                "€ 77.500."
            ),
            ("difference", "consistent", 77500),
        ),
        (
            (
                "Voor de kering is een reserve van € 45 mln. In mei was daaruit € 17,2 mln. opgenomen, zodat nog "
                "€ 27,8 mln. over is."
            ),
            ("difference", "consistent", 27.8e6),
        ),
        (
            (
                "Het fonds is in 2023 met € 12 mln. verlaagd, waarna € 70 mln. overbleef. De dienst heeft € 64,5 mln. "
                "toegekend. De overgebleven € 5,5 mln. is terug in de schatkist."
            ),
            ("difference", "consistent", 5.5e6),
        ),
        (
            "Van de vorderingen uit 2025, samen € 3,6 mln., is € 2,9 mln. betaald; € 0,7 mln. staat nog open.",
            ("difference", "consistent", 0.7e6),
        ),
        (
            "Het college haalt € 20 mln. uit de buffer, die daardoor daalt van € 95 mln. tot € 75 mln.",
            ("difference", "consistent", 75e6),
        ),
        (
            (
                "De steun is € 310 mln. Daar staat € 240 mln. aan dekking tegenover. Het verschil van € 70 mln. wordt "
                "later gedekt, waarvan € 30 mln. dit jaar."
            ),
            ("difference", "consistent", 240e6),
        ),
        (
            (
                "Wij dragen € 4,9 mln. af. Daar staat € 7,4 mln. aan subsidie tegenover, per saldo een voordeel van "
                "€ 2,5 mln."
            ),
            ("sum", "consistent", 7.4e6),
        ),
        (
            (
                "In 2028 kost het € 84 mln. Een jaar later komt het uit op € 97 mln. Die stijging van € 13 mln. komt "
                "door het verlof."
            ),
            ("sum", "consistent", 97e6),
        ),
        (
            (
                "De toelage aan musea is € 31,2 mln. en die aan theaters € 18,6 mln. De toelage aan de theaters valt "
                "€ 1,4 mln. lager uit dan de geraamde € 20 mln."
            ),
            ("difference", "consistent", 18.6e6),
        ),
        (
            "De opbrengst komt uit op € 41.500. Dat ligt € 8.500 onder de norm van € 50.000.",
            ("difference", "consistent", 41500),
        ),
        (
            (
                "OCW legt € 14 mln. in voor 2026 en € 6 mln. voor 2027. De musea leggen daar € 5 mln. naast, zodat "
                "er € 25 mln. te verdelen is."
            ),
            ("sum", "consistent", 25e6),
        ),
        (
            "Uit 2026 en 2027 schuift € 30 mln. respectievelijk € 12 mln. door, in totaal € 42 mln.",
            ("sum", "consistent", 42e6),
        ),
    ],
)
def test_what_the_words_relate_is_found(text: str, expected: tuple[str, str, float]) -> None:
    assert expected in checks_of(text)


def test_the_whole_of_what_comes_on_top_is_what_their_words_name() -> None:
    facts = facts_of(
        "Er komt € 90 miljoen voor het uitkopen van visserijbedrijven. Voor nieuwe kades is € 110 miljoen nodig.",
        "Het kabinet trekt hiervoor € 60 miljoen uit. Dit komt bovenop de € 30 miljoen voor visserijbedrijven.",
        "De middelen komen vrij in tranches van € 25, € 25 en € 40 miljoen.",
    )
    values = {amount.id: int(amount.value or 0) // 1_000_000 for amount in facts.amounts}
    sums = [([values[t] for t in c.relation.terms], int(c.relation.stated) // 1_000_000) for c in facts.checks]
    assert ([60, 30], 90) in sums
    assert ([25, 25, 40], 90) in sums


@pytest.mark.parametrize(
    "text",
    [
        "Er is € 60 miljoen voor vissers. Dit komt bovenop de € 30 miljoen voor boeren. Het theater kost € 90 miljoen.",
        "Het spoor kost € 70 mln. De dienst kende € 64,5 mln. toe. Een veer kost € 5,5 mln.",
        "De kering kost € 45 mln. De brug kost € 17 mln. Over de brug gaan schepen met € 28 mln. aan lading.",
        "Musea krijgen € 31 mln. Theaters vragen € 2 mln. minder dan de bioscopen met € 20 mln.",
    ],
)
def test_what_no_words_relate_is_no_sum(text: str) -> None:
    assert [check for check in checks_of(text) if check[0] in ("sum", "difference")] == []


def test_at_the_edge_of_what_rounding_explains_nothing_is_sure() -> None:
    found = checks_of(
        "Van de € 48 mln. die er is, gaat € 33 mln. naar wegen, € 12 mln. naar spoor en € 5 mln. naar water."
    )
    assert [check for check in found if check[1] == "inconsistent"] == []
    rows = "Het pakket van € 48 mln. bestaat uit € 33 mln. voor wegen, € 12 mln. voor spoor en € 5 mln. voor water."
    assert checks_of(rows) == [("sum", "unverifiable", 48e6)]
