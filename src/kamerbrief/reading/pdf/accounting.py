"""What the pages of a pdf print, against what was read of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby

from kamerbrief.letter import Letter
from kamerbrief.reading.accounting import Kept, Place, fits
from kamerbrief.reading.pdf.pages import Page


def places_of(pages: Iterable[Page], letter: Letter) -> Iterator[Place]:
    """The pages with the characters they print and what text and furniture have of them, where that may be less."""
    kept: dict[int | None, list[str]] = defaultdict(list)
    for word in letter.words:
        kept[word.page].append(letter.text[word.start : word.end])
    for part in letter.furniture:
        kept[part.page].append(part.text)
    for block in letter.blocks:
        kept[block.page].append(block.label or "")
    for number, group in groupby(pages, key=lambda page: page.number):
        # A sheet of paper that is read in several frames is one page, which is printed once.
        frames, known = list(group), kept[number]
        printed = frames[0].printed
        # What OCR read is mended afterwards, and told of in a warning of its own.
        if not frames[0].ocr_layer and not fits(printed, Kept(" ".join(known))):
            unseen = [word.text for page in frames for word in page.unseen]
            yield Place(number, printed, Kept(" ".join([*known, *unseen])))
