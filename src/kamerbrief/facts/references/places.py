"""Where the papers of a letter stand: in the brackets behind what they are, or in the footnote whose mark is there."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from kamerbrief.facts.references.citation import Citation
from kamerbrief.letter import Block, Letter
from kamerbrief.lexicon import alternatives, load

#: What may stand before the first paper of a footnote or of brackets.
_BEFORE = re.compile(r"\W*(?:(?:[Zz]ie(?:\s+ook)?|[Bb]ijlage\s+bij|o\.a\.|[Oo]nder\s+andere|[Ii]dem,?|[Mm]et)\W+){0,2}")


@dataclass(frozen=True, slots=True)
class Group:
    """Numbered citations that stand together, and the ``anchor`` in the running text where a reader meets them."""

    anchor: int
    citations: tuple[Citation, ...]


def groups(letter: Letter, numbered: Iterable[Citation]) -> list[Group]:
    """The numbered citations in brackets and in footnotes, in the order of their anchors.

    A footnote speaks of the words before its mark only with the papers that it begins with.
    """
    by_block: dict[str, tuple[Block, list[Citation]]] = {}
    for citation in numbered:
        block = letter.block_at(citation.start)
        by_block.setdefault(block.id, (block, []))[1].append(citation)
    marks: dict[str, list[int]] = {}
    for mark in letter.marks:
        marks.setdefault(mark.footnote, []).append(mark.start)
    found: list[Group] = []
    for name, (block, citations) in by_block.items():
        found += _bracketed(letter, block, citations)
        if name in marks:
            beginning = tuple(_beginning(letter, block, citations))
            found += [Group(mark, beginning) for mark in marks[name] if beginning]
    return sorted(found, key=lambda group: group.anchor)


def _bracketed(letter: Letter, block: Block, citations: list[Citation]) -> Iterator[Group]:
    """The citations of a block in brackets; what the brackets begin with says what stands before them."""
    text = letter.text_of(block)
    openings = _bracket_pairs(text)
    starts = [start for start, _ in openings]
    inside: dict[int, list[Citation]] = {}
    for citation in citations:
        at = bisect_left(starts, citation.start - block.start) - 1
        if at >= 0 and citation.end - block.start <= openings[at][1]:
            inside.setdefault(at, []).append(citation)
    for at, held in inside.items():
        yield Group(starts[at] + block.start, tuple(held))


def _bracket_pairs(text: str) -> list[tuple[int, int]]:
    """The round brackets of a text that hold no others, in order."""
    found, opened = [], -1
    for match in re.finditer(r"[()]", text):
        if match.group() == "(":
            opened = match.start()
        elif opened >= 0:
            found.append((opened, match.end()))
            opened = -1
    return found


def _beginning(letter: Letter, block: Block, citations: list[Citation]) -> Iterator[Citation]:
    """The citations that a footnote begins with, joined by no more than commas and the like."""
    start = block.start
    for citation in citations:
        between = letter.text[start : citation.start]
        if start == block.start:
            between = re.sub(r"^\s*\[?\d{0,3}\]?", "", between)
        joined = len(between) < 60 and (
            _BEFORE.fullmatch(between) or re.fullmatch(r"[\s,;]*(?:en|resp\.|respectievelijk)?\s*", between)
        )
        if not joined and citation.start >= start:
            return
        yield citation
        start = citation.end


def group_behind(found: list[Group], start: int) -> Group | None:
    """The first group at or behind a place."""
    at = bisect_left(found, start, key=lambda group: group.anchor)
    return found[at] if at < len(found) else None


def speaks_of_another(between: str) -> bool:
    """True where words between a motion and a number name another paper, or a sentence or another bracket ends."""
    return bool(_another().search(between))


@cache
def _another() -> re.Pattern[str]:
    words = alternatives(load("references")["dates"]["papers"])
    return re.compile(rf"[;!?]|\.(?=\s+[A-ZÀ-Þ])|(?<!\w)\w*(?:{words})(?!\w)", re.IGNORECASE)
