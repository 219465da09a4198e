"""The column beside the text (the colophon), and what every page repeats: both are no part of the running text."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise

from kamerbrief.reading.letterhead_lines import label_of
from kamerbrief.reading.pdf.rows import WIDE_GAP, Row, pieces
from kamerbrief.reading.pdf.words import PrintedWord

#: What counts pages wherever it stands.
PAGE_COUNT = re.compile(
    r"(?:pagina|blad|page)\s*\d{1,4}(?:\s*(?:van|/|of)\s*\d{1,4})?|\d{1,4}\s*(?:van|/|of)\s*\d{1,4}", re.IGNORECASE
)
_PAGE_NUMBER = re.compile(r"(?:[-–]\s*)?\d{1,4}(?:\s*[-–])?")
#: The colophon is set in type that is smaller than this part of the text's.
_SMALLER = 0.88
#: So many rows at the least make a column of small type.
_FEWEST_BESIDE = 3
#: Edges that differ less than this many points are one edge.
_SAME_EDGE = 2.0
#: Running headers stand at the same height give or take this many points.
_SAME_LEVEL = 4.0
#: So many rows that return with nothing else are a page that stands in the file twice; fewer may be a running header.
_FEWEST_COPIED = 3
#: A page count has at most so many figures.
_LONGEST_COUNT = 4
#: On which pages a text stands at a height (counted in steps).
_Places = dict[tuple[str, int], set[int]]
#: Parts of a page's height in which running headers and footers stand.
_HEAD, _FOOT = 0.2, 0.8
#: Parts of it in which a bare number counts pages.
_HEADER, _FOOTER = 0.1, 0.88


@dataclass(frozen=True, slots=True)
class Type:
    """The usual size of a document's type, and the usual distance between the rows of its text."""

    size: float
    pitch: float


@dataclass(frozen=True, slots=True)
class Measures(Type):
    """What is usual in the document: its type, and the left and right edge of the text.

    ``side`` is the left edge of the colophon column, ``margin`` that of a colophon left of the text; None without one.
    """

    left: float
    right: float
    side: float | None
    margin: float | None = None


def type_of(pages: Sequence[Sequence[Row]]) -> Type:
    """The usual type of the document's text."""
    sizes: Counter[float] = Counter()
    for rows in pages:
        for row in rows:
            sizes[row.size] += sum([len(word.text) for word in row.words])
    size = max(sizes, key=lambda size: (sizes[size], size), default=10.0)
    return Type(size, _pitch(pages, size))


def measure(pages: Sequence[Sequence[Row]], widths: Sequence[float]) -> Measures:
    """The usual measures of the document's text."""
    usual = type_of(pages)
    size = usual.size
    side = _side(pages, widths, size)
    text = [row for rows in pages for row in rows if row.size == size]
    lefts = Counter(round(row.x0) for row in text)
    left = float(max(lefts, key=lambda x: (lefts[x], -x), default=0))
    ends = sorted(_end_of_text(row, side) for row in text)
    right = ends[int(0.97 * (len(ends) - 1))] if ends else 0.0
    return Measures(size, usual.pitch, left, right, side, _margin(pages, size, left))


def _end_of_text(row: Row, side: float | None) -> float:
    if side is None or row.x1 < side - _SAME_EDGE:
        return row.x1
    words = [word for word in row.words if word.x0 < side - _SAME_EDGE or word.style.size == row.size]
    return max((word.x1 for word in words), default=row.x1)


def _pitch(pages: Sequence[Sequence[Row]], size: float) -> float:
    """The distance between rows of one paragraph: of those that begin with a small letter, to the row above."""
    steps: Counter[float] = Counter()
    for rows in pages:
        text = [row for row in rows if row.size == size]
        for above, below in pairwise(text):
            if below.words[0].text[:1].islower() and 0 < below.bottom - above.bottom < 2.5 * size:
                steps[round(2 * (below.bottom - above.bottom)) / 2] += 1
    return max(steps, key=lambda step: (steps[step], -step), default=1.3 * size)


