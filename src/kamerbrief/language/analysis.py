"""A letter together with what the language pipeline says of it; the facts are found in this."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate, pairwise
from operator import add
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan
from spacy.vocab import Vocab
from threadpoolctl import ThreadpoolController

from kamerbrief.language.components import DOCUMENT_LEVEL
from kamerbrief.language.gazetteer import GAZETTEER
from kamerbrief.language.raised_marks import without_raised_marks
from kamerbrief.language.sentences import sentence_bounds
from kamerbrief.letter import Block, BlockKind, Letter, Span

#: Most words of a sentence that the pipeline reads as one, and of what it reads at once, in tokens.
_LONGEST, _MOST_WORDS = 512, 16_384
_ENDLESS = re.compile(r"\S{400,}")


@dataclass(frozen=True)
class Analysis:
    """The letter and the pipeline that reads it; no sentence crosses the end of a block.

    The evidence that ``letter`` gives has the words as printed; see :mod:`kamerbrief.language.raised_marks`.
    """

    letter: Letter
    nlp: Language

    @cached_property
    def doc(self) -> Doc:
        """The tokens of ``letter.text``, so offsets agree, with the names that the pipeline finds when first asked."""
        return _with_names(self.letter, self.nlp, {sentence.start for sentence in self.sentences})

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of the letter in reading order; a heading, a cell or a footnote is at least one of its own."""
        letter = self.letter
        return tuple(
            letter.span(start, end)
            for block in letter.blocks
            for begin, stop in _stretches(block)
            for start, end in sentence_bounds(letter.text, begin, stop)
        )

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Span:
        """The sentence in which the character at ``offset`` stands, or the last that begins before it.

        Raises IndexError for a letter without sentences.
        """
        return self.sentences[max(bisect_right(self._starts, offset) - 1, 0)]

    def sentences_of(self, block: Block) -> tuple[Span, ...]:
        """The sentences of one block."""
        first = bisect_right(self._starts, block.start - 1)
        return self.sentences[first : bisect_right(self._starts, max(block.end - 1, block.start))]


def _stretches(block: Block) -> tuple[tuple[int, int], ...]:
    """Where sentences of a block stand: `Vraag 1` is none of the question's own."""
    if block.label and block.kind in (BlockKind.QUESTION, BlockKind.ANSWER):
        return (block.start, block.content_start), (block.content_start, block.end)
    return ((block.start, block.end),)


def _tokenized(text: str, nlp: Language) -> Doc:
    """The tokens of the text. A run of characters without a blank that is no word of any language stays one token.

    spaCy's tokenizer takes such a run apart character by character, in time that grows with the square of its length.
    """
    parts: list[Doc] = []
    position = 0
    for run in _ENDLESS.finditer(text):
        parts += [nlp.make_doc(text[position : run.start()]), Doc(nlp.vocab, words=[run[0]], spaces=[False])]
        position = run.end()
    if not parts:
        return nlp.make_doc(text)
    parts.append(nlp.make_doc(text[position:]))
    return Doc.from_docs([part for part in parts if len(part)], ensure_whitespace=False) or nlp.make_doc("")


def analyse(letter: Letter, nlp: Language) -> Analysis:
    """What the facts are found in; the pipeline runs once, for the facts that ask for its names.

    The letter that comes with it has blanks for the raised marks of notes; its evidence has them as printed.
    """
    return Analysis(without_raised_marks(letter), nlp)


def _with_names(letter: Letter, nlp: Language, starts: set[int]) -> Doc:
    """The letter's text as the pipeline reads it, with sentences that begin at ``starts``."""
    tokens = _Tokens.of(_tokenized(letter.text, nlp))
    # Setting sentence starts token by token takes time that grows with the square of the letter's length.
    begun: list[bool | int | None] = [place == 0 or at in starts for place, at in enumerate(tokens.starts)]
    doc = Doc(nlp.vocab, words=tokens.words, spaces=tokens.spaces, sent_starts=begun)
    words_from = {block.start: block.content_start for block in letter.blocks if block.label}
    with _threads().limit(limits=1, user_api="blas"):
        _mark_names(doc, nlp, tokens, list(_stretches_of_words(tokens, begun, words_from)))
    return doc


