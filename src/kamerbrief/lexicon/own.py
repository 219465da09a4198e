"""A user's own words: TOML files of the same names as the package's, put on top of them.

A list of words adds to the package's list; an entry of a list of tables whose first key (a ministry's ``short``, a
programme's ``name``) is that of one of the package adds to that one, any other is new. Single values replace. The
programme register may get groups of its own, and contexts. Everything else must have a place that the package knows,
and the kind of value that stands there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, NoReturn

from kamerbrief.errors import LexiconError
from kamerbrief.settings import settings

#: Tables whose names are the user's to choose.
_OPEN = frozenset({"programmes", "programmes.contexts", "dates.months", "dates.fractions"})
#: The largest file that is read, in bytes; the package's own are far smaller.
_LARGEST = 5_000_000
_KINDS = {str: "text in quotes", list: "a list", bool: "true or false", int: "a whole number", dict: "a table"}


def package_names() -> frozenset[str]:
    """The names of the package's word lists."""
    return frozenset(
        path.name.removesuffix(".toml") for path in files(__package__).iterdir() if path.name.endswith(".toml")
    )


@cache
def package_content(name: str) -> dict[str, Any]:
    """The package's own word list ``name``.toml."""
    return tomllib.loads(files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def own_files() -> dict[str, bytes]:
    """The files of the folder that the settings name, by the name of the word list; none where they name no folder.

    Raises LexiconError for a folder or file that cannot be read, or a file that is no word list of the package.
    """
    folder = settings().lexicon
    if folder is None:
        return {}
    try:
        paths = sorted(path for path in folder.iterdir() if path.suffix == ".toml")
        found = {path.stem: _read(path) for path in paths}
    except OSError as error:
        where = error.filename or folder
        raise LexiconError(f"{where}: cannot be read: {error.strerror}; check KAMERBRIEF_LEXICON") from error
    for path in paths:
        if path.stem not in package_names():
            raise LexiconError(f"{path}: there is no such word list; there are {', '.join(sorted(package_names()))}")
    return found


def _read(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST:
        raise LexiconError(f"{path}: this is larger than {_LARGEST} bytes; no word list is")
    return path.read_bytes()


def own_path(name: str) -> Path | None:
    """The user's file for a word list, where there is one."""
    folder = settings().lexicon
    return folder / f"{name}.toml" if folder and name in own_files() else None


def with_own(name: str) -> dict[str, Any]:
    """The package's word list with the user's on top. Raises LexiconError, which names file and entry."""
    package = package_content(name)
    path = own_path(name)
    if path is None:
        return package
    try:
        own = tomllib.loads(own_files()[name].decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LexiconError(f"{path}: this is no TOML in UTF-8: {error}") from error
    merged: dict[str, Any] = _Merge(path, name).table(package, own, name)
    return merged


class _Merge:
    """Puts a user's file on top of the package's, place by place."""

    def __init__(self, path: Path, name: str) -> None:
        self.path = path
        self.package = package_content(name)

    def table(self, known: Mapping[str, Any], own: Mapping[str, Any], place: str) -> dict[str, Any]:
        """A table: what the package has, with the user's values where they have some."""
        merged = dict(known)
        for key, value in own.items():
            here = f"{place}.{key}"
            if key in known:
                merged[key] = self.value(known[key], value, here, key)
            elif place in _OPEN:
                filled = self.value(_like(known.values(), value), value, here, key)
                merged[key] = {part: filled[part] for part in value} if isinstance(value, dict) else filled
            else:
                self.refuse(here, f"there is no such entry; {place} has {', '.join(known)}")
        return merged

    def value(self, known: Any, own: Any, place: str, key: str) -> Any:
        """A table, a list or a single value of the kind that the package has there."""
        if type(own) is not type(known):
            self.refuse(place, f"this must be {_KINDS.get(type(known), type(known).__name__)}")
        if isinstance(known, dict):
            return self.table(known, own, place)
        if not isinstance(known, list):
            self.single(own, place, key)
            return own
        if _all(known, dict) and known:
            return self.entries(known, own, place)
        return [*known, *(item for item in own if self.item(known, item, place) and item not in known)]

    def item(self, known: list[Any], item: Any, place: str) -> bool:
        """A word, or a row of words as long as those of the package."""
        rows = [row for row in known if isinstance(row, list)]
        if rows and not (_all([item], list) and _all(item, str) and len(item) == len(rows[0])):
            self.refuse(place, f"{item!r} is no list of {len(rows[0])} texts, as the others are")
        if not rows and not (isinstance(item, str) and item.strip()):
            self.refuse(place, f"{item!r} is no word; write it in quotes")
        return True

    def entries(self, known: list[dict[str, Any]], own: list[Any], place: str) -> list[dict[str, Any]]:
        """A list of tables: an entry of the same name adds to the package's, others come behind."""
        name, shape = next(iter(known[0])), _union(known)
        merged = [entry for entry in known if entry[name]]
        for number, entry in enumerate(own, start=1):
            here = f"{place}[{number}]"
            if not isinstance(entry, dict):
                self.refuse(here, "this must be a table")
            said = entry.get(name)
            at = next((at for at, one in enumerate(merged) if isinstance(said, str) and one[name] == said), None)
            made = self.entry(merged[at] if at is not None else {}, self.table(shape, entry, here), entry)
            self.complete(made, place, here)
            merged = [*merged, made] if at is None else [*merged[:at], made, *merged[at + 1 :]]
        return merged

    @staticmethod
    def entry(base: Mapping[str, Any], checked: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
        """An entry of the package with the user's lists behind its own, and the user's single values."""
        added = {key: checked[key] for key in own}
        for key, value in added.items():
            if isinstance(value, list) and key in base:
                added[key] = [*base[key], *(word for word in value if word not in base[key])]
        return {**base, **added}

    def complete(self, made: dict[str, Any], place: str, here: str) -> None:
        """Every entry has what all entries of the package have; a list that it lacks is empty."""
        for key, empty in _required(self.package, place.rpartition(".")[2]).items():
            if key not in made and not isinstance(empty, list):
                self.refuse(here, f"{key} is missing")
            made.setdefault(key, empty)

    def single(self, own: Any, place: str, key: str) -> None:
        """A single value that means something must be one that has a meaning."""
        if key == "factor":
            try:
                Decimal(str(own))
            except InvalidOperation:
                self.refuse(place, f"{own!r} is no number, such as '1000000'")
        if key in {"kind", "relation"}:
            known = sorted(_values(self.package, key))
            if own not in known:
                self.refuse(place, f"{own!r} is none of {', '.join(known)}")

    def refuse(self, place: str, problem: str) -> NoReturn:
        """Raises the error for an entry: file, entry, what is wrong."""
        _, _, entry = place.partition(".")
        raise LexiconError(f"{self.path}: {entry}: {problem}")


def _all(items: Iterable[Any], kind: type) -> bool:
    return all(isinstance(item, kind) for item in items)


def _like(known: Iterable[Any], value: Any) -> Any:
    """An empty value of the shape that the others have, for an entry with a name of its own."""
    others = [one for one in known if isinstance(one, type(value))] or list(known)
    if _all(others, dict):
        return _union([one for one in others if "list" in one] or others)
    return type(others[0])()


def _union(tables: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Every key that one of the tables has, with an empty value; lists of tables keep one table of that shape."""
    shape: dict[str, Any] = {}
    for table in tables:
        for key, value in table.items():
            if isinstance(value, list) and value and _all(value, dict):
                shape[key] = [_union([*shape.get(key, []), *value])]
            else:
                shape.setdefault(key, type(value)())
    return shape


def _values(content: Any, key: str) -> set[str]:
    if isinstance(content, dict):
        own = {content[key]} if isinstance(content.get(key), str) else set()
        return own.union(*(_values(value, key) for value in content.values()))
    if isinstance(content, list):
        return set().union(*(_values(value, key) for value in content))
    return set()


def _required(content: Any, name: str) -> dict[str, Any]:
    """What every entry of the lists of tables of this name has, with an empty value."""
    entries = list(_entries(content, name))
    return {key: type(value)() for key, value in entries[0].items() if all(key in entry for entry in entries)}


def _entries(content: Any, name: str) -> Iterator[dict[str, Any]]:
    for key, value in content.items() if isinstance(content, dict) else ():
        if key == name and isinstance(value, list):
            yield from value
        yield from _entries(value, name)
