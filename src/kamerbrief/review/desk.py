"""What the pages of the review application share."""

from __future__ import annotations

import sqlite3
from typing import Annotated, Any
from urllib.parse import unquote

from fastapi import Depends, HTTPException, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from kamerbrief.contract import FACT_KINDS, Extraction
from kamerbrief.decisions import Fact
from kamerbrief.errors import StoreError, UnusableStoreError
from kamerbrief.review.acts import Acts
from kamerbrief.review.security import Tokens, parts_of
from kamerbrief.review.showing import language_of, templates
from kamerbrief.review.telling import act_in_words
from kamerbrief.reviewing import reviewer
from kamerbrief.search.index import Index
from kamerbrief.store import Store
from kamerbrief.views.diff import cell_of, headline, in_context, in_one_line, plain, sides_of
from kamerbrief.views.words import Language, day_in_words, texts

#: Cookie of the name that the reader chose, and for how many seconds such a choice lasts.
NAME, YEAR = "kamerbrief_name", 365 * 86400
#: Most fields of a form: each change that is decided at once is one.
_FIELDS = 100_000


class Desk:
    """The store, the index of its letters, the forms' tokens and the templates."""

    def __init__(self, store: Store, root: str = "") -> None:
        self.store, self.root = store, root
        self.index = Index(store)
        self.tokens = Tokens()
        self.acts = Acts()

    def page(self, request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
        """A page in the reader's language."""
        language = language_of(request)
        shared: dict[str, Any] = {
            "t": texts(language),
            "root": self.root,
            "language": language.value,
            "token": self.tokens.of(request),
            "who": name_of(request),
            "here": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            "headline": lambda change: headline(change, texts(language)),
            "in_one_line": lambda one: in_one_line(one.words, one.meaning, texts(language)),
            "plain": plain,
            "sides_of": sides_of,
            "in_context": in_context,
            "cell_of": cell_of,
            "act": self._last_act(request, language),
            "day": lambda day: day_in_words(day, language),
        }
        if "waiting_letters" not in context:
            shared["waiting_letters"] = self._waiting()
        shared["troubles"] = list(self.store.troubles)
        content = templates().get_template(template).render(**{**shared, **context})
        return HTMLResponse(content, status_code=status)

    def _waiting(self) -> int:
        """How many letters wait; counted by their files where the index cannot be had."""
        try:
            return self.index.waiting()
        except (UnusableStoreError, OSError, sqlite3.Error):
            return len(self.store.waiting())

    def _last_act(self, request: Request, language: Language) -> dict[str, Any] | None:
        """What the reader did last, in words and with the decisions that can be taken back."""
        act = self.acts.last(request)
        if act is None:
            return None
        words = act_in_words(act.action, len(act.decisions), act.words, len(act.letters), language)
        return {"words": words, "undo": [" ".join(pair) for pair in act.decisions] if act.can_be_undone else []}

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


def name_of(request: Request) -> str:
    """Under which name the reader decides."""
    return unquote(request.cookies.get(NAME, "")).strip()[:80] or reviewer()


def own_path(path: str) -> str:
    """A path of this application to go back to; never another site."""
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


def came_from(request: Request) -> str:
    """The page of this application from which a request came, else the first page."""
    came = parts_of(request.headers.get("referer", ""))
    if came is None or came.netloc != request.headers.get("host"):
        return "/"
    return own_path(came.path.removeprefix(desk_of(request).root) + (f"?{came.query}" if came.query else ""))


class ExpiredFormError(StoreError):
    """A form without the token of the session that sends it; ``form`` is what it holds."""

    def __init__(self, form: FormData) -> None:
        self.form = form
        super().__init__("this form has expired; send it again")


async def form_of(request: Request) -> FormData:
    """The form that was sent. Raises ExpiredFormError when it does not carry the session's token."""
    form = await request.form(max_files=0, max_fields=_FIELDS)
    if not desk_of(request).tokens.fits(request, str(form.get("token", ""))):
        raise ExpiredFormError(form)
    return form


AtDesk = Annotated[Desk, Depends(desk_of)]
Form = Annotated[FormData, Depends(form_of)]
