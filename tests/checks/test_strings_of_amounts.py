"""However amounts are strung together, a letter takes processor time in proportion to its length."""

from __future__ import annotations

import time

import pytest

from kamerbrief.checks import run_checks
from kamerbrief.facts.amounts import find_amounts
from kamerbrief.facts.percentages import find_percentages
from kamerbrief.guard import Guard
from tests.letters import analysis_of

STRINGS = [
    "€1",
    "€ 1 en ",
    "€ 1 plus ",
    "€ 1, ",
    "€ 1 (",
    "1% ",
    "1% en ",
    "van € 1 tot ",
    "waarvan € 1 ",
    "totaal € 1 ",
]
STRINGS += [
    "respectievelijk € 1 ",
    "€ 1 per ",
    "........",
    "€ 1\n",
    "1 miljoen\n",
    "een miljoen ",
    "honderd en ",
    "1'250",
]
STRINGS += [
    "drieëntwintig",
    "twee duizend ",
    "tussen € 1 en ",
    "min € 1 ",
    "- € 1 ",
    "(1 miljoen) ",
    "€ 1: 2 miljoen; ",
]
STRINGS += [
    "€ 5 mln. ",
    "€ 1 miljoen. Daarvan is € 2 miljoen. ",
    "Samen € 1. ",
    "komt daarmee uit op € 1. ",
    "½ ",
    "€ 1[1] ",
]
STRINGS += [
    "€ 4 miljoen, zodat € 3 miljoen resteert. ",
    "2026/2027 ",
    "van de € 1 is € 1 besteed, 1%. ",
    "komma vijf miljoen ",
]
#: Four times the text may take this many times the time: more than in proportion, far less than the square.
_MOST = 9
#: Less than this, in seconds, is too little to measure.
_LEAST = 0.03
#: How often it is measured at the most.
_TRIES = 6


def seconds(text: str) -> float:
    """The processor time for the amounts, percentages and checks of a text."""
    analysis = analysis_of(text)
    begin = time.process_time()
    amounts, _ = find_amounts(analysis)
    run_checks(analysis, amounts, find_percentages(analysis), [], Guard(strict=True))
    return time.process_time() - begin


@pytest.mark.parametrize("string", STRINGS)
def test_four_times_the_text_takes_about_four_times_as_long(string: str) -> None:
    short, long = (string * (size // len(string)) for size in (1000, 4000))
    seconds(short)
    # A busy machine makes one measurement or another too long, never all of them.
    assert any(seconds(long) <= _MOST * max(seconds(short), _LEAST) for _ in range(_TRIES))
