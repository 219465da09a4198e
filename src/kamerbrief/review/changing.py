"""The page on which a letter's changes are decided: as it is, with what was refused on it, and what follows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from kamerbrief.decisions import LETTER, Decision, words
from kamerbrief.diff import Change
from kamerbrief.edits import fields_of
from kamerbrief.review.desk import Desk, language_of
from kamerbrief.review.telling import decided_everywhere, decided_in, refusal, why_again
from kamerbrief.reviewing import all_waiting, waiting

#: In front of the names of the inputs that hold attributes of a fact.
TYPED = "f-"


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a form was not taken, and what was typed into it.

    ``change`` is the change that the form was about; where it no longer waits, the page says so in front of the change
    ``before``. ``attribute`` is the one that cannot be what was typed.
    """

    change: str
    message: str
    attribute: str = ""
    before: str = ""
    why: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)


def typed_in(form: FormData) -> dict[str, str]:
    """What was typed into the inputs for attributes, by attribute."""
    return {name.removeprefix(TYPED): str(value) for name, value in form.multi_items() if name.startswith(TYPED)}


def changes_page(
    request: Request, desk: Desk, letter: str, status: int = 200, refused: Refused | None = None
) -> Response:
    """The changes of a letter, side by side; with a refusal at its change."""
    found, language = waiting(desk.store, letter), language_of(request)
    listed = [change.id for change in found.changes] if found else []
    gone = refused if refused and refused.change not in listed else None
    return desk.page(
        request,
        "letter_changes.html",
        status,
        letter=letter,
        waiting=found,
        fields_of=fields_of,
        refusal=lambda change: refusal(found, change, language) if found else ("", ""),
        why_again=lambda change: why_again(found, change, language) if found else "",
        decided=decided_in(desk.store, letter, language),
        refused=None if gone else refused,
        gone=gone,
        gone_before=gone.before if gone and gone.before in listed else next(iter(listed), ""),
    )


def all_page(request: Request, desk: Desk, status: int = 200, message: str = "") -> Response:
    """Every letter with changes that wait; when there is none, what was decided."""
    desk.store.troubles.clear()
    found = all_waiting(desk.store)
    decided = [] if found else decided_everywhere(desk.store, language_of(request))
    return desk.page(request, "all_changes.html", status, waiting=found, decided=decided, message=message)


def fact_page(
    request: Request, desk: Desk, letter: str, fact: str, status: int = 200, refused: Refused | None = None
) -> Response:
    """One published fact, to accept, take out or edit; with a refusal at its field."""
    kind, found = desk.fact(letter, fact)
    context = {"kind": kind, "fact": found, "words": words(found), "fields": fields_of(kind, found)}
    return desk.page(request, "fact.html", status, letter=letter, refused=refused, **context)


def onwards(desk: Desk, letter: str, following: str = "") -> str:
    """The address of what is to be decided next.

    That is the change ``following`` of the letter, else its first, else the next letter that waits, else the list of
    what was decided.
    """
    found = waiting(desk.store, letter)
    if found is not None:
        listed = [change.id for change in found.changes]
        at = following if following in listed else next(iter(listed), "")
        return f"/letters/{letter}/changes" + (f"#{at}" if at else "")
    left = desk.store.waiting()
    if not left:
        return "/changes"
    return f"/letters/{next((other for other in left if other > letter), left[0])}/changes"


def place_of(desk: Desk, decision: Decision) -> str:
    """The address of what a decision is about: the change where it waits, else the fact in its letter."""
    found = waiting(desk.store, decision.letter)
    if found is None:
        fact = f"#f-{quote(decision.seen.id)}" if decision.seen else ""
        return f"/letters/{decision.letter}{fact}"
    about = {seen.id for seen in (decision.before, decision.machine) if seen}
    same = (c for c in found.changes if c.kind == decision.kind and about & _facts_of(c))
    # Where the whole letter was published meanwhile, the fact waits in another change than the one that was decided.
    listed = {change.id for change in found.changes}
    change = decision.change if decision.change in listed else next((c.id for c in same), "")
    return onwards(desk, decision.letter, change)


def _facts_of(change: Change) -> set[str]:
    """The ids of a change's facts; in the letterhead the names of its fields."""
    sides = [side for side in (change.before, change.after) if side]
    return {name for side in sides for name in (side if change.kind == LETTER else [str(side.get("id", ""))])}
