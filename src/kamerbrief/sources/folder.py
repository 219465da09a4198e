"""Letters in a folder: the first source."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kamerbrief.errors import SourceError
from kamerbrief.ids import slug
from kamerbrief.reading.detect import ENDINGS


@dataclass(frozen=True, slots=True)
class LocalFile:
    """A file that may be a letter. ``key`` names it in the ledger, ``name`` is the letter's id unless it has a number.

    ``version`` is what a network source calls this version of it.
    """

    path: Path
    key: str
    name: str
    version: str | None = None


def local_files(paths: Sequence[Path]) -> list[LocalFile]:
    """The letters at these paths, each once, in the order of their paths; folders are searched to the bottom.

    Hidden files and folders, links that lead out of the folder, and files of other kinds in a folder are passed over;
    a file that is named itself is always taken. Files of one name are told apart by the folders that they do not share.
    Raises SourceError for a path that is not there.
    """
    found: dict[str, LocalFile] = {}
    for path in paths:
        if not path.exists():
            raise SourceError(f"{path}: there is no such file or folder")
        for file in _below(path) if path.is_dir() else [path]:
            parts = file.relative_to(path).with_suffix("").parts if path.is_dir() else (file.stem,)
            key = file.resolve().as_posix()
            found.setdefault(key, LocalFile(path=file, key=key, name=slug(" ".join(parts))))
    return [file for _, file in sorted(_told_apart(found).items())]


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
                apart[key] = replace(found[key], name=slug(" ".join(parts)))
    return apart


def _below(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            file = Path(place, name)
            if not name.startswith((".", "~$")) and file.suffix.lower() in ENDINGS and _stays(file, folder):
                yield file


def _stays(file: Path, folder: Path) -> bool:
    return file.is_file() and (not file.is_symlink() or file.resolve().is_relative_to(folder.resolve()))
