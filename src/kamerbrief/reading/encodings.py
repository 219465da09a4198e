"""The encoding of a text file."""

from __future__ import annotations

import re

from kamerbrief.errors import ReadError

_UTF_8_MARK = b"\xef\xbb\xbf"
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
#: Surrogates written as UTF-8: pairs, and ones that stand alone.
_SURROGATES = re.compile(rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]|\xed[\xa0-\xbf][\x80-\xbf]")
_UNREAD = "\ufffd".encode()
_DAMAGE = re.compile("\ufffd+")
#: How much of a file is looked at for UTF-16, and how many of its characters are then of western Europe.
_LOOKED_AT, _MOSTLY_ZERO = 4096, 0.8
#: So many damaged places for each sound character beyond ASCII are damage to UTF-8, and no other encoding.
_DAMAGED = 0.5
_ENOUGH = 100_000


def decode(data: bytes, filename: str) -> tuple[str, bool]:
    """Text from bytes, and whether some of it could not be read.

    A byte order mark or the zeros of UTF-16 decide, else UTF-8, also where it is damaged in a few places or writes
    rare characters as pairs (CESU-8, as some databases do), else the Windows code page of western Europe. Raises
    ReadError where none fits.
    """
    wide = wide_encoding(data)
    if wide is not None or data.startswith(_UTF_8_MARK):
        text = data.decode(wide or "utf-8-sig", errors="replace")
        return text, "\ufffd" in text
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        mended = _SURROGATES.sub(_in_utf_8, data)
        text = mended.decode("utf-8", errors="replace")
        damaged = len(_DAMAGE.findall(text))
        # Half a pair is written in no other encoding.
        halves = mended.count(_UNREAD) - data.count(_UNREAD)
        if damaged - halves <= _DAMAGED * sum(1 for c in text if c > "\x7f" and c != "\ufffd"):
            return text, damaged > 0
    try:
        return data.decode("cp1252"), False
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes  # takes long to import, and few letters need it

        best = from_bytes(data[:_ENOUGH]).best()
    if best is None:
        raise ReadError(filename, "the encoding of this text is unknown", "save it as UTF-8")
    text = data.decode(best.encoding, errors="replace")
    return text, "\ufffd" in text


def wide_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32, told from a byte order mark or from a zero in every second byte; None for other encodings."""
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    if marked:
        return marked
    head = data[:_LOOKED_AT]
    for place, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        zeros, others = head[place::2].count(0), head[1 - place :: 2].count(0)
        if zeros > _MOSTLY_ZERO * len(head[place::2]) and not others:
            return encoding
    return None


def _in_utf_8(match: re.Match[bytes]) -> bytes:
    """The character that a pair of surrogates stands for; a damaged one for a surrogate alone."""
    units = match[0].decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass")
    return units.decode("utf-16", "replace").encode()


def is_utf_8(data: bytes) -> bool:
    """Whether bytes are UTF-8: what is more than ASCII in another encoding hardly ever is."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
