"""The words of a pdf page with their places, out of pdfium's characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, compress, pairwise
from statistics import median

import numpy as np

from kamerbrief.reading.pdf.characters import LINE_HYPHEN, Characters
from kamerbrief.reading.pdf.places import Box
from kamerbrief.reading.pdf.type import Style

_LINE_ENDS = f"\r\n{LINE_HYPHEN}"
_TOKEN = re.compile(r"[^\s\ufffe]+\ufffe?|\ufffe|[\r\n]")
_SINGLE_SPACE = re.compile(r"(?<=\S) (?=\S)")
#: What may be a mark behind a word, if it is raised: figures, a letter or Roman figure at the word's end, asterisks.
_MARK = re.compile(r"\d+(?:[,;/]\d+)*\)?|\*+\)?|[a-z]{1,5}\)?(?=[^\w(]*$)")
#: Raised characters as a reader would type them.
SUPERSCRIPT = str.maketrans("0123456789abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_FIGURE_OR_SIGN = re.compile(r"[0-9*]")
_CLOSING = ".,;:)]!?’”\"'»"
#: Parts of the usual distance between words: a blank that pdfium inferred inside one string is letter-spacing below
#: the first, one between two strings below the second.
_INSIDE, _BETWEEN = 0.85, 0.55
#: Letters nearer than this part of their height touch each other.
_TOUCHING = 0.02
#: Where a page prints too few blanks to measure the usual distance: this part of the glyphs' height.
_NARROWEST = 0.1
#: A figure is raised when it is lower than this part of its neighbours and stands this part of their height higher.
RAISED_HEIGHT = 0.85
RAISED_BY = 0.14
#: A figure of its neighbours' own size is raised when it stands this part of their height higher.
RAISED_ALIKE = 0.2
HIGHEST = 0.95
#: Small capitals are lower too, but stand on one line with the others: no mark stands less than this part higher.
_LIFT = 0.08
#: Glyphs whose height differs more than this part are set in another size.
_OTHER_SIZE = 0.15

#: The places [start, end) of a line's tokens among a page's characters.
Run = list[tuple[int, int]]


@dataclass(slots=True)
class PrintedWord:
    """A word on a page; places are points from the page's top left corner.

    ``spaced`` says whether a blank stands before it, None that only the distance can tell; ``raised`` that it is a
    mark set higher than the word it belongs to. ``shown`` is its place on the page as it is shown, where that differs.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    style: Style
    spaced: bool | None = None
    raised: bool = False
    shown: Box | None = None

    @property
    def height(self) -> float:
        """Height of the glyphs' box."""
        return self.bottom - self.top


def words_of(characters: Characters, runs: Sequence[Run]) -> list[PrintedWord]:
    """The words of these runs, in the order in which the page draws them."""
    placed = _placed(characters, [token for run in runs for token in run])
    usual = _usual_gap(characters)
    words = [word for run in runs for word in _run_words(characters, run, placed, usual) if word.text]
    if characters.frame.leaning:
        for word in words:
            word.shown = characters.frame.shown(_box(word))
    return words


def _placed(characters: Characters, tokens: Run) -> Iterator[tuple[Box, bool]]:
    """For each token its place as one word, and whether it may have raised marks.

    It may where it has figures or signs, or a last letter that stands higher than its first.
    """
    text = characters.text
    starts, stops = np.fromiter(chain.from_iterable(tokens), np.int64).reshape(-1, 2).T
    closed = (_plain_stop(text, *token) if text[token[1] - 1] in _CLOSING else token[1] for token in tokens)
    plain = np.fromiter(closed, np.int64, len(tokens))
    ends = (starts, stops - 1, plain - 1)
    asked = np.zeros(len(text), bool)
    asked[np.concatenate(ends)] = True
    cells, row_of = characters.cells(np.flatnonzero(asked).tolist()), np.cumsum(asked) - 1
    first, last, letter = (cells[row_of[at]] for at in ends)
    figures = np.array([found.start() for found in _FIGURE_OR_SIGN.finditer(text)], np.int64)
    marked = np.searchsorted(figures, starts) < np.searchsorted(figures, stops)
    for n in np.flatnonzero(letter[:, 3] < first[:, 3]).tolist():
        marked[n] |= _is_raised(letter[n].tolist(), first[n].tolist())
    marked &= stops - starts > 1
    characters.look_at([at for start, stop in compress(tokens, marked.tolist()) for at in range(start, stop)])
    tops, bottoms = np.minimum(first[:, 1], last[:, 1]), np.maximum(first[:, 3], last[:, 3])
    boxes = zip(first[:, 0].tolist(), tops.tolist(), last[:, 2].tolist(), bottoms.tolist(), strict=True)
    return zip(boxes, marked.tolist(), strict=True)


def _plain_stop(text: str, start: int, stop: int) -> int:
    """Where a token ends without what closes it; its first character is not left out."""
    return start + max(len(text[start:stop].rstrip(_CLOSING)), 1)


def runs_of(text: str) -> Iterator[Run]:
    """The stretches that pdfium holds for lines, each as its tokens."""
    run: Run = []
    begun = 0  # where the last stretch ended: a hyphen that ends a line stands behind something of it
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        ends = text[end - 1]
        if ends not in _LINE_ENDS:
            run.append((start, end))
            continue
        if ends == LINE_HYPHEN and (end - start > 1 or start > begun):
            run.append((start, end))
        if run:
            yield run
        run, begun = [], end
    if run:
        yield run


