"""Reading: a source file becomes a :class:`kamerbrief.letter.Letter`; the format is decided by content."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from kamerbrief.collecting import rarely_collected
from kamerbrief.errors import LimitError, ReadError
from kamerbrief.files import read_whole, shown_name
from kamerbrief.letter import Letter, Source
from kamerbrief.reading.detect import Format, detect
from kamerbrief.settings import Settings, settings

#: The module that reads a format, imported when the first file of that format comes. Each has a function
#: ``read(data: bytes, source: Source, limits: Settings) -> Letter``.
_READERS = {
    Format.DOCX: "kamerbrief.reading.docx.letter",
    Format.PDF: "kamerbrief.reading.pdf.letter",
    Format.KAMERSTUK_XML: "kamerbrief.reading.kamerstuk_xml",
    Format.TEXT: "kamerbrief.reading.text",
    Format.DOC: "kamerbrief.reading.office",
    Format.ODT: "kamerbrief.reading.office",
    Format.RTF: "kamerbrief.reading.office",
}


def read_letter(path: str | Path, limits: Settings | None = None) -> Letter:
    """Reads one file.

    Raises ReadError when the file is missing, empty, damaged, protected or of a kind that cannot be read, and
    LimitError when it is larger than the settings allow.
    """
    path = Path(path)
    limits = limits or settings()
    name = shown_name(path.name)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReadError(name, "this is a folder, not a letter", "use 'kamerbrief batch' for folders")
        if not stat.S_ISREG(status.st_mode):
            raise ReadError(name, "this is no ordinary file and is not opened", "write its content to a file first")
        _within(status.st_size, name, limits)
        data = read_whole(path, limits.max_file_size)
    except FileNotFoundError:
        raise ReadError(shown_name(path), "there is no such file", "check the path") from None
    except OSError as error:
        raise ReadError(name, f"could not be opened: {error.strerror or error}") from error
    return read_bytes(data, name, limits)


@rarely_collected()
def read_bytes(data: bytes, filename: str, limits: Settings | None = None) -> Letter:
    """Reads a letter from memory; ``filename`` is only reported. Raises as :func:`read_letter`."""
    limits = limits or settings()
    _within(len(data), filename, limits)
    kind = detect(data, filename)
    source = Source(filename=filename, media_type=kind.value, sha256=hashlib.sha256(data).hexdigest(), size=len(data))
    read: Callable[[bytes, Source, Settings], Letter] = import_module(_READERS[kind]).read
    letter = read(data, source, limits)
    if len(letter.text) > limits.max_characters:
        raise LimitError(filename, "the text is longer than the limit", "raise KAMERBRIEF_MAX_CHARACTERS")
    return letter


def _within(size: int, name: str, limits: Settings) -> None:
    if size > limits.max_file_size:
        raise LimitError(name, f"{size} bytes is more than the limit", "raise KAMERBRIEF_MAX_FILE_SIZE")
