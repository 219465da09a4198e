"""The review application: letters, facts beside their words, and changes to decide on. Works without scripts."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import Response

from kamerbrief.answering import AlreadyDecidedError
from kamerbrief.errors import KamerbriefError
from kamerbrief.review import routes_decide, routes_lists, routes_read, routes_sql
from kamerbrief.review.desk import Desk, ExpiredFormError, came_from, desk_of, language_of
from kamerbrief.review.security import LOCAL, Guard
from kamerbrief.store import Store
from kamerbrief.views.words import texts


def create_app(store: Store, hosts: frozenset[str] = LOCAL) -> FastAPI:
    """The application over a store; answers only under the names in ``hosts``."""
    app = FastAPI(title="kamerbrief", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Guard, hosts=hosts)
    app.state.desk = Desk(store)
    app.include_router(routes_lists.router)
    app.include_router(routes_sql.router)
    app.include_router(routes_read.router)
    app.include_router(routes_decide.router)
    app.add_exception_handler(404, _missing)
    app.add_exception_handler(ExpiredFormError, _expired)
    app.add_exception_handler(KamerbriefError, _trouble)
    return app


def _missing(request: Request, _error: Exception) -> Response:
    message = texts(language_of(request))["review"]["missing"]
    return desk_of(request).page(request, "message.html", 404, lead="", message=message, back=came_from(request))


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
