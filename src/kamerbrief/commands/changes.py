"""Commands about what changed: diff."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kamerbrief.commands.app import app, reports_errors_as

if TYPE_CHECKING:
    from kamerbrief.comparison import Difference, FolderDifference
    from kamerbrief.contract import Extraction

#: Exit statuses as diff has them: 0 no difference, 1 differences, 2 trouble.
DIFFERENT, TROUBLE = 1, 2


class DiffView(StrEnum):
    """How a difference is shown."""

    TEXT = "text"
    JSON = "json"
    HTML = "html"


@app.command(epilog="Example: kamerbrief diff old.json new.json --view html -o changes.html")
@reports_errors_as(TROUBLE)
def diff(
    a: Annotated[
        str, typer.Argument(metavar="A", help="An extraction, a letter, a letter's id in the store, or a folder.")
    ],
    b: Annotated[
        str | None,
        typer.Argument(metavar="B", help="The same; without it, what is published of letter A against its candidate."),
    ] = None,
    store: Annotated[Path, typer.Option("--store", metavar="DIR", help="The store in which ids are looked up.")] = Path(
        "output"
    ),
    view: Annotated[DiffView, typer.Option(help="text, json, or one self-contained web page.")] = DiffView.TEXT,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file instead.")] = None,
) -> None:
    """Show which facts came, went, changed or moved; exit status 0 none, 1 some, 2 trouble."""
    from kamerbrief.files import write_atomically

    found = _difference(a, b, store)
    shown = _shown(found, view, color=output is None and sys.stdout.isatty())
    if output is None:
        sys.stdout.buffer.write(shown.encode("utf-8"))
    else:
        write_atomically(output, shown.encode("utf-8"))
    if found:
        raise typer.Exit(DIFFERENT)


def _shown(found: Difference | FolderDifference, view: DiffView, *, color: bool) -> str:
    if view is DiffView.JSON:
        return json.dumps(found.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
    from kamerbrief.views.diff import render_diff_html, render_diff_text

    return render_diff_html(found) if view is DiffView.HTML else render_diff_text(found, color=color)


def _difference(a: str, b: str | None, store: Path) -> Difference | FolderDifference:
    from kamerbrief.comparison import diff as compare
    from kamerbrief.comparison import diff_folders, extractions_in

    if b is not None and Path(a).is_dir() and Path(b).is_dir():
        return diff_folders(extractions_in(Path(a)), extractions_in(Path(b)))
    if b is not None:
        return compare(_extraction(a, b, store), _extraction(b, a, store))
    return compare(_stored(a, store, candidate=False), _stored(a, store, candidate=True))


def _extraction(name: str, other: str, store: Path) -> Extraction:
    """What is meant by a name: ``published`` or ``candidate`` of the other one, an extraction, a letter, or an id."""
    from kamerbrief.pipeline import extract
    from kamerbrief.store import read_extraction

    if name in {"published", "candidate"}:
        return _stored(other, store, candidate=name == "candidate")
    path = Path(name)
    if path.suffix == ".json":
        return read_extraction(path)
    return extract(path) if path.is_file() else _stored(name, store, candidate=False)


def _stored(letter: str, folder: Path, *, candidate: bool) -> Extraction:
    from kamerbrief.errors import StoreError
    from kamerbrief.store import Store

    store = Store(folder, create=False)
    found = store.candidate(letter) if candidate else store.published(letter)
    if found is None:
        what = "has no candidate that waits" if candidate else "is no file, folder or letter in the store"
        raise StoreError(f"{letter}: {what} ({folder})")
    return found
