"""The links of a store, brought up to date by what changed, one file for each later letter.

    <store>/_links/<letter id>.json   the links from that letter to earlier ones
    <store>/.following.db             digests, the keys by which letters find each other, what was found between two

A new letter is compared with the letters that share a key with it, and with no other. What was found between two
letters is kept, so choosing anew among it needs no letter to be read. The index holds nothing that the store does not:
a damaged or older one is thrown away and made anew, and gives the same files byte for byte.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from kamerbrief.beside_store import BesideStore
from kamerbrief.contract.base import ReviewStatus
from kamerbrief.contract.followed import LetterLinks
from kamerbrief.contract.register import RegisterLink
from kamerbrief.errors import FaultError, StoreError, UnusableStoreError
from kamerbrief.files import write_atomically
from kamerbrief.following.choosing import Against, chosen, told_by
from kamerbrief.following.deciding import (
    DECISIONS,
    OF_LINKS,
    OF_PROMISES,
    Settled,
    Verdict,
    in_force,
    keep_decision,
    read_history,
)
from kamerbrief.following.digest import digest_of
from kamerbrief.following.found import Found
from kamerbrief.following.model import SEVERAL, WORD, Digest, Summary
from kamerbrief.following.pairs import compared
from kamerbrief.following.registered import Comparing, all_register_links, read_register_links
from kamerbrief.guard import telling_faults
from kamerbrief.settings import settings
from kamerbrief.store import PUBLISHED, Store, read_content
from kamerbrief.version import rules_fingerprint

#: The folder of the links; no letter's folder can have this name, for those have letters, digits and hyphens only.
LINKS = "_links"
_NAME = ".following.db"
_SCHEMA = """
CREATE TABLE seen (letter TEXT PRIMARY KEY, stamp TEXT NOT NULL, trouble TEXT NOT NULL);
CREATE TABLE digests (letter TEXT PRIMARY KEY, day TEXT NOT NULL, digest TEXT NOT NULL, summary TEXT NOT NULL);
CREATE TABLE keys (key TEXT NOT NULL, letter TEXT NOT NULL, PRIMARY KEY (key, letter)) WITHOUT ROWID;
CREATE INDEX keys_of ON keys (letter);
CREATE TABLE found (later TEXT NOT NULL, earlier TEXT NOT NULL, day TEXT NOT NULL, found TEXT NOT NULL,
  PRIMARY KEY (later, earlier)) WITHOUT ROWID;
CREATE INDEX found_of ON found (earlier);
CREATE TABLE told (later TEXT NOT NULL, earlier TEXT NOT NULL, start INTEGER NOT NULL,
  PRIMARY KEY (earlier, start, later)) WITHOUT ROWID;
