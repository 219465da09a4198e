"""Commands that measure, and make better: evaluate, evaluate-ner, train-ner."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from kamerbrief.commands.app import app, reports_errors


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
