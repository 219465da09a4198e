"""Tying the labels of a letterhead to their values: ``Datum`` / ``3 maart 2025``, ``Ons kenmerk`` / ``DGBI / 123``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kamerbrief.lexicon import alternatives, load


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


@cache
def _same_line() -> re.Pattern[str]:
    words = load("letterhead")
    return re.compile(
        rf"(?P<label>{alternatives(words['labels'])})\s*:\s*(?=\S)|(?P<loose>{alternatives(words['loose'])})\s+(?=\S)",
        re.IGNORECASE,
    )


@cache
def _labels() -> frozenset[str]:
    return frozenset(load("letterhead")["labels"])


def label_of(line: str) -> str:
    """The line as a label in lower case, or an empty string where it is none."""
    name = " ".join(line.lower().replace(":", " ").split())
    return name if name in _labels() else ""


def fields(lines: Sequence[str]) -> Iterator[Field]:
    """The fields of a stretch of letterhead, line by line; each line takes part in at most one field as its value."""
    number = 0
    while number < len(lines):
        line = lines[number]
        name = label_of(line)
        match = _same_line().match(line.lstrip()) if not name else None
        if name:
            value = _value_lines(lines, number + 1, name)
            if value:
                yield Field(name, line.strip().rstrip(":"), value)
            number = value[-1] + 1 if value else number + 1
        elif match:
            label = (match["label"] or match["loose"]).strip()
            more = _value_lines(lines, number + 1, label.lower())[:0] if label.lower() not in _long() else ()
            offset = len(line) - len(line.lstrip()) + match.end()
            yield Field(label.lower(), label, (number, *more), offset)
            number += 1
        else:
            if line.strip():
                yield Field("retouradres" if line.lstrip("> ").lower().startswith("retouradres") else "", "", (number,))
            number += 1


@cache
def _long() -> frozenset[str]:
    return frozenset(load("letterhead")["long"])


def _value_lines(lines: Sequence[str], start: int, name: str) -> tuple[int, ...]:
    """The lines behind a label that are its value: one, or for a subject all up to a blank line or the next label."""
    found: list[int] = []
    for number in range(start, len(lines)):
        line = lines[number]
        if label_of(line) or (found and (not line.strip() or name not in _long())):
            break
        if line.strip():
            found.append(number)
        elif number > start:
            break
    return tuple(found)
