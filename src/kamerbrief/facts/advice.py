"""Where a letter sets out recommendations one by one: under headings, behind their number, in an announced list.

A numbered heading is a recommendation only where the letter grounds it: the text above speaks of recommendations, or
of an evaluation or advice and most of the titles ask for something.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kamerbrief.annotate.time import number_of
from kamerbrief.letter import PARAGRAPHS, Block, BlockKind, Letter
from kamerbrief.lexicon import alternatives, load, phrase_pattern

#: What a paragraph or list item counts as when it heads a section: below every real heading.
_LOWEST = 99
#: A heading is no longer than this many characters.
_LONGEST_HEADING = 350
_BODY = (BlockKind.HEADING, *PARAGRAPHS, BlockKind.LIST_ITEM)
_NUMBER = r"(?:\d{1,2}[a-z]?|[IVX]{1,5}|[A-Z])(?![\w])"
_AND = r"(?:\s*,\s*(?:en\s+)?|\s+en\s+|\s*&\s*|\s*/\s*|\s*(?:t/m|-|–)\s*|\s+tot\s+en\s+met\s+)"
_NUMBERS = rf"{_NUMBER}(?:{_AND}{_NUMBER}){{0,12}}"
_ORDINALS = (
    "eerste",
    "tweede",
    "derde",
    "vierde",
    "vijfde",
    "zesde",
    "zevende",
    "achtste",
    "negende",
    "tiende",
    "elfde",
    "twaalfde",
)
_INLINE = re.compile(r"(?:(?<=[\s:;,(])|^)(?:\(?(?P<number>\d{1,2}|[a-z]|[ivx]{1,4})\)|(?P<dotted>\d{1,2})\.)\s+(?=\S)")
_RANGE = re.compile(r"^(\d{1,2})\s*(?:t/m|-|–|tot\s+en\s+met)\s*(\d{1,2})$")


@dataclass(frozen=True, slots=True)
class Item:
    """A recommendation as it is set out: its numbers (several where they are answered together) and title.

    ``start`` and ``end`` bound the title; ``block`` is the position in the body of the block that carries it, and
    ``level`` that of its heading. ``headed`` is True where a section follows, False in a list. ``printed`` is its label
    as the letter prints it (``Aanbeveling 3:``, ``2a.``), None behind a bullet or nothing.
    """

    numbers: tuple[str, ...]
    start: int
    end: int
    block: int
    level: int
    headed: bool = True
    printed: str | None = None


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
    short = block.end - block.start <= _LONGEST_HEADING and not letter.text_of(block).rstrip().endswith((";", ","))
    return _LOWEST - 1 if block.bold and short else _LOWEST


def is_heading(letter: Letter, block: Block) -> bool:
    """True for a heading and for what stands as one."""
    return level_of(letter, block) < _LOWEST


def find_items(letter: Letter, body: Sequence[Block]) -> list[Item]:
    """All recommendations that are set out, in reading order: by name, as numbered headings, in announced lists."""
    named = list(_named(letter, body))
    taken = {item.block for item in named}
    numbered = [item for item in _numbered(letter, body, named) if item.block not in taken]
    taken |= {item.block for item in numbered}
    listed = [item for item in _listed(letter, body) if item.block not in taken]
    return sorted([*named, *numbered, *listed], key=lambda item: (item.block, item.start))


@cache
def _name_pattern() -> re.Pattern[str]:
    names = alternatives(load("recommendations")["headings"]["names"])
    return re.compile(
        rf"[\s•·\-–*]{{0,4}}(?:(?i:reactie\s+op\s+|ad\s+)?)(?:(?i:{names})\s+(?:(?i:nr\.?|nummers?)\s*)?(?P<numbers>{_NUMBERS})"
        rf"|(?i:de\s+)?(?P<ordinal>(?i:{alternatives(_ORDINALS)}))\s+(?i:aanbeveling|advies))"
        r"(?P<mark>\s*[:.)–-]+\s*|\s+(?=[‘'“\"«(])|\s*$|\s*\n\s*)"
    )


def _named(letter: Letter, body: Sequence[Block]) -> Iterator[Item]:
    """``Aanbeveling 3: …``, ``Aanbevelingen 2 en 4``, ``Tweede aanbeveling – …`` at the head of a block."""
    for position, block in enumerate(body):
        match = _name_pattern().match(letter.text, block.start, block.end)
        if match is None:
            continue
        numbers = numbers_in(match["numbers"]) if match["numbers"] else (str(ordinal(match["ordinal"])),)
        end = block.end if is_heading(letter, block) else _first_line(letter, match.end(), block.end)
        start = match.end() if match.end() < end else block.start
        yield Item(numbers, start, end, position, level_of(letter, block), printed=printed_label(match.group()))


def _first_line(letter: Letter, start: int, end: int) -> int:
    """The end of the first sentence of a paragraph that begins with the recommendation."""
    found = re.compile(r"[.!?](?=\s+[A-Z‘“])|\n").search(letter.text, start, end)
    return found.start() if found else end


def numbers_in(text: str) -> tuple[str, ...]:
    """``2, 3 en 5`` and ``4 t/m 6`` as single numbers."""
    found: list[str] = []
    for part in re.split(r"\s*,\s*(?:en\s+)?|\s+en\s+|\s*[&/]\s*", text.strip()):
        span = _RANGE.match(part)
        found += [str(n) for n in range(int(span[1]), int(span[2]) + 1)] if span else [part]
    return tuple(found)


def ordinal(word: str) -> int:
    """The number of ``eerste`` … ``twaalfde``."""
    return _ORDINALS.index(word.lower()) + 1


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
                numbers = (_plain_label(block.label),) if block.label else ()
                printed = printed_label(block.label)
                yield Item(numbers, block.content_start, block.end, position, level, printed=printed)


def _plain_label(label: str) -> str:
    return label.strip().strip(".()[]:")


def printed_label(label: str | None) -> str | None:
    """A label on one line, without a bullet before or a dash behind it; None for one without a number or letter."""
    words = " ".join((label or "").split()).lstrip("•·*–- ").rstrip("–- ")
    return words if any(sign.isalnum() for sign in words) else None


def _runs(letter: Letter, body: Sequence[Block]) -> Iterator[list[int]]:
    """Headings of one level, one after the other below the same heading, numbered throughout or not at all."""
    open_runs: dict[int, list[int]] = {}
    for position, block in enumerate(body):
        if not is_heading(letter, block) or words("response", "labels").fullmatch(_title_of(letter, block)):
            continue
        level = level_of(letter, block)
        for deeper in sorted(key for key in open_runs if key > level):
            yield open_runs.pop(deeper)
        run = open_runs.get(level)
        if run and not _goes_on(letter, body[run[-1]], block):
            yield open_runs.pop(level)
        open_runs.setdefault(level, []).append(position)
    yield from (open_runs[level] for level in sorted(open_runs))


def _title_of(letter: Letter, block: Block) -> str:
    return letter.content_of(block).strip().rstrip(":")


def _goes_on(letter: Letter, before: Block, block: Block) -> bool:
    """True where a heading counts on from the one before of its level."""
    if bool(before.label) != bool(block.label) or words("headings", "closers").match(_title_of(letter, block)):
        return False
    return not block.label or _plain_label(block.label) != "1"


def _is_grounded(letter: Letter, body: Sequence[Block], run: Sequence[int], level: int) -> bool:
    """True where headings are recommendations: announced as such, or below a reaction and asking for something."""
    titles = [_title_of(letter, body[position]) for position in run]
    if any(
        words("headings", "questions").match(title) or words("headings", "closers").fullmatch(title) for title in titles
    ):
        return False
    above = [letter.text_of(body[position]) for position in _above(letter, body, run[0], level)]
    asking = sum(_is_normative(title) for title in titles)
    numbered = bool(body[run[0]].label)
    if any(words("headings", "announces").search(text) for text in above):
        return asking >= 1 or (numbered and len(run) > 1 and _announced_count(above) == len(run))
    grounded = any(words("headings", "grounds").search(text) for text in above)
    return grounded and numbered and len(run) > 1 and asking * 2 > len(run)


def _above(letter: Letter, body: Sequence[Block], position: int, level: int) -> list[int]:
    """The headings above a block and the text between the nearest of them and the block."""
    found: list[int] = []
    for before in range(position - 1, max(-1, position - 40), -1):
        found.append(before)
        if level_of(letter, body[before]) < level:
            break
    return found


def _announced_count(texts: Sequence[str]) -> int | None:
    """How many recommendations the text above announces (``de acht aanbevelingen``)."""
    pattern = re.compile(r"(?<!\w)(?=([a-zë]+|\d{1,2})\s+(?:\w+\s+)?(?:aanbevelingen|adviezen)(?!\w))")
    counts = (number_of(match[1]) for text in texts for match in pattern.finditer(text))
    return next((count for count in counts if count), None)


def _is_normative(title: str) -> bool:
    """True where a title asks for something: an imperative, or a word of duty."""
    first = re.match(r"\W*([A-Za-zÀ-ÿ-]+)", title)
    imperative = first and first[1].lower() in load("recommendations")["normative"]["imperatives"]
    return bool(imperative or words("normative", "modals").search(title))


_ANNOUNCING = re.compile(
    r"(?<!\w)(?:aanbevelingen|adviezen|adviespunten|beveelt|bevelen|adviseert|adviseren|aanbevolen|geadviseerd)(?!\w)"
)
_OWN_STEPS = re.compile(r"(?<!\w)(?:maatregelen|acties|stappen|actielijnen|opvolging|invulling)(?!\w)")
_LAST_SENTENCE = re.compile(r"[^.!?]*$")


def announces_list(text: str) -> bool:
    """True where a text ends in the announcement of recommendations: ``… doet zes aanbevelingen:``."""
    tail = text.rstrip()
    if not tail.endswith(":"):
        return False
    last = _LAST_SENTENCE.search(tail)
    sentence = last.group() if last else tail
    said = _ANNOUNCING.search(sentence) or (_the_rest(tail) and _ANNOUNCING.search(tail))
    return bool(said) and not _OWN_STEPS.search(sentence)


_REST = re.compile(r"(?<!\w)(?:overige|andere|laatste|resterende)\s+(?P<count>[a-zë]+|\d{1,2})(?!\w)[^.:]*:\s*$")


def _the_rest(text: str) -> int | None:
    """How many recommendations a list holds behind others told before it (``De overige vijf gaan over …:``)."""
    match = _REST.search(text)
    return number_of(match["count"]) if match else None


def _told_before(text: str, listed: int) -> int:
    """How many recommendations came before a list of the rest: eight in all, five of them in the list."""
    total = _announced_count([text])
    return total - listed if total and _the_rest(text) == listed and total > listed else 0


def _listed(letter: Letter, body: Sequence[Block]) -> Iterator[Item]:
    """The items of an announced list: list items or numbered paragraphs below it, or numbers in the same paragraph."""
    position = 0
    while position < len(body):
        text = letter.text_of(body[position])
        following = _items_after(letter, body, position + 1) if announces_list(text) else []
        if following:
            for count, number in enumerate(following, 1 + _told_before(text, len(following))):
                block = body[number]
                label = _plain_label(block.label or "")
                numbers = (label if re.fullmatch(_NUMBER, label) else str(count),)
                yield Item(
                    numbers,
                    block.content_start,
                    _trimmed(letter, block.content_start, block.end),
                    number,
                    _LOWEST,
                    False,
                    printed_label(block.label),
                )
            position = following[-1] + 1
            continue
        yield from _inline(letter, body[position], position)
        position += 1


def _items_after(letter: Letter, body: Sequence[Block], position: int) -> list[int]:
    """The list items or numbered paragraphs that stand directly below an announcement."""
    found: list[int] = []
    for number in range(position, len(body)):
        block = body[number]
        if is_heading(letter, block) or not (block.kind is BlockKind.LIST_ITEM or block.label):
            break
        if not found or (block.level or 1) <= (body[found[0]].level or 1):
            found.append(number)
    return found if len(found) > 1 else []


def _inline(letter: Letter, block: Block, position: int) -> Iterator[Item]:
    """``… beveelt aan: 1) …; 2) … en 3) …`` within one paragraph."""
    text = letter.text_of(block)
    colon = text.find(":")
    if colon < 0 or not announces_list(text[: colon + 1]):
        return
    marks = list(_INLINE.finditer(text, colon + 1))
    counted = [mark for count, mark in enumerate(marks, 1) if (mark["number"] or mark["dotted"]) in _counts(count)]
    if len(counted) < 2 or len(counted) != len(marks):
        return
    ends = [mark.start() for mark in counted[1:]] + [len(text)]
    for count, (mark, end) in enumerate(zip(counted, ends, strict=True), 1):
        stop = _trimmed(letter, block.start + mark.end(), block.start + end)
        printed = printed_label(mark.group())
        yield Item((str(count),), block.start + mark.end(), stop, position, _LOWEST, False, printed)


def _counts(count: int) -> tuple[str, ...]:
    roman = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
    return (str(count), chr(96 + count) if count <= 26 else "", roman[count - 1] if count <= 12 else "")


def _trimmed(letter: Letter, start: int, end: int) -> int:
    """The end without what only closes a list item: blanks, ``;``, ``,`` and ``en``."""
    text = letter.text[start:end]
    text = re.sub(r"[\s;,.]*(?:\s+en)?[\s;,.]*$", "", text)
    return start + max(len(text), 1)
