"""The margin of later pages in text made of a pdf: its lines stand between those of the text, or behind their words.

Every page has the directorate, the date and the reference of the letter in its margin. A converter that reads a page
line by line writes ``Ons kenmerk`` and ``2022356`` into the middle of a sentence. The letterhead tells what these are:
around a label with the letterhead's own date or reference behind it, the lines that the letterhead has too are the
margin's, and right beside these such as several pages have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kamerbrief.lexicon import alternatives, load
from kamerbrief.reading.letterhead_lines import fields, is_standing, label_of

#: So many lines below its label a value of the margin stands at most; so far above and below it the margin reaches.
_BELOW_LABEL, _ABOVE, _BELOW = 8, 30, 8
#: A line of a margin is no longer than this; one of text broken at a width is longer, save for the last.
_LONGEST, _FILLED = 45, 45
#: A value is no shorter than this.
_SHORTEST = 5
#: Empty lines so close behind a line of the margin are the margin's.
_NEAR = 3
#: So many lines behind the letterhead the first page goes on at least.
_FIRST_PAGE = 20
_SENTENCE_END = re.compile(r"[.!?:;]['\"”’)]*$")
_ITEM = re.compile(r"\W*(?:\d{1,2}[.)]|[•·▪◦*–-])\s")
_FIGURE = re.compile(r"[\d€]")
_LETTER = re.compile(r"[^\W\d_]")
#: A line and its number in the file, counted from 0.
Numbered = tuple[int, str]
_LETTER_BEHIND = re.compile(r"\s[A-Za-z]$")


@dataclass(frozen=True, slots=True)
class Margin:
    """What a letterhead tells of the margin: the values by kind of label, and its lines as one text."""

    values: dict[str, tuple[str, ...]]
    words: str

    @property
    def all_values(self) -> frozenset[str]:
        """The values of every kind."""
        return frozenset(value for several in self.values.values() for value in several)


def margin_of(head: Sequence[str]) -> Margin:
    """The margin of the pages behind a letterhead, given as its lines."""
    values: dict[str, tuple[str, ...]] = {}
    told: set[int] = set()
    for found in fields(head):
        kind = _kind(found.name)
        value = _bare(head[found.lines[0]][found.rest :])
        date = _date().search(value) if kind == "datum" else None
        value = date.group() if date else value
        if kind and len(value) >= _SHORTEST and any(sign.isdigit() for sign in value):
            # A reference may have a letter behind it that later pages leave out.
            values.setdefault(kind, (value, _LETTER_BEHIND.sub("", value)))
        if found.name in load("letterhead")["long"]:
            told.update(found.lines)
    lines = (_bare(line) for number, line in enumerate(head) if number not in told)
    return Margin(values, f" {' '.join(line for line in lines if line)} ")


def without_margin(
    lines: Sequence[str], start: int, margin: Margin, pages: Collection[int] = ()
) -> tuple[list[Numbered], list[str]]:
    """The lines, with their numbers, without what stands of the margin from line ``start`` on, and what was taken.

    ``pages`` are the numbers of the empty lines that counted the pages: what goes on behind one is left apart.

    A line from which only the margin behind its words is taken stays. So do empty lines, save for those that the margin
    left within a sentence.
    """
    anchors = list(_anchors(lines, start, margin))
    if not anchors:
        return list(enumerate(lines)), []
    zone = sorted({at for anchor in anchors for at in range(max(start, anchor - _ABOVE), anchor + _BELOW)})
    counts = Counter(
        words
        for first, last in _stretches(zone)
        for words in {_bare(line) for line in lines[first : last + 1] if line.strip()}
    )
    kept: dict[int, str | None] = {}
    taken: list[str] = []
    for at in zone:
        if at < len(lines) and lines[at].strip():
            kept[at], gone = _parted(_bare(lines[at]), margin)
            taken += [gone] if gone else []
    repeated = {
        at
        for at in kept
        if counts[_bare(lines[at])] > 1 and _may_stand_there(_bare(lines[at])) and not _FIGURE.search(lines[at])
    }
    for at in _beside_margin(kept, repeated, lines):
        kept[at] = None
        taken.append(_bare(lines[at]))
    cut = {at: line for at, line in kept.items() if line != _bare(lines[at])}
    left = [cut.get(at, line) for at, line in enumerate(lines)]
    return list(_closed_up(left, frozenset(pages))), taken


def _anchors(lines: Sequence[str], start: int, margin: Margin) -> Iterator[int]:
    """The lines with a label of the letterhead whose value there stands on one of the next lines."""
    for at in range(start + _FIRST_PAGE, len(lines)):
        values = margin.values.get(_kind(label_of(lines[at])))
        if values and any(_bare(line).endswith(values) for line in lines[at + 1 : at + 1 + _BELOW_LABEL]):
            yield at


def _beside_margin(kept: Mapping[int, str | None], repeated: set[int], lines: Sequence[str]) -> Iterator[int]:
    """The lines that several pages have right beside what is the margin's, and that no line of text stands beside.

    A figure is no part of them: what states a unit, and the head right above rows, is a table's.
    """
    gone = {at for at, line in kept.items() if line is None}
    for step in (1, -1):
        near = False
        for at in range(*((0, len(lines)) if step > 0 else (len(lines) - 1, -1)), step):
            if at in gone:
                near = True
            elif near and at in repeated and not (_free(lines, at + step) or at + step in gone | repeated):
                near = False
            elif near and at in repeated:
                gone.add(at)
                yield at
            elif lines[at].strip():
                near = False


def _free(lines: Sequence[str], at: int) -> bool:
    return not 0 <= at < len(lines) or not lines[at].strip()


def _may_stand_there(line: str) -> bool:
    """Whether a line may be the margin's by its form: short, with letters, no end of a sentence and no item."""
    return (
        len(line) <= _LONGEST
        and not _SENTENCE_END.search(line)
        and not _ITEM.match(line)
        and _LETTER.search(line) is not None
    )


