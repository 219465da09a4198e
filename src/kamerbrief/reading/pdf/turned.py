"""Words that do not stand upright on their page: which frame a page is read in, and what stands across it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kamerbrief.reading.pdf.characters import Characters
from kamerbrief.reading.pdf.places import Box, Frame
from kamerbrief.reading.pdf.rows import Row, rows_of
from kamerbrief.reading.pdf.words import PrintedWord, Run, runs_of, words_of

#: Sideways text of at least so many rows, with at least this part of the page's other letters, is read as a page.
_ROWS, _PART = 3, 0.5
#: Lines that are drawn at most this many points from sideways text belong to it.
_MARGIN = 20.0
#: Characters of one run stand on one line and follow each other; parts of their height.
_LEVEL, _APART, _BACK = 0.3, 0.3, 0.3
#: A word this near (parts of its height) to an equal one is its shadow.
_SHADOW = 0.15


@dataclass(slots=True)
class Reading:
    """The words of a page that stand alike, and the frame in which they are upright.

    ``sideways`` are lines that stand across them, each as one word at its place in the frame; ``askew`` texts at no
    right angle, such as a watermark. ``area`` is where the words stand when they are not the page's main ones. The
    ``unseen`` words no reader sees: they are off the page, or drawn over an equal one.
    """

    frame: Frame
    words: list[PrintedWord]
    sideways: list[PrintedWord] = field(default_factory=list)
    askew: list[str] = field(default_factory=list)
    area: Box | None = None
    unseen: list[PrintedWord] = field(default_factory=list)


def readings_of(characters: Characters) -> list[Reading]:
    """What a page says: one reading of nearly every page, more where much text stands sideways beside upright text."""
    runs = list(runs_of(characters.text))
    if characters.stand_as_page([at for run in runs for at in (*(start for start, _ in run), run[-1][1] - 1)]):
        return [_reading(characters, runs)]
    return _turned(characters, runs)


def _reading(characters: Characters, runs: Sequence[Run]) -> Reading:
    """The words of these runs, apart from those off the page and those drawn again for a shadow or for weight."""
    reading = Reading(characters.frame, [])
    found: dict[str, list[PrintedWord]] = {}
    wide, high = 2 * characters.frame.width, 2 * characters.frame.height
    for word in words_of(characters, runs):
        on_page = 0 <= word.x0 + word.x1 <= wide and 0 <= word.top + word.bottom <= high
        alike = found.setdefault(word.text, [])
        if on_page and not (alike and _is_again(word, alike)):
            reading.words.append(word)
            alike.append(word)
        else:
            reading.unseen.append(word)
    return reading


def _is_again(word: PrintedWord, alike: Sequence[PrintedWord]) -> bool:
    """True for a word that stands where one of those that are alike stands."""
    near, top, x0, x1 = _SHADOW * word.height, word.top, word.x0, word.x1
    beside = [other for other in alike if -near < top - other.top < near]
    return any(abs(x0 - other.x0) < near and abs(x1 - other.x1) < near for other in beside) if beside else False


def _turned(characters: Characters, runs: Sequence[Run]) -> list[Reading]:
    frame = characters.frame
    by_turn, askew = _runs_by_turn(characters, runs)
    found: list[Reading] = []
    for turn, alike in sorted(by_turn.items(), key=lambda item: (item[0] - frame.turn) % 4):
        own = characters if turn == frame.turn else characters.turned(turn)
        cut = alike if turn == frame.turn else [part for run in alike for part in _cut(own, run)]
        found.append(_reading(own, cut))
    unseen = [word for reading in found for word in reading.unseen]
    found = [reading for reading in found if reading.words]
    if not found:
        return [Reading(frame, [], askew=askew, unseen=unseen)]
    main = max(found, key=lambda reading: _letters(reading.words))
    main.askew, main.unseen = askew, unseen
    # Upright words of a page that is mostly sideways are its running header, or the heading of what is sideways.
    kept = [r for r in found if r is main or r.frame.turn == frame.turn or _stands_alone(r, main)]
    for reading in found:
        if reading in kept:
            reading.area = None if reading is main else _area(reading.words)
        else:
            main.sideways += _lines(reading, main.frame)
    return kept


def _letters(words: Sequence[PrintedWord]) -> int:
    return sum(len(word.text) for word in words)


def _stands_alone(reading: Reading, main: Reading) -> bool:
    return _letters(reading.words) >= _PART * _letters(main.words) and len(rows_of(reading.words, 0)) >= _ROWS


def _area(words: Sequence[PrintedWord]) -> Box:
    x0, top = min(word.x0 for word in words), min(word.top for word in words)
    x1, bottom = max(word.x1 for word in words), max(word.bottom for word in words)
    return x0 - _MARGIN, top - _MARGIN, x1 + _MARGIN, bottom + _MARGIN


def _lines(reading: Reading, frame: Frame) -> Iterator[PrintedWord]:
    """The rows of a reading, and what stands apart in them, each as one word with its place in another frame."""
    for row in rows_of(reading.words, 0):
        for words in row.segments():
            line = Row(0, words)
            box = reading.frame.within((line.x0, line.top, line.x1, line.bottom), frame)
            shown = frame.shown(box) if frame.leaning else None
            yield PrintedWord(line.text, *box, style=words[0].style, shown=shown)


def _runs_by_turn(characters: Characters, runs: Sequence[Run]) -> tuple[dict[int, list[Run]], list[str]]:
    """The runs by the quarter turns that set them upright, and the texts that stand askew."""
    by_turn: dict[int, list[Run]] = {}
    askew: list[str] = []
    for run in runs:
        last: int | None = -1
        for token in run:
            for turn, stretch in _alike(characters, token):
                if turn is None:
                    askew += [""] if last is not None else []
                    askew[-1] = f"{askew[-1]} {characters.typed(*stretch)}".strip()
                elif turn == last:
                    by_turn[turn][-1].append(stretch)
                else:
                    by_turn.setdefault(turn, []).append([stretch])
                last = turn
    return by_turn, [text for text in askew if text]


def _alike(characters: Characters, token: tuple[int, int]) -> Iterator[tuple[int | None, tuple[int, int]]]:
    """A token's stretches of characters that stand alike, each with its turn."""
    start, stop = token
    turn = characters.turn(start)
    for at in range(start + 1, stop):
        following = characters.turn(at)
        if following != turn:
            yield turn, (start, at)
            start, turn = at, following
    yield turn, (start, stop)


def _cut(characters: Characters, run: Run) -> Iterator[Run]:
    """A run cut where its characters do not follow each other: pdfium joins sideways texts that stand apart."""
    part: Run = []
    before: Box | None = None
    for start, stop in run:
        cut = start
        for at in range(start, stop):
            box = characters.boxes[at]
            if before and not _follows(before, box, within=at > start):
                if at > cut:
                    part.append((cut, at))
                if part:
                    yield part
                part, cut = [], at
            before = box
        part.append((cut, stop))
    if part:
        yield part


def _follows(before: Box, box: Box, *, within: bool) -> bool:
    height = max(before[3] - before[1], 0.1)
    gap = box[0] - before[2]
    level = abs(box[3] - before[3]) < _LEVEL * height
    return level and gap > -_BACK * height and (gap < _APART * height or not within)
