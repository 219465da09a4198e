"""Printed figures and number words: what they are worth, and how finely they are printed.

Dutch letters write 1.250.000,50; quotes of English sources 1,250,000.50. Number words are read by text2num, and here
what it does not know: halves and quarters (anderhalf, tweeënhalf, een kwart).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from text_to_num import text2num

#: A figure as printed: digits, groups and decimals, and the dash that stands for no cents (1.250,-).
FIGURE = r"[0-9]+(?:[.,][0-9]+)*(?:[.,][-–—=]{1,2}(?![\w-]))?"

#: The mark of a note that the letter has, as reading writes it.
NOTE_MARK = r"\[(?:[0-9]{1,3}|[ivxl]{1,7}|[a-z]|\*{1,4})\]"
#: Raised figures and letters, as reading writes marks whose note it does not know.
RAISED = "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"
#: Raised characters behind a figure, a word or a sign are the mark of a note; behind a measure they are a power (m²).
_RAISED = re.compile(rf"(?<=[\w%‰€$£)\].,])(?<!\b[kcdh]m)(?<!\bm)[{RAISED}]+")

_UNITS = "een één eén twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien"
_TENS = "twintig dertig veertig vijftig zestig zeventig tachtig negentig"
_ATOMS = "|".join(sorted(f"{_UNITS} {_TENS} honderd duizend".split(), key=len, reverse=True))
_PART = rf"(?:{_ATOMS})(?:[eë]n(?=[a-zé]))?"
_WORD = rf"(?:{_PART}){{1,8}}"
_HALVES = (
    r"(?:een\s+)?(?:half|halve|kwart|driekwart)|anderhalf|anderhalve"
    rf"|(?:{_ATOMS}){{1,3}}[eë]nhalf|{_WORD}\s+en\s+een\s+(?:half|halve|kwart)"
)
#: A number in words: twee, vijfentwintig, tweehonderd vijftig, anderhalf, drie en een half.
NUMBER_WORDS = rf"(?<!\w)(?:{_HALVES}|(?:\w{{0,20}}(?:honderd|duizend)\s+)?{_WORD})(?!\w)"

_FRACTIONS = {
    "half": Decimal("0.5"),
    "halve": Decimal("0.5"),
    "kwart": Decimal("0.25"),
    "driekwart": Decimal("0.75"),
    "anderhalf": Decimal("1.5"),
    "anderhalve": Decimal("1.5"),
}
_AND_A_PART = re.compile(r"(?P<whole>.+?)(?:\s+en\s+een\s+|[eë]n)(?P<part>half|halve|kwart)")
_NO_CENTS = re.compile(r"[.,][-–—=]+$")
_DUTCH = re.compile(r"(?P<whole>[0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+)(?:,(?P<part>[0-9]+))?")
_ENGLISH = re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<part>[0-9]+))?")
_ENGLISH_ONLY = re.compile(
    r"[0-9]{1,3}(?:(?:,[0-9]{3}){2,}(?:\.[0-9]+)?|(?:,[0-9]{3})+\.[0-9]+)|[0-9]+\.[0-9]{1,2}|0\.[0-9]+"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure is worth, one unit of its last printed place, and whether it is grouped in thousands."""

    value: Decimal
    step: Decimal = Decimal(1)
    grouped: bool = False


def without_raised(text: str, start: int, end: int) -> str:
    """The text with a blank for each raised mark in [start, end), so that figures and words end before it."""
    if not _RAISED.search(text, start, end):
        return text
    return text[:start] + _RAISED.sub(lambda mark: " " * len(mark[0]), text[start:end]) + text[end:]


def read_figure(printed: str, *, english: bool = False) -> Figure | None:
    """The worth of a printed figure; None where it is no well-formed number (1.25.00).

    ``english`` says that the words around it are English, so that 2,500 is two and a half thousand; without it the
    Dutch reading goes first, and an English one is taken only where no Dutch one exists (2.5, 1,250,000).
    """
    digits = _NO_CENTS.sub("", printed)
    reading = _ENGLISH if english or _ENGLISH_ONLY.fullmatch(digits) else _DUTCH
    match = reading.fullmatch(digits) or _DUTCH.fullmatch(digits)
    if match is None:
        return None
    whole, part = re.sub(r"[., ]", "", match["whole"]), match["part"] or ""
    if len(whole) + len(part) > 25 or (len(whole) > 1 and whole.startswith("0")):
        return None
    grouped = len(whole) < len(match["whole"])
    return Figure(Decimal(f"{whole}.{part}" if part else whole), Decimal(1).scaleb(-len(part)), grouped)


def read_words(words: str) -> Figure | None:
    """The worth of a number in words; None where it is none."""
    text = " ".join(words.lower().split()).removeprefix("een ") if " " in words else words.lower()
    if text in _FRACTIONS:
        return Figure(_FRACTIONS[text], Decimal("0.1"))
    parts = _AND_A_PART.fullmatch(text)
    if parts:
        whole = _whole(parts["whole"])
        return None if whole is None else Figure(whole + _FRACTIONS[parts["part"]], Decimal("0.1"))
    value = _whole(text)
    return None if value is None else Figure(value)


def _whole(text: str) -> Decimal | None:
    try:
        return Decimal(text2num(text.replace("eén", "één"), "nl"))
    except ValueError:
        return None


def plain(value: Decimal) -> Decimal:
    """The value without exponent and idle zeros, so that equal ones are written alike."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
