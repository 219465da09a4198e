"""References: the kamerstukken, questions, motions, debates, laws, rulings and reports that a letter points to."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace

from kamerbrief.contract import Reference
from kamerbrief.contract.identity import fact_ids
from kamerbrief.facts.references.case_numbers import find_documents, find_eu_documents, find_questions, find_rulings
from kamerbrief.facts.references.citation import Citation
from kamerbrief.facts.references.dates import with_dates
from kamerbrief.facts.references.kamerstukken import find_kamerstukken
from kamerbrief.facts.references.laws import find_laws
from kamerbrief.facts.references.motions import find_motions
from kamerbrief.facts.references.numbers import with_numbers
from kamerbrief.facts.references.proceedings import find_debates, find_reports
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Block, BlockKind, Letter

#: In the order in which they have the first say over the same words.
_FINDERS = (
    find_kamerstukken,
    find_questions,
    find_documents,
    find_rulings,
    find_eu_documents,
    find_motions,
    find_debates,
    find_reports,
    find_laws,
)
_POINTING = re.compile(r"(?<!\w)[Zz]ie\s+ook(?!\w)")


def find_references(analysis: Analysis, letter_date: datetime.date | None = None) -> list[Reference]:
    """The references of the letter in reading order; the letterhead, which speaks of the letter itself, left out.

    Days without a year are read against ``letter_date``; without it they are left out.
    """
    letter = analysis.letter
    found = [citation for block in letter.blocks for citation in _of_block(letter, block)]
    complete = with_dates(analysis, with_numbers(letter, found), letter_date)
    names = fact_ids("reference", (letter.text[c.start : c.end] for c in complete))
    return [
        Reference(
            id=name,
            kind=citation.kind,
            number=citation.number,
            title=citation.title,
            date=citation.date,
            evidence=letter.evidence(citation.start, citation.end),
        )
        for name, citation in zip(names, complete, strict=True)
    ]


def _of_block(letter: Letter, block: Block) -> Iterator[Citation]:
    """What one block refers to, in reading order and without overlap but for the numbers of a range."""
    text, kept, begin = letter.text_of(block), list[Citation](), 0
    if block.kind is BlockKind.LETTERHEAD:
        # Printed answers say there which earlier ones they add to.
        pointing = _POINTING.search(text)
        if pointing is None:
            return
        begin = pointing.end()
    taken = bytearray(b"\x01" * begin + bytes(len(text) - begin))
    for finder in _FINDERS:
        last: Citation | None = None
        for citation in finder(text):
            if _in_range(last, citation) or taken.find(1, citation.start, citation.end) < 0:
                taken[citation.start : citation.end] = b"\x01" * (citation.end - citation.start)
                kept.append(citation)
                last = citation
    for citation in sorted(kept, key=lambda citation: citation.start):
        yield replace(citation, start=citation.start + block.start, end=citation.end + block.start)


def _in_range(last: Citation | None, citation: Citation) -> bool:
    """True for the next number of a range, which all have the words of the whole range."""
    return last is not None and (last.start, last.end) == (citation.start, citation.end) and last != citation
