"""What the letter says around an amount: which quantity is meant, and the cues that relate amounts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache

from kamerbrief.contract import Amount
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Block, BlockKind, Span
from kamerbrief.lexicon import load, phrase_pattern

_WORD = re.compile(r"[^\W\d_]+(?:[0-9]+)?")
#: Words are compared by their first letters, so that ``inschrijving`` meets ``inschrijvingen``.
_STEM = 6


@cache
def cue(name: str) -> re.Pattern[str]:
    """The pattern for a list of phrases in ``relations.toml``."""
    return phrase_pattern(load("relations")[name])


@cache
def _stop_stems() -> frozenset[str]:
    return frozenset(word[:_STEM] for word in load("relations")["stop"])


def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that carry meaning, and names of two or more capitals in lower case."""
    found = set()
    for word in _WORD.findall(text):
        if word.isupper() and len(word) > 1:
            found.add(word.lower())
        elif len(word) > 4:
            found.add(word.lower()[:_STEM])
    return frozenset(found) - _stop_stems()


#: A sentence with more amounts or percentages than this is a table run together, whose parts no words relate.
MOST_TOLD = 40
#: How many amounts back what a sentence relates may stand.
_FAR = 40


class Surroundings:
    """Sentences, paragraphs and headings around amounts, looked up once per letter.

    ``prose`` are the amounts outside tables that a sentence can relate, in reading order.
    """

    def __init__(self, analysis: Analysis, amounts: Iterable[Amount]) -> None:
        self.analysis = analysis
        self.letter = analysis.letter
        told: dict[int, list[Amount]] = {}
        for amount in amounts:
            if amount.table is None:
                told.setdefault(self.sentence(amount).start, []).append(amount)
        self.by_sentence = {start: said for start, said in told.items() if len(said) <= MOST_TOLD}
        self.prose = [amount for said in self.by_sentence.values() for amount in said]
        self.by_block: dict[str, list[Amount]] = {}
        for amount in self.prose:
            self.by_block.setdefault(amount.evidence.block, []).append(amount)
        self._stems: dict[tuple[int, str], frozenset[str]] = {}
        self._headings: dict[str, Block | None] = {}
        heading: Block | None = None
        for block in self.letter.blocks:
            if block.kind is BlockKind.HEADING:
                heading = block
            self._headings[block.id] = heading if block.kind is not BlockKind.FOOTNOTE else None

    def sentence(self, amount: Amount) -> Span:
        """The sentence in which the amount stands."""
        return self.analysis.sentence_at(amount.evidence.start)

    def heading(self, amount: Amount) -> str:
        """The text of the heading above the amount, or an empty string."""
        block = self._headings.get(amount.evidence.block)
        return self.letter.text_of(block) if block else ""

    def stems(self, amount: Amount) -> frozenset[str]:
        """The meaningful words of the amount's sentence and heading; for a table cell those of its headers."""
        if amount.table:
            return stems(f"{amount.table.row_header or ''} {amount.table.column_header or ''}")
        sentence = self.sentence(amount)
        key = sentence.start, amount.evidence.block
        if key not in self._stems:
            self._stems[key] = stems(f"{sentence.text} {self.heading(amount)}")
        return self._stems[key]

    def before(self, offset: int, block: str | None = None) -> list[Amount]:
        """The last amounts in prose that end before ``offset``, in a block or in the letter, in reading order."""
        listed = self.prose if block is None else self.by_block.get(block, [])
        stop = bisect_left(listed, offset, key=lambda amount: amount.evidence.start)
        return [amount for amount in listed[max(stop - _FAR, 0) : stop] if amount.evidence.end < offset]

    def lead(self, amount: Amount, most: int) -> str:
        """The last ``most`` characters of the text before an amount."""
        return self.letter.text[max(amount.evidence.start - most, 0) : amount.evidence.start]

    def between(self, first: Amount, second: Amount) -> str:
        """The text from the end of one amount to the start of the next."""
        return self.letter.text[first.evidence.end : second.evidence.start]
