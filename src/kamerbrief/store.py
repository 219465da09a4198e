"""The store: a folder with one folder a letter, and a ledger of what happened to every source.

    <store>/<letter id>/extraction.json   what is published
                        candidate.json    a newer extraction that waits for review
                        document.txt      the canonical text of the published extraction
                        decisions.json    what people decided, with what belongs to it: see decisions/files.py
    <store>/ledger.db                     the ledger (unless the settings name another database)

Every file is written whole or not at all. What is published depends on the letters, the rules and the decisions only:
no clock, no host name, no order of arrival.
"""

from __future__ import annotations

import hashlib
import os
import socket
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from pydantic_core import to_json

from kamerbrief.contract import Extraction
from kamerbrief.contract.identity import slug
from kamerbrief.contract.lifting import content_of, extraction_of
from kamerbrief.decisions import files
from kamerbrief.decisions.applying import applied
from kamerbrief.decisions.model import Decision, Decisions, sha_of
from kamerbrief.errors import StoreError, UnusableStoreError
from kamerbrief.files import remove_leftovers, write_atomically
from kamerbrief.ledger import Ledger, Outcome
from kamerbrief.pending import Pending, examined, taken_back
from kamerbrief.settings import Publish, Settings, settings

PUBLISHED, CANDIDATE, TEXT = "extraction.json", "candidate.json", "document.txt"
#: Longest name of a letter's folder; most file systems allow 255 bytes.
_LONGEST_NAME = 120
#: Where in a store files are written: itself, its letters, what sources gave.
_WRITTEN = (".", "*", f"*/{files.TEXTS}", ".sources/*", ".sources/*/*")
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
                raise StoreError(f"{root}: there is no store here; 'kamerbrief batch PATH --store {root}' makes one")
            self._recover_all()
            return
        try:
            root.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise UnusableStoreError(f"{root}: no store can be made here: {error.strerror}") from error
        _ = self.ledger
        self._recover_all()

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger, opened when first asked, so that what only reads letters never needs it."""
        place = self.config.ledger or self.root / "ledger.db"
        return Ledger(place, read_only=self.config.ledger is None and not self.writable)

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

    def machine(self, letter: str) -> Extraction | None:
        """The extraction on which what is published rests, or which waits, as the machine made it."""
        for name in (CANDIDATE, files.MACHINE, PUBLISHED):
            if (found := self._read(letter, name)) is not None:
                return found
        return None

    def decisions(self, letter: str) -> Decisions:
        """What people decided on this letter; empty where nobody did."""
        return files.read_decisions(self.folder(letter))

    def check_decisions(self, letter: str) -> None:
        """Keeps a line in :attr:`troubles` where what people decided on a letter cannot be read."""
        try:
            self.decisions(letter)
        except StoreError as error:
            self.troubles.setdefault(str(error))

    def texts(self, letter: str, *beside: Extraction) -> dict[str, str]:
        """The texts on which decisions were taken, and those of ``beside``, by SHA-256."""
        return files.read_texts(self.folder(letter)) | {sha_of(one.text): one.text for one in beside}

    def _read(self, letter: str, name: str) -> Extraction | None:
        path = self.folder(letter) / name
        return read_extraction(path) if path.exists() else None

    def keep(self, letter: str, machine: Extraction) -> Outcome:
        """Publishes an extraction, or keeps it as candidate, as the settings' policy says; returns what that meant.

        Decisions that still hold are applied first. What differs from the published extraction in nothing that
        somebody could decide is published at once. To be called within :meth:`writing`.
        """
        self._sweep(letter)
        history = self.decisions(letter)
        self._drop_unreadable(letter)
        damaged = self._published_damage(letter, self.ledger.hashes_of(letter))
        published = None if damaged else self.published(letter)
        if published is None:
            files.finish(self.folder(letter))
            self._agree(letter, machine, applied(machine, history.live, self.texts(letter)).extraction, history)
            return Outcome.NEW
        if self._text_damage(letter):
            write_atomically(self.folder(letter) / TEXT, published.text.encode())
        self.recover(letter)
        published = self.published(letter) or published
        pending = examined(published, machine, history.live, self.texts(letter, published, machine))
        if _facts(published) == _facts(pending.agreed):
            self._agree(letter, machine, pending.agreed, history)
            return Outcome.UNCHANGED
        if self.config.publish is not Publish.NEVER:
            self.settle(letter, pending, history)
        return Outcome.CHANGED

    def settle(self, letter: str, pending: Pending, history: Decisions) -> None:
        """Publishes what may be published, keeps as candidate what waits. To be called within :meth:`writing`."""
        if not pending.changes or self.config.publish is Publish.ALWAYS:
            self._agree(letter, pending.machine, pending.agreed, history)
            return
        write_atomically(self.folder(letter) / CANDIDATE, pending.machine.to_json().encode())
        self._publish_changed(letter, pending.to_publish)

    def _agree(self, letter: str, machine: Extraction, agreed: Extraction, history: Decisions) -> None:
        """Publishes an extraction in which nothing waits; beside decisions, what the machine made stays too."""
        place = self.folder(letter) / files.MACHINE
        if history.decisions:
            write_atomically(place, machine.to_json().encode())
        else:
            place.unlink(missing_ok=True)
        self._publish_changed(letter, agreed)
        self.drop_candidate(letter)

    def _publish_changed(self, letter: str, extraction: Extraction) -> None:
        place = self.folder(letter) / PUBLISHED
        content = extraction.to_json().encode()
        if not place.exists() or not place.with_name(TEXT).exists() or place.read_bytes() != content:
            self.publish(letter, extraction)

    def keep_decisions(self, letter: str, history: Decisions, new: Sequence[Decision], pending: Pending) -> None:
        """Stores new decisions, the last of ``history``, and what they make of the letter.

        First come the texts that the decisions are about, then the decisions, then the ledger, then what is published.
        Whatever stops that in between, :meth:`recover` completes. To be called within :meth:`writing`.
        """
        self._sweep(letter)
        folder = self.folder(letter)
        shas = {seen.text for d in new for seen in (d.before, d.machine, d.decided) if seen}
        texts = [text for sha, text in pending.texts.items() if sha in shas]
        files.write_decisions(folder, history, texts, [d.id for d in new])
        self.record_decisions(letter, new)
        self.settle(letter, pending, history)
        files.finish(folder)

    def unfinished(self, letter: str) -> bool:
        """True where decisions on a letter are stored that may not be published yet."""
        return files.unfinished(self.folder(letter)) is not None

    def record_decisions(self, letter: str, decisions: Sequence[Decision]) -> None:
        """Keeps decisions in the ledger too, where they can be asked for in SQL."""
        self.ledger.decided(letter, [d.as_row() for d in decisions])

    def recover(self, letter: str) -> None:
        """Publishes what was decided before its writer was stopped. To be called within :meth:`writing`."""
        folder = self.folder(letter)
        names = files.unfinished(folder)
        if names is None:
            return
        history, published, machine = self.decisions(letter), self.published(letter), self.machine(letter)
        new = [d for d in history.decisions if d.id in names]
        if new and published is not None and machine is not None:
            self.record_decisions(letter, new)
            texts = self.texts(letter, published, machine)
            self.settle(letter, taken_back(published, machine, history, names, texts), history)
        files.finish(folder)
        self._sweep(letter)

    def _sweep(self, letter: str) -> None:
        """Removes what killed writers left half written of a letter. To be called within :meth:`writing`."""
        remove_leftovers(self.folder(letter))
        remove_leftovers(self.folder(letter) / files.TEXTS)

    def _recover_all(self) -> None:
        for place in sorted(self.root.glob(f"*/{files.UNFINISHED}")) if self.writable else ():
            with self.tolerating(), self.writing():
                self.recover(place.parent.name)

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
        return self._published_damage(letter, hashes) or self._text_damage(letter)

    def _published_damage(self, letter: str, hashes: Collection[str]) -> str:
        path = self.folder(letter) / PUBLISHED
        try:
            if not hashes:
                read_extraction(path)
            elif hashlib.sha256(path.read_bytes()).hexdigest() not in hashes:
                return f"{path}: this is not what was published"
        except FileNotFoundError:
            return f"{path}: missing"
        except (OSError, StoreError) as error:
            return str(error)
        return ""

    def _text_damage(self, letter: str) -> str:
        """What is wrong with the text beside a published extraction that is right."""
        path = self.folder(letter) / TEXT
        try:
            text = path.read_bytes().decode("utf-8", "replace")
            content = path.with_name(PUBLISHED).read_bytes()
        except FileNotFoundError:
            return f"{path}: missing"
        except OSError as error:
            return str(error)
        # Looking for the text as it is written is many times faster than reading all of it.
        written = b'\n  "text": ' + to_json(text)
        if written in content or read_content(path.with_name(PUBLISHED)).get("text") == text:
            return ""
        return f"{path}: this is not the text of what was published"

    def damage_beside(self, letter: str) -> str:
        """What is wrong with the extractions beside a published one, in a line; empty where nothing is."""
        return next((said for _, said in self._unreadable_beside(letter)), "")

    def _unreadable_beside(self, letter: str) -> Iterator[tuple[Path, str]]:
        for path in (self.folder(letter) / name for name in (CANDIDATE, files.MACHINE)):
            try:
                read_extraction(path) if path.exists() else None
            except StoreError as error:
                yield path, str(error)

    def _drop_unreadable(self, letter: str) -> None:
        """Removes extractions that nobody can read and that are made anew. To be called within :meth:`writing`."""
        for path, _ in self._unreadable_beside(letter):
            path.unlink(missing_ok=True)

    def drop_candidate(self, letter: str) -> None:
        """Removes the candidate, if there is one."""
        (self.folder(letter) / CANDIDATE).unlink(missing_ok=True)

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
                for folder in _WRITTEN:
                    remove_leftovers(self.root, folder)
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


def _facts(extraction: Extraction) -> dict[str, Any]:
    return extraction.model_dump(mode="json", exclude={"made_by"})