CREATE INDEX told_of ON told (later);
"""
_FOUND = TypeAdapter(list[Found])
#: So many digests are kept in memory while many letters are linked.
_KEPT = 3000
#: After so many letters what was found is written down.
_PORTION = 200


@cache
def following_fingerprint() -> str:
    """What makes links: the rules of extraction, and the code that links."""
    digest = hashlib.sha256(rules_fingerprint().encode())
    for part in sorted(files("kamerbrief.following").iterdir(), key=lambda one: one.name):
        if part.name.endswith((".py", ".json")):
            digest.update(part.name.encode() + b"\0" + part.read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()[:12]


class Links:
    """The links of a store; where the store cannot be written they lie in a folder of their own."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._file = BesideStore(store, _NAME, "the links", _SCHEMA, following_fingerprint())
        self._here = threading.Lock()
        self._digests: OrderedDict[str, Digest] = OrderedDict()

    @property
    def root(self) -> Path:
        """Where the links lie: in the store, or a folder of their own."""
        return self._file.root

    @property
    def folder(self) -> Path:
        """The folder of the files of links."""
        return self.root / LINKS

    def refresh(self, progress: Callable[[object], None] | None = None) -> list[str]:
        """Brings the links up to date; returns the letters whose links were chosen anew, in order.

        Where they cannot be written in the store they are made elsewhere for once, so that a full disk keeps nobody
        from reading. Raises what went wrong in the store where they cannot be made elsewhere either.
        """
        with self._here:
            try:
                return self._refreshed(progress)
            except (UnusableStoreError, OSError) as error:
                in_store = error
            if not self._file.move():
                raise in_store
            try:
                return self._refreshed(progress)
            except (UnusableStoreError, OSError):
                raise in_store from None

    def _refreshed(self, progress: Callable[[object], None] | None) -> list[str]:
        now = dict(self._file.stamps())
        with self._file.locked():
            done = self._file.updated(lambda: self._update(now, progress))
        register = Comparing(self._store.root, self.root, following_fingerprint())
        if register.needed(now):
            with self.summaries() as letters:
                register.update(now, letters, self._given("case"), self.digest)
        return done

    def of(self, letter: str) -> LetterLinks:
        """The links from a letter to earlier ones, as they are in its file. Raises StoreError where that is none."""
        return _decided(self._machine(letter), self.settled())

    def _machine(self, letter: str) -> LetterLinks:
        return read_links(self.folder / f"{letter}.json", letter)

    def all(self) -> Iterator[LetterLinks]:
        """The links of every letter that has some, in order of their ids."""
        settled = self.settled()
        for path in sorted(self.folder.glob("*.json")):
            if path.name != DECISIONS:
                yield _decided(read_links(path, path.stem), settled)

    @contextmanager
    def summaries(self) -> Iterator[Iterator[Summary]]:
        """Every letter in order of the days; what could not be read is told in the store's troubles."""
        with closing(self._file.connected()) as connection:
            self._file.tell_troubles(connection)
            rows = connection.execute("SELECT summary FROM digests ORDER BY day, letter")
            yield (Summary.model_validate_json(row[0]) for row in rows)

    def with_key(self, *keys: str) -> list[Digest]:
        """The digests of the letters that have one of the keys, in order of the days."""
        with closing(self._file.connected()) as connection:
            return sorted(self._partners(connection, list(keys)), key=lambda one: one.order)

    def dossiers(self) -> list[tuple[str, int]]:
        """Every dossier of the store with how many letters it has, by number."""
        with closing(self._file.connected()) as connection:
            rows = connection.execute(
                "SELECT key, count(*) FROM keys WHERE key GLOB 'dossier *' GROUP BY key ORDER BY key"
            )
            return [(key.removeprefix("dossier "), number) for key, number in rows]

    def named(self, kind: str) -> list[str]:
        """Every dossier, case (TZ202503-118) or matter (38104-9) that letters name, in order."""
        with closing(self._file.connected()) as connection:
            rows = connection.execute("SELECT DISTINCT key FROM keys WHERE key GLOB ? ORDER BY key", (f"{kind} *",))
            return [key.removeprefix(f"{kind} ") for (key,) in rows]

    def _given(self, kind: str) -> dict[str, list[str]]:
        """The cases or matters that each letter names."""
        found: dict[str, list[str]] = {}
        with closing(self._file.connected()) as connection:
            rows = connection.execute(
                "SELECT letter, key FROM keys WHERE key GLOB ? ORDER BY letter, key", (f"{kind} *",)
            )
            for letter, key in rows:
                found.setdefault(letter, []).append(key.removeprefix(f"{kind} "))
        return found

    def registered(self) -> list[RegisterLink]:
        """The links of all letters to the Tweede Kamer's own register, as people decided, in order of the letters."""
        return [one for links in all_register_links(self.root, self.settled()) for one in links.links]

    def digest(self, letter: str) -> Digest | None:
        """The digest of a letter; None where there is none."""
        with closing(self._file.connected()) as connection:
            row = connection.execute("SELECT digest FROM digests WHERE letter = ?", (letter,)).fetchone()
        return Digest.model_validate_json(row[0]) if row else None

    def settled(self) -> dict[str, Settled]:
        """What people decided about promises and links, by key."""
        return in_force(read_history(self._store.root / LINKS))

    def settle(self, decision: Settled) -> None:
        """Keeps a decision about a promise or a link. Raises StoreError where there is no such one."""
        letter, _, fact = decision.key.partition("/")
        is_link = fact.startswith("link-")
        if decision.verdict not in (OF_LINKS if is_link else OF_PROMISES):
            what = "a link is accepted or rejected" if is_link else "a promise is kept or withdrawn"
            raise StoreError(f"{decision.key}: {what}, not {decision.verdict}")
        known = self.digest(letter)
        facts = {one.id for one in self._machine(letter).links} if is_link else set()
        facts |= {one.id for one in read_register_links(self.root, letter).links} if is_link else set()
        facts |= {one.words.fact or "" for one in known.promises} if known else set()
        if fact not in facts:
            raise StoreError(f"{decision.key}: there is no such promise or link; see 'kamerbrief agenda --format json'")
        with self._store.writing():
            keep_decision(self._store.root / LINKS, decision)

    def _update(self, now: dict[str, str], progress: Callable[[object], None] | None) -> list[str]:
        if not self._file.usable:
            self._make()
        known = self._file.seen()
        with closing(self._file.connected()) as connection:
            changed = sorted(letter for letter, stamp in now.items() if known.get(letter) != stamp)
            gone = sorted(letter for letter in known if letter not in now)
            touched: set[str] = set()
            for letter in (*gone, *(letter for letter in changed if letter in known)):
                touched |= self._forget(connection, letter)
            for number, letter in enumerate(changed, start=1):
                touched |= self._add(connection, letter, now[letter])
                if number % _PORTION == 0:
                    self._choose(connection, touched)
                    touched.clear()
                    connection.commit()
                if progress is not None:
                    progress(letter)
            chosen_ = self._choose(connection, touched)
            connection.commit()
            return chosen_

    def _add(self, connection: sqlite3.Connection, letter: str, stamp: str) -> set[str]:
        """Compares a letter with those that share a key with it; returns the letters whose links may be others now."""
        troubles, touched = list[str](), {letter}
        path = self._store.folder(letter) / PUBLISHED
        try:
            content = read_content(path)
            try:
                digest = digest_of(letter, content)
            except (LookupError, TypeError, AttributeError, ValueError) as error:
                raise StoreError(f"{path}: this is no extraction; see 'kamerbrief repair'") from error
            touched |= self._compare(connection, digest, troubles)
        except (StoreError, OSError) as error:
            troubles.append(f"passed over: {error}")
        connection.execute("INSERT OR REPLACE INTO seen VALUES (?, ?, ?)", (letter, stamp, "; ".join(troubles)))
        return touched

    def _compare(self, connection: sqlite3.Connection, digest: Digest, troubles: list[str]) -> set[str]:
        keys = sorted(digest.keys()) if digest.date else []
        row = (digest.letter, digest.order[0], digest.model_dump_json(), digest.summary().model_dump_json())
        connection.execute("INSERT INTO digests VALUES (?, ?, ?, ?)", row)
        self._keep(digest)
        touched = set()
        for other in self._partners(connection, keys):
            later, earlier = sorted((digest, other), key=lambda one: one.order, reverse=True)
            # A fault of the program costs what is between two letters, not what is between all others.
            try:
                with telling_faults(f"{later.letter} beside {earlier.letter}", strict=settings().strict):
                    found = compared(later, earlier)
            except FaultError as error:
                troubles.append(f"not compared: {error}")
                continue
            if found:
                pair = (later.letter, earlier.letter, earlier.order[0], _FOUND.dump_json(found).decode())
                connection.execute("INSERT OR REPLACE INTO found VALUES (?, ?, ?, ?)", pair)
                touched.add(later.letter)
        connection.executemany("INSERT INTO keys VALUES (?, ?)", [(key, digest.letter) for key in keys])
        return touched

    def _partners(self, connection: sqlite3.Connection, keys: list[str]) -> Iterator[Digest]:
        names: set[str] = set()
        words: Counter[str] = Counter()
        for key in keys:
            having = [row[0] for row in connection.execute("SELECT letter FROM keys WHERE key = ?", (key,))]
            if key.startswith(WORD):
                words.update(having)
            else:
                names.update(having)
        names.update(name for name, number in words.items() if number >= SEVERAL)
        for name in sorted(names):
            yield self._digest(connection, name)

    def _digest(self, connection: sqlite3.Connection, letter: str) -> Digest:
        if letter not in self._digests:
            row = connection.execute("SELECT digest FROM digests WHERE letter = ?", (letter,)).fetchone()
            self._keep(Digest.model_validate_json(row[0]))
        self._digests.move_to_end(letter)
        return self._digests[letter]

    def _keep(self, digest: Digest) -> None:
        self._digests[digest.letter] = digest
        if len(self._digests) > _KEPT:
            self._digests.popitem(last=False)

    def _forget(self, connection: sqlite3.Connection, letter: str) -> set[str]:
        """Takes a letter out; returns the letters that had links to it, and the letter itself."""
        touched = {row[0] for row in connection.execute("SELECT later FROM found WHERE earlier = ?", (letter,))}
        told = connection.execute("SELECT DISTINCT earlier FROM told WHERE later = ?", (letter,))
        touched |= _beside(connection, {row[0] for row in told}) - {letter}
        connection.execute("DELETE FROM told WHERE later = ? OR earlier = ?", (letter, letter))
        connection.execute("DELETE FROM found WHERE later = ? OR earlier = ?", (letter, letter))
        for table in ("digests", "keys", "seen"):
            connection.execute(f"DELETE FROM {table} WHERE letter = ?", (letter,))  # noqa: S608 - names of our own
        self._digests.pop(letter, None)
        return touched | {letter}

    def _choose(self, connection: sqlite3.Connection, letters: Iterable[str]) -> list[str]:
        """Chooses the links of letters anew, in order of their days, and writes the files that become others.

        A promise that a letter keeps or says again is over for those behind it: where that becomes another, they are
        chosen anew too.
        """
        days = dict(connection.execute("SELECT letter, day FROM digests"))
        waiting = {(days.get(letter, ""), letter) for letter in letters}
        done = []
        while waiting:
            place = min(waiting)
            waiting.discard(place)
            done.append(place[1])
            behind = ((days.get(one, ""), one) for one in self._choose_one(connection, place, days))
            waiting |= {one for one in behind if one > place}
        return sorted(done)

    def _choose_one(self, connection: sqlite3.Connection, place: tuple[str, str], days: dict[str, str]) -> set[str]:
        """Chooses the links of a letter; returns the letters beside it whose links may be others now."""
        letter = place[1]
        rows = connection.execute(
            "SELECT day, earlier, found FROM found WHERE later = ? ORDER BY day, earlier", (letter,)
        ).fetchall()
        found: list[Against] = [((day, earlier), one) for day, earlier, text in rows for one in _read_found(text)]
        told = {
            (earlier, start)
            for _, earlier, _ in rows
            for start, later in connection.execute("SELECT start, later FROM told WHERE earlier = ?", (earlier,))
            if (days.get(later, ""), later) < place
        }
        links = chosen(letter, found, told)
        self._write(links)
        known = set(connection.execute("SELECT earlier, start FROM told WHERE later = ?", (letter,)))
        now = told_by(links)
        connection.execute("DELETE FROM told WHERE later = ?", (letter,))
        connection.executemany("INSERT INTO told VALUES (?, ?, ?)", [(letter, *one) for one in sorted(now)])
        return _beside(connection, {earlier for earlier, _ in now ^ known})

    def _write(self, links: LetterLinks) -> None:
        place = self.folder / f"{links.letter}.json"
        if not links.links:
            place.unlink(missing_ok=True)
            return
        content = links.to_json().encode()
        if not place.exists() or place.read_bytes() != content:
            write_atomically(place, content)

    def _make(self) -> None:
        for path in self.folder.glob("*.json"):
            if path.name != DECISIONS:
                path.unlink(missing_ok=True)
        self._digests.clear()
        self._file.make()