def _side(pages: Sequence[Sequence[Row]], widths: Sequence[float], size: float) -> float | None:
    """The left edge that small type (or a letterhead label) on the right half of the pages shares."""
    edges: Counter[int] = Counter()
    labels: Counter[int] = Counter()
    for number, (rows, width) in enumerate(zip(pages, widths, strict=True)):
        for row in rows:
            for place, word in enumerate(row.words):
                if word.x0 < 0.55 * width or word.raised or not _begins(row, place) or not _has_letter(word):
                    continue
                if word.style.size < _SMALLER * size:
                    edges[round(word.x0)] += 1
                elif number == 0 and label_of(" ".join(w.text for w in row.words[place : place + 3])):
                    labels[round(word.x0)] += 1
    for found, least in ((edges, _FEWEST_BESIDE), (labels, 1)):
        best = max(found, key=lambda x: (found[x], -x), default=None)
        if best is not None and sum(found[x] for x in (best - 1, best, best + 1)) >= least:
            return float(best)
    return None


def _has_letter(word: PrintedWord) -> bool:
    """False for figures and dashes, which stand under one another in tables."""
    return any(c.isalpha() for c in word.text)


def _margin(pages: Sequence[Sequence[Row]], size: float, left: float) -> float | None:
    """The left edge that small type left of the text shares."""
    edges: Counter[int] = Counter()
    for rows in pages:
        for row in rows:
            words = row.words[: _words_before(row, left)]
            if (
                words
                and words[0].style.size < _SMALLER * size
                and any(c.isalpha() for word in words for c in word.text)
            ):
                edges[round(words[0].x0)] += 1
    best = max(edges, key=lambda x: (edges[x], -x), default=None)
    least = _FEWEST_BESIDE
    return float(best) if best is not None and sum(edges[x] for x in (best - 1, best, best + 1)) >= least else None


def _words_before(row: Row, left: float) -> int:
    """How many of the row's first words stand in the margin left of the text, and apart from what is behind them."""
    count = next((n for n, word in enumerate(row.words) if word.x1 > left - _SAME_EDGE), len(row.words))
    return count if count in (0, len(row.words)) or _begins(row, count) else 0


def _begins(row: Row, place: int) -> bool:
    """True when the word begins its row, or stands apart from the word on its left by its distance or its size."""
    if place == 0:
        return True
    before, word = row.words[place - 1], row.words[place]
    return word.x0 - before.x1 > WIDE_GAP * word.style.size or before.style.size > word.style.size / _SMALLER


def split_side(rows: Sequence[Row], measures: Measures) -> tuple[list[Row], list[Row]]:
    """The rows of the text and those of the colophon column, each from top to bottom."""
    text: list[Row] = []
    beside: list[Row] = []
    for row in rows:
        before = _margin_words(row, measures)
        if before:
            beside.append(Row(row.page, row.words[:before], row.zone))
            if before == len(row.words):
                continue
            row = Row(row.page, row.words[before:], row.zone)
        cut = _side_begins(row, measures)
        if cut is None:
            text.append(row)
            continue
        *left, right = pieces(row, [cut])
        rest = [
            n for n, word in enumerate(right.words) if word.style.size >= _SMALLER**-0.5 * right.words[0].style.size
        ]
        if rest and rest[0] and right.words[0].style.size < _SMALLER * measures.size:
            right, tail = pieces(right, [rest[0]])
            left = [Row(row.page, [*(left[0].words if left else []), *tail.words], row.zone)]
        text += left
        beside.append(right)
    return text, beside


def _margin_words(row: Row, measures: Measures) -> int:
    """How many of the row's first words belong to a colophon left of the text."""
    first = row.words[0]
    if measures.margin is None or row.zone or abs(first.x0 - measures.margin) > _SAME_EDGE:
        return 0
    return _words_before(row, measures.left) if first.style.size < _SMALLER * measures.size else 0


def _side_begins(row: Row, measures: Measures) -> int | None:
    """The place of the row's first word that stands in the colophon column; None where none does."""
    side = measures.side
    if side is None or row.zone:
        return None
    near = [place for place, word in enumerate(row.words) if abs(word.x0 - side) <= _SAME_EDGE and _begins(row, place)]
    small = _SMALLER * measures.size
    return next((place for place in near if row.words[place].style.size < small or row.page == 1), None)


