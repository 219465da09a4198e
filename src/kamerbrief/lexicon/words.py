"""The words of a text, cut at what is none: in plain letters quicker than a pattern finds them."""

from __future__ import annotations

import re

_WORD = re.compile(r"\w+")
_PLAIN = range(128)
_BLANKS = {code: " " for code in _PLAIN if not chr(code).isalnum() and chr(code) != "_"}
_APART = {code: f" {chr(code)} " for code in _BLANKS if not chr(code).isspace()}
_FIGURES = "0123456789"


def words(text: str) -> list[str]:
    r"""The words of a text in order, as ``\w+`` finds them."""
    return text.translate(_BLANKS).split() if text.isascii() else _WORD.findall(text)


def words_and_signs(text: str) -> list[str] | None:
    """The words and signs of a text in order; None for one with figures or letters that are cut otherwise."""
    if not text.isascii() or any(figure in text for figure in _FIGURES):
        return None
    return text.translate(_APART).split()
