"""What the XML of an official publication says of itself: running lines, dossiers, number, dates and identifier.

The head of a Kamerstuk is ``kamerstukkop``, ``dossier`` and ``stuknr`` (before 2010 ``kop``, ``frontm`` and
``nummer``); that of the Aanhangsel is ``kamervraagkop``, ``kamervraagnummer`` and ``kamervraagomschrijving``. It is
laid out as the print has it: the dossier's number before its title, that of the document before the document's title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from kamerbrief.reading.builder import Content
from kamerbrief.reading.publication_words import plain

#: Elements that hold the head, or only describe; the text begins behind them.
HEAD = {
    "metadata", "meta", "kamerstukkop", "kamervraagkop", "dossier", "stuknr", "datumtekst", "kamervraagnummer",
    "kamervraagomschrijving", "frontm", "backm", "ltrlabel", "versie", "ordernr", "vergjaar", "vraagnummer", "omschr",
    "redactioneel", "sys.gegevens", "volgnr", "ondernummer",
}  # fmt: skip
#: Running lines by the element that holds them; ``kop`` only directly below the root, where it names the periodical.
_RUNNING = ("tekstregel", "vergjaar", "ordernr", "redactioneel")
_DASHES = re.compile(r"[‒–—]")
_DOSSIER = re.compile(
    r"(\d{2})\s?(\d{3})\s*(?:\(R\s?\d{1,4}\))?[\s-]*([IVXLC]{1,6}|[A-Z]|\d{1,3})?\s*(?:\(R\s?\d{1,4}\))?$"
)
_NUMBER = re.compile(r"(?:[Nn]r\.?\s*)?(\d{1,4}[a-z]?|[A-Z]{1,3})\b")
_SESSION = re.compile(r"(\d{4})\D{1,3}(\d{4})")
_RECEIVED = re.compile(r"\s*(?:ter griffie\s+)?(?:ontvangen|ingezonden)", re.IGNORECASE)
_DATELINE = re.compile(r"\s*(?:Den Haag|['’‘]s-Gravenhage|[A-Z][\w'’ -]{2,30}),\s+\d{1,2}\s+[a-z]{3,9}\s+\d{4}\s*$")
_RECORD = re.compile(r"/([\w-]+)/metadata\.xml$")
#: How many of the first paragraphs may be the place and date of a letter.
_OPENING = 10
#: Names that the metadata have for what is kept as a property of the letter.
_PROPERTIES = {"title": ("DC.title", "DCTERMS.title"), "datum": ("OVERHEIDop.datumOndertekening",)}
_IDENTIFIERS = ("DC.identifier", "DCTERMS.identifier")


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A line of the head: the element that it stands in, its words, the label before them and its field."""

    element: etree._Element
    content: Content
    label: str = ""
    field: str = ""


@dataclass(slots=True)
class Head:
    """The head of a publication: lines of the letterhead, running lines, and what the file says of itself."""

    lines: list[HeadLine] = field(default_factory=list)
    running: list[str] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)


def read_head(root: etree._Element, words: Callable[[etree._Element], Content]) -> Head:
    """The head of the publication with this root; ``words`` reads an element with the marks of its notes."""
    head = Head(running=[_DASHES.sub("-", line) for line in _running(root) if line])
    meta = {entry.get("name", ""): entry.get("content", "") for entry in root.iter("meta") if entry.get("content")}
    dossiers = list(_dossiers(root))
    head.lines += [
        HeadLine(e, Content(title or number), number if title else "", "betreft") for e, number, title in dossiers
    ]
    number = _number(root)
    head.lines += _document(root, number, words)
    head.lines += _questions(root, words)
    stated = {key: next((meta[name] for name in names if name in meta), "") for key, names in _PROPERTIES.items()}
    head.properties |= {key: value for key, value in stated.items() if value}
    subject = next(iter(root.iter("kamervraagonderwerp", "ondw")), None)
    if subject is not None and plain(subject):
        head.properties["onderwerp"] = plain(subject)
    identifier = _identifier(root, meta, dossiers, number)
    if identifier:
        head.properties["documentnummer"] = identifier
        head.running.append(identifier)
    return head