def is_page_count(row: Row, height: float) -> bool:
    """True for `Pagina 2 van 12` and `2 / 12`, and at the very edge of the page for `- 2 -` and a bare number."""
    outside = row.top > _FOOTER * height or row.bottom < _HEADER * height
    if not (outside or _at_edge(row, height)):
        return False
    text = row.text.strip()
    if not text.rstrip("-–").rstrip()[-1:].isdecimal():
        return False
    if PAGE_COUNT.fullmatch(text):
        return _at_edge(row, height)
    return outside and bool(_PAGE_NUMBER.fullmatch(text))


def repeated(pages: Sequence[Sequence[Row]], heights: Sequence[float], measures: Type) -> set[int]:
    """The ids (of ``id(row)``) of the rows that are running headers, footers and page counts."""
    places: _Places = defaultdict(set)
    for number, rows in enumerate(pages):
        for row in rows:
            if _at_edge(row, heights[number]):
                places[_returning(row), _level(row)].add(number)
    least = 2 if len(pages) <= 5 else 3
    found: set[int] = set()
    for number, rows in enumerate(pages):
        for ordered, sign in ((rows, 1), (rows[::-1], -1)):
            found |= _from_edge(ordered, sign, heights[number], places, least, measures)
    return found.difference(_copied(pages, heights, places, found))


def _copied(
    pages: Sequence[Sequence[Row]], heights: Sequence[float], places: _Places, found: Set[int]
) -> Iterator[int]:
    """The rows of short pages that stand in the file once more: they return on pages that hold nothing else."""
    bare = {number for number, rows in enumerate(pages) if all(id(row) in found for row in rows)}
    for number in bare:
        rows = [row for row in pages[number] if not is_page_count(row, heights[number])]
        if len(rows) >= _FEWEST_COPIED and all(_pages_of(row, places) <= bare for row in rows):
            yield from map(id, rows)


def _at_edge(row: Row, height: float) -> bool:
    return row.bottom < _HEAD * height or row.top > _FOOT * height


def _from_edge(
    rows: Sequence[Row],
    sign: int,
    height: float,
    places: _Places,
    least: int,
    measures: Type,
) -> set[int]:
    """Rows from the upper (or lower) edge inwards that return on other pages, up to the first that does not."""
    run: list[Row] = []
    for row in rows:
        if not _at_edge(row, height) or (row.top < height / 2) != (sign > 0):
            break
        if not _returns(row, places, least, height):
            break
        run.append(row)
    rest = rows[len(run)] if len(run) < len(rows) else None
    while run and rest is not None and not is_page_count(run[-1], height) and _close(run[-1], rest, measures):
        rest = run.pop()
    return {id(row) for row in run}


def _returning(row: Row) -> str:
    """The row's text, a number at its beginning or end that goes up with the pages counted from its page."""
    words = [word.text for word in row.words]
    for place in (0, -1):
        if len(words) > 1 and words[place].isdecimal() and len(words[place]) <= _LONGEST_COUNT:
            words[place] = f"#{int(words[place]) - row.page}"
            return " ".join(words)
    return row.text


def _level(row: Row) -> int:
    return round(row.top / _SAME_LEVEL)


def _returns(row: Row, places: _Places, least: int, height: float) -> bool:
    if is_page_count(row, height):
        return True
    return len(_pages_of(row, places)) >= least


def _pages_of(row: Row, places: _Places) -> set[int]:
    """The pages on which the row's text stands at its height."""
    level, text = _level(row), _returning(row)
    return {number for near in (level - 1, level, level + 1) for number in places.get((text, near), ())}


def _close(row: Row, rest: Row, measures: Type) -> bool:
    """True when the row stands as near to the text as text does: then it is text that happens to return."""
    if abs(row.size - rest.size) > 0.08 * measures.size:
        return False
    return abs(row.bottom - rest.bottom) < 1.3 * measures.pitch
