"""What an official publication prints, against what was read of it."""

from __future__ import annotations

from lxml import etree

from kamerbrief.letter import Letter
from kamerbrief.reading.accounting import Place, kept_of

#: Every text but that of elements which only describe the publication.
_PRINTED = etree.XPath("//text()[not(ancestor::*[local-name() = 'metadata' or local-name() = 'meta'])]")


def printed_in(root: etree._Element) -> str:
    """All words that the publication prints; to be taken before anything is read, for reading may change the tree."""
    return " ".join(map(str, _PRINTED(root)))


def place_of(printed: str, letter: Letter) -> Place:
    """The publication as one place, with what text and furniture have of it."""
    return Place("text", printed, kept_of(letter))
