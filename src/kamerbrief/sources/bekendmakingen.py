"""Letters from the official publications, through SRU with CQL at repository.overheid.nl."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from kamerbrief.errors import SourceError
from kamerbrief.sources import Listed, Metadata, number_of, poisoned
from kamerbrief.sources.http import Web
from kamerbrief.sources.xml import below, text_of

PAGE = 100
#: The server gives no records beyond this position; a longer list is asked for from its last day on.
_DEEPEST = 10_000
_IDENTIFIER = re.compile(r"kst-[0-9A-Za-z-]{1,60}")
_NUMBER = re.compile(r"kst-(\d{5}(?:-[IVXLCA-Z]+)?)-(\w+)")
_LETTER = re.compile(r"\bbrief\b", re.IGNORECASE)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: Which form of a publication is read, the best first.
_FORMS = ("xml", "pdf")


class Bekendmakingen:
    """Kamerstukken that are letters, by the day on which they changed; the cursor is such a day."""

    name = "bekendmakingen"

    def __init__(self, web: Web) -> None:
        self._web = web

    def new_since(self, cursor: str | None) -> Iterator[Listed]:
        """Letters that changed on the day ``cursor`` or later; those of that very day may be known already."""
        day = (cursor or "1900-01-01")[:10]
        if not _DAY.fullmatch(day):
            raise SourceError(f"{self.name}: '{day}' is no day; give one such as 2026-01-31")
        # The server promises no order, and the cursor may only grow: all are listed before the first is fetched.
        records = [r for r in self._records(day) if r.problem or _LETTER.search(r.metadata.title or "")]
        yield from sorted(records, key=lambda record: (record.cursor, record.key))

    def _records(self, day: str) -> Iterator[Listed]:
        start, total = 1, 1
        while start <= min(total, _DEEPEST):
            params = {
                "operation": "searchRetrieve",
                "version": "2.0",
                "query": "c.product-area==officielepublicaties AND w.publicatienaam==Kamerstuk"
                f" AND dt.modified>={day} sortBy dt.modified/sort.ascending",
                "startRecord": str(start),
                "maximumRecords": str(PAGE),
            }
            root = self._web.xml("/sru", params)
            self._raise_diagnostics(root)
            said = number_of(text_of(root, "numberOfRecords") or "")
            if said is None:
                raise SourceError(f"{self._web.base}: the answer does not say how many records there are")
            total, records = said, below(root, "record")
            if not records:
                return
            yield from (listed for record in records if (listed := self._listed(record)))
            start += len(records)

    def _raise_diagnostics(self, root: etree._Element) -> None:
        for diagnostic in below(root, "diagnostic"):
            message = text_of(diagnostic, "message") or text_of(diagnostic, "details") or "without a reason"
            raise SourceError(f"{self._web.base}: the server refuses the question: {message}")

    def _listed(self, record: etree._Element) -> Listed | None:
        """One record; None for one without a file that can be read."""
        identifier = text_of(record, "identifier") or ""
        modified = (text_of(record, "modified") or "")[:10]
        if not _IDENTIFIER.fullmatch(identifier) or not _DAY.fullmatch(modified):
            return None
        urls = {str(item.get("manifestation")): (item.text or "").strip() for item in below(record, "itemUrl")}
        form = next((form for form in _FORMS if urls.get(form)), None)
        if form is None:
            return None
        try:
            if urlsplit(urls[form]).scheme not in {"http", "https"}:
                return None
        except ValueError:
            problem = f"{self.name}: {identifier}: its file has no address ({urls[form][:80]!r})"
            return poisoned(etree.tostring(record), modified, problem)
        number = _NUMBER.fullmatch(identifier)
        return Listed(
            key=identifier,
            filename=f"{identifier}.{form}",
            version=modified,
            cursor=modified,
            location=urls[form],
            metadata=Metadata(
                title=text_of(record, "title"),
                date=_date(text_of(record, "issued") or text_of(record, "date")),
                dossier=number[1] if number else None,
                dossier_nr=number[2] if number else None,
                ministry=text_of(record, "creator"),
            ),
        )

    def fetch(self, listed: Listed, folder: Path) -> Path:
        """The letter's file."""
        target = folder / listed.filename
        self._web.download(listed.location, target)
        return target


def _date(said: str | None) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(said[:10]) if said else None
    except ValueError:
        return None
