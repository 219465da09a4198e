"""Laws, treaties and European rules, with their articles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kamerbrief.contract import ReferenceKind
from kamerbrief.facts.references.citation import Citation
from kamerbrief.lexicon import alternatives, keyed, load

_ORDINAL = r"(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende)"
_NUMBER = r"\d{1,4}(?:[.:]\d{1,4}){0,3}[a-z]{0,2}(?:quater|quinquies|bis|ter|sexies)?(?!\w)"
_AND = r"(?:\s*,\s*|\s+en\s+|\s+of\s+|\s+tot\s+en\s+met\s+|\s*t/m\s*|\s*-\s*)"
_NUMBERS = rf"{_NUMBER}(?:{_AND}(?:artikel\s+)?{_NUMBER}){{0,8}}"
_MEMBERS = (
    rf"(?:,?\s*(?:(?:{_ORDINAL}|\d{{1,2}}(?:e|de)?)(?:\s+(?:en|tot\s+en\s+met)\s+{_ORDINAL})?\s+lid|lid\s+\d{{1,2}}"
    r"|(?:aanhef\s+en\s+)?onder(?:deel)?\s+[a-z0-9]{1,2}|sub\s+[a-z0-9]{1,2})){0,4}"
)
_ARTICLE = rf"(?P<article>[Aa]rt(?:ikel(?:en)?|\.)\s*{_NUMBERS}{_MEMBERS})"
_EUROPEAN = (
    r"(?:Uitvoerings|Gedelegeerde\s+)?(?:[Rr]ichtlijn|[Vv]erordening|[Kk]aderbesluit|[Bb]esluit|[Aa]anbeveling(?=\s*\())\s+(?:nr\.?\s+)?"
    r"(?:\((?:EU|EG|EEG|GBVB|Euratom|EU,\s*Euratom)\)\s*)?(?:nr\.?\s*)?\d{2,4}/\d{1,4}(?:/(?:EU|EG|EEG|JBZ))?"
)
#: One of these words is in the name of a law that no list has and that ends otherwise.
_NAMING = (
    *("*richtlijn", "*verordening", "*besluit", "*aanbeveling"),
    *("wet", "rijkswet", "*richtlijnen", "wetboek", "verdrag"),
)
#: A number that the European Union gives; a national decision (besluit 2019/12) has neither its name nor its sign.
_NUMBERED = re.compile(rf"(?!(?:[Bb]esluit)\s+(?:nr\.?\s+)?[\d/]+$){_EUROPEAN}")


@cache
def _pattern() -> re.Pattern[str]:
    """A law by its name, and the article of a law before or behind its name."""
    words = load("references")["laws"]
    endings = alternatives(words["endings"])
    # "Wet op het openbare bibliotheekwerk", "Wet Nationale ombudsman"
    adjective = rf"(?:[A-ZÀ-Þ]?[a-zà-þ]{{3,30}}e\s+(?!(?:{alternatives(words['stops'])})\b))?"
    # "Rijkswet Raad voor de rechtshandhaving": what is no law by itself has a name behind it.
    kinds = alternatives({"Rijkswet", *(word for word in words["no_laws"] if word.endswith("wet"))})
    name = (
        rf"(?:(?i:{alternatives(words['names'])})|{_EUROPEAN}"
        rf"|Wet\s+op\s+(?:de|het)\s+{adjective}[a-zë]\w+(?:-\s+en\s+[a-zë]\w+)?"
        rf"|Wet\s+(?!Kamerstuk)(?=[A-ZÀ-Þ][a-zà-þ])(?:{adjective}[a-zë]\w+|[\w-]+)"
        rf"|(?:{kinds})\s+[A-ZÀ-Þ][a-zà-þ]+(?:\s+voor\s+(?:de|het)\s+[a-z]\w+)?"
        rf"|(?:Wet|{kinds}|Besluit)\s+[a-zë][\w-]*(?:\s+(?!(?:{alternatives(words['stops'])})\b)[a-zë][\w-]*){{0,4}}"
        rf"|(?:[A-Z][A-Za-z]{{1,20}}-|[A-ZÀ-Þ][a-zà-þ]{{2,30}}(?:-[a-zà-þ]{{2,30}})?)(?:{endings})(?:\s(?:19|20)\d\d)?"
        r"|(?:[A-ZÀ-Þ][a-zà-þ]+-\s+en\s+)?[A-ZÀ-Þ][a-zà-þ]{2,30}richtlijnen"
        r"|Wetboek\s+van\s+[A-Z]\w+|[Vv]erdrag\s+van\s+[A-Z]\w+)(?![\w-])"
    )
    # An abbreviation counts only behind an article, and only a name without one has its article behind it.
    short = rf"(?(article)(?<=\s)(?:{alternatives(words['abbreviations'])})(?!\w)|(?!))"
    behind = rf"(?(article)|(?:,?\s*(?P<behind>art(?:ikel(?:en)?|\.)\s*{_NUMBERS}{_MEMBERS}))?)"
    needed = [*words["names"], *words["abbreviations"], *(f"*{ending}" for ending in words["endings"]), *_NAMING]
    article = rf"(?:{_ARTICLE},?\s+(?:van\s+)?(?:(?:de|het)\s+)?)?"
    return keyed(rf"(?<![\w-]){article}(?P<name>{name}|{short}){behind}", needed, flags=0)


def find_laws(text: str) -> Iterator[Citation]:
    """Laws in ``text``: ``artikel 3.1, tweede lid, van de Omgevingswet``, ``Wet open overheid``, ``Richtlijn (EU) …``.

    ``number`` is the article as the letter writes it.
    """
    for match in _pattern().finditer(text):
        name = " ".join(match["name"].split())
        if _is_no_law(name):
            continue
        article = match["article"] or match["behind"]
        number = " ".join(article.split()) if article else None
        kind = ReferenceKind.EU if is_european(name) else ReferenceKind.LAW
        yield Citation(kind, match.start(), match.end(), number=number, title=name)


def _is_no_law(name: str) -> bool:
    """True for a profession or a thing that ends as laws do, and for such a word with what goes on behind it."""
    words = load("references")["laws"]
    if name in words["no_laws"] or name.startswith(tuple(words["of_professions"])):
        return True
    first, *others = name.split()
    if not others or others[0] not in words["stops"] or name in words["names"]:
        return False
    return first in words["no_laws"] and not name.startswith(("Wet op de ", "Wet op het "))


def is_european(name: str) -> bool:
    """True for a law of the European Union: by its number, by its name, or as a directive, which only the Union has."""
    if _NUMBERED.fullmatch(name) or _european().fullmatch(name):
        return True
    return name.endswith(("richtlijn", "richtlijnen"))


@cache
def _european() -> re.Pattern[str]:
    return re.compile(alternatives(load("references")["laws"]["european"]), re.IGNORECASE)
