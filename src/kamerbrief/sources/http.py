"""Asking servers politely and safely: limits, a steady rate, retries that know when to stop, downloads that resume."""

from __future__ import annotations

import datetime
import email.utils
import json
import random
import re
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urljoin, urlsplit

import httpx
from lxml import etree

from kamerbrief.errors import ReadError, SourceError, UnlikeFileError
from kamerbrief.files import write_atomically
from kamerbrief.reading.detect import Format, detect
from kamerbrief.settings import Settings
from kamerbrief.sources.xml import parse
from kamerbrief.version import __version__

USER_AGENT = f"kamerbrief/{__version__} (reads letters of the Dutch government)"
#: Answers that may be another next time.
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})
#: Longest that one wait may be, and most redirects of one request.
_LONGEST_WAIT, _REDIRECTS = 300.0, 5
#: Largest list of letters in one answer, in bytes.
_LARGEST_LIST = 50_000_000

T = TypeVar("T")


class Web:
    """A client for one server; asks no other. To be closed, or used in a ``with``.

    ``hosts`` are further hosts (``name`` or ``name:port``) that files may come from. Proxies and certificates come from
    the environment as httpx users know it. ``sleep`` and ``clock`` are there for tests.
    """

    def __init__(
        self,
        base: str,
        config: Settings,
        *,
        hosts: frozenset[str] = frozenset(),
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.base = base.rstrip("/")
        self._config = config
        self._hosts = {urlsplit(base).netloc, *hosts}
        self._sleep, self._clock = sleep, clock
        self._next = 0.0
        # Only how long a wait is depends on chance, never what is read.
        self._random = random.Random()  # noqa: S311
        self._client = httpx.Client(
            headers={"User-Agent": USER_AGENT},
            timeout=httpx.Timeout(config.network_timeout),
            limits=httpx.Limits(max_connections=2, max_keepalive_connections=1),
        )
        #: The connections that may be open, so that one that takes too long can be cut.
        self._streams: deque[Any] = deque(maxlen=4)

    def __enter__(self) -> Web:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def own(self, url: str, seen_at: str = "") -> str:
        """``url``, made absolute where it was ``seen_at``.

        Raises SourceError when it is no address, or leads to another host than this client may ask.
        """
        try:
            whole = urljoin(seen_at or f"{self.base}/", url)
            parts = urlsplit(whole)
        except ValueError as error:
            raise SourceError(f"{self.base}: a link is no address ({_short(url)})") from error
        if parts.netloc not in self._hosts or parts.scheme not in {"https", urlsplit(self.base).scheme}:
            raise SourceError(f"{self.base}: a link leads to another host ({parts.scheme}://{parts.netloc}); refused")
        return whole

    def shown(self, url: str) -> str:
        """An address as messages name it: with its host, without what is asked."""
        try:
            parts = urlsplit(urljoin(f"{self.base}/", url))
        except ValueError:
            return self.base
        return f"{parts.scheme}://{parts.netloc}{parts.path}"

    def text(self, url: str, params: dict[str, str] | None = None) -> bytes:
        """The body of an answer, whole. Raises SourceError when there is none to be had, or it is too large."""
        return self._retried(url, lambda: self._text(url, params))

    def _text(self, url: str, params: dict[str, str] | None) -> bytes:
        with self._answer(url, params, {}) as answer:
            body = bytearray()
            for chunk in answer.iter_bytes():
                body += chunk
                if len(body) > _LARGEST_LIST:
                    raise SourceError(f"{self.shown(url)}: the answer is larger than {_LARGEST_LIST:,} bytes")
            return bytes(body)

    def json(self, url: str, params: dict[str, str] | None = None) -> dict[str, Any]:
        """An answer that is a JSON object; asked again while it is something else, such as an error page."""

        def ask() -> dict[str, Any]:
            body = self._text(url, params)
            try:
                found = json.loads(body)
            except (ValueError, RecursionError) as error:
                raise SourceError(
                    f"{self.shown(url)}: the answer is no JSON but {_start(body)}", passing=True
                ) from error
            if not isinstance(found, dict):
                raise SourceError(f"{self.shown(url)}: the answer is no JSON object", passing=True)
            return found

        return self._retried(url, ask)

    def xml(self, url: str, params: dict[str, str] | None = None) -> etree._Element:
        """The root of an answer that is XML; asked again while it is something else."""
        return self._retried(url, lambda: parse(self._text(url, params), self.shown(url)))

    def download(self, url: str, target: Path, *, size: int | None = None, media_type: str | None = None) -> None:
        """Puts a file at ``target``, whole; what was broken off before goes on where it was.

        ``size`` and ``media_type`` are what the server announced. A file that turns out otherwise is fetched again.
        Raises SourceError when it stays so, or the file is larger than the settings allow.
        """
        if size is not None and size > self._config.max_file_size:
            raise SourceError(
                f"{self.shown(url)}: {size:,} bytes is more than the settings allow (KAMERBRIEF_MAX_FILE_SIZE)"
            )
        self._retried(url, lambda: self._download(url, target, size, media_type))

    def _download(self, url: str, target: Path, size: int | None, media_type: str | None) -> None:
        part = _Part(target)
        with self._answer(url, None, {"Accept-Encoding": "identity", **part.range_wanted()}) as answer:
            part.begin(answer)
            with part.data.open("ab") as file:
                for chunk in answer.iter_bytes():
                    file.write(chunk)
                    if file.tell() > self._config.max_file_size:
                        part.forget()
                        raise SourceError(f"{self.shown(url)}: the file is larger than the settings allow")
        found = part.data.read_bytes()
        problem = _unlike(found, size, media_type, target.name)
        if problem:
            part.forget()
            raise UnlikeFileError(f"{self.shown(url)}: {problem}")
        write_atomically(target, found)
        part.forget()

    @contextmanager
    def _answer(self, url: str, params: dict[str, str] | None, headers: dict[str, str]) -> Iterator[httpx.Response]:
        """One request, redirects within the own hosts followed; raises _Busy or SourceError for a refusal."""
        whole, shown = self.own(url), self.shown(url)
        for _ in range(_REDIRECTS):
            self._keep_to_the_rate()
            asked = self._client.stream("GET", whole, params=params, headers=headers, extensions={"trace": self._trace})
            with asked as answer:
                if answer.is_redirect:
                    whole, params = self._onwards(answer, shown), None
                    continue
                if answer.status_code in _BUSY:
                    raise _BusyError(f"{shown}: the server answers {answer.status_code}", _retry_after(answer))
                if answer.is_error:
                    raise SourceError(f"{shown}: the server answers {answer.status_code} {answer.reason_phrase}")
                yield answer
                return
        raise SourceError(f"{shown}: the server sends on and on")

    def _onwards(self, answer: httpx.Response, shown: str) -> str:
        """Where a redirect leads."""
        to = answer.headers.get("location")
        if not to:
            raise SourceError(f"{shown}: the server answers {answer.status_code} and does not say where to go on")
        return self.own(to, str(answer.url))

    def _trace(self, event: str, info: dict[str, Any]) -> None:
        """Notes each connection that is opened."""
        if event.endswith((".connect_tcp.complete", ".start_tls.complete")):
            self._streams.append(info["return_value"])

    @contextmanager
    def _limited(self, end: float) -> Iterator[None]:
        """Cuts the connections from the moment ``end`` on, until what is within is over."""
        done = threading.Event()

        def watch() -> None:
            wait = max(0.0, end - self._clock())
            while not done.wait(wait):
                self._cut()
                wait = 1.0

        threading.Thread(target=watch, daemon=True).start()
        try:
            yield
        finally:
            done.set()

    def _cut(self) -> None:
        """Ends what is being sent or awaited, whatever a server drips."""
        for stream in self._streams:
            with suppress(OSError, AttributeError):
                stream.get_extra_info("socket").shutdown(socket.SHUT_RDWR)

    def _keep_to_the_rate(self) -> None:
        wait = self._next - self._clock()
        if wait > 0:
            self._sleep(wait)
        self._next = self._clock() + 1 / self._config.requests_per_second

    def _retried(self, url: str, ask: Callable[[], T]) -> T:
        """What ``ask`` gives; trouble that may pass is waited out, with growing pauses of uneven length.

        All of it together takes no longer than the settings allow.
        """
        shown, end = self.shown(url), self._clock() + self._config.network_max_seconds
        last: SourceError | None = None
        for attempt in range(self._config.network_retries + 1):
            if last is not None:
                self._pause(attempt, last, end)
            try:
                with self._limited(end):
                    return ask()
            except (httpx.RequestError, httpx.StreamError) as error:
                if self._clock() >= end:
                    limit = f"{self._config.network_max_seconds:g} seconds (KAMERBRIEF_NETWORK_MAX_SECONDS)"
                    raise SourceError(f"{shown}: the answer takes longer than {limit}", passing=True) from error
                last = SourceError(f"{shown}: {_reason(error)}", passing=True)
            except (httpx.InvalidURL, UnicodeError) as error:
                raise SourceError(f"{shown}: a link is no address ({_short(url)})") from error
            except SourceError as error:
                if not error.passing:
                    raise
                last = error
        if last is None:
            raise SourceError(f"{shown}: was not asked")
        raise last

    def _pause(self, attempt: int, last: SourceError, end: float) -> None:
        wanted = last.wait if isinstance(last, _BusyError) and last.wait is not None else None
        grown = self._config.network_pause * 2 ** (attempt - 1) * self._random.uniform(0.5, 1.5)
        wait = max(wanted or 0.0, min(grown, _LONGEST_WAIT))
        if wait > _LONGEST_WAIT or self._clock() + wait > end:
            raise last
        self._sleep(wait)


class _BusyError(SourceError):
    """The server asks for patience; ``wait`` is how many seconds, where it says so."""

    def __init__(self, message: str, wait: float | None) -> None:
        super().__init__(message, passing=True)
        self.wait = wait


class _Part:
    """A download that is not whole yet: its bytes so far, and which version of the file they are of."""

    def __init__(self, target: Path) -> None:
        self.data = target.with_name(f".{target.name}.part")
        self._about = target.with_name(f".{target.name}.part.json")
        target.parent.mkdir(parents=True, exist_ok=True)

    def range_wanted(self) -> dict[str, str]:
        """Headers that ask for the rest, if it is the same version still."""
        try:
            version = json.loads(self._about.read_bytes())["version"]
            got = self.data.stat().st_size
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        return {"Range": f"bytes={got}-", "If-Range": str(version)} if got else {}

    def begin(self, answer: httpx.Response) -> None:
        """Keeps what is there where the answer is the rest of it; else starts anew."""
        got = self.data.stat().st_size if self.data.exists() else 0
        if answer.status_code == 206 and answer.headers.get("content-range", "").startswith(f"bytes {got}-"):
            return
        if answer.status_code == 206:
            self.forget()
            raise SourceError(f"{answer.url}: the server sent another part than was asked for", passing=True)
        self.data.write_bytes(b"")
        # A weak tag does not promise equal bytes.
        tag = answer.headers.get("etag", "")
        version = tag if tag and not tag.startswith("W/") else answer.headers.get("last-modified")
        # What is packed on its way cannot be counted in bytes of the file.
        if version and "content-encoding" not in answer.headers:
            write_atomically(self._about, json.dumps({"version": version}).encode())
        else:
            self._about.unlink(missing_ok=True)

    def forget(self) -> None:
        """Removes the part."""
        self.data.unlink(missing_ok=True)
        self._about.unlink(missing_ok=True)


def _unlike(data: bytes, size: int | None, media_type: str | None, filename: str) -> str | None:
    """How a file differs from what was announced; None when it does not."""
    try:
        found = detect(data, filename).value
    except ReadError as error:
        return error.problem
    if size is not None and len(data) != size:
        return f"{len(data):,} bytes came where {size:,} were announced"
    if media_type and media_type in _KNOWN_TYPES and media_type != found:
        return f"{found} came where {media_type} was announced"
    return None


_KNOWN_TYPES = frozenset({Format.PDF.value, Format.DOCX.value})


def _retry_after(answer: httpx.Response) -> float | None:
    """Seconds that the server asks to wait, given as a number or as a date."""
    said = answer.headers.get("retry-after", "").strip()
    if re.fullmatch(r"[0-9]+", said):
        return float(said)
    try:
        until = email.utils.parsedate_to_datetime(said)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=datetime.UTC)
    return max(0.0, (until - datetime.datetime.now(datetime.UTC)).total_seconds())


def _short(url: str) -> str:
    return repr(url[:80])


def _reason(error: Exception) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "the server does not answer in time"
    if isinstance(error, httpx.ConnectError):
        return f"no connection ({error})"
    if isinstance(error, httpx.DecodingError):
        return f"the answer cannot be unpacked ({error})"
    return f"the connection broke ({error or type(error).__name__})"


def _start(body: bytes) -> str:
    return repr(" ".join(body[:80].decode("utf-8", "replace").split())) if body.strip() else "empty"
