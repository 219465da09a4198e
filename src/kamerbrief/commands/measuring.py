"""Commands that measure, and make better: evaluate, gold, evaluate-ner, train-ner."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kamerbrief.commands.app import app, reports_errors

if TYPE_CHECKING:
    from kamerbrief.settings import Settings

#: Exit status when the list of known failures is no longer true.
NOT_AS_KNOWN = 1


@app.command(epilog="Example: kamerbrief evaluate fixtures/letters --against before.json")
@reports_errors
def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Folder with letters and their gold.json.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
    older: Annotated[
        Path | None, typer.Option("--against", metavar="OLD.json", help="Show gains and losses since this report.")
    ] = None,
    misses: Annotated[int, typer.Option(min=0, help="How many misses to show.")] = 30,
    ablated: Annotated[
        bool, typer.Option("--ablate", help="Switch off each word list and rule in turn, and show what each earns.")
    ] = False,
    more: Annotated[
        list[Path] | None,
        typer.Option("--more", metavar="DIR", help="With --ablate: another folder with gold; may be given again."),
    ] = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="NAME", help="With --ablate: what begins so, as 'stances' or 'dates.joins'."),
    ] = None,
    idle: Annotated[
        bool, typer.Option("--idle", help="With --ablate: show only what earns nothing, which takes far less time.")
    ] = False,
) -> None:
    """Measure extractions against gold: precision, recall and F1, and the worst misses.

    Where the folder has a list of known failures (known-failures.list), exit status 1 says that it is no longer true.
    A folder with links.json instead of gold.json holds dossiers: the links between their letters are measured.
    """
    if ablated:
        from kamerbrief.quality.ablation import ablate
        from kamerbrief.views.report import render_ablation

        earned = ablate([folder, *(more or [])], only or (), whether=idle)
        typer.echo(render_ablation(earned, idle_alone=idle), nl=False)
        return
    from kamerbrief.evaluate import evaluate as run
    from kamerbrief.evaluate import gold_letters
    from kamerbrief.pipeline import extract as extract_facts
    from kamerbrief.quality.links import link_dossiers
    from kamerbrief.regression import against, compare_with_known
    from kamerbrief.settings import settings
    from kamerbrief.views.report import render_report

    strict = settings().model_copy(update={"strict": True})
    if link_dossiers(folder) and not any(gold_letters(folder)):
        _evaluate_links(folder, strict, as_json, misses)
        return
    report = run(folder, lambda path: extract_facts(path, config=strict))
    known = compare_with_known(report, folder)
    comparison = against(report, older) if older else None
    if as_json:
        typer.echo(json.dumps(report.to_dict(), ensure_ascii=False, indent=2))
    else:
        typer.echo(render_report(report, misses, known, comparison), nl=False)
    if known and (known.unknown or known.unexpectedly_right):
        raise typer.Exit(NOT_AS_KNOWN)


def _evaluate_links(folder: Path, config: Settings, as_json: bool, misses: int) -> None:
    from kamerbrief.pipeline import extract as extract_facts
    from kamerbrief.quality.links import evaluate_links
    from kamerbrief.views.report import render_links

    report = evaluate_links(folder, lambda path: extract_facts(path, config=config))
    if as_json:
        typer.echo(json.dumps(report.to_dict(), ensure_ascii=False, indent=2))
    else:
        typer.echo(render_links(report, misses), nl=False)


@app.command(epilog="Example: kamerbrief gold 24446-101 -o my-gold/24446-101/gold.json")
@reports_errors
def gold(
    letter: Annotated[str, typer.Argument(metavar="LETTER", help="A letter's id in the store.")],
    store: Annotated[Path, typer.Option("--store", metavar="DIR", help="The store's folder.")] = Path("output"),
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file instead.")] = None,
) -> None:
    """Write a gold file from what is published of a letter, so that your reviews become tests."""
    from kamerbrief.errors import StoreError
    from kamerbrief.files import write_atomically
    from kamerbrief.gold import as_text, gold_of
    from kamerbrief.store import Store

    published = Store(store, create=False).published(letter)
    if published is None:
        raise StoreError(f"{letter}: no such letter in {store}; see 'kamerbrief status'")
    shown = as_text(gold_of(published))
    if output is None:
        sys.stdout.buffer.write(shown.encode("utf-8"))
    else:
        write_atomically(output, shown.encode("utf-8"))


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
    from kamerbrief.language.model import load_model
    from kamerbrief.quality.scoring import score
    from kamerbrief.quality.sentence_markup import read_sentences
    from kamerbrief.views.report import render_scores

    typer.echo(render_scores(score(load_model(model), read_sentences(file)), misses), nl=False)


@app.command("train-ner", epilog="Example: kamerbrief train-ner my-model")
@reports_errors
def train_ner(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the trained pipeline is written.")],
    steps: Annotated[int | None, typer.Option(min=1, help="Most training steps; the default is the recipe's.")] = None,
) -> None:
    """Train the Dutch pipeline again, with its model card; takes about ten minutes on one core."""
    _needs_training()
    from kamerbrief.training.ner import train_pipeline
    from kamerbrief.views.report import render_scores

    report = train_pipeline(folder, {"training.max_steps": steps} if steps else None)
    typer.echo(render_scores(report, 0), nl=False)


@app.command("train-judges", epilog="Example: kamerbrief train-judges my-judges --more fixtures/letters --more my-gold")
@reports_errors
def train_judges(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the judges and their card are written.")],
    more: Annotated[
        list[Path] | None,
        typer.Option("--more", metavar="DIR", help="Folder with letters and their gold.json; may be given again."),
    ] = None,
) -> None:
    """Train the judge of stances and, on letters with gold, the tagger of promises; needs kamerbrief[train].

    Without --more only the stances are trained, on the corpora alone; the letters that the project invented for
    training are always learnt from as well. With 60 letters of your own it takes some minutes.
    """
    _needs_training()
    _needs_scikit_learn()
    from kamerbrief.training.promises import train_commitments
    from kamerbrief.training.stances import train_stances

    card = train_stances(folder, more or ())
    if more:
        card += "\n" + train_commitments(folder, more)
    (folder / "README.md").write_text(card, encoding="utf-8")
    typer.echo(card, nl=False)


def _needs_training() -> None:
    """Raises KamerbriefError where the corpora and recipes are not installed."""
    from importlib.util import find_spec

    from kamerbrief.errors import KamerbriefError

    if find_spec("kamerbrief.training") is None:
        raise KamerbriefError(
            "training needs the corpora, which stand in the source only: pip install -e '.[train]' in a copy of it"
        )


def _needs_scikit_learn() -> None:
    """Raises KamerbriefError where it is not installed, before time is spent on what comes first."""
    from kamerbrief.errors import KamerbriefError

    try:
        import sklearn  # noqa: F401
    except ImportError:
        raise KamerbriefError("scikit-learn is not installed: pip install 'kamerbrief[train]'") from None
