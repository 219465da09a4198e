"""The percentages and percentage points in a letter, in text and in the columns of tables that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from kamerbrief.facts.cues import movement_of
from kamerbrief.facts.figures import FIGURE, NUMBER_WORDS, Figure, plain, read_figure, read_words, without_raised
from kamerbrief.facts.grid import Grid
from kamerbrief.facts.precision import precision_before, precision_behind
from kamerbrief.ids import make_id, surroundings, unique
from kamerbrief.language.analysis import Analysis
from kamerbrief.language.clauses import clauses
from kamerbrief.letter import Letter
from kamerbrief.schema import Movement, Percentage, PercentageUnit, Precision

_NUMBER = rf"(?:{FIGURE}|(?i:{NUMBER_WORDS}))"
_SIGN = re.compile(r"\s?(?:%|(?<=\s)(?:procent|percent))(?P<point>\s?-?\s?punt(?:en)?)?(?!\w)", re.IGNORECASE)
#: What stands before a percent sign: the figure; before it another figure that makes a range or a list with it.
_BEFORE = re.compile(
    rf"(?<![\w.,€$£])(?:(?P<listed>respectievelijk\s(?:{_NUMBER},\s){{0,8}}{_NUMBER}\s(?:en|of)\s)"
    rf"|(?P<low>{_NUMBER})(?:\s?%|\sprocent)?(?:\s?(?:-|–|à|\sa\s|\stot\s)\s?|\s(?P<between>en)\s))?"
    rf"(?P<minus>(?<![\w%])-(?:/-\s?)?|−)?(?P<figure>{_NUMBER})$"
)
_REACH = 120
_CELL = re.compile(rf"\s*(?P<figure>(?P<minus>-/-|[-–−])?\s?(?P<number>{FIGURE}))\s?%?\s*(?:\[[0-9]+\]|\*+)?\s*")
_HEADER = re.compile(r"%|(?<!\w)(?:procent|percentages?|procentpunt)(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Found:
    """A percentage at [start, end); ``lead`` is where its words of precision begin."""

    start: int
    end: int
    lead: int
    low: Figure
    high: Figure | None
    point: bool
    precision: Precision = Precision.EXACT
    negative: bool = False


def find_percentages(analysis: Analysis) -> list[Percentage]:
    """All percentages in reading order; the evidence is the figure with its sign, or the bare figure of a cell."""
    letter = analysis.letter
    pairs = [*_in_prose(analysis), *((found, Movement.LEVEL) for found in _in_tables(letter))]
    pairs.sort(key=lambda pair: pair[0].start)
    ids = unique(
        make_id("percentage", found.low.value, surroundings(letter, found.start, found.end)) for found, _ in pairs
    )
    return [
        Percentage(
            id=name,
            evidence=letter.evidence(found.start, found.end),
            value=None if found.high else _value(found, found.low),
            low=_value(found, found.low) if found.high else None,
            high=_value(found, found.high) if found.high else None,
            unit=PercentageUnit.PERCENTAGE_POINT if found.point else PercentageUnit.PERCENT,
            precision=found.precision,
            movement=movement,
        )
        for name, (found, movement) in zip(ids, pairs, strict=True)
    ]


def _value(found: _Found, figure: Figure) -> Decimal:
    return -plain(figure.value) if found.negative else plain(figure.value)


def _in_prose(analysis: Analysis) -> Iterator[tuple[_Found, Movement]]:
    """The percentages outside table figures, each with what its clause says of it."""
    text = analysis.letter.text
    for block in analysis.letter.blocks:
        signs = list(_found_in(text, block.content_start, block.end))
        for sentence, group in groupby(signs, key=lambda found: analysis.sentence_at(found.start)):
            figures = list(group)
            spans = [(found.start, found.end) for found in figures]
            start, end = min(sentence.start, spans[0][0]), max(sentence.end, spans[-1][1])
            for found, clause in zip(figures, clauses(text, start, end, spans), strict=True):
                yield found, movement_of(text, found.lead, clause, negative=found.negative)


def _found_in(text: str, start: int, end: int) -> Iterator[_Found]:
    """The percentages of a block; a range takes in the sign of its lower end (2% tot 3%)."""
    text = without_raised(text, start, end)
    waiting: list[_Found] = []
    for sign in _SIGN.finditer(text, start, end):
        found = _before_sign(text, max(start, sign.start() - _REACH), sign)
        if not found:
            continue
        if waiting and found[0].start > waiting[-1].start:
            yield from waiting
        waiting = found
    yield from waiting


def _before_sign(text: str, start: int, sign: re.Match[str]) -> list[_Found]:
    """The figure before a percent sign, or the figures that share it; empty where none stands there."""
    window = text[start : sign.start()]
    match = _BEFORE.search(window)
    if match is None:
        return []
    listed = [(start + m.start(), start + m.end()) for m in re.finditer(_NUMBER, match["listed"] or "")]
    offset = match.start("listed")
    stretches = [(begin + offset, stop + offset) for begin, stop in listed]
    found = [_single(text, begin, stop, sign) for begin, stop in stretches]
    last_start = start + (match.start("minus") if match["minus"] else match.start("figure"))
    last = _single(text, last_start, sign.end(), sign, number=match["figure"], negative=match["minus"] is not None)
    if last is None:
        return []
    ranged = _with_low_end(text, start, match, last)
    return [*(one for one in found if one), ranged or last]


def _single(
    text: str, start: int, end: int, sign: re.Match[str], *, number: str = "", negative: bool = False
) -> _Found | None:
    figure = _figure(number or text[start:end])
    if figure is None:
        return None
    precision, lead = precision_before(text, start)
    precision = precision or precision_behind(text, end) or Precision.EXACT
    return _Found(start, end, lead, figure, None, sign["point"] is not None, precision, negative)


def _with_low_end(text: str, offset: int, match: re.Match[str], high: _Found) -> _Found | None:
    """The range that the figure makes with the one before it; None where they are two figures (van 2 naar 3%)."""
    low = _figure(match["low"]) if match["low"] else None
    start = offset + match.start("low")
    before = text[max(start - 12, 0) : start]
    if low is None or low.value > high.low.value or re.search(r"(?i)(?<!\w)van\s$", before):
        return None
    if match["between"] and not re.search(r"(?i)(?<!\w)tussen\s(?:de\s)?$", before):
        return None
    precision, lead = precision_before(text, start)
    return _Found(start, high.end, lead, low, high.low, high.point, precision or Precision.EXACT)


def _figure(printed: str) -> Figure | None:
    return read_figure(printed) if printed[0].isdigit() else read_words(printed)


def _in_tables(letter: Letter) -> Iterator[_Found]:
    """The bare figures in columns and rows that a header says are percentages."""
    for table in letter.tables:
        grid = Grid(table)
        for cell in grid.body():
            match = _CELL.fullmatch(cell.text) if len(cell.text) < 40 else None
            if match is None or "%" in cell.text or cell.column < grid.header_columns:
                continue
            headers = f"{grid.column_header(cell.column)} {grid.row_words(cell.row)}"
            figure = read_figure(match["number"])
            if figure and _HEADER.search(headers):
                start, end = cell.start + match.start("figure"), cell.start + match.end("figure")
                point = "punt" in headers.lower()
                yield _Found(start, end, start, figure, None, point, negative=match["minus"] is not None)
