"""What keeps other web sites away from the review application.

It listens on this machine only and has no log-in, so a page elsewhere must not be able to use a person's browser to
reach it: foreign names (DNS rebinding), foreign origins and forms without the token are refused.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp

#: The names under which this machine calls itself.
LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
#: Nothing from elsewhere, no script or style in the page itself.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cache-Control": "no-store",
}
COOKIE = "kamerbrief_session"
_SAFE = frozenset({"GET", "HEAD"})


class Guard(BaseHTTPMiddleware):
    """Refuses foreign hosts and origins, gives every browser a session, and sends the protecting headers."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] = LOCAL) -> None:
        super().__init__(app)
        self._hosts = hosts

    async def dispatch(self, request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        """One request: refused, or passed on with a session."""
        if _name(f"//{request.headers.get('host', '')}") not in self._hosts:
            return PlainTextResponse("This address is not served here.", 400, headers=_HEADERS)
        if not self._own_origin(request):
            return PlainTextResponse("Requests from other sites are refused.", 403, headers=_HEADERS)
        known = request.cookies.get(COOKIE, "")
        request.state.session = known if len(known) >= 32 else secrets.token_urlsafe(32)
        response = await call_next(request)
        response.headers.update(_HEADERS)
        if request.state.session != known:
            response.set_cookie(COOKIE, request.state.session, httponly=True, samesite="strict")
        return response

    def _own_origin(self, request: Request) -> bool:
        """A browser names the origin of what it sends; where it does, it must be this very address."""
        if request.method in _SAFE:
            return True
        origin = request.headers.get("origin")
        if origin is not None:
            return urlsplit(origin).netloc == request.headers.get("host")
        return request.headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}


def _name(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


class Tokens:
    """Tokens that tie a form to the session for which it was made."""

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)

    def of(self, request: Request) -> str:
        """The token for the forms of this session."""
        return hmac.new(self._key, request.state.session.encode(), hashlib.sha256).hexdigest()

    def fits(self, request: Request, token: str) -> bool:
        """True when a form carries the token of the session that sends it."""
        return hmac.compare_digest(self.of(request).encode(), token.encode())
