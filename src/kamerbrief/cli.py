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


@app.command(epilog="Example: kamerbrief evaluate fixtures/letters")
@reports_errors
def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder with letters and their gold.json.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Measure extractions against gold: precision, recall and F1, and every miss."""
    from kamerbrief.evaluate import evaluate as run
    from kamerbrief.pipeline import extract as extract_facts
    from kamerbrief.views.report import render_report

    report = run(folder, extract_facts)
    if as_json:
        typer.echo(json.dumps(report.to_dict(), ensure_ascii=False, indent=2))
    else:
        typer.echo(render_report(report), nl=False)


@app.command("evaluate-ner", epilog="Example: kamerbrief evaluate-ner sentences.jsonl --model nl_core_news_lg")
@reports_errors
def evaluate_ner(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help='JSON lines {"text", "entities": [[start, end, label]]}, or markup (.txt).'
        ),
    ],
    model: Annotated[str | None, typer.Option(help="spaCy pipeline to score: a package or a folder.")] = None,
    misses: Annotated[int, typer.Option(min=0, help="How many sentences with mistakes to show.")] = 20,
) -> None:
    """Score a spaCy pipeline on annotated sentences, exact span and label."""
    from kamerbrief.language.marked import read_sentences
    from kamerbrief.language.model import load_pipeline
    from kamerbrief.language.scoring import score
    from kamerbrief.views.report import render_scores

    typer.echo(render_scores(score(load_pipeline(model), read_sentences(file)), misses), nl=False)


@app.command("train-ner", epilog="Example: kamerbrief train-ner my-model")
@reports_errors
def train_ner(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the trained pipeline is written.")],
    steps: Annotated[int | None, typer.Option(min=1, help="Most training steps; the default is the recipe's.")] = None,
) -> None:
    """Train the Dutch pipeline again, with its model card; takes about ten minutes on one core."""
    from kamerbrief.language.training import train_pipeline
    from kamerbrief.views.report import render_scores

    report = train_pipeline(folder, {"training.max_steps": steps} if steps else None)
    typer.echo(render_scores(report, 0), nl=False)


if __name__ == "__main__":
    app()
