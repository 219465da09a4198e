"""An export of a whole store: tables, data dictionary and, for CSV, a data package."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from kamerbrief.export.columns import Row
from kamerbrief.export.dictionary import data_dictionary, data_package
from kamerbrief.export.rows import letters_of, rows_of
from kamerbrief.export.writers import WRITERS, Format
from kamerbrief.store import Store


def all_rows(store: Store) -> Iterator[tuple[str, Row]]:
    """Every row of every published letter, with the name of its table."""
    for letter, content in letters_of(store):
        yield from rows_of(letter, content)


def export(store: Store, form: Format, folder: Path) -> list[Path]:
    """Writes the tables into ``folder`` and returns the files; each takes the place of an older one when it is whole.

    Raises KamerbriefError when a library for the format is not installed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".export-") as scratch:
        place = Path(scratch)
        WRITERS[form](all_rows(store), place)
        (place / "data-dictionary.md").write_text(data_dictionary(), encoding="utf-8")
        if form is Format.CSV:
            descriptor = json.dumps(data_package(), ensure_ascii=False, indent=2) + "\n"
            (place / "datapackage.json").write_text(descriptor, encoding="utf-8")
        made = sorted(place.iterdir())
        for path in made:
            shutil.move(path, folder / path.name)
    return [folder / path.name for path in made]
