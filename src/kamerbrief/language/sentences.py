"""Where Dutch sentences end: not behind ``nr.``, ``mln.``, ``jl.``, initials, ordinals and list numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Abbreviations behind which the same sentence goes on, even where the next word has a capital ...
_INSIDE = frozenset(
    """afd art artt bijv blz bv ca cf cq dd dhr div dr drs evt excl fig gem hfst hr i.c i.h.b i.p.v i.s.m i.v.m incl ing
    ir jr kst lid m.a.w m.b.t m.b.v m.i.v m.n m.u.v max mej mevr mgr min mr mrs mw n.a.v nl no nr nrs o.a o.b.v o.g.v
    o.l.v p.m p/a par pag prof r.o resp sr st stb stcrt t.a.v t.b.v t.g.v t.h.v t.n.v t.o.v t/m tab tel v.a vgl vs w.o
    z.g zg zgn""".split()  # noqa: SIM905 - read as prose
)
# ... and those that may also end one: then a capital begins the next.
_PERHAPS = frozenset("a.i c.q c.s d.d e.a e.d e.v enz etc jl k.k mld mln n.v.t p.j p.p s.v.p".split())  # noqa: SIM905
# Months that are cut short; a year goes on with them.
_MONTHS = frozenset("jan feb febr mrt apr jun jul aug sep sept okt nov dec".split())  # noqa: SIM905
#: Every abbreviation without its last dot.
ABBREVIATIONS = sorted(_INSIDE | _PERHAPS)
_CONTINUES = re.compile(r"\s+[\"'“‘„«(\[]*(?:[0-9€•]|[A-ZÀ-Þ][\w.]*\s+\(|Kamerstuk)")
_YEAR = re.compile(r"\s+(?:(?:19|20)\d\d|['’]\d\d)(?!\w)")
_END = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’»)\]]*(?:\[\d{1,3}\])*(?=\s)")
_NEXT = re.compile(r"\s+[\"'“‘„«(\[]*(?:[A-ZÀ-Þ0-9€•]|['’][st]\s+[A-Z])")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]|(?:Th|Ch|Ph|Fr|St|IJ|Chr|Joh)(?:\.[A-Z])*")
_ITEM = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{1,4}")
_LAST_WORD = re.compile(r"[^\s(\"'“‘„«\[]+$")


def sentence_bounds(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of ``text[start:end]`` as (start, end) without blanks around them."""
    begin = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if _NEXT.match(text, stop, end) and not _goes_on(text, begin, match):
            yield from _trimmed(text, begin, stop)
            begin = stop
    yield from _trimmed(text, begin, end)


def _goes_on(text: str, begin: int, end: re.Match[str]) -> bool:
    """True where a single dot ends an abbreviation, an initial or a list number instead of a sentence."""
    dot = end.start()
    if not end.group().startswith(".") or end.group().startswith("..") or "[" in end.group():
        return False
    found = _LAST_WORD.search(text, max(begin, dot - 40), dot)
    word = found.group() if found else ""
    if word.lower() in _INSIDE or _INITIALS.fullmatch(word):
        return True
    if word.lower() in _MONTHS:
        return bool(_YEAR.match(text, end.end()))
    if word.lower() in _PERHAPS:
        return bool(_CONTINUES.match(text, end.end()))
    return found is not None and found.start() == begin and bool(_ITEM.fullmatch(word))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
