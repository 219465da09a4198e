"""SQL over the published facts: a DuckDB database beside the store, made anew when what is published changed."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kamerbrief.errors import KamerbriefError
from kamerbrief.export.run import all_rows
from kamerbrief.export.writers import loaded, missing
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
    path = _fresh(store)
    connection = duckdb.connect(str(path), read_only=True)
    try:
        connection.execute("SET enable_external_access = false; SET lock_configuration = true")
        found = connection.execute(sql, parameters or [])
        columns = tuple(str(column[0]) for column in found.description or [])
        return Answer(columns, found.fetchall())
    except duckdb.Error as error:
        raise KamerbriefError(f"the question cannot be answered: {' '.join(str(error).split())}") from error
    finally:
        connection.close()


def _fresh(store: Store) -> Path:
    """The database, made anew when a published file is another than when it was made."""
    database, stamp = store.root / _DATABASE, store.root / _STAMP
    now = _stamp(store)
    if database.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == now:
        return database
    with tempfile.TemporaryDirectory(dir=store.root, prefix=".facts-") as scratch:
        made = Path(scratch) / "facts.duckdb"
        loaded(all_rows(store), Path(scratch), made).close()
        stamp.unlink(missing_ok=True)
        made.replace(database)
    stamp.write_text(now, encoding="utf-8")
    return database


def _stamp(store: Store) -> str:
    digest = hashlib.sha256()
    for letter in store.letters():
        status = (store.folder(letter) / PUBLISHED).stat()
        digest.update(f"{letter} {status.st_mtime_ns} {status.st_size}\n".encode())
    return digest.hexdigest()
