"""Lists of recommendations: announced as such, or numbered demands in a letter that reacts to recommendations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from kamerbrief.annotate import Tense, annotate
from kamerbrief.annotate.time import number_of
from kamerbrief.facts.advice.advisers import Advisers, advisers_of, has_adviser_noun, is_own, whole_name
from kamerbrief.facts.advice.blocks import LOWEST, Item, commands, count_of, is_heading, title_of
from kamerbrief.facts.advice.clauses import CABINET, parted
from kamerbrief.facts.advice.labels import label_at, plain_label, printed_label
from kamerbrief.letter import PARAGRAPHS, Block, BlockKind, Letter
from kamerbrief.lexicon import keyed

_INLINE = re.compile(r"(?:(?<=[\s:;,(])|^)(?:\(?(?P<number>\d{1,2}|[a-z]|[ivx]{1,4})\)|(?P<dotted>\d{1,2})\.)\s+(?=\S)")
_TYPED = re.compile(r"\(?(?P<count>\d{1,2}|[a-z]|[ivx]{2,4})[.)]\s+(?=\S)")
_NUMBER = re.compile(r"\d{1,2}[a-z]?|[IVX]{1,5}|[A-Za-z]|[ivx]{1,4}")
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-Z‘“])")
#: So many recommendations are several.
_FEWEST = 2
#: A paragraph that names for whom the items below it are is no longer than this.
_LONGEST_LEAD = 140
_LEAD = re.compile(r"\s*(?P<group>\d{1,2})?[.)]?\s*[^.]*:\s*")
_ANNOUNCING = re.compile(
    r"(?<!\w)(?:aanbevelingen|adviezen|adviespunten|beveelt|bevelen|adviseert|adviseren|aanbevolen|geadviseerd)(?!\w)"
)
OWN_STEPS = re.compile(r"(?<!\w)(?:maatregelen|acties|stappen|actielijnen|opvolging|invulling)(?!\w)")
_ADVICE = re.compile(r"(?<![\w-])(?:aanbevelingen|adviezen)(?!\w)", re.IGNORECASE)
_FOLLOWING = keyed(
    r"(?<!\w)(?:volgende|onderstaande)\s+(?:\w+\s+){0,2}(?:aanbevelingen|adviezen)(?:\s+(?:gedaan|aan|op|op\s+tafel))?\s*[.:]$",
    ["volgende", "onderstaande"],
    flags=0,
)
#: A heading that has the recommendations below it, and a sentence that has them in the list behind it.
HEADS = re.compile(
    r"(?:[Dd]e\s+)?(?:\w+\s+)?(?:aanbevelingen|adviezen)(?:\s+(?:van|uit)\s+[^.;:]{2,80})?", re.IGNORECASE
)
_HAS = re.compile(
    r"(?<!\w)(?:doet|doen|bevat|telt|geeft|geven|formuleert|formuleren|komt\s+tot|komen\s+tot)\s[^.;:]{0,60}?"
    r"(?<!\w)(?:aanbevelingen|adviezen)(?!\w)[^.]*\.$"
)
#: What is asked for in an item: to do something, or that something is.
_ASKED = re.compile(r"(?<!\w)te\s+\w+n(?!\w)|^\W*(?:dat|om)\s")


def _last_sentence(text: str) -> str:
    """What stands behind the last stop of a text."""
    return text[max(map(text.rfind, ".!?")) + 1 :]


def announces_list(text: str) -> bool:
    """True where a text ends in the announcement of recommendations: ``… doet zes aanbevelingen:``."""
    tail = text.rstrip()
    if _FOLLOWING.search(tail):
        return True
    if not tail.endswith(":"):
        return False
    sentence = _last_sentence(tail)
    said = _ANNOUNCING.search(sentence) or (_the_rest(tail) and _ANNOUNCING.search(tail))
    return bool(said) and not _is_own_list(sentence)


def _is_own_list(sentence: str) -> bool:
    """Whether what follows is the cabinet's: its steps, or what it has to tell."""
    who, tells = "", False
    for clause in (one for one in annotate(sentence) if one.main):
        who = whole_name(sentence, *clause.subject) if clause.subject else who
        if who and not is_own(who) and (clause.has("advise") or parted(sentence, clause)):
            return False
        verb = clause.finite.start if clause.finite else clause.start
        # The advice is told where it is what the verb speaks of, not where it is what occasions it.
        tells = tells or (clause.has("inform") and is_own(who) and not _ANNOUNCING.search(sentence, verb))
    return tells or bool(OWN_STEPS.search(sentence))


