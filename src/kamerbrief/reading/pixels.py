"""What is done to the pixels of a picture: means and maxima around each, and which of them hang together.

At its edges a picture goes on as its mirror image.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

P = TypeVar("P", np.float32, np.bool_, np.float64)


def _mirrored(pixels: NDArray[P], size: int, axis: int) -> NDArray[P]:
    """The picture with so much of its mirror image on both sides that windows of ``size`` fit around every pixel."""
    width = [(0, 0)] * pixels.ndim
    width[axis] = (size // 2, (size - 1) // 2)
    return np.pad(pixels, width, mode="symmetric")


def _part(pixels: NDArray[P], start: int, stop: int, axis: int) -> NDArray[P]:
    return pixels[start:stop] if axis == 0 else pixels[:, start:stop]


def mean_around(pixels: NDArray[np.float32], size: int) -> NDArray[np.float32]:
    """The mean of the square of ``size`` pixels around each."""
    for axis in (0, 1):
        pixels = mean_along(pixels, size, axis).astype(np.float32)
    return pixels


def mean_along(pixels: NDArray[P], size: int, axis: int) -> NDArray[np.float64]:
    """The mean of the ``size`` pixels around each, along an axis."""
    sums = np.cumsum(_mirrored(pixels, size, axis), axis=axis, dtype=np.float64)
    sums = np.insert(sums, 0, 0.0, axis=axis)
    length = sums.shape[axis]
    return (_part(sums, size, length, axis) - _part(sums, 0, length - size, axis)) / size


def highest_around(pixels: NDArray[P], size: int) -> NDArray[P]:
    """The highest of the square of ``size`` pixels around each."""
    return highest_along(highest_along(pixels, size, 0), size, 1)


def highest_along(pixels: NDArray[P], size: int, axis: int) -> NDArray[P]:
    """The highest of the ``size`` pixels around each, along an axis."""
    found, known = _mirrored(pixels, size, axis), 1
    while known < size:
        # The highest of so many and of as many behind them, which may be the same in part.
        step = min(known, size - known)
        length = found.shape[axis]
        found = np.maximum(_part(found, 0, length - step, axis), _part(found, step, length, axis))
        known += step
    return found


def grown_down(pixels: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The pixels that are set, and those above and below them."""
    grown = pixels.copy()
    grown[1:] |= pixels[:-1]
    grown[:-1] |= pixels[1:]
    return grown


def connected(pixels: NDArray[np.bool_]) -> list[tuple[slice, slice]]:
    """The rows and columns of every set of pixels that touch, corners included; those that begin higher come first."""
    edges = np.diff(np.pad(pixels, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    rows, starts = (places.tolist() for places in np.nonzero(edges == 1))
    stops = np.nonzero(edges == -1)[1].tolist()
    first_of = list(range(len(rows)))

    def first(run: int) -> int:
        while first_of[run] != run:
            first_of[run] = run = first_of[first_of[run]]
        return run

    above = 0
    for run, row in enumerate(rows):
        # The runs of the row above, from the first that does not end before this one begins.
        while rows[above] < row - 1 or (rows[above] == row - 1 and stops[above] < starts[run]):
            above += 1
        other = above
        while rows[other] == row - 1 and starts[other] <= stops[run]:
            one, two = sorted((first(run), first(other)))
            first_of[two] = one
            other += 1
    return _frames(rows, starts, stops, [first(run) for run in range(len(rows))])


def _frames(
    rows: Sequence[int], starts: Sequence[int], stops: Sequence[int], groups: Sequence[int]
) -> list[tuple[slice, slice]]:
    """The smallest rows and columns around the runs of each group."""
    found: dict[int, tuple[int, int, int, int]] = {}
    for row, start, stop, group in zip(rows, starts, stops, groups, strict=True):
        top, bottom, left, right = found.get(group, (row, row + 1, start, stop))
        found[group] = (top, max(bottom, row + 1), min(left, start), max(right, stop))
    return [(slice(top, bottom), slice(left, right)) for top, bottom, left, right in found.values()]
