"""Which format a file has, by its content and never by its name."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum

from kamerbrief.errors import ReadError
from kamerbrief.reading.encodings import is_utf_8, wide_encoding


class Format(Enum):
    """The formats that can be read, with their media types; DOC, ODT and RTF where LibreOffice is there."""

    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    PDF = "application/pdf"
    KAMERSTUK_XML = "application/xml"
    TEXT = "text/plain"
    DOC = "application/msword"
    ODT = "application/vnd.oasis.opendocument.text"
    RTF = "application/rtf"


#: What the names of letters' files end in; the first of a format is the one that it is given. What a file is, its
#: content decides.
ENDINGS = {
    ".docx": Format.DOCX,
    ".docm": Format.DOCX,
    ".pdf": Format.PDF,
    ".xml": Format.KAMERSTUK_XML,
    ".txt": Format.TEXT,
    ".doc": Format.DOC,
    ".odt": Format.ODT,
    ".rtf": Format.RTF,
}
#: One zero in so many bytes is damage in a text; more make it something else.
_STRAY_ZEROS = 50
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Names of the streams in an Office file of this kind: of a Word document, of any document behind a password.
_WORD, _SEALED = ("WordDocument".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le"))
#: What begins the text of a .doc, where its flags stand behind that, and the flag of a password.
_SECTOR, _WORD_START, _FLAGS, _ENCRYPTED = 512, b"\xec\xa5", 0x0A, 0x01
_OFFICIAL_PAGE = re.compile(rb"officielebekendmakingen\.nl|overheidop|repository\.overheid\.nl", re.IGNORECASE)
_PASSWORD = ("the document is protected by a password", "save a copy without the password")
_HTML = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
#: What the XML of an official publication has somewhere near its beginning: the root of its kind, or a paragraph.
_PUBLICATION = re.compile(
    rb"<(?:\w+:)?(?:officiele-publicatie|kamerstuk|kamerwrk|kamervragen|vraagdoc|handeling(?:en)?|staats(?:blad|bl|courant)"
    rb"|vblad|trblad|vrije-tekst|al|document)[\s/>]"
)
#: What files of a kind end in, however they begin.
_ENDS = {
    "pdf": re.compile(rb"startxref\s+\d+\s+%%EOF\s*\Z"),
    "docx": re.compile(rb"PK\x05\x06.{18}\Z", re.DOTALL),
    "XML": re.compile(rb"</(?:\w+:)?(?:officiele-publicatie|kamerstuk|kamerwrk|kamervragen|handeling(?:en)?)>\s*\Z"),
}
#: How much of XML is looked at for what it is.
_XML_HEAD = 100_000
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def ending_of(media_type: str) -> str:
    """What the name of a file of this media type ends in; ``.bin`` where letters have no such type."""
    return next((ending for ending, kind in ENDINGS.items() if kind.value == media_type), ".bin")


def detect(data: bytes, filename: str) -> Format:
    """The format of ``data``; raises ReadError for what is no letter in a format that can be read."""
    if not data or data.isspace():
        raise ReadError(filename, "the file is empty", "get the file again")
    if b"%PDF-" in data[:1024]:
        return Format.PDF
    if data.startswith(b"PK"):
        return _zip_format(data, filename)
    if data.startswith(_OLE):
        return _old_format(data, filename)
    head = _marked_up(data)
    if _HTML.match(head[:1000]):
        official = _OFFICIAL_PAGE.search(data[:200_000])
        hint = "download its XML: the same address with .xml for .html" if official else "download the document itself"
        raise ReadError(filename, "this is a web page, not a letter", hint)
    if head.startswith(b"<?xml") or (head.startswith(b"<") and _PUBLICATION.search(head[:1000])):
        if _PUBLICATION.search(head):
            return Format.KAMERSTUK_XML
        raise ReadError(filename, "this XML is no kamerstuk or other official publication", "give its docx or pdf")
    if head.startswith(b"{\\rtf"):
        return Format.RTF
    for what, end in _ENDS.items():
        # Text may quote how a pdf or a docx ends; what is left of one is no text.
        if end.search(data[-1024:]) and (what == "XML" or not is_utf_8(data)):
            raise ReadError(filename, f"the {what} is damaged: its beginning is not there", "get the file again")
    if data[:4096].count(0) * _STRAY_ZEROS > len(data[:4096]) and wide_encoding(data) is None:
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
            kind, manifest = (_part(archive, name) for name in ("mimetype", "META-INF/manifest.xml"))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError(filename, "the docx is damaged or cut off", "get the file again") from error
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return Format.DOCX
    if kind and "content.xml" in names:
        return _open_document(kind, manifest, filename)
    raise ReadError(filename, "this zip file is no docx", "unpack it and give the letter inside")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The begin of a small part; nothing where it is not there."""
    if name not in archive.namelist():
        return b""
    with archive.open(name) as part:
        return part.read(200_000)


def _open_document(kind: bytes, manifest: bytes, filename: str) -> Format:
    if b"encryption-data" in manifest:
        raise ReadError(filename, *_PASSWORD)
    if kind.strip().decode("ascii", "replace").removesuffix("-template") != Format.ODT.value:
        raise ReadError(filename, "this OpenDocument file is no text", "give the letter as odt, docx or pdf")
    return Format.ODT


def _old_format(data: bytes, filename: str) -> Format:
    """The format of an Office file as they were before docx."""
    if _SEALED in data:
        raise ReadError(filename, *_PASSWORD)
    if _WORD not in data:
        hint = "if it is a letter, convert it with LibreOffice: soffice --convert-to docx FILE"
        raise ReadError(filename, "this is an old Office file, but no Word document", hint)
    start = next((at for at in range(_SECTOR, len(data), _SECTOR) if data.startswith(_WORD_START, at)), None)
    if start is not None and data[start + _FLAGS + 1 : start + _FLAGS + 2] and data[start + _FLAGS + 1] & _ENCRYPTED:
        raise ReadError(filename, *_PASSWORD)
    return Format.DOC
