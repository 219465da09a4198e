"""An export of a whole store: tables, data dictionary and, for CSV, a data package."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kamerbrief.errors import KamerbriefError, StoreError
from kamerbrief.export.columns import Row
from kamerbrief.export.dictionary import data_dictionary, data_package
from kamerbrief.export.rows import letters_of, link_rows, registered_row, rows_of
from kamerbrief.export.writers import WRITERS, Format, write_csv
from kamerbrief.following.index import Links
from kamerbrief.register_store import usable_register
from kamerbrief.store import PUBLISHED, Store


def all_rows(store: Store) -> Iterator[tuple[str, Row]]:
    """Every row of every published letter and of the links between them, with the name of its table.

    What is no extraction is passed over.
    """
    days: dict[str, str | None] = {}
    for letter, content in letters_of(store):
        rows: list[tuple[str, Row]] = []
        with store.tolerating():
            try:
                rows = list(rows_of(letter, content))
            except (LookupError, TypeError, AttributeError, ValueError) as error:
                path = store.folder(letter) / PUBLISHED
                raise StoreError(f"{path}: this is no extraction; see 'kamerbrief repair'") from error
            days[letter] = content["letter"]["date"] if rows else None
        yield from rows
    links = Links(store)
    links.refresh()
    for one in links.all():
        yield from link_rows(one, days)
    if register := usable_register(store):
        stated = {one.number: one.status.value for one in register.promises}
        yield from (registered_row(one, days, stated.get(one.number)) for one in links.registered())


def export(store: Store, form: Format, folder: Path, *, excel: bool = False) -> list[Path]:
    """Writes the tables into ``folder`` and returns the files; each takes the place of an older one when it is whole.

    Raises KamerbriefError when a library for the format is not installed, or the tables cannot be written; older
    ones are then still whole.
    """
    try:
        return _written(store, form, folder, excel=excel)
    except OSError as error:
        raise _unwritten(folder, error.strerror or str(error)) from error
    except Exception as error:
        # Databases have errors of their own for a disk that is full; DuckDB is imported only where it is needed.
        if type(error).__module__.partition(".")[0].lstrip("_") not in {"duckdb", "sqlite3"}:
            raise
        raise _unwritten(folder, str(error)) from error


def _unwritten(folder: Path, why: str) -> KamerbriefError:
    reason = " ".join(why.split())
    return KamerbriefError(f"{folder}: the tables cannot be written ({reason}); free some space or name another folder")


def _written(store: Store, form: Format, folder: Path, *, excel: bool) -> list[Path]:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".export-") as scratch:
        place = Path(scratch)
        if form is Format.CSV:
            write_csv(all_rows(store), place, excel=excel)
        else:
            WRITERS[form](all_rows(store), place)
        (place / "data-dictionary.md").write_text(data_dictionary(), encoding="utf-8")
        if form is Format.CSV and not excel:
            descriptor = json.dumps(data_package(), ensure_ascii=False, indent=2) + "\n"
            (place / "datapackage.json").write_text(descriptor, encoding="utf-8")
        made = sorted(place.iterdir())
        for path in made:
            shutil.move(path, folder / path.name)
    return [folder / path.name for path in made]
