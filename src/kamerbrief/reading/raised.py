"""Raised figures: a mark or an exponent behind a word or a figure, which must not be read as its last digits."""

from __future__ import annotations

import re

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SIGNED = str.maketrans("0123456789-−–+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁻⁺")
#: A letter as the mark of a note; ``e`` and ``o`` are left out, which stand raised in ordinals (21e, n°).
_LETTERS = dict(zip("abcdfghijklmnprstuvwxyz", "ᵃᵇᶜᵈᶠᵍʰⁱʲᵏˡᵐⁿᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True))
_FIGURES = re.compile(r"[\d\s.,;:*()+\-–−]*\d[\d\s.,;:*()+\-–−]*")
#: Fractions set with a raised and a lowered figure, as their own characters.
_FRACTIONS = {
    "1/2": "½", "1/3": "⅓", "2/3": "⅔", "1/4": "¼", "3/4": "¾", "1/5": "⅕", "2/5": "⅖", "3/5": "⅗", "4/5": "⅘",
    "1/6": "⅙", "5/6": "⅚", "1/8": "⅛", "3/8": "⅜", "5/8": "⅝", "7/8": "⅞",
}  # fmt: skip


def raised(text: str, before: str) -> str:
    """Text that is set raised, as it is typed behind ``before``: figures become superscript ones.

    A single letter directly behind a figure is a note's mark and becomes a superscript letter. Other words stay as
    they are: the raised part of an ordinal (``21e``) is read on the line.
    """
    if _FIGURES.fullmatch(text):
        return text.translate(_SIGNED if text.lstrip()[0] in "-−–+" else _RAISED)
    if text in _LETTERS and before[-1:].isdigit():
        return _LETTERS[text]
    return text


def is_fraction(printed: str) -> bool:
    """True for an ordinary fraction such as ``3/4``, which is read as a word and not as a quotient."""
    return printed in _FRACTIONS


def fraction(over: str, under: str, before: str) -> str:
    """A raised figure over a lowered one, apart from a whole number before it: ``2½``, ``2 3/16``."""
    printed = f"{over.strip()}/{under.strip()}"
    if printed in _FRACTIONS:
        return _FRACTIONS[printed]
    return f" {printed}" if before[-1:].isdigit() else printed


def beside(before: str, text: str) -> str:
    """``text`` as it is typed directly behind ``before``, where one of the two is a formula: never as one figure.

    So a half behind ``2`` is ``2½``, and 5 behind ``log10`` is `` 5``.
    """
    if not (before[-1:].isdigit() and text[:1].isdigit()):
        return text
    return _FRACTIONS.get(text, f" {text}")
