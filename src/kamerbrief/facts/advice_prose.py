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
#: A recommendation has more than so many characters.
_SHORTEST = 10
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


#: Verbs of recommending with the particle that ends them; who writes as an adviser itself says "wij bevelen aan".
_SAYING = (("beveelt|bevelen", "aan", "|[Ww]ij|[Ww]e"), ("roept|roepen", "op", ""), ("raadt|raden", "aan", ""))
_SOME = r"(?:\s+[^\s.;:!?]+){0,8}?"


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """What stands before a recommendation, adviser first or verb first."""
    adviser = _adviser()
    split = tuple(
        rf"(?<!\w)(?:(?P<who>{adviser}{own})\s+(?:{verb})|(?:{verb})\s+(?P<who2>{adviser}{own})){_SOME}\s+{particle}"
        rf"(?:\s*:\s*|,?\s+)(?:{_TO})?"
        for verb, particle, own in _SAYING
    )
    return tuple(
        re.compile(pattern)
        for pattern in (
            *split,
            (
                rf"(?<!\w)(?:(?P<who>{adviser})\s+(?:adviseert|adviseren)|(?:adviseert|adviseren)\s+(?P<who2>{adviser}))"
                rf"(?:{_SOME}(?:\s*:\s*|,?\s+(?:om|dat)\s+)|\s+(?=[^.;:]{{5,200}}\ste\s\w+en(?!\w)))"
            ),
            rf"(?<!\w)(?P<who>{adviser})\s+(?:pleit|pleiten){_SOME}\s+(?:voor|ervoor)\s+(?:{_TO})?",
            r"(?<!\w)(?:[Ee]r\s+wordt\s+)?(?P<who>[Aa]anbevolen|[Gg]eadviseerd)(?:\s+wordt)?(?:\s*:\s*|,?\s+)(?:om|dat)\s+",
        )
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
        heard = heard or bool(_spoken_of().search(sentence.text))
        if advice:
            yield advice


@cache
def _spoken_of() -> re.Pattern[str]:
    return re.compile(_adviser())


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
        if match is None:
            continue
        who = match["who"] or match.groupdict().get("who2") or ""
        if (who.lower() == "zij" and not heard) or _is_reported(sentence.text[: match.start()]):
            continue
        if _title_end(sentence) - match.end() > _SHORTEST:
            return Advice(
                _place(sentence), sentence.start + match.end(), sentence.start + _title_end(sentence), sentence
            )
    return None


def _place(sentence: Span) -> str | None:
    """The number that ``Ten tweede`` gives."""
    match = re.match(rf"\W{{0,3}}[Tt]en\s+({_ORDINAL})", sentence.text)
    return str(ordinal(match[1])) if match else None


def _is_reported(before: str) -> bool:
    """True where the sentence only refers to an advice (``die de raad adviseert te nemen``)."""
    return bool(re.search(r"(?<!\w)(?:die|zoals|waarin|waarover|dat)\s*$", before))


def _title_end(sentence: Span) -> int:
    return len(sentence.text.rstrip(" .;"))
