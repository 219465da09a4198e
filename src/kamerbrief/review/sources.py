"""The pdf of a letter, where the very file that was read is at hand."""

from __future__ import annotations

import hashlib

from kamerbrief.contract import Extraction
from kamerbrief.sources.folder import path_of
from kamerbrief.store import Store


def pdf_at_hand(store: Store, letter: str, *read: Extraction | None) -> tuple[bytes, Extraction] | None:
    """The bytes of the letter's pdf and which of the extractions was read from them; None where that is none."""
    if not any(x is not None and x.letter.source.media_type == "application/pdf" for x in read):
        return None
    owner = store.ledger.owner(letter)
    path = path_of(owner) if owner else None
    try:
        data = path.read_bytes() if path is not None and path.is_file() else b""
    except OSError:
        return None
    sha = hashlib.sha256(data).hexdigest()
    same = (x for x in read if x is not None and x.letter.source.sha256 == sha)
    found = next(same, None)
    return (data, found) if found is not None else None
