"""Ending a long run in time, whatever asks for it: Ctrl-C, a terminal that closes, a system that shuts down."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
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
        for process in multiprocessing.active_children():
            process.kill()
        with suppress(Exception):
            cleanup()
        if not said:
            _say(word(), number)
        os._exit(128 + number)

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


def _restore(handlers: dict[signal.Signals, Any]) -> None:
    for each, handler in handlers.items():
        signal.signal(each, handler)


def _hush() -> None:
    """What libraries say of being interrupted where they did not expect it is no news to who asked for it."""
    logging.disable()
    sys.unraisablehook = lambda _: None


def _say(word: str, number: int) -> None:
    print(f"kamerbrief: stopped by {signal.Signals(number).name}: {word}", file=sys.stderr)  # noqa: T201
