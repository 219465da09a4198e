"""Limits of time and memory on reading one letter."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import TypeVar

from kamerbrief.errors import LimitError
from kamerbrief.settings import Settings

#: An alarm rings again after so many seconds: inside code that passes over errors it is lost.
_AGAIN = 1.0
T = TypeVar("T")


def bounded(config: Settings, name: str, work: Callable[[], T]) -> T:
    """What ``work`` returns; where it takes longer, or more memory, than the settings allow, it is stopped.

    Raises LimitError then, which names the letter. The limit of memory needs a process's main thread, since it is the
    process's, and a system that has such limits.
    """
    if threading.current_thread() is not threading.main_thread():
        return _in_time(_Watch(), config.max_seconds, name, work)
    clock = _Alarm() if hasattr(signal, "setitimer") else _Watch()
    try:
        with _memory(config.max_memory):
            return _in_time(clock, config.max_seconds, name, work)
    except MemoryError as error:
        problem = f"reading takes more than {config.max_memory} bytes of memory"
        raise LimitError(name, problem, "raise KAMERBRIEF_MAX_MEMORY") from error


class _TimeOverError(LimitError):
    """Raised in a thread whose time is over; without arguments, since the interpreter makes it there."""

    def __init__(self) -> None:
        super().__init__("", "the time is over")


class _SettledError(Exception):
    """Raised in a thread that has stopped its clock, and caught there at once."""


def _in_time(clock: _Alarm | _Watch, seconds: float, name: str, work: Callable[[], T]) -> T:
    """What ``work`` returns within its time. The clock may ring at any place here, and never after this."""
    done: list[T] = []
    try:
        try:
            clock.start(seconds)
            done.append(work())
        finally:
            clock.stop()
    except _TimeOverError:
        clock.stop()
    if not done:
        raise LimitError(name, f"reading takes longer than {seconds:g} seconds", "raise KAMERBRIEF_MAX_SECONDS")
    return done[0]


class _Alarm:
    """A clock for the main thread: a signal."""

    def start(self, seconds: float) -> None:
        self._before = signal.signal(signal.SIGALRM, self._ring)
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)

    def stop(self) -> None:
        # A signal that has come in rings here, while there is somebody who hears it.
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, self._before)

    def _ring(self, _number: int, _frame: FrameType | None) -> None:
        raise _TimeOverError


class _Watch:
    """A clock for a thread that no signal reaches: another thread watches the time, and raises in it."""

    def __init__(self) -> None:
        self._thread, self._over, self._ringing = threading.get_ident(), threading.Event(), threading.Lock()
        self._starting = threading.Lock()

    def start(self, seconds: float) -> None:
        # What starts a thread must not be interrupted: it would be left half done.
        self._starting.acquire()
        threading.Thread(target=self._run, args=(seconds,), daemon=True).start()
        self._starting.release()

    def stop(self) -> None:
        with self._ringing:
            self._over.set()
        # What was raised and has not arrived gives way to this, which arrives here. Taking it back would leave Python
        # looking for it at every call for ever, up to 3.12.
        with suppress(_SettledError):
            _raise_in(self._thread, _SettledError)
            while True:
                pass

    def _run(self, wait: float) -> None:
        with self._starting:
            pass
        while not self._over.wait(wait):
            with self._ringing:
                if not self._over.is_set():
                    _raise_in(self._thread, _TimeOverError)
            wait = _AGAIN


def _raise_in(thread: int, error: type[Exception]) -> None:
    """Raises an error in a thread as soon as that runs Python code, instead of one that has not arrived."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))


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
