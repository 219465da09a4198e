"""Commands that follow facts over letters: agenda, dossier, settle."""

from __future__ import annotations

import datetime
import re
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


_PART = re.compile(r"(\d{4})(?:-(?:Q([1-4])|(\d{2})(?:-(\d{2}))?))?$", re.IGNORECASE)


def period_of(text: str) -> tuple[datetime.date, datetime.date]:
    """The first and last day of ``2026``, ``2026-Q1``, ``2026-03``, ``2026-03-01``. Raises ValueError for others."""
    match = _PART.match(text.strip())
    if match is None:
        raise ValueError(text)
    year, quarter, month, day = (int(part) if part else 0 for part in match.groups())
    if day:
        one = datetime.date(year, month, day)
        return one, one
    first = month or (3 * quarter - 2 if quarter else 1)
    last = month or (3 * quarter if quarter else 12)
    after = datetime.date(year + last // 12, last % 12 + 1, 1)
    return datetime.date(year, first, 1), after - datetime.timedelta(days=1)


def _wanted(due: str | None, ministry: str, overdue: bool) -> Wanted:
    from kamerbrief.following.agenda import State, Wanted

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
    store: StoreFolder = Path("output"),
) -> None:
    """List the promises of all letters, and what became of them by a day: open, due, overdue, probably kept."""
    wanted, day = _wanted(due, ministry, overdue), _day(on)
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