def _beside(connection: sqlite3.Connection, earlier: Iterable[str]) -> set[str]:
    """The letters that may come back to earlier ones."""
    found = (connection.execute("SELECT later FROM found WHERE earlier = ?", (one,)) for one in sorted(earlier))
    return {row[0] for rows in found for row in rows}


def _decided(links: LetterLinks, settled: dict[str, Settled]) -> LetterLinks:
    """The links as people decided: without those that were rejected, those accepted marked so."""
    kept = []
    for one in links.links:
        said = settled.get(f"{links.letter}/{one.id}")
        if said is None:
            kept.append(one)
        elif said.verdict is Verdict.ACCEPTED:
            kept.append(one.model_copy(update={"decided": ReviewStatus.ACCEPTED}))
    return links.model_copy(update={"links": kept})


def _read_found(text: str) -> list[Found]:
    return _FOUND.validate_python(json.loads(text), strict=False)


def read_links(path: Path, letter: str) -> LetterLinks:
    """The links of a file; none where there is no file. Raises StoreError where it holds something else."""
    try:
        return LetterLinks.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return LetterLinks(letter=letter, links=[])
    except (OSError, ValidationError) as error:
        raise StoreError(f"{path}: these are no links; delete {path.parent.parent / _NAME} and try again") from error
