"""The review application: letters, facts beside their words, and changes to decide on. Works without scripts."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import Response

from kamerbrief.errors import KamerbriefError
from kamerbrief.review import routes_decide, routes_read
from kamerbrief.review.desk import Desk, desk_of, language_of
from kamerbrief.review.security import LOCAL, Guard
from kamerbrief.reviewing import AlreadyDecidedError
from kamerbrief.store import Store
from kamerbrief.views.words import texts


def create_app(store: Store, hosts: frozenset[str] = LOCAL) -> FastAPI:
    """The application over a store; answers only under the names in ``hosts``."""
    app = FastAPI(title="kamerbrief", docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(Guard, hosts=hosts)
    app.state.desk = Desk(store)
    app.include_router(routes_read.router)
    app.include_router(routes_decide.router)
    app.add_exception_handler(404, _missing)
    app.add_exception_handler(KamerbriefError, _trouble)
    return app


def _missing(request: Request, _error: Exception) -> Response:
    message = texts(language_of(request))["review"]["missing"]
    return desk_of(request).page(request, "message.html", 404, message=message)


def _trouble(request: Request, error: Exception) -> Response:
    """What the program itself refuses: 409 when somebody else was first, else 422."""
    status = 409 if isinstance(error, AlreadyDecidedError) else 422
    return desk_of(request).page(request, "message.html", status, message=str(error))
