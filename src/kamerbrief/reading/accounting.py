"""Accounting for every word: what the source prints against what text and furniture hold.

Of words their letters count, whatever stands between them and in whatever order, so that hyphens, columns and ligatures
make no difference; of figures the runs of digits. Each reader says what its source prints, place by place.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from kamerbrief.contract import Param, WarningCode
from kamerbrief.letter import Block, Letter, Mark, ReadingWarning
from kamerbrief.reading.lookalikes import as_taken_for

#: More than this part of a place's letters missing is a loss; less may be a stray sign that no reader sees.
_MOST_LOST = 0.02
#: How many lost words or figures a warning names.
_NAMED = 8
#: Blanks for all bytes but the ten digits.
_DIGITS_ALONE = bytes(code if 0x30 <= code < 0x3A else 0x20 for code in range(256))
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Kept:
    """What was read of a place: the words, and apart from them what the reader may have written itself.

    ``numbers`` holds labels of list items and marks of notes, which not every source prints.
    """

    words: str
    numbers: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """What one place of the source prints, and what was kept of it: a page by its number, or body, notes or text."""

    name: int | str
    printed: str
    kept: Kept


def kept_of(letter: Letter, blocks: Iterable[Block] | None = None, *, furniture: bool = True) -> Kept:
    """What these blocks, else all, and the furniture hold."""
    chosen = letter.blocks if blocks is None else tuple(blocks)
    text = _without(letter.text, letter.marks)
    marks = [letter.text[mark.start : mark.end] for mark in letter.marks]
    words = [text[block.content_start : block.end] for block in chosen]
    words += [part.text for part in letter.furniture] if furniture else []
    return Kept("\n".join(words), " ".join([*marks, *(block.label for block in chosen if block.label)]))


def _without(text: str, marks: Iterable[Mark]) -> str:
    """The text with blanks in the place of marks."""
    parts, position = [], 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        parts += [text[position : mark.start], " " * (mark.end - mark.start)]
        position = mark.end
    return "".join([*parts, text[position:]])


def losses(places: Iterable[Place]) -> list[ReadingWarning]:
    """A warning for each place that lost more than a few letters, or any figure."""
    return [ReadingWarning(WarningCode.TEXT_LOST, lost) for place in places if (lost := _lost(place))]


def fits(printed: str, kept: Kept) -> bool:
    """True when every letter and every figure that is printed was kept as often."""
    words = f"{kept.words} {kept.numbers}"
    return figures_of(printed) <= figures_of(words) and letters_of(printed) <= letters_of(words)


def _lost(place: Place) -> dict[str, Param]:
    """What of a place is missing: the first figures and words, and how many more; empty where nothing is."""
    place = replace(place, printed=as_taken_for(place.printed))
    figures = _lost_figures(place)
    printed = letters_of(place.printed)
    missing = printed - letters_of(f"{place.kept.words} {place.kept.numbers}")
    words = _lost_words(place) if missing.total() > _MOST_LOST * printed.total() else []
    if not figures and not words:
        return {}
    lost: dict[str, Param] = {"place": place.name}
    for name, found in (("figures", figures), ("words", words)):
        lost |= {name: found[:_NAMED], f"more_{name}": max(len(found) - _NAMED, 0)}
    return lost


def letters_of(text: str) -> Counter[str]:
    """How often each letter stands in a text, without accents, case and ligatures."""
    found: Counter[str] = Counter()
    for sign in set(text):
        for plain in _plain(sign):
            # Going through the text once for each sign is many times faster than once with a step for each place.
            found[plain] += text.count(sign)
    return found


@cache
def _plain(sign: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", sign).casefold() if c.isalpha())


def figures_of(text: str) -> Counter[str]:
    """How often each run of digits stands in a text, raised ones among them."""
    for sign in set(text) if not text.isascii() else ():
        if _digits(sign):
            text = text.replace(sign, _digits(sign))
    return Counter(text.encode("ascii", "replace").translate(_DIGITS_ALONE).decode("ascii").split())


@cache
def _digits(sign: str) -> str:
    """The digits that one sign (a raised figure, a fraction, a figure of another script) stands for."""
    plain = "".join(str(unicodedata.decimal(c, "⁄")) for c in unicodedata.normalize("NFKD", sign))
    return "" if sign.isascii() or not sign.isnumeric() or not any(c.isdecimal() for c in plain) else f" {plain} "


def _lost_figures(place: Place) -> list[str]:
    """The figures that were kept less often than they are printed, and of which no other figure is made."""
    printed = figures_of(place.printed)
    missing = printed - figures_of(f"{place.kept.words} {place.kept.numbers}")
    if not missing:
        return []
    # A figure may be whole again in the text (202 and 6 in a narrow cell), or be kept in parts.
    made = Counter("".join((figures_of(place.kept.words) - printed).elements()))
    lost = []
    for figure in sorted(missing.elements(), key=lambda figure: (-len(figure), figure)):
        if Counter(figure) <= made:
            made -= Counter(figure)
        else:
            lost.append(figure)
    return lost


def _lost_words(place: Place) -> list[str]:
    """The words that stand less often in the text than in the source, in the source's order."""
    rest = Counter(_WORD.findall(place.printed)) - Counter(_WORD.findall(place.kept.words))
    found = []
    for word in reversed(_WORD.findall(place.printed) if rest else []):
        if rest[word] > 0:
            rest[word] -= 1
            found.append(word)
    return [word for word in reversed(found) if not word.isdecimal()]
