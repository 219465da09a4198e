"""Words that are cut without a pattern are those that a pattern finds."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from kamerbrief.lexicon import words, words_and_signs

_PIECES = st.sampled_from(["ik", "De", "_", "a_b", "2", "2,5", " ", "\n", "\t", "\x1c", ".", ",", "(", "-", "€"])
_TEXTS = st.lists(_PIECES | st.text(max_size=4), max_size=12).map("".join)


@given(_TEXTS)
def test_words_are_those_of_the_pattern(text: str) -> None:
    assert words(text) == re.findall(r"\w+", text)


@given(_TEXTS)
def test_words_and_signs_are_those_of_the_pattern_where_no_figure_stands(text: str) -> None:
    found = words_and_signs(text)
    if found is None:
        assert not text.isascii() or re.search("[0-9]", text)
    else:
        assert found == re.findall(r"\w+|[^\w\s]", text)


def test_plain_sentences_are_cut_at_their_signs() -> None:
    assert words("Ik zeg: uw Kamer (de leden).") == ["Ik", "zeg", "uw", "Kamer", "de", "leden"]
    assert words_and_signs("Ik zeg: ja.") == ["Ik", "zeg", ":", "ja", "."]
