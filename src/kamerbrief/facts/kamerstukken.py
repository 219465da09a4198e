"""Kamerstukken, Aanhangsels, Handelingen and toezegging numbers, in all spellings that letters use.

Numbers are written as one: ``24446-101`` (dossier and number), ``36600-XIII-5`` (with its chapter), ``36600-B``;
a question's answer as ``ah-tk-20212022-1694`` and proceedings as ``h-tk-20212022-45-3``, the identifiers of
officielebekendmakingen.nl.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kamerbrief.contract import ReferenceKind
from kamerbrief.facts.citation import Citation

_SESSION = r"(?:vergaderjaar\s+)?(?P<y1>(?:19|20)\d\d)\s?[-–/]\s?(?P<y2>(?:(?:19|20)\d\d)|\d\d)"
_CHAMBER = r"(?:der\s+)?(?:I{1,2}|1|2|Tweede\s+Kamer|Eerste\s+Kamer|TK|EK)"
_PAPER = (
    rf"(?:[Kk]amerstuk(?:ken|nr\.?|nummers?)?|[Kk]st(?:k)?\.?|KS|TK|EK)(?:\s+{_CHAMBER})?,?\s*(?:{_SESSION},?\s*)?"
    r"(?:dossier(?:nummer)?\s+)?(?:nrs?\.?\s+)?"
)
# A budget chapter (XIII, B), a part of a dossier (21 501-33), or the document's number written as one (35 000-VII-66).
_CHAPTER = r"(?:(?:\s?-\s?|\s)(?P<chapter>[IVX]{1,6}|[A-Z])|-(?P<part>\d{1,4}))(?:-(?P<tail>\d{1,4}))?(?![\w-]|[.,]\d)"
_DOSSIER = rf"(?P<dossier>\d{{2}}[ .]?\d{{3}})(?:\s?\((?P<kingdom>R\d{{4}})\))?(?:{_CHAPTER})?"
_ITEM = r"(?:\d{1,4}|[A-Z]{1,2})(?![\w]|[.,]\d)"
_AND = r"(?:\s*,\s*en\s+|\s*,\s*|\s+en\s+)"
_ITEMS = (
    r"(?:\s*,)?\s*(?:[Nn]rs?\.?|nummers?|#)\s*"
    rf"(?P<items>{_ITEM}(?:{_AND}(?!\d\d[ .]?\d{{3}}\b){_ITEM}){{0,20}})"
)
_NEXT = re.compile(rf"(?:\s*[,;]\s*(?:en\s+)?|\s+en\s+|\s+respectievelijk\s+){_DOSSIER}(?:{_ITEMS})?")
_NAMED = re.compile(rf"(?<!\w){_PAPER}{_DOSSIER}(?:{_ITEMS}|,\s*(?P<letter>[A-Z]{{1,2}})(?=[\s).;,]|$))?(?![\w])")
_BARE = re.compile(rf"(?<![\w€$£.,/-])(?<!€\s)(?P<dossier>\d{{2}}[ .]?\d{{3}})(?:{_CHAPTER})?{_ITEMS}")
_BUDGET = re.compile(
    r"(?<![\w€$£.,/-])(?<!€\s)(?P<dossier>\d{2} \d{3})(?:\s?-\s?|\s)(?P<chapter>[IVX]{1,6}|[A-Z])(?![\w'’-])"
)
_APPENDIX = re.compile(
    rf"(?<!\w)(?:Kamerstukken\s+)?(?:(?:Handelingen\s+)?(?:{_CHAMBER}\s+)?(?:{_SESSION},?\s*)?)?Aanhangsel"
    rf"(?:\s+(?:van\s+de\s+|der\s+)?Handelingen)?(?:\s+{_CHAMBER})?,?\s*"
    r"(?:(?:vergaderjaar\s+)?(?P<y3>(?:19|20)\d\d)\s?[-–/]\s?(?P<y4>(?:(?:19|20)\d\d)|\d\d),?\s*)?(?:nr\.?\s*)?(?P<item>\d{1,4})(?!\d)"
)
_PROCEEDINGS = re.compile(
    rf"(?<!\w)Handelingen\s+(?:{_CHAMBER}\s*,?\s*)?{_SESSION},?\s*(?:nr\.?\s*)?(?P<meeting>\d{{1,3}})"
    r"(?:,?\s*item\s+(?P<item>\d{1,3}))?"
)
_PROMISE = re.compile(r"(?<!\w)T[ZK]?\d{6}-\d{2,4}(?!\w)|(?<!\w)T\d{5}(?!\w)")
_ONE_ITEM = re.compile(_ITEM)


def find_kamerstukken(text: str) -> Iterator[Citation]:
    """Every kamerstuk number in ``text``, one for each number of ``nr. 123 en 124``, and the other numbers above."""
    yield from _appendices(text)
    yield from _proceedings(text)
    yield from (
        Citation(ReferenceKind.TOEZEGGING, m.start(), m.end(), number=m.group()) for m in _PROMISE.finditer(text)
    )
    for match in _NAMED.finditer(text):
        yield from _papers(match)
        end = match.end()
        while further := _NEXT.match(text, end):
            yield from _papers(further)
            end = further.end()
    for pattern in (_BARE, _BUDGET):
        for match in pattern.finditer(text):
            yield from _papers(match)


def _papers(match: re.Match[str]) -> Iterator[Citation]:
    """One citation for each number; the first carries the words from the beginning, the others their number only."""
    groups = match.groupdict()
    inner = (groups.get(name) for name in ("chapter", "part", "tail"))
    base = "-".join([re.sub(r"\D", "", match["dossier"]), *(part for part in inner if part)])
    begin = match.start("dossier") if match.re is _NEXT else match.start()
    if not groups.get("items"):
        letter = groups.get("letter")
        yield Citation(ReferenceKind.KAMERSTUK, begin, match.end(), number=f"{base}-{letter}" if letter else base)
        return
    for item in _ONE_ITEM.finditer(match.string, match.start("items"), match.end("items")):
        yield Citation(ReferenceKind.KAMERSTUK, begin, item.end(), number=f"{base}-{item.group()}")
        following = _ONE_ITEM.search(match.string, item.end(), match.end("items"))
        begin = following.start() if following else begin


def _session(first: str | None, last: str | None) -> str:
    """``20212022-`` of 2021/22; empty where the session is not named."""
    return f"{first}{first[:2] + last if len(last) == 2 else last}-" if first and last else ""


def _appendices(text: str) -> Iterator[Citation]:
    for match in _APPENDIX.finditer(text):
        session = _session(match["y1"] or match["y3"], match["y2"] or match["y4"])
        yield Citation(ReferenceKind.QUESTION, match.start(), match.end(), number=f"ah-tk-{session}{match['item']}")


def _proceedings(text: str) -> Iterator[Citation]:
    for match in _PROCEEDINGS.finditer(text):
        item = f"-{match['item']}" if match["item"] else ""
        number = f"h-tk-{_session(match['y1'], match['y2'])}{match['meeting']}{item}"
        yield Citation(ReferenceKind.KAMERSTUK, match.start(), match.end(), number=number)
