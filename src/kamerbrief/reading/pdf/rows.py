"""Rows of words: what stands side by side on a page, left to right."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from operator import attrgetter

from kamerbrief.reading.pdf.places import Box
from kamerbrief.reading.pdf.words import HIGHEST, RAISED_BY, RAISED_HEIGHT, SUPERSCRIPT, PrintedWord

#: What may be a mark when it is raised: the notes' numbers (also several), letters, Roman figures, asterisks.
_MARK = re.compile(r"\(?\d{1,3}(?:[,;/]\d{1,3})*\)?|(?:[a-z]|[ivxl]{2,6})\)?|\*{1,4}\)?|[†‡]|ste|de|er|re")
#: A raised 2 or 3 behind these is a power, not a footnote.
_POWERED = re.compile(r"(?:^|[\s\d(/])(?:k|c|m|d|h)?m$")
#: Raised endings of ordinals behind their figure: 1e, 2de, 20ste, and the French 1er and 2ème.
ORDINAL = frozenset({"e", "de", "ste", "er", "re", "ème"})
_BETWEEN_MARKS = re.compile(r"[,;/]")
#: Words are on one row when their lower edges differ less than this part of their height.
_SAME_ROW = 0.3
#: So many letters that stand apart are a word, if their distances (in ems, at most the second number) are alike: none
#: is this many times another, and where they are few the next word stands farther off. A list of letters is none.
_LETTERS, _SPACED, _EVEN = 4, 0.6, 1.5
_ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_DIGRAPHS, _LONGEST_LETTER = frozenset({"ij", "IJ"}), 2
#: A blank wider than this many ems separates what stands side by side (cells, a label and its value).
WIDE_GAP = 1.15
#: Where pdfium says nothing, words are apart when their distance is more than this part of their height; where it says
#: that no blank stands between them, when it is more than the second.
_APART, _FAR = 0.12, 0.6


_FROM_TOP, _FROM_LEFT = attrgetter("bottom", "x0"), attrgetter("x0")
_IN_ORDER = attrgetter("top", "x0")


@dataclass(slots=True)
class Row:
    """Words on one row of a page, in points.

    ``zone`` numbers the frame they stand in (0 for the page itself); ``in_column`` says that it is a column of text.
    """

    page: int
    words: list[PrintedWord]
    zone: int = 0
    underlined: bool = False
    in_column: bool = False
    x0: float = 0.0
    x1: float = 0.0
    top: float = 0.0
    bottom: float = 0.0
    size: float = 0.0
    bold: bool = False
    italic: bool = False
    _text: str = field(default="", repr=False, compare=False)

    def __post_init__(self) -> None:
        plain = [word for word in self.words if not word.raised] or self.words
        self.x0, self.x1 = self.words[0].x0, max([word.x1 for word in self.words])
        self.top, self.bottom = min([word.top for word in plain]), max([word.bottom for word in plain])
        first = plain[0].style
        if not [word for word in plain if word.style is not first]:
            self.size, self.bold, self.italic = first
            return
        self.size = first.size if len(plain) < 3 else _usual_size(plain)
        lettered = [word.style for word in plain if word.text.isalpha() or any(map(str.isalpha, word.text))]
        styles = set(lettered or [word.style for word in plain])
        self.bold, self.italic = all(style.bold for style in styles), all(style.italic for style in styles)

    @property
    def height(self) -> float:
        """Height of the row's letters."""
        return self.bottom - self.top

    @property
    def text(self) -> str:
        """The words with blanks where the page has them."""
        self._text = self._text or self._said()
        return self._text

    def _said(self) -> str:
        said: list[str] = []
        for number, word in enumerate(self.words):
            if number and ((word.spaced and not word.raised) or blank_before(self.words, number)):
                said.append(" ")
            said.append(word.text.translate(SUPERSCRIPT) if word.raised else word.text)
        return "".join(said)

    def segments(self, gap: float = WIDE_GAP) -> list[list[PrintedWord]]:
        """The words in groups that stand apart by more than ``gap`` ems."""
        words, far = self.words, gap * self.size
        cuts = [n for n, (a, b) in enumerate(pairwise(words), 1) if b.x0 - a.x1 > far and not b.raised]
        return [words[start:stop] for start, stop in pairwise([0, *cuts, len(words)])]


def _usual_size(words: Sequence[PrintedWord]) -> float:
    weights: dict[float, int] = {}
    for word in words:
        weights[word.style.size] = weights.get(word.style.size, 0) + len(word.text)
    return max(weights, key=lambda size: (weights[size], size))


def blank_before(words: Sequence[PrintedWord], number: int) -> bool:
    """True when a blank separates the word from the one on its left."""
    word, before = words[number], words[number - 1]
    if word.raised:
        return False
    if word.spaced:
        return True
    told = word.spaced is not None and not before.raised
    return word.x0 - before.x1 > (_FAR if told else _APART) * (word.bottom - word.top)


def labels_of(mark: str, before: str) -> list[str]:
    """The labels of the notes that a raised mark behind the word ``before`` may name: `1)` 1, and `1,2` 1 and 2.

    None for the power of a measure (km²) and the ending of an ordinal (1e).
    """
    if (mark in "23" and _POWERED.search(before)) or (mark in ORDINAL and before[-1:].isdigit()):
        return []
    return [label.strip("()") for label in _BETWEEN_MARKS.split(mark)]


