"""Writing tables in one format each; rows come one at a time, so that memory does not grow with the store."""

from __future__ import annotations

import csv
import gc
import json
import math
import re
import sqlite3
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable
from contextlib import ExitStack, closing
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from lxml.etree import LxmlError

from kamerbrief.errors import KamerbriefError
from kamerbrief.export.columns import TABLES, TYPES, Row, Table
from kamerbrief.export.sheets import Book, fill

Rows = Iterable[tuple[str, Row]]
#: What a spreadsheet would run as a formula.
_FORMULA = re.compile(r"\s*[=+\-@\t\r]")


class Format(StrEnum):
    """The formats of an export."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"
    DUCKDB = "duckdb"
    SQLITE = "sqlite"
    JSONL = "jsonl"


def harmless(value: Any) -> Any:
    """A text that begins like a formula gets an apostrophe before it; a number stays."""
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def plain_figure(value: Any) -> Any:
    """A fraction without an exponent (0.00005, not 5e-05), as every reader of tables knows it; the rest as it is."""
    return f"{Decimal(repr(value)):f}" if isinstance(value, float) and math.isfinite(value) else value


def write_jsonl(rows: Rows, folder: Path) -> None:
    """One JSON object a line and one file a table."""
    with ExitStack() as stack:
        files = {table.name: _opened(stack, folder / f"{table.name}.jsonl") for table in TABLES}
        for table, row in rows:
            ordered = {column.name: row[column.name] for column in _columns(table)}
            files[table].write(json.dumps(ordered, ensure_ascii=False) + "\n")


def write_csv(rows: Rows, folder: Path, *, excel: bool = False) -> None:
    """UTF-8 with a heading line, one file a table; texts that begin like a formula are neutralised.

    ``excel`` writes what a Dutch Excel opens by a double click: semicolons, decimal commas and a byte order mark.
    """
    with ExitStack() as stack:
        writers = {}
        for table in TABLES:
            file = _opened(stack, folder / f"{table.name}.csv")
            file.write("\ufeff" if excel else "")
            writers[table.name] = csv.writer(file, lineterminator="\n", delimiter=";" if excel else ",")
            writers[table.name].writerow([column.name for column in table.columns])
        cell = _dutch_cell if excel else _cell
        for table_name, row in rows:
            writers[table_name].writerow([cell(row[column.name]) for column in _columns(table_name)])


def _dutch_cell(value: Any) -> Any:
    """A figure with a decimal comma; the rest as ever."""
    figure = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return str(_cell(value)).replace(".", ",") if figure else _cell(value)


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else harmless(plain_figure(value))


def _opened(stack: ExitStack, path: Path) -> IO[str]:
    return stack.enter_context(path.open("w", encoding="utf-8", newline=""))


def _columns(table: str) -> tuple[Any, ...]:
    return next(t.columns for t in TABLES if t.name == table)


def write_xlsx(rows: Rows, folder: Path) -> None:
    """One workbook with a sheet a table, one of the money by year, and one of what the columns mean."""
    try:
        book = Book()
    except ImportError as error:
        raise missing("openpyxl") from error
    why: OSError | LxmlError
    try:
        fill(book, rows)
        book.save(folder / "kamerbrief.xlsx")
    except (OSError, LxmlError) as error:
        why = error
    else:
        return
    # What the library left open on a full disk cannot be closed; that is no news beside the error itself.
    hook, sys.unraisablehook = sys.unraisablehook, lambda _: None
    traceback.clear_frames(why.__traceback__)
    del book
    gc.collect()
    sys.unraisablehook = hook
    # Sheets are made in the system's folder for such files.
    raise why if isinstance(why, OSError) else OSError(f"{tempfile.gettempdir()}: {why}")


def write_sqlite(rows: Rows, folder: Path) -> None:
    """One SQLite database with all tables, for datasette and the like; days are texts (ISO 8601)."""
    target = folder / "kamerbrief.sqlite"
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target)) as connection:
        for table in TABLES:
            columns = ", ".join(f'"{column.name}" {_SQLITE[column.type]}' for column in table.columns)
            key = f', PRIMARY KEY ("{table.key}")' if table.key else ""
            links = "".join(f', FOREIGN KEY ("{name}") REFERENCES "{to}" ("id")' for name, to in table.links)
            connection.execute(f'CREATE TABLE "{table.name}" ({columns}{key}{links})')
        for name, row in rows:
            values = [_in_sqlite(row[column.name]) for column in _columns(name)]
            connection.execute(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(values))})', values)  # noqa: S608
        connection.commit()


#: Types of columns in SQLite.
_SQLITE = {"text": "TEXT", "integer": "INTEGER", "number": "NUMERIC", "boolean": "INTEGER", "date": "TEXT"}


def _in_sqlite(value: Any) -> Any:
    return str(value) if isinstance(value, Decimal) else value


def write_parquet(rows: Rows, folder: Path) -> None:
    """One Parquet file a table, made by DuckDB."""
    with tempfile.TemporaryDirectory() as scratch:
        connection = loaded(rows, Path(scratch), Path(scratch) / "facts.duckdb")
        for table in TABLES:
            target = (folder / f"{table.name}.parquet").as_posix().replace("'", "''")
            connection.execute(f"COPY \"{table.name}\" TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
        connection.close()


def write_duckdb(rows: Rows, folder: Path) -> None:
    """One DuckDB database with all tables and a view ``money`` (an amount with each of its programmes)."""
    target = folder / "kamerbrief.duckdb"
    target.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        loaded(rows, Path(scratch), target).close()


def loaded(rows: Rows, scratch: Path, database: Path) -> Any:
    """A connection to a new DuckDB database that holds the rows. Raises KamerbriefError without duckdb."""
    try:
        import duckdb
    except ImportError as error:
        raise missing("duckdb") from error
    write_jsonl(rows, scratch)
    connection = duckdb.connect(str(database))
    connection.execute("SET preserve_insertion_order = true; SET threads = 1; SET memory_limit = '512MB'")
    for table in TABLES:
        _load(connection, table, scratch / f"{table.name}.jsonl")
    connection.execute(_MONEY)
    return connection


def _load(connection: Any, table: Table, file: Path) -> None:
    columns = ", ".join(f'"{column.name}" {TYPES[column.type][0]}' for column in table.columns)
    connection.execute(f'CREATE TABLE "{table.name}" ({columns})')
    types = ", ".join(f"'{column.name}': '{TYPES[column.type][0]}'" for column in table.columns)
    place = file.as_posix().replace("'", "''")
    source = (
        f"read_json('{place}', format = 'newline_delimited', maximum_object_size = 67108864, columns = {{{types}}})"
    )
    connection.execute(f'INSERT INTO "{table.name}" SELECT * FROM {source}')  # noqa: S608 - names of our own
    _comment(connection, f'TABLE "{table.name}"', table.meaning)
    for column in table.columns:
        _comment(connection, f'COLUMN "{table.name}"."{column.name}"', column.meaning)


def _comment(connection: Any, what: str, words: str) -> None:
    text = words.replace("'", "''")
    connection.execute(f"COMMENT ON {what} IS '{text}'")


#: An amount with each of its programmes. The value of an amount for several programmes is shared equally, so that sums
#: over programmes never exceed the money. An amount that is not shared keeps its decimals:
#: a division gives a binary fraction.
_MONEY = f"""
CREATE VIEW money AS
SELECT a.letter, a.date, a.ministry, p.programme, p.name,
  CASE WHEN l.share = 1 THEN a.value ELSE CAST(a.value / l.share AS {TYPES["number"][0]}) END AS value,
  a.value AS whole_value, l.share,
  a.movement, a.precision, a.recurrence, a.from_year, a.until_year, a.budget_holders, a.counts, a.restates, a.words,
  a.sentence, a.start, a.id AS amount
FROM amounts a JOIN amounts_programmes l ON l.amount = a.id JOIN programmes p ON p.id = l.programme
"""  # noqa: S608 - a type of our own


def missing(library: str) -> KamerbriefError:
    """The error for a library of the extra that is not installed."""
    return KamerbriefError(f"this needs {library}: pip install 'kamerbrief[export]'")


WRITERS: dict[Format, Callable[[Rows, Path], None]] = {
    Format.JSONL: write_jsonl,
    Format.CSV: write_csv,
    Format.XLSX: write_xlsx,
    Format.PARQUET: write_parquet,
    Format.DUCKDB: write_duckdb,
    Format.SQLITE: write_sqlite,
}
