"""Many letters through the store, in several processes: they read, one writes.

Results are kept in the order in which the sources are listed, so that it never depends on chance who has a letter id.
A process that dies takes its letters along; each of them is then tried alone, and one that kills its process again is
recorded as failed.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from itertools import islice

from kamerbrief.ledger import Entry, Outcome
from kamerbrief.settings import Settings
from kamerbrief.sources.folder import LocalFile
from kamerbrief.store import Store
from kamerbrief.work import Extracted, extract_source, is_done, keep, pipeline_version, sha256_of

#: How many letters a process takes at a time, and how many such portions wait for it: enough to keep it busy.
_PORTION, _AHEAD = 4, 3


@dataclass(slots=True)
class Summary:
    """What a run did: counts by outcome, letters that failed and letters that lack facts with why, and those skipped.

    ``skipped`` counts those done before.
    """

    run: str
    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    failed: list[Entry] = field(default_factory=list)
    incomplete: list[Entry] = field(default_factory=list)
    skipped: int = 0

    def add(self, entry: Entry, *, skipped: bool = False) -> None:
        """Counts one source."""
        self.skipped += skipped
        outcome = Outcome.UNCHANGED if skipped and entry.outcome is not Outcome.FAILED else entry.outcome
        self.counts[outcome] += 1
        if entry.outcome is Outcome.FAILED:
            self.failed.append(entry)
        elif entry.incomplete:
            self.incomplete.append(entry)

    def merge(self, other: Summary) -> None:
        """Adds what another part of the run did."""
        for outcome, count in other.counts.items():
            self.counts[outcome] += count
        self.failed += other.failed
        self.incomplete += other.incomplete
        self.skipped += other.skipped

    @property
    def total(self) -> int:
        """How many sources there were."""
        return sum(self.counts.values())


def run_batch(
    sources: Sequence[LocalFile],
    store: Store,
    run: str,
    *,
    workers: int = 1,
    retry_failed: bool = False,
    progress: Callable[[Entry], object] | None = None,
) -> Summary:
    """Brings every source that is new or changed through the store; ``progress`` hears of each, in order.

    With one worker everything happens in this process. Raises StoreError when the store cannot be used.
    """
    summary = Summary(run)
    todo = pending(sources, store, summary, retry_failed=retry_failed, progress=progress)
    pipeline = pipeline_version(store.config)
    for extracted in extract_all(todo, store.config, workers):
        entry = keep(store, extracted, pipeline, run)
        summary.add(entry)
        _tell(progress, entry)
    return summary


def pending(
    sources: Sequence[LocalFile],
    store: Store,
    summary: Summary,
    *,
    retry_failed: bool = False,
    progress: Callable[[Entry], object] | None = None,
) -> list[LocalFile]:
    """The sources that are new or changed, in order; the others are counted in ``summary`` as done before."""
    pipeline = pipeline_version(store.config)
    known = {entry.key: entry for entry in store.ledger.entries()}
    todo: list[LocalFile] = []
    for source in sources:
        entry = known.get(source.key)
        if entry is not None and is_done(entry, _sha256(source), pipeline, retry_failed=retry_failed):
            summary.add(entry, skipped=True)
            _tell(progress, entry)
        else:
            todo.append(_named_as_before(source, entry))
    return todo


def _named_as_before(source: LocalFile, entry: Entry | None) -> LocalFile:
    """The source under the id that its letter has in the store, however it was named on the command line this time."""
    if entry is None or entry.letter is None or entry.outcome is Outcome.FAILED:
        return source
    return replace(source, name=entry.letter)


def _tell(progress: Callable[[Entry], object] | None, entry: Entry) -> None:
    if progress is not None:
        progress(entry)


def _sha256(source: LocalFile) -> str:
    try:
        return sha256_of(source.path)
    except OSError:
        return ""


def extract_all(sources: Sequence[LocalFile], config: Settings, workers: int) -> Iterator[Extracted]:
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
        pool.shutdown(wait=True, cancel_futures=True)


def _portions(sources: Sequence[LocalFile], size: int) -> Iterator[list[LocalFile]]:
    for start in range(0, len(sources), size):
        yield list(sources[start : start + size])


def _pool(workers: int, config: Settings) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=prepare, initargs=(config.model,))


def _submit(pool: ProcessPoolExecutor, portion: list[LocalFile], config: Settings) -> Future[list[Extracted]]:
    try:
        return pool.submit(_extract_portion, portion, config)
    except BrokenProcessPool as error:
        failed: Future[list[Extracted]] = Future()
        failed.set_exception(error)
        return failed


def prepare(model: str | None) -> None:
    """Loads the pipeline before the first letter; what is wrong with it, each letter then says."""
    from contextlib import suppress

    from kamerbrief.errors import ModelError
    from kamerbrief.language.model import load_pipeline

    with suppress(ModelError):
        load_pipeline(model)


def _extract_portion(portion: Iterable[LocalFile], config: Settings) -> list[Extracted]:
    return [extract_source(source, config) for source in portion]


def extract_alone(source: LocalFile, config: Settings) -> Extracted:
    """One source in a process of its own, as the last trial."""
    with _pool(1, config) as pool:
        try:
            return pool.submit(extract_source, source, config).result()
        except BrokenProcessPool:
            error = f"{source.path.name}: the process that read it ended without a word; is there enough memory?"
            return Extracted(source, _sha256(source), error=error)
