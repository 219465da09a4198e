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
_NEXT = r"\s+[\"'“‘„«(\[]*(?:[A-ZÀ-Þ0-9€•]|['’][st]\s+[A-Z])"
_END = re.compile(rf"(?<![.!?…])[.!?…]+[\"'”’»)\]]*(?:\[\d{{1,3}}\])*(?={_NEXT})")
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]|(?:Th|Ch|Ph|Fr|St|IJ|Chr|Joh)(?:\.[A-Z])*")
_ITEM = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}|[a-z]|[ivx]{1,4}")
#: What a word stands behind; a longer one is no abbreviation.
_BEFORE_WORDS = str.maketrans(dict.fromkeys("(\"'“‘„«[", " "))
_LONGEST = 40
_STOPS = ".!?…"


def sentence_bounds(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of ``text[start:end]`` as (start, end) without blanks around them."""
    begin = start
    for match in _END.finditer(text, start, end) if _has_stop(text[start:end]) else ():
        stop = match.end()
        if not _goes_on(text, begin, match):
            yield from _trimmed(text, begin, stop)
            begin = stop
    yield from _trimmed(text, begin, end)


def _has_stop(text: str) -> bool:
    """Whether a text of more than one word has a stop before its end."""
    inside = text.rstrip()[:-1]
    return any(stop in inside for stop in _STOPS) and len(text.split(None, 1)) > 1


def _goes_on(text: str, begin: int, end: re.Match[str]) -> bool:
    """True where a single dot ends an abbreviation, an initial or a list number instead of a sentence."""
    dot = end.start()
    if not end.group().startswith(".") or end.group().startswith("..") or "[" in end.group():
        return False
    word = _last_word(text[max(begin, dot - _LONGEST) : dot])
    small = word.lower()
    if small in _INSIDE or (small != word and _INITIALS.fullmatch(word)):
        return True
    if small in _MONTHS:
        return bool(_YEAR.match(text, end.end()))
    if small in _PERHAPS:
        return bool(_CONTINUES.match(text, end.end()))
    return word != "" and dot - len(word) == begin and bool(_ITEM.fullmatch(word))


def _last_word(text: str) -> str:
    words = text.translate(_BEFORE_WORDS)
    return "" if words[-1:].isspace() else words.split()[-1] if words else ""


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
