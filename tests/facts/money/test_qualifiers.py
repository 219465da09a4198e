"""How a letter speaks of its amounts."""

from __future__ import annotations

import pytest

from kamerbrief.facts.money.amounts import find_amounts
from tests.letters import analysis_of

SPOKEN_OF = [
    # text, for each amount how it is spoken of, and the words that show it for the first
    ("Voor de dijk is € 5 miljoen beschikbaar.", ["asserted"], None),
    ("Het budget wordt niet verhoogd met € 5 miljoen.", ["denied"], "niet verhoogd"),
    ("Het budget wordt niet met € 1,5 miljoen verhoogd.", ["denied"], "niet met € 1,5 miljoen verhoogd"),
    ("Er komt geen extra € 5 mln voor de kade.", ["denied"], "geen"),
    ("De bijdrage van € 5 mln wordt niet toegekend.", ["denied"], "niet toegekend"),
    ("Het budget van € 5 mln wordt niet verhoogd.", ["asserted"], None),
    ("Van dit budget is € 2 mln niet besteed.", ["asserted"], None),
    ("Niet alleen wordt € 5 mln toegevoegd, ook volgt € 3 mln.", ["asserted", "asserted"], None),
    ("Het budget wordt niet verhoogd en blijft € 5 mln.", ["asserted"], None),
    ("De bezuiniging van € 5 mln wordt teruggedraaid.", ["cancelled"], "teruggedraaid"),
    ("Ik draai de bezuiniging van € 5 mln terug.", ["cancelled"], "draai de bezuiniging van € 5 mln terug"),
    ("Daarmee vervalt de bijdrage van € 3 mln.", ["cancelled"], "vervalt"),
    ("De bezuiniging van € 5 mln vervalt niet.", ["asserted"], None),
    ("Er wordt € 5 mln geschrapt.", ["asserted"], None),
    ("De compensatie van € 5 mln is bedoeld voor de regeling die vervalt.", ["asserted"], None),
    ("Een besparing van € 5 mln volgt doordat de toeslag vervalt.", ["asserted"], None),
    ("Indien de gemeenten instemmen, komt er € 5 mln bij.", ["conditional"], "Indien"),
    ("De kade zou € 5 mln kosten.", ["conditional"], "zou"),
    ("Als gevolg hiervan is € 5 mln nodig.", ["asserted"], None),
    ("De vereniging van gemeenten vraagt om € 5 mln.", ["wished"], "vraagt om"),
    ("De oorspronkelijke raming van € 5 mln is verhoogd naar € 6 mln.", ["earlier", "asserted"], "oorspronkelijke"),
    ("Volgens het planbureau kost de brug € 5 mln.", ["reported"], "Volgens het planbureau"),
    ("Volgens planning is in mei € 5 mln nodig.", ["asserted"], None),
]


@pytest.mark.parametrize(("text", "kinds", "words"), SPOKEN_OF, ids=[text for text, _, _ in SPOKEN_OF])
def test_an_amount_is_asserted_unless_its_part_of_the_clause_says_otherwise(
    text: str, kinds: list[str], words: str | None
) -> None:
    amounts, _ = find_amounts(analysis_of(text))
    assert [amount.qualifier for amount in amounts] == kinds
    shown = amounts[0].attribute_evidence.get("qualifier")
    assert (shown.text if shown else None) == words


@pytest.mark.parametrize("text", ["niet " * 4_000 + "€ 5 mln", "€ 5 mln van " * 500, "volgens de " * 3_000 + "€ 5 mln"])
def test_hostile_text_is_read(text: str) -> None:
    amounts, _ = find_amounts(analysis_of(text))
    assert amounts
