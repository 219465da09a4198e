"""Motions, debates and reports that a letter names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kamerbrief.contract import ReferenceKind
from kamerbrief.facts.citation import Citation
from kamerbrief.language.dates import YEAR, first_date, month_words
from kamerbrief.lexicon import alternatives, load

_QUOTED = r"[‘'“\"„«](?P<title>[^‘’'“”\"„«»\n]{3,200})[’'”\"»]"


@cache
def _motions() -> re.Pattern[str]:
    particles = load("references")["motions"]["particles"]
    particle = alternatives([*particles, *(word[0].upper() + word[1:] for word in particles if word[0].isalpha())])
    name = rf"(?:(?:{particle})\s+){{0,2}}[A-ZÀ-Þ][\w'’]+(?:-(?:[A-ZÀ-Þ][\w'’]+|van|de|der))*"
    party = r"(?:\s*\([A-Za-z\d+ -]{2,24}\))?"
    and_ = r"(?:\s*/\s*|\s*,\s*|\s+en\s+(?:(?:van\s+)?het\s+lid\s+)?)"
    names = rf"{name}{party}(?:{and_}{name}{party}){{0,6}}(?:\s+(?:c\.?s\.?|cum\s+suis))?"
    return re.compile(
        r"(?<![\w-])(?:(?:gewijzigde|nader\s+gewijzigde)\s+)?"
        r"[Mm]otie(?:s)?(?:-|\s+(?:van\s+)?(?:(?:het\s+(?:Kamer)?lid|de\s+(?:Kamer)?leden|lid|leden)\s+)?)"
        rf"(?P<movers>{names})"
    )


@cache
def _debates() -> re.Pattern[str]:
    kinds = alternatives(load("references")["debates"]["kinds"])
    return re.compile(
        rf"(?<![\w-])(?P<kind>{kinds})(?![\w-])(?P<topic>(?:\s+[^\s.;:()?!]{{1,40}}){{0,12}}?)"
        rf"(?:\s+(?:van|op|d\.d\.|dd\.?)\s+|\s*\(|\s+)(?P<date>\d{{1,2}}\s+{month_words()}(?:\s+{YEAR}|\s+(?:jl|a\.s)\.?)?)\)?",
        re.IGNORECASE,
    )


@cache
def _undated_debates() -> re.Pattern[str]:
    words = load("references")["debates"]
    kinds = alternatives(set(words["kinds"]) - set(words["only_dated"]))
    # A subject with a capital, such as "commissiedebat Externe veiligheid"; a month or weekday has none in Dutch.
    return re.compile(rf"(?<![\w-])(?P<kind>(?i:{kinds}))\s+(?P<topic>[A-ZÀ-Þ][\w-]*(?:\s+(?:en\s+)?[A-ZÀ-Þ][\w-]*)*)")


@cache
def _reports() -> re.Pattern[str]:
    words = load("references")["reports"]
    return re.compile(
        rf"(?<![\w])(?:[\w-]{{2,30}}-)?(?:{alternatives(words['titled'])})\s+"
        rf"(?:getiteld\s+|genaamd\s+|met\s+de\s+titel\s+|,\s*)?{_QUOTED}"
        rf"|(?<![\w-])(?P<name>(?-i:{alternatives(words['naming'])})\s+(?-i:[A-ZÀ-Þ])[\w&-]*"
        r"(?:\s+(?:en\s+|van\s+de\s+)?(?-i:[A-ZÀ-Þ])[\w&-]*){0,5}"
        rf"(?:\s+{YEAR}(?:\s?[–-]\s?{YEAR}|\s+tot\s+en\s+met\s+{YEAR})?)?)",
        re.IGNORECASE,
    )


def find_motions(text: str) -> Iterator[Citation]:
    """Motions by their movers: ``motie van de leden Heinen en Grinwis``, ``motie-Grinwis c.s.``."""
    for match in _motions().finditer(text):
        movers = re.sub(r"\s*\([^)]*\)", "", " ".join(match["movers"].split()))
        yield Citation(ReferenceKind.MOTION, match.start(), match.end(), title=movers)


def find_debates(text: str) -> Iterator[Citation]:
    """Debates of the Kamer with their day, and those without a day whose subject is a name."""
    only_dated = frozenset(load("references")["debates"]["only_dated"])
    for match in _debates().finditer(text):
        title = _debate_title(match)
        yield Citation(ReferenceKind.DEBATE, match.start(), match.end(), title=title, date=first_date(match["date"]))
    for match in _undated_debates().finditer(text):
        if match["kind"] not in only_dated:
            yield Citation(ReferenceKind.DEBATE, match.start(), match.end(), title=" ".join(match.group().split()))


def _debate_title(match: re.Match[str]) -> str:
    return " ".join(f"{match['kind']} {match['topic']}".split()).removesuffix(",")


def find_reports(text: str) -> Iterator[Citation]:
    """Reports by a title between quotation marks, or a name such as ``Beleidsevaluatie Ruimtevaart 2017–2024``."""
    for match in _reports().finditer(text):
        title = " ".join((match["title"] or match["name"]).split())
        yield Citation(ReferenceKind.REPORT, match.start(), match.end(), title=title)
