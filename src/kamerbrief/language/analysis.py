"""A letter together with what the language pipeline says of it; the facts are found in this."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan
from threadpoolctl import ThreadpoolController

from kamerbrief.language.components import DOCUMENT_LEVEL
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
    with _threads().limit(limits=1, user_api="blas"):
        _mark_names(doc, tokens, nlp, {block.start: block.content_start for block in letter.blocks if block.label})
    return doc


@cache
def _threads() -> ThreadpoolController:
    """What sets how many threads numpy uses. More than one gain nothing on matrices so small, and hinder processes."""
    return ThreadpoolController()


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
        tokens = list(doc)
        spaces = [bool(token.whitespace_) for token in tokens]
        return cls([token.text for token in tokens], spaces, [token.idx for token in tokens])

    def alone(self, stretch: TokenSpan) -> Doc:
        """The words as a document of their own. ``Span.as_doc`` would copy the whole document first, for each."""
        first, stop = stretch.start, stretch.end
        begun: list[bool | int | None] = [place == first for place in range(first, stop)]
        return Doc(stretch.doc.vocab, words=self.words[first:stop], spaces=self.spaces[first:stop], sent_starts=begun)


def _mark_names(doc: Doc, tokens: _Tokens, nlp: Language, labelled: dict[int, int]) -> None:
    """Sets the entities of the document, found sentence by sentence, as the pipeline was trained.

    ``labelled`` tells where the words begin behind the number or bullet of a block that begins at an offset. What
    reads a whole document (abbreviations that it defines) runs over it at the end.
    """
    whole = [name for name in nlp.pipe_names if name in DOCUMENT_LEVEL]
    stretches = [part for s in doc.sents if (found := _words_of(s, labelled)) for part in _parts(found)]
    read = (
        sentence
        for portion in _portions(stretches)
        for sentence in nlp.pipe(map(tokens.alone, portion), batch_size=len(portion), disable=whole)
    )
    doc.set_ents(
        [
            TokenSpan(doc, stretch.start + entity.start, stretch.start + entity.end, label=entity.label_)
            for stretch, sentence in zip(stretches, read, strict=True)
            for entity in sentence.ents
        ]
    )
    for name in whole:
        nlp.get_pipe(name)(doc)


def _parts(stretch: TokenSpan) -> Iterator[TokenSpan]:
    """The words in parts of bounded length: text without ends of sentences would else take memory without bound."""
    doc = stretch.doc
    for start in range(stretch.start, stretch.end, _LONGEST):
        yield doc[start : min(start + _LONGEST, stretch.end)]


def _portions(stretches: list[TokenSpan]) -> Iterator[list[TokenSpan]]:
    """The stretches in portions of so many that they make batches, and of a bounded number of words."""
    portion: list[TokenSpan] = []
    words = 0
    for stretch in stretches:
        if portion and words + len(stretch) > _MOST_WORDS:
            yield portion
            portion, words = [], 0
        portion.append(stretch)
        words += len(stretch)
    if portion:
        yield portion


def _words_of(sentence: TokenSpan, labelled: dict[int, int]) -> TokenSpan | None:
    """The sentence without a list number and the blanks around it; None where nothing is left."""
    start, end = sentence.start, sentence.end
    words_from = labelled.get(sentence.doc[start].idx, 0)
    while start < end and (sentence.doc[start].is_space or sentence.doc[start].idx < words_from):
        start += 1
    while end > start and sentence.doc[end - 1].is_space:
        end -= 1
    return sentence.doc[start:end] if start < end else None