def _usual_gap(characters: Characters) -> float | None:
    """The distance between words as a part of the glyphs' height, from the first blanks that the page prints."""
    gaps: list[float] = []
    for match in _SINGLE_SPACE.finditer(characters.text):
        at = match.start()
        if characters.generated(at):
            continue
        (_, top, before, bottom), (after, *_) = characters.boxes[at - 1], characters.boxes[at + 1]
        if bottom - top > 0.1 and after > before:
            gaps.append((after - before) / (bottom - top))
        if len(gaps) == 24:
            break
    return median(gaps) if len(gaps) >= 5 else None


def _run_words(
    characters: Characters, run: Run, placed: Iterator[tuple[Box, bool]], usual: float | None
) -> list[PrintedWord]:
    """The words of a stretch that pdfium holds for a line, letter-spaced ones made whole, raised marks apart.

    The next of ``placed`` are those of its tokens.
    """
    first, last = run[0][0], run[-1][1] - 1
    styles = characters.styles
    style = styles.at(first)
    even = first == last or styles.at(last) == style
    tight = _NARROWEST if usual is None else max(_TOUCHING, _INSIDE * usual)
    words: list[PrintedWord] = []
    end = first
    for (start, stop), (box, marked) in zip(run, placed, strict=False):
        own = style if even else styles.at(start)
        parts = _parts(characters, start, stop, own) if marked else [_word(characters, start, stop, box, own)]
        word, before = parts[0], words[-1] if words else None
        word.spaced = True if start > end and before and word.x0 >= before.x0 else None
        if before:
            usual_height = words[0].bottom - words[0].top
            if even and abs(word.bottom - word.top - usual_height) > _OTHER_SIZE * usual_height:
                word.style = styles.at(start)
            gap = (word.x0 - before.x1) / max(before.bottom - before.top, 0.1)
            if gap < tight and _letter_spaced(characters, before, word, end, start, usual):
                words[-1] = _glued(before, parts.pop(0))
        words += parts
        end = stop
    return words


def _parts(characters: Characters, start: int, stop: int, style: Style) -> list[PrintedWord]:
    """The word of the characters [start, stop), with marks that are raised inside it or at its end apart."""
    cuts = [(start, False)]
    for at, end in _raised(characters, start, stop):
        cuts += [(at, True), (end, False)]
    found: list[PrintedWord] = []
    for (at, raised), (end, _) in pairwise([*cuts, (stop, False)]):
        if at < end:
            found.append(_word(characters, at, end, _box_of(characters, at, end), style, raised=raised))
    return found


def _raised(characters: Characters, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The stretches of a word that stand higher than its other characters."""
    text = characters.text[start:stop]
    letter = next((place for place, c in enumerate(text) if c.isalpha()), 0)
    foot = max(start, start + letter, key=lambda at: characters.boxes[at][3] - characters.boxes[at][1])
    beside = characters.boxes[foot]
    lowest_lift = RAISED_BY * (beside[3] - beside[1])
    if all(beside[3] - characters.boxes[at][3] <= lowest_lift for at in range(start, stop)):
        return
    for match in _MARK.finditer(text):
        at = match.end()
        while at > match.start() and _is_raised(characters.boxes[start + at - 1], beside):
            if characters.base(foot) - characters.base(start + at - 1) < _LIFT * (beside[3] - beside[1]):
                break
            at -= 1
        # A large first letter that hangs over the next lines does not make marks of the letters behind it.
        initial = at == 1 and text[0].isupper() and text[1].isalpha()
        if at < match.end() and not initial:
            yield start + at, start + match.end()


def _is_raised(mark: Box, beside: Box) -> bool:
    height = beside[3] - beside[1]
    lift = beside[3] - mark[3]
    small = mark[3] - mark[1] < RAISED_HEIGHT * height
    return (RAISED_BY if small else RAISED_ALIKE) * height < lift < HIGHEST * height


def _box_of(characters: Characters, start: int, stop: int) -> Box:
    x0, top, _, bottom = characters.boxes[start]
    _, last_top, x1, last_bottom = characters.boxes[stop - 1]
    return x0, min(top, last_top), x1, max(bottom, last_bottom)


def _word(
    characters: Characters, start: int, stop: int, box: Box, style: Style, *, raised: bool = False
) -> PrintedWord:
    text = characters.text[start:stop]
    if not text.isascii():
        text = characters.typed(start, stop)
    return PrintedWord(text, *box, style, False, raised)


def _letter_spaced(
    characters: Characters, before: PrintedWord, word: PrintedWord, end: int, start: int, usual: float | None
) -> bool:
    """True when the blank between two words comes from letter-spacing: inferred from a narrow gap, or no gap at all."""
    if start - end != 1 or word.raised or before.raised:
        return False
    gap = (word.x0 - before.x1) / max(before.height, 0.1)
    if gap < -0.5 or gap > 0.5:
        return False
    if _is_raised(_box(word), _box(before)) and _MARK.fullmatch(word.text):
        return False
    if not characters.generated(end):
        return gap < _TOUCHING and before.text[-1:].isalpha() and word.text[0].isalpha()
    if usual is None:
        return gap < _NARROWEST
    return gap < (_INSIDE if characters.inside(end) else _BETWEEN) * usual


def _box(word: PrintedWord) -> Box:
    return word.x0, word.top, word.x1, word.bottom


def _glued(before: PrintedWord, word: PrintedWord) -> PrintedWord:
    return replace(
        before,
        text=before.text + word.text,
        x1=word.x1,
        top=min(before.top, word.top),
        bottom=max(before.bottom, word.bottom),
    )
