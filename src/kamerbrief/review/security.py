"""What keeps other web sites away from the review application.

It listens on this machine only and has no log-in, so a page elsewhere must not be able to use a person's browser to
reach it: foreign names (DNS rebinding), foreign origins and forms without the token are refused.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets
import time
from collections.abc import Awaitable, Callable
from urllib.parse import SplitResult, urlsplit

from starlette.middleware.base import BaseHTTPMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kamerbrief.review.showing import refusal

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
#: Cookie of the session.
COOKIE = "kamerbrief_session"
_SAFE = frozenset({"GET", "HEAD"})
#: Largest form in bytes (one over all changes names each), and how many seconds it may take to come in.
LARGEST_FORM, _FORM_SECONDS = 20_000_000, 60.0
#: How many forms a second, and how many at once after some rest: far more than people send.
_RATE, _BURST = 20.0, 200.0


class Guard(BaseHTTPMiddleware):
    """Refuses foreign hosts and origins, gives every browser a session, and sends the protecting headers."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] = LOCAL, address: str = "") -> None:
        super().__init__(app)
        public = parts_of(address)
        self._hosts = hosts | ({public.hostname} if public and public.hostname else set())
        self._public = public.netloc if public else ""
        self._root = root_of(address)

    async def dispatch(self, request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        """One request: refused, or passed on with a session."""
        if _name(f"//{request.headers.get('host', '')}") not in self._hosts:
            return _refused(request, "not_served", 400, self._root)
        if not self._own_origin(request):
            return _refused(request, "foreign", 403, self._root)
        known = request.cookies.get(COOKIE, "")
        request.state.session = known if len(known) >= 32 else secrets.token_urlsafe(32)
        response = await call_next(request)
        response.headers.update(_HEADERS)
        if response.headers.get("location", "").startswith("/"):
            response.headers["location"] = self._root + response.headers["location"]
        if request.state.session != known:
            response.set_cookie(COOKIE, request.state.session, httponly=True, samesite="strict")
        return response

    def _own_origin(self, request: Request) -> bool:
        """A browser names the origin of what it sends; where it does, it must be this very address."""
        if request.method in _SAFE:
            return True
        origin = request.headers.get("origin")
        if origin is not None:
            parts = parts_of(origin)
            return parts is not None and parts.netloc in {request.headers.get("host"), self._public or None}
        return request.headers.get("sec-fetch-site", "same-origin") in {"same-origin", "none"}


def parts_of(url: str) -> SplitResult | None:
    """An address in its parts; None for what is none (``http://[``)."""
    try:
        return urlsplit(url)
    except ValueError:
        return None


def root_of(address: str) -> str:
    """The path below which a proxy serves the pages; empty where that is the whole site."""
    parts = parts_of(address)
    return parts.path.rstrip("/") if parts else ""


def _name(url: str) -> str | None:
    parts = parts_of(url)
    return parts.hostname if parts else None


def _refused(request: Request, why: str, status: int, root: str, **headers: str) -> Response:
    return refusal(request, why, status, root, {**_HEADERS, **headers})


class Front:
    """Before all else: HEAD is answered as GET without its body; forms are bounded in size, time and number."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        root: str = "",
        largest: int = LARGEST_FORM,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app, self._root, self._largest, self._clock = app, root, largest, clock
        self._left, self._at = float(_BURST), clock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or passes it on."""
        if scope["type"] == "http" and scope["method"] == "HEAD":
            await self._app({**scope, "method": "GET"}, receive, _without_body(send))
        elif scope["type"] == "http" and scope["method"] not in _SAFE:
            await self._form(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _form(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._take():
            await _refused(Request(scope), "too_many", 429, self._root, **{"Retry-After": "1"})(scope, receive, send)
            return
        try:
            body = await asyncio.wait_for(self._body(receive), _FORM_SECONDS)
        except TimeoutError:
            body = None
        if body is None:
            await _refused(Request(scope), "form_too_large", 413, self._root)(scope, receive, send)
            return
        sent = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def again() -> Message:
            return next(sent, None) or await receive()

        await self._app(scope, again, send)

    async def _body(self, receive: Receive) -> bytes | None:
        """The whole form; None for one that is too large."""
        body, more = bytearray(), True
        while more:
            message = await receive()
            body += message.get("body", b"")
            more = bool(message.get("more_body"))
            if len(body) > self._largest:
                return None
        return bytes(body)

    def _take(self) -> bool:
        """True where one more form may come now."""
        now = self._clock()
        self._left, self._at = min(_BURST, self._left + (now - self._at) * _RATE), now
        if self._left < 1:
            return False
        self._left -= 1
        return True


def _without_body(send: Send) -> Send:
    async def bare(message: Message) -> None:
        await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

    return bare


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
