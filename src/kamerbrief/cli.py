"""The command line. Results go to standard output, everything else to standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, ParamSpec, TypeVar

import typer

from kamerbrief.errors import KamerbriefError, ReadError

app = typer.Typer(
    help="Reads Dutch government letters and extracts checked facts, each with the exact words it came from.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

#: Exit statuses: 0 is a success, 2 wrong usage.
UNREADABLE = 3
BROKEN = 4

P = ParamSpec("P")
R = TypeVar("R")


class View(StrEnum):
    """How an extraction is shown."""

    JSON = "json"
    TABLE = "table"
    HTML = "html"


def reports_errors(command: Callable[P, R]) -> Callable[P, R]:
    """Turns the program's own errors into one line on standard error and an exit status."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except ReadError as error:
            typer.echo(f"kamerbrief: {error}", err=True)
            raise typer.Exit(UNREADABLE) from error
        except (KamerbriefError, OSError) as error:
            typer.echo(f"kamerbrief: {error}", err=True)
            raise typer.Exit(BROKEN) from error

    return run


def _show_version(wanted: bool) -> None:
    if wanted:
        from kamerbrief.version import __version__, rules_fingerprint

        typer.echo(f"kamerbrief {__version__} (rules {rules_fingerprint()})")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Reads Dutch government letters and extracts checked facts, each with the exact words it came from."""


@app.command(epilog="Example: kamerbrief extract letter.docx --view table")
@reports_errors
def extract(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A letter: docx, pdf, kamerstuk XML or text.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="Write to this file instead of standard output.")
    ] = None,
    view: Annotated[View, typer.Option(help="json, a readable table, or one self-contained web page.")] = View.JSON,
    model: Annotated[
        str | None, typer.Option(help="spaCy pipeline to use for named entities: a package or a folder.")
    ] = None,
) -> None:
    """Read one letter and show its facts."""
    from kamerbrief.files import write_atomically
    from kamerbrief.pipeline import extract as extract_facts

    extraction = extract_facts(file, model=model)
    if view is View.TABLE:
        from kamerbrief.views.table import render_table

        shown = render_table(extraction, color=output is None and sys.stdout.isatty())
    elif view is View.HTML:
        from kamerbrief.views.html import render_html

        shown = render_html(extraction)
    else:
        shown = extraction.to_json()
    if output is None:
        sys.stdout.buffer.write(shown.encode("utf-8"))
    else:
        write_atomically(output, shown.encode("utf-8"))


@app.command(epilog="Example: kamerbrief schema > kamerbrief.schema.json")
def schema() -> None:
    """Print the JSON Schema (draft 2020-12) of what extract writes."""
    from kamerbrief.schema import json_schema

    typer.echo(json.dumps(json_schema(), ensure_ascii=False, indent=2))
