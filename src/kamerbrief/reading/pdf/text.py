"""Rows of a page become one text: words joined over row ends, footnote marks told from figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kamerbrief.letter import Word, WordFields
from kamerbrief.reading.builder import Content
from kamerbrief.reading.hyphens import Vocabulary
from kamerbrief.reading.pdf.rows import ORDINAL, Row, blank_before, labels_of
from kamerbrief.reading.pdf.words import SUPERSCRIPT, PrintedWord


@dataclass(slots=True)
class _Draft:
    """A text in the making: its pieces, their total length, and what stands over them."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    words: list[WordFields] = field(default_factory=list)
    marks: list[tuple[int, int, str]] = field(default_factory=list)

    @property
    def tail(self) -> str:
        """The end of the text so far."""
        return self.pieces[-1] if self.pieces else ""

    def write(self, text: str) -> None:
        """Adds to the text."""
        self.pieces.append(text)
        self.length += len(text)

    def say(self, word: PrintedWord, page: int, between: str) -> None:
        """Adds a word of a page, behind what stands between it and the one before."""
        text = word.text
        self.pieces += (between, text)
        start = self.length + len(between)
        self.length = start + len(text)
        self.place(start, word, page)

    def place(self, start: int, word: PrintedWord, page: int) -> None:
        """Says where on the page a word stands that has been written from ``start`` on."""
        x0, top, x1, bottom = word.shown or (word.x0, word.top, word.x1, word.bottom)
        self.words.append((start, self.length, page, x0, top, x1, bottom))

    def cut(self, count: int) -> None:
        """Takes characters off the end, which are all of the last word."""
        if not count:
            return
        self.pieces[-1] = self.pieces[-1][:-count]
        self.length -= count
        start, _, page, x0, top, x1, bottom = self.words[-1]
        self.words[-1] = (start, self.length, page, x0, top, x1, bottom)


@dataclass(frozen=True, slots=True)
class Composer:
    """Makes contents out of rows; ``notes`` gives the key of the footnote for a page and a number."""

    vocabulary: Vocabulary
    notes: Mapping[tuple[int, str], str]

    def content(self, rows: Iterable[Row], *, skip: int = 0, breaks: frozenset[int] = frozenset()) -> Content:
        """The text of the rows without their first ``skip`` words; before the rows in ``breaks`` a line feed stands."""
        draft = _Draft()
        for number, row in enumerate(rows):
            words = row.words[skip:] if number == 0 else row.words
            if not words:
                continue
            if draft.length:
                self._join(draft, words[0], line_feed=number in breaks)
            for place, word in enumerate(words):
                if word.raised:
                    self._mark(draft, word, row.page)
                else:
                    apart = place and (word.spaced or blank_before(words, place))
                    draft.say(word, row.page, " " if apart else "")
        return Content("".join(draft.pieces), tuple(Word.each(draft.words)), tuple(draft.marks))

    def _join(self, draft: _Draft, word: PrintedWord, *, line_feed: bool) -> None:
        if line_feed:
            draft.write("\n")
        elif not word.raised:
            taken, between = self.vocabulary.glue(draft.tail, word.text)
            draft.cut(taken)
            if between:
                draft.write(between)

    def _mark(self, draft: _Draft, word: PrintedWord, page: int) -> None:
        start = draft.length
        for text, key in self._typed(word.text, page, draft.tail):
            at = draft.length
            draft.write(text)
            if key:
                draft.marks.append((at, draft.length, key))
        draft.place(start, word, page)

    def _typed(self, printed: str, page: int, before: str) -> list[tuple[str, str | None]]:
        """What to type for a raised mark behind the text ``before``, each note's mark with the key of its note."""
        labels = labels_of(printed, before)
        keys = [self.notes.get((page, label)) for label in labels]
        if keys == [None] and printed.isdigit():
            labels = list(printed)
            keys = [self.notes.get((page, label)) for label in labels]
        if keys and all(keys):
            return [(f"[{label}]", key) for label, key in zip(labels, keys, strict=True)]
        if not keys and printed in ORDINAL:
            return [(printed, None)]
        return [(printed.strip("()").translate(SUPERSCRIPT), None)]


def plain(rows: Sequence[Row]) -> str:
    """The rows' words with a blank at each row's end."""
    return " ".join(row.text for row in rows)
