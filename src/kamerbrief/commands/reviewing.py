"""Commands for people who decide: review, accept, reject, undo, decisions."""

from __future__ import annotations

import csv
import io
import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kamerbrief.commands.app import OfStore, OldStoreFolder, app, reports_errors, reports_errors_as, tell_troubles

if TYPE_CHECKING:
    from kamerbrief.answering import Choice, Known
    from kamerbrief.comparison import Change
    from kamerbrief.decisions import Fact
    from kamerbrief.decisions.model import Decision
    from kamerbrief.store import Store

Letter = Annotated[str, typer.Argument(metavar="LETTER", help="A letter's id in the store.")]
Facts = Annotated[
    list[str] | None,
    typer.Argument(metavar="FACT…", help="Ids of changes or facts; without them, every change that waits."),
]
By = Annotated[str | None, typer.Option(help="Who decides; else the name of this machine's user.")]
Why = Annotated[str, typer.Option(help="Why, in your own words.")]


@app.command(epilog="Example: kamerbrief review --store output --port 8050", cls=OfStore)
@reports_errors_as(serves=True)
def review(
    folder: OldStoreFolder = Path("output"),
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on this machine.")] = 8050,
    host: Annotated[str, typer.Option(help="Address to listen on; others than this machine's own are at risk.")] = (
        "127.0.0.1"
    ),
    as_list: Annotated[bool, typer.Option("--list", help="List what waits on the terminal instead.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="With --list: as JSON.")] = False,
) -> None:
    """Serve the pages on which letters are read and changes decided."""
    from kamerbrief.store import Store

    store = Store(folder, create=False)
    if as_list or as_json:
        _list(store, as_json=as_json)
        return
    from kamerbrief.review.app import create_app
    from kamerbrief.review.security import LOCAL
    from kamerbrief.review.serving import serve

    typer.echo(f"kamerbrief review: http://{host}:{port}/ (stop with Ctrl+C)", err=True)
    serve(create_app(store, LOCAL | {host}), host, port)


def _list(store: Store, *, as_json: bool) -> None:
    from kamerbrief.reviewing import all_waiting
    from kamerbrief.views.diff import headline, in_line

    found = all_waiting(store)
    tell_troubles(store)
    if as_json:
        rows = [
            {
                "letter": one.letter,
                "again": one.why_again(change) or None,
                "on_reject": one.answers(change).reject.value,
                **change.model_dump(mode="json"),
            }
            for one in found
            for change in one.changes
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return

    def line(change: Change) -> str:
        group = "added" if change.before is None else "removed" if change.after is None else "changed"
        parts = [f"{attribute.name} {in_line(attribute)}" for attribute in change.attributes]
        return f"  {change.id}  {change.kind}, {group}: {headline(change)}" + (
            f" [{'; '.join(parts)}]" if parts else ""
        )

    for one in found:
        typer.echo(one.letter)
        for change in one.changes:
            typer.echo(line(change))
            if why := one.why_again(change):
                typer.echo(f"      decided before; {why}")
    if not found:
        typer.echo("nothing waits for review")


@app.command(epilog="Example: kamerbrief accept 24446-101 change-3f2a91b07c --why 'as in the annex'", cls=OfStore)
@reports_errors
def accept(
    letter: Letter,
    facts: Facts = None,
    folder: OldStoreFolder = Path("output"),
    by: By = None,
    why: Why = "",
    edits: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="NAME=VALUE", help="Accept one fact with another value, such as value=12500000."),
    ] = None,
) -> None:
    """Accept changes that wait, or mark published facts as right."""
    from kamerbrief.decisions import Action

    _decide(folder, letter, facts or [], Action.ACCEPT.value, by, why, edits or [])


@app.command(epilog="Example: kamerbrief reject 24446-101 amount-9b2c1d4e5f", cls=OfStore)
@reports_errors
def reject(
    letter: Letter, facts: Facts = None, folder: OldStoreFolder = Path("output"), by: By = None, why: Why = ""
) -> None:
    """Reject changes that wait, or take published facts out; they stay out in later runs."""
    from kamerbrief.decisions import Action

    _decide(folder, letter, facts or [], Action.REJECT.value, by, why, [])


def _decide(
    folder: Path, letter: str, names: list[str], action: str, by: str | None, why: str, edits: list[str]
) -> None:
    from kamerbrief.errors import StoreError
    from kamerbrief.reviewing import correct, decide, reviewer, waiting
    from kamerbrief.store import Store

    store = Store(folder, create=False)
    who = by or reviewer()
    if edits and len(names) != 1:
        raise StoreError("--set changes one fact: name it")
    found = waiting(store, letter)
    if found is None:
        if not names:
            raise StoreError(f"{letter}: nothing waits for review; name a fact to decide on it")
        chosen = {name: _choice(action, *_published(store, letter, name), edits) for name in dict.fromkeys(names)}
        for name, choice in chosen.items():
            _tell(correct(store, letter, name, choice, who, why))
        typer.echo(f"{letter}: {len(chosen)} decided")
        return
    changes = [_change(found.changes, letter, name) for name in names] if names else found.changes
    choices = {c.id: _choice(action, c.kind, c.after or c.before or {}, edits) for c in changes}
    for made in decide(store, letter, choices, who, why):
        _tell(made)
    left = waiting(store, letter)
    typer.echo(f"{letter}: {len(choices)} decided, {len(left.changes) if left else 0} left")


def _tell(made: Decision) -> None:
    """Says what a decision made of its fact, with the id by which it can be taken back."""
    from kamerbrief.decisions.model import words_of
    from kamerbrief.views.diff import shortened

    said = shortened(words_of(made.seen.fact), 60) if made.seen else made.change
    typer.echo(f"  {made.id}  {said}: {_MADE_OF_IT[made.outcome.value]}")


#: What became of a fact, by outcome.
_MADE_OF_IT = {
    "accepted": "published as found",
    "edited": "published with your values",
    "restored": "published as it was",
    "kept": "stays published, though the machine no longer finds it",
    "left_out": "left out, as a wrong reading",
    "gone": "gone: the letter or the machine no longer has it",
    "open": "open again",
}


class Form(StrEnum):
    """How decisions are listed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


@app.command(epilog="Example: kamerbrief undo 24446-101 d3 --why 'wrong line'", cls=OfStore)
@reports_errors
def undo(
    letter: Letter,
    decision: Annotated[
        str | None, typer.Argument(metavar="[DECISION]", help="Id of a decision, such as d3; else the last one.")
    ] = None,
    folder: OldStoreFolder = Path("output"),
    by: By = None,
    why: Why = "",
) -> None:
    """Take a decision back: its fact is published as before, and its change waits again where there is one."""
    from kamerbrief.reviewing import reviewer, waiting
    from kamerbrief.reviewing import undo as take_back
    from kamerbrief.store import Store

    store = Store(folder, create=False)
    undone = take_back(store, letter, decision, by or reviewer(), why)
    left = waiting(store, letter)
    typer.echo(f"{letter}: {undone.id} taken back ({undone.action}), {len(left.changes) if left else 0} left")


@app.command(epilog="Example: kamerbrief decisions 24446-101 --format csv", cls=OfStore)
@reports_errors
def decisions(
    letter: Annotated[str | None, typer.Argument(metavar="[LETTER]", help="A letter's id; else all letters.")] = None,
    folder: OldStoreFolder = Path("output"),
    form: Annotated[Form, typer.Option("--format", help="How to list them.")] = Form.TABLE,
) -> None:
    """List what people decided: who, when, on which words, why, and whether it still counts."""
    from kamerbrief.errors import StoreError
    from kamerbrief.export.writers import harmless
    from kamerbrief.reviewing import decisions_of
    from kamerbrief.store import Store

    store = Store(folder, create=False)
    if letter is not None and store.published(letter) is None:
        raise StoreError(f"{letter}: no such letter in {store.root}; see 'kamerbrief status'")
    rows = []
    for name in [letter] if letter is not None else store.letters():
        with store.tolerating():
            rows += [_row(name, known) for known in decisions_of(store, name)]
    tell_troubles(store)
    if form is Form.JSON:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    elif form is Form.CSV:
        table = io.StringIO()
        writer = csv.DictWriter(table, _COLUMNS)
        writer.writeheader()
        writer.writerows({name: harmless(row[name]) for name in _COLUMNS} for row in rows)
        typer.echo(table.getvalue(), nl=False)
    else:
        for row in rows:
            why = f" ({row['why']})" if row["why"] else ""
            typer.echo(
                f"{row['letter']}  {row['id']}  {row['at']}  {row['by']}: {row['action']}, {row['outcome']}{why}"
            )
            typer.echo(f"      {row['kind']}: {row['words']}{_values(row)} [{row['standing']}]")
        if not rows:
            typer.echo("nothing was decided")


#: The columns of the list of decisions as csv.
_COLUMNS = (
    *("letter", "id", "at", "by", "action", "outcome", "standing", "undone_by", "undone_at"),
    *("kind", "words", "values", "why"),
)


def _row(letter: str, known: Known) -> dict[str, object]:
    from kamerbrief.decisions.model import words_of
    from kamerbrief.views.diff import shortened

    made, undone = known.decision, known.undone
    row: dict[str, object] = {
        "letter": letter,
        "id": made.id,
        "at": made.at,
        "by": made.by,
        "action": made.action.value,
        "outcome": made.outcome.value,
        "standing": known.standing.value,
        "undone_by": undone.by if undone else None,
        "undone_at": undone.at if undone else None,
        "kind": made.kind,
        "words": shortened(words_of(made.seen.fact), 200) if made.seen else "",
        "edited": [value.model_dump(mode="json") for value in made.edited],
        "why": made.why,
    }
    return {**row, "values": _values(row).strip()}


def _values(row: dict[str, object]) -> str:
    """The values that a person gave, each beside the machine's."""
    from kamerbrief.views.diff import plain

    edited = row["edited"]
    given = (
        [f"{v['name']} {plain(v['machine'])} → {plain(v['person'])}" for v in edited]
        if isinstance(edited, list)
        else []
    )
    return f" {'; '.join(given)}" if given else ""


def _choice(action: str, kind: str, fact: Fact, edits: list[str]) -> Choice:
    from kamerbrief.answering import Choice
    from kamerbrief.decisions import Action
    from kamerbrief.fact_edits import edited

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
