"""Letters in a folder: the first source."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from kamerbrief.contract.identity import slug
from kamerbrief.errors import SourceError
from kamerbrief.files import shown_name
from kamerbrief.forms import richness
from kamerbrief.reading.detect import ENDINGS

#: The file by which a letter's folder in a store is known.
_PUBLISHED = "extraction.json"
_BYTE = re.compile(r"\\x([0-9a-f]{2})")


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file that may be a letter. ``key`` names it in the ledger, ``name`` is the letter's id unless it has a number.

    ``version`` is what a network source calls this version of it.
    """

    path: Path
    key: str
    name: str
    version: str | None = None


@dataclass(slots=True)
class Listing:
    """The files that may be letters, and a line for each path that was passed over though a letter may be there."""

    files: list[LocalFile] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)


def key_of(path: Path) -> str:
    """The name of a file in the ledger: its whole path, as text."""
    return shown_name(path.resolve().as_posix())


def path_of(key: str) -> Path:
    """The file that a key of the ledger names."""
    path = Path(key)
    if "\\x" not in key or path.exists():
        return path
    return Path(os.fsdecode(_BYTE.sub(_unescaped, key).encode(errors="surrogateescape")))


def _unescaped(said: re.Match[str]) -> str:
    """A byte of a name, as Python holds it in text: those of ASCII as themselves, others as half a sign."""
    byte = int(said[1], 16)
    return chr(byte if byte < 0x80 else 0xDC00 + byte)


def local_files(paths: Sequence[Path], store: Path | None = None) -> list[LocalFile]:
    """The files of :func:`list_letters`."""
    return list_letters(paths, store).files


def list_letters(paths: Sequence[Path], store: Path | None = None) -> Listing:
    """The letters at these paths, each once, in the order of their paths; folders are searched to the bottom.

    Of files that differ only in their ending, the richest form stands first. Hidden files and folders, the folder
    ``store`` and letters' folders of any store, and files of other kinds in a folder are passed over; so are, with a
    line that says so, links to folders, links that lead out of the folder, folders that cannot be read, and what is
    no ordinary file. A file that is named itself is taken whatever its name ends in. Files of one name are told apart
    by the folders that they do not share. Raises SourceError for a path that is not there.
    """
    listing, found = Listing(), dict[str, LocalFile]()
    for path in paths:
        if not os.path.exists(path):  # noqa: PTH110 - False also for a name that is too long
            raise SourceError(f"{shown_name(path)}: there is no such file or folder")
        for file in _below(path, store, listing) if path.is_dir() else [path]:
            if not file.is_file():
                listing.passed_over.append(f"{shown_name(file)}: no ordinary file; it is not opened")
                continue
            parts = file.relative_to(path).with_suffix("").parts if path.is_dir() else (file.stem,)
            key = key_of(file)
            found.setdefault(key, LocalFile(path=file, key=key, name=_name(parts)))
    listing.files = sorted(_told_apart(found).values(), key=_order)
    return listing


def _order(file: LocalFile) -> tuple[str, int, str]:
    """By path; of files that differ only in their ending the richest form first, since a letter is kept from that."""
    stem, dot, ending = file.key.rpartition(".")
    return (stem, richness(dot + ending), file.key) if ending and "/" not in ending else (file.key, 0, file.key)


def _name(parts: Sequence[str]) -> str:
    """The letter's name after its file and folders; one with letters of another script gets a mark of its own."""
    name = " ".join(parts)
    latin = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    if any(sign.isalnum() for sign in latin) and not any(sign.isalpha() and sign > "ʯ" for sign in name):
        return slug(name)
    mark = hashlib.sha256(os.fsencode(name)).hexdigest()[:8]
    return f"{slug(name)}-{mark}"


def _told_apart(found: dict[str, LocalFile]) -> dict[str, LocalFile]:
    """The files by key; those of one name get the folders below the last one that they share into it."""
    named: dict[str, list[str]] = {}
    for key, file in found.items():
        named.setdefault(file.name, []).append(key)
    apart = dict(found)
    for keys in named.values():
        folders = {key: Path(key).parent for key in keys}
        if len(set(folders.values())) > 1:
            shared = os.path.commonpath(folders.values())
            for key, folder in folders.items():
                parts = (*folder.relative_to(shared).parts, Path(key).stem)
                apart[key] = replace(found[key], name=_name(parts))
    return apart


def _below(folder: Path, store: Path | None, listing: Listing) -> Iterator[Path]:
    own, top = store.resolve() if store else None, folder.resolve()

    def unreadable(error: OSError) -> None:
        listing.passed_over.append(f"{shown_name(error.filename)}: this folder cannot be read ({error.strerror})")

    for place, folders, files in os.walk(folder, onerror=unreadable):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and _entered(Path(place, name), own))
        for name in [name for name in folders if Path(place, name).is_symlink()]:
            listing.passed_over.append(f"{shown_name(Path(place, name))}: a link to a folder; name the folder itself")
        if _PUBLISHED in files or (own == top and top in Path(place).resolve().parents):
            continue
        for name in sorted(files):
            file = Path(place, name)
            if name.startswith((".", "~$")) or file.suffix.lower() not in ENDINGS:
                continue
            if file.is_symlink() and not file.resolve().is_relative_to(top):
                listing.passed_over.append(f"{shown_name(file)}: a link that leads out of the folder")
            else:
                yield file


def _entered(folder: Path, store: Path | None) -> bool:
    return store is None or folder.name != store.name or folder.resolve() != store
