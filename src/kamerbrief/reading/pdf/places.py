"""From a pdf's own coordinates to places on the upright page, and the ruling lines and frames that stand there."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from kamerbrief.reading.pdf.calls import address_of, kind_of, object_at

#: A path thinner than this (points) is a ruling line; a table's lines are hairlines up to 2 points.
_THIN = 2.5
#: Shorter strokes are parts of drawings or corners of cells.
_SHORT = 4.0
#: A path with more parts than this is a drawing; some programs draw all backgrounds of a table as one path.
_MOST_SEGMENTS = 8_000
_MOST_OBJECTS = 20_000
_DEEPEST = 4
#: A picture over less than this part of a page does not say how sharp the page is.
_COVERING = 0.1


#: x0, top, x1, bottom in points.
Box = tuple[float, float, float, float]


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

    def overlaps(self, other: Rule, least: float = 0.0) -> bool:
        """True when the two have more than ``least`` points in common in both directions."""
        across = min(self.x1, other.x1) - max(self.x0, other.x0)
        return across > least and min(self.bottom, other.bottom) - max(self.top, other.top) > least


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible part of a page and how it is turned: ``turn`` counts quarter turns clockwise.

    ``width`` and ``height`` are those of the page so turned, in points. ``leaning`` counts how many of the turns are
    needed beyond those that show the page, because its words stand sideways on it.
    """

    left: float
    lower: float
    width: float
    height: float
    turn: int
    leaning: int = 0

    def place(self, left: float, lower: float, right: float, upper: float) -> Box:
        """x0, top, x1, bottom on the upright page for a rectangle in the pdf's coordinates."""
        left, right, lower, upper = left - self.left, right - self.left, lower - self.lower, upper - self.lower
        if self.turn == 0:
            return left, self.height - upper, right, self.height - lower
        if self.turn == 1:
            return lower, left, upper, right
        if self.turn == 2:
            return self.width - right, lower, self.width - left, upper
        return self.width - upper, self.height - right, self.width - lower, self.height - left

    def turned(self, turn: int) -> Frame:
        """The frame of the same page turned so many times altogether."""
        more = (turn - self.turn) % 4
        width, height = (self.height, self.width) if more % 2 else (self.width, self.height)
        return Frame(self.left, self.lower, width, height, turn % 4, (self.leaning + more) % 4)

    def shown(self, box: Box) -> Box:
        """A place in this frame as a place on the page as it is shown."""
        return self._turned_back(box, self.leaning)

    def within(self, box: Box, other: Frame) -> Box:
        """A place in this frame as a place in another frame of the same page."""
        return self._turned_back(box, (self.turn - other.turn) % 4)

    def _turned_back(self, box: Box, times: int) -> Box:
        x0, top, x1, bottom = box
        if times == 1:
            return top, self.width - x1, bottom, self.width - x0
        if times == 2:
            return self.width - x1, self.height - bottom, self.width - x0, self.height - top
        return (self.height - bottom, x0, self.height - top, x1) if times == 3 else box


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

    def within(self, area: Box) -> Drawing:
        """The lines and frames whose middle lies in the area."""
        return self._kept(area, inside=True)

    def without(self, area: Box) -> Drawing:
        """The lines and frames whose middle does not lie in the area."""
        return self._kept(area, inside=False)

    def _kept(self, area: Box, *, inside: bool) -> Drawing:
        place = Rule(*area)
        across, down, frames = (
            tuple(r for r in rules if place.holds((r.x0 + r.x1) / 2, (r.top + r.bottom) / 2) == inside)
            for rules in (self.across, self.down, self.frames)
        )
        return Drawing(across, down, frames, self.pictures)

    def lines(self) -> Drawing:
        """The drawing without the edges of frames and backgrounds."""
        edges = {edge for frame in self.frames for edge in sides_of(frame)}
        across = tuple(rule for rule in self.across if rule not in edges)
        return Drawing(across, tuple(rule for rule in self.down if rule not in edges))


def sides_of(frame: Rule) -> tuple[Rule, Rule, Rule, Rule]:
    """The upper, lower, left and right side of a frame as lines."""
    upper, lower = frame._replace(bottom=frame.top), frame._replace(top=frame.bottom)
    return upper, lower, frame._replace(x1=frame.x0), frame._replace(x0=frame.x1)


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
        upper, lower, left, right = sides_of(rule)
        across += [upper, lower]
        down += [left, right]


def _objects(page: Any) -> Iterator[Rule | None]:
    """The bounds of the page's paths in the pdf's coordinates; None for each picture."""
    count, address = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS), address_of(page)
    for index in range(count):
        # Most things on a page are strings.
        if kind_of(object_at(address, index)) != pdfium.FPDF_PAGEOBJ_TEXT:
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
    """A path's bounds; of a path with several parts, as some programs draw a whole table, each rectangle and line."""
    segments = pdfium.FPDFPath_CountSegments(item)
    if 5 < segments <= _MOST_SEGMENTS:
        own = (_matrix_of(item), *matrices)
        yield from (_moved(rule, own) for part in _parts(item, segments) for rule in _strokes(part))
        return
    left, lower, right, upper = (ctypes.c_float() for _ in range(4))
    if segments > 1 and pdfium.FPDFPageObj_GetBounds(item, left, lower, right, upper):
        yield _moved(Rule(left.value, lower.value, right.value, upper.value), matrices)


_Point = tuple[float, float]


def _parts(item: Any, segments: int) -> Iterator[list[_Point]]:
    """The points of each part of a path that is made of straight strokes."""
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[_Point] = []
    for index in range(segments):
        segment = pdfium.FPDFPath_GetPathSegment(item, index)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind != pdfium.FPDF_SEGMENT_LINETO:
            if len(points) > 1:
                yield points
            points = []
        if kind != pdfium.FPDF_SEGMENT_BEZIERTO and pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            points.append((x.value, y.value))
    if len(points) > 1:
        yield points


def _strokes(points: list[_Point]) -> Iterator[Rule]:
    """A rectangle as a whole, else each stroke that runs straight across or down."""
    corners = points[:-1] if len(points) == 5 and _same(points[0], points[4]) else points
    if len(corners) == 4 and all(_straight(a, b) for a, b in pairwise([*corners, corners[0]])):
        yield _bounds(corners)
        return
    yield from (_bounds((a, b)) for a, b in pairwise(points) if _straight(a, b))


def _same(one: _Point, other: _Point) -> bool:
    return abs(one[0] - other[0]) < 0.5 and abs(one[1] - other[1]) < 0.5


def _straight(one: _Point, other: _Point) -> bool:
    return abs(one[0] - other[0]) < 0.5 or abs(one[1] - other[1]) < 0.5


def _bounds(points: Iterable[_Point]) -> Rule:
    xs, ys = zip(*points, strict=True)
    return Rule(min(xs), min(ys), max(xs), max(ys))


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
    for item in things_of(page):
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


def things_of(page: Any) -> Iterator[Any]:
    """Strings, paths and pictures of a page in the order in which they are drawn, those in its forms too.

    At most as many as no letter's page has.
    """
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
