"""Demands that stand in a letter that reacts to recommendations (``4. Zorg voor …``), each with its answer below it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, pairwise, takewhile

from kamerbrief.facts.advice.blocks import Item, commands, count_of, is_heading, is_normative, level_of, title_of, words
from kamerbrief.facts.advice.labels import plain_label, printed_label
from kamerbrief.facts.advice.lists import HEADS, OWN_STEPS, announced_count, announces_list
from kamerbrief.letter import PARAGRAPHS, Block, BlockKind, Letter
from kamerbrief.lexicon import keyed, load

#: A demand is no longer than this, where nothing but its form shows that it is one.
_LONGEST_DEMAND = 350
#: How many blocks upwards the heading of a series of demands is looked for.
_REACH = 200
#: What a letter says of the advice that it goes on to answer.
_BELOW = keyed(
    r"(?<!\w)(?:hieronder|hierna|onderstaand\w*|achtereenvolgens|in\s+het\s+(?:navolgende|onderstaande))(?!\w)[^.;]*"
    r"(?<!\w)(?:aanbevelingen|adviezen)(?!\w)",
    ["hieronder", "hierna", "onderstaand", "onderstaande", "achtereenvolgens", "navolgende"],
)
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_ROMAN_SIGNS = "IVX"
_TYPED_ROMAN = re.compile(rf"(?P<number>[{_ROMAN_SIGNS}]{{1,4}})\s+(?=[A-ZÀ-Þ])")
#: How many blocks upwards a sentence that announces demands may stand.
_NEAR = 4
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÀ-Þ‘“])")
_QUOTED = re.compile(r"[‘“\"«„'].*[’”\"»'][.;]?\s*", re.DOTALL)


_ADVICE = re.compile(r"(?<![\w-])(?i:aanbeveling(?:en)?|adviezen)(?!\w)")


def commanded_items(letter: Letter, body: Sequence[Block], taken: Collection[int]) -> Iterator[Item]:
    """Demands (``4. Zorg voor …``) in a letter that reacts to recommendations, each with its answer below it.

    Numbered ones must count on, or be announced. Others (behind a bullet, in quotation marks, a line of their own) must
    each be followed by a paragraph, below a heading that announces recommendations.
    """
    spoken = _first_spoken(letter, body)
    free = [position for position in range(spoken + 1, len(body)) if position not in taken]
    announced = [position for run in _announced_runs(letter, body, free) for position in run]
    yield from (_demand(letter, body, position) for position in announced)
    free = [position for position in free if position not in frozenset(announced)]
    numbered = [position for position in free if _count(letter, body[position]) and _demands(letter, body, position)]
    for run in _counting_on(letter, body, numbered):
        alone = _is_headed(letter, body, run[0]) or _is_first_of(letter, body, run[0])
        if (len(run) > 1 or alone) and _is_meant(letter, body, run, spoken):
            yield from (_demand(letter, body, position) for position in run)
    plain = [p for p in free if not _count(letter, body[p]) and _demands(letter, body, p)]
    plain = [position for position in plain if _is_answered(letter, body, position)]
    demands = frozenset(plain)
    for _, places in groupby(plain, key=lambda position: _heading_above(letter, body, position, demands)):
        run = list(places)
        told = _is_announced(letter, body, run[0]) or _is_spoken_of(letter, body, run[0])
        if len(run) > 1 and told and _is_meant(letter, body, run, spoken):
            yield from (_demand(letter, body, position) for position in run)


def _is_headed(letter: Letter, body: Sequence[Block], position: int) -> bool:
    """Whether the block above is a heading that has the recommendations: *Aanbevelingen van de raad*."""
    above = body[position - 1] if position else None
    return above is not None and is_heading(letter, above) and bool(HEADS.fullmatch(title_of(letter, above)))


def _is_first_of(letter: Letter, body: Sequence[Block], position: int) -> bool:
    """Whether a demand is the first of more that a sentence little above it counts: ``telt zes aanbevelingen``."""
    texts = [letter.text_of(block) for block in body[max(0, position - _NEAR) : position]]
    return _count(letter, body[position]) == 1 and (announced_count(texts) or 0) > 1


def _announced_runs(letter: Letter, body: Sequence[Block], free: Sequence[int]) -> Iterator[list[int]]:
    """Numbered blocks that count on from 1 right below an announcement, each with its answer below it.

    ``Het rapport bevat vijf aanbevelingen:``, ``1. Het is zaak dat …``, the answer, ``2. Er moet …``.
    """
    for first in free:
        if not first or _count(letter, body[first]) != 1 or not announces_list(letter.text_of(body[first - 1])):
            continue
        run: list[int] = []
        for position in (one for one in free if one >= first):
            count = _count(letter, body[position])
            if run and count == 1:
                break
            if count == len(run) + 1 and _is_answered(letter, body, position):
                run.append(position)
        if len(run) > 1 or (run and (announced_count([letter.text_of(body[first - 1])]) or 0) > 1):
            yield run


def _counting_on(letter: Letter, body: Sequence[Block], positions: Sequence[int]) -> Iterator[list[int]]:
    """The runs of positions whose numbers grow."""
    run: list[int] = []
    for position in positions:
        if run and _count(letter, body[position]) <= _count(letter, body[run[-1]]):
            yield run
            run = []
        run.append(position)
    if run:
        yield run


def _count(letter: Letter, block: Block) -> int:
    """The number of a block in figures or in Roman ones, 0 for one without."""
    return count_of(block) or _roman(letter, block)[0]


def _roman(letter: Letter, block: Block) -> tuple[int, int]:
    """The Roman number of a block and where its words begin, be it a label or typed: ``II Zorg voor …``."""
    label = plain_label(block.label or "")
    if label in _ROMANS:
        return _ROMANS.index(label) + 1, block.content_start
    may = not block.label and letter.text[block.start : block.start + 1] in _ROMAN_SIGNS
    typed = _TYPED_ROMAN.match(letter.text, block.start, block.end) if may else None
    known = typed and typed["number"] in _ROMANS
    return (_ROMANS.index(typed["number"]) + 1, typed.end()) if typed and known else (0, block.content_start)


def _words_of(letter: Letter, block: Block) -> str:
    """What a block says behind its number."""
    return letter.text[_roman(letter, block)[1] : block.end].strip()


def _demands(letter: Letter, body: Sequence[Block], position: int) -> bool:
    """True where a block asks for something by its form, or is one of a series below an announcing heading."""
    block = body[position]
    text = _words_of(letter, block)
    if len(text) > _LONGEST_DEMAND or text.endswith((":", "?")):
        return False
    if commands(text):
        return True
    counted = bool(_count(letter, block)) or (block.kind in PARAGRAPHS and bool(_QUOTED.fullmatch(text)))
    return counted and _is_announced(letter, body, position) and _is_answered(letter, body, position)


def _is_answered(letter: Letter, body: Sequence[Block], position: int) -> bool:
    """True where a paragraph that is no demand itself follows."""
    if position + 1 == len(body):
        return False
    following = body[position + 1]
    text = letter.text_of(following)
    plain = following.kind in PARAGRAPHS and not following.label and not commands(text)
    return plain and not _QUOTED.fullmatch(text.strip())


def _is_meant(letter: Letter, body: Sequence[Block], run: Sequence[int], spoken: int) -> bool:
    """True where the letter spoke of recommendations before a series of demands, one of them a demand beyond doubt.

    ``spoken`` is the first block that speaks of recommendations.
    """
    nouns = load("recommendations")["normative"]["nouns_too"]
    verbs = [commands(_words_of(letter, body[position])) for position in run]
    clear = any(verb and verb not in nouns for verb in verbs) or _is_announced(letter, body, run[0])
    own = run[0] > 0 and OWN_STEPS.search(letter.text_of(body[run[0] - 1]).rstrip()[-120:])
    return clear and not own and spoken < run[0]


def _first_spoken(letter: Letter, body: Sequence[Block]) -> int:
    """The first block of the body that speaks of recommendations; -1 where the letterhead does."""
    if any(_ADVICE.search(letter.text_of(block)) for block in letter.of_kind(BlockKind.LETTERHEAD)):
        return -1
    return next((at for at, block in enumerate(body) if _ADVICE.search(letter.text_of(block))), len(body))


def _heading_above(letter: Letter, body: Sequence[Block], position: int, but: Collection[int] = frozenset()) -> int:
    places = range(position - 1, max(-1, position - _REACH), -1)
    return next((before for before in places if before not in but and is_heading(letter, body[before])), -1)


def _is_announced(letter: Letter, body: Sequence[Block], position: int) -> bool:
    """True where the heading above a block announces recommendations."""
    heading = _heading_above(letter, body, position)
    return heading >= 0 and bool(words("headings", "announces").search(letter.text_of(body[heading])))


def _is_spoken_of(letter: Letter, body: Sequence[Block], position: int) -> bool:
    """True where a sentence little above a block goes on to the recommendations."""
    above = body[max(0, position - _NEAR) : position]
    texts = [letter.text_of(block) for block in above if not is_heading(letter, block)]
    return any(map(announces, texts))


def announces(text: str) -> bool:
    """Whether a text announces recommendations one by one: *reactie per aanbeveling*, *hieronder de aanbevelingen*."""
    return bool(words("headings", "announces").search(text) or _BELOW.search(text))


def _demand(letter: Letter, body: Sequence[Block], position: int) -> Item:
    block = body[position]
    count, start = _roman(letter, block)
    label = letter.text[block.start : start].strip() if count else block.label if count_of(block) else None
    numbers = (plain_label(label),) if label else ()
    end = _asking_end(letter.text, start, block.end)
    return Item(numbers, start, end, position, level_of(letter, block), printed=printed_label(label))


def _asking_end(text: str, start: int, end: int) -> int:
    """The end of the sentences of a demand that ask for something; what follows them is none of it."""
    ends = [*(match.end() for match in _SENTENCE_END.finditer(text, start, end)), end]
    asked = takewhile(lambda at: is_normative(text[at[0] : at[1]]), pairwise([start, *ends]))
    return max((stop for _, stop in asked), default=end)
