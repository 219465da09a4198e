"""The label of a recommendation at the head of a block: ``Aanbeveling 3:``, ``Tweede aanbeveling –``, ``Ad 4.``.

A label may carry a number, several, a paragraph of the report (``Aanbeveling paragraaf 97, sub d:``) or none, and it
may stand where an answer begins (``Reactie op aanbeveling 3:``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kamerbrief.annotate import annotate
from kamerbrief.lexicon import alternatives, keyed, load, may_stand

_NUMBER = r"(?:\d{1,2}(?:\.\d{1,2}){0,2}[a-z]?|[IVX]{1,5}|[A-Z])(?![\w])"
_AND = r"(?:\s*,\s*(?:en\s+)?|\s+en\s+|\s*&\s*|\s*(?:t/m|-|–)\s*|\s+tot\s+en\s+met\s+|\s*/\s*)"
_COUNTER = r"(?:\d{1,2}|[a-z])(?!\w)"
_NUMBERS = rf"{_NUMBER}(?:{_AND}{_NUMBER}){{0,12}}"
#: Parts of one recommendation behind its number: ``6 a en b``.
_PARTS = r"(?:\s+[a-h](?:\s*(?:,|en)\s+[a-h])*(?=\s*[:.)–-]))?"
_PARAGRAPH = (
    r"(?:paragraaf|par\.|punt|onderdeel)\s+(?P<paragraph>\d{1,3})"
    r"(?:,?\s+(?:sub|onder|onderdeel|lid)\s+(?P<sub>[a-z]|\d{1,2})(?!\w))?"
)
#: The words of order that letters number recommendations with, from the first on.
ORDINALS = (
    "eerste",
    "tweede",
    "derde",
    "vierde",
    "vijfde",
    "zesde",
    "zevende",
    "achtste",
    "negende",
    "tiende",
    "elfde",
    "twaalfde",
)
_MARK = r"\s*[:.)–-]+\s*|\s+(?=[‘'“\"«(])|\s*$|\s*\n\s*"
_SEVERAL = re.compile(r"\s*,\s*(?:en\s+)?|\s+(?<!tot )en\s+|\s*&\s*|\s*(?<!t)/(?!m)\s*")
_RANGE = re.compile(r"^(\d{1,2})\s*(?:t/m|-|–|tot\s+en\s+met)\s*(\d{1,2})$")


@dataclass(frozen=True, slots=True)
class Label:
    """A label at [start, end): the numbers it gives, its words as printed, and whether an answer follows it."""

    start: int
    end: int
    numbers: tuple[str, ...]
    printed: str | None
    answers: bool


@cache
def _pattern() -> re.Pattern[str]:
    headings = load("recommendations")["headings"]
    names = alternatives(headings["names"])
    answers = alternatives(load("recommendations")["response"]["labels"])
    return keyed(
        rf"[\s•·\-–*]{{0,4}}(?P<reply>(?i:{answers})\s+(?i:op\s+)?(?i:de\s+)?|(?i:ad)\s+)?"
        rf"(?:(?i:{names})\s+(?:(?i:nr\.?|nummers?)\s*)?(?:(?P<numbers>{_NUMBERS}){_PARTS}|(?i:{_PARAGRAPH}))"
        rf"|(?i:de\s+)?(?P<ordinal>(?i:{alternatives(ORDINALS)}))\s+(?i:aanbeveling|advies)"
        rf"|(?<=[Aa]d\s)(?P<counter>{_COUNTER}(?:{_AND}{_COUNTER}){{0,12}}))"
        rf"(?P<mark>{_MARK})",
        [*headings["names"], *headings["unnumbered"], *ORDINALS, "ad"],
        flags=0,
    )


@cache
def _unnumbered() -> re.Pattern[str]:
    names = alternatives(load("recommendations")["headings"]["unnumbered"])
    return re.compile(rf"[\s•·\-–*]{{0,4}}(?i:{names})\s*(?::|–|-\s)\s*(?=[^\W\d_]|[‘'“\"«])")


@cache
def _themed() -> re.Pattern[str]:
    names = alternatives(load("recommendations")["headings"]["unnumbered"])
    about = r"(?:over|tot|inzake|rond|betreffende|aangaande|met\s+betrekking\s+tot|ten\s+aanzien\s+van)"
    words = r"[^.:;?!\n]{4,150}"
    return re.compile(
        rf"[\s•·\-–*]{{0,4}}(?:(?:[Dd]e\s+)?(?i:{names})\s+om\s+(?P<deed>{words})"
        rf"|(?P<theme>(?:[Dd]e\s+)?(?i:{names})\s+{about}\s+{words})):\s+(?=\S)"
    )


def theme_at(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The words of an advice before a colon and its answer: *Aanbeveling over de bruggen: die neem ik over*."""
    match = _themed().match(text, start, end) if text.find(":", start, end) >= 0 else None
    found = match.span("deed" if match["deed"] else "theme") if match else None
    # *De aanbeveling over de bruggen neem ik over: …* is a sentence.
    said = found and any(clause.main and clause.finite for clause in annotate(text[slice(*found)]))
    return None if said else found


def label_at(text: str, start: int, end: int) -> Label | None:
    """The label with which a stretch begins; None where it begins with something else."""
    if not may_stand(_pattern(), text[start:end]):
        return None
    match = _pattern().match(text, start, end)
    if match is None:
        plain = _unnumbered().match(text, start, end)
        return Label(start, plain.end(), (), printed_label(plain.group()), answers=False) if plain else None
    reply = (match["reply"] or "").strip().lower()
    return Label(start, match.end(), _numbers(match), printed_label(match.group()), answers=bool(reply))


def _numbers(match: re.Match[str]) -> tuple[str, ...]:
    if match["paragraph"]:
        return (match["paragraph"] + (match["sub"] or ""),)
    if match["ordinal"]:
        return (str(ordinal(match["ordinal"])),)
    return numbers_in(match["numbers"] or match["counter"])


@cache
def _inner() -> re.Pattern[str]:
    names = alternatives(load("recommendations")["headings"]["names"])
    return re.compile(
        rf"(?<=[.;!?’”\"»]\s)(?=(?i:{names})\s+{_NUMBER}(?:\s*[:.]\s+[A-ZÀ-Þ‘“\"]|\s*[:.]?\s*$)"
        rf"|Ad\s+{_COUNTER}[.:)]\s+[A-ZÀ-Þ‘“\"])"
    )


def inner_labels(text: str, start: int, end: int) -> Iterator[Label]:
    """The labels at the head of later sentences of a paragraph: ``… in. Aanbeveling 9. Verken …``."""
    for place in _inner().finditer(text, start, end):
        label = label_at(text, place.start(), end)
        if label:
            yield label


def numbers_in(text: str) -> tuple[str, ...]:
    """``2, 3 en 5`` and ``4 t/m 6`` as single numbers."""
    found: list[str] = []
    for part in _SEVERAL.split(text.strip()):
        span = _RANGE.match(part)
        found += [str(n) for n in range(int(span[1]), int(span[2]) + 1)] if span else [part]
    return tuple(found)


def ordinal(word: str) -> int:
    """The number of ``eerste`` … ``twaalfde``."""
    return ORDINALS.index(word.lower()) + 1


def plain_label(label: str) -> str:
    """A label without the signs around its number or letter."""
    return label.strip().strip(".()[]:")


def printed_label(label: str | None) -> str | None:
    """A label on one line, without a bullet before or a dash behind it; None for one without a number or letter."""
    words = " ".join((label or "").split()).lstrip("•·*–- ").rstrip("–- ")
    return words if any(sign.isalnum() for sign in words) else None