_REST = re.compile(r"(?<!\w)(?:overige|andere|laatste|resterende)\s+(?P<count>[a-zë]+|\d{1,2})(?!\w)[^.:]*:\s*$")


def _the_rest(text: str) -> int | None:
    """How many recommendations a list holds behind others told before it (``De overige vijf gaan over …:``)."""
    match = _REST.search(text)
    return number_of(match["count"]) if match else None


def _told_before(text: str, listed: int) -> int:
    """How many recommendations came before a list of the rest: eight in all, five of them in the list."""
    total = announced_count([text])
    return total - listed if total and _the_rest(text) == listed and total > listed else 0


def listed_items(letter: Letter, body: Sequence[Block]) -> Iterator[Item]:
    """The items of an announced list: list items or numbered paragraphs below it, or numbers in the same paragraph."""
    position, groups = 0, _groups_above(letter, body)
    advisers = cache(lambda: _advisers_of(letter))
    while position < len(body):
        told, following = _announced_after(letter, body, position, advisers)
        if following:
            for count, (number, group) in enumerate(following, 1 + told):
                item = _listed(letter, body[number], number, group, count)
                yield replace(item, group=groups[number], parts=_parts_of(letter, body, number))
            position = _parts_of(letter, body, following[-1][0]) + 1
            continue
        for item in _inline(letter, body[position], position):
            yield replace(item, group=groups[position])
        position += 1


def _announced_after(
    letter: Letter, body: Sequence[Block], position: int, advisers: Callable[[], Advisers | None]
) -> tuple[int, list[tuple[int, str]]]:
    """The items of a list that a block announces, as :func:`_items_after` has them, and how many were told before."""
    text = letter.text_of(body[position])
    found = _items_after(letter, body, position + 1) if announces_list(text) else []
    found = found or _asked_after(letter, body, position) or _grouped_after(letter, body, position)
    found = found or _demanded_after(letter, body, position, advisers)
    return (_told_before(text, len(found)), found) if found else _labelled_after(letter, body, position)


def _labelled_after(letter: Letter, body: Sequence[Block], position: int) -> tuple[int, list[tuple[int, str]]]:
    """A list right below the label of all its items: *Aanbevelingen 4 tot en met 6*, ``4. …``, ``5. …``, ``6. …``."""
    block = body[position]
    label = label_at(letter.text, block.start, block.end)
    numbers = label.numbers if label and not letter.text[label.end : block.end].strip() else ()
    first = int(numbers[0]) if numbers and numbers[0].isdecimal() else 0
    if label is None or label.answers or len(numbers) < _FEWEST or not first:
        return 0, []
    found = _items_after(letter, body, position + 1)
    counts = [str(count_of(body[at]) or count) for count, (at, _) in enumerate(found, first)]
    return (first - 1, found) if counts == list(numbers) else (0, [])


def _parts_of(letter: Letter, body: Sequence[Block], position: int) -> int:
    """The position of the last of the items that belong to one of a list; its own where none does.

    Those are deeper, lettered from *a* on below a number, or behind bullets below a number and a colon.
    """
    item, last = body[position], position
    counted = count_of(item) > 0
    colon = counted and letter.text_of(item).rstrip().endswith(":")
    for at in range(position + 1, len(body)):
        block = body[at]
        label = plain_label(block.label or "")
        lettered = counted and label == chr(ord("a") + last - position)
        bullet = colon and not any(sign.isalnum() for sign in label)
        deeper = (block.level or 1) > (item.level or 1)
        if block.kind is not BlockKind.LIST_ITEM or not (lettered or bullet or deeper):
            break
        last += 1
    return last


