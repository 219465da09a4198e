"""The letterhead: date, subject, reference, addressee, senders, dossier and the letter's own number."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath

from kamerbrief.annotate.time import first_date
from kamerbrief.contract import Dossier, LetterInfo, SourceFile, Warning_, WarningCode, warning
from kamerbrief.contract.identity import slug
from kamerbrief.facts.letterhead.letter_date import misdated
from kamerbrief.facts.letterhead.official_prints import Print, find_print
from kamerbrief.facts.letterhead.signatures import find_on_behalf_of, find_senders
from kamerbrief.language.analysis import Analysis
from kamerbrief.language.ministries import ministry_of, ministry_of_address
from kamerbrief.letter import Block, BlockKind, Evidence, Letter
from kamerbrief.lexicon import load

_NO_VALUE = re.compile(r"[\s\-–—.]*$")
_PLACE_AND_DATE = re.compile(r"(?:'s-Gravenhage|’s-Gravenhage|Den Haag|DEN HAAG),?\s+(?=\d{1,2}\s)")
#: A line that is a day and nothing else.
_DATE_LINE = re.compile(r"\s*\d{1,2}[\s.-]+[^\W\d]{3,9}\.?[\s.-]+(?:19|20)\d\d\s*")
#: A title that is the name of a file.
_FILE = re.compile(
    r"^microsoft (?:office )?word - |\.(?:docx?|dotx?m?|docm|pdf|odt|rtf|indd|tmp)$|^\S*_\S*$|^[\d.\s-]+$"
)
_CHAMBERS = ("Eerste Kamer", "Tweede Kamer")
#: How many blocks at the beginning may address the chair of a chamber.
_OPENING_BLOCKS = 15
_DOCUMENT = re.compile(r"\b(20\d\d[DZ]\d{5})\b")
_KST = re.compile(r"\bkst-(\d{5}(?:-[A-Z]{1,6}|-\d{2}(?=-\w))?)-(\d{1,4}|[A-Z]{1,3})\b")
_DOSSIER = re.compile(r"^(\d{2})\s?(\d{3})(?:[\s-]+([IVXLC]{1,6}|[A-Z]))?\b(?:.{0,400}?\bNr\.\s*(\d{1,4}))?", re.DOTALL)
_BRIEF_VAN = re.compile(r"(?:Nr\.\s*\d{1,4}\s+)?BRIEF\s+VAN\s+(?=(?:DE|HET)\b)", re.IGNORECASE)
_MINISTRY_LINE = re.compile(r"\bMinisterie van\b")


@dataclass(slots=True)
class _Found:
    """Values and their words, by field of the letter."""

    values: dict[str, str | None] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)

    def keep(self, name: str, letter: Letter, start: int, end: int) -> None:
        if self.values.get(name) is None and not _NO_VALUE.fullmatch(letter.text[start:end]):
            self.values[name] = " ".join(letter.text[start:end].split())
            self.evidence[name] = letter.evidence(start, end)


def find_letterhead(analysis: Analysis) -> tuple[LetterInfo, list[Warning_]]:
    """What the letter says of itself, with the words by field name, and warnings about what contradicts it.

    What is printed counts before what the file's properties say; a letter without a subject has its title for one.
    """
    letter = analysis.letter
    found = _labelled(letter)
    printed = find_print(letter)
    _read_print(letter, printed, found)
    date = _date(letter, found) if printed.date is None else printed.date[0]
    for name in ("subject", "reference"):
        found.values.setdefault(name, _property(letter, name))
    _read_title(letter, found)
    _read_chamber(letter, found)
    on_behalf_of, where = find_on_behalf_of(letter)
    if where:
        found.evidence["on_behalf_of"] = letter.evidence(*where)
    dossiers = _dossiers(letter, printed, found)
    senders = printed.senders or find_senders(letter)
    dossier = dossiers[0] if dossiers else None
    info = LetterInfo(
        id=printed.id or _letter_id(letter, dossier),
        title=found.values.get("title"),
        subject=found.values["subject"] or _titled(found),
        date=date,
        chamber=found.values.get("chamber"),
        senders=senders,
        ministry=next((sender.ministry for sender in senders if sender.ministry), None)
        or _titled_ministry(letter, found)
        or _ministry(letter, found),
        on_behalf_of=on_behalf_of,
        reference=found.values["reference"],
        dossier=dossier,
        dossiers=dossiers,
        session=printed.session,
        questions=printed.questions,
        source=_source(letter),
        evidence=found.evidence,
    )
    return info, [*_contradictions(letter, info), *misdated(analysis, info)]


def file_alone(letter: Letter) -> LetterInfo:
    """A letterhead of which only the file is known."""
    return LetterInfo(id=slug(PurePath(letter.source.filename).stem), source=_source(letter))


def _source(letter: Letter) -> SourceFile:
    source = letter.source
    return SourceFile(
        filename=source.filename,
        media_type=source.media_type,
        sha256=source.sha256,
        size=source.size,
        pages=source.pages,
    )


def _labelled(letter: Letter) -> _Found:
    """The fields that stand behind a label, the most telling label first."""
    found = _Found()
    blocks = list(letter.of_kind(BlockKind.LETTERHEAD))
    for name, labels in load("signatures")["fields"].items():
        for label in labels:
            for block in (b for b in blocks if b.field == label):
                found.keep(name, letter, block.content_start, block.end)
    return found


def _read_print(letter: Letter, printed: Print, found: _Found) -> None:
    """Subject, title and day as an official print has them, which count before labels."""
    for name, stretch in (("subject", printed.subject), ("title", printed.title)):
        if stretch and (name != "subject" or printed.dossiers or printed.senders):
            found.values[name] = None
            found.keep(name, letter, *stretch)
    if printed.date:
        found.evidence["date"] = letter.evidence(*printed.date[1:])


def _dossiers(letter: Letter, printed: Print, found: _Found) -> list[Dossier]:
    """All dossiers of the letter, in the order in which its head names them."""
    if printed.dossiers and not letter.properties.get("dossiernummer"):
        found.evidence["dossier"] = letter.evidence(*printed.dossiers[0][1:])
        return [dossier for dossier, _, _ in printed.dossiers]
    dossier = _dossier(letter, found)
    return [dossier] if dossier else []


def _property(letter: Letter, name: str) -> str | None:
    """A property of the file with this meaning, where it has a real value."""
    for key in load("signatures")["properties"].get(name, []):
        value = letter.properties.get(key, "").strip()
        if value and not _NO_VALUE.fullmatch(value):
            return value
    return None


def _date(letter: Letter, found: _Found) -> datetime.date | None:
    """The printed date: behind its label, else behind the place in a dateline, else the file's own property."""
    value = found.values.get("date") or ""
    printed = first_date(value) or first_date(_spaced_out(value))
    if printed:
        return printed
    found.evidence.pop("date", None)
    for block in (*letter.blocks[:_OPENING_BLOCKS], *letter.blocks[-5:]):
        match = _PLACE_AND_DATE.search(letter.text, block.start, block.end)
        printed = first_date(letter.text[match.end() : block.end][:40]) if match else None
        if match and printed:
            found.evidence["date"] = letter.evidence(match.end(), min(block.end, match.end() + 40))
            return printed
    alone = next(
        (block for block in letter.blocks[:_OPENING_BLOCKS] if _DATE_LINE.fullmatch(letter.text_of(block))), None
    )
    if alone and (printed := first_date(letter.text_of(alone))):
        found.evidence["date"] = letter.evidence(alone.start, alone.end)
        return printed
    return first_date(_property(letter, "date") or "")


