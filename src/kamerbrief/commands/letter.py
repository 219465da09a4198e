"""Commands for one letter: extract, schema."""

from __future__ import annotations

import atexit
import gc
import json
import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kamerbrief.collecting import RARE
from kamerbrief.commands.app import OcrOption, app, reports_errors, settings_with

if TYPE_CHECKING:
    from kamerbrief.contract import Extraction
    from kamerbrief.settings import Settings
    from kamerbrief.views.pages import Page


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
    pages: Annotated[
        bool, typer.Option("--pages", help="In the web page of a docx, doc, odt or rtf its pages too, by LibreOffice.")
    ] = False,
) -> None:
    """Read one letter and show its facts."""
    _spare_the_collector()
    from kamerbrief.contract import LOSSES
    from kamerbrief.files import shown_name, write_atomically
    from kamerbrief.guard import telling_faults
    from kamerbrief.limits import bounded
    from kamerbrief.pipeline import extract as extract_facts
    from kamerbrief.views.findings import warning_in_words
    from kamerbrief.views.words import Language

    config, name = settings_with(ocr), shown_name(file.name)
    with telling_faults(name, strict=config.strict):
        extraction = bounded(config, name, lambda: extract_facts(file, model=model, config=config))
        for warning in extraction.warnings:
            if warning.code in LOSSES:
                typer.echo(f"kamerbrief: {name}: {warning_in_words(warning, Language.EN)}", err=True)
        on_terminal = output is None and sys.stdout.isatty()
        shown = _shown(view, file, extraction, config, printed=pages, on_terminal=on_terminal)
    if output is None:
        sys.stdout.buffer.write(shown.encode("utf-8"))
    else:
        write_atomically(output, shown.encode("utf-8"))


def _shown(
    view: View, file: Path, extraction: Extraction, config: Settings, *, printed: bool, on_terminal: bool
) -> str:
    """An extraction as it is asked for."""
    if view is View.TABLE:
        from kamerbrief.views.table import render_table

        width = shutil.get_terminal_size().columns if on_terminal else None
        return render_table(extraction, color=on_terminal, width=width)
    if view is View.HTML:
        from kamerbrief.views.html import render_html

        return render_html(extraction, pages=_pages_of(file.read_bytes(), extraction, config, printed=printed))
    return extraction.to_json()


def _pages_of(data: bytes, extraction: Extraction, config: Settings, *, printed: bool) -> list[Page]:
    """The pages of a pdf; ``printed`` asks LibreOffice for those of a file that has none of its own."""
    from kamerbrief.letter import Source
    from kamerbrief.reading import office
    from kamerbrief.views.pages import pages_inside
    from kamerbrief.views.placing import printed_boxes

    known = extraction.letter.source
    if known.media_type == "application/pdf":
        return pages_inside(data, extraction)
    if not printed or not office.can_print(known.media_type):
        return []
    pdf = office.as_pdf(data, Source(known.filename, known.media_type, known.sha256, known.size), config)
    return pages_inside(pdf, extraction, printed_boxes(pdf, extraction.text))


def _spare_the_collector() -> None:
    """Makes Python's search for garbage rare: in a process for one letter it takes a fifth of the time for nothing."""
    gc.set_threshold(*RARE)
    atexit.register(gc.freeze)


@app.command(epilog="Example: kamerbrief schema > kamerbrief.schema.json")
@reports_errors
def schema() -> None:
    """Print the JSON Schema (draft 2020-12) of what extract writes."""
    from kamerbrief.contract import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
