"""The pages that follow facts over letters: the agenda of promises, the dossiers; each also as a file."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from contextlib import suppress

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import QueryParams

from kamerbrief.errors import KamerbriefError
from kamerbrief.following.agenda import Item, State, Wanted, agenda, chosen
from kamerbrief.following.deciding import Settled, Verdict
from kamerbrief.following.dossier import dossier
from kamerbrief.following.index import Links
from kamerbrief.following.periods import period_of
from kamerbrief.following.register_lists import Beside, RegisterItem
from kamerbrief.review.desk import AtDesk, Desk, Form, name_of, own_path
from kamerbrief.review.showing import language_of
from kamerbrief.views.agenda import agenda_csv, agenda_ics, agenda_json
from kamerbrief.views.dossier import dossier_context, dossier_json
from kamerbrief.views.register import register_csv, register_json

router = APIRouter()
#: Most promises on the page; files have all.
_MOST = 200


def _on(query: QueryParams) -> datetime.date:
    """The day that is asked for, else today."""
    try:
        return datetime.date.fromisoformat(query.get("on", ""))
    except ValueError:
        return datetime.date.today()


def _asked(query: QueryParams) -> Wanted:
    """What is asked for; what cannot be read is left out."""
    first = last = None
    with suppress(ValueError):
        first, last = period_of(query.get("due", ""))
    state = query.get("state", "")
    states = frozenset({State(state)}) if state in set(State) else frozenset()
    return Wanted(first, last, query.get("ministry", "").strip(), states)


@router.get("/agenda")
def agenda_page(request: Request, desk: AtDesk) -> Response:
    """The promises of all letters with what became of them."""
    query, on = request.query_params, _on(request.query_params)
    items = agenda(desk.store, on)
    found = chosen(items, _asked(query))
    address = f"?{query}" if query else ""
    unfound = [one for one in _in_register(desk, items, query) if not one.found]
    return desk.page(
        request,
        "agenda.html",
        items=found[:_MOST],
        total=len(found),
        states=list(State),
        ministries=sorted({name for one in items for name in one.ministry.split(", ") if name}),
        asked={name: query.get(name, "") for name in ("state", "ministry", "due", "on")},
        on=on,
        file=lambda ending: f"{desk.root}/agenda.{ending}{address}",
        letter_place=_letter_place(desk),
        asked_register=any(one.in_register is not None for one in found),
        unfound=unfound[:_MOST],
        unfound_total=len(unfound),
        register_file=lambda ending: f"{desk.root}/register.{ending}{address}",
    )


def _in_register(desk: Desk, items: Sequence[Item], query: QueryParams) -> list[RegisterItem]:
    """The promises of the Tweede Kamer's own register that are asked for, whatever their state."""
    wanted = _asked(query)
    listed = Beside(desk.store, Links(desk.store)).items(items, _on(query))
    return [one for one in listed if wanted.fits_register(one.promise.ministry, one.promise.due)]


_REGISTER_FILES: dict[str, tuple[Callable[[list[RegisterItem]], str], str]] = {
    "csv": (register_csv, "text/csv; charset=utf-8"),
    "json": (register_json, "application/json"),
}


@router.get("/register.{ending}")
def register_file(request: Request, desk: AtDesk, ending: str) -> Response:
    """The promises of the register that are asked for, with the letters in which they were found, as CSV or JSON."""
    if ending not in _REGISTER_FILES:
        raise HTTPException(404)
    written, kind = _REGISTER_FILES[ending]
    items = agenda(desk.store, _on(request.query_params))
    return Response(written(_in_register(desk, items, request.query_params)), media_type=kind)


_FILES: dict[str, tuple[Callable[[list[Item]], str], str]] = {
    "csv": (agenda_csv, "text/csv; charset=utf-8"),
    "json": (agenda_json, "application/json"),
    "ics": (agenda_ics, "text/calendar; charset=utf-8"),
}


@router.get("/agenda.{ending}")
def agenda_file(request: Request, desk: AtDesk, ending: str) -> Response:
    """The promises that are asked for as CSV, JSON or a feed for calendars."""
    if ending not in _FILES:
        raise HTTPException(404)
    written, kind = _FILES[ending]
    found = chosen(agenda(desk.store, _on(request.query_params)), _asked(request.query_params))
    return Response(written(found), media_type=kind)


@router.post("/agenda/settle")
def settle(request: Request, desk: AtDesk, form: Form) -> Response:
    """Keeps what a reader decides about a promise or a link, and goes back to where that was."""
    verdict = str(form.get("verdict", ""))
    if verdict not in set(Verdict):
        raise HTTPException(422)
    now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
    decision = Settled(key=str(form.get("key", "")), verdict=Verdict(verdict), by=name_of(request), at=now)
    links = Links(desk.store)
    links.refresh()
    links.settle(decision)
    return RedirectResponse(desk.root + own_path(str(form.get("next", "/agenda"))), 303)


@router.get("/dossiers")
def dossiers_page(request: Request, desk: AtDesk) -> Response:
    """Every dossier of the store."""
    links = Links(desk.store)
    links.refresh()
    return desk.page(request, "dossiers.html", dossiers=links.dossiers())


@router.get("/dossiers/{number}.json")
def dossier_file(request: Request, desk: AtDesk, number: str) -> Response:
    """One dossier as JSON."""
    try:
        return Response(
            dossier_json(dossier(desk.store, number, _on(request.query_params))), media_type="application/json"
        )
    except KamerbriefError as error:
        raise HTTPException(404) from error


@router.get("/dossiers/{number}")
def dossier_page(request: Request, desk: AtDesk, number: str) -> Response:
    """The letters of one dossier in time, and what they say of each other."""
    try:
        found = dossier(desk.store, number, _on(request.query_params))
    except KamerbriefError as error:
        raise HTTPException(404) from error
    context = dossier_context(found, language_of(request))
    return desk.page(request, "one_dossier.html", **context, letter_place=_letter_place(desk))


def _letter_place(desk: Desk) -> Callable[[str], str]:
    return lambda letter: f"{desk.root}/letters/{letter}"
