"""Writing files so that nobody ever sees half of one."""

from __future__ import annotations

import os
import re
import stat
import tempfile
import time
from pathlib import Path

#: So much of a file's name stands in that of its unfinished copy; a name may take 255 bytes.
_SHORT = 40
#: How often a file that is written meanwhile is read again, and after how many seconds.
_TRIALS, _PAUSE = 20, 0.05
#: Signs by which a name could steer a terminal, or turn the order of what stands behind it round.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def shown_name(path: Path | str) -> str:
    """A path as text that can be printed and kept: bytes that are no UTF-8, and signs that steer, become ``\\xe9``."""
    return _STEERING.sub(_escaped, os.fsencode(path).decode("utf-8", "backslashreplace"))


def without_steering(text: str) -> str:
    """A text with a blank for every sign that could steer a terminal, or turn round what stands behind it."""
    return _STEERING.sub(" ", text)


def _escaped(sign: re.Match[str]) -> str:
    return "".join(f"\\x{byte:02x}" for byte in sign[0].encode())


def read_whole(path: Path, most: int) -> bytes:
    """The bytes of a file as they were at one moment, and of them at most one more than ``most``.

    What is no ordinary file (a pipe, a device) is not opened. Raises OSError for it, for a file that cannot be read
    and for one that is being written all the time.
    """
    for _ in range(_TRIALS):
        if not stat.S_ISREG(path.stat().st_mode):
            raise OSError(f"{shown_name(path)} is no ordinary file")
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read(most + 1)
            after = os.fstat(file.fileno())
        same = (before.st_mtime_ns, before.st_size) == (after.st_mtime_ns, after.st_size)
        if same and (len(data) == after.st_size or len(data) > most):
            return data
        time.sleep(_PAUSE)
    raise OSError(f"{shown_name(path)} is being written; try again when that is done")


def write_atomically(path: Path, data: bytes) -> None:
    """Writes ``data`` beside ``path``, forces it to disk and then gives it its name.

    What is no ordinary file (a pipe, ``/dev/stdout``) is written to as it is. Raises OSError when writing fails; what
    stood at ``path`` before is then still there.
    """
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:_SHORT]}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException as error:
        Path(temporary).unlink(missing_ok=True)
        if isinstance(error, OSError) and error.errno and error.filename in (None, temporary):
            error.filename = str(path)
        raise
    _sync_folder(path.parent)


def remove_leftovers(folder: Path, below: str = ".") -> None:
    """Removes what writers that were killed left half written in ``folder``; nobody else may be writing there.

    ``below`` is a pattern for the folders that are meant instead, such as ``*/texts``.
    """
    for path in folder.glob(f"{below}/.*.tmp"):
        path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """Makes the new name itself durable where the system lets folders be synchronised."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
