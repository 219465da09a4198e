"""The pages that are read: letter, changes, fact."""

from __future__ import annotations

from importlib.resources import files
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from kamerbrief.contract import Extraction
from kamerbrief.errors import ReadError
from kamerbrief.review.changing import all_page, changes_page, fact_page
from kamerbrief.review.desk import AtDesk, Desk
from kamerbrief.review.showing import language_of
from kamerbrief.review.sources import can_be_printed, pages_at_hand, print_pages
from kamerbrief.reviewing import decisions_of
from kamerbrief.views.html import letter_context
from kamerbrief.views.pages import Page, pages_of, picture

#: The files that pages load, with their types; nothing else is served from disk.
_STATIC = {
    "following.css": ("kamerbrief.views", "text/css"),
    "icon.svg": ("kamerbrief.review", "image/svg+xml"),
    "letter.css": ("kamerbrief.views", "text/css"),
    "letter.js": ("kamerbrief.views", "text/javascript"),
    "review.css": ("kamerbrief.review", "text/css"),
    "review.js": ("kamerbrief.review", "text/javascript"),
}

router = APIRouter()


@router.get("/letters/{letter}")
def one_letter(request: Request, desk: AtDesk, letter: str) -> Response:
    """A letter with its facts, and the pages of its pdf where that is at hand."""
    x, language = desk.published(letter), language_of(request)
    candidate = None
    with desk.store.tolerating():
        candidate = desk.store.candidate(letter)
    trouble = _printed(desk, letter, x, candidate) if "pages" in request.query_params else ""
    at_hand = pages_at_hand(desk.store, letter, x, candidate)
    pages: list[Page] = []
    if at_hand is not None:
        address = f"{desk.root}/letters/{letter}/pages/{{}}.png".format
        pages = pages_of(at_hand.pdf, at_hand.read, address, at_hand.boxes_of)
    context = letter_context(x, language, pages)
    context["pages_wait"] = at_hand is not None and at_hand.read is not x
    context["pages_trouble"] = trouble
    if at_hand is None and can_be_printed(desk.store, letter, x, candidate):
        context["pages_at"] = f"{desk.root}/letters/{letter}?pages=on#pages"
    if candidate is None:
        context["fact_link"] = lambda fact: f"{desk.root}/letters/{letter}/facts/{quote(fact, safe='')}"
    context["decided"] = 0
    with desk.store.tolerating():
        context["decided"] = len(decisions_of(desk.store, letter))
    return desk.page(request, "one_letter.html", letter=letter, **context)


def _printed(desk: Desk, letter: str, x: Extraction, candidate: Extraction | None) -> str:
    """Has the pages of a letter printed where that can be; what went wrong, or nothing."""
    if can_be_printed(desk.store, letter, x, candidate):
        try:
            print_pages(desk.store, letter, x, candidate)
        except (ReadError, OSError) as error:
            return str(error)
    return ""


@router.get("/letters/{letter}/pages/{number}.png")
def page_picture(desk: AtDesk, letter: str, number: int) -> Response:
    """A page of the pdf as a picture."""
    x = desk.published(letter)
    at_hand = pages_at_hand(desk.store, letter, x, desk.store.candidate(letter))
    data = picture(at_hand.pdf, number, x.letter.source.filename) if at_hand else None
    if data is None:
        raise HTTPException(404)
    return Response(data, media_type="image/png")


@router.get("/changes")
def all_changes(request: Request, desk: AtDesk) -> Response:
    """Every letter with changes that wait; when there is none, what was decided."""
    return all_page(request, desk)


@router.get("/changes/all")
def all_at_once() -> Response:
    """Where the question stood that goes before deciding on all; asked for by itself, it leads back to the list."""
    return RedirectResponse("/changes", 303)


@router.get("/letters/{letter}/changes")
def letter_changes(request: Request, desk: AtDesk, letter: str) -> Response:
    """The changes of one letter, side by side."""
    desk.published(letter)
    return changes_page(request, desk, letter)


@router.get("/letters/{letter}/facts/{fact}")
def one_fact(request: Request, desk: AtDesk, letter: str, fact: str) -> Response:
    """One published fact, to accept, take out or edit."""
    return fact_page(request, desk, letter, fact)


@router.get("/static/{name}")
def static(name: str) -> Response:
    """A style sheet or script."""
    if name not in _STATIC:
        raise HTTPException(404)
    package, media_type = _STATIC[name]
    return Response(files(package).joinpath("static", name).read_bytes(), media_type=media_type)
