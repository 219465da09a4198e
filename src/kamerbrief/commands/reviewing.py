"""Commands for people who decide: review, accept, reject."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kamerbrief.commands.app import app, reports_errors, tell_troubles
from kamerbrief.commands.store import OutputFolder

if TYPE_CHECKING:
    from kamerbrief.comparison import Change
    from kamerbrief.decisions import Fact
    from kamerbrief.reviewing import Choice
    from kamerbrief.store import Store

Letter = Annotated[str, typer.Argument(metavar="LETTER", help="A letter's id in the store.")]
Facts = Annotated[
    list[str] | None,
    typer.Argument(metavar="FACT…", help="Ids of changes or facts; without them, every change that waits."),
]
By = Annotated[str | None, typer.Option(help="Who decides; else the name of this machine's user.")]
Why = Annotated[str, typer.Option(help="Why, in your own words.")]


@app.command(epilog="Example: kamerbrief review --output output --port 8050")
@reports_errors
def review(
    output: OutputFolder = Path("output"),
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on this machine.")] = 8050,
    host: Annotated[str, typer.Option(help="Address to listen on; others than this machine's own are at risk.")] = (
        "127.0.0.1"
    ),
    as_list: Annotated[bool, typer.Option("--list", help="List what waits on the terminal instead.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --list: as JSON.")] = False,
) -> None:
    """Serve the pages on which letters are read and changes decided."""
    from kamerbrief.store import Store

    store = Store(output, create=False)
    if as_list or as_json:
        _list(store, as_json=as_json)
        return
    import uvicorn

    from kamerbrief.review.app import create_app
    from kamerbrief.review.security import LOCAL

    typer.echo(f"kamerbrief review: http://{host}:{port}/ (stop with Ctrl+C)", err=True)
    served = create_app(store, LOCAL | {host})
    uvicorn.run(served, host=host, port=port, log_level="warning", server_header=False)


def _list(store: Store, *, as_json: bool) -> None:
    from kamerbrief.reviewing import all_waiting
    from kamerbrief.views.diff import headline, plain

    found = all_waiting(store)
    tell_troubles(store)
    if as_json:
        rows = [
            {"letter": one.letter, "again": one.why_again(change) or None, **change.model_dump(mode="json")}
            for one in found
            for change in one.changes
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return

    def line(change: Change) -> str:
        group = "added" if change.before is None else "removed" if change.after is None else "changed"
        parts = [f"{a.name} {plain(a.before)} → {plain(a.after)}" for a in change.attributes]
        return f"  {change.id}  {change.kind}, {group}: {headline(change)}" + (
            f" [{'; '.join(parts)}]" if parts else ""
        )

    for one in found:
        typer.echo(one.letter)
        for change in one.changes:
            typer.echo(line(change))
            if why := one.why_again(change):
                typer.echo(f"      decided before; {why}")
        if not one.changes:
            typer.echo("  facts only moved; 'kamerbrief accept' publishes it")
    if not found:
        typer.echo("nothing waits for review")


@app.command(epilog="Example: kamerbrief accept 24446-101 change-3f2a91b07c --why 'as in the annex'")
@reports_errors
def accept(
    letter: Letter,
    facts: Facts = None,
    output: OutputFolder = Path("output"),
    by: By = None,
    why: Why = "",
    edits: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="Accept one fact with another value, such as value=12500000."),
    ] = None,
) -> None:
    """Accept changes that wait, or mark published facts as right."""
    from kamerbrief.decisions import Action

    _decide(output, letter, facts or [], Action.ACCEPT.value, by, why, edits or [])


@app.command(epilog="Example: kamerbrief reject 24446-101 amount-9b2c1d4e5f")
@reports_errors
def reject(
    letter: Letter, facts: Facts = None, output: OutputFolder = Path("output"), by: By = None, why: Why = ""
) -> None:
    """Reject changes that wait, or take published facts out; they stay out in later runs."""
    from kamerbrief.decisions import Action

    _decide(output, letter, facts or [], Action.REJECT.value, by, why, [])


def _decide(
    output: Path, letter: str, names: list[str], action: str, by: str | None, why: str, edits: list[str]
) -> None:
    from kamerbrief.errors import StoreError
    from kamerbrief.reviewing import correct, decide, publish_as_is, reviewer, waiting
    from kamerbrief.store import Store

    store = Store(output, create=False)
    who = by or reviewer()
    if edits and len(names) != 1:
        raise StoreError("--set changes one fact: name it")
    found = waiting(store, letter)
    if found is None:
        if not names:
            raise StoreError(f"{letter}: nothing waits for review; name a fact to decide on it")
        for name in names:
            kind, fact = _published(store, letter, name)
            correct(store, letter, name, _choice(action, kind, fact, edits), who, why)
        typer.echo(f"{letter}: {len(names)} decided")
        return
    changes = [_change(found.changes, letter, name) for name in names] if names else found.changes
    choices = {c.id: _choice(action, c.kind, c.after or c.before or {}, edits) for c in changes}
    if choices:
        decide(store, letter, choices, who, why)
    else:
        publish_as_is(store, letter)
    left = waiting(store, letter)
    typer.echo(f"{letter}: {len(choices)} decided, {len(left.changes) if left else 0} left")


def _choice(action: str, kind: str, fact: Fact, edits: list[str]) -> Choice:
    from kamerbrief.decisions import Action
    from kamerbrief.edits import edited
    from kamerbrief.reviewing import Choice

    changed = edited(kind, fact, dict(edit.partition("=")[::2] for edit in edits))
    return Choice(Action.EDIT, changed) if changed else Choice(Action(action))


def _change(changes: list[Change], letter: str, name: str) -> Change:
    """The waiting change of this id, or the one about the fact of this id."""
    from kamerbrief.errors import StoreError

    for change in changes:
        if name in {change.id, *((fact or {}).get("id") for fact in (change.before, change.after))}:
            return change
    raise StoreError(f"{letter}: no change {name} waits here; see 'kamerbrief review --list'")


def _published(store: Store, letter: str, name: str) -> tuple[str, Fact]:
    from kamerbrief.contract import FACT_KINDS
    from kamerbrief.errors import StoreError

    published = store.published(letter)
    content = published.model_dump(mode="json") if published else {}
    for kind in FACT_KINDS:
        for fact in content.get(kind, []):
            if fact.get("id") == name:
                return kind, fact
    raise StoreError(f"{letter}: no fact {name} is published")
