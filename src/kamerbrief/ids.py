"""Ids that survive an edit elsewhere in the letter: made from kind, value and the words around, never from position."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator

from kamerbrief.letter import Letter

_WORD = re.compile(r"[^\W_]+")
#: How many characters on each side of a fact make up its surroundings.
_REACH = 60


def surroundings(letter: Letter, start: int, end: int) -> str:
    """The words in and around [start, end) within its block, in lower case and without punctuation."""
    block = letter.block_at(start)
    begin, stop = max(block.start, start - _REACH), min(max(block.end, end), end + _REACH)
    words = _WORD.findall(letter.text[begin:stop].casefold())
    return " ".join(words[bool(begin > block.start) : len(words) - bool(stop < block.end)])


def make_id(kind: str, *parts: object) -> str:
    """``kind`` and ten hexadecimal digits that depend on the parts only."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
    return f"{kind}-{digest[:10]}"


def unique(ids: Iterable[str]) -> Iterator[str]:
    """The ids in order, with ``-2``, ``-3`` … behind those that came before."""
    seen: dict[str, int] = {}
    for name in ids:
        seen[name] = seen.get(name, 0) + 1
        yield name if seen[name] == 1 else f"{name}-{seen[name]}"


def slug(name: str) -> str:
    """``name`` in lower-case ASCII letters, digits and hyphens; ``x`` where nothing of it remains."""
    ascii_name = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return "-".join(_WORD.findall(ascii_name.lower())) or "x"
