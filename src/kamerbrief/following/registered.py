"""The links from the letters of a store to the Tweede Kamer's own register, brought up to date by what changed.

    <store>/_register/links/<letter id>.json   the links from that letter
    <store>/.register-links.json               what each was made of, so that only what changed is compared again

They are made of the letters, the register and the rules only: the same bytes in whatever order both came.
"""

from __future__ import annotations

import datetime
import hashlib
import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from filelock import FileLock
from pydantic import ValidationError

from kamerbrief.contract.base import ReviewStatus
from kamerbrief.contract.register import Register, RegisterLink, RegisterLinks
from kamerbrief.errors import StoreError
from kamerbrief.files import write_atomically
from kamerbrief.following.deciding import Settled, Verdict
from kamerbrief.following.model import Digest, Summary
from kamerbrief.following.register import AFTER, BEFORE, Entry, near, registered
from kamerbrief.register_store import FOLDER, read_register, register_path

_STATE = ".register-links.json"


def links_folder(root: Path) -> Path:
    """The folder of the links to the register, in the store or where its links lie."""
    return root / FOLDER / "links"


def read_register_links(root: Path, letter: str) -> RegisterLinks:
    """The links of a letter to the register, as the machine made them; none where there is no file.

    Raises StoreError where it holds something else.
    """
    path = links_folder(root) / f"{letter}.json"
    try:
        return RegisterLinks.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return RegisterLinks(letter=letter, links=[])
    except (OSError, ValidationError) as error:
        raise StoreError(f"{path}: these are no links; delete {root / _STATE} and try again") from error


def all_register_links(root: Path, settled: Mapping[str, Settled]) -> Iterator[RegisterLinks]:
    """The links of every letter that has some, as people decided, in order of their ids."""
    for path in sorted(links_folder(root).glob("*.json")):
        links = read_register_links(root, path.stem)
        yield links.model_copy(update={"links": list(_decided(links, settled))})


def _decided(links: RegisterLinks, settled: Mapping[str, Settled]) -> Iterator[RegisterLink]:
    for one in links.links:
        said = settled.get(f"{links.letter}/{one.id}")
        if said is None:
            yield one
        elif said.verdict is Verdict.ACCEPTED:
            yield one.model_copy(update={"decided": ReviewStatus.ACCEPTED})


