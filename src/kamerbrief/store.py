"""The store: a folder with one folder a letter, and a ledger of what happened to every source.

    <store>/<letter id>/extraction.json   what is published
                        candidate.json    a newer extraction that waits for review
                        document.txt      the canonical text of the published extraction
                        decisions.json    what people decided
    <store>/ledger.db                     the ledger (unless the settings name another database)

Every file is written whole or not at all. What is published depends on the letters, the rules and the decisions only:
no clock, no host name, no order of arrival.
"""

from __future__ import annotations

import hashlib
import json
import os
import socket
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from pydantic import ValidationError

from kamerbrief.contract import Extraction
from kamerbrief.contract.identity import slug
from kamerbrief.contract.lifting import content_of, extraction_of
from kamerbrief.decisions import Decisions, decided
from kamerbrief.errors import StoreError, UnusableStoreError
from kamerbrief.files import remove_leftovers, write_atomically
from kamerbrief.ledger import Ledger, Outcome
from kamerbrief.settings import Publish, Settings, settings

PUBLISHED, CANDIDATE, TEXT, DECISIONS = "extraction.json", "candidate.json", "document.txt", "decisions.json"
#: Longest name of a letter's folder; most file systems allow 255 bytes.
_LONGEST_NAME = 120
#: How long one waits for another to finish with one letter, in seconds.
_PATIENCE = 60.0


