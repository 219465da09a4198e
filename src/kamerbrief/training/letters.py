"""Invented letters with a label at each sentence that has one: the training data that this project wrote itself.

A file in ``corpus/letters`` is one letter. Its head is lines ``name: value`` (HEAD), then an empty line, then blocks
with an empty line between them::

    # Heading                     (## for a level lower)
    Vraag 2                       (a line of its own opens a question, or with ``Antwoord 2`` an answer)
    A sentence a line; a paragraph ends at the empty line.
    [act] What is promised stands behind its label.
    [inform: voor de zomer] Behind a colon stand the words of the sentence that say when.
    - An item of a list; the lines below it that are no item go on with it. ``1.`` or ``a)`` is an item as well.

A sentence without a label is none of these: ``inform``, ``act`` and ``intention`` are promises (with ``?`` where
careful readers could differ), ``advice 2`` is the second advice of the letter, ``finding 2`` what was found for it,
``answer 2 adopted`` what the cabinet says to it, with its stance. One sentence may have several labels:
``[answer 1,3 adopted][act]``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable

from kamerbrief.contract import CommitmentKind, Stance
from kamerbrief.errors import ReadError
from kamerbrief.letter import BlockKind, Letter, Source
from kamerbrief.reading.builder import Content, LetterBuilder

#: The lines that a letter begins with, all of them and in this order.
HEAD = ("ministerie", "soort", "datum", "onderwerp")
PROMISES = tuple(kind.value for kind in CommitmentKind)
_STANCES = tuple(stance.value for stance in Stance)
_LABEL = re.compile(r"\[([^\[\]]*)\]\s*")
_PROMISE = re.compile(rf"(?P<kind>{'|'.join(PROMISES)})(?P<argued>\?)?(?::\s*(?P<due>.+))?")
_NUMBERED = re.compile(
    rf"(?:(?P<part>advice|finding) |(?P<answer>answer) )(?P<numbers>\d+(?:,\d+)*)(?: (?P<stance>{'|'.join(_STANCES)}))?"
)
_ITEM = re.compile(r"(-|\d{1,2}\.|[a-z]\)) +")
_HEADING = re.compile(r"(#{1,3}) +(\S.*)")
_OPENS = {"Vraag": BlockKind.QUESTION, "Antwoord": BlockKind.ANSWER}
_OPENING = re.compile(rf"({'|'.join(_OPENS)}) (\d+)")


@dataclass(frozen=True, slots=True)
class Label:
    """What a sentence is: one of PROMISES, or ``advice``, ``finding`` or ``answer``.

    ``numbers`` tie advice, finding and answer together; ``stance`` is that of an answer; ``due`` are the words of a
    promise that say when; ``argued`` is true where careful readers could differ.
    """

    name: str
    numbers: tuple[int, ...] = ()
    stance: str | None = None
    due: str | None = None
    argued: bool = False


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with its labels (none where it is nothing to learn) and its line in the file."""

    text: str
    labels: tuple[Label, ...]
    line: int

    @property
    def promise(self) -> Label | None:
        """The label that says what the sentence promises, if it does."""
        return next((label for label in self.labels if label.name in PROMISES), None)


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the letter; ``mark`` is what stands before its words: ``##``, ``-``, ``1.``, ``Antwoord 2``."""

    kind: BlockKind
    sentences: tuple[Labelled, ...]
    mark: str = ""


@dataclass(frozen=True, slots=True)
class InventedLetter:
    """A letter of ``training/corpus/letters``; ``head`` has the values of HEAD."""

    name: str
    head: dict[str, str]
    parts: tuple[Part, ...]

    @property
    def sentences(self) -> Iterator[Labelled]:
        """The sentences of running text and of lists, without the headings."""
        return (one for part in self.parts if part.kind is not BlockKind.HEADING for one in part.sentences)


@dataclass(slots=True)
class _Open:
    """A block that is being read."""

    kind: BlockKind
    mark: str = ""
    sentences: list[Labelled] = field(default_factory=list)


def invented_letters() -> list[InventedLetter]:
    """The letters that ship with the source, in the order of their names."""
    return [read_invented(file) for file in sorted(_folder(), key=lambda file: file.name)]


def _folder() -> Iterator[Traversable]:
    return (file for file in files(__package__).joinpath("corpus", "letters").iterdir() if file.name.endswith(".txt"))


def read_invented(file: Traversable) -> InventedLetter:
    """One letter. Raises ReadError with file and line for a head or a label that is none of those above."""
    lines = file.read_text(encoding="utf-8").splitlines()
    head = _head(file.name, lines)
    parts = tuple(_parts(file.name, lines))
    letter = InventedLetter(file.name.removesuffix(".txt"), head, parts)
    _check_numbers(file.name, letter)
    return letter


