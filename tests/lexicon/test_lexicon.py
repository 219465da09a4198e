"""Word lists: what a pattern finds, the table behind it knows; lists that do not agree are refused."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kamerbrief.lexicon
from kamerbrief.annotate.time import months
from kamerbrief.errors import LexiconError
from kamerbrief.language.ministries import ministries_in
from kamerbrief.lexicon import Lookup, alternatives, load
from kamerbrief.lexicon.consistency import check

_FILES = sorted(path.stem for path in Path(kamerbrief.lexicon.__file__).parent.glob("*.toml"))
#: What a pattern that ignores case takes for these letters, and what stands for a blank.
_OTHER = {"i": "iIİı", "s": "sSſ", "k": "kK\u212a", " ": [" ", "\n", "\xa0", "  "]}


@pytest.mark.parametrize("name", _FILES)
def test_the_lists_of_every_file_agree(name: str) -> None:
    load(name)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "ministries",
            {
                "ministry": [
                    {"short": "FIN", "names": ["Financiën"]},
                    {"short": "BZ", "names": [], "alone": ["financiën"]},
                ]
            },
            "lexicon/ministries.toml: ministry: 'financiën' stands in the entries 1 and 2; keep one of them",
        ),
        (
            "ministries",
            {"ministry": [{"short": "FIN", "names": []}, {"short": "BZ", "names": [], "shorts": ["FIN"]}]},
            "lexicon/ministries.toml: ministry: 'FIN' stands in the entries 1 and 2; keep one of them",
        ),
        (
            "dates",
            {"relations": {"by": ["uiterlijk", "tot"], "after": ["tot"]}, "parts": {}, "vague": []},
            "lexicon/dates.toml: relations: 'tot' stands in the entries by and after; keep one of them",
        ),
        (
            "amount_cues",
            {"precision": {"above": ["meer dan"], "comparing": ["meer dan", "boven"]}},
            "lexicon/amount_cues.toml: precision.comparing: 'boven' is in none of the lists of precision; add it there",
        ),
        (
            "stances",
            {"modify": {"no": ["geen  aanleiding"]}},
            "lexicon/stances.toml: modify.no: 'geen  aanleiding' has a blank at an end, or two next to each other",
        ),
    ],
)
def test_lists_that_disagree_are_refused_in_one_line(name: str, content: dict[str, Any], said: str) -> None:
    with pytest.raises(LexiconError) as caught:
        check(name, content)
    assert str(caught.value) == said


def test_a_lookup_knows_what_its_pattern_finds() -> None:
    lookup = Lookup({"begin van": 1, "verhog*": 2, "mln": 3})
    pattern = re.compile(alternatives(lookup), re.IGNORECASE)
    text = "BEGİN\nvan, Begın van, verhogıng, MLN"
    assert [lookup[match.group()] for match in pattern.finditer(text)] == [1, 1, 2, 3]
    with pytest.raises(KeyError):
        lookup["eind"]


@st.composite
def _said(draw: st.DrawFn, phrases: list[str]) -> str:
    """A phrase in the case, blanks and look-alikes that a pattern takes for it."""
    phrase = draw(st.sampled_from(phrases))
    return "".join(draw(st.sampled_from([*_OTHER.get(c.lower(), (c, c.upper(), c.lower()))])) for c in phrase)


@given(_said(sorted(months())))
def test_every_spelling_of_a_month_that_a_pattern_takes_has_its_number(said: str) -> None:
    match = re.fullmatch(alternatives(months()), said, re.IGNORECASE)
    if match:
        assert 1 <= months()[match.group()] <= 12


_NAMES = sorted(
    {name for m in load("ministries")["ministry"] for key in ("names", "alone", "people") for name in m.get(key, [])}
)


@given(_said([f"minister van {name}" for name in _NAMES] + _NAMES))
def test_every_spelling_of_a_ministry_that_the_pattern_takes_has_its_short_name(said: str) -> None:
    shorts = {ministry["short"] for ministry in load("ministries")["ministry"]}
    assert {short for _, _, short in ministries_in(f"De {said} zegt")} <= shorts
