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
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

#: What ends a run; not every system has them all.
_SIGNALS = [signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
#: How many seconds a run has to end by itself.
_PATIENCE = 3.0


class StoppedError(BaseException):
    """A signal asked the run to end. No exception that code may pass over, like KeyboardInterrupt."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(signal.Signals(number).name)


@contextmanager
def stopping(word: Callable[[], str], cleanup: Callable[[], object]) -> Iterator[None]:
    """Ends the process on a signal within five seconds, with the line that ``word`` gives and the signal's status.

    The first signal raises in the main thread, so that all that is open is closed; later ones change nothing. Where
    that takes too long, processes that were started are killed, ``cleanup`` is called, and the process ends at once.
    Signals that are ignored (under nohup) stay so. Works in the main thread only.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    said: list[int] = []

    def stop(number: int, _frame: FrameType | None) -> None:
        for each in before:
            signal.signal(each, signal.SIG_IGN)
        _hush()
        threading.Thread(target=end, args=(number,), daemon=True).start()
        raise StoppedError(number)

    def end(number: int) -> None:
        time.sleep(_PATIENCE)
        _end_now(number, word, cleanup, told=bool(said))

    before = {each: old for each in _SIGNALS if (old := signal.getsignal(each)) is not signal.SIG_IGN}
    for each in before:
        signal.signal(each, stop)
    try:
        yield
    except StoppedError as error:
        for process in multiprocessing.active_children():
            process.kill()
        said.append(error.number)
        _say(word(), error.number)
        # Signals stay ignored: what libraries do at exit must not be interrupted, and the thread above bounds it.
        raise SystemExit(128 + error.number) from None
    except BaseException:
        _restore(before)
        raise
    _restore(before)


@contextmanager
def ending_in_time(word: Callable[[], str], cleanup: Callable[[], object]) -> Iterator[None]:
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
            if number[0] in _SIGNALS and not done.wait(_PATIENCE):
                _end_now(number[0], word, cleanup)

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


def _end_now(number: int, word: Callable[[], str], cleanup: Callable[[], object], *, told: bool = False) -> None:
    """Ends this process and those that it started, whatever they do."""
    for process in multiprocessing.active_children():
        process.kill()
    with suppress(Exception):
        cleanup()
        if not told:
            _say(word(), number)
    os._exit(128 + number)


def _restore(handlers: dict[signal.Signals, Any]) -> None:
    for each, handler in handlers.items():
        signal.signal(each, handler)


def _hush() -> None:
    """What libraries say of being interrupted where they did not expect it is no news to who asked for it."""
    logging.disable()
    sys.unraisablehook = lambda _: None


def _say(word: str, number: int) -> None:
    print(f"kamerbrief: stopped by {signal.Signals(number).name}: {word}", file=sys.stderr)  # noqa: T201