def _parted(line: str, margin: Margin) -> tuple[str | None, str]:
    """A line without what it has of the margin (None where that is all), and what that is."""
    if line in margin.all_values or _kind(label_of(line)) or is_standing(line):
        return None, line
    if _may_stand_there(line) and f" {line} " in margin.words:
        return None, line
    for value in sorted(margin.all_values, key=len, reverse=True):
        if line.endswith(f" {value}"):
            return line.removesuffix(value).rstrip(), value
    office = _office().search(line)
    if office and office.start() >= _FILLED and f" {office.group()} " in margin.words:
        return line[: office.start()].rstrip(), office.group()
    return line, ""


def _closed_up(lines: Sequence[str | None], pages: Collection[int]) -> Iterator[Numbered]:
    """The lines that are left, without the empty ones within a sentence beside which lines were taken out."""
    empty: list[Numbered] = []
    before = ""
    near = apart = False
    for at, line in enumerate(lines):
        if line is None:
            near = True
        elif not line.strip():
            empty.append((at, line))
            apart = apart or at in pages
        else:
            if apart or not (near and _goes_on(before, line)):
                yield from empty
            yield at, line
            empty, before, apart = [], line, False
            near = None in lines[max(0, at - _NEAR) : at]
    yield from empty


def _goes_on(before: str, line: str) -> bool:
    words = before.strip()
    return len(words) >= _FILLED and not _SENTENCE_END.search(words) and line.lstrip()[:1].islower()


def _stretches(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of each run of places that follow one another."""
    first = before = places[0]
    for place in places[1:]:
        if place != before + 1:
            yield first, before
            first = place
        before = place
    yield first, before


def _bare(line: str) -> str:
    return " ".join(line.split())


def _kind(label: str) -> str:
    """``datum``, or ``kenmerk`` for any label of the letter's own reference; nothing for another."""
    if label in load("letterhead")["numbered"]:
        return "kenmerk"
    return label if label == "datum" else ""


@cache
def _date() -> re.Pattern[str]:
    return re.compile(r"\d{1,2}\s+[a-z]+\s+\d{4}")


@cache
def _office() -> re.Pattern[str]:
    """The name of an office at the end of a line."""
    return re.compile(rf"(?:{alternatives(load('letterhead')['offices'])})[^.,;:]*$")
