"""Words that OCR read: their sizes made even, specks that it took for signs left out, units that it misread mended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from kamerbrief.contract import Param, WarningCode
from kamerbrief.letter import ReadingWarning
from kamerbrief.reading.ocr_units import mend_scales
from kamerbrief.reading.pdf.characters import ABOVE, BELOW
from kamerbrief.reading.pdf.pages import Page
from kamerbrief.reading.pdf.slopes import follows, runs_of
from kamerbrief.reading.pdf.type import Style
from kamerbrief.reading.pdf.words import PrintedWord

#: How wide letters are in print, in ems, as most typefaces for letters have them.
_WIDTHS = {**dict.fromkeys("iljtfr.,:;'’‘|!I()[]/-", 0.3), **dict.fromkeys("mwMW%@—…", 0.85)}
_FIGURE, _CAPITAL, _OTHER = 0.56, 0.68, 0.53
#: A run of words with fewer letters does not show its size by its width.
_FEWEST = 8
#: Sizes closer than this part of each other are one size.
_SAME = 0.13
#: Signs that OCR sees in ruling lines and specks.
_SPECKS = re.compile(r"[|¦_~—=\\]+|[\[\]{}'‘’`´.,:;-]{2,}")
_EDGES = "|¦_"
#: What bullets are read as, and how far from its words (ems) a bullet stands at least and at most.
_BULLETS, _NEAREST, _FARTHEST = frozenset("e®©«»¢°*"), 0.6, 4.0
#: The Dutch minus sign -/- before a figure.
_MINUS = re.compile(r"-[/lIftij|!]-(?=€?\d|$)")
#: Roman numerals whose capital I was read as a small l, and abbreviations with one: *Il*, *lenW*, *AlV*.
_ROMAN = re.compile(r"(?=.*I)[Il|!]{2,3}")
_SHORT_NAME = re.compile(r"\bl(?=[a-z]{0,2}[A-Z])|(?<=[A-Z])l(?=[A-Z])")


def tidy(pages: Sequence[Page]) -> list[ReadingWarning]:
    """Puts in order what OCR read on these pages, and warns of it; pages with printed words stay as they are."""
    scanned = [page for page in pages if page.ocr_layer]
    taken: dict[tuple[str, str], list[int]] = {}
    for page in scanned:
        page.words[:] = [word for word in page.words if _is_word(word)]
        for pair in mend_scales(page.words):
            taken.setdefault(pair, []).append(page.number)
    _even_sizes([run for page in scanned for run in runs_of(page.words)])
    for page in scanned:
        _mend_bullets(page.words)
    if not scanned:
        return []
    warnings = [ReadingWarning(WarningCode.OCR_TEXT, {"pages": _ranges([page.number for page in scanned])})]
    for (read, meant), numbers in sorted(taken.items()):
        said: dict[str, Param] = {"read": read, "meant": meant, "pages": _ranges(numbers)}
        warnings.append(ReadingWarning(WarningCode.OCR_SCALE, said))
    return warnings


def _is_word(word: PrintedWord) -> bool:
    text = word.text.strip(_EDGES)
    core = text.strip("()[].,;:")
    if _ROMAN.fullmatch(core):
        text = text.replace(core, "I" * len(core))
    text = _MINUS.sub("-/-", text)
    word.text = _SHORT_NAME.sub("I", text)
    return bool(word.text) and not _SPECKS.fullmatch(word.text)


def _mend_bullets(words: Sequence[PrintedWord]) -> None:
    """Makes single signs that stand apart before a row of words the bullets that they are."""
    before: PrintedWord | None = None
    for word, behind in pairwise(words):
        begins = before is None or not follows(before, word)
        apart = (behind.x0 - word.x1) / max(word.style.size, 1.0)
        if word.text in _BULLETS and begins and apart > _NEAREST and follows(word, behind, _FARTHEST):
            word.text = "•"
        before = word


def _even_sizes(runs: Sequence[list[PrintedWord]]) -> None:
    """Gives runs of words the few sizes that the document has.

    How high OCR takes a row to be depends on which of its letters have tails; how wide its words are does not.
    """
    long = [run for run in runs if _letters(run) >= _FEWEST]
    if not long:
        return
    scale = _middle([(run[0].style.size / _by_width(run), _letters(run)) for run in long])
    sizes = _sizes([(_by_width(run) * scale, _letters(run)) for run in long])
    for run in runs:
        found = _by_width(run) * scale
        size = min(sizes, key=lambda size: abs(size - found))
        if _letters(run) < _FEWEST and abs(size - found) > 2 * _SAME * size:
            size = run[0].style.size
        for word in run:
            line = word.bottom - BELOW * word.style.size
            word.style = Style(size, word.style.bold, word.style.italic)
            word.top, word.bottom = line - ABOVE * size, line + BELOW * size


def _letters(run: Sequence[PrintedWord]) -> int:
    return sum(len(word.text) for word in run)


def _by_width(run: Sequence[PrintedWord]) -> float:
    """The size of type, give or take what its face makes wider or narrower."""
    return sum(word.x1 - word.x0 for word in run) / sum(_width(c) for word in run for c in word.text)


def _width(letter: str) -> float:
    wide = _FIGURE if letter.isdigit() else _CAPITAL if letter.isupper() else _OTHER
    return _WIDTHS.get(letter, wide)


def _sizes(found: list[tuple[float, int]]) -> list[float]:
    """The sizes that most letters have, each apart from the others."""
    sizes: list[float] = []
    rest = found
    while rest:
        size = _middle(rest)
        near = [(value, count) for value, count in rest if abs(value - size) <= _SAME * size]
        size = round(_middle(near), 1)
        sizes.append(size)
        rest = [(value, count) for value, count in rest if abs(value - size) > _SAME * size]
    return sizes


def _middle(values: list[tuple[float, int]]) -> float:
    """The median of values that count so many times each."""
    half, passed = sum(count for _, count in values) / 2, 0
    for value, count in sorted(values):
        passed += count
        if passed >= half:
            return value
    raise ValueError("no values")


def _ranges(numbers: Sequence[int]) -> list[str]:
    """1-3 and 5 for 1, 2, 3, 5."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return [f"{first}-{last}" if last > first else str(first) for first, last in ranges]
