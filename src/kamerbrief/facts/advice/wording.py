"""Where a recommendation that is set out is worded: in its heading, in a quotation, or below a label of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kamerbrief.facts.advice.blocks import Item, is_heading, is_normative
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import Block, Letter, Span

#: So many blocks below a label that stands alone are looked at for the words, and so many words they have: fewer where
#: they close as a sentence does.
_NEAR, _FEWEST_WORDS, _FEWEST_IN_SENTENCE = 6, 5, 2
_OPENING_QUOTES = ("‘", "“", '"', "«", "'", "„")
#: What stands between the titles of recommendations that one heading names together.
_BETWEEN = re.compile(r"\s+/\s+|\s*;\s+")


def words_of(
    analysis: Analysis, body: Sequence[Block], item: Item, below: Sequence[Block]
) -> tuple[tuple[int, int], Block | None]:
    """Where the recommendation is worded, and the block below that words it where its label stands alone.

    ``below`` are the blocks up to the next recommendation.
    """
    letter = analysis.letter
    own = (item.start, item.end), None
    if below and item.start == body[item.block].start and letter.text_of(below[0]).startswith(_OPENING_QUOTES):
        return (below[0].start, below[0].end), below[0]
    if not item.bare or not below:
        return own
    worded = [block for block in below[:_NEAR] if _says_something(letter, block)]
    if len(worded) > 1 and worded[1].label and letter.text_of(worded[0]).rstrip().endswith(":"):
        worded = worded[1:]
    sentence = _asking(analysis.sentences_of(worded[0])) if worded else None
    return ((max(sentence.start, worded[0].content_start), sentence.end), worded[0]) if sentence else own


def _says_something(letter: Letter, block: Block) -> bool:
    """True for a block with a sentence in it; false for a heading, a label and page furniture."""
    text = letter.text_of(block).strip()
    fewest = _FEWEST_IN_SENTENCE if text.endswith((".", "!", ";", "’", "”", "»")) else _FEWEST_WORDS
    return len(text.split()) >= fewest and not is_heading(letter, block)


def _asking(sentences: Sequence[Span]) -> Span | None:
    """The sentence of a paragraph that asks for something; else its first."""
    return next((sentence for sentence in sentences if is_normative(sentence.text)), next(iter(sentences), None))


def titles_of(letter: Letter, stated: tuple[int, int], count: int) -> list[tuple[int, int]]:
    """Where each of several recommendations under one heading is worded: apart by ``/`` or ``;``, else all alike."""
    start, end = stated
    cuts = [start, *(at for match in _BETWEEN.finditer(letter.text, start, end) for at in match.span()), end]
    parts = list(zip(cuts[::2], cuts[1::2], strict=True))
    return parts if len(parts) == count else [stated] * max(count, 1)
