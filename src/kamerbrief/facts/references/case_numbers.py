"""What has a number of its own outside the kamerstukken: Kamervragen, rulings of courts, documents of the EU."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kamerbrief.annotate.time import YEAR, days_words
from kamerbrief.contract import ReferenceKind
from kamerbrief.facts.references.citation import Citation
from kamerbrief.facts.references.kamerstukken import has_dossier
from kamerbrief.lexicon import alternatives, has_figure, keyed, load

#: How far before a number, in characters, the words stand that say that it is one of questions.
_REACH = 200
_CASE = re.compile(rf"(?<!\w){YEAR}Z\d{{5}}(?!\w)")
#: A document of the Kamer; a case (Z) counts in brackets, in an address or behind a word such as "kenmerk".
_DOCUMENT = re.compile(
    rf"(?<!\w)(?P<document>{YEAR}D\d{{5}})(?!\w)|(?:(?<=[(\[])|(?<=[?&]id=)|(?={YEAR}Z\d{{5}}/{YEAR}D\d{{5}})|(?i:(?<!\w)(?:kenmerk|nr\.?|nummer|zaak|zaaknummer):?\s+))"
    rf"(?P<case>{YEAR}Z\d{{5}})(?!\w)(?!&did=)"
)
#: A European number of a ruling, often misprinted ELCI, and a number of the Raad van State.
_ECLI = re.compile(r"(?<!\w)E(?:CL|LC)I:(?P<rest>[A-Z]{2}:[A-Z]{1,7}:\d{4}:[A-Z0-9]+(?:\.[A-Z0-9]+)*)")
_STATE = re.compile(r"(?<![\w/])(?:19|20)\d{7}/\d{1,2}/[A-Z]\d(?![\w/])")
_COURT_OF_EU = re.compile(
    r"(?<![\w-])(?:gevoegde\s+)?za(?:ak|ken)\s+(?P<number>[CT][-‑–]\d{1,4}/\d{2}(?:\s?P)?)(?![\w/])"
)
_EU_DOCUMENT = re.compile(
    r"(?<!\w)(?P<series>COM|SWD|JOIN)(?:\s?\(|/)(?P<year>\d{4})(?:\)\s?|/)(?P<number>\d{1,4})(?:\s+final)?(?!\w)"
)


@cache
def _asked() -> re.Pattern[str]:
    words = alternatives(load("references")["questions"]["asked"])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)(?:nr\.|[^.;!?\n])*$", re.IGNORECASE)


@cache
def _by_court() -> re.Pattern[str]:
    words = load("references")["rulings"]
    return keyed(
        rf"(?<![\w-])(?P<kind>(?i:{alternatives(words['kinds'])}))\s+van\s+(?:(?:de|het)\s+)?"
        rf"(?P<court>{alternatives(words['courts'])}|(?:[Rr]echtbank|[Gg]erechtshof)\s+[A-Z][\w-]+(?:[\s-][A-Z][\w-]+){{0,2}})"
        rf"\s*,?\s+(?:van|op|d\.d\.)\s+(?P<date>{days_words()})",
        words["kinds"],
        flags=0,
    )


def find_questions(text: str) -> Iterator[Citation]:
    """Kamervragen by their number, where the words before it speak of questions: ``(2025Z01234)``."""
    if not has_dossier(text):
        return
    for match in _CASE.finditer(text):
        if _asked().search(text, max(match.start() - _REACH, 0), match.start()):
            yield Citation(ReferenceKind.QUESTION, match.start(), match.end(), number=match.group())


def find_documents(text: str) -> Iterator[Citation]:
    """Documents and cases of the Kamer by their number: ``2025D02435``, ``(2025Z01234)``."""
    if not has_dossier(text):
        return
    for match in _DOCUMENT.finditer(text):
        name = str(match.lastgroup)
        yield Citation(ReferenceKind.KAMERSTUK, match.start(name), match.end(name), number=match[name])


def find_rulings(text: str) -> Iterator[Citation]:
    """Rulings by number (``ECLI:NL:HR:2019:2006``, ``zaak C-293/17``) or by court and day."""
    if not has_figure(text):
        return
    for match in _by_court().finditer(text):
        title = " ".join(f"{match['kind']} {match['court']}".split())
        yield Citation(ReferenceKind.RULING, match.start(), match.end(), title=title)
    for match in _ECLI.finditer(text) if "CLI:" in text or "LCI:" in text else ():
        yield Citation(ReferenceKind.RULING, match.start(), match.end(), number=f"ECLI:{match['rest']}")
    for pattern, group, there in ((_STATE, 0, has_dossier(text)), (_COURT_OF_EU, "number", "za" in text)):
        if not there:
            continue
        for match in pattern.finditer(text):
            yield Citation(ReferenceKind.RULING, match.start(), match.end(), number=re.sub("[‑–]", "-", match[group]))


def find_eu_documents(text: str) -> Iterator[Citation]:
    """Proposals and papers of the European Commission: ``COM(2021) 557``."""
    if not (has_figure(text) and any(series in text for series in ("COM", "SWD", "JOIN"))):
        return
    for match in _EU_DOCUMENT.finditer(text):
        number = f"{match['series']}({match['year']}) {match['number']}"
        yield Citation(ReferenceKind.EU, match.start(), match.end(), number=number)
