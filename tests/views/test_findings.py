"""Checks as sentences: the arithmetic with its values, the verdict and the tolerance, in both languages."""

from __future__ import annotations

import pytest

from kamerbrief.comparison import diff
from kamerbrief.contract import CheckStatus, CheckType
from kamerbrief.letter import BlockKind
from kamerbrief.views.diff import render_diff_text
from kamerbrief.views.findings import check_in_words, figures_of
from kamerbrief.views.words import Language
from tests.checks.test_checks import facts_of

#: What a letter says, and the sentences about its check.
SENTENCES = [
    (
        "Gemeenten krijgen € 12 miljoen en provincies € 8 miljoen, tezamen € 22 miljoen.",
        "de brief noemt € 22 mln; dat klopt niet: € 12 mln + € 8 mln = € 20 mln (marge € 1,5 mln)",
        "the letter states € 22 mln, which does not hold: € 12 mln + € 8 mln = € 20 mln (tolerance € 1,5 mln)",
    ),
    (
        "De raming daalt van € 9,5 miljoen naar € 8,0 miljoen, een verschil van € 2,5 miljoen.",
        "de brief noemt € 8 mln; dat klopt niet: € 9,5 mln - € 2,5 mln = € 7 mln (marge € 150.000)",
        "the letter states € 8 mln, which does not hold: € 9,5 mln - € 2,5 mln = € 7 mln (tolerance € 150.000)",
    ),
    (
        "De uitgaven stijgen van € 52 miljoen naar € 70 miljoen, een stijging van 32%.",
        (
            "de brief noemt 32%; dat klopt niet: van € 52 mln naar € 70 mln is een stijging van 34,62%"
            " (marge 1,08 procentpunt)"
        ),
        (
            "the letter states 32%, which does not hold: from € 52 mln to € 70 mln is a rise of 34,62%"
            " (tolerance 1,08 percentage points)"
        ),
    ),
    (
        "Het gaat om € 20 miljoen (25% van de € 80 miljoen).",
        "€ 20 mln is 25% van € 80 mln, zoals de brief zegt (marge 1,281 procentpunt)",
        "€ 20 mln is 25% of € 80 mln, as stated (tolerance 1,281 percentage points)",
    ),
]


def sentence(language: Language, *parts: object, type_: CheckType | None = None) -> str:
    """The sentence about the letter's only check, or the first of a type."""
    x = facts_of(*parts)
    found = [check for check in x.checks if type_ in (None, check.type)]
    return check_in_words(found[0], figures_of(x), language)


@pytest.mark.parametrize(("text", "dutch", "english"), SENTENCES)
def test_a_check_is_written_out(text: str, dutch: str, english: str) -> None:
    assert sentence(Language.NL, text) == dutch
    assert sentence(Language.EN, text) == english


def test_what_holds_by_rounding_says_so() -> None:
    table = [["Post", "Bedrag (x € 1 miljoen)"], ["Wegen", "10,3"], ["Spoor", "5,4"], ["Totaal", "15,8"]]
    said = "€ 10,3 mln + € 5,4 mln = € 15,7 mln; de brief noemt € 15,8 mln, wat met afronding net kan (marge € 150.000)"
    assert sentence(Language.NL, table) == said


def test_a_restatement_quotes_both_places_and_a_count_what_was_announced() -> None:
    parts = [
        (BlockKind.HEADING, "Kustbescherming – € 12,4 miljoen"),
        "De kust wordt versterkt.",
        [["Onderdeel", "Bedrag (mln euro)"], ["Kustbescherming", "15,0"], ["Duinen", "5,0"]],
    ]
    said = "€ 12,4 mln returns as € 15 mln: ‘€ 12,4 miljoen’ and ‘15,0’ (tolerance € 100.000)"
    assert sentence(Language.EN, *parts, type_=CheckType.RESTATEMENT) == said
    announced = "Het kabinet neemt drie maatregelen:"
    items = [(BlockKind.LIST_ITEM, "een plan;"), (BlockKind.LIST_ITEM, "een fonds.")]
    assert sentence(Language.NL, announced, *items) == (
        "de brief spreekt van ‘drie maatregelen’, maar er zijn er 2 gevonden"
    )


def test_a_difference_shows_the_arithmetic_of_a_changed_check_in_short() -> None:
    one, other = facts_of(SENTENCES[0][0]), facts_of(SENTENCES[0][0].replace("22", "23"))
    assert "relation: € 20 mln ≠ € 22 mln → € 20 mln ≠ € 23 mln" in render_diff_text(diff(one, other), color=False)


def test_a_check_at_the_edge_and_one_whose_figures_are_gone_still_have_their_sentences() -> None:
    x = facts_of(SENTENCES[0][0])
    edge = x.checks[0].model_copy(update={"status": CheckStatus.UNVERIFIABLE})
    assert "which rounding explains only just" in check_in_words(edge, figures_of(x), Language.EN)
    assert check_in_words(edge, {}, Language.NL).startswith("… + … = € 20 mln; ")
