"""Kamerstukken, Aanhangsels, Handelingen and toezegging numbers, in all spellings that letters use.

Numbers are written as one: ``24446-101`` (dossier and number), ``36600-XIII-5`` (with its chapter), ``36600-B``;
a question's answer as ``ah-tk-20212022-1694``, proceedings as ``h-tk-20212022-45-3`` (``h-ek-…`` of the Eerste Kamer)
and an appendix as ``blg-916915``, the identifiers of officielebekendmakingen.nl.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kamerbrief.annotate.time import find_days
from kamerbrief.annotate.time.calendar import NthWeekday
from kamerbrief.contract import ReferenceKind
from kamerbrief.facts.references.citation import Citation
from kamerbrief.lexicon import has_figure

_SESSION = r"(?:vergaderjaar\s+)?(?P<y1>(?:19|20)\d\d)\s?[-–/]\s?(?P<y2>(?:(?:19|20)\d\d)|\d\d)"
_YEARS = r"(?:19|20)\d\d\s?[-–/]\s?(?:(?:19|20)\d\d|\d\d)"
# Scans and typists have two small letters l for the Roman number.
_CHAMBER = r"(?:der\s+)?(?:I/II|I{1,2}|ll|1|2|Tweede\s+Kamer|Eerste\s+Kamer|TK|EK)"
# A paper of the Eerste Kamer by its letter: "Eerste Kamer, 33576, M".
_ALONE = r"(?=\d{2}[ .]?\d{3},\s*(?:[A-Z]{1,2}(?!\w)|[Nn]rs?\.?\s))"
_PAPER = (
    rf"(?:(?:[Kk]amerstuk(?:ken|nr\.?|nummers?)?|[Kk]st(?:k)?\.?|KS|TK|EK)(?:\s+{_CHAMBER})?[,:‑-]?\s*(?:{_SESSION},?\s*)?"
    rf"|(?:Tweede|Eerste)\s+Kamer(?:\s+der\s+Staten-Generaal)?"
    rf"(?:,?\s+{_SESSION.replace('<y', '<k')},?\s*|,\s+{_ALONE}))"
    r"(?:dossier(?:nummer)?\s+)?(?:nrs?\.?\s+)?"
)
# A budget chapter (XIII, B), a part of a dossier (21 501-33), or the document's number written as one (35 000-VII-66).
# Behind a comma or "hoofdstuk" a chapter is one where its paper follows: else it is a paper of the Eerste Kamer.
_OF_CHAPTER = r"(?:\s?[-‑]\s?|\s|(?:,\s*|,?\s+hoofdstuk\s+)(?=[IVX]{1,6},?\s*[Nn]rs?(?!\w)))"
_CHAPTER = (
    rf"(?:{_OF_CHAPTER}(?P<chapter>[IVX]{{1,6}}|[A-Z])|[-‑](?P<part>\d{{1,4}}))(?:[-‑](?P<tail>\d{{1,4}}))?"
    r"(?![\w‑-]|[.,]\d)"
)
_NUMBER = r"\d{2}[ .]?\d{3}"
_WHOLE = rf"(?P<dossier>{_NUMBER})(?:\s?\((?P<kingdom>R\d{{4}})\))?"
_DOSSIER = rf"{_WHOLE}(?:{_CHAPTER})?"
_ITEM = r"(?:\d{1,4}|[A-Z]{1,2})(?![\w]|[.,]\d)"
_TO = r"\s*(?:t/m|tot\s+en\s+met|[-–‑])\s*"
# Papers of the Eerste Kamer have letters for numbers.
_TO_LETTER = r"\s+(?:t/m|tot\s+en\s+met)\s+"
_AND = r"(?:\s*,\s*(?:en\s+)?|\s+en\s+|\s+(?:resp\.|respectievelijk)\s+|\s*&\s*)"
_NR = r"(?:[Nn]rs?\.?|nummers?|#)"
_ITEMS = (
    rf"(?:\s*,\s*(?:vergaderjaar\s+)?{_YEARS})?(?:\s*,)?\s*(?:{_NR}|[Mm]otie(?=\s*\d))\s*"
    rf"(?P<items>{_ITEM}(?:(?:{_AND}(?:{_NR}\s*)?|{_TO}(?:{_NR}\s*)?(?=\d)|{_TO_LETTER}(?=[A-Z](?!\w)))(?!{_NUMBER}\b){_ITEM}){{0,20}})"
)
# Behind a session the number may stand alone, before the mark of the next note as well: "Kamerstukken II 2008/09,
# 31831, 7, p. 11".
_PLAIN = r"(?(y1),\s*(?P<plain>\d{1,4}|[A-Z]{1,2})(?=\s*(?:[).,;\]]|$)|\s+\d{1,3}\s+[A-Z])(?![.,]\d)|(?!))"
_NEXT = re.compile(rf"(?:\s*[,;]\s*(?:en\s+)?|\s+en\s+|\s+respectievelijk\s+|\s*/\s*){_DOSSIER}(?:{_ITEMS})?(?!\w)")
# A dossier that the letter misprints with six digits is read as it stands where "nr." shows what it is.
_NAMED = re.compile(
    rf"(?<!\w){_PAPER}(?:(?P<misprint>\d{{6}})(?=(?:[-‑\s][IVX]{{1,6}})?,?\s*[Nn]r)|{_WHOLE})(?:{_CHAPTER})?"
    rf"(?:{_ITEMS}|{_PLAIN}|,\s*(?P<letter>[A-Z]{{1,2}})(?=[\s).;,]|$))?(?![\w])"
)
_BARE = re.compile(rf"(?<![\w€$£.,/-])(?<!€\s)(?P<dossier>{_NUMBER})(?:{_CHAPTER})?{_ITEMS}")
_BUDGET = re.compile(
    r"(?<![\w€$£.,/-])(?<!€\s)(?P<dossier>\d{2} \d{3})(?:\s?-\s?|\s)(?P<chapter>[IVX]{1,6}|[A-Z])(?![\w'’-])"
)
# Written as one: anywhere with its chapter, in brackets without.
_HYPHENED = re.compile(
    rf"(?<![\w€$£.,/‑-])(?<!€\s)(?P<dossier>{_NUMBER})[-‑\s](?P<chapter>[IVX]{{1,6}}|[A-Z])[-‑](?P<tail>\d{{1,4}})(?![\w‑-]|[.,]\d)"
)
_IN_BRACKETS = re.compile(
    rf"(?:(?<=[(\[])|(?<=[(\[][Zz]ie\s)|(?<=[(\[][Zz]ie\sook\s))(?P<dossier>{_NUMBER})[-‑](?P<part>\d{{1,4}})(?:[-‑](?P<tail>\d{{1,4}}))?(?=\s*[),;\]]|\s+en\s)"
)
_ADDRESS = re.compile(
    r"(?<![\w-])(?:kst-(?P<kst>\d{5}-(?:[A-Z]{1,6}-)?(?:\d{1,4}(?:-\d{1,4})?|[A-Z]{1,3}))"
    r"|(?P<proceedings>h-[te]k-\d{8}-\d{1,3}(?:-\d{1,3})?)|(?P<appendix>blg-\d{3,8})"
    r"|(?P<answer>ah-[te]k-\d{8}-\d{1,4})|kv-tk-(?P<question>(?:19|20)\d\dZ\d{5}))(?!\w)"
)
#: One of these is in every address.
_IN_ADDRESS = ("kst-", "h-tk-", "h-ek-", "blg-", "ah-tk-", "ah-ek-", "kv-tk-")
_FIVE = re.compile(r"\d\d[ .]?\d{3}")
_APPENDIX = re.compile(
    rf"(?<!\w)(?:Kamerstukken\s+)?(?:(?:Handelingen\s+)?(?:(?P<house>{_CHAMBER})\s+)?(?:{_SESSION},?\s*)?)?Aanhangsel"
    rf"(?:\s+(?:van\s+de\s+|der\s+)?Handelingen)?(?:\s+(?P<behind>{_CHAMBER}))?,?\s*"
    r"(?:(?:vergaderjaar\s+)?(?P<y3>(?:19|20)\d\d)\s?[-–/]\s?(?P<y4>(?:(?:19|20)\d\d)|\d\d),?\s*)?(?:nr\.?\s*)?(?P<item>\d{1,4})(?!\d)"
)
_PROCEEDINGS = re.compile(
    rf"(?<!\w)Handelingen\s+(?:(?P<house>{_CHAMBER})\s*,?\s*)?{_SESSION},?\s*(?:nr\.?\s*)?(?P<meeting>\d{{1,3}})"
    r"(?:,?\s*item\s+(?P<item>\d{1,3}))?"
)
# The report of a sitting, of the session in which its day falls: "Plenair verslag Tweede Kamer, 16e vergadering".
_SITTING = re.compile(
    rf"(?<!\w)Plenair\s+verslag\s+(?:van\s+de\s+)?(?P<house>{_CHAMBER}),?\s+(?:van\s+de\s+)?"
    r"(?P<meeting>\d{1,3})(?:e|ste|de)\s+vergadering(?=[\s,(]+(?P<behind>[^\n]{6,40}))"
)
_PROMISE = re.compile(r"(?<!\w)T[ZK]?\d{6}-\d{2,4}(?!\w)|(?<!\w)T\d{5}(?!\w)")
_ONE_ITEM = re.compile(
    rf"(?P<first>{_ITEM})(?:{_TO}(?:{_NR}\s*)?(?P<last>\d{{1,4}})|{_TO_LETTER}(?P<letter>[A-Z])(?!\w))?"
)
_TO_A_DAY = re.compile(r"(?:(?:van|op|d\.d\.)\s+)?(?:[a-z]+dag\s+)?")
#: Ranges of more numbers than this are no ranges of papers.
_LONGEST_RANGE = 50
_KINDS = {
    "kst": ReferenceKind.KAMERSTUK,
    "proceedings": ReferenceKind.KAMERSTUK,
    "appendix": ReferenceKind.KAMERSTUK,
    "answer": ReferenceKind.QUESTION,
    "question": ReferenceKind.QUESTION,
}


def find_kamerstukken(text: str) -> Iterator[Citation]:
    """Every kamerstuk number in ``text``, one for each of ``nr. 123 en 124`` or ``nrs. 3 t/m 5``, and the others."""
    if not has_figure(text):
        return
    yield from _addresses(text)
    yield from _appendices(text)
    yield from _proceedings(text)
    if not has_dossier(text):
        return
    yield from (
        Citation(ReferenceKind.TOEZEGGING, m.start(), m.end(), number=m.group()) for m in _PROMISE.finditer(text)
    )
    for pattern in (_NAMED, _BARE, _HYPHENED, _IN_BRACKETS, _BUDGET):
        end = 0
        for match in pattern.finditer(text):
            if match.start() >= end:
                chain = _chain(text, match)
                end = chain[-1].end()
                yield from _of_chain(chain)


@lru_cache(maxsize=1024)
def has_dossier(text: str) -> bool:
    """Whether a text has five figures, as the numbers of all papers of the Kamer have."""
    return has_figure(text) and _FIVE.search(text) is not None


def _chain(text: str, match: re.Match[str]) -> list[re.Match[str]]:
    """A paper with those that follow it in a list; one that only looks so stands alone."""
    chain = [match]
    while match.re is not _BUDGET and (further := _NEXT.match(text, chain[-1].end())):
        chain.append(further)
    return chain


@dataclass(frozen=True, slots=True)
class _Item:
    """A paper's number within its dossier, with the stretch that says it: all of a range for each of its numbers."""

    number: str
    start: int
    end: int


