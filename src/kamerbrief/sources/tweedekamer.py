"""Letters from the Tweede Kamer's open data: OData for what changed since a date, SyncFeed for every change in turn.

Both are described at opendata.tweedekamer.nl. OData lists government letters only; the feed lists all documents, also
those that were withdrawn.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from lxml import etree

from kamerbrief.errors import SourceError
from kamerbrief.reading.detect import ending_of
from kamerbrief.sources import Listed, Metadata, number_of, poisoned, printable
from kamerbrief.sources.http import Web
from kamerbrief.sources.odata import GUID, ROOT, STAMP, pages, with_zone
from kamerbrief.sources.odata import changed as changed_at
from kamerbrief.sources.xml import children, first, text_of

KIND = "Brief regering"
_FIELDS = (
    "Id,Soort,DocumentNummer,Titel,Onderwerp,Datum,Vergaderjaar,Volgnummer,ContentType,ContentLength,GewijzigdOp,"
    "ApiGewijzigdOp,Verwijderd"
)
_EXPAND = (
    "Kamerstukdossier($select=Nummer,Toevoeging,Titel),"
    "DocumentActor($select=ActorNaam,Functie,Relatie;$orderby=Volgorde)"
)
_ODATA, _FEED = f"{ROOT}/Document", "/SyncFeed/2.0/Feed"
_SIGNER = "ondertekenaar"


class TweedeKamer:
    """Government letters through OData, in the order in which they changed; the cursor is a time of change."""

    name = "tweedekamer"

    def __init__(self, web: Web) -> None:
        self._web = web

    def new_since(self, cursor: str | None) -> Iterator[Listed]:
        """Letters that changed after ``cursor``, a time or a day in ISO 8601."""
        stamp = cursor or "1900-01-01"
        if not STAMP.fullmatch(stamp):
            raise SourceError(f"{self.name}: '{stamp}' is no time; give one such as 2026-01-31")
        reached = stamp
        for changed, group in groupby(self._documents(with_zone(stamp)), key=changed_at):
            documents = [_listed_or_poisoned(document) for document in group]
            for document in documents[:-1]:
                # Others changed at the same moment: the cursor may pass it only after the last of them.
                yield replace(document, cursor=reached)
            reached = changed if STAMP.fullmatch(changed) else reached
            yield replace(documents[-1], cursor=reached)

    def _documents(self, stamp: str) -> Iterator[dict[str, Any]]:
        wanted = f"Soort eq '{KIND}' and Verwijderd eq false and ApiGewijzigdOp gt {stamp}"
        for page in pages(self._web, "Document", wanted, _FIELDS, _EXPAND):
            yield from (document for document in page if isinstance(document, dict) and document.get("Soort") == KIND)

    def fetch(self, listed: Listed, folder: Path) -> Path:
        """The letter's file."""
        target = folder / listed.filename
        self._web.download(listed.location, target, size=listed.size, media_type=listed.media_type)
        return target


def _listed_or_poisoned(document: dict[str, Any]) -> Listed:
    """One document of OData; one that cannot be understood, whatever is wrong with it, as such."""
    try:
        return _listed(document)
    except (SourceError, ValueError, TypeError, AttributeError, KeyError) as error:
        problem = str(error) if isinstance(error, SourceError) else f"tweedekamer: a document that is wrong: {error}"
        return poisoned(json.dumps(document, sort_keys=True).encode(), "", problem)


def _listed(document: dict[str, Any]) -> Listed:
    """One document of OData. Raises SourceError when it lacks what every document has."""
    guid, changed = printable(document.get("Id", "")), changed_at(document)
    if not GUID.fullmatch(guid) or not STAMP.fullmatch(changed):
        raise SourceError(f"tweedekamer: a document without a proper Id or ApiGewijzigdOp ({guid[:40]!r})")
    media_type = printable(document.get("ContentType") or "")
    size = document.get("ContentLength")
    return Listed(
        key=guid.lower(),
        filename=_filename(guid, media_type),
        version=changed,
        cursor=changed,
        location=f"{_ODATA}({guid})/resource",
        media_type=media_type or None,
        size=size if isinstance(size, int) and size > 0 else None,
        metadata=_metadata(document),
    )


def _filename(guid: str, media_type: object) -> str:
    """A file's name from the id, which a tombstone has too; the document's number becomes the letter's id."""
    return f"{guid.lower()}{ending_of(str(media_type))}"


