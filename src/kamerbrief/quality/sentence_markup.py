"""Annotated sentences: the project's own markup ``[words|LABEL]``, one sentence a line, and JSON lines."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path

from kamerbrief.contract import EntityLabel
from kamerbrief.errors import ReadError

_MARKUP = re.compile(r"\[([^\[\]|]+)\|([A-Z]+)\]")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and its entities as (start, end, label), offsets in code points of ``text``, in reading order."""

    text: str
    entities: tuple[tuple[int, int, str], ...]


def parse(line: str) -> Sentence:
    """One line of markup; raises ValueError for a bracket that is no markup or a label that does not exist."""
    parts: list[str] = []
    entities = []
    length = position = 0
    for match in _MARKUP.finditer(line):
        before = line[position : match.start()]
        parts += [before, match[1]]
        start = length + len(before)
        length = start + len(match[1])
        entities.append((start, length, EntityLabel(match[2]).value))
        position = match.end()
    text = "".join(parts) + line[position:]
    if re.search(r"[\[\]|]", text):
        raise ValueError(f"a bracket or bar that is no markup: {line.strip()[:80]}")
    return Sentence(text, tuple(entities))


def mark(sentence: Sentence) -> str:
    """The sentence in markup, the opposite of :func:`parse`."""
    parts, position = [], 0
    for start, end, label in sentence.entities:
        parts += [sentence.text[position:start], f"[{sentence.text[start:end]}|{label}]"]
        position = end
    return "".join(parts) + sentence.text[position:]


def marked_lines(file: Traversable) -> Iterator[Sentence]:
    """The sentences of a file in markup; raises ReadError with the number of a line that is none."""
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            try:
                yield parse(line.strip())
            except ValueError as error:
                raise ReadError(f"{file.name}:{number}", str(error)) from error


def read_sentences(path: Path) -> list[Sentence]:
    """Annotated sentences from a file: JSON lines (``{"text", "entities": [[start, end, label]]}``) or markup (.txt).

    Raises ReadError with the line's number for what is neither, and where an entity does not fit its text.
    """
    if not path.is_file():
        raise ReadError(str(path), "there is no such file", "check the path")
    if path.suffix == ".txt":
        return list(marked_lines(path))
    lines = path.read_text(encoding="utf-8").splitlines()
    return list(_from_json(path.name, ((n, line) for n, line in enumerate(lines, start=1) if line.strip())))


def _from_json(filename: str, lines: Iterable[tuple[int, str]]) -> Iterator[Sentence]:
    for number, line in lines:
        try:
            record = json.loads(line)
            text = str(record["text"])
            entities = tuple(sorted((int(s), int(e), str(label)) for s, e, label in record["entities"]))
        except (ValueError, KeyError, TypeError) as error:
            hint = 'a line is {"text": …, "entities": [[start, end, label], …]}'
            raise ReadError(f"{filename}:{number}", "this is no annotated sentence", hint) from error
        if any(not 0 <= start < end <= len(text) for start, end, _ in entities):
            raise ReadError(f"{filename}:{number}", "an entity lies outside its text")
        yield Sentence(text, entities)
