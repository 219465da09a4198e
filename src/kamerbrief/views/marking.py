"""The letter's text cut into pieces, each with the facts that lie on it, so that a page can mark overlapping facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kamerbrief.contract import Extraction, TextBlock
from kamerbrief.letter import BlockKind, Evidence


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
    found = [Mark(e.start, e.end, fact, kind) for fact, kind, e in evidence_of(extraction)]
    return sorted(found, key=lambda mark: (mark.start, mark.end - mark.start))


def evidence_of(x: Extraction) -> list[tuple[str, str, Evidence]]:
    """Every stretch of words that a page marks, with its fact's id on the page and its kind; entities last."""
    return [
        *((a.id, "amounts", a.evidence) for a in x.amounts),
        *((p.id, "percentages", p.evidence) for p in x.percentages),
        *((p.id, "programmes", mention) for p in x.programmes for mention in p.mentions),
        *((r.id, "recommendations", r.evidence) for r in x.recommendations),
        *((r.id, "recommendations", r.stance_evidence) for r in x.recommendations if r.stance_evidence),
        *((c.id, "commitments", c.evidence) for c in x.commitments),
        *((r.id, "references", r.evidence) for r in x.references),
        *((f"entity-{n}", "entities", e.evidence) for n, e in enumerate(x.entities, start=1)),
    ]


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
