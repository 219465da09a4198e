"""Pages that lay askew under the scanner: how much, and their words as if they had lain straight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import atan, cos, sin
from statistics import median

from kamerbrief.reading.pdf.characters import ABOVE, BELOW
from kamerbrief.reading.pdf.places import Frame
from kamerbrief.reading.pdf.words import PrintedWord

#: Pages slope by less than this (radians); what seems to slope more was measured wrong.
_STEEPEST = 0.2
#: A slope below this moves no row by a tenth of its height.
_LEVEL = 0.0005
#: Fewer runs of words than this, or shorter ones (points), do not show a slope.
_FEWEST, _SHORTEST = 3, 100.0
#: Words of one run are apart by less than this many ems, and stand on one line give or take this many.
_NEXT, _OVERLAP, _SAME_LINE = 2.0, 0.5, 0.5


def runs_of(words: Sequence[PrintedWord]) -> Iterator[list[PrintedWord]]:
    """The words in runs that follow each other on one row, in the order in which OCR found them."""
    run: list[PrintedWord] = []
    for word in words:
        if run and not follows(run[-1], word):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def follows(before: PrintedWord, word: PrintedWord, most: float = _NEXT) -> bool:
    """True when the word stands behind the other on the same row, less than ``most`` ems away."""
    em = max(before.style.size, 1.0)
    return -_OVERLAP * em < word.x0 - before.x1 < most * em and abs(word.bottom - before.bottom) < _SAME_LINE * em


def tilt_of(words: Sequence[PrintedWord]) -> float:
    """The angle at which the rows of a page slope down to the right, in radians; 0 where too few words show one.

    From the first to the last word of each run of words that follow each other on a row.
    """
    slopes = [slope for run in runs_of(words) for slope in _slope(run)]
    tilt = atan(median(slopes)) if len(slopes) >= _FEWEST else 0.0
    return tilt if _LEVEL < abs(tilt) < _STEEPEST else 0.0


def _slope(run: Sequence[PrintedWord]) -> list[float]:
    if run[-1].x0 - run[0].x0 < _SHORTEST:
        return []
    first, last = run[0], run[-1]
    down = (last.top + last.bottom - first.top - first.bottom) / 2
    return [down / ((last.x0 + last.x1 - first.x0 - first.x1) / 2)]


def level(words: Sequence[PrintedWord], tilt: float, frame: Frame) -> list[PrintedWord]:
    """The words as they would stand on the page without its tilt, each as high as its type.

    Each keeps the place at which the page shows it.
    """
    found: list[PrintedWord] = []
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        wide, high = (word.x1 - word.x0) / 2, (ABOVE + BELOW) / 2 * word.style.size
        shown = frame.shown((x - wide, y - high, x + wide, y + high))
        x, y = _turned(x, y, -tilt, frame.width, frame.height)
        box = (x - wide, y - high, x + wide, y + high)
        found.append(PrintedWord(word.text, *box, word.style, word.spaced, word.raised, shown))
    return found


def _turned(x: float, y: float, angle: float, width: float, height: float) -> tuple[float, float]:
    """The point turned clockwise by ``angle`` about the middle of the page."""
    across, down = x - width / 2, y - height / 2
    return (
        width / 2 + across * cos(angle) - down * sin(angle),
        height / 2 + across * sin(angle) + down * cos(angle),
    )
