"""Ending a long run in time, whatever asks for it: Ctrl-C, a terminal that closes, a system that shuts down."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from types import FrameType
from typing import Any

#: What ends a run; not every system has them all.
SIGNALS = [signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
#: How many seconds a run has to end by itself.
_PATIENCE = 3.0


class StoppedError(BaseException):
    """A signal asked the run to end. No exception that code may pass over, like KeyboardInterrupt."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(signal.Signals(number).name)


#: What the runs that go on say and do when they are stopped, the innermost last.
_GOING: list[tuple[Callable[[], str], Callable[[], object]]] = []


@contextmanager
def stopping(word: Callable[[], str] = str, cleanup: Callable[[], object] = bool) -> Iterator[None]:
    """Ends the process on a signal within five seconds, with the line that ``word`` gives and the signal's status.

    The first signal raises in the main thread, so that all that is open is closed; later ones change nothing. Where
    that takes too long, processes that were started are killed, ``cleanup`` is called, and the process ends at once.
    Within another one this says what is said and done instead. Signals that are ignored (under nohup) stay so. Works in
    the main thread only.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    _GOING.append((word, cleanup))
    try:
        with _heeding() if len(_GOING) == 1 else nullcontext():
            yield
    except StoppedError:
        # What was stopped is what is told of; the process ends.
        raise
    except BaseException:
        _GOING.pop()
        raise
    _GOING.pop()


@contextmanager
def _heeding() -> Iterator[None]:
    """Heeds signals as above, for all that goes on in here."""
    said: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        _hush()
        word, cleanup = _GOING[-1]
        end_in_time(number, lambda: "" if said else stopped_by(number, word()), cleanup)
        raise StoppedError(number)

    before = {each: old for each in SIGNALS if (old := signal.getsignal(each)) not in (signal.SIG_IGN, None)}
    for each in before:
        signal.signal(each, stop)
    try:
        yield
    except StoppedError as error:
        for process in multiprocessing.active_children():
            process.kill()
        said.append(error.number)
        say(stopped_by(error.number, _GOING[-1][0]()))
        # Signals stay ignored: what libraries do at exit must not be interrupted, and the thread above bounds it.
        raise SystemExit(128 + error.number) from None
    except BaseException:
        _restore(before)
        raise
    _restore(before)


@contextmanager
def ending_in_time(word: Callable[[], str] = str, cleanup: Callable[[], object] = bool) -> Iterator[None]:
    """Bounds how long a run that others end on a signal, such as Prefect, goes on: five seconds, as above.

    Their handlers stay and do what they do. What they raise can be lost where code passes over all exceptions (when an
    object is finalized), or wait for what is being read; then the process ends at once, with the line that ``word``
    gives. A run that comes to its end before that has done so. Works in the main thread only.
    """
    if threading.current_thread() is not threading.main_thread() or os.name != "posix":
        yield
        return

    done = threading.Event()
    heard, noted = socket.socketpair()
    noted.setblocking(False)
    before = signal.set_wakeup_fd(noted.fileno(), warn_on_full_buffer=False)

    def watch() -> None:
        while number := heard.recv(1):
            if number[0] in SIGNALS and not done.wait(_PATIENCE):
                _end_now(number[0], lambda: stopped_by(number[0], word()), cleanup)

    threading.Thread(target=watch, daemon=True).start()
    try:
        yield
        done.set()
    except BaseException as error:
        # Who asked by hand at a prompt goes on in this process; else all that follows is bounded too.
        if isinstance(error, Exception) or hasattr(sys, "ps1"):
            done.set()
        raise
    finally:
        if done.is_set():
            signal.set_wakeup_fd(before)
            noted.close()


def end_in_time(number: int, said: Callable[[], str] | None = None, cleanup: Callable[[], object] = bool) -> None:
    """Bounds how long this process still takes to end by the signal ``number``, whatever it does.

    Then processes that it started are killed, ``cleanup`` is called, and the line that ``said`` gives is told.
    """

    def wait() -> None:
        time.sleep(_PATIENCE)
        _end_now(number, said or (lambda: stopped_by(number)), cleanup)

    threading.Thread(target=wait, daemon=True).start()


def _end_now(number: int, said: Callable[[], str], cleanup: Callable[[], object]) -> None:
    """Ends this process and those that it started, whatever they do."""
    for process in multiprocessing.active_children():
        process.kill()
    with suppress(Exception):
        cleanup()
        say(said())
    os._exit(128 + number)


def _restore(handlers: dict[signal.Signals, Any]) -> None:
    for each, handler in handlers.items():
        signal.signal(each, handler)


def _hush() -> None:
    """What libraries say of being interrupted where they did not expect it is no news to who asked for it."""
    logging.disable()
    sys.unraisablehook = lambda _: None


def stopped_by(number: int, word: str = "") -> str:
    """The line that tells what ended a run, and how far it came."""
    return f"kamerbrief: stopped by {signal.Signals(number).name}" + (f": {word}" if word else "")


def say(line: str) -> None:
    """Says a line, if it is one, on standard error."""
    if line:
        print(line, file=sys.stderr)  # noqa: T201