def _spaced_out(value: str) -> str:
    """A date whose letters stand apart (`1 2  j u n i  2 0 2 5`) as it is usually written."""
    return re.sub(r"(?<=\d)(?=[a-z])|(?<=[a-z])(?=\d)", " ", "".join(value.lower().split()))


def _read_title(letter: Letter, found: _Found) -> None:
    """The first heading, where it opens the letter or stands over other headings; else the file's own title."""
    body = [block for block in letter.blocks if block.kind is not BlockKind.LETTERHEAD]
    places = [place for place, block in enumerate(body) if block.kind is BlockKind.HEADING]
    if places and _heads_all(body, places[0]):
        heading = body[places[0]]
        found.keep("title", letter, heading.content_start, heading.end)
    title = letter.properties.get("title", "").strip()
    if not found.values.get("title") and not _says_nothing(title):
        found.values["title"] = title


def _says_nothing(title: str) -> bool:
    """True for a title that a program or a template gave: `Word Document`, `Microsoft Word - brief.docx`, `1_brief`."""
    plain = " ".join(title.lower().split())
    return bool(_NO_VALUE.fullmatch(plain) or _FILE.search(plain)) or plain in load("signatures")["no_title"]


def _heads_all(body: Sequence[Block], place: int) -> bool:
    heading, following = body[place], body[place + 1 : place + 2]
    over_another = bool(following) and following[0].kind is BlockKind.HEADING
    return heading.level == 1 and heading.label is None and (place == 0 or over_another)


def _titled(found: _Found) -> str | None:
    """The title as the subject of a letter that states none."""
    if "title" in found.evidence:
        found.evidence["subject"] = found.evidence["title"]
    return found.values.get("title")


