"""Reading a doc, odt or rtf: LibreOffice makes a docx of it, and that is read. It also prints pages, as a pdf."""

from __future__ import annotations

import shutil
from pathlib import Path

from kamerbrief.errors import LimitError, ReadError
from kamerbrief.letter import Letter, Source
from kamerbrief.reading.child import OverTimeError, own_folder, run
from kamerbrief.reading.detect import Format, ending_of
from kamerbrief.reading.docx import letter as docx
from kamerbrief.settings import Settings

#: The most address space of LibreOffice, most of which it never touches.
_MEMORY = 6_000_000_000
_PROGRAMS = ("soffice", "libreoffice")
_NAMES = {
    Format.DOC.value: "old Word file (.doc)",
    Format.ODT.value: "OpenDocument file",
    Format.RTF.value: "RTF file",
    Format.DOCX.value: "docx",
}
_HINT = "open it in Word or LibreOffice and save it as docx"
_OPTIONS = ("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
#: The settings of a profile that lives as long as one letter: no macros, no links followed, nothing from the network.
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def read(data: bytes, source: Source, limits: Settings) -> Letter:
    """The letter in a doc, odt or rtf; its source stays the file that was given.

    Raises ReadError where LibreOffice is not there or cannot read the file, LimitError where it takes too long.
    """
    letter = docx.read(_converted(data, source, limits, "docx"), source, limits)
    if not letter.text.strip():
        raise ReadError(source.filename, f"LibreOffice finds no text in this {_NAMES[source.media_type]}", _HINT)
    return letter


def is_there() -> bool:
    """True where LibreOffice is installed."""
    return _program() is not None


def can_print(media_type: str) -> bool:
    """True for files of which LibreOffice makes pages."""
    return media_type in _NAMES


def as_pdf(data: bytes, source: Source, limits: Settings) -> bytes:
    """The pages of a docx, doc, odt or rtf, as LibreOffice prints them. Raises as :func:`read`."""
    return _converted(data, source, limits, "pdf")


def _program() -> str | None:
    return next((found for name in _PROGRAMS if (found := shutil.which(name))), None)


def _converted(data: bytes, source: Source, limits: Settings, form: str) -> bytes:
    """What LibreOffice makes of a file, in the form whose ending that is."""
    program = _program()
    if program is None:
        hint = f"install LibreOffice, or convert it elsewhere: soffice --convert-to {form} FILE"
        raise ReadError(source.filename, f"LibreOffice is needed to read this {_NAMES[source.media_type]}", hint)
    with own_folder() as folder:
        letter = folder / f"letter{ending_of(source.media_type)}"
        letter.write_bytes(data)
        _write_profile(folder / "profile")
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = [program, profile, *_OPTIONS, "--convert-to", form, "--outdir", "made", letter.name]
        try:
            run(command, folder, limits.conversion_max_seconds, memory=_MEMORY, environment={"HOME": str(folder)})
        except OverTimeError:
            seconds = f"LibreOffice takes longer than {limits.conversion_max_seconds:g} seconds"
            raise LimitError(source.filename, seconds, "raise KAMERBRIEF_CONVERSION_MAX_SECONDS") from None
        made = folder / "made" / f"letter.{form}"
        if not made.is_file() or made.stat().st_size > limits.max_file_size:
            problem = f"LibreOffice cannot make a {form} of this {_NAMES[source.media_type]}"
            raise ReadError(source.filename, problem, _HINT)
        return made.read_bytes()


def _write_profile(folder: Path) -> None:
    items = "\n".join(_ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS)
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(_PROFILE.format(items=items), encoding="utf-8")
