"""The search for garbage is rare for a while, and afterwards as it was."""

from __future__ import annotations

import gc

import pytest

from kamerbrief.collecting import rarely_collected


def test_garbage_is_looked_for_rarely_meanwhile_and_then_as_before() -> None:
    usual = gc.get_threshold()
    with rarely_collected():
        assert gc.get_threshold()[0] > usual[0]
    assert gc.get_threshold() == usual


def test_it_is_as_before_when_reading_fails() -> None:
    usual = gc.get_threshold()
    with pytest.raises(ValueError, match="damaged"), rarely_collected():
        raise ValueError("damaged")
    assert gc.get_threshold() == usual


def test_where_it_was_off_it_stays_off() -> None:
    usual = gc.get_threshold()
    gc.set_threshold(0)
    try:
        with rarely_collected():
            assert gc.get_threshold()[0] == 0
    finally:
        gc.set_threshold(*usual)
