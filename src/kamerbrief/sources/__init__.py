"""Where new letters come from: one interface for a folder and for the network.

A source lists what is new since a cursor, oldest first, and fetches one letter with what is known of it. The caller
moves its cursor to :attr:`Listed.cursor` only after that letter is safely stored, so that nothing is ever skipped.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a source says about a letter, beside the letter's own words. Nothing of it is trusted to be a path."""

    document_number: str | None = None
    title: str | None = None
    date: datetime.date | None = None
    dossier: str | None = None
    dossier_nr: str | None = None
    ministry: str | None = None
    signers: tuple[str, ...] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Listed:
    """A letter that a source knows of.

    ``key`` names it for the source for ever; ``filename`` is safe to use as a file's name; ``version`` changes when
    the letter does; ``cursor`` is where to go on after this one; a ``withdrawn`` letter has nothing to fetch, nor has
    a record in which something is wrong: ``problem`` says what, in a line.
    """

    key: str
    filename: str
    version: str
    cursor: str
    location: str
    media_type: str | None = None
    size: int | None = None
    withdrawn: bool = False
    metadata: Metadata = Metadata()
    problem: str = ""


def poisoned(record: bytes, cursor: str, problem: str) -> Listed:
    """A record of a source that cannot be understood, named after its bytes, so that it is told once and passed."""
    key = f"record-{hashlib.sha256(record).hexdigest()[:16]}"
    return Listed(key, key, key, cursor, "", problem=problem)


def printable(said: object) -> str:
    """What a server says, as text that can be kept: halves of signs that JSON can hold become question marks."""
    return str(said).encode("utf-8", "replace").decode()


def number_of(said: str) -> int | None:
    """A whole number in plain digits, or None."""
    return int(said) if re.fullmatch(r"[0-9]{1,18}", said) else None


class Source(Protocol):
    """A place that letters come from."""

    @property
    def name(self) -> str:
        """Short name under which the ledger keeps the cursor."""

    def new_since(self, cursor: str | None) -> Iterator[Listed]:
        """What came or changed after ``cursor`` (None: everything), in an order in which cursors only grow.

        Raises SourceError when the source cannot be asked, or does not answer as it should.
        """

    def fetch(self, listed: Listed, folder: Path) -> Path:
        """The letter's file, whole, in ``folder``. Raises SourceError when it cannot be had."""