def _of_chain(chain: list[re.Match[str]]) -> Iterator[Citation]:
    """The citations of a list; dossiers joined before one number share it: ``29 383 en 28 973, nr. 382``."""
    shared: list[_Item] = []
    found: list[list[Citation]] = []
    for match in reversed(chain):
        items = _items(match)
        shared = items or (shared if _shares(match) else [])
        found.append(list(_papers(match, items, [] if items else shared)))
    for papers in reversed(found):
        yield from papers


def _shares(match: re.Match[str]) -> bool:
    """True for a dossier, or a chapter of one, that has no number of its own."""
    groups = match.groupdict()
    return not (groups.get("letter") or groups.get("plain") or groups.get("part") or groups.get("tail"))


def _papers(match: re.Match[str], items: list[_Item], shared: list[_Item]) -> Iterator[Citation]:
    """One citation for each number; the first carries the words from the beginning, the others their number only."""
    groups = match.groupdict()
    inner = (groups.get(name) for name in ("chapter", "part", "tail"))
    dossier = groups.get("misprint") or match["dossier"]
    base = "-".join([re.sub(r"\D", "", dossier), *(part for part in inner if part)])
    begin = match.start("dossier") if match.re is _NEXT else match.start()
    if not items:
        own = groups.get("letter") or groups.get("plain")
        # Only one number can be the same paper's in another dossier.
        said = own or (shared[0].number if len(shared) == 1 else None)
        yield Citation(ReferenceKind.KAMERSTUK, begin, match.end(), number=f"{base}-{said}" if said else base)
        return
    first = items[0].start
    for item in items:
        start = begin if item.start == first else item.start
        yield Citation(ReferenceKind.KAMERSTUK, start, item.end, number=f"{base}-{item.number}")


