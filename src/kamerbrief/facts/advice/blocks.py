"""What the finders of recommendations share: an item as it is set out, the running text, and what heads a section."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from kamerbrief.annotate import Form
from kamerbrief.annotate.verbs import readings
from kamerbrief.letter import PARAGRAPHS, Block, BlockKind, Letter
from kamerbrief.lexicon import load, phrase_pattern

#: What a paragraph or list item counts as when it heads a section: below every real heading.
LOWEST = 99
#: A heading is no longer than this many characters.
_LONGEST_HEADING = 350
#: The first two words of a title, whatever *en* is between them.
_FIRST_WORDS = re.compile(r"\W*(?P<one>[^\W\d_][\w-]*)(?:\s+(?P<and>en\s+)?(?P<two>[^\W\d_][\w-]*))?")
_BODY = (BlockKind.HEADING, *PARAGRAPHS, BlockKind.LIST_ITEM)


@dataclass(frozen=True, slots=True)
class Item:
    """A recommendation as it is set out: its numbers (several where they are answered together) and title.

    ``start`` and ``end`` bound the title, or its label where that stands alone (``bare``); ``block`` is the position
    in the body of the block that carries it, and ``level`` that of its heading. ``headed`` is True where a section
    follows, False in a list. ``printed`` is its label as the letter prints it (``Aanbeveling 3:``, ``2a.``), None
    behind a bullet or nothing. ``answers`` is True where the label says that an answer follows (``Reactie op
    aanbeveling 3``). ``group`` is the position of the line above the list items among which it stands,
    if any, and ``parts`` that of the last item below it that belongs to it (``a.``, ``b.``).
    """

    numbers: tuple[str, ...]
    start: int
    end: int
    block: int
    level: int
    headed: bool = True
    printed: str | None = None
    bare: bool = False
    answers: bool = False
    group: int | None = None
    parts: int = -1

    @property
    def last(self) -> int:
        """The position of its last block."""
        return max(self.block, self.parts)

    @property
    def grouped(self) -> bool:
        """True for the first of a group of a list, which has a line above it."""
        return self.group == self.block - 1

    def is_called(self, number: str | None) -> bool:
        """Whether an answer that names this number or letter means the item."""
        return number in self.numbers or (bool(number) and number == (self.printed or "").strip(" .()[]:"))


@cache
def words(section: str, name: str) -> re.Pattern[str]:
    """A pattern for any phrase of one list of lexicon/recommendations.toml."""
    return phrase_pattern(load("recommendations")[section][name])


def body_of(letter: Letter) -> tuple[Block, ...]:
    """The running text: headings, paragraphs and list items, in reading order."""
    return tuple(letter.of_kind(*_BODY))


def level_of(letter: Letter, block: Block) -> int:
    """The level of a heading, or of what stands as one (a short bold paragraph); other text is lowest of all."""
    if block.kind is BlockKind.HEADING:
        return block.level or 1
    if not block.bold or block.end - block.start > _LONGEST_HEADING:
        return LOWEST
    return LOWEST if letter.text_of(block).rstrip().endswith((";", ",")) else LOWEST - 1


def is_heading(letter: Letter, block: Block) -> bool:
    """True for a heading and for what stands as one."""
    return level_of(letter, block) < LOWEST


def title_of(letter: Letter, block: Block) -> str:
    """What a heading says, without its label and a colon at its end."""
    return letter.content_of(block).strip().rstrip(":")


def is_normative(title: str) -> bool:
    """True where a title asks for something: an imperative, or a word of duty."""
    return bool(commands(title) or words("normative", "modals").search(title))


def commands(title: str) -> str | None:
    """The imperative with which a title begins."""
    first = _FIRST_WORDS.match(title)
    if first is None:
        return None
    known = load("recommendations")["normative"]
    word = first["one"].lower()
    return word if word in known["imperatives"] or _is_imperative(first) else None


def _is_imperative(first: re.Match[str]) -> bool:
    """Whether a title of several words begins with the stem of a verb, and goes on with what such a verb takes."""
    known = load("recommendations")["normative"]
    takes = (first["two"] or "").lower() in known["imperatives" if first["and"] else "objects"]
    stems = (one.form is Form.PRESENT and one.person == 1 and not one.joined for one in readings(first["one"].lower()))
    return takes and any(stems)


def above(letter: Letter, body: Sequence[Block], position: int, level: int) -> list[int]:
    """The headings above a block and the text between the nearest of them and the block."""
    found: list[int] = []
    for before in range(position - 1, max(-1, position - 40), -1):
        found.append(before)
        if level_of(letter, body[before]) < level:
            break
    return found


def count_of(block: Block) -> int:
    """The number of a numbered block, 0 for any other."""
    label = (block.label or "").strip(" .()[]:")
    return int(label) if label.isdecimal() and len(label) < 3 else 0
