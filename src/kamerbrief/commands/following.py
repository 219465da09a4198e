"""Commands that follow facts over letters: agenda, dossier, settle."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kamerbrief.commands.app import StoreFolder, app, reports_errors, tell_troubles

if TYPE_CHECKING:
    from kamerbrief.following.agenda import Wanted


class AgendaFormat(StrEnum):
    """How the agenda is printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    ICS = "ics"


class VerdictChoice(StrEnum):
    """What can be said of a promise (kept, withdrawn) or a link (accepted, rejected); open takes it back."""

    KEPT = "kept"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    OPEN = "open"


class DossierView(StrEnum):
    """How a dossier is shown."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"


def _wanted(due: str | None, ministry: str, overdue: bool) -> Wanted:
    from kamerbrief.following.agenda import State, Wanted
    from kamerbrief.following.periods import period_of

    states = frozenset({State.OVERDUE}) if overdue else frozenset()
    try:
        first, last = period_of(due) if due else (None, None)
    except ValueError as error:
        raise typer.BadParameter(f"{due}: say --due 2026, 2026-Q1, 2026-03 or 2026-03-01") from error
    return Wanted(first, last, ministry, states)


def _day(text: str | None) -> datetime.date:
    """The day that is asked for, else today."""
    try:
        return datetime.date.fromisoformat(text) if text else datetime.date.today()
    except ValueError as error:
        raise typer.BadParameter(f"{text}: say --on 2026-03-01") from error


@app.command(epilog="Example: kamerbrief agenda --due 2026-Q1 --ministry EZ --format ics > promises.ics")
@reports_errors
def agenda(
    due: Annotated[
        str | None, typer.Option("--due", metavar="WHEN", help="Due in 2026, 2026-Q1, 2026-03 or 2026-03-01.")
    ] = None,
    ministry: Annotated[str, typer.Option("--ministry", metavar="NAME", help="Promised by this ministry: EZ.")] = "",
    overdue: Annotated[bool, typer.Option("--overdue", help="Only what is past its day.")] = False,
    form: Annotated[AgendaFormat, typer.Option("--format", help="table, json, csv or ics.")] = AgendaFormat.TABLE,
    on: Annotated[str | None, typer.Option("--on", metavar="DAY", help="As it stood on this day; else today.")] = None,
    register: Annotated[
        bool,
        typer.Option(
            "--register",
            help="List the promises of the Tweede Kamer's own register instead, and in which letter each was found.",
        ),
    ] = False,
    store: StoreFolder = Path("output"),
) -> None:
    """List the promises of all letters, and what became of them by a day: open, due, overdue, probably kept."""
    wanted, day = _wanted(due, ministry, overdue), _day(on)
    if register:
        _register(wanted, form, day, store)
        return
    from kamerbrief.following.agenda import agenda as run_agenda
    from kamerbrief.following.agenda import chosen
    from kamerbrief.store import Store
    from kamerbrief.views.agenda import agenda_csv, agenda_ics, agenda_json, agenda_text

    opened = Store(store, create=False)
    items = chosen(run_agenda(opened, day), wanted)
    tell_troubles(opened)
    views: dict[AgendaFormat, Callable[..., str]] = {
        AgendaFormat.TABLE: agenda_text,
        AgendaFormat.JSON: agenda_json,
        AgendaFormat.CSV: agenda_csv,
        AgendaFormat.ICS: agenda_ics,
    }
    sys.stdout.buffer.write(views[form](items).encode("utf-8"))


def _register(wanted: Wanted, form: AgendaFormat, day: datetime.date, store: Path) -> None:
    """Prints the promises of the register that are asked for."""
    from kamerbrief.following.agenda import agenda as run_agenda
    from kamerbrief.following.index import Links
    from kamerbrief.following.register_lists import Beside
    from kamerbrief.store import Store
    from kamerbrief.views.register import register_csv, register_json, register_text

    views: dict[AgendaFormat, Callable[..., str]] = {
        AgendaFormat.TABLE: register_text,
        AgendaFormat.JSON: register_json,
        AgendaFormat.CSV: register_csv,
    }
    if form not in views or wanted.states:
        raise typer.BadParameter("the register is listed as table, json or csv, and without --overdue")
    opened = Store(store, create=False)
    items = run_agenda(opened, day)
    found = Beside(opened, Links(opened)).items(items, day)
    shown = views[form]([one for one in found if wanted.fits_register(one.promise.ministry, one.promise.due)])
    tell_troubles(opened)
    sys.stdout.buffer.write(shown.encode("utf-8"))


@app.command(epilog="Example: kamerbrief dossier 24446 --view html -o dossier.html")
@reports_errors
def dossier(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The number of a Kamerstuk dossier: 24446, 36600-B.")],
    view: Annotated[DossierView, typer.Option(help="A text to read, json, or a page.")] = DossierView.TABLE,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file instead.")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DAY", help="As it stood on this day; else today.")] = None,
    store: StoreFolder = Path("output"),
) -> None:
    """Show the letters of one dossier in time, what refers to what, and what became of promises, money and advice."""
    from kamerbrief.files import write_atomically
    from kamerbrief.following.dossier import dossier as run_dossier
    from kamerbrief.store import Store
    from kamerbrief.views.dossier import dossier_html, dossier_json, dossier_text

    views: dict[DossierView, Callable[..., str]] = {
        DossierView.TABLE: dossier_text,
        DossierView.JSON: dossier_json,
        DossierView.HTML: dossier_html,
    }
    opened = Store(store, create=False)
    shown = views[view](run_dossier(opened, number, _day(on)))
    tell_troubles(opened)
    if output is None:
        sys.stdout.buffer.write(shown.encode("utf-8"))
    else:
        write_atomically(output, shown.encode("utf-8"))


@app.command(epilog="Example: kamerbrief settle kst-24446-101/commitment-9b2c1d4e5f kept --note 'sent by post'")
@reports_errors
def settle(
    key: Annotated[str, typer.Argument(metavar="KEY", help="A promise or link, as 'agenda --format json' names it.")],
    verdict: Annotated[
        VerdictChoice, typer.Argument(metavar="VERDICT", help="kept, withdrawn; accepted, rejected; open.")
    ],
    note: Annotated[str, typer.Option("--note", help="Why.")] = "",
    by: Annotated[str | None, typer.Option("--by", help="Who decides; else the name of the account.")] = None,
    store: StoreFolder = Path("output"),
) -> None:
    """Decide that a promise was kept or withdrawn, or a link right or wrong; 'open' takes a decision back."""
    from kamerbrief.following.deciding import Settled, Verdict
    from kamerbrief.following.index import Links
    from kamerbrief.reviewing import reviewer
    from kamerbrief.store import Store

    links = Links(Store(store, create=False))
    links.refresh()
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    links.settle(Settled(key=key, verdict=Verdict(verdict.value), by=by or reviewer(), at=now, note=note))
    typer.echo(f"{key}: {verdict.value}")
