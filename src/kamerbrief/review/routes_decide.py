"""What forms send: decisions, and the reader's settings."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from kamerbrief.decisions import Action, Fact
from kamerbrief.edits import edited
from kamerbrief.errors import StoreError
from kamerbrief.review.desk import LANGUAGE, NAME, YEAR, AtDesk, Form, name_of
from kamerbrief.reviewing import Choice, correct, decide, decide_all, undo_all, waiting
from kamerbrief.views.words import Language

router = APIRouter()


@router.post("/settings")
def settings(form: Form) -> Response:
    """Keeps the reader's name and language."""
    response = RedirectResponse(_own_path(str(form.get("here", "/"))), 303)
    chosen = str(form.get("language", ""))
    if chosen in set(Language):
        response.set_cookie(LANGUAGE, chosen, max_age=YEAR, httponly=True, samesite="strict")
    name = quote(str(form.get("who", "")).strip()[:80])
    response.set_cookie(NAME, name, max_age=YEAR, httponly=True, samesite="strict")
    return response


@router.post("/letters/{letter}/changes")
def decide_changes(request: Request, desk: AtDesk, form: Form, letter: str) -> Response:
    """Decides one change, or all that the reader saw; then on to what is left."""
    desk.published(letter)
    decide(desk.store, letter, _choices(desk, letter, form), name_of(request), _why(form))
    left = waiting(desk.store, letter)
    return RedirectResponse(f"/letters/{letter}" + ("/changes" if left else ""), 303)


@router.post("/changes")
def decide_changes_of_all(request: Request, desk: AtDesk, form: Form) -> Response:
    """Decides all changes of all letters that the reader saw, and no others; all of them or none."""
    choice = Choice(_action(form))
    seen: dict[str, dict[str, Choice]] = {}
    for pair in form.getlist("change"):
        letter, _, change = str(pair).partition(" ")
        desk.published(letter)
        seen.setdefault(letter, {})[change] = choice
    decide_all(desk.store, seen, name_of(request), _why(form))
    return RedirectResponse("/changes", 303)


@router.post("/letters/{letter}/undo")
def undo_decisions(request: Request, desk: AtDesk, form: Form, letter: str) -> Response:
    """Takes decisions back: those that the form names, else the last one."""
    desk.published(letter)
    named = [str(one) for one in form.getlist("decision")]
    undo_all(desk.store, {letter: named or None}, name_of(request), _why(form))
    left = waiting(desk.store, letter)
    return RedirectResponse(f"/letters/{letter}" + ("/changes" if left else ""), 303)


@router.post("/letters/{letter}/facts/{fact}")
def decide_fact(request: Request, desk: AtDesk, form: Form, letter: str, fact: str) -> Response:
    """Decides on a published fact."""
    kind, known = desk.fact(letter, fact)
    correct(desk.store, letter, fact, _choice(kind, known, form), name_of(request), _why(form))
    return RedirectResponse(f"/letters/{letter}", 303)


def _own_path(path: str) -> str:
    """A path of this application to go back to; never another site."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


def _why(form: FormData) -> str:
    return str(form.get("why", ""))[:500]


def _action(form: FormData) -> Action:
    try:
        return Action(str(form.get("action", "")))
    except ValueError as error:
        raise StoreError("choose accept, reject or edit") from error


def _choices(desk: AtDesk, letter: str, form: FormData) -> dict[str, Choice]:
    seen = [str(change) for change in form.getlist("change")]
    if _action(form) is not Action.EDIT:
        return dict.fromkeys(seen, Choice(_action(form)))
    found = waiting(desk.store, letter)
    facts = {c.id: (c.kind, c.after or c.before or {}) for c in found.changes} if found else {}
    return {change: _choice(*facts[change], form) if change in facts else Choice(Action.EDIT) for change in seen}


def _choice(kind: str, fact: Fact, form: FormData) -> Choice:
    """What one form says of one fact; an edit that changes nothing accepts it."""
    action = _action(form)
    if action is not Action.EDIT:
        return Choice(action)
    typed = {name[2:]: str(value) for name, value in form.multi_items() if name.startswith("f-")}
    changed = edited(kind, fact, typed)
    return Choice(Action.EDIT, changed) if changed else Choice(Action.ACCEPT)
