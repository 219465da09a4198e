"""Limits of time and memory on reading one letter."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from kamerbrief.errors import LimitError
from kamerbrief.settings import Settings


@contextmanager
def bounded(config: Settings, name: str) -> Iterator[None]:
    """Stops what takes longer, or more memory, than the settings allow, with a LimitError that names the letter.

    Works in a process's main thread only, and where the system has alarms and limits on address space.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    try:
        with _memory(config.max_memory), _time(config.max_seconds, name):
            yield
    except MemoryError as error:
        problem = f"reading takes more than {config.max_memory} bytes of memory"
        raise LimitError(name, problem, "raise KAMERBRIEF_MAX_MEMORY") from error


@contextmanager
def _time(seconds: float, name: str) -> Iterator[None]:
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise LimitError(name, f"reading takes longer than {seconds:g} seconds", "raise KAMERBRIEF_MAX_SECONDS")

    before = signal.signal(signal.SIGALRM, stop)
    # Again every second: an alarm that rings inside code that passes over errors would be lost.
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _memory(most: int) -> Iterator[None]:
    """Lets this process take so much more address space than it has, for a while; a lower limit stays."""
    if sys.platform == "win32":
        yield
        return
    import resource

    before = resource.getrlimit(resource.RLIMIT_AS)
    lower = [limit for limit in (_in_use() + most, *before) if limit != resource.RLIM_INFINITY]
    try:
        resource.setrlimit(resource.RLIMIT_AS, (min(lower), before[1]))
    except (ValueError, OSError):  # a system that has the name and not the limit
        yield
        return
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _in_use() -> int:
    """The address space that this process has, in bytes; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError, IndexError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
