"""The page on which a letter's changes are decided: as it is, with what was refused on it, and what follows it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import Response
from starlette.datastructures import FormData

from kamerbrief.comparison import Change
from kamerbrief.contract import Extraction
from kamerbrief.decisions import LETTER, Decision
from kamerbrief.errors import UnusableStoreError
from kamerbrief.export.rows import sentence_of
from kamerbrief.fact_edits import fields_of
from kamerbrief.review.desk import Desk
from kamerbrief.review.showing import language_of
from kamerbrief.review.sources import places_of_changes
from kamerbrief.review.telling import decided_everywhere, decided_in, decided_on, refusal, why_again
from kamerbrief.reviewing import waiting
from kamerbrief.search.listing import Waits, waiting_letters
from kamerbrief.views.diff import in_short, plain
from kamerbrief.views.words import texts

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
    groups = Counter(group_of(change) for change in found.changes) if found else Counter[str]()
    only = request.query_params.get("only", "")
    shown = [change for change in found.changes if only in ("", group_of(change))] if found else []
    listed = [change.id for change in shown]
    address = f"{desk.root}/letters/{letter}/pages/{{}}.png".format
    gone = refused if refused and refused.change not in listed else None
    return desk.page(
        request,
        "letter_changes.html",
        status,
        letter=letter,
        waiting=found,
        shown=shown,
        groups=groups,
        only=only if only in groups else "",
        group_of=group_of,
        fields_of=fields_of,
        cut_of=places_of_changes(desk.store, letter, found, address) if found else lambda _change: None,
        refusal=lambda change: refusal(found, change, language) if found else ("", ""),
        why_again=lambda change: why_again(found, change, language) if found else "",
        decided=decided_in(desk.store, letter, language),
        refused=None if gone else refused,
        gone=gone,
        gone_before=gone.before if gone and gone.before in listed else next(iter(listed), ""),
    )


def group_of(change: Change) -> str:
    """How a change is tagged: added, removed, changed, or moved where nothing but its place differs."""
    if change.before is None:
        return "added"
    if change.after is None:
        return "removed"
    return "changed" if change.attributes else "moved"


def all_page(request: Request, desk: Desk, status: int = 200, message: str = "") -> Response:
    """Every letter with changes that wait; when there is none, what was decided."""
    desk.store.troubles.clear()
    found = list(_letters_that_wait(desk))
    decided = [] if found else decided_everywhere(desk.store, language_of(request))
    context = {"waiting": found, "waiting_letters": len(found), "decided": decided, "message": message}
    return desk.page(request, "all_changes.html", status, **context)


@dataclass(frozen=True, slots=True)
class LetterThatWaits:
    """A letter in the list of those that wait, with its subject."""

    letter: str
    subject: str
    changes: list[Waits]


def _letters_that_wait(desk: Desk) -> Iterator[LetterThatWaits]:
    """The letters that wait, as the index has them; by their files where the index cannot be had.

    A letter of which the index knows no change is looked at: it may only have to be published, or cannot be read.
    """
    try:
        with desk.index.reading() as index:
            known = waiting_letters(index)
    except (UnusableStoreError, OSError, sqlite3.Error):
        known = [(letter, "", []) for letter in desk.store.waiting()]
    for letter, subject, changes in known:
        if changes:
            yield LetterThatWaits(letter, subject, changes)
            continue
        with desk.store.tolerating():
            if found := waiting(desk.store, letter):
                listed = [Waits(change.id, change.kind, *in_short(change)) for change in found.changes]
                yield LetterThatWaits(letter, found.candidate.letter.subject or letter, listed)


def fact_page(
    request: Request, desk: Desk, letter: str, fact: str, status: int = 200, refused: Refused | None = None
) -> Response:
    """One published fact, to accept, take out or edit; with a refusal at its field."""
    x, language = desk.published(letter), language_of(request)
    kind, found = desk.fact(letter, fact)
    machine = (found.get("reviewed") or {}).get("machine") or {}
    return desk.page(
        request,
        "fact.html",
        status,
        letter=letter,
        subject=x.letter.subject or x.letter.title or x.letter.source.filename,
        kind=kind,
        fact=found,
        machine=machine,
        passages=list(_passages(x, found)),
        values=list(_values(found, machine, texts(language))),
        fields=fields_of(kind, found),
        history=decided_on(desk.store, letter, fact, language),
        refused=refused,
    )


def _passages(x: Extraction, fact: Mapping[str, Any]) -> Iterator[tuple[str, str, str, int | None]]:
    """The places in the letter that a fact was read from, each in its sentence."""
    named = fact.get("evidence") or fact.get("mentions") or []
    content = {"text": x.text, "blocks": [{"start": block.start, "end": block.end} for block in x.blocks]}
    for evidence in [named] if isinstance(named, dict) else named:
        sentence, exact = sentence_of(content, evidence), " ".join(str(evidence["text"]).split())
        before, found, after = sentence.partition(exact)
        yield (before, found, after, evidence["page"]) if found else ("", exact, "", evidence["page"])


def _values(
    fact: Mapping[str, Any], machine: Mapping[str, Any], words: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    """The attributes of a fact that say something, as it is and as the machine found it."""
    names = words["names"]
    for name, value in fact.items():
        parts = {full.partition(".")[2]: word for full, word in names.items() if full.startswith(f"{name}.")}
        if name in _NOT_ATTRIBUTES or (value in (None, [], "") and name not in machine):
            continue
        now, found = (plain(one, 300, parts) for one in (value, machine.get(name, value)))
        yield name, words["values"].get(now, now), words["values"].get(found, found)


#: What the page of a fact shows in a way of its own, or not at all.
_NOT_ATTRIBUTES = frozenset(
    {"id", "reviewed", "evidence", "mentions", "attribute_evidence", "programmes", "table", "unit_in_last_place"}
)


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
