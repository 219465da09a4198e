"""Docx files with other parts in them, or put together otherwise than Word does, for tests."""

from __future__ import annotations

import io
import zipfile

from tests.reading.docx_parts import zipped

_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a docx by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped_bytes(parts: dict[str, bytes]) -> bytes:
    """A zip file with these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def with_relation(data: bytes, inside: str) -> bytes:
    """The docx with one more relationship of its document; ``inside`` is the inside of the element."""
    parts = parts_of(data)
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", f"<Relationship {inside}/></Relationships>".encode())
    return zipped_bytes(parts)


def with_part(data: bytes, name: str, part: bytes, kind: str, content_type: str, identifier: str = "rextra") -> bytes:
    """The docx with one more part in the folder ``word`` and a relationship to it."""
    related = with_relation(data, f'Id="{identifier}" Type="{_RELATIONS}/{kind}" Target="{name}"')
    parts = parts_of(related)
    parts[f"word/{name}"] = part
    override = f'<Override PartName="/word/{name}" ContentType="{content_type}"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", override.encode())
    return zipped_bytes(parts)


def strict(data: bytes) -> bytes:
    """The docx as Strict Office Open XML, which has other names for the same namespaces."""
    names = {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
        _RELATIONS: "http://purl.oclc.org/ooxml/officeDocument/relationships",
        "http://schemas.openxmlformats.org/officeDocument/2006/math": "http://purl.oclc.org/ooxml/officeDocument/math",
    }
    parts = {name: part.decode() for name, part in parts_of(data).items()}
    for ordinary, other in names.items():
        parts = {name: text.replace(ordinary, other) for name, text in parts.items()}
    return zipped(parts)
