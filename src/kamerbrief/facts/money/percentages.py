"""The percentages and percentage points in a letter, in text and in the columns of tables that hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from kamerbrief.contract import Movement, Percentage, PercentageUnit, Precision
from kamerbrief.contract.identity import fact_ids
from kamerbrief.facts.money.figures import FIGURE, NOTE_MARK, NUMBER_WORDS, Figure, plain, read_figure, read_words
from kamerbrief.facts.money.movement import movement_of
from kamerbrief.facts.money.precision import precision_before, precision_behind
from kamerbrief.facts.money.tables.grid import Grid
from kamerbrief.facts.money.tables.headers import heads_percentages
from kamerbrief.facts.money.terms import follows_label
from kamerbrief.language.analysis import Analysis
from kamerbrief.language.clauses import clauses
from kamerbrief.letter import Letter
from kamerbrief.lexicon import Sighted

_NUMBER = rf"(?:{FIGURE}|(?i:{NUMBER_WORDS}))"
_OWN_SIGN = r"(?:\s?%|\sprocent)?"
_SIGN = re.compile(
    rf"(?:{NOTE_MARK})?\s{{0,4}}(?:%|(?<=\s)(?:procent|percent))(?P<point>\s?-?\s?punt(?:en)?)?(?!\w)",
    re.IGNORECASE,
)
_SIGHTED = Sighted(("%", "procent", "percent"))
#: What stands before a percent sign: the figure; before it another figure that makes a range or a list with it, or that
#: it rose or fell from.
_BEFORE = re.compile(
    rf"(?<![\w.,€$£])(?<![€$£]\s)(?:(?P<low>{_NUMBER}){_OWN_SIGN}"
    rf"(?:\s?(?:-|–|à|á|\sa\s|\stot\s)\s?|\s(?P<between>en)\s|\s(?P<naar>naar)\s)"
    rf"|(?P<listed>(?:{_NUMBER},\s){{0,8}}{_NUMBER},?\s(?:en|of)\s))?"
    rf"(?P<minus>(?<![\w%])-(?:/-\s?)?|−|(?<!\w)(?:min|minus)\s)?(?P<figure>{_NUMBER})$"
)
_FROM = re.compile(r"(?<!\w)van\s(?:de\s)?$", re.IGNORECASE)
_AMONG = re.compile(r"(?<!\w)tussen\s(?:de\s)?$", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_REACH = 120
_MARK = r"\[[0-9]+\]|\*+|[¹²³⁴-⁹]+"
_CELL = re.compile(rf"\s*(?P<figure>(?P<minus>-/-|[-–−])?\s?(?P<number>{FIGURE}))\s?%?\s*(?:{_MARK})?\s*")


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
    ids = fact_ids("percentage", (letter.text[found.start : found.end] for found, _ in pairs))
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
                yield found, movement_of(text, found.lead, clause, negative=found.negative).value


def _found_in(text: str, start: int, end: int) -> Iterator[_Found]:
    """The percentages of a block; a range takes in the sign of its lower end (2% tot 3%)."""
    if not _SIGHTED.within(text, start, end):
        return
    waiting: list[_Found] = []
    before_last, last = start, start
    for sign in _SIGN.finditer(text, start, end):
        found = _before_sign(text, max(before_last, sign.start() - _REACH), sign)
        before_last, last = last, sign.end()
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
    last_start = start + (match.start("minus") if match["minus"] else match.start("figure"))
    last = _single(text, last_start, sign.end(), sign, number=match["figure"], negative=match["minus"] is not None)
    if last is None:
        return []
    ranged = _with_low_end(text, start, match, last)
    return [ranged] if ranged else [*_sharing(text, start, match, sign), last]


def _sharing(text: str, offset: int, match: re.Match[str], sign: re.Match[str]) -> list[_Found]:
    """The figures before the last one that share its sign: 5, 6 en 7 procent; van 12 naar 8 procent."""
    name = "listed" if match["listed"] else "low"
    begin, words = offset + match.start(name), match[name] or ""
    moved = name == "low" and (match["naar"] or _FROM.search(text, max(begin - 12, 0), begin))
    listed = name == "listed" or match["between"]
    if not words or not (moved or listed) or _SIGN.match(text, begin + len(words)) or follows_label(text, begin):
        return []
    numbers = [(begin + number.start(), begin + number.end()) for number in re.finditer(_NUMBER, words)]
    in_words = match["figure"][0].isalpha()
    if any(_YEAR.fullmatch(text, *number) or text[number[0]].isalpha() is not in_words for number in numbers):
        return []
    found = [_single(text, *number, sign) for number in numbers]
    return [one for one in found if one]


def _single(
    text: str, start: int, end: int, sign: re.Match[str], *, number: str = "", negative: bool = False
) -> _Found | None:
    figure = _figure(number or text[start:end])
    if figure is None:
        return None
    precision, lead = precision_before(text, start)
    told = precision or precision_behind(text, end)
    exact = told.value if told else Precision.EXACT
    return _Found(start, end, lead, figure, None, sign["point"] is not None, exact, negative)


def _with_low_end(text: str, offset: int, match: re.Match[str], high: _Found) -> _Found | None:
    """The range that the figure makes with the one before it; None where they are two figures (van 2 naar 3%)."""
    low = _figure(match["low"]) if match["low"] else None
    start = offset + match.start("low")
    before = text[max(start - 12, 0) : start]
    if low is None or low.value > high.low.value or match["naar"] or _FROM.search(before):
        return None
    if match["between"] and not _AMONG.search(before):
        return None
    precision, lead = precision_before(text, start)
    return _Found(start, high.end, lead, low, high.low, high.point, precision.value if precision else Precision.EXACT)


def _figure(printed: str) -> Figure | None:
    return read_words(printed) if printed[0].isalpha() else read_figure(printed)


def _in_tables(letter: Letter) -> Iterator[_Found]:
    """The bare figures in columns and rows that a header says are percentages."""
    for table in letter.tables:
        grid = Grid(table)
        for cell in grid.body():
            match = _CELL.fullmatch(cell.text) if len(cell.text) < 40 else None
            if match is None or "%" in cell.text or cell.column < grid.header_columns:
                continue
            headers = f"{grid.column_header(cell.column, cell.row)} {grid.row_words(cell.row)}"
            figure = read_figure(match["number"]) if heads_percentages(headers) else None
            if figure:
                start, end = cell.start + match.start("figure"), cell.start + match.end("figure")
                point = "punt" in headers.lower()
                yield _Found(start, end, start, figure, None, point, negative=match["minus"] is not None)
