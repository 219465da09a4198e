"""References: the kamerstukken, questions, motions, debates, laws, rulings and reports that a letter points to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from kamerbrief.contract import Reference, ReferenceKind
from kamerbrief.contract.identity import fact_ids
from kamerbrief.facts.case_numbers import find_eu_documents, find_questions, find_rulings
from kamerbrief.facts.citation import Citation
from kamerbrief.facts.kamerstukken import find_kamerstukken
from kamerbrief.facts.laws import find_laws
from kamerbrief.facts.proceedings import find_debates, find_motions, find_reports
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Block, BlockKind, Letter

#: In the order in which they have the first say over the same words.
_FINDERS = (
    find_kamerstukken,
    find_questions,
    find_rulings,
    find_eu_documents,
    find_motions,
    find_debates,
    find_reports,
    find_laws,
)
#: How far behind a motion its number may stand, in brackets behind its subject.
_NUMBER_REACH = 250
_BRACKET = re.compile(r"[^().;!?]{0,200}\(")


def find_references(analysis: Analysis) -> list[Reference]:
    """The references of the letter in reading order; the letterhead, which speaks of the letter itself, left out."""
    letter = analysis.letter
    found = [citation for block in letter.blocks for citation in _of_block(letter, block)]
    papers = [citation for citation in found if citation.kind is ReferenceKind.KAMERSTUK]
    numbered = [_with_number(letter, papers, citation) for citation in found]
    names = fact_ids("reference", (letter.text[c.start : c.end] for c in numbered))
    return [
        Reference(
            id=name,
            kind=citation.kind,
            number=citation.number,
            title=citation.title,
            date=citation.date,
            evidence=letter.evidence(citation.start, citation.end),
        )
        for name, citation in zip(names, numbered, strict=True)
    ]


def _of_block(letter: Letter, block: Block) -> Iterator[Citation]:
    """What one block refers to, in reading order and without overlap."""
    if block.kind is BlockKind.LETTERHEAD:
        return
    text, kept = letter.text_of(block), list[Citation]()
    taken = bytearray(len(text))
    for finder in _FINDERS:
        for citation in finder(text):
            if taken.find(1, citation.start, citation.end) < 0:
                taken[citation.start : citation.end] = b"\x01" * (citation.end - citation.start)
                kept.append(citation)
    for citation in sorted(kept, key=lambda citation: citation.start):
        yield replace(citation, start=citation.start + block.start, end=citation.end + block.start)


def _with_number(letter: Letter, papers: list[Citation], citation: Citation) -> Citation:
    """A motion with the kamerstuk number that follows it in brackets or in its footnote; others as they are."""
    if citation.kind is not ReferenceKind.MOTION:
        return citation
    paper = _in_brackets(letter, papers, citation) or _in_footnote(letter, papers, citation)
    return replace(citation, number=paper.number) if paper else citation


def _first_from(papers: list[Citation], start: int) -> Citation | None:
    """The first of ``papers``, which are in reading order, at or behind ``start``."""
    at = bisect_left(papers, start, key=lambda paper: paper.start)
    return papers[at] if at < len(papers) else None


def _in_brackets(letter: Letter, papers: list[Citation], motion: Citation) -> Citation | None:
    opening = _BRACKET.match(
        letter.text, motion.end, min(motion.end + _NUMBER_REACH, letter.block_at(motion.start).end)
    )
    paper = _first_from(papers, motion.end)
    return paper if opening and paper and paper.start - opening.end() in range(3) else None


def _in_footnote(letter: Letter, papers: list[Citation], motion: Citation) -> Citation | None:
    """The kamerstuk in the footnote whose mark stands at the motion or behind its subject."""
    at = bisect_left(letter.marks, motion.end, key=lambda mark: mark.start)
    mark = letter.marks[at] if at < len(letter.marks) else None
    if mark is None or not re.fullmatch(r"[^.;!?\n]{0,80}", letter.text[motion.end : mark.start]):
        return None
    note = letter.block(mark.footnote)
    paper = _first_from(papers, note.start)
    return paper if paper and paper.end <= note.end else None
