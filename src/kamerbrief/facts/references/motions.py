"""Motions by their movers: one for each of ``moties-Lodders/Geurts en Geurts/Lodders``, else by what they are about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kamerbrief.contract import ReferenceKind
from kamerbrief.facts.references.citation import Citation
from kamerbrief.lexicon import alternatives, load

_HYPHEN = r"[-‑–]"
# Letters that sign a party are few: "(PvdA)", "(GroenLinks-PvdA)", "(50PLUS)"; a paper has more figures.
_PARTY = r"(?:\s*\((?![^()]{0,40}\d{3})(?![Kk]amerstuk|[Kk]st|TK|EK)[A-Za-zÀ-ÿ\d+/& -]{2,30}\))?"
_WITH_OTHERS = r"(?:\s+(?:c\.?\s?s\.?(?!\w)|cum\s+suis))?"
_MEMBER = r"(?:het\s+(?:Kamer)?lid|(?:Kamer)?lid)"
_MEMBERS = r"(?:de\s+(?:Kamer)?leden|(?:Kamer)?leden)"
#: What may stand between two movers of moties: the mark or the paper of the first.
_BETWEEN = r"(?:\s*\[\d{1,3}\]|\s*\([^()]{1,80}\))?"


def _names() -> tuple[str, str]:
    """Expressions for a mover behind a hyphen or ``het lid``, and for one right behind ``motie``."""
    words = load("references")["motions"]
    listed = words["particles"]
    particle = alternatives([*listed, *(word[0].upper() + word[1:] for word in listed if word[0].isalpha())])
    # A name has a small letter, which SP and TK have not.
    word = rf"(?!(?:{alternatives(words['no_names'])})(?!\w))[A-ZÀ-Þ](?=\w*['’]?\w*[a-zà-ÿ])[\w'’]+"
    second = rf"[-‑](?:(?:(?:{particle})\s+){{1,2}}{word}|{word}|(?:van|de|der)(?!\w))"
    one = rf"(?:(?:{particle})\s+){{0,2}}{word}(?:{second})*"
    given = rf"{one}(?:\s+(?:(?:{particle})\s+){{0,2}}{word}(?:[-‑]{word})*){{0,2}}"
    plain = rf"{one}(?:\s+(?:(?:{particle})\s+){{1,2}}{word}(?:[-‑]{word})*)?"
    return given, plain


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """The beginning of a motion or of several, the next of several with ``lid``, and the next of several without."""
    given, plain = _names()
    one, bare = given + _PARTY, plain + _PARTY
    slash = r"\s*/\s*"
    and_ = rf"(?:{slash}|\s*,\s*(?:en\s+)?|\s+en\s+)"
    also = rf"{and_.removesuffix(')')}|\s+en\s+(?:van\s+)?{_MEMBER}\s+)"
    by_members = rf"{one}(?:{and_}{one}){{0,7}}{_WITH_OTHERS}"
    singly = rf"{one}(?:{slash}{one}){{0,7}}{_WITH_OTHERS}"
    motions = re.compile(
        r"(?<![\w-])(?:(?:nader\s+)?gewijzigde\s+)?[Mm]otie(?:\s+nr\.\s?\d{1,4}(?=\s+van\s))?"
        rf"(?:s(?:\s+(?:van\s+)?(?:{_MEMBERS}\s+(?P<of_members>{by_members})|{_MEMBER}\s+(?P<of_member>{singly}))"
        rf"|{_HYPHEN}(?P<hyphened>{singly})|\s+(?:van\s+)?(?P<bare>{bare}(?:{slash}{bare}){{0,7}}{_WITH_OTHERS}))"
        rf"|(?:\s+(?:van\s+)?(?:{_MEMBER}|{_MEMBERS})\s+|{_HYPHEN})(?P<movers>{one}(?:{also}{one}){{0,7}}{_WITH_OTHERS})"
        rf"|\s+(?:van\s+)?(?P<mover>{bare}(?:{also}{bare}){{0,7}}{_WITH_OTHERS}))"
    )
    join = rf"{_BETWEEN}(?:\s*,)?\s+(?:en\s+|alsmede\s+)?"
    with_lid = re.compile(
        rf"{join}(?:en\s+)?(?P<mention>(?:van\s+)?(?:{_MEMBERS}\s+(?P<members>{by_members})|{_MEMBER}\s+(?P<member>{singly})))"
    )
    without = re.compile(rf"{_BETWEEN}(?:\s*,\s*(?:en\s+)?|\s+en\s+)(?P<mention>{_HYPHEN}?(?P<member>{singly}))")
    return motions, with_lid, without


@cache
def _told() -> re.Pattern[str]:
    """A motion by what it is about or asks: ``motie over de pontveren``, ``motie die de regering verzoekt om …``."""
    words = load("references")["motions"]
    stops = alternatives([*load("references")["debates"]["stops"], *words["stops"]])
    word = rf"(?:\s+(?!(?i:{stops})(?!\w))[^\s.;:()?!,\[]{{1,40}})"
    about = rf"(?:{alternatives(words['about'])})|(?:{alternatives(words['to'])})(?=\s+het\s+\w+en\s+van\s)"
    any_word = r"(?:\s+[^\s.;:()?!,\[]{1,40})"
    asks = rf"(?:{alternatives(words['which'])}){any_word}{{1,8}}?\s+(?:{alternatives(words['asks'])})(?!\w)"
    return re.compile(
        rf"(?<![\w-])(?P<name>[Mm]otie)\s+(?P<told>(?P<subject>(?:{about}){word}{{1,10}})|{asks}{word}{{0,12}})"
    )


#: A motion without its movers and its subject is a reference only with its number, which is looked for later.
_UNNAMED = re.compile(r"(?<![\w-])[Mm]otie(?![\w-])")


def find_motions(text: str) -> Iterator[Citation]:
    """Motions by their movers: ``motie van de leden Heinen en Grinwis``, ``motie-Grinwis c.s.``; then those
    that are named by their subject, and the others.
    """
    if "otie" not in text:
        return
    motions, with_lid, without = _patterns()
    end = 0
    for match in motions.finditer(text):
        if match.start() < end:
            continue
        end = match.end()
        yield _motion(match.start(), end, str(match[str(match.lastgroup)]))
        further = with_lid if match["of_members"] or match["of_member"] else without
        several = not (match["movers"] or match["mover"])
        while several and (following := further.match(text, end)):
            end = following.end()
            yield _motion(following.start("mention"), end, str(following[str(_last(following))]))
    told = list(_told().finditer(text))
    for match in told:
        # Its subject is of its name; what it asks is a clause of its own.
        yield _motion(match.start(), match.end("subject") if match["subject"] else match.end("name"), match["told"])
    known = {match.start() for match in told}
    unnamed = (match for match in _UNNAMED.finditer(text) if match.start() not in known)
    yield from (Citation(ReferenceKind.MOTION, match.start(), match.end()) for match in unnamed)


def _last(match: re.Match[str]) -> str:
    """The group that holds the movers."""
    return "members" if match.groupdict().get("members") else "member"


def _motion(start: int, end: int, said: str) -> Citation:
    movers = re.sub(r"\s*\([^)]*\)", "", " ".join(said.split()))
    return Citation(ReferenceKind.MOTION, start, end, title=movers)