def rows_of(words: Iterable[PrintedWord], page: int, zone: int = 0, *, in_column: bool = False) -> list[Row]:
    """The rows of these words from top to bottom; marks that are raised stand in the row of their word."""
    clusters: list[list[PrintedWord]] = []
    level = height = 0.0
    for word in sorted(words, key=_FROM_TOP):
        if clusters and word.bottom - level <= _SAME_ROW * min(height, word.bottom - word.top):
            clusters[-1].append(word)
        else:
            clusters.append([word])
            level, height = word.bottom, word.bottom - word.top
    _raise_marks(clusters)
    rows = [
        Row(page, _unspaced(sorted(cluster, key=_FROM_LEFT)), zone, in_column=in_column)
        for cluster in clusters
        if cluster
    ]
    return sorted(rows, key=_IN_ORDER)


def _unspaced(words: list[PrintedWord]) -> list[PrintedWord]:
    """The words, those made whole whose letters stand apart."""
    short = [word for word in words if len(word.text) <= _LONGEST_LETTER]
    if len(short) < _LETTERS or sum(map(_is_letter, short)) < _LETTERS:
        return words
    found: list[PrintedWord] = []
    start = 0
    while start < len(words):
        stop = _letters_end(words, start)
        found.append(_whole(words[start:stop]) if stop - start >= _LETTERS else words[start])
        start = stop if stop - start >= _LETTERS else start + 1
    return found


def _is_letter(word: PrintedWord) -> bool:
    return word.text.isalpha() and (len(word.text) == 1 or word.text in _DIGRAPHS) and not word.raised


def _letters_end(words: Sequence[PrintedWord], start: int) -> int:
    """The end of the run of single letters from ``start`` on that make a word, ``start`` where there is none."""
    stop, widest = start + 1, 0.5
    while stop < len(words) and _is_letter(words[start]) and _is_letter(words[stop]):
        gap = words[stop].x0 - words[stop - 1].x1
        if gap > _SPACED * words[stop].style.size or (stop > start + 1 and gap > _EVEN * widest):
            break
        widest = max(gap, widest)
        stop += 1
    text = "".join(word.text for word in words[start:stop])
    behind = words[stop].x0 - words[stop - 1].x1 if stop < len(words) else 0.0
    sure = stop - start > _LETTERS or behind > _EVEN * widest
    return stop if sure and text.lower() not in _ALPHABET and len(set(text)) > 1 else start


def _whole(letters: Sequence[PrintedWord]) -> PrintedWord:
    return replace(
        letters[0],
        text="".join(letter.text for letter in letters),
        x1=letters[-1].x1,
        top=min(letter.top for letter in letters),
        bottom=max(letter.bottom for letter in letters),
        shown=_around([letter.shown for letter in letters if letter.shown]),
    )


def _around(boxes: Sequence[Box]) -> Box | None:
    if not boxes:
        return None
    x0s, tops, x1s, bottoms = zip(*boxes, strict=True)
    return min(x0s), min(tops), max(x1s), max(bottoms)


def _raise_marks(clusters: list[list[PrintedWord]]) -> None:
    """Moves each small raised mark into the row of the word that it stands beside."""
    levels = [cluster[0].bottom for cluster in clusters]
    heights = [word.bottom - word.top for cluster in clusters for word in cluster]
    small = RAISED_HEIGHT * max(heights, default=0.0)
    for cluster in clusters:
        for word in [w for w in cluster if w.raised or (w.bottom - w.top < small and _may_be_mark(w.text))]:
            near = clusters[bisect_left(levels, word.bottom) : bisect_left(levels, word.bottom + 3 * word.height)]
            host = next((other for other in near if other and _stands_at(word, other)), None)
            if host is None:
                continue
            word.raised = True
            if host is not cluster:
                cluster.remove(word)
                host.append(word)


@lru_cache(maxsize=8192)
def _may_be_mark(text: str) -> bool:
    return _MARK.fullmatch(text) is not None


def _stands_at(mark: PrintedWord, cluster: Sequence[PrintedWord]) -> bool:
    """True when the mark is smaller than a word of the row, stands higher, and right behind it or just before it."""
    return any(_raised_beside(mark, word) for word in cluster if word is not mark)


def _raised_beside(mark: PrintedWord, word: PrintedWord) -> bool:
    lift, height = word.bottom - mark.bottom, word.bottom - word.top
    if not RAISED_BY * height < lift < HIGHEST * height:
        return False
    if not (mark.raised or mark.height < RAISED_HEIGHT * height):
        return False
    behind, before = mark.x0 - word.x1, word.x0 - mark.x1
    if mark.text.isalpha() and len(mark.text) > 1 and not set(mark.text) <= set("ivxl"):
        return word.text[-1:].isdigit() and abs(behind) < _APART * height
    return -0.2 * height < behind < 0.6 * height or -0.1 * height < before < 1.5 * height


def pieces(row: Row, cuts: Sequence[int]) -> Iterator[Row]:
    """The row cut before the words with these numbers."""
    edges = [0, *cuts, len(row.words)]
    for start, stop in pairwise(edges):
        if start < stop:
            yield Row(row.page, row.words[start:stop], row.zone, row.underlined)
