"""Ids of facts: made of the kind and the words of the fact's own evidence, and of the how-manieth of equals it is.

An id never depends on a value, an attribute, the words around or a place: what is corrected keeps its id, and so does
everything else when a sentence is put in elsewhere.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator

_WORD = re.compile(r"[^\W_]+")


def fact_ids(kind: str, words: Iterable[str]) -> list[str]:
    """The ids of all facts of a kind, given the words of their evidence in reading order.

    Blanks and line ends do not count. The second of equals gets ``-2``, the third ``-3``.
    """
    return list(unique(make_id(kind, " ".join(one.split())) for one in words))


def check_words(type_: str, evidence: Iterable[str]) -> str:
    """What the id of a check is made of: its type and the words that relate its figures."""
    return " ".join([type_, *evidence])


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
