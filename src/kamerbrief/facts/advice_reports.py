"""The report that makes a recommendation, and who made the report, from the headings and text above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kamerbrief.facts.proceedings import find_reports
from kamerbrief.lexicon import alternatives, load

_INNER = r"(?:voor|van|de|het|der|den|en|ten|op)"
# A full stop belongs to a name within it or behind an initial; else the sentence ends there.
_WORD = r"(?:(?:[A-ZÀ-Þ]\.)+|[A-ZÀ-Þ][\w&’'-]*(?:\.[\w&’'-]+)*)"
_NAME = rf"(?:[Cc]ommissie[-\s])?{_WORD}(?:\s+(?:{_INNER}\s+){{0,2}}{_WORD}){{0,6}}(?:\s+\([A-Z]\w{{1,9}}\))?"
_MADE_BY = re.compile(
    rf"(?:uitgevoerd|opgesteld|verricht|geschreven|uitgebracht|gedaan|gemaakt)\s+(?:is\s+)?door\s+(?:de\s+|het\s+)?(?P<name>{_NAME})"
)
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
def _of() -> re.Pattern[str]:
    # What is evaluated stands behind "evaluatie van"; behind the others their maker does.
    kinds = alternatives(kind for kind in load("references")["reports"]["titled"] if "evaluatie" not in kind)
    return re.compile(
        rf"(?<!\w)(?:[\w-]*)(?:{kinds})(?:\s+[‘'“\"«][^’'”\"»]{{3,200}}[’'”\"»])?\s+van\s+(?:de\s+|het\s+)?(?P<name>{_NAME})"
    )


@cache
def _speaking() -> re.Pattern[str]:
    verbs = "beveelt|bevelen|adviseert|adviseren|doet|doen|formuleert|constateert|stelt|roept|pleit|concludeert"
    return re.compile(
        rf"(?<!\w)(?:[Dd]e|[Hh]et)\s+(?P<name>{_NAME})\s+(?:{verbs}|heeft\s+(?:\w+\s+){{0,3}}aanbevelingen)(?!\w)|(?<!\w)(?:beveelt|adviseert)\s+(?:de|het)\s+(?P<behind>{_NAME})"
    )


_UNTITLED = re.compile(
    r"(?<!\w)(?:reactie|kabinetsreactie|beleidsreactie|appreciatie)\s+(?:op\s+)?(?:het\s+|de\s+)?(?P<name>(?:[\w-]*(?:rapport|evaluatie|advies|onderzoek|doorlichting))"
    r"(?:\s+[^.;:,()\n]{3,90})?)",
    re.IGNORECASE,
)


def report_of(texts: Sequence[str]) -> str | None:
    """The title of the report, from the nearest text that names one; ``texts`` begins with the nearest."""
    for text in texts:
        titled = next(find_reports(text), None)
        if titled and titled.title:
            return titled.title
    untitled = (match for text in texts for match in [_UNTITLED.search(text)] if match)
    return next((" ".join(match["name"].split()) for match in untitled), None)


def author_of(texts: Sequence[str]) -> str | None:
    """Who made the report: ``uitgevoerd door …``, ``advies van de …``, or the name that recommends."""
    for pattern in (_MADE_BY, _of(), _speaking()):
        for text in texts:
            for match in pattern.finditer(text):
                name = match["name"] or match.groupdict().get("behind")
                if name and name not in _NO_AUTHOR:
                    return " ".join(name.split())
    return None
