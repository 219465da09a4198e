"""What an amount is for, and how alike two such subjects are.

A subject is made of the programmes that an amount goes to, the words around it (those of its clause tell most, then its
sentence and its heading, then the sentence before; in a table those of its row, its column and the caption), its years,
and whether its words point back at an amount that was named before (``de € 71 miljoen``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from kamerbrief.checks.wording import Surroundings, rarities, stems
from kamerbrief.contract import Amount, Movement, Period, Recurrence
from kamerbrief.letter import BlockKind, Span
from kamerbrief.lexicon import alternatives, load

#: How much a word says of what an amount is for, by where it stands.
_OWN, _SENTENCE, _HEADING, _BEFORE, _CAPTION = 1.0, 0.8, 0.8, 0.4, 0.4
#: Shared words count to the logarithm of how rare they are, each and together no more than this.
_MOST_OF_ONE, _MOST_OF_WORDS = 1.2, 2.4
_SAME_PROGRAMME, _OTHER_PROGRAMME = 1.0, -1.0
#: Where the letter says less than this beside figure and years, it takes a figure that hardly returns by chance.
_GROUNDED, _UNGROUNDED = 0.3, -0.8
_ANSWERED = 1.2
_ROW_AGREES, _MOST_OF_ROWS = 0.7, 1.4
_SAME_YEARS, _OTHER_SPAN = 0.6, -0.4
#: A cell of one of several years, and an amount in the text that names no year.
_ONE_OF_YEARS = -0.6
_TOTAL_OF_TABLE = 0.5
_BOTH_TOTALS, _WHOLE_ROW, _NAMED_AGAIN, _BESIDE = 0.5, 0.7, 1.5, 0.3
_LEVEL_AND_CHANGE = -0.5
_SHORT = re.compile(r"[^\W\d_]{2,}")
#: What ends a clause.
_STOPS = re.compile(r"[;:()]|,\s|\s[–—-]\s")
#: A sentence that begins so is about what the sentence before it names.
_POINTS_BACK = re.compile(r"(?:(?:hier|daar)[a-z]+|dit|dat|deze|die)\b", re.IGNORECASE)
_EVERY_YEAR = frozenset({Recurrence.YEARLY, Recurrence.STRUCTURAL})


@dataclass(frozen=True)
class Subject:
    """What one amount is for."""

    amount: Amount
    #: How much each word says of it.
    words: Mapping[str, float]
    #: The words of the row that it stands in; empty outside tables.
    row: frozenset[str]
    named_again: bool
    #: Its words say that it is money beside what was named before.
    is_new: bool
    place: tuple[int, int]


class Subjects:
    """The subjects of a letter's amounts, and how rare its words are."""

    def __init__(self, around: Surroundings, amounts: Sequence[Amount]) -> None:
        self._around = around
        self._amounts = amounts
        self._known: dict[str, Subject] = {}
        letter = around.letter
        self._captions = {t.id: letter.text_of(letter.block(t.caption)) for t in letter.tables if t.caption}
        heads = {amount.table.row_header or "" for amount in amounts if amount.table}
        self._short = frozenset(word for head in heads if not stems(head) for word in _words_in(head))
        self._rows: dict[tuple[str, int], dict[str, Amount]] = defaultdict(dict)
        for amount in amounts:
            if amount.table:
                self._rows[amount.table.id, amount.table.row].setdefault(_column(amount), amount)

    def stems(self, text: str) -> frozenset[str]:
        """The words that carry meaning, and short ones (``ggz``) where a row of a table has no other name."""
        return stems(text) | (_words_in(text) & self._short if self._short else frozenset())

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        return rarities(self.stems(sentence.text) for sentence in self._around.analysis.sentences)

    def of(self, amount: Amount) -> Subject:
        """What the amount is for."""
        if amount.id not in self._known:
            self._known[amount.id] = self._read(amount)
        return self._known[amount.id]

    def _read(self, amount: Amount) -> Subject:
        words: dict[str, float] = {}
        for text, weight in self._sources(amount):
            for word in self.stems(text):
                words[word] = max(weight, words.get(word, 0))
        row = self.stems(amount.table.row_header or "") if amount.table else frozenset()
        index = self._around.letter.block_index(amount.evidence.start)
        named = self._is_said_before(amount, _named_before())
        is_new = self._is_said_before(amount, _new_money())
        return Subject(amount, words, row, named, is_new, (index, amount.evidence.start))

    def _sources(self, amount: Amount) -> list[tuple[str, float]]:
        around = self._around
        if amount.table:
            caption = self._captions.get(amount.table.id, "")
            heads = (amount.table.row_header, amount.table.column_header, amount.table.section)
            return [*((head or "", _OWN) for head in heads), (caption, _CAPTION), (around.heading(amount), _CAPTION)]
        sentence = around.sentence(amount)
        return [
            (self._clause(amount, sentence), _OWN),
            (sentence.text, _SENTENCE),
            (around.heading(amount), _HEADING),
            (self._sentence_before(sentence, amount), _SENTENCE if _POINTS_BACK.match(sentence.text) else _BEFORE),
        ]

    def _clause(self, amount: Amount, sentence: Span) -> str:
        """The words around the amount up to the next stop or amount on both sides."""
        text, place = self._around.letter.text, amount.evidence
        said = self._around.by_sentence.get(sentence.start, [])
        before = max((a.evidence.end for a in said if a.evidence.end <= place.start), default=sentence.start)
        behind = min((a.evidence.start for a in said if a.evidence.start >= place.end), default=sentence.end)
        lead, tail = text[before : place.start], text[place.end : behind]
        stops = [stop.end() for stop in _STOPS.finditer(lead)]
        stop = _STOPS.search(tail)
        return f"{lead[stops[-1] if stops else 0 :]} {tail[: stop.start() if stop else len(tail)]}"

    def _sentence_before(self, sentence: Span, amount: Amount) -> str:
        if not sentence.start:
            return ""
        before = self._around.analysis.sentence_at(sentence.start - 1)
        block = self._around.letter.block(amount.evidence.block)
        return before.text if before.start >= block.start else ""

    def _is_said_before(self, amount: Amount, words: re.Pattern[str]) -> bool:
        """True for an amount in the text with these words before it in its sentence."""
        if amount.table:
            return False
        sentence = self._around.sentence(amount)
        lead = self._around.letter.text[max(sentence.start, amount.evidence.start - 60) : amount.evidence.start]
        return words.search(lead) is not None

    def likeness(self, first: Amount, second: Amount) -> float | None:
        """How much more likely than by chance two equal amounts are for the same, as a logarithm.

        None where something is said that tells them apart.
        """
        earlier, later = sorted((self.of(first), self.of(second)), key=lambda subject: subject.place)
        if later.is_new or not agree(earlier.amount, later.amount):
            return None
        grounds = (
            self._words(earlier, later),
            _programmes(earlier.amount, later.amount),
            _BOTH_TOTALS * (earlier.amount.total and later.amount.total),
            _TOTAL_OF_TABLE * self._tells_total(earlier, later),
            _WHOLE_ROW * (_names_row(earlier, later) or _names_row(later, earlier)),
            _NAMED_AGAIN * later.named_again,
            _ANSWERED * self._answers(earlier, later),
            self._rows_alike(earlier.amount, later.amount),
        )
        beside = not earlier.amount.table and not later.amount.table and later.place[0] - earlier.place[0] <= 1
        return (
            sum(grounds)
            + _UNGROUNDED * (sum(grounds) < _GROUNDED)
            + _years(earlier.amount, later.amount)
            + _ONE_OF_YEARS * self._is_one_of_years(earlier.amount, later.amount)
            + _BESIDE * beside
            + _LEVEL_AND_CHANGE * _mixes(earlier.amount, later.amount)
        )

    def leads(self, first: Amount, second: Amount) -> bool:
        """True where the letter leads from one amount to the other: a footnote, an answer, a cell of the same years."""
        earlier, later = sorted((self.of(first), self.of(second)), key=lambda subject: subject.place)
        years = bool(first.period) and first.period == second.period
        return self._answers(earlier, later) or (years and bool(first.table) != bool(second.table))

    def _tells_total(self, earlier: Subject, later: Subject) -> bool:
        """True for a table's total and running text in the table's own section, which is where a total is told."""
        cell, other = (earlier, later) if earlier.amount.table else (later, earlier)
        if not cell.amount.table or other.amount.table or not cell.amount.total:
            return False
        return self._around.heading(cell.amount) == self._around.heading(other.amount)

    def _is_one_of_years(self, first: Amount, second: Amount) -> bool:
        """True for a cell whose row has other years as well, and an amount in the text that names none."""
        cell, other = (first, second) if first.table else (second, first)
        if not cell.table or other.table or not cell.period or other.period:
            return False
        row = self._rows[cell.table.id, cell.table.row].values()
        return any(one.period and one.period != cell.period for one in row)

    def _rows_alike(self, first: Amount, second: Amount) -> float:
        """For cells of two tables: do the other cells of their rows agree column by column (year by year)?"""
        if not first.table or not second.table:
            return 0.0
        one, other = (self._rows[amount.table.id, amount.table.row] for amount in (first, second) if amount.table)
        shared = (one.keys() & other.keys()) - {_column(first), _column(second)}
        same = sum(one[column].value == other[column].value for column in shared)
        return min(max(_ROW_AGREES * (2 * same - len(shared)), -_MOST_OF_ROWS), _MOST_OF_ROWS)

    def _answers(self, earlier: Subject, later: Subject) -> bool:
        """True for an amount of a question that its answer names, and for one that a footnote to its sentence names."""
        letter = self._around.letter
        first, second = (letter.block(one.amount.evidence.block) for one in (earlier, later))
        if first.kind is BlockKind.QUESTION and second.kind is not BlockKind.QUESTION:
            return bool(set(first.questions) & set(second.questions))
        if second.kind is not BlockKind.FOOTNOTE or earlier.amount.table:
            return False
        sentence = self._around.sentence(earlier.amount)
        return any(m.footnote == second.id and sentence.start <= m.start <= sentence.end + 5 for m in letter.marks)

    def _words(self, earlier: Subject, later: Subject) -> float:
        shared = earlier.words.keys() & later.words.keys()
        if earlier.amount.table is None and later.amount.table is None:
            # A heading that both stand under says nothing about which of its quantities is meant.
            first, second = (self._around.heading(s.amount) for s in (earlier, later))
            if first == second:
                shared -= stems(first)
        told = sorted(
            (
                min(self._rarity.get(word, 0.0), _MOST_OF_ONE) * earlier.words[word] * later.words[word]
                for word in shared
            ),
            reverse=True,
        )
        # Words that go together tell less than words apart: each one half of the one before.
        return min(sum(one * 0.7**at for at, one in enumerate(told)), _MOST_OF_WORDS)


