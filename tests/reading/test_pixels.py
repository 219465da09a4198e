"""Means, maxima and touching pixels of a picture, held against what scipy makes of the same picture."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kamerbrief.reading.pixels import connected, grown_down, highest_along, highest_around, mean_along, mean_around

ndimage = pytest.importorskip("scipy.ndimage")


@st.composite
def pictures(draw: st.DrawFn) -> np.ndarray:
    """A grey picture larger than any window that is laid on it, light or dark on the whole."""
    chance = np.random.default_rng(draw(st.integers(0, 1000)))
    size = draw(st.integers(20, 60)), draw(st.integers(20, 60))
    return (chance.random(size) ** draw(st.sampled_from([0.2, 1.0, 5.0])) * 255).astype(np.float32)


@settings(deadline=None)
@given(pictures(), st.integers(1, 19))
def test_means_and_maxima_are_those_of_the_window(picture: np.ndarray, size: int) -> None:
    assert np.allclose(mean_around(picture, size), ndimage.uniform_filter(picture, size), atol=1e-3)
    assert np.allclose(mean_along(picture, size, 1), ndimage.uniform_filter1d(picture, size, axis=1), atol=1e-3)
    assert np.array_equal(highest_around(picture, size), ndimage.maximum_filter(picture, size))
    dark = picture < 100
    assert np.array_equal(highest_along(dark, size, 1), ndimage.maximum_filter1d(dark, size, axis=1))


@settings(deadline=None)
@given(pictures(), st.sampled_from([20, 60, 128, 200, 250]))
def test_pixels_that_touch_hang_together(picture: np.ndarray, threshold: int) -> None:
    dark = picture < threshold
    labels, _ = ndimage.label(dark, structure=np.ones((3, 3), dtype=int))
    assert connected(dark) == ndimage.find_objects(labels)
    assert np.array_equal(grown_down(dark), ndimage.binary_dilation(dark, structure=np.ones((3, 1), dtype=bool)))


def test_an_empty_picture_has_nothing_that_touches() -> None:
    assert connected(np.zeros((4, 5), dtype=bool)) == []
