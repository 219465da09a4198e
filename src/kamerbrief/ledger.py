"""What happened to each source: which letter it is, which bytes were read by which rules, with what outcome.

A small database through SQLAlchemy: SQLite in the store's own folder, or any other that a URL names (PostgreSQL where
several machines work on one store). The letters themselves lie in files; the ledger can be lost without losing a fact.
"""

from __future__ import annotations

import datetime
import re
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from kamerbrief.errors import UnusableStoreError

_METADATA = sa.MetaData()
_SOURCES = sa.Table(
    "sources",
    _METADATA,
    sa.Column("key", sa.Text, primary_key=True, comment="the file's path, or the source's own name for the letter"),
    sa.Column("letter", sa.Text, index=True, comment="id of the letter that it was found to be"),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("pipeline", sa.Text, nullable=False, comment="version of rules and model"),
    sa.Column("outcome", sa.Text, nullable=False, comment="of the last attempt"),
    sa.Column("error", sa.Text),
    sa.Column("warnings", sa.Integer, nullable=False, default=0),
    sa.Column("seconds", sa.Float, nullable=False, default=0.0),
    sa.Column("run", sa.Text, nullable=False),
    sa.Column("version", sa.Text, comment="what a network source calls this version of the letter"),
    sa.Column("withdrawn", sa.Boolean, nullable=False, default=False),
)
_CLAIMS = sa.Table(
    "letters",
    _METADATA,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("source", sa.Text, nullable=False, comment="key of the source that it came from"),
)
_ATTEMPTS = sa.Table(
    "attempts",
    _METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("run", sa.Text, nullable=False, index=True),
    sa.Column("at", sa.Text, nullable=False, comment="UTC"),
    sa.Column("key", sa.Text, nullable=False, index=True),
    sa.Column("letter", sa.Text),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("pipeline", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("error", sa.Text),
    sa.Column("warnings", sa.Integer, nullable=False, default=0),
    sa.Column("seconds", sa.Float, nullable=False, default=0.0),
)
_CURSORS = sa.Table(
    "cursors",
    _METADATA,
    sa.Column("source", sa.Text, primary_key=True),
    sa.Column("cursor", sa.Text, nullable=False),
)
_DECISIONS = sa.Table(
    "decisions",
    _METADATA,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("at", sa.Text, nullable=False, comment="UTC"),
    sa.Column("letter", sa.Text, nullable=False, index=True),
    sa.Column("change", sa.Text, nullable=False),
    sa.Column("action", sa.Text, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False, default=""),
    sa.Column("decision", sa.Text, comment="its id within the letter; null for those of before version 1.1"),
    sa.Column("kind", sa.Text, comment="the list that the fact stands in"),
    sa.Column("outcome", sa.Text, comment="what it made of the fact"),
    sa.Column("words", sa.Text, comment="the fact's own words"),
    sa.Column("undoes", sa.Text, comment="id of the decision that was taken back"),
)
_PUBLISHED = sa.Table(
    "published",
    _METADATA,
    sa.Column("letter", sa.Text, primary_key=True),
    sa.Column("sha256", sa.Text, nullable=False, comment="of what is published"),
    sa.Column("before", sa.Text, comment="of what was published before, which is there after a kill in between"),
)


class Outcome(StrEnum):
    """What became of one source in one run."""

    NEW = "new"
    UNCHANGED = "unchanged"
    CHANGED = "changed"
    #: Another form of a letter that is kept from a richer file.
    OTHER_FORM = "other_form"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger holds of one source; ``seconds`` is how long reading and extracting took.

    ``error`` says why it failed, or which facts of a letter that was kept could not be found.
    """

    key: str
    sha256: str
    pipeline: str
    outcome: Outcome
    run: str
    letter: str | None = None
    error: str | None = None
    warnings: int = 0
    seconds: float = 0.0
    version: str | None = None
    withdrawn: bool = False

    @property
    def incomplete(self) -> bool:
        """True for a letter that was kept without some kinds of facts, for a fault of the program."""
        return self.outcome is not Outcome.FAILED and self.error is not None


def now() -> str:
    """The time in UTC, to the second; for the ledger and decisions only, never for what is published."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")


def new_run() -> str:
    """An id for a run that sorts by its beginning."""
    return f"{now().replace(':', '').replace('-', '')[:15]}-{secrets.token_hex(3)}"


