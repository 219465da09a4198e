"""A SQLite file beside a store that holds nothing which the store does not: of use to find things fast.

It is brought up to date by what changed. A damaged one, or one that another version made, is thrown away and made
anew. Where the store cannot be written it lies in a folder of its own; so it may where its disk is full.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar

from filelock import FileLock

from kamerbrief.errors import UnusableStoreError
from kamerbrief.store import PUBLISHED, Store

_Result = TypeVar("_Result")
#: So long a process waits for another that writes, in seconds.
_PATIENCE = 60


class BesideStore:
    """The file ``name`` beside a store; ``what`` it holds is told to people, ``schema`` has its tables.

    ``made_by`` tells apart what made it. One of the tables is ``seen (letter, stamp, trouble)``: every letter that the
    file knows, with what told its state apart from an earlier one, and why it could not be read ("" where it could).
    """

    def __init__(self, store: Store, name: str, what: str, schema: str, made_by: str) -> None:
        self._store, self._what, self._schema, self._made_by = store, what, schema, made_by
        self._elsewhere: tempfile.TemporaryDirectory[str] | None = None
        self.root, self.path = store.root, store.root / name
        if not store.writable:
            self.move()

    def move(self) -> bool:
        """Puts the file in a folder of its own, empty; False where it lies in one already."""
        if self._elsewhere is not None:
            return False
        self._elsewhere = tempfile.TemporaryDirectory(prefix="kamerbrief-")
        self.root = Path(self._elsewhere.name)
        self.path = self.root / self.path.name
        return True

    def connected(self) -> sqlite3.Connection:
        """A connection of its own, for the caller to close."""
        return sqlite3.connect(self.path, timeout=_PATIENCE)

    def locked(self) -> FileLock:
        """Held by whoever brings the file up to date."""
        return FileLock(self.path.with_suffix(".lock"))

    def updated(self, update: Callable[[], _Result]) -> _Result:
        """What ``update`` gives; once more from an empty file where this one is damaged.

        Raises UnusableStoreError where the file cannot be written.
        """
        try:
            return update()
        except sqlite3.DatabaseError:
            self.drop()
        try:
            return update()
        except sqlite3.Error as error:
            message = f"{self.path}: {self._what} cannot be written: {error}; see if its disk is full"
            raise UnusableStoreError(message) from error

    @property
    def usable(self) -> bool:
        """True for a file that this version made."""
        if not self.path.exists():
            return False
        try:
            with closing(self.connected()) as connection:
                return bool(connection.execute("SELECT made_by FROM made").fetchone() == (self._made_by,))
        except sqlite3.DatabaseError:
            return False

    def make(self) -> None:
        """Makes an empty file in the place of what is there."""
        self.drop()
        with closing(self.connected()) as connection:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.executescript(f"CREATE TABLE made (made_by TEXT NOT NULL);\n{self._schema}")
            connection.execute("INSERT INTO made VALUES (?)", (self._made_by,))
            connection.commit()

    def drop(self) -> None:
        """Throws the file away."""
        for name in (self.path.name, f"{self.path.name}-wal", f"{self.path.name}-shm"):
            (self.root / name).unlink(missing_ok=True)

    def seen(self) -> dict[str, str]:
        """Every letter that the file knows, with its stamp."""
        with closing(self.connected()) as connection:
            return dict(connection.execute("SELECT letter, stamp FROM seen"))

    def tell_troubles(self, connection: sqlite3.Connection) -> None:
        """Tells in the store's troubles what could not be read."""
        for (line,) in connection.execute("SELECT trouble FROM seen WHERE trouble != '' ORDER BY letter"):
            self._store.troubles.setdefault(line)

    def stamps(self, *, of_folders: bool = False) -> Iterator[tuple[str, str]]:
        """Every letter of the store with what tells what is published of it apart from an earlier state.

        With ``of_folders`` what else lies in its folder tells as well.
        """
        with os.scandir(self._store.root) as entries:
            for entry in entries:
                if entry.is_dir() and not entry.name.startswith((".", "_")):
                    with suppress(OSError):
                        file = os.stat(os.path.join(entry.path, PUBLISHED))  # noqa: PTH116, PTH118 - ten thousand times
                        folder = f"{entry.stat().st_mtime_ns} " if of_folders else ""
                        yield entry.name, f"{folder}{file.st_mtime_ns} {file.st_size}"