@lru_cache(maxsize=4096)
def _words_in(text: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _SHORT.findall(text))


def _column(amount: Amount) -> str:
    """What tells the columns of a row apart: the years, else the header."""
    years = amount.period
    if years:
        return f"{years.from_year}-{years.until_year}"
    return (amount.table.column_header or "").casefold() if amount.table else ""


@cache
def _named_before() -> re.Pattern[str]:
    """``de (verleende) € 71 miljoen``, ``het bedrag van € 5``: words for what was named before, right before it."""
    words = load("relations")
    named, between = alternatives(words["named_before"]), alternatives(words["not_between"])
    return re.compile(rf"(?<!\w)(?:{named})(?:\s+(?!(?:{between})\b)[^\W\d]+)?\s*$", re.IGNORECASE)


@cache
def _new_money() -> re.Pattern[str]:
    """``een apart budget van € 64 miljoen``, ``een aanvullende € 5 miljoen``: money beside what was named before."""
    beside = alternatives(load("relations")["new_money"])
    return re.compile(rf"(?<!\w)een\s+(?:{beside})(?:\s+[^\W\d]+(?:\s+van)?)?\s*$", re.IGNORECASE)


def agree(first: Amount, second: Amount) -> bool:
    """True where nothing is said that tells two equal amounts apart."""
    if {first.movement, second.movement} == {Movement.INCREASE, Movement.DECREASE}:
        return False
    if first.per and second.per and first.per != second.per:
        return False
    if Recurrence.ONE_OFF in (first.recurrence, second.recurrence) and _EVERY_YEAR & {
        first.recurrence,
        second.recurrence,
    }:
        return False
    return not (first.period and second.period and _disjoint(first.period, second.period))


def _disjoint(first: Period, second: Period) -> bool:
    ends = [one.until_year for one in (first, second)]
    starts = [one.from_year for one in (first, second)]
    return any(a is not None and b is not None and a < b for a, b in zip(ends, reversed(starts), strict=True))


def _programmes(first: Amount, second: Amount) -> float:
    if not first.programmes or not second.programmes:
        return 0.0
    return _SAME_PROGRAMME if set(first.programmes) & set(second.programmes) else _OTHER_PROGRAMME


def _years(first: Amount, second: Amount) -> float:
    if not first.period or not second.period:
        return 0.0
    if first.period == second.period:
        return _SAME_YEARS
    return 0.0 if {first.recurrence, second.recurrence} & _EVERY_YEAR else _OTHER_SPAN


def _names_row(cell: Subject, other: Subject) -> bool:
    """True where all words of a cell's row are among those of the other."""
    return bool(cell.row) and all(word in other.words for word in cell.row)


def _mixes(first: Amount, second: Amount) -> bool:
    """True for a level and a change in running text; tables do not tell them apart."""
    prose = first.table is None and second.table is None
    return prose and (first.movement is Movement.LEVEL) != (second.movement is Movement.LEVEL)
