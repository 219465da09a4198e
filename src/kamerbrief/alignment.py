"""Two versions of a text laid side by side: where the words of the one stand in the other.

Pieces (sentences of lines, and rows of tables) are matched first: equal ones in order, then equal ones that moved, then
changed ones with the piece most like it between the same neighbours. Changed pieces are then matched word by word, rows
of tables cell by cell. The work grows with the length of the texts, however they are made.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from kamerbrief.sequences import alike_pairs, in_order, moved

#: A sentence ends at a full stop, and the mark of a footnote is a piece of its own.
_ENDS = re.compile(r"(?<=[.!?])\s+(?=[\"'‘“(]*[^\W\d_a-zà-ÿ])|(?<=\])\s+")
_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|[^\s]")
#: What stands further apart in the new text than this, or than the words are long, did not stay together.
_TOGETHER = 80
#: Tables with more cells than this in a row, and with rows of unequal length, are matched row by row only.
_MOST_COLUMNS = 60


class Stretch(NamedTuple):
    """A stretch of the old text and the one of the new text that it is, or that took its place."""

    start: int
    end: int
    to_start: int
    to_end: int
    equal: bool


class _Piece(NamedTuple):
    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Alignment:
    """Which stretches of an old text are which of a new one; they stand in the order of the old one, apart."""

    old: str
    new: str
    stretches: tuple[Stretch, ...] = field(repr=False)

    def place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the words [start, end) of the old text stand in the new one, where they stand there unchanged."""
        over = list(self._over(start, end))
        if start >= end or not over or over[0].start > start or over[-1].end < end:
            return None
        shift = over[0].to_start - over[0].start
        together = all(one.equal and one.to_start - one.start == shift for one in over)
        if not together or any(self.old[one.end : other.start].strip() for one, other in pairwise(over)):
            return None
        to, stop = start + shift, end + shift
        return (to, stop) if self.old[start:end] == self.new[to:stop] else None

    def counterpart(self, start: int, end: int) -> tuple[int, int] | None:
        """The stretch of the new text that took the place of [start, end), with other words perhaps.

        None where it is gone. Words that went to several places are there where most of them are.
        """
        unchanged = self.place(start, end)
        if unchanged or start >= end:
            return unchanged
        parts = sorted(self._parts(start, end))
        if not parts:
            return None
        groups = [[parts[0]]]
        for before, part in pairwise(parts):
            if part[0] - before[1] > max(_TOGETHER, end - start):
                groups.append([])
            groups[-1].append(part)
        best = max(groups, key=lambda group: sum(length for _, _, length in group))
        return best[0][0], best[-1][1]

    def gap(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the new text between what stood before [start, end) and what stood behind it."""
        before = bisect_right(self._ends, start) - 1
        behind = bisect_left(self._starts, end)
        first = self.stretches[before].to_end if before >= 0 else 0
        last = self.stretches[behind].to_start if behind < len(self.stretches) else len(self.new)
        return first, max(first, last)

    def reversed(self) -> Alignment:
        """The same from the new text to the old one."""
        return self._reversed

    @cached_property
    def _reversed(self) -> Alignment:
        turned = (Stretch(to, stop, start, end, equal) for start, end, to, stop, equal in self.stretches)
        return Alignment(self.new, self.old, tuple(sorted(turned)))

    @cached_property
    def _starts(self) -> list[int]:
        return [stretch.start for stretch in self.stretches]

    @cached_property
    def _ends(self) -> list[int]:
        return [stretch.end for stretch in self.stretches]

    def _over(self, start: int, end: int) -> Iterator[Stretch]:
        """The stretches that share a character with [start, end)."""
        at = max(bisect_right(self._starts, start) - 1, 0)
        while at < len(self.stretches) and self.stretches[at].start < end:
            if self.stretches[at].end > start:
                yield self.stretches[at]
            at += 1

    def _parts(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """For every stretch of [start, end) that is still there: its new start and end, and its old length."""
        for one in self._over(start, end):
            first, last = max(one.start, start), min(one.end, end)
            if one.equal:
                yield one.to_start + first - one.start, one.to_start + last - one.start, last - first
            else:
                yield one.to_start, one.to_end, last - first


@lru_cache(maxsize=4)
def align(old: str, new: str) -> Alignment:
    """How an old text lies beside a new one; remembers the last few pairs."""
    pieces, others = list(_pieces(old)), list(_pieces(new))
    texts, other_texts = [piece.text for piece in pieces], [piece.text for piece in others]
    pairs = in_order(texts, other_texts)
    moved(texts, other_texts, pairs, alone=True)
    changed = alike_pairs(texts, other_texts, pairs)
    moved(texts, other_texts, pairs | changed, alone=False, into=pairs)
    found = [_whole(pieces[a], others[b]) for a, b in pairs.items()]
    found += _within([(pieces[a], others[b]) for a, b in sorted(changed.items())])
    return Alignment(old, new, tuple(_joined(sorted(found), old, new)))


def _whole(piece: _Piece, other: _Piece) -> Stretch:
    return Stretch(piece.start, piece.end, other.start, other.end, equal=True)


def _pieces(text: str) -> Iterator[_Piece]:
    """The lines of a text that hold words, those of running text cut into sentences."""
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield from _cut(line, start, () if "\t" in line else _ENDS.finditer(line))
        start += len(line) + 1


def _cut(line: str, offset: int, marks: Iterable[re.Match[str]]) -> Iterator[_Piece]:
    at = 0
    for mark in marks:
        yield _Piece(offset + at, offset + mark.start(), line[at : mark.start()])
        at = mark.end()
    yield _Piece(offset + at, offset + len(line), line[at:])


def _within(pairs: Sequence[tuple[_Piece, _Piece]]) -> Iterator[Stretch]:
    """What is what inside changed pieces that are each other's; tables column by column."""
    for rows in _tables(pairs):
        if "\t" not in rows[0][0].text or "\t" not in rows[0][1].text:
            for piece, other in rows:
                yield from _tokens(piece, other)
            continue
        cells = [(list(_cells(piece)), list(_cells(other))) for piece, other in rows]
        for column, other_column in _columns(cells):
            for row, other_row in cells:
                yield from _tokens(row[column], other_row[other_column])


def _tables(pairs: Sequence[tuple[_Piece, _Piece]]) -> Iterator[list[tuple[_Piece, _Piece]]]:
    """Pairs that follow each other, as long as the rows have as many cells."""

    def shape(pair: tuple[_Piece, _Piece]) -> tuple[int, int]:
        return pair[0].text.count("\t"), pair[1].text.count("\t")

    for _, rows in groupby(pairs, key=shape):
        yield list(rows)


def _cells(piece: _Piece) -> Iterator[_Piece]:
    return _cut(piece.text, piece.start, re.finditer("\t", piece.text))


def _columns(rows: Sequence[tuple[list[_Piece], list[_Piece]]]) -> list[tuple[int, int]]:
    """Which column became which: the order stays, and as many cells as can be keep their words."""
    wide, other_wide = len(rows[0][0]), len(rows[0][1])
    if wide == other_wide or max(wide, other_wide) > _MOST_COLUMNS:
        return [(column, column) for column in range(min(wide, other_wide))]
    nothing: tuple[int, tuple[tuple[int, int], ...]] = (0, ())
    most = [[nothing] * (other_wide + 1) for _ in range(wide + 1)]
    for a in range(wide):
        for b in range(other_wide):
            same = sum(row[a].text == other[b].text for row, other in rows)
            both, pairs = most[a][b]
            together = (both + 1 + 4 * same, (*pairs, (a, b)))
            most[a + 1][b + 1] = max(together, most[a][b + 1], most[a + 1][b], key=itemgetter(0))
    return list(most[wide][other_wide][1])


def _tokens(piece: _Piece, other: _Piece) -> Iterator[Stretch]:
    """The words of two pieces that are equal, and those between them that took the place of others."""
    if piece.text == other.text:
        if piece.text:
            yield _whole(piece, other)
        return
    words = [_Piece(m.start() + piece.start, m.end() + piece.start, m[0]) for m in _TOKEN.finditer(piece.text)]
    others = [_Piece(m.start() + other.start, m.end() + other.start, m[0]) for m in _TOKEN.finditer(other.text)]
    pairs = in_order([word.text for word in words], [word.text for word in others])
    a = b = 0
    for next_a, next_b in [*sorted(pairs.items()), (len(words), len(others))]:
        yield from _replaced(words[a:next_a], others[b:next_b])
        if next_a < len(words):
            yield _whole(words[next_a], others[next_b])
        a, b = next_a + 1, next_b + 1


def _replaced(words: Sequence[_Piece], others: Sequence[_Piece]) -> Iterator[Stretch]:
    """Words that took the place of others: one by one where there are as many, else all of them together."""
    if not words or not others:
        return
    if len(words) == len(others):
        for word, other in zip(words, others, strict=True):
            yield Stretch(word.start, word.end, other.start, other.end, equal=False)
    else:
        yield Stretch(words[0].start, words[-1].end, others[0].start, others[-1].end, equal=False)


def _joined(stretches: Iterable[Stretch], old: str, new: str) -> Iterator[Stretch]:
    """Equal stretches that follow each other in both texts with the same blanks between them, as one."""
    held: Stretch | None = None
    for one in stretches:
        if held and held.equal and one.equal:
            between = old[held.end : one.start]
            if not between.strip() and new[held.to_end : one.to_start] == between and held.to_end <= one.to_start:
                held = held._replace(end=one.end, to_end=one.to_end)
                continue
        if held:
            yield held
        held = one
    if held:
        yield held