def _items(match: re.Match[str]) -> list[_Item]:
    """The numbers behind ``nrs.``, each of a range too."""
    if not match.groupdict().get("items"):
        return []
    found = []
    for item in _ONE_ITEM.finditer(match.string, match.start("items"), match.end("items")):
        first, last = item["first"], item["last"] or item["letter"] or item["first"]
        numbers = [first, last] if last != first else [first]
        if first.isdecimal() and last.isdecimal() and 0 < int(last) - int(first) < _LONGEST_RANGE:
            numbers = [str(number) for number in range(int(first), int(last) + 1)]
        elif item["letter"] and len(first) == 1 and first < last:
            numbers = [chr(letter) for letter in range(ord(first), ord(last) + 1)]
        found += [_Item(number, item.start(), item.end()) for number in numbers]
    return found


def _session(first: str | None, last: str | None) -> str:
    """``20212022-`` of 2021/22; empty where the session is not named."""
    return f"{first}{first[:2] + last if len(last) == 2 else last}-" if first and last else ""


def _house(said: str | None) -> str:
    """``ek`` for the Eerste Kamer, ``tk`` for the Tweede Kamer and where none is named."""
    return "ek" if (said or "").removeprefix("der").strip()[:2] in ("I", "1", "EK", "Ee") else "tk"


