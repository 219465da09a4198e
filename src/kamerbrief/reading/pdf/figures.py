"""What looks like a figure in a table: numbers with what stands around them, years, and signs for no figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from kamerbrief.reading.pdf.words import PrintedWord

_SIGN = r"[-–−+±~<>≤≥=]|-\s?/\s?-"
_MONEY = r"€|\$|£|eur|euro"
_NEAR = r"ca\.?|circa|max\.?|min\.?|ruim|bijna|maximaal|minimaal|totaal|tot"
_NUMBER = r"(?:\d{1,3}(?:[.,'’\s]\d{3})+|\d+)(?:[.,]\d+)?(?:,[-–—=]{1,2})?"
_BEHIND = (
    r"%|mln\.?|mld\.?|mrd\.?|miljoen|miljard|euro|m|k|[-–−+]|-\s?/\s?-|\)|\*{1,3}|[¹²³⁰-⁹]+|\[\d{1,3}\]|\(?[a-z1-9]\)"
)
_FIGURE = re.compile(
    rf"(?:(?:{_SIGN}|{_MONEY}|{_NEAR}|\()\s*){{0,4}}{_NUMBER}(?:\s?(?:[-–/]|à|tot|t/m)\s?{_NUMBER})?"
    rf"(?:\s*(?:{_BEHIND})){{0,4}}",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"p\.?\s?m\.?|n\.?\s?v\.?\s?t\.?|n\.?n?\.?[bt]\.?[bd]?\.?|nihil|[-–—−.…]{1,3}|[€$£]\s?[-–−]+", re.IGNORECASE
)
_SIGNS = re.compile(rf"(?:{_SIGN}|{_MONEY}|\(|[€$£]\s?[-–−])", re.IGNORECASE)
_CURRENCIES = frozenset(_MONEY.replace("\\", "").split("|"))
#: A year, or a figure with points between thousands.
_WHOLE = re.compile(r"(?:19|20)\d\d|\d{1,3}(?:\.\d{3})+")
#: Figures with points or blanks between thousands, and the rest of those that are broken.
_POINTED = re.compile(r"(?:[-–−]\s?)?\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?")
_GROUPED, _GROUPS = re.compile(r"(?:[-–−]\s?)?\d{1,3}(?:\s\d{3})+"), re.compile(r"\d{3}(?:\s\d{3})*")
_DIGITS = re.compile(r"\d{1,2}|\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{0,2},\d{1,2}")
#: The end of a bracket that began on the line above: (x € / 1.000).
_ENDS_BRACKET = re.compile(r"1[.\s]?000(?:[.\s]000)?\)")
#: What stands over a column without words: a year, or its number, with what it is computed from.
_OF_COLUMN = r"(?:\(\d{1,2}\)(?:\s?[=+–-]\s?\(\d{1,2}\))*|\d(?:\s?[=+–-]\s?\d)+)"
_HEAD = re.compile(rf"(?:\d{{1,2}}[-/]){{0,2}}(?:19|20)\d\d(?:\s{_OF_COLUMN})?|{_OF_COLUMN}")
#: A longer text is no figure, and a longer one without any is a sign for none (n. v. t.) only with dashes behind it.
_LONGEST, _LONGEST_NOTHING, _DASHES = 40, 8, "-–−"
#: The longest sign that belongs to a figure, with the blank inside it.
_LONGEST_SIGN = 5


def text_of(words: Sequence[PrintedWord]) -> str:
    """The words apart by blanks, raised ones left out."""
    return " ".join(word.text for word in words if not word.raised)


def is_figure(words: Sequence[PrintedWord]) -> bool:
    """True when the words are one figure, or a sign that stands for none."""
    return is_figure_text(text_of(words))


@lru_cache(4096)
def is_figure_text(text: str) -> bool:
    """True for a text that is one figure, or a sign that stands for none."""
    if len(text) > _LONGEST:
        return False
    if any(map(str.isdecimal, text)):
        return bool(_FIGURE.fullmatch(text)) and not _ENDS_BRACKET.fullmatch(text)
    return (len(text) <= _LONGEST_NOTHING or text[-1] in _DASHES) and bool(_NOTHING.fullmatch(text))


def heads_column(words: Sequence[PrintedWord]) -> bool:
    """True for a year or a day, or the number of a column: (1), (3) = (1) + (2)."""
    return bool(_HEAD.fullmatch(text_of(words)))


def is_sign(words: Sequence[PrintedWord]) -> bool:
    """True when the words are only a sign that belongs to a figure on its right: €, a minus, a bracket."""
    text = text_of(words)
    return len(text) <= _LONGEST_SIGN and bool(_SIGNS.fullmatch(text))


def is_currency(word: PrintedWord) -> bool:
    """True for a currency sign alone."""
    return has_currency([word])


def has_currency(words: Sequence[PrintedWord]) -> bool:
    """True where a currency sign stands alone among the words."""
    return not _CURRENCIES.isdisjoint([word.text.lower() for word in words])


def are_halves(first: str, second: str) -> bool:
    """True when two pieces are a year or a figure that a narrow cell breaks in two: only together they are one."""
    return bool(_WHOLE.fullmatch(first + second)) and not _WHOLE.fullmatch(first) and second.isdigit()


def joint(above: str, below: str) -> str | None:
    """What stands between the two pieces of a figure that a narrow cell breaks: nothing, a blank; None for no pieces.

    Pieces are 12.34 and 5, € and 12, or what a blank between thousands sets apart (12 345 and 678).
    """
    if above in ("€", "EUR") and is_figure_text(below):
        return " "
    if _GROUPED.fullmatch(above) and _GROUPS.fullmatch(below):
        return " "
    whole = _POINTED.fullmatch(above + below) and not _POINTED.fullmatch(above)
    return "" if whole and "." in above and _DIGITS.fullmatch(below) else None
