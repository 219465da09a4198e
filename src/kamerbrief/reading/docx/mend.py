"""Mending a docx that Word opens and python-docx does not: its parts stay as they are, what ties them is put right.

Strict Office Open XML has other names for the same namespaces; macro documents and templates have another content type;
relationships may point at parts that are not there (``Target="NULL"``) or that are damaged.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from urllib.parse import unquote

from lxml import etree

_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_RELATIONS = f"{_RELATION}s"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_MAIN = f"{_WORD}.document.main+xml"
#: The content types of the main part of templates and of documents with macros.
_MAIN_TYPES = re.compile(r"application/vnd\.(?:openxmlformats-officedocument\.wordprocessingml|ms-word)\..*main\+xml")
_UNKNOWN = "application/octet-stream"
_STRICT = b"http://purl.oclc.org/ooxml/"
_OFFICE = b"http://schemas.openxmlformats.org/"
#: Strict namespaces whose transitional name differs in more than its root and year.
_RENAMED = {
    b"officeDocument/customProperties": b"officeDocument/2006/custom-properties",
    b"officeDocument/docPropsVTypes": b"officeDocument/2006/docPropsVTypes",
    b"officeDocument/extendedProperties": b"officeDocument/2006/extended-properties",
    b"officeDocument/relationships/customProperties": b"officeDocument/2006/relationships/custom-properties",
    b"officeDocument/relationships/extendedProperties": b"officeDocument/2006/relationships/extended-properties",
}
_STRICT_NAME = re.compile(re.escape(_STRICT) + rb"([a-zA-Z]+)((?:/[a-zA-Z]+)*)")


def mended(data: bytes) -> bytes:
    """The same docx, put right as far as it can be; raises what zipfile and lxml raise for one that is damaged."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
    parts = {name: _STRICT_NAME.sub(_transitional, part) if _STRICT in part else part for name, part in parts.items()}
    for name in [name for name in parts if name.endswith(".rels")]:
        parts[name] = _relations(name, parts)
    parts["[Content_Types].xml"] = _types(parts)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return buffer.getvalue()


def _transitional(match: re.Match[bytes]) -> bytes:
    rest = match[1] + match[2]
    return _OFFICE + (_RENAMED.get(rest) or match[1] + b"/2006" + match[2])


def _relations(name: str, parts: dict[str, bytes]) -> bytes:
    """A part's relationships without those to parts that are missing or damaged."""
    root = _parsed(parts[name])
    if root is None or root.tag != _RELATIONS:
        return b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>'
    folder = posixpath.dirname(posixpath.dirname(name))
    for relation in list(root.iter(_RELATION)):
        if relation.get("TargetMode") == "External":
            continue
        target = posixpath.normpath(posixpath.join("/", folder, unquote(relation.get("Target", "")))).lstrip("/")
        if target not in parts or (target.endswith(".xml") and _parsed(parts[target]) is None):
            root.remove(relation)
    return etree.tostring(root)


def _types(parts: dict[str, bytes]) -> bytes:
    """The content types, the main part that of a document, and one for every kind of part."""
    root = etree.fromstring(parts["[Content_Types].xml"], _parser())
    for entry in root.iter(f"{_TYPES}Override", f"{_TYPES}Default"):
        if _MAIN_TYPES.fullmatch(entry.get("ContentType", "")):
            is_xml = entry.get("PartName", entry.get("Extension", "")).lower().endswith("xml")
            # A whole document that is embedded in this one has the type of a main part, too.
            entry.set("ContentType", _MAIN if is_xml else _UNKNOWN)
    known = {entry.get("Extension", "").lower() for entry in root.iter(f"{_TYPES}Default")}
    named = {entry.get("PartName", "").lower() for entry in root.iter(f"{_TYPES}Override")}
    for name in parts:
        extension = posixpath.splitext(name)[1].lstrip(".").lower()
        if extension and extension not in known and f"/{name}".lower() not in named:
            known.add(extension)
            etree.SubElement(root, f"{_TYPES}Default", Extension=extension, ContentType=_UNKNOWN)
    return etree.tostring(root)


def _parsed(part: bytes) -> etree._Element | None:
    try:
        return etree.fromstring(part, _parser())
    except etree.XMLSyntaxError:
        return None


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