def _addresses(text: str) -> Iterator[Citation]:
    """Identifiers as in ``https://zoek.officielebekendmakingen.nl/kst-31305-410.html``."""
    for match in _ADDRESS.finditer(text) if any(sign in text for sign in _IN_ADDRESS) else ():
        name = str(match.lastgroup)
        yield Citation(_KINDS[name], match.start(), match.end(), number=match[name])


def _appendices(text: str) -> Iterator[Citation]:
    for match in _APPENDIX.finditer(text) if "Aanhangsel" in text else ():
        session = _session(match["y1"] or match["y3"], match["y2"] or match["y4"])
        number = f"ah-{_house(match['house'] or match['behind'])}-{session}{match['item']}"
        yield Citation(ReferenceKind.QUESTION, match.start(), match.end(), number=number)


def _proceedings(text: str) -> Iterator[Citation]:
    for match in _PROCEEDINGS.finditer(text) if "Handelingen" in text else ():
        item = f"-{match['item']}" if match["item"] else ""
        number = f"h-{_house(match['house'])}-{_session(match['y1'], match['y2'])}{match['meeting']}{item}"
        yield Citation(ReferenceKind.KAMERSTUK, match.start(), match.end(), number=number)
    for match in _SITTING.finditer(text) if "Plenair" in text else ():
        day = _day_of_sitting(match["behind"])
        if day:
            number = f"h-{_house(match['house'])}-{_session_of(day)}-{match['meeting']}"
            yield Citation(ReferenceKind.KAMERSTUK, match.start(), match.end(), number=number)


def _day_of_sitting(said: str) -> datetime.date | None:
    """The day with which words begin: ``1 november 2022``, ``van dinsdag 1 november 2022``."""
    found = next(iter(find_days(said, None)), None)
    return found.date if found and _TO_A_DAY.fullmatch(said, 0, found.start) else None


def _session_of(day: datetime.date) -> str:
    """The session of a day, which begins on the third Tuesday of September: ``20222023`` of 1 November 2022."""
    opening = NthWeekday((9, 1), nth=3, day_of_week=1).in_year(day.year)
    first = day.year - (opening is not None and day < opening[0])
    return f"{first}{first + 1}"