def _head(letter: Letter) -> list[Block]:
    return [b for b in letter.blocks[:40] if b.kind is BlockKind.LETTERHEAD]


def _read_chamber(letter: Letter, found: _Found) -> None:
    """The chamber in the address, else where the first paragraphs address its chair, else in the running headers."""
    head = _head(letter)
    named = _named_chambers(letter, head[0].start, head[-1].end, "") if head else []
    if not named and letter.blocks:
        named = _named_chambers(letter, 0, letter.blocks[:_OPENING_BLOCKS][-1].end, r"[Vv]oorzitter\s+van\s+de\s+")
    if named:
        start, end = min(start for start, _, _ in named), max(end for _, end, _ in named)
        found.values["chamber"] = " en ".join(chamber for _, _, chamber in sorted(named))
        found.evidence["chamber"] = letter.evidence(start, end)
        return
    furniture = " ".join(part.text for part in letter.furniture[:20])
    running = [chamber for chamber in _CHAMBERS if re.search(rf"\b{chamber}\b", furniture)]
    found.values["chamber"] = " en ".join(sorted(running, key=furniture.find)) or None


def _named_chambers(letter: Letter, start: int, end: int, before: str) -> list[tuple[int, int, str]]:
    """The first place of each chamber that [start, end) names: start, end, and the chamber."""
    found = []
    for chamber in _CHAMBERS:
        words = chamber.replace(" ", r"\s+")
        match = re.compile(rf"\b{before}(?P<chamber>{words})\b").search(letter.text, start, end)
        if match:
            found.append((*match.span("chamber"), chamber))
    return found


def _titled_ministry(letter: Letter, found: _Found) -> str | None:
    """The ministry in the title of a print: `BRIEF VAN DE MINISTER VAN FINANCIËN`."""
    for block in letter.blocks[:_OPENING_BLOCKS]:
        titled = _BRIEF_VAN.match(letter.text, block.start, block.end)
        ministry = ministry_of(letter.text[titled.end() : block.end]) if titled else None
        if ministry:
            found.evidence["ministry"] = letter.evidence(block.start, block.end)
            return ministry
    return None


def _ministry(letter: Letter, found: _Found) -> str | None:
    """The ministry in the letterhead or the running headers, for letters whose signature is an image."""
    for block in _head(letter):
        text = letter.text_of(block)
        ministry = ministry_of(text) if block.field == "stuk" else _ministry_in(text)
        if ministry and block.field != "dossier":
            found.evidence["ministry"] = letter.evidence(block.start, block.end)
            return ministry
    return next((named for part in letter.furniture if (named := _ministry_in(part.text))), None)


def _ministry_in(text: str) -> str | None:
    named = ministry_of(text) if _MINISTRY_LINE.search(text) else None
    return named or ministry_of_address(text)


def _dossier(letter: Letter, found: _Found) -> Dossier | None:
    """The dossier of a kamerstuk: from what the source says of itself, its foot (``kst-24446-101``) or its head."""
    if letter.properties.get("dossiernummer"):
        return Dossier(number=letter.properties["dossiernummer"], nr=letter.properties.get("ondernummer"))
    for part in letter.furniture:
        match = _KST.search(part.text)
        if match:
            return Dossier(number=match[1], nr=match[2])
    head = _head(letter)
    text = letter.text[head[0].start : head[-1].end] if head else ""
    match = _DOSSIER.match(text) if "Kamer" in text or "Nr." in text else None
    if match is None:
        return None
    found.evidence["dossier"] = letter.evidence(head[0].start, head[0].start + match.end())
    suffix = f"-{match[3]}" if match[3] else ""
    return Dossier(number=f"{match[1]}{match[2]}{suffix}", nr=match[4])


def _letter_id(letter: Letter, dossier: Dossier | None) -> str:
    known = letter.properties.get("documentnummer")
    if known:
        return known
    for text in (*(part.text for part in letter.furniture), letter.source.filename):
        match = _DOCUMENT.search(text)
        if match:
            return match[1]
    if dossier and dossier.nr:
        return f"kst-{dossier.number}-{dossier.nr}"
    return slug(PurePath(letter.source.filename).stem)


def _contradictions(letter: Letter, info: LetterInfo) -> list[Warning_]:
    """The printed date wins over the date in the file's properties; a reader should know that they differ."""
    stored = first_date(_property(letter, "date") or "")
    if stored and info.date and stored != info.date:
        dates = {"letter": info.date.isoformat(), "file": stored.isoformat()}
        return [warning(WarningCode.DATE_DIFFERS, dates, info.evidence.get("date"))]
    return []
