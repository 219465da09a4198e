"""What a line of text ends in: the figures of a row whose cells stand one blank apart, and the label before them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum
from typing import NamedTuple

#: A printed figure, a negative one with its sign or in brackets, or what stands for none.
FIGURE = re.compile(r"(?!\(\d\)$)(?:-/-|[-‒–−+])?\(?(?:\d{1,3}(?:[.]\d{3})+|\d+)(?:,\d+)?\)?-?|[-–]|PM|p\.m\.")
#: A minus that a blank parts from its digits.
_MINUS = "‒"
_YEAR = re.compile(r"((?:19|20)\d\d)\*{0,3}")
#: Between two years that head columns, and what stands before a year that a line of a paragraph ends in.
_FURTHEST = 10
_DATED = re.compile(
    r"(?:^|\s)(?:in|van|voor|over|per|sinds|tot|met|en|vanaf|eind|begin|medio|jaar|[a-z]+(?:ari|aart|pril|mei|uni|uli|stus|ber))$"
)
_SCALE = re.compile(r"(?:miljoen|mln\.?|miljard|mld\.?)", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]{2}")
#: What counts pages, papers and the like and no money.
_OF_NUMBERS = re.compile(
    r"vergaderjaar|(?:^|\s)(?:nrs?\.?|nummer|pagina|blz\.?|kamerstukken|kamerstuk|kenmerk|tabel|bijlage|versie)$"
)
_WORD = re.compile(r"\S+")
_SIGN = "€"


class Kind(Enum):
    """The kind of a figure; what stands for none may stand in any column."""

    SHARE = "%"
    SCALED = "miljoen"
    PLAIN = "1.000"
    NONE = "-"


class Figure(NamedTuple):
    """A figure as it is printed, with its sign, share or scale word, its kind, and how many blanks stand before it."""

    text: str
    kind: Kind
    gap: int = 1

    @property
    def is_long(self) -> bool:
        """Whether it is no number that a label ends in: it has marks in it, or more than three digits."""
        return not self.text.isdigit() or (len(self.text) > 3 and not is_year(self.text))

    @property
    def value(self) -> Decimal:
        """What it comes to, without its scale; nothing for what stands for none."""
        digits = re.sub(r"[^\d,]", "", self.text).replace(",", ".")
        value = Decimal(digits) if digits.strip(".") else Decimal(0)
        return -value if re.match(r"[€\s]*(?:-/-|[-‒–−(])", self.text) or self.text.endswith("-") else value


class Line(NamedTuple):
    """A line: the words of a label, and the figures behind it."""

    label: str
    figures: tuple[Figure, ...]

    @property
    def is_row(self) -> bool:
        """Whether it may be a row of a table: a label with a word in it, and figures that are no date or head."""
        texts = [one.text for one in self.figures]
        if _OF_NUMBERS.search(self.label.lower()):
            return False
        dated = len(texts) == 1 and is_year(texts[0]) and (_DATED.search(self.label.lower()) or _heads(self.label))
        labelled = holds_word(self.label) or is_year(self.label)
        return bool(texts) and labelled and not dated and years_at_end(texts) < max(len(texts), 2)

    def named(self, begun: str) -> Line:
        """With the words with which its label begins."""
        return Line(" ".join(filter(None, (begun, self.label))), self.figures)


def _heads(words: str) -> bool:
    """Whether words before a year have others: *Bedrag 2030 Bedrag 2031 Bedrag*."""
    return any(map(is_year, words.split()))


def is_year(text: str) -> bool:
    """Whether a word is a year."""
    return _YEAR.fullmatch(text) is not None


def years_at_end(words: Sequence[str]) -> int:
    """How many years these end in that can head columns: each is later than the one before, and not by much."""
    years: list[int] = []
    for word in reversed(words):
        year = _YEAR.fullmatch(word)
        if year is None or (years and not 0 < years[-1] - int(year[1]) <= _FURTHEST):
            break
        years.append(int(year[1]))
    return len(years)


def parsed(line: str) -> Line:
    """A line divided into its label and the figures that it ends in."""
    spans = [match.span() for match in _WORD.finditer(line)]
    words, found = line.split(), list[Figure]()
    while words:
        size, kind = _last(words)
        if not size:
            break
        at = len(words) - size
        gap = spans[at][0] - spans[at - 1][1] if at else 0
        found.insert(0, Figure(" ".join(words[at:]), kind, gap))
        del words[at:]
    if not words and len(found) > 1 and is_year(found[0].text) and any(one.is_long for one in found):
        return Line(found[0].text, tuple(found[1:]))
    return Line(" ".join(words), tuple(found))


def ends_in_figure(line: str) -> bool:
    """Whether the last word of a line is a figure, a share or a scale word; a quick look."""
    last = line.rstrip()[-1:]
    return last.isdigit() or last in "%)-–" or bool(_SCALE.fullmatch(line.split()[-1] if line.strip() else ""))


def holds_word(text: str) -> bool:
    """Whether there is a word of more than one letter."""
    return _LETTERS.search(text) is not None


def placed(figures: Sequence[Figure], kinds: Sequence[Kind]) -> tuple[list[str] | None, int]:
    """The figures in columns of these kinds, and how many of the first belong to the label before them.

    As many as can stand in the columns are placed, in order, each where its kind stands. None for a place that is not
    the only one: which columns are empty cannot be told then.
    """
    for count in range(min(len(figures), len(kinds)), 0, -1):
        ways = list(_ways(figures[len(figures) - count :], kinds))
        if ways:
            return (ways[0] if len(ways) == 1 else None), len(figures) - count
    return [], len(figures)


def by_gaps(figures: Sequence[Figure], columns: int) -> list[str] | None:
    """The figures in so many columns, the last in the last one, where an empty cell shows as one blank more.

    None where the last figure is not the sum of the others, or the gaps are wider than that.
    """
    *parts, total = figures
    if not parts or abs(sum(part.value for part in parts) - total.value) > len(parts):
        return None
    cells = [total.text]
    for part, following in zip(reversed(parts), reversed(figures), strict=False):
        cells[:0] = [part.text, *[""] * (following.gap - 1)]
    return [""] * (columns - len(cells)) + cells if len(cells) <= columns else None


def _ways(figures: Sequence[Figure], kinds: Sequence[Kind]) -> list[list[str]]:
    """Up to two ways to place all figures."""
    if not figures:
        return [[""] * len(kinds)]
    if len(figures) > len(kinds):
        return []
    first, *others = figures
    fits = Kind.NONE in (first.kind, kinds[0]) or first.kind is kinds[0]
    here = [[first.text, *way] for way in _ways(others, kinds[1:])] if fits else []
    behind = [["", *way] for way in _ways(figures, kinds[1:])] if len(here) < 2 else []
    return [*here, *behind][:2]


def _last(words: Sequence[str]) -> tuple[int, Kind]:
    """How many of the last words are one figure, and its kind; 0 where they are none."""
    size, kind = 1, Kind.PLAIN
    if len(words) > 1 and (words[-1] == "%" or _SCALE.fullmatch(words[-1])):
        size, kind = 2, Kind.SHARE if words[-1] == "%" else Kind.SCALED
    figure = words[-size]
    if size == 1 and figure.endswith("%"):
        figure, kind = figure[:-1], Kind.SHARE
    if not FIGURE.fullmatch(figure.removeprefix(_SIGN)):
        return 0, kind
    if len(words) > size and words[-size - 1] in (_SIGN, _MINUS):
        size += 1
    return size, kind if any(map(str.isdigit, figure)) else Kind.NONE
