"""Which words of a sentence speak of which figure."""

from __future__ import annotations

import pytest

from kamerbrief.language.clauses import clause_at, clauses
from tests.letters import analysis_of


def parts(text: str, *figures: str) -> list[tuple[str, str, str]]:
    """Governing words, lead and tail of each figure."""
    places = [(text.index(figure), text.index(figure) + len(figure)) for figure in figures]
    found = clauses(text, 0, len(text), places)
    return [(text[slice(*c.governing)], text[slice(*c.lead)], text[slice(*c.tail)]) for c in found]


def test_figures_joined_by_a_word_share_what_governs_the_first() -> None:
    text = "Het budget is verhoogd met € 5 mln in 2026 en € 6 mln in 2027."
    first, second = parts(text, "€ 5 mln", "€ 6 mln")
    assert first == ("Het budget is verhoogd met ", "Het budget is verhoogd met ", " in 2026 ")
    assert second == ("Het budget is verhoogd met ", "en ", " in 2027.")


@pytest.mark.parametrize(
    ("text", "tail", "lead"),
    [
        ("Er is € 9 mln, waarvan € 4 mln voor sport.", ", ", "waarvan "),
        ("Dit is € 9 mln lager dan de raming van € 4 mln.", " lager ", "dan de raming van "),
        ("Het Rijk betaalt € 9 mln, maar de regio draagt € 4 mln.", ", ", "maar de regio draagt "),
        ("Voor A (EZ) is € 9 mln en voor B (OCW) € 4 mln.", " ", "en voor B (OCW) "),
        ("Er is € 9 mln; voor B € 4 mln.", "", "; voor B "),
        ("Er is € 9 mln van de totale € 4 mln.", " ", "van de totale "),
    ],
)
def test_words_between_two_figures_are_divided(text: str, tail: str, lead: str) -> None:
    first, second = parts(text, "€ 9 mln", "€ 4 mln")
    assert (first[2], second[1]) == (tail, lead)
    assert second[0] == second[1]


def test_the_closing_words_of_a_list_are_known_to_its_first_figure() -> None:
    text = "De post wordt met € 5 mln en € 6 mln verlaagd."
    places = [(18, 25), (29, 36)]
    first, second = clauses(text, 0, len(text), places)
    assert text[slice(*first.closing)] == text[slice(*second.tail)] == " verlaagd."


def test_a_clause_leaves_out_the_other_figures_of_its_sentence() -> None:
    analysis = analysis_of("Er is € 9 mln voor sport, waarvan € 4 mln voor zwemmen.")
    start = analysis.letter.text.index("€ 4 mln")
    assert clause_at(analysis, start, start + 7).text == "waarvan € 4 mln voor zwemmen."


def test_a_sentence_without_figures_has_no_clauses() -> None:
    assert clauses("Geen bedrag.", 0, 12, []) == []
