"""Signs that a reader takes for others, typed as what they are taken for.

A letter of Cyrillic or Greek inside a word of Latin letters is a slip of a keyboard, of OCR or of a font, or a trick:
no reader sees it, and every word list would miss the word. Words that are Greek or Cyrillic as a whole stay as they
are, and so do units and symbols (µm, kΩ), whose letters look like none of ours.
"""

from __future__ import annotations

import re

#: Signs that stand for the euro's before a figure: its forerunner, letters of Greek and Cyrillic that look like it, and
#: the sign of any currency, in whose place some code pages have it.
_EUROS = "\u00a4\u20a0\u0404\u0454\u03f5\u03f6\u2208"
_LIKE_EURO = re.compile(rf"[{_EUROS}](?=\s?[0-9])")
_LIKE_LATIN = str.maketrans(
    "АВЕЅІЈКМНОРСТУХаеѕіјорсухԁһмтпԛԝ" + "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϳ" + "ⅰⅼⅽⅾⅿ",
    "ABESIJKMHOPCTYXaesijopcyxdhmtnqw" + "ABEZHIKMNOPTYXoj" + "ilcdm",
)
#: Letters of them that look like a zero, in a figure; a comma of other print between digits.
_ZEROS = "ОоΟο"
_FIGURE = re.compile(
    rf"(?<!\w)(?:[0-9]|[{_ZEROS}](?=[.,][0-9{_ZEROS}]))[0-9{_ZEROS}]*+(?:[.,][0-9{_ZEROS}]++)*+(?![^\W\d_])"
)
_LIKE_ZERO = str.maketrans(dict.fromkeys(_ZEROS, "0"))
_LIKE_COMMA = re.compile(r"(?<=[0-9])[\u201a\ufe50](?=[0-9])")
_ALIKE = re.compile(f"[{''.join(map(chr, _LIKE_LATIN))}]")
_SIGNS = frozenset(map(chr, _LIKE_LATIN)).union(_EUROS, "\u201a\ufe50")
_WORD, _LATIN = re.compile(r"[^\W\d_]+"), re.compile(r"[A-Za-z]")
#: Behind the last letter of the Latin alphabet and its extensions.
_BEHIND_LATIN = "\u0250"


def as_taken_for(text: str) -> str:
    """The text with each such sign as what a reader takes it for; as many characters as before."""
    if text.isascii() or _SIGNS.isdisjoint(text):
        return text
    text = _LIKE_EURO.sub("€", text)
    text = _LIKE_COMMA.sub(",", text)
    if any(zero in text for zero in _ZEROS):
        text = _FIGURE.sub(lambda figure: figure[0].translate(_LIKE_ZERO), text)
    return _WORD.sub(_as_latin, text) if _ALIKE.search(text) else text


def _as_latin(word: re.Match[str]) -> str:
    """A word in Latin letters, where it has some and all others look like one."""
    typed = word[0].translate(_LIKE_LATIN)
    return typed if _LATIN.search(word[0]) and max(typed) < _BEHIND_LATIN else word[0]
