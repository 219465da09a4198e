"""Opening a docx without trusting it: limits on what it unpacks to, no declared entities, then python-docx."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from kamerbrief.errors import LimitError, ReadError
from kamerbrief.reading.builder import clean
from kamerbrief.reading.docx.mend import mended
from kamerbrief.settings import Settings

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PROPERTY = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}property"
_DECLARATION = re.compile(rb"<!(?:DOCTYPE(?!\s+html\b)|ENTITY)", re.IGNORECASE)
#: What XML begins with, in the encodings that Office writes.
_XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<", b"\xfe\xff\x00<", b"\x00<")
#: Parts smaller than this may unpack to any multiple of their packed size.
_SMALL = 1_000_000
_MOST_PARTS = 10_000
#: Markup takes several times the room of the words it holds; beyond this multiple a part is no letter.
_MARKUP = 5


def open_package(data: bytes, filename: str, limits: Settings) -> Any:
    """The python-docx document of a docx; raises ReadError for a damaged or hostile file, LimitError for a huge one."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _inspect(archive, filename, limits)
        document = _opened(data)
    except ReadError:
        raise
    except ValueError as error:  # what python-docx says of a template, a macro document or a workbook
        raise ReadError(filename, "this is no Word document, or it is damaged", "save it again as docx") from error
    except Exception as error:  # python-docx and zipfile raise many kinds for damaged files
        raise ReadError(filename, "the docx is damaged or cut off", "get the file again") from error
    if document.element.find(f"{W}body") is None:
        raise ReadError(filename, "the docx has no text part", "open it in Word and save it again")
    return document


def _opened(data: bytes) -> Any:
    """The document; one that python-docx refuses is mended first. Raises what python-docx raises for it then."""
    try:
        return Document(io.BytesIO(data))
    except Exception:  # whatever it stumbles over; what cannot be mended fails again below
        return Document(io.BytesIO(mended(data)))


def _inspect(archive: zipfile.ZipFile, filename: str, limits: Settings) -> None:
    entries = archive.infolist()
    if len(entries) > _MOST_PARTS:
        raise LimitError(filename, f"the docx has {len(entries)} parts", "this is no ordinary letter")
    if sum(entry.file_size for entry in entries) > limits.max_expanded_size:
        raise LimitError(filename, "the docx unpacks to more than the limit", "raise KAMERBRIEF_MAX_EXPANDED_SIZE")
    for entry in entries:
        if entry.file_size > _SMALL and entry.file_size > limits.max_expansion * max(entry.compress_size, 1):
            raise LimitError(filename, "a part of the docx expands too far", "raise KAMERBRIEF_MAX_EXPANSION")
    for entry in entries:
        _inspect_part(archive, entry, filename, limits)


def _inspect_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, filename: str, limits: Settings) -> None:
    """Refuses an XML part, whatever its name, that declares entities or is larger than any letter's."""
    with archive.open(entry) as part:
        head = part.read(64)
        if not head.lstrip(b" \r\n\t").startswith(_XML_STARTS):
            return
        if entry.file_size > _MARKUP * limits.max_characters:
            raise LimitError(filename, "a part of the docx is larger than the limit", "raise KAMERBRIEF_MAX_CHARACTERS")
        if _DECLARATION.search((head + part.read()).replace(b"\x00", b"")) or b"utf-7" in head.lower():
            raise ReadError(filename, "the docx declares XML entities", "no ordinary docx does; it is not read")


def part_root(part: Any) -> etree._Element | None:
    """The XML tree of a python-docx part, or None where it is no XML."""
    element = getattr(part, "_element", None)
    if element is not None:
        return element  # type: ignore[no-any-return]
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(part.blob, parser)
    except etree.XMLSyntaxError:
        return None


def without_placeholders(root: etree._Element) -> None:
    """Takes out the words of content controls that nobody filled in (``Klik hier om een datum in te voeren``)."""
    for control in root.iter(f"{W}sdt"):
        if on(control.find(f"{W}sdtPr/{W}showingPlcHdr")):
            for parent in list(control.iter()):
                for run in parent.findall(f"{W}r"):
                    parent.remove(run)


def root_by_id(part: Any, name: str) -> etree._Element | None:
    """The tree of the part that ``part`` refers to by the id of a relationship; None where it is not there."""
    relation = part.rels.get(name)
    return part_root(relation.target_part) if relation is not None and not relation.is_external else None


def related(part: Any, kind: str) -> etree._Element | None:
    """The tree of the first part that ``part`` refers to with a relationship of this kind (``footnotes``)."""
    for relation in part.rels.values():
        if not relation.is_external and relation.reltype.endswith("/" + kind):
            return part_root(relation.target_part)
    return None


def properties(document: Any) -> dict[str, str]:
    """Core and custom properties with a value, keys in lower case; a custom one wins over a core one."""
    found = _core(document)
    for relation in document.part.package.rels.values():
        if not relation.is_external and relation.reltype.endswith("/custom-properties"):
            root = part_root(relation.target_part)
            for entry in root.iter(_PROPERTY) if root is not None else ():
                found[str(entry.get("name", "")).lower()] = "".join(entry.itertext())
    cleaned = {key: clean(value.replace("_x000d_", " ")).strip() for key, value in found.items() if value}
    return {key: value for key, value in sorted(cleaned.items()) if key and value}


def _core(document: Any) -> dict[str, str]:
    """The core properties; none where there are none or they are damaged: no letter is unreadable for that."""
    try:
        document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES)
        core = document.core_properties
        found = {"title": core.title, "subject": core.subject, "author": core.author, "keywords": core.keywords}
        if core.created:
            found["created"] = core.created.date().isoformat()
    except (ValueError, AttributeError, KeyError, TypeError, etree.LxmlError):
        return {}
    return found


def on(element: etree._Element | None) -> bool:
    """Whether a switch such as ``w:b`` is there and on."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")


def whole(text: str | None, default: int) -> int:
    """A whole number from an attribute; ``default`` where it is none or out of all proportion."""
    return int(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 7 else default