def dossier_number(printed: str) -> str:
    """A dossier as it is cited: ``36600-XII`` of ``36 600 XII``; what is no dossier stays as it is."""
    match = _DOSSIER.match(printed.strip())
    return "-".join(filter(None, [match[1] + match[2], match[3]])) if match else "".join(printed.split())


def _running(root: etree._Element) -> Iterator[str]:
    """The running lines and the name of the periodical."""
    for element in root.iter(*_RUNNING):
        yield plain(element)
    for child in root.iterchildren("kop"):
        yield from (plain(part) for part in child)


def _dossiers(root: etree._Element) -> Iterator[tuple[etree._Element, str, str]]:
    """Each dossier: its element, number as printed, and title."""
    for dossier in root.iter("dossier"):
        number = next(iter(dossier.iter("dossiernummer", "dossiernr")), None)
        title = dossier.find("titel")
        printed = plain(number) if number is not None else ""
        if printed or title is not None:
            yield dossier, printed, plain(title) if title is not None else ""
    for subject in root.iter("onderw"):
        number, name = subject.find("nummer"), subject.find("naam")
        if number is not None and plain(number):
            yield subject, plain(number), plain(name) if name is not None else ""


def _number(root: etree._Element) -> str:
    """The number of the document in its dossier as printed, ``Nr. 3`` or ``F``."""
    for stuk in root.iter("stuk"):
        number = next(iter(stuk.iterchildren("stuknr", "ondernummer", "nummer")), None)
        label = stuk.find("ltrlabel")
        if number is not None:
            before = plain(label) + " " if label is not None and plain(label) else ""
            return _with_label((before + plain(number)).strip())
    return ""


def _with_label(number: str) -> str:
    return f"Nr. {number}" if number[:1].isdigit() else number


def _document(root: etree._Element, number: str, words: Callable[[etree._Element], Content]) -> Iterator[HeadLine]:
    """The number with the title of the document, and the line that dates it."""
    for stuk in root.iter("stuk"):
        title = stuk.find("titel")
        if title is not None and plain(title):
            yield HeadLine(title, words(title), number, "stuk")
        elif number:
            yield HeadLine(stuk, Content(number), "", "stuk")
        break
    dated = any(_DATELINE.match(plain(al)) for al, _ in zip(root.iter("al"), range(_OPENING), strict=False))
    for line in root.iter("datumtekst"):
        value = plain(line)
        # The day on which a letter came in is not that of the letter, where it has a date of its own.
        field = "" if dated and _RECEIVED.match(value) else "datum"
        if value:
            yield HeadLine(line, Content(value), "", field)


def _questions(root: etree._Element, words: Callable[[etree._Element], Content]) -> Iterator[HeadLine]:
    """The number in the Aanhangsel, who asks whom about what, and who answers; the answer's day is the letter's."""
    for number in root.iter("kamervraagnummer", "vraagnummer"):
        yield HeadLine(number, Content(plain(number)), "", "nummer")
    for asked in root.iter("kamervraagomschrijving", "omschr"):
        answers = asked.get("type") == "antwoord" or plain(asked).lower().startswith(("antwoord", "mededeling"))
        yield HeadLine(asked, words(asked), "", "datum" if answers else "")


def _identifier(
    root: etree._Element, meta: dict[str, str], dossiers: list[tuple[etree._Element, str, str]], number: str
) -> str:
    """The identifier on officielebekendmakingen.nl, as stated or as it is made of dossier and number."""
    record = _RECORD.search(meta.get("OVERHEIDop.externMetadataRecord", ""))
    stated = record[1] if record else next((meta[name] for name in _IDENTIFIERS if name in meta), "")
    if stated:
        return stated.strip()
    match = _NUMBER.match(number)
    if dossiers and dossiers[0][1] and match:
        return f"kst-{dossier_number(dossiers[0][1])}-{match[1]}"
    asked = next(iter(root.iter("kamervraagnummer")), None)
    session = _SESSION.search(" ".join(_running(root)))
    if asked is None or session is None:
        return ""
    chamber = "ek" if "Eerste Kamer" in " ".join(_running(root)) else "tk"
    return f"ah-{chamber}-{session[1]}{session[2]}-{plain(asked)}"
