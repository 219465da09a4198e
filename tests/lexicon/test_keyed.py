"""Patterns that look at a text's words first find what the same patterns find without."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kamerbrief.lexicon import Lists, Sighted, alternatives, has_figure, phrase_pattern, stands
from kamerbrief.lexicon.keyed import Keyed

_PHRASES = ("verhog*", "neem* … over", "c.a.", "’s", "in totaal", "*fonds", "ik", "€", "k*", "Zodra", "één keer")
_WORDS = (
    *(
        "verhoging",
        "VERHOGEN",
        "neemt",
        "neem",
        "over",
        "c.a",
        "'s",
        "’s",
        "in",
        "totaal",
        "klimaatfonds",
        "fonds",
        "IK",
    ),
    *("İk", "ık", "ik_", "zodra", "ſ", "\u212aern", "één", "keer", "€", "5", ".", ",", "\n", "een"),
)


def _plain(phrases: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(phrases)})(?!\w)", re.IGNORECASE)


@given(
    st.lists(st.sampled_from(_PHRASES), min_size=1, max_size=4, unique=True),
    st.lists(st.sampled_from(_WORDS), max_size=12),
    st.sampled_from(["", " "]),
    st.integers(0, 40),
    st.integers(0, 40),
)
def test_the_words_of_a_text_hide_no_match(
    phrases: list[str], words: list[str], blank: str, start: int, stop: int
) -> None:
    text, pattern, plain = blank.join(words), phrase_pattern(phrases), _plain(phrases)
    assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in plain.finditer(text)]
    cut = [m.span() for m in pattern.finditer(text, start, stop)]
    assert cut == [m.span() for m in plain.finditer(text, start, stop)]
    assert stands(pattern, text) is (plain.search(text) is not None)
    assert list(Lists({"a": pattern, "b": plain}).found_in(text)) == (["a", "b"] if plain.search(text) else [])
    found = pattern.search(text, start, stop)
    assert (found.span() if found else None) == next(iter(cut), None)


def test_a_list_is_not_looked_for_where_none_of_its_words_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    pattern = phrase_pattern(["wordt verhoogd", "verlag*"])
    assert isinstance(pattern, Keyed)
    read: list[str] = []

    class Reading:
        """Stands for the compiled pattern and tells what it reads."""

        def search(self, text: str, pos: int = 0) -> None:
            read.append(text[pos:])

    monkeypatch.setattr(pattern, "_pattern", Reading())
    unread = ("Dit verandert niets.", "Het Kamerbudget wordt lager.")
    texts = (*unread, "Dat is verhoogd.", "Een verlaging.", "İets", "\u212a")
    for text in texts:
        pattern.search(text)
    assert read == ["Dat is verhoogd.", "Een verlaging.", "İets", "\u212a"]


def test_texts_with_a_figure() -> None:
    assert has_figure("in 2027")
    assert not has_figure("in het voorjaar")


def test_what_stands_in_a_part_of_a_text() -> None:
    percent = Sighted(["%", "procent"])
    text = "Met 4% meer\ndan vijf Procent"
    assert [percent.within(text, *part) for part in ((0, 11), (0, 5), (6, 20), (12, 29), (29, 29))] == [
        *(True, False, False, True, False)
    ]


@given(
    st.lists(
        st.sampled_from(("5%", "PROCENT", "procentpro", "İ", "proſent", "\u212am", "KM", "§12", " ", "ß")), max_size=8
    )
)
def test_parts_are_seen_wherever_a_pattern_would_find_them(words: list[str]) -> None:
    text = "".join(words)
    sighted = Sighted(["%", "procent", "prosent", "km"], r"§\d+")
    plain = re.compile(r"%|procent|prosent|km|§\d+", re.IGNORECASE)
    assert [at for at in range(len(text)) if sighted.within(text, at, at + 1)] == [
        m.start() for m in plain.finditer(text)
    ]
