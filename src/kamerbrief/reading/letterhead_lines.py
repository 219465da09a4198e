"""Tying the labels of a letterhead to their values: ``Datum`` / ``3 maart 2025``, ``Ons kenmerk`` / ``DGBI / 123``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kamerbrief.letter import BlockKind, Furniture
from kamerbrief.lexicon import alternatives, load
from kamerbrief.reading.builder import Content, LetterBuilder

_SALUTATION = re.compile(r"(?:hoog)?geachte\b|(?:mijnheer|mevrouw) de voorzitter|(?:beste|weledele)\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?]['\"”’)]*$")
_RETURN_ADDRESS = re.compile(r">?\s*retouradres\b", re.IGNORECASE)
#: A line of running text has at least this many characters.
_RUNNING = 90
#: A line broken at a width is filled to more than this.
_FILLED = 45
#: The letterhead ends within this many lines that are not empty.
_REACH = 80
#: So many lines of at least so many characters are running text.
_PROSE_LINES, _PROSE = 4, 60
#: A value ends within so many lines; so many of them may be empty in a row.
_FARTHEST, _MOST_EMPTY = 12, 2
_DIGIT = re.compile(r"\d")
_POSTCODE = re.compile(r"^\d{4}\s?[A-Z]{2}\b")
_ADDRESS = re.compile(r"(?:postbus|www\.|https?:)", re.IGNORECASE)
#: A line of a subject that ends so goes on behind an empty line.
_BREAKS_OFF = re.compile(
    r"(?:[,(–-]|\b(?:en|of|van|voor|de|het|een|der|des|op|in|aan|met|over|bij|tot|te|naar|uit|per|om|inzake))$"
)


@dataclass(frozen=True, slots=True)
class Field:
    """A letterhead field: its label in lower case ('' where it has none) and the numbers of its value's lines.

    ``label`` is the label as printed; ``rest`` is where the value begins in the first line of ``lines`` when label and
    value share a line, else 0.
    """

    name: str
    label: str
    lines: tuple[int, ...]
    rest: int = 0


def label_of(line: str) -> str:
    """The line as a label in lower case, or an empty string where it is none."""
    if len(line) > _RUNNING:
        return ""
    return _known_label(" ".join(line.lower().replace(":", " ").split()))


def _known_label(name: str) -> str:
    """The label that these words are; converters may split its first letter off (``b etreft``)."""
    whole = name if name in _labels() else name.replace(" ", "", 1)
    return whole if whole in _labels() else ""


def is_salutation(line: str) -> bool:
    """True for the line that greets: ``Geachte Voorzitter,``."""
    return bool(_SALUTATION.match(line.lstrip()))


def head_length(lines: Sequence[str]) -> int:
    """How many leading lines are letterhead: those before the salutation, else through the last labelled field.

    0 where no label stands before the running text.
    """
    limit = _reach(lines)
    greeted = limit < len(lines) and is_salutation(lines[limit])
    head = lines[:limit]
    found = [field for field in fields(head) if field.label or field.name]
    labels = [number for number, line in enumerate(head) if label_of(line)]
    if not found and not labels:
        return 0
    if greeted:
        return limit
    standing = [number for number, line in enumerate(head) if is_standing(line)]
    return 1 + max([*labels, *standing, *(number for field in found for number in field.lines)])


def _reach(lines: Sequence[str]) -> int:
    """The number of the line at which the letterhead ends at the latest: the salutation, or running text."""
    filled = 0
    above = ""
    for number, line in enumerate(lines):
        filled += bool(line.strip())
        if filled > _REACH or is_salutation(line) or (_is_running(line.strip()) and not label_of(above)):
            return number
        above = line if line.strip() else above
        prose = lines[number : number + _PROSE_LINES]
        if len(prose) == _PROSE_LINES and all(_is_prose(other) for other in prose):
            return number
    return len(lines)


def _is_prose(line: str) -> bool:
    return len(line.strip()) >= _PROSE and not _same_line().match(line.strip()) and not is_standing(line)


def fields(lines: Sequence[str]) -> Iterator[Field]:
    """The fields of a stretch of letterhead, line by line; each line takes part in at most one field as its value.

    A converter may have put lines of the colophon between a label and its value; they are fields of their own.
    """
    taken: set[int] = set()
    for number, line in enumerate(lines):
        if number in taken:
            continue
        name = label_of(line)
        found = _under_label(lines, number, name, taken) if name else _beside_label(lines, number, taken)
        if found is not None:
            taken.update(found.lines)
            yield found
        elif line.strip() and not name:
            yield Field("retouradres" if _RETURN_ADDRESS.match(line) else "", "", (number,))


def _under_label(lines: Sequence[str], number: int, name: str, taken: set[int]) -> Field | None:
    """The field of a label that fills its line."""
    value = _value_lines(lines, number + 1, name, taken)
    return Field(name, lines[number].strip().rstrip(":"), value) if value else None


def _beside_label(lines: Sequence[str], number: int, taken: set[int]) -> Field | None:
    """The field of a label with its value behind it on the line."""
    line = lines[number]
    match = None if is_standing(line) else _same_line().match(line.lstrip())
    if match is None:
        return None
    label = next(group for group in match.groups() if group)
    name = _known_label(label.lower()) or label.lower()
    rest = len(line) - len(line.lstrip()) + match.end()
    more = _value_lines(lines, number + 1, name, taken, before=line) if name in load("letterhead")["long"] else ()
    return Field(name, label, (number, *more), rest)


def add_letterhead(builder: LetterBuilder, lines: Sequence[str], source: str) -> None:
    """Adds a block for each field of a stretch of letterhead; the label stands before the value.

    A line that is in no field, such as a label without a value, is furniture.
    """
    rest = [line.strip() for line in lines if line.strip()]
    for found in fields(lines):
        for words in (*(lines[n] for n in found.lines), "" if found.rest else found.label):
            _take(rest, words)
        first = lines[found.lines[0]][found.rest :].strip()
        value = " ".join([first, *(lines[n].strip() for n in found.lines[1:])])
        builder.block(BlockKind.LETTERHEAD, Content(value), label=found.label or None, field=found.name, source=source)
    builder.furniture += map(Furniture, rest)


def _take(rest: list[str], words: str) -> None:
    """Takes the first line with these words out of the rest."""
    place = next((n for n, line in enumerate(rest) if line.strip(" :") == words.strip(" :")), None)
    if place is not None:
        del rest[place]


@cache
def _labels() -> frozenset[str]:
    return frozenset(load("letterhead")["labels"])


@cache
def _same_line() -> re.Pattern[str]:
    """A label and its value on one line: behind a colon, or none; a reference behind its label; or a number to dial.

    A reference is one word with a figure in it, which ends the line: ``Kenmerk 2024-0000571820``.
    """
    words = load("letterhead")
    loose = [*words["loose"], *(f"{label[0]} {label[1:]}" for label in words["loose"])]
    return re.compile(
        rf"({alternatives(words['labels'])})\s?:\s{{0,20}}(?=\S)|({alternatives(loose)})\s{{1,20}}(?=\S)"
        rf"|({alternatives(words['numbered'])})\s{{1,20}}(?=\S{{0,60}}\d\S{{0,60}}\s*$)"
        r"|([TFME])\s?:?\s{1,20}(?=[+(\d]|\S{1,60}@)",
        re.IGNORECASE,
    )


@cache
def _standing() -> tuple[re.Pattern[str], tuple[str, ...]]:
    words = load("letterhead")["standing"]
    return re.compile(rf"(?:{alternatives(words)})\b", re.IGNORECASE), tuple(f" {words} " for words in words)


def is_standing(line: str) -> bool:
    """True for a line of the colophon that carries no fact: it begins a standing sentence, or is a piece of one."""
    begins, sentences = _standing()
    if begins.match(line.strip()):
        return True
    words = " ".join(re.sub(r"[.,:;]", " ", line.lower()).split())
    return " " in words and any(f" {words} " in sentence for sentence in sentences)


def _is_running(line: str) -> bool:
    return len(line) >= _RUNNING and bool(_SENTENCE_END.search(line)) and not is_standing(line)


def _value_lines(lines: Sequence[str], start: int, name: str, taken: set[int], *, before: str = "") -> tuple[int, ...]:
    """The lines that are a label's value: one, or for a subject all that go on with it.

    ``before`` is the line on which the value began, where it began beside its label. Up to two empty lines may stand
    between label and value, as where they are cells of a table, and within a subject that breaks off.
    """
    words = load("letterhead")
    several, numbered = name in words["long"], name in words["numbered"]
    found: list[int] = []
    empty = 0
    for number in range(start, min(len(lines), start + _FARTHEST)):
        line = lines[number].strip()
        above = lines[found[-1]].strip() if found else before.strip()
        empty = 0 if line else empty + 1
        if not line:
            if empty > _MOST_EMPTY or (found and not several):
                break
        elif is_salutation(line) or label_of(line):
            break
        elif number in taken or is_standing(line):
            continue
        elif _same_line().match(line):
            if not numbered or found:
                break
        elif above and not (several and _goes_on(above, line, apart=not lines[number - 1].strip())):
            break
        elif not numbered or _is_number(line):
            found.append(number)
    return tuple(found) or (_first_line(lines, start) if numbered else ())


def _goes_on(above: str, line: str, *, apart: bool) -> bool:
    """True where a value goes on: on the next line, and behind an empty one where its line is full and breaks off."""
    if not apart:
        return len(above) >= _FILLED or label_of(above) != "" or not _same_line().match(above)
    open_ended = above.count("‘") > above.count("’") or above.count("“") > above.count("”")
    return len(above) >= _FILLED and (open_ended or line[0].islower() or bool(_BREAKS_OFF.search(above)))


def _is_number(line: str) -> bool:
    return bool(_DIGIT.search(line)) and not _POSTCODE.search(line) and not _ADDRESS.match(line)


def _first_line(lines: Sequence[str], start: int) -> tuple[int, ...]:
    """The line next to a label whose value should have a figure and has none."""
    for number in range(start, min(len(lines), start + 2)):
        line = lines[number].strip()
        if line:
            other = label_of(line) or _same_line().match(line) or is_salutation(line) or is_standing(line)
            return () if other or _POSTCODE.search(line) or _ADDRESS.match(line) else (number,)
    return ()
