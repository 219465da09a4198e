"""Commands for using the facts elsewhere: export, query, timeline."""

from __future__ import annotations

import shutil
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kamerbrief.commands.app import StoreFolder, app, reports_errors, tell_troubles


class ExportFormat(StrEnum):
    """The formats of an export."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"
    DUCKDB = "duckdb"
    SQLITE = "sqlite"
    JSONL = "jsonl"


class AnswerFormat(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class TimelineView(StrEnum):
    """How a timeline is shown."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"


@app.command(epilog="Example: kamerbrief export --format csv -o tables")
@reports_errors
def export(
    output: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Folder for the tables.")],
    form: Annotated[ExportFormat, typer.Option("--format", help="What to write.")] = ExportFormat.CSV,
    store: StoreFolder = Path("output"),
    excel: Annotated[
        bool,
        typer.Option("--excel", help="csv with semicolons and decimal commas, for a Dutch Excel."),
    ] = False,
) -> None:
    """Write all published facts as flat tables, with a data dictionary."""
    if excel and form is not ExportFormat.CSV:
        raise typer.BadParameter("--excel is a form of csv: --format csv")
    from kamerbrief.export.run import export as run_export
    from kamerbrief.export.writers import Format
    from kamerbrief.store import Store

    opened = Store(store, create=False)
    for path in run_export(opened, Format(form.value), output, excel=excel):
        typer.echo(path)
    tell_troubles(opened)


@app.command(epilog='Example: kamerbrief query "select name, sum(value) from money where counts group by name"')
@reports_errors
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="A question in DuckDB's SQL; it can only read.")],
    form: Annotated[AnswerFormat, typer.Option("--format", help="table, csv or json.")] = AnswerFormat.TABLE,
    store: StoreFolder = Path("output"),
) -> None:
    """Ask the published facts a question in SQL; 'kamerbrief export' writes a data dictionary of the tables."""
    from kamerbrief.export.database import query as run_query
    from kamerbrief.store import Store
    from kamerbrief.views.tables import as_csv, as_json, as_table

    opened = Store(store, create=False)
    answer = run_query(opened, sql)
    tell_troubles(opened)
    if form is AnswerFormat.TABLE:
        shown = as_table(answer, shutil.get_terminal_size().columns if sys.stdout.isatty() else None)
    else:
        shown = (as_csv if form is AnswerFormat.CSV else as_json)(answer)
    sys.stdout.buffer.write(shown.encode("utf-8"))


@app.command(epilog="Example: kamerbrief timeline Sportakkoord --view html -o sportakkoord.html")
@reports_errors
def timeline(
    programme: Annotated[str, typer.Argument(metavar="PROGRAMME", help="A programme's name, alias or id.")],
    store: StoreFolder = Path("output"),
    view: Annotated[TimelineView, typer.Option(help="A table, json, or a page with a chart.")] = TimelineView.TABLE,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file instead.")] = None,
) -> None:
    """Show one programme over all letters: its amounts and what was decided about it."""
    from kamerbrief.export.timeline import timeline as run_timeline
    from kamerbrief.files import write_atomically
    from kamerbrief.store import Store
    from kamerbrief.views.tables import timeline_html, timeline_json, timeline_text

    views = {TimelineView.TABLE: timeline_text, TimelineView.JSON: timeline_json, TimelineView.HTML: timeline_html}
    opened = Store(store, create=False)
    shown = views[view](run_timeline(opened, programme))
    tell_troubles(opened)
    if output is None:
        sys.stdout.buffer.write(shown.encode("utf-8"))
    else:
        write_atomically(output, shown.encode("utf-8"))
