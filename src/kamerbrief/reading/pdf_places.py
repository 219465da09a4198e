"""From a pdf's own coordinates to places on the upright page, and the ruling lines and frames that stand there."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

#: A path thinner than this (points) is a ruling line; a table's lines are hairlines up to 2 points.
_THIN = 2.5
#: Shorter strokes are parts of drawings or corners of cells.
_SHORT = 4.0
#: A path with more parts than this is a drawing.
_MOST_SEGMENTS = 400
_MOST_OBJECTS = 20_000
_DEEPEST = 4
#: How many strings of a page are looked at, and which part of them is not seen where OCR made them.
_SAMPLE, _UNSEEN = 60, 0.9
#: A picture over less than this part of a page does not say how sharp the page is.
_COVERING = 0.1


class Rule(NamedTuple):
    """A ruling line, or where it has width and height a frame: points from the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float

    @property
    def width(self) -> float:
        """Extent from left to right."""
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        """Extent from top to bottom."""
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """True when the point lies in it."""
        return self.x0 <= x <= self.x1 and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page and how it is turned: ``turn`` counts quarter turns clockwise.

    ``width`` and ``height`` are those of the upright page, in points.
    """

    left: float
    lower: float
    width: float
    height: float
    turn: int

    def place(self, left: float, lower: float, right: float, upper: float) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom on the upright page for a rectangle in the pdf's coordinates."""
        left, right, lower, upper = left - self.left, right - self.left, lower - self.lower, upper - self.lower
        if self.turn == 0:
            return left, self.height - upper, right, self.height - lower
        if self.turn == 1:
            return lower, left, upper, right
        if self.turn == 2:
            return self.width - right, lower, self.width - left, upper
        return self.width - upper, self.height - right, self.width - lower, self.height - left


