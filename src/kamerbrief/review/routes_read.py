"""The pages that are read: overview, letter, changes, fact."""

from __future__ import annotations

from importlib.resources import files
from urllib.parse import quote

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import RedirectResponse, Response

from kamerbrief.review.changing import all_page, changes_page, fact_page
from kamerbrief.review.desk import AtDesk, language_of
from kamerbrief.review.overview import Filter, added_up
from kamerbrief.review.pages import pages_of, picture, source_at_hand
from kamerbrief.reviewing import decisions_of
from kamerbrief.views.html import bars, letter_context

#: The files that pages load, with their types; nothing else is served from disk.
_STATIC = {
    "icon.svg": ("kamerbrief.review", "image/svg+xml"),
    "letter.css": ("kamerbrief.views", "text/css"),
    "letter.js": ("kamerbrief.views", "text/javascript"),
    "review.css": ("kamerbrief.review", "text/css"),
    "review.js": ("kamerbrief.review", "text/javascript"),
}
#: Most letters in the overview's list at once.
_ROWS = 200

router = APIRouter()


@router.get("/")
def overview(request: Request, desk: AtDesk) -> Response:
    """The letters that meet the conditions, with sums over them."""
    given = request.query_params
    wanted = Filter(
        words=given.get("q", ""),
        ministry=given.get("ministry", ""),
        since=given.get("since", ""),
        until=given.get("until", ""),
        broken="broken" in given,
        waits="waits" in given,
    )
    desk.store.troubles.clear()
    rows = desk.overview.rows()
    shown = [row for row in rows if wanted.takes(row)]
    return desk.page(
        request,
        "overview.html",
        rows=shown[:_ROWS],
        found=len(shown),
        total=len(rows),
        wanted=wanted,
        ministries=sorted({ministry for row in rows for ministry in row.ministries}),
        by_ministry=bars(added_up(row.per_ministry for row in shown)),
        by_programme=bars(added_up(row.per_programme for row in shown)),
    )


@router.get("/letters/{letter}")
def one_letter(request: Request, desk: AtDesk, letter: str) -> Response:
    """A letter with its facts, and the pages of its pdf where that is at hand."""
    x = desk.published(letter)
    source = source_at_hand(desk.store, letter, x)
    context = letter_context(x, language_of(request))
    if letter not in desk.store.waiting():
        context["fact_link"] = lambda fact: f"{desk.root}/letters/{letter}/facts/{quote(fact, safe='')}"
    context["decided"] = 0
    with desk.store.tolerating():
        context["decided"] = len(decisions_of(desk.store, letter))
    pages = pages_of(source, x) if source else []
    return desk.page(request, "one_letter.html", letter=letter, pages=pages, **context)


@router.get("/letters/{letter}/pages/{number}.png")
def page_picture(desk: AtDesk, letter: str, number: int) -> Response:
    """A page of the pdf as a picture."""
    source = source_at_hand(desk.store, letter, desk.published(letter))
    data = picture(source, number) if source else None
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
