"""Commands for one letter: extract, schema."""

from __future__ import annotations

import atexit
import gc
import json
import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kamerbrief.commands.app import OcrOption, app, reports_errors, settings_with


class View(StrEnum):
    """How an extraction is shown."""

    JSON = "json"
    TABLE = "table"
    HTML = "html"


@app.command(epilog="Example: kamerbrief extract letter.docx --view table")
@reports_errors
def extract(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="A letter: docx, pdf, kamerstuk XML, text, doc, odt or rtf.")
    ],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write to this file instead of standard output.")
    ] = None,
    view: Annotated[View, typer.Option(help="json, a readable table, or one self-contained web page.")] = View.JSON,
    model: Annotated[
        str | None, typer.Option(help="spaCy pipeline to use for named entities: a package or a folder.")
    ] = None,
    ocr: OcrOption = None,
) -> None:
    """Read one letter and show its facts."""
    _spare_the_collector()
    from kamerbrief.contract import LOSSES
    from kamerbrief.files import shown_name, write_atomically
    from kamerbrief.limits import bounded
    from kamerbrief.pipeline import extract as extract_facts
    from kamerbrief.views.findings import warning_in_words
    from kamerbrief.views.words import Language

    config = settings_with(ocr)
    with bounded(config, shown_name(file.name)):
        extraction = extract_facts(file, model=model, config=config)
    for warning in extraction.warnings:
        if warning.code in LOSSES:
            typer.echo(f"kamerbrief: {file.name}: {warning_in_words(warning, Language.EN)}", err=True)
    if view is View.TABLE:
        from kamerbrief.views.table import render_table

        on_terminal = output is None and sys.stdout.isatty()
        width = shutil.get_terminal_size().columns if on_terminal else None
        shown = render_table(extraction, color=on_terminal, width=width)
    elif view is View.HTML:
        from kamerbrief.views.html import render_html
        from kamerbrief.views.pages import pages_inside

        is_pdf = extraction.letter.source.media_type == "application/pdf"
        shown = render_html(extraction, pages=pages_inside(file.read_bytes(), extraction) if is_pdf else ())
    else:
        shown = extraction.to_json()
    if output is None:
        sys.stdout.buffer.write(shown.encode("utf-8"))
    else:
        write_atomically(output, shown.encode("utf-8"))


def _spare_the_collector() -> None:
    """Makes Python's search for garbage rare: in a process for one letter it takes a fifth of the time for nothing."""
    gc.set_threshold(500_000, 20, 20)
    atexit.register(gc.freeze)


@app.command(epilog="Example: kamerbrief schema > kamerbrief.schema.json")
def schema() -> None:
    """Print the JSON Schema (draft 2020-12) of what extract writes."""
    from kamerbrief.contract import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
