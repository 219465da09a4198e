"""Pictures of a pdf's pages, and where on them facts stand; only where the very file that was read is at hand."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium

from kamerbrief.contract import Extraction
from kamerbrief.errors import KamerbriefError
from kamerbrief.reading.pdf_pages import opened
from kamerbrief.sources.folder import path_of
from kamerbrief.store import Store
from kamerbrief.views.marking import evidence_of
from kamerbrief.work import sha256_of

#: Pixels a point: sharp enough to read, small enough to send.
_SCALE = 1.6
#: Largest side of a picture in pixels, whatever size a hostile page claims.
_LARGEST = 3000
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
    """One page: its number, its size in points, and the facts on it."""

    number: int
    width: float
    height: float
    boxes: tuple[FactBox, ...]


def source_at_hand(store: Store, letter: str, extraction: Extraction) -> Path | None:
    """The pdf that was read, if it is still there with the same bytes."""
    if extraction.letter.source.media_type != "application/pdf":
        return None
    owner = store.ledger.owner(letter)
    path = path_of(owner) if owner else None
    try:
        same = path is not None and path.is_file() and sha256_of(path) == extraction.letter.source.sha256
    except OSError:
        return None
    return path if same else None


def pages_of(path: Path, extraction: Extraction) -> list[Page]:
    """The pages of a pdf with the boxes of the facts on them; none where it cannot be drawn."""
    boxes: dict[int, list[FactBox]] = {}
    for fact, kind, evidence in evidence_of(extraction):
        for box in evidence.boxes:
            made = FactBox(fact, kind, box.x0, box.top, box.x1 - box.x0, box.bottom - box.top)
            boxes.setdefault(box.page, []).append(made)
    try:
        with opened(path.read_bytes(), path.name) as pdf:
            sizes = [pdf.get_page_size(index) for index in range(len(pdf))]
    except _UNDRAWN:
        return []
    return [Page(n, w, h, tuple(boxes.get(n, ()))) for n, (w, h) in enumerate(sizes, start=1)]


def picture(path: Path, number: int) -> bytes | None:
    """A page as PNG; None when there is no such page, or it cannot be drawn."""
    try:
        with opened(path.read_bytes(), path.name) as pdf:
            if not 1 <= number <= len(pdf):
                return None
            width, height = pdf.get_page_size(number - 1)
            scale = min(_SCALE, _LARGEST / max(width, height, 1.0))
            image = pdf[number - 1].render(scale=scale).to_pil()
    except _UNDRAWN:
        return None
    data = io.BytesIO()
    image.save(data, "PNG")
    return data.getvalue()
