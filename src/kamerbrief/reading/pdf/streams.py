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
#: The bytes before what is packed, and those of the checksum behind it.
_HEAD, _SUM = 2, 4


def damaged(data: bytes, most: int) -> bool:
    """True where some part cannot be unpacked to its end; of all parts at most ``most`` bytes are unpacked."""
    if _ENCRYPTED.search(data):
        return False
    sums: set[bool | None] = set()
    for part in _parts(data):
        size, right = _unpacked(part, most)
        sums.add(right)
        # A file of which no checksum is right was written so; readers do without them.
        if size is None or sums >= {True, False}:
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


def _unpacked(part: bytes, most: int) -> tuple[int | None, bool | None]:
    """How many bytes a part holds, counted up to ``most``, and whether its checksum is right.

    None for the size of one that cannot be unpacked, and for the checksum where none is reached.
    """
    unpacking, size, computed, part = zlib.decompressobj(-zlib.MAX_WBITS), 0, zlib.adler32(b""), part[_HEAD:]
    try:
        while part and size < most and not unpacking.eof:
            piece = unpacking.decompress(part, _PIECE)
            size, computed = size + len(piece), zlib.adler32(piece, computed)
            part = unpacking.unconsumed_tail
    except zlib.error:
        return None, None
    stated = unpacking.unused_data[:_SUM]
    right = int.from_bytes(stated, "big") == computed if unpacking.eof and len(stated) == _SUM else None
    return (size if unpacking.eof or size >= most or not size else None), right
