"""What the pages of the review application share."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from jinja2 import ChoiceLoader, PackageLoader
from starlette.datastructures import FormData

from kamerbrief.contract import FACT_KINDS, Extraction
from kamerbrief.decisions import Fact
from kamerbrief.errors import StoreError
from kamerbrief.review.overview import Overview
from kamerbrief.review.security import Tokens
from kamerbrief.reviewing import reviewer
from kamerbrief.store import Store
from kamerbrief.views.diff import headline, in_context, plain
from kamerbrief.views.html import environment
from kamerbrief.views.words import Language, texts

#: Cookies of what the reader chose, and for how many seconds they last.
LANGUAGE, NAME, YEAR = "kamerbrief_language", "kamerbrief_name", 365 * 86400
#: Most fields of a form: each change that is decided at once is one.
_FIELDS = 100_000


class Desk:
    """The store, the overview of its letters, the forms' tokens and the templates."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.overview = Overview(store)
        self.tokens = Tokens()
        own, base = PackageLoader("kamerbrief", "review/templates"), environment()
        self._templates = base.overlay(loader=ChoiceLoader([own, *([base.loader] if base.loader else [])]))

    def page(self, request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
        """A page in the reader's language."""
        language = language_of(request)
        shared = {
            "t": texts(language),
            "language": language.value,
            "token": self.tokens.of(request),
            "who": name_of(request),
            "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            "headline": headline,
            "plain": plain,
            "in_context": in_context,
            "troubles": list(self.store.troubles),
            "waiting_letters": len(self.store.waiting()),
        }
        content = self._templates.get_template(template).render(**{**shared, **context})
        return HTMLResponse(content, status_code=status)

    def published(self, letter: str) -> Extraction:
        """What is published of a letter. Raises a 404 for one that the store does not have."""
        if self.store.name_of(letter) != letter or (found := self.store.published(letter)) is None:
            raise HTTPException(404)
        return found

    def fact(self, letter: str, fact: str) -> tuple[str, Fact]:
        """A published fact with its kind. Raises a 404 for one that is not there."""
        content = self.published(letter).model_dump(mode="json")
        for kind in FACT_KINDS:
            for known in content[kind]:
                if known.get("id") == fact:
                    return kind, known
        raise HTTPException(404)


def desk_of(request: Request) -> Desk:
    """The desk of the application that answers a request."""
    desk: Desk = request.app.state.desk
    return desk


def language_of(request: Request) -> Language:
    """The language that the reader chose; Dutch first."""
    chosen = request.cookies.get(LANGUAGE, "")
    return Language(chosen) if chosen in set(Language) else Language.NL


def name_of(request: Request) -> str:
    """Under which name the reader decides."""
    return unquote(request.cookies.get(NAME, "")).strip()[:80] or reviewer()


async def form_of(request: Request) -> FormData:
    """The form that was sent. Raises StoreError when it does not carry the session's token."""
    form = await request.form(max_files=0, max_fields=_FIELDS)
    if not desk_of(request).tokens.fits(request, str(form.get("token", ""))):
        raise StoreError(texts(language_of(request))["review"]["stale_form"])
    return form


AtDesk = Annotated[Desk, Depends(desk_of)]
Form = Annotated[FormData, Depends(form_of)]
