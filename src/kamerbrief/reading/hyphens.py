"""Words that are divided at the end of a line: which hyphen belongs to the word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from kamerbrief.lexicon import load

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_WORD_OR_END = re.compile(rf"{_WORD.pattern}|\n")
_DIVIDED = re.compile(r"[\w)’']-$")
_URL = re.compile(r"(?:https?://|www\.)\S*$", re.IGNORECASE)
#: What can only be the rest of an address that a line's end divides.
_URL_REST = re.compile(
    r"(?!https?:|www\.)(?:(?=\S{12})\S*\w[/_?=&%]\w|\S+\.(?:pdf|html?|aspx?|docx?)\b|(?:\w+-){3,}\w)", re.IGNORECASE
)
#: When more than this part of the lines ends in a hyphen, the letter divides words; else its hyphens are real ones.
_DIVIDING = 0.03


class Vocabulary:
    """The words of one letter, to decide how the two halves at a line's end belong together."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: Counter[str] = Counter()
        count = divided = 0
        for line, found in _worded(list(lines)):
            # A word at a line's edge may be half a word and proves nothing.
            cut = line.rstrip().endswith("-")
            self._words.update(found[1:-1] if cut else found[1:])
            count += 1
            divided += cut and bool(re.search(r"[a-z]-$", line.rstrip()))
        self._divides = count > 0 and divided / count > _DIVIDING
        words = load("hyphens")
        self._linked, self._prefixes = frozenset(words["linked"]), frozenset(words["prefixes"])

    def __contains__(self, word: str) -> bool:
        return self._words[word.lower()] > 0

    def glue(self, line_end: str, line_start: str) -> tuple[int, str]:
        """How a line's last word and the next line's first one join.

        Returns how many characters to take off the end of the first, and what to put between the two.
        """
        if (
            ("." in line_end or "/" in line_end)
            and _URL.search(line_end)
            and (line_end[-1] in "-/_=?&%#" or _URL_REST.match(line_start))
        ):
            return 0, ""
        if line_end.endswith("/") and len(line_end) > 1 and line_start[:1].isalnum():
            return 0, ""
        if not line_end.endswith("-") or not _DIVIDED.search(line_end) or not line_start[:1].isalnum():
            return 0, " "
        first, second = _last(line_end[:-1]), _first(line_start)
        if second.lower() in self._linked:
            return 0, " "
        if not line_end[-2].islower() or not line_start[0].islower():
            return 0, ""
        return (1, "") if self._one_word(first.lower(), second.lower()) else (0, "")

    def _one_word(self, first: str, second: str) -> bool:
        whole, linked = self._words[first + second], self._words[f"{first}-{second}"]
        if whole != linked:
            return whole > linked
        if first.rpartition("-")[2] in self._prefixes:
            return False
        known = self._words[first] > 0 and self._words[second] > 0
        return self._divides or not known


def _worded(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Each line with its words in small letters; all lines are read in one go."""
    found: list[str] = []
    waiting = iter(lines)
    for said in _WORD_OR_END.findall("".join(line.replace("\n", " ") + "\n" for line in lines).lower()):
        if said != "\n":
            found.append(said)
            continue
        yield next(waiting), found
        found = []


def _last(text: str) -> str:
    found = re.search(r"[^\W\d_]+(?:-[^\W\d_]+)*$", text)
    return found[0] if found else ""


def _first(text: str) -> str:
    found = _WORD.match(text)
    return found[0] if found else ""
