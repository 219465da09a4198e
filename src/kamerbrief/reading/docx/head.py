"""The headers and footers of a docx: which of them stand on the first page, and their lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from kamerbrief.reading.docx.package import W, on, root_by_id, without_placeholders
from kamerbrief.reading.docx.styles import Styles
from kamerbrief.reading.docx.text import TextReader
from kamerbrief.reading.letterhead_lines import label_of

_ANY_PARAGRAPH_OR_BOX = (f"{W}p", f"{W}txbxContent")


def header_parts(document: Any) -> tuple[list[etree._Element], list[etree._Element]]:
    """The header of the first page, and all other headers and footers, as trees, each once, in document order."""
    section = next(document.element.iter(f"{W}sectPr"), None)
    own_first_page = section is not None and on(section.find(f"{W}titlePg"))
    wanted = "first" if own_first_page else "default"
    first: list[etree._Element] = []
    others: list[etree._Element] = []
    for reference in document.element.iter(f"{W}headerReference", f"{W}footerReference"):
        root = _referred(document, reference)
        if root is None or root in first or root in others:
            continue
        heads = reference.tag == f"{W}headerReference" and reference.getparent() is section
        (first if heads and reference.get(f"{W}type", "default") == wanted else others).append(root)
    return first, others


def _referred(document: Any, reference: etree._Element) -> etree._Element | None:
    name = next((value for key, value in reference.attrib.items() if str(key).endswith("}id")), "")
    root = root_by_id(document.part, name)
    if root is not None:
        without_placeholders(root)
    return root


def part_lines(root: etree._Element, text: TextReader, styles: Styles) -> Iterator[str]:
    """The lines of a header part in reading order, text boxes behind the paragraph that they are anchored in."""
    for paragraph in _outermost(root):
        yield from paragraph_lines(paragraph, text, styles)


def paragraph_lines(paragraph: etree._Element, text: TextReader, styles: Styles) -> Iterator[str]:
    """The printed lines of a paragraph and of its text boxes; an empty line stands behind each box.

    A label with its value behind a tab gives two lines.
    """
    inline = text.paragraph(paragraph, styles.style(paragraph))
    words = inline.content.text
    if inline.lead and label_of(inline.lead):
        yield inline.lead
        words = words[len(inline.lead) :].lstrip()
    if words or not inline.boxes:
        yield from words.split("\n")
    for box in inline.boxes:
        for inner in _outermost(box):
            yield from paragraph_lines(inner, text, styles)
        yield ""


def _outermost(root: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of a part or a box that stand in no other paragraph; a table's cells are left row by row."""
    for child in root:
        if child.tag == f"{W}p":
            yield child
        elif isinstance(child.tag, str) and child.tag not in _ANY_PARAGRAPH_OR_BOX:
            yield from _outermost(child)