def _head(name: str, lines: Sequence[str]) -> dict[str, str]:
    found = {}
    for number, key in enumerate(HEAD, start=1):
        given, colon, value = (lines[number - 1] if number <= len(lines) else "").partition(":")
        if given != key or not colon or not value.strip():
            raise ReadError(f"{name}:{number}", f"the line '{key}: …' is missing", f"a head is {', '.join(HEAD)}")
        found[key] = value.strip()
    try:
        datetime.date.fromisoformat(found["datum"])
    except ValueError:
        line = HEAD.index("datum") + 1
        raise ReadError(f"{name}:{line}", f"'{found['datum']}' is no day", "write it as 2025-02-10") from None
    return found


def _parts(name: str, lines: Sequence[str]) -> Iterator[Part]:
    """The blocks below the head."""
    block: _Open | None = None
    answering = BlockKind.PARAGRAPH
    for number, line in enumerate(lines[len(HEAD) :], start=len(HEAD) + 1):
        heading, opening = _HEADING.fullmatch(line), _OPENING.fullmatch(line)
        labels, words = _labels(f"{name}:{number}", line)
        item = _ITEM.match(words)
        if not line.strip() or heading or opening or item:
            yield from _closed(block)
            block = None
        if heading:
            answering = BlockKind.PARAGRAPH
            yield Part(BlockKind.HEADING, (Labelled(heading[2], (), number),), heading[1])
        elif opening:
            answering = _OPENS[opening[1]]
            block = _Open(answering, line)
        elif item:
            words, block = words[item.end() :], _Open(BlockKind.LIST_ITEM, item[1])
            inner, words = _labels(f"{name}:{number}", words)
            block.sentences.append(_labelled(f"{name}:{number}", words, (*labels, *inner), number))
        elif line.strip():
            block = block or _Open(answering)
            block.sentences.append(_labelled(f"{name}:{number}", words, labels, number))
    yield from _closed(block)


def _closed(block: _Open | None) -> Iterator[Part]:
    if block is not None and block.sentences:
        yield Part(block.kind, tuple(block.sentences), block.mark)


def _labels(place: str, line: str) -> tuple[tuple[Label, ...], str]:
    """The labels at the start of a line and the words behind them."""
    found, at = [], 0
    while match := _LABEL.match(line, at):
        found.append(_label(place, match[1]))
        at = match.end()
    return tuple(found), line[at:].strip()


def _label(place: str, written: str) -> Label:
    if promise := _PROMISE.fullmatch(written):
        return Label(promise["kind"], due=promise["due"], argued=bool(promise["argued"]))
    numbered = _NUMBERED.fullmatch(written)
    if numbered is None or bool(numbered["answer"]) is not bool(numbered["stance"]):
        hint = f"labels are {', '.join(PROMISES)}, advice 1, finding 1 and answer 1 with a stance"
        raise ReadError(place, f"'{written}' is no label", hint)
    numbers = tuple(int(number) for number in numbered["numbers"].split(","))
    return Label(numbered["part"] or numbered["answer"], numbers, numbered["stance"])


def _labelled(place: str, words: str, labels: tuple[Label, ...], line: int) -> Labelled:
    if not words:
        raise ReadError(place, "a label without a sentence")
    late = next((label.due for label in labels if label.due and label.due.casefold() not in words.casefold()), None)
    if late:
        raise ReadError(place, f"'{late}' does not stand in the sentence", "give the words that say when")
    return Labelled(words, labels, line)


def _check_numbers(name: str, letter: InventedLetter) -> None:
    """Raises ReadError for an answer or finding to an advice that the letter does not have."""
    labels = [(one.line, label) for one in letter.sentences for label in one.labels]
    given = {number for _, label in labels if label.name == "advice" for number in label.numbers}
    for line, label in labels:
        if lost := set(label.numbers) - given:
            raise ReadError(f"{name}:{line}", f"there is no advice {min(lost)} in this letter")


def letter_of(invented: InventedLetter) -> Letter:
    """The letter as reading would give it: headings, paragraphs, lists, and questions with their answers."""
    builder = LetterBuilder()
    for part in invented.parts:
        words = " ".join(one.text for one in part.sentences)
        if part.kind is BlockKind.HEADING:
            builder.block(part.kind, Content(words), level=len(part.mark))
        elif part.kind is BlockKind.LIST_ITEM:
            builder.block(part.kind, Content(words), label="•" if part.mark == "-" else part.mark, level=1)
        else:
            if part.mark:
                builder.block(BlockKind.PARAGRAPH, Content(part.mark))
            builder.block(BlockKind.PARAGRAPH, Content(words))
    size = sum(len(part) for part in builder.parts)
    return builder.build(Source(invented.name, "text/plain", "", size))
