"""What one cell of a table holds: nothing, a figure with its signs and note marks, a year, a unit, or words.

A cell is judged by its own text alone; what its row and column make of it is the work of
:mod:`kamerbrief.facts.money.tables.grid`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from kamerbrief.contract import Precision
from kamerbrief.facts.money.tables.units import unit_in
from kamerbrief.facts.money.tokens import currency_words
from kamerbrief.facts.told import Place
from kamerbrief.lexicon import alternatives, load


class CellKind(StrEnum):
    """What a cell is: ``PLACEHOLDER`` for no figure (a dash, p.m.), ``MONEY`` for a notation of its own (€ 5 mln)."""

    BLANK = "blank"
    PLACEHOLDER = "placeholder"
    YEARS = "years"
    UNIT = "unit"
    FIGURE = "figure"
    SEVERAL = "several"
    PERCENT = "percent"
    MONEY = "money"
    WORDS = "words"


#: Cells that hold data: a row with one of these below its header is a row of figures.
DATA_KINDS = frozenset({CellKind.FIGURE, CellKind.SEVERAL, CellKind.PERCENT, CellKind.MONEY})


@dataclass(frozen=True, slots=True)
class CellFigure:
    """A figure at [start, end) of a cell's text: its printed number, or both of a range, and what stands around it.

    ``sign`` says that a currency sign stands with it. The evidence holds signs, but neither marks of notes nor words.
    ``precise`` is where in the cell's text its word of precision stands.
    """

    start: int
    end: int
    low: str
    high: str | None
    negative: bool
    sign: bool
    precision: Precision
    precise: Place | None = None


#: A cell that is longer holds words.
LONGEST = 100
#: A table is gone through several times: of so many cells it is remembered what they hold.
_REMEMBERED = 32_768
_RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ⁽⁾⁺⁻"
#: What refers to a note behind a figure or year: [3], *, ¹, 1), a), (1), (incl. btw); not (%).
_MARK = (
    rf"(?:\[[0-9]{{1,3}}\]|\*{{1,4}}|[{_RAISED}]{{1,3}}\)?|[†‡#]|(?<=\s)[0-9]{{1,2}}\)|(?<=[0-9\s])[a-e]\)"
    r"|(?<=[0-9])[a-e](?!\w)|\((?![^()]*%)[^()]*\))"
)
_MARKS = rf"(?:\s*{_MARK})*\s*"
_NUMBER = (
    r"(?:[0-9]{1,3}(?:[ .'’][0-9]{3})+(?:[,.][0-9]+)?(?:,[-–=]{1,2})?(?![0-9.,'’])"
    r"|[0-9]+(?:[.,][0-9]+)*(?:,[-–=]{1,2})?(?![0-9.,])|,[0-9]+)"
)
_MINUS = r"(?:-\s?/\s?-|[-–−—]|\((?:-\s?/\s?-|[-–−—])\)|(?i:min|minus)(?=\s?[0-9€]))"
_BEHIND = r"(?:-\s?/\s?-|[-–−—]|\(\s?(?:-\s?/\s?-|[-–−—])\s?\))"
_SIGN = r"(?:€|EUR(?![^\W\d_]))"
_TO = r"\s?(?:-|–|—|(?i:à|tot|t/m|tm|tot\sen\smet))\s?"
_YEAR = r"(?:19|20)[0-9]{2}"
_YEARS = re.compile(
    rf"(?:(?:t/m|tm|tot en met|tot|vanaf|v\.a\.|na|sinds|jaar|begrotingsjaar|ultimo|eind)\s?)?{_YEAR}"
    rf"(?:\s?(?:-|–|—|/|t/m|tm|tot en met|tot|en|&)\s?(?:{_YEAR}|['’]?[0-9]{{2}}(?![0-9])))?"
    rf"\s?(?:e\.?\s?v\.?|en verder|en later|en volgende(?: jaren)?|ff\.?)?{_MARKS}"
    rf"|t\s?[-–−+]\s?[0-9]{{1,2}}{_MARKS}",
    re.IGNORECASE,
)
_PURE_YEAR = re.compile(_YEAR)
_BROKEN_YEAR = re.compile(r"(?<![0-9.,])(?P<first>(?:19|20)[0-9]?)\s(?P<rest>[0-9]{1,2})(?=$|[^0-9.,])")
_SPACED_YEAR = re.compile(r"(?<![0-9.,])(?<![0-9.,] )(1(?= 9)|2(?= 0)) ([09]) ([0-9]) ([0-9])(?!\s?[0-9.,])")
_GROUPED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+(?:,[0-9]+)?")
_TRAILING_MARKS = re.compile(rf"\s*(?:{_MARK}\s*)+$")


@cache
def _precisions() -> dict[str, Precision]:
    """The kinds of precision that words before a figure tell, by their names."""
    lists = load("amount_cues")["precision"]
    return {kind.value: kind for kind in Precision if kind.value in lists}


@cache
def _figure() -> re.Pattern[str]:
    lists = load("amount_cues")["precision"]
    words = "|".join(f"(?P<{name}>{alternatives(lists[name])})" for name in _precisions())
    return re.compile(
        rf"\s*(?:(?:(?i:{words}|(?P<tot>tot)|(?P<between>tussen)))(?![^\W\d_])\s*(?:(?i:de|het)\s)?)?"
        rf"(?P<all>(?P<bracket>\()?\s*(?P<minus>{_MINUS})?\s*(?P<sign>{_SIGN}|\+)?\s*(?P<minus_behind_sign>{_MINUS})?\s*"
        rf"(?P<low>{_NUMBER})(?:(?:{_TO}|(?(between)\s(?i:en)\s|(?!)))(?P<minus_high>{_MINUS})?\s?"
        rf"(?P<sign_high>{_SIGN}\s?)?(?P<high>{_NUMBER}))?"
        rf"(?:\s?(?P<sign_behind>{_SIGN}))?\s*(?P<trailing>{_BEHIND})?\s*(?(bracket)\)|)){_MARKS}"
    )


#: A figure with a note's number set right behind it: 12.1001 and (1.150)3 are 12.100¹ and (1.150)³.
_NOTED = re.compile(r"(?P<figure>\s*\(?[^\w(]{0,4}(?:[1-9][0-9]{0,2}(?:\.[0-9]{3})+|(?<=\()[0-9.,]+)\)?)[1-9]\s*")


@lru_cache(maxsize=_REMEMBERED)
def figure_in(text: str) -> CellFigure | None:
    """The figure that fills the cell; None where it holds anything else. A year is a figure too."""
    if len(text) >= LONGEST:
        return None
    noted = _NOTED.fullmatch(text)
    match = _figure().fullmatch(noted["figure"] if noted else text)
    if match is None:
        return None
    if match["low"] == text:
        return CellFigure(0, len(text), text, None, negative=False, sign=False, precision=Precision.EXACT)
    signs = ("bracket", "minus", "minus_behind_sign", "trailing")
    named = _precision_of(match)
    word = named.value if named else "tot" if match["tot"] else None
    return CellFigure(
        start=match.start("all"),
        end=match.start("all") + len(match["all"].rstrip()),
        low=match["low"],
        high=match["high"],
        negative=any(match[name] for name in signs),
        sign=bool((match["sign"] or "+") != "+" or match["sign_high"] or match["sign_behind"]),
        precision=named or (Precision.AT_MOST if match["tot"] else Precision.EXACT),
        precise=match.span(word) if word else None,
    )


def scaled_figure(text: str) -> tuple[CellFigure, str] | None:
    """The figure that fills the cell together with a scale word behind it, and that word: *134 miljoen*, *2,5 mld.*

    The stretch of the figure holds the word; None where the cell holds anything else.
    """
    match = _scaled().fullmatch(text) if len(text) < LONGEST else None
    figure = figure_in(match["figure"]) if match else None
    return (replace(figure, end=match.end("scale")), match["scale"].lower()) if match and figure else None


@cache
def _scaled() -> re.Pattern[str]:
    scale = alternatives(word for entry in load("tables")["scale"] for word in entry["words"])
    return re.compile(rf"(?P<figure>.*[0-9])\s?(?P<scale>(?i:{scale}))(?!\w)\.?{_MARKS}", re.DOTALL)


def _precision_of(match: re.Match[str]) -> Precision | None:
    return next((kind for name, kind in _precisions().items() if match[name]), None)


@lru_cache(maxsize=_REMEMBERED)
def kind_of(text: str) -> CellKind:
    """What a cell with this text is."""
    words = " ".join(text.split())
    if not words:
        return CellKind.BLANK
    if _holds_nothing(words):
        return CellKind.PLACEHOLDER
    if len(words) < LONGEST and _YEARS.fullmatch(whole_years(words)):
        return CellKind.YEARS
    if figure_in(words) is not None:
        return CellKind.FIGURE
    if figure_in(words.replace("%", " ")) is not None:
        return CellKind.PERCENT
    if len(figures_apart(text)) > 1:
        return CellKind.SEVERAL
    if _is_unit(words):
        return CellKind.UNIT
    return CellKind.MONEY if _money().match(words) else CellKind.WORDS


def _holds_nothing(words: str) -> bool:
    empty = load("tables")["empty"]["words"]
    return words.lower() in empty or (_TRAILING_MARKS.sub("", words) or words).lower() in empty


def _is_unit(words: str) -> bool:
    """True for a cell that states a unit and holds no figure besides: x € 1.000, mln euro; not € 2 mln."""
    unit = unit_in(words, header=True) if len(words) < LONGEST else None
    rest = words.replace(unit.words, "", 1) if unit else ""
    return unit is not None and not any(sign.isdigit() for sign in rest)


@cache
def _money() -> re.Pattern[str]:
    """A cell that begins with an amount: € 2 mln, circa 5 miljoen euro per jaar, - EUR 20."""
    lists = load("amount_cues")["precision"]
    about = alternatives(word for kind in Precision if kind.value in lists for word in lists[kind.value])
    sign = rf"(?:{alternatives(currency_words())})"
    scale = alternatives(word for entry in load("money")["scale"] for word in entry["words"])
    return re.compile(
        rf"(?:(?:{about}|tot|tussen|de)\s?)*[(+]?\s?{_MINUS}?\s?"
        rf"(?:{sign}\s?{_MINUS}?\s?{_NUMBER}|{_NUMBER}(?:{_TO}{_NUMBER})?\s?(?:{scale}|{sign})(?!\w))",
        re.IGNORECASE,
    )


def is_year(text: str) -> bool:
    """True for a cell that holds one year of four figures and nothing else."""
    return _PURE_YEAR.fullmatch(text.strip()) is not None


def whole_years(header: str) -> str:
    """A header's text with years whole again that a narrow column broke or that are spaced: 202 6, 2 0 2 6."""
    return _BROKEN_YEAR.sub(_joined_year, _SPACED_YEAR.sub(r"\1\2\3\4", header))


def _joined_year(match: re.Match[str]) -> str:
    year = match["first"] + match["rest"]
    return year if len(year) == 4 else match.group()


def figures_apart(text: str) -> list[tuple[int, int]]:
    """The stretches of the figures in a cell that holds nothing but several, each on its own line or apart by blanks.

    A figure with blanks between its thousands is one: lines go before blanks.
    """
    apart = r"[^\n]+" if "\n" in text.strip() else r"\S+"
    if len(text) > LONGEST or _GROUPED.fullmatch(text.strip()):
        return []
    pieces = [match.span() for match in re.finditer(apart, text) if match.group().strip()]
    return pieces if len(pieces) > 1 and all(figure_in(text[start:end]) for start, end in pieces) else []
