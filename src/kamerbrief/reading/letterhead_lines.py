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
    name = " ".join(line.lower().replace(":", " ").split())
    return name if name in _labels() else ""


def is_salutation(line: str) -> bool:
    """True for the line that greets: ``Geachte Voorzitter,``."""
    return bool(_SALUTATION.match(line.lstrip()))


def head_length(lines: Sequence[str]) -> int:
    """How many leading lines are letterhead: those before the salutation, else through the last labelled field.

    0 where no label stands before the running text.
    """
    end = filled = number = 0
    labelled = False
    while number < len(lines) and filled < _REACH:
        line = lines[number].strip()
        filled += bool(line)
        if is_salutation(line):
            return number if labelled else 0
        name = label_of(line)
        if name:
            value = _value_lines(lines, number + 1, name)
            number = value[-1] if value else number
        elif _is_running(line):
            break
        if name or _same_line().match(line) or _RETURN_ADDRESS.match(line) or _is_standing(line):
            labelled = labelled or not _is_standing(line)
            end = number + 1
        number += 1
    return end if labelled else 0


def fields(lines: Sequence[str]) -> Iterator[Field]:
    """The fields of a stretch of letterhead, line by line; each line takes part in at most one field as its value."""
    number = 0
    while number < len(lines):
        line = lines[number]
        name = label_of(line)
        match = _same_line().match(line.lstrip()) if not name else None
        number += 1
        if name:
            value = _value_lines(lines, number, name)
            if value:
                yield Field(name, line.strip().rstrip(":"), value)
                number = value[-1] + 1
        elif match:
            label = next(group for group in match.groups() if group)
            rest = len(line) - len(line.lstrip()) + match.end()
            more = _value_lines(lines, number, label.lower()) if _goes_on(lines, number, label.lower()) else ()
            yield Field(label.lower(), label, (number - 1, *more), rest)
            number += len(more)
        elif line.strip():
            yield Field("retouradres" if _RETURN_ADDRESS.match(line) else "", "", (number - 1,))


def add_letterhead(builder: LetterBuilder, lines: Sequence[str], source: str) -> None:
    """Adds a block for each field of a stretch of letterhead; the label stands before the value.

    A line that is in no field, such as a label without a value, is furniture.
    """
    read: set[str] = set()
    for found in fields(lines):
        read |= {lines[n] for n in found.lines} | {found.label}
        first = lines[found.lines[0]][found.rest :].strip()
        value = " ".join([first, *(lines[n].strip() for n in found.lines[1:])])
        builder.block(BlockKind.LETTERHEAD, Content(value), label=found.label or None, field=found.name, source=source)
    rest = (line for line in lines if line.strip() and line not in read and line.strip(" :") not in read)
    builder.furniture += [Furniture(line.strip()) for line in rest]


@cache
def _labels() -> frozenset[str]:
    return frozenset(load("letterhead")["labels"])


@cache
def _same_line() -> re.Pattern[str]:
    """A label and its value on one line: behind a colon, behind a label that needs none, or a number to dial."""
    words = load("letterhead")
    return re.compile(
        rf"({alternatives(words['labels'])})\s?:\s{{0,20}}(?=\S)|({alternatives(words['loose'])})\s{{1,20}}(?=\S)"
        r"|([TFME])\s?:?\s{1,20}(?=[+(\d]|\S{1,60}@)",
        re.IGNORECASE,
    )


@cache
def _standing() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(load('letterhead')['standing'])})\b", re.IGNORECASE)


def _is_standing(line: str) -> bool:
    return bool(_standing().match(line))


def _is_running(line: str) -> bool:
    return len(line) >= _RUNNING and bool(_SENTENCE_END.search(line)) and not _is_standing(line)


def _goes_on(lines: Sequence[str], number: int, name: str) -> bool:
    """True where a value that began behind its label may go on in line ``number``: a long one, broken at a width."""
    several = name in load("letterhead")["long"]
    return several and number < len(lines) and bool(lines[number].strip()) and len(lines[number - 1]) >= _FILLED


def _value_lines(lines: Sequence[str], start: int, name: str) -> tuple[int, ...]:
    """The lines behind a label that are its value: one, or for a subject all up to a blank line or the next label.

    Up to two empty lines may stand between label and value, as where they are cells of a table.
    """
    several = name in load("letterhead")["long"]
    found: list[int] = []
    for number in range(start, min(len(lines), start + 12)):
        line = lines[number].strip()
        ends = not line or not several
        if found and ends:
            break
        if line and (label_of(line) or _same_line().match(line) or is_salutation(line)):
            break
        if line:
            found.append(number)
        elif number > start + 1:
            break
    return tuple(found)
