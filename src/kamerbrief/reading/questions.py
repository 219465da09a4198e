"""Written questions and their answers: which blocks ask and which answer, and the numbers that pair them.

Wording: the Aanhangsel of the Handelingen prints `Vraag 3` and `Antwoord 3`, `Vraag 4 en 5` or `Antwoord 6 t/m 8` on
lines of their own; letters of ministries also write `Antwoord op vraag 3`, `Vraag 3: …` and `Antwoord:`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kamerbrief.letter import Block, BlockKind

_NUMBER = r"\d{1,3}[a-z]?"
_JOIN = r"(?:\s*,\s*(?:en\s+)?|\s+en\s+|\s*&\s*|\s+(?:t/m|tot\s+en\s+met)\s+|\s*[-–]\s*)"
_NUMBERS = rf"(?P<numbers>{_NUMBER}(?:{_JOIN}{_NUMBER}){{0,60}})"
_WORD = (
    r"(?:(?P<question>V(?:raag|ragen|RAAG|RAGEN))"
    r"|(?P<answer>A(?:ntwoord(?:en)?|NTWOORD(?:EN)?)(?:\s+op(?:\s+de)?)?(?:\s+[Vv](?:raag|ragen|RAAG|RAGEN))?))"
)
_MARKER = re.compile(rf"{_WORD}(?:\s+(?:nrs?\.\s*)?{_NUMBERS})?\s*(?:\([^()]{{1,60}}\))?\s*[.:]?")
#: Words behind the marker in one paragraph: on the next line, behind a colon, or a sentence behind a number.
_LED = re.compile(
    rf"(?P<marker>{_WORD}(?:\s+(?:nrs?\.\s*)?{_NUMBERS})?)"
    r"(?:\s*:\s+(?=\S)|\s*[.:]?\s*\n(?=\S)|(?<=\d)\.?\s+(?=[\"'‘“«(]{0,2}[A-ZÀ-Þ]))"
)
_RANGE = re.compile(rf"({_NUMBER})(?:\s*[-–]\s*|\s+(?:t/m|tot\s+en\s+met)\s+)({_NUMBER})")
_LONGEST_RANGE = 300
_BARE = re.compile(rf"{_NUMBER}\.?")
#: What follows the last answer: the end of a letter, or an explanation that the members gave with their questions.
_CLOSES = re.compile(
    r"(?:hoogachtend|met vriendelijke groet|toelichting\s*:|deze vragen dienen ter aanvulling"
    r"|(?:de |het )?(?:minister|staatssecretaris)\s+(?:van|voor)\s[^.?!]{1,120}$)",
    re.IGNORECASE,
)
_PROSE = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.LIST_ITEM)


@dataclass(frozen=True, slots=True)
class _Marker:
    """What begins a question or an answer: its kind, the numbers, and the length of its words in the block."""

    kind: BlockKind
    numbers: tuple[str, ...]
    label: str
    length: int
    whole: bool


def is_marker(line: str) -> bool:
    """True for a line that only says that a question or an answer begins: `Vraag 3`, `Antwoord op vraag 4 en 5`."""
    return line[:1] in ("V", "A") and bool(_MARKER.fullmatch(line.strip()))


def numbers_in(words: str) -> tuple[str, ...]:
    """The numbers that a marker names, ranges written out: `3, 5 t/m 7` is 3, 5, 6 and 7."""
    found: list[str] = []
    position = 0
    for match in _RANGE.finditer(words):
        found += re.findall(_NUMBER, words[position : match.start()])
        found += _written_out(match[1], match[2])
        position = match.end()
    return tuple(dict.fromkeys([*found, *re.findall(_NUMBER, words[position:])]))


def _written_out(first: str, last: str) -> list[str]:
    if first.isdigit() and last.isdigit() and 0 <= int(last) - int(first) <= _LONGEST_RANGE:
        return [str(number) for number in range(int(first), int(last) + 1)]
    return [first, last]


def ask_and_answer(text: str, blocks: Sequence[Block]) -> list[Block]:
    """The blocks with those that ask or answer marked as such; as they were where the letter does not do both.

    A marker on a block of its own becomes the label of the paragraph behind it. Every paragraph up to the next marker,
    heading or closing belongs to the question or the answer; list items and tables keep their kinds.
    """
    markers = [_marker(text, block) for block in blocks]
    asked = any(marker and marker.kind is BlockKind.QUESTION for marker in markers)
    answered = [n for n, marker in enumerate(markers) if marker and marker.kind is BlockKind.ANSWER]
    if not answered or not (asked or any(n and _asks(text, blocks[n - 1]) for n in answered)):
        return list(blocks)
    return _Walk(text).over(blocks, markers)


def _asks(text: str, block: Block) -> bool:
    return block.kind in (*_PROSE, BlockKind.ANSWER) and text[: block.end].endswith("?")


def _marker(text: str, block: Block) -> _Marker | None:
    if block.kind not in _PROSE or text[block.content_start : block.content_start + 1] not in ("V", "A"):
        return None
    words = text[block.content_start : block.end]
    match = _MARKER.fullmatch(words) if len(words) < 300 else None
    led = None if match else _LED.match(words)
    found = match or led
    if found is None:
        return None
    kind = BlockKind.QUESTION if found["question"] else BlockKind.ANSWER
    label = (led["marker"] if led else words).rstrip(" .:")
    return _Marker(kind, numbers_in(found["numbers"] or ""), label, found.end(), whole=led is None)


class _Walk:
    """One walk over the blocks: what is being asked or answered, and since which marker."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Block] = []
        self.kind: BlockKind | None = None
        self.numbers: tuple[str, ...] = ()
        self.level: int | None = None
        self.waiting = False

    def over(self, blocks: Sequence[Block], markers: Sequence[_Marker | None]) -> list[Block]:
        """All blocks, in order."""
        for block, marker in zip(blocks, markers, strict=True):
            if marker:
                self._begin(block, marker)
            else:
                self._go_on(block)
        return self.found

    def _begin(self, block: Block, marker: _Marker) -> None:
        if marker.kind is BlockKind.ANSWER and self.kind is not BlockKind.QUESTION:
            self._ask_before(marker.numbers)
        if marker.numbers or marker.kind is BlockKind.QUESTION:
            self.numbers = marker.numbers
        self.kind, self.waiting = marker.kind, marker.whole
        self.level = block.level if block.kind is BlockKind.HEADING else None
        start = block.content_start + (0 if marker.whole else marker.length)
        self.found.append(
            replace(
                block,
                kind=marker.kind,
                level=None,
                label=marker.label,
                content_start=block.end if marker.whole else start,
                questions=self.numbers,
            )
        )

    def _ask_before(self, numbers: tuple[str, ...]) -> None:
        """An answer behind a question that only its number and its question mark show."""
        before = self.found[-1] if self.found else None
        if before is None or not _asks(self.text, before):
            return
        above = self.found[-2] if len(self.found) > 1 else None
        if above and not before.label and _BARE.fullmatch(self.text[above.start : above.end]):
            label = self.text[above.start : above.end].rstrip(".")
            before = replace(before, start=above.start, label=label, page=above.page, source=above.source)
            self.found.pop()
        self.numbers = numbers or numbers_in(before.label or "")
        self.found[-1] = replace(before, kind=BlockKind.QUESTION, level=None, questions=self.numbers)

    def _go_on(self, block: Block) -> None:
        if self.kind is None or not self._belongs(block):
            self.kind, self.waiting = (None if self._ends(block) else self.kind), False
            self.found.append(block)
        elif self.waiting:
            self.waiting = False
            marker = self.found[-1]
            self.found[-1] = replace(marker, id=block.id, content_start=block.content_start, end=block.end)
        else:
            self.found.append(replace(block, kind=self.kind, questions=self.numbers))

    def _belongs(self, block: Block) -> bool:
        return block.kind is BlockKind.PARAGRAPH and not self._ends(block)

    def _ends(self, block: Block) -> bool:
        """True for what stands behind the last answer, or above other questions."""
        if block.kind is BlockKind.HEADING:
            return self.level is None or (block.level or 0) <= self.level
        if block.kind is BlockKind.PARAGRAPH:
            return bool(_CLOSES.match(self.text[block.start : min(block.end, block.start + 200)]))
        return block.kind is BlockKind.LETTERHEAD