def frame_of(page: Any) -> Frame:
    """The frame of a loaded page."""
    box = pdfium.FS_RECTF()
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if not pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box)):
        return Frame(0.0, 0.0, width, height, 0)
    return Frame(box.left, box.bottom, width, height, pdfium.FPDFPage_GetRotation(page) % 4)


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn on a page besides text: lines from left to right, lines from top to bottom, and frames."""

    across: tuple[Rule, ...] = ()
    down: tuple[Rule, ...] = ()
    frames: tuple[Rule, ...] = ()
    pictures: int = 0


def drawing_of(page: Any, frame: Frame) -> Drawing:
    """The ruling lines and frames of a loaded page; a frame also gives its four sides as lines."""
    across: list[Rule] = []
    down: list[Rule] = []
    frames: list[Rule] = []
    pictures = 0
    for item in _objects(page):
        if isinstance(item, Rule):
            rule = Rule(*frame.place(item.x0, item.top, item.x1, item.bottom))
            _sort(rule, frame, across, down, frames)
        else:
            pictures += 1
    return Drawing(tuple(across), tuple(down), tuple(frames), pictures)


def _sort(rule: Rule, frame: Frame, across: list[Rule], down: list[Rule], frames: list[Rule]) -> None:
    if rule.height <= _THIN:
        if rule.width >= _SHORT:
            across.append(rule)
    elif rule.width <= _THIN:
        down.append(rule)
    elif rule.width * rule.height < 0.75 * frame.width * frame.height:
        frames.append(rule)
        across += [rule._replace(bottom=rule.top), rule._replace(top=rule.bottom)]
        down += [rule._replace(x1=rule.x0), rule._replace(x0=rule.x1)]


def _objects(page: Any) -> Iterator[Rule | None]:
    """The bounds of the page's paths in the pdf's coordinates; None for each picture."""
    count = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    for index in range(count):
        yield from _object(pdfium.FPDFPage_GetObject(page, index), (), 0)


_Matrix = tuple[float, float, float, float, float, float]


def _object(item: Any, matrices: tuple[_Matrix, ...], depth: int) -> Iterator[Rule | None]:
    kind = pdfium.FPDFPageObj_GetType(item)
    if kind == pdfium.FPDF_PAGEOBJ_PATH:
        yield from _path(item, matrices)
    elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
        yield None
    elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
        inner = (_matrix_of(item), *matrices)
        for index in range(min(pdfium.FPDFFormObj_CountObjects(item), _MOST_OBJECTS)):
            yield from _object(pdfium.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def _matrix_of(item: Any) -> _Matrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, ctypes.byref(matrix)):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _path(item: Any, matrices: tuple[_Matrix, ...]) -> Iterator[Rule]:
    """A path's bounds; of a path with several lines, as some programs draw a whole table, each line's."""
    segments = pdfium.FPDFPath_CountSegments(item)
    if segments > 5 and segments <= _MOST_SEGMENTS:
        yield from (_moved(rule, matrices) for rule in _strokes(item, segments))
        return
    left, lower, right, upper = (ctypes.c_float() for _ in range(4))
    if segments > 1 and pdfium.FPDFPageObj_GetBounds(item, left, lower, right, upper):
        yield _moved(Rule(left.value, lower.value, right.value, upper.value), matrices)


def _strokes(item: Any, segments: int) -> Iterator[Rule]:
    own = (_matrix_of(item),)
    x, y = ctypes.c_float(), ctypes.c_float()
    before: tuple[float, float] | None = None
    for index in range(segments):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            continue
        point = (x.value, y.value)
        straight = pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_LINETO
        if straight and before and (abs(point[0] - before[0]) < 0.5 or abs(point[1] - before[1]) < 0.5):
            x0, x1 = sorted((before[0], point[0]))
            y0, y1 = sorted((before[1], point[1]))
            yield _moved(Rule(x0, y0, x1, y1), own)
        before = point


def _moved(rule: Rule, matrices: tuple[_Matrix, ...]) -> Rule:
    for a, b, c, d, e, f in matrices:
        corners = [(a * x + c * y + e, b * x + d * y + f) for x in (rule.x0, rule.x1) for y in (rule.top, rule.bottom)]
        xs, ys = [x for x, _ in corners], [y for _, y in corners]
        rule = Rule(min(xs), min(ys), max(xs), max(ys))
    return rule


def densest(page: Any, frame: Frame) -> float:
    """How many pixels a picture of the loaded page needs to show the largest of its pictures in full."""
    area = max(frame.width * frame.height, 1.0)
    most = 0.0
    for item in _things(page):
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_IMAGE:
            continue
        wide, high = ctypes.c_uint(), ctypes.c_uint()
        left, lower, right, upper = (ctypes.c_float() for _ in range(4))
        if not pdfium.FPDFImageObj_GetImagePixelSize(item, wide, high):
            continue
        pixels = float(wide.value) * high.value
        most = max(most, pixels)
        if pdfium.FPDFPageObj_GetBounds(item, left, lower, right, upper):
            covered = (right.value - left.value) * (upper.value - lower.value)
            if covered > _COVERING * area:
                most = max(most, pixels * area / covered)
    return most


def is_ocr_layer(page: Any) -> bool:
    """True when the strings of a loaded page are not seen: the words that OCR read in the picture over them."""
    seen = unseen = 0
    for item in _things(page):
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_TEXT:
            continue
        hidden = pdfium.FPDFTextObj_GetTextRenderMode(item) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        seen, unseen = seen + (not hidden), unseen + hidden
        if seen + unseen >= _SAMPLE or seen > (1 - _UNSEEN) * _SAMPLE:
            break
    return unseen > 0 and unseen >= _UNSEEN * (seen + unseen)


def _things(page: Any) -> Iterator[Any]:
    """Strings, paths and pictures of a page, those in its forms too, up to a number that no letter's page reaches."""
    count = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    waiting: list[Iterator[Any]] = [iter(pdfium.FPDFPage_GetObject(page, n) for n in range(count))]
    for _ in range(_MOST_OBJECTS):
        item = next(waiting[-1], None)
        if item is None:
            waiting.pop()
            if not waiting:
                return
        elif pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_FORM:
            if len(waiting) <= _DEEPEST:
                waiting.append(_inside(item))
        else:
            yield item


def _inside(form: Any) -> Iterator[Any]:
    count = min(pdfium.FPDFFormObj_CountObjects(form), _MOST_OBJECTS)
    return (pdfium.FPDFFormObj_GetObject(form, n) for n in range(count))
