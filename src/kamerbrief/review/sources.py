"""The pages of a letter, where the very file that was read is at hand: of a pdf its own, else those printed of it.

Those are its pdf, where the letter was kept from a richer file and has one too. If not, LibreOffice prints a docx when
somebody asks for its pages; they are kept beside what is published of the letter.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kamerbrief.answering import Waiting
from kamerbrief.comparison import Change
from kamerbrief.contract import Extraction
from kamerbrief.files import write_atomically
from kamerbrief.letter import Box, Evidence, Source
from kamerbrief.reading import office
from kamerbrief.sources.folder import path_of
from kamerbrief.store import Store
from kamerbrief.views.pages import Cut, cuts_of, pages_of
from kamerbrief.views.placing import own_boxes, printed_boxes

_PDF = "application/pdf"
#: One letter is printed at a time: LibreOffice takes a processor and much memory.
_PRINTING = threading.Lock()


@dataclass(frozen=True, slots=True)
class AtHand:
    """The pages of a letter as a pdf, and which of its extractions was read from the file that they are of."""

    pdf: bytes
    read: Extraction

    @property
    def boxes_of(self) -> Callable[[Evidence], Sequence[Box]]:
        """Where the words of that extraction's facts stand on the pages."""
        own = self.read.letter.source.media_type == _PDF
        return own_boxes if own else printed_boxes(self.pdf, self.read.text)


def pages_at_hand(store: Store, letter: str, *read: Extraction | None) -> AtHand | None:
    """The pages of a letter, of which these extractions were read; None where there are none (yet)."""
    found = _source_at_hand(store, letter, read)
    if found is None:
        return None
    data, x = found
    if x.letter.source.media_type == _PDF:
        return AtHand(data, x)
    printed = _place(store, letter, x)
    pages = _other_form(store, letter) or (printed.read_bytes() if printed.is_file() else None)
    return AtHand(pages, x) if pages else None


def places_of_changes(
    store: Store, letter: str, found: Waiting, address: Callable[[int], str]
) -> Callable[[Change], Cut | None]:
    """Where on the pages at hand the facts of changes stand; a change of a fact that is on none of them has no place.

    A file that changed shows the new version only, one that is as it was shows what was found before too.
    """
    read = (found.candidate, found.published)
    at_hand = pages_at_hand(store, letter, *read)
    cuts: dict[str, Cut] = {}
    sha256 = at_hand.read.letter.source.sha256 if at_hand else ""
    for x in read if at_hand else ():
        if at_hand and x.letter.source.sha256 == sha256:
            of_both = replace(at_hand, read=x)
            cuts = cuts_of(pages_of(at_hand.pdf, x, address, of_both.boxes_of)) | cuts

    def cut(change: Change) -> Cut | None:
        sides = (side for side in (change.after, change.before) if side)
        return next((cuts[fact] for side in sides if (fact := str(side.get("id", ""))) in cuts), None)

    return cut


def can_be_printed(store: Store, letter: str, *read: Extraction | None) -> bool:
    """True where LibreOffice is there and can make pages of the letter's file."""
    if not store.writable or not any(x and office.can_print(x.letter.source.media_type) for x in read):
        return False
    return office.is_there() and _source_at_hand(store, letter, read) is not None


def print_pages(store: Store, letter: str, *read: Extraction | None) -> None:
    """Makes the pages of a letter that :func:`can_be_printed`, and keeps them instead of earlier ones.

    Raises ReadError where LibreOffice cannot, LimitError where it takes too long.
    """
    found = _source_at_hand(store, letter, read)
    if found is None:
        return
    data, x = found
    place, known = _place(store, letter, x), x.letter.source
    with _PRINTING:
        if place.is_file():
            return
        source = Source(known.filename, known.media_type, known.sha256, known.size)
        printed = office.as_pdf(data, source, store.config)
        with store.writing():
            for old in place.parent.glob(_NAME.format("*")):
                old.unlink(missing_ok=True)
            write_atomically(place, printed)


#: The file of printed pages, by the beginning of the hash of what they were printed of.
_NAME = "pages-{}.pdf"


def _place(store: Store, letter: str, x: Extraction) -> Path:
    return store.folder(letter) / _NAME.format(x.letter.source.sha256[:16])


def _other_form(store: Store, letter: str) -> bytes | None:
    """The pdf of a letter that was read from a richer file, if its folder has one and it is still what it was."""
    for entry in store.ledger.forms(letter):
        data = _bytes_of(entry.key)
        if data.startswith(b"%PDF") and hashlib.sha256(data).hexdigest() == entry.sha256:
            return data
    return None


def _bytes_of(key: str | None) -> bytes:
    """What the file of a source holds; nothing where it is not at hand."""
    path = path_of(key) if key else None
    try:
        return path.read_bytes() if path is not None and path.is_file() else b""
    except OSError:
        return b""


def _source_at_hand(store: Store, letter: str, read: Sequence[Extraction | None]) -> tuple[bytes, Extraction] | None:
    """The bytes of the letter's file, and which of the extractions was read from them."""
    known = [x for x in read if x is not None]
    if not any(x.letter.source.media_type == _PDF or office.can_print(x.letter.source.media_type) for x in known):
        return None
    data = _bytes_of(store.ledger.owner(letter))
    sha = hashlib.sha256(data).hexdigest()
    found = next((x for x in known if x.letter.source.sha256 == sha), None)
    return (data, found) if found is not None else None
