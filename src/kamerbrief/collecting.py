"""Python's search for garbage, which finds hardly any in a letter and takes a tenth of its time or more."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

#: After so many new objects garbage is looked for; that bounds how much of it can wait.
RARE = (500_000, 20, 20)


class _Rare:
    """How many threads want the search to be rare, and how often garbage is looked for when none does."""

    def __init__(self) -> None:
        self._lock, self._wanted, self._usual = Lock(), 0, gc.get_threshold()

    def begin(self) -> None:
        with self._lock:
            self._wanted += 1
            if self._wanted == 1:
                self._usual = gc.get_threshold()
                gc.set_threshold(*(RARE if self._usual[0] else self._usual))

    def end(self) -> None:
        with self._lock:
            self._wanted -= 1
            if not self._wanted:
                gc.set_threshold(*self._usual)


_rare = _Rare()


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Makes the search for garbage rare meanwhile, in however many threads; it stays off where it was off."""
    _rare.begin()
    try:
        yield
    finally:
        _rare.end()
