"""Debates, reports and other proceedings that a letter names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kamerbrief.annotate.time import YEAR, days_words
from kamerbrief.contract import ReferenceKind
from kamerbrief.facts.references.citation import Citation
from kamerbrief.lexicon import alternatives, keyed, load

_QUOTED = r"[‘'“\"„«](?P<title>[^‘’'“”\"„«»\n]{3,200})[’'”\"»]"


#: What stands between a meeting and its day.
_ON = r"(?:van|op|d\.d\.|dd\.?|de\s+dato)\s+(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag\s+)?"

#: The subject of a meeting that is a name; a month or weekday has no capital in Dutch.
_NAME = r"(?:over\s+(?:(?:de|het)\s+)?)?[A-ZÀ-Þ][\w-]*(?:\s+(?:en\s+)?[A-ZÀ-Þ][\w-]*)*"


@cache
def _kinds() -> tuple[str, str]:
    """Expressions for a kind of meeting, whatever its capitals but for short names, and for one that needs no day."""
    words = load("references")["debates"]
    short, only_dated = set(words["short"]), set(words["only_dated"])

    def any_of(names: set[str]) -> str:
        kinds = rf"(?:(?i:{alternatives(names - short)})|{alternatives(names & short) or '(?!)'})"
        return rf"(?:[Vv]erzamel-)?{kinds}(?:\s+\((?:{alternatives(short)})\))?"

    return any_of({*words["kinds"], *short}), any_of({*words["kinds"], *short} - only_dated)


@cache
def _debates() -> re.Pattern[str]:
    """A meeting with its subject and day."""
    kinds, _ = _kinds()
    stops = alternatives(load("references")["debates"]["stops"])
    word = rf"(?:,?\s+(?!(?i:{stops})(?!\w))[^\s.;:()?!,]{{1,40}})"
    return _of_meetings(
        rf"(?<![\w-])(?P<kind>{kinds})(?![\w&-])(?P<topic>{word}{{0,12}}?)"
        rf"(?:,?\s+{_ON}|\s*\(\s*(?:{_ON})?|,?\s+)(?P<date>(?i:{days_words()}))\)?"
    )


@cache
def _debates_on() -> re.Pattern[str]:
    """A meeting behind its day: ``op 3 maart in een notaoverleg``, ``op 3 maart gehouden debat``, ``vond … plaats``."""
    kinds, _ = _kinds()
    words = load("references")["debates"]
    word = r"(?:\s+[^\s.;:()?!,]{1,40})"
    leads = rf"{word}{{0,6}}?\s+(?:{alternatives(words['during'])})\s+(?:{alternatives(words['articles'])})"
    held = rf"\s+(?:{alternatives(words['took_place'])})\s+(?:{alternatives(words['articles'])})"
    return _of_meetings(
        rf"(?<!\w)(?:[Oo]p|[Vv]an)\s+(?:[a-z]+dag\s+)?(?P<date>(?i:{days_words()}))"
        rf"(?:{leads}|{held}|\s+(?:{alternatives(words['held'])}))\s+(?P<kind>{kinds})(?![\w&-])"
        rf"(?P<topic>(?:\s+{_NAME})?)(?!,?\s+{_ON}\d)"
    )


@cache
def _undated_debates() -> re.Pattern[str]:
    """A meeting whose subject is a name (``commissiedebat Externe veiligheid``) or stands before brackets."""
    _, kinds = _kinds()
    stops = alternatives(load("references")["debates"]["stops"])
    word = rf"(?!(?:{stops})(?!\w))[a-zà-ÿ][\w-]*"
    words = rf"{word}(?:,?\s+{word}){{0,5}}(?=\s*\((?:[Kk]amerst|[Kk]st|TK|\d\d[ .]?\d{{3}}))"
    return _of_meetings(rf"(?<![\w-])(?P<kind>{kinds})\s+(?P<topic>{_NAME}|{words})")


def _of_meetings(pattern: str) -> re.Pattern[str]:
    words = load("references")["debates"]
    return keyed(pattern, [*words["kinds"], *words["short"]], flags=0)


@cache
def _reports() -> re.Pattern[str]:
    words = load("references")["reports"]
    return keyed(
        rf"(?<![\w])(?:[\w-]{{2,30}}-)?(?:{alternatives(words['titled'])})\s+"
        rf"(?:getiteld\s+|genaamd\s+|met\s+de\s+titel\s+|,\s*)?{_QUOTED}"
        rf"|(?<![\w-])(?P<name>(?-i:{alternatives(words['naming'])})\s+(?-i:[A-ZÀ-Þ])[\w&-]*"
        r"(?:\s+(?:en\s+|van\s+de\s+)?(?-i:[A-ZÀ-Þ])[\w&-]*){0,5}"
        rf"(?:\s+{YEAR}(?:\s?[–-]\s?{YEAR}|\s+tot\s+en\s+met\s+{YEAR})?)?)",
        [*words["titled"], *words["naming"]],
    )


def find_debates(text: str) -> Iterator[Citation]:
    """Meetings of the Kamer with their day, and those without a day whose subject is a name."""
    for match in _debates().finditer(text):
        yield Citation(ReferenceKind.DEBATE, match.start(), match.end(), title=_debate_title(match))
    for match in _debates_on().finditer(text):
        yield Citation(ReferenceKind.DEBATE, match.start(), match.end(), title=_debate_title(match))
    for match in _undated_debates().finditer(text):
        yield Citation(ReferenceKind.DEBATE, match.start(), match.end(), title=" ".join(match.group().split()))


def _debate_title(match: re.Match[str]) -> str:
    return " ".join(f"{match['kind']}{match['topic']}".split()).removesuffix(",")


def find_reports(text: str) -> Iterator[Citation]:
    """Reports by a title between quotation marks, or a name such as ``Beleidsevaluatie Ruimtevaart 2017–2024``."""
    for match in _reports().finditer(text):
        title = " ".join((match["title"] or match["name"]).split())
        yield Citation(ReferenceKind.REPORT, match.start(), match.end(), title=title)