def _listed(letter: Letter, block: Block, position: int, group: str, count: int) -> Item:
    typed = _typed(letter, block, count)
    start, shown = (block.start + typed.end(), typed.group()) if typed else (block.content_start, block.label or "")
    label = plain_label(shown)
    numbers = (group + label if _NUMBER.fullmatch(label) and (group or not label.islower()) else str(count),)
    end = _trimmed(letter, start, _before_lead(letter.text, start, block.end))
    return Item(numbers, start, end, position, LOWEST, False, printed_label(group + shown))


def _before_lead(text: str, start: int, end: int) -> int:
    """The end of an item without a last sentence that leads in the next items: ``… De dienst adviseert verder:``."""
    ends = list(_SENTENCE_END.finditer(text, start, end)) if text[:end].rstrip().endswith(":") else []
    return ends[-1].start() if ends else end


def _items_after(letter: Letter, body: Sequence[Block], position: int) -> list[tuple[int, str]]:
    """The list items or numbered paragraphs that stand directly below an announcement, with the number of their group.

    A short line may say for whom the items below it are: ``2 Ten aanzien van het ministerie:``.
    """
    found: list[tuple[int, str]] = []
    group, led, parts = "", False, -1
    for number in range(position, len(body)):
        block = body[number]
        if number <= parts:
            continue
        lead = _lead(letter, body, number)
        if lead is not None:
            group, led = lead, True
            continue
        if (
            found
            and count_of(block) == 1
            and count_of(body[found[-1][0]]) > 1
            and (block.level or 1) <= (body[found[0][0]].level or 1)
            and not led
        ):
            break
        told = block.label and commands(letter.content_of(block))
        if not _is_item(letter, block) and not (led and told) and not _typed(letter, block, len(found) + 1):
            break
        led, parts = False, _parts_of(letter, body, number)
        found.append((number, group))
    return found if len(found) > 1 else []


def _asked_after(letter: Letter, body: Sequence[Block], position: int) -> list[tuple[int, str]]:
    """The items of what somebody asks the cabinet: ``De deelnemers vragen het kabinet: a) de btw te verlagen``."""
    text = letter.text_of(body[position]).rstrip()
    if not text.endswith(":") or is_heading(letter, body[position]) or not asks_for_list(text):
        return []
    found = _items_after(letter, body, position + 1)
    asking = [
        at for at, _ in found if _ASKED.search(letter.content_of(body[at])) or commands(letter.content_of(body[at]))
    ]
    return found if 2 * len(asking) > len(found) else []


def asks_for_list(text: str) -> bool:
    """Whether the last sentence of a text has somebody advise, or ask the cabinet for, what follows its colon."""
    sentence = _last_sentence(text).lstrip()
    clause = next((one for one in annotate(sentence) if one.main), None)
    if clause is None or clause.subject is None or clause.passive or clause.tense not in (Tense.PRESENT, Tense.PERFECT):
        return False
    who = whole_name(sentence, *clause.subject)
    asked = clause.has("ask") and (CABINET.search(sentence) or has_adviser_noun(who))
    return not is_own(who) and bool(clause.has("advise") or asked) and not OWN_STEPS.search(sentence)


def _grouped_after(letter: Letter, body: Sequence[Block], position: int) -> list[tuple[int, str]]:
    """Demands behind bullets below a heading or sentence that has the recommendations, in groups with a line each.

    ``Aanbevelingen van de raad``, ``Kennis``, ``• Zorg voor …``, ``Toezicht``, ``• Geef …``.
    """
    block = body[position]
    if all(one.kind is not BlockKind.LIST_ITEM for one in body[position + 1 : position + 3]):
        return []
    text = title_of(letter, block) if is_heading(letter, block) else letter.text_of(block).strip()
    if not (HEADS.fullmatch(text) if is_heading(letter, block) else _HAS.search(text)):
        return []
    found: list[tuple[int, str]] = []
    for at in range(position + 1, len(body)):
        if body[at].kind is BlockKind.LIST_ITEM and commands(letter.content_of(body[at])):
            found.append((at, ""))
        elif not _is_group(letter, body, at):
            break
    return found if len(found) > 1 else []


