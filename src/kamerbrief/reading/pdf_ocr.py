"""Words that OCR read: their sizes made even, specks that it took for signs left out, units that it misread mended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from kamerbrief.reading.ocr_units import mend_units
from kamerbrief.reading.pdf_pages import Page
from kamerbrief.reading.pdf_words import ABOVE, BELOW, PrintedWord, Style

#: How wide letters are in print, in ems, as most typefaces for letters have them.
_WIDTHS = {**dict.fromkeys("iljtfr.,:;'’‘|!I()[]/-", 0.3), **dict.fromkeys("mwMW%@—…", 0.85)}
_FIGURE, _CAPITAL, _OTHER = 0.56, 0.68, 0.53
#: A run of words with fewer letters does not show its size by its width.
_FEWEST = 8
#: Sizes closer than this part of each other are one size.
_SAME = 0.13
#: Words of one row are apart by less than this many ems.
_NEXT = 2.0
#: Signs that OCR sees in ruling lines and specks.
_SPECKS = re.compile(r"[|¦_~—=\\]+|[\[\]{}'‘’`´.,:;-]{2,}")
_EDGES = "|¦"


@dataclass(slots=True)
class _Run:
    """Words that follow each other on one row, as OCR found them: their size by their height and by their width."""

    words: list[PrintedWord]

    @property
    def letters(self) -> int:
        return sum(len(word.text) for word in self.words)

    @property
    def by_height(self) -> float:
        return self.words[0].style.size

    @property
    def by_width(self) -> float:
        return sum(word.x1 - word.x0 for word in self.words) / sum(_width(word.text) for word in self.words)


def _width(text: str) -> float:
    return sum(
        _WIDTHS.get(c) or (_FIGURE if c.isdigit() else _CAPITAL if c.isupper() else _OTHER) for c in text
    )


def tidy(pages: Sequence[Page]) -> None:
    """Puts in order what OCR read on these pages; pages with printed words stay as they are."""
    scanned = [page for page in pages if page.ocr]
    for page in scanned:
        page.words[:] = mend_units([word for word in page.words if _is_word(word)])
    _even_sizes([run for page in scanned for run in _runs(page.words)])


def _is_word(word: PrintedWord) -> bool:
    word.text = word.text.strip(_EDGES)
    return bool(word.text) and not _SPECKS.fullmatch(word.text)


def _runs(words: Sequence[PrintedWord]) -> list[_Run]:
    runs = [_Run([word]) for word in words[:1]]
    for before, word in pairwise(words):
        em = max(before.style.size, 1.0)
        near = -0.5 * em < word.x0 - before.x1 < _NEXT * em and abs(word.bottom - before.bottom) < 0.5 * em
        if near and word.style == before.style:
            runs[-1].words.append(word)
        else:
            runs.append(_Run([word]))
    return runs


def _even_sizes(runs: Sequence[_Run]) -> None:
    """Gives runs of words the few sizes that the document has.

    How high OCR takes a row to be depends on which of its letters have tails; how wide its words are does not.
    """
    long = [run for run in runs if run.letters >= _FEWEST]
    if not long:
        return
    scale = _middle([(run.by_height / run.by_width, run.letters) for run in long])
    sizes = _sizes([(run.by_width * scale, run.letters) for run in long])
    for run in runs:
        found = run.by_width * scale
        size = min(sizes, key=lambda size: abs(size - found))
        if run.letters < _FEWEST and abs(size - found) > 2 * _SAME * size:
            size = run.by_height
        for word in run.words:
            line = word.bottom - BELOW * word.style.size
            word.style = Style(size, word.style.bold, word.style.italic)
            word.top, word.bottom = line - ABOVE * size, line + BELOW * size


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


def ocr_warnings(pages: Sequence[Page]) -> list[str]:
    """The warning that names the pages whose words OCR read; none where there are none."""
    numbers = [page.number for page in pages if page.ocr]
    if not numbers:
        return []
    named = f"page {numbers[0]} was" if len(numbers) == 1 else f"pages {_ranges(numbers)} were"
    return [f"{named} read by OCR: check the figures against the page"]


def _ranges(numbers: Sequence[int]) -> str:
    """1-3, 5 for 1, 2, 3, 5."""
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return ", ".join(f"{first}-{last}" if last > first else str(first) for first, last in ranges)
