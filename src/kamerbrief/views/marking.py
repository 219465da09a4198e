"""The letter's text cut into pieces, each with the facts that lie on it, so that a page can mark overlapping facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kamerbrief.letter import BlockKind, Evidence
from kamerbrief.schema import Extraction, TextBlock


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of the text on which a fact lies; ``fact`` is the fact's id on the page, ``kind`` its list's name."""

    start: int
    end: int
    fact: str
    kind: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text on which the same facts lie from end to end, the shortest fact first."""

    start: int
    text: str
    marks: tuple[Mark, ...] = ()

    @property
    def facts(self) -> str:
        """The ids of the facts, apart by blanks."""
        return " ".join(mark.fact for mark in self.marks)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: each cell as its block and the pieces of its text."""

    cells: tuple[tuple[TextBlock, tuple[Piece, ...]], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A block with its pieces, or a whole table with its rows."""

    block: TextBlock
    pieces: tuple[Piece, ...] = ()
    rows: tuple[Row, ...] = ()


def marks_of(extraction: Extraction) -> list[Mark]:
    """The marks of all facts, by where they start; entities last, so that they give way to facts."""
    found = [
        *(_mark(a.evidence, a.id, "amounts") for a in extraction.amounts),
        *(_mark(p.evidence, p.id, "percentages") for p in extraction.percentages),
        *(_mark(m, p.id, "programmes") for p in extraction.programmes for m in p.mentions),
        *(_mark(r.evidence, r.id, "recommendations") for r in extraction.recommendations),
        *(_mark(r.stance_evidence, r.id, "recommendations") for r in extraction.recommendations if r.stance_evidence),
        *(_mark(c.evidence, c.id, "commitments") for c in extraction.commitments),
        *(_mark(r.evidence, r.id, "references") for r in extraction.references),
        *(_mark(e.evidence, f"entity-{n}", "entities") for n, e in enumerate(extraction.entities, start=1)),
    ]
    return sorted(found, key=lambda mark: (mark.start, mark.end - mark.start))


def _mark(evidence: Evidence, fact: str, kind: str) -> Mark:
    return Mark(evidence.start, evidence.end, fact, kind)


def parts_of(extraction: Extraction) -> Iterator[Part]:
    """The blocks of the letter in reading order with their pieces; the cells of one table come as one part."""
    marks = marks_of(extraction)
    position = 0
    blocks = extraction.blocks
    while position < len(blocks):
        block = blocks[position]
        if block.kind is not BlockKind.CELL or block.cell is None:
            yield Part(block, tuple(pieces_of(extraction.text, block.start, block.end, marks)))
            position += 1
            continue
        table = block.cell.table
        stop = position
        while stop < len(blocks) and (cell := blocks[stop].cell) and cell.table == table:
            stop += 1
        yield Part(block, rows=tuple(_rows(extraction.text, blocks[position:stop], marks)))
        position = stop


def _rows(text: str, cells: Sequence[TextBlock], marks: Sequence[Mark]) -> Iterator[Row]:
    by_row: dict[int, list[TextBlock]] = {}
    for block in cells:
        if block.cell:
            by_row.setdefault(block.cell.row, []).append(block)
    for row in by_row.values():
        yield Row(tuple((block, tuple(pieces_of(text, block.start, block.end, marks))) for block in row))


def pieces_of(text: str, start: int, end: int, marks: Sequence[Mark]) -> Iterator[Piece]:
    """Cuts ``text[start:end]`` at every place where a fact begins or ends."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = sorted({start, end, *(p for m in inside for p in (m.start, m.end) if start < p < end)})
    for left, right in pairwise(cuts):
        here = tuple(
            sorted(
                (m for m in inside if m.start <= left and m.end >= right),
                key=lambda m: (m.kind == "entities", m.end - m.start, m.fact),
            )
        )
        yield Piece(left, text[left:right], here)
