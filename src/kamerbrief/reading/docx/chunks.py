"""Other documents embedded in a docx (``w:altChunk``): Word shows them in place, so they are read in place."""

from __future__ import annotations

import email
import email.policy
import re
from typing import Any

from lxml import etree

from kamerbrief.contract import WarningCode
from kamerbrief.errors import ReadError
from kamerbrief.letter import ReadingWarning
from kamerbrief.reading.docx.html import from_html
from kamerbrief.reading.docx.package import W, open_package, related
from kamerbrief.reading.encodings import decode
from kamerbrief.reading.rtf_text import rtf_paragraphs
from kamerbrief.settings import Settings

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_HTML = re.compile(
    rb"\s*<(?:!doctype html|\?xml|html|head|body|div|p|h\d|table|span|ul|ol|meta|style)\b", re.IGNORECASE
)
_MAIL = re.compile(rb"\s*(?:mime-version|content-type|from|subject|date)\s*:", re.IGNORECASE)
#: Chunks within chunks are opened this deep, and a document has no more than so many.
_DEEPEST = 3
_MOST = 100
#: What ties a paragraph of an embedded document to lists and notes of its own.
_TIES = {f"{W}numPr", f"{W}footnoteReference", f"{W}endnoteReference"}


def embed_chunks(document: Any, filename: str, limits: Settings, depth: int = 0) -> list[ReadingWarning]:
    """Puts the paragraphs and tables of each embedded document in its place; returns a warning for each one left out.

    Raises LimitError for an embedded docx that is too large.
    """
    chunks = list(document.element.iter(f"{W}altChunk"))
    # An embedded docx may unpack to its share of what the letter may.
    share = limits.model_copy(update={"max_expanded_size": limits.max_expanded_size // max(len(chunks), 1)})
    warnings: list[ReadingWarning] = []
    for chunk in chunks[:_MOST]:
        relation = document.part.rels.get(chunk.get(_ID, ""))
        data = relation.target_part.blob if relation is not None and not relation.is_external else b""
        try:
            elements = _elements(data, filename, share, depth, warnings)
        except ReadError as error:
            if depth == 0 and type(error) is not ReadError:
                raise
            elements = None
        if elements is None:
            warnings.append(ReadingWarning(WarningCode.EMBEDDED_UNREAD))
        for element in elements or ():
            chunk.addprevious(element)
    if len(chunks) > _MOST:
        warnings.append(ReadingWarning(WarningCode.EMBEDDED_TOO_MANY, {"count": len(chunks), "read": _MOST}))
    return warnings


def _elements(
    data: bytes, filename: str, limits: Settings, depth: int, warnings: list[ReadingWarning]
) -> list[etree._Element] | None:
    """The paragraphs and tables of an embedded document; None where its kind is not known."""
    if data.startswith(b"PK"):
        return _of_docx(data, filename, limits, depth, warnings)
    if data.lstrip().startswith(b"{\\rtf"):
        return [_paragraph(words) for words in rtf_paragraphs(data)]
    if _MAIL.match(data):
        message = email.message_from_bytes(data, policy=email.policy.default)
        page = next((part for part in message.walk() if part.get_content_type() == "text/html"), None)
        return from_html(bytes(page.get_payload(decode=True)), filename) if page is not None else None
    if _HTML.match(data.lstrip(b"\xef\xbb\xbf")[:1000]):
        return from_html(data, filename)
    if not data or b"\x00" in data[:1000].replace(b"\xff\xfe", b""):
        return None
    text, _ = decode(data, filename)
    return [_paragraph(line) for line in text.splitlines()]


def _of_docx(
    data: bytes, filename: str, limits: Settings, depth: int, warnings: list[ReadingWarning]
) -> list[etree._Element] | None:
    """The body of an embedded docx, and behind it the words of its notes."""
    if depth >= _DEEPEST:
        return None
    document = open_package(data, filename, limits)
    warnings += embed_chunks(document, filename, limits, depth + 1)
    elements = [child for child in document.element.body if child.tag != f"{W}sectPr"]
    for kind in ("footnotes", "endnotes"):
        root = related(document.part, kind)
        elements += root.iter(f"{W}p") if root is not None else ()
    for element in elements:
        for tie in list(element.iter(*_TIES)):
            parent = tie.getparent()
            if parent is not None:
                parent.remove(tie)
    return elements


def _paragraph(words: str) -> etree._Element:
    paragraph = etree.Element(f"{W}p")
    text = etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}t")
    text.text = "".join(c for c in words if c == "\t" or (c >= " " and c not in "\ufffe\uffff"))
    return paragraph
