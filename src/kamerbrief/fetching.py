"""New letters from a network source, through the store one by one.

The cursor moves only after a letter is safely stored, so whenever it is killed the next run goes on where it was. What
cannot be fetched is recorded with its error and kept in a list of its own, to be tried again when somebody asks.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from kamerbrief.batch import Summary, damage_of
from kamerbrief.contract.identity import slug
from kamerbrief.errors import SourceError, StoreError, UnlikeFileError, UnusableStoreError
from kamerbrief.files import write_atomically
from kamerbrief.ingestion import extract_source, keep, pipeline_version
from kamerbrief.ledger import Entry, Outcome
from kamerbrief.source_metadata import SUFFIX, keep_metadata
from kamerbrief.sources import Listed, Source
from kamerbrief.sources.folder import LocalFile, path_of
from kamerbrief.store import Store

#: In the store: the files that were fetched, a folder a source, and the letters that could not be.
FETCHED, _FAILED = ".sources", "failed"
#: After so many letters in a row that a server could not give, it is the server and not the letters.
_PATIENCE = 3


@dataclass(frozen=True, slots=True)
class _Failure:
    """A letter that could not be fetched; ``passing`` when it may work another time."""

    listed: Listed
    passing: bool


_FAILURE = TypeAdapter(_Failure)


def fetch(
    source: Source,
    store: Store,
    run: str,
    *,
    since: str | None = None,
    limit: int | None = None,
    retry_failed: bool = False,
    progress: Callable[[Entry], object] | None = None,
    summary: Summary | None = None,
) -> Summary:
    """Fetches and stores what is new at a source, at most ``limit`` letters; adds to ``summary`` where one is given.

    It goes on from the cursor in the ledger; without one from ``since``, a day in ISO 8601. Letters whose version is
    known count as done before. What of earlier letters is missing or damaged in the store is made again from their
    files. What a server could not give last time is tried again; with ``retry_failed`` also what
    was not what it should be. Raises SourceError when the source cannot be asked (what came before is stored), and
    StoreError when the store cannot be used.
    """
    summary = Summary(run) if summary is None else summary
    desk = _Desk(source, store, run)
    desk.mend(summary, progress)
    begun = len(summary.handled)
    desk.try_again(summary, retry_failed, progress)
    for listed in source.new_since(store.ledger.cursor(source.name) or since):
        if limit is not None and len(summary.handled) - begun >= limit:
            break
        known = desk.known(listed)
        if listed.withdrawn:
            desk.withdraw(listed)
        elif listed.problem and known is None:
            _count(summary, desk.record_problem(listed), progress)
        elif known is not None:
            summary.add(known, skipped=True)
        else:
            _count(summary, desk.bring(listed), progress)
        store.ledger.move_cursor(source.name, listed.cursor)
    return summary


def _count(summary: Summary, entry: Entry, progress: Callable[[Entry], object] | None) -> None:
    summary.add(entry)
    if progress is not None:
        progress(entry)


class _Desk:
    """One source's letters in one store."""

    def __init__(self, source: Source, store: Store, run: str) -> None:
        self._source, self._store, self._run = source, store, run
        self._folder = store.root / FETCHED / slug(source.name)
        self._pipeline = pipeline_version(store.config)
        self._in_a_row = 0

    def _path(self, listed: Listed) -> Path:
        return self._folder / Path(listed.filename).name

    def _key(self, listed: Listed) -> str:
        return self._path(listed).resolve().as_posix()

    def known(self, listed: Listed) -> Entry | None:
        """The letter's entry, if this version of it was stored before, or failed for a reason that stays."""
        entry = self._store.ledger.entry(self._key(listed))
        return entry if entry is not None and entry.version == listed.version and not entry.withdrawn else None

    def withdraw(self, listed: Listed) -> None:
        """Marks a letter that its publisher took back; it stays where it is."""
        for path in self._versions(listed):
            self._store.ledger.mark_withdrawn(path.resolve().as_posix())

    def mend(self, summary: Summary, progress: Callable[[Entry], object] | None) -> None:
        """Makes again what of this source's letters is missing or damaged in the store, from the files that it gave."""
        hashes, folder = self._store.ledger.hashes(), self._folder.resolve()
        for entry in self._store.ledger.entries():
            path = path_of(entry.key)
            if path.parent != folder or not path.is_file():
                continue
            if damage := damage_of(self._store, entry, hashes):
                summary.mended.append(damage)
                _count(summary, self._read(path, entry.key), progress)

    def _read(self, path: Path, key: str, version: str | None = None) -> Entry:
        """Reads a file and stores it; without a ``version`` it stays the one that it was."""
        local = LocalFile(path, key, slug(path.stem), version=version)
        return keep(self._store, extract_source(local, self._store.config), self._pipeline, self._run)

    def try_again(self, summary: Summary, failed: bool, progress: Callable[[Entry], object] | None) -> None:
        """Brings letters that could not be had before, with ``failed`` also those that were not what they should be.

        Where one after another still cannot be had, the others wait for the next run: what is new comes first then.
        """
        for failure in self.failures():
            if failure.passing or failed:
                try:
                    _count(summary, self.bring(failure.listed), progress)
                except SourceError:
                    break
        self._in_a_row = 0

    def record_problem(self, listed: Listed) -> Entry:
        """Records a record of the source that cannot be understood."""
        problem, key = listed.problem, self._key(listed)
        entry = Entry(key, "", self._pipeline, Outcome.FAILED, self._run, error=problem, version=listed.version)
        self._store.ledger.record(entry)
        return entry

    def bring(self, listed: Listed) -> Entry:
        """Fetches one letter and stores it; what is wrong with it becomes its entry.

        Raises SourceError when one letter after another cannot be had, UnusableStoreError when nothing can be written.
        """
        key, path = self._key(listed), self._path(listed)
        try:
            keep_metadata(path, listed.metadata)
            self._source.fetch(listed, self._folder)
        except SourceError as error:
            return self._record_failure(listed, key, error)
        except OSError as error:
            problem = f"{error.filename or path}: {error.strerror}"
            raise UnusableStoreError(f"{problem}; mend that and run again, what was done is kept") from error
        self._in_a_row = 0
        self._replace_other_forms(listed)
        entry = self._read(path, key, listed.version)
        self._failure_of(listed).unlink(missing_ok=True)
        return entry

    def _record_failure(self, listed: Listed, key: str, error: SourceError) -> Entry:
        passing = error.passing and not isinstance(error, UnlikeFileError)
        self._in_a_row = self._in_a_row + 1 if passing else 0
        if self._in_a_row >= _PATIENCE:
            raise error
        failure = _FAILURE.dump_python(_Failure(listed, passing), mode="json")
        content = json.dumps(failure, ensure_ascii=False, indent=2)
        write_atomically(self._failure_of(listed), f"{content}\n".encode())
        entry = Entry(key, "", self._pipeline, Outcome.FAILED, self._run, error=str(error), version=listed.version)
        self._store.ledger.record(entry)
        return entry

    def _failure_of(self, listed: Listed) -> Path:
        return self._folder / _FAILED / f"{slug(listed.key)}.json"

    def failures(self) -> Iterator[_Failure]:
        """The letters that could not be fetched before."""
        for path in sorted((self._folder / _FAILED).glob("*.json")):
            found = None
            with self._store.tolerating():
                try:
                    found = _FAILURE.validate_json(path.read_bytes())
                except ValidationError as error:
                    raise StoreError(f"{path}: this is no letter to fetch; remove it") from error
            if found is not None:
                yield found

    def _versions(self, listed: Listed) -> list[Path]:
        """The files of a letter, whatever their form."""
        stem = Path(listed.filename).stem
        return [path for path in sorted(self._folder.glob(f"{stem}.*")) if not path.name.endswith(SUFFIX)]

    def _replace_other_forms(self, listed: Listed) -> None:
        """A letter that was a docx and is a pdf now stays one letter: its id goes over to the new file."""
        for path in self._versions(listed):
            if path == self._path(listed):
                continue
            before = self._store.ledger.entry(path.resolve().as_posix())
            if before is not None and before.letter is not None:
                self._store.ledger.hand_over(before.letter, self._key(listed))
            path.unlink()
            path.with_name(path.name + SUFFIX).unlink(missing_ok=True)