class Comparing:
    """One round of bringing the links to the register up to date.

    ``store`` is where the register lies, ``root`` where links may be written, ``rules`` tells the code apart.
    """

    def __init__(self, store: Path, root: Path, rules: str) -> None:
        self._store, self._root, self._rules = store, root, rules
        self._state = root / _STATE

    def needed(self, stamps: Mapping[str, str]) -> bool:
        """Whether a letter, the register or the rules are others than when it was done last."""
        if not register_path(self._store).exists() and not self._state.exists():
            return False
        state = self._read_state()
        return not self._same_register(state, self._register()) or state["stamps"] != dict(stamps)

    def update(
        self,
        stamps: Mapping[str, str],
        letters: Iterable[Summary],
        cites: Mapping[str, Collection[str]],
        digest_of: Callable[[str], Digest | None],
    ) -> None:
        """Compares the letters of which something changed.

        ``letters`` are asked for only where the register or the rules changed; ``cites`` are the numbers that each
        letter gives; ``digest_of`` gives a letter whole.
        """
        with FileLock(self._state.with_suffix(".lock")):
            state = self._read_state()
            # Before it is read: one that is written meanwhile is another one in the next round.
            stamp = self._register()
            try:
                register = read_register(self._store)
            except StoreError:
                # Whoever shows the register tells this; the links stay as they were.
                return
            here, made = _Around(register or Register()), dict[str, str]()
            if not self._same_register(state, stamp):
                known = state["letters"] if state["rules"] == self._rules else {}
                changed: Iterable[Summary | None] = letters if register else ()
            else:
                known = {name: mark for name, mark in state["letters"].items() if name in stamps}
                made |= known
                changed = (digest_of(name) for name, at in sorted(stamps.items()) if state["stamps"].get(name) != at)
            for letter in changed:
                if letter is None:
                    continue
                around, cited = here.of(letter), here.cited(cites.get(letter.letter, ()))
                marks = (here.mark(one) for one in (*around, *cited.values()))
                made[letter.letter] = _fingerprint([stamps.get(letter.letter, ""), *marks])
                if known.get(letter.letter) != made[letter.letter] and (digest := digest_of(letter.letter)):
                    self._write(registered(digest, around, cited))
            for path in links_folder(self._root).glob("*.json"):
                if path.stem not in made:
                    path.unlink(missing_ok=True)
            done = {"rules": self._rules, "register": stamp, "stamps": dict(stamps), "letters": made}
            write_atomically(self._state, json.dumps(done, sort_keys=True).encode())

    def _write(self, links: RegisterLinks) -> None:
        place = links_folder(self._root) / f"{links.letter}.json"
        if not links.links:
            place.unlink(missing_ok=True)
            return
        content = (links.model_dump_json(indent=2) + "\n").encode()
        if not place.exists() or place.read_bytes() != content:
            write_atomically(place, content)

    def _same_register(self, state: Mapping[str, Any], stamp: str) -> bool:
        return bool(state["rules"] == self._rules and state["register"] == stamp)

    def _register(self) -> str:
        """What tells the register apart from an earlier one."""
        try:
            file = register_path(self._store).stat()
        except OSError:
            return ""
        return f"{file.st_mtime_ns} {file.st_size}"

    def _read_state(self) -> dict[str, Any]:
        nothing: dict[str, Any] = {"rules": None, "register": None, "stamps": {}, "letters": {}}
        try:
            state = json.loads(self._state.read_bytes())
        except (OSError, ValueError):
            return nothing
        fits = isinstance(state, dict) and all(isinstance(state.get(name), dict) for name in ("stamps", "letters"))
        return nothing | state if fits else nothing


def _fingerprint(parts: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


class _Around:
    """The promises of the register by ministry and day, so that those near a letter are found at once."""

    def __init__(self, register: Register) -> None:
        entries = [Entry(one) for one in register.promises]
        self._by_number = {one.promise.number: one for one in entries}
        self._marks: dict[str, str] = {}
        self._days: dict[str | None, list[tuple[datetime.date, str, Entry]]] = defaultdict(list)
        for one in entries:
            day = one.promise.day or datetime.date.min
            self._days[one.promise.ministry].append((day, one.promise.number, one))
        for listed in self._days.values():
            listed.sort(key=_place)

    def mark(self, entry: Entry) -> str:
        """What tells a promise of the register apart from what it was before."""
        known = self._marks.get(entry.promise.id)
        if known is None:
            known = self._marks[entry.promise.id] = _fingerprint([entry.promise.model_dump_json()])
        return known

    def cited(self, numbers: Collection[str]) -> dict[str, Entry]:
        """The promises with these numbers, as far as the register has them."""
        return {number: self._by_number[number] for number in sorted(numbers) if number in self._by_number}

    def of(self, letter: Summary) -> list[Entry]:
        """The promises that may be of a letter."""
        if letter.date is None:
            return []
        names = [None, *letter.ministries] if letter.ministries else list(self._days)
        found = []
        for name in dict.fromkeys(names):
            listed = self._days.get(name, [])
            begin = bisect_left(listed, (letter.date - BEFORE, ""), key=_place)
            end = bisect_left(listed, (letter.date + AFTER, "~"), key=_place)
            undated = listed[: bisect_left(listed, (datetime.date.min, "~"), key=_place)]
            found += near(letter, [one for _, _, one in (*undated, *listed[begin:end])])
        return found


def _place(one: tuple[datetime.date, str, Entry]) -> tuple[datetime.date, str]:
    return one[0], one[1]
