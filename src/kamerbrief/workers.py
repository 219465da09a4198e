"""Processes that read letters for a batch.

A process that dies takes its letters along; each of them is then tried alone, and one that kills its process again is
a failed letter. No process outlives the one that it reads for.
"""

from __future__ import annotations

import ctypes
import faulthandler
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from itertools import islice
from multiprocessing import resource_tracker

from kamerbrief.files import shown_name
from kamerbrief.ingestion import Extracted, extract_source, sha256_of
from kamerbrief.settings import Settings
from kamerbrief.sources.folder import LocalFile

#: How many letters a process takes at a time, and how many such portions wait for it: enough to keep it busy.
_PORTION, _AHEAD = 4, 3
#: How long one waits for a process that was killed, in seconds.
_PATIENCE = 2.0
#: How many seconds beyond its limit a letter may take before its process is ended from outside.
_GRACE = 15.0
#: What Linux calls the signal that a process gets when its parent ends.
_PR_SET_PDEATHSIG = 1


def extract_all(sources: Sequence[LocalFile], config: Settings, workers: int) -> Generator[Extracted, None, None]:
    """What each source gives, in order; with several workers a few portions ahead of what was taken."""
    workers = min(workers, max(1, len(sources) // 2))
    if workers <= 1:
        yield from (extract_source(source, config) for source in sources)
        return
    waiting: deque[tuple[list[LocalFile], Future[list[Extracted]]]] = deque()
    portions = _portions(sources, min(_PORTION, max(1, len(sources) // workers)))
    pool = _pool(workers, config)
    try:
        while True:
            for portion in islice(portions, workers * _AHEAD - len(waiting)):
                waiting.append((portion, _submit(pool, portion, config)))
            if not waiting:
                return
            portion, future = waiting.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                lost = [portion, *(other for other, _ in waiting)]
                waiting.clear()
                pool.shutdown(wait=False, cancel_futures=True)
                for source in (source for portion in lost for source in portion):
                    yield extract_alone(source, config)
                pool = _pool(workers, config)
    finally:
        end_workers(pool)


def end_workers(pool: ProcessPoolExecutor) -> None:
    """Ends the pool and its processes: those at work are killed, since nobody waits for what they read."""
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.kill()
    for process in processes:
        process.join(_PATIENCE)


@contextmanager
def _quiet_start() -> Iterator[None]:
    """Holds Ctrl-C back while a process starts, so that one that is half started never prints a traceback."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _portions(sources: Sequence[LocalFile], size: int) -> Iterator[list[LocalFile]]:
    for start in range(0, len(sources), size):
        yield list(sources[start : start + size])


def keep_tracking() -> None:
    """Starts the process that cleans up behind others, out of reach of a terminal that closes.

    It ends with this process. Were it gone before, another would be started, and know nothing of what there is. That
    it cleans up behind a run that had to end at once, it need not tell.
    """
    if os.name != "posix":
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGHUP])
    sys.warnoptions.append("ignore:resource_tracker")
    try:
        resource_tracker.ensure_running()
    finally:
        sys.warnoptions.remove("ignore:resource_tracker")
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _pool(workers: int, config: Settings) -> ProcessPoolExecutor:
    keep_tracking()
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=prepare, initargs=(config.model, os.getpid()))


def _submit(pool: ProcessPoolExecutor, portion: list[LocalFile], config: Settings) -> Future[list[Extracted]]:
    try:
        with _quiet_start():
            return pool.submit(_extract_portion, portion, config)
    except BrokenProcessPool as error:
        failed: Future[list[Extracted]] = Future()
        failed.set_exception(error)
        return failed


def prepare(model: str | None, parent: int | None = None) -> None:
    """Makes this process a worker: it ends with its parent (where given) and on Ctrl-C, and has the pipeline loaded.

    What is wrong with the pipeline, each letter then says.
    """
    _await_work()
    if parent is not None:
        _end_with(parent)
    _load(model)


def prepare_watching(model: str | None, parent: int) -> None:
    """As :func:`prepare`, where a thread of the parent that is not there all the time may have started this process.

    Linux would end it with that thread already.
    """
    _await_work()
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    _load(model)


def _await_work() -> None:
    """Lets Ctrl-C end this process at once."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])


def _load(model: str | None) -> None:
    from kamerbrief.errors import ModelError
    from kamerbrief.language.model import load_model

    with suppress(ModelError):
        load_model(model)


def _end_with(parent: int) -> None:
    """Ends this process when its parent does: Linux sees to it, elsewhere a thread looks every second."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:
        os._exit(1)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _extract_portion(portion: Iterable[LocalFile], config: Settings) -> list[Extracted]:
    return [_watched(source, config) for source in portion]


def extract_alone(source: LocalFile, config: Settings) -> Extracted:
    """One source in a process of its own, as the last trial."""
    pool = _pool(1, config)
    try:
        with _quiet_start():
            future = pool.submit(_watched, source, config)
        return future.result()
    except BrokenProcessPool:
        error = (
            f"{shown_name(source.path.name)}: the process that read it ended without a word; is there enough memory?"
        )
        try:
            sha256 = sha256_of(source.path)
        except OSError:
            sha256 = ""
        return Extracted(source, sha256, error=error)
    finally:
        end_workers(pool)


def _watched(source: LocalFile, config: Settings) -> Extracted:
    """Reads one source; where code that no alarm reaches goes on far beyond the time limit, this process ends."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123 - faulthandler wants a file
        faulthandler.dump_traceback_later(config.max_seconds + _GRACE, exit=True, file=nowhere)
        try:
            return extract_source(source, config)
        finally:
            faulthandler.cancel_dump_traceback_later()
