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


_HTML = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: What the XML of an official publication has somewhere near its beginning: the root of its kind, or a paragraph.
_PUBLICATION = re.compile(
    rb"<(?:\w+:)?(?:officiele-publicatie|kamerstuk|kamerwrk|kamervragen|vraagdoc|handeling(?:en)?|staats(?:blad|bl|courant)"
    rb"|vblad|trblad|vrije-tekst|al|document)[\s/>]"
)
#: How much of XML is looked at for what it is.
_XML_HEAD = 100_000
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


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
    head = _marked_up(data)
    if _HTML.match(head[:1000]):
        raise ReadError(filename, "this is a web page, not a letter", "download the document itself")
    if head.startswith(b"<?xml") or (head.startswith(b"<") and _PUBLICATION.search(head[:1000])):
        if _PUBLICATION.search(head):
            return Format.KAMERSTUK_XML
        raise ReadError(filename, "this XML is no kamerstuk or other official publication", "give its docx or pdf")
    if head.startswith(b"{\\rtf"):
        raise ReadError(filename, "this is an RTF file", "convert it with LibreOffice: soffice --convert-to docx FILE")
    if b"\x00" in data[:4096] and wide_encoding(data) is None:
        raise ReadError(filename, "this is no docx, pdf, kamerstuk XML or text", "check what kind of file it is")
    return Format.TEXT


def _marked_up(data: bytes) -> bytes:
    """The beginning of a file as marked-up text would have it: without byte order mark and blanks, one byte a sign."""
    head = data[: 2 * _XML_HEAD].replace(b"\x00", b"") if data.startswith(_UTF_16) else data[:_XML_HEAD]
    return head.lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")


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
