"""The index beside a store: SQLite with full-text search, brought up to date letter by letter.

Whoever asks brings it up to date first: a letter is read again when its folder changed, and no other. It holds nothing
that the store does not, so a damaged or older index is thrown away and made anew.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

from kamerbrief.beside_store import BesideStore
from kamerbrief.errors import StoreError
from kamerbrief.search.entries import CHANGE_COLUMNS, FACT_COLUMNS, LETTER_COLUMNS, Entries, change_entries
from kamerbrief.search.tally import SCHEMA as TALLY
from kamerbrief.search.tally import tally
from kamerbrief.store import CANDIDATE, PUBLISHED, Store, read_content

_NAME = ".search.db"
#: Changes with what the tables below hold, so that an index of another form is made anew.
_FORM = 5
_SCHEMA = f"""
CREATE TABLE seen (letter TEXT PRIMARY KEY, stamp TEXT NOT NULL, trouble TEXT NOT NULL);
CREATE TABLE letters (number INTEGER PRIMARY KEY, letter TEXT UNIQUE NOT NULL, {", ".join(LETTER_COLUMNS)});
CREATE INDEX letters_by_date ON letters (date DESC, letter DESC);
CREATE TABLE ministries (letter TEXT NOT NULL, ministry TEXT NOT NULL);
CREATE INDEX ministries_of ON ministries (letter);
CREATE INDEX letters_of ON ministries (ministry);
CREATE TABLE money (letter TEXT NOT NULL, programme TEXT NOT NULL, ministry TEXT NOT NULL, value REAL NOT NULL);
CREATE INDEX money_of ON money (letter);
CREATE TABLE facts (number INTEGER PRIMARY KEY, letter TEXT NOT NULL, {", ".join(FACT_COLUMNS)});
CREATE INDEX facts_of ON facts (letter);
CREATE INDEX facts_by_list ON facts (list);
CREATE INDEX facts_by_value ON facts (list, value);
CREATE INDEX facts_by_due ON facts (list, due = '', due);
CREATE TABLE changes (letter TEXT NOT NULL, place INTEGER NOT NULL, {", ".join(CHANGE_COLUMNS)});
CREATE INDEX changes_of ON changes (letter, place);
{TALLY}
CREATE VIRTUAL TABLE letter_words USING fts5(title, names, body, tokenize = "unicode61 remove_diacritics 2");
CREATE VIRTUAL TABLE fact_words USING fts5(title, sentence, programme, tokenize = "unicode61 remove_diacritics 2");
"""


class Index:
    """The index of a store; where the store cannot be written it lies in a folder of its own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._file = BesideStore(store, _NAME, "the index", _SCHEMA, str(_FORM))
        self._here = threading.Lock()
        #: The store as this process found it last.
        self._now: dict[str, str] | None = None

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A connection to the index as the store is now; what could not be read is told in the store's troubles."""
        self.refresh()
        with closing(self._file.connected()) as connection:
            self._file.tell_troubles(connection)
            yield connection

    def waiting(self) -> int:
        """How many letters wait for review."""
        with self.reading() as connection:
            return int(connection.execute("SELECT count(*) FROM letters WHERE waits").fetchone()[0])

    def refresh(self, progress: Callable[[object], None] | None = None) -> int:
        """Brings the index up to date, and returns how many letters that were."""
        with self._here:
            now = dict(self._file.stamps(of_folders=True))
            if self._file.usable and (now == self._now or now == self._file.seen()):
                self._now = now
                return 0
            with self._file.locked():
                return self._file.updated(lambda: self._update(now, progress))

    def _update(self, now: dict[str, str], progress: Callable[[object], None] | None) -> int:
        if not self._file.usable:
            self._file.make()
        known = self._file.seen()
        with closing(self._file.connected()) as connection:
            changed = [letter for letter, stamp in now.items() if known.get(letter) != stamp]
            gone = [letter for letter in known if letter not in now]
            for letter in (*gone, *(letter for letter in changed if letter in known)):
                _forget(connection, letter)
            for number, letter in enumerate(changed, start=1):
                self._add(connection, letter, now[letter])
                if number % 200 == 0:
                    connection.commit()
                if progress is not None:
                    progress(letter)
            connection.commit()
            return len(changed) + len(gone)

    def _add(self, connection: sqlite3.Connection, letter: str, stamp: str) -> None:
        trouble = ""
        try:
            entries = self._entries(letter)
        except (StoreError, OSError) as error:
            trouble = f"passed over: {error}"
        else:
            try:
                entries.changes = list(change_entries(self._store, letter)) if entries.row["waits"] else []
            except (StoreError, OSError) as error:
                trouble = f"passed over: {error}"
            _put(connection, letter, entries)
        connection.execute("INSERT OR REPLACE INTO seen VALUES (?, ?, ?)", (letter, stamp, trouble))

    def _entries(self, letter: str) -> Entries:
        """What the index keeps of a letter. Raises StoreError where its file is no extraction."""
        folder = self._store.folder(letter)
        content = read_content(folder / PUBLISHED)
        try:
            return Entries.of(letter, content, waits=(folder / CANDIDATE).exists())
        except (LookupError, TypeError, AttributeError, ValueError) as error:
            raise StoreError(f"{folder / PUBLISHED}: this is no extraction; see 'kamerbrief repair'") from error


def _put(connection: sqlite3.Connection, letter: str, entries: Entries) -> None:
    marks = ", ".join("?" * (len(LETTER_COLUMNS) + 2))
    values = (None, letter, *(entries.row[name] for name in LETTER_COLUMNS))
    number = connection.execute(f"INSERT INTO letters VALUES ({marks})", values).lastrowid  # noqa: S608 - marks only
    connection.execute(
        "INSERT INTO letter_words (rowid, title, names, body) VALUES (?, ?, ?, ?)", (number, *entries.words)
    )
    ministries = [name for name in str(entries.row["ministries"]).split("; ") if name]
    connection.executemany("INSERT INTO ministries VALUES (?, ?)", [(letter, name) for name in ministries])
    connection.executemany("INSERT INTO money VALUES (?, ?, ?, ?)", [(letter, *entry) for entry in entries.money])
    marks = ", ".join("?" * (len(FACT_COLUMNS) + 2))
    for entry in entries.facts:
        values = (None, letter, *(entry[name] for name in FACT_COLUMNS))
        number = connection.execute(f"INSERT INTO facts VALUES ({marks})", values).lastrowid  # noqa: S608 - marks only
        words = (number, entry["title"], entry["sentence"], entry["programme"])
        connection.execute("INSERT INTO fact_words (rowid, title, sentence, programme) VALUES (?, ?, ?, ?)", words)
    marks = ", ".join("?" * (len(CHANGE_COLUMNS) + 2))
    placed = [(letter, place, *change) for place, change in enumerate(entries.changes)]
    connection.executemany(f"INSERT INTO changes VALUES ({marks})", placed)  # noqa: S608 - marks only
    tally(connection, letter, 1)


def _forget(connection: sqlite3.Connection, letter: str) -> None:
    tally(connection, letter, -1)
    for table, words in (("letters", "letter_words"), ("facts", "fact_words")):
        connection.execute(
            f"DELETE FROM {words} WHERE rowid IN (SELECT number FROM {table} WHERE letter = ?)",  # noqa: S608
            (letter,),
        )
        connection.execute(f"DELETE FROM {table} WHERE letter = ?", (letter,))  # noqa: S608 - names of our own
    for table in ("ministries", "money", "changes", "seen"):
        connection.execute(f"DELETE FROM {table} WHERE letter = ?", (letter,))  # noqa: S608 - names of our own
