"""Which format a file has, by its content and never by its name."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum

from kamerbrief.errors import ReadError
from kamerbrief.reading.encodings import wide_encoding


class Format(Enum):
    """The formats that can be read, with their media types."""

    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    PDF = "application/pdf"
    KAMERSTUK_XML = "application/xml"
    TEXT = "text/plain"


#: One zero in so many bytes is damage in a text; more make it something else.
_STRAY_ZEROS = 50
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_XML_ROOT = re.compile(rb"<(?:\w+:)?(officiele-publicatie|kamerstuk|kamerwrk|document)\b")


def detect(data: bytes, filename: str) -> Format:
    """The format of ``data``; raises ReadError for what is no letter in a format that can be read."""
    if not data or data.isspace():
        raise ReadError(filename, "the file is empty", "get the file again")
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(b"PK"):
        return _zip_format(data, filename)
    if data.startswith(_OLE):
        raise ReadError(
            filename,
            "this is a legacy Office file (.doc) or a protected docx",
            "convert it with LibreOffice: soffice --convert-to docx FILE",
        )
    head = data[:4096].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"<?xml") or _XML_ROOT.match(head):
        if _XML_ROOT.search(data[:20_000]):
            return Format.KAMERSTUK_XML
        raise ReadError(filename, "this XML is no kamerstuk", "give the kamerstuk XML, or the docx or pdf")
    if head[:200].lower().startswith((b"<!doctype html", b"<html")):
        raise ReadError(filename, "this is a web page, not a letter", "download the document itself")
    if head.startswith(b"{\\rtf"):
        raise ReadError(filename, "this is an RTF file", "convert it with LibreOffice: soffice --convert-to docx FILE")
    if data[:4096].count(0) * _STRAY_ZEROS > len(data[:4096]) and wide_encoding(data) is None:
        raise ReadError(filename, "this is no docx, pdf, kamerstuk XML or text", "check what kind of file it is")
    return Format.TEXT


def _zip_format(data: bytes, filename: str) -> Format:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError(filename, "the docx is damaged or cut off", "get the file again") from error
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return Format.DOCX
    if "mimetype" in names and "content.xml" in names:
        raise ReadError(
            filename, "this is an OpenDocument file", "convert it with LibreOffice: soffice --convert-to docx FILE"
        )
    raise ReadError(filename, "this zip file is no docx", "unpack it and give the letter inside")
