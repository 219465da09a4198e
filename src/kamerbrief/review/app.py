"""The review application: letters, facts beside their words, and changes to decide on. Works without scripts."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from kamerbrief.answering import AlreadyDecidedError
from kamerbrief.errors import KamerbriefError
from kamerbrief.review import routes_decide, routes_followed, routes_lists, routes_read, routes_sql
from kamerbrief.review.desk import Desk, ExpiredFormError, came_from, desk_of
from kamerbrief.review.security import LOCAL, Front, Guard, root_of
from kamerbrief.review.showing import language_of
from kamerbrief.store import Store
from kamerbrief.views.words import texts


def create_app(store: Store, hosts: frozenset[str] = LOCAL) -> FastAPI:
    """The application over a store; answers only under the names in ``hosts`` and that of the settings' address.

    Where that address has a path, a proxy serves the pages below it, and takes the path off what it passes on.
    """
    app, address = FastAPI(title="kamerbrief", docs_url=None, redoc_url=None, openapi_url=None), store.config.review_url
    app.add_middleware(Guard, hosts=hosts, address=address)
    app.add_middleware(Front, root=root_of(address))
    app.state.desk = Desk(store, root_of(address))
    app.include_router(routes_lists.router)
    app.include_router(routes_sql.router)
    app.include_router(routes_followed.router)
    app.include_router(routes_read.router)
    app.include_router(routes_decide.router)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _refused)
    app.add_exception_handler(Exception, _broken)
    app.add_exception_handler(ExpiredFormError, _expired)
    app.add_exception_handler(KamerbriefError, _trouble)
    return app


def _refused(request: Request, error: Exception) -> Response:
    """What is not there, or not to be asked for like this; an address that cannot be read leads nowhere either."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    message = texts(language_of(request))["review"]["missing" if status == 404 else "not_like_this"]
    return desk_of(request).page(request, "message.html", status, lead="", message=message, back=came_from(request))


def _broken(request: Request, error: Exception) -> Response:
    """A fault of the program, as a page; what it was stands in the log."""
    lead = texts(language_of(request))["review"]["program_broken"]
    message = f"{type(error).__name__}"
    if not hasattr(request.state, "session"):
        request.state.session = ""
    return desk_of(request).page(request, "message.html", 500, lead=lead, message=message, back="/")


def _expired(request: Request, error: Exception) -> Response:
    """A form from before a restart: the same once more, with all that was typed, to be sent again."""
    sent = error.form.multi_items() if isinstance(error, ExpiredFormError) else []
    typed = [(name, str(value)) for name, value in sent if name not in {"token", "action"}]
    actions = [str(value) for name, value in sent if name == "action"]
    context = {"typed": typed, "actions": actions, "to": request.url.path, "back": came_from(request)}
    return desk_of(request).page(request, "expired.html", 422, **context)


def _trouble(request: Request, error: Exception) -> Response:
    """What the program itself refuses, with the way back to where the reader was."""
    status = 409 if isinstance(error, AlreadyDecidedError) else 422
    lead = texts(language_of(request))["review"]["trouble"]
    return desk_of(request).page(
        request, "message.html", status, lead=lead, message=str(error), back=came_from(request)
    )
