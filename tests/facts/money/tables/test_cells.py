"""What one cell holds, by its own text."""

from __future__ import annotations

import pytest

from kamerbrief.contract import Precision
from kamerbrief.facts.money.tables.cells import CellKind, figure_in, figures_apart, kind_of, whole_years

KINDS = {
    CellKind.BLANK: ["", "  "],
    CellKind.PLACEHOLDER: ["-", "–", "p.m.", "PM", "nihil", "n.v.t.", "–[3]", "PM¹", "x"],
    CellKind.YEARS: ["2025", "2025*", "2026¹", "2026[2]", "2027 1)", "2028 a)", "2029 (3)", "202 6", "2026-2030", "t-1",
                     "2026 t/m 2030", "2026/'27", "2030 e.v.", "2030 en verder", "vanaf 2030", "jaar 2026", "t/m 2029"],
    CellKind.UNIT: ["€ mln", "(x € 1.000)", "in duizenden euro's", "€", "x € 1 miljoen"],
    CellKind.FIGURE: ["12", "1.234", "1 234", "1'250'000", "12,5*", "13 1)", "8¹", "7²⁾", "5b", "(750)", "100-",
                      "5 (-)", "-/- 5", "min € 7", "€ 5,-", "12 - 15", "3 à 4", "< 2", "max. 8", "ca. 6", "5,00", "+ 3",
                      "-23.5"],
    CellKind.PERCENT: ["5%", "0,4 %"],
    CellKind.SEVERAL: ["30\n5", "1,0 2,0 3,0"],
    CellKind.MONEY: ["€ 2 mln", "circa 5 miljoen euro per jaar", "€ 12 tot € 15 miljoen", "- € 3 mld"],
    CellKind.WORDS: ["Dijken", "Begroting 2025", "Ontwerpbegroting 2024 (1)", "Struc.", "12 maanden", "1e suppletoire",
                     "Subsidie tot € 25.000"],
}  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), [(text, kind) for kind, texts in KINDS.items() for text in texts])
def test_a_cell_is_known_by_its_text(text: str, kind: CellKind) -> None:
    assert kind_of(text) is kind


@pytest.mark.parametrize(
    ("text", "shown", "low", "high", "negative"),
    [
        ("€      5", "€      5", "5", None, False),
        ("-     3", "-     3", "3", None, True),
        ("100-", "100-", "100", None, True),
        ("5 (-)", "5 (-)", "5", None, True),
        ("(-) 5", "(-) 5", "5", None, True),
        ("€ -/- 5", "€ -/- 5", "5", None, True),
        ("min € 7", "min € 7", "7", None, True),
        ("(750)", "(750)", "750", None, True),
        ("12 - 15", "12 - 15", "12", "15", False),
        ("€ 12 tot € 15", "€ 12 tot € 15", "12", "15", False),
        ("tussen 3 en 4", "3 en 4", "3", "4", False),
        ("13 1)", "13", "13", None, False),
        ("110²", "110", "110", None, False),
        ("1.250,00 [4]", "1.250,00", "1.250,00", None, False),
        ("3,0 (incl. btw)", "3,0", "3,0", None, False),
    ],
)
def test_a_figure_ends_before_the_marks_of_notes(
    text: str, shown: str, low: str, high: str | None, negative: bool
) -> None:
    figure = figure_in(text)
    assert figure is not None
    assert (text[figure.start : figure.end], figure.low, figure.high, figure.negative) == (shown, low, high, negative)


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("< 2", Precision.BELOW),
        ("> 5", Precision.ABOVE),
        ("≤ 8", Precision.AT_MOST),
        ("max. 8", Precision.AT_MOST),
        ("tot 8", Precision.AT_MOST),
        ("min. 3", Precision.AT_LEAST),
        ("ca. 6", Precision.APPROXIMATE),
        ("± 6", Precision.APPROXIMATE),
        ("6", Precision.EXACT),
    ],
)
def test_limits_and_estimates_are_told_from_signs(text: str, precision: Precision) -> None:
    figure = figure_in(text)
    assert figure is not None
    assert (figure.precision, figure.negative) == (precision, False)


def test_figures_in_one_cell_stay_apart() -> None:
    assert figures_apart("30\n5") == [(0, 2), (3, 4)]
    assert figures_apart("1 234 567") == []
    assert figures_apart("12 maanden\n5") == []


@pytest.mark.parametrize(
    ("printed", "whole"), [("202 6", "2026"), ("20 26", "2026"), ("stand 202 6", "stand 2026"), ("20 mei", "20 mei")]
)
def test_a_year_that_a_narrow_column_broke_is_whole_again(printed: str, whole: str) -> None:
    assert whole_years(printed) == whole
