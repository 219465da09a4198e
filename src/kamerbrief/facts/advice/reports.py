"""The report that makes a recommendation, and who made the report, from the headings and text above it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from kamerbrief.annotate.time import days_words
from kamerbrief.facts.advice.advisers import LAW, has_adviser_noun, is_own
from kamerbrief.facts.advice.blocks import is_heading, level_of
from kamerbrief.facts.references.proceedings import find_reports
from kamerbrief.letter import Block, BlockKind, Letter
from kamerbrief.lexicon import alternatives, load

#: How many blocks at the beginning of the letter may name the report, and how many upwards headings are looked for.
_OPENING, _REACH = 8, 1_000
#: Of so many texts is remembered what they name: of all that one recommendation and the next may look at.
_REMEMBERED = 2 * _REACH
_SUBJECTS = ("Betreft", "Onderwerp")
_INNER = r"(?:voor|van|de|het|der|den|en|ten|op)"
# A full stop belongs to a name within it or behind an initial; else the sentence ends there.
_WORD = r"(?:(?:[A-ZÀ-Þ]\.)+|[A-ZÀ-Þ][\w&’'-]*(?:\.[\w&’'-]+)*)"
_NAME = rf"(?:[Cc]ommissie[-\s])?{_WORD}(?:\s+(?:{_INNER}\s+){{0,2}}{_WORD}){{0,6}}(?:\s+\([A-Z]\w{{1,9}}\))?"
_MADE_BY = re.compile(
    r"(?:uitgevoerd|opgesteld|verricht|geschreven|uitgebracht|gedaan|gemaakt)\s+(?:is\s+)?door\s+(?:de\s+|het\s+)?"
    rf"(?:(?:onderzoeks|advies)?bureau\s+)?(?P<name>{_NAME})"
)
_QUOTED = r"[‘'“\"„«](?P<title>[^‘’'“”\"„«»\n]{3,250})[’'”\"»]"
_FROM = re.compile(
    rf"(?<!\w)(?:vanuit|door)\s+(?:de\s+|het\s+)?(?P<name>{_NAME})\s+(?:is\s+)?(?:het|een)\s+(?:rapport|advies)"
)
#: A name in an opening, with the short form that the letter gives it.
_NAMED = re.compile(rf"(?<!\w)(?:[Dd]e|[Hh]et|van|door)\s+(?P<name>{_NAME})")
_ARTICLE = re.compile(r"(?:de|het|deze|dit|een)\s", re.IGNORECASE)
_LAW = re.compile(LAW)
_NO_AUTHOR = frozenset(
    (
        "Het",
        "De",
        "Kamer",
        "Tweede Kamer",
        "Eerste Kamer",
        "Kabinet",
        "Rijk",
        "Deze",
        "Dit",
        "Ik",
        "Nederland",
        "Kamerbrief",
    )
)


@cache
def _kinds() -> str:
    """What is called a report; what is evaluated stands behind "evaluatie van", behind the others their maker does."""
    return alternatives(kind for kind in load("references")["reports"]["titled"] if "evaluatie" not in kind)


@cache
def _of() -> re.Pattern[str]:
    more = alternatives(load("recommendations")["nouns"]["of_advisers"])
    dated = rf"(?:\s+nr\.?\s*\d+)?(?:\s+van\s+(?:{days_words()}))?"
    return re.compile(
        rf"(?<!\w)(?:[\w-]*)(?:{_kinds()}|{more}){dated}(?:\s+[‘'“\"«][^’'”\"»]{{3,200}}[’'”\"»])?"
        rf"\s+van\s+(?:de\s+|het\s+)?(?P<name>{_NAME})"
    )


@cache
def _speaking() -> re.Pattern[str]:
    verbs = "beveelt|bevelen|adviseert|adviseren|doet|doen|formuleert|constateert|stelt|roept|pleit|concludeert"
    return re.compile(
        rf"(?<!\w)(?:[Dd]e|[Hh]et)\s+(?P<name>{_NAME})\s+(?:{verbs}|heeft\s+(?:\w+\s+){{0,3}}aanbevelingen)(?!\w)"
        rf"|(?<!\w)(?:beveelt|adviseert)\s+(?:de|het)\s+(?P<behind>{_NAME})"
    )


_UNTITLED = re.compile(
    r"(?<!\w)(?:reactie|kabinetsreactie|beleidsreactie|appreciatie)\s+(?:op\s+)?(?:het\s+|de\s+)?"
    r"(?P<name>[\w-]*(?:rapport|evaluatie|advies|onderzoek|doorlichting|voorlichting|verkenning|studie|analyse)"
    r"(?:\s+[^.;:,()\n]{3,90})?)",
    re.IGNORECASE,
)
_GENAAMD = re.compile(
    r"(?<!\w)(?:genaamd|getiteld)\s+(?P<title>[A-ZÀ-Þ][^.;:‘’“”\"()–]{5,150}?)\s+(?:-|–|van\s+de|van\s+het|aan)\s"
)


@cache
def _titled() -> re.Pattern[str]:
    """A report whose title stands behind its maker or its day: ``het rapport van de Raad van maart 2021 ‘…’``."""
    return re.compile(
        rf"(?<![\w-])[\w-]*(?:{alternatives(load('references')['reports']['titled'])})\s+"
        rf"(?:nr\.?\s*\d+\s+)?(?:(?:van|door|uit)\s+)?(?!over\s)[^‘’“”\"„«».;:]{{0,90}}?{_QUOTED}",
        re.IGNORECASE,
    )


def sources_of(letter: Letter, body: Sequence[Block], position: int) -> list[str]:
    """The texts that may name the report of a recommendation, nearest first.

    These are the block itself, the headings above it, the letter's subject and opening, and the text right below these
    headings; what stands below a heading of its own level speaks of another recommendation.
    """
    if not body:
        return []
    level, below = level_of(letter, body[position]), list[str]()
    headings, texts = list[str](), list[str]()
    for before in range(position - 1, max(-1, position - _REACH), -1):
        block = body[before]
        if not is_heading(letter, block):
            below.append(letter.text_of(block))
        elif level_of(letter, block) < level:
            level = level_of(letter, block)
            headings.append(letter.text_of(block))
            texts += reversed(below)
            below = []
        else:
            below = []
    subjects = [block for block in letter.of_kind(BlockKind.LETTERHEAD) if (block.label or "").strip(": ") in _SUBJECTS]
    opening = [letter.text_of(block) for block in (*subjects, *body[:_OPENING]) if block.start <= body[position].start]
    return [letter.text_of(body[position]), *headings, *opening, *texts]


def report_of(texts: Sequence[str]) -> str | None:
    """The title of the report, from the nearest text that names one; ``texts`` begins with the nearest."""
    title = next(filter(None, map(_title_in, texts)), None)
    return title or next(filter(None, map(_untitled_in, texts)), None)


@lru_cache(maxsize=_REMEMBERED)
def _title_in(text: str) -> str | None:
    """The first title of a report in a text."""
    return next(filter(None, _titles(text)), None)


@lru_cache(maxsize=_REMEMBERED)
def _untitled_in(text: str) -> str | None:
    """What a text calls a report to which it reacts, without a title."""
    match = _UNTITLED.search(text)
    return " ".join(match["name"].split()) if match else None


def _titles(text: str) -> Iterator[str]:
    yield from (report.title for report in find_reports(text) if report.title)
    for pattern in (_titled(), _GENAAMD):
        for match in pattern.finditer(text):
            yield " ".join(match["title"].split())


def report_by(texts: Iterable[str], author: str) -> str | None:
    """The title of the first report that a text names together with its author."""
    name = re.sub(r"\s*\(.*", "", author).removeprefix("de ").removeprefix("heer ").removeprefix("mevrouw ")
    return next((title for text in texts if name in text for title in [_title_in(text)] if title), None)


def author_of(texts: Sequence[str]) -> str | None:
    """Who made the report: ``uitgevoerd door …``, ``advies van de …``, or the name that recommends.

    The nearest text that names anyone speaks; where none does, the first adviser that is named.
    """
    maker = next(filter(None, map(_maker_in, texts)), None)
    return maker or next(filter(None, map(_adviser_in, texts)), None)


@lru_cache(maxsize=_REMEMBERED)
def _maker_in(text: str) -> str | None:
    """Who, as a text says, made a report or recommends."""
    for pattern in (_MADE_BY, _of(), _FROM, _speaking()):
        for match in pattern.finditer(text):
            name = match["name"] or match.groupdict().get("behind")
            if name and name not in _NO_AUTHOR and not is_own(name):
                return " ".join(name.split())
    return None


@lru_cache(maxsize=_REMEMBERED)
def _adviser_in(text: str) -> str | None:
    """The first adviser that a text names."""
    named = (match["name"] for match in _NAMED.finditer(text) if not _LAW.match(match["name"]))
    return next((" ".join(name.split()) for name in named if has_adviser_noun(name) and not is_own(name)), None)


def name_in(who: str) -> str | None:
    """The name in the words for an adviser: ``de heer Remkes``, ``De Raad voor Cultuur``; None for ``de raad``."""
    small = _ARTICLE.match(who) or (" " not in who and has_adviser_noun(who.lower()))
    words = who[0].lower() + who[1:] if small else who
    match = re.search(rf"(?:(?:de\s+)?(?:heer|mevrouw)\s+)?{_NAME}", words)
    return " ".join(match.group().split()) if match else None


def spelled_out(texts: Iterable[str], name: str) -> str:
    """The name for which a letter gives an abbreviation in brackets (*Planbureau voor de Leefomgeving (PBL)*)."""
    if not name.isupper():
        return name
    pattern = re.compile(
        rf"(?P<name>(?!(?:De|Het)\s){_WORD}(?:\s+(?:{_INNER}\s+){{0,2}}{_WORD}){{0,6}})\s+\({re.escape(name)}\)"
    )
    found = next((match for text in texts if f"({name})" in text for match in [pattern.search(text)] if match), None)
    return " ".join(found["name"].split()) if found else name