#: How long a writer waits for another one, in seconds.
BUSY_SECONDS = 30.0
#: What a database says, and what its user can do about it.
_REMEDIES = (
    (r"locked|busy", "another program holds it; end that and run again"),
    (r"disk is full|disk full|No space", "free some space on its disk and run again"),
    (r"malformed|not a database|no such column", "move it away and run 'kamerbrief repair', which makes it anew"),
    (r"readonly|read-only", "make its folder writable, or name another place with KAMERBRIEF_LEDGER"),
    (r"unable to open|disk I/O", "check that its folder is there, writable and not full"),
)


@contextmanager
def _as_store_errors(url: sa.URL) -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        place = url.database if url.drivername == "sqlite" else url.render_as_string(hide_password=True)
        remedy = next((said for sign, said in _REMEDIES if re.search(sign, reason)), "check KAMERBRIEF_LEDGER")
        raise UnusableStoreError(f"the ledger {place} cannot be used: {reason}; {remedy}") from error


class Ledger:
    """The ledger behind ``url``; made on first use.

    ``read_only`` opens a SQLite database that nobody may write; one that is not there is an empty ledger then. Every
    method raises UnusableStoreError when the database cannot be used.
    """

    def __init__(self, place: str | Path, *, read_only: bool = False) -> None:
        # A file's name may hold what means something else in a URL.
        url = sa.URL.create("sqlite", database=str(place)) if isinstance(place, Path) else place
        try:
            self._engine = sa.create_engine(url)
        except ModuleNotFoundError as error:
            remedy = "pip install 'kamerbrief[postgres]'" if error.name == "psycopg" else "name another database"
            raise UnusableStoreError(f"the ledger's address needs {error.name}: {remedy}") from error
        except (SQLAlchemyError, ImportError) as error:
            raise UnusableStoreError(f"the ledger's address is not one that can be used: {error}") from error
        name, file = self._engine.dialect.name, self._engine.url.database
        if read_only and name == "sqlite" and file:
            there = Path(file).exists()
            # Without write-ahead files beside it, a database on a disk that cannot be written opens as immutable only.
            mode = "mode=ro" if Path(f"{file}-wal").exists() else "immutable=1"
            place = f"sqlite:///file:{quote(file)}?{mode}&uri=true" if there else "sqlite://"
            self._engine = sa.create_engine(place, poolclass=None if there else sa.StaticPool)
            if there:
                return
        elif name == "sqlite":
            sa.event.listen(self._engine, "connect", _wait_for_others)
        with _as_store_errors(self._engine.url):
            _METADATA.create_all(self._engine)
            self._complete()

    def _complete(self) -> None:
        """Adds the columns that a ledger of an earlier version lacks."""
        known = sa.inspect(self._engine)
        for table in _METADATA.sorted_tables:
            there = {column["name"] for column in known.get_columns(table.name)}
            with self._engine.begin() as connection:
                for column in table.columns:
                    if column.name not in there and column.nullable:
                        connection.execute(sa.text(f"ALTER TABLE {table.name} ADD COLUMN {column.name} TEXT"))

    def close(self) -> None:
        """Gives the connections back."""
        self._engine.dispose()

    @contextmanager
    def _begin(self) -> Iterator[sa.Connection]:
        with _as_store_errors(self._engine.url), self._engine.begin() as connection:
            yield connection

    def entries(self) -> list[Entry]:
        """The state of every source, by key."""
        with self._begin() as connection:
            rows = connection.execute(sa.select(_SOURCES).order_by(_SOURCES.c.key))
            return [_entry(row) for row in rows]

    def entry(self, key: str) -> Entry | None:
        """The state of one source, if it was seen before."""
        with self._begin() as connection:
            row = connection.execute(sa.select(_SOURCES).where(_SOURCES.c.key == key)).first()
            return _entry(row) if row else None

    def forms(self, letter: str) -> list[Entry]:
        """The sources that are other forms of a letter, by key."""
        other = sa.select(_SOURCES).where(_SOURCES.c.letter == letter, _SOURCES.c.outcome == Outcome.OTHER_FORM)
        with self._begin() as connection:
            return [_entry(row) for row in connection.execute(other.order_by(_SOURCES.c.key))]

    def record(self, entry: Entry) -> None:
        """Keeps ``entry`` as the state of its source and as an attempt of its run, in one transaction."""
        values = {name: getattr(entry, name) for name in Entry.__slots__}
        attempt = {name: values[name] for name in values if name in _ATTEMPTS.c}
        with self._begin() as connection:
            self._upsert(connection, _SOURCES, "key", values)
            connection.execute(_ATTEMPTS.insert().values(at=now(), **attempt))

    def forget_bytes(self, key: str) -> None:
        """Forgets which bytes of a source were read, so that the next run reads it again."""
        with self._begin() as connection:
            connection.execute(_SOURCES.update().where(_SOURCES.c.key == key).values(sha256=""))

    def mark_withdrawn(self, key: str) -> bool:
        """Marks a source that its publisher took back; False when it was never seen."""
        with self._begin() as connection:
            done = connection.execute(_SOURCES.update().where(_SOURCES.c.key == key).values(withdrawn=True))
            return bool(done.rowcount)

    def claim(self, letter: str, key: str) -> str:
        """Claims the letter id for a source; returns the key of the source that has it, ``key`` when it is this one."""
        with self._begin() as connection:
            owner = connection.scalar(sa.select(_CLAIMS.c.source).where(_CLAIMS.c.id == letter))
            if owner is None:
                connection.execute(_CLAIMS.insert().values(id=letter, source=key))
                return key
            return str(owner)

    def hand_over(self, letter: str, key: str) -> None:
        """Gives a letter id to another source: its file was moved."""
        with self._begin() as connection:
            connection.execute(_CLAIMS.update().where(_CLAIMS.c.id == letter).values(source=key))
            connection.execute(_SOURCES.delete().where(_SOURCES.c.letter == letter, _SOURCES.c.key != key))

    def owner(self, letter: str) -> str | None:
        """The key of the source that has this letter id."""
        with self._begin() as connection:
            return connection.scalar(sa.select(_CLAIMS.c.source).where(_CLAIMS.c.id == letter))

    def announce(self, letter: str, sha256: str) -> None:
        """Keeps the hash of what is about to be published of a letter; that of before holds until then too."""
        with self._begin() as connection:
            before = connection.scalar(sa.select(_PUBLISHED.c.sha256).where(_PUBLISHED.c.letter == letter))
            values: dict[str, object] = {"letter": letter, "sha256": sha256, "before": before}
            self._upsert(connection, _PUBLISHED, "letter", values)

    def hashes_of(self, letter: str) -> set[str]:
        """The hashes that the published file of a letter may have; none where nothing was published yet."""
        with self._begin() as connection:
            chosen = sa.select(_PUBLISHED.c.sha256, _PUBLISHED.c.before).where(_PUBLISHED.c.letter == letter)
            return {one for row in connection.execute(chosen) for one in row if one}

    def hashes(self) -> dict[str, set[str]]:
        """The hashes that the published file of a letter may have, by letter."""
        with self._begin() as connection:
            return {str(row[0]): {one for one in row[1:] if one} for row in connection.execute(sa.select(_PUBLISHED))}

    def cursor(self, source: str) -> str | None:
        """How far a network source was read."""
        with self._begin() as connection:
            return connection.scalar(sa.select(_CURSORS.c.cursor).where(_CURSORS.c.source == source))

    def move_cursor(self, source: str, cursor: str) -> None:
        """Keeps how far a network source was read; to be called after the letter is stored."""
        with self._begin() as connection:
            self._upsert(connection, _CURSORS, "source", {"source": source, "cursor": cursor})

    def decided(self, letter: str, rows: Sequence[dict[str, str | None]]) -> None:
        """Keeps decisions on a letter, each a value by column; those whose ids it knows already are passed over."""
        with self._begin() as connection:
            chosen = sa.select(_DECISIONS.c.decision).where(_DECISIONS.c.letter == letter)
            known = set(connection.scalars(chosen))
            new = [{**row, "letter": letter} for row in rows if row["decision"] not in known]
            if new:
                connection.execute(_DECISIONS.insert(), new)

    def decisions(self, letter: str) -> list[dict[str, str]]:
        """The decisions on a letter, oldest first."""
        chosen = sa.select(_DECISIONS).where(_DECISIONS.c.letter == letter).order_by(_DECISIONS.c.number)
        with self._begin() as connection:
            return [{k: str(v) for k, v in row._mapping.items() if v is not None} for row in connection.execute(chosen)]

    def _upsert(self, connection: sa.Connection, table: sa.Table, name: str, values: dict[str, object]) -> None:
        column = table.c[name]
        done = connection.execute(table.update().where(column == values[name]).values(**values))
        if not done.rowcount:
            connection.execute(table.insert().values(**values))


def _entry(row: sa.Row[tuple[object, ...]]) -> Entry:
    values = dict(row._mapping)
    return Entry(**{**values, "outcome": Outcome(values["outcome"])})


def _wait_for_others(connection: object, _record: object) -> None:
    cursor = connection.cursor()  # type: ignore[attr-defined]
    # Write-ahead logging lets others read while one writes; a writer waits for another instead of failing.
    cursor.execute(f"PRAGMA busy_timeout={int(BUSY_SECONDS * 1000)}")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()
