"""The search for garbage is rare for a while, and afterwards as it was."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from kamerbrief.collecting import rarely_collected

USUAL = (700, 10, 10)


@pytest.fixture(autouse=True)
def _usual() -> Iterator[None]:
    before = gc.get_threshold()
    gc.set_threshold(*USUAL)
    yield
    gc.set_threshold(*before)


def test_garbage_is_looked_for_rarely_meanwhile_and_then_as_before() -> None:
    with rarely_collected():
        assert gc.get_threshold()[0] > USUAL[0]
        with rarely_collected():
            pass
        assert gc.get_threshold()[0] > USUAL[0]
    assert gc.get_threshold() == USUAL


def test_it_is_as_before_when_reading_fails() -> None:
    with pytest.raises(ValueError, match="damaged"), rarely_collected():
        raise ValueError("damaged")
    assert gc.get_threshold() == USUAL


def test_where_it_was_off_it_stays_off() -> None:
    gc.set_threshold(0)
    with rarely_collected():
        assert gc.get_threshold()[0] == 0
    assert gc.get_threshold()[0] == 0


def test_threads_that_end_in_turn_leave_it_as_it_was() -> None:
    one_in, other_in, one_out = Barrier(2, timeout=60), Barrier(2, timeout=60), Barrier(2, timeout=60)

    def first() -> None:
        with rarely_collected():
            one_in.wait()
            other_in.wait()
        one_out.wait()

    def second() -> None:
        one_in.wait()
        with rarely_collected():
            other_in.wait()
            one_out.wait()
            assert gc.get_threshold()[0] > USUAL[0]

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(first), threads.submit(second)]:
            done.result()
    assert gc.get_threshold() == USUAL
