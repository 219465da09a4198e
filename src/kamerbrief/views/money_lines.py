"""A line of money as a drawing: the level from letter to letter as steps, and each change of it where it is told."""

from __future__ import annotations

from dataclasses import dataclass

from kamerbrief.contract.followed import LinkKind
from kamerbrief.following.lines import Point, Role
from kamerbrief.views.words import Language, day_in_words, texts

#: Sizes of the drawing, in its own units; from each point to the next is the same way, for letters come irregularly.
_LEFT, _STEP, _TOP, _DEEP, _RIGHT = 70, 150, 46, 110, 110
#: How high above the axis a level is drawn at least.
_LEAST = 12
#: Room for the day of each letter below the axis.
_DAY = 24


@dataclass(frozen=True, slots=True)
class Mark:
    """A point of the drawing: its shape by what the words are, with the words above and the day below."""

    x: float
    y: float
    sort: str
    label: str
    day: str


@dataclass(frozen=True, slots=True)
class LineDrawing:
    """Steps through the levels, apart where another amount is said without a word on a change; and the marks."""

    steps: tuple[str, ...]
    marks: tuple[Mark, ...]
    width: int
    height: int
    axis: int


def line_drawing(line: tuple[Point, ...], language: Language) -> LineDrawing:
    """The drawing of a line of money. Its points lie at even distances, in order of time."""
    signs = texts(language)["dossier_page"]["signs"]
    top = max((abs(float(one.value or 0)) for one in line if one.role is Role.LEVEL), default=0.0)
    axis = _TOP + _DEEP
    marks: list[Mark] = []
    steps: list[list[str]] = []
    height = float(axis)
    for number, one in enumerate(line):
        x = float(_LEFT + _STEP * number)
        if one.role is Role.LEVEL:
            height = axis - max(_DEEP * abs(float(one.value or 0)) / top, _LEAST) if top else float(axis)
            if not steps or one.kind is LinkKind.CONTRADICTS_MONEY:
                steps.append([f"M {x:g} {height:.1f}"])
            else:
                steps[-1].append(f"H {x:g} V {height:.1f}")
        elif steps:
            steps[-1].append(f"H {x:g}")
        label = " ".join(filter(None, (signs[one.role], one.words, one.years)))
        marks.append(Mark(x, height, _sort(one), label, day_in_words(one.date, language)))
    width = _LEFT + _STEP * (len(line) - 1) + _RIGHT
    return LineDrawing(tuple(" ".join(parts) for parts in steps), tuple(marks), width, axis + _DAY, axis)


def _sort(point: Point) -> str:
    if point.kind is LinkKind.CONTRADICTS_MONEY:
        return point.kind.value
    return point.role.value
