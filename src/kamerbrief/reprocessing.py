"""One letter again, whatever was read before, and what that changes: for the command line and the flow alike."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kamerbrief.comparison import Difference, diff
from kamerbrief.contract import Extraction
from kamerbrief.errors import StoreError
from kamerbrief.ingestion import extract_source, keep, pipeline_version
from kamerbrief.ledger import Entry, Outcome, new_run
from kamerbrief.sources.folder import LocalFile, local_files, path_of
from kamerbrief.store import Store


@dataclass(frozen=True, slots=True)
class Reprocessed:
    """What became of a letter; ``changes`` are none where nothing was published before, or reading it failed.

    ``waits`` is true where somebody is to decide on them.
    """

    entry: Entry
    changes: Difference | None = None
    waits: bool = False

    @property
    def failed(self) -> bool:
        """True where there is no letter; the entry's error says why."""
        return self.entry.outcome is Outcome.FAILED or self.entry.letter is None


def reprocess(letter: str, store: Store) -> Reprocessed:
    """Reads one letter again, named by its id in the store or by its file, and keeps what that gives.

    A run over the whole store may go on meanwhile: keeping a letter waits for others that write. Raises StoreError
    where there is no such letter, or the store cannot be used; a bad letter is recorded, not raised.
    """
    source = source_of(letter, store)
    known = store.ledger.entry(source.key)
    before = _published(store, known.letter) if known and known.letter else None
    entry = keep(store, extract_source(source, store.config), pipeline_version(store.config), new_run())
    if entry.outcome is Outcome.FAILED or entry.letter is None:
        return Reprocessed(entry)
    candidate = store.candidate(entry.letter)
    after = candidate or store.published(entry.letter)
    changes = diff(before, after) if before and after else None
    return Reprocessed(entry, changes, waits=candidate is not None)


def _published(store: Store, letter: str) -> Extraction | None:
    """What is published of a letter; a damaged file, which reading the letter again replaces, is none."""
    with suppress(StoreError):
        return store.published(letter)
    return None


def source_of(letter: str, store: Store) -> LocalFile:
    """The source that is meant: a file, or that of a letter in the store. Raises StoreError when it is neither."""
    path = Path(letter)
    if path.is_file():
        source = local_files([path])[0]
        known = store.ledger.entry(source.key)
        return LocalFile(path, source.key, known.letter or source.name) if known else source
    name = store.name_of(letter)
    owner = store.ledger.owner(name)
    if owner is None and name in store.letters():
        raise StoreError(f"{letter}: the ledger has lost its source; name the file, or run 'kamerbrief repair PATH'")
    if owner is None:
        raise StoreError(f"{letter}: no such file, and no such letter in {store.root}; see 'kamerbrief status'")
    if not path_of(owner).is_file():
        raise StoreError(f"{letter}: its source {owner} is no longer there; give the file's new place instead")
    return LocalFile(path_of(owner), owner, name)
