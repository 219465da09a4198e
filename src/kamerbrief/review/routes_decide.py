"""What forms send: decisions, and the reader's settings."""

from __future__ import annotations

from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from kamerbrief.answering import AlreadyDecidedError, Choice, PartlyKeptError
from kamerbrief.decisions import Action, Fact
from kamerbrief.errors import StoreError
from kamerbrief.fact_edits import edited
from kamerbrief.review.changing import Refused, all_page, changes_page, fact_page, onwards, place_of, typed_in
from kamerbrief.review.desk import NAME, YEAR, AtDesk, Form, name_of, own_path
from kamerbrief.review.showing import LANGUAGE, language_of
from kamerbrief.review.telling import meanwhile, told
from kamerbrief.reviewing import correct, decide, decide_all, undo_all, waiting
from kamerbrief.views.words import Language, texts

router = APIRouter()


@router.post("/settings")
def settings(form: Form) -> Response:
    """Keeps the reader's name and language."""
    response = RedirectResponse(own_path(str(form.get("here", "/"))), 303)
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
    following = str(form.get("next", ""))
    seen = [str(change) for change in form.getlist("change")]
    try:
        made = decide(desk.store, letter, _choices(desk, letter, form), name_of(request), _why(form))
    except AlreadyDecidedError:
        message = meanwhile(desk.store, letter, seen, language_of(request))
        return changes_page(request, desk, letter, 409, Refused("", message, before=following))
    except StoreError as error:
        if _action(form) is not Action.EDIT or len(seen) != 1:
            raise
        return changes_page(request, desk, letter, 422, _refused(request, form, seen[0], error))
    desk.acts.did(request, _action(form), made)
    return RedirectResponse(onwards(desk, letter, following), 303)


@router.post("/changes/all")
def decide_everywhere(request: Request, desk: AtDesk, form: Form) -> Response:
    """Decides all changes of all letters that the reader saw, and no others; asks first where those are several."""
    choice = Choice(_action(form))
    seen: dict[str, dict[str, Choice]] = {}
    for pair in form.getlist("change"):
        letter, _, change = str(pair).partition(" ")
        seen.setdefault(letter, {})[change] = choice
    for letter in seen:
        desk.published(letter)
    if len(seen) > 1 and "sure" not in form:
        number = sum(len(changes) for changes in seen.values())
        return desk.page(request, "sure.html", action=choice.action.value, letters=seen, number=number, why=_why(form))
    words = texts(language_of(request))["review"]
    try:
        made = decide_all(desk.store, seen, name_of(request), _why(form))
    except AlreadyDecidedError:
        return all_page(request, desk, 409, words["all_stale"])
    except PartlyKeptError as error:
        message = words["partly_kept"].format(kept=", ".join(error.kept) or "–", left=", ".join(error.left))
        return all_page(request, desk, 409, message)
    desk.acts.did(request, choice.action, (decision for one in made.values() for decision in one))
    return RedirectResponse("/changes", 303)


@router.post("/undo")
def undo_decisions(request: Request, desk: AtDesk, form: Form) -> Response:
    """Takes the decisions back that the form names; then on to the last of them, which waits again or is published."""
    named: dict[str, list[str]] = {}
    for pair in form.getlist("decision"):
        letter, _, decision = str(pair).partition(" ")
        named.setdefault(letter, []).append(decision)
    for letter in named:
        desk.published(letter)
    undone = [decision for one in undo_all(desk.store, named, name_of(request)).values() for decision in one]
    desk.acts.did(request, Action.UNDO, undone)
    if len({decision.letter for decision in undone}) != 1:
        return RedirectResponse("/changes", 303)
    return RedirectResponse(place_of(desk, undone[0]), 303)


@router.post("/letters/{letter}/facts/{fact}")
def decide_fact(request: Request, desk: AtDesk, form: Form, letter: str, fact: str) -> Response:
    """Decides on a published fact."""
    desk.published(letter)
    if waiting(desk.store, letter) is not None:
        message = texts(language_of(request))["review"]["decide_first"]
        return changes_page(request, desk, letter, 409, Refused("", message))
    try:
        kind, known = desk.fact(letter, fact)
    except HTTPException:
        message = meanwhile(desk.store, letter, [fact], language_of(request))
        return changes_page(request, desk, letter, 409, Refused("", message))
    try:
        made = correct(desk.store, letter, fact, _choice(kind, known, form), name_of(request), _why(form))
    except StoreError as error:
        if _action(form) is not Action.EDIT:
            raise
        return fact_page(request, desk, letter, fact, 422, _refused(request, form, fact, error))
    desk.acts.did(request, made.action, [made])
    return RedirectResponse(f"/letters/{letter}#f-{quote(fact)}", 303)


def _refused(request: Request, form: FormData, change: str, error: StoreError) -> Refused:
    return Refused(change, *told(error, language_of(request)), why=_why(form), typed=typed_in(form))


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
    changed = edited(kind, fact, typed_in(form))
    return Choice(Action.EDIT, changed) if changed else Choice(Action.ACCEPT)