def _demanded_after(
    letter: Letter, body: Sequence[Block], position: int, advisers: Callable[[], Advisers | None]
) -> list[tuple[int, str]]:
    """Demands below a sentence that names an adviser, whatever it calls them: *De raad noemt deze knelpunten: …*."""
    text = letter.text_of(body[position]).rstrip()
    if not text.endswith(":") or is_heading(letter, body[position]):
        return []
    found = _items_after(letter, body, position + 1)
    sentence = _last_sentence(text)
    if not found or OWN_STEPS.search(sentence) or not all(commands(letter.content_of(body[at])) for at, _ in found):
        return []
    known = advisers()
    return found if known and known.named_in(sentence) else []


def _advisers_of(letter: Letter) -> Advisers | None:
    """The advisers of a letter that speaks of recommendations; None for another."""
    texts = [letter.text_of(block) for block in letter.blocks]
    return advisers_of(texts) if any(_ADVICE.search(one) for one in texts) else None


def _is_group(letter: Letter, body: Sequence[Block], position: int) -> bool:
    """Whether a block is the short line above a group of list items: a heading, or a few words with a colon."""
    block = body[position]
    text = letter.text_of(block).strip()
    short = len(text) <= _LONGEST_LEAD and (is_heading(letter, block) or text.endswith(":"))
    leads = position + 1 < len(body) and body[position + 1].kind is BlockKind.LIST_ITEM
    if not (short and leads) or block.kind is BlockKind.LIST_ITEM:
        return False
    return not announces_list(text) and not any(clause.main and clause.finite for clause in annotate(text))


def _groups_above(letter: Letter, body: Sequence[Block]) -> list[int | None]:
    """For each block the position of the line above the list items among which it stands, None where there is none."""
    found: list[int | None] = [None] * len(body)
    for position in range(1, len(body)):
        before = position - 1
        if body[before].kind is BlockKind.LIST_ITEM:
            found[position] = found[before]
        elif _is_group(letter, body, before):
            found[position] = before
    return found


def _is_item(letter: Letter, block: Block) -> bool:
    return not is_heading(letter, block) and (block.kind is BlockKind.LIST_ITEM or bool(block.label))


def _typed(letter: Letter, block: Block, count: int) -> re.Match[str] | None:
    """The number or letter with which a paragraph begins that the reader took for its words: ``b. Verlaag …``."""
    if block.label or block.kind not in PARAGRAPHS:
        return None
    match = _TYPED.match(letter.text_of(block))
    return match if match and match["count"] in _counts(count) else None


def _lead(letter: Letter, body: Sequence[Block], position: int) -> str | None:
    """The number of a group, or "" without one, where a line leads in the items of a part of a list."""
    block = body[position]
    text = letter.text_of(block)
    if position + 1 == len(body) or len(text) > _LONGEST_LEAD or not (body[position + 1].label):
        return None
    match = _LEAD.fullmatch(text)
    return (match["group"] or "") if match and block.kind is not BlockKind.LIST_ITEM else None


def announced_count(texts: Sequence[str]) -> int | None:
    """How many recommendations the text above announces (``de acht aanbevelingen``)."""
    pattern = re.compile(r"(?<!\w)(?=([a-zë]+|\d{1,2})\s+(?:\w+\s+(?:en\s+)?)?(?:aanbevelingen|adviezen)(?!\w))")
    counts = (number_of(match[1]) for text in texts for match in pattern.finditer(text))
    return next((count for count in counts if count), None)


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
    close = _SENTENCE_END.search(text, counted[-1].end())
    ends = [mark.start() for mark in counted[1:]] + [close.start() if close else len(text)]
    for count, (mark, end) in enumerate(zip(counted, ends, strict=True), 1):
        stop = _trimmed(letter, block.start + mark.end(), block.start + end)
        printed = printed_label(mark.group())
        yield Item((str(count),), block.start + mark.end(), stop, position, LOWEST, False, printed)


def _counts(count: int) -> tuple[str, ...]:
    roman = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
    return (str(count), chr(96 + count) if count <= 26 else "", roman[count - 1] if count <= 12 else "")


def _trimmed(letter: Letter, start: int, end: int) -> int:
    """The end without what only closes a list item: blanks, ``;``, ``,`` and ``en``."""
    text = letter.text[start:end]
    text = re.sub(r"[\s;,.]*(?:\s+en)?[\s;,.]*$", "", text)
    return start + max(len(text), 1)
