"""How many things a stretch of text lists by numbering them: ``(i) … (ii)``, ``Ten eerste … Ten tweede … Tot slot``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from kamerbrief.letter import Block, BlockKind, Letter
from kamerbrief.lexicon import alternatives, keyed, load

#: [start, end) of the marks that number the things, in their order.
Marks = list[tuple[int, int]]
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
_LETTERS, _DIGITS = tuple("abcdefghij"), tuple(str(digit) for digit in range(1, 11))
_BRACKETED = re.compile(r"(?<![\w(])\(?(?P<mark>[ivx]{1,4}|[a-j]|[0-9]{1,2})\)")
#: How many blocks behind an announcement its numbered items may stand, paragraphs between them counted.
_MOST_BLOCKS = 60
_NUMBERED = (BlockKind.LIST_ITEM, BlockKind.HEADING)


def enumerated(text: str, start: int, end: int) -> Marks:
    """The longest series of numbers from the first on that stands in [start, end); none where there is no second."""
    found = [_in_words(text, start, end)]
    marks = [(match["mark"], match.span()) for match in _BRACKETED.finditer(text, start, end)]
    found += [_series(marks, names) for names in (_ROMAN, _LETTERS, _DIGITS)]
    longest = max(found, key=len)
    return longest if len(longest) > 1 else []


def numbered_behind(letter: Letter, blocks: Sequence[Block]) -> int:
    """How many numbered items or headings follow, from 1 on, whatever stands between them; 0 where none begins."""
    last = 0
    for block in blocks[:_MOST_BLOCKS]:
        number = re.match(r"([0-9]{1,2})[.)]?\s", letter.text_of(block)) if block.kind in _NUMBERED else None
        if number and int(number[1]) == last + 1:
            last += 1
        elif number and int(number[1]) == 1:
            break
    return last


def _series(marks: Sequence[tuple[str, tuple[int, int]]], names: Sequence[str]) -> Marks:
    """The places of the first name, the second and so on, each behind the one before."""
    found: Marks = []
    for mark, place in marks:
        if len(found) < len(names) and mark == names[len(found)]:
            found.append(place)
    return found


def _in_words(text: str, start: int, end: int) -> Marks:
    """Ordinals from the first on, with ``tot slot`` behind them as the last."""
    ordinals = load("relations")["ordinals"]
    told = [(match["which"].lower(), match.span()) for match in _ordinal().finditer(text, start, end)]
    found = _series(told, ordinals)
    closing = next((match.span() for match in _closing().finditer(text, found[-1][1], end)), None) if found else None
    return [*found, closing] if closing else found


@cache
def _ordinal() -> re.Pattern[str]:
    which = alternatives(load("relations")["ordinals"])
    return re.compile(rf"\b(?:ten|de|het|een)\s+(?P<which>{which})\b", re.IGNORECASE)


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{alternatives(load('relations')['closings'])})\b", re.IGNORECASE)


def spans_of_years(text: str, start: int, end: int) -> Iterator[tuple[re.Match[str], int]]:
    """``vijf jaar (2021-2025)``: the words, and how many years the span in brackets has."""
    for match in YEARS.finditer(text, start, end):
        yield match, int(match["last"]) - int(match["first"]) + 1


#: ``vijf jaar (2021-2025)``.
YEARS = keyed(
    r"(?<![\w.,-])(?P<number>[a-z]+|[0-9]{1,2})\s+jaar\s+\((?:van\s+)?(?P<first>(?:19|20)[0-9]{2})\s?"
    r"(?:-|–|t/m|tot en met)\s?(?P<last>(?:19|20)[0-9]{2})\)",
    ["jaar"],
    flags=0,
)
