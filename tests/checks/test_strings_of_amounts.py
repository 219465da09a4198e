"""However amounts are strung together, a letter takes processor time in proportion to its length."""

from __future__ import annotations

import time

import pytest

from kamerbrief.checks import run_checks
from kamerbrief.contract import Warning_, WarningCode
from kamerbrief.facts.money.amounts import find_amounts
from kamerbrief.facts.money.percentages import find_percentages
from kamerbrief.guard import Guard
from kamerbrief.settings import settings
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


@pytest.mark.parametrize(("unit", "figure"), [("€ {} mln", "€ 1 mln"), ("{}%", "1%")])
def test_a_sentence_with_too_much_to_relate_is_told_and_costs_itself_alone(
    monkeypatch: pytest.MonkeyPatch, unit: str, figure: str
) -> None:
    strung = ", ".join(unit.format(number) for number in range(1, 46))
    text = f"Er is {strung}.\n\nHet budget van € 100 mln wordt verhoogd met € 24 mln tot € 124 mln."

    def found() -> tuple[list[Warning_], list[str]]:
        analysis, guard = analysis_of(text), Guard(strict=True)
        amounts, _ = find_amounts(analysis)
        checks, _ = run_checks(analysis, amounts, find_percentages(analysis), [], guard)
        return guard.warnings, [check.type for check in checks]

    (told,), checks = found()
    assert (told.code, told.params) == (WarningCode.TOO_MANY_TO_RELATE, {"count": 45, "most": 40})
    assert told.evidence is not None
    assert told.evidence.text == figure
    assert checks == ["sum"]
    monkeypatch.setenv("KAMERBRIEF_MAX_RELATED", "45")
    settings.cache_clear()
    try:
        assert found() == ([], ["sum"])
    finally:
        monkeypatch.undo()
        settings.cache_clear()
