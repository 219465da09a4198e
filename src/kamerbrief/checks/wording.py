"""What the letter says around an amount: which quantity is meant, and the cues that relate amounts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from itertools import pairwise
from math import log10

from kamerbrief.annotate import Clause, Standing, annotate
from kamerbrief.contract import Amount, Percentage
from kamerbrief.language.analysis import Analysis
from kamerbrief.letter import PARAGRAPHS, Block, BlockKind, Span
from kamerbrief.lexicon import load, phrase_pattern, words
from kamerbrief.settings import settings

_WORD = re.compile(r"[^\W\d_]+(?:[0-9]+)?")
#: Words are compared by their first letters, so that ``inschrijving`` meets ``inschrijvingen``.
_STEM = 6


@cache
def cue(name: str) -> re.Pattern[str]:
    """The pattern for a list of phrases in ``relations.toml``."""
    return phrase_pattern(load("relations")[name])


#: Before an amount that stands beside the one before it, as another of the same: *… en*, *… en circa*.
_BESIDE = re.compile(r"(?<!\w)(?:en|plus|alsmede)\s+(?:\w+\s+)?$", re.IGNORECASE)
_PARTS_FOLLOW = ("parts_follow", "parts_follow_completely", "instalments")


def parts_follow(link: str, names: Sequence[str] = _PARTS_FOLLOW) -> bool:
    """Whether the words between two amounts make the second a part of the first; ``names`` are lists of such words.

    What money is for divides nothing where the next amount stands beside it: *is € 6 mln bestemd voor scholen en
    € 2 mln voor zwembaden*.
    """
    found = [match for name in names if (match := cue(name).search(link))]
    if not found or not _BESIDE.search(link):
        return bool(found)
    return any(cue("of_which").fullmatch(match.group()) or ":" in link[match.end() :] for match in found)


@cache
def words_of(name: str) -> frozenset[str]:
    """The words of a list in ``relations.toml`` that are asked for by themselves, such as infinitives."""
    return frozenset(load("relations")[name])


@cache
def _stop_stems() -> frozenset[str]:
    return frozenset(word[:_STEM] for word in load("relations")["stop"])


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """The beginnings of the words that carry meaning, and names of two or more capitals in lower case."""
    found = set()
    for word in _words(text):
        if word.isupper() and len(word) > 1:
            found.add(word.lower())
        elif len(word) > 4:
            found.add(word.lower()[:_STEM])
    return frozenset(found) - _stop_stems()


def _words(text: str) -> Iterator[str]:
    """The words of letters, with figures right behind them."""
    for word in words(text.replace("_", " ")):
        if word.isalpha():
            yield word
        elif not word.isdecimal():
            yield from _WORD.findall(word)


@cache
def whole_stems() -> frozenset[str]:
    """The beginnings of words such as ``budget`` that any money may be called."""
    return stems(" ".join(load("relations")["whole"]))


#: The full stop of an abbreviation behind which the sentence goes on.
_ABBREVIATED = re.compile(r"(?<=\bml[nd])\.(?=\s*[^\sA-Z])|(?<=\bmrd)\.(?=\s*[^\sA-Z])")
_NOT = re.compile(r"\b(?:niet|geen)\s+(?:op|naar|tot)\s+$")
_BUT = re.compile(r"\b(?:niet|geen)\b.*\bmaar\b", re.DOTALL)
#: So many sentences of other letters are thought behind those of this one.
_USUAL = 50


def rarities(told: Iterable[frozenset[str]]) -> Mapping[str, float]:
    """The logarithm of how many sentences there are for one that has the word; in a short letter of usual words."""
    said = [words for words in told if words]
    counted = Counter(word for words in said for word in words)
    return {word: log10((len(said) + _USUAL) / count) for word, count in counted.items()}


#: How many amounts back what a sentence relates may stand.
_FAR = 40


class Surroundings:
    """Sentences, paragraphs and headings around amounts, looked up once per letter.

    ``prose`` are the amounts outside tables that a sentence can relate, in reading order. A sentence with more than
    ``most`` is a table run together, whose parts no words relate; the first amounts of such are in ``crowded``, each
    with how many there are. What is looked for grows with their pairs, so this bounds the work.
    """

    def __init__(self, analysis: Analysis, amounts: Iterable[Amount]) -> None:
        self.analysis = analysis
        self.letter = analysis.letter
        self.most = settings().max_related
        told: dict[int, list[Amount]] = {}
        for amount in amounts:
            if amount.table is None:
                told.setdefault(self.sentence(amount).start, []).append(amount)
        self.by_sentence = {start: said for start, said in told.items() if len(said) <= self.most}
        self.crowded = [(said[0], len(said)) for said in told.values() if len(said) > self.most]
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
        self._above = {
            below.id: above
            for above, below in pairwise(self.letter.blocks)
            if above.kind in PARAGRAPHS and below.kind in PARAGRAPHS
        }

    def sentence(self, amount: Amount | Percentage) -> Span:
        """The sentence in which the amount stands."""
        return self.analysis.sentence_at(amount.evidence.start)

    def clause(self, amount: Amount | Percentage) -> tuple[Span, Clause | None]:
        """The clause in which the amount stands: its unbroken words around the amount, and what is known of it.

        A sentence without a word in it that the amount shares is its own clause, of which nothing is known.
        """
        sentence = self.sentence(amount)
        begin, stop = amount.evidence.start - sentence.start, amount.evidence.end - sentence.start
        for clause in annotate(sentence.text):
            for start, end in clause.own:
                if start < stop and begin < end:
                    first, last = min(start, begin), max(end, stop)
                    return self.letter.span(sentence.start + first, sentence.start + last), clause
        return sentence, None

    @cached_property
    def rarity(self) -> Mapping[str, float]:
        """How rare the letter's words are among its sentences."""
        return rarities(stems(sentence.text) for sentence in self.analysis.sentences)

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

    def pointed_at(self, amount: Amount) -> list[Amount]:
        """The amounts that *daarvan* at the beginning of an amount's sentence may point at, in reading order.

        Those before it in its paragraph; where it opens that, those of the last sentence of the paragraph above.
        """
        start, block = self.sentence(amount).start, amount.evidence.block
        if before := self.before(start, block):
            return before
        above = self._above.get(block)
        if above is None or start > self.letter.block(block).content_start:
            return []
        last = self.analysis.sentence_at(above.end - 1)
        return [one for one in self.by_block.get(above.id, []) if one.evidence.start >= last.start]

    def lead(self, amount: Amount, most: int) -> str:
        """The last ``most`` characters of the text before an amount."""
        return self.letter.text[max(amount.evidence.start - most, 0) : amount.evidence.start]

    def between(self, first: Amount, second: Amount) -> str:
        """The text from the end of one amount to the start of the next, without the full stop of ``mln.``"""
        text, start = self.letter.text, first.evidence.end
        return text[start + bool(_ABBREVIATED.match(text, start)) : second.evidence.start]

    def denied(self, amount: Amount) -> bool:
        """True for an amount before which its clause says no; of ``niet op € 5 mln maar op € 4 mln`` the first."""
        span, clause = self.clause(amount)
        denied = clause.qualifier(Standing.DENIED) if clause else None
        start, place = self.sentence(amount).start, amount.evidence.start
        shown = denied is not None and any(start + end <= place for _, end in denied.shown)
        lead = self.letter.text[span.start : place]
        return bool(_NOT.search(lead)) or (shown and not _BUT.search(lead))
