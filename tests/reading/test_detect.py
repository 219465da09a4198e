"""The format is decided by content; what cannot be read is refused with a hint."""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from kamerbrief.errors import KamerbriefError, LimitError, ReadError
from kamerbrief.reading import read_bytes, read_letter
from kamerbrief.reading.detect import Format, detect
from kamerbrief.settings import Settings
from tests.conftest import FIXTURES
from tests.reading.publications import kamerstuk

PRINTED = FIXTURES / "reactie-wrr" / "letter.pdf"


def _zip(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _stream(name: str) -> bytes:
    """How an old Office file names one of its streams, in a sector of its own."""
    return name.encode("utf-16-le").ljust(512, b"\x00")


def _odt(kind: str, manifest: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", "<x/>")
        archive.writestr("META-INF/manifest.xml", manifest)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n...", Format.PDF),
        (b"\xef\xbb\xbf%PDF-1.4", Format.PDF),
        (_zip("[Content_Types].xml", "word/document.xml"), Format.DOCX),
        (b'<?xml version="1.0"?>\n<officiele-publicatie>', Format.KAMERSTUK_XML),
        (b"Geachte voorzitter,\n", Format.TEXT),
        ("Geachte voorzitter,\n".encode("utf-16"), Format.TEXT),
        ("€ 5 miljoen".encode("cp1252"), Format.TEXT),
        (_OLE + bytes(504) + _stream("WordDocument"), Format.DOC),
        (_odt("text"), Format.ODT),
        (_odt("text-template"), Format.ODT),
        (b"{\\rtf1\\ansi Geachte voorzitter}", Format.RTF),
    ],
)
def test_format_by_content(data: bytes, kind: Format) -> None:
    assert detect(data, "brief.xyz") is kind


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"", "empty", id="empty"),
        pytest.param(b" \n\t \n", "empty", id="blank"),
        pytest.param(_OLE + b"\x00" * 600, "soffice --convert-to docx", id="old Office file of another kind"),
        pytest.param(_OLE + bytes(504) + _stream("EncryptedPackage"), "password", id="docx with a password"),
        pytest.param(
            _OLE + bytes(504) + b"\xec\xa5" + bytes(9) + b"\x01" + bytes(500) + _stream("WordDocument"),
            "password",
            id="doc with a password",
        ),
        pytest.param(b"<!DOCTYPE html>\n<html><body>brief</body></html>", "web page", id="html"),
        pytest.param(b"<html lang='nl'>", "web page", id="html without doctype"),
        pytest.param(b'<?xml version="1.0"?><feed/>', "no kamerstuk", id="other xml"),
        pytest.param(
            b"<html><link rel='canonical' href='https://zoek.officielebekendmakingen.nl/kst-31305-410.html'></html>",
            r"\.xml for \.html",
            id="web page of an official publication",
        ),
        pytest.param(_zip("mimetype", "content.xml"), "OpenDocument", id="OpenDocument of another kind"),
        pytest.param(_odt("spreadsheet"), "no text", id="ods"),
        pytest.param(_odt("text", "<manifest:encryption-data/>"), "password", id="odt with a password"),
        pytest.param(_zip("foto.jpg"), "no docx", id="zip"),
        pytest.param(b"PK\x03\x04", "damaged", id="broken zip"),
        pytest.param(b"\x7fELF\x00\x00\x01", "no docx, pdf", id="binary"),
    ],
)
def test_refused_with_one_line_and_a_hint(data: bytes, words: str) -> None:
    with pytest.raises(ReadError, match=words) as caught:
        read_bytes(data, "brief.bin")
    assert caught.value.hint and "\n" not in str(caught.value) and str(caught.value).startswith("brief.bin: ")


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        read_letter(tmp_path / "weg.docx")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(KamerbriefError, match="folder"):
        read_letter(tmp_path)


def test_too_large(tmp_path: Path) -> None:
    path = tmp_path / "brief.txt"
    path.write_text("Een lange brief.")
    with pytest.raises(LimitError, match="KAMERBRIEF_MAX_FILE_SIZE"):
        read_letter(path, Settings(max_file_size=5))


def test_source_names_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "brief.docx"
    path.write_bytes(b"Gewone tekst.")
    source = read_letter(path).source
    assert (source.filename, source.media_type, source.size) == ("brief.docx", "text/plain", 13)
    assert source.sha256 == hashlib.sha256(b"Gewone tekst.").hexdigest()


@pytest.mark.parametrize(
    ("whole", "what"),
    [
        (PRINTED.read_bytes(), "pdf"),
        (PRINTED.with_suffix(".docx").read_bytes(), "docx"),
        (kamerstuk("<al>Voor de veren is € 12 miljoen.</al>" * 20).encode(), "XML"),
    ],
    ids=["pdf", "docx", "xml"],
)
def test_a_file_without_its_beginning_is_no_text(whole: bytes, what: str) -> None:
    assert read_bytes(whole, "brief").text
    for lost in (600, len(whole) // 3):
        with pytest.raises(ReadError, match=f"^brief: the {what} is damaged: "):
            read_bytes(whole[lost:], "brief")
