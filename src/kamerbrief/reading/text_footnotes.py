"""Footnotes at the foot of the pages of text made of a pdf: a number on a line of its own, and its words below it.

They stand above the line that counts the page, apart from the text by an empty line, and their numbers count on. Their
marks are numbers on lines of their own within the text, for a raised figure stands higher than its line: such a number
is no part of the sentence, nor of the figure behind it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache

from kamerbrief.lexicon import load, phrase_pattern
from kamerbrief.reading.text_margins import Numbered

_NUMBER = re.compile(r"\s*(?P<number>\d{1,3})\s*$")
#: A line of text that a mark stands below has so many letters at least, and does not lead in a list.
_FILLED = 30
_LEADS = (":", ";")
#: What a mark does not part: a currency and its figure, the digits of one, a word that goes on.
_OPEN_END = re.compile(r"(?:€|\$|£|EUR|USD|\d|-)\s*$")
#: Footnotes fill no more lines of a page than so many.
_MOST = 30


def without_footnotes(lines: Sequence[str], pages: Sequence[int]) -> tuple[list[str], dict[str, str]]:
    """The lines with empty ones for the footnotes of pages, and the words of these by their numbers.

    ``pages`` are the numbers of the lines that count the pages.
    """
    kept, notes = list(lines), dict[str, str]()
    above = 0
    for page in pages:
        starts = _starts(kept, max(above, page - _MOST), page)
        for start, stop in zip(starts, [*starts[1:], page], strict=False):
            number = kept[start].strip()
            if number not in notes:
                notes[number] = " ".join(" ".join(kept[start + 1 : stop]).split())
                kept[start:stop] = [""] * (stop - start)
        above = page + 1
    return kept, notes


def _starts(lines: Sequence[str], first: int, page: int) -> list[int]:
    """The lines with the numbers of the footnotes above the foot of a page, from the first on; none without any."""
    found: list[int] = []
    for at in range(page - 1, first, -1):
        number = _number(lines[at])
        if number is None or not lines[at + 1].strip() or at + 1 == page:
            continue
        if found and number != (_number(lines[found[0]]) or 0) - 1:
            break
        found.insert(0, at)
        if not lines[at - 1].strip() and not _goes_on(lines, first, at, number):
            break
    return found if found and not lines[found[0] - 1].strip() else []


def _goes_on(lines: Sequence[str], first: int, at: int, number: int) -> bool:
    """Whether the footnote before the one at a line stands above it, behind an empty line."""
    return any(_number(line) == number - 1 for line in lines[first:at])


def _number(line: str) -> int | None:
    match = _NUMBER.match(line)
    return int(match["number"]) if match else None


def with_marks(lines: Sequence[Numbered], notes: Collection[str]) -> Iterator[Numbered]:
    """The numbered lines of the text without those that are the mark of a footnote, which ends the line above.

    A mark has the number of a footnote, or counts on from the mark before where its footnote is lost. It ends the line
    below where the one above goes on with a figure or a part of a word.
    """
    marks = _marks(lines, notes)
    carried = ""
    for at, (number, line) in enumerate(lines):
        if at in marks:
            continue
        mark = f"[footnoteRef:{marks[at + 1]}]" if at + 1 in marks else ""
        later = bool(mark) and _OPEN_END.search(line) is not None
        ended = carried + ("" if later else mark)
        yield number, f"{line.rstrip()}{ended}" if ended else line
        carried = mark if later else ""


def _marks(lines: Sequence[Numbered], notes: Collection[str]) -> dict[int, int]:
    """The lines that are marks, by their place, with their numbers; none in a text without footnotes."""
    found: dict[int, int] = {}
    last = 0
    for at in range(1, len(lines) - 1 if notes else 0):
        mark = _mark(lines, at)
        if mark and (str(mark) in notes or mark == last + 1):
            found[at] = last = mark
    return found


def _mark(lines: Sequence[Numbered], at: int) -> int:
    """The number on a line by itself between two lines of text; 0 for any other line."""
    mark = _number(lines[at][1])
    if not mark:
        return 0
    above, below = lines[at - 1][1].strip(), lines[at + 1][1].strip()
    text = sum(map(str.isalpha, above)) >= _FILLED and not above.endswith(_LEADS)
    counted = _number(below) is not None or _scales().match(below)
    return mark if text and below and not counted else 0


@cache
def _scales() -> re.Pattern[str]:
    """What a figure stands before: *ruim / 5 / miljoen euro* has no mark."""
    words = [word for scale in load("tables")["scale"] for word in scale["words"]]
    return phrase_pattern([*words, "euro", "procent", "percent", "%"])
