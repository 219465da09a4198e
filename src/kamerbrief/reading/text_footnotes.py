"""Footnotes at the foot of the pages of text made of a pdf: a number on a line of its own, and its words below it.

They stand above the line that counts the page, apart from the text by an empty line, and their numbers count on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_NUMBER = re.compile(r"\s*(?P<number>\d{1,3})\s*$")
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