@cache
def _threads() -> ThreadpoolController:
    """What sets how many threads numpy uses. More than one gain nothing on matrices so small, and hinder processes."""
    return ThreadpoolController()


Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Tokens:
    """The words of a document, whether a blank stands behind each, and where each begins.

    Asking a document for each of its tokens makes an object a time; sentence by sentence they are asked for again.
    """

    words: list[str]
    spaces: list[bool]
    starts: list[int]

    @classmethod
    def of(cls, doc: Doc) -> _Tokens:
        """Those of all tokens."""
        numbers, blanks = doc.to_array(["ORTH", "SPACY"]).T
        text_of = {number: doc.vocab.strings[number] for number in np.unique(numbers).tolist()}
        words = [text_of[number] for number in numbers.tolist()]
        spaces = blanks.astype(bool).tolist()
        lengths = map(add, map(len, words), spaces)
        return cls(words, spaces, list(accumulate(lengths, initial=0))[:-1])

    def alone(self, stretch: Stretch, vocab: Vocab) -> Doc:
        """The words as a document of their own. ``Span.as_doc`` would copy the whole document first, for each."""
        first, stop = stretch
        begun: list[bool | int | None] = [place == first for place in range(first, stop)]
        return Doc(vocab, words=self.words[first:stop], spaces=self.spaces[first:stop], sent_starts=begun)


def _mark_names(doc: Doc, nlp: Language, tokens: _Tokens, stretches: list[Stretch]) -> None:
    """Sets the entities of the document, found sentence by sentence, as the pipeline was trained.

    Sentences of the same words are read once. What reads a whole document (abbreviations that it defines) runs over it
    at the end.
    """
    whole = [name for name in nlp.pipe_names if name in DOCUMENT_LEVEL]
    equal: dict[tuple[tuple[str, ...], tuple[bool, ...]], list[Stretch]] = {}
    for start, stop in _that_may_hold_names(stretches, tokens, nlp):
        words = (tuple(tokens.words[start:stop]), tuple(tokens.spaces[start:stop]))
        equal.setdefault(words, []).append((start, stop))
    read = (
        sentence
        for portion in _portions([places[0] for places in equal.values()])
        for sentence in nlp.pipe(
            (tokens.alone(stretch, nlp.vocab) for stretch in portion), batch_size=len(portion), disable=whole
        )
    )
    doc.set_ents(
        [
            TokenSpan(doc, start + entity.start, start + entity.end, label=entity.label_)
            for places, sentence in zip(equal.values(), read, strict=True)
            for entity in sentence.ents
            for start, _ in places
        ]
    )
    for name in whole:
        nlp.get_pipe(name)(doc)


def _that_may_hold_names(stretches: list[Stretch], tokens: _Tokens, nlp: Language) -> list[Stretch]:
    """Without those in which the pipeline's word lists rule a name out; all where it has no such lists."""
    if GAZETTEER not in nlp.pipe_names:
        return stretches
    lists: Any = nlp.get_pipe(GAZETTEER)
    likely = lists.likely(tokens.words)
    return [(start, stop) for start, stop in stretches if likely.in_sentence(tokens.words[start:stop])]


def _portions(stretches: list[Stretch]) -> Iterator[list[Stretch]]:
    """The stretches in portions of so many that they make batches, and of a bounded number of words."""
    portion: list[Stretch] = []
    words = 0
    for start, stop in stretches:
        if portion and words + stop - start > _MOST_WORDS:
            yield portion
            portion, words = [], 0
        portion.append((start, stop))
        words += stop - start
    if portion:
        yield portion


def _stretches_of_words(
    tokens: _Tokens, begun: Sequence[bool | int | None], words_from: dict[int, int]
) -> Iterator[Stretch]:
    """The sentences without list numbers and the blanks around them, as tokens; those without words are left out.

    ``words_from`` tells where the words begin behind the number or bullet of a block that begins at an offset. A
    sentence comes in parts of bounded length: text without ends of sentences would else take memory without bound.
    """
    for start, stop in pairwise([*(place for place, begins in enumerate(begun) if begins), len(begun)]):
        behind = words_from.get(tokens.starts[start], 0)
        while start < stop and (tokens.words[start].isspace() or tokens.starts[start] < behind):
            start += 1
        while stop > start and tokens.words[stop - 1].isspace():
            stop -= 1
        yield from ((at, min(at + _LONGEST, stop)) for at in range(start, stop, _LONGEST))
