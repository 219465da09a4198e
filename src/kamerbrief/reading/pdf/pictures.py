"""What can be seen on a page that is a picture: the ruling lines of its tables, and which words are bold."""

from __future__ import annotations

from collections.abc import Sequence
from math import degrees
from statistics import median
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
from numpy.typing import NDArray
from PIL import Image

from kamerbrief.reading.pdf.characters import BELOW
from kamerbrief.reading.pdf.places import Drawing, Frame, Rule
from kamerbrief.reading.pdf.slopes import runs_of
from kamerbrief.reading.pdf.words import PrintedWord
from kamerbrief.reading.pixels import connected, grown_down, highest_along, highest_around, mean_along, mean_around

#: Pixels a point of the picture that is looked at, and its largest side in pixels.
_SCALE, _LARGEST = 2.0, 3_000
#: A line is darker than its paper by this much (of 255), at least so long and at most so thick (points).
_DARKER, _LONG, _THICK = 50, 24.0, 3.5
#: This part of a line may be worn away.
_WHOLE = 0.92
#: Bold words have this many times the ink of others; it is looked for this many ems above their line.
_BOLD, _LOW = 1.18, 0.5
#: More lines than this are a drawing.
_MOST_LINES = 600


def picture_of(page: Any, frame: Frame) -> Image.Image:
    """A loaded page as a grey picture, upright as it is shown."""
    scale = min(_SCALE, _LARGEST / max(frame.width, frame.height, 1.0))
    width, height = max(round(frame.width * scale), 1), max(round(frame.height * scale), 1)
    bitmap = pypdfium2.PdfBitmap.new_native(width, height, pdfium.FPDFBitmap_Gray)
    try:
        bitmap.fill_rect((255, 255, 255, 255), 0, 0, width, height)
        pdfium.FPDF_RenderPageBitmap(bitmap.raw, page, 0, 0, width, height, 0, pdfium.FPDF_GRAYSCALE)
        picture: Image.Image = bitmap.to_pil().copy()
        return picture
    finally:
        bitmap.close()


def look_at(page: Any, frame: Frame, words: Sequence[PrintedWord], tilt: float) -> Drawing:
    """The ruling lines in the picture of a loaded page, as they would stand on it without its ``tilt``.

    Marks those of its ``words``, which stand level, that are printed bold.
    """
    picture = picture_of(page, frame.turned(frame.turn - frame.leaning))
    if frame.leaning:
        picture = picture.rotate(-90 * frame.leaning, expand=True)
    if tilt:
        picture = picture.rotate(degrees(tilt), resample=Image.Resampling.BILINEAR, fillcolor=255)
    grey = np.asarray(picture, dtype=np.float32)
    scale = picture.width / max(frame.width, 1.0)
    paper = highest_around(mean_around(grey, 3), round(8 * scale))
    _mark_bold((paper - grey).clip(0) / paper.clip(1), scale, words)
    return _rules(grey < paper - _DARKER, scale)


def _rules(dark: NDArray[np.bool_], scale: float) -> Drawing:
    across = [Rule(x0, (top + bottom) / 2, x1, (top + bottom) / 2) for x0, top, x1, bottom in _lines(dark, scale)]
    down = [Rule((top + bottom) / 2, x0, (top + bottom) / 2, x1) for x0, top, x1, bottom in _lines(dark.T, scale)]
    if len(across) + len(down) > _MOST_LINES:
        return Drawing(pictures=1)
    return Drawing(tuple(across), tuple(down), pictures=1)


def _mark_bold(ink: NDArray[np.float32], scale: float, words: Sequence[PrintedWord]) -> None:
    """Marks the runs of words that have more ink for their size than most of the page."""
    runs = list(runs_of(words))
    inked = [_ink(ink, scale, run) for run in runs]
    usual = median(level for run, level in zip(runs, inked, strict=True) for word in run for _ in word.text)
    for run, level in zip(runs, inked, strict=True):
        if level > _BOLD * usual:
            for word in run:
                word.style = word.style._replace(bold=True)


def _ink(ink: NDArray[np.float32], scale: float, run: Sequence[PrintedWord]) -> float:
    """How much of the words is ink, between the line that they stand on and the height of their small letters."""
    most = area = 0.0
    for word in run:
        line = word.bottom - BELOW * word.style.size
        rows = slice(max(round((line - _LOW * word.style.size) * scale), 0), max(round(line * scale), 0))
        part = ink[rows, max(round(word.x0 * scale), 0) : max(round(word.x1 * scale), 0)]
        most, area = most + float(part.sum()), area + part.size
    return most / area if area else 0.0


def _lines(dark: NDArray[np.bool_], scale: float) -> list[tuple[float, float, float, float]]:
    """The long thin runs of dark pixels from left to right: left, upper, right and lower edge in points."""
    long = round(_LONG * scale)
    # A line that is slightly askew steps from one row of pixels to the next.
    thick = grown_down(dark)
    filled = mean_along(thick, long, 1) >= _WHOLE
    whole = highest_along(filled, long, 1) & thick
    lines = []
    for rows, columns in connected(whole):
        high, wide = (rows.stop - rows.start - 2) / scale, (columns.stop - columns.start) / scale
        if high <= _THICK and wide >= _LONG:
            lines.append((columns.start / scale, rows.start / scale, columns.stop / scale, rows.stop / scale))
    return lines
