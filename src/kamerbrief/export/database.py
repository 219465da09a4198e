"""SQL over the published facts: a DuckDB database beside the store, made anew when what is published changed."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from filelock import FileLock

from kamerbrief.errors import KamerbriefError
from kamerbrief.export.run import all_rows
from kamerbrief.export.writers import loaded, missing
from kamerbrief.following.deciding import DECISIONS
from kamerbrief.following.index import LINKS, following_fingerprint
from kamerbrief.register_store import register_path
from kamerbrief.store import PUBLISHED, Store

_DATABASE, _STAMP = ".facts.duckdb", ".facts.stamp"


@dataclass(frozen=True, slots=True)
class Answer:
    """The columns and rows of an answer."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


def query(store: Store, sql: str, parameters: list[Any] | None = None) -> Answer:
    """Runs SQL that only reads: over the facts, never over other files. Raises KamerbriefError when it cannot."""
    try:
        import duckdb
    except ImportError as error:
        raise missing("duckdb") from error
    with ExitStack() as stack:
        connection = _connected(store, stack)
        try:
            connection.execute(f"SET memory_limit = '{store.config.query_max_memory}B'; SET temp_directory = ''")
            # A bar that shows how far a long question is would stand in the answer.
            connection.execute("SET enable_progress_bar = false")
            connection.execute("SET enable_external_access = false; SET lock_configuration = true")
            return _within(store.config.query_max_seconds, connection, partial(_asked, connection, sql, parameters))
        except TimeoutError as error:
            limit = f"longer than {store.config.query_max_seconds:g} seconds (KAMERBRIEF_QUERY_MAX_SECONDS)"
            raise KamerbriefError(f"the question cannot be answered: it took {limit}") from error
        except duckdb.Error as error:
            raise KamerbriefError(f"the question cannot be answered: {' '.join(str(error).split())}") from error


def _asked(connection: Any, sql: str, parameters: list[Any] | None) -> Answer:
    found = connection.execute(sql, parameters or [])
    if found is None:
        raise KamerbriefError("there is no question; give SQL such as 'select * from amounts'")
    columns = tuple(str(column[0]) for column in found.description or [])
    return Answer(columns, found.fetchall())


def _within(seconds: float, connection: Any, ask: Callable[[], Answer]) -> Answer:
    """What ``ask`` gives; what takes too long, or is ended by Ctrl-C, is interrupted. Raises TimeoutError."""
    # This thread only waits: while DuckDB is at work it hears no signal.
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(ask)
        try:
            return asked.result(seconds)
        finally:
            connection.interrupt()


def _connected(store: Store, stack: ExitStack) -> Any:
    """A connection that only reads; the database is made anew where it is damaged.

    Where none can be made beside the store (a disk that is full, or for reading only), it is made elsewhere for once.
    """
    import duckdb

    # What stands behind a question mark DuckDB takes for no part of a file's name.
    if store.writable and "?" not in str(store.root.absolute()):
        with suppress(OSError, duckdb.IOException):
            return _opened(store, store.root, stack)
    place = Path(tempfile.gettempdir())
    try:
        place = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kamerbrief-")))
        return _opened(store, place, stack)
    except (OSError, duckdb.IOException) as error:
        why = error.strerror if isinstance(error, OSError) else " ".join(str(error).split())
        raise KamerbriefError(f"{place}: no database can be made here ({why}); free some space on its disk") from error


def _opened(store: Store, place: Path, stack: ExitStack) -> Any:
    """A connection to the database in ``place``, which is made anew where it is damaged."""
    import duckdb

    path = _fresh(store, place)
    try:
        return stack.enter_context(duckdb.connect(str(path), read_only=True))
    except duckdb.Error:
        path.unlink(missing_ok=True)
        return stack.enter_context(duckdb.connect(str(_fresh(store, place)), read_only=True))


def _fresh(store: Store, place: Path) -> Path:
    """The database in ``place``, made anew when a published file is another than when it was made."""
    database, stamp = place / _DATABASE, place / _STAMP
    now = _stamp(store)
    known = stamp.read_text(encoding="utf-8").split("\n") if database.is_file() and stamp.is_file() else [""]
    if known[0] == now:
        store.troubles.update(dict.fromkeys(line for line in known[1:] if line))
        return database
    with FileLock(place / ".facts.lock"):
        for left in place.glob(".facts-*"):  # what a process that was killed left
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=place, prefix=".facts-") as scratch:
            made = Path(scratch) / "facts.duckdb"
            loaded(all_rows(store), Path(scratch), made).close()
            stamp.unlink(missing_ok=True)
            made.replace(database)
        stamp.write_text("\n".join([now, *store.troubles]), encoding="utf-8")
    return database


def _stamp(store: Store) -> str:
    # Links are made of what is published and of the register, by the rules of this version, and of what people decided.
    digest = hashlib.sha256(following_fingerprint().encode())
    for path in (*(store.folder(letter) / PUBLISHED for letter in store.letters()), register_path(store.root)):
        with suppress(OSError):
            status = path.stat()
            digest.update(f"{path.parent.name} {status.st_mtime_ns} {status.st_size}\n".encode())
    with suppress(OSError):
        digest.update((store.root / LINKS / DECISIONS).read_bytes())
    return digest.hexdigest()
