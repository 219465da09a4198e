"""Where Dutch sentences end: not behind ``nr.``, ``mln.``, ``jl.``, initials, ordinals and list numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Abbreviations that are followed by more of the same sentence, even where the next word has a capital.
_ABBREVIATIONS = frozenset(
    """art bijv blz ca c.q cq dhr d.d dd dr drs e.a e.d etc evt excl fig gem i.c i.h.b incl ing ir jl jr k.st kst
    m.a.w m.b.t m.i.v m.n max mevr min mln mld mw mr n.a.v nl nr nrs o.a o.b.v o.g.v o.l.v p.m par prof
    resp r.o st stb stcrt t.a.v t.b.v t.g.v t.n.v t.o.v t/m tab tel vgl vs zgn z.g zg""".split()  # noqa: SIM905 - read as prose
)
_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?:\[\d{1,3}\])*(?=\s)")
_NEXT = re.compile(r"\s+[\"'“‘„«(\[]*(?:[A-ZÀ-Þ0-9€•]|['’][st]\s+[A-Z])")
_LAST_WORD = re.compile(r"[^\s(\"'“‘„«\[]+$")


def sentence_bounds(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of ``text[start:end]`` as (start, end) without blanks around them."""
    begin = start
    for match in _END.finditer(text, start, end):
        stop = match.end()
        if _NEXT.match(text, stop, end) and not _goes_on(text, begin, match.start(), match.group()):
            yield from _trimmed(text, begin, stop)
            begin = stop
    yield from _trimmed(text, begin, end)


def _goes_on(text: str, begin: int, dot: int, mark: str) -> bool:
    """True where a single dot ends an abbreviation, an initial or a list number instead of a sentence."""
    if not mark.startswith(".") or mark.startswith(".."):
        return False
    found = _LAST_WORD.search(text, max(begin, dot - 40), dot)
    word = found.group() if found else ""
    if word.lower() in _ABBREVIATIONS or re.fullmatch(r"(?:[A-Z]\.)*[A-Z]|[A-Z][a-z]?\.(?:[A-Z]\.?)*", word):
        return True
    return found is not None and found.start() == begin and bool(re.fullmatch(r"\d{1,2}|[a-z]", word))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
