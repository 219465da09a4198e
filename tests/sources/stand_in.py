"""A stand-in for the two public servers on loopback, wrong in the ways in which they can be wrong.

Its answers have the shapes that the servers' public descriptions give; every word in them was written for this project.
"""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import json
import re
import socket
import threading
import time
import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass
class Document:
    """One document as the server holds it."""

    number: str
    data: bytes
    changed: str
    subject: str = "Voortgang pontveren"
    kind: str = "Brief regering"
    media_type: str = DOCX
    announced: int | None = None
    withdrawn: bool = False
    date: str = "2026-02-03"

    @property
    def guid(self) -> str:
        return str(uuid.uuid5(uuid.NAMESPACE_URL, self.number))


@dataclass
class StandIn:
    """The servers' state: documents, faults by path, and what was asked."""

    documents: list[Document] = field(default_factory=list)
    #: For a path that contains the key: the faults of its next answers, in order.
    faults: dict[str, list[str]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    page: int = 2
    entry_links: bool = True
    next_host: str = ""
    diagnostic: str = ""
    url: str = ""
    #: For a document's number: what its record says instead.
    records: dict[str, dict[str, Any]] = field(default_factory=dict)
    #: A list whose pages never end; they hold nothing.
    endless: bool = False
    #: The lists of the Tweede Kamer's own register by name: Toezegging, Zaak.
    register: dict[str, list[Any]] = field(default_factory=dict)

    def app(self) -> Starlette:
        return Starlette(
            routes=[
                Route("/OData/v4/2.0/Document", self._odata),
                Route("/OData/v4/2.0/Document({guid})/resource", self._resource),
                Route("/OData/v4/2.0/{name}", self._register),
                Route("/SyncFeed/2.0/Feed", self._feed),
                Route("/SyncFeed/2.0/Resources/{guid}", self._resource),
                Route("/sru", self._sru),
                Route("/files/{name}", self._file),
            ]
        )

    def _fault(self, request: Request) -> str:
        self.asked.append((str(request.url), dict(request.headers)))
        for part, faults in self.faults.items():
            if part in str(request.url) and faults:
                return faults.pop(0)
        return ""

    async def _odata(self, request: Request) -> Response:
        if fault := self._fault(request):
            return await broken(fault, b"{}", {})
        wanted = request.query_params["$filter"]
        since = re.findall(r"ApiGewijzigdOp gt (\S+)", wanted)[0]
        assert "Soort eq 'Brief regering'" in wanted
        found = sorted((d for d in self.documents if d.changed > since), key=lambda d: (d.changed, d.guid))
        found = [d for d in found if d.kind == "Brief regering" and not d.withdrawn]
        skip = int(request.query_params.get("$skip", "0"))
        shown = [{**odata(d), **self.records.get(d.number, {})} for d in found[skip : skip + self.page]]
        page: dict[str, Any] = {"value": shown}
        if self.endless or skip + self.page < len(found):
            query = request.url.include_query_params(**{"$skip": str(skip + self.page)}).query
            page["@odata.nextLink"] = f"{self.next_host or self.url}/OData/v4/2.0/Document?{query}"
        return surrogates(page)

    async def _register(self, request: Request) -> Response:
        if fault := self._fault(request):
            return await broken(fault, b"{}", {})
        name, wanted = request.path_params["name"], request.query_params["$filter"]
        found = [one for one in self.register.get(name, []) if is_asked(one, wanted)]
        found.sort(key=lambda one: str(one.get("ApiGewijzigdOp")) if isinstance(one, dict) else "")
        skip = int(request.query_params.get("$skip", "0"))
        page: dict[str, Any] = {"value": found[skip : skip + self.page]}
        if self.endless or skip + self.page < len(found):
            query = request.url.include_query_params(**{"$skip": str(skip + self.page)}).query
            page["@odata.nextLink"] = f"{self.next_host or self.url}/OData/v4/2.0/{name}?{query}"
        return surrogates(page)

    async def _resource(self, request: Request) -> Response:
        document = next((d for d in reversed(self.documents) if d.guid == request.path_params["guid"]), None)
        if document is None:
            return PlainTextResponse("weg", 404)
        return await self._bytes(request, document.data, document.media_type)

    async def _file(self, request: Request) -> Response:
        document = next(d for d in self.documents if request.path_params["name"].startswith(d.number))
        return await self._bytes(request, document.data, document.media_type)

    async def _bytes(self, request: Request, data: bytes, media_type: str) -> Response:
        headers = {"ETag": f'"{hash(data)}"', "Content-Type": media_type}
        if fault := self._fault(request):
            return await broken(fault, data, headers)
        start = re.fullmatch(r"bytes=(\d+)-", request.headers.get("range", ""))
        if start and request.headers.get("if-range") == headers["ETag"]:
            at = int(start[1])
            headers["Content-Range"] = f"bytes {at}-{len(data) - 1}/{len(data)}"
            return Response(data[at:], 206, headers)
        return Response(data, 200, headers)

    async def _feed(self, request: Request) -> Response:
        if fault := self._fault(request):
            return await broken(fault, b"<feed/>", {})
        token = int(request.query_params["skiptoken"])
        shown = self.documents[token : token + self.page]
        entries = [self._entry(d, at) for at, d in enumerate(shown, start=token + 1)]
        at = token + len(shown)
        rel = "next" if at < len(self.documents) else "resume"
        link = "" if self.entry_links and rel == "next" else self._link(rel, at)
        body = f'<feed xmlns="http://www.w3.org/2005/Atom"><title>Feed</title>{"".join(entries)}{link}</feed>'
        return Response(body, media_type="application/atom+xml")

    def _link(self, rel: str, token: int) -> str:
        query = escape(f"category=Document&skiptoken={token}")
        return f'<link rel="{rel}" href="{self.next_host or self.url}/SyncFeed/2.0/Feed?{query}"/>'

    def _entry(self, document: Document, at: int) -> str:
        prefix = "tk" if at % 2 else "ns1"
        space = f'xmlns:{prefix}="http://www.tweedekamer.nl/xsd/tkData/v1-0"'
        gone = f'{prefix}:verwijderd="{str(document.withdrawn).lower()}"'
        size = document.announced or len(document.data)
        inner = (
            ""
            if document.withdrawn
            else (
                f"<{prefix}:soort>{document.kind}</{prefix}:soort><{prefix}:datum>{document.date}T00:00:00</{prefix}:datum>"
                f"<{prefix}:documentNummer>{document.number}</{prefix}:documentNummer>"
                f"<{prefix}:onderwerp>{escape(document.subject)}</{prefix}:onderwerp>"
            )
        )
        return (
            f"<entry><title>{document.guid}</title><updated>{document.changed}</updated>"
            '<content type="application/xml">'
            f'<{prefix}:document {space} {gone} {prefix}:contentType="{document.media_type}" '
            f'{prefix}:contentLength="{size}">{inner}</{prefix}:document></content>'
            f'<link rel="enclosure" href="{self.url}/SyncFeed/2.0/Resources/{document.guid}"/>'
            + (self._link("next", at) if self.entry_links else "")
            + "</entry>"
        )

    async def _sru(self, request: Request) -> Response:
        if fault := self._fault(request):
            return await broken(fault, b"<x/>", {})
        if self.diagnostic:
            detail = f"<diagnostic><details/><message>{escape(self.diagnostic)}</message></diagnostic>"
            return Response(f"<searchRetrieveResponse><diagnostics>{detail}</diagnostics></searchRetrieveResponse>")
        day = re.findall(r"dt\.modified>=(\S+)", request.query_params["query"])[0]
        found = [d for d in self.documents if d.changed[:10] >= day]
        start, most = (
            int(request.query_params["startRecord"]) - 1,
            min(int(request.query_params["maximumRecords"]), self.page),
        )
        records = "".join(self._record(d) for d in found[start : start + most])
        body = (
            '<sru:searchRetrieveResponse xmlns:sru="http://docs.oasis-open.org/ns/search-ws/sruResponse">'
            f"<sru:numberOfRecords>{len(found)}</sru:numberOfRecords><sru:records>{records}</sru:records>"
            "</sru:searchRetrieveResponse>"
        )
        return Response(body, media_type="application/xml")

    def _record(self, document: Document) -> str:
        form = "xml" if document.media_type == "application/xml" else "pdf"
        return (
            '<sru:record><sru:recordData><gzd:gzd xmlns:gzd="http://standaarden.overheid.nl/sru" '
            'xmlns:dcterms="http://purl.org/dc/terms/"><gzd:originalData><dcterms:identifier>'
            f"{document.number}</dcterms:identifier><dcterms:title>{escape(document.subject)}</dcterms:title>"
            f"<dcterms:creator>Ministerie van Infrastructuur en Waterstaat</dcterms:creator>"
            f"<dcterms:modified>{document.changed[:10]}</dcterms:modified>"
            f"<dcterms:issued>{document.date}</dcterms:issued></gzd:originalData><gzd:enrichedData>"
            f'<gzd:itemUrl manifestation="{form}">{self.next_host or self.url}/files/{document.number}.{form}'
            "</gzd:itemUrl>"
            "</gzd:enrichedData></gzd:gzd></sru:recordData></sru:record>"
        )


def odata(document: Document) -> dict[str, Any]:
    """A document as OData gives it."""
    return {
        "Id": document.guid,
        "Soort": document.kind,
        "DocumentNummer": document.number,
        "Titel": "Brief van de minister",
        "Onderwerp": document.subject,
        "Datum": f"{document.date}T00:00:00+01:00",
        "Volgnummer": 12,
        "ContentType": document.media_type,
        "ContentLength": document.announced or len(document.data),
        "ApiGewijzigdOp": document.changed,
        "Verwijderd": document.withdrawn,
        "Kamerstukdossier": [{"Nummer": 31409, "Toevoeging": None, "Titel": "Zee- en binnenvaart"}],
        "DocumentActor": [
            {
                "ActorNaam": "A.B. Zandstra",
                "Functie": "minister van Infrastructuur en Waterstaat",
                "Relatie": "Eerste ondertekenaar",
            }
        ],
    }


def is_asked(record: Any, wanted: str) -> bool:
    """Whether a record of the register answers a question; what is no record always does."""
    if not isinstance(record, dict) or "Id" not in record:
        return True
    since = re.findall(r"ApiGewijzigdOp gt ([^)\s]+)", wanted)
    decided = [one.get("ApiGewijzigdOp", "") for one in record.get("Besluit") or []]
    if since and not any(str(at) > since[0] for at in (record.get("ApiGewijzigdOp"), *decided)):
        return False
    first = re.findall(r"Aanmaakdatum ge ([^)\s]+)", wanted)
    if first and str(record.get("Aanmaakdatum")) < first[0]:
        return False
    offices = f"{record.get('Ministerie')} {record.get('Functie')}"
    named = any(name in offices for name in re.findall(r"contains\(Ministerie,'([^']+)'\)", wanted))
    near = [record, *(one for one in record.get("KamerbriefNakoming") or [] if isinstance(one, dict))]
    own = {str(d["Nummer"]) for one in near for d in one.get("Kamerstukdossier") or []}
    numbers = re.findall(r"(?:^|\W)Nummer eq '([^']+)'", wanted)
    nrs = re.findall(r"Volgnummer eq (\d+)", wanted)
    of_dossier = not own.isdisjoint(re.findall(r"d/Nummer eq (\d+)", wanted))
    return named or record.get("Nummer") in numbers or (of_dossier and (not nrs or str(record["Volgnummer"]) in nrs))


def surrogates(page: dict[str, Any]) -> Response:
    """JSON with every sign beyond ASCII escaped, halves of signs as well."""
    return Response(json.dumps(page), media_type="application/json")


#: Answers that are wrong whatever was asked for.
WRONG: dict[str, Callable[[], Response]] = {
    "page": lambda: HTMLResponse("<!doctype html><html><body>Er is een storing.</body></html>"),
    "empty": lambda: Response(b""),
    "to": lambda: Response(status_code=302),
    "gzip": lambda: Response(b"\x1f\x8b\x08no gzip", headers={"Content-Encoding": "gzip"}),
    "bomb": lambda: Response(gzip.compress(b"[" * 60_000_000), headers={"Content-Encoding": "gzip"}),
    "deep": lambda: Response(b"[" * 200_000),
    "charset": lambda: Response('{"value": "été"}'.encode("latin-1"), headers={"Content-Type": "application/json"}),
}


async def broken(fault: str, data: bytes, headers: dict[str, str]) -> Response:
    """An answer with a fault in it."""
    if fault in WRONG:
        return WRONG[fault]()
    if fault.startswith("busy"):
        # Headers travel as latin-1.
        return PlainTextResponse("druk", 429, {"Retry-After": fault[4:]} if fault[4:] else {})
    if fault.isdigit():
        return PlainTextResponse("fout", int(fault))
    if fault.startswith("to "):
        return Response(status_code=302, headers={"Location": fault[3:]})
    if fault == "stall":
        await asyncio.sleep(2)
    if fault == "drip":
        return StreamingResponse(dripping(data), headers=headers)
    if fault == "cut":
        return StreamingResponse(half(data), headers={**headers, "Content-Length": str(len(data))})
    sent = {"short": data[: len(data) // 2], "other": b"%PDF-1.4 something else"}.get(fault, data)
    return Response(sent, headers=headers)


async def half(data: bytes) -> AsyncIterator[bytes]:
    """The first half; then the connection breaks."""
    yield data[: len(data) // 2]
    await asyncio.sleep(0.05)
    raise ConnectionError("cut")


async def dripping(data: bytes) -> AsyncIterator[bytes]:
    """A byte every now and then, often enough that the server is never silent."""
    for at in range(len(data)):
        yield data[at : at + 1]
        await asyncio.sleep(0.1)


@contextlib.contextmanager
def dripping_headers() -> Iterator[str]:
    """The address of a server whose headers never end."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        stopped = threading.Event()

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    threading.Thread(target=drip, args=(listening.accept()[0],), daemon=True).start()

        def drip(connection: socket.socket) -> None:
            with contextlib.suppress(OSError), connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while not stopped.wait(0.1):
                    connection.sendall(b"X-More: 1\r\n")

        threading.Thread(target=serve, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            stopped.set()


@contextlib.contextmanager
def serving(stand_in: StandIn) -> Iterator[StandIn]:
    """The stand-in on a free port of loopback, in a thread."""
    config = uvicorn.Config(stand_in.app(), host="127.0.0.1", port=0, log_level="critical", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    stand_in.url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    try:
        yield stand_in
    finally:
        server.should_exit = True
        thread.join(10)
