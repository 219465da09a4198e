"""Sheets printed two pages side by side (spreads): cut into leaves, which are then read one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kamerbrief.letter import Block, Letter, Word, WordFields
from kamerbrief.reading.pdf.pages import Page
from kamerbrief.reading.pdf.places import Box, Drawing, Frame, Rule
from kamerbrief.reading.pdf.words import PrintedWord

#: A spread is wider than this many times its height; two upright A4 pages are 1.41 times as wide as high.
_LANDSCAPE = 1.2
#: The strip between two leaves that no word enters is at least this part of the sheet wide.
_STRIP = 0.04
#: A leaf with text has at least so many words; a document's sheets are spreads when this part of them has a free strip.
_WORDS, _MOST = 12, 0.7
#: A sheet alone is a spread only with words in this part of each leaf's height, as a table seldom has on both sides.
_TALL = 0.5
#: A rule that reaches this far over the middle (points) belongs to both sides, unless it is a sheet's background.
_OVER, _BACKGROUND = 20.0, 0.8


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page as it is read; ``number`` is the sheet's in the file and ``left`` where the leaf begins on it (points)."""

    page: Page
    number: int
    left: float = 0.0


def leaves_of(pages: Sequence[Page]) -> list[Leaf]:
    """The pages, spreads cut in two; leaves are numbered through from 1."""
    wide = [page for page in pages if page.frame.width > _LANDSCAPE * page.frame.height and page.words]
    free = {page.number for page in wide if _is_free(page)}
    spread = len(wide) > 1 and len(free) >= _MOST * len(wide)
    halves: list[tuple[Page, int, float]] = []
    for page in pages:
        left, right = _halves(page) if page.number in free else (page, page)
        if page.number in free and (spread or (_is_tall(left) and _is_tall(right))):
            halves += [(left, page.number, 0.0), (right, page.number, page.frame.width / 2)]
        else:
            halves.append((page, page.number, 0.0))
    return [Leaf(replace(page, number=n), number, left) for n, (page, number, left) in enumerate(halves, 1)]


def _is_free(page: Page) -> bool:
    """True when no word and no rule crosses the strip in the middle."""
    middle, strip = page.frame.width / 2, _STRIP * page.frame.width / 2
    if any(word.x0 < middle + strip and word.x1 > middle - strip for word in page.words):
        return False
    rules = (*page.drawing.across, *page.drawing.frames)
    return not any(_crosses(rule, middle, page.frame) for rule in rules)


def _crosses(rule: Rule, middle: float, frame: Frame) -> bool:
    if rule.width > _BACKGROUND * frame.width and (rule.height > _BACKGROUND * frame.height or _at_edge(rule, frame)):
        return False
    return rule.x0 < middle - _OVER and rule.x1 > middle + _OVER


def _at_edge(rule: Rule, frame: Frame) -> bool:
    return rule.bottom < 0.1 * frame.height or rule.top > 0.9 * frame.height


def _is_tall(half: Page) -> bool:
    if len(half.words) < _WORDS:
        return False
    tops = [word.top for word in half.words]
    return max(tops) - min(tops) > _TALL * half.frame.height


def _halves(page: Page) -> tuple[Page, Page]:
    middle = page.frame.width / 2
    frame = replace(page.frame, width=middle)
    left, right = (
        replace(
            page,
            frame=frame,
            words=_words(page.words, start, middle),
            sideways=_words(page.sideways, start, middle),
            drawing=_drawing(page.drawing, start, middle),
        )
        for start in (0.0, middle)
    )
    return left, replace(right, askew=[])


def _words(words: Sequence[PrintedWord], start: float, width: float) -> list[PrintedWord]:
    found = [word for word in words if start <= (word.x0 + word.x1) / 2 < start + width]
    return [_across(word, -start) for word in found] if start else found


def _across(word: PrintedWord, by: float) -> PrintedWord:
    """The word so far to the right."""
    shown = _shifted(word.shown, by)
    return PrintedWord(
        word.text, word.x0 + by, word.top, word.x1 + by, word.bottom, word.style, word.spaced, word.raised, shown
    )


def _shifted(shown: Box | None, by: float) -> Box | None:
    return (shown[0] + by, shown[1], shown[2] + by, shown[3]) if shown else None


def _drawing(drawing: Drawing, start: float, width: float) -> Drawing:
    parts = (_within(rules, start, width) for rules in (drawing.across, drawing.down, drawing.frames))
    across, down, frames = parts
    return replace(drawing, across=across, down=down, frames=frames)


def _within(rules: Sequence[Rule], start: float, width: float) -> tuple[Rule, ...]:
    inside = [rule for rule in rules if rule.x1 > start and rule.x0 < start + width]
    return tuple(rule._replace(x0=max(rule.x0 - start, 0.0), x1=min(rule.x1 - start, width)) for rule in inside)


def put_back(letter: Letter, leaves: Sequence[Leaf]) -> Letter:
    """The letter that was read off the leaves, with the page numbers and places of the file."""
    if all(leaf.left == 0 and leaf.number == leaf.page.number for leaf in leaves):
        return letter
    of = {leaf.page.number: leaf for leaf in leaves}
    return replace(
        letter,
        words=tuple(Word.each(_placed(letter.words, of))),
        blocks=tuple(_block(block, of[block.page]) if block.page else block for block in letter.blocks),
        furniture=tuple(replace(f, page=of[f.page].number) if f.page else f for f in letter.furniture),
    )


def _block(block: Block, leaf: Leaf) -> Block:
    return replace(block, page=leaf.number, source=f"page {leaf.number}")


def _placed(words: Iterable[Word], of: Mapping[int, Leaf]) -> Iterator[WordFields]:
    """The fields of the words with their places in the file."""
    places = {page: (leaf.number, leaf.left) for page, leaf in of.items()}
    for start, end, page, x0, top, x1, bottom in words:
        number, left = places[page]
        yield start, end, number, x0 + left, top, x1 + left, bottom
