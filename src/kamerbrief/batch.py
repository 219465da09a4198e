"""Many letters through the store: several processes read, this one writes.

Results are kept in the order in which the sources are listed, so that it never depends on chance who has a letter id.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial

from kamerbrief.ingestion import Extracted, is_done, keep, pipeline_version, sha256_of
from kamerbrief.ledger import Entry, Outcome
from kamerbrief.sources.folder import LocalFile
from kamerbrief.store import Store
from kamerbrief.workers import extract_all

#: Reads letters: yields what each of them gave, in their order. Closed early, it ends what it started.
Reader = Callable[[Sequence[LocalFile]], Generator[Extracted, None, None]]


@dataclass(slots=True)
class Summary:
    """What a run did: counts by outcome, letters that failed and letters that lack facts with why, and those skipped.

    ``handled`` are the sources that were read in this run, by key; ``skipped`` counts those done before; ``mended``
    says what of the store was missing or damaged and is made again.
    """

    run: str
    counts: dict[Outcome, int] = field(default_factory=lambda: dict.fromkeys(Outcome, 0))
    failed: list[Entry] = field(default_factory=list)
    incomplete: list[Entry] = field(default_factory=list)
    handled: dict[str, Entry] = field(default_factory=dict)
    skipped: int = 0
    mended: list[str] = field(default_factory=list)

    def add(self, entry: Entry, *, skipped: bool = False) -> None:
        """Counts one source; one that was tried before in this run counts as it is now."""
        if skipped:
            self.skipped += 1
        else:
            self._take_back(entry.key)
            self.handled[entry.key] = entry
        stays = skipped and entry.outcome not in {Outcome.FAILED, Outcome.OTHER_FORM}
        outcome = Outcome.UNCHANGED if stays else entry.outcome
        self.counts[outcome] += 1
        if entry.outcome is Outcome.FAILED:
            self.failed.append(entry)
        elif entry.incomplete:
            self.incomplete.append(entry)

    def _take_back(self, key: str) -> None:
        before = self.handled.pop(key, None)
        if before is None:
            return
        self.counts[before.outcome] -= 1
        for listed in (self.failed, self.incomplete):
            if before in listed:
                listed.remove(before)

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
    reader: Reader | None = None,
    retry_failed: bool = False,
    progress: Callable[[Entry], object] | None = None,
    summary: Summary | None = None,
) -> Summary:
    """Brings every source that is new or changed through the store; ``progress`` hears of each, in order.

    Letters are read by ``workers`` processes (by this one where that is 1) unless a ``reader`` is given. What the run
    did is added to ``summary`` where one is given. Raises StoreError when the store cannot be used.
    """
    summary = Summary(run) if summary is None else summary
    todo = pending(sources, store, summary, retry_failed=retry_failed, progress=progress)
    pipeline = pipeline_version(store.config)
    read = reader or partial(extract_all, config=store.config, workers=workers)
    with closing(read(todo)) as reading:
        for extracted in reading:
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
    """The sources that are new or changed, in order; the others are counted in ``summary`` as done before.

    Decisions on those others that cannot be read, which only people can mend, are told in the store's troubles.
    """
    pipeline = pipeline_version(store.config)
    known = {entry.key: entry for entry in store.ledger.entries()}
    hashes = store.ledger.hashes()
    todo: list[LocalFile] = []
    for source in sources:
        entry = known.get(source.key)
        done = entry is not None and is_done(entry, _sha256(source), pipeline, retry_failed=retry_failed)
        damage = damage_of(store, entry, hashes) if done and entry is not None else ""
        if damage:
            summary.mended.append(damage)
        if done and entry is not None and not damage:
            if entry.letter:
                store.check_decisions(entry.letter)
            summary.add(entry, skipped=True)
            _tell(progress, entry)
        else:
            todo.append(_named_as_before(source, entry))
    return todo


def damage_of(store: Store, entry: Entry, hashes: dict[str, set[str]]) -> str:
    """What of a letter that was kept before is missing or damaged in the store, in a line."""
    if entry.letter is None or entry.outcome in {Outcome.FAILED, Outcome.OTHER_FORM}:
        return ""
    return store.damage(entry.letter, hashes.get(entry.letter, ())) or store.damage_beside(entry.letter)


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
