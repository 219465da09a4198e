"""Pictures of a pdf's pages, and where on them facts stand."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium

from kamerbrief.contract import Extraction
from kamerbrief.errors import KamerbriefError
from kamerbrief.letter import Box, Evidence
from kamerbrief.reading.pdf.pages import opened
from kamerbrief.views.marking import evidence_of
from kamerbrief.views.placing import own_boxes

#: Pixels a point: sharp enough to read, small enough to send.
_SCALE = 1.6
#: Largest side of a picture in pixels, whatever size a hostile page claims.
_LARGEST = 3000
#: How much of a page is shown above and below a fact, in points: a few lines.
_AROUND = 48.0
#: Most pages whose pictures go into one file, and how well they are kept there (of 100).
_MOST_INSIDE, _QUALITY = 80, 60
#: What drawing a damaged page gives: the library's errors, and those of sizes that nobody can draw.
_UNDRAWN = (KamerbriefError, pdfium.PdfiumError, OSError, ValueError, OverflowError, MemoryError)


@dataclass(frozen=True, slots=True)
class FactBox:
    """A rectangle of a fact on a page, in points from the top left."""

    fact: str
    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number, its size in points, the facts on it, and the address of its picture."""

    number: int
    width: float
    height: float
    boxes: tuple[FactBox, ...]
    picture: str


def pages_of(
    data: bytes,
    extraction: Extraction,
    address: Callable[[int], str],
    boxes_of: Callable[[Evidence], Sequence[Box]] = own_boxes,
) -> list[Page]:
    """The pages of a pdf with the boxes of the facts on them; none where it cannot be drawn.

    ``address`` is that of a page's picture, ``boxes_of`` says where the words of a fact stand.
    """
    boxes: dict[int, list[FactBox]] = {}
    for fact, kind, evidence in evidence_of(extraction):
        for box in boxes_of(evidence):
            made = FactBox(fact, kind, box.x0, box.top, box.x1 - box.x0, box.bottom - box.top)
            boxes.setdefault(box.page, []).append(made)
    try:
        with opened(data, extraction.letter.source.filename) as pdf:
            sizes = [pdf.get_page_size(index) for index in range(len(pdf))]
    except _UNDRAWN:
        return []
    return [Page(n, w, h, tuple(boxes.get(n, ())), address(n)) for n, (w, h) in enumerate(sizes, start=1)]


@dataclass(frozen=True, slots=True)
class Cut:
    """The strip of a page on which a fact stands, over the whole width; places in points."""

    page: Page
    boxes: tuple[FactBox, ...]
    top: float
    height: float


def cuts_of(pages: Iterable[Page]) -> dict[str, Cut]:
    """The strip on which each fact stands, with a little around it; of a fact on several pages that on the first."""
    cuts: dict[str, Cut] = {}
    for page in pages:
        for fact in dict.fromkeys(box.fact for box in page.boxes):
            boxes = tuple(box for box in page.boxes if box.fact == fact)
            top = max(min(box.y for box in boxes) - _AROUND, 0.0)
            bottom = min(max(box.y + box.height for box in boxes) + _AROUND, page.height)
            cuts.setdefault(fact, Cut(page, boxes, top, bottom - top))
    return cuts


def pages_inside(
    data: bytes, extraction: Extraction, boxes_of: Callable[[Evidence], Sequence[Box]] = own_boxes
) -> list[Page]:
    """The pages with their pictures in the addresses themselves, for a file that fetches nothing; the first 80."""

    def address(number: int) -> str:
        image = _image(data, number, extraction.letter.source.filename) if number <= _MOST_INSIDE else None
        if image is None:
            return ""
        content = io.BytesIO()
        image.save(content, "WEBP", quality=_QUALITY)
        return f"data:image/webp;base64,{base64.b64encode(content.getvalue()).decode('ascii')}"

    return [page for page in pages_of(data, extraction, address, boxes_of) if page.picture]


def picture(data: bytes, number: int, name: str) -> bytes | None:
    """A page as PNG; None when there is no such page, or it cannot be drawn."""
    image = _image(data, number, name)
    if image is None:
        return None
    content = io.BytesIO()
    image.save(content, "PNG")
    return content.getvalue()


def _image(data: bytes, number: int, name: str) -> Any:
    try:
        with opened(data, name) as pdf:
            if not 1 <= number <= len(pdf):
                return None
            width, height = pdf.get_page_size(number - 1)
            scale = min(_SCALE, _LARGEST / max(width, height, 1.0))
            return pdf[number - 1].render(scale=scale).to_pil()
    except _UNDRAWN:
        return None
