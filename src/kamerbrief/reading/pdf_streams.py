"""Whether the packed parts of a pdf are whole: of one that is damaged, readers show what stands before the damage."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator

#: Where a packed part begins and ends; so many bytes before it may hold the words about it.
_BEGIN, _END, _ABOUT = re.compile(rb">>\s*stream\r?\n"), b"endstream", 2_000
#: The first way in which it is packed, and parts that hold no words or that nobody can unpack without a key.
_PACKED = re.compile(rb"/Filter\s*\[?\s*/(?:FlateDecode|Fl)\b")
_PICTURE = re.compile(rb"/Subtype\s*/Image\b")
_ENCRYPTED = re.compile(rb"/Encrypt\b")
_PIECE = 1 << 20


def damaged(data: bytes, most: int) -> bool:
    """True where some part cannot be unpacked to its end; of all parts at most ``most`` bytes are unpacked."""
    if _ENCRYPTED.search(data):
        return False
    for part in _parts(data):
        size = _unpacked(part, most)
        if size is None:
            return True
        most -= size
        if most <= 0:
            return False
    return False


def _parts(data: bytes) -> Iterator[bytes]:
    """The packed parts that may hold words or say how they are drawn."""
    at = 0
    while begin := _BEGIN.search(data, at):
        about = data[max(at, begin.start() - _ABOUT) : begin.start()].rpartition(b" obj")[2]
        end = data.find(_END, begin.end())
        at = end if end > 0 else len(data)
        if end > 0 and _PACKED.search(about) and not _PICTURE.search(about):
            yield data[begin.end() : end]


def _unpacked(part: bytes, most: int) -> int | None:
    """How many bytes a part holds, counted up to ``most``; None for one that is damaged."""
    unpacking, size = zlib.decompressobj(), 0
    try:
        while part and size < most and not unpacking.eof:
            size += len(unpacking.decompress(part, _PIECE))
            part = unpacking.unconsumed_tail
    except zlib.error:
        return None
    return size if unpacking.eof or size >= most or not size else None
