"""What printed figures and numbers in words are worth, and where a number in words begins and ends."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from kamerbrief.facts.money.figures import FIGURE, NUMBER_WORDS, read_figure, read_words


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("1.250.000,50", "1250000.50"),
        ("1'250'000", "1250000"),
        ("1’250", "1250"),
        ("1½", "1.5"),
        ("2 ¾", "2.75"),
        ("½", "0.5"),
        ("2 1/2", "2.5"),
        ("1.250,-", "1250"),
        (",89", "0.89"),
        ("0,0552", "0.0552"),
        ("1,250,000.50", "1250000.50"),
    ],
)
def test_figures_as_printed(printed: str, value: str) -> None:
    figure = read_figure(printed)
    assert figure is not None
    assert figure.value == Decimal(value)
    assert printed.startswith(",") or re.fullmatch(FIGURE, printed)


@pytest.mark.parametrize("printed", ["1.25.00", "1,5½", "1'25", "007"])
def test_what_is_no_figure(printed: str) -> None:
    assert read_figure(printed) is None


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("drieëntwintig komma vijf", ["23.5"]),
        ("drie komma nul vijf", ["3.05"]),
        ("twee komma vijfentwintig", ["2.25"]),
        ("nul komma zeven", ["0.7"]),
        ("tweeënhalf, tweeëneenhalf, twee-en-een-half, twee en een half", ["2.5"] * 4),
        ("een half, driekwart, drie kwart, anderhalve", ["0.5", "0.75", "0.75", "1.5"]),
        ("honderd en drie", ["103"]),
        ("twee duizend vijf honderd", ["2500"]),
        ("honderd twintigduizend", ["120000"]),
        ("eenhonderd, vijftienhonderd, eenentwintighonderd", ["100", "1500", "2100"]),
        ("twee en drie", ["2", "3"]),
        ("honderd en tweehonderd", ["100", "200"]),
        ("twintig duizend en dertig duizend", ["20000", "30000"]),
        ("driehonderd en vierhonderd", ["300", "400"]),
        ("tweedehands, eentonig, halverwege, duizenden, komma vijf", ["5"]),
    ],
)
def test_numbers_in_words(words: str, values: list[str]) -> None:
    found = [read_words(match.group()) for match in re.finditer(NUMBER_WORDS, words, re.IGNORECASE)]
    assert [figure.value for figure in found if figure] == [Decimal(value) for value in values]
