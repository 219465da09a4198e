"""Reading XML that a server sent: no entities, no network, any namespace prefix."""

from __future__ import annotations

from lxml import etree

from kamerbrief.errors import SourceError


def parse(data: bytes, name: str) -> etree._Element:
    """The root of an XML answer. Raises SourceError, as trouble that may pass, when it is none (an error page)."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        start = " ".join(data[:80].decode("utf-8", "replace").split())
        raise SourceError(f"{name}: the answer is no XML but {start!r}", passing=True) from error
    if root is None:
        raise SourceError(f"{name}: the answer is empty", passing=True)
    return root


def _local(element: etree._Element) -> str:
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """The children of this local name, in whatever namespace."""
    return [child for child in element if _local(child) == name]


def first(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of this local name."""
    return next(iter(children(element, name)), None)


def below(element: etree._Element, name: str) -> list[etree._Element]:
    """The elements of this local name at any depth."""
    return [found for found in element.iter() if _local(found) == name]


def text_of(element: etree._Element, name: str) -> str | None:
    """The text of the first element of this local name at any depth, on one line; None when there is none."""
    for found in below(element, name):
        text = " ".join("".join(str(part) for part in found.itertext()).split())
        if text:
            return text[:1000]
    return None
