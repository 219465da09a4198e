"""Printed figures and number words: what they are worth, and how finely they are printed.

Dutch letters write 1.250.000,50; quotes of English sources 1,250,000.50, of Swiss ones 1'250'000. Number words are
those of :mod:`kamerbrief.facts.money.number_words`.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from kamerbrief.facts.money.number_words import NUMBER_WORDS, value_of_words

__all__ = [
    "BARE_DECIMALS",
    "FIGURE",
    "NOTE_MARK",
    "NUMBER_WORDS",
    "Figure",
    "plain",
    "read_figure",
    "read_words",
]

#: A mark behind a figure or word: [1], *. Raised marks are blanks where facts are looked for.
NOTE_MARK = r"\[(?:[0-9]{1,3}|[ivxl]{1,7}|[a-z]|\*{1,4})\]|(?<=[\w.,%])\*{1,3}\)?"
_GLYPHS = "½¼¾⅓⅔⅕⅖⅗⅘⅛⅜⅝⅞"
#: Typed with a stroke (2 1/2), a fraction is one only where it is of this kind and nothing goes on behind it.
_STROKE = r"(?:1[/⁄][2-4]|2[/⁄]3|3[/⁄]4)(?![\w/⁄]|[.,][0-9])"
_GROUPED = r"[0-9]+(?:[.,][0-9]+|['’][0-9]{3}(?![0-9]))*"
#: A figure as printed: digits, groups and decimals, a fraction (2½), and the dash that stands for no cents (1.250,-).
FIGURE = (
    rf"(?:[0-9]{{1,3}}\s{_STROKE}|{_STROKE}(?=\s?(?i:mi?l|mrd|procent|%))|[{_GLYPHS}]"
    rf"|{_GROUPED}(?:\s?[{_GLYPHS}]|[.,][-–—=]{{1,2}}(?![\w-]))?)"
)
#: Decimals without the zero before them, which only a currency sign makes a figure: € ,89.
BARE_DECIMALS = r"[.,][0-9]{1,4}(?![\w.,][0-9])"

_FRACTION = re.compile(rf"(?P<whole>.*?)\s?(?P<part>[{_GLYPHS}]|(?<![0-9])[1-3][/⁄][2-4])")
_NO_CENTS = re.compile(r"[.,][-–—=]+$")
_DUTCH = re.compile(r"(?P<whole>[0-9]{1,3}(?:[. ][0-9]{3})+|[0-9]+)(?:,(?P<part>[0-9]+))?")
_ENGLISH = re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.(?P<part>[0-9]+))?")
_ENGLISH_ONLY = re.compile(
    r"[0-9]{1,3}(?:(?:,[0-9]{3}){2,}(?:\.[0-9]+)?|(?:,[0-9]{3})+\.[0-9]+)|[0-9]+\.[0-9]{1,2}|0\.[0-9]+"
)
_DUTCH_ONLY = re.compile(
    r"[0-9]{1,3}(?:(?:[. ][0-9]{3}){2,}(?:,[0-9]+)?|(?:[. ][0-9]{3})+,[0-9]+)|[0-9]+,(?:[0-9]{1,2}|[0-9]{4,})|0,[0-9]+"
)


@dataclass(frozen=True, slots=True)
class Figure:
    """What a figure is worth, one unit of its last printed place, and whether it is grouped in thousands."""

    value: Decimal
    step: Decimal = Decimal(1)
    grouped: bool = False


def read_figure(printed: str, *, english: bool = False) -> Figure | None:
    """The worth of a printed figure; None where it is no well-formed number (1.25.00).

    ``english`` says that the words around it are English, so that 2,500 is two and a half thousand; without it the
    Dutch reading goes first, and an English one is taken only where no Dutch one exists (2.5, 1,250,000).
    """
    if printed.isascii() and printed.isdecimal():
        return _of_parts(printed, "")
    mixed = _FRACTION.fullmatch(printed)
    if mixed:
        return _with_fraction(mixed["whole"], mixed["part"])
    digits = re.sub("['’](?=[0-9]{3}(?![0-9]))", ".", _NO_CENTS.sub("", printed))
    digits = f"0{digits}" if digits[0] in ".," else digits
    reading = _ENGLISH if english or _ENGLISH_ONLY.fullmatch(digits) else _DUTCH
    match = reading.fullmatch(digits) or _DUTCH.fullmatch(digits)
    if match is None:
        return None
    whole, part = re.sub(r"[., ]", "", match["whole"]), match["part"] or ""
    return _of_parts(whole, part, grouped=len(whole) < len(match["whole"]))


def _of_parts(whole: str, part: str, *, grouped: bool = False) -> Figure | None:
    if len(whole) + len(part) > 25 or (len(whole) > 1 and whole.startswith("0")):
        return None
    return Figure(Decimal(f"{whole}.{part}" if part else whole), Decimal(1).scaleb(-len(part)), grouped)


def printed_style(printed: str) -> str | None:
    """``dutch`` for a figure that can only be read so (1,5), ``english`` (1.5), None where both would do (1.250)."""
    digits = _NO_CENTS.sub("", printed)
    if _DUTCH_ONLY.fullmatch(digits):
        return "dutch"
    return "english" if _ENGLISH_ONLY.fullmatch(digits) else None


def _with_fraction(whole: str, part: str) -> Figure | None:
    """A whole number, if one is printed, and a fraction of one."""
    before = read_figure(whole) if whole else Figure(Decimal(0))
    over, under = (int(digit) for digit in unicodedata.normalize("NFKC", part).replace("/", "⁄").split("⁄"))
    share = (Decimal(over) / under).quantize(Decimal("0.001")).normalize()
    return None if before is None or before.step < 1 else Figure(before.value + share, Decimal("0.1"), before.grouped)


def read_words(words: str) -> Figure | None:
    """The worth of a number in words; None where it is none."""
    read = value_of_words(words)
    return Figure(*read) if read else None


def plain(value: Decimal) -> Decimal:
    """The value without exponent and idle zeros, so that equal ones are written alike."""
    return Decimal(int(value)) if value == value.to_integral_value() else value.normalize()
