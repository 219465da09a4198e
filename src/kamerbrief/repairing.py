"""Making a store whole again: the ledger from the letters' folders, and the folders from their sources."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from kamerbrief.batch import Summary, damage_of, run_batch
from kamerbrief.errors import StoreError, UnusableStoreError
from kamerbrief.ingestion import sha256_of
from kamerbrief.ledger import Entry, Outcome
from kamerbrief.register_store import read_register
from kamerbrief.sources.folder import LocalFile, path_of
from kamerbrief.store import PUBLISHED, Store

#: Behind the name of a damaged ledger, which is moved away and kept.
_DAMAGED = ".damaged"
_DATABASE = ".facts.duckdb"


@dataclass(slots=True)
class Repaired:
    """What was done, what is still wrong (a line each), and what reading letters again gave."""

    done: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    summary: Summary | None = None


def open_for_repair(root: Path) -> tuple[Store, list[str]]:
    """The store with a ledger that works; a damaged SQLite ledger is moved aside first, and a line says so.

    Raises UnusableStoreError when it is not damage that keeps the ledger from being used.
    """
    store = Store(root, create=False)
    try:
        store.ledger.entries(), store.ledger.hashes()
        return store, []
    except UnusableStoreError as error:
        place = root / "ledger.db"
        if store.config.ledger is not None or ("malformed" not in str(error) and "not a database" not in str(error)):
            raise
        aside = place.with_name(place.name + _DAMAGED)
        place.replace(aside)
        for behind in ("-wal", "-shm"):
            place.with_name(place.name + behind).unlink(missing_ok=True)
        return Store(root), [f"{place}: damaged; it is kept as {aside.name}, and made anew"]


def repair(store: Store, files: Sequence[LocalFile], run: str) -> Repaired:
    """Rebuilds what is missing or damaged; ``files`` are sources that the ledger may have lost.

    A letter is read again only where its folder lacks something. Decisions of people are never touched. To be called
    within :meth:`Store.run_of`.
    """
    found = Repaired()
    (store.root / _DATABASE).unlink(missing_ok=True)
    _ledger_from_folders(store, {_sha256(file): file for file in reversed(files)}, run, found)
    todo = _damaged(store, files, found)
    if todo:
        found.summary = run_batch(todo, store, run)
        found.done += [f"{line}; made again" for line in found.summary.mended]
        found.left += [f"{entry.key}: {entry.error}" for entry in found.summary.failed]
    return found


def _sha256(file: LocalFile) -> str:
    with suppress(OSError):
        return sha256_of(file.path)
    return ""


def _ledger_from_folders(store: Store, files: dict[str, LocalFile], run: str, found: Repaired) -> None:
    """Records what lies in the folders and the ledger does not know: hashes, sources that are here, decisions."""
    hashes = store.ledger.hashes()
    known = {entry.letter for entry in store.ledger.entries()}
    for letter in store.letters():
        try:
            published, decisions = store.published(letter), store.decisions(letter).decisions
        except StoreError:
            continue
        if published is None:
            continue
        if letter not in hashes:
            store.ledger.announce(letter, sha256_of(store.folder(letter) / PUBLISHED))
            found.done.append(f"{letter}: its hash is in the ledger again")
        store.record_decisions(letter, decisions)
        sha256 = published.letter.source.sha256
        if letter not in known and (file := files.get(sha256)):
            store.ledger.claim(letter, file.key)
            # No pipeline: the next batch reads the letter again, and finds it unchanged.
            store.ledger.record(Entry(file.key, sha256, "", Outcome.UNCHANGED, run, letter=letter))
            found.done.append(f"{letter}: its source {file.key} is in the ledger again")


@dataclass(frozen=True, slots=True)
class Damage:
    """A file of a letter that is missing or wrong, in a line; ``source`` is the key of what it was made of, if known.

    What people decided, and what was fetched, is made of nothing here: ``decided`` is true for that.
    """

    letter: str
    problem: str
    source: str | None = None
    decided: bool = False


def damages_of(store: Store) -> list[Damage]:
    """What of the letters in a store is missing or wrong, by source and letter; nothing is changed."""
    hashes, found, seen = store.ledger.hashes(), [], set()
    for entry in store.ledger.entries():
        if problem := damage_of(store, entry, hashes):
            found.append(Damage(entry.letter or "", problem, entry.key))
        if entry.outcome not in {Outcome.FAILED, Outcome.OTHER_FORM}:
            seen.add(entry.letter)
    for letter in store.letters():
        if letter not in seen and (problem := store.damage(letter, ())):
            found.append(Damage(letter, problem))
        try:
            store.decisions(letter)
        except StoreError as error:
            found.append(Damage(letter, str(error), decided=True))
    try:
        read_register(store.root)
    except StoreError as error:
        found.append(Damage("", str(error), decided=True))
    return found


def _damaged(store: Store, files: Sequence[LocalFile], found: Repaired) -> list[LocalFile]:
    """The sources of letters whose folders lack something; those without a source are listed as left."""
    at_hand = {file.key: file for file in files}
    todo = []
    for damage in damages_of(store):
        path = path_of(damage.source) if damage.source else None
        if damage.decided:
            found.left.append(damage.problem)
        elif damage.source is None or path is None:
            found.left.append(f"{damage.problem}; name its source: kamerbrief repair PATH")
        elif path.is_file():
            todo.append(at_hand.get(damage.source, LocalFile(path, damage.source, damage.letter)))
        else:
            found.left.append(
                f"{damage.problem}; its source {damage.source} is not there: put it back and repair again"
            )
    return todo
