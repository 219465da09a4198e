"""Figures with a scale and no currency: whether they are money is told by what they count."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kamerbrief.facts.money.amounts import find_amounts
from tests.letters import analysis_of

MILLION = 10**6


def values(text: str) -> list[Decimal | None]:
    return [amount.value for amount in find_amounts(analysis_of(text))[0]]


@pytest.mark.parametrize(
    ("sentence", "millions"),
    [
        ("Het aantal badgasten is met 3,8 mln. nagenoeg gelijk gebleven.", []),
        ("Het aantal overtochten daalde van 80 mln. naar 71 mln. in 2017.", []),
        ("Het aantal aanvragen steeg, en voor de afhandeling is 3 mln. nodig.", [3]),
        ("Een aantal veerdiensten krijgt samen 12 mln. van het Rijk.", [12]),
        ("De oplage van de krant is 2,4 mln. per week.", []),
        ("De pont kostte € 9 mln. Een tweede wordt 2,4 mln. duurder.", [9, 2.4]),
        ("Met de reder is een bedrag van 4 miljoen overeengekomen.", [4]),
        ("De uitgaven van de havens waren 511 mln. in 2014.", [511]),
    ],
)
def test_how_many_there_are_is_no_money(sentence: str, millions: list[float]) -> None:
    assert values(sentence) == [one * MILLION for one in millions]


def test_each_row_of_a_table_in_text_tells_by_its_head_whether_it_is_money() -> None:
    table = """Havens en veren in cijfers
Onderwerp 2014 2015 2016
Vervoer
Aantal reizigers 38 mln. 37 mln. 36 mln.
• waarvan op weekdagen 24 mln. 23 mln. 23 mln.
Lengte van de oevers in meters 27 mln. 26 mln. 26 mln.
Overig
Uitgaven van de veren 511 mln. 514 mln. 516 mln.
• waarvan onderhoud 48 mln. 49 mln. 51 mln.
Inkomsten uit kaartjes 421 mln. 415 mln. 412 mln."""
    assert values(table) == [one * MILLION for one in (511, 514, 516, 48, 49, 51, 421, 415, 412)]
    # Text made of a pdf often has its lines joined.
    joined = table.partition("Vervoer\n")[2].replace("\n", " ")
    assert values(joined) == values(table)


def test_the_words_above_the_rows_tell_where_what_heads_a_row_does_not() -> None:
    rows = "Noord 12 mln. 13 mln.\nZuid 11 mln. 9 mln."
    assert values(f"Bijdrage aan de veren in 2026 en 2027\n{rows}") == [one * MILLION for one in (12, 13, 11, 9)]
    assert values(f"Aantal reizigers van de veren in 2026 en 2027\n{rows}") == []
