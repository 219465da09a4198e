"""Where a letter sets out recommendations one by one: under headings, behind their number, in a list.

A numbered heading is a recommendation only where the letter grounds it: the text above speaks of recommendations, or
of an evaluation or advice and most of the titles ask for something.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from kamerbrief.facts.advice.blocks import Item, above, commands, is_heading, is_normative, level_of, title_of, words
from kamerbrief.facts.advice.demands import announces, commanded_items
from kamerbrief.facts.advice.labels import Label, inner_labels, label_at, plain_label, printed_label, theme_at
from kamerbrief.facts.advice.lists import announced_count, listed_items
from kamerbrief.facts.advice.stance_cues import names_advice, stance_cues
from kamerbrief.letter import PARAGRAPHS, Block, Letter

_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z‘“])|\n")


def find_items(letter: Letter, body: Sequence[Block]) -> list[Item]:
    """All recommendations that are set out, in reading order: by name, as numbered headings, in lists."""
    lists = list(listed_items(letter, body))
    listed = {item.block for item in lists}
    named = [item for item in _without_answers(letter, list(_named(letter, body)), lists) if not _leads(item, listed)]
    taken = {item.block for item in named}
    found = [*named, *(item for item in _numbered(letter, body, named) if item.block not in taken)]
    taken = {item.block for item in found}
    found += [item for item in lists if item.block not in taken]
    taken = {at for item in found for at in range(item.block, item.last + 1)}
    # What stands right below a label that stands alone words that one.
    below = {item.block + 1 for item in named if item.bare}
    below |= {at + 1 for at in below if at < len(body) and letter.text_of(body[at]).rstrip().endswith(":")}
    found += [item for item in commanded_items(letter, body, taken | below) if item.block not in taken]
    return sorted(found, key=lambda item: (item.block, item.start))


def _leads(item: Item, listed: Collection[int]) -> bool:
    """Whether a label only leads in the list right below it, of as many: *Aanbevelingen 1 tot en met 3*."""
    return item.bare and len(item.numbers) > 1 and not item.answers and item.block + 1 in listed


def _named(letter: Letter, body: Sequence[Block]) -> Iterator[Item]:
    """``Aanbeveling 3: …``, ``Aanbevelingen 2 en 4``, ``Tweede aanbeveling – …`` at the head of a block or sentence."""
    for position, block in enumerate(body):
        first = label_at(letter.text, block.start, block.end)
        inside = inner_labels(letter.text, block.start, block.end) if block.kind in PARAGRAPHS else ()
        theme = None if first else theme_at(letter.text, block.content_start, block.end)
        if theme:
            yield Item((), *theme, position, level_of(letter, block))
        labels = ([first] if first else []) + [label for label in inside if not first or label.start > first.start]
        for label, following in zip_longest(labels, labels[1:]):
            yield _item(letter, block, position, label, following.start if following else block.end)


def _item(letter: Letter, block: Block, position: int, label: Label, stop: int) -> Item:
    """The item that a label opens: its title goes on to the end of the heading, or of the first sentence behind it."""
    end = stop if is_heading(letter, block) else _first_sentence(letter, label.end, stop)
    bare = not letter.text[label.end : end].strip()
    start, end = (label.start, label.end) if bare else (label.end, end)
    level = level_of(letter, block)
    return Item(label.numbers, start, end, position, level, printed=label.printed, bare=bare, answers=label.answers)


def _first_sentence(letter: Letter, start: int, end: int) -> int:
    """The end of the first sentence of a paragraph that begins with the recommendation."""
    found = _SENTENCE_END.search(letter.text, start, end)
    return found.start() if found else end


def _without_answers(letter: Letter, named: Sequence[Item], lists: Sequence[Item]) -> Iterator[Item]:
    """The items without labels of answers (``Reactie op aanbeveling 3: Ik neem …``) to what is worded elsewhere.

    Where a list above has the number, the label heads the answer and the list has the words.
    """
    told: set[str] = set()
    for item in named:
        if not item.answers:
            told.update(item.numbers)
            yield item
        elif _is_listed(lists, item) or not (item.bare or told & set(item.numbers) or _is_answer(letter, item)):
            yield item


def _is_listed(lists: Sequence[Item], item: Item) -> bool:
    return any(one.block < item.block and any(map(one.is_called, item.numbers)) for one in lists)


def _is_answer(letter: Letter, item: Item) -> bool:
    """True where the words behind a label answer: they begin with the cabinet, or speak of the recommendation."""
    title = letter.text[item.start : item.end].strip()
    if commands(title):
        return False
    decided = names_advice(title) or any(cue.rank == 0 for cue in stance_cues(title))
    return decided or bool(words("response", "subjects").match(title))


def _numbered(letter: Letter, body: Sequence[Block], named: Sequence[Item]) -> Iterator[Item]:
    """Headings that count on from 1, and headings without number below an announcement, where they are grounded."""
    places = [item.block for item in named]
    for run in _runs(letter, body):
        first = body[run[0]]
        level = level_of(letter, first)
        if bisect_left(places, run[0]) < bisect_right(places, run[-1]):
            continue
        if _is_grounded(letter, body, run, level):
            for position in run:
                block = body[position]
                numbers = (plain_label(block.label),) if block.label else ()
                printed = printed_label(block.label)
                yield Item(numbers, block.content_start, block.end, position, level, printed=printed)


def _runs(letter: Letter, body: Sequence[Block]) -> Iterator[list[int]]:
    """Headings of one level, one after the other below the same heading, numbered throughout or not at all."""
    open_runs: dict[int, list[int]] = {}
    for position, block in enumerate(body):
        if not is_heading(letter, block) or words("response", "labels").fullmatch(title_of(letter, block)):
            continue
        level = level_of(letter, block)
        for deeper in sorted(key for key in open_runs if key > level):
            yield open_runs.pop(deeper)
        run = open_runs.get(level)
        if run and not _goes_on(body[run[-1]], block):
            yield open_runs.pop(level)
        open_runs.setdefault(level, []).append(position)
    yield from (open_runs[level] for level in sorted(open_runs))


def _goes_on(before: Block, block: Block) -> bool:
    """True where a heading counts on from the one before of its level."""
    return bool(before.label) == bool(block.label) and (not block.label or plain_label(block.label) != "1")


def _is_grounded(letter: Letter, body: Sequence[Block], run: Sequence[int], level: int) -> bool:
    """True where headings are recommendations: announced as such, or below a reaction and asking for something."""
    titles = [title_of(letter, body[position]) for position in run]
    texts = [letter.text_of(body[position]) for position in above(letter, body, run[0], level)]
    asking = sum(is_normative(title) for title in titles)
    numbered = bool(body[run[0]].label)
    if any(map(announces, texts)):
        return asking >= 1 or (numbered and len(run) > 1 and announced_count(texts) == len(run))
    grounded = any(words("headings", "grounds").search(text) for text in texts)
    return grounded and numbered and len(run) > 1 and asking * 2 > len(run)
