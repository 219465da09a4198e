"""The letterhead: date, subject, reference, addressee, senders, dossier and the letter's own number."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from pathlib import PurePath

from kamerbrief.facts.signatures import find_on_behalf_of, find_senders
from kamerbrief.ids import slug
from kamerbrief.language.analysis import Analysis
from kamerbrief.language.dates import first_date
from kamerbrief.language.ministries import ministries_in
from kamerbrief.letter import Block, BlockKind, Evidence, Letter
from kamerbrief.lexicon import load
from kamerbrief.schema import Dossier, LetterInfo, Sender, SourceFile, Warning_

_NO_VALUE = re.compile(r"[\s\-–—.]*$")
_PLACE_AND_DATE = re.compile(r"(?:'s-Gravenhage|’s-Gravenhage|Den Haag|DEN HAAG),?\s+(?=\d{1,2}\s)")
_CHAMBERS = (("Eerste Kamer", re.compile(r"\bEerste\s+Kamer\b")), ("Tweede Kamer", re.compile(r"\bTweede\s+Kamer\b")))
_DOCUMENT = re.compile(r"\b(20\d\d[DZ]\d{5})\b")
_KST = re.compile(r"\bkst-(\d{5}(?:-[A-Z]{1,6})?)-(\d{1,4}|[A-Z]{1,3})\b")
_DOSSIER = re.compile(r"^(\d{2})\s?(\d{3})(?:[\s-]+([IVXLC]{1,6}|[A-Z]))?\b(?:.{0,400}?\bNr\.\s*(\d{1,4}))?", re.DOTALL)
_MINISTRY_LINE = re.compile(r"\bMinisterie van\b")


@dataclass(slots=True)
class _Found:
    """Values and their words, by field of the letter."""

    values: dict[str, str] = field(default_factory=dict)
    evidence: dict[str, Evidence] = field(default_factory=dict)

    def keep(self, name: str, letter: Letter, start: int, end: int) -> None:
        if name not in self.values and not _NO_VALUE.fullmatch(letter.text[start:end]):
            self.values[name] = " ".join(letter.text[start:end].split())
            self.evidence[name] = letter.evidence(start, end)


def find_letterhead(analysis: Analysis) -> tuple[LetterInfo, list[Warning_]]:
    """What the letter says of itself, with the words by field name, and warnings about what contradicts it."""
    letter = analysis.letter
    found = _labelled(letter)
    date = _date(letter, found)
    for name in ("subject", "reference"):
        value = _property(letter, name)
        if value and name not in found.values:
            found.values[name] = value
    title = _title(letter, found)
    on_behalf_of, where = find_on_behalf_of(letter.text)
    if where:
        found.evidence["on_behalf_of"] = letter.evidence(*where)
    dossier = _dossier(letter)
    info = LetterInfo(
        id=_letter_id(letter, dossier),
        title=title,
        subject=found.values.get("subject"),
        date=date,
        chamber=_chamber(letter),
        senders=find_senders(letter) or _ministry_alone(letter),
        on_behalf_of=on_behalf_of,
        reference=found.values.get("reference"),
        dossier=dossier,
        source=SourceFile(
            filename=letter.source.filename,
            media_type=letter.source.media_type,
            sha256=letter.source.sha256,
            size=letter.source.size,
            pages=letter.source.pages,
        ),
        evidence=found.evidence,
    )
    return info, _contradictions(letter, info)


def _labelled(letter: Letter) -> _Found:
    """The fields that stand behind a label, the most telling label first."""
    found = _Found()
    blocks = list(letter.of_kind(BlockKind.LETTERHEAD))
    for name, labels in load("signatures")["fields"].items():
        for label in labels:
            for block in (b for b in blocks if b.field == label):
                found.keep(name, letter, block.content_start, block.end)
    return found


def _property(letter: Letter, name: str) -> str | None:
    """A property of the file with this meaning, where it has a real value."""
    for key in load("signatures")["properties"].get(name, []):
        value = letter.properties.get(key, "").strip()
        if value and not _NO_VALUE.fullmatch(value):
            return value
    return None


def _date(letter: Letter, found: _Found) -> datetime.date | None:
    """The printed date: behind its label, else behind the place in a dateline, else the file's own property."""
    printed = first_date(found.values.get("date", ""))
    if printed:
        return printed
    found.evidence.pop("date", None)
    for block in (*letter.blocks[:15], *letter.blocks[-5:]):
        match = _PLACE_AND_DATE.search(letter.text, block.start, block.end)
        printed = first_date(letter.text[match.end() : block.end][:40]) if match else None
        if match and printed:
            found.evidence["date"] = letter.evidence(match.end(), min(block.end, match.end() + 40))
            return printed
    return first_date(_property(letter, "date") or "")


def _title(letter: Letter, found: _Found) -> str | None:
    """The title that the file states; in a letter without a subject its first heading of the highest level."""
    if "subject" in found.values:
        return letter.properties.get("title")
    headings = [b for b in letter.of_kind(BlockKind.HEADING) if b.level == 1 and b.label is None]
    if headings:
        found.keep("title", letter, headings[0].content_start, headings[0].end)
    return found.values.get("title") or letter.properties.get("title")


def _head(letter: Letter) -> list[Block]:
    return [b for b in letter.blocks[:40] if b.kind is BlockKind.LETTERHEAD]


def _chamber(letter: Letter) -> str | None:
    """The chamber in the address; of a letter to both the first that is named comes first."""
    head = " ".join(letter.text_of(block) for block in _head(letter))
    named = [name for name, pattern in _CHAMBERS if pattern.search(head)]
    if not named:
        furniture = " ".join(part.text for part in letter.furniture[:20])
        named = [name for name, pattern in _CHAMBERS if pattern.search(furniture)]
    return " en ".join(sorted(named, key=head.find)) or None


def _ministry_alone(letter: Letter) -> list[Sender]:
    """A sender without a name, from the ministry in the letterhead, for letters whose signature is an image."""
    for block in _head(letter):
        text = letter.text_of(block)
        ministries = ministries_in(text) if _MINISTRY_LINE.search(text) else []
        if ministries:
            return [Sender(ministry=ministries[0][2], evidence=letter.evidence(block.start, block.end))]
    for part in letter.furniture:
        ministries = ministries_in(part.text) if _MINISTRY_LINE.search(part.text) else []
        if ministries:
            return [Sender(ministry=ministries[0][2])]
    return []


def _dossier(letter: Letter) -> Dossier | None:
    """The dossier of a kamerstuk: from what the source says of itself, its foot (``kst-24446-101``) or its head."""
    if letter.properties.get("dossiernummer"):
        return Dossier(number=letter.properties["dossiernummer"], nr=letter.properties.get("ondernummer"))
    for part in letter.furniture:
        match = _KST.search(part.text)
        if match:
            return Dossier(number=match[1], nr=match[2])
    head = "\n".join(letter.text_of(block) for block in _head(letter))
    match = _DOSSIER.match(head) if "Kamer" in head or "Nr." in head else None
    if match:
        suffix = f"-{match[3]}" if match[3] else ""
        return Dossier(number=f"{match[1]}{match[2]}{suffix}", nr=match[4])
    return None


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
        message = f"the letter is dated {info.date}, the file's properties say {stored}"
        return [Warning_(code="date_differs", message=message, evidence=info.evidence.get("date"))]
    return []
