"""Lists of the Tweede Kamer's open data, page by page, however a server tells that they go on."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Any

from kamerbrief.errors import SourceError
from kamerbrief.sources.http import Web

#: Below this address stand the lists; the server gives at most so many records a page.
ROOT, PAGE = "/OData/v4/2.0", 250
#: A moment at which a record changed.
STAMP = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:T(?P<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.(?P<part>[0-9]{1,12}))?(?P<zone>Z|[+-][0-9]{2}:[0-9]{2}))?"
)
GUID = re.compile(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
#: After so many pages in a row without anything new, a list has ended, wherever it says that it goes on; and no list
#: has more pages than this.
_EMPTY, _MOST = 5, 4000


def pages(web: Web, list_name: str, wanted: str, select: str, expand: str) -> Iterator[list[Any]]:
    """The records of a list that are wanted, a page at a time, in the order in which they changed.

    Raises SourceError when the server cannot be asked, or a page is none.
    """
    params: dict[str, str] | None = {
        "$filter": wanted,
        "$orderby": "ApiGewijzigdOp asc,Id asc",
        "$select": select,
        "$expand": expand,
        "$top": str(PAGE),
    }
    url, seen, empty = f"{ROOT}/{list_name}", set[str](), 0
    for _ in range(_MOST):
        page = web.json(url, params)
        found = page.get("value")
        if not isinstance(found, list):
            raise SourceError(f"{web.base}: the answer has no list of records")
        here = {_mark(record) for record in found} - seen
        seen |= here
        empty = 0 if here else empty + 1
        if empty >= _EMPTY:
            return
        yield found
        ahead, params = page.get("@odata.nextLink"), None
        if not ahead:
            return
        url = web.own(str(ahead))
    raise SourceError(f"{web.base}: a list has more than {_MOST:,} pages")


def with_zone(stamp: str) -> str:
    """A moment, or the first one of a day, as a question states it."""
    return stamp if "T" in stamp else f"{stamp}T00:00:00Z"


#: A stamp as it is compared: the second in UTC, then the digits of what is left of it.
Moment = tuple[datetime.datetime, str]
#: What is no moment, or a day that no calendar has; before all others.
NO_MOMENT: Moment = (datetime.datetime.min.replace(tzinfo=datetime.UTC), "")


def moment(stamp: str) -> Moment:
    """A stamp as a moment, so that stamps of other zones and with other parts of a second are in order of time."""
    parts = STAMP.fullmatch(stamp)
    if parts is None:
        return NO_MOMENT
    zone = (parts["zone"] or "Z").replace("Z", "+00:00")
    try:
        second = datetime.datetime.fromisoformat(f"{parts['day']}T{parts['time'] or '00:00:00'}{zone}")
        return second.astimezone(datetime.UTC), (parts["part"] or "").rstrip("0")
    except (ValueError, OverflowError):
        return NO_MOMENT


def changed(record: dict[str, Any]) -> str:
    """When a record changed."""
    return str(record.get("ApiGewijzigdOp", ""))


def _mark(record: object) -> str:
    """What tells a version of a record from all others."""
    return f"{record.get('Id')} {changed(record)}" if isinstance(record, dict) else repr(record)[:80]