class Store:
    """The store at ``root``; the folder is made when something is first kept.

    Raises StoreError when the ledger cannot be used.
    """

    def __init__(self, root: Path, config: Settings | None = None, *, create: bool = True) -> None:
        self.root = root
        self.config = config or settings()
        #: What could not be read and was passed over, a line each, in the order in which it was met.
        self.troubles: dict[str, None] = {}
        if not create:
            if not root.is_dir():
                raise StoreError(f"{root}: there is no store here; 'kamerbrief batch PATH --output {root}' makes one")
            return
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UnusableStoreError(f"{root}: no store can be made here: {error.strerror}") from error
        _ = self.ledger

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger, opened when first asked, so that what only reads letters never needs it."""
        url = self.config.ledger or f"sqlite:///{self.root / 'ledger.db'}"
        return Ledger(url, read_only=self.config.ledger is None and not self.writable)

    @property
    def writable(self) -> bool:
        """False where the store's folder cannot be written, such as on a disk for reading only."""
        return os.access(self.root, os.W_OK)

    @contextmanager
    def tolerating(self) -> Iterator[None]:
        """Passes over a letter that cannot be read, and keeps a line about it in :attr:`troubles`."""
        try:
            yield
        except UnusableStoreError:
            raise
        except (StoreError, OSError) as error:
            self.troubles.setdefault(f"passed over: {error}")

    @staticmethod
    def name_of(letter: str) -> str:
        """The name under which the store keeps a letter: letters, digits and hyphens only, whatever its id holds.

        A long one is cut and ends in a mark of the whole, so that names that only begin alike stay apart.
        """
        name = slug(letter)
        if len(name) <= _LONGEST_NAME:
            return name
        mark = hashlib.sha256(name.encode()).hexdigest()[:12]
        return f"{name[: _LONGEST_NAME - len(mark) - 1]}-{mark}"

    def folder(self, letter: str) -> Path:
        """The folder of a letter."""
        return self.root / self.name_of(letter)

    def letters(self) -> list[str]:
        """The ids of the letters that have something published, in order."""
        return sorted(path.parent.name for path in self.root.glob(f"*/{PUBLISHED}"))

    def waiting(self) -> list[str]:
        """The ids of the letters whose candidate waits for review, in order."""
        return sorted(path.parent.name for path in self.root.glob(f"*/{CANDIDATE}"))

    def published(self, letter: str) -> Extraction | None:
        """What is published of a letter, decisions included."""
        return self._read(letter, PUBLISHED)

    def candidate(self, letter: str) -> Extraction | None:
        """The extraction that waits for review, as the machine made it."""
        return self._read(letter, CANDIDATE)

    def decisions(self, letter: str) -> Decisions:
        """What people decided on this letter; empty where nobody did."""
        path = self.folder(letter) / DECISIONS
        try:
            return Decisions.model_validate_json(path.read_bytes()) if path.exists() else Decisions()
        except OSError as error:
            raise StoreError(f"{path}: cannot be read: {error.strerror}") from error
        except ValidationError as error:
            raise StoreError(
                f"{path}: these are no decisions ({error.error_count()} errors); restore the file"
            ) from error

    def _read(self, letter: str, name: str) -> Extraction | None:
        path = self.folder(letter) / name
        return read_extraction(path) if path.exists() else None

    def keep(self, letter: str, machine: Extraction) -> Outcome:
        """Publishes an extraction, or keeps it as candidate, as the settings' policy says; returns what that meant.

        Decisions that still hold are applied first. What differs from the published extraction in nothing but what
        made it is published at once: nobody has to look at it. To be called within :meth:`writing`.
        """
        remove_leftovers(self.folder(letter))
        result = decided(machine, self.decisions(letter)).extraction
        published = None if self.damage(letter, self.ledger.hashes_of(letter)) else self._content(letter)
        if published is None:
            self.drop_candidate(letter)
            self.publish(letter, result)
            return Outcome.NEW
        if _facts(published) == _facts(result.model_dump(mode="json")):
            if published["made_by"] != result.made_by.model_dump(mode="json"):
                self.publish(letter, result)
            self.drop_candidate(letter)
            return Outcome.UNCHANGED
        if self.config.publish is Publish.ALWAYS:
            self.publish(letter, result)
            self.drop_candidate(letter)
        elif self.config.publish is Publish.REVIEW:
            write_atomically(self.folder(letter) / CANDIDATE, machine.to_json().encode())
        return Outcome.CHANGED

    def _content(self, letter: str) -> dict[str, Any] | None:
        path = self.folder(letter) / PUBLISHED
        return read_extraction(path).model_dump(mode="json") if path.exists() else None

    def publish(self, letter: str, extraction: Extraction) -> None:
        """Writes the published extraction and its text; the text first, so that a published letter has both."""
        folder, content = self.folder(letter), extraction.to_json().encode()
        self.ledger.announce(self.name_of(letter), hashlib.sha256(content).hexdigest())
        write_atomically(folder / TEXT, extraction.text.encode())
        write_atomically(folder / PUBLISHED, content)

    def damage(self, letter: str, hashes: Collection[str]) -> str:
        """What is wrong with the published files of a letter, in a line; empty where nothing is.

        ``hashes`` are those that the ledger allows; where it knows none, a valid extraction is right.
        """
        path = self.folder(letter) / PUBLISHED
        try:
            content = path.read_bytes()
            if not hashes:
                read_extraction(path)
            elif hashlib.sha256(content).hexdigest() not in hashes:
                return f"{path}: this is not what was published"
            return "" if path.with_name(TEXT).is_file() else f"{path.with_name(TEXT)}: missing"
        except FileNotFoundError:
            return f"{path}: missing"
        except (OSError, StoreError) as error:
            return str(error)

    def drop_candidate(self, letter: str) -> None:
        """Removes the candidate, if there is one."""
        (self.folder(letter) / CANDIDATE).unlink(missing_ok=True)

    def keep_decisions(self, letter: str, decisions: Decisions) -> None:
        """Writes the decisions beside the letter."""
        data = json.dumps(decisions.model_dump(mode="json"), ensure_ascii=False, indent=2) + "\n"
        write_atomically(self.folder(letter) / DECISIONS, data.encode())

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keeps others from writing for as long as one letter takes; waits for them first.

        Raises StoreError when they take longer than a minute.
        """
        lock = FileLock(self.root / ".writing.lock", timeout=_PATIENCE)
        try:
            with lock:
                yield
        except Timeout as error:
            raise UnusableStoreError(
                f"{self.root}: another process has been writing here for a minute; try again"
            ) from error

    @contextmanager
    def run_of(self, what: str) -> Iterator[None]:
        """Holds the store for one run; ``what`` tells others who does.

        The lock goes with the process, however it ends. Raises StoreError that names the holder when there is one.
        """
        path, holder = self.root / ".run.lock", self.root / ".run.holder"
        lock = FileLock(path, timeout=0)
        try:
            lock.acquire()
        except Timeout as error:
            name = holder.read_text(encoding="utf-8").strip() if holder.exists() else "unknown"
            raise StoreError(f"{self.root}: another run works on this store ({name}); wait until it is done") from error
        try:
            with self.writing():
                for folder in (self.root, *(path.parent for path in self.root.glob("*/.*.tmp"))):
                    remove_leftovers(folder)
            write_atomically(holder, f"{what}, process {os.getpid()} on {socket.gethostname()}\n".encode())
            yield
        finally:
            self.release()
            lock.release()

    def release(self) -> None:
        """Takes the name of the run that holds the store away."""
        with suppress(OSError):
            (self.root / ".run.holder").unlink(missing_ok=True)


def read_extraction(path: Path) -> Extraction:
    """An extraction from its file, of any version that can be read. Raises StoreError when it is none or unreadable."""
    return extraction_of(_bytes_of(path), str(path))


def read_content(path: Path) -> dict[str, Any]:
    """The plain JSON of an extraction from its file, in this version, unchecked. Raises StoreError as above."""
    return content_of(_bytes_of(path), str(path))


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror}") from error


def _facts(content: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name != "made_by"}
