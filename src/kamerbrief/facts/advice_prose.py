"""Recommendations in a sentence: ``de commissie beveelt aan om …``, ``adviseert de Raad …``, ``roept op tot …``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kamerbrief.facts.advice import ordinal
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Block, Span
from kamerbrief.lexicon import alternatives, load

_ORDINAL = r"(?:eerste|tweede|derde|vierde|vijfde|zesde|zevende|achtste|negende|tiende)"
_TO = r"(?:,\s+)?(?:om|dat|te|tot)\s+"


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation within a sentence: its number where it has one, the title's stretch and the whole sentence."""

    number: str | None
    start: int
    end: int
    sentence: Span


@cache
def _adviser() -> str:
    nouns = alternatives(load("recommendations")["advisers"]["nouns"])
    return (
        rf"(?:(?:[Dd]e|[Hh]et|[Dd]eze|[Dd]it|[Ee]en)\s+(?:[\w’'-]+\s+){{0,5}}?(?:{nouns})(?:[-\s](?!om\s|dat\s|te\s)[A-Z]\w+)*|{nouns}|[Zz]ij"
        r"|(?:[Dd]e|[Hh]et)\s+[A-ZÀ-Þ][\w-]*[Rr]aad|(?:[Dd]e|[Hh]et)\s+[A-Z]{2,8})"
    )


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    adviser, some = _adviser(), r"(?:\s+[^\s.;:!?]+){0,8}?"
    return (
        re.compile(rf"(?<!\w)(?P<who>{adviser})\s+(?:beveelt|bevelen){some}\s+aan(?:\s*:\s*|,?\s+)(?:{_TO})?"),
        re.compile(rf"(?<!\w)(?:beveelt|bevelen)\s+(?P<who>{adviser}){some}\s+aan(?:\s*:\s*|,?\s+)(?:{_TO})?"),
        re.compile(rf"(?<!\w)(?P<who>{adviser})\s+(?:adviseert|adviseren){some}(?:\s*:\s*|,?\s+(?:om|dat|te)\s+)"),
        re.compile(rf"(?<!\w)(?:adviseert|adviseren)\s+(?P<who>{adviser}){some}(?:\s*:\s*|,?\s+(?:om|dat|te)\s+)"),
        re.compile(rf"(?<!\w)(?P<who>{adviser})\s+(?:roept|roepen){some}\s+op(?:\s*:\s*|,?\s+)(?:{_TO})?"),
        re.compile(rf"(?<!\w)(?:roept|roepen)\s+(?P<who>{adviser}){some}\s+op(?:\s*:\s*|,?\s+)(?:{_TO})?"),
        re.compile(rf"(?<!\w)(?P<who>{adviser})\s+(?:raadt|raden){some}\s+aan(?:\s*:\s*|,?\s+)(?:{_TO})?"),
        re.compile(rf"(?<!\w)(?P<who>{adviser})\s+(?:pleit|pleiten){some}\s+(?:voor|ervoor)\s+(?:{_TO})?"),
        re.compile(r"(?<!\w)(?P<who>[Aa]anbevolen|[Gg]eadviseerd)\s+wordt(?:\s*:\s*|,?\s+)(?:om|dat|te)\s+"),
        re.compile(r"(?<!\w)[Ee]r\s+wordt\s+(?P<who>aanbevolen|geadviseerd)(?:\s*:\s*|,?\s+)(?:om|dat|te)\s+"),
    )


@cache
def _counted() -> re.Pattern[str]:
    """``De tweede aanbeveling luidt: …``, ``Aanbeveling 3 ziet op …``."""
    return re.compile(
        rf"(?<!\w)(?:[Dd]e\s+(?P<ordinal>{_ORDINAL})\s+(?:aanbeveling|advies)|[Aa]anbeveling\s+(?P<number>\d{{1,2}}[a-z]?))"
        r"(?:\s+van\s+(?:de|het)\s+[^.;:,]{2,60}?)?\s+(?:luidt|is|betreft|ziet\s+op|gaat\s+over|richt\s+zich\s+op|houdt\s+in|roept\s+op\s+tot|vraagt|behelst)"
        r"(?:\s*:\s*|,?\s+)(?:(?:om|dat|tot)\s+)?"
    )


def find_advice(analysis: Analysis, block: Block) -> Iterator[Advice]:
    """The recommendations in the sentences of one block; a sentence gives one."""
    heard = False
    for sentence in analysis.sentences_of(block):
        advice = _counted_in(sentence) or _said_in(sentence, heard=heard)
        if advice:
            heard = True
            yield advice


def _counted_in(sentence: Span) -> Advice | None:
    match = _counted().search(sentence.text)
    if (
        match is None
        or _title_end(sentence) <= match.end()
        or re.match(r"(?:niet|al|reeds|deels|inmiddels|ook|overgenomen|opgevolgd)\b", sentence.text[match.end() :])
    ):
        return None
    number = match["number"] or str(ordinal(match["ordinal"]))
    return Advice(number, sentence.start + match.end(), sentence.start + _title_end(sentence), sentence)


def _said_in(sentence: Span, *, heard: bool) -> Advice | None:
    """An adviser's recommendation; ``zij`` is the adviser only where one spoke before (``heard``)."""
    for pattern in _patterns():
        match = pattern.search(sentence.text)
        if match is None or (match["who"].lower() == "zij" and not heard):
            continue
        if _title_end(sentence) - match.end() > 10 and not _is_reported(sentence.text[: match.start()]):
            return Advice(None, sentence.start + match.end(), sentence.start + _title_end(sentence), sentence)
    return None


def _is_reported(before: str) -> bool:
    """True where the sentence only refers to an advice (``die de raad adviseert te nemen``)."""
    return bool(re.search(r"(?<!\w)(?:die|zoals|waarin|waarover|dat)\s*$", before))


def _title_end(sentence: Span) -> int:
    return len(sentence.text.rstrip(" .;"))