def _metadata(document: dict[str, Any]) -> Metadata:
    dossiers = [d for d in document.get("Kamerstukdossier") or [] if isinstance(d, dict)]
    actors = [a for a in document.get("DocumentActor") or [] if isinstance(a, dict)]
    signers = [a for a in actors if _SIGNER in str(a.get("Relatie", "")).lower()]
    dossier, number = None, document.get("Volgnummer")
    if dossiers:
        suffix = dossiers[0].get("Toevoeging")
        dossier = printable(str(dossiers[0].get("Nummer", "")) + (f"-{suffix}" if suffix else ""))
    return Metadata(
        document_number=_text(document, "DocumentNummer"),
        title=_text(document, "Onderwerp") or _text(document, "Titel"),
        date=_day(document.get("Datum")),
        dossier=dossier or None,
        dossier_nr=str(number) if dossier and isinstance(number, int) and number > 0 else None,
        ministry=next((printable(a["Functie"]) for a in signers if a.get("Functie")), None),
        signers=tuple(printable(a["ActorNaam"]) for a in signers if a.get("ActorNaam")),
    )


def _text(document: dict[str, Any], name: str) -> str | None:
    value = document.get(name)
    return " ".join(printable(value).split())[:1000] if value else None


def _day(value: object) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


class TweedeKamerFeed:
    """Every change of a document in turn, through the SyncFeed; the cursor is its skiptoken."""

    name = "tweedekamer-feed"

    def __init__(self, web: Web, since: datetime.date | None = None) -> None:
        self._web = web
        self._since = since.isoformat() if since else ""

    def new_since(self, cursor: str | None) -> Iterator[Listed]:
        """Government letters behind ``cursor``, and withdrawn documents of whatever kind.

        Without a skiptoken it begins with the first document of all; what is older than ``since`` is passed over.
        """
        token = cursor if cursor and not STAMP.fullmatch(cursor) else "0"
        if number_of(token) is None:
            raise SourceError(f"{self.name}: '{token}' is no skiptoken")
        url, seen = f"{_FEED}?category=Document&skiptoken={token}", set()
        while url and url not in seen:
            seen.add(url)
            feed = self._web.xml(url)
            if etree.QName(feed).localname != "feed":
                raise SourceError(f"{self._web.base}: the answer is no feed")
            entries = children(feed, "entry")
            ahead = _link(feed, "next") or (_link(entries[-1], "next") if entries else None)
            resume = ahead or _link(feed, "resume")
            for number, entry in enumerate(entries, start=1):
                own = _token(_link(entry, "next") or "")
                # An entry without a link of its own passes the cursor only with the last of its page.
                reached = own or (_token(resume or "") if number == len(entries) else None) or token
                listed = _entry(entry, reached)
                if listed and (listed.withdrawn or listed.problem or listed.version >= self._since):
                    yield listed
                token = own or token
            token = _token(resume or "") or token
            url = self._web.own(ahead) if ahead and entries else ""

    def fetch(self, listed: Listed, folder: Path) -> Path:
        """The letter's file."""
        target = folder / listed.filename
        self._web.download(listed.location, target, size=listed.size, media_type=listed.media_type)
        return target


def _link(element: etree._Element, rel: str) -> str | None:
    for link in children(element, "link"):
        if link.get("rel") == rel and link.get("href"):
            return str(link.get("href"))
    return None


def _token(url: str) -> str | None:
    found = parse_qs(urlsplit(url).query).get("skiptoken", [""])[0]
    return found if number_of(found) is not None else None


def _entry(entry: etree._Element, cursor: str) -> Listed | None:
    """One entry as a letter; None for a document of another kind."""
    guid = (text_of(entry, "title") or "").strip()
    if not GUID.fullmatch(guid):
        problem = f"tweedekamer-feed: an entry without a document's id ({guid[:40]!r})"
        return poisoned(etree.tostring(entry), cursor, problem)
    content = first(entry, "content")
    document = next(iter(content), None) if content is not None else None
    version = text_of(entry, "updated") or ""
    if document is None:
        return None
    about = {str(etree.QName(name).localname): str(value) for name, value in document.items()}
    if about.get("verwijderd") == "true":
        return Listed(guid.lower(), _filename(guid, None), version, cursor, "", withdrawn=True)
    if text_of(document, "soort") != KIND:
        return None
    size = about.get("contentLength", "")
    return Listed(
        key=guid.lower(),
        filename=_filename(guid, about.get("contentType")),
        version=version,
        cursor=cursor,
        location=_link(entry, "enclosure") or f"{_ODATA}({guid})/resource",
        media_type=about.get("contentType"),
        size=number_of(size) or None,
        metadata=Metadata(
            document_number=text_of(document, "documentNummer"),
            title=text_of(document, "onderwerp") or text_of(document, "titel"),
            date=_day(text_of(document, "datum")),
        ),
    )
